"""Run every check on a book, and say how every relation and finding stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rodtrad.checks import (
    benefits,
    budget,
    dates,
    indicators,
    measures,
    pages,
    programme,
    readings,
    references,
    units,
)
from rodtrad.checks.registry import CHECKS
from rodtrad.checks.relations import relation_findings
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.judgement import Judgement
from rodtrad.models.thread.weave import Thread

FUNCTION_MODULES = (
    benefits,
    budget,
    dates,
    indicators,
    measures,
    pages,
    programme,
    readings,
    references,
    units,
)
"""Importing a module registers its checks."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What somebody has said of a finding, and what the finding said then."""

    verdict: Verdict
    reason: str
    numbers: str = ""


def judgement_of(thread: Thread, accepted: Mapping[str, Accepted], more: Iterable[Finding] = ()) -> Judgement:
    """Run every check.

    accepted  finding id to the verdict somebody has given it, and for which numbers; an
              acceptance of other numbers does not hold
    more      findings of checks that need more than the book, such as the documents' text
    """
    found = [*relation_findings(thread), *more]
    for registered in CHECKS.values():
        if registered.run is not None:
            found += _not_told(registered.run(thread), found)
    said = [_as_accepted(f, accepted.get(f.id)) for f in found]
    return Judgement(thread, tuple(sorted(said, key=_gravity)))


def _as_accepted(finding: Finding, accepted: Accepted | None) -> Finding:
    if accepted is None or accepted.numbers not in ("", finding.numbers):
        return finding
    return finding.judged(accepted.verdict, accepted.reason)


def _not_told(new: Iterable[Finding], told: Iterable[Finding]) -> list[Finding]:
    """Findings whose every figure already fails for a root that is told."""
    roots: dict[str, set[int]] = defaultdict(set)
    for number, finding in enumerate(f for f in told if f.relations):
        for address in (*finding.addresses[:1], *finding.consequences):
            roots[address].add(number)
    return [f for f in new if not set.intersection(*(roots[a] for a in f.addresses))]


def _gravity(finding: Finding) -> tuple[int, int, float, float, str]:
    """Gravest first: severity, then verdict, then kroner, then how large the gap is beside the number."""
    severity = list(Severity).index(finding.severity)
    verdict = -list(Verdict).index(finding.verdict)
    gap = abs(finding.gap or 0.0)
    unit = UNITS.get(finding.unit)
    kroner = gap * unit.grains if unit and unit.family is Family.MONEY else 0.0
    size = max(abs(finding.printed or 0.0), abs(finding.computed or 0.0))
    return severity, verdict, -kroner, -gap / size if size else 0.0, finding.id
