"""Letters as they were meant: bold type that is printed as doubled letters, odd blanks and signs."""

import re

_BLANKS = str.maketrans(
    {"\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u00ad": None, "\ufeff": None}
)
_DOUBLED_LINE = re.compile(r"(?:(\S)\1|  | (?! ))+")
_DOUBLED_YEAR = re.compile(r"(?:11|22)(?:99|00)(\d)\1(\d)\2")
_DOUBLED_WORD = re.compile(r"(?:(\S)\1)+")
_DOUBLED_LETTER = re.compile(r"([^\W\d_])\1")
_SHORTEST, _ENOUGH = 4, 3
BOUNDARY = "\t"
"""What parts two cells of a line, where they are known to be two."""


def plain(text: str) -> str:
    """The line with ordinary blanks, doubled letters single, and cells of doubled type parted by `BOUNDARY`.

    Bold type drawn twice comes out of a PDF as "KKoonnttoo  1100": every sign twice, blanks inside a cell
    too, and one single blank between two cells.
    """
    text = text.translate(_BLANKS)
    return _single(text) if _is_doubled(text) else text


def _is_doubled(text: str) -> bool:
    """True when every sign stands twice, and more than chance says so: letters, double blanks or years."""
    stripped = text.strip()
    if len(stripped) < _SHORTEST or not _DOUBLED_LINE.fullmatch(stripped):
        return False
    words = stripped.split()
    if not all(_DOUBLED_WORD.fullmatch(word) for word in words):
        return False
    years = all(_DOUBLED_YEAR.fullmatch(word) for word in words)
    return years or "  " in stripped or len(_DOUBLED_LETTER.findall(stripped)) >= _ENOUGH


def _single(text: str) -> str:
    """Every second sign; a single blank is the boundary of two cells."""
    made: list[str] = []
    place, stripped = 0, text.strip()
    while place < len(stripped):
        if stripped[place] == " " and stripped[place : place + 2] != "  ":
            made.append(BOUNDARY)
            place += 1
        else:
            made.append(stripped[place])
            place += 2
    return "".join(made)
