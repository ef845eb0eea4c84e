"""An invented municipality with documents in every state, for the tests of who may write what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from store_samples import STAMP

from rodtrad.core.shape import Kind
from rodtrad.models.concepts import SHAPES
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange

TREE = {"by": None, "helse": "by", "etat": "helse", "seksjon": "etat", "skole": "by", "nabo": "skole"}


@dataclass(frozen=True)
class Paper:
    """A document: what it is for, the unit it is about, who writes it and how far it has come."""

    kind: str
    about: str
    writer: str | None = None
    state: str | None = None
    stage: str | None = None


PAPERS = {
    "printed": Paper("sector_review", "helse"),
    "printed-nabo": Paper("sector_review", "nabo"),
    "accounts": Paper("accounts", "by"),
    "letter": Paper("allocation_letter", "etat", "helse", "draft"),
    "letter-sent": Paper("allocation_letter", "etat", "helse", "sent"),
    "letter-nabo": Paper("allocation_letter", "nabo", "skole", "draft"),
    "budget": Paper("budget", "by", "helse", "draft", "proposal"),
    "budget-adopted": Paper("budget", "by", "helse", "adopted", "adopted"),
    "budget-other": Paper("budget", "by", "helse", "draft", "alternative"),
    "report": Paper("period_report", "etat", "etat", "draft"),
    "report-submitted": Paper("period_report", "etat", "etat", "submitted"),
    "report-approved": Paper("period_report", "etat", "etat", "approved"),
    "report-frozen": Paper("period_report", "etat", "etat", "frozen"),
    "report-nabo": Paper("annual_report", "nabo", "nabo", "draft"),
}
_FILLED: dict[Kind, Any] = {
    Kind.TEXT: "x",
    Kind.INTEGER: 1,
    Kind.AMOUNT: 100,
    Kind.QUANTITY: 100,
    Kind.DATE: date(2027, 1, 1),
    Kind.BOOLEAN: True,
}


def row(fact: str, /, **values: Any) -> dict[str, Any]:
    """A row with something in every column that must have it."""
    made: dict[str, Any] = {}
    for column in SHAPES[fact].columns:
        low = column.between[0] if column.between else None
        needed = column.choices[0] if column.choices else low or _FILLED.get(column.kind)
        made[column.name] = needed if column.required else None
    if "printed_unit" in made:
        made["printed_unit"] = "kr"
    return made | values


def adding(fact: str, /, **values: Any) -> RowChange:
    """A row to be added."""
    made, key = row(fact, **values), SHAPES[fact].key
    return RowChange(fact, {k: made[k] for k in key}, {k: v for k, v in made.items() if k not in key}, None)


def change(book: Book, fact: str, key: Mapping[str, Any], **values: Any) -> RowChange:
    """New values of a row as it stands."""
    return RowChange(fact, key, values, book.version_of(fact, key))


def removal(book: Book, fact: str, key: Mapping[str, Any]) -> RowChange:
    """A row to be taken out."""
    return RowChange(fact, key, None, book.version_of(fact, key))


def fill(book: Book) -> None:
    """Load the municipality and its documents, each with a passage and an assignment of the agency."""
    written = {key: paper for key, paper in PAPERS.items() if paper.state}
    rows = {
        "unit": [row("unit", key=k, parent=p, kind="agency") for k, p in TREE.items()],
        "document": [row("document", key=k, kind=p.kind, unit=p.about, year=2027) for k, p in PAPERS.items()],
        "working_document": [
            row("working_document", document=k, unit=p.writer, state=p.state) for k, p in written.items()
        ],
        "budget_proposal": [
            row("budget_proposal", document=k, stage=p.stage) for k, p in PAPERS.items() if p.stage
        ],
        "passage": [row("passage", document=k, key="p") for k in PAPERS],
        "assignment": [row("assignment", document=k, number=1, owner="etat") for k in PAPERS],
        "efficiency_measure": [
            row("efficiency_measure", document="printed", key=k, sector="helse", owner=o)
            for k, o in (("M1", "etat"), ("M2", "nabo"))
        ],
    }
    frames = {
        name: pl.DataFrame(given, schema=SHAPES[name].polars_schema(), orient="row")
        for name, given in rows.items()
    }
    book.load(frames, None, **STAMP)
