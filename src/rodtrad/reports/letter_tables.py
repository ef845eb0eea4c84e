"""The parts of an allocation letter as tables: the same on its page and in the letter that is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day
from rodtrad.facts.goal import GoalLevel
from rodtrad.facts.indicator import Operator, ValueKind
from rodtrad.facts.letter import AssignmentStatus
from rodtrad.facts.reporting import ReportSubject
from rodtrad.models.letter_contents import goal_owners
from rodtrad.reports.assignments import deadline_text
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, TableRow, table_row

_MOST_RESULTS = 3
_IN_CELL = ("prosent", "promille")
WHEN = ("monthly", "quarterly", "tertially", "yearly")
"""The reports in which something can be asked for: the columns of `report_part`."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An allocation letter, with what is known of its way (tildelingsbrev).

    work  the row of the working document; empty for a printed letter
    """

    document: str
    label: str
    sender: str
    receiver: str
    year: int
    decided: date | None
    work: dict[str, Any]


def letter_of(telling: Telling, document: str) -> Letter | None:
    """The letter with a key; None when there is none."""
    rows = telling.where("allocation_letter", "document", document)
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    work = telling.where("working_document", "document", document)
    return Letter(
        document,
        telling.named("document", document),
        row["sender"],
        row["receiver"],
        row["year"],
        row["decided"],
        work.row(0, named=True) if work.height else {},
    )


def short_day(telling: Telling, value: date | None) -> str:
    """A date in few signs: `15.05.2026` in Norwegian; a dash where there is none."""
    if value is None:
        return EMPTY
    return f"{value:%d.%m.%Y}" if telling.language == "no" else day(value, "en")


def heads(*texts: str) -> tuple[TableColumn, ...]:
    """Columns of text with these headings."""
    return tuple(TableColumn(text) for text in texts)


def goal_table(telling: Telling, letter: Letter) -> TableBlock | None:
    """The tree of goals and actions, each with what is said to clarify it."""
    rows = telling.where("goal", "document", letter.document).to_dicts()
    if not rows:
        return None
    ordered = sorted(rows, key=lambda r: goal_order(r["number"]))
    by_number = {row["number"]: row for row in rows}
    clarified: dict[str, list[str]] = {}
    for row in ordered:
        if row["level"] == GoalLevel.CLARIFICATION:
            clarified.setdefault(row["parent"], []).append(telling.own(row))
    columns = [TableColumn(telling.say("letter_part_goals"), width=2.0)]
    if clarified:
        columns.append(TableColumn(telling.say("letter_clarification"), width=2.0))
    made = tuple(
        table_row(
            telling.row("goal", row, f"{row['number']} {telling.own(row)}"),
            *((_sentences(clarified.get(row["number"], [])),) if clarified else ()),
            level=goal_depth(row, by_number),
        )
        for row in ordered
        if row["level"] != GoalLevel.CLARIFICATION
    )
    return TableBlock(telling.say("letter_goals"), tuple(columns), made, name="goals")


def _sentences(texts: Sequence[str]) -> str:
    """Texts after each other; each but the last ends as a sentence."""
    ended = [text if text.endswith((".", "!", "?")) else f"{text}." for text in texts[:-1]]
    return " ".join([*ended, *texts[-1:]])


def goal_depth(row: dict[str, Any], rows: dict[str, dict[str, Any]]) -> int:
    """How many goals stand above a goal; a circle is walked once."""
    depth, seen = 0, {row["number"]}
    while (above := row["parent"]) in rows and above not in seen:
        seen.add(above)
        row, depth = rows[above], depth + 1
    return depth


def goal_order(number: str) -> tuple[tuple[bool, int, str], ...]:
    """A goal's number as it sorts: 1.2 before 1.10, and a goal before what is under it."""
    parts = number.split(".")
    return tuple((p.isdecimal(), int(p) if p.isdecimal() else _digits(p), p) for p in parts)


def _digits(text: str) -> int:
    found = "".join(sign for sign in text if sign.isdecimal())
    return int(found[:9]) if found else 0


def owner_table(telling: Telling, letter: Letter) -> TableBlock | None:
    """Who answers for which goals and assignments, where it is another unit than the receiver alone."""
    rows = [*_goals_of_others(telling, letter), *_assignments_of_others(telling, letter)]
    columns = heads(telling.say("letter_what"), telling.say("owner"))
    return TableBlock(telling.say("letter_owners"), columns, tuple(rows), name="owners") if rows else None


def _goals_of_others(telling: Telling, letter: Letter) -> Iterator[TableRow]:
    owners = goal_owners(telling.facts, letter.document)
    rows = telling.where("goal", "document", letter.document).to_dicts()
    for row in sorted(rows, key=lambda r: goal_order(r["number"])):
        units = owners.get(row["number"], [letter.receiver])
        if set(units) != {letter.receiver}:
            name = telling.row("goal", row, f"{row['number']} {telling.own(row)}")
            yield table_row(name, ", ".join(telling.named("unit", u) for u in units))


def _assignments_of_others(telling: Telling, letter: Letter) -> Iterator[TableRow]:
    rows = telling.where("assignment", "document", letter.document).sort(
        "status", "number", descending=[True, False]
    )
    for row in rows.iter_rows(named=True):
        if row["owner"] != letter.receiver or row["partner"]:
            told = {"number": row["number"], "name": telling.own(row)}
            text = telling.say(f"letter_short_{row['status']}", **told)
            yield table_row(telling.row("assignment", row, text), _doers(telling, row))


def indicator_table(telling: Telling, letter: Letter) -> TableBlock | None:
    """Indicators with their last results and the target of the year."""
    indicators = telling.where("indicator", "document", letter.document).sort("goal", "line", "key")
    if indicators.is_empty():
        return None
    values = telling.where("indicator_value", "document", letter.document).filter(
        pl.col("value").is_not_null()
    )
    by_place = {(v["indicator"], v["year"], v["kind"]): v for v in values.iter_rows(named=True)}
    result, target = ValueKind.RESULT.value, ValueKind.TARGET.value
    years = sorted({y for _, y, kind in by_place if kind == result and y <= letter.year})[-_MOST_RESULTS:]
    columns = (
        TableColumn(telling.say("letter_indicator")),
        *(TableColumn(telling.say("letter_result", year=y), number=True) for y in years),
        TableColumn(telling.say("letter_target", year=letter.year), number=True),
    )
    rows = tuple(
        table_row(
            telling.row("indicator", row, _indicator_name(telling, row, by_place)),
            *(_value(telling, by_place.get((row["key"], y, result))) for y in years),
            _value(telling, by_place.get((row["key"], letter.year, target))),
        )
        for row in indicators.iter_rows(named=True)
    )
    return TableBlock(telling.say("letter_indicators"), columns, rows, name="indicators")


def _indicator_name(telling: Telling, row: dict[str, Any], values: dict[Any, dict[str, Any]]) -> str:
    """The indicator's name, with its unit where that does not stand beside each number."""
    units = {v["printed_unit"] for (key, _, _), v in values.items() if key == row["key"]}
    told = [UNITS[u].label_in(telling.language) for u in units if u not in (*_IN_CELL, "antall")]
    return f"{telling.own(row)} ({told[0]})" if len(told) == 1 else telling.own(row)


def _value(telling: Telling, value: dict[str, Any] | None) -> Cell:
    if value is None:
        return Cell(EMPTY)
    in_cell = value["printed_unit"] in _IN_CELL
    cell = telling.figure("indicator_value", value, "value", unit=in_cell)
    before = value["operator"] if value["kind"] == ValueKind.TARGET.value else None
    sign = f"{before} " if before in (Operator.ABOVE.value, Operator.BELOW.value) else ""
    return Cell(f"{sign}{cell.text}", cell.value, cell.address, cell.verdict)


def assignment_table(telling: Telling, letter: Letter, status: AssignmentStatus) -> TableBlock | None:
    """New assignments, or those carried over, by number with their deadline."""
    rows = telling.where("assignment", "document", letter.document).filter(pl.col("status") == status.value)
    if rows.is_empty():
        return None
    columns = (
        TableColumn(telling.say(f"letter_assignments_{status}", year=letter.year)),
        TableColumn(telling.say("deadline")),
    )
    made = tuple(
        table_row(
            telling.row("assignment", row, f"{row['number']} {telling.own(row)}"),
            _deadline(telling, row),
        )
        for row in rows.sort("number").iter_rows(named=True)
    )
    return TableBlock(telling.say(f"letter_given_{status}"), columns, made, name=f"assignments-{status}")


def _doers(telling: Telling, row: dict[str, Any]) -> str:
    owner = telling.named("unit", row["owner"])
    if not row["partner"]:
        return owner
    return telling.say("letter_together", owner=owner, partner=telling.named("unit", row["partner"]))


def _deadline(telling: Telling, row: dict[str, Any]) -> str:
    if row["deadline"]:
        return short_day(telling, row["deadline"])
    return deadline_text(telling, row) if row.get("season") else ""


def resolution_table(telling: Telling, letter: Letter) -> TableBlock | None:
    """Council resolutions to follow up."""
    rows = telling.where("council_resolution", "document", letter.document).to_dicts()
    if not rows:
        return None
    made = tuple(
        table_row(
            row["number"],
            telling.row("council_resolution", row, telling.own(row)),
            ", ".join(filter(None, (row["reference"], _decided(telling, row)))) or EMPTY,
            telling.named("unit", row["owner"]),
            short_day(telling, row["deadline"]),
        )
        for row in sorted(rows, key=lambda r: goal_order(r["number"]))
    )
    say = telling.say
    columns = heads(
        say("letter_number"), say("letter_resolution"), say("letter_case"), say("owner"), say("deadline")
    )
    return TableBlock(telling.say("letter_resolutions"), columns, made, name="resolutions")


def _decided(telling: Telling, row: dict[str, Any]) -> str:
    return short_day(telling, row["decided"]) if row["decided"] else ""


def report_table(telling: Telling, letter: Letter) -> TableBlock | None:
    """What is asked for in which report."""
    parts = telling.where("report_part", "document", letter.document).to_dicts()
    if not parts:
        return None
    order = [subject.value for subject in ReportSubject]
    columns = heads(telling.say("letter_report_on"), *(telling.say(f"letter_when_{when}") for when in WHEN))
    rows = tuple(
        table_row(
            telling.row("report_part", row, telling.own(row)),
            *(telling.say("yes") if row[when] else EMPTY for when in WHEN),
        )
        for row in sorted(parts, key=lambda r: (order.index(r["subject"]), r["key"]))
    )
    return TableBlock(telling.say("letter_report_parts"), columns, rows, name="report-parts")


def duty_table(telling: Telling, letter: Letter) -> TableBlock | None:
    """Other reporting that is asked for."""
    duties = telling.where("reporting_duty", "document", letter.document).sort("line", "key")
    if duties.is_empty():
        return None
    end = "" if telling.language == "no" else "_en"
    say = telling.say
    columns = heads(say("duty"), say("duty_frequency"), say("duty_periods"), say("deadline"))
    rows = tuple(
        table_row(
            telling.row("reporting_duty", row, telling.own(row)),
            row[f"frequency{end}"],
            row[f"periods{end}"] or EMPTY,
            short_day(telling, row["deadline"]),
        )
        for row in duties.iter_rows(named=True)
    )
    return TableBlock(telling.say("duties"), columns, rows, name="duties")


def meeting_table(telling: Telling, letter: Letter) -> TableBlock | None:
    """The calendar of meetings, first to last."""
    meetings = telling.where("meeting", "document", letter.document).sort("day", "key")
    if meetings.is_empty():
        return None
    rows = tuple(
        table_row(
            telling.row("meeting", row, telling.own(row)),
            short_day(telling, row["day"]),
            telling.named("unit", row["unit"]),
        )
        for row in meetings.iter_rows(named=True)
    )
    columns = heads(telling.say("letter_meeting"), telling.say("letter_day"), telling.say("unit"))
    return TableBlock(telling.say("letter_meetings"), columns, rows, name="meetings")
