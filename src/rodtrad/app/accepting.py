"""Say of a finding that it is explained, or that it is our own mistake; and take it back."""

from pathlib import Path

from rodtrad.app.books import now
from rodtrad.core.errors import UsageError
from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Verdict
from rodtrad.models.judgement import Judgement
from rodtrad.store.book import Book


def finding_named(judgement: Judgement, name: str) -> Finding:
    """The finding with this name, or the only one of this check.

    raises  UsageError  none, or several
    """
    matches = [f for f in judgement.findings if name in (f.id, f.number)]
    if not matches:
        raise UsageError("finding_unknown", finding=name)
    if len(matches) > 1:
        near = ", ".join(f.id for f in matches)
        raise UsageError("finding_ambiguous", finding=name, count=len(matches), near=near)
    return matches[0]


def accept(place: Path | str, finding: Finding, *, reason: str, by: str, verdict: Verdict) -> None:
    """Record why a finding stands, with who and when."""
    with Book.open(place) as book:
        book.accept(
            finding.id, reason=reason, by=by, at=now(), verdict=verdict.value, numbers=finding.numbers
        )


def withdraw(place: Path | str, finding: Finding, *, reason: str, by: str) -> None:
    """Open a finding again; the acceptance stays in the history."""
    with Book.open(place) as book:
        book.withdraw(finding.id, reason=reason, by=by, at=now())
