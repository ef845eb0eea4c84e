"""Which of the possible readings of a table's rows is the right one: the one its relations hold in."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rodtrad.readers.heads import formula_in
from rodtrad.readers.rows import Row, Table
from rodtrad.readers.splits import Number, unevenness
from rodtrad.readers.table_columns import formula_holds

_SUM = re.compile(
    r"^(?:sum|totalt?|totalsum|samlet|til sammen|i alt|kapitlets\s+nettoresultat|"
    r"netto(?:resultat|\s+finansieringsbehov)?|"
    r"ramme\b|endringer$|konsekvensjuster|vedtatt budsjett 20\d\d \(netto\)|generell rammereduksjon 20\d\d)",
    re.IGNORECASE,
)
_MOST_CHOICES, _MOST_PAIRED, _LEAST_UNNAMED, _LEAST_ALIKE = 400, 60, 2, 3

Values = tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A row that is the sum of other rows of its table: places in the table's rows, and signs."""

    total: int
    parts: tuple[int, ...]


def solved(table: Table) -> Table:
    """The table with every row read: the reading its relations confirm, else the most even one."""
    shape = _shape_of(table.rows)
    rows = [_first_choice(row, table, shape) for row in table.rows]
    rows = _settle_by_sums(_settle_by_columns(rows))
    return replace(table, rows=tuple(rows))


def _settle_by_columns(rows: list[Row]) -> list[Row]:
    """Where one column follows from two others in the rows that are sure, it does so in the others too.

    It is their difference, or the share in per cent. With few sure rows it must be possible in all others.
    """
    sure = [r.numbers for r in rows if r.sure and r.numbers and all(n.value for n in r.numbers)]
    unsure = {i: r for i, r in enumerate(rows) if not r.sure and any(_is_full(c) for c in r.choices)}
    count = len(rows[0].numbers) if rows else 0
    few = len(sure) < _LEAST_ALIKE
    if not unsure or count < _LEAST_ALIKE or len(sure) + len(unsure) < _LEAST_ALIKE:
        return rows
    threes = [three for three in itertools.permutations(range(count), 3) if three[2] > max(three[:2])]
    for follows, three in itertools.product((_is_difference, _is_share), threes):
        if not all(follows(n, *three) for n in sure):
            continue
        fits = {i: [c for c in r.choices if follows(c, *three)] for i, r in unsure.items()}
        if few and not all(fits.values()):
            continue
        for place, ways in fits.items():
            if len(ways) == 1:
                rows[place] = replace(rows[place], numbers=ways[0], sure=True)
        break
    return rows


def _is_full(numbers: Sequence[Number]) -> bool:
    return all(n.value is not None for n in numbers)


def _is_difference(numbers: Sequence[Number], a: int, b: int, result: int) -> bool:
    values = [numbers[i].value for i in (a, b, result)]
    first, second, third = values
    return first is not None and second is not None and third is not None and abs(first - second - third) <= 1


def _is_share(numbers: Sequence[Number], a: int, b: int, result: int) -> bool:
    first, second, third = (numbers[i].value for i in (a, b, result))
    if not first or not second or not third:
        return False
    return abs(100 * first / second - third) <= Decimal(1).scaleb(-numbers[result].decimals) / 2


def _shape_of(rows: Sequence[Row]) -> list[float] | None:
    """How long the numbers of each column are beside their row's mean, in rows with one reading."""
    sure = [
        _lengths(r.choices[0]) for r in rows if len(r.choices) == 1 and all(n.value for n in r.choices[0])
    ]
    return [sum(column) / len(sure) for column in zip(*sure, strict=True)] if sure else None


def _lengths(numbers: Sequence[Number]) -> list[float]:
    sizes = [len(str(abs(int(n.value or 0)))) for n in numbers]
    mean = sum(sizes) / len(sizes)
    return [s - mean for s in sizes]


def _oddness(numbers: Sequence[Number], shape: list[float] | None) -> float:
    if shape is None or any(not n.value for n in numbers):
        return unevenness(numbers)
    return sum((s - usual) ** 2 for s, usual in zip(_lengths(numbers), shape, strict=True))


def _first_choice(row: Row, table: Table, shape: list[float] | None) -> Row:
    choices = list(row.choices[: _MOST_CHOICES * 10])
    if not choices:
        return replace(row, numbers=(), sure=False)
    formula = formula_in(table.title, list(table.romans), len(table.heads))
    confirmed = False
    if formula and len(choices) > 1:
        held = [c for c in choices if formula_holds(c, formula)]
        confirmed = len(held) == 1
        choices = held or choices
    ordered = sorted(choices, key=lambda c: _oddness(c, shape))[:_MOST_CHOICES]
    sure = len(row.choices) == 1 or confirmed or _stands_out(ordered, shape)
    return replace(row, numbers=ordered[0], choices=tuple(ordered), sure=sure)


def _stands_out(ordered: Sequence[Sequence[Number]], shape: list[float] | None) -> bool:
    """Whether the first reading is like the rows that are sure, and the second is not."""
    if shape is None or len(ordered) < 2:
        return len(ordered) == 1
    first, second = (_oddness(way, shape) for way in ordered[:2])
    return first < 2 and second > 4 * max(first, 0.5)


def is_sum(row: Row) -> bool:
    """Whether a row's words say that it is made of other rows; so does a row of figures with no words."""
    return not row.label or bool(_SUM.match(row.label) or _SUM.match(row.own))


def sums_in(rows: Sequence[Row]) -> list[Sum]:
    """Rows that are made of the rows above them, found by their words and confirmed by most columns."""
    found: list[Sum] = []
    for place, row in enumerate(rows):
        if not row.numbers or not is_sum(row) or (not row.label and place < len(rows) - 1):
            continue
        told = [
            (score, parts)
            for parts in _candidates(rows, place, found)
            if (score := _held(rows, place, parts))
        ]
        if told:
            found.append(Sum(place, max(told, key=lambda t: t[0])[1]))
    return found


def _candidates(rows: Sequence[Row], place: int, found: Sequence[Sum]) -> Iterator[tuple[int, ...]]:
    """Which rows a sum may be made of: those since the last sum, the last sums, or all that are no sums."""
    before = [i for i in range(place) if rows[i].numbers]
    sums = [i for i in before if is_sum(rows[i])]
    since = [i for i in before if not sums or i > sums[-1]]
    used = {p for s in found for p in s.parts}
    free = [s for s in sums if s not in used]
    if since:
        yield tuple(since)
    for back in range(2, min(6, len(free)) + 1):
        yield tuple(free[-back:])
    if since:
        for back in range(1, min(4, len(free)) + 1):
            yield (*free[-back:], *since)
    yield tuple(i for i in before if i not in sums)
    for start in since[1:]:
        yield tuple(i for i in since if i >= start)
    if since and sums:
        yield (sums[-1], *since)


def _held(rows: Sequence[Row], place: int, parts: Sequence[int]) -> int:
    """How many more columns add up than do not; 0 when too few do, or by being nought only."""
    if not parts or (not rows[place].label and len(parts) < _LEAST_UNNAMED):
        return 0
    held = wrong = telling = 0
    for column in range(len(rows[place].numbers)):
        gap = gap_of(rows, place, parts, column)
        if gap is None:
            continue
        if abs(gap) <= room_of(rows, place, parts, column):
            held += 1
            telling += bool(rows[place].numbers[column].value)
        else:
            wrong += 1
    enough = telling > 0 and held >= wrong and telling * 2 >= wrong
    return held - wrong + 1 if enough else 0


def gap_of(rows: Sequence[Row], place: int, parts: Sequence[int], column: int) -> Decimal | None:
    """By how much a sum misses in one column; None where it is not printed."""
    total = rows[place].numbers[column].value
    if total is None:
        return None
    values = [rows[i].numbers[column].value for i in parts if column < len(rows[i].numbers)]
    printed = [v for v in values if v is not None]
    return total - sum(printed, Decimal(0)) if printed else None


def room_of(rows: Sequence[Row], place: int, parts: Sequence[int], column: int) -> Decimal:
    """What rounding explains: half a printed step for each part, and for the total."""
    steps = [rows[i].numbers[column].decimals for i in (*parts, place) if column < len(rows[i].numbers)]
    return sum((Decimal(1).scaleb(-d) / 2 for d in steps), Decimal(0))


def _settle_by_sums(rows: list[Row]) -> list[Row]:
    """Try other readings of unsure rows where that makes every column of a sum hold."""
    for place, row in enumerate(rows):
        if not (row.numbers and is_sum(row)):
            continue
        for parts in _candidates(rows, place, ()):
            members = [i for i in (*parts, place) if len(rows[i].choices) > 1]
            if _all_hold(rows, place, parts):
                for i in members:
                    rows[i] = replace(rows[i], sure=True)
                break
            fixed = _search(rows, place, parts, members) or _nearly(rows, place, parts, members)
            if fixed is not None:
                rows[:] = fixed
                break
    return rows


def _nearly(
    rows: Sequence[Row], place: int, parts: Sequence[int], members: Sequence[int]
) -> list[Row] | None:
    """The one reading of one row that makes all columns but one hold: that one has a fault."""
    least = len(rows[place].numbers) - 1
    if least < _LEAST_ALIKE or len(members) != 1:
        return None
    trials = [_changed(rows, members, {members[0]: way}) for way in rows[members[0]].choices[:_MOST_CHOICES]]
    held = [trial for trial in trials if _columns_held(trial, place, parts) >= least]
    return held[0] if len(held) == 1 else None


def _columns_held(rows: Sequence[Row], place: int, parts: Sequence[int]) -> int:
    gaps = [(c, gap_of(rows, place, parts, c)) for c in range(len(rows[place].numbers))]
    return sum(g is not None and abs(g) <= room_of(rows, place, parts, c) for c, g in gaps)


def _all_hold(rows: Sequence[Row], place: int, parts: Sequence[int]) -> bool:
    if not parts:
        return False
    gaps = [(c, gap_of(rows, place, parts, c)) for c in range(len(rows[place].numbers))]
    known = [(c, g) for c, g in gaps if g is not None]
    telling = any(rows[place].numbers[c].value for c, _ in known)
    return bool(known) and telling and all(abs(g) <= room_of(rows, place, parts, c) for c, g in known)


def _search(rows: list[Row], place: int, parts: Sequence[int], members: Sequence[int]) -> list[Row] | None:
    """Change the reading of one row, then of two, until all columns of the sum hold."""
    columns = range(len(rows[place].numbers))
    rooms = [room_of(rows, place, parts, c) for c in columns]
    gaps = [gap_of(rows, place, parts, c) or Decimal(0) for c in columns]
    signed = {i: (-1 if i == place else 1) for i in members}

    def change(i: int, way: tuple[Number, ...]) -> list[Decimal]:
        pairs = zip(way, rows[i].numbers, strict=True)
        return [signed[i] * ((a.value or Decimal(0)) - (b.value or Decimal(0))) for a, b in pairs]

    changes = {i: [(way, change(i, way)) for way in rows[i].choices[:_MOST_CHOICES]] for i in members}
    for i in members:
        for way, moved in changes[i]:
            if any(n.value is None for n in way):
                trial = _changed(rows, members, {i: way})
                if _all_hold(trial, place, parts):
                    return trial
            elif all(abs(g - m) <= r for g, m, r in zip(gaps, moved, rooms, strict=True)):
                return _changed(rows, members, {i: way})
    for i, j in itertools.combinations(members, 2):
        found = _pair(gaps, rooms, changes[i][:_MOST_PAIRED], changes[j][:_MOST_PAIRED])
        if found:
            return _changed(rows, members, {i: found[0], j: found[1]})
    return None


_Way = tuple[tuple[Number, ...], list[Decimal]]


def _pair(
    gaps: Sequence[Decimal], rooms: Sequence[Decimal], some: Sequence[_Way], others: Sequence[_Way]
) -> tuple[tuple[Number, ...], tuple[Number, ...]] | None:
    for way, moved in some:
        left = [g - m for g, m in zip(gaps, moved, strict=True)]
        for other, more in others:
            if all(abs(g - m) <= r for g, m, r in zip(left, more, rooms, strict=True)):
                return way, other
    return None


def _changed(rows: Sequence[Row], members: Sequence[int], ways: dict[int, tuple[Number, ...]]) -> list[Row]:
    return [
        replace(r, numbers=ways.get(i, r.numbers), sure=True) if i in members else r
        for i, r in enumerate(rows)
    ]
