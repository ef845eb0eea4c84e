"""A report is handed in: nothing it is asked for may be missing, and the figures it shows become its own."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.work import Brought
from rodtrad.core.errors import UsageError
from rodtrad.models.concepts import SHAPES
from rodtrad.models.reporting.copies import copied_rows, held_rows
from rodtrad.models.reporting.missing import missing
from rodtrad.models.reporting.rounds import report_at
from rodtrad.reports.reporting_lacks import lack_lines
from rodtrad.store.changes import RowChange
from rodtrad.store.unchanged import Unchanged

_TOLD_LACKS = 3


def handed_in(ask: Ask, document: str) -> Brought:
    """What is written in a report when it is handed in: the amounts it shows, and how the work was going.

    raises  UsageError  something it is asked for is missing
    """
    facts = ask.telling.facts
    report, ground = report_at(facts, document), Unchanged(ask.edition.revision, frozenset({document}))
    if report is None:
        return Brought([], ground)
    lacks = lack_lines(ask.telling, missing(facts, report))
    if lacks:
        told = " ".join(line.text for line in lacks[:_TOLD_LACKS])
        raise UsageError("reporting_incomplete", count=len(lacks), told=told)
    held, wanted = held_rows(facts, report), copied_rows(facts, report)
    rows = [change for fact in wanted for change in _differences(ask, fact, held[fact], wanted[fact])]
    return Brought(rows, ground)


def _differences(ask: Ask, fact: str, held: pl.DataFrame, wanted: pl.DataFrame) -> Iterator[RowChange]:
    """What makes the rows that are there the rows that are wanted."""
    before, after = _by_key(fact, held), _by_key(fact, wanted)
    for address, (key, values) in after.items():
        known = before.pop(address, None)
        if known is None:
            yield RowChange(fact, key, values, None)
        elif known[1] != values:
            yield RowChange(fact, key, values, ask.book.version_of(ask.edition, fact, key))
    for key, _ in before.values():
        yield RowChange(fact, key, None, ask.book.version_of(ask.edition, fact, key))


def _by_key(fact: str, rows: pl.DataFrame) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Key and other values of each row, by its address."""
    shape = SHAPES[fact]
    return {
        shape.address_of(row): (
            {name: row[name] for name in shape.key},
            {name: value for name, value in row.items() if name not in shape.key},
        )
        for row in rows.iter_rows(named=True)
    }
