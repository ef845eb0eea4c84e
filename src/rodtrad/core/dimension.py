"""What a unit of measurement counts, so that a formula cannot add kroner to places.

A bed day is one place for one day; a full-time equivalent costs by the year.
"""

from collections.abc import Mapping

from rodtrad.core.measurement import PARTS_OF_ONE, UNITS, Family

Dimension = tuple[tuple[str, int], ...]
"""Base quantities with their exponents, in order of name; empty for plain numbers."""

_COUNTED: dict[str, dict[str, int]] = {
    "kr/døgn": {"kr": 1, "plass": -1, "dag": -1},
    "kr/måned": {"kr": 1, "måned": -1},
    "kr/år": {"kr": 1, "år": -1},
    "mill. kr/år": {"kr": 1, "år": -1},
    "kr/plass": {"kr": 1, "plass": -1, "år": -1},
    "mill. kr/plass": {"kr": 1, "plass": -1, "år": -1},
    "kr/årsverk": {"kr": 1, "årsverk": -1, "år": -1},
    "mill. kr/årsverk": {"kr": 1, "årsverk": -1, "år": -1},
    "kr/person": {"kr": 1, "person": -1},
    "kr/innbygger": {"kr": 1, "person": -1},
    "kr/person/år": {"kr": 1, "person": -1, "år": -1},
    "kr/m²": {"kr": 1, "m²": -1},
    "personer": {"person": 1},
    "personer/år": {"person": 1, "år": -1},
    "antall/år": {"år": -1},
    "årsverk": {"årsverk": 1},
    "plasser": {"plass": 1},
    "boliger": {"bolig": 1},
    "rom": {"rom": 1},
    "institusjoner": {"institusjon": 1},
    "dager": {"dag": 1},
    "dager/år": {"dag": 1, "år": -1},
    "døgn": {"plass": 1, "dag": 1},
    "måneder": {"måned": 1},
    "måneder/år": {"måned": 1, "år": -1},
    "år": {"år": 1},
    "timer": {"time": 1},
    "timer/uke": {"time": 1, "uke": -1},
    "m²": {"m²": 1},
}
_PLAIN = frozenset({"antall", "prosent", "prosentpoeng", "promille", "ganger", "poeng", "årstall", "dato"})
_POINTS_IN_TIME = ("årstall", "dato")
MONEY: Dimension = (("kr", 1),)
MONEY_A_YEAR: Dimension = (("kr", 1), ("år", -1))
NUMBER: Dimension = ()


def dimension_of(unit: str) -> Dimension:
    """What a unit counts; raises KeyError for a unit that is none."""
    if unit in _COUNTED:
        return dimension(_COUNTED[unit])
    if unit in _PLAIN:
        return NUMBER
    return MONEY if UNITS[unit].family is Family.MONEY else dimension({unit: 1})


def dimension(exponents: Mapping[str, int]) -> Dimension:
    """A dimension from exponents; those that are nought fall away."""
    return tuple(sorted((base, power) for base, power in exponents.items() if power))


def times(one: Dimension, other: Dimension, power: int = 1) -> Dimension:
    """The dimension of a product, or of a quotient when the power is -1."""
    made = dict(one)
    for base, exponent in other:
        made[base] = made.get(base, 0) + power * exponent
    return dimension(made)


def written(dim: Dimension) -> str:
    """A dimension as a person writes it: `kr/år`, or 1 for a plain number."""
    over = "·".join(base if power == 1 else f"{base}^{power}" for base, power in dim if power > 0)
    under = "·".join(base if power == -1 else f"{base}^{-power}" for base, power in dim if power < 0)
    return f"{over or '1'}/{under}" if under else over or "1"


def likeness(unit: str) -> tuple[object, ...]:
    """The same for units whose numbers can be told in each other, and taken from each other.

    Shares are told as shares only, a year and a date only as they are.
    """
    return dimension_of(unit), unit in PARTS_OF_ONE, unit if unit in _POINTS_IN_TIME else ""
