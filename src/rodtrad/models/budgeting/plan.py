"""A budget and four-year plan, worked out: every step of every frame, in every dimension and year.

A plan is a list of *parts*: each an amount a year from a first to a last year, in one step. The
base counts in all years, a change from its first year through its last, and compensation for as
long as what is compensated. All else is sums of parts: a change that ends does end, and the order
of the changes does not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from rodtrad.core.errors import MissingError
from rodtrad.facts.budget import BudgetStage, Version
from rodtrad.models.budgeting.base import CELL, BaseFrame, base_frame
from rodtrad.models.budgeting.compensation import compensations, rates_by_group, rates_of
from rodtrad.models.budgeting.steps import OLDER_PRICES, PLAN_STEPS, PlanStep
from rodtrad.models.budgeting.trees import INVESTMENT, OPERATING, investment_groups, units_within
from rodtrad.models.budgeting.versions import BudgetVersion, adjustments_of, budget_versions
from rodtrad.models.concepts import Facts

_LAST = 9999
"""Stands for a change that lasts."""
PART_SCHEMA: dict[str, type[pl.DataType]] = {
    "document": pl.String,
    "step": pl.String,
    "code": pl.String,
    **dict.fromkeys(CELL, pl.String),
    "net": pl.String,
    "amount": pl.Int64,
    "first_year": pl.Int64,
    "last_year": pl.Int64,
}
"""One part of a plan. `net` is the account group it is netted in; code is a change's, or the year's."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A version of a budget with everything it is made of (plan).

    parts     columns of PART_SCHEMA; amounts in øre a year
    rates     account_group, year, rate, document: what the compensation is reckoned by
    left_out  lines of last year's budget that are parts of totals they do not add up to
    """

    version: BudgetVersion
    parts: pl.DataFrame
    rates: pl.DataFrame
    left_out: int

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the plan."""
        return self.version.years

    def amounts(self, by: Sequence[str] = (), *which: pl.Expr) -> pl.DataFrame:
        """Sums of the parts that count in each year.

        by       columns of the parts to split by
        which    conditions on the parts
        returns  the columns of `by`, year and amount in øre; sorted by them
        """
        return amounts_by_year(self.parts.filter(*which), self.years, by)

    def bridge(self, by: Sequence[str] = (), *which: pl.Expr) -> pl.DataFrame:
        """The way from the base to the frame, split by some columns: step, year and amount.

        The steps stand in order; the last is the frame, which is the sum of the others.
        """
        steps = self.amounts((*by, "step"), *which)
        frame = self.amounts(by, *which).with_columns(pl.lit(PlanStep.FRAME.value).alias("step"))
        order = {step.value: place for place, step in enumerate(PLAN_STEPS)}
        whole = pl.concat([steps, frame.select(steps.columns)])
        place = pl.col("step").replace_strict(order, return_dtype=pl.Int64)
        return whole.sort(*by, "year", place, nulls_last=False)

    def frames(self, by: Sequence[str] = (), *which: pl.Expr) -> pl.DataFrame:
        """The new frames: the columns of `by`, year and amount in øre."""
        return self.amounts(by, *which)


def amounts_by_year(parts: pl.DataFrame, years: Sequence[int], by: Sequence[str] = ()) -> pl.DataFrame:
    """Sums of parts in the years they count: the columns of `by`, year and amount, sorted."""
    made = []
    for year in years:
        counting = parts.filter((pl.col("first_year") <= year) & (pl.col("last_year") >= year))
        own = pl.lit(year, pl.Int64).alias("year")
        if by:
            made.append(counting.group_by(by).agg(pl.col("amount").sum()).select(*by, own, "amount"))
        else:
            made.append(counting.select(own.first(), pl.col("amount").sum()))
    whole = pl.concat(made)
    return whole.sort(*by, "year") if by else whole


def plan_of(facts: Facts, document: str) -> Plan:
    """Work out one version of a budget.

    raises  MissingError  the document is no budget that is made here
    """
    version = budget_versions(facts).get(document)
    if version is None:
        raise MissingError("budget_unknown", (), document=document)
    return plan_of_version(facts, version)


def plan_of_version(
    facts: Facts, version: BudgetVersion, base: BaseFrame | None = None, rates: pl.DataFrame | None = None
) -> Plan:
    """Work out a version: the base, the changes of all documents it stands on, and the compensation.

    base   what it carries on, where that is known
    rates  other rates than its own, as `rates_of` gives them
    """
    base = base or carried_frame(facts, version)
    rates = rates_of(facts, version.chain) if rates is None else rates
    carried = base.cells.with_columns(
        pl.lit(PlanStep.BASE.value).alias("step"),
        pl.lit(PlanStep.BASE.value).alias("code"),
        pl.lit(version.first_year, pl.Int64).alias("first_year"),
        *_of_root(version),
    )
    parts = pl.concat([_netted(facts, carried), changes_of(facts, version.chain)])
    given = _compensation(facts, version, parts, rates)
    return Plan(version, pl.concat([parts, given]), rates, base.left_out)


def _of_root(version: BudgetVersion) -> list[pl.Expr]:
    return [pl.lit(version.root).alias("document"), pl.lit(_LAST, pl.Int64).alias("last_year")]


def _compensation(
    facts: Facts, version: BudgetVersion, parts: pl.DataFrame, rates: pl.DataFrame
) -> pl.DataFrame:
    """The compensation of a version's parts of operation; an adjustment is in the prices of its year."""
    operating = parts.filter(pl.col("net") != INVESTMENT)
    adjusting = facts["budget_proposal"].filter(pl.col("stage") == BudgetStage.ADJUSTMENT.value)["document"]
    is_older = pl.col("step").is_in(OLDER_PRICES) & ~pl.col("document").is_in(adjusting.implode())
    by_group = rates_by_group(facts, rates, operating["account_group"])
    given = compensations(operating.with_columns(is_older.alias("is_older")), by_group, version.years)
    document, lasting = _of_root(version)
    step = pl.lit(PlanStep.COMPENSATION.value).alias("step")
    return _netted(facts, given.with_columns(document, step, pl.coalesce("last_year", lasting)))


def carried_frame(facts: Facts, version: BudgetVersion) -> BaseFrame:
    """The frame a version carries on.

    The regulated budget of a document that is made here is its adopted budget with all its
    adopted adjustments, also of units that have none.
    """
    document, year = version.base_document, version.base_year
    if version.base_version != Version.REGULATED.value or document is None or year is None:
        return base_frame(facts, document, version.base_version, year, version.about)
    later = [a.document for a in adjustments_of(budget_versions(facts), document)]
    if not later:
        return base_frame(facts, document, version.base_version, year, version.about)
    adopted = base_frame(facts, document, Version.ADOPTED.value, year, version.about)
    changes = changes_of(facts, later).filter(pl.col("net") != INVESTMENT)
    if version.about:
        changes = changes.filter(pl.col("unit").is_in(list(units_within(facts, version.about))))
    added = amounts_by_year(changes, (year,), CELL).select(adopted.cells.columns)
    cells = pl.concat([adopted.cells, added]).group_by(CELL, maintain_order=True).agg(pl.col("amount").sum())
    return BaseFrame(cells.filter(pl.col("amount") != 0), adopted.left_out)


def changes_of(facts: Facts, documents: Sequence[str]) -> pl.DataFrame:
    """The planned changes of some documents as parts, in the order of the documents."""
    order = {document: place for place, document in enumerate(documents)}
    rows = facts["planned_change"].filter(pl.col("document").is_in(list(order)))
    place = pl.col("document").replace_strict(order, return_dtype=pl.Int64)
    ordered = rows.sort(place, "code", "first_year", maintain_order=True)
    last = pl.col("last_year").fill_null(_LAST)
    return _netted(facts, ordered.with_columns(pl.col("category").alias("step"), last))


def _netted(facts: Facts, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows as parts, with the account group each is netted in."""
    invested = pl.col("account_group").is_in(list(investment_groups(facts)))
    net = pl.when(invested).then(pl.lit(INVESTMENT)).otherwise(pl.lit(OPERATING)).alias("net")
    return rows.with_columns(net).select(pl.col(n).cast(t) for n, t in PART_SCHEMA.items())
