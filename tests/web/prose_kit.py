"""The invented municipality with a report whose texts are being written; all numbers are invented.

In the budget for 2026 wages in care in institutions (function 253) are 182 000 thousand kroner.
"""

from pathlib import Path

from rodtrad.app.asking import Ask
from rodtrad.app.books import read_into
from rodtrad.app.open_book import OpenBook
from rodtrad.app.work import NewDocument, begin_document
from rodtrad.facts.document import DocumentKind
from rodtrad.store.changes import RowChange

REPORT = "report-oms-2026"
WAGES = "budget_line/budget-2026/ramme/OMS/300/FO3/253/-/10/2026/adopted/amount"
DIFFERS = "Lønn i helse- og omsorgstjenester i institusjon er 190 mill. kr."
_TEXTS = (
    ("innledning", "introduction", 1, None, f"Det er {{{{{WAGES} | mill. kr}}}} <b>til</b> lønn."),
    ("sykehjem", "deviation", 1, "Sykehjem", DIFFERS),
    ("hjemme", "deviation", 2, "Hjemme", "Ingen avvik."),
)


def written_book(place: Path) -> Path:
    """The book with a report of the care agency that has three passages."""
    read_into(place, "eksempelvik", by="Prøve", why="test")
    report = NewDocument(
        REPORT,
        DocumentKind.PERIOD_REPORT,
        "OMS",
        "OMS",
        2026,
        "Rapport 2026",
        "Report 2026",
        period="2026-T2",
    )
    rows = [
        RowChange(
            "passage",
            {"document": REPORT, "key": key},
            {"part": part, "position": position, "heading": heading, "text": text},
            None,
        )
        for key, part, position, heading, text in _TEXTS
    ]
    with OpenBook(place) as book:
        begin_document(Ask(book, book.edition(), "no"), report, rows, by="Prøve", why="begynner")
    return place
