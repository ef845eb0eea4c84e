"""Every check has a number, a severity and a function; its words stand in `core/words.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity
from rodtrad.models.thread.weave import Thread

Run = Callable[[Thread], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A numbered check (kontroll): gravest severity, and what runs it.

    run is None for the numbers of relations, which are judged together.
    """

    number: str
    severity: Severity
    run: Run | None = None


CHECKS: dict[str, Check] = {}


def check(number: str, severity: Severity) -> Callable[[Run], Run]:
    """Register a function as a numbered check."""

    def register(run: Run) -> Run:
        CHECKS[number] = Check(number, severity, run)
        return run

    return register
