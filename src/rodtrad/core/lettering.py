"""Bold type that is drawn twice comes out of a PDF as doubled letters: "KKoonnttoo  1100"."""

import re

_DOUBLED_LINE = re.compile(r"(?:(\S)\1|  | (?! ))+")
_DOUBLED_YEAR = re.compile(r"(?:11|22)(?:99|00)(\d)\1(\d)\2")
_DOUBLED_WORD = re.compile(r"(?:(\S)\1)+")
_DOUBLED_LETTER = re.compile(r"([^\W\d_])\1")
_SHORTEST, _ENOUGH = 4, 3


def doubled_cells(text: str) -> list[str] | None:
    """The cells of a line of doubled letters, with every sign once; None for any other line.

    Every sign stands twice, blanks inside a cell too; one single blank stands between two cells.
    """
    stripped = text.strip()
    if not _is_doubled(stripped):
        return None
    cells, place = [""], 0
    while place < len(stripped):
        if stripped[place] == " " and stripped[place : place + 2] != "  ":
            cells.append("")
            place += 1
        else:
            cells[-1] += stripped[place]
            place += 2
    return cells


def _is_doubled(text: str) -> bool:
    """True when every sign stands twice, and more than chance says so: letters, double blanks or years."""
    if len(text) < _SHORTEST or not _DOUBLED_LINE.fullmatch(text):
        return False
    words = text.split()
    if not all(_DOUBLED_WORD.fullmatch(word) for word in words):
        return False
    years = all(_DOUBLED_YEAR.fullmatch(word) for word in words)
    return years or "  " in text or len(_DOUBLED_LETTER.findall(text)) >= _ENOUGH
