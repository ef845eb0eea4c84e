"""What looks odd in a budget that is being made: changes without a base, money without compensation."""

import polars as pl

from rodtrad.models.budgeting.base import CELL, BaseFrame
from rodtrad.models.budgeting.compensation import rates_by_group, rates_of
from rodtrad.models.budgeting.trees import above_codes, investment_groups
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.models.concepts import Facts

_SPLIT = ("chapter", "area", "function")


def changes_without_base(facts: Facts, version: BudgetVersion, base: BaseFrame) -> pl.DataFrame:
    """A version's own changes where nothing is carried on, and nothing else is changed.

    A change of a whole unit has a base when any part of the unit has. Investment has none, and is left out.

    base     what the version carries on
    returns  rows of `planned_change`
    """
    changes = facts["planned_change"].filter(pl.col("document").is_in(list(version.chain)))
    own = changes.filter(pl.col("document") == version.document).filter(
        ~pl.col("account_group").is_in(list(investment_groups(facts)))
    )
    if own.is_empty():
        return own
    rows = own.with_row_index("row")
    alone = rows.filter(~pl.col("row").is_in(_alike(facts, rows, base.cells).implode()))
    others = changes.select(*CELL, pl.col("code").alias("other")).unique()
    shared = alone.join(others, on=list(CELL), nulls_equal=True).filter(pl.col("other") != pl.col("code"))
    return alone.join(shared, on="row", how="anti", maintain_order="left").drop("row")


def _alike(facts: Facts, rows: pl.DataFrame, cells: pl.DataFrame) -> pl.Series:
    """The rows that a cell of the base is a part of, or is the whole of."""
    above = above_codes(facts, "account_group").select(pl.col("child").alias("account_group"), "ancestor")

    def widened(frame: pl.DataFrame) -> pl.DataFrame:
        wider = frame.join(above, on="account_group").with_columns(pl.col("ancestor").alias("account_group"))
        return pl.concat([frame, wider.select(frame.columns)]).unique()

    places, base = rows.select("row", *CELL), cells.select(CELL).unique()
    found = [_at_same_place(places, widened(base)), _at_same_place(widened(places), base)]
    return pl.concat(found).unique()


def _at_same_place(places: pl.DataFrame, base: pl.DataFrame) -> pl.Series:
    """The rows with a cell at the same place, as far as both are split."""
    found = [pl.Series("row", [], pl.UInt32)]
    for split, some in _by_split(places):
        for other, cells in _by_split(base):
            both = [name for name in _SPLIT if name in split and name in other]
            at = ["unit", "account_group", *both]
            found.append(some.join(cells.select(at).unique(), on=at, how="semi")["row"])
    return pl.concat(found)


def _by_split(frame: pl.DataFrame) -> list[tuple[tuple[str, ...], pl.DataFrame]]:
    """Parts of a frame that are split by the same dimensions, each with those dimensions."""
    has = [pl.col(name).is_not_null().alias(f"has_{name}") for name in _SPLIT]
    parts = frame.with_columns(has).partition_by([f"has_{n}" for n in _SPLIT], as_dict=True)
    return [
        (tuple(name for name, known in zip(_SPLIT, key, strict=True) if known), part)
        for key, part in parts.items()
    ]


def money_without_compensation(facts: Facts, version: BudgetVersion, base: BaseFrame) -> pl.DataFrame:
    """Account groups that money is carried on in, and years they have no rate for.

    The first year is always asked for; a later one only where some group has a rate: without rates
    the later years are in the first year's prices.

    base     what the version carries on
    returns  account_group, amount (carried on, in øre) and years
    """
    held = base.cells.group_by("account_group").agg(pl.col("amount").sum()).filter(pl.col("amount") != 0)
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
