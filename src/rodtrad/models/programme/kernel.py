"""The inner loop of a package's draws: one pass over measures and draws, compiled by Numba."""

from typing import Any

import numpy as np
from numba import njit

from rodtrad.models.programme.distribution import REACH, STEPS

_SCALE = STEPS / (2 * REACH)
_CENTRE = STEPS / 2
_LAST = STEPS - 1e-3


@njit(nogil=True, cache=True)
def draw_effects(
    normal: Any, drawn: Any, measures: Any, streams: Any, weights: Any, totals: Any, values: Any, kept: Any
) -> None:
    """Effects of every measure in a chunk of draws.

    normal    (variable, draw)  standard normal variables, correlated as they should be
    drawn     (stream, draw)    full effect of the streams that are formulas, in øre
    measures  estimate variable, tables, carry-out variable, thresholds, first stream, slot: per measure
    streams   full effect in øre, row of `drawn` or -1, profile (delay, year): per stream
    weights   (year,)           how a year counts in a measure's value
    totals    (draw, year)      out: sum of all measures
    values    (measure, draw)   out: weighted sum over years
    kept      (slot, draw, year)  out: effects of the measures that overlap
    """
    estimate_row, tables, carry_row, thresholds, first, slots = measures
    full, drawn_row, profile = streams
    draws, years = totals.shape
    delays = thresholds.shape[1]
    effect = np.zeros(years)
    totals[:] = 0.0
    kept[:] = 0.0
    for m in range(estimate_row.shape[0]):
        for d in range(draws):
            delay = 0
            if carry_row[m] >= 0:
                late = normal[carry_row[m], d]
                while delay < delays and late >= thresholds[m, delay]:
                    delay += 1
                if delay == delays:
                    values[m, d] = 0.0
                    continue
            factor = 1.0
            if estimate_row[m] >= 0:
                at = normal[estimate_row[m], d] * _SCALE + _CENTRE
                at = min(max(at, 0.0), _LAST)
                step = int(at)
                low = tables[m, step]
                factor = low + (at - step) * (tables[m, step + 1] - low)
            effect[:] = 0.0
            for s in range(first[m], first[m + 1]):
                amount = full[s] if drawn_row[s] < 0 else drawn[drawn_row[s], d]
                for y in range(years):
                    effect[y] += amount * profile[s, delay, y]
            value = 0.0
            for y in range(years):
                made = factor * effect[y]
                totals[d, y] += made
                value += weights[y] * made
                if slots[m] >= 0:
                    kept[slots[m], d, y] = made
            values[m, d] = value


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
