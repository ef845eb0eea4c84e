"""Tables whose cells are known, from a PDF or a Word file: which column every figure stands in."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from rodtrad.readers.heads import Head, heads_in
from rodtrad.readers.page import Cell
from rodtrad.readers.splits import NOTHING, Number, Word, splits

_LEAST_RELATED, _MOST_ROWS = 2, 0.7

Span = tuple[float, float]
"""Where a cell begins and ends: points from the page's left edge in a PDF, column numbers in a Word table."""


def spans_of(cells: Sequence[Cell], words: Sequence[Word]) -> tuple[Span, ...]:
    """The cell that each word of a line stands in; empty where cells are not known.

    words  with their places in the line, whose cells are parted by one sign
    """
    if not cells:
        return ()
    ends, at = [], 0
    for cell in cells:
        at += len(cell.text) + 1
        ends.append(at)
    places = (next((i for i, end in enumerate(ends) if w.start < end), len(ends) - 1) for w in words)
    return tuple((cells[i].left, cells[i].right) for i in places)


def columns_of(rows: Sequence[Sequence[Span]], heads: Sequence[Cell]) -> list[Span]:
    """The columns of figures from left to right: those with figures, and those whose head names a year.

    rows  the cells of every row's figures
    """
    columns = _merged([span for row in rows for span in row])
    first = columns[0][0] if columns else 0.0
    named = [(c.left, c.right) for c in heads if c.left >= first and any(h.year for h in heads_in(c.text))]
    return sorted([*columns, *_merged([s for s in named if not any(_overlap(s, c) for c in columns)])])


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def numbers_in(
    words: Sequence[Word], spans: Sequence[Span], columns: Sequence[Span]
) -> tuple[Number, ...] | None:
    """One number for each column of a row; None when a cell cannot be read as exactly one."""
    placed: list[Number] = []
    for column in columns:
        inside = [w for w, span in zip(words, spans, strict=True) if _overlap(span, column)]
        ways = splits(inside, 1) if inside else [(NOTHING,)]
        if len(ways) != 1:
            return None
        placed += ways[0]
    return tuple(placed)


def heads_over(columns: Sequence[Span], lead: Sequence[Sequence[Cell]]) -> list[Head]:
    """What stands above each column, line by line."""
    return [_head(" ".join(_words_over(column, lead))) for column in columns]


def _words_over(column: Span, lead: Sequence[Sequence[Cell]]) -> Iterator[str]:
    for cells in lead:
        if len(cells) > 1:
            over = (c.text.strip() for c in cells if _overlap((c.left, c.right), column))
            yield from (words for words in over if words)


def _head(words: str) -> Head:
    told = heads_in(words)
    return told[0] if len(told) == 1 else Head(words)


def related_count(rows: Sequence[Sequence[Word]], counts: Sequence[int]) -> int | None:
    """The number of columns with which one column follows from two others in nearly every row, if any.

    It is their difference, or the share in per cent that one is of the other.
    """
    for count in sorted(c for c in counts if c > _LEAST_RELATED):
        ways = [found for words in rows if (found := splits(words, count))]
        if len(ways) < max(_LEAST_RELATED + 1, _MOST_ROWS * len(rows)):
            continue
        places = ((a, b, c) for a, b, c in permutations(range(count), 3) if c > max(a, b))
        if any(all(any(_follows(way, *three) for way in found) for found in ways) for three in places):
            return count
    return None


def _follows(way: Sequence[Number], a: int, b: int, result: int) -> bool:
    first, second, third = way[a].value, way[b].value, way[result].value
    if not first or not second or not third:
        return False
    if way[result].unit == "prosent":
        return abs(100 * first / second - third) <= Decimal(1).scaleb(-way[result].decimals) / 2
    return first - second == third
