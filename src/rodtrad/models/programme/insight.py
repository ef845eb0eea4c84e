"""Which uncertainty matters: what each one moves, and what it would be worth to know it.

source  Raiffa & Schlaifer, Applied Statistical Decision Theory (1961), for the value of information;
        Strong, Oakley & Brennan (2014), Medical Decision Making 34(3), for sorting draws by one variable
"""

from dataclasses import dataclass

import numpy as np

from rodtrad.core.measurement import GRAINS_PER_KRONE
from rodtrad.facts.programme import UncertaintyOf
from rodtrad.models.programme.distribution import GRID, Floats
from rodtrad.models.programme.formula import value_of
from rodtrad.models.programme.package import Package
from rodtrad.models.programme.planning import Variable, planned
from rodtrad.models.programme.simulate import Draws

_P10_P90 = (-1.2815515655446004, 1.2815515655446004)
_BINS = 50
SHORTFALL_COST = 2.0
"""What a krone costs that was put into the budget and does not come; 2 gives the median as budget."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What the total moves by, in øre, when one thing goes badly or well and all else is as estimated.

    Badly and well: P10 and P90 of an estimate or assumption; not carried out, and carried out.
    """

    variable: Variable
    low: float
    high: float

    @property
    def width(self) -> float:
        """From badly to well."""
        return abs(self.high - self.low)


def swings(package: Package, weights: Floats) -> tuple[Swing, ...]:
    """Every unsure thing with what it moves, the widest first.

    weights  (year,) how a year counts in the total
    """
    plan = planned(package)
    point = package.point @ weights
    tables = {row: made for _, _, row, made in plan.assumed}
    named = {row: (document, name) for document, name, row, _ in plan.assumed}
    found = []
    for row, variable in enumerate(plan.variables):
        if variable.of is UncertaintyOf.IMPLEMENTATION:
            low, high = -point[variable.places[0]], 0.0
        elif row in tables:
            low, high = (
                _moved(package, *named[row], float(np.interp(at, GRID, tables[row])), weights)
                for at in _P10_P90
            )
        else:
            made = plan.measures[1][variable.places[0]]
            low, high = (
                point[variable.places[0]] * (float(np.interp(at, GRID, made)) - 1) for at in _P10_P90
            )
        found.append(Swing(variable, float(low), float(high)))
    return tuple(sorted(found, key=lambda s: (-s.width, s.variable.name)))


def _moved(package: Package, document: str, name: str, value: float, weights: Floats) -> float:
    """What the total moves by when one assumption has another value."""
    known = package.assumptions[document]
    values = known.values({name: value})
    moved = 0.0
    for stream in package.streams:
        if stream.counts and stream.formula and package.cards[stream.measure].document == document:
            full = float(value_of(stream.formula, values)) * GRAINS_PER_KRONE
            moved += (full - stream.full) * float(stream.profile[0] @ weights)
    return moved


@dataclass(frozen=True, slots=True)
class Worth:
    """What it would be worth, in øre, to know something before the budget is set (verdi av informasjon).

    budget    the best amount to put into the budget now
    perfect   expected gain if everything were known
    each      expected gain if one thing were known, the largest first
    """

    budget: float
    perfect: float
    each: tuple[tuple[Variable, float], ...]


def worth_of_information(draws: Draws, cost: float = SHORTFALL_COST) -> Worth:
    """What knowing each unsure thing is worth, for the choice of how much to put into the budget.

    A krone put into the budget gains a krone, and costs `cost` when it does not come. The best budget
    is then the amount that is missed in one of `cost` cases. Uses the sample of the draws.
    """
    total = draws.sample.sum(axis=0)
    if not total.size:
        return Worth(0.0, 0.0, ())
    budget = float(np.quantile(total, 1 / cost))
    now = _gain(total, cost)
    gains = [(v, _known(total, draws.normals[row], cost) - now) for row, v in enumerate(draws.variables)]
    worth = sorted(((v, max(0.0, g)) for v, g in gains), key=lambda pair: (-pair[1], pair[0].name))
    return Worth(budget, float(total.mean()) - now, tuple(worth))


def _gain(total: Floats, cost: float) -> float:
    """Expected gain of the best budget; with rows of totals, of the best budget for each row."""
    budget = np.quantile(total, 1 / cost, axis=-1, keepdims=True)
    return float((budget - cost * np.maximum(budget - total, 0)).mean())


def _known(total: Floats, variable: Floats, cost: float) -> float:
    """Expected gain when the budget may follow one variable: draws are sorted by it into equal bins."""
    bins = min(_BINS, max(1, total.size // 20))
    whole = total.size // bins * bins
    return _gain(total[np.argsort(variable, kind="stable")][:whole].reshape(bins, -1), cost)


def worth_of_choosing(totals: Floats) -> float:
    """What it is worth, in øre, to know everything before choosing one of several packages.

    totals  (package, draw) øre, of the same draws
    """
    if not totals.size:
        return 0.0
    return float(totals.max(axis=0).mean() - totals.mean(axis=1).max())
