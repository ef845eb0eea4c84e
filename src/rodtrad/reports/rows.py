"""Any fact as a table, and any row with all its columns: derived from the fact's shape."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core import words
from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day, in_unit
from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, TableRow, table_row

PAGE = 75
_HIDDEN = ("label", "label_en", "decimals", "line", "concept")
_ADDRESSES = (
    ("stated_relation", "address"),
    ("stated_direction", "earlier"),
    ("stated_direction", "later"),
    ("reading_doubt", "address"),
    ("assumption", "figure"),
    ("adopted_cut", "figure"),
)
"""Columns that hold the address of a figure."""
_DIMENSIONS = ("area", "function", "chapter", "project", "account_group", "age_group")


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of a fact: each filled column with its label, and what points to the row."""

    fact: str
    fact_label: str
    address: str
    label: str
    columns: tuple[tuple[str, Cell], ...]
    source: str
    related: tuple[TableBlock, ...]


@dataclass(frozen=True, slots=True)
class FactTable:
    """All rows of one fact, a page at a time."""

    fact: str
    label: str
    total: int
    page: int
    pages: int
    table: TableBlock


@dataclass(frozen=True, slots=True)
class FactList:
    """Every table of the book, with what it holds."""

    tables: TableBlock


def fact_list(telling: Telling) -> FactList:
    """Every fact of the book with its number of rows; empty ones last."""
    ranked = sorted(SHAPES.values(), key=lambda s: telling.facts[s.name].is_empty())
    rows = tuple(
        table_row(
            Cell(s.label_in(telling.language), address=s.name),
            Cell(telling.count(telling.facts[s.name].height), telling.facts[s.name].height),
        )
        for s in ranked
    )
    columns = (TableColumn(telling.say("table")), TableColumn(telling.say("row_count"), number=True))
    return FactList(TableBlock(telling.say("all_tables"), columns, rows, name="tables"))


def fact_table(telling: Telling, fact: str, page: int = 1) -> FactTable:
    """One page of a fact's rows."""
    shape, frame = SHAPES[fact], telling.facts[fact]
    pages = max(1, -(-frame.height // PAGE))
    page = min(page, pages)
    first = (page - 1) * PAGE
    block = rows_table(telling, shape, frame.slice(first, PAGE), first)
    return FactTable(fact, shape.label_in(telling.language), frame.height, page, pages, block)


def rows_table(telling: Telling, shape: Shape, rows: pl.DataFrame, first: int = 0) -> TableBlock:
    """Rows of a fact, named first, then each column that somebody reads.

    first  the place of the first row in the fact's frame
    """
    shown = _read_columns(shape)
    named = TableColumn(telling.say("name"))
    columns = (named, *(TableColumn(c.heading(telling.language), number=_is_number(c)) for c in shown))
    body = tuple(
        table_row(
            telling.row(
                shape.name, row, telling.wording.labels.of(shape.name, first + at) or telling.say("row")
            ),
            *(column_cell(telling, shape, c, row) for c in shown),
        )
        for at, row in enumerate(rows.iter_rows(named=True))
    )
    return TableBlock(shape.label_in(telling.language), columns, body, name=shape.name)


def _read_columns(shape: Shape) -> list[Column]:
    """The columns somebody reads, less those that say the same in another way."""
    return [c for c in shape.columns if c.name not in _HIDDEN and not c.name.endswith("_en")]


def _is_number(column: Column) -> bool:
    return column.kind in (Kind.AMOUNT, Kind.QUANTITY, Kind.INTEGER)


def column_cell(telling: Telling, shape: Shape, column: Column, row: dict[str, Any]) -> Cell:
    """One column of a row, as a reader meets it: names instead of codes, numbers in their unit."""
    value = row[column.name]
    if value is None or value == "":
        return Cell(EMPTY)
    if column in shape.figures:
        return telling.figure(shape.name, row, column.name)
    match column.kind:
        case Kind.AMOUNT | Kind.QUANTITY:
            unit = column.unit or "antall"
            number = in_unit(value, unit)
            return Cell(telling.plain(number, unit, 0 if number == int(number) else 2), number)
        case Kind.DATE:
            return Cell(day(value, telling.language) if isinstance(value, date) else str(value))
        case Kind.BOOLEAN:
            return Cell(telling.say("yes" if value else "no"))
        case Kind.INTEGER:
            return Cell(str(value), value)
        case Kind.CHOICE:
            return Cell(_word(telling, column.category or column.name, value))
        case _:
            return _text_cell(telling, shape, column, row)


def _word(telling: Telling, category: str, value: str) -> str:
    known = words.categories()
    return telling.word(category, value) if category in known and value in words.terms(category) else value


def _text_cell(telling: Telling, shape: Shape, column: Column, row: dict[str, Any]) -> Cell:
    value = str(row[column.name])
    if column.refers in ("unit.key", "document.key", "service.key", "table.key"):
        fact = column.refers.partition(".")[0]
        return Cell(telling.named(fact, value), address=f"{fact}/{value}")
    if column.name in _DIMENSIONS and shape.name != "code":
        return telling.code(column.name, value)
    if column.name == "printed_unit":
        return Cell(UNITS[value].label_in(telling.language))
    if column.name == "goal":
        return Cell(value, address=f"goal/{row['document']}/{value}")
    if (shape.name, column.name) in _ADDRESSES and telling.wording.label(value) != value:
        label = telling.wording.label(value)
        return Cell(label, address=value) if label else Cell(value)
    return Cell(value)


def fact_row(telling: Telling, fact: str, position: int, *, related: bool = True) -> FactRow:
    """One row with all its filled columns, and the rows that point to it unless they are not asked for."""
    shape = SHAPES[fact]
    row = telling.facts[fact].row(position, named=True)
    shown = _read_columns(shape)
    cells = ((c, column_cell(telling, shape, c, row)) for c in shown if row[c.name] not in (None, ""))
    named = tuple((c.heading(telling.language), cell) for c, cell in cells)
    document, line = row.get("document"), row.get("line")
    source = telling.wording.place(document, [line] if line else []) if document else ""
    return FactRow(
        fact,
        shape.label_in(telling.language),
        shape.address_of(row),
        telling.wording.labels.of(fact, position) or shape.address_of(row),
        named,
        source,
        tuple(_related(telling, fact, row)) if related else (),
    )


def _related(telling: Telling, fact: str, row: dict[str, Any]) -> list[TableBlock]:
    """Rows of other facts that point to this one; the first few of each kind."""
    found = []
    for shape in SHAPES.values():
        for column in shape.columns:
            if column.refers == f"{fact}.key" and row.get("key") is not None:
                rows = telling.where(shape.name, column.name, row["key"])
                if "document" in shape.names() and "document" in row:
                    rows = rows.filter(pl.col("document") == row["document"])
                if rows.height:
                    found.append(_related_table(telling, shape, rows))
    return found


def _related_table(telling: Telling, shape: Shape, rows: pl.DataFrame) -> TableBlock:
    """Names and figures of the rows, short enough to stand on another row's page."""
    kept = rows.head(PAGE)
    positions = telling.thread.rows(shape.name)
    body: list[TableRow] = []
    for row in kept.iter_rows(named=True):
        name = telling.wording.labels.of(shape.name, positions[shape.address_of(row)])
        figures = (telling.figure(shape.name, row, c.name, unit=True) for c in shape.figures)
        body.append(table_row(telling.row(shape.name, row, name or telling.say("row")), *figures))
    columns = (
        TableColumn(telling.say("name")),
        *(TableColumn(c.label_in(telling.language), number=True) for c in shape.figures),
    )
    note = telling.say("first_of", shown=kept.height, total=rows.height) if rows.height > kept.height else ""
    return TableBlock(shape.label_in(telling.language), columns, tuple(body), note, name=f"of-{shape.name}")
