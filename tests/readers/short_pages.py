"""Short pages of our own for the tests of readers, written as they are printed."""

from textwrap import dedent
from typing import Any

from rodtrad.facts.document import DocumentKind
from rodtrad.readers.document import DocumentRead, read_printed
from rodtrad.readers.layout import Laid, lay_out
from rodtrad.readers.page import Line, Printed

KINDS = {
    "letter": DocumentKind.ALLOCATION_LETTER,
    "review": DocumentKind.SECTOR_REVIEW,
    "report": DocumentKind.ANNUAL_REPORT,
    "budget": DocumentKind.DISTRICT_BUDGET,
    "other": DocumentKind.PUBLIC_SOURCE,
}


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a page; the first line of the text is empty."""
    printed = dedent(text).strip("\n").split("\n")
    return tuple(Line(number, 1, line) for number, line in enumerate(printed, 1))


def laid(text: str) -> list[Laid]:
    """The lines of a page, laid out."""
    return lay_out(lines_of(text))


def read(text: str, kind: str) -> DocumentRead:
    """A page read as a document of a kind."""
    return read_printed(Printed("side.txt", 1, lines_of(text)), {}, kind=KINDS[kind])


def rows(document: DocumentRead, fact: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of a fact that have these values."""
    frame = document.facts.get(fact)
    found = [] if frame is None else frame.iter_rows(named=True)
    return [row for row in found if all(row[k] == v for k, v in values.items())]
