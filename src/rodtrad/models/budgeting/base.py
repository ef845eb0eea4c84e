"""Last year's budget as the frame that is carried on: the finest lines that add up, each krone once."""

from dataclasses import dataclass

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.models.budgeting.trees import above_codes, above_units, investment_groups, units_within
from rodtrad.models.concepts import Facts

CELL = ("unit", "chapter", "area", "function", "account_group")
"""What an amount of a plan is split by; a part that is not split is empty."""
_PLACE = (*CELL, "project")
_SPLITS = ("account_group", "chapter", "unit", "area", "function")
"""What a total can be opened into; parts by account group come first, since compensation needs them."""
_SEVERAL, _SEVERAL_UNITS = "several", "several_units"
_OF_UNITS = ("unit", _SEVERAL_UNITS)
_WHOLE = ""


@dataclass(frozen=True, slots=True)
class BaseFrame:
    """The frame that is carried on (utgangspunkt).

    cells     columns of CELL, and amount in øre
    left_out  parts of totals that they do not add up to; the totals are used instead
    """

    cells: pl.DataFrame
    left_out: int


def no_base() -> BaseFrame:
    """The base of a budget that begins from nothing."""
    return BaseFrame(pl.DataFrame(schema={**dict.fromkeys(CELL, pl.String), "amount": pl.Int64}), 0)


def base_frame(
    facts: Facts, document: str | None, version: str | None, year: int | None, about: str | None = None
) -> BaseFrame:
    """One budget of one document, at the finest level that adds up.

    A total is opened where its parts add up to it, within the rounding of the print: first by
    account group, then by what splits it into most parts. A part that is printed for two totals,
    or in two tables, counts once. Investment is decided anew each year and is not carried on.

    about  only what this unit and those below it answer for; None is all
    """
    if document is None or version is None or year is None:
        return no_base()
    lines = facts["budget_line"].filter(
        (pl.col("document") == document) & (pl.col("version") == version) & (pl.col("year") == year)
    )
    lines = lines.filter(~pl.col("account_group").is_in(list(investment_groups(facts))))
    if about:
        lines = lines.filter(pl.col("unit").is_in(list(units_within(facts, about))))
    if lines.is_empty():
        return no_base()
    placed = lines.select(pl.col(_PLACE).fill_null(_WHOLE), "amount", _half())
    rows = placed.unique(_PLACE, keep="first", maintain_order=True).with_row_index("row")
    edges = _edges(facts, rows)
    kept = _finest(rows, edges)
    cells = kept.group_by(CELL, maintain_order=True).agg(pl.col("amount").sum())
    used = cells.filter(pl.col("amount") != 0).with_columns(pl.col(CELL).replace(_WHOLE, None))
    unopened = edges.join(kept, left_on="parent", right_on="row", how="semi")
    return BaseFrame(used.select(*CELL, "amount"), unopened["child"].n_unique())


def _half() -> pl.Expr:
    """Half the last printed decimal, in øre."""
    grains = {code: float(unit.grains) for code, unit in UNITS.items()}
    step = pl.col("printed_unit").replace_strict(grains, return_dtype=pl.Float64)
    return (step / pl.lit(10.0).pow(pl.col("decimals")) / 2).alias("half")


def _trees(facts: Facts, rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """What contains what in each dimension: only between values that occur; a part of all is in ''."""
    trees = {"unit": above_units(facts), "account_group": above_codes(facts, "account_group")}
    for dimension in ("chapter", "area", "function", "project"):
        codes, members = above_codes(facts, dimension), rows[dimension].unique()
        top = codes.group_by("child").agg(pl.col("depth").max() + 1)
        whole = (
            members.filter(members != _WHOLE)
            .to_frame("child")
            .join(top, on="child", how="left")
            .select("child", pl.lit(_WHOLE).alias("ancestor"), pl.col("depth").fill_null(1))
        )
        trees[dimension] = pl.concat([codes, whole])
    return {d: _occurring(tree, rows[d]) for d, tree in trees.items()}


def _occurring(tree: pl.DataFrame, members: pl.Series) -> pl.DataFrame:
    there = members.unique().implode()
    return tree.filter(pl.col("child").is_in(there) & pl.col("ancestor").is_in(there))


def _edges(facts: Facts, rows: pl.DataFrame) -> pl.DataFrame:
    """Which row is part of which: parent, child, dimension. Money of a unit's own is no part of others."""
    trees = {d: tree for d, tree in _trees(facts, rows).items() if tree.height}
    found = [_along(rows, dimension, tree) for dimension, tree in trees.items()]
    if not found:
        return pl.DataFrame(schema={"parent": pl.UInt32, "child": pl.UInt32, "dimension": pl.String})
    edges = _without_own_money(rows, pl.concat(found))
    orphans = rows.join(edges.select(pl.col("child").alias("row")).unique(), on="row", how="anti")
    return pl.concat([edges, _without_own_money(rows, _across(rows, orphans, trees))])


def _along(rows: pl.DataFrame, dimension: str, tree: pl.DataFrame) -> pl.DataFrame:
    """Rows that differ in one dimension only, each with the nearest row that contains it."""
    place = pl.struct(c for c in _PLACE if c != dimension).hash(7).alias("place")
    below = rows.select(pl.col("row").alias("child"), pl.col(dimension).alias("member"), place)
    above = rows.select(pl.col("row").alias("parent"), pl.col(dimension).alias("ancestor"), place)
    return (
        below.join(tree.rename({"child": "member"}), on="member")
        .join(above, on=["place", "ancestor"])
        .filter(pl.col("depth") == pl.col("depth").min().over("child"))
        .select("parent", "child", pl.lit(dimension).alias("dimension"))
    )


def _across(rows: pl.DataFrame, orphans: pl.DataFrame, trees: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows that differ from the nearest row that contains them in several dimensions at once."""
    is_wide = [pl.col(d).is_in(tree["ancestor"].unique().implode()) for d, tree in trees.items()]
    above = rows.filter(pl.any_horizontal(is_wide)).select(pl.col("row").alias("parent"), *_PLACE)
    nought = (pl.lit(0, pl.Int64).alias(name) for name in ("far", "moved"))
    made = orphans.select(pl.col("row").alias("child"), *_PLACE, *nought, pl.col("unit").alias("own"))
    is_moved = pl.col("own") != pl.col("unit")
    of_units = pl.when(is_moved).then(pl.lit(_SEVERAL_UNITS)).otherwise(pl.lit(_SEVERAL))
    taken: list[str] = []
    for dimension, tree in trees.items():
        taken.append(dimension)
        itself = made[dimension].unique().to_frame(dimension)
        alike = itself.with_columns(pl.col(dimension).alias("wider"), pl.lit(0, pl.Int64).alias("depth"))
        wider = pl.concat(
            [alike, tree.rename({"child": dimension, "ancestor": "wider"}).select(alike.columns)]
        )
        made = (
            made.join(wider, on=dimension)
            .with_columns(
                pl.col("wider").alias(dimension),
                pl.col("far") + pl.col("depth"),
                pl.col("moved") + (pl.col("depth") > 0).cast(pl.Int64),
            )
            .drop("wider", "depth")
            .join(above, on=taken, how="semi")
        )
    return (
        made.filter(pl.col("moved") > 1)
        .join(above, on=list(_PLACE))
        .sort("child", "far", "parent")
        .unique("child", keep="first", maintain_order=True)
        .select("parent", "child", of_units.alias("dimension"))
    )


def _summed(rows: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """What the parts of each row sum to in each dimension, and whether that is the row itself."""
    child = rows.select(
        pl.col("row").alias("child"), pl.col("amount").alias("part"), pl.col("half").alias("room")
    )
    parent = rows.select(pl.col("row").alias("parent"), "amount", "half")
    parts = edges.join(child, on="child").group_by("parent", "dimension")
    summed = parts.agg(pl.col("part").sum(), pl.col("room").sum(), pl.len().alias("count"))
    held = (pl.col("part") - pl.col("amount")).abs() <= pl.col("room") + pl.col("half")
    return summed.join(parent, on="parent").with_columns(held.alias("held"))


def _without_own_money(rows: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """A department with less money than its agencies has money of its own: it is no total of theirs."""
    summed = _summed(rows, edges.filter(pl.col("dimension").is_in(_OF_UNITS)))
    own = summed.filter(~pl.col("held") & (pl.col("part").abs() > pl.col("amount").abs()))
    return edges.join(own, on=["parent", "dimension"], how="anti")


def _finest(rows: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """The rows to count: from the widest totals down, as far as the parts add up."""
    if edges.is_empty():
        return rows
    opened = _opened(rows, edges)
    children = edges.select(pl.col("child").alias("row")).unique()
    now = rows.join(children, on="row", how="anti").select("row", "amount")
    reached = now.clear()
    while now.height:
        still = now.join(opened, left_on="row", right_on="parent", how="anti")
        reached = pl.concat([reached, still])
        now = _parts_of(now, opened, rows).unique("row", keep="first", maintain_order=True)
    counted = reached.unique("row", keep="first", maintain_order=True)
    inside = edges.join(counted, left_on="parent", right_on="row", how="semi")
    kept = counted.join(inside.select(pl.col("child").alias("row")), on="row", how="anti")
    return rows.drop("amount").join(kept, on="row", maintain_order="left")


def _opened(rows: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """The parts each total is opened into: parent, child. A total whose parts do not add up has none."""
    order = {name: place for place, name in enumerate((*_SPLITS, _SEVERAL, _SEVERAL_UNITS))}
    ranks = pl.DataFrame({"dimension": list(order), "rank": list(order.values())})
    chosen = (
        _summed(rows, edges)
        .filter("held")
        .join(ranks, on="dimension")
        .with_columns((pl.col("dimension") != "account_group").alias("later"))
        .sort("parent", "later", pl.col("count").cast(pl.Int64) * -1, "rank")
        .unique("parent", keep="first", maintain_order=True)
    )
    return edges.join(chosen.select("parent", "dimension"), on=["parent", "dimension"])


def _parts_of(now: pl.DataFrame, opened: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The parts of the totals reached; the largest takes what rounding leaves, so that totals stand."""
    known = rows.select(pl.col("row").alias("child"), pl.col("amount").alias("part"))
    parts = now.join(opened, left_on="row", right_on="parent").join(known, on="child")
    ordered = parts.sort("row", pl.col("part").abs(), "child", descending=[False, True, False])
    rest = pl.col("amount") - pl.col("part").sum().over("row")
    is_largest = pl.int_range(pl.len()).over("row") == 0
    amount = pl.col("part") + pl.when(is_largest).then(rest).otherwise(0)
    return ordered.select(pl.col("child").alias("row"), amount.alias("amount"))
