"""Tables of a budget that is made here: steps through four years, splits, changes, rates and differences."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day, number, signed
from rodtrad.models.budgeting.adoption import CHANGES
from rodtrad.models.budgeting.differences import difference
from rodtrad.models.budgeting.plan import Plan, amounts_by_year
from rodtrad.models.budgeting.steps import CHANGE_STEPS, PlanStep, compensation_name, step_name
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, TableRow, table_row

SHOWN_UNIT = "1000 kr"
"""The unit that budgets are read in."""
_GRAINS = UNITS[SHOWN_UNIT].grains
_MOST_ROWS = 250
Figures = Mapping[tuple[str, int], str]
_MOST_DETAILS = 80
"""Changes that are told one by one among the steps; beyond these the steps are told alone."""


def amount_cell(telling: Telling, grains: int, *, change: bool = False, address: str = "") -> Cell:
    """An amount in thousand kroner; a change with its sign."""
    value = grains / _GRAINS
    moved = change and round(value) != 0
    shown = signed(value, 0, telling.language) if moved else number(value, 0, telling.language)
    return Cell(shown, value, address)


def member_cell(telling: Telling, dimension: str, code: str | None) -> Cell:
    """A unit or code by its name; what is not split says so."""
    if code is None:
        return Cell(telling.say("plan_unsplit"))
    return telling.unit(code) if dimension == "unit" else telling.code(dimension, code)


def steps_table(
    telling: Telling, plan: Plan, name: str, *which: pl.Expr, figures: Figures | None = None
) -> TableBlock:
    """Every step from base to frame through the four years, with the changes in each.

    name     unit or whole that it is about
    which    conditions on the parts of the plan
    figures  addresses of the figures that were written at the adoption, by code and year
    """
    parts, years = plan.parts.filter(*which), plan.years
    sums = _by_year(amounts_by_year(parts, years, ("step",)), "step")
    codes = amounts_by_year(parts.filter(pl.col("step") != PlanStep.BASE.value), years, _DETAIL)
    details = codes.select(_DETAIL).unique().height <= _MOST_DETAILS
    sums[PlanStep.FRAME.value] = dict(amounts_by_year(parts, years).iter_rows())
    known = figures or {}
    rows = [_total(telling, PlanStep.BASE, sums, years, known)]
    for step in CHANGE_STEPS:
        if step.value in sums:
            rows.append(_total(telling, step, sums, years, known))
            own = codes.filter(pl.col("step") == step.value)
            rows += _details(telling, plan, own, known) if details else []
    rows.append(_total(telling, PlanStep.FRAME, sums, years, known))
    unit = UNITS[SHOWN_UNIT].label_in(telling.language)
    caption = telling.say("plan_steps_caption", name=name, first=years[0], last=years[-1], unit=unit)
    note = telling.say("plan_prices", year=years[0])
    return TableBlock(caption, _columns(telling, years), tuple(rows), note, name="steps")


_DETAIL = ("document", "step", "code")


def adopted_figures(telling: Telling, plan: Plan, unit: str) -> Figures:
    """The figures that were written when a budget was adopted, for a unit with one chapter.

    returns  addresses by code of the row and year; none where several chapters are added
    """
    rows = telling.where("budget_change", "document", plan.version.document)
    own = rows.filter((pl.col("unit") == unit) & (pl.col("table") == CHANGES))
    if own["chapter"].n_unique() != 1 or plan.parts.filter(pl.col("unit") == unit)["chapter"].n_unique() != 1:
        return {}
    shape = SHAPES["budget_change"]
    return {(r["code"], r["year"]): shape.address_of(r, "amount") for r in own.iter_rows(named=True)}


def _by_year(sums: pl.DataFrame, by: str) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for key, year, amount in sums.select(by, "year", "amount").iter_rows():
        found.setdefault(key, {})[year] = amount
    return found


def _columns(telling: Telling, years: Sequence[int]) -> tuple[TableColumn, ...]:
    first = TableColumn(telling.say("publish_chart_step"), width=2.6)
    return (first, *(TableColumn(str(year), number=True) for year in years))


def _total(
    telling: Telling, step: PlanStep, sums: dict[str, dict[int, int]], years: Sequence[int], figures: Figures
) -> TableRow:
    amounts, change = sums.get(step.value, {}), step in CHANGE_STEPS
    cells = (
        amount_cell(telling, amounts.get(y, 0), change=change, address=figures.get((step.value, y), ""))
        for y in years
    )
    return table_row(step_name(step.value, telling.language), *cells, total=True)


def _details(telling: Telling, plan: Plan, codes: pl.DataFrame, figures: Figures) -> list[TableRow]:
    """The changes of one step, in the order of the versions they came with."""
    order = {document: place for place, document in enumerate(plan.version.chain)}
    found: dict[tuple[str, str, str], dict[int, int]] = {}
    for document, step, code, year, amount in codes.iter_rows():
        found.setdefault((document, step, code), {})[year] = amount
    rows = []
    for document, step, code in sorted(found, key=lambda k: (order.get(k[0], 0), k[2])):
        by_year = found[document, step, code]
        written = f"{step}-{code}" if step == PlanStep.COMPENSATION.value else code
        cells = (
            amount_cell(telling, by_year[y], change=True, address=figures.get((written, y), ""))
            if y in by_year
            else Cell(EMPTY)
            for y in plan.years
        )
        rows.append(table_row(_change_name(telling, document, step, code), *cells, level=1))
    return rows


def _change_name(telling: Telling, document: str, step: str, code: str) -> Cell:
    if step == PlanStep.COMPENSATION.value:
        return Cell(compensation_name(code, telling.language))
    rows = telling.where("planned_change", "document", document).filter(
        (pl.col("code") == code) & (pl.col("category") == step)
    )
    if rows.is_empty():
        return Cell(code)
    row = rows.row(0, named=True)
    return Cell(telling.own(row), address=SHAPES["planned_change"].address_of(row))


def split_table(telling: Telling, plan: Plan, dimension: str, *which: pl.Expr) -> tuple[TableBlock, int]:
    """The base and the frames of the four years by one dimension, and how many rows there was no room for."""
    years = plan.years
    frames: dict[str | None, dict[int, int]] = {}
    for code, year, amount in plan.frames((dimension,), *which).iter_rows():
        frames.setdefault(code, {})[year] = amount
    is_base = pl.col("step") == PlanStep.BASE.value
    base = dict(
        plan.amounts((dimension,), *which, is_base).filter(year=years[0]).select(dimension, "amount").rows()
    )
    codes = sorted(frames, key=lambda c: (c is None, c or ""))
    rows = [
        _split_row(
            telling,
            member_cell(telling, dimension, c),
            [base.get(c, 0), *(frames[c].get(y, 0) for y in years)],
        )
        for c in codes[:_MOST_ROWS]
    ]
    sums = [sum(base.values()), *(sum(frames[c].get(y, 0) for c in codes) for y in years)]
    rows.append(_split_row(telling, Cell(telling.say("plan_total")), sums, total=True))
    headings = [telling.say("plan_step_base"), *map(str, years)]
    columns = (
        TableColumn(
            telling.say("unit") if dimension == "unit" else telling.word("dimension", dimension), width=2.2
        ),
        *(TableColumn(heading, number=True) for heading in headings),
    )
    caption = telling.say("plan_split", unit=UNITS[SHOWN_UNIT].label_in(telling.language))
    return TableBlock(caption, columns, tuple(rows), name="split"), max(0, len(codes) - _MOST_ROWS)


def _split_row(telling: Telling, name: Cell, amounts: Sequence[int], *, total: bool = False) -> TableRow:
    return table_row(name, *(amount_cell(telling, amount) for amount in amounts), total=total)


def rates_table(telling: Telling, plan: Plan) -> TableBlock | None:
    """The rates of compensation by account group and year; None where there are none."""
    if plan.rates.is_empty():
        return None
    by_place = {(r["account_group"], r["year"]): r for r in plan.rates.iter_rows(named=True)}
    rows = tuple(
        table_row(
            telling.code("account_group", group),
            *(_rate_cell(telling, by_place.get((group, year))) for year in plan.years),
        )
        for group in plan.rates["account_group"].unique().sort()
    )
    columns = (
        TableColumn(telling.word("dimension", "account_group"), width=2.2),
        *(TableColumn(str(year), number=True) for year in plan.years),
    )
    return TableBlock(telling.say("plan_rates"), columns, rows, telling.say("plan_rates_note"), name="rates")


def _rate_cell(telling: Telling, row: dict[str, Any] | None) -> Cell:
    if row is None:
        return Cell(EMPTY)
    value = row["rate"] / UNITS["prosent"].grains
    decimals = next(d for d in range(5) if round(value, d) == value or d == 4)
    address = SHAPES["compensation"].address_of(row)
    return Cell(number(value, max(1, decimals), telling.language), value, address)


def difference_table(
    telling: Telling, first: Plan, second: Plan, dimension: str, *which: pl.Expr
) -> tuple[TableBlock, dict[int, list[tuple[str, int]]]]:
    """How the frames of two versions differ by one dimension and year, and the differences of each year."""
    rows = difference(first, second, (dimension,), *which)
    years = [year for year in second.years if year in first.years]
    found: dict[str | None, dict[int, int]] = {}
    for code, year, change in rows.select(dimension, "year", "difference").iter_rows():
        found.setdefault(code, {})[year] = change
    moved = {code: by_year for code, by_year in found.items() if any(by_year.values())}
    codes = sorted(moved, key=lambda c: (c is None, c or ""))
    names = {code: member_cell(telling, dimension, code) for code in codes}
    lines = [
        table_row(names[c], *(amount_cell(telling, moved[c].get(y, 0), change=True) for y in years))
        for c in codes[:_MOST_ROWS]
    ]
    sums = [sum(by_year.get(year, 0) for by_year in moved.values()) for year in years]
    lines.append(
        table_row(
            telling.say("plan_total"), *(amount_cell(telling, s, change=True) for s in sums), total=True
        )
    )
    parts = {year: [(names[c].text, moved[c].get(year, 0)) for c in codes] for year in years}
    return _difference_block(telling, first, second, dimension, lines), parts


def _difference_block(
    telling: Telling, first: Plan, second: Plan, dimension: str, lines: Sequence[TableRow]
) -> TableBlock:
    names = [telling.named("document", plan.version.document) for plan in (second, first)]
    unit = UNITS[SHOWN_UNIT].label_in(telling.language)
    years = [year for year in second.years if year in first.years]
    columns = (
        TableColumn(
            telling.say("unit") if dimension == "unit" else telling.word("dimension", dimension), width=2.2
        ),
        *(TableColumn(str(year), number=True) for year in years),
    )
    caption = telling.say("plan_difference", second=names[0], first=names[1], unit=unit)
    return TableBlock(caption, columns, tuple(lines), name="difference")


def adjustments_table(telling: Telling, documents: Sequence[str], year: int) -> TableBlock | None:
    """Every change of some adjustments in a year, with its decision and date; None where there are none."""
    order = {document: place for place, document in enumerate(documents)}
    changes = telling.facts["planned_change"].filter(
        pl.col("document").is_in(list(documents)),
        pl.col("first_year") <= year,
        pl.col("last_year").is_null() | (pl.col("last_year") >= year),
    )
    rows = sorted(
        changes.iter_rows(named=True), key=lambda r: (order[r["document"]], str(r["decided"]), r["code"])
    )
    if not rows:
        return None
    columns = (
        TableColumn(telling.say("plan_change"), width=2.2),
        TableColumn(telling.say("document")),
        TableColumn(telling.say("unit")),
        TableColumn(telling.say("plan_decision")),
        TableColumn(telling.say("plan_decided")),
        TableColumn(str(year), number=True),
    )
    lines = tuple(_adjustment(telling, row) for row in rows[:_MOST_ROWS])
    unit = UNITS[SHOWN_UNIT].label_in(telling.language)
    caption = telling.say("plan_adjustments", year=year, unit=unit)
    return TableBlock(caption, columns, lines, name="adjustments")


def _adjustment(telling: Telling, row: dict[str, Any]) -> TableRow:
    address = SHAPES["planned_change"].address_of(row)
    return table_row(
        Cell(telling.own(row), address=address),
        Cell(telling.named("document", row["document"]), address=f"planning/{row['document']}"),
        telling.unit(row["unit"]),
        row["decision"] or EMPTY,
        day(row["decided"], telling.language) if row["decided"] else EMPTY,
        amount_cell(telling, row["amount"], change=True, address=f"{address}/amount"),
    )
