"""Rounds of reports: which are open, who has delivered, who is late, and where accounts are missing."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from rodtrad.core.numbers import number, period_name
from rodtrad.core.period import Length, Period
from rodtrad.facts.budget import Version
from rodtrad.facts.reporting import ReportSubject
from rodtrad.facts.unit import UnitKind
from rodtrad.models.concepts import Facts
from rodtrad.models.letter_contents import letters_in_force
from rodtrad.models.reporting.accounts import accounts_of
from rodtrad.models.reporting.rounds import (
    Report,
    Round,
    asked_of,
    receivers,
    reports_in,
    reports_of,
    rounds_in,
    subjects_of,
)
from rodtrad.reports.reporting_round import joint_report, limits_text, round_path
from rodtrad.reports.reporting_tables import day_text
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell, Choice, TableBlock, TableColumn, table_row

_DEPARTMENTS = (UnitKind.DEPARTMENT.value, UnitKind.MUNICIPALITY.value)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round with its reports.

    lacks_accounts  units whose accounts for the period are not there
    """

    title: Cell
    unit: Cell
    deadline: str
    limits: str
    delivered: str
    late: int
    joint: Cell | None
    table: TableBlock
    lacks_accounts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RoundsView:
    """Every round that has been opened, the latest first."""

    rounds: tuple[RoundLine, ...]
    loose: TableBlock | None


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit that can be asked in a round: what its letter asks for, and whether its report is begun."""

    key: str
    name: str
    subjects: str
    begun: Cell | None


@dataclass(frozen=True, slots=True)
class NewRound:
    """What is known before a round is opened: who asks, for which period, whom, and as the last time.

    spread  whether the year's budget is spread on its months; so it is before the first round
    """

    unit: str
    period: str
    departments: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    units: tuple[AskedUnit, ...]
    limit_share: str
    limit_amount: str
    spread: bool
    is_open: bool


def rounds_view(telling: Telling, today: date) -> RoundsView:
    """Rounds and their reports by unit, with how far each has come."""
    rounds = rounds_in(telling.facts)
    told = tuple(_round(telling, opened, today) for opened in rounds)
    placed = {report.document for opened in rounds for report in reports_of(telling.facts, opened)}
    joint = {c.address.partition("/")[2] for r in told if (c := r.joint)}
    loose = [r for r in reports_in(telling.facts) if r.document not in placed | joint]
    table = _table(telling, loose, today, telling.say("reporting_loose"), "loose") if loose else None
    return RoundsView(told, table)


def _round(telling: Telling, opened: Round, today: date) -> RoundLine:
    reports = reports_of(telling.facts, opened)
    delivered = sum(not r.is_open for r in reports)
    caption = telling.say("reporting_reports_of", period=period_name(opened.period, telling.language))
    return RoundLine(
        Cell(period_name(opened.period, telling.language), address=round_path(opened)),
        telling.unit(opened.unit),
        day_text(telling, opened.deadline),
        limits_text(telling, opened),
        telling.say("reporting_part", part=delivered, whole=len(reports)),
        sum(r.is_open and r.is_late(today) for r in reports),
        joint_report(telling, opened),
        _table(telling, reports, today, caption, f"{opened.unit}-{opened.period}"),
        tuple(telling.unit(r.unit) for r in reports if _lacks_accounts(telling, r)),
    )


def _lacks_accounts(telling: Telling, report: Report) -> bool:
    """Whether a report that is being written is asked for its economy, and has no accounts."""
    parts = asked_of(telling.facts, report.unit, report.period)
    if not report.is_open or ReportSubject.ECONOMY not in subjects_of(parts):
        return False
    rows = accounts_of(telling.facts, report.unit, report.period)
    return rows.filter(pl.col("version") == Version.ACCOUNTS.value).is_empty()


def _table(telling: Telling, reports: list[Report], today: date, caption: str, name: str) -> TableBlock:
    columns = (
        TableColumn(telling.say("unit"), width=2.0),
        TableColumn(telling.say("reporting_state")),
        TableColumn(telling.say("deadline")),
        TableColumn(telling.say("reporting_submitted")),
    )
    rows = tuple(
        table_row(
            Cell(telling.named("unit", r.unit), address=f"reporting/{r.document}"),
            _state(telling, r, today),
            day_text(telling, r.deadline),
            day_text(telling, r.submitted),
        )
        for r in reports
    )
    return TableBlock(caption, columns, rows, name=name)


def _state(telling: Telling, report: Report, today: date) -> str:
    word = telling.word("document_state", report.state.value)
    return telling.say("reporting_state_late", state=word) if report.is_late(today) else word


def new_round(telling: Telling, unit: str, period: Period | None, year: int) -> NewRound:
    """The units a department can ask in a round, and what their letters ask for then.

    unit    the department, or "" before it is chosen      period  None before it is chosen
    year    the year whose periods are offered first; then those of other years with letters in force
    """
    facts = telling.facts
    departments = facts["unit"].filter(pl.col("kind").is_in(_DEPARTMENTS))
    choices = tuple(Choice(key, telling.named("unit", key), key == unit) for key in departments["key"])
    first = period.year if period else year
    offered = [p for one in (first, *_other_years(facts, first)) for p in _periods(one)]
    units: tuple[AskedUnit, ...] = ()
    is_open = False
    if unit and period:
        begun = {(r.unit, r.period): r for r in reports_in(facts)}
        units = tuple(
            _asked_unit(telling, key, period, begun.get((key, period)))
            for key in receivers(facts, unit, period.year)
        )
        is_open = any((r.unit, r.period) == (unit, period) for r in rounds_in(facts))
    chosen = str(period) if period else ""
    named = tuple(Choice(str(p), period_name(p, telling.language), str(p) == chosen) for p in offered)
    return NewRound(unit, chosen, choices, named, units, *_as_last_time(telling, unit), is_open)


def _other_years(facts: Facts, year: int) -> list[int]:
    """The years of letters in force but for one, the latest first."""
    letters = facts["allocation_letter"].filter(pl.col("document").is_in(letters_in_force(facts)))
    return sorted(set(letters["year"]) - {year}, reverse=True)


def _as_last_time(telling: Telling, unit: str) -> tuple[str, str, bool]:
    """Limits of the last round of a department, as they are written, and whether it spread budgets."""
    last = next((r for r in rounds_in(telling.facts) if r.unit == unit), None)
    if last is None:
        return "", "", True
    share, kroner = last.limit_share.ten_thousandths / 10_000, last.limit_amount.ore / 100
    written = number(share, 1, telling.language), number(kroner, 0, telling.language)
    return *written, last.spread is not None


def _periods(year: int) -> tuple[Period, ...]:
    """The periods of a year, the longest first."""
    made = [Period(year)]
    for length in (Length.TERTIAL, Length.QUARTER, Length.MONTH):
        made += [Period(year, length, number) for number in range(1, 12 // length + 1)]
    return tuple(made)


def _asked_unit(telling: Telling, unit: str, period: Period, begun: Report | None) -> AskedUnit:
    subjects = subjects_of(asked_of(telling.facts, unit, period))
    words = ", ".join(telling.word("report_subject", s.value).lower() for s in subjects)
    link = (
        Cell(telling.named("document", begun.document), address=f"reporting/{begun.document}")
        if begun
        else None
    )
    return AskedUnit(unit, telling.named("unit", unit), words, link)
