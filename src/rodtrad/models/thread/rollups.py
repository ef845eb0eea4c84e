"""Rows that add up to totals: in every dimension of the budget lines, and in other tables."""

from collections.abc import Iterable

import polars as pl

from rodtrad.core.relation import RelationKind, Relations
from rodtrad.models.thread.figures import COORDINATES
from rodtrad.models.thread.ground import Ground
from rodtrad.models.thread.rule import Rule

DIMENSIONS = ("account_group", "area", "function", "project", "chapter", "unit")
_OPEN_DIMENSIONS = ("project",)
"""A list of projects may leave out projects, so a gap there may have an explanation."""


def rollup_rules() -> list[Rule]:
    """S-01 and S-02: rows add up to totals, in their own table and across the tables of a document."""
    lines = [_of_lines(dimension) for dimension in DIMENSIONS]
    return [*lines, _PEOPLE, _SUPPLIERS, _PLACES, _CELLS, _AREAS_OF_CHANGES]


def _of_lines(dimension: str) -> Rule:
    place = ("document", *(c for c in COORDINATES if c != dimension))

    def relate(lines: pl.DataFrame, ground: Ground) -> tuple[Relations, ...]:
        """S-01: rows add up to the totals of their table. S-02: to totals printed in another table."""
        tree = ground.tree(dimension, lines[dimension])
        inside = rolled_up(lines, lines, tree, dimension, [*place, "table"])
        own = _sums(inside, "S-01")
        if dimension == "account_group" or lines["table"].n_unique() < 2:
            return own, Relations.none()
        alone = lines.join(inside.select("figure"), on="figure", how="anti")
        apart = rolled_up(alone, lines, tree, dimension, place)
        across = apart.filter(pl.col("table") != pl.col("parent_table")).with_columns(
            pl.col("table").alias("equation")
        )
        return own, _sums(across, "S-02", strict=dimension not in _OPEN_DIMENSIONS)

    return Rule("budget_line", place, relate, ("S-01", "S-02"))


def _people(lines: pl.DataFrame, ground: Ground) -> tuple[Relations, ...]:
    """S-01: age groups add up."""
    people = lines.with_columns(pl.lit("").alias("table"))
    ages = ground.tree("age_group", people["age_group"])
    return (_sums(rolled_up(people, people, ages, "age_group", _PEOPLE.place), "S-01"),)


def _suppliers(lines: pl.DataFrame, _: Ground) -> tuple[Relations, ...]:
    """S-01: every supplier adds up to the planned total."""
    single = ~pl.col("supplier").is_in(["total", "all"])
    tree = (
        lines.filter(single)
        .select(pl.col("supplier").alias("child"))
        .unique()
        .with_columns(pl.lit("total").alias("ancestor"), pl.lit(1, pl.Int64).alias("depth"))
    )
    return (_sums(rolled_up(lines, lines, tree, "supplier", _SUPPLIERS.place), "S-01"),)


def _places(lines: pl.DataFrame, _: Ground) -> tuple[Relations, ...]:
    """S-01: places add up to the row they are a part of."""
    return (_sums(by_parent(lines, "key", _PLACES.place), "S-01"),)


def _cells(lines: pl.DataFrame, _: Ground) -> tuple[Relations, ...]:
    """S-01: rows of any table add up to the row they are a part of."""
    return (_sums(by_parent(lines, "row", _CELLS.place), "S-01"),)


def _areas_of_changes(lines: pl.DataFrame, ground: Ground) -> tuple[Relations, ...]:
    """S-02: changes of the areas add up to that of the whole."""
    areas = ground.tree("area", lines["area"])
    return (_sums(rolled_up(lines, lines, areas, "area", _AREAS_OF_CHANGES.place), "S-02"),)


_PEOPLE = Rule("population", ("document", "unit", "year"), _people, ("S-01",))
_SUPPLIERS = Rule("premise", ("document", "table", "unit", "key", "year", "version"), _suppliers, ("S-01",))
_PLACES = Rule("premise", ("document", "table", "unit", "supplier", "year", "version"), _places, ("S-01",))
_CELLS = Rule("table_figure", ("table", "heading"), _cells, ("S-01",))
_AREAS_OF_CHANGES = Rule(
    "budget_change",
    ("document", "table", "unit", "chapter", "code", "year"),
    _areas_of_changes,
    ("S-02",),
)


def _sums(terms: pl.DataFrame, number: str, *, strict: bool = True) -> Relations:
    return Relations.of(terms, number=number, kind=RelationKind.SUM, strict=strict)


def rolled_up(
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
