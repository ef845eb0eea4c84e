"""A programme as arrays: what each measure gives each year, what is unsure, and what is shared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rodtrad.core.measurement import GRAINS_PER_KRONE
from rodtrad.facts.programme import Party, UncertaintyLevel, UncertaintyOf
from rodtrad.models.programme.assumptions import Assumptions, Given
from rodtrad.models.programme.formula import Formula, value_of

Floats = NDArray[np.float64]
Measure = tuple[str, str]
"""Document and number of a card."""

MUNICIPAL = (Party.AGENCY, Party.DISTRICT)
"""Whose effects are the municipality's: a cost that only moves between them is not saved."""


@dataclass(frozen=True, slots=True)
class Card:
    """One measure of the programme, as its card says it."""

    document: str
    key: str
    sector: str
    owner: str
    overall_class: str | None
    estimate: UncertaintyLevel
    implementation: UncertaintyLevel

    @property
    def measure(self) -> Measure:
        """Document and number."""
        return self.document, self.key


@dataclass(frozen=True, slots=True)
class Stream:
    """One line of effect: a part that is a formula, a loan, or a card's printed numbers.

    full     øre a full year at the best estimates; 1 for printed numbers, which stand in the profile
    profile  (delay in half-years, year)  part of the full effect; for printed numbers, øre
    """

    measure: int
    party: Party
    key: str
    full: float
    profile: Floats
    formula: Formula | None = None

    @property
    def counts(self) -> bool:
        """Whether the municipality saves it."""
        return self.party in MUNICIPAL

    @property
    def point(self) -> Floats:
        """(year,) øre at the best estimates, without delay."""
        return np.asarray(self.full * self.profile[0])


@dataclass(frozen=True, slots=True)
class Chance:
    """Whether and when a measure is carried out: probability, and most half-years late."""

    probability: float
    delay: int

    @property
    def is_sure(self) -> bool:
        """Carried out for certain, and in time."""
        return self.probability >= 1 and self.delay == 0


@dataclass(frozen=True, slots=True)
class Risk:
    """Something shared: its name, what it touches, and each measure's loading on it."""

    key: str
    of: UncertaintyOf
    loadings: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Money that several measures would save: each one's part of it."""

    key: str
    shares: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Package:
    """Measures as one thing that can be summed and drawn (tiltakspakke).

    spreads   the estimate's distribution of each measure: (low, high) of a triangle around 1
    computed  measures whose number is the value of their formula
    """

    years: tuple[int, ...]
    cards: tuple[Card, ...]
    streams: tuple[Stream, ...]
    spreads: tuple[tuple[float, float], ...]
    chances: tuple[Chance, ...]
    risks: tuple[Risk, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    assumptions: Mapping[str, Assumptions] = field(default_factory=dict)
    computed: frozenset[int] = frozenset()

    @cached_property
    def point(self) -> Floats:
        """(measure, year) øre: the municipality's effect at the best estimates, each measure on its own."""
        made = np.zeros((len(self.cards), len(self.years)))
        for stream in self.streams:
            if stream.counts:
                made[stream.measure] += stream.point
        return made

    @cached_property
    def by_party(self) -> dict[Party, Floats]:
        """(measure, year) øre for each party, at the best estimates."""
        made = {party: np.zeros((len(self.cards), len(self.years))) for party in Party}
        for stream in self.streams:
            made[stream.party][stream.measure] += stream.point
        return made

    def at(self, measure: Measure) -> int:
        """The place of a measure."""
        return next(i for i, card in enumerate(self.cards) if card.measure == measure)

    def unsure_assumptions(self) -> tuple[tuple[str, Given], ...]:
        """Every assumption with a range that a counted effect rests on, with its document."""
        found: dict[tuple[str, str], Given] = {}
        for stream in self.streams:
            document = self.cards[stream.measure].document
            if stream.counts and stream.formula is not None:
                known = self.assumptions[document]
                for name in known.unsure(stream.formula):
                    found[document, name] = known.givens[name]
        return tuple((document, given) for (document, _), given in found.items())

    def rests_on(self, document: str, name: str) -> tuple[int, ...]:
        """The measures whose counted effects rest on an assumption with a range."""
        found: dict[int, None] = {}
        for stream in self.streams:
            ours = stream.counts and self.cards[stream.measure].document == document
            if ours and stream.formula and name in self.assumptions[document].unsure(stream.formula):
                found[stream.measure] = None
        return tuple(found)

    def moved(self, document: str, name: str, value: float) -> Floats:
        """(measure, year) øre that the effects move by when one assumption has another value."""
        values = self.assumptions[document].values({name: value})
        made = np.zeros((len(self.cards), len(self.years)))
        for stream in self.streams:
            if stream.counts and stream.formula and self.cards[stream.measure].document == document:
                full = float(value_of(stream.formula, values)) * GRAINS_PER_KRONE
                made[stream.measure] += (full - stream.full) * stream.profile[0]
        return made
