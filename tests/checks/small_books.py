"""Small books written as a person would write them: text in, facts and findings out."""

from typing import Any

import polars as pl

from rodtrad.checks.run import judgement_of
from rodtrad.core.finding import Finding
from rodtrad.core.shape import Column, Kind
from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.weave import Thread, thread_of
from rodtrad.readers.tidy import Tidied, tidy

USUAL = {
    "document": "budsjett",
    "table": "1",
    "unit": "BY",
    "account_group": "drift",
    "year": "2026",
    "version": "adopted",
    "printed_unit": "1000 kr",
    "decimals": "0",
    "weight": "1",
    "heading": "kr",
    "supplier": "all",
    "step": "change",
    "kind": "result",
    "status": "new",
}
"""What a column nobody mentions holds; the line is the number of the row in the text."""

_BY_KIND = {
    Kind.INTEGER: "1",
    Kind.DATE: "2026-01-01",
    Kind.BOOLEAN: "true",
    Kind.AMOUNT: "0",
    Kind.QUANTITY: "0",
}


def read(fact: str, text: str) -> Tidied:
    """One fact from text with semicolons between the columns and a heading on top."""
    cells = [[cell.strip() for cell in line.split(";")] for line in text.strip().splitlines()]
    rows = [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
    whole = [
        {c.name: row.get(c.name, _usual(c, number)) for c in SHAPES[fact].columns}
        for number, row in enumerate(rows, start=1)
    ]
    unknown = set(cells[0]) - set(SHAPES[fact].names())
    assert not unknown, f"{fact} has no column {unknown}"
    tidied = tidy(pl.DataFrame(whole), SHAPES[fact], fact)
    assert tidied.problems == []
    return tidied


def _usual(column: Column, number: int) -> str:
    if column.name == "line":
        return str(number)
    if not column.required:
        return ""
    if column.name in USUAL and (not column.choices or USUAL[column.name] in column.choices):
        return USUAL[column.name]
    return column.choices[0] if column.choices else _BY_KIND.get(column.kind, f"{column.name}-{number}")


def book(**texts: str) -> dict[str, pl.DataFrame]:
    """Facts from one text for each; columns that are not mentioned get a plain value."""
    return {fact: read(fact, text).facts for fact, text in texts.items()}


def woven(**texts: str) -> Thread:
    """The thread of such a book."""
    return thread_of(book(**texts))


def findings(**texts: str) -> tuple[Finding, ...]:
    """Every finding of such a book, gravest first."""
    return judgement_of(woven(**texts), {}).findings


def assert_clean(number: str, **texts: str) -> None:
    """The book has a relation of this number, and no finding at all."""
    judgement = judgement_of(woven(**texts), {})
    assert number in judgement.thread.judged["number"].to_list()
    assert judgement.findings == ()


def told(finding: Finding) -> dict[str, Any]:
    """What a finding says, for comparing with what was worked out by hand; terms come in any order."""
    return {
        "number": finding.number,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "printed": finding.printed,
        "computed": finding.computed,
        "gap": finding.gap,
        "room": finding.room,
        "unit": finding.unit,
        "document": finding.document,
        "first_line": finding.lines[0],
        "lines": set(finding.lines),
        "first_address": finding.addresses[0],
        "addresses": set(finding.addresses),
    }
