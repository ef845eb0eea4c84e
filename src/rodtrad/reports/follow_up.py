"""Assignments, actions and resolutions with how each is going: what is over its deadline first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core.numbers import day
from rodtrad.facts.work import FollowedFact, FollowUpStatus
from rodtrad.models.follow_up import followed, overdue, soon
from rodtrad.reports.letter_tables import heads, short_day
from rodtrad.reports.telling import EMPTY, Telling, chosen
from rodtrad.reports.tree import Cell, Choice, TableBlock, TableRow, table_row

WITHIN = (7, 14, 30, 90)
"""Days ahead that somebody can ask for."""
USUAL_WITHIN = 30
_PAGE, _MOST_FIRST = 30, 30
_NUMBERED = (FollowedFact.ASSIGNMENT.value, FollowedFact.GOAL.value)


@dataclass(frozen=True, slots=True)
class FollowUpQuestion:
    """What to show; an empty choice is all.

    unit    with the units below it
    due     `over` or `soon`: only those
    within  days ahead that count as soon
    """

    unit: str = ""
    fact: str = ""
    status: str = ""
    due: str = ""
    within: int = USUAL_WITHIN
    year: str = ""


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """One thing that must be done, and how it is going.

    key       its document, kind and subject, with slashes between
    deadline  the day that counts, in words; was is the letter's own where another is agreed on
    agreed    that other day as a person writes it
    days      how long it is over or how long is left, in words
    """

    key: str
    name: Cell
    kind: str
    unit: Cell
    letter: Cell
    deadline: str
    was: str
    agreed: str
    days: str
    status: str
    status_word: str
    evidence: str
    comment: str
    reported: str
    is_over: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """What must be done: over its deadline, due soon, and the rest, a page at a time.

    over, soon  the first of them; `over_count` and `soon_count` are all
    table       the rows that are shown; every row that is chosen, when that is asked for
    """

    count: int
    open_count: int
    over_count: int
    soon_count: int
    within: int
    units: tuple[Choice, ...]
    facts: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    dues: tuple[Choice, ...]
    withins: tuple[Choice, ...]
    years: tuple[Choice, ...]
    over: tuple[FollowedRow, ...]
    soon: tuple[FollowedRow, ...]
    rest: tuple[FollowedRow, ...]
    page: int
    pages: int
    new_statuses: tuple[Choice, ...]
    table: TableBlock


def follow_up_view(
    telling: Telling, asked: FollowUpQuestion, today: date, page: int = 1, *, whole: bool = False
) -> FollowUpView:
    """Everything the letters in force say must be done, narrowed, most pressing first.

    today  the day deadlines are counted from
    whole  whether the table has every row that is chosen, to be kept as a file
    """
    every = followed(telling.facts, today)
    shown = _narrowed(telling, every, asked)
    over, near = overdue(shown), soon(shown, asked.within)
    if asked.due:
        shown = over if asked.due == "over" else near
        over, near = (over, near.clear()) if asked.due == "over" else (over.clear(), near)
    first = pl.concat([over, near]).select("document", "fact", "subject")
    rest = shown.join(first, on=["document", "fact", "subject"], how="anti", maintain_order="left")
    pages = max(1, -(-rest.height // _PAGE))
    at = min(max(1, page), pages)
    over_rows, near_rows, rest_rows = (
        over.head(_MOST_FIRST),
        near.head(_MOST_FIRST),
        rest.slice((at - 1) * _PAGE, _PAGE),
    )
    return FollowUpView(
        shown.height,
        shown.filter(pl.col("is_open")).height,
        over.height,
        near.height,
        asked.within,
        _units(telling, every, asked.unit),
        _words(telling, every, "fact", "followed_fact", asked.fact),
        _words(telling, every, "status", "follow_up_status", asked.status),
        (
            Choice("over", telling.say("follow_over"), asked.due == "over"),
            Choice("soon", telling.say("follow_soon"), asked.due == "soon"),
        ),
        tuple(Choice(str(n), telling.say("follow_days", days=n), n == asked.within) for n in WITHIN),
        tuple(Choice(str(y), str(y), str(y) == asked.year) for y in _years(every)),
        tuple(followed_row(telling, r) for r in over_rows.to_dicts()),
        tuple(followed_row(telling, r) for r in near_rows.to_dicts()),
        tuple(followed_row(telling, r) for r in rest_rows.to_dicts()),
        at,
        pages,
        tuple(Choice(s.value, telling.word("follow_up_status", s.value)) for s in FollowUpStatus),
        follow_up_table(telling, shown if whole else pl.concat([over_rows, near_rows, rest_rows])),
    )


def _narrowed(telling: Telling, every: pl.DataFrame, asked: FollowUpQuestion) -> pl.DataFrame:
    units = units_below(telling, {asked.unit}) if asked.unit else None
    return every.filter(
        chosen("fact", asked.fact),
        chosen("status", asked.status),
        pl.lit(asked.year == "") | (pl.col("year").cast(pl.String) == asked.year),
        *([] if units is None else [pl.col("unit").is_in(list(units))]),
    )


def units_below(telling: Telling, units: Iterable[str]) -> set[str]:
    """Some units and every unit that is part of one of them."""
    found: set[str] = set()
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += telling.where("unit", "parent", unit)["key"].to_list()
    return found


def _years(every: pl.DataFrame) -> list[int]:
    years: list[int] = every["year"].drop_nulls().unique().sort(descending=True).to_list()
    return years


def _units(telling: Telling, every: pl.DataFrame, now: str) -> tuple[Choice, ...]:
    """The units that do something, and those they are part of."""
    parents = dict(telling.facts["unit"].select("key", "parent").iter_rows())
    there = {u for u in every["unit"].drop_nulls() if u}
    there |= {parents[u] for u in there if parents.get(u)}
    named = sorted((telling.named("unit", u), u) for u in there)
    return tuple(Choice(u, name, u == now) for name, u in named)


def _words(telling: Telling, every: pl.DataFrame, column: str, category: str, now: str) -> tuple[Choice, ...]:
    counted = dict(every[column].value_counts().iter_rows())
    return tuple(
        Choice(value, telling.word(category, value), value == now, counted[value])
        for value in sorted(counted, key=lambda v: telling.word(category, v))
    )


def followed_row(telling: Telling, row: dict[str, Any]) -> FollowedRow:
    """One row of `followed`, in words."""
    moved = row["agreed"] is not None and row["due"] is not None and row["agreed"] != row["due"]
    return FollowedRow(
        f"{row['document']}/{row['fact']}/{row['subject']}",
        Cell(_name(telling, row), address=row["address"]),
        _kind(telling, row),
        telling.unit(row["unit"]),
        telling.document(row["document"]),
        day(row["deadline"], telling.language) if row["deadline"] else "",
        day(row["due"], telling.language) if moved else "",
        short_day(telling, row["agreed"]) if row["agreed"] else "",
        days_told(telling, row),
        row["status"],
        telling.word("follow_up_status", row["status"]),
        row["evidence"] or "",
        row["comment"] or "",
        day(row["reported"], telling.language) if row["reported"] else "",
        row["is_over"],
        row["is_open"],
    )


def _name(telling: Telling, row: dict[str, Any]) -> str:
    """What must be done, with its number in the letter."""
    number = row["subject"].rpartition(".")[2] if row["fact"] == FollowedFact.ASSIGNMENT else row["subject"]
    return f"{number} {telling.own(row)}" if row["fact"] in _NUMBERED else telling.own(row)


def _kind(telling: Telling, row: dict[str, Any]) -> str:
    """What it is that must be done; of an assignment also whether it is new."""
    if row["fact"] != FollowedFact.ASSIGNMENT:
        return telling.word("followed_fact", row["fact"])
    return telling.say(f"follow_kind_{row['subject'].partition('.')[0]}")


def days_told(telling: Telling, row: dict[str, Any]) -> str:
    """How long something is over its deadline, or how long is left; "" where nobody waits for it."""
    days = row["days"]
    if days is None or not row["is_open"]:
        return ""
    if days == 0:
        return telling.say("follow_today")
    if days < 0:
        return telling.say("follow_one_day_over" if days == -1 else "follow_days_over", days=-days)
    return telling.say("follow_one_day_left" if days == 1 else "follow_days_left", days=days)


def follow_up_table(telling: Telling, rows: pl.DataFrame) -> TableBlock:
    """Rows of `followed` as a table, to be downloaded or sent."""
    columns = heads(
        telling.say("follow_what"),
        telling.say("kind"),
        telling.say("owner"),
        telling.say("deadline"),
        telling.say("status"),
        telling.say("follow_evidence"),
        telling.say("follow_comment"),
        telling.say("follow_reported"),
        telling.say("follow_letter"),
    )
    made = tuple(_table_row(telling, row) for row in rows.iter_rows(named=True))
    return TableBlock(telling.say("follow_up"), columns, made, name="follow-up")


def _table_row(telling: Telling, row: dict[str, Any]) -> TableRow:
    return table_row(
        Cell(_name(telling, row), address=row["address"]),
        _kind(telling, row),
        telling.unit(row["unit"]),
        short_day(telling, row["deadline"]),
        telling.word("follow_up_status", row["status"]),
        row["evidence"] or EMPTY,
        row["comment"] or EMPTY,
        short_day(telling, row["reported"]),
        telling.document(row["document"]),
    )
