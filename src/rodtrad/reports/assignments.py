"""Assignments (oppdrag) by deadline and owner, and what must be reported when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core.numbers import day
from rodtrad.core.period import season_end
from rodtrad.reports.telling import EMPTY, Telling, chosen
from rodtrad.reports.tree import Cell, Choice, TableBlock, TableColumn, table_row


@dataclass(frozen=True, slots=True)
class AssignmentsView:
    """What is ordered, of whom, and by when."""

    count: int
    dated: int
    owners: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    tables: tuple[TableBlock, ...]
    duties: tuple[TableBlock, ...]


def assignments_view(telling: Telling, owner: str = "", status: str = "") -> AssignmentsView:
    """The assignments of every letter, and the reporting duties.

    owner, status   show only those; nothing matches an unknown one
    """
    every = telling.facts["assignment"]
    shown = every.filter(chosen("owner", owner), chosen("status", status))
    duties = telling.facts["reporting_duty"].filter(chosen("unit", owner))
    return AssignmentsView(
        shown.height,
        shown["deadline"].drop_nulls().len(),
        tuple(Choice(u, telling.named("unit", u), u == owner) for u in every["owner"].unique().sort()),
        tuple(
            Choice(s, telling.word("assignment_status", s), s == status)
            for s in every["status"].unique().sort()
        ),
        assignment_tables(telling, shown),
        () if status else _duty_tables(telling, duties),
    )


def assignment_tables(telling: Telling, assignments: pl.DataFrame | None = None) -> tuple[TableBlock, ...]:
    """A table for every letter, by deadline; those without one last."""
    every = telling.facts["assignment"] if assignments is None else assignments
    ends = pl.col("season").map_elements(season_end, return_dtype=pl.Date)
    last = pl.coalesce("deadline", ends)
    ordered = every.sort(last, "status", "number", nulls_last=True, descending=[False, True, False])
    parts = ordered.partition_by("document", maintain_order=True)
    return tuple(_assignment_table(telling, rows) for rows in parts)


def _assignment_table(telling: Telling, rows: pl.DataFrame) -> TableBlock:
    document = rows["document"][0]
    letters = telling.where("allocation_letter", "document", document)
    year = letters["year"][0] if letters.height else ""
    owner = telling.named("unit", letters["receiver"][0] if letters.height else rows["owner"][0])
    columns = (
        TableColumn(telling.say("deadline")),
        TableColumn(telling.say("assignment")),
        TableColumn(telling.say("status")),
    )
    cells = tuple(
        table_row(
            deadline_text(telling, row),
            telling.row("assignment", row, f"{row['number']}. {telling.own(row)}"),
            telling.word("assignment_status", row["status"]),
        )
        for row in rows.iter_rows(named=True)
    )
    note = telling.say("assignments_note", source=telling.wording.place(document, []))
    caption = telling.say("assignments_of", unit=owner, year=year)
    return TableBlock(caption, columns, cells, note, name=document)


def _duty_tables(telling: Telling, duties: pl.DataFrame) -> tuple[TableBlock, ...]:
    parts = duties.sort("document", "line").partition_by("document", maintain_order=True)
    return tuple(_duty_table(telling, rows) for rows in parts)


def _duty_table(telling: Telling, rows: pl.DataFrame) -> TableBlock:
    end = "" if telling.language == "no" else "_en"
    columns = (
        TableColumn(telling.say("duty")),
        TableColumn(telling.say("duty_frequency")),
        TableColumn(telling.say("duty_periods")),
        TableColumn(telling.say("duty_recipient")),
    )
    cells = tuple(
        table_row(
            telling.row("reporting_duty", row, telling.own(row)),
            row[f"frequency{end}"],
            row[f"periods{end}"] or EMPTY,
            row[f"recipient{end}"] or EMPTY,
        )
        for row in rows.iter_rows(named=True)
    )
    document = rows["document"][0]
    year = telling.where("document", "key", document)["year"][0]
    caption = telling.say("duties_of", unit=telling.named("unit", rows["unit"][0]), year=year)
    note = telling.say("source_note", source=telling.wording.place(document, []))
    return TableBlock(caption, columns, cells, note, name=f"duties-{document}")


def next_deadlines(telling: Telling, today: date, most: int) -> tuple[tuple[str, Cell, str], ...]:
    """The assignments whose deadline comes first, from today on: deadline, assignment, owner."""
    ends = pl.col("season").map_elements(season_end, return_dtype=pl.Date)
    last = pl.coalesce("deadline", ends).alias("last")
    coming = telling.facts["assignment"].with_columns(last).filter(pl.col("last") >= today)
    rows = coming.sort("last", "number").head(most).iter_rows(named=True)
    return tuple(
        (
            deadline_text(telling, row),
            telling.row("assignment", row, telling.own(row)),
            telling.named("unit", row["owner"]),
        )
        for row in rows
    )


def deadline_text(telling: Telling, row: dict[str, Any]) -> str:
    """A deadline as it is stated: a date, a season, or not at all."""
    if row["deadline"]:
        return day(row["deadline"], telling.language)
    if row["season"]:
        year, name = row["season"].split("-")
        season = telling.word("season", name)
        return telling.say("season_year", season=season, year=year).capitalize()
    return telling.say("no_deadline")
