"""One year's prices turned into another's, by a price index of the book."""

import polars as pl

from rodtrad.core.errors import UsageError
from rodtrad.models.concepts import Facts
from rodtrad.models.programme.package import Measure


def price_years(facts: Facts) -> tuple[int, ...]:
    """The years the book's price index has a level for."""
    return tuple(facts["price_index"]["year"].unique().sort().to_list())


def price_factors(facts: Facts, prices: int) -> dict[Measure, float]:
    """What the effects of each card must be multiplied by to stand in the prices of a year.

    Only for cards that say which year's prices their effects are in.

    raises  UsageError  the book has several indices, or no level for a year that is needed
    """
    names = facts["price_index"]["index"].unique().sort().to_list()
    if len(names) > 1:
        raise UsageError("price_index_ambiguous", names=", ".join(names))
    levels = dict(facts["price_index"].select("year", "value").iter_rows())
    stated = facts["measure_card"].filter(pl.col("price_year").is_not_null())
    found: dict[Measure, float] = {}
    for document, measure, year in stated.select("document", "measure", "price_year").iter_rows():
        for needed in (year, prices):
            if not levels.get(needed):
                known = ", ".join(map(str, price_years(facts))) or "–"
                raise UsageError("price_index_missing", year=needed, known=known)
        found[document, measure] = levels[prices] / levels[year]
    return found
