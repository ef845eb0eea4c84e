"""Price and wage compensation: a rate for each account group and year, on what is carried on."""

from collections.abc import Iterable

import polars as pl

from rodtrad.core.measurement import GRAINS_PER_KRONE, HUNDRED_PER_CENT
from rodtrad.models.budgeting.trees import above_codes
from rodtrad.models.concepts import Facts

_PART = 10_000
"""Splits an amount so that its product with a rate fits in 64 bits."""


def rates_of(facts: Facts, documents: Iterable[str]) -> pl.DataFrame:
    """The rates that hold in a version: account_group, year, rate, document.

    documents  those the version stands on, in order; a later one's rate replaces an earlier one's
    """
    order = {document: place for place, document in enumerate(documents)}
    rows = facts["compensation"].filter(pl.col("document").is_in(list(order)))
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


def compensations(cells: pl.DataFrame, rates: pl.DataFrame, years: Iterable[int]) -> pl.DataFrame:
    """What each year's compensation adds to each cell, in whole kroner.

    The second year's rate works on the base with the first year's compensation, and so on.

    cells    amount in øre, and account_group; all its columns are kept
    rates    as `rates_by_group` gives them
    returns  the cells with `year`, and in `amount` what that year's compensation adds from then on
    """
    level, made = cells, []
    for year in years:
        own = rates.filter(pl.col("year") == year).select("account_group", "rate")
        given = level.join(own, on="account_group", how="left", maintain_order="left")
        added = given.with_columns(_share().alias("added")).drop("rate")
        made.append(
            added.filter(pl.col("added") != 0)
            .with_columns(pl.col("added").alias("amount"), pl.lit(year, pl.Int64).alias("year"))
            .drop("added")
        )
        level = added.with_columns((pl.col("amount") + pl.col("added")).alias("amount")).drop("added")
    return pl.concat(made)


def _share() -> pl.Expr:
    """The amount times the rate in whole kroner, halves away from nought; exact, without floats.

    An amount of a øre at a rate of r grains gives a · r / (100 per cent) øre.
    """
    amount, rate = pl.col("amount").abs(), pl.col("rate").fill_null(0).abs()
    whole = HUNDRED_PER_CENT * GRAINS_PER_KRONE // _PART
    high, low = amount // _PART * rate, amount % _PART * rate
    rest = high % whole * _PART + low
    kroner = high // whole + (rest * 2 + whole * _PART) // (2 * whole * _PART)
    return kroner * GRAINS_PER_KRONE * pl.col("amount").sign() * pl.col("rate").fill_null(0).sign()
