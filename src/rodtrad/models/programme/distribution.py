"""Distributions as tables over a standard normal: one way to draw them all, correlated or not.

A value is looked up at the normal variable that decides it, so variables that share a cause are
correlated before they are looked up (a Gaussian copula), and a table that holds one value draws
exactly that value.

source  Vose, Risk Analysis (2008), for PERT; Nelsen, An Introduction to Copulas (2006), 2.10
"""

import numpy as np
from numpy.typing import NDArray

from rodtrad.facts.programme import Spread

Floats = NDArray[np.float64]

REACH = 6.0
"""The table goes from minus to plus so many standard deviations."""
STEPS = 1024
P90 = 1.2815515655446004
"""The normal variable at P90; P10 is its negative."""


GRID: Floats = np.linspace(-REACH, REACH, STEPS + 1)
"""The normal variables a table has values for."""


def table(spread: Spread, value: float, low: float, high: float) -> Floats:
    """Values of a distribution at the grid of normal variables.

    value      best estimate: the mode of triangular and pert; not used by the others' shape
    low, high  the ends, or P10 and P90 for normal and lognormal
    returns    (STEPS + 1,) rising
    """
    from scipy import special

    part: Floats = special.ndtr(GRID)
    match spread:
        case Spread.FIXED:
            return np.full(STEPS + 1, value)
        case Spread.UNIFORM:
            return low + (high - low) * part
        case Spread.TRIANGULAR:
            return _triangular(part, value, low, high)
        case Spread.PERT:
            width = high - low
            a, b = 1 + 4 * (value - low) / width, 1 + 4 * (high - value) / width
            return np.asarray(low + width * special.betaincinv(a, b, part))
        case Spread.NORMAL:
            return _two_sided(value, low, high)
        case Spread.LOGNORMAL:
            return np.asarray(np.exp(_two_sided(np.log(value), np.log(low), np.log(high))))


def _triangular(part: Floats, mode: float, low: float, high: float) -> Floats:
    """The inverse of the triangular distribution function."""
    turn = (mode - low) / (high - low)
    under = low + np.sqrt(part * (high - low) * (mode - low))
    over = high - np.sqrt((1 - part) * (high - low) * (high - mode))
    return np.where(part < turn, under, over)


def _two_sided(value: float, low: float, high: float) -> Floats:
    """A normal that has its P10, P50 and P90 where they are given: one width to each side."""
    return value + GRID * np.where(GRID < 0, value - low, high - value) / P90


def look_up(made: Floats, normal: NDArray[np.float32]) -> Floats:
    """Values of a table at many normal variables."""
    return np.interp(normal, GRID, made)
