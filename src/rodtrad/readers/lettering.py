"""Letters as they were meant: bold type that is printed as doubled letters, odd blanks and signs."""

from rodtrad.core.lettering import doubled_cells

_BLANKS = str.maketrans(
    {"\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u00ad": None, "\ufeff": None}
)
BOUNDARY = "\t"
"""What parts two cells of a line, where they are known to be two."""


def plain(text: str) -> str:
    """The line with ordinary blanks, doubled letters single, and their cells parted by `BOUNDARY`."""
    text = text.translate(_BLANKS)
    cells = doubled_cells(text)
    return text if cells is None else BOUNDARY.join(cells)
