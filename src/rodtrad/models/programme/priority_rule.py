"""The rule that puts measures into five classes: sixteen numbers, each of which a book may change."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from itertools import pairwise

import numpy as np

from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import GRAINS_PER_ONE
from rodtrad.models.concepts import Facts
from rodtrad.models.programme.package import Floats

SIDES = ("citizens", "organisation", "goals", "challenges")
"""What a consequence is for, in the order of the weights."""
EFFECTS, WEIGHTS, PER_STEP, DEDUCTIONS, LIMITS = slice(4), slice(4, 8), 8, slice(9, 12), slice(12, 16)
"""Where the numbers of a rule stand in their order."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The numbers of the rule for priorities; a book's own take the place of these.

    effect_*              million kroner that give one step more
    weight_*              how each known consequence counts in their mean
    consequence_per_step  points for each step of the mean, which is from -3 to 3
    uncertainty_*         points taken off, by the higher of the card's two uncertainties
    class_*               lowest score of a class; below the last is the worst class
    source                chosen so that 14 of the 17 classes printed in two Oslo reviews come out
    """

    effect_1: float = 1.0
    effect_2: float = 3.0
    effect_3: float = 10.0
    effect_4: float = 30.0
    weight_citizens: float = 2.0
    weight_organisation: float = 1.0
    weight_goals: float = 1.0
    weight_challenges: float = 1.0
    consequence_per_step: float = 1.0
    uncertainty_low: float = 0.0
    uncertainty_medium: float = 0.25
    uncertainty_high: float = 0.5
    class_best: float = 4.0
    class_second_best: float = 1.0
    class_middle: float = 0.0
    class_second_worst: float = -1.0

    @staticmethod
    def of(facts: Facts) -> "Rule":
        """The rule of a book: its own numbers, and the usual ones where it has none.

        raises  UsageError  a number the rule does not have, limits out of order, or a weight below zero
        """
        stated = dict(facts["priority_rule"].select("key", "value").iter_rows())
        for key in stated:
            if key not in NUMBERS:
                raise UsageError("priority_key_unknown", key=key, known=", ".join(NUMBERS))
        return checked(Rule(**{key: value / GRAINS_PER_ONE for key, value in stated.items()}))

    @property
    def numbers(self) -> Floats:
        """(number,) in the order of `NUMBERS`."""
        return np.array(astuple(self), dtype=np.float64)


NUMBERS = tuple(number.name for number in fields(Rule))
"""Names of the rule's numbers."""


def checked(rule: Rule) -> Rule:
    """The rule, when its numbers can be used together.

    raises  UsageError  effects that do not rise, limits that do not fall, deductions that fall, or a weight,
                        deduction or number of points below zero
    """
    numbers = dict(zip(NUMBERS, map(float, rule.numbers), strict=True))
    for key in (*NUMBERS[WEIGHTS], NUMBERS[PER_STEP], *NUMBERS[DEDUCTIONS]):
        if numbers[key] < 0:
            raise UsageError("priority_negative", key=key, value=f"{numbers[key]:g}")
    for other, key in pairwise(NUMBERS[EFFECTS]):
        if numbers[key] <= numbers[other]:
            raise UsageError("priority_not_rising", **_pair(numbers, key, other))
    for other, key in pairwise(NUMBERS[LIMITS]):
        if numbers[key] >= numbers[other]:
            raise UsageError("priority_not_falling", **_pair(numbers, key, other))
    for other, key in pairwise(NUMBERS[DEDUCTIONS]):
        if numbers[key] < numbers[other]:
            raise UsageError("priority_deduction_falls", **_pair(numbers, key, other))
    return rule


def _pair(numbers: Mapping[str, float], key: str, other: str) -> dict[str, str]:
    return {"key": key, "value": f"{numbers[key]:g}", "other": other, "limit": f"{numbers[other]:g}"}
