"""What a report answers besides money: goals, indicators, assignments, resolutions, numbers and texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.facts.goal import GoalLevel
from rodtrad.facts.indicator import ValueKind
from rodtrad.facts.reporting import ReportSubject
from rodtrad.facts.work import FollowedFact, FollowUpStatus
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.follow_up import as_told
from rodtrad.models.letter_contents import UNIT, subject_of
from rodtrad.models.reporting.kept import kept_key
from rodtrad.models.reporting.remembered import remembered, rows_where
from rodtrad.models.reporting.rounds import (
    AskedPart,
    Report,
    Round,
    earlier_editions,
    earlier_reports,
    has_kept,
    kept_rows,
    letters_of,
    letters_to,
    reports_in,
    units_below,
)

Row = Mapping[str, Any]
ASSESSED = (GoalLevel.GOAL, GoalLevel.SUBGOAL)
"""Goals that words are asked for; actions are asked how they are going."""
TOLD_LEVELS = (*ASSESSED, GoalLevel.ACTION)
ENDED = (FollowUpStatus.DONE, FollowUpStatus.STOPPED)
WITH_TEXT = (
    ReportSubject.CLIMATE,
    ReportSubject.SICK_LEAVE,
    ReportSubject.CASE_TIME,
    ReportSubject.OCCUPANCY,
)
"""Subjects that are answered in words where no number is asked for."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Something the letter says must be done or reached, and how it is going.

    fact, row  where it stands in the letter      said  its follow-up, None where nobody has told
    stale      it was told before the round opened, and it is still going on
    """

    fact: FollowedFact
    row: Row
    said: Row | None
    stale: bool = False

    @property
    def letter(self) -> str:
        """The letter it stands in."""
        return str(self.row["document"])

    @property
    def subject(self) -> str:
        """What follow-up calls it."""
        return subject_of(self.fact.value, self.row)

    @property
    def address(self) -> str:
        """The address of its row in the letter."""
        return SHAPES[self.fact.value].address_of(self.row)

    @property
    def status(self) -> FollowUpStatus | None:
        """How it is going."""
        return FollowUpStatus(self.said["status"]) if self.said else None

    @property
    def told(self) -> str:
        """What has been done, and what is left."""
        return (self.said or {}).get("comment") or ""

    @property
    def evidence(self) -> str:
        """What shows how it is going."""
        return (self.said or {}).get("evidence") or ""


@dataclass(frozen=True, slots=True)
class AskedIndicator:
    """An indicator of the letter: its target for the year, the last result, and what the report says.

    indicator  its row in the letter
    result     the report's own row, None where it has none; its value may be empty
    """

    indicator: Row
    target: Row | None
    before: Row | None
    result: Row | None

    @property
    def value(self) -> int | None:
        """The result in grains."""
        return self.result["value"] if self.result else None

    @property
    def unit(self) -> str:
        """The unit it is measured in."""
        known = next((v for v in (self.result, self.target, self.before) if v), None)
        return str(known["printed_unit"]) if known else "antall"


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A number the letter asks for, with the same number of the last period and of the year before.

    value  the report's own row, None where it has none; its number may be empty
    """

    part: AskedPart
    value: Row | None
    last_period: Row | None
    last_year: Row | None


def goals_of(facts: Facts, report: Report, opened: Round | None) -> tuple[Followed, ...]:
    """The goals and actions of the unit's letters that are the unit's own: that it, or nobody else, owns."""
    if has_kept(facts, report):
        return _kept_followed(facts, report, FollowedFact.GOAL)
    mine, found = units_below(facts, report.unit), []
    for letter in letters_to(facts, report.unit, report.year):
        owners = _owners(facts, letter)
        for row in rows_where(facts, "goal", "document", letter):
            if row["level"] not in TOLD_LEVELS:
                continue
            if not owners.get(row["number"]) or mine.intersection(owners[row["number"]]):
                found.append(row)
    return _followed(facts, report, opened, FollowedFact.GOAL, found)


def assignments_of(facts: Facts, report: Report, opened: Round | None) -> tuple[Followed, ...]:
    """The assignments of the unit's letters that it, or a unit below it, does."""
    return _owned(facts, report, opened, FollowedFact.ASSIGNMENT)


def resolutions_of(facts: Facts, report: Report, opened: Round | None) -> tuple[Followed, ...]:
    """The council resolutions of the unit's letters that it, or a unit below it, follows up."""
    return _owned(facts, report, opened, FollowedFact.COUNCIL_RESOLUTION)


def _owners(facts: Facts, letter: str) -> dict[str, set[str]]:
    """The units that answer for each goal of a letter."""
    found: dict[str, set[str]] = {}
    for row in rows_where(facts, "goal_link", "document", letter):
        if row["fact"] == UNIT:
            found.setdefault(row["goal"], set()).add(row["key"])
    return found


def _owned(facts: Facts, report: Report, opened: Round | None, fact: FollowedFact) -> tuple[Followed, ...]:
    if has_kept(facts, report):
        return _kept_followed(facts, report, fact)
    mine, letters = units_below(facts, report.unit), letters_to(facts, report.unit, report.year)
    rows = (row for letter in letters for row in rows_where(facts, fact.value, "document", letter))
    return _followed(facts, report, opened, fact, [row for row in rows if row["owner"] in mine])


def _kept_followed(facts: Facts, report: Report, fact: FollowedFact) -> tuple[Followed, ...]:
    """What a report that is handed in says of the work, in the order of its letters."""
    said = {
        (letter, subject): row
        for letter, subject, row in kept_rows(facts, report, "follow_up", "subject")
        if row["fact"] == fact
    }
    rows = (
        (letter, row)
        for letter in letters_of(facts, report)
        for row in rows_where(facts, fact.value, "document", letter)
    )
    known = ((row, said.get((letter, subject_of(fact.value, row)))) for letter, row in rows)
    return tuple(Followed(fact, row, told) for row, told in known if told is not None)


def _followed(
    facts: Facts, report: Report, opened: Round | None, fact: FollowedFact, rows: list[dict[str, Any]]
) -> tuple[Followed, ...]:
    """Rows with their follow-up: the one in force while the report is written, its own copy afterwards."""
    documents = {report.document, *(row["document"] for row in rows)}
    said = [row for d in documents for row in rows_where(facts, "follow_up", "document", d)]
    known = {(r["document"], r["subject"]): r for r in said if r["fact"] == fact}
    found = []
    for row in rows:
        one = Followed(fact, row, None)
        own = None if report.is_open else known.get((report.document, copied_subject(one)))
        now = own or known.get((one.letter, one.subject))
        stale = report.is_open and now is not None and _is_stale(now, opened)
        found.append(Followed(fact, row, now, stale))
    return tuple(found)


def copied_subject(followed: Followed) -> str:
    """What the report's own copy of a follow-up is called: the letter before its subject."""
    return kept_key(followed.letter, followed.subject)


def _is_stale(said: Row, opened: Round | None) -> bool:
    day: date = said["reported"]
    return opened is not None and said["status"] not in ENDED and day < opened.opened


@remembered("follow_up", "working_document")
def days_told(facts: Facts) -> dict[str, date]:
    """The day each follow-up was told, by its address; what nobody has told is left out."""
    rows = as_told(facts, facts["follow_up"]).drop_nulls("reported")
    addressed = rows.with_columns(SHAPES["follow_up"].row_address())
    return dict(addressed.select("address", "reported").iter_rows())


def indicators_of(facts: Facts, report: Report) -> tuple[AskedIndicator, ...]:
    """The indicators of the unit's letters."""
    found: dict[str, AskedIndicator] = {}
    own = _values(facts, report.document)
    for letter in letters_of(facts, report):
        values = _values(facts, letter)
        for row in rows_where(facts, "indicator", "document", letter):
            mine = [v for v in values if v["indicator"] == row["key"]]
            found[row["key"]] = AskedIndicator(
                row, _target(mine, report.year), _last_result(mine), _own_result(own, row["key"], report.year)
            )
    return tuple(found.values())


def _values(facts: Facts, document: str) -> list[dict[str, Any]]:
    return sorted(rows_where(facts, "indicator_value", "document", document), key=lambda v: v["year"])


def _target(values: list[dict[str, Any]], year: int) -> dict[str, Any] | None:
    """The target of the year, or the first one after it."""
    ahead = (v for v in values if v["kind"] == ValueKind.TARGET.value and v["year"] >= year)
    return next((v for v in ahead if v["value"] is not None), None)


def _last_result(values: list[dict[str, Any]]) -> dict[str, Any] | None:
    known = [v for v in values if v["kind"] == ValueKind.RESULT.value and v["value"] is not None]
    return known[-1] if known else None


def _own_result(values: list[dict[str, Any]], key: str, year: int) -> dict[str, Any] | None:
    place = (key, year, ValueKind.RESULT.value)
    return next((v for v in values if (v["indicator"], v["year"], v["kind"]) == place), None)


def numbers_of(facts: Facts, report: Report, parts: tuple[AskedPart, ...]) -> tuple[AskedNumber, ...]:
    """The numbers a report is asked for, each beside what earlier reports said."""
    earlier = [r for r in earlier_reports(facts, report) if r.period.length is report.period.length]
    before = earlier[0] if earlier else None
    same = (report.year - 1, report.period.number)
    year_ago = next((r for r in earlier if (r.period.year, r.period.number) == same), None)
    rows = rows_where(facts, "key_figure", "unit", report.unit)
    known = {(r["document"], r["key"]): r for r in rows}

    def told(other: Report | None, key: str) -> Row | None:
        return known.get((other.document, key)) if other else None

    return tuple(
        AskedNumber(part, told(report, part.key), told(before, part.key), told(year_ago, part.key))
        for part in parts
        if part.measured_in
    )


def series_of(facts: Facts, report: Report, key: str) -> list[tuple[Report, Row]]:
    """A number in all the unit's reports of the same length, the first period first."""
    rows = rows_where(facts, "key_figure", "unit", report.unit)
    known = {r["document"]: r for r in rows if r["key"] == key}
    alike = (r for r in reports_in(facts) if r.unit == report.unit)
    return [
        (r, known[r.document])
        for r in alike
        if r.period.length is report.period.length and r.document in known
    ]


def texts_asked(parts: tuple[AskedPart, ...]) -> tuple[AskedPart, ...]:
    """The parts that are answered in words."""
    return tuple(part for part in parts if part.subject in WITH_TEXT and not part.measured_in)


def words_about(facts: Facts, report: Report) -> dict[str, str]:
    """What the report says about each thing, by the thing's address."""
    return {about: row["text"] for about, row in passages_about(facts, report).items() if row["text"].strip()}


def passages_about(facts: Facts, report: Report) -> dict[str, dict[str, Any]]:
    """The report's passage about each thing, by the thing's address.

    What was written about something in an earlier edition of a letter is about the same thing in the newest.
    """
    newest = {
        earlier: (letter, age)
        for letter in letters_of(facts, report)
        for age, earlier in enumerate(earlier_editions(facts, letter), 1)
    }
    found: list[tuple[int, str, dict[str, Any]]] = []
    for row in rows_where(facts, "passage", "document", report.document):
        fact, _, rest = (row["subject"] or "").partition("/")
        document, _, key = rest.partition("/")
        letter, age = newest.get(document, (document, 0))
        if row["subject"]:
            found.append((age, f"{fact}/{letter}/{key}" if age else row["subject"], row))
    return {about: row for _, about, row in sorted(found, key=lambda one: -one[0])}


def own_rows(facts: Facts, report: Report, fact: str) -> list[dict[str, Any]]:
    """The rows of a fact that stand in the report."""
    return rows_where(facts, fact, "document", report.document)
