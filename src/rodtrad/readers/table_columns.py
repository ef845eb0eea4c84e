"""What the columns of a table are, and every way its rows can be read in them.

What cannot be read in one way only is settled in `readers/solve.py` by the relations of the table.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rodtrad.readers.columns import columns_of, heads_over, numbers_in, related_count
from rodtrad.readers.heads import Head, formula_in, heads_in, romans_in, unit_in
from rodtrad.readers.layout import Kind, Laid
from rodtrad.readers.rows import Row, Table
from rodtrad.readers.splits import NOTHING, Number, Word, splits, unevenness

_MOST_PLACES = 40
_MOST_RELATED = 8
_HALF, _MOSTLY, _FEW = 0.5, 0.7, 0.15
_LEAST_COLUMNS = 3


def usual_count(rows: Sequence[Row]) -> int:
    """The most common number of figures in rows that can be read in one way only."""
    sure = Counter(r.tail.most for r in rows if r.tail.least == r.tail.most)
    least = Counter(r.tail.least for r in rows)
    return sure.most_common(1)[0][0] if sure else least.most_common(1)[0][0]


def read_table(lead: Sequence[Laid], section: str, rows: tuple[Row, ...]) -> Table:
    """The table with its columns, and every way its rows can be read.

    lead     the lines above the rows: title, unit, headings
    section  the heading the table stands under
    """
    text = " ".join(x.words for x in lead)
    above = [x for x in lead if x.kind not in (Kind.CAPTION, Kind.HEADING, Kind.PROSE)]
    head = " ".join(x.words for x in above) or text
    first = next((i for i, x in enumerate(above) if x.kind in (Kind.HEADS, Kind.YEARS)), 0)
    near = " ".join(x.words for x in above[first:]) or text
    romans = romans_in(head)
    unit = unit_in(text) or unit_in(section)
    told = tuple((x.number, x.words) for x in lead)
    if found := _by_cells(lead, rows, head):
        heads, read = found
        return Table(told, section, unit, heads, tuple(romans) if len(romans) == len(heads) else (), read, 0)
    count = column_count(rows, near, head)
    stated = (heads_in(near), heads_in(head), heads_in(head)[-count:], [Head("")] * count)
    named = next(given for some in stated if (given := _named(some, count)))
    read = tuple(_with_choices(row, count) for row in rows)
    return Table(told, section, unit, named, tuple(romans) if len(romans) == count else (), read, 0)


def _named(heads: Sequence[Head], count: int) -> tuple[Head, ...] | None:
    """The heads of so many columns: all of them, or those with a year."""
    dated = [h for h in heads if h.year is not None]
    return next((tuple(found) for found in (heads, dated) if len(found) == count), None)


def _by_cells(
    lead: Sequence[Laid], rows: Sequence[Row], head: str
) -> tuple[tuple[Head, ...], tuple[Row, ...]] | None:
    """Heads and rows by their cells, where a file tells them and each holds one number at most."""
    if not all(row.spans and len(row.spans) == len(row.words) for row in rows):
        return None
    cells = [x.cells for x in lead]
    columns = columns_of([row.spans for row in rows], [c for line in cells if len(line) > 1 for c in line])
    ways = [numbers_in(row.words, row.spans, columns) for row in rows]
    read = tuple(
        replace(row, choices=(_on_line(way, row.line),)) for row, way in zip(rows, ways, strict=True) if way
    )
    if len(read) < len(rows):
        return None
    stated = heads_in(head)
    dated = [h for h in stated if h.year is not None]
    over = heads_over(columns, cells)
    named = next((h for h in (stated, dated) if len(h) == len(columns)), over)
    return tuple(over if all(h.year for h in over) else named), read


def column_count(rows: Sequence[Row], *leads: str) -> int:
    """How many columns of figures a table has: as many as its heads name, when its rows can be read so."""
    stated: dict[int, None] = {}
    for lead in leads:
        heads = heads_in(lead)
        stated |= dict.fromkeys([len(romans_in(lead)), len(heads), sum(h.year is not None for h in heads)])
    if told := _count_by_formula(rows, leads[0], stated):
        return told
    words = [row.words for row in rows]
    possible = [c for c in stated if c > 1 or (c == 1 and usual_count(rows) == 1)]
    for count in sorted(possible, key=lambda c: (-_support(rows, c, sure=True), -_support(rows, c))):
        over = sum(r.tail.least > count for r in rows)
        reached = not over and any(r.tail.most >= count for r in rows)
        if (_support(rows, count) >= _HALF and over <= max(1, _FEW * len(rows))) or reached:
            return (related_count(words, range(_MOST_RELATED)) or count) if over else count
    spread = Counter(_spread(row) for row in rows if not row.spans)
    blank = sum(_spread(row) > len(row.words) for row in rows if not row.spans)
    if blank >= _HALF * len(rows) and (common := spread.most_common(1)[0])[1] >= _MOSTLY * len(rows):
        return common[0]
    counts = Counter[int]()
    for row in rows:
        for count in range(row.tail.least, row.tail.most + 1):
            counts[count] += 2 if row.tail.least == row.tail.most else 1
    if related := related_count(words, [c for c in counts if c <= _MOST_RELATED]):
        return related
    best = max(counts.values())
    usual = [c for c, votes in counts.items() if votes == best]
    return usual[0] if len(usual) == 1 else _even_count(rows, usual)


def _count_by_formula(rows: Sequence[Row], lead: str, stated: Iterable[int]) -> int:
    """How many columns make a heading such as "(VII-VIII)" true in most rows; 0 when that does not tell."""
    most = min(max(stated, default=0), *(row.tail.most for row in rows))
    held: Counter[int] = Counter()
    for count in range(_LEAST_COLUMNS, most + 1):
        formula = formula_in(lead, romans_in(lead), count)
        if formula:
            held[count] = sum(
                any(formula_holds(way, formula) for way in _ways(row.words, count)) for row in rows
            )
    (best, most_held), (_, next_held) = [*held.most_common(2), (0, 0), (0, 0)][:2]
    return best if most_held > _HALF * len(rows) and most_held > next_held else 0


def _ways(words: Sequence[Word], count: int) -> Iterator[tuple[Number, ...]]:
    """Every way to read a row as so many numbers, without the codes before them where there are too many."""
    full = splits(words, count)
    yield from full
    for drop in range(1, 0 if full else len(words) - count + 1):
        yield from splits(words[drop:], count)


def formula_holds(numbers: Sequence[Number], formula: tuple[int, int, int]) -> bool:
    """Whether a row's numbers make the formula of its heading true, within rounding."""
    result, first, second = (numbers[i].value for i in formula)
    if result is None or first is None or second is None:
        return False
    return abs(result - (first - second)) <= 1


def _spread(row: Row) -> int:
    """How many cells a row has where every empty one is printed as a blank more."""
    end, count = None, 0
    for word in row.words:
        before = _before(row, end, word.start)
        blanks = len(before) - len(before.rstrip(" "))
        first = end is None and not before.strip()
        count += 1 + max(0, blanks - (0 if first else 1))
        end = word.start + len(word.text)
    return count


def _before(row: Row, end: int | None, start: int) -> str:
    """What stands between two figures, or before the first; a sign such as "<" belongs to the figure."""
    return re.sub(r"[<>≥≤~]\s?$", "", row.raw[end or 0 : start])


def _support(rows: Sequence[Row], count: int, *, sure: bool = False) -> float:
    """The part of the rows that can be read as so many numbers, or that can be read in no other way."""
    spans = [(r.tail.least, r.tail.most) for r in rows]
    return sum(low <= count <= high and (not sure or low == high) for low, high in spans) / len(rows)


def _even_count(rows: Sequence[Row], counts: Sequence[int]) -> int:
    """Among several possible numbers of columns, the one that makes the numbers of a row most alike."""

    def cost(count: int) -> float:
        ways = [splits(r.words, count) for r in rows[:6]]
        return sum(min((unevenness(w) for w in way), default=9.0) for way in ways) + 0.1 * count

    return min(counts, key=cost)


def _with_choices(row: Row, count: int) -> Row:
    """The row with every way it can be read in the table's columns."""
    full = [_on_line(way, row.line) for way in splits(row.words, count)]
    apart = [way for way in full if not any(_joins_wide(row, n) for n in way)]
    full = apart or full
    if full:
        return replace(row, choices=tuple(full))
    return replace(row, choices=tuple(_placed(row, count)))


def _joins_wide(row: Row, number: Number) -> bool:
    """Whether a number is put together over two blanks, which mostly part two cells."""
    parts = len(number.text.split()) - (number.unit not in ("", "prosent"))
    within = [w for w in row.words if number.start < w.start]
    return any(w.apart == 1 for w in within[: parts - 1])


def _on_line(way: tuple[Number, ...], line: int) -> tuple[Number, ...]:
    return tuple(replace(n, line=line) for n in way)


def _placed(row: Row, count: int) -> Iterator[tuple[Number, ...]]:
    """Fewer figures than columns: where they can stand; by their edges, by their blanks, or anywhere."""
    if row.tail.least > count:
        for drop in range(1, len(row.words) - count + 1):
            yield from (_on_line(way, row.line) for way in splits(row.words[drop:], count))
        return
    if exact := [way for way in _exactly(row, count) if not row.spans]:
        yield from exact
        return
    whole = splits(row.words, row.tail.least)
    if len(whole) == 1 and not row.spans and (told := _by_blanks(row, _on_line(whole[0], row.line), count)):
        yield told
        return
    for few in range(min(count - 1, row.tail.most), row.tail.least - 1, -1):
        for way in splits(row.words, few):
            yield from _places(row, _on_line(way, row.line), count)


def _exactly(row: Row, count: int) -> Iterator[tuple[Number, ...]]:
    """The ways in which every blank more than one is an empty cell, and nothing else is."""
    for few in range(row.tail.least, min(count - 1, row.tail.most) + 1):
        for way in splits(row.words, few):
            placed: list[Number] = []
            for number in _on_line(way, row.line):
                placed += [NOTHING] * (_blanks_before(row, number) - 1)
                placed.append(number)
            if len(placed) == count:
                yield tuple(placed)


def _blanks_before(row: Row, number: Number) -> int:
    before = row.raw[: number.start]
    return len(before) - len(before.rstrip(" ")) + (not before.strip())


def _places(row: Row, way: tuple[Number, ...], count: int) -> Iterator[tuple[Number, ...]]:
    if columns := _by_blanks(row, way, count):
        yield columns
        return
    free = list(itertools.combinations(range(count), len(way)))[:_MOST_PLACES]
    for places in sorted(free, key=lambda c: c[-1] - c[0]):
        at = dict(zip(places, way, strict=True))
        yield tuple(at.get(i, NOTHING) for i in range(count))


def _by_blanks(row: Row, way: tuple[Number, ...], count: int) -> tuple[Number, ...] | None:
    """Where empty cells are printed as extra blanks: `69 2  71` has nothing in its third column."""
    placed: list[Number] = []
    end = None
    wide = _wide_gaps(row, way)
    if len(wide) == 1 and count > len(way):
        at = wide[0]
        return (*way[:at], *(NOTHING,) * (count - len(way)), *way[at:])
    for number in way:
        before = _before(row, end, number.start)
        blanks = len(before) - len(before.rstrip(" ")) if end is not None else _leading(row, number)
        placed += [NOTHING] * max(0, blanks - 1 if end is not None else blanks)
        placed.append(number)
        end = number.start + len(number.text)
    trailing = len(row.raw) - len(row.raw.rstrip(" ")) - 1
    missing = count - len(placed)
    if missing < 0 or (missing > 0 and trailing < missing):
        return None
    return (*placed, *(NOTHING,) * missing)


def _wide_gaps(row: Row, way: tuple[Number, ...]) -> list[int]:
    """Before which numbers, or after the last, more than one blank is printed."""
    found = []
    for place, number in enumerate(way):
        before = _before(row, None, number.start)
        wide = len(before) - len(before.rstrip(" ")) > (1 if before.strip() else 0)
        if wide and (place or before.strip()):
            found.append(place)
    if row.raw.endswith("   "):
        found.append(len(way))
    return found


def _leading(row: Row, number: Number) -> int:
    before = row.raw[: number.start]
    return len(before) - len(before.rstrip(" ")) - (1 if before.strip() else 0)
