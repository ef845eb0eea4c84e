"""Rows of one document carried over to another: a new version, or next year's document."""

from collections.abc import Iterable

import polars as pl

from rodtrad.models.concepts import SHAPES, Facts

_YEARS = ("year", "first_year", "last_year")


def rows_of_document(facts: Facts, fact: str, document: str) -> pl.DataFrame:
    """The rows of one fact in one document."""
    return facts[fact].filter(pl.col("document") == document)


def carried(facts: Facts, names: Iterable[str], source: str, target: str, *, years: int = 0) -> Facts:
    """Rows of a document as they would stand in another, by fact; facts without rows are left out.

    names   facts to carry; each has a column `document`
    years   added to every year column, for a document of another year; dates are left as they are
    """
    made: dict[str, pl.DataFrame] = {}
    for name in names:
        rows = rows_of_document(facts, name, source)
        moved = [c for c in _YEARS if c in SHAPES[name].names()] if years else []
        if rows.height:
            made[name] = rows.with_columns(
                pl.lit(target).alias("document"), *(pl.col(c) + years for c in moved)
            )
    return made
