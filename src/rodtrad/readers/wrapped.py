"""Rows of a PDF whose words are wrapped in their cells: the lines below that go on a row are put into it.

Only where the figures of a table stand on the first line of their row. Where they stand on the last one, the
words above are taken for the row's when the table is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rodtrad.readers.page import Cell, Line

_FIGURE = re.compile(
    r"[<>≥≤]?\s?[-\u2212–+]?\d[\d ]*(?:[.,]\d+)?\s?(?:%|mill\.?|kr\.?)?\*{0,3}|[-\u2212–]|N/A"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOES_ON = re.compile(r"[a-zæøå0-9(]")
_SAME_EDGE = 3.0
"""Points that the left edges of one column may be apart."""

Joined = tuple[Line, tuple[int, ...]]
"""A line, and the numbers of the lines below that have been put into it."""


def joined(lines: Sequence[Line]) -> list[Joined]:
    """The lines in order, with every wrapped row as one line."""
    return [
        one for block in _blocks(lines) for one in (_rows(block) if _on_first_line(block) else _apart(block))
    ]


def _apart(block: Sequence[Line]) -> list[Joined]:
    return [(line, ()) for line in block]


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that follow each other on a page without room between them."""
    block: list[Line] = []
    for line in lines:
        if block and (line.number != block[-1].number + 1 or line.page != block[-1].page or not line.cells):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_figure(cell: Cell) -> bool:
    return bool(_FIGURE.fullmatch(cell.text.strip())) and not _YEAR.fullmatch(cell.text.strip())


def _has_figures(line: Line) -> bool:
    """Whether a line is a row: words or a code first, and then figures."""
    return len(line.cells) > 1 and any(_is_figure(cell) for cell in line.cells[1:])


def _on_first_line(block: Sequence[Line]) -> bool:
    """Whether words go on below the figures of their row more often than they stand above them."""
    rows = [place for place, line in enumerate(block) if _has_figures(line)]
    if not rows or len(rows) == len(block):
        return False
    edge = min(block[place].cells[0].left for place in rows)
    if any(block[place].cells[0].left > edge + _SAME_EDGE for place in rows):
        return False
    below = above = 0
    for place in rows:
        before = block[place - 1] if place else None
        after = block[place + 1] if place + 1 < len(block) else None
        if after and not _has_figures(after) and _is_below(block[place], after):
            below += bool(_GOES_ON.match(after.text)) or place == rows[-1]
        if before and not _has_figures(before) and len(before.cells) == 1:
            above += block[place].text[:1].islower() or place == rows[0]
    return below > above


def _is_below(row: Line, line: Line) -> bool:
    """Whether every cell of a line stands below words of a row, and none below its figures."""
    return bool(line.cells) and all(_home(row, cell) is not None for cell in line.cells)


def _home(row: Line, cell: Cell) -> int | None:
    """The place of the row's cell that a cell goes on; None when it stands below a figure, or nothing."""
    under = [
        place for place, other in enumerate(row.cells) if cell.left < other.right and other.left < cell.right
    ]
    words = [place for place in under if place == 0 or not _is_figure(row.cells[place])]
    return words[0] if len(under) == len(words) == 1 else None


def _rows(block: Sequence[Line]) -> Iterator[Joined]:
    row: Line | None = None
    below: list[int] = []
    for line in block:
        if row is not None and not _has_figures(line) and _is_below(row, line):
            row = _with(row, line)
            below.append(line.number)
            continue
        if row is not None:
            yield row, tuple(below)
        row, below = (line, []) if _has_figures(line) else (None, [])
        if row is None:
            yield line, ()
    if row is not None:
        yield row, tuple(below)


def _with(row: Line, line: Line) -> Line:
    """The row with the words of a line below put into their cells."""
    cells = list(row.cells)
    for cell in line.cells:
        place = _home(row, cell)
        assert place is not None
        there = cells[place]
        cells[place] = Cell(
            f"{there.text} {cell.text}", min(there.left, cell.left), max(there.right, cell.right)
        )
    return replace(row, text=" ".join(cell.text for cell in cells), cells=tuple(cells))
