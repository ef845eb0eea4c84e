"""A finding: something the data say that a reader should know. Facts, not prose."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from rodtrad.core.verdict import Severity, Verdict

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one check (funn).

    printed and computed are in `unit`; gap is printed minus computed, room is what rounding explains.
    `facts` fill the check's sentence in `core/words.py`; `consequences` are addresses whose own
    relations fail only because of this finding; `relations` are the numbers of all those relations.
    `about` tells findings of one check and address apart.
    """

    number: str
    severity: Severity
    verdict: Verdict
    addresses: tuple[str, ...]
    document: str = ""
    lines: tuple[int, ...] = ()
    printed: float | None = None
    computed: float | None = None
    room: float | None = None
    unit: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    consequences: tuple[str, ...] = ()
    relations: tuple[int, ...] = ()
    about: str = ""
    reason: str = ""

    @property
    def id(self) -> str:
        """Lasting name: the check, and a digest of the addresses and what it says of them."""
        told = "|".join([*sorted(self.addresses), self.about])
        digest = hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]
        return f"{self.number}-{digest}"

    @property
    def numbers(self) -> str:
        """What was printed and computed: an acceptance holds for these numbers only."""
        return f"{self.printed!r}|{self.computed!r}"

    @property
    def gap(self) -> float | None:
        """Printed minus computed, or None where nothing was computed."""
        if self.printed is None or self.computed is None:
            return None
        return self.printed - self.computed

    def judged(self, verdict: Verdict, reason: str) -> Self:
        """The same finding after somebody has explained it."""
        return replace(self, verdict=verdict, reason=reason)
