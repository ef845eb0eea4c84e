"""Amounts year by year as rows with a first and a last year, and back."""

from collections.abc import Mapping, Sequence

import polars as pl

Run = tuple[int, int | None, int]
"""First year, last year (None when it lasts) and amount a year."""


def runs_of(amounts: Mapping[int, int], *, lasting: bool) -> tuple[Run, ...]:
    """Amounts of consecutive years as runs of the same amount; years without an amount have no run.

    lasting  the last year's amount goes on after it
    """
    years = sorted(amounts)
    runs: list[Run] = []
    for year in years:
        amount = amounts[year]
        if runs and runs[-1][1] == year - 1 and runs[-1][2] == amount:
            runs[-1] = (runs[-1][0], year, amount)
        elif amount:
            runs.append((year, year, amount))
    if lasting and runs and runs[-1][1] == years[-1]:
        first, _, amount = runs[-1]
        runs[-1] = (first, None, amount)
    return tuple(runs)


def amounts_of(runs: Sequence[Run], years: Sequence[int]) -> dict[int, int]:
    """The sum of the runs that count in each year."""
    return {
        year: sum(a for first, last, a in runs if first <= year and (last is None or year <= last))
        for year in years
    }


def joined_runs(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Rows of the same thing that overlap, as rows that follow each other.

    rows     the columns of `by`, first_year, last_year (empty when it lasts) and amount
    returns  the same columns, a row for each stretch of years with the same amount other than 0
    """
    kept = rows.select(*by, "first_year", "last_year", "amount")
    begun = kept.select(*by, pl.col("first_year").alias("year"), "amount")
    ended = kept.filter(pl.col("last_year").is_not_null()).select(
        *by, (pl.col("last_year") + 1).alias("year"), -pl.col("amount")
    )
    moved = pl.concat([begun, ended]).group_by(*by, "year").agg(pl.col("amount").sum())
    stood = moved.filter(pl.col("amount") != 0).sort(*by, "year")
    return (
        stood.select(
            *by,
            pl.col("year").alias("first_year"),
            (pl.col("year").shift(-1).over(by) - 1).alias("last_year"),
            pl.col("amount").cum_sum().over(by),
        )
        .filter(pl.col("amount") != 0)
        .select(kept.columns)
    )
