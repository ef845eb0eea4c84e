"""How two versions of a budget differ, and whether a version balances."""

from collections.abc import Sequence

import polars as pl

from rodtrad.models.budgeting.compensation import rates_of
from rodtrad.models.budgeting.plan import (
    Plan,
    amounts_by_year,
    carried_frame,
    changes_of,
    plan_of_version,
)
from rodtrad.models.budgeting.trees import OPERATING
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


Balance = dict[str, dict[int, int]]
"""What is added by net account group and year, in øre."""


def balance_of(facts: Facts, version: BudgetVersion) -> Balance:
    """What a version adds to the frames it changes, over all units; operating and investment each by itself.

    Its changes count as they are stated, all in the prices of one year: money that is moved between account
    groups with different rates balances. Rates of its own count by what they add to what is there before.
    """
    sums = amounts_by_year(changes_of(facts, (version.document,)), version.years, ("net",))
    found: Balance = {OPERATING: dict.fromkeys(version.years, 0)}
    for net, year, amount in sums.iter_rows():
        found.setdefault(net, dict.fromkeys(version.years, 0))[year] += amount
    for year, amount in _of_rates(facts, version).items():
        found[OPERATING][year] += amount
    return found


def _of_rates(facts: Facts, version: BudgetVersion) -> dict[int, int]:
    """What a version's own rates add, by year."""
    before = budget_versions(facts).get(version.before or "")
    own = facts["compensation"].filter(pl.col("document") == version.document)
    if own.is_empty() or before is None:
        return {}
    base = carried_frame(facts, before)
    raised = plan_of_version(facts, before, base, rates_of(facts, version.chain))
    changed = difference(plan_of_version(facts, before, base), raised)
    return dict(changed.select("year", "difference").iter_rows())


def missing_of(facts: Facts, version: BudgetVersion) -> Balance:
    """The years in which a version does not balance, and by how much."""
    missing = {n: {y: a for y, a in years.items() if a} for n, years in balance_of(facts, version).items()}
    return {net: years for net, years in missing.items() if years}
