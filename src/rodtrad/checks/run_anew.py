"""Run the checks again after some rows of a book have changed: only those that have read what changed.

What a check reads is noted while it runs (`core/noted.py`), so it need not be told which facts are its own.
The findings are those of a full run, but for checks that are put off (`Check.later`): they are run by
`completed`, as soon as nobody is waiting.
"""

from collections.abc import Iterable, Mapping

from rodtrad.checks.registry import CHECKS, Check
from rodtrad.checks.relations import relation_findings, without_clashes
from rodtrad.checks.roots import in_the_same_lines, near_to
from rodtrad.checks.run import judgement_of, run_noted, told
from rodtrad.core.finding import Finding
from rodtrad.models.judgement import OF_RELATIONS, Accepted, Found, Judgement
from rodtrad.models.thread.anew import Renewal
from rodtrad.models.thread.weave import Thread


def judgement_anew(before: Judgement, renewal: Renewal, accepted: Mapping[str, Accepted]) -> Judgement:
    """The judgement after some changes, or after somebody has said something else of its findings.

    renewal   the thread after the same changes
    accepted  as in `judgement_of`
    """
    if renewal.whole:
        return judgement_of(renewal.thread, accepted)
    found = dict(before.found)
    found[OF_RELATIONS] = Found(_about_relations(before, renewal), frozenset())
    due = set(before.due)
    for number, registered in CHECKS.items():
        if registered.run is None:
            continue
        changed = renewal.touched if registered.numbers else renewal.reshaped
        if changed.isdisjoint(before.found[number].read):
            continue
        found[number] = _again(registered, before.found[number], renewal)
        if registered.later:
            due.add(number)
    return _judged(before, renewal, found, accepted, frozenset(due))


def completed(judgement: Judgement) -> Judgement:
    """The judgement with the checks run that were put off."""
    found = dict(judgement.found)
    for number in judgement.due:
        run = CHECKS[number].run
        if run is not None:
            found[number] = _same_where_equal(run_noted(run, judgement.thread), found[number])
    unchanged = Renewal(judgement.thread, judgement.thread)
    return _judged(judgement, unchanged, found, judgement.accepted, frozenset())


def _judged(
    before: Judgement,
    renewal: Renewal,
    found: Mapping[str, Found],
    accepted: Mapping[str, Accepted],
    due: frozenset[str],
) -> Judgement:
    findings = told(found, accepted, before.findings)
    judgement = Judgement(renewal.thread, findings, found, accepted, due)
    explained = _explained(before.findings) ^ _explained(findings)
    judgement.carry_ranks(
        before, renewal.figures, [*renewal.relations, *(r for _, rs in explained for r in rs)]
    )
    return judgement


def _explained(findings: Iterable[Finding]) -> set[tuple[str, tuple[int, ...]]]:
    """The verdicts people have given relations."""
    return {(f.verdict.value, f.relations) for f in findings if f.reason}


def _again(registered: Check, old: Found, renewal: Renewal) -> Found:
    """What a check finds now."""
    if registered.later:
        changed = renewal.documents if registered.whole else frozenset[str]()
        kept = (f for f in old.findings if f.document not in changed and _is_of_now(f, renewal))
        return Found(tuple(kept), old.read)
    if registered.near is not None:
        return Found(tuple(registered.near(renewal, old.findings)), old.read)
    assert registered.run is not None
    return _same_where_equal(run_noted(registered.run, renewal.thread), old)


def _is_of_now(finding: Finding, renewal: Renewal) -> bool:
    """Whether all that a finding is about is as it was."""
    return not any(a in renewal.gone or a in renewal.gone_rows for a in finding.addresses)


def _same_where_equal(new: Found, old: Found) -> Found:
    """The findings, as the same objects where they say the same as before."""
    known = {finding.id: finding for finding in old.findings}
    kept = (known[f.id] if known.get(f.id) == f else f for f in new.findings)
    return Found(tuple(kept), new.read)


def _about_relations(before: Judgement, renewal: Renewal) -> tuple[Finding, ...]:
    """The findings about relations: those with one root are found again when any near them is touched."""
    old = before.found[OF_RELATIONS].findings
    near = _near_touched(before.thread, renewal) | _near_touched(renewal.thread, renewal)
    if not near:
        return old
    again = near.union(*(f.relations for f in old if not near.isdisjoint(f.relations)))
    kept = (f for f in old if near.isdisjoint(f.relations))
    return (*kept, *relation_findings(renewal.thread, again))


def _near_touched(thread: Thread, renewal: Renewal) -> frozenset[int]:
    """The failing relations that are touched, and those that something touched may join with others."""
    failing = without_clashes(thread)
    if failing.is_empty() or not renewal.relations:
        return frozenset()
    touched = frozenset(failing["relation"]) & renewal.relations
    near = near_to(failing, thread, renewal.relations)["relation"]
    return frozenset([*near, *in_the_same_lines(failing, thread, touched)])
