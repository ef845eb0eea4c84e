"""The inner loop of a package's draws: one pass over measures and draws, compiled by Numba."""

from typing import Any

import numpy as np
from numba import njit

from rodtrad.models.programme.distribution import REACH, STEPS

_SCALE = STEPS / (2 * REACH)
_CENTRE = STEPS / 2
_LAST = STEPS - 1e-3
_NOTHING_LEFT = 1e-12


@njit(nogil=True, cache=True)
def lower_root(matrix: Any) -> Any:
    """The lower triangle that makes a correlation when it is multiplied by its own mirror (Cholesky's).

    Measures may follow each other fully: what is left of such a one is nothing.
    """
    size = matrix.shape[0]
    root = np.zeros((size, size))
    for column in range(size):
        left = matrix[column, column]
        for k in range(column):
            left -= root[column, k] ** 2
        if left > _NOTHING_LEFT:
            root[column, column] = np.sqrt(left)
            for row in range(column + 1, size):
                shared = matrix[row, column]
                for k in range(column):
                    shared -= root[row, k] * root[column, k]
                root[row, column] = shared / root[column, column]
    return root


@njit(nogil=True, cache=True)
def draw_normal(random: Any, rows: Any, normal: Any) -> None:
    """Fill rows with standard normal numbers: NumPy's own, digit for digit, in a quarter of its time.

    random  a NumPy Generator, changed
    rows    those to fill
    normal  (variable, draw)  out
    """
    for row in rows:
        for d in range(normal.shape[1]):
            normal[row, d] = random.standard_normal()


@njit(nogil=True, cache=True)
def correlate(loadings: Any, shared: Any, hung: Any, own: Any, normal: Any) -> None:
    """Let variables hang on what is shared; summed in one order, so the last digit is the same everywhere.

    loadings  (hung, shared)    how they hang on it; zeros are skipped
    shared    (shared, draw)    standard normal
    hung      (hung,)           the variables
    own       (variable,)       what is left of a variable
    normal    (variable, draw)  standard normal, and changed in place
    """
    for place in range(hung.shape[0]):
        row, left = normal[hung[place]], own[hung[place]]
        for d in range(row.shape[0]):
            row[d] *= left
        for s in range(shared.shape[0]):
            loading = loadings[place, s]
            if loading != 0:
                for d in range(row.shape[0]):
                    row[d] += loading * shared[s, d]


@njit(nogil=True, cache=True)
def draw_effects(
    normal: Any, drawn: Any, measures: Any, streams: Any, weights: Any, totals: Any, values: Any, kept: Any
) -> None:
    """Effects of every measure in a chunk of draws.

    normal    (variable, draw)  standard normal variables, correlated as they should be
    drawn     (stream, draw)    full effect of the streams that rest on something unsure, in øre
    measures  estimate variable, tables, carry-out variable, thresholds, sure effect (delay, year), slot
    streams   first drawn stream of every measure, and each one's profile (delay, year)
    weights   (year,)           how a year counts in a measure's value
    totals    (draw, year)      out: sum of all measures
    values    (measure, draw)   out: weighted sum over years
    kept      (slot, draw, year)  out: effects of the measures that overlap

    Loops over draws have no branches, so that one instruction takes several draws.
    """
    estimate_row, tables, carry_row, thresholds, sure, slots = measures
    first, profile = streams
    draws, years = totals.shape
    factor, amount, made, by_year = (
        np.empty(draws),
        np.empty(draws),
        np.empty(draws),
        np.zeros((years, draws)),
    )
    delay = np.empty(draws, dtype=np.int32)
    values[:] = 0.0
    for m in range(estimate_row.shape[0]):
        factor[:] = 1.0
        if estimate_row[m] >= 0:
            _look_up(normal[estimate_row[m]], tables[m], factor)
        delay[:] = 0
        if carry_row[m] >= 0:
            _count_delays(normal[carry_row[m]], thresholds[m], delay)
        for y in range(years):
            made[:] = 0.0
            _add_late(sure[m, :, y], thresholds.shape[1], delay, factor, made)
            for s in range(first[m], first[m + 1]):
                for d in range(draws):
                    amount[d] = factor[d] * drawn[s, d]
                _add_late(profile[s, :, y], thresholds.shape[1], delay, amount, made)
            _add_up(made, weights[y], by_year[y], values[m])
            if slots[m] >= 0:
                for d in range(draws):
                    kept[slots[m], d, y] = made[d]
    for y in range(years):
        for d in range(draws):
            totals[d, y] = by_year[y, d]


@njit(nogil=True, cache=True)
def _look_up(normal: Any, table: Any, factor: Any) -> None:
    for d in range(normal.shape[0]):
        at = min(max(normal[d] * _SCALE + _CENTRE, 0.0), _LAST)
        step = np.int32(at)
        low = table[step]
        factor[d] = low + (at - step) * (table[step + 1] - low)


@njit(nogil=True, cache=True)
def _count_delays(normal: Any, thresholds: Any, delay: Any) -> None:
    """How many thresholds a draw is at or above; at or above them all it does not come."""
    for late in range(thresholds.shape[0]):
        threshold = thresholds[late]
        for d in range(normal.shape[0]):
            delay[d] += normal[d] >= threshold


@njit(nogil=True, cache=True)
def _add_late(shares: Any, delays: int, delay: Any, amount: Any, made: Any) -> None:
    """Add amounts as they come by their delay; what is as late as `delays` does not come."""
    coming = np.zeros(delays + 1)
    for late in range(delays):
        coming[late] = shares[late]
    for d in range(made.shape[0]):
        made[d] += amount[d] * coming[delay[d]]


@njit(nogil=True, cache=True)
def _add_up(made: Any, weight: float, total: Any, value: Any) -> None:
    for d in range(made.shape[0]):
        total[d] += made[d]
        value[d] += weight * made[d]


@njit(nogil=True, cache=True)
def count_once(overlap: Any, weights: Any, totals: Any, values: Any, kept: Any) -> None:
    """Take away what several measures would save twice: it stays in the one that saves most of it.

    overlap   (group starts, slot, measure, share): the members of every group
    """
    starts, slots, measures, shares = overlap
    draws, years = totals.shape
    for g in range(starts.shape[0] - 1):
        for d in range(draws):
            for y in range(years):
                largest, best = 0.0, -1
                for i in range(starts[g], starts[g + 1]):
                    same = shares[i] * kept[slots[i], d, y]
                    if same > largest:
                        largest, best = same, i
                for i in range(starts[g], starts[g + 1]):
                    same = shares[i] * kept[slots[i], d, y]
                    if i != best and same > 0.0:
                        kept[slots[i], d, y] -= same
                        totals[d, y] -= same
                        values[measures[i], d] -= weights[y] * same
