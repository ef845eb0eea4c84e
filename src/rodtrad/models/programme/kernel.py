"""The inner loop of a package's draws: one pass over measures and draws, compiled by Numba."""

from typing import Any

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
    drawn     (stream, draw)    full effect of the streams that rest on something unsure, in øre
    measures  estimate variable, tables, carry-out variable, thresholds, sure effect (delay, year), slot
    streams   first drawn stream of every measure, and each one's profile (delay, year)
    weights   (year,)           how a year counts in a measure's value
    totals    (draw, year)      out: sum of all measures
    values    (measure, draw)   out: weighted sum over years
    kept      (slot, draw, year)  out: effects of the measures that overlap
    """
    estimate_row, tables, carry_row, thresholds, sure, slots = measures
    first, profile = streams
    draws, years = totals.shape
    delays = thresholds.shape[1]
    totals[:] = 0.0
    kept[:] = 0.0
    for m in range(estimate_row.shape[0]):
        plain = first[m] == first[m + 1] and slots[m] < 0
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
            value = 0.0
            for y in range(years):
                effect = sure[m, delay, y]
                if not plain:
                    for s in range(first[m], first[m + 1]):
                        effect += drawn[s, d] * profile[s, delay, y]
                made = factor * effect
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
