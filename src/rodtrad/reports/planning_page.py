"""One budget that is made here as a page: bridge, four years, changes, rates, balance and differences."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from rodtrad.core.numbers import day
from rodtrad.facts.budget import BudgetStage
from rodtrad.models.budgeting.plan import Plan
from rodtrad.models.budgeting.steps import PlanStep, compensation_name, step_name
from rodtrad.models.budgeting.trees import INVESTMENT, OPERATING, units_within
from rodtrad.models.budgeting.versions import BudgetVersion, adjustments_of, budget_versions
from rodtrad.reports.findings import FindingCard, finding_card
from rodtrad.reports.planning_balance import BalanceLine, balance_lines
from rodtrad.reports.planning_charts import difference_chart, plan_bridge
from rodtrad.reports.planning_lines import ChangeLine, change_lines
from rodtrad.reports.planning_tables import (
    Figures,
    adjustments_table,
    adopted_figures,
    difference_table,
    rates_table,
    split_table,
    steps_table,
)
from rodtrad.reports.plans import plan_told
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell, Choice, KeyFigureBox, TableBlock, WaterfallChart

DIMENSIONS = ("account_group", "unit", "area", "function", "chapter")
_MOST_LINES = 200
_MOST_FINDINGS = 8


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """What a reader looks at in a budget; an empty answer is filled with the first there is.

    against  document of the version it is held against
    net      operating or investment
    """

    document: str
    unit: str = ""
    dimension: str = ""
    year: str = ""
    against: str = ""
    net: str = ""


@dataclass(frozen=True, slots=True)
class PlanView:
    """One version of a budget, as a reader has asked to see it."""

    document: str
    label: str
    stage: str
    stage_word: str
    is_adjustment: bool
    years: tuple[int, ...]
    facts: tuple[tuple[str, Cell], ...]
    units: tuple[Choice, ...]
    dimensions: tuple[Choice, ...]
    year_choices: tuple[Choice, ...]
    versions: tuple[Choice, ...]
    nets: tuple[Choice, ...]
    boxes: tuple[KeyFigureBox, ...]
    bridge: WaterfallChart | None
    steps: TableBlock
    split: TableBlock
    left_out: int
    changes: tuple[ChangeLine, ...]
    changes_left_out: int
    rates: TableBlock | None
    must_balance: bool
    balance: tuple[BalanceLine, ...]
    difference: TableBlock | None
    difference_chart: WaterfallChart | None
    adjustments: TableBlock | None
    findings: tuple[FindingCard, ...]
    note: str


def plan_view(telling: Telling, version: BudgetVersion, asked: PlanQuestion) -> PlanView:
    """One version of a budget for the unit, dimension and year a reader has chosen."""
    plan = plan_told(telling, version)
    versions = budget_versions(telling.facts)
    chosen = _chosen(telling, plan, versions, asked)
    which = _which(telling, chosen)
    year, name = int(chosen.year), _name(telling, version, chosen.unit)
    split, left_out = split_table(telling, plan, chosen.dimension, *which)
    lines, count = change_lines(telling, plan, chosen.unit, _MOST_LINES)
    table, chart = _difference(telling, plan, versions, chosen, which)
    return PlanView(
        document=version.document,
        label=telling.named("document", version.document),
        stage=version.stage.value,
        stage_word=telling.word("budget_stage", version.stage.value),
        is_adjustment=version.is_adjustment,
        years=version.years,
        facts=_facts(telling, version),
        units=_unit_choices(telling, plan, chosen.unit),
        dimensions=tuple(Choice(d, _dimension(telling, d), d == chosen.dimension) for d in DIMENSIONS),
        year_choices=tuple(Choice(str(y), str(y), y == year) for y in version.years),
        versions=_version_choices(telling, version, versions, chosen.against),
        nets=_net_choices(telling, plan, chosen.net),
        boxes=frame_boxes(telling, plan, year, *which),
        bridge=year_bridge(telling, plan, name, year, which),
        steps=steps_table(telling, plan, name, *which, figures=_figures(telling, plan, chosen)),
        split=split,
        left_out=left_out,
        changes=tuple(lines),
        changes_left_out=count - len(lines),
        rates=rates_table(telling, plan),
        must_balance=version.stage is BudgetStage.ALTERNATIVE,
        balance=balance_lines(telling, version),
        difference=table,
        difference_chart=chart,
        adjustments=_adjustments(telling, version, versions),
        findings=_findings(telling, version.document),
        note=telling.say("plan_base_left_out", count=plan.left_out) if plan.left_out else "",
    )


def _chosen(
    telling: Telling, plan: Plan, versions: dict[str, BudgetVersion], asked: PlanQuestion
) -> PlanQuestion:
    """What is asked for, with what cannot be had left out and what is not asked for filled in."""
    version = plan.version
    known = set(telling.facts["unit"]["key"])
    years = [str(year) for year in version.years]
    nets = plan.parts["net"].unique()
    net = asked.net if asked.net in nets else OPERATING
    own = telling.where("planned_change", "document", version.document)
    alone = net == OPERATING and OPERATING not in nets and own.height > 0
    return PlanQuestion(
        version.document,
        asked.unit if asked.unit in known else "",
        asked.dimension if asked.dimension in DIMENSIONS else DIMENSIONS[0],
        asked.year if asked.year in years else years[0],
        _against(version, versions, asked.against),
        INVESTMENT if alone else net,
    )


def _against(version: BudgetVersion, versions: dict[str, BudgetVersion], asked: str) -> str:
    """The version to hold it against: the one asked for, or else the one its changes come on top of."""
    known = asked in versions and asked != version.document
    return asked if known else version.before or ""


def _which(telling: Telling, chosen: PlanQuestion) -> tuple[pl.Expr, ...]:
    kept = [pl.col("net") == chosen.net]
    if chosen.unit:
        kept.append(pl.col("unit").is_in(list(units_within(telling.facts, chosen.unit))))
    return tuple(kept)


def _name(telling: Telling, version: BudgetVersion, unit: str) -> str:
    return telling.named("unit", unit or version.about or "")


def _dimension(telling: Telling, dimension: str) -> str:
    return telling.say("unit") if dimension == "unit" else telling.word("dimension", dimension)


def _facts(telling: Telling, version: BudgetVersion) -> tuple[tuple[str, Cell], ...]:
    """Where the version comes from."""
    state = telling.word("document_state", version.state)
    sent = f", {day(version.sent, telling.language)}" if version.sent else ""
    told = [
        (telling.say("plan_stage"), Cell(telling.word("budget_stage", version.stage.value))),
        (telling.say("work_state"), Cell(f"{state}{sent}")),
        (telling.say("plan_years"), Cell(f"{version.years[0]}–{version.years[-1]}")),
        (telling.say("work_about"), telling.unit(version.about)),
    ]
    if version.amends:
        other = telling.named("document", version.amends)
        told.append((telling.say("plan_amends"), Cell(other, address=f"planning/{version.amends}")))
    if version.base_document:
        base = telling.word("version", version.base_version).lower()
        text = f"{telling.named('document', version.base_document)}: {base} {version.base_year}"
        told.append((telling.say("plan_base"), Cell(text, address=f"document/{version.base_document}")))
    return tuple(told)


def _unit_choices(telling: Telling, plan: Plan, chosen: str) -> tuple[Choice, ...]:
    """Every unit with money in the plan, and those they are part of."""
    held = set(plan.parts["unit"].unique())
    parents = dict(telling.facts["unit"].select("key", "parent").iter_rows())
    for unit in list(held):
        above = parents.get(unit)
        while above and above not in held:
            held.add(above)
            above = parents.get(above)
    every = Choice("", telling.say("all"), not chosen)
    ordered = [unit for unit in telling.facts["unit"]["key"] if unit in held]
    return (every, *(Choice(u, telling.named("unit", u), u == chosen) for u in ordered))


def _version_choices(
    telling: Telling, version: BudgetVersion, versions: dict[str, BudgetVersion], against: str
) -> tuple[Choice, ...]:
    """The versions with years in common, that this one can be held against."""
    others = sorted(
        (
            v
            for v in versions.values()
            if v.document != version.document and set(v.years) & set(version.years)
        ),
        key=lambda v: (v.root != version.root, v.document),
    )
    none = Choice("", telling.say("plan_against_none"), not against)
    named = (Choice(v.document, telling.named("document", v.document), v.document == against) for v in others)
    return (none, *named) if others else ()


def _net_choices(telling: Telling, plan: Plan, chosen: str) -> tuple[Choice, ...]:
    """Operating and investment, where a plan has both."""
    if INVESTMENT not in plan.parts["net"].unique():
        return ()
    nets = (OPERATING, INVESTMENT)
    return tuple(Choice(n, telling.wording.labels.code("account_group", n), n == chosen) for n in nets)


def frame_boxes(telling: Telling, plan: Plan, year: int, *which: pl.Expr) -> tuple[KeyFigureBox, ...]:
    """The base, the frame of a year and what lies between, in million kroner."""
    bridge = dict(plan.bridge((), *which).filter(year=year).select("step", "amount").iter_rows())
    base, frame = bridge.get(PlanStep.BASE.value, 0), bridge.get(PlanStep.FRAME.value, 0)
    unit = telling.say("plan_million")
    moved = telling.million_change(frame - base) if frame != base else telling.million(0)
    return (
        KeyFigureBox(telling.say("plan_step_base"), telling.million(base), unit),
        KeyFigureBox(telling.say("plan_changed", year=year), moved, unit),
        KeyFigureBox(telling.say("plan_frame_of", year=year), telling.million(frame), unit),
    )


def year_bridge(
    telling: Telling, plan: Plan, name: str, year: int, which: Sequence[pl.Expr]
) -> WaterfallChart | None:
    """The steps of one year; each year's compensation is a step of its own."""
    rows = plan.amounts(("step", "code"), *which).filter(year=year)
    given = {
        code: amount for step, code, _, amount in rows.iter_rows() if step == PlanStep.COMPENSATION.value
    }
    sums = dict(rows.group_by("step").agg(pl.col("amount").sum()).iter_rows())
    named: list[tuple[str, int]] = []
    for step in PlanStep:
        if step is PlanStep.COMPENSATION:
            named += [(compensation_name(c, telling.language), given[c]) for c in sorted(given)]
        elif step is not PlanStep.BASE and step.value in sums:
            named.append((step_name(step.value, telling.language), sums[step.value]))
    base = (step_name(PlanStep.BASE.value, telling.language), sums.get(PlanStep.BASE.value, 0))
    moved = [(label, amount) for label, amount in named if amount]
    return plan_bridge(telling, name, year, base, moved, telling.say("plan_frame_of", year=year))


def _figures(telling: Telling, plan: Plan, chosen: PlanQuestion) -> Figures:
    """The adopted figures behind the steps, where the money of one unit is looked at."""
    if not plan.version.is_adopted or chosen.net != OPERATING:
        return {}
    within = units_within(telling.facts, chosen.unit) if chosen.unit else None
    held = [u for u in plan.parts["unit"].unique() if within is None or u in within]
    return adopted_figures(telling, plan, held[0]) if len(held) == 1 else {}


def _difference(
    telling: Telling,
    plan: Plan,
    versions: dict[str, BudgetVersion],
    chosen: PlanQuestion,
    which: Sequence[pl.Expr],
) -> tuple[TableBlock | None, WaterfallChart | None]:
    """How the version differs from the one it is held against."""
    other = versions.get(chosen.against)
    if other is None:
        return None, None
    first = plan_told(telling, other)
    year = int(chosen.year)
    table, parts = difference_table(telling, first, plan, chosen.dimension, *which)
    if year not in parts:
        return table, None
    begun = first.frames((), *which).filter(year=year)["amount"].sum()
    names = [telling.named("document", v.document) for v in (other, plan.version)]
    return table, difference_chart(telling, year, (names[0], int(begun)), names[1], parts[year])


def _adjustments(
    telling: Telling, version: BudgetVersion, versions: dict[str, BudgetVersion]
) -> TableBlock | None:
    """The adopted adjustments of a budget; for an adjustment, those before it."""
    of = version.amends if version.is_adjustment else version.document
    found = [a.document for a in adjustments_of(versions, of or "")]
    if version.is_adjustment:
        found = [document for document in version.chain if document in found or document == version.document]
    return adjustments_table(telling, found, version.first_year)


def _findings(telling: Telling, document: str) -> tuple[FindingCard, ...]:
    """What the checks say of the budget, gravest first."""
    mine = [f for f in telling.judgement.findings if f.document == document]
    return tuple(finding_card(telling, f) for f in mine[:_MOST_FINDINGS])
