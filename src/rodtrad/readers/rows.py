"""Rows and tables as they stand on a page, before and after their figures are told apart."""

from dataclasses import dataclass

from rodtrad.readers.columns import Span
from rodtrad.readers.heads import Head
from rodtrad.readers.splits import Number, Tail, Word


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table (rad).

    numbers  one for each column once the row is read; NOTHING where the cell is empty
    choices  every way the figures can be read
    """

    label: str
    own: str
    line: int
    first: int
    words: tuple[Word, ...]
    raw: str = ""
    numbers: tuple[Number, ...] = ()
    choices: tuple[tuple[Number, ...], ...] = ()
    spans: tuple[Span, ...] = ()
    sure: bool = True

    @property
    def tail(self) -> Tail:
        """The figures of the row."""
        return Tail(self.label, self.words)

    @property
    def last(self) -> int:
        """The last line of the row."""
        return max((n.line for n in self.numbers if n.line), default=self.line)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands (tabell): its words above, its columns and rows.

    lead   the words above the rows since the last prose, line by line: title, unit, headings
    """

    lead: tuple[tuple[int, str], ...]
    section: str
    unit: str
    heads: tuple[Head, ...]
    romans: tuple[str, ...]
    rows: tuple[Row, ...]
    page: int

    @property
    def title(self) -> str:
        """All words above the rows."""
        return " ".join(text for _, text in self.lead)

    @property
    def line(self) -> int:
        """The first line of the table: its words above, or its first row."""
        return min([self.rows[0].first, *(n for n, _ in self.lead)])

    @property
    def last(self) -> int:
        """The last line of the table."""
        return max(row.last for row in self.rows)
