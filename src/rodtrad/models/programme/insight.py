"""Which uncertainty matters: what each one moves, and what it would be worth to know it.

source  Raiffa & Schlaifer, Applied Statistical Decision Theory (1961), for the value of information;
        Strong, Oakley & Brennan (2014), Medical Decision Making 34(3), for sorting draws by one variable
"""

from dataclasses import dataclass

import numpy as np

from rodtrad.facts.programme import UncertaintyOf
from rodtrad.models.programme.distribution import GRID, P90, Floats
from rodtrad.models.programme.package import Package
from rodtrad.models.programme.planning import Plan, Variable, overlap_of, planned
from rodtrad.models.programme.simulate import Draws

_BINS, _UNRELATED = 50, 30
SHORTFALL_COST = 2.0
"""What a krone costs that was put into the budget and does not come; 2 gives the median as budget."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What the total moves by, in øre, when one thing goes badly or well and all else is as estimated.

    Badly and well: P10 and P90 of an estimate or assumption; not carried out (or as late as it can be,
    when it is sure to come), and carried out in time.
    """

    variable: Variable
    low: float
    high: float

    @property
    def width(self) -> float:
        """From badly to well."""
        return abs(self.high - self.low)


def swings(package: Package, weights: Floats) -> tuple[Swing, ...]:
    """Every unsure thing with what it moves, the widest first; what overlaps is counted once.

    weights  (year,) how a year counts in the total
    """
    plan = planned(package)
    ends = [end for row in range(len(plan.variables)) for end in _ends(package, plan, row)]
    totals = counted_once(package, np.array([package.point, *ends])) @ weights
    found = []
    for row, variable in enumerate(plan.variables):
        low, high = sorted(float(t - totals[0]) for t in totals[1 + 2 * row : 3 + 2 * row])
        found.append(Swing(variable, low, high))
    return tuple(sorted(found, key=lambda s: (-s.width, s.variable.name)))


def _ends(package: Package, plan: Plan, row: int) -> tuple[Floats, Floats]:
    """(measure, year) effects when one variable goes badly and when it goes well."""
    variable, point = plan.variables[row], package.point
    assumed = next(((d, n, made) for d, n, at, made in plan.assumed if at == row), None)
    if assumed is not None:
        document, name, made = assumed
        values = (float(np.interp(at, GRID, made)) for at in (-P90, P90))
        low, high = (point + package.moved(document, name, value) for value in values)
        return low, high
    place = variable.places[0]
    bad, good = point.copy(), point.copy()
    if variable.of is UncertaintyOf.IMPLEMENTATION:
        chance = package.chances[place]
        late = sum(
            s.full * s.profile[chance.delay] for s in package.streams if s.counts and s.measure == place
        )
        bad[place] = late if chance.probability >= 1 else 0.0
    else:
        made = plan.measures[1][place]
        bad[place], good[place] = (point[place] * float(np.interp(at, GRID, made)) for at in (-P90, P90))
    return bad, good


def counted_once(package: Package, effects: Floats) -> Floats:
    """(case, year) øre: sums of effects where what overlaps is counted once.

    effects  (case, measure, year) øre
    """
    from rodtrad.models.programme.kernel import count_once

    slots, overlap = overlap_of(package)
    totals = effects.sum(axis=1)
    kept = np.zeros((int(slots.max(initial=-1)) + 1, len(effects), len(package.years)))
    for measure in np.flatnonzero(slots >= 0):
        kept[slots[measure]] = effects[:, measure]
    values = np.zeros((len(package.cards), len(effects)))
    count_once(overlap, np.ones(len(package.years)), totals, values, kept)
    return np.asarray(totals)


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
    is then the amount that is missed in one of `cost` cases. Uses the sample of the draws. Sorting by
    anything at all gains a little by chance: that is measured on unrelated numbers and taken off, and
    what is not clearly above it is nothing.
    """
    total = draws.sample.sum(axis=0)
    if not total.size:
        return Worth(0.0, 0.0, ())
    budget = float(np.quantile(total, 1 / cost))
    now = _gain(total, cost)
    unrelated = np.random.default_rng(0).standard_normal((_UNRELATED, total.size))
    by_chance = np.array([_known(total, one, cost) - now for one in unrelated])
    noise, surely = float(by_chance.mean()), float(by_chance.mean() + 3 * by_chance.std())
    gains = [(v, _known(total, draws.normals[row], cost) - now) for row, v in enumerate(draws.variables)]
    known = ((v, g - noise if g > surely else 0.0) for v, g in gains)
    worth = sorted(known, key=lambda pair: (-pair[1], pair[0].name))
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
