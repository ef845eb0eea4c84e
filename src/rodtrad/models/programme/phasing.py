"""How a full effect is spread over the years: phase-in by half-years, delays, and loans."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from rodtrad.facts.programme import LoanRule

Floats = NDArray[np.float64]
MOST_DELAY = 8
"""Half-years a measure can be late."""

Step = tuple[int, int, float]
"""Year and half from which a share of the full effect holds."""


def phased(years: tuple[int, ...], steps: Iterable[Step], later: int = 0) -> Floats:
    """Shares of a full effect, by delay and year: each year is the mean of its halves.

    steps    a share holds until the next step; before the first there is no effect
    later    half-years the whole is put off
    returns  (MOST_DELAY + 1, year)
    """
    ordered = sorted((2 * year + half - 1, share) for year, half, share in steps)

    def share_at(half: int) -> float:
        return next((share for begins, share in reversed(ordered) if begins <= half), 0.0)

    return _by_delay(years, share_at, later)


def delayed(amounts: Mapping[int, float], years: tuple[int, ...], later: int = 0) -> Floats:
    """Amounts of whole years, by delay and year; half a year late is half of this year's and half of last's.

    returns  (MOST_DELAY + 1, year)
    """
    return _by_delay(years, lambda half: amounts.get(half // 2, 0.0), later)


def _by_delay(years: tuple[int, ...], course: Callable[[int], float], later: int) -> Floats:
    made = np.empty((MOST_DELAY + 1, len(years)))
    for delay in range(MOST_DELAY + 1):
        for place, year in enumerate(years):
            first = 2 * year - delay - later
            one, other = course(first), course(first + 1)
            made[delay, place] = one if one == other else (one + other) / 2
    return made


def loan_payments(rule: LoanRule, years: int, rate: float) -> tuple[float, ...]:
    """What a loan of one krone costs each year, from the year after it is drawn until it is repaid.

    By the rule of the sector reviews a tenth of the loan a year; else equal instalments over the
    years, and interest on what is left.

    source  sector review SET, line 798: ten per cent of a loan-financed investment a year
    """
    if rule is LoanRule.TENTH:
        return (0.1,) * years
    return tuple(1 / years + rate * (1 - paid / years) for paid in range(years))
