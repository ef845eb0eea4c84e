"""Every check has a number, a severity and a function; its words stand in `core/words.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity
from rodtrad.models.thread.anew import Renewal
from rodtrad.models.thread.weave import Thread

Run = Callable[[Thread], Iterable[Finding]]
Near = Callable[[Renewal, tuple[Finding, ...]], Iterable[Finding]]
"""The findings after some changes, given those from before: for a check that can tell what they reach."""


@dataclass(frozen=True, slots=True)
class Check:
    """A numbered check (kontroll): gravest severity, and what runs it.

    run      None for the numbers of relations, which are judged together
    numbers  whether it looks at the numbers of figures; if not, it need not be run when only they change
    later    whether it looks through so much that nobody should wait for it when something is saved
    near     finds what a change reaches, so that not all has to be looked through again
    whole    whether its findings are about a whole document: one that is put off then says nothing of a
             document until it is run, when any row of that has changed, come or gone
    """

    number: str
    severity: Severity
    run: Run | None = None
    numbers: bool = True
    later: bool = False
    near: Near | None = None
    whole: bool = False


CHECKS: dict[str, Check] = {}


def check(
    number: str,
    severity: Severity,
    *,
    numbers: bool = True,
    later: bool = False,
    near: Near | None = None,
    whole: bool = False,
) -> Callable[[Run], Run]:
    """Register a function as a numbered check; see `Check`."""

    def register(run: Run) -> Run:
        CHECKS[number] = Check(number, severity, run, numbers, later, near, whole)
        return run

    return register
