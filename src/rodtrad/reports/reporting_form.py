"""What is written on a report's page: rows of the book with the columns somebody fills in, in sections."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import in_unit, number
from rodtrad.core.shape import Kind
from rodtrad.core.words import word
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.passages import rendered_text
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, Chart, Choice, TableBlock, TableColumn

LONG, NUMBER, DATE, CHOICE, SHORT = "long", "number", "date", "choice", "short"
"""The kinds of field."""
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class WrittenField:
    """One column somebody fills in.

    text     as it stands in the field         shown  as it is read where nobody writes
    theirs   what the book holds, where somebody else has changed it meanwhile
    problem  what is wrong with what was sent
    """

    column: str
    label: str
    kind: str
    text: str
    shown: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    theirs: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One row of the book on a report's page.

    address    of the row; of a new one whose key is made when it is saved, with a dash for the key
    seen       a digest of the fields as they were shown, to tell who has touched what
    given      what a new row holds besides its fields
    unit       the numbers are written in
    is_stale   it was written before the round opened, and is confirmed when the section is saved
    is_new     its key is made from its name when it is saved
    can_go     it can be taken out
    """

    fact: str
    address: str
    key: tuple[tuple[str, Any], ...]
    fields: tuple[WrittenField, ...]
    seen: str
    is_there: bool
    given: tuple[tuple[str, Any], ...] = ()
    unit: str = ""
    is_stale: bool = False
    is_new: bool = False
    can_go: bool = False


@dataclass(frozen=True, slots=True)
class WrittenGroup:
    """What is written about one thing, with the figures it is about beside it, and what it lacks."""

    name: str
    title: Cell
    figures: tuple[tuple[str, Cell], ...]
    rows: tuple[WrittenRow, ...]
    note: str = ""
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of a table with a field at its end; `row` is None where nothing is written."""

    title: str
    cells: tuple[Cell, ...]
    row: WrittenRow | None
    total: bool = False


@dataclass(frozen=True, slots=True)
class WrittenGrid:
    """A table with a field at the end of its lines."""

    columns: tuple[TableColumn, ...]
    lines: tuple[GridLine, ...]
    note: str

    @property
    def is_filled(self) -> bool:
        """Whether something stands in every field."""
        return all(field.text for line in self.lines if line.row for field in line.row.fields)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One part of a report, saved on its own.

    tables  what the part looks like to who reads
    lacks   what is missing in it as a whole
    """

    name: str
    heading: str
    lead: str
    tables: tuple[TableBlock, ...] = ()
    charts: tuple[Chart, ...] = ()
    grid: WrittenGrid | None = None
    groups: tuple[WrittenGroup, ...] = ()
    lacks: tuple[str, ...] = ()
    lack_count: int = 0

    def rows(self) -> tuple[WrittenRow, ...]:
        """Every row that is written in the section."""
        grid = tuple(line.row for line in self.grid.lines if line.row) if self.grid else ()
        return (*grid, *(row for group in self.groups for row in group.rows))

    def with_rows(self, change: Callable[[WrittenRow], WrittenRow]) -> "ReportSection":
        """The same section with each row changed."""
        grid = self.grid
        if grid is not None:
            lines = tuple(replace(x, row=change(x.row)) if x.row else x for x in grid.lines)
            grid = replace(grid, lines=lines)
        groups = tuple(replace(g, rows=tuple(map(change, g.rows))) for g in self.groups)
        return replace(self, grid=grid, groups=groups)


def seen_as(texts: Iterable[str]) -> str:
    """A short digest of what somebody was shown."""
    told = "\x1f".join(text.replace("\r\n", "\n").strip() for text in texts)
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]


def field_name(row: WrittenRow, column: str) -> str:
    """What the field of a row's column is called in the form."""
    return f"{row.address}|{column}"


def slug_of(address: str) -> str:
    """An address as a name on the page."""
    return "at-" + "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in address)


@dataclass(frozen=True, slots=True)
class RowBuilder:
    """Makes the row of a fact as it is written, from the row that is there, or from its key.

    row      None where it is not there
    kinds    column to kind of field, for those that are filled in
    labels   what a field is called, where the column's own name does not do
    choices  what can be chosen, where the column does not know
    """

    telling: Telling
    fact: str
    key: Mapping[str, Any]
    row: Mapping[str, Any] | None
    kinds: Mapping[str, str]
    labels: Mapping[str, str]
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    unit: str = ""

    def built(self, **more: Any) -> WrittenRow:
        """The row, with more told of it: `given`, `is_stale`, `is_new`, `can_go`."""
        fields = tuple(self._field(column, kind) for column, kind in self.kinds.items())
        shape = SHAPES[self.fact]
        whole = {name: self.key.get(name) for name in shape.key}
        return WrittenRow(
            self.fact,
            shape.address_of(whole),
            tuple(whole.items()),
            fields,
            seen_as(field.text for field in fields),
            self.row is not None,
            unit=self.unit,
            **more,
        )

    def _field(self, column: str, kind: str) -> WrittenField:
        label = self.labels.get(column) or SHAPES[self.fact][column].label_in(self.telling.language)
        text = self._text(column)
        choices = self._choices(column, text) if kind == CHOICE else ()
        shown = next((c.label for c in choices if c.chosen), text) or EMPTY
        if kind == LONG and text:
            shown = rendered_text(self.telling, text)
        unit = UNITS[self.unit].symbol_in(self.telling.language) if kind == NUMBER and self.unit else ""
        if unit and text:
            shown = f"{text} {unit}"
        return WrittenField(column, label, kind, text, shown, choices, unit)

    def _text(self, column: str) -> str:
        value = self.row[column] if self.row is not None else None
        if value is None:
            return ""
        if SHAPES[self.fact][column].kind in (Kind.AMOUNT, Kind.QUANTITY):
            return self._number(value)
        return value.isoformat() if isinstance(value, date) else str(value)

    def _number(self, grains: int) -> str:
        unit = self.unit or "antall"
        exact = in_unit(grains, unit)
        decimals = next((d for d in range(5) if round(exact, d) == exact), 4)
        own = max(0, self.row.get("decimals") or 0) if self.row is not None else 0
        return number(exact, max(decimals, own), self.telling.language)

    def _choices(self, column: str, text: str) -> tuple[Choice, ...]:
        known = self.choices.get(column)
        if known is None:
            described = SHAPES[self.fact][column]
            known = tuple((c, word(described.category, c, self.telling.language)) for c in described.choices)
        return tuple(Choice(value, label, value == text) for value, label in known)
