"""The inequalities of a repair: what each column of the search is, and what binds it, in million kroner.

Columns, in this order: how far each number goes up, how far down, whether it is changed; for each
card without a printed class whether it is in a class, and how much of the change of its effect
falls in a class. An unchanged effect times its class needs no bound, so only changes have one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from rodtrad.models.programme.repair_question import (
    CLASSES,
    CardEffect,
    PrintedTotal,
    RepairQuestion,
    belongs,
)

ORE_PER_MILLION = 1e8
INFINITE = float("inf")

Row = tuple[Mapping[int, float], float, float]
"""Coefficients by column, and what their sum must be at least and at most."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a total counts: effects that are in it whatever the classes are, and those that may be."""

    number: int
    total: PrintedTotal
    sure: dict[int, CardEffect]
    maybe: dict[int, CardEffect]

    @property
    def gap(self) -> int:
        """Print minus the effects that are sure, in øre."""
        return self.total.ore - sum(e.ore for e in self.sure.values())

    @property
    def spread(self) -> float:
        """What the rounding of the effects that are sure explains, in øre."""
        return sum(e.half for e in self.sure.values())

    @property
    def what(self) -> tuple[int, str, str, str]:
        """Year, owner, sector and class: prints with the same ones say the same."""
        return self.total.year, self.total.owner, self.total.sector, self.total.overall_class

    @property
    def room(self) -> float:
        """What rounding explains at most, of the print and of the effects, in øre."""
        effects = (*self.sure.values(), *self.maybe.values())
        return max(self.total.under, self.total.over) + sum(e.half for e in effects)

    @property
    def missing(self) -> float:
        """Øre that must change whatever the classes are; 0 where some classes may do."""
        wide = self.spread + sum(e.half for e in self.maybe.values())
        low = sum(min(e.ore, 0) for e in self.maybe.values()) - wide - self.total.over
        high = sum(max(e.ore, 0) for e in self.maybe.values()) + wide + self.total.under
        return max(low - self.gap, self.gap - high, 0.0)

    @property
    def furthest(self) -> float:
        """The most it can miss with any classes, with what rounding allows, in øre."""
        low = sum(min(e.ore, 0) for e in self.maybe.values())
        high = sum(max(e.ore, 0) for e in self.maybe.values())
        return max(abs(self.gap - low), abs(self.gap - high)) + self.room


@dataclass(frozen=True, slots=True)
class Needed:
    """Numbers of which at least one must change, and how many øre they miss."""

    numbers: tuple[int, ...]
    missing: float


def _apart(parts: Sequence[_Counted], whole: _Counted) -> Needed:
    """What prints of parts miss of a print of their whole, beyond all that rounding explains."""
    gap = whole.total.ore - sum(p.total.ore for p in parts)
    room = sum(p.room for p in (*parts, whole))
    return Needed(tuple(c.number for c in (*parts, whole)), abs(gap) - room)


class RepairRows:
    """The columns of one question, and the rows that bind them."""

    def __init__(self, question: RepairQuestion) -> None:
        self.effects = question.effects
        self.totals = question.totals
        self.size = len(self.effects) + len(self.totals)
        self.years = (*(e.year for _, e in self.effects), *(t.year for t in self.totals))
        self.free = {card.measure: place for place, card in enumerate(question.unclassed)}
        open_effects = [n for n, (card, _) in enumerate(self.effects) if card.measure in self.free]
        self.open_effects = {n: place for place, n in enumerate(open_effects)}
        self.first_class = 3 * self.size
        self.first_share = self.first_class + len(self.free) * len(CLASSES)
        self.width = self.first_share + len(self.open_effects) * len(CLASSES)

    def up(self, number: int) -> int:
        """How far a number goes up."""
        return number

    def down(self, number: int) -> int:
        """How far it goes down."""
        return self.size + number

    def changed(self, number: int) -> int:
        """Whether it is changed."""
        return 2 * self.size + number

    def in_class(self, measure: str, overall_class: str) -> int:
        """Whether a card without a printed class is in a class."""
        return self.first_class + self.free[measure] * len(CLASSES) + CLASSES.index(overall_class)

    def share(self, number: int, overall_class: str) -> int:
        """How much of the change of such a card's effect falls in a class."""
        return self.first_share + self.open_effects[number] * len(CLASSES) + CLASSES.index(overall_class)

    @cached_property
    def counted(self) -> tuple[_Counted, ...]:
        """Every total with the effects it counts."""
        return tuple(self._counted())

    def _counted(self) -> Iterator[_Counted]:
        for number, total in enumerate(self.totals, start=len(self.effects)):
            sure, maybe = {}, {}
            for n, (card, effect) in enumerate(self.effects):
                if effect.year != total.year:
                    continue
                if total.overall_class and card.measure in self.free:
                    if card.sector == total.sector:
                        maybe[n] = effect
                elif belongs(card, total, card.overall_class):
                    sure[n] = effect
            yield _Counted(number, total, sure, maybe)

    @cached_property
    def reach(self) -> dict[int, float]:
        """The largest change worth trying in a year: all that its totals may miss.

        A smallest repair is a corner of its inequalities. Owners part the cards, and classes and
        sectors are nested, so each corner is a sum of what totals miss, with plus or minus.
        """
        reach = dict.fromkeys(self.years, 0.0)
        for counted in self.counted:
            reach[counted.total.year] += counted.furthest / ORE_PER_MILLION
        return reach

    def binding(self, reach: Mapping[int, float]) -> Iterator[Row]:
        """A number moves only when it is changed; a card's change falls in the class the card is in."""
        for n in range(self.size):
            yield {self.up(n): 1.0, self.down(n): 1.0, self.changed(n): -reach[self.years[n]]}, -INFINITE, 0.0
        for n in self.open_effects:
            card, effect = self.effects[n]
            shares = {self.share(n, c): -1.0 for c in CLASSES}
            yield {self.up(n): 1.0, self.down(n): -1.0, **shares}, 0.0, 0.0
            for c in CLASSES:
                share, chosen = self.share(n, c), self.in_class(card.measure, c)
                yield {share: 1.0, chosen: -reach[effect.year]}, -INFINITE, 0.0
                yield {share: 1.0, chosen: reach[effect.year]}, 0.0, INFINITE

    def one_class(self) -> Iterator[Row]:
        """Each card is in one class, the same in all years."""
        for measure in self.free:
            yield {self.in_class(measure, c): 1.0 for c in CLASSES}, 1.0, 1.0

    def agreeing(self, *, year: int | None = None, moving: bool = True) -> Iterator[Row]:
        """Every total, or those of one year, agrees with its cards; without changes when nothing moves.

        What rounding allows grows with the cards that are counted.
        """
        for counted in self.counted:
            total = counted.total
            if year not in (None, total.year):
                continue
            under = (counted.gap - total.under - counted.spread) / ORE_PER_MILLION
            over = (counted.gap + total.over + counted.spread) / ORE_PER_MILLION
            moved = self._moved(counted) if moving else {}
            yield moved | self._classed(counted, +1), under, INFINITE
            yield moved | self._classed(counted, -1), -INFINITE, over

    def _moved(self, counted: _Counted) -> dict[int, float]:
        """What the cards of a total move, less what the total itself does."""
        row = {self.up(counted.number): -1.0, self.down(counted.number): 1.0}
        for n in counted.sure:
            row |= {self.up(n): 1.0, self.down(n): -1.0}
        return row | {self.share(n, counted.total.overall_class): 1.0 for n in counted.maybe}

    def _classed(self, counted: _Counted, side: int) -> dict[int, float]:
        """The effects a total counts if their cards are in its class, with what their rounding adds."""
        return {
            self.in_class(self.effects[n][0].measure, counted.total.overall_class): (e.ore + side * e.half)
            / ORE_PER_MILLION
            for n, e in counted.maybe.items()
        }

    @cached_property
    def needed(self) -> tuple[Needed, ...]:
        """What must change whatever the classes are.

        A total misses with any classes; two prints of one total differ; or the printed totals of all
        classes, or of all owners, miss the sector's: no card can mend that.
        """
        alone = [Needed((*c.sure, *c.maybe, c.number), c.missing) for c in self.counted]
        return tuple(n for n in (*alone, *self._printed_twice(), *self._parted()) if n.missing > 0)

    def _printed_twice(self) -> Iterator[Needed]:
        for first, second in combinations(self.counted, 2):
            if first.what == second.what:
                yield _apart([first], second)

    def _parted(self) -> Iterator[Needed]:
        """Classes and owners of a sector against the sector, by each place where they are printed."""
        places: dict[tuple[int, str, str, str], list[_Counted]] = {}
        for counted in self.counted:
            places.setdefault(counted.what, []).append(counted)
        for (year, _, sector, overall_class), wholes in places.items():
            if not sector or overall_class:
                continue
            owners = {c.owner for c, _ in self.effects if c.sector == sector}
            both = [[(year, "", sector, c) for c in CLASSES]]
            if not any(c.owner in owners for c, _ in self.effects if c.sector != sector):
                both.append([(year, owner, "", "") for owner in sorted(owners)])
            for whole, parts in product(wholes, both):
                printed = [places.get(part, []) for part in parts]
                for one_place in zip(*printed, strict=False):
                    yield _apart(one_place, whole)

    def any_changed(self, numbers: Iterable[int]) -> dict[int, float]:
        """The columns that say whether each of some numbers is changed."""
        return {self.changed(n): 1.0 for n in numbers}

    def of_year(self, year: int) -> list[int]:
        """The numbers of one year."""
        return [n for n, own in enumerate(self.years) if own == year]
