"""What the three steps of uncertainty mean in numbers: our stated rule, and what a book says instead."""

from collections.abc import Mapping
from typing import Any

from rodtrad.core.measurement import HUNDRED_PER_CENT
from rodtrad.facts.programme import UncertaintyLevel, UncertaintyOf
from rodtrad.models.concepts import Facts
from rodtrad.models.programme.package import Card, Chance

_LOW, _MEDIUM, _HIGH, _NOT_STATED = UncertaintyLevel
SPREADS = {_LOW: (0.9, 1.1), _MEDIUM: (0.75, 1.25), _HIGH: (0.5, 1.5), _NOT_STATED: (0.75, 1.25)}
"""Lowest and highest effect as parts of the card's number, where the book says nothing else."""
CHANCES = {_LOW: Chance(0.95, 0), _MEDIUM: Chance(0.8, 1), _HIGH: Chance(0.5, 2), _NOT_STATED: Chance(0.8, 1)}
"""Probability of being carried out and most half-years late, where the book says nothing else."""


class Scale:
    """The rule of one book: its own rows, and ours for the steps it has none for."""

    def __init__(self, facts: Facts) -> None:
        rows = facts["uncertainty_rule"].iter_rows(named=True)
        self._rows: Mapping[tuple[str, str], Mapping[str, Any]] = {(r["of"], r["level"]): r for r in rows}

    def spread(self, card: Card) -> tuple[float, float]:
        """Lowest and highest effect of a card as parts of its number."""
        row = self._rows.get((UncertaintyOf.ESTIMATE.value, card.estimate.value))
        return (
            (row["low"] / HUNDRED_PER_CENT, row["high"] / HUNDRED_PER_CENT) if row else SPREADS[card.estimate]
        )

    def chance(self, card: Card) -> Chance:
        """Whether and when a card is carried out."""
        row = self._rows.get((UncertaintyOf.IMPLEMENTATION.value, card.implementation.value))
        return (
            Chance(row["probability"] / HUNDRED_PER_CENT, row["delay"] or 0)
            if row
            else CHANCES[card.implementation]
        )
