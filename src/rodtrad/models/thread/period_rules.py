"""Amounts through a period add up to their totals."""

import polars as pl

from rodtrad.core.relation import RelationKind, Relations
from rodtrad.models.thread.ground import Ground
from rodtrad.models.thread.rollups import rolled_up
from rodtrad.models.thread.rule import Rule

_DIMENSIONS = ("account_group", "area", "function", "chapter", "unit")
_COORDINATES = ("unit", "chapter", "area", "function", "account_group", "period", "version")


def period_rules() -> list[Rule]:
    """S-01: accounts, budgets and forecasts through a period add up, in every dimension."""
    return [_of_dimension(dimension) for dimension in _DIMENSIONS]


def _of_dimension(dimension: str) -> Rule:
    place = ("document", *(c for c in _COORDINATES if c != dimension))

    def relate(lines: pl.DataFrame, ground: Ground) -> tuple[Relations, ...]:
        """S-01: rows of a document add up to its totals."""
        rows = lines.with_columns(pl.lit("").alias("table"))
        terms = rolled_up(rows, rows, ground.tree(dimension, rows[dimension]), dimension, place)
        return (Relations.of(terms, number="S-01", kind=RelationKind.SUM),)

    return Rule("period_amount", place, relate, ("S-01",))
