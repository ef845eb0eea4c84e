"""The search behind a repair: mixed-integer programmes over all numbers of a review (HiGHS)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations_with_replacement
from typing import Any

import numpy as np

from rodtrad.models.programme.repair_question import CLASSES, Balance, RepairQuestion
from rodtrad.models.programme.repair_rows import INFINITE, ORE_PER_MILLION, RepairRows, Row

_NEAREST_ORE = 10_000_000
"""How far in øre the exact amounts may be from what the search in million kroner gives."""
_SHORT_SECONDS = 1.0
"""Time for programmes that only place a handful of numbers."""

_PROVED = (0, 2)
"""What the solver answers when it is sure: nothing is better, or nothing fits."""
_SOLVER_FAILED = 4
"""Seen now and then with HiGHS 1.12: its own shortening of the problem fails; without, it does not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one search gave: changes in million kroner by number, and a class for each card without."""

    changes: dict[int, float]
    classes: dict[str, str]

    @property
    def moved(self) -> float:
        """Sum of the absolute changes, in million kroner."""
        return sum(abs(c) for c in self.changes.values())


@dataclass(frozen=True, slots=True)
class Wish:
    """What a search makes as small as possible, and what it must keep.

    counts         how many numbers are changed in each year; none in others
    furthest       no number changes by more, in million kroner; a small one makes the search short
    moved_at_most  the absolute changes sum to no more, in million kroner
    moving         price of a million kroner of change
    numbers        price of changing a number, by number
    classes        price of putting a card in a class, by the card's number and the class
    """

    counts: Mapping[int, int] = field(default_factory=dict)
    seconds: float = _SHORT_SECONDS
    furthest: float = INFINITE
    moved_at_most: float = INFINITE
    moving: float = 0.0
    numbers: Mapping[int, float] = field(default_factory=dict)
    classes: Mapping[tuple[str, str], float] = field(default_factory=dict)


class RepairSearch:
    """One question; searched again and again with other wishes."""

    def __init__(self, question: RepairQuestion) -> None:
        self._question = question
        self.rows = RepairRows(question)
        self._bound: dict[tuple[float, ...], list[Row]] = {}
        self._cuts: list[Row] = []

    @cached_property
    def least(self) -> dict[int, int]:
        """The fewest numbers that must change in each year."""
        return self._surely()

    def sharpen(self, seconds: float) -> None:
        """Find out if more numbers than known must change in the years that miss, each year for itself."""
        for year in [y for y, count in self.least.items() if count]:
            alone = RepairSearch(self._question.of_year(year))
            while alone.best(Wish({year: self.least[year]}, seconds=seconds)) == (None, True):
                self.least[year] += 1

    def counts(self, count: int) -> Iterator[dict[int, int]]:
        """Every way to part so many changes between the years, when each gets what it must."""
        spare = count - sum(self.least.values())
        for more in combinations_with_replacement(self.least, spare) if spare >= 0 else ():
            yield {year: least + more.count(year) for year, least in self.least.items()}

    def _surely(self) -> dict[int, int]:
        """Changes that are needed whatever the classes are, and one where no classes make a year agree."""
        rows = self.rows
        needed: list[Row] = [(dict.fromkeys(n.numbers, 1.0), 1.0, INFINITE) for n in rows.needed]
        least = dict.fromkeys(rows.years, 0)
        if needed:
            ones = np.ones(rows.size)
            values, _ = solved(ones, (0 * ones, ones, ones), needed, _SHORT_SECONDS)
            for n in np.flatnonzero(values > 0.5):
                least[rows.years[n]] += 1
        return {year: count or int(not self._agrees_alone(year)) for year, count in least.items()}

    @property
    def misses(self) -> float:
        """A guess at how far numbers must change, in million kroner: what totals miss, or their rounding."""
        missing = max((n.missing for n in self.rows.needed), default=0.0)
        prints = max((max(t.under, t.over) for t in self.rows.totals), default=0.0)
        return 2 * (missing or prints) / ORE_PER_MILLION

    def best(self, wish: Wish) -> tuple[Answer | None, bool]:
        """The changes that fit the wish best, or None; and whether that is proved, or time ran out."""
        rows = self.rows
        counts = {year: wish.counts.get(year, 0) for year in rows.reach}
        reach = {y: min(far, wish.furthest) if counts[y] else 0.0 for y, far in rows.reach.items()}
        kept: list[Row] = [(rows.any_changed(rows.of_year(y)), n, n) for y, n in counts.items()]
        if wish.moved_at_most < INFINITE:
            kept.append((dict.fromkeys(range(2 * rows.size), 1.0), 0.0, wish.moved_at_most))
        values, proved = solved(
            self._cost(wish), self._bounds(reach), [*self._rows(reach), *self._cuts, *kept], wish.seconds
        )
        return None if values is None else self._answer(values), proved

    def leave_out(self, changed: Iterable[int]) -> None:
        """Never find this set of changed numbers again; others of the same size stay."""
        row = self.rows.any_changed(changed)
        self._cuts.append((row, 0.0, len(row) - 1.0))

    def leave_out_exactly(self, answer: Answer) -> None:
        """Never find these changed numbers with these classes again: the øre do not come out."""
        rows = self.rows
        taken = {rows.changed(n) for n in answer.changes}
        taken |= {rows.in_class(measure, c) for measure, c in answer.classes.items()}
        others = set(range(2 * rows.size, rows.first_share)) - taken
        row = dict.fromkeys(taken, 1.0) | dict.fromkeys(others, -1.0)
        self._cuts.append((row, -INFINITE, len(taken) - 1.0))

    def _agrees_alone(self, year: int) -> bool:
        """Whether the totals of one year agree with some classes, as if there were no other years."""
        rows = self.rows
        start, end = rows.first_class, rows.first_share
        if start == end:
            return True
        found: list[Row] = [*rows.one_class(), *rows.agreeing(year=year, moving=False)]
        shifted: list[Row] = [
            ({c - start: w for c, w in row.items()}, low, high) for row, low, high in found if row
        ]
        ones = np.ones(end - start)
        values, proved = solved(0 * ones, (0 * ones, ones, ones), shifted, _SHORT_SECONDS)
        return values is not None or not proved

    def _rows(self, reach: dict[int, float]) -> list[Row]:
        rows, key = self.rows, tuple(reach.values())
        if key not in self._bound:
            needed: list[Row] = [(rows.any_changed(n.numbers), 1.0, INFINITE) for n in rows.needed]
            self._bound[key] = [*rows.binding(reach), *rows.one_class(), *rows.agreeing(), *needed]
        return self._bound[key]

    def _cost(self, wish: Wish) -> Any:
        rows, cost = self.rows, np.zeros(self.rows.width)
        cost[: 2 * rows.size] = wish.moving
        for n, price in wish.numbers.items():
            cost[rows.changed(n)] = price
        for (measure, overall_class), price in wish.classes.items():
            cost[rows.in_class(measure, overall_class)] = price
        return cost

    def _bounds(self, reach: dict[int, float]) -> tuple[Any, Any, Any]:
        """Lowest and highest value of every column, and which are whole numbers."""
        rows = self.rows
        low, high, whole = np.zeros(rows.width), np.ones(rows.width), np.zeros(rows.width)
        far = np.array([reach[year] for year in rows.years])
        high[: 3 * rows.size] = [*far, *far, *(far > 0)]
        whole[2 * rows.size : rows.first_share] = 1
        if rows.open_effects:
            high[rows.first_share :] = np.repeat(far[list(rows.open_effects)], len(CLASSES))
            low[rows.first_share :] = -high[rows.first_share :]
        return low, high, whole

    def _answer(self, values: Any) -> Answer:
        rows = self.rows
        changed = np.flatnonzero(values[2 * rows.size : 3 * rows.size] > 0.5).tolist()
        moved = {n: float(values[rows.up(n)] - values[rows.down(n)]) for n in changed}
        classes = {m: next(c for c in CLASSES if values[rows.in_class(m, c)] > 0.5) for m in rows.free}
        return Answer(moved, classes)


def exact_changes(demands: Iterable[Balance], near: Mapping[int, float]) -> dict[int, int] | None:
    """The smallest whole-øre changes of the same numbers that meet every demand, or None.

    near   changes in million kroner, as a search found them; a number that need not change is dropped
    """
    start = {n: round(change * ORE_PER_MILLION) for n, change in near.items()}
    places = {n: place for place, n in enumerate(start)}
    rows: list[Row] = []
    for demand in demands:
        row = {places[n]: 1.0 for n in demand.cards if n in places}
        if demand.total in places:
            row[places[demand.total]] = -1.0
        moved = sum(start.get(n, 0) for n in demand.cards) - start.get(demand.total, 0)
        if not row and not demand.lowest <= 0 <= demand.highest:
            return None
        most = float(_NEAREST_ORE * (len(row) + 1))
        low, high = np.clip([demand.lowest - moved, demand.highest - moved], -most, most)
        rows.append((row, low, high))
    far = np.full(len(start), float(_NEAREST_ORE))
    cost = np.array([1.0 if change >= 0 else -1.0 for change in start.values()])
    bounds = (-far, far, np.ones(len(start)))
    values, _ = solved(cost, bounds, [row for row in rows if row[0]], _SHORT_SECONDS)
    if values is None:
        return None
    exact = {n: change for n in places if (change := start[n] + round(values[places[n]]))}
    return exact if all(d.holds(exact) for d in demands) else None


def solved(cost: Any, bounds: tuple[Any, Any, Any], rows: list[Row], seconds: float) -> tuple[Any, bool]:
    """The cheapest values of the columns within all rows, by HiGHS; and whether nothing is cheaper.

    returns  values or None, and True when that is proved
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    low, high, whole = bounds
    ends = np.cumsum([0, *(len(row) for row, _, _ in rows)])
    columns = np.array([c for row, _, _ in rows for c in row], dtype=np.int32)
    weights = np.array([w for row, _, _ in rows for w in row.values()], dtype=np.float64)
    table = csr_array((weights, columns, ends), shape=(len(rows), len(cost)))
    limits = np.array([row[1:] for row in rows], dtype=np.float64).reshape(-1, 2)
    for presolve in (True, False):
        found = milp(
            cost,
            integrality=whole,
            bounds=Bounds(low, high),
            constraints=LinearConstraint(table, limits[:, 0], limits[:, 1]),
            options={"time_limit": seconds, "mip_rel_gap": 0.0, "presolve": presolve},
        )
        if found.status != _SOLVER_FAILED:
            break
    return found.x, found.status in _PROVED
