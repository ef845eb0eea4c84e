"""The way from last year's frame to the new one as rows of `budget_change`, ready to be judged."""

from collections.abc import Sequence
from itertools import chain, count

import polars as pl

from rodtrad.core.words import say
from rodtrad.facts.budget import Step
from rodtrad.models.budgeting.plan import Plan, amounts_by_year
from rodtrad.models.budgeting.steps import PLAN_STEPS, PlanStep, compensation_name, step_name
from rodtrad.models.budgeting.trees import INVESTMENT
from rodtrad.models.concepts import SHAPES, Facts

TOTAL = "sum"
"""The row that the changes of an adjustment are summed in."""
_BLOCK = ("unit", "chapter")
_CHANGE = ("document", "step", "code", "net")
"""What tells one change from another: the same code may be used in two documents."""
_PRINTED = {"printed_unit": "kr", "decimals": 0}


def shaped(fact: str, rows: pl.DataFrame, **fixed: object) -> pl.DataFrame:
    """Rows in a fact's shape, in kroner; what is not known is empty.

    fixed  columns that are the same in all
    """
    shape = SHAPES[fact].polars_schema()
    filled = rows.with_columns(pl.lit(value).alias(name) for name, value in {**_PRINTED, **fixed}.items())
    filled = filled.with_columns(pl.lit(None).alias(n) for n in shape if n not in filled.columns)
    return filled.select(pl.col(n).cast(t) for n, t in shape.items())


def frame_rows(facts: Facts, plan: Plan, parts: pl.DataFrame, *, table: str) -> pl.DataFrame:
    """The rows from base to frame for every unit, chapter and year of a plan.

    parts    of the plan, where they are written
    returns  rows of `budget_change`: the base, each change under the sum of its step, and the frame
    """
    about = {"document": plan.version.document, "table": table, "line": 0}
    steps = parts.filter(pl.col("step") != PlanStep.BASE.value)
    details = _details(facts, steps, plan.years).with_columns(pl.col("category").alias("parent"))
    rows = [_base_rows(plan, parts), _step_rows(plan, steps), details, _frame_rows(plan, parts)]
    return pl.concat([shaped("budget_change", part, **about) for part in rows])


def summed_rows(
    facts: Facts,
    parts: pl.DataFrame,
    years: Sequence[int],
    *,
    document: str,
    table: str,
    is_net: bool = False,
) -> pl.DataFrame:
    """Changes without a base, each under the sum of its unit and chapter.

    is_net   whether the sum is told to be one of the net account group, so that it is an adjustment
    returns  rows of `budget_change`
    """
    invested = pl.lit(f"{TOTAL}-{INVESTMENT}")
    total = pl.when(pl.col("net") == INVESTMENT).then(invested).otherwise(pl.lit(TOTAL))
    details = _details(facts, parts, years).with_columns(total.alias("parent"))
    sums = amounts_by_year(parts, years, (*_BLOCK, "net")).with_columns(
        total.alias("code"),
        pl.lit(Step.SUBTOTAL.value).alias("step"),
        pl.lit(TOTAL).alias("category"),
        pl.when(pl.lit(is_net)).then("net").alias("account_group"),
        *_both(say("plan_sum", "no"), say("plan_sum", "en")),
    )
    about = {"document": document, "table": table, "line": 0}
    return pl.concat([shaped("budget_change", part, **about) for part in (details, sums)])


def _both(label: str, label_en: str) -> list[pl.Expr]:
    """The label in both languages."""
    return [pl.lit(label).alias("label"), pl.lit(label_en).alias("label_en")]


def _step_labels() -> pl.DataFrame:
    """What each step is called: step, label, label_en."""
    named = [(s.value, step_name(s, "no"), step_name(s, "en")) for s in PLAN_STEPS]
    return pl.DataFrame(named, schema=["step", "label", "label_en"], orient="row")


def _base_rows(plan: Plan, parts: pl.DataFrame) -> pl.DataFrame:
    """The base of every unit and chapter; 0 where there was none."""
    base = parts.filter(pl.col("step") == PlanStep.BASE.value).group_by(_BLOCK).agg(pl.col("amount").sum())
    blocks = amounts_by_year(parts, plan.years, _BLOCK).select(*_BLOCK, "year")
    whole = blocks.join(base, on=list(_BLOCK), how="left", nulls_equal=True, maintain_order="left")
    version = plan.version
    return whole.with_columns(
        pl.col("amount").fill_null(0),
        pl.lit(PlanStep.BASE.value).alias("code"),
        pl.lit(Step.BASE.value).alias("step"),
        pl.lit(PlanStep.BASE.value).alias("category"),
        pl.lit(PlanStep.FRAME.value).alias("parent"),
        pl.lit(version.base_version, pl.String).alias("base_version"),
        pl.lit(version.base_year, pl.Int64).alias("base_year"),
        *_both(say("plan_step_base", "no"), say("plan_step_base", "en")),
    )


def _step_rows(plan: Plan, steps: pl.DataFrame) -> pl.DataFrame:
    """The sum of each step."""
    sums = amounts_by_year(steps, plan.years, (*_BLOCK, "step")).join(_step_labels(), on="step")
    return sums.with_columns(
        pl.col("step").alias("code"),
        pl.col("step").alias("category"),
        pl.lit(PlanStep.FRAME.value).alias("parent"),
        pl.lit(Step.SUBTOTAL.value).alias("step"),
    )


def _frame_rows(plan: Plan, parts: pl.DataFrame) -> pl.DataFrame:
    return amounts_by_year(parts, plan.years, _BLOCK).with_columns(
        pl.lit(PlanStep.FRAME.value).alias("code"),
        pl.lit(Step.FRAME.value).alias("step"),
        pl.lit(PlanStep.FRAME.value).alias("category"),
        *_both(say("plan_step_frame", "no"), say("plan_step_frame", "en")),
    )


def _details(facts: Facts, parts: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """Each change, and each year's compensation, of every unit, chapter and year it counts in.

    Parts of one change in different functions and account groups are summed.
    """
    at = [*_BLOCK, *_CHANGE]
    group = pl.col("account_group")
    groups = parts.group_by(at).agg(pl.when(group.n_unique() == 1).then(group.first()))
    sums = amounts_by_year(parts, years, at)
    told = sums.join(groups, on=at, how="left", nulls_equal=True, maintain_order="left")
    named = told.join(_said(facts, parts), on=list(_CHANGE), how="left", maintain_order="left")
    return named.with_columns(
        pl.col("step").alias("category"), pl.lit(Step.CHANGE.value).alias("step"), pl.col("as").alias("code")
    )


def _said(facts: Facts, parts: pl.DataFrame) -> pl.DataFrame:
    """What is said of each change: the columns of _CHANGE, as (its code in the rows), labels and decision."""
    changes = parts.select(_CHANGE).unique(maintain_order=True)
    decision = pl.col("decision").drop_nulls().unique(maintain_order=True).str.join(", ")
    told = (
        facts["planned_change"]
        .with_columns(pl.col("category").alias("step"))
        .group_by("document", "step", "code", maintain_order=True)
        .agg(pl.col("label", "label_en").first(), decision, pl.col("decided").drop_nulls().first())
        .with_columns(pl.col("decision").replace("", None))
    )
    known = changes.join(told, on=["document", "step", "code"], how="left", maintain_order="left")
    is_given = pl.col("step") == PlanStep.COMPENSATION.value
    given = {y: (compensation_name(y, "no"), compensation_name(y, "en")) for y in _years_given(changes)}
    labels = [
        pl.when(is_given)
        .then(pl.col("code").replace_strict({y: n[at] for y, n in given.items()}, default=None))
        .otherwise(name)
        .alias(name)
        for at, name in enumerate(("label", "label_en"))
    ]
    return known.with_columns(*labels, pl.Series("as", _codes(changes), dtype=pl.String))


def _years_given(changes: pl.DataFrame) -> list[str]:
    given: list[str] = (
        changes.filter(pl.col("step") == PlanStep.COMPENSATION.value)["code"].unique().to_list()
    )
    return given


def _codes(changes: pl.DataFrame) -> list[str]:
    """A code for each change that no other row of the table has."""
    taken = {step.value for step in PLAN_STEPS} | {TOTAL, f"{TOTAL}-{INVESTMENT}"}
    made = []
    for step, code in changes.select("step", "code").iter_rows():
        wanted = f"{step}-{code}" if step == PlanStep.COMPENSATION.value else code
        own = next(c for c in chain((wanted,), (f"{wanted}-{n}" for n in count(2))) if c not in taken)
        taken.add(own)
        made.append(own)
    return made
