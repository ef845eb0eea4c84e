"""A document's lines as they are printed: what every opener gives, and all readers start from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line that stands apart from the rest (celle).

    left and right are points from the page's left edge in a PDF, and column numbers in a Word table.
    """

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line (linje).

    number  counts the lines of the whole document from 1, empty ones too where the file has them
    cells   the parts of the line, where the file tells them apart; else only words and spaces are known
    """

    number: int
    page: int
    text: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole document as it is printed (trykk)."""

    name: str
    pages: int
    lines: tuple[Line, ...]
