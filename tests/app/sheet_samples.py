"""Invented rows for the tests of spreadsheets, and workbooks as somebody works in them."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl import Workbook, load_workbook

from rodtrad.app.asking import Ask
from rodtrad.app.open_book import OpenBook
from rodtrad.core.shape import Language
from rodtrad.models.concepts import SHAPES
from rodtrad.publish.workbook import workbook_of
from rodtrad.reports.sheets import work_sheet
from rodtrad.store.book import Book

STAMP: dict[str, Any] = {"by": "Ansatt", "at": datetime(2026, 3, 1, 12, tzinfo=UTC), "why": "test"}
HEADINGS, FIRST = 4, 5
"""The rows of a workbook with its headings, and with its first row."""


def frame(fact: str, *rows: dict[str, Any]) -> pl.DataFrame:
    """Rows of a fact; columns that are not given are empty."""
    return pl.DataFrame(list(rows), schema=SHAPES[fact].polars_schema(), orient="row")


def _line(function: str, amount: int, unit: str = "1000 kr", decimals: int = 0) -> dict[str, Any]:
    key = {"document": "budsjett", "table": "1", "unit": "VEL", "function": function}
    rest = {"account_group": "drift", "year": 2026, "version": "adopted", "printed_unit": unit}
    return {**key, **rest, "amount": amount, "decimals": decimals, "line": 7}


UNITS = frame(
    "unit",
    {"key": "BY", "kind": "municipality", "label": "Byen", "label_en": "The city"},
    {"key": "VEL", "kind": "agency", "parent": "BY", "label": "Velferd", "label_en": "Welfare"},
    {"key": "SKO", "kind": "agency", "parent": "BY", "label": "Skole", "label_en": "Schools"},
)
DOCUMENTS = frame(
    "document",
    {
        "key": "budsjett",
        "kind": "budget",
        "unit": "BY",
        "year": 2026,
        "label": "Budsjett",
        "label_en": "Budget",
    },
)
LINES = frame(
    "budget_line",
    _line("241", 1_204_300 * 100_000),
    _line("242", -50_000 * 100_000),
    _line("243", 13_500_000 * 100, "mill. kr", 1),
)
"""1 204 300 and -50 000 thousand kroner, and 13,5 million."""
CODES = frame(
    "code",
    {"dimension": "function", "code": "241", "label": "Lege", "label_en": "Doctors"},
    {"dimension": "function", "code": "242", "label": "Råd", "label_en": "Advice"},
)
RESOLUTIONS = frame(
    "council_resolution",
    {
        "document": "budsjett", "number": "1", "owner": "VEL", "decided": date(2026, 1, 15),
        "label": "=HYPERLINK(1)", "label_en": "@x",
    },
    {"document": "budsjett", "number": "2", "owner": "SKO", "label": "Plan for leie", "label_en": "Plan"},
)  # fmt: skip
BOOK = {
    "unit": UNITS,
    "document": DOCUMENTS,
    "budget_line": LINES,
    "code": CODES,
    "council_resolution": RESOLUTIONS,
}


def small_book(place: Path) -> Path:
    """A book with the invented rows."""
    with Book.create(place) as book:
        book.load(BOOK, None, **STAMP)
    return place


@contextmanager
def asking(place: Path, language: Language = "no") -> Iterator[Callable[[], Ask]]:
    """Asks the book as it stands each time."""
    with OpenBook(place) as book:

        def ask() -> Ask:
            return Ask(book, book.edition(), language)

        yield ask


def taken_out(ask: Ask, fact: str, **chosen: str) -> bytes:
    """A table as a workbook."""
    return workbook_of(work_sheet(ask.telling, fact, ask.edition.revision, **chosen))


class Worked:
    """A workbook that somebody works in, as Excel would: cells by row of the table and heading."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(io.BytesIO(content))
        self.page = self.book.worksheets[0]

    @property
    def headings(self) -> list[str]:
        """The headings, from the first column."""
        return [cell.value for cell in self.page[HEADINGS]]

    def cell(self, row: int, heading: str) -> Any:
        """A cell of the row of the table, from 1, under the heading that begins so."""
        at = next(
            n for n, text in enumerate(self.headings, 1) if text == heading or text.startswith(f"{heading} (")
        )
        return self.page.cell(FIRST + row - 1, at)

    def write(self, row: int, **values: Any) -> "Worked":
        """Write in a row; the names are headings with a low line for each space."""
        for heading, value in values.items():
            self.cell(row, heading.replace("_", " ")).value = value
        return self

    def take_away(self, row: int) -> "Worked":
        """Take a row of the table away."""
        self.page.delete_rows(FIRST + row - 1)
        return self

    @property
    def content(self) -> bytes:
        """The file."""
        return saved(self.book)


def saved(book: Workbook) -> bytes:
    """A workbook as a file."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def own_sheet(*rows: tuple[Any, ...], title: str = "Ark") -> bytes:
    """A workbook that somebody has made: rows from the first on."""
    book = Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    return saved(book)
