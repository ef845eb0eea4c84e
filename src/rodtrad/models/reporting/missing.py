"""What a report lacks before it can be handed in (mangler): only what its letter asks for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rodtrad.facts.goal import GoalLevel
from rodtrad.facts.reporting import ControlState, ReportSubject
from rodtrad.facts.work import FollowUpStatus
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.follow_up import lacks_evidence
from rodtrad.models.reporting.answers import (
    ASSESSED,
    Followed,
    assignments_of,
    goals_of,
    indicators_of,
    numbers_of,
    own_rows,
    resolutions_of,
    texts_asked,
    words_about,
)
from rodtrad.models.reporting.economy import Economy, economy_of, subject_of_deviation
from rodtrad.models.reporting.risk import Gravity, gravity_of
from rodtrad.models.reporting.rounds import (
    AskedPart,
    Report,
    Round,
    asked,
    round_of,
    subjects_of,
)

_EXPLAINED_STATUS = (FollowUpStatus.DELAYED, FollowUpStatus.STOPPED)


class Lack(StrEnum):
    """What can be missing in a report."""

    ACCOUNTS = "accounts"
    FORECAST = "forecast"
    EXPLANATION = "explanation"
    ASSESSMENT = "assessment"
    STATUS = "status"
    STALE = "stale"
    EVIDENCE = "evidence"
    COMMENT = "comment"
    RESULT = "result"
    RISK = "risk"
    ACTION = "action"
    CONTROL = "control"
    FAULT = "fault"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing a report lacks (mangel).

    address  of the row it is about; "" where it is about the whole subject
    row      the same row, where the report has no row of its own for it
    """

    subject: ReportSubject
    lack: Lack
    address: str = ""
    row: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Asking:
    """What a report is asked for, and what it has answered."""

    facts: Facts
    report: Report
    opened: Round | None
    parts: tuple[AskedPart, ...]
    words: Mapping[str, str]


def missing(facts: Facts, report: Report) -> tuple[Missing, ...]:
    """What a report lacks, in the order of its sections; it can be handed in when nothing does."""
    parts = asked(facts, report)
    asking = _Asking(facts, report, round_of(facts, report), parts, words_about(facts, report))
    found: list[Missing] = []
    for subject in subjects_of(parts):
        look = _LOOKS.get(subject)
        if look is not None:
            found += look(asking)
    order = list(ReportSubject)
    found += _unanswered(asking)
    return tuple(sorted(found, key=lambda lack: order.index(lack.subject)))


def _economy(asking: _Asking) -> Iterator[Missing]:
    economy = economy_of(asking.facts, asking.report, asking.opened)
    if not economy.has_accounts:
        yield Missing(ReportSubject.ECONOMY, Lack.ACCOUNTS)
    yield from _forecasts(economy)
    for line in economy.to_explain:
        subject = subject_of_deviation(asking.report, line.place)
        if subject not in asking.words:
            yield Missing(
                ReportSubject.ECONOMY, Lack.EXPLANATION, subject, _place_row(asking.report, line.place)
            )


def _forecasts(economy: Economy) -> Iterator[Missing]:
    """Rows without a forecast; an annual report has none."""
    if economy.report.is_yearly:
        return
    for line in economy.lines:
        if not line.is_total and line.forecast is None:
            address = subject_of_deviation(economy.report, line.place)
            yield Missing(
                ReportSubject.ECONOMY, Lack.FORECAST, address, _place_row(economy.report, line.place)
            )


def _place_row(report: Report, place: tuple[str | None, ...]) -> dict[str, Any]:
    names = ("chapter", "area", "function", "account_group")
    return {"unit": report.unit, **dict(zip(names, place, strict=True))}


def _goals(asking: _Asking) -> Iterator[Missing]:
    for goal in goals_of(asking.facts, asking.report, asking.opened):
        yield from _status(ReportSubject.GOALS, goal)
        if GoalLevel(goal.row["level"]) in ASSESSED and goal.address not in asking.words:
            yield Missing(ReportSubject.GOALS, Lack.ASSESSMENT, goal.address)


def _assignments(asking: _Asking) -> Iterator[Missing]:
    for assignment in assignments_of(asking.facts, asking.report, asking.opened):
        yield from _work(ReportSubject.ASSIGNMENTS, assignment)


def _resolutions(asking: _Asking) -> Iterator[Missing]:
    for resolution in resolutions_of(asking.facts, asking.report, asking.opened):
        yield from _work(ReportSubject.RESOLUTIONS, resolution)


def _status(subject: ReportSubject, followed: Followed) -> Iterator[Missing]:
    if followed.status is None:
        yield Missing(subject, Lack.STATUS, followed.address)
    elif followed.stale:
        yield Missing(subject, Lack.STALE, followed.address)


def _work(subject: ReportSubject, followed: Followed) -> Iterator[Missing]:
    """Something that must be done: done with evidence, delayed or stopped with words."""
    yield from _status(subject, followed)
    if followed.said is not None and lacks_evidence(followed.said):
        yield Missing(subject, Lack.EVIDENCE, followed.address)
    if followed.status in _EXPLAINED_STATUS and not followed.told.strip():
        yield Missing(subject, Lack.COMMENT, followed.address)


def _indicators(asking: _Asking) -> Iterator[Missing]:
    """A result, or words about why there is none."""
    for indicator in indicators_of(asking.facts, asking.report):
        address = SHAPES["indicator"].address_of(indicator.indicator)
        if indicator.value is None and address not in asking.words:
            yield Missing(ReportSubject.INDICATORS, Lack.RESULT, address)


def _risks(asking: _Asking) -> Iterator[Missing]:
    rows = own_rows(asking.facts, asking.report, "risk")
    if not rows:
        yield Missing(ReportSubject.RISK, Lack.RISK)
    for row in rows:
        if gravity_of(row) is Gravity.HIGH and not (row["action"] or "").strip():
            yield Missing(ReportSubject.RISK, Lack.ACTION, SHAPES["risk"].address_of(row))


def _controls(asking: _Asking) -> Iterator[Missing]:
    rows = own_rows(asking.facts, asking.report, "control_point")
    if not rows:
        yield Missing(ReportSubject.INTERNAL_CONTROL, Lack.CONTROL)
    for row in rows:
        address = SHAPES["control_point"].address_of(row)
        if row["state"] == ControlState.NOT_CHECKED:
            yield Missing(ReportSubject.INTERNAL_CONTROL, Lack.CONTROL, address)
        if row["state"] == ControlState.FAULT and not ((row["comment"] or "").strip() and row["deadline"]):
            yield Missing(ReportSubject.INTERNAL_CONTROL, Lack.FAULT, address)


def _unanswered(asking: _Asking) -> Iterator[Missing]:
    """Numbers without a number or words about why there is none, and questions without words."""
    for asked_for in numbers_of(asking.facts, asking.report, asking.parts):
        part = asked_for.part
        has_number = asked_for.value is not None and asked_for.value["value"] is not None
        if not has_number and part.address not in asking.words:
            yield Missing(part.subject, Lack.NUMBER, part.address)
    for part in texts_asked(asking.parts):
        if part.address not in asking.words:
            yield Missing(part.subject, Lack.TEXT, part.address)


_LOOKS: dict[ReportSubject, Callable[[_Asking], Iterator[Missing]]] = {
    ReportSubject.ECONOMY: _economy,
    ReportSubject.GOALS: _goals,
    ReportSubject.INDICATORS: _indicators,
    ReportSubject.ASSIGNMENTS: _assignments,
    ReportSubject.RESOLUTIONS: _resolutions,
    ReportSubject.RISK: _risks,
    ReportSubject.INTERNAL_CONTROL: _controls,
}
