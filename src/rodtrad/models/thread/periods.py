"""Amounts through a period: what each is a statement of, and how they add up.

Accounts through the second tertial and through August are the same, and through the whole year they are the
year's accounts. So an amount in a report is held against the same one in the accounts, wherever it stands.
"""

import polars as pl

from rodtrad.core.period import Length, Period
from rodtrad.facts.budget import Version

_PLACE = ("unit", "chapter", "area", "function", "account_group")
_WHOLE_YEAR = "-12"


def last_months(periods: pl.Series) -> pl.Series:
    """The month each period counts through, `2027-08`; null for what is no period of a year."""
    known = {text: _last_month(text) for text in periods.unique().drop_nulls()}
    return periods.replace_strict(known, default=None, return_dtype=pl.String)


def _last_month(text: str) -> str | None:
    try:
        period = Period.parse(text)
    except ValueError:
        return None
    return None if period.length is Length.PLAN else period.last_month()


def period_statements(rows: pl.DataFrame) -> pl.DataFrame:
    """What each row of `period_amount` states, in their order; a forecast states only itself.

    The year's budget as it was in the middle of the year (`2027@2027-T2`) is not the year's budget at its
    end, and states only itself too.

    returns  one column, `said`
    """
    frame = rows.select(
        *(_shown(name) for name in _PLACE), "version", last_months(rows["period"]).alias("month")
    )
    *dimensions, group = (pl.col(name) for name in _PLACE)
    year = pl.col("month").str.head(4)
    of_year = pl.concat_str(pl.lit("budget"), *dimensions, pl.lit("-"), group, year, "version", separator="/")
    of_part = pl.concat_str(pl.lit("period"), *dimensions, group, "month", "version", separator="/")
    said = pl.when(pl.col("month").str.ends_with(_WHOLE_YEAR)).then(of_year).otherwise(of_part)
    is_said = pl.col("version") != Version.FORECAST.value
    return frame.select(pl.when(is_said).then(said).alias("said"))


def _shown(name: str) -> pl.Expr:
    """A part of a concept: a dash where it is empty."""
    text = pl.col(name).fill_null("")
    return pl.when(text == "").then(pl.lit("-")).otherwise(text).alias(name)
