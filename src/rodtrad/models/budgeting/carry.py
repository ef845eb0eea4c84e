"""What last year's plan holds that next year's base does not: changes that end, grow or begin later."""

from collections.abc import Sequence

import polars as pl

from rodtrad.facts.plan import ChangeCategory
from rodtrad.models.budgeting.base import CELL
from rodtrad.models.budgeting.compensation import rates_by_group, rates_of, with_share
from rodtrad.models.budgeting.runs import joined_runs
from rodtrad.models.budgeting.steps import OLDER_PRICES
from rodtrad.models.budgeting.trees import investment_groups
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.models.concepts import SHAPES, Facts

_SAME = ("code", *CELL)


def changes_to_carry(
    facts: Facts, source: BudgetVersion, adjustments: Sequence[BudgetVersion], *, target: str, regulated: bool
) -> pl.DataFrame:
    """The planned changes a budget begins with when it carries on last year's.

    What counts in last year's frame stands in the base already and is not repeated: only what ends
    is taken out again, what begins later comes in, and what grows comes with its growth. Amounts are
    in last year's prices: what was stated in older ones has got its compensation. The category says
    that all of it was decided earlier.

    adjustments  those adopted of last year's budget
    target       document of the new budget
    regulated    whether the base is the regulated budget, so that it holds the adjustments too
    returns      rows of `planned_change`
    """
    year = source.first_year
    own = _compensated(facts, source, _rows(facts, source.chain)).with_columns(
        pl.lit(value=True).alias("in_base")
    )
    later = _rows(facts, [a.document for a in adjustments]).with_columns(pl.lit(regulated).alias("in_base"))
    rows = pl.concat([own, later])
    counted = pl.col("in_base") & (pl.col("first_year") <= year)
    last = pl.col("last_year")
    ends = rows.filter(counted & (last >= year)).with_columns(
        (last + 1).alias("first_year"), pl.lit(None, pl.Int64).alias("last_year"), -pl.col("amount")
    )
    begins = rows.filter(~counted & (last.is_null() | (last > year))).with_columns(
        pl.max_horizontal("first_year", pl.lit(year + 1, pl.Int64)).alias("first_year")
    )
    return _told(joined_runs(pl.concat([ends, begins]), _SAME), rows, target)


def _rows(facts: Facts, documents: Sequence[str]) -> pl.DataFrame:
    rows = facts["planned_change"].filter(pl.col("document").is_in(list(documents)))
    return rows.filter(~(pl.col("last_year") < pl.col("first_year")).fill_null(value=False))


def _compensated(facts: Facts, source: BudgetVersion, rows: pl.DataFrame) -> pl.DataFrame:
    """Changes with the compensation of the first year, where they are stated in older prices."""
    rates = rates_by_group(facts, rates_of(facts, source.chain), rows["account_group"])
    is_older = pl.col("category").is_in(OLDER_PRICES)
    invested = pl.col("account_group").is_in(list(investment_groups(facts)))
    share = pl.when(is_older & ~invested).then("share").otherwise(0)
    raised = with_share(rows, rates, source.first_year).with_columns(pl.col("amount") + share)
    return raised.select(rows.columns)


def _told(runs: pl.DataFrame, rows: pl.DataFrame, target: str) -> pl.DataFrame:
    """The runs with what is said of the change they come from."""
    names = SHAPES["planned_change"].polars_schema()
    said = [n for n in names if n not in (*_SAME, "first_year", "last_year", "amount")]
    first = rows.unique(_SAME, keep="first", maintain_order=True).select(*_SAME, *said)
    told = runs.join(first, on=list(_SAME), how="left", nulls_equal=True, maintain_order="left")
    return told.with_columns(
        pl.lit(target).alias("document"),
        pl.lit(ChangeCategory.DECIDED_EARLIER.value).alias("category"),
        pl.lit(None, pl.String).alias("measure_document"),
        pl.lit(None, pl.String).alias("measure"),
    ).select(pl.col(n).cast(t) for n, t in names.items())


def rates_to_carry(facts: Facts, source: BudgetVersion, *, target: str) -> pl.DataFrame:
    """Last year's rates for the years the new plan has too, as rows of `compensation`."""
    rates = rates_of(facts, source.chain).filter(pl.col("year") > source.first_year)
    return rates.with_columns(pl.lit(target).alias("document")).select(
        pl.col(n).cast(t) for n, t in SHAPES["compensation"].polars_schema().items()
    )
