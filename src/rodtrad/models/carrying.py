"""Rows of one document carried over to another: a new version, or next year's document."""

from collections.abc import Iterable

import polars as pl

from rodtrad.models.concepts import Facts


def rows_of_document(facts: Facts, fact: str, document: str) -> pl.DataFrame:
    """The rows of one fact in one document."""
    return facts[fact].filter(pl.col("document") == document)


def carried(facts: Facts, names: Iterable[str], source: str, target: str) -> Facts:
    """Rows of a document as they would stand in another, by fact; facts without rows are left out.

    names  facts to carry; each has a column `document`
    """
    made: dict[str, pl.DataFrame] = {}
    for name in names:
        rows = rows_of_document(facts, name, source)
        if rows.height:
            made[name] = rows.with_columns(pl.lit(target).alias("document"))
    return made
