"""What differs between two documents with goals and assignments: of two years, or two editions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from rodtrad.facts.indicator import ValueKind
from rodtrad.facts.letter import AssignmentStatus
from rodtrad.models.carrying import rows_of_document
from rodtrad.models.concepts import Facts
from rodtrad.models.letter_carrying import carried_day
from rodtrad.models.letter_contents import goal_owners, subject_of

Row = Mapping[str, Any]
_COMPARED: dict[str, tuple[str, ...]] = {
    "goal": ("level", "parent", "label"),
    "indicator": ("goal", "unit", "better", "label"),
    "assignment": ("status", "owner", "partner", "deadline", "season", "label"),
    "council_resolution": ("owner", "reference", "deadline", "label"),
    "report_part": ("subject", "monthly", "quarterly", "tertially", "yearly", "label"),
    "reporting_duty": ("unit", "frequency", "periods", "recipient", "deadline", "label"),
    "meeting": ("day", "unit", "label"),
    "passage": ("part", "heading", "text"),
}
"""The facts that are held against each other, and what of them a reader wants to know."""
_KEYS = {"goal": "number", "council_resolution": "number"}
_RENUMBERED = ("assignment", "council_resolution")
_MOVED = {"meeting": "day", "reporting_duty": "deadline"}
"""Days that move with the year; only another move is a change."""
OWNERS, TARGET = "owners", "target"
"""What is told of a goal's owners and an indicator's target, as if they were columns of it."""


class Change(StrEnum):
    """What has become of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """One value that differs; a target is the whole row of its value, owners are keys of units."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One goal, indicator, assignment or other row that differs (forskjell).

    before, after  the row in each document; None where it is not there
    """

    fact: str
    change: Change
    before: Row | None
    after: Row | None
    columns: tuple[ColumnChange, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    fact: str
    before: Row | None
    after: Row | None


def difference(facts: Facts, old: str, new: str) -> tuple[RowDifference, ...]:
    """What is added, changed and taken out from one document to another, fact by fact.

    Goals, indicators and the like are the same where their key is. Assignments and resolutions are
    numbered anew each year: they are the same where follow-up says so, else where their words are.
    A target is held against that of the other document's own year.

    old, new  keys of the documents
    """
    years = _year_of(facts, new) - _year_of(facts, old)
    extra = {"goal": _owners(facts, old, new), "indicator": _targets(facts, old, new)}
    found = []
    for fact in _COMPARED:
        more = extra.get(fact, _nothing)
        for pair in _pairs(facts, fact, old, new):
            one = _compared(pair, years, more)
            if one is not None:
                found.append(one)
    return tuple(found)


def _year_of(facts: Facts, document: str) -> int:
    years = facts["document"].filter(pl.col("key") == document)["year"]
    return int(years[0]) if len(years) else 0


def _nothing(_: _Pair) -> list[ColumnChange]:
    return []


def _owners(facts: Facts, old: str, new: str) -> Callable[[_Pair], list[ColumnChange]]:
    before, after = goal_owners(facts, old), goal_owners(facts, new)

    def changed(pair: _Pair) -> list[ColumnChange]:
        number = (pair.after or pair.before or {})["number"]
        was, now = before.get(number, []), after.get(number, [])
        return [] if was == now else [ColumnChange(OWNERS, was, now)]

    return changed


def _targets(facts: Facts, old: str, new: str) -> Callable[[_Pair], list[ColumnChange]]:
    before, after = (_targets_of(facts, d) for d in (old, new))

    def changed(pair: _Pair) -> list[ColumnChange]:
        key = (pair.after or pair.before or {})["key"]
        was, now = before.get(key), after.get(key)
        return [] if _worth(was) == _worth(now) else [ColumnChange(TARGET, was, now)]

    return changed


def _targets_of(facts: Facts, document: str) -> dict[str, Row]:
    """The target of each indicator in the document's own year."""
    rows = rows_of_document(facts, "indicator_value", document).filter(
        pl.col("kind") == ValueKind.TARGET.value, pl.col("year") == _year_of(facts, document)
    )
    return {row["indicator"]: row for row in rows.iter_rows(named=True)}


def _worth(target: Row | None) -> tuple[Any, ...] | None:
    return None if target is None else (target["operator"], target["value"], target["printed_unit"])


def _compared(pair: _Pair, years: int, more: Callable[[_Pair], list[ColumnChange]]) -> RowDifference | None:
    if pair.before is None:
        return RowDifference(pair.fact, Change.ADDED, None, pair.after)
    if pair.after is None:
        return RowDifference(pair.fact, Change.REMOVED, pair.before, None)
    columns = [
        ColumnChange(name, pair.before[name], pair.after[name])
        for name in _COMPARED[pair.fact]
        if pair.before[name] != pair.after[name] and not _as_expected(pair, name, years)
    ]
    columns += more(pair)
    if not columns:
        return None
    return RowDifference(pair.fact, Change.CHANGED, pair.before, pair.after, tuple(columns))


def _as_expected(pair: _Pair, name: str, years: int) -> bool:
    """Whether a value differs only because the year does."""
    before, after = (pair.before or {})[name], (pair.after or {})[name]
    if name == "status":
        return bool(years) and after == AssignmentStatus.CARRIED.value
    is_day = _MOVED.get(pair.fact) == name and before is not None
    return is_day and after == carried_day(before, years)


def _pairs(facts: Facts, fact: str, old: str, new: str) -> Iterable[_Pair]:
    """The rows of both documents, each with the same one in the other: first the new, then what is gone."""
    before = list(rows_of_document(facts, fact, old).iter_rows(named=True))
    after = list(rows_of_document(facts, fact, new).iter_rows(named=True))
    if fact in _RENUMBERED:
        found = _by_work(facts, fact, before, after, new)
    else:
        key = _KEYS.get(fact, "key")
        there = {row[key]: place for place, row in enumerate(before)}
        found = {n: there[row[key]] for n, row in enumerate(after) if row[key] in there}
    for place, row in enumerate(after):
        yield _Pair(fact, before[found[place]] if place in found else None, row)
    gone = set(range(len(before))) - set(found.values())
    for place in sorted(gone):
        yield _Pair(fact, before[place], None)


def _by_work(
    facts: Facts, fact: str, before: list[dict[str, Any]], after: list[dict[str, Any]], new: str
) -> dict[int, int]:
    """Places of the same work in both documents: by follow-up, by words, then by number in the same year."""
    subjects = {f"follow_up/{r['document']}/{fact}/{subject_of(fact, r)}": n for n, r in enumerate(before)}
    follow_up = rows_of_document(facts, "follow_up", new).filter(pl.col("fact") == fact)
    carries = dict(follow_up.select("subject", "carries").iter_rows())
    found: dict[int, int] = {}
    told: list[Callable[[Row], Any]] = [lambda r: r["label"].casefold(), lambda r: subject_of(fact, r)]
    for place, row in enumerate(after):
        origin = subjects.get(carries.get(subject_of(fact, row)) or "")
        if origin is not None:
            found[place] = origin
    for name in told:
        there = {name(r): n for n, r in enumerate(before) if n not in found.values()}
        same_year = bool(before) and bool(after) and _same_year(facts, before[0], after[0])
        if name is told[1] and not same_year:
            break
        for place, row in enumerate(after):
            if place not in found and name(row) in there:
                found[place] = there.pop(name(row))
    return found


def _same_year(facts: Facts, one: Row, other: Row) -> bool:
    return _year_of(facts, one["document"]) == _year_of(facts, other["document"])
