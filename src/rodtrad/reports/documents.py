"""The documents figures are read from, and how their figures stand."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.core.numbers import day
from rodtrad.core.verdict import Verdict
from rodtrad.reports.findings import FindingCard, finding_card
from rodtrad.reports.telling import EMPTY, UNTESTED, Telling
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, table_row

PAGE = 100
_MOST = 10
VERDICTS = (UNTESTED, *(v.value for v in Verdict))


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """Every document with how many figures it holds and how they stand."""

    table: TableBlock


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document: its figures in the order they stand, and its findings.

    printed_pages  pages whose text is in the book; 0 when only the figures are
    """

    kind_word: str
    unit: Cell
    year: str
    published: str
    web_address: str
    figure_count: int
    verdicts: tuple[tuple[str, str, int], ...]
    tables: TableBlock | None
    findings: tuple[FindingCard, ...]
    finding_count: int
    page: int
    pages: int
    figures: TableBlock
    printed_pages: int


def documents_view(telling: Telling) -> DocumentsView:
    """The documents, newest first."""
    counted = dict(telling.thread.figures["document"].drop_nulls().value_counts().iter_rows())
    found = Counter(f.document for f in telling.judgement.open)
    rows = telling.facts["document"].sort("year", "key", descending=[True, False])
    columns = (
        TableColumn(telling.say("document")),
        TableColumn(telling.say("kind")),
        TableColumn(telling.say("unit")),
        TableColumn(telling.say("year"), number=True),
        TableColumn(telling.say("figure_count"), number=True),
        TableColumn(telling.say("findings"), number=True),
    )
    body = tuple(
        table_row(
            telling.document(row["key"]),
            telling.word("document_kind", row["kind"]),
            telling.unit(row["unit"]),
            str(row["year"]),
            Cell(telling.count(counted.get(row["key"], 0)), counted.get(row["key"], 0)),
            Cell(telling.count(found[row["key"]]), found[row["key"]]),
        )
        for row in rows.iter_rows(named=True)
    )
    return DocumentsView(TableBlock(telling.say("sources_table"), columns, body, name="documents"))


def document_view(telling: Telling, row: dict[str, Any], page: int = 1) -> DocumentView:
    """One document with a page of its figures, in the order they stand."""
    key = row["key"]
    figures = telling.figures_in(key)
    pages = max(1, -(-figures.height // PAGE))
    page = min(page, pages)
    counts = Counter(telling.verdict_at(a) for a in figures["address"])
    findings = [f for f in telling.judgement.open if f.document == key]
    return DocumentView(
        telling.word("document_kind", row["kind"]),
        telling.unit(row["unit"]),
        str(row["year"]),
        day(row["published"], telling.language) if row["published"] else EMPTY,
        row["address"] or "",
        figures.height,
        tuple((v, telling.word("verdict", v), counts[v]) for v in VERDICTS if counts[v]),
        _tables(telling, key),
        tuple(finding_card(telling, f) for f in findings[:_MOST]),
        len(findings),
        page,
        pages,
        _figures(telling, figures.slice((page - 1) * PAGE, PAGE)),
        page_count(telling, key),
    )


def page_count(telling: Telling, document: str) -> int:
    """The last page of a document whose text is in the book; 0 when it is not."""
    last = telling.where("document_line", "document", document)["page"].max()
    return last if isinstance(last, int) else 0


def _tables(telling: Telling, document: str) -> TableBlock | None:
    rows = telling.where("table", "document", document).sort("line")
    if rows.is_empty():
        return None
    columns = (TableColumn(telling.say("table")), TableColumn(telling.say("line_column"), number=True))
    body = tuple(
        table_row(telling.row("table", r, telling.own(r)), str(r["line"])) for r in rows.iter_rows(named=True)
    )
    return TableBlock(telling.say("tables_in_document"), columns, body, name="tables")


def _figures(telling: Telling, figures: pl.DataFrame) -> TableBlock:
    columns = (
        TableColumn(telling.say("line_column"), number=True),
        TableColumn(telling.say("figure")),
        TableColumn(telling.say("value"), number=True),
        TableColumn(telling.say("verdict")),
    )
    body = tuple(
        table_row(
            str(row["line"] or EMPTY),
            Cell(telling.wording.label(row["address"]), address=row["address"]),
            telling.number_of(row),
            telling.word("verdict", telling.verdict_at(row["address"])),
        )
        for row in figures.iter_rows(named=True)
    )
    return TableBlock(telling.say("figures_in_document"), columns, body, name="figures")
