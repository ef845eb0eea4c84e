"""Rows of numbers under the headings of a chart: what the picture shows, to read."""

import math
from collections.abc import Iterable, Sequence

from rodtrad.core.numbers import number
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, table_row


def shown_decimals(values: Iterable[float]) -> int:
    """How many decimals a column of numbers needs: none for whole ones, one, or more when all are small.

    Two digits of the largest number are always shown.
    """
    known = tuple(values)
    if all(value == int(value) for value in known):
        return 0
    return max(1, 1 - math.floor(math.log10(max(map(abs, known)))))


def number_cell(value: float | None, decimals: int, language: Language) -> Cell:
    """A number as a cell; a dash where there is none."""
    return Cell("–") if value is None else Cell(number(value, decimals, language), value)


def number_table(
    title: str,
    unit: str,
    headings: Iterable[str],
    rows: Sequence[tuple[str, Sequence[float | None]]],
    language: Language,
) -> TableBlock:
    """Give series as rows: name and one number, or none, under each heading.

    title, unit  of the chart
    """
    decimals = shown_decimals(v for _, values in rows for v in values if v is not None)
    return TableBlock(
        say("publish_chart_numbers", language, title=title),
        (TableColumn(unit), *(TableColumn(heading, number=True) for heading in headings)),
        tuple(
            table_row(name, *(number_cell(v, decimals, language) for v in values)) for name, values in rows
        ),
        name="chart",
    )
