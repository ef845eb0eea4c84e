"""What differs between this year's document and last year's, or between two editions, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.core.shape import Kind
from rodtrad.models.concepts import SHAPES
from rodtrad.models.letter_carrying import work_of
from rodtrad.models.letter_contents import subject_of
from rodtrad.models.letters import OWNERS, TARGET, Change, ColumnChange, RowDifference, difference
from rodtrad.reports.indicators import value_cell
from rodtrad.reports.letter_tables import heads, short_day
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, Choice, TableBlock, TableRow, table_row

_ORDER = (Change.ADDED, Change.CHANGED, Change.REMOVED)


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """What is added, changed and taken out, a table for each kind of row.

    counts  how many of each change, in words
    """

    document: str
    label: str
    earlier: Cell
    others: tuple[Choice, ...]
    counts: tuple[tuple[str, int], ...]
    tables: tuple[TableBlock, ...]


def difference_view(telling: Telling, document: str, earlier: str, others: list[str]) -> DifferenceView:
    """The difference between two documents of the book.

    others  documents it can be held against
    """
    found = difference(telling.facts, earlier, document) if earlier else ()
    by_fact: dict[str, list[RowDifference]] = {}
    for one in found:
        by_fact.setdefault(one.fact, []).append(one)
    counts = tuple((telling.say(f"diff_is_{c}"), sum(d.change is c for d in found)) for c in _ORDER)
    return DifferenceView(
        document,
        telling.named("document", document),
        telling.document(earlier or None),
        tuple(Choice(d, telling.named("document", d), d == earlier) for d in others),
        counts,
        tuple(_table(telling, fact, earlier, rows) for fact, rows in by_fact.items()),
    )


def _table(telling: Telling, fact: str, earlier: str, found: list[RowDifference]) -> TableBlock:
    columns = heads(
        telling.say("diff_what"), telling.say("diff_kind"), telling.say("diff_from"), telling.say("diff_to")
    )
    ordered = sorted(found, key=lambda d: _ORDER.index(d.change))
    rows = [row for one in ordered for row in _rows(telling, fact, earlier, one)]
    return TableBlock(
        SHAPES[fact].label_in(telling.language), columns, tuple(rows), name=f"difference-{fact}"
    )


def _rows(telling: Telling, fact: str, earlier: str, one: RowDifference) -> list[TableRow]:
    """One row for what is added or taken out; one for each value that is changed."""
    row = one.after if one.after is not None else one.before or {}
    name = telling.row(fact, row, _name(telling, fact, row))
    word = telling.say(f"diff_is_{one.change}")
    if one.change is not Change.CHANGED:
        why = _why_gone(telling, fact, earlier, row) if one.change is Change.REMOVED else ""
        return [table_row(name, word, why, "")]
    return [
        table_row(
            name if place == 0 else "",
            telling.say("diff_in_column", what=word, column=_column_name(telling, fact, column).lower()),
            _shown(telling, fact, column, column.before),
            _shown(telling, fact, column, column.after),
        )
        for place, column in enumerate(one.columns)
    ]


def _name(telling: Telling, fact: str, row: Mapping[str, Any]) -> str:
    """A row by its number and name; a text by its heading."""
    if fact == "passage":
        return row["heading"] or telling.word("passage_part", row["part"])
    number = row.get("number")
    own = telling.own(dict(row))
    return f"{number} {own}" if number is not None else own


def _why_gone(telling: Telling, fact: str, earlier: str, row: Mapping[str, Any]) -> str:
    """How work that is not carried on ended, where follow-up says so."""
    if fact not in ("assignment", "council_resolution"):
        return ""
    work = work_of(telling.facts, earlier, fact).get(subject_of(fact, row))
    return telling.word("follow_up_status", work["status"]) if work else ""


def _column_name(telling: Telling, fact: str, column: ColumnChange) -> str:
    if column.column == OWNERS:
        return telling.say("owner")
    if column.column == TARGET:
        return telling.say("target")
    return SHAPES[fact][column.column].label_in(telling.language)


def _shown(telling: Telling, fact: str, column: ColumnChange, value: Any) -> Cell:
    """A value as a reader meets it."""
    if value is None or value == []:
        return Cell(EMPTY)
    if column.column == OWNERS:
        return Cell(", ".join(telling.named("unit", u) for u in value))
    if column.column == TARGET:
        return value_cell(telling, value)
    kind, about = SHAPES[fact][column.column].kind, SHAPES[fact][column.column]
    if isinstance(value, date):
        return Cell(short_day(telling, value))
    if kind is Kind.BOOLEAN:
        return Cell(telling.say("yes") if value else telling.say("no"))
    if about.category:
        return Cell(telling.word(about.category, value))
    return telling.unit(value) if about.refers == "unit.key" else Cell(str(value))
