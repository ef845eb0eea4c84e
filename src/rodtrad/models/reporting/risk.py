"""How grave a risk is (risikonivå): probability times consequence, five steps of each."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

STEPS = range(1, 6)
_MEDIUM_FROM, _HIGH_FROM = 5, 12


class Gravity(StrEnum):
    """How grave a risk is, by the product of its steps: below 5 low, from 12 high, between them medium."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def gravity(probability: int, consequence: int) -> Gravity:
    """How grave a risk is; each step is 1 to 5."""
    product = probability * consequence
    if product >= _HIGH_FROM:
        return Gravity.HIGH
    return Gravity.MEDIUM if product >= _MEDIUM_FROM else Gravity.LOW


def gravity_of(row: Mapping[str, Any]) -> Gravity:
    """How grave the risk of a row is."""
    return gravity(row["probability"], row["consequence"])


def gravest_first(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Risks by their product, then by consequence; equal ones as they stand."""
    return sorted(rows, key=lambda r: (-r["probability"] * r["consequence"], -r["consequence"]))
