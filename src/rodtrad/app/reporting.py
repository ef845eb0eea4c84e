"""Rounds of reports are opened, and reports are handed in with what they must hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.app.row_forms import check_row
from rodtrad.app.saving import typed_values
from rodtrad.app.work import NewDocument, added, work_page
from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.errors import AccessError, MissingError, UsageError
from rodtrad.core.numbers import period_name
from rodtrad.core.period import Length, Period
from rodtrad.core.roles import Right
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.facts.work import DocumentState
from rodtrad.models.concepts import SHAPES
from rodtrad.models.reporting.opening import laid_out
from rodtrad.models.reporting.rounds import (
    KINDS,
    Report,
    Round,
    letters_to,
    period_of,
    report_at,
    reports_in,
    units_below,
)
from rodtrad.readers.gather import slug
from rodtrad.reports.reporting import NewRound, new_round
from rodtrad.reports.reporting_page import ReportView, report_view
from rodtrad.reports.reporting_round import RoundView, round_named, round_path, round_view
from rodtrad.reports.work import WorkSummary
from rodtrad.store.changes import RowChange

_LONGEST_UNIT = 40


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with the steps who asks may take, and whether they may write it.

    revision  of the book the page shows, to be handed back with a form
    lost      words somebody sent about a row that is gone
    """

    view: ReportView
    work: WorkSummary
    may_write: bool
    revision: int
    is_conflict: bool = False
    lost: tuple[str, ...] = ()


def known_report(ask: Ask, document: str) -> Report:
    """The report with a key; raises MissingError when there is none."""
    report = report_at(ask.telling.facts, document)
    if report is None:
        raise MissingError("reporting_unknown", ask.near(f"document/{document}"), document=document)
    return report


def report_page(ask: Ask, document: str) -> ReportPage:
    """A report as who asks may see and write it."""
    report = known_report(ask, document)
    view = report_view(ask.telling, report, ask.today)
    return ReportPage(view, work_page(ask, document), may_write(ask, report), ask.edition.revision)


def may_write(ask: Ask, report: Report) -> bool:
    """Whether who asks may write a report: it is open, and it is a unit of theirs."""
    if not (report.is_open and ask.person.may(Right.REPORT)):
        return False
    theirs = ask.person.units
    if theirs is None:
        return True
    return any(report.unit in units_below(ask.telling.facts, unit) for unit in theirs)


def round_page(ask: Ask, unit: str, period: str) -> RoundView:
    """A round side by side; raises MissingError when it has not been opened."""
    opened = round_named(ask.telling, unit, period)
    if opened is None:
        raise MissingError("reporting_round_unknown", unit=unit, period=period)
    return round_view(ask.telling, opened, ask.today)


def new_round_page(ask: Ask, unit: str, period: str) -> NewRound:
    """What is known before a round is opened; in the first months the year before is reported on."""
    today = ask.today
    return new_round(ask.telling, unit, period_of(period), today.year - (today.month <= _LAST_YEARS_REPORT))


_LAST_YEARS_REPORT = 3
"""Through this month the rounds of last year are opened: its last tertial, and the year."""


WRITTEN_OF_ROUND = ("deadline", "limit_share", "limit_amount", "spread")
"""What is written of a round when it is opened."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody has chosen for a round.

    texts  WRITTEN_OF_ROUND as they were written
    """

    unit: str
    period: str
    units: Sequence[str]
    texts: Mapping[str, str]


def open_round(ask: Ask, chosen: Opening, *, by: str = "", why: str = "") -> str:
    """Open a round, or let more units join it, with their reports, as one revision; returns its path.

    raises  UsageError   the period, the department or a unit cannot be used, a text is no value,
                         or the deadline lies before the end of the period
            AccessError  who asks may not open rounds
    """
    if not ask.person.may(Right.STEER):
        raise AccessError("right_missing")
    opened, changes = _round(ask, chosen)
    if not chosen.units:
        raise UsageError("reporting_nobody_chosen")
    begun = {(r.unit, r.period) for r in reports_in(ask.telling.facts)}
    for unit in chosen.units:
        if not letters_to(ask.telling.facts, unit, opened.period.year):
            raise UsageError("reporting_not_asked", unit=unit, year=opened.period.year)
        if (unit, opened.period) not in begun:
            changes += _begun(ask, opened, unit)
    if (opened.unit, opened.period) not in begun:
        changes += _begun(ask, opened, opened.unit)
    told = say("reporting_opened", ask.language, period=period_name(opened.period, ask.language))
    ask.save(changes, by=by, why=why or told)
    return f"/{round_path(opened)}"


def _round(ask: Ask, chosen: Opening) -> tuple[Round, list[RowChange]]:
    """The round, as it is or as it begins, and the row that begins it."""
    period = period_of(chosen.period)
    if period is None:
        raise UsageError("reporting_period_wrong", period=chosen.period[:50])
    if not ask.telling.where("unit", "key", chosen.unit).height:
        raise UsageError("reporting_department_unknown", unit=chosen.unit[:50])
    known = round_named(ask.telling, chosen.unit, str(period))
    if known is not None:
        return known, []
    texts = {name: chosen.texts.get(name, "") for name in WRITTEN_OF_ROUND}
    values = typed_values(SHAPES["reporting_period"], texts, ask.language)
    today = now().date()
    limits = Quantity(values["limit_share"]), Amount(values["limit_amount"])
    opened = Round(chosen.unit, period, today, values["deadline"], *limits, values["spread"])
    key = {"unit": chosen.unit, "period": str(period)}
    check_row(ask.telling, "reporting_period", {**key, **values})
    return opened, [RowChange("reporting_period", key, {**values, "opened": today}, None)]


def _begun(ask: Ask, opened: Round, unit: str) -> list[RowChange]:
    """The rows a unit's report begins with; for the department itself, its joint report."""
    period, is_joint = opened.period, unit == opened.unit
    key = f"report-{slug(unit, _LONGEST_UNIT)}-{period}"
    new = NewDocument(
        key=key,
        kind=KINDS[period.length is Length.YEAR],
        about=unit,
        unit=unit,
        year=period.year,
        label=_label(ask, period, unit, "no", is_joint=is_joint),
        label_en=_label(ask, period, unit, "en", is_joint=is_joint),
        period=str(period),
        deadline=opened.deadline,
    )
    report = Report(key, unit, period.year, period, DocumentState.DRAFT, opened.deadline)
    return [*new.rows(), *added(laid_out(ask.telling.facts, report))]


def _label(ask: Ask, period: Period, unit: str, language: Language, *, is_joint: bool) -> str:
    row = ask.telling.where("unit", "key", unit).row(0, named=True)
    told = {
        "period": period_name(period, language),
        "unit": row["label"] if language == "no" else row["label_en"],
    }
    if period.length is Length.YEAR:
        return say("reporting_label_joint_year" if is_joint else "reporting_label_year", language, **told)
    return say("reporting_label_joint" if is_joint else "reporting_label", language, **told)
