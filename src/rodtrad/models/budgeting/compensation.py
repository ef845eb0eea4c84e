"""Price and wage compensation: a rate for each account group and year, on what is in older prices."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from rodtrad.core.measurement import GRAINS_PER_KRONE, HUNDRED_PER_CENT
from rodtrad.models.budgeting.base import CELL
from rodtrad.models.budgeting.runs import joined_runs
from rodtrad.models.budgeting.trees import above_codes
from rodtrad.models.concepts import SHAPES, Facts

_POSSIBLE = SHAPES["compensation"]["rate"].between or (0, 0)


def rates_of(facts: Facts, documents: Iterable[str]) -> pl.DataFrame:
    """The rates that hold in a version: account_group, year, rate, document.

    A rate that nobody could write any more, from a book made before there were limits, is none.

    documents  those the version stands on, in order; a later one's rate replaces an earlier one's
    """
    order = {document: place for place, document in enumerate(documents)}
    possible = pl.col("rate").is_between(*_POSSIBLE)
    rows = facts["compensation"].filter(pl.col("document").is_in(list(order)) & possible)
    place = pl.col("document").replace_strict(order, return_dtype=pl.Int64).alias("place")
    latest = rows.sort(place).unique(["account_group", "year"], keep="last", maintain_order=True)
    return latest.select("account_group", "year", "rate", "document").sort("year", "account_group")


def rates_by_group(facts: Facts, rates: pl.DataFrame, groups: pl.Series) -> pl.DataFrame:
    """The rate of each group a budget uses: its own, or that of the nearest group it adds up to.

    groups   account groups
    returns  account_group, year, rate; a group without a rate in a year has no row
    """
    own = groups.unique().drop_nulls().to_frame("account_group")
    itself = own.with_columns(pl.col("account_group").alias("ancestor"), pl.lit(0, pl.Int64).alias("depth"))
    above = own.join(above_codes(facts, "account_group"), left_on="account_group", right_on="child")
    wider = pl.concat([itself, above.select(itself.columns)])
    known = rates.select(pl.col("account_group").alias("ancestor"), "year", "rate")
    return (
        wider.join(known, on="ancestor")
        .sort("account_group", "year", "depth")
        .unique(["account_group", "year"], keep="first", maintain_order=True)
        .select("account_group", "year", "rate")
    )


def compensations(parts: pl.DataFrame, rates: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """What compensation adds to each cell, in whole kroner.

    The first year's rate is for what is stated in last year's prices: the frame that is carried on, technical
    changes, and what was decided earlier. A later year carries on the frame of the year before, so its
    rate is for all that counts in that year, with the compensation it has got. What has ended gets none.

    So a plan says of a later year what that year's budget will, when it is begun from the first year's.

    parts    columns of CELL, first_year, last_year, amount in øre, and is_older: in last year's prices
    rates    as `rates_by_group` gives them
    years    of the plan
    returns  columns of CELL, code (the year whose compensation it is), first_year, last_year (empty when it
             lasts) and amount
    """
    at = (*CELL, "code")
    in_all = (pl.col("first_year") <= years[0]) & (pl.col("last_year") >= years[-1])
    moving = parts.filter(~in_all).select(CELL).unique()
    of_cell: dict[str, Any] = {"on": list(CELL), "nulls_equal": True, "maintain_order": "left"}
    steady = _given(parts.join(moving, how="anti", **of_cell), rates, years).with_columns(
        pl.col("code").alias("first_year"), pl.lit(None, pl.Int64).alias("last_year")
    )
    moved, made = parts.join(moving, how="semi", **of_cell), []
    for year in years:
        counting = moved.filter((pl.col("first_year") <= year) & (pl.col("last_year") >= year))
        first, last = pl.lit(year, pl.Int64), pl.lit(None if year == years[-1] else year, pl.Int64)
        given = _given(counting, rates, years[: years.index(year) + 1])
        made.append(given.with_columns(first.alias("first_year"), last.alias("last_year")))
    return pl.concat(
        [steady.select(*at, "first_year", "last_year", "amount"), joined_runs(pl.concat(made), at)]
    )


def _given(parts: pl.DataFrame, rates: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """What the compensation of each year adds to parts that count in all of them: CELL, amount and code."""
    level, made = _level(parts.filter("is_older")), []
    for year in years:
        added = with_share(level, rates, year).select(*CELL, pl.col("share").alias("amount"))
        newer = [parts.filter(~pl.col("is_older")).select(level.columns)] if year == years[0] else []
        made.append(added.filter(pl.col("amount") != 0).with_columns(pl.lit(year, pl.Int64).alias("code")))
        level = _level(pl.concat([level, added, *newer]))
    return pl.concat(made)


def _level(rows: pl.DataFrame) -> pl.DataFrame:
    """What stands in each cell."""
    return rows.group_by(CELL, maintain_order=True).agg(pl.col("amount").sum())


def with_share(rows: pl.DataFrame, rates: pl.DataFrame, year: int) -> pl.DataFrame:
    """Rows with the compensation of a year beside their amounts, in `share`; 0 where there is no rate."""
    own = rates.filter(pl.col("year") == year).select("account_group", "rate")
    known = rows.join(own, on="account_group", how="left", maintain_order="left")
    return known.with_columns(_share().alias("share")).drop("rate")


def _share() -> pl.Expr:
    """The amount times the rate in whole kroner, halves away from nought; exact, without floats.

    An amount of a øre at a rate of r grains gives a · r / (100 per cent) øre.
    """
    share = pl.col("amount").cast(pl.Int128) * pl.col("rate").fill_null(0)
    krone = HUNDRED_PER_CENT * GRAINS_PER_KRONE
    kroner = (share.abs() * 2 + krone) // (2 * krone)
    return (kroner * GRAINS_PER_KRONE * share.sign()).cast(pl.Int64)
