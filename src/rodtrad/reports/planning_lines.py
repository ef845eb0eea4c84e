"""The changes of a budget one by one, each with all its years in one row; and by category."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day
from rodtrad.models.budgeting.base import CELL
from rodtrad.models.budgeting.plan import Plan
from rodtrad.models.budgeting.runs import amounts_of
from rodtrad.models.budgeting.steps import CHANGE_STEPS
from rodtrad.models.budgeting.trees import units_within
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.planning_tables import SHOWN_UNIT, amount_cell, member_cell
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, TableRow, table_row


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of a budget at one place, with its amount in each year.

    key  its code and place, to be asked for when it is edited       own  it is this version's
    """

    key: str
    name: Cell
    unit: Cell
    place: str
    group: Cell
    category: str
    category_word: str
    decision: str
    measure: Cell
    document: Cell
    amounts: tuple[Cell, ...]
    own: bool


def change_key(row: dict[str, Any]) -> str:
    """A change's code and place as one text, by which it is asked for."""
    return "/".join(str(row[name] or "-") for name in ("code", *CELL))


def change_lines(
    telling: Telling, plan: Plan, unit: str = "", most: int | None = None
) -> tuple[list[ChangeLine], int]:
    """The version's own changes first, then those of the versions it stands on; and how many there are.

    unit  only what this unit and those below it answer for; empty is all
    most  as many as are told; None is all
    """
    version = plan.version
    rows = telling.facts["planned_change"].filter(pl.col("document").is_in(list(version.chain)))
    if unit:
        rows = rows.filter(pl.col("unit").is_in(list(units_within(telling.facts, unit))))
    order = {document: -place for place, document in enumerate(version.chain)}
    own = pl.col("document").replace_strict(order, return_dtype=pl.Int64)
    parts = rows.sort(own, "category", "code", maintain_order=True).partition_by(
        "document", "code", *CELL, maintain_order=True
    )
    return [_change_line(telling, version, part.rows(named=True)) for part in parts[:most]], len(parts)


def _change_line(telling: Telling, version: BudgetVersion, rows: list[dict[str, Any]]) -> ChangeLine:
    row = rows[0]
    amounts = amounts_of([(r["first_year"], r["last_year"], r["amount"]) for r in rows], version.years)
    figures = {r["first_year"]: f"{SHAPES['planned_change'].address_of(r)}/amount" for r in rows}
    code = partial(member_cell, telling)
    placed = [code(d, row[d]).text for d in ("chapter", "area", "function") if row[d]]
    measure = f"efficiency_measure/{row['measure_document']}/{row['measure']}" if row["measure"] else ""
    decided = f", {day(row['decided'], telling.language)}" if row["decided"] else ""
    return ChangeLine(
        change_key(row),
        Cell(telling.own(row), address=SHAPES["planned_change"].address_of(row)),
        telling.unit(row["unit"]),
        ", ".join(placed),
        code("account_group", row["account_group"]),
        row["category"],
        telling.word("change_category", row["category"]),
        f"{row['decision']}{decided}" if row["decision"] else "",
        Cell(row["measure"] or "", address=measure),
        Cell(telling.named("document", row["document"]), address=f"planning/{row['document']}"),
        tuple(
            amount_cell(telling, amounts[y], change=True, address=figures.get(y, ""))
            if amounts[y]
            else Cell(EMPTY)
            for y in version.years
        ),
        row["document"] == version.document,
    )


def category_tables(telling: Telling, plan: Plan) -> tuple[TableBlock, ...]:
    """The changes of a budget, a table for each category, in the order of the steps."""
    lines, _ = change_lines(telling, plan)
    unit = UNITS[SHOWN_UNIT].label_in(telling.language)
    found: dict[str, list[ChangeLine]] = {}
    for line in lines:
        found.setdefault(line.category, []).append(line)
    columns = (
        TableColumn(telling.say("plan_change"), width=2.4),
        TableColumn(telling.say("unit"), width=1.4),
        TableColumn(telling.say("plan_decision"), width=1.4),
        *(TableColumn(str(year), number=True) for year in plan.years),
    )
    return tuple(
        TableBlock(
            telling.say("plan_book_category", category=telling.word("change_category", step), unit=unit),
            columns,
            tuple(_told(line) for line in found[step.value]),
            name=f"changes-{step.value}",
        )
        for step in CHANGE_STEPS
        if step.value in found
    )


def _told(line: ChangeLine) -> TableRow:
    return table_row(line.name, line.unit, line.decision or EMPTY, *line.amounts)
