"""How a unit's report stands beside the others of a round (status i runden)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rodtrad.facts.reporting import ReportSubject
from rodtrad.facts.work import FollowUpStatus
from rodtrad.models.concepts import Facts
from rodtrad.models.reporting.answers import (
    AskedIndicator,
    Followed,
    assignments_of,
    indicators_of,
    own_rows,
    words_about,
)
from rodtrad.models.reporting.economy import Compared, economy_of, subject_of_deviation
from rodtrad.models.reporting.missing import missing
from rodtrad.models.reporting.risk import Gravity, gravest_first, gravity_of
from rodtrad.models.reporting.rounds import Report, Round, asked, reports_of, subjects_of

IsMet = Callable[[AskedIndicator], bool | None]
"""Whether an indicator's result meets its target; None where there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How one report of a round stands.

    so_far, year     operating accounts and forecast against budget; None where economy is not asked for
    unexplained      deviations above the limits without words
    done, assigned   assignments done, and all
    reached, judged  indicators that meet their target, and those that can be judged
    grave            how many risks are high     gravest  the keys of the gravest risk's row
    lacks            how many things are missing
    """

    report: Report
    so_far: Compared | None
    year: Compared | None
    above: int
    unexplained: int
    done: int
    assigned: int
    reached: int
    judged: int
    risks: int
    grave: int
    gravest: str | None
    lacks: int


def standings_of(facts: Facts, opened: Round, is_met: IsMet) -> tuple[UnitStanding, ...]:
    """How each report of a round stands, by unit."""
    return tuple(_standing(facts, report, opened, is_met) for report in reports_of(facts, opened))


def _standing(facts: Facts, report: Report, opened: Round, is_met: IsMet) -> UnitStanding:
    subjects = subjects_of(asked(facts, report))
    so_far, year, above, unexplained = None, None, 0, 0
    if ReportSubject.ECONOMY in subjects:
        economy, words = economy_of(facts, report, opened), words_about(facts, report)
        so_far, year = economy.so_far, economy.year
        told = [subject_of_deviation(report, line.place) in words for line in economy.to_explain]
        above, unexplained = len(told), told.count(False)
    assigned = assignments_of(facts, report, opened) if ReportSubject.ASSIGNMENTS in subjects else ()
    judged = _judged(facts, report, is_met) if ReportSubject.INDICATORS in subjects else []
    risks = gravest_first(own_rows(facts, report, "risk"))
    return UnitStanding(
        report,
        so_far,
        year,
        above,
        unexplained,
        _done(assigned),
        len(assigned),
        judged.count(True),
        len(judged),
        len(risks),
        sum(gravity_of(row) is Gravity.HIGH for row in risks),
        str(risks[0]["key"]) if risks else None,
        len(missing(facts, report)) if report.is_open else 0,
    )


def _done(followed: Iterable[Followed]) -> int:
    return sum(one.status is FollowUpStatus.DONE for one in followed)


def _judged(facts: Facts, report: Report, is_met: IsMet) -> list[bool]:
    said = (is_met(one) for one in indicators_of(facts, report))
    return [one for one in said if one is not None]
