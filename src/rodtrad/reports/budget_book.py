"""The budget book: a budget that is made here as a document, with goals, frames, changes and targets."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core.numbers import day
from rodtrad.facts.budget import BudgetStage
from rodtrad.facts.indicator import ValueKind
from rodtrad.facts.work import DocumentState, PassagePart
from rodtrad.models.budgeting.plan import Plan
from rodtrad.models.budgeting.steps import PlanStep
from rodtrad.models.budgeting.trees import INVESTMENT, OPERATING, units_within
from rodtrad.models.budgeting.versions import BudgetVersion, budget_versions
from rodtrad.reports.indicators import value_cell
from rodtrad.reports.passages import passage_blocks
from rodtrad.reports.planning_lines import category_tables
from rodtrad.reports.planning_page import frame_boxes, year_bridge
from rodtrad.reports.planning_tables import adjustments_table, rates_table, split_table, steps_table
from rodtrad.reports.plans import plan_told
from rodtrad.reports.telling import Telling
from rodtrad.reports.texts import passages_document
from rodtrad.reports.tree import (
    Block,
    DocumentTree,
    KeyFigureRow,
    Paragraph,
    Section,
    TableBlock,
    TableColumn,
    table_row,
)

_PROPOSED = (BudgetStage.PROPOSAL, BudgetStage.ALTERNATIVE)
"""Versions that are the budget itself once they are adopted; others are adopted under their own name."""
_FIRST, _LAST = (PassagePart.INTRODUCTION, PassagePart.SUMMARY), (PassagePart.RESULT, PassagePart.OTHER)


def budget_book(telling: Telling, document: str, today: date, version: str) -> DocumentTree:
    """A budget as a document; one that is only read is told by its texts.

    document  key of a budget in the book
    """
    own = budget_versions(telling.facts).get(document)
    if own is None:
        return passages_document(telling, document, today, version)
    plan = plan_told(telling, own)
    sections = (
        _in_short(telling, plan),
        _texts(telling, own, telling.say("plan_book_introduction"), _FIRST),
        _goals(telling, own),
        _frames(telling, plan),
        _changes(telling, plan),
        _compensation(telling, plan),
        _texts(telling, own, telling.say("plan_book_more"), _LAST),
    )
    return DocumentTree(
        title=telling.named("document", document),
        subtitle=_subtitle(telling, own),
        language=telling.language,
        date_text=telling.say("picture_date", date=day(today, telling.language)),
        sections=tuple(section for section in sections if section.blocks or section.sections),
        contents_heading=telling.say("contents"),
        footer=telling.say("picture_footer", version=version),
    )


def _subtitle(telling: Telling, version: BudgetVersion) -> str:
    """Which version of whose budget it is; of one that is adopted, that it is, and when."""
    [work] = telling.where("working_document", "document", version.document).to_dicts() or [{}]
    is_adopted = work.get("state") == DocumentState.ADOPTED.value
    stage = BudgetStage.ADOPTED if is_adopted and version.stage in _PROPOSED else version.stage
    name = telling.named("unit", version.about or "")
    told = telling.say("plan_book_subtitle", stage=telling.word("budget_stage", stage.value), name=name)
    if not (is_adopted and work["sent"]):
        return told
    return telling.say("plan_book_adopted", subtitle=told, day=day(work["sent"], telling.language))


def _in_short(telling: Telling, plan: Plan) -> Section:
    """The whole budget: what it was, what it becomes, and the way there."""
    which, year = pl.col("net") == OPERATING, plan.years[0]
    bridge = dict(plan.bridge((), which).filter(year=year).select("step", "amount").iter_rows())
    base, frame = (bridge.get(step.value, 0) for step in (PlanStep.BASE, PlanStep.FRAME))
    name = telling.named("unit", plan.version.about or "")
    told = telling.say(
        "plan_book_in_short",
        name=name,
        year=year,
        frame=telling.million(frame),
        change=_change(telling, base, frame),
    )
    return Section(
        telling.say("in_short"),
        (
            Paragraph(told),
            KeyFigureRow(frame_boxes(telling, plan, year, which)),
            *_way(telling, plan, name, which),
        ),
    )


def _change(telling: Telling, base: int, frame: int) -> str:
    told = {"change": telling.million(abs(frame - base)), "base": telling.million(base)}
    if frame == base:
        return telling.say("plan_book_same")
    return telling.say("plan_book_rise", **told) if frame > base else telling.say("plan_book_fall", **told)


def _way(telling: Telling, plan: Plan, name: str, *which: pl.Expr) -> tuple[Block, ...]:
    """The bridge of the first year, and the steps through all four."""
    chart = year_bridge(telling, plan, name, plan.years[0], which)
    return (*((chart,) if chart else ()), steps_table(telling, plan, name, *which))


def _texts(telling: Telling, version: BudgetVersion, heading: str, parts: Sequence[PassagePart]) -> Section:
    blocks = [b for part in parts for b in passage_blocks(telling, version.document, part.value)]
    return Section(heading, tuple(blocks))


def _goals(telling: Telling, version: BudgetVersion) -> Section:
    """The goals of the budget, and its indicators with their targets."""
    goals = telling.where("goal", "document", version.document)
    blocks: list[Block] = []
    if goals.height:
        columns = (TableColumn(telling.say("plan_book_goals"), width=3.0), TableColumn(telling.say("kind")))
        rows = tuple(_goal_row(telling, row) for row in goals.sort("line", "number").iter_rows(named=True))
        blocks.append(TableBlock(telling.say("plan_book_goals"), columns, rows, name="goals"))
    indicators = _indicators(telling, version)
    return Section(telling.say("plan_book_goals"), (*blocks, *((indicators,) if indicators else ())))


def _goal_row(telling: Telling, row: dict[str, Any]) -> Any:
    name = telling.row("goal", row, f"{row['number']} {telling.own(row)}")
    level = str(row["number"]).count(".")
    return table_row(name, telling.word("goal_level", row["level"]), level=level)


def _indicators(telling: Telling, version: BudgetVersion) -> TableBlock | None:
    """Each indicator with its targets in the plan's years; None where there are none."""
    rows = telling.where("indicator", "document", version.document).sort("goal", "line", "key")
    if rows.is_empty():
        return None
    values = telling.where("indicator_value", "document", version.document)
    targets = {
        (v["indicator"], v["year"]): v
        for v in values.filter(pl.col("kind") == ValueKind.TARGET.value).iter_rows(named=True)
    }
    columns = (
        TableColumn(telling.say("plan_book_indicator"), width=3.0),
        *(TableColumn(str(year), number=True) for year in version.years),
    )
    lines = tuple(
        table_row(
            telling.row("indicator", row, telling.own(row)),
            *(value_cell(telling, targets.get((row["key"], year))) for year in version.years),
        )
        for row in rows.iter_rows(named=True)
    )
    return TableBlock(telling.say("plan_book_indicators"), columns, lines, name="indicators")


def _frames(telling: Telling, plan: Plan) -> Section:
    """The frame of every unit, in the order of the organisation; and investment, where there is any."""
    held = set(plan.parts["unit"].unique())
    sections = []
    for unit in telling.facts["unit"]["key"]:
        if unit in held:
            within = pl.col("unit").is_in(list(units_within(telling.facts, unit)))
            sections.append(_unit_section(telling, plan, unit, within, pl.col("net") == OPERATING))
    invested = plan.parts.filter(pl.col("net") == INVESTMENT)
    if invested.height:
        name = telling.wording.labels.code("account_group", INVESTMENT)
        table = steps_table(telling, plan, name, pl.col("net") == INVESTMENT)
        sections.append(Section(name, (table,)))
    split, _ = split_table(telling, plan, "unit", pl.col("net") == OPERATING)
    return Section(telling.say("plan_book_frames"), (split,), tuple(sections))


def _unit_section(telling: Telling, plan: Plan, unit: str, *which: pl.Expr) -> Section:
    name = telling.named("unit", unit)
    table, _ = split_table(telling, plan, "account_group", *which)
    return Section(telling.say("plan_book_frame_of", name=name), (*_way(telling, plan, name, *which), table))


def _changes(telling: Telling, plan: Plan) -> Section:
    """Every change by category, with its decision; and the adjustments through the year."""
    version = plan.version
    tables: list[Block] = list(category_tables(telling, plan))
    known = budget_versions(telling.facts)
    adjusting = [document for document in version.chain if known[document].is_adjustment]
    told = adjustments_table(telling, adjusting, version.first_year)
    tables += [told] if told else []
    nothing = Paragraph(telling.say("plan_book_no_changes"))
    return Section(telling.say("plan_book_changes"), tuple(tables) or (nothing,))


def _compensation(telling: Telling, plan: Plan) -> Section:
    rates = rates_table(telling, plan)
    return Section(telling.say("plan_book_compensation"), (rates,) if rates else ())
