"""A package as a range: many draws of all that is unsure, in chunks, reproducible to the last digit.

Every chunk of draws has its own stream of random numbers, so the result does not depend on how many
threads do the work. Only the totals of each draw are kept; the rest is summed up as it goes.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import GRAINS_PER_KRONE
from rodtrad.models.programme.distribution import look_up
from rodtrad.models.programme.formula import value_of
from rodtrad.models.programme.package import Floats, Package
from rodtrad.models.programme.planning import Plan, Singles, Variable, planned

CHUNK = 1024
MOST_DRAWS = 2_000_000
_THREADS = 2


@dataclass(frozen=True, slots=True)
class Draws:
    """What many draws of a package gave, in øre (trekninger).

    totals      (draw, year)  the municipality's effect, what overlaps counted once
    mean        (measure,)    mean of each measure's effect in the years that count
    variance    (measure,)    its variance
    covariance  (measure,)    with the total of the years that count; sums to the total's variance
    sample      (measure, draw)  each measure's effect in the first draws
    weights     (year,)       how the years count in what is told of measures
    normals     (variable, draw)  the variables behind the sample, in the order of `variables`
    """

    years: tuple[int, ...]
    totals: Floats
    mean: Floats
    variance: Floats
    covariance: Floats
    sample: Floats
    weights: Floats
    variables: tuple[Variable, ...]
    normals: Singles

    def quantile(self, part: float) -> Floats:
        """(year,) øre that this part of the draws is at or below."""
        return np.quantile(self.totals, part, axis=0) if self.totals.size else np.zeros(len(self.years))

    @property
    def contributions(self) -> Floats:
        """(measure,) part of the total's variance that each measure brings; sums to 1 where there is any."""
        whole = self.covariance.sum()
        return self.covariance / whole if whole > 0 else np.zeros_like(self.covariance)

    def probability(self, wanted: Floats) -> Floats:
        """(year,) part of the draws that reach an amount."""
        return np.asarray((self.totals >= wanted).mean(axis=0))


def simulate(
    package: Package,
    *,
    draws: int,
    seed: int,
    weights: Floats | None = None,
    correlation: Floats | None = None,
    keep: int = 20_000,
) -> Draws:
    """Draw a package many times.

    draws        how many; each takes the memory of one number a year
    weights      (year,) how a year counts when measures are compared; the plan's last year when not given
    correlation  (measure, measure) of the estimates, instead of the shared risks of the package
    keep         draws to keep of every measure, for the value of information
    raises       UsageError  draws or seed outside their range, a correlation matrix that is none, or a
                             formula that is no number for some values of its assumptions
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise UsageError("draws_outside", draws=draws, most=MOST_DRAWS)
    if not 0 <= seed < 2**63:
        raise UsageError("seed_outside", seed=seed)
    counted = weights if weights is not None else np.eye(len(package.years))[-1:].sum(axis=0)
    plan = planned(package, correlation)
    return _summed(plan, counted, draws, seed, min(keep, draws))


def _summed(plan: Plan, weights: Floats, draws: int, seed: int, keep: int) -> Draws:
    package = plan.package
    count, years = len(package.cards), len(package.years)
    totals = np.empty((draws, years))
    centre = package.point @ weights if count else np.zeros(0)
    sums, squares, crossed = np.zeros((3, count))
    total_sum = 0.0
    sample, normals = np.empty((count, keep)), np.empty((len(plan.variables), keep), dtype=np.float32)
    for chunk in _chunks(plan, weights, centre, draws, seed):
        totals[chunk.first : chunk.last] = chunk.totals
        sums += chunk.sums
        squares += chunk.squares
        crossed += chunk.crossed
        total_sum += chunk.total_sum
        kept = min(chunk.last, keep) - chunk.first
        if kept > 0:
            sample[:, chunk.first : chunk.first + kept] = chunk.values[:, :kept]
            normals[:, chunk.first : chunk.first + kept] = chunk.normals[:, :kept]
    return Draws(
        package.years,
        totals,
        centre + sums / draws,
        _no_dust(squares / draws - (sums / draws) ** 2, centre),
        _no_dust(crossed / draws - sums / draws * (total_sum / draws), centre),
        sample,
        weights,
        plan.variables,
        normals,
    )


def _no_dust(made: Floats, centre: Floats) -> Floats:
    """Variances without what rounding of floats leaves of none."""
    return np.where(np.abs(made) > (np.abs(centre) * 1e-9) ** 2 + 1e-6, made, 0.0)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some of the draws, and what they add to the sums: of each measure's distance from its centre."""

    first: int
    totals: Floats
    values: Floats
    normals: Singles
    sums: Floats
    squares: Floats
    crossed: Floats
    total_sum: float

    @property
    def last(self) -> int:
        return self.first + len(self.totals)


def _chunks(plan: Plan, weights: Floats, centre: Floats, draws: int, seed: int) -> Iterator[_Chunk]:
    """Every chunk, in order."""
    starts = range(0, draws, CHUNK)

    def work(first: int) -> _Chunk:
        return _chunk(plan, weights, centre, first, min(CHUNK, draws - first), seed)

    with ThreadPoolExecutor(_THREADS) as pool:
        ahead = 4 * _THREADS
        waiting = [pool.submit(work, first) for first in starts[:ahead]]
        for first in starts[ahead:]:
            yield waiting.pop(0).result()
            waiting.append(pool.submit(work, first))
        for one in waiting:
            yield one.result()


def _chunk(plan: Plan, weights: Floats, centre: Floats, first: int, draws: int, seed: int) -> _Chunk:
    from rodtrad.models.programme.kernel import count_once, draw_effects

    package = plan.package
    normal = _normals(plan, draws, np.random.SeedSequence(seed, spawn_key=(first // CHUNK,)))
    drawn = _drawn(plan, normal)
    totals = np.empty((draws, len(package.years)))
    values = np.empty((len(package.cards), draws))
    kept = np.empty((int(plan.measures[5].max(initial=-1)) + 1, draws, len(package.years)))
    draw_effects(normal, drawn, plan.measures, plan.streams, weights, totals, values, kept)
    if package.overlaps:
        count_once(plan.overlap, weights, totals, values, kept)
    off = values - centre[:, None]
    total_off = np.einsum("dy,y->d", totals, weights) - centre.sum()
    return _Chunk(
        first,
        totals,
        values,
        normal,
        off.sum(axis=1),
        np.einsum("md,md->m", off, off),
        np.einsum("md,d->m", off, total_off),
        total_off.sum(),
    )


def _normals(plan: Plan, draws: int, seed: np.random.SeedSequence) -> Singles:
    """(variable, draw) standard normal, correlated through what is shared.

    A chunk is always drawn whole, so that more draws give the same beginning.
    """
    from rodtrad.models.programme.kernel import correlate, draw_normal

    random = np.random.Generator(np.random.SFC64(seed))
    normal = np.zeros((len(plan.variables), CHUNK), dtype=np.float32)
    draw_normal(random, np.flatnonzero(plan.own), normal)
    if len(plan.hung):
        common = np.empty((plan.loadings.shape[1], CHUNK), dtype=np.float32)
        draw_normal(random, np.arange(len(common)), common)
        correlate(plan.loadings, common, plan.hung, plan.own, normal)
    return np.ascontiguousarray(normal[:, :draws])


def _drawn(plan: Plan, normal: Singles) -> Floats:
    """(formula, draw) øre: the formulas that rest on something unsure."""
    if not plan.formulas:
        return np.empty((0, normal.shape[1]))
    package = plan.package
    by_document: dict[str, dict[str, Floats]] = {}
    for document, name, row, made in plan.assumed:
        by_document.setdefault(document, {})[name] = look_up(made, normal[row])
    values = {d: package.assumptions[d].values(drawn) for d, drawn in by_document.items()}
    out = np.empty((len(plan.formulas), normal.shape[1]))
    for row, place in enumerate(plan.formulas):
        stream = package.streams[place]
        assert stream.formula is not None
        document = package.cards[stream.measure].document
        out[row] = value_of(stream.formula, values[document]) * GRAINS_PER_KRONE
        if not np.isfinite(out[row]).all():
            raise UsageError("formula_no_number_in_range", formula=stream.formula.text)
    return out
