"""Amounts as lines that add up: what is not split as far as the rest gets a code that says so."""

import polars as pl

from rodtrad.models.budgeting.base import CELL
from rodtrad.models.budgeting.trees import above_codes, above_units
from rodtrad.models.concepts import Facts

UNSPLIT = "ufordelt"
"""The code, or the end of it, of what is not split though the rest is."""
_MOST_LEVELS = 20
_CODED = ("chapter", "area", "function", "account_group")


def placed_cells(facts: Facts, cells: pl.DataFrame) -> pl.DataFrame:
    """Where each cell stands as a line of a budget, so that lines add up to totals and never stand in them.

    A cell of a total that other cells are parts of, is put on a code for what is not split: a
    change of a whole unit beside lines by function, or of net expenditure beside account groups.

    cells    the columns of CELL
    returns  the same cells, and `to_` before each column but `unit`: where they stand
    """
    own = cells.select(CELL).unique(maintain_order=True)
    made = own.with_columns(pl.col(c).fill_null("").alias(f"to_{c}") for c in CELL)
    made = _of_whole(made, "chapter", ("unit",))
    made = _of_unit(facts, made)
    made = _of_group(facts, made)
    made = _of_whole(made, "area", ("unit", "to_chapter", "to_account_group"))
    made = _of_whole(made, "function", ("unit", "to_chapter", "to_area", "to_account_group"))
    return made.drop("to_unit").with_columns(pl.col(f"to_{c}").replace("", None) for c in CELL if c != "unit")


def _of_whole(cells: pl.DataFrame, dimension: str, place: tuple[str, ...]) -> pl.DataFrame:
    """Cells without a code in a dimension that others in the same place are split by."""
    name = f"to_{dimension}"
    is_whole = (pl.col(name) == "") & (pl.col(name) != "").any().over(place)
    return cells.with_columns(pl.when(is_whole).then(pl.lit(UNSPLIT)).otherwise(name).alias(name))


def _of_unit(facts: Facts, cells: pl.DataFrame) -> pl.DataFrame:
    """Cells of a unit with parts that have money in the same chapter: its own money is a chapter apart."""
    within = above_units(facts).select(pl.col("child").alias("unit"), "ancestor")
    place = ["unit", "to_chapter"]
    for _ in range(_MOST_LEVELS):
        at = cells.select(place).unique().join(within, on="unit")
        over = at.select(pl.col("ancestor").alias("unit"), "to_chapter").unique()
        own = cells.select(place).unique().join(over, on=place, how="semi")
        if own.is_empty():
            break
        cells = cells.join(
            own.with_columns(pl.lit(value=True).alias("over")), on=place, how="left", maintain_order="left"
        )
        named = pl.concat_str(pl.col("to_chapter"), pl.lit(f"-{UNSPLIT}"))
        apart = pl.when(pl.col("to_chapter") == "").then(pl.lit(UNSPLIT)).otherwise(named)
        moved = pl.when(pl.col("over").fill_null(value=False)).then(apart).otherwise("to_chapter")
        cells = cells.with_columns(moved.alias("to_chapter")).drop("over")
    return cells


def _of_group(facts: Facts, cells: pl.DataFrame) -> pl.DataFrame:
    """Cells of an account group that others in the same chapter stand on parts of."""
    place = ("unit", "to_chapter")
    above = above_codes(facts, "account_group").select(
        pl.col("child").alias("to_account_group"), pl.col("ancestor")
    )
    over = (
        cells.join(above, on="to_account_group")
        .select(*place, pl.col("ancestor").alias("to_account_group"), pl.lit(value=True).alias("over"))
        .unique()
    )
    joined = cells.join(over, on=[*place, "to_account_group"], how="left", maintain_order="left")
    apart = pl.concat_str(pl.col("to_account_group"), pl.lit(f"-{UNSPLIT}"))
    moved = pl.when(pl.col("over").fill_null(value=False)).then(apart).otherwise("to_account_group")
    return joined.with_columns(moved.alias("to_account_group")).drop("over")


def codes_to_list(facts: Facts, placed: pl.DataFrame) -> pl.DataFrame:
    """The codes for what is not split that the code list does not have yet: dimension, code, parent."""
    new = _unlisted(facts, placed).filter(pl.col("code").str.ends_with(UNSPLIT))
    is_group = pl.col("dimension") == "account_group"
    parent = pl.when(is_group).then(pl.col("code").str.strip_suffix(f"-{UNSPLIT}")).alias("parent")
    return new.with_columns(parent)


def codes_unknown(facts: Facts, placed: pl.DataFrame) -> pl.DataFrame:
    """The codes that lines use and the code list does not have: dimension, code."""
    return _unlisted(facts, placed).filter(~pl.col("code").str.ends_with(UNSPLIT))


def _unlisted(facts: Facts, placed: pl.DataFrame) -> pl.DataFrame:
    used = pl.concat(
        placed.select(pl.lit(d).alias("dimension"), pl.col(f"to_{d}").alias("code")).unique() for d in _CODED
    )
    listed = facts["code"].select("dimension", "code")
    new = used.filter(pl.col("code").is_not_null()).join(listed, on=["dimension", "code"], how="anti")
    return new.sort("dimension", "code")


def with_totals(facts: Facts, lines: pl.DataFrame) -> pl.DataFrame:
    """Lines with the totals they add up to: by area, by account group, and net of all.

    lines    unit, chapter, area, function, account_group, year and amount, each place once
    returns  the same columns; each total stands once, also where a line is one itself
    """
    nothing = pl.lit(None, pl.String)
    by_area = lines.with_columns(nothing.alias("function"))
    by_group = by_area.with_columns(nothing.alias("area"))
    above = above_codes(facts, "account_group").select("child", "ancestor")
    wider = by_group.join(above, left_on="account_group", right_on="child")
    net = wider.with_columns(pl.col("ancestor").alias("account_group")).select(lines.columns)
    at = [c for c in lines.columns if c != "amount"]
    summed = [part.group_by(at).agg(pl.col("amount").sum()) for part in (lines, by_area, by_group, net)]
    return pl.concat(summed).unique(at, keep="first").sort(at, nulls_last=True)
