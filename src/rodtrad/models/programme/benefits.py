"""Whether benefits have come: what the cards expect against what accounts and volumes show.

Status is worked out from the figures of the book by a stated rule; nobody picks it. A benefit is a year's
effect above zero on a card with a benefit plan. What is seen is the counterfactual minus the accounts, so
that an expense that falls and an income (negative) that rises both count as seen.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from rodtrad.core.measurement import GRAINS_PER_ONE
from rodtrad.models.programme.benefit_plans import Followed, followed_measures
from rodtrad.models.programme.benefit_traces import Evidence, TracedLine, TracedVolume, evidence_of
from rodtrad.models.thread.weave import Thread

_HUNDRED = 100
_LARGEST_GROWTH = _HUNDRED * GRAINS_PER_ONE


class BenefitStatus(StrEnum):
    """How a benefit stands. The last two are of its owner, and stand beside one of the others."""

    NOT_YET_DUE = "not_yet_due"
    NO_ACCOUNTS = "no_accounts"
    SEEN = "seen"
    SEEN_NOT_DUE = "seen_not_due"
    PARTLY_SEEN = "partly_seen"
    NOT_SEEN = "not_seen"
    REPORTED_NOT_SEEN = "reported_not_seen"
    OWNER_SILENT = "owner_silent"


@dataclass(frozen=True, slots=True)
class BenefitLimits:
    """The rule benefits are judged by, in per cent.

    seen      of the expected effect, for a benefit to be seen
    partly    of the expected effect, to be partly seen; below it is not seen
    reported  of the expected effect, for the owner's word to be that it has come
    volume    of the expected change, for a volume to have moved
    """

    seen: int = 80
    partly: int = 50
    reported: int = 80
    volume: int = 20


USUAL_LIMITS = BenefitLimits()


class MissingKind(StrEnum):
    """Why a benefit cannot be worked out."""

    NO_LINE = "no_line"
    ROW = "row"
    BASELINE_LATE = "baseline_late"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing a benefit cannot be worked out without; a row of the accounts is named by trace and year."""

    kind: MissingKind
    year: int
    line: TracedLine | None = None
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class BenefitYear:
    """A benefit in one year, in øre; None is not known.

    expected  the card's effect
    beside    what other measures with a plan are expected to give that year in the same lines or a part of
              them: what is seen there must cover both
    reported  what the owner says
    owner     REPORTED_NOT_SEEN and OWNER_SILENT, where they hold
    """

    year: int
    status: BenefitStatus
    expected: int
    beside: int
    baseline: int | None
    counterfactual: int | None
    actual: int | None
    reported: int | None
    reported_at: str
    owner: tuple[BenefitStatus, ...]
    lines: tuple[TracedLine, ...]
    volumes: tuple[TracedVolume, ...]
    missing: tuple[Missing, ...]

    @property
    def seen(self) -> int | None:
        """Counterfactual minus accounts: positive when cost fell or income rose."""
        if self.counterfactual is None or self.actual is None:
            return None
        return self.counterfactual - self.actual

    @property
    def statuses(self) -> tuple[BenefitStatus, ...]:
        """The status by the figures, and those of the owner."""
        return (self.status, *self.owner)


@dataclass(frozen=True, slots=True)
class Benefit:
    """The benefit of one measure, year by year.

    last          the last year it can be judged by the accounts in the book
    beside        other measures that must show in the same lines or a part of them
    silent_since  the first due year that the owner has reported neither then nor later
    """

    document: str
    measure: str
    owner: str
    units: tuple[str, ...]
    baseline_year: int
    growth: int
    goes_to: str | None
    last: int | None
    beside: tuple[str, ...]
    silent_since: int | None
    years: tuple[BenefitYear, ...]


def benefits_of(thread: Thread, limits: BenefitLimits = USUAL_LIMITS) -> tuple[Benefit, ...]:
    """The benefit of every measure with a plan, in the order of the cards."""
    facts = thread.facts
    if facts["benefit_plan"].is_empty():
        return ()
    evidence = evidence_of(facts, thread.figures)
    return tuple(_benefit(followed, evidence, limits) for followed in followed_measures(facts))


def _benefit(followed: Followed, evidence: Evidence, limits: BenefitLimits) -> Benefit:
    plan, last = followed.plan, evidence.last_year(followed.units)
    due = [year for year in followed.effects if last is not None and year <= last]
    told = max(followed.reports, default=None)
    silent = [year for year in due if told is None or year > told]
    return Benefit(
        document=plan["document"],
        measure=plan["measure"],
        owner=plan["owner"],
        units=followed.units,
        baseline_year=plan["baseline_year"],
        growth=plan["growth"],
        goes_to=plan["goes_to"],
        last=last,
        beside=tuple(measure for _, measure in followed.beside),
        silent_since=min(silent, default=None),
        years=tuple(
            _year(followed, year, evidence, limits, due=year in due, silent=year in silent)
            for year in followed.effects
        ),
    )


def _year(
    followed: Followed, year: int, evidence: Evidence, limits: BenefitLimits, *, due: bool, silent: bool
) -> BenefitYear:
    start, growth = followed.plan["baseline_year"], followed.plan["growth"]
    judged = year if due else None
    part = Fraction(followed.effects[year], max(followed.effects.values()))
    lines = tuple(evidence.line(trace, start, judged) for trace in followed.lines)
    missing = _missing(followed, year, lines)
    baseline = _added([line.before for line in lines])
    reported, reported_at = followed.reports.get(year, (None, ""))
    found = BenefitYear(
        year=year,
        status=BenefitStatus.NO_ACCOUNTS if due else BenefitStatus.NOT_YET_DUE,
        expected=followed.effects[year],
        beside=sum(effects.get(year, 0) for effects in followed.beside.values()),
        baseline=baseline,
        counterfactual=None
        if baseline is None or _is_odd(missing)
        else grown(baseline, growth, year - start),
        actual=_added([line.after for line in lines]),
        reported=reported,
        reported_at=reported_at,
        owner=(),
        lines=lines,
        volumes=tuple(evidence.volume(trace, start, judged, part) for trace in followed.volumes),
        missing=missing,
    )
    return _with_status(found, limits, silent=silent)


def grown(baseline: int, growth: int, years: int) -> int:
    """An amount after so many years of growth, in ten-thousandths of a per cent; rounded to øre once."""
    return round(baseline * (1 + Fraction(growth, _LARGEST_GROWTH)) ** years)


def _with_status(found: BenefitYear, limits: BenefitLimits, *, silent: bool) -> BenefitYear:
    status = found.status
    if found.seen is not None:
        status = _by_figures(found, found.seen, limits)
    told = found.reported is not None and _reaches(found.reported, limits.reported, found.expected)
    flags = {
        BenefitStatus.REPORTED_NOT_SEEN: told and status is BenefitStatus.NOT_SEEN,
        BenefitStatus.OWNER_SILENT: silent,
    }
    return replace(found, status=status, owner=tuple(flag for flag, holds in flags.items() if holds))


def _by_figures(found: BenefitYear, seen: int, limits: BenefitLimits) -> BenefitStatus:
    wanted = found.expected + found.beside
    if not _reaches(seen, limits.partly, wanted):
        return BenefitStatus.NOT_SEEN
    if not _reaches(seen, limits.seen, wanted):
        return BenefitStatus.PARTLY_SEEN
    moved = [volume.moved * _HUNDRED for volume in found.volumes if volume.moved is not None]
    still = moved and max(moved) < limits.volume
    return BenefitStatus.SEEN_NOT_DUE if still else BenefitStatus.SEEN


def _reaches(amount: int, percent: int, whole: int) -> bool:
    return amount * _HUNDRED >= percent * whole


def _added(amounts: list[int | None]) -> int | None:
    """The sum, where every part is known and there is one."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def _missing(followed: Followed, year: int, lines: tuple[TracedLine, ...]) -> tuple[Missing, ...]:
    start, growth = followed.plan["baseline_year"], followed.plan["growth"]
    odd = {
        MissingKind.NO_LINE: not lines,
        MissingKind.BASELINE_LATE: year <= start,
        MissingKind.GROWTH: abs(growth) > _LARGEST_GROWTH,
    }
    rows = [Missing(MissingKind.ROW, y, line, chapter) for line in lines for y, chapter in line.missing]
    return (*(Missing(kind, start) for kind, holds in odd.items() if holds), *rows)


def _is_odd(missing: tuple[Missing, ...]) -> bool:
    return any(what.kind in (MissingKind.BASELINE_LATE, MissingKind.GROWTH) for what in missing)
