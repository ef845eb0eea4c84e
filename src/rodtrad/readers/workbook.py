"""What a workbook's sheets mean: where they are from, which columns they have, and their rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import UNITS
from rodtrad.core.shape import LANGUAGES, Column, Language, Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.open_workbook import CellRead, SheetRead
from rodtrad.reports.sheets import FORMAT, HIDDEN_SHEET, LIST_SHEET, sheet_columns

_HEADING_WITHIN = 30
_ALIKE = 2
"""So many headings of a fact make a sheet look like one of its tables."""
_WITH_UNIT = re.compile(r"(.+?)\s*\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows of a workbook are from, as its hidden sheet says.

    revision   the book's last change when they were taken out
    addresses  those of the rows that were in it
    """

    fact: str
    revision: int
    language: Language
    document: str
    unit: str
    addresses: frozenset[str]


@dataclass(frozen=True, slots=True)
class TableRead:
    """The rows of one sheet, with the columns its headings name.

    places   where a column stands, by name         headings  what its heading says, by name
    units    unit told in a heading, by name        ignored   headings of no column
    unread   other sheets with headings of the fact
    rows     number in the sheet, and cells; those without any are left out
    """

    sheet: str
    places: Mapping[str, int]
    headings: Mapping[str, str]
    units: Mapping[str, str]
    ignored: tuple[str, ...]
    unread: tuple[str, ...]
    rows: tuple[tuple[int, tuple[CellRead, ...]], ...]


def origin_of(sheets: Sequence[SheetRead]) -> Origin | None:
    """Where a workbook is from; None for one that somebody has made.

    raises  UsageError  its hidden sheet is not as it was written, or of a newer version
    """
    hidden = next((sheet for sheet in sheets if sheet.name == HIDDEN_SHEET), None)
    if hidden is None:
        return None
    texts = [(_text(row[0]), _text(row[1]) if len(row) > 1 else "") for row in hidden.cells if row]
    blank = next((at for at, row in enumerate(texts) if not row[0]), len(texts))
    told = dict(texts[:blank])
    if told.get("rodtrad", "").isdecimal() and int(told["rodtrad"]) > FORMAT:
        raise UsageError("sheet_newer", version=told["rodtrad"])
    number, fact = told.get("revision", ""), told.get("fact", "")
    if told.get("rodtrad") != str(FORMAT) or fact not in SHAPES or not re.fullmatch("[0-9]{1,15}", number):
        raise UsageError("sheet_origin_damaged", sheet=HIDDEN_SHEET)
    language: Language = "en" if told.get("language") == "en" else "no"
    addresses = frozenset(row[0] for row in texts[blank:] if row[0])
    chosen = (told.get("document", ""), told.get("unit", ""))
    return Origin(fact, int(number), language, *chosen, addresses)


def find_table(sheets: Sequence[SheetRead], shape: Shape, *, whole_key: bool) -> TableRead:
    """The first sheet with the headings of a fact, in Norwegian or English.

    whole_key  whether every column of the key must be there; else those that may be empty can be left out
    raises     UsageError  no sheet has the headings, one is there twice, or one of the key is missing
    """
    best: tuple[int, SheetRead, int] | None = None
    alike: dict[str, int] = {}
    for sheet in sheets:
        if sheet.name in (HIDDEN_SHEET, LIST_SHEET) or not sheet.is_visible:
            continue
        for at, row in enumerate(sheet.cells[:_HEADING_WITHIN]):
            known = sum(_column(shape, _text(cell)) is not None for cell in row)
            alike[sheet.name] = max(known, alike.get(sheet.name, 0))
            if known and (best is None or known > best[0]):
                best = (known, sheet, at)
    if best is None:
        raise UsageError("sheet_without_headings", expected=[c.label for c in shape.columns if c.key])
    most, sheet, at = best
    unread = (name for name, known in alike.items() if name != sheet.name and known >= min(most, _ALIKE))
    places, units, ignored = _places(sheet, at, shape)
    missing = [c.label for c in shape.columns if c.key and c.name not in places]
    needed = [c.label for c in shape.columns if c.key and (c.required or whole_key)]
    if any(label in needed for label in missing):
        raise UsageError("sheet_key_missing", sheet=sheet.name, row=at + 1, columns=missing)
    headings = {name: _text(sheet.cells[at][place]) for name, place in places.items()}
    rows = tuple(_rows(sheet, at + 1, places))
    return TableRead(sheet.name, places, headings, units, ignored, tuple(unread), rows)


def _places(
    sheet: SheetRead, at: int, shape: Shape
) -> tuple[dict[str, int], dict[str, str], tuple[str, ...]]:
    places: dict[str, int] = {}
    units: dict[str, str] = {}
    ignored = []
    for place, cell in enumerate(sheet.cells[at]):
        heading = _text(cell)
        column = _column(shape, heading)
        if column is None:
            ignored += [heading] if heading else []
            continue
        if column.name in places:
            raise UsageError("sheet_heading_twice", sheet=sheet.name, heading=heading)
        places[column.name] = place
        unit = _unit_told(shape, column, heading)
        if unit:
            units[column.name] = unit
    return places, units, tuple(ignored)


def _rows(
    sheet: SheetRead, first: int, places: Mapping[str, int]
) -> Iterator[tuple[int, tuple[CellRead, ...]]]:
    """The rows below the headings in which one of the columns has something."""
    for number, row in enumerate(sheet.cells[first:], first + 1):
        if any(place < len(row) and row[place] is not None for place in places.values()):
            yield number, row


def _text(cell: CellRead) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _column(shape: Shape, heading: str) -> Column | None:
    """The column a heading names."""
    known = _headings(shape.name)
    name = known.get(heading.casefold())
    if name is None and (found := _WITH_UNIT.fullmatch(heading)):
        name = known.get(found[1].casefold())
        if name is not None and shape[name] not in shape.figures:
            return None
    return shape[name] if name else None


@cache
def _headings(fact: str) -> dict[str, str]:
    """Column names by what their headings can say."""
    known: dict[str, str] = {}
    for column in sheet_columns(SHAPES[fact]):
        for language in LANGUAGES:
            known.setdefault(column.heading(language).casefold(), column.name)
    for column in sheet_columns(SHAPES[fact]):
        for said in (column.label, column.label_en, column.name, column.name.replace("_", " ")):
            known.setdefault(said.casefold(), column.name)
    return known


def _unit_told(shape: Shape, column: Column, heading: str) -> str:
    """The unit of a figure's heading: `1000 kr` in `Beløp (tusen kroner)`; empty where it tells none.

    raises  UsageError  it names a unit nobody knows
    """
    found = _WITH_UNIT.fullmatch(heading)
    if column not in shape.figures or column.unit or not found:
        return ""
    for unit in UNITS.values():
        if found[2].casefold() in (unit.code, unit.label, unit.label_en.casefold(), unit.symbol.casefold()):
            return unit.code
    raise UsageError("sheet_unit_unknown", heading=heading, unit=found[2])
