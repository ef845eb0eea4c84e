"""Measures in five classes by a stated rule, how much the rule matters, and the efficient frontier.

A score is made of steps: how much the municipality saves in the plan's last year, what the measure means
to those it touches, and how unsure it is. Limits on the score make the classes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rodtrad.core.measurement import UNITS
from rodtrad.facts.measure import Consequence, OverallClass
from rodtrad.facts.programme import UncertaintyLevel
from rodtrad.models.concepts import Facts
from rodtrad.models.programme.package import Card, Floats, Measure, Package
from rodtrad.models.programme.priority_rule import (
    DEDUCTIONS,
    EFFECTS,
    LIMITS,
    NUMBERS,
    PER_STEP,
    SIDES,
    WEIGHTS,
    Rule,
)

CLASSES = tuple(OverallClass)
"""The five classes, best first."""
LEVELS = (UncertaintyLevel.LOW, UncertaintyLevel.MEDIUM, UncertaintyLevel.HIGH)

_STEPS = {consequence: step for step, consequence in enumerate(Consequence, start=-3)}
_MILLION = UNITS["mill. kr"].grains
_DUST = 9


@dataclass(frozen=True)
class Cases:
    """What the rule looks at, one place a measure.

    effects       (measure,)        million kroner in the plan's last year; not a number when not stated
    consequences  (measure, side)   steps from -3 to 3 in the order of `SIDES`; not a number when not stated
    unsure        (measure,)        place in `LEVELS` of the higher uncertainty; one not stated is medium
    """

    measures: tuple[Measure, ...]
    effects: Floats
    consequences: Floats
    unsure: NDArray[np.int64]
    printed: tuple[OverallClass | None, ...]


def cases_of(facts: Facts, package: Package) -> Cases:
    """What a book says of the measures of a package."""
    stated = _stated_consequences(facts)
    return Cases(
        tuple(card.measure for card in package.cards),
        _effects(facts, package),
        np.array([stated.get(c.measure, (np.nan,) * len(SIDES)) for c in package.cards]).reshape(-1, 4),
        np.array([_unsure(card) for card in package.cards], dtype=np.int64),
        tuple(OverallClass(c.overall_class) if c.overall_class else None for c in package.cards),
    )


def _effects(facts: Facts, package: Package) -> Floats:
    if not package.years:
        return np.full(len(package.cards), np.nan)
    rows = facts["measure_effect"].filter(pl.col("amount").is_not_null(), pl.col("year") == package.years[-1])
    stated = set(rows.select("document", "measure").iter_rows())
    known = [c.measure in stated or at in package.computed for at, c in enumerate(package.cards)]
    return np.where(known, package.point[:, -1] / _MILLION, np.nan)


def _stated_consequences(facts: Facts) -> dict[Measure, tuple[float, ...]]:
    columns = [f"consequence_{side}" for side in SIDES]
    cards = facts["measure_card"].select("document", "measure", *columns[2:])
    rows = facts["efficiency_measure"].join(
        cards, left_on=["document", "key"], right_on=["document", "measure"], how="left"
    )
    return {
        (row[0], row[1]): tuple(float(_STEPS[Consequence(v)]) if v else np.nan for v in row[2:])
        for row in rows.select("document", "key", *columns).iter_rows()
    }


def _unsure(card: Card) -> int:
    return max(
        LEVELS.index(UncertaintyLevel.MEDIUM if level is UncertaintyLevel.NOT_STATED else level)
        for level in (card.estimate, card.implementation)
    )


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the rule puts one measure, with the steps of its score (plassering).

    effect       million kroner, None when not stated: the step is then zero
    sides        the consequences that are stated, and what each is for
    consequence  their weighted mean, None when none is stated: the measure is then placed as if neutral
    score        effect_step + consequence x points per step - deduction
    """

    measure: Measure
    effect: float | None
    effect_step: int
    sides: tuple[tuple[str, Consequence], ...]
    consequence: float | None
    per_step: float
    unsure: UncertaintyLevel
    deduction: float
    score: float
    by_rule: OverallClass
    printed: OverallClass | None

    @property
    def agrees(self) -> bool | None:
        """Whether the printed class is the same; None when none is printed."""
        return None if self.printed is None else self.printed is self.by_rule


def placements(cases: Cases, rule: Rule) -> tuple[Placement, ...]:
    """Where the rule puts every measure."""
    worked = _worked(cases, rule.numbers[np.newaxis])
    deductions = rule.numbers[DEDUCTIONS]
    return tuple(
        Placement(
            measure,
            _known(cases.effects[at]),
            int(worked.steps[0, at]),
            _sides(cases.consequences[at]),
            _known(np.round(worked.means[0, at], _DUST)),
            rule.consequence_per_step,
            LEVELS[cases.unsure[at]],
            float(deductions[cases.unsure[at]]),
            float(worked.scores[0, at]),
            CLASSES[worked.classes[0, at]],
            cases.printed[at],
        )
        for at, measure in enumerate(cases.measures)
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _sides(steps: Floats) -> tuple[tuple[str, Consequence], ...]:
    named = zip(SIDES, steps, strict=True)
    return tuple((side, tuple(Consequence)[int(step) + 3]) for side, step in named if not np.isnan(step))


@dataclass(frozen=True)
class _Worked:
    """(rule, measure) each: effect steps, mean consequences, scores, and places in `CLASSES`."""

    steps: NDArray[np.int64]
    means: Floats
    scores: Floats
    classes: NDArray[np.int64]


def _worked(cases: Cases, rules: Floats) -> _Worked:
    """Every measure by every rule.

    rules  (rule, number) in the order of `NUMBERS`
    """
    effects, limits = np.round(cases.effects, _DUST), np.round(rules[:, EFFECTS], _DUST)
    steps = (effects[np.newaxis, :, np.newaxis] >= limits[:, np.newaxis]).sum(axis=2)
    known = ~np.isnan(cases.consequences)
    weight = rules[:, WEIGHTS] @ known.T.astype(np.float64)
    summed = rules[:, WEIGHTS] @ np.where(known, cases.consequences, 0.0).T
    means: Floats = np.divide(summed, weight, out=np.full_like(summed, np.nan), where=weight > 0)
    added = np.nan_to_num(means) * rules[:, [PER_STEP]]
    scores = np.round(steps + added - rules[:, DEDUCTIONS][:, cases.unsure], _DUST)
    limits = np.round(rules[:, LIMITS], _DUST)
    classes = (scores[:, :, np.newaxis] < limits[:, np.newaxis]).sum(axis=2)
    return _Worked(steps, means, scores, classes)


@dataclass(frozen=True, slots=True)
class Trial:
    """The rule with one number moved (prøvd regel).

    changes  the places of the measures that come in another class, and the class
    """

    number: str
    usual: float
    tried: float
    changes: tuple[tuple[int, OverallClass], ...]


@dataclass(frozen=True)
class Sensitivity:
    """What changes when the numbers of the rule are moved, one at a time (følsomhet).

    robustness  (measure,) part of the tried rules that leave the measure in its class
    """

    trials: tuple[Trial, ...]
    robustness: Floats


def sensitivity(cases: Cases, rule: Rule) -> Sensitivity:
    """Move every number by 20 per cent up and down, and every weight to nothing and to the double.

    A number that is zero cannot be moved so, and is not tried.
    """
    usual = rule.numbers
    moves = list(_moves(usual))
    rules = np.tile(usual, (len(moves), 1))
    for row, (at, value) in enumerate(moves):
        rules[row, at] = value
    before = _worked(cases, usual[np.newaxis]).classes
    after = _worked(cases, rules).classes
    trials = tuple(
        Trial(
            NUMBERS[at],
            float(usual[at]),
            value,
            tuple((int(p), CLASSES[after[row, p]]) for p in np.flatnonzero(after[row] != before[0])),
        )
        for row, (at, value) in enumerate(moves)
    )
    return Sensitivity(trials, np.asarray((after == before).mean(axis=0)))


def _moves(usual: Floats) -> Iterator[tuple[int, float]]:
    weights = range(*WEIGHTS.indices(len(usual)))
    for at, value in enumerate(usual):
        for factor in (0.8, 1.2, 0.0, 2.0) if at in weights else (0.8, 1.2):
            if value:
                yield at, float(np.round(value * factor, _DUST))


def frontier(effect: Floats, other: Floats) -> NDArray[np.bool_]:
    """(measure,) whether no other measure beats it (effektiv front).

    One beats another when it is at least as good on both and better on one; measures that are equal on both
    do not beat each other.

    effect, other  (measure,) the more the better; hand in a spread with minus before it. A measure that
                   lacks one of them is not on the frontier, and beats none
    """
    known = ~(np.isnan(effect) | np.isnan(other))
    rows, columns = np.s_[:, np.newaxis], np.s_[np.newaxis, :]
    as_good = (effect[rows] >= effect[columns]) & (other[rows] >= other[columns])
    better = (effect[rows] > effect[columns]) | (other[rows] > other[columns])
    return np.asarray(known & ~(as_good & better).any(axis=0))
