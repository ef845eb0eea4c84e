"""A table as it stands in a workbook (arbeidsark): columns, lists of choices, and each value as a cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core import words
from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import in_unit
from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Choice

FORMAT = 1
"""Version of what the hidden sheet says."""
HIDDEN_SHEET = "_rodtrad"
LIST_SHEET = "_valg"
LONGEST_TEXT = 32_000
"""A cell holds a little more than this."""
_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets agree on the days from here on."""
_DIMENSIONS = ("area", "function", "chapter", "project", "account_group", "age_group")
_MOST_CHOICES = 5_000

CellValue = str | float | bool | date | None
"""What stands in a cell: text, number, yes or no, day, or nothing."""


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """What can be chosen in a column, by value, as people read it.

    is_closed  whether nothing else can stand there
    """

    shown: Mapping[str, str]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class WorkSheet:
    """Rows of one fact to be worked in, in a language.

    revision        the book's last change when they were taken out
    document, unit  what they were chosen by; empty where all are there
    """

    telling: Telling
    shape: Shape
    rows: pl.DataFrame
    lists: Mapping[str, ChoiceList]
    revision: int
    document: str = ""
    unit: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns somebody works in."""
        return sheet_columns(self.shape)

    def headings(self) -> tuple[str, ...]:
        """The columns' headings; figures have their unit where all rows have the same."""
        units = self.rows["printed_unit"].unique() if self.shape.figures else pl.Series()
        shared = UNITS[units[0]].label_in(self.telling.language) if len(units) == 1 else ""
        return tuple(
            f"{c.heading(self.telling.language)} ({shared})"
            if shared and c in self.shape.figures and not c.unit
            else c.heading(self.telling.language)
            for c in self.columns
        )

    def cells(self) -> Iterator[tuple[CellValue, ...]]:
        """Every row as cells."""
        for row in self.rows.iter_rows(named=True):
            yield tuple(self.cell(column, row) for column in self.columns)

    def cell(self, column: Column, row: Mapping[str, Any]) -> CellValue:
        """One value as it stands in a cell."""
        return written(self.shape, column, row, self.lists.get(column.name))


def work_sheet(telling: Telling, fact: str, revision: int, document: str = "", unit: str = "") -> WorkSheet:
    """A fact's rows to be worked in: all, or those of a document, of a unit, or both.

    A choice that the fact has no column for is left out.

    raises  UsageError  the book has no such document or unit
    """
    shape = SHAPES[fact]
    _check_known(telling, shape, "document", document)
    _check_known(telling, shape, "unit", unit)
    rows = _chosen(telling, shape, document, unit)
    lists = {c.name: found for c in sheet_columns(shape) if (found := choices_in(telling, shape, c))}
    of_document = document if document_column_of(shape) else ""
    of_unit = unit if unit_column_of(shape) else ""
    return WorkSheet(telling, shape, rows, lists, revision, of_document, of_unit)


def _check_known(telling: Telling, shape: Shape, fact: str, key: str) -> None:
    """Raise UsageError where a document or unit is not there, naming those that have rows in the table."""
    every = telling.facts[fact]["key"]
    if not key or key in every:
        return
    column = document_column_of(shape) if fact == "document" else unit_column_of(shape)
    with_rows = telling.facts[shape.name][column].drop_nulls().unique().sort().to_list() if column else []
    known = with_rows or every.sort().to_list()
    if fact == "document":
        raise UsageError("sheet_no_such_document", key=key[:100], known=known)
    raise UsageError("sheet_no_such_unit", key=key[:100], known=known)


def _chosen(telling: Telling, shape: Shape, document: str, unit: str) -> pl.DataFrame:
    rows = telling.facts[shape.name]
    for column, value in ((document_column_of(shape), document), (unit_column_of(shape), unit)):
        if column and value:
            rows = rows.filter(pl.col(column) == value)
    return rows


def sheet_columns(shape: Shape) -> tuple[Column, ...]:
    """The columns of a sheet: all but those that only a printed row has."""
    return tuple(c for c in shape.columns if c.key or c.name not in ("line", "decimals"))


def document_column_of(shape: Shape) -> str:
    """The column that names the document a row is in; empty where there is none."""
    return "key" if shape.name == "document" else "document" if "document" in shape.names() else ""


def unit_column_of(shape: Shape) -> str:
    """The column that names the unit a row is most about; empty where there is none."""
    if shape.name == "unit":
        return "key"
    named = [c.name for c in shape.columns if c.refers == "unit.key"]
    return next((n for n in ("unit", "owner", "receiver") if n in named), named[0] if named else "")


def choices_in(telling: Telling, shape: Shape, column: Column) -> ChoiceList | None:
    """What can be chosen in a column; None where anything can be written."""
    language = telling.language
    if column.kind is Kind.BOOLEAN:
        return ChoiceList({"true": telling.say("yes"), "false": telling.say("no")}, is_closed=True)
    if column.choices:
        return ChoiceList({c: _word(column, c, telling) for c in column.choices}, is_closed=True)
    fact = (column.refers or "").partition(".")[0]
    if fact and SHAPES[fact].key == ("key",) and telling.facts[fact].height <= _MOST_CHOICES:
        keys = telling.facts[fact]["key"].to_list()
        return ChoiceList(_told_apart({key: telling.named(fact, key) for key in keys}), is_closed=True)
    if column.name in _DIMENSIONS and shape.name != "code":
        codes = telling.where("code", "dimension", column.name)
        name = "label" if language == "no" else "label_en"
        return ChoiceList(_told_apart(dict(codes.select("code", name).iter_rows())), is_closed=False)
    return None


def _word(column: Column, choice: str, telling: Telling) -> str:
    if choice in UNITS and column.choices == tuple(UNITS):
        return UNITS[choice].label_in(telling.language)
    if column.category:
        return words.word(column.category, choice, telling.language)
    return choice


def _told_apart(named: Mapping[str, str]) -> dict[str, str]:
    """Keys with their names before them, so that two of the same name are told apart."""
    return {key: f"{name} ({key})" if name and name != key else key for key, name in named.items()}


def key_in(text: str) -> str:
    """The key at the end of a name: `VEL` in `Velferdsetaten (VEL)`; empty where there is none."""
    _, parenthesis, rest = text.rstrip().rpartition("(")
    return rest.removesuffix(")").strip() if parenthesis and rest.endswith(")") else ""


def written(shape: Shape, column: Column, row: Mapping[str, Any], choices: ChoiceList | None) -> CellValue:
    """A value of a row as it stands in a cell: numbers in their unit, choices in words."""
    value = row[column.name]
    if value is None or value == "":
        return None
    match column.kind:
        case Kind.AMOUNT | Kind.QUANTITY:
            return in_unit(value, unit_of(shape, column, row))
        case Kind.BOOLEAN:
            return choices.shown[str(value).lower()] if choices else bool(value)
        case Kind.DATE if isinstance(value, date):
            return value if value >= _FIRST_DAY else value.isoformat()
        case Kind.INTEGER:
            return int(value)
        case _:
            return (choices.shown.get(value, value) if choices else str(value))[:LONGEST_TEXT]


def unit_of(shape: Shape, column: Column, row: Mapping[str, Any]) -> str:
    """The unit a number of a row is written in."""
    if column.unit:
        return column.unit
    return str(row["printed_unit"]) if column in shape.figures else "antall"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One table that can be taken out to be worked in, with what it is chosen by."""

    fact: str
    label: str
    rows: int
    document: str
    unit: str


@dataclass(frozen=True, slots=True)
class SheetsView:
    """The tables that have rows of a document, of a unit, or of both; all where nothing is chosen."""

    document: str
    unit: str
    documents: tuple[Choice, ...]
    units: tuple[Choice, ...]
    lines: tuple[SheetLine, ...]


def sheets_view(telling: Telling, document: str = "", unit: str = "") -> SheetsView:
    """What can be taken out to be worked in."""
    lines = []
    for shape in SHAPES.values():
        of_document = document if document_column_of(shape) else ""
        of_unit = unit if unit_column_of(shape) else ""
        rows = _chosen(telling, shape, of_document, of_unit).height
        if rows and (of_document or of_unit or not (document or unit)):
            label = shape.label_in(telling.language)
            lines.append(SheetLine(shape.name, label, rows, of_document, of_unit))
    lines.sort(key=lambda line: line.label)
    chosen = (_row_choices(telling, "document", document), _row_choices(telling, "unit", unit))
    return SheetsView(document, unit, *chosen, tuple(lines))


def _row_choices(telling: Telling, fact: str, chosen: str) -> tuple[Choice, ...]:
    named = sorted((telling.named(fact, key), key) for key in telling.facts[fact]["key"])
    return tuple(Choice(key, name, key == chosen) for name, key in named)
