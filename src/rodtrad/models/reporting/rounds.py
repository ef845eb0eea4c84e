"""Rounds of reports (rapporteringsrunder): which reports there are, and what each of them is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.period import Length, Period
from rodtrad.core.shape import Language
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.reporting import BudgetSpread, ReportSubject
from rodtrad.facts.work import DocumentState
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.letter_contents import editions_behind, letters_in_force
from rodtrad.models.reporting.kept import from_letter, is_kept, limits_of, months_of
from rodtrad.models.reporting.remembered import remembered, rows_where

KINDS = (DocumentKind.PERIOD_REPORT, DocumentKind.ANNUAL_REPORT)
ASKED_IN: dict[Length, str] = {
    Length.MONTH: "monthly",
    Length.QUARTER: "quarterly",
    Length.TERTIAL: "tertially",
    Length.YEAR: "yearly",
}
"""The column of a letter's report part that says whether it is asked for in a period of a length."""


@dataclass(frozen=True, slots=True)
class Report:
    """A unit's report of a period (rapport).

    submitted  the day it was handed in, where it has been
    """

    document: str
    unit: str
    year: int
    period: Period
    state: DocumentState
    deadline: date | None = None
    submitted: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is being written."""
        return self.state is DocumentState.DRAFT

    @property
    def is_yearly(self) -> bool:
        """Whether it is an annual report."""
        return self.period.length is Length.YEAR

    def is_late(self, today: date) -> bool:
        """Whether it was handed in after its deadline, or has not been, and the deadline is past."""
        if self.deadline is None:
            return False
        return self.deadline < (today if self.is_open else self.submitted or self.deadline)


@dataclass(frozen=True, slots=True)
class AskedPart:
    """Something a report must answer (rapporteringspunkt), and the letter that asks."""

    letter: str
    key: str
    subject: ReportSubject
    measured_in: str | None
    label: str
    label_en: str

    @property
    def address(self) -> str:
        """The address of the row that asks."""
        return SHAPES["report_part"].address_of({"document": self.letter, "key": self.key})

    def named(self, language: Language) -> str:
        """What is asked for."""
        return self.label if language == "no" else self.label_en


@dataclass(frozen=True, slots=True)
class Round:
    """A round of reports that a department has opened (rapporteringsrunde).

    spread  how the year's budget counts where the accounts have no budget through the period
    """

    unit: str
    period: Period
    opened: date
    deadline: date
    limit_share: Quantity
    limit_amount: Amount
    spread: BudgetSpread | None = None

    @property
    def limits(self) -> tuple[Quantity, Amount]:
        """The share and the amount that a deviation must both be above to be explained."""
        return self.limit_share, self.limit_amount


def period_of(text: str | None) -> Period | None:
    """A period as it is written, or None for what can be no period of a report."""
    try:
        period = Period.parse(text or "")
    except ValueError:
        return None
    return period if period.length in ASKED_IN else None


@remembered("document", "working_document")
def reports_in(facts: Facts) -> tuple[Report, ...]:
    """Every report that is written here, by period and unit."""
    kinds = [kind.value for kind in KINDS]
    about = facts["document"].filter(pl.col("kind").is_in(kinds))
    rows = facts["working_document"].join(
        about.select(pl.col("key").alias("document"), pl.col("unit").alias("about"), "year"), on="document"
    )
    found = (_report(row) for row in rows.iter_rows(named=True))
    known = (r for r in found if r)
    return tuple(sorted(known, key=lambda r: (r.period.last_day(), r.period.length, r.unit)))


def _report(row: dict[str, Any]) -> Report | None:
    period = period_of(row["period"])
    if period is None:
        return None
    state = DocumentState(row["state"])
    return Report(
        row["document"], row["about"], row["year"], period, state, row["deadline"], row["submitted"]
    )


def report_at(facts: Facts, document: str) -> Report | None:
    """The report a document is; None when it is none that is written here."""
    return next((r for r in reports_in(facts) if r.document == document), None)


def letters_to(facts: Facts, unit: str, year: int) -> tuple[str, ...]:
    """The letters in force that steer a unit in a year, the first sent first."""
    return tuple(letter for letter in _every_letter(facts, unit, year) if letter in _steering(facts))


def _every_letter(facts: Facts, unit: str, year: int) -> list[str]:
    """Letters to a unit for a year, whatever has become of them, the first sent first."""
    found = []
    for row in rows_where(facts, "allocation_letter", "receiver", unit):
        if row["year"] == year:
            work = rows_where(facts, "working_document", "document", row["document"])
            sent, number = (work[0]["sent"], work[0]["number"]) if work else (None, None)
            found.append((sent or date.min, number or "", row["document"]))
    return [letter for _, _, letter in sorted(found)]


def letters_of(facts: Facts, report: Report) -> tuple[str, ...]:
    """The letters a report answers: those in force while it is written, then those it was handed in with."""
    if not has_kept(facts, report):
        return letters_to(facts, report.unit, report.year)
    return tuple(
        letter for letter in _every_letter(facts, report.unit, report.year) if letter in _kept(facts, report)
    )


def has_kept(facts: Facts, report: Report) -> bool:
    """Whether a report is handed in, and has written down what it was asked for."""
    return not report.is_open and is_kept(facts, report.document)


def kept_rows(facts: Facts, report: Report, fact: str, column: str) -> list[tuple[str, str, dict[str, Any]]]:
    """A report's own rows about what letters ask for: the letter, what it calls the thing, and the row."""
    letters = _every_letter(facts, report.unit, report.year)
    rows = rows_where(facts, fact, "document", report.document)
    return [(*from_letter(row[column], letters), row) for row in rows]


def _kept(facts: Facts, report: Report) -> set[str]:
    told = (("report_part", "key"), ("follow_up", "subject"))
    return {letter for place in told for letter, _, _ in kept_rows(facts, report, *place)}


@remembered("working_document")
def earlier_editions(facts: Facts, letter: str) -> tuple[str, ...]:
    """The editions that a letter replaces, the latest first."""
    return editions_behind(facts, letter)


@remembered("document", "working_document")
def _steering(facts: Facts) -> frozenset[str]:
    return frozenset(letters_in_force(facts))


def asked(facts: Facts, report: Report) -> tuple[AskedPart, ...]:
    """What the unit's letters ask for in a report of this kind of period, and nothing else.

    A later letter's part takes the place of an earlier one's with the same key, also where it asks at other
    times. A report that is handed in tells itself what it was asked for.
    """
    if not has_kept(facts, report):
        return asked_of(facts, report.unit, report.period)
    return _ordered(_part(*kept) for kept in kept_rows(facts, report, "report_part", "key"))


def asked_of(facts: Facts, unit: str, period: Period) -> tuple[AskedPart, ...]:
    """What a unit is asked for in a report of a period."""
    parts: dict[str, AskedPart] = {}
    for letter in letters_to(facts, unit, period.year):
        for row in rows_where(facts, "report_part", "document", letter):
            parts.pop(row["key"], None)
            if row[ASKED_IN[period.length]]:
                parts[row["key"]] = _part(letter, row["key"], row)
    return _ordered(parts.values())


def _part(letter: str, key: str, row: dict[str, Any]) -> AskedPart:
    named = (row["label"], row["label_en"])
    return AskedPart(letter, key, ReportSubject(row["subject"]), row["measured_in"], *named)


def _ordered(parts: Iterable[AskedPart]) -> tuple[AskedPart, ...]:
    order = list(ReportSubject)
    return tuple(sorted(parts, key=lambda p: (order.index(p.subject), p.key)))


def subjects_of(parts: Iterable[AskedPart]) -> tuple[ReportSubject, ...]:
    """The subjects that are asked for, each once, in the order of a report."""
    there = {part.subject for part in parts}
    return tuple(subject for subject in ReportSubject if subject in there)


def is_too_early(period: Period, deadline: date) -> bool:
    """Whether a round would be due before its period has ended, and there is something to report."""
    return deadline < period.last_day()


@remembered("reporting_period")
def rounds_in(facts: Facts) -> tuple[Round, ...]:
    """Every round that has been opened, the latest first."""
    found = []
    for row in facts["reporting_period"].iter_rows(named=True):
        period = period_of(row["period"])
        if period is not None:
            limits = Quantity(row["limit_share"]), Amount(row["limit_amount"])
            spread = BudgetSpread(row["spread"]) if row["spread"] else None
            found.append(Round(row["unit"], period, row["opened"], row["deadline"], *limits, spread))
    order = sorted(found, key=lambda r: (r.period.last_day(), r.period.length, r.unit), reverse=True)
    return tuple(order)


def round_of(facts: Facts, report: Report) -> Round | None:
    """The round of a report: that of the nearest department above the unit, or of its letter's sender.

    A report that is handed in is held against the limits the round had then, and the budget as it counted.
    """
    found = _round_of(facts, report)
    limits = None if report.is_open else limits_of(facts, report.document)
    if found is None or limits is None:
        return found
    spread = BudgetSpread.EVEN if months_of(facts, report.document) else None
    return replace(found, limit_share=limits[0], limit_amount=limits[1], spread=spread)


def _round_of(facts: Facts, report: Report) -> Round | None:
    mine = {r.unit: r for r in rounds_in(facts) if r.period == report.period}
    if not mine:
        return None
    above = next((mine[unit] for unit in units_above(facts, report.unit) if unit in mine), None)
    return above or next((mine[unit] for unit in _senders(facts, report) if unit in mine), None)


def _senders(facts: Facts, report: Report) -> list[str]:
    letters = letters_of(facts, report)
    rows = rows_where(facts, "allocation_letter", "receiver", report.unit)
    return [row["sender"] for row in rows if row["document"] in letters]


def reports_of(facts: Facts, opened: Round) -> list[Report]:
    """The reports of a round, the department's own joint report left out."""
    found = [r for r in reports_in(facts) if r.period == opened.period and r.unit != opened.unit]
    return [r for r in found if _round_of(facts, r) == opened]


def joint_round(facts: Facts, report: Report) -> Round | None:
    """The round whose joint report this is: the one its own unit has opened."""
    own = (r for r in rounds_in(facts) if (r.unit, r.period) == (report.unit, report.period))
    return next(own, None)


@remembered("unit")
def units_above(facts: Facts, unit: str) -> tuple[str, ...]:
    """A unit and those it is part of, nearest first; a circle is walked once."""
    parents = dict(facts["unit"].select("key", "parent").iter_rows())
    line = [unit]
    while (above := parents.get(line[-1])) and above not in line:
        line.append(above)
    return tuple(line)


@remembered("unit")
def units_below(facts: Facts, unit: str) -> frozenset[str]:
    """A unit and every unit that is part of it, at any depth."""
    pairs = list(facts["unit"].select("key", "parent").iter_rows())
    found, waiting = set[str](), [unit]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [key for key, parent in pairs if parent == one]
    return frozenset(found)


def earlier_reports(facts: Facts, report: Report) -> list[Report]:
    """The unit's reports of periods that end before this one's, the latest first."""
    ended = report.period.last_day()
    mine = (r for r in reports_in(facts) if r.unit == report.unit and r.period.last_day() < ended)
    return sorted(mine, key=lambda r: (r.period.last_day(), r.period.length), reverse=True)


def receivers(facts: Facts, department: str, year: int) -> tuple[str, ...]:
    """The units that report to a department: with a letter for the year from it, or below it."""
    letters = facts["allocation_letter"].filter(pl.col("year") == year)
    steering, below = set(letters_in_force(facts)), units_below(facts, department) - {department}
    mine = letters.filter(
        pl.col("document").is_in(list(steering)),
        (pl.col("sender") == department) | pl.col("receiver").is_in(list(below)),
    )
    return tuple(mine["receiver"].unique().sort())


def last_known_day(facts: Facts) -> date | None:
    """The latest day the year's work tells of, for judging what is late without asking the clock."""
    days = [
        facts["reporting_period"]["opened"].max(),
        facts["working_document"]["submitted"].max(),
        facts["working_document"]["sent"].max(),
        facts["follow_up"]["reported"].max(),
    ]
    return max((day for day in days if isinstance(day, date)), default=None)
