"""How two versions of a budget differ, and whether a version balances."""

from collections.abc import Sequence

import polars as pl

from rodtrad.models.budgeting.plan import Plan, amounts_by_year, changes_of, plan_of_version
from rodtrad.models.budgeting.versions import BudgetVersion, budget_versions
from rodtrad.models.concepts import Facts


def difference(first: Plan, second: Plan, by: Sequence[str] = (), *which: pl.Expr) -> pl.DataFrame:
    """The frames of two versions side by side.

    by       columns of the parts to split by
    which    conditions on the parts of both
    returns  the columns of `by`, year, first, second and difference (second minus first) in øre,
             for the years that both have
    """
    years = [year for year in second.years if year in first.years]
    at = [*by, "year"]
    one, two = (
        amounts_by_year(plan.parts.filter(*which), years, by).rename({"amount": name})
        for plan, name in ((first, "first"), (second, "second"))
    )
    whole = one.join(two, on=at, how="full", coalesce=True, nulls_equal=True)
    filled = whole.with_columns(pl.col("first", "second").fill_null(0))
    return filled.with_columns((pl.col("second") - pl.col("first")).alias("difference")).sort(at)


def balance_of(facts: Facts, version: BudgetVersion) -> dict[int, int]:
    """What a version adds to the frames it changes, over all units, in øre by year; 0 when it balances."""
    own = facts["compensation"].filter(pl.col("document") == version.document)
    before = budget_versions(facts).get(version.before or "")
    if own.height and before is not None:
        changed = difference(plan_of_version(facts, before), plan_of_version(facts, version))
        return dict(changed.select("year", "difference").iter_rows())
    own_parts = changes_of(facts, (version.document,))
    return dict(amounts_by_year(own_parts, version.years).iter_rows())


def missing_of(facts: Facts, version: BudgetVersion) -> dict[int, int]:
    """The years in which a version does not balance, and by how much, in øre."""
    return {year: amount for year, amount in balance_of(facts, version).items() if amount}
