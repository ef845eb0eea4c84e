"""Draw a programme 100,000 times, beside a kernel written for nothing else, NumPy, and monaco.

    python benchmarks/programme.py [--draws N] [--rounds N]

The programme has 200 measures over 5 years. Each has a triangular estimate, a probability of being carried
out and a delay of at most a half-year; the estimates follow each other by a full matrix of correlations. All
numbers are invented, from a fixed seed. Every way gives P10, P50 and P90 of each year. Ours also gives what
the pages need: every measure's mean, variance and part of the spread, and a sample of its draws.

All run in one process, compiled and warm, in turn, and the best of the rounds counts; monaco is given few
draws, once, and its time is told as if it had all. Seconds are the clock's and, beside them, the processors',
which other work on the machine disturbs less. It stops when two ways do not give the same medians.
"""

import argparse
import math
import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numba import config, njit, prange, set_num_threads
from scipy.special import ndtr

from rodtrad.facts.programme import Party, UncertaintyLevel
from rodtrad.models.programme.package import Card, Chance, Floats, Package, Stream
from rodtrad.models.programme.phasing import delayed
from rodtrad.models.programme.simulate import simulate

MEASURES, YEARS, DRAWS, ROUNDS = 200, (2026, 2027, 2028, 2029, 2030), 100_000, 3
QUANTILES = (0.1, 0.5, 0.9)
CORES = 2
"""What ours uses, and what the kernel is given."""
BLOCK, AT_A_TIME, MONACO_DRAWS = 500, 4_000, 200
GOAL, SAME = 1.1, 0.005
MILLION_ORE = 1e8


@dataclass(frozen=True, slots=True)
class Case:
    """The programme as the peers take it.

    low, high, chance  (measure,)            ends of the triangle around 1; probability of being carried out
    effects            (measure, late, year) øre in time, and a half-year late
    root               (measure, measure)    lower triangle, Cholesky's, of the correlation
    """

    package: Package
    correlation: Floats
    root: Floats
    low: Floats
    high: Floats
    chance: Floats
    effects: Floats


def made_case() -> Case:
    """The programme, always the same."""
    random = np.random.default_rng(2026)
    amounts = random.integers(1, 50, (MEASURES, len(YEARS))) * MILLION_ORE
    low, high = 1 - random.uniform(0.1, 0.5, MEASURES), 1 + random.uniform(0.1, 0.5, MEASURES)
    chance = random.uniform(0.5, 0.95, MEASURES)
    medium = UncertaintyLevel.MEDIUM
    package = Package(
        YEARS,
        tuple(Card("invented", str(m), "sector", "owner", None, medium, medium) for m in range(MEASURES)),
        tuple(
            Stream(m, Party.AGENCY, "", 1.0, delayed(dict(zip(YEARS, amounts[m], strict=True)), YEARS))
            for m in range(MEASURES)
        ),
        tuple(zip(low.tolist(), high.tolist(), strict=True)),
        tuple(Chance(part, 1) for part in chance.tolist()),
    )
    shared = random.standard_normal((MEASURES, 20))
    correlation = shared @ shared.T + 20 * np.eye(MEASURES)
    sizes = np.sqrt(np.diag(correlation))
    correlation /= np.outer(sizes, sizes)
    np.fill_diagonal(correlation, 1)
    effects = np.stack([stream.profile[:2] for stream in package.streams])
    return Case(package, correlation, np.linalg.cholesky(correlation), low, high, chance, effects)


def ours(case: Case, draws: int, seed: int) -> Floats:
    """(quantile, year) by Rødtråd."""
    made = simulate(case.package, draws=draws, seed=seed, correlation=case.correlation)
    return np.stack([made.quantile(part) for part in QUANTILES])


def _fused(seed: int, draws: int, root: Any, low: Any, high: Any, chance: Any, effects: Any) -> Any:
    """(draw, year) totals: blocks of draws, each drawn, correlated and summed while it is in the cache."""
    measures, years = effects.shape[0], effects.shape[2]
    totals = np.zeros((draws, years))
    for block in prange((draws + BLOCK - 1) // BLOCK):
        np.random.seed(seed * 1_000_003 + block)
        total = totals[block * BLOCK : min((block + 1) * BLOCK, draws)]
        count = total.shape[0]
        own, together = np.empty((measures, count)), np.empty(count)
        for m in range(measures):
            for d in range(count):
                own[m, d] = np.random.standard_normal()
        for m in range(measures):
            together[:] = 0.0
            for other in range(m + 1):
                loading = root[m, other]
                for d in range(count):
                    together[d] += loading * own[other, d]
            width, turn = high[m] - low[m], (1 - low[m]) / (high[m] - low[m])
            rising, falling = width * (1 - low[m]), width * (high[m] - 1)
            for d in range(count):
                carried = np.random.random()
                if carried < chance[m]:
                    part = 0.5 * math.erfc(-together[d] * math.sqrt(0.5))
                    if part < turn:
                        factor = low[m] + math.sqrt(part * rising)
                    else:
                        factor = high[m] - math.sqrt((1 - part) * falling)
                    late = 0 if carried < 0.5 * chance[m] else 1
                    for y in range(years):
                        total[d, y] += factor * effects[m, late, y]
    return totals


_FUSED_ONE, _FUSED_TWO = njit(_fused), njit(parallel=True)(_fused)


def fused(kernel: Callable[..., Floats], case: Case, draws: int, seed: int) -> Floats:
    """(quantile, year) by a kernel that does only this."""
    made = kernel(seed, draws, case.root, case.low, case.high, case.chance, case.effects)
    return np.quantile(made, QUANTILES, axis=0)


def triangular(case: Case, normal: Floats) -> Floats:
    """(..., measure) factors: the inverse of the triangular distribution function at each normal variable."""
    part, width = ndtr(normal), case.high - case.low
    rising = case.low + np.sqrt(part * width * (1 - case.low))
    falling = case.high - np.sqrt((1 - part) * width * (case.high - 1))
    return np.where(part < (1 - case.low) / width, rising, falling)


def effects_of(case: Case, normal: Floats, carried: Floats) -> Floats:
    """(..., year) totals of draws: uncorrelated normal variables, and uniform ones for being carried out."""
    factor = triangular(case, normal @ case.root.T)
    in_time = carried < case.chance / 2
    late = (carried < case.chance) & ~in_time
    return (factor * in_time) @ case.effects[:, 0] + (factor * late) @ case.effects[:, 1]


def numpy_alone(case: Case, draws: int, seed: int) -> Floats:
    """(quantile, year) by NumPy on whole arrays, some thousand draws at a time."""
    random = np.random.default_rng(seed)
    totals = np.empty((draws, len(YEARS)))
    for first in range(0, draws, AT_A_TIME):
        size = min(AT_A_TIME, draws - first), MEASURES
        made = effects_of(case, random.standard_normal(size), random.random(size))
        totals[first : first + AT_A_TIME] = made
    return np.quantile(totals, QUANTILES, axis=0)


def random_alone(_: Case, draws: int, seed: int) -> None:
    """Nothing but the random numbers: two normal variables for each measure and draw."""
    random = np.random.default_rng(seed)
    for first in range(0, draws, AT_A_TIME):
        random.standard_normal((min(AT_A_TIME, draws - first), 2 * MEASURES))


def with_monaco(case: Case, draws: int, seed: int) -> Floats:
    """(quantile, year) by monaco; it knows no correlations, so each of its cases makes them."""
    import monaco
    from scipy import stats

    def given(one: Any) -> tuple[Floats, Floats]:
        values = np.array([one.invals[name].val for name in names])
        return values[:MEASURES], values[MEASURES:]

    def kept(one: Any, totals: Floats) -> None:
        for year, total in zip(YEARS, totals, strict=True):
            one.addOutVal(str(year), float(total))

    names = [f"{kind} {m}" for kind in ("estimate", "carried") for m in range(MEASURES)]
    functions = {
        monaco.SimFunctions.PREPROCESS: given,
        monaco.SimFunctions.RUN: lambda normal, carried: (effects_of(case, normal, carried),),
        monaco.SimFunctions.POSTPROCESS: kept,
    }
    with tempfile.TemporaryDirectory() as folder:
        sim = monaco.Sim(
            "programme",
            draws,
            functions,
            samplemethod=monaco.SampleMethod.RANDOM,
            seed=seed,
            singlethreaded=True,
            verbose=False,
            debug=True,
            resultsdir=Path(folder),
        )
        for place, name in enumerate(names):
            law = stats.norm if place < MEASURES else stats.uniform
            kwargs = {"loc": 0, "scale": 1}
            sim.addInVar(name=name, dist=law, distkwargs=kwargs)
        sim.runSim()
        made = np.array([sim.outvars[str(year)].nums for year in YEARS], dtype=float)
    return np.quantile(made, QUANTILES, axis=1)


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds of the clock, seconds of the processors, and what was made."""

    clock: float
    used: float
    made: Any


def timed(work: Callable[[], Any]) -> Time:
    """Run something once."""
    clock, used = time.perf_counter(), time.process_time()
    made = work()
    return Time(time.perf_counter() - clock, time.process_time() - used, made)


def best(rounds: list[Time]) -> Time:
    """The least clock and the least processor time of some rounds."""
    return Time(min(r.clock for r in rounds), min(r.used for r in rounds), rounds[0].made)


def measured(case: Case, draws: int, rounds: int) -> dict[str, Time]:
    """Every way in turn, after a round that compiles and warms it; then monaco, on few draws."""
    set_num_threads(min(CORES, config.NUMBA_NUM_THREADS))
    ways: dict[str, Callable[[], Any]] = {
        "ours": lambda: ours(case, draws, 1),
        "fused Numba kernel, same cores": lambda: fused(_FUSED_TWO, case, draws, 1),
        "fused Numba kernel, one core": lambda: fused(_FUSED_ONE, case, draws, 1),
        "NumPy, 4,000 draws at a time": lambda: numpy_alone(case, draws, 1),
        "only the random numbers": lambda: random_alone(case, draws, 1),
    }
    turns = [{name: timed(way) for name, way in ways.items()} for _ in range(rounds + 1)][1:]
    times = {name: best([turn[name] for turn in turns]) for name in ways}
    few = timed(lambda: with_monaco(case, MONACO_DRAWS, 1))
    share = draws / MONACO_DRAWS
    return times | {f"monaco, from {MONACO_DRAWS} draws": Time(few.clock * share, few.used * share, few.made)}


def peak_mib(case: Case, draws: int) -> float:
    """Most memory that ours holds at one time, beyond what was held before."""
    tracemalloc.start()
    ours(case, draws, 1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def gap(one: Floats, other: Floats) -> float:
    """The largest difference, as a part of the other."""
    return float(np.abs(one / other - 1).max())


def show_times(times: dict[str, Time], draws: int) -> None:
    """The table: seconds, beside ours, and a draw."""
    mine = times["ours"]
    heads = ("clock, s", "ours = 1", "CPU, s", "ours = 1", "µs a draw")
    print(f"{'':<34}" + "".join(f"{head:>11}" for head in heads))
    for name, one in times.items():
        print(
            f"{name:<34}{one.clock:>11.3f}{one.clock / mine.clock:>11.2f}{one.used:>11.3f}"
            f"{one.used / mine.used:>11.2f}{one.clock / draws * 1e6:>11.2f}"
        )
    ratio = mine.clock / times["fused Numba kernel, same cores"].clock
    print(f"ours takes {ratio:.2f} of the kernel's time on the same cores   goal: at most {GOAL}")


def check_medians(times: dict[str, Time]) -> None:
    """Stop when the ways do not agree; monaco's few draws are only told."""
    mine = times["ours"].made[1]
    for name, one in times.items():
        if one.made is None or name == "ours":
            continue
        apart = gap(one.made[1], mine)
        print(f"P50 of {name}: at most {apart:.3%} from ours")
        if apart > SAME and not name.startswith("monaco"):
            raise SystemExit(f"{name} and ours should give the same medians to {SAME:.1%}")


def main() -> None:
    """Make the programme, run every way, and tell how they compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    case = made_case()
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{MEASURES} measures, {len(YEARS)} years, {asked.draws:,} draws; {os.cpu_count()} cores{busy}")
    times = measured(case, asked.draws, asked.rounds)
    show_times(times, asked.draws)
    check_medians(times)
    seeds = [times["ours"].made, ours(case, asked.draws, 2)]
    apart = np.abs(seeds[0] / seeds[1] - 1).max(axis=1)
    told = ", ".join(f"P{part * 100:.0f} {one:.3%}" for part, one in zip(QUANTILES, apart, strict=True))
    print(f"two seeds differ by at most: {told}   goal: {SAME:.1%}")
    sizes = (asked.draws // 2, asked.draws, 2 * asked.draws)
    memory = ", ".join(f"{peak_mib(case, size):.0f} MiB at {size:,} draws" for size in sizes)
    print(f"peak memory of ours: {memory}")


if __name__ == "__main__":
    main()
