"""The smallest change that would make all printed totals of a review agree with its cards (minste retting).

An explanation to look at, never applied: nothing printed is ever corrected.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from rodtrad.models.programme.repair_classes import ClassNeeded, classes_needed, classes_of
from rodtrad.models.programme.repair_question import Balance, RepairQuestion, balances
from rodtrad.models.programme.repair_rows import INFINITE, ORE_PER_MILLION
from rodtrad.models.programme.repair_search import RepairSearch, Wish, exact_changes

Clock = Callable[[], float]

_TIE = 1e-4
"""Sums of changes less than so many million kroner apart count as equal."""
_PARTS = 4
_LEAST_SECONDS = 0.05
_FURTHER = 10.0
_SEEN = 1e-3
"""Price of a number that another repair has shown already, against 1 for the smallest sum of changes."""
_TRIES = 25
"""Answers whose øre do not come out that are left out before giving up."""


def _still() -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class RepairLimits:
    """How far the search for a repair may go.

    seconds   for the whole search, as the clock tells it; a slower machine may then prove less
    changes   numbers that may be changed at most
    others    other repairs to look for at most
    """

    seconds: float = 4.0
    changes: int = 12
    others: int = 10


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One printed number that would have to be another, in whole øre.

    after         at most a tenth further away than it must be, so that it is a number people write
    least, most   all amounts between them do as well, while the other changes stand
    """

    address: str
    before: int
    after: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Repair:
    """Numbers that, changed together, make every total agree; empty when all agree as they stand.

    classes   only cards with an effect, in sectors whose totals are printed by class
    smallest  sum of the smallest absolute changes that do, in øre
    """

    changes: tuple[NumberChange, ...]
    classes: tuple[ClassNeeded, ...]
    smallest: int


@dataclass(frozen=True, slots=True)
class RepairAnswer:
    """What a search for the smallest repair found.

    repair   None when none was found: there is none within the limits if proved, else not known
    others   other repairs with as many changes, smallest first; they change other numbers
    proved   no repair with fewer changes, or as many and a smaller sum, exists
    all_told there are no further repairs with as many changes
    """

    repair: Repair | None
    others: tuple[Repair, ...] = ()
    proved: bool = True
    all_told: bool = True


def smallest_repair(
    question: RepairQuestion, limits: RepairLimits | None = None, clock: Clock = _still
) -> RepairAnswer:
    """The fewest numbers, then the smallest sum of changes, that make all totals agree at once.

    Effects on cards and printed totals may change; a total printed in two tables is two numbers. A
    card without a printed class may be in any class, the same in all years, at no cost. Ties go to
    the numbers that stand first. The same question gives the same answer unless time runs out.

    clock    seconds since anything; without one, every search may take a quarter of the time
    """
    hunt = _Hunt(question, limits or RepairLimits(), clock)
    agreeing, sure = (None, True) if hunt.misses else classes_needed(question, hunt.seconds)
    if agreeing is not None:
        return RepairAnswer(Repair((), agreeing, 0))
    answer = hunt.answer()
    return replace(answer, proved=answer.proved and sure)


class _Hunt:
    """The searches for one question, each with its part of the time that is left."""

    def __init__(self, question: RepairQuestion, limits: RepairLimits, clock: Clock) -> None:
        self._question = question
        self._limits = limits
        self._clock = clock
        self._end = clock() + limits.seconds
        self._search = RepairSearch(question)

    @property
    def misses(self) -> bool:
        """Whether something misses whatever the classes are."""
        return bool(self._search.rows.needed)

    @property
    def seconds(self) -> float:
        """What the next search may take."""
        return max((self._end - self._clock()) / _PARTS, _LEAST_SECONDS)

    def answer(self) -> RepairAnswer:
        """The smallest repair and others with as many changes."""
        proved, count = True, max(1, sum(self._search.least.values()))
        while count <= self._limits.changes and self._clock() <= self._end:
            least, sure = self._smallest(count)
            proved = proved and sure
            if least is not None and not least.exact:
                return RepairAnswer(_repair(self._question, least), proved=proved)
            if least is not None:
                first = self._standing_first(least)
                others, all_told = self._others(first)
                return RepairAnswer(_repair(self._question, first, self.seconds), others, proved, all_told)
            self._search.sharpen(self.seconds)
            count = max(count + 1, sum(self._search.least.values()))
        impossible = proved and count > self._limits.changes
        return RepairAnswer(None, proved=impossible, all_told=impossible)

    def _smallest(self, count: int) -> tuple["_Found | None", bool]:
        """The smallest repair with so many changes: looked for near first, where a search is short."""
        guess = self._search.misses
        for furthest in (guess, _FURTHER * guess, INFINITE):
            found, sure = self._nearest(count, furthest)
            if found is not None:
                break
        while found is not None and found.moved > furthest:
            furthest = found.moved + _TIE
            nearer, sure = self._nearest(count, furthest)
            found = nearer or found
        return found, sure

    def _nearest(self, count: int, furthest: float) -> tuple["_Found | None", bool]:
        """The smallest repair with so many changes, none of them larger, however they fall on the years."""
        best: _Found | None = None
        every = True
        for counts in self._search.counts(count):
            found, sure = self._exact(Wish(counts, moving=1.0, furthest=furthest))
            every = every and sure
            if found is not None and (best is None or found.size < best.size):
                best, furthest = found, min(furthest, found.moved + _TIE)
        return best, every

    def _exact(self, wish: Wish) -> tuple["_Found | None", bool]:
        """The best answer whose øre come out; one that only the solver's tolerance allows is left out."""
        for _ in range(_TRIES):
            if self._clock() > self._end:
                break
            answer, proved = self._search.best(replace(wish, seconds=self.seconds))
            if answer is None:
                return None, proved
            exact = exact_changes(balances(self._question, answer.classes), answer.changes)
            if exact is not None:
                return _Found(exact, answer.classes), proved
            self._search.leave_out_exactly(answer)
        return None, False

    def _standing_first(self, least: "_Found") -> "_Found":
        """Among the smallest repairs the one whose numbers stand first."""
        rows, count, enough = self._search.rows, len(least.exact), least.moved + _TIE
        counts = dict(Counter(rows.years[n] for n in least.exact))
        places = {n: (n + n * n / rows.size) / (rows.size * count) for n in range(rows.size)}
        return self._exact(Wish(counts, furthest=enough, moved_at_most=enough, numbers=places))[0] or least

    def _others(self, first: "_Found") -> tuple[tuple[Repair, ...], bool]:
        """Other repairs with as many changes: small ones first, and numbers not seen yet where there are."""
        found, seen, all_told, enough = [first], set(first.exact), True, first.moved + _TIE
        every = list(self._search.counts(len(first.exact)))
        small = [Wish(counts, furthest=enough, moved_at_most=enough) for counts in every]
        larger = [Wish(counts, moving=1 / enough) for counts in every]
        self._search.leave_out(first.exact)
        for wish in (*small, *larger):
            while len(found) < self._limits.others + 2:
                another, sure = self._exact(replace(wish, numbers=dict.fromkeys(seen, _SEEN)))
                if another is None:
                    all_told = all_told and sure
                    break
                self._search.leave_out(another.exact)
                found.append(another)
                seen |= set(another.exact)
        most = self._limits.others
        return self._told(found[1 : most + 1]), all_told and len(found) <= most + 1

    def _told(self, found: list["_Found"]) -> tuple[Repair, ...]:
        ordered = sorted(found, key=lambda f: (f.size, sorted(f.exact)))
        return tuple(_repair(self._question, f) for f in ordered)


@dataclass(frozen=True, slots=True)
class _Found:
    """Exact changes in øre by number, with the classes they need."""

    exact: dict[int, int]
    classes: dict[str, str]

    @property
    def size(self) -> int:
        return sum(abs(change) for change in self.exact.values())

    @property
    def moved(self) -> float:
        return self.size / ORE_PER_MILLION


def _repair(question: RepairQuestion, found: _Found, seconds: float | None = None) -> Repair:
    """The repair as a reader meets it; with the other classes that do as well when there is time for it."""
    demands, changes = balances(question, found.classes), dict(found.exact)
    numbers = [(e.address, e.ore, e.step) for _, e in question.effects]
    numbers += [(t.address, t.ore, t.step) for t in question.totals]
    for n in sorted(changes):
        changes[n] = _written(numbers[n][1], numbers[n][2], _between(demands, changes, n), changes[n])
    told = []
    for n in sorted(changes):
        address, before, _ = numbers[n]
        least, most = _between(demands, changes, n)
        told.append(NumberChange(address, before, before + changes[n], before + least, before + most))
    after = question.changed(changes)
    classes = classes_needed(after, seconds)[0] if seconds else None
    return Repair(tuple(told), classes_of(after, found.classes) if classes is None else classes, found.size)


def _between(demands: Iterable[Balance], changes: Mapping[int, int], number: int) -> tuple[int, int]:
    """The least and the most a number may change by, while the others change as they do."""
    least, most = [], []
    for demand in demands:
        rest = sum(changes.get(c, 0) for c in demand.cards if c != number)
        if number == demand.total:
            least.append(rest - demand.highest)
            most.append(rest - demand.lowest)
        elif number in demand.cards:
            rest -= changes.get(demand.total, 0)
            least.append(demand.lowest - rest)
            most.append(demand.highest - rest)
    return max(least), min(most)


def _written(before: int, step: float, between: tuple[int, int], change: int) -> int:
    """The change to the nearest number with few digits, at most a tenth further away than it must be."""
    least, most = before + between[0], before + between[1]
    unit = max(int(10 ** (len(str(abs(change) // 10)) - 1)), round(step), 1)
    while unit > 1:
        nearest = -(-least // unit) * unit if change > 0 else most // unit * unit
        if least <= nearest <= most:
            return nearest - before
        unit //= 10
    return change
