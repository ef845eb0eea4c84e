"""What looks odd in a budget that is being made: changes without a base, money without compensation."""

import polars as pl

from rodtrad.models.budgeting.base import CELL
from rodtrad.models.budgeting.compensation import rates_by_group, rates_of
from rodtrad.models.budgeting.plan import carried_frame
from rodtrad.models.budgeting.trees import above_codes, investment_groups
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.models.concepts import Facts

_SPLIT = ("chapter", "area", "function")


def changes_without_base(facts: Facts, version: BudgetVersion) -> pl.DataFrame:
    """A version's own changes where nothing is carried on, and nothing else is changed.

    A change of a whole unit has a base when any part of the unit has. Investment has none, and is left out.

    returns  rows of `planned_change`
    """
    changes = facts["planned_change"].filter(pl.col("document").is_in(list(version.chain)))
    own = changes.filter(pl.col("document") == version.document).filter(
        ~pl.col("account_group").is_in(list(investment_groups(facts)))
    )
    if own.is_empty():
        return own
    rows = own.with_row_index("row")
    alone = rows.filter(
        ~pl.col("row").is_in(_alike(facts, rows, carried_frame(facts, version).cells).implode())
    )
    others = changes.select(*CELL, pl.col("code").alias("other")).unique()
    shared = alone.join(others, on=list(CELL), nulls_equal=True).filter(pl.col("other") != pl.col("code"))
    return alone.join(shared, on="row", how="anti", maintain_order="left").drop("row")


def _alike(facts: Facts, rows: pl.DataFrame, cells: pl.DataFrame) -> pl.Series:
    """The rows that a cell of the base is a part of, or is the whole of."""
    above = above_codes(facts, "account_group").select(pl.col("child").alias("of"), "ancestor")
    pairs = rows.join(cells, on="unit", suffix="_base").with_columns(
        pl.col("account_group").alias("of"), pl.col("account_group_base").alias("base")
    )
    for name in _SPLIT:
        one, other = pl.col(name), pl.col(f"{name}_base")
        pairs = pairs.filter(one.is_null() | other.is_null() | (one == other))
    same = pairs.filter(pl.col("of") == pl.col("base"))
    part = pairs.join(above, left_on=["of", "base"], right_on=["of", "ancestor"], how="semi")
    whole = pairs.join(above, left_on=["base", "of"], right_on=["of", "ancestor"], how="semi")
    return pl.concat([same, part, whole])["row"].unique()


def money_without_compensation(facts: Facts, version: BudgetVersion) -> pl.DataFrame:
    """Account groups that money is carried on in, and years they have no rate for.

    The first year is always asked for; a later one only where some group has a rate: without rates
    the later years are in the first year's prices.

    returns  account_group, amount (carried on, in øre) and years
    """
    base = carried_frame(facts, version).cells
    held = base.group_by("account_group").agg(pl.col("amount").sum()).filter(pl.col("amount") != 0)
    rates = rates_of(facts, version.chain)
    given = set(rates["year"])
    asked = [year for year in version.years if year == version.first_year or year in given]
    known = rates_by_group(facts, rates, held["account_group"])
    every = held.join(pl.DataFrame({"year": asked}, schema={"year": pl.Int64}), how="cross")
    missing = every.join(known, on=["account_group", "year"], how="anti")
    grouped = missing.group_by("account_group").agg(
        pl.col("amount").first(), pl.col("year").sort().alias("years")
    )
    return grouped.sort("account_group")
