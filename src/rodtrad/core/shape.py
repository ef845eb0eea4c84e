"""The shape of a fact: its columns with label, unit and meaning.

Everything that shows or stores a fact is derived from here: the Polars schema, the SQL table,
the Excel heading, the form field, the file schema and the documentation.
"""

import dataclasses
import functools
import re
import types
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Literal, get_args, get_type_hints

import polars as pl

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.measurement import UNITS

Language = Literal["no", "en"]
LANGUAGES: tuple[Language, ...] = ("no", "en")


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    DATE = "date"
    CHOICE = "choice"
    BOOLEAN = "boolean"


_YEARS = (1800, 2200)
_YEAR_COLUMNS = ("year", "base_year")
SEASON = "[1-9][0-9]{3}-(winter|spring|summer|autumn)"
"""A season of a year, as it is written."""

_POLARS: dict[Kind, Any] = {
    Kind.TEXT: pl.String,
    Kind.INTEGER: pl.Int64,
    Kind.AMOUNT: pl.Int64,
    Kind.QUANTITY: pl.Int64,
    Kind.DATE: pl.Date,
    Kind.CHOICE: pl.String,
    Kind.BOOLEAN: pl.Boolean,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column of a fact."""

    name: str
    kind: Kind
    meaning: str
    label: str
    label_en: str
    unit: str | None
    key: bool
    required: bool
    choices: tuple[str, ...]
    category: str
    """Category of words its choices are read with; empty where it has none."""
    refers: str | None
    pattern: str
    between: tuple[int, int] | None

    def label_in(self, language: Language) -> str:
        """The column's label in the reader's language."""
        return self.label if language == "no" else self.label_en

    def heading(self, language: Language) -> str:
        """The heading of a table or worksheet: label, and unit where the column has one."""
        unit = UNITS[self.unit] if self.unit else None
        if unit is None:
            return self.label_in(language)
        return f"{self.label_in(language)} ({unit.label_in(language)})"


@dataclasses.dataclass(frozen=True, slots=True)
class FormField:
    """What a form needs to ask for one column."""

    name: str
    label: str
    help: str
    kind: Kind
    required: bool
    choices: tuple[str, ...]


def column(
    meaning: str,
    *,
    label: str,
    label_en: str = "",
    unit: str | None = None,
    key: bool = False,
    refers: str | None = None,
    choices: tuple[str, ...] = (),
    pattern: str = "",
    between: tuple[int, int] | None = None,
) -> Any:
    """Declare a column of a fact.

    meaning  what the number or text is, in English
    label    the Norwegian label; the English one is made from the name when not given
    unit     a code in `core/measurement.py` for a column that always has the same unit;
             figures without it are in the row's `printed_unit`
    key      part of what makes the row unique, and of its address
    refers   "fact.column" the value must exist in
    choices  texts the column may hold, where they are no enumeration of their own
    pattern  regular expression the whole text must match
    between  smallest and largest whole number; of a quantity in grains
    """
    return dataclasses.field(
        metadata={
            "meaning": meaning,
            "label": label,
            "label_en": label_en,
            "unit": unit,
            "key": key,
            "refers": refers,
            "choices": choices,
            "pattern": pattern,
            "between": between,
        }
    )


@dataclasses.dataclass(frozen=True)
class Shape:
    """All columns of one fact, in order."""

    name: str
    label: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def label_en(self) -> str:
        """The fact's English name."""
        return self.name.replace("_", " ").capitalize()

    def label_in(self, language: Language) -> str:
        """The fact's name in the reader's language."""
        return self.label if language == "no" else self.label_en

    @functools.cached_property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that make a row unique."""
        return tuple(c.name for c in self.columns if c.key)

    @functools.cached_property
    def figures(self) -> tuple[Column, ...]:
        """The columns whose numbers are figures: printed somewhere, in a unit of print."""
        if "printed_unit" not in self.names():
            return ()
        return tuple(c for c in self.columns if c.kind in (Kind.AMOUNT, Kind.QUANTITY))

    def names(self) -> tuple[str, ...]:
        """All column names."""
        return tuple(self._by_name)

    @functools.cached_property
    def _by_name(self) -> dict[str, Column]:
        return {c.name: c for c in self.columns}

    def __getitem__(self, name: str) -> Column:
        return self._by_name[name]

    def polars_schema(self) -> dict[str, Any]:
        """Column names with their Polars types; figures are whole grains."""
        return {c.name: _POLARS[c.kind] for c in self.columns}

    def empty(self) -> pl.DataFrame:
        """A frame of this shape with no rows."""
        return pl.DataFrame(schema=self.polars_schema())

    def headings(self, language: Language) -> dict[str, str]:
        """Column names with the heading a table or worksheet shows."""
        return {c.name: c.heading(language) for c in self.columns}

    def form_fields(self, language: Language) -> list[FormField]:
        """What a form asks for, in order."""
        return [
            FormField(c.name, c.heading(language), c.meaning, c.kind, c.required, c.choices)
            for c in self.columns
        ]

    def row_address(self) -> pl.Expr:
        """The address of every row: fact/key/..., with a dash for an empty part."""
        parts = [pl.col(name).cast(pl.String).fill_null("-") for name in self.key]
        cleaned = [pl.when(p == "").then(pl.lit("-")).otherwise(p) for p in parts]
        return pl.concat_str([pl.lit(self.name), *cleaned], separator="/").alias("address")

    def address_of(self, row: Mapping[str, Any], column_name: str = "") -> str:
        """The address of one row, or of one column's figure in it."""
        parts = [self.name, *(str(row[k] or "-") for k in self.key)]
        return "/".join([*parts, column_name] if column_name else parts)

    def address(self, column_name: str) -> pl.Expr:
        """The address of one column's figure in every row: fact/key/.../column."""
        return pl.concat_str([self.row_address(), pl.lit(column_name)], separator="/").alias("address")


def _kind_of(annotation: Any) -> tuple[Kind, bool, tuple[str, ...], str]:
    """Kind, whether required, and the choices of an annotated type with their category."""
    if isinstance(annotation, types.UnionType):
        inner = next(a for a in get_args(annotation) if a is not type(None))
        kind, _, choices, category = _kind_of(inner)
        return kind, False, choices, category
    if issubclass(annotation, StrEnum):
        return Kind.CHOICE, True, tuple(member.value for member in annotation), snake(annotation.__name__)
    for base, kind in (
        (Amount, Kind.AMOUNT),
        (Quantity, Kind.QUANTITY),
        (bool, Kind.BOOLEAN),
        (int, Kind.INTEGER),
        (date, Kind.DATE),
        (str, Kind.TEXT),
    ):
        if issubclass(annotation, base):
            return kind, True, (), ""
    raise TypeError(f"a fact cannot hold {annotation}")


def snake(name: str) -> str:
    """The name of a fact's table and file: `BudgetLine` is `budget_line`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@functools.cache
def shape(fact: type) -> Shape:
    """The shape of a frozen record; its docstring ends with the Norwegian name in parentheses."""
    doc = (fact.__doc__ or "").strip()
    found = re.search(r"\(([^()]+)\)\.?$", doc.splitlines()[0])
    if not found:
        raise TypeError(f"{fact.__name__}: the docstring must end with the Norwegian name")
    hints = get_type_hints(fact)
    columns = []
    for field in dataclasses.fields(fact):
        kind, required, choices, category = _kind_of(hints[field.name])
        declared = field.metadata
        columns.append(
            Column(
                name=field.name,
                kind=kind,
                meaning=declared["meaning"],
                label=declared["label"],
                label_en=declared["label_en"] or field.name.replace("_", " ").capitalize(),
                unit=declared["unit"],
                key=declared["key"],
                required=required,
                choices=choices or declared["choices"],
                category=category,
                refers=declared["refers"],
                pattern=declared["pattern"],
                between=declared["between"] or (_YEARS if field.name in _YEAR_COLUMNS else None),
            )
        )
    return Shape(snake(fact.__name__), found.group(1).capitalize(), doc, tuple(columns))


def document_column(*, key: bool = True) -> Any:
    """The document a row was read from."""
    return column("the document the row was read from", label="Dokument", key=key, refers="document.key")


def measure_column() -> Any:
    """The efficiency measure a row is about."""
    return column("number of the card", label="Tiltak", key=True, refers="efficiency_measure.key")


def line_column() -> Any:
    """The line a row was read from."""
    return column("first line of the document's text where the row stands", label="Linje")


def printed_unit_column() -> Any:
    """The unit the row's figures are printed in."""
    return column(
        "unit the figures are printed in", label="Trykt enhet", label_en="Printed unit", choices=tuple(UNITS)
    )


def decimals_column() -> Any:
    """The precision of print; negative when a round number is only an estimate."""
    return column(
        "decimals of the print; negative when the last digits are round (-4: ten thousands)",
        label="Desimaler",
        between=(-12, 4),
    )


def concept_column() -> Any:
    """What a figure is a statement of; two figures with the same concept must agree."""
    return column(
        "same for every statement of the same quantity; a leading minus turns the sign",
        label="Begrep",
    )


def label_column() -> Any:
    """A short name in Norwegian, in our own words."""
    return column("short name in Norwegian, own words", label="Navn", label_en="Name (Norwegian)")


def label_en_column() -> Any:
    """A short name in English, in our own words."""
    return column("short name in English, own words", label="Navn (engelsk)", label_en="Name")
