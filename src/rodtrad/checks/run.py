"""Run every check on a book, and say how every relation and finding stands."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rodtrad.checks import (
    benefits,
    budget,
    dates,
    indicators,
    measures,
    pages,
    plan,
    programme,
    prose,
    readings,
    references,
    reporting,
    units,
)
from rodtrad.checks.registry import CHECKS, Run
from rodtrad.checks.relations import relation_findings
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.noted import noting
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.judgement import MORE, OF_RELATIONS, Accepted, Found, Judgement
from rodtrad.models.thread.weave import Thread

FUNCTION_MODULES = (
    benefits,
    budget,
    dates,
    indicators,
    measures,
    pages,
    plan,
    programme,
    prose,
    readings,
    references,
    reporting,
    units,
)
"""Importing a module registers its checks."""


def judgement_of(thread: Thread, accepted: Mapping[str, Accepted], more: Iterable[Finding] = ()) -> Judgement:
    """Run every check.

    accepted  finding id to the verdict somebody has given it, and for which numbers; an
              acceptance of other numbers does not hold
    more      findings of checks that need more than the book, such as the documents' text
    """
    found = {
        OF_RELATIONS: Found(tuple(relation_findings(thread)), frozenset()),
        MORE: Found(tuple(more), frozenset()),
    }
    for number, registered in CHECKS.items():
        if registered.run is not None:
            found[number] = run_noted(registered.run, thread)
    return Judgement(thread, told(found, accepted), found, accepted)


def run_noted(run: Run, thread: Thread) -> Found:
    """What a check finds, and what it has read to find it."""
    with noting() as read:
        findings = tuple(run(thread))
    return Found(findings, frozenset(read))


def told(
    found: Mapping[str, Found], accepted: Mapping[str, Accepted], before: tuple[Finding, ...] = ()
) -> tuple[Finding, ...]:
    """The findings that are told, gravest first, with what people have said of them.

    before  findings in that order already: those that are told again keep their places
    """
    roots = _roots(found[OF_RELATIONS].findings)
    every = [*found[OF_RELATIONS].findings, *found[MORE].findings]
    for number, one in found.items():
        if number not in (OF_RELATIONS, MORE):
            every += [f for f in one.findings if not _is_told(f, roots)]
    said = _as_said(every, accepted, before) if accepted else every
    again = {id(finding) for finding in said}
    kept = [finding for finding in before if id(finding) in again]
    there = {id(finding) for finding in kept}
    for finding in said:
        if id(finding) not in there:
            insort(kept, finding, key=_gravity)
    return tuple(kept)


def _as_said(
    found: Iterable[Finding], accepted: Mapping[str, Accepted], before: tuple[Finding, ...]
) -> list[Finding]:
    """Findings with what people have said of them, as the same objects as before where nothing differs."""
    explained = {finding.id: finding for finding in before if finding.reason}
    said = [_as_accepted(finding, accepted.get(finding.id)) for finding in found]
    return [old if f.reason and (old := explained.get(f.id)) == f and old else f for f in said]


def _as_accepted(finding: Finding, accepted: Accepted | None) -> Finding:
    if accepted is None or accepted.numbers not in ("", finding.numbers):
        return finding
    return finding.judged(accepted.verdict, accepted.reason)


def _roots(findings: Iterable[Finding]) -> dict[str, set[int]]:
    """For every figure that fails for a root, which roots."""
    roots: dict[str, set[int]] = defaultdict(set)
    for number, finding in enumerate(findings):
        for address in (*finding.addresses[:1], *finding.consequences):
            roots[address].add(number)
    return roots


def _is_told(finding: Finding, roots: Mapping[str, set[int]]) -> bool:
    """Whether every figure of a finding already fails for a root that is told."""
    if any(address not in roots for address in finding.addresses):
        return False
    return bool(set.intersection(*(roots[address] for address in finding.addresses)))


def _gravity(finding: Finding) -> tuple[int, int, float, float, str]:
    """Gravest first: severity, then verdict, then kroner, then how large the gap is beside the number."""
    severity = list(Severity).index(finding.severity)
    verdict = -list(Verdict).index(finding.verdict)
    gap = abs(finding.gap or 0.0)
    unit = UNITS.get(finding.unit)
    kroner = gap * unit.grains if unit and unit.family is Family.MONEY else 0.0
    size = max(abs(finding.printed or 0.0), abs(finding.computed or 0.0))
    return severity, verdict, -kroner, -gap / size if size else 0.0, finding.id
