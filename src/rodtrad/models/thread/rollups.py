"""Rows that add up to totals: in every dimension of the budget lines, and in other tables."""

from collections.abc import Iterable

import polars as pl

from rodtrad.core.relation import RelationKind, Relations
from rodtrad.models.concepts import Facts
from rodtrad.models.thread.figures import COORDINATES, lines_with_figures

_DIMENSIONS = ("account_group", "area", "function", "project", "chapter", "unit")
_OPEN_DIMENSIONS = ("project",)
"""A list of projects may leave out projects, so a gap there may have an explanation."""
_DEEPEST_TREE = 20


def rows_to_totals(facts: Facts, figures: pl.DataFrame) -> Relations:
    """S-01: rows of a table add up to its totals, in every dimension."""
    found = []
    lines = lines_with_figures(facts, figures, "budget_line")
    for dimension in _DIMENSIONS:
        found.append(_within(lines, _tree(facts, dimension, lines[dimension]), dimension))
    people = lines_with_figures(facts, figures, "population").with_columns(pl.lit("").alias("table"))
    ages = _tree(facts, "age_group", people["age_group"])
    found.append(_rollup(people, people, ages, "age_group", ("document", "unit", "year")))
    places = lines_with_figures(facts, figures, "premise")
    one_row = ("document", "table", "unit", "key", "year", "version")
    found.append(_rollup(places, places, _suppliers(places), "supplier", one_row))
    found.append(by_parent(places, "key", ("document", "table", "unit", "supplier", "year", "version")))
    cells = lines_with_figures(facts, figures, "table_figure")
    found.append(by_parent(cells, "row", ("table", "heading")))
    return Relations.together([Relations.of(terms, number="S-01", kind=RelationKind.SUM) for terms in found])


def tables_agree(facts: Facts, figures: pl.DataFrame) -> Relations:
    """S-02: areas, functions, units and projects add up to totals printed in another table."""
    found = []
    lines = lines_with_figures(facts, figures, "budget_line")
    if lines["table"].n_unique() > 1:
        for dimension in _DIMENSIONS[1:]:
            terms = _across(lines, _tree(facts, dimension, lines[dimension]), dimension)
            strict = dimension not in _OPEN_DIMENSIONS
            found.append(Relations.of(terms, number="S-02", kind=RelationKind.SUM, strict=strict))
    changes = lines_with_figures(facts, figures, "budget_change")
    areas = _tree(facts, "area", changes["area"])
    same = ("document", "table", "unit", "chapter", "code", "year")
    whole = _rollup(changes, changes, areas, "area", same)
    found.append(Relations.of(whole, number="S-02", kind=RelationKind.SUM))
    return Relations.together(found)


def _place(dimension: str) -> list[str]:
    return ["document", *(c for c in COORDINATES if c != dimension)]


def _within(lines: pl.DataFrame, tree: pl.DataFrame, dimension: str) -> pl.DataFrame:
    return _rollup(lines, lines, tree, dimension, [*_place(dimension), "table"])


def _across(lines: pl.DataFrame, tree: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """Rows whose own table prints no total, against totals of the document's other tables."""
    inside = _within(lines, tree, dimension)
    alone = lines.join(inside.select("figure"), on="figure", how="anti")
    apart = _rollup(alone, lines, tree, dimension, _place(dimension))
    return apart.filter(pl.col("table") != pl.col("parent_table")).with_columns(
        pl.col("table").alias("equation")
    )


def _rollup(
    children: pl.DataFrame, parents: pl.DataFrame, tree: pl.DataFrame, dimension: str, same: Iterable[str]
) -> pl.DataFrame:
    """Terms that say a parent is the sum of the rows whose nearest printed ancestor it is."""
    place = pl.struct(same).hash(7).alias("place")
    above = parents.select(
        place,
        pl.col(dimension).alias("ancestor"),
        pl.col("figure").alias("result"),
        pl.col("table").alias("parent_table"),
    )
    below = children.select(place, pl.col(dimension).alias("child"), "figure", "table")
    nearest = pl.col("depth") == pl.col("depth").min().over("figure", "parent_table")
    return (
        below.join(tree, on="child")
        .join(above, on=["place", "ancestor"])
        .filter(nearest)
        .select("result", "figure", "table", "parent_table", pl.lit(1.0).alias("weight"))
    )


def by_parent(lines: pl.DataFrame, name: str, place: Iterable[str]) -> pl.DataFrame:
    """Terms from rows that name the row they are added into."""
    above = lines.select(*place, pl.col(name).alias("parent"), pl.col("figure").alias("result"))
    below = lines.filter(pl.col("parent") != "").join(above, on=[*place, "parent"])
    return below.with_columns(pl.lit(1.0).alias("weight"))


def _suppliers(lines: pl.DataFrame) -> pl.DataFrame:
    """Every supplier adds up to the planned total."""
    single = ~pl.col("supplier").is_in(["total", "all"])
    return (
        lines.filter(single)
        .select(pl.col("supplier").alias("child"))
        .unique()
        .with_columns(pl.lit("total").alias("ancestor"), pl.lit(1, pl.Int64).alias("depth"))
    )


def _tree(facts: Facts, dimension: str, members: pl.Series) -> pl.DataFrame:
    """Every (child, ancestor, depth) of a dimension; '' is the whole, where one is printed."""
    if dimension == "unit":
        return _ancestors(facts["unit"].select(pl.col("key").alias("child"), "parent"))
    codes = facts["code"].filter(pl.col("dimension") == dimension)
    listed = codes.select(pl.col("code").alias("child"), "parent")
    if dimension in ("account_group", "age_group"):
        return _ancestors(listed)
    unlisted = (
        pl.DataFrame({"child": members.unique()}, schema={"child": pl.String})
        .filter(pl.col("child") != "")
        .join(listed, on="child", how="anti")
        .with_columns(pl.lit(None, pl.String).alias("parent"))
    )
    return _ancestors(pl.concat([listed, unlisted]).with_columns(pl.col("parent").fill_null("")))


def _ancestors(pairs: pl.DataFrame) -> pl.DataFrame:
    pairs = pairs.filter(pl.col("parent").is_not_null()).unique()
    first = pairs.select("child", pl.col("parent").alias("ancestor"), pl.lit(1, pl.Int64).alias("depth"))
    levels = [first]
    while levels[-1].height and len(levels) < _DEEPEST_TREE:
        above = levels[-1].join(pairs, left_on="ancestor", right_on="child")
        levels.append(above.select("child", pl.col("parent").alias("ancestor"), pl.col("depth") + 1))
    return pl.concat(levels)
