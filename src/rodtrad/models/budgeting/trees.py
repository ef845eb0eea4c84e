"""What a code or unit is part of, at any depth."""

import polars as pl

from rodtrad.models.concepts import Facts

OPERATING, INVESTMENT = "drift", "investering"
"""The account groups that are the net of all others."""
_DEEPEST = 20


def ancestors(pairs: pl.DataFrame) -> pl.DataFrame:
    """Everything above each member of a tree.

    pairs    child, parent; a member without a parent has none or is left out
    returns  child, ancestor, depth: 1 for the parent
    """
    near = pairs.filter(pl.col("parent").is_not_null() & (pl.col("parent") != pl.col("child"))).unique()
    levels = [near.select("child", pl.col("parent").alias("ancestor"), pl.lit(1, pl.Int64).alias("depth"))]
    while levels[-1].height and len(levels) < _DEEPEST:
        above = levels[-1].join(near, left_on="ancestor", right_on="child")
        levels.append(above.select("child", pl.col("parent").alias("ancestor"), pl.col("depth") + 1))
    return pl.concat(levels).unique(["child", "ancestor"], keep="first", maintain_order=True)


def above_units(facts: Facts) -> pl.DataFrame:
    """Every unit with the units it is part of: child, ancestor, depth."""
    return ancestors(facts["unit"].select(pl.col("key").alias("child"), "parent"))


def above_codes(facts: Facts, dimension: str) -> pl.DataFrame:
    """Every code of a dimension with the codes it adds up to: child, ancestor, depth."""
    codes = facts["code"].filter(pl.col("dimension") == dimension)
    return ancestors(codes.select(pl.col("code").alias("child"), "parent"))


def units_within(facts: Facts, unit: str) -> frozenset[str]:
    """A unit and every unit below it."""
    below = above_units(facts).filter(pl.col("ancestor") == unit)["child"]
    return frozenset((unit, *below))


def investment_groups(facts: Facts) -> frozenset[str]:
    """The account groups of investment; all others are operating."""
    below = above_codes(facts, "account_group").filter(pl.col("ancestor") == INVESTMENT)["child"]
    return frozenset((INVESTMENT, *below))
