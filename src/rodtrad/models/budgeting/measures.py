"""Efficiency measures in a budget: the amounts a card offers, and where a plan says something else."""

from collections.abc import Sequence

import polars as pl

from rodtrad.core.measurement import unit_of_print
from rodtrad.models.budgeting.plan import amounts_by_year, changes_of
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.models.concepts import SHAPES, Facts

_CARD = ("measure_document", "measure")
_BESIDE: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(_CARD, pl.String),
    **dict.fromkeys(("year", "planned", "offered", "room"), pl.Int64),
    **dict.fromkeys(("unit", "effect"), pl.String),
}


def offered_amounts(facts: Facts, document: str, measure: str, years: Sequence[int]) -> dict[int, int]:
    """What a measure changes in a budget by year, in øre: what is saved on the card is negative here.

    A year after the card's last has the last year's effect; a year before its first, or one
    without a number, is not there.
    """
    rows = _effects(facts, document, measure)
    effects: dict[int, int] = dict(rows.select("year", "amount").iter_rows())
    if not effects:
        return {}
    last = max(effects)
    asked = {year: effects.get(min(year, last)) for year in years}
    return {year: -effect for year, effect in asked.items() if effect is not None}


def _effects(facts: Facts, document: str, measure: str) -> pl.DataFrame:
    """The effects of a measure that have a number, by year."""
    is_own = (pl.col("document") == document) & (pl.col("measure") == measure)
    return facts["measure_effect"].filter(is_own & pl.col("amount").is_not_null()).sort("year")


def against_cards(facts: Facts, version: BudgetVersion) -> pl.DataFrame:
    """What a version plans for each measure its own changes name, beside what the card says.

    returns  measure_document, measure, year, planned, offered (what the card says, as a change of
             the budget) and room (half the last printed digit of the card) in øre, the unit the
             card is printed in, and the address of its effect
    """
    linked = facts["planned_change"].filter(
        pl.col("document").is_in(list(version.chain))
        & pl.col("measure").is_not_null()
        & pl.col("measure_document").is_not_null()
    )
    named = linked.filter(pl.col("document") == version.document).select(_CARD).unique(maintain_order=True)
    made = [_beside_card(facts, version, linked, *card) for card in named.iter_rows()]
    return pl.concat(made) if made else pl.DataFrame(schema=_BESIDE)


def _beside_card(
    facts: Facts, version: BudgetVersion, linked: pl.DataFrame, document: str, measure: str
) -> pl.DataFrame:
    own = linked.filter((pl.col("measure_document") == document) & (pl.col("measure") == measure))
    parts = changes_of({**facts, "planned_change": own}, version.chain)
    planned = dict(amounts_by_year(parts, version.years).iter_rows())
    effects = {row["year"]: row for row in _effects(facts, document, measure).iter_rows(named=True)}
    rows = []
    for year, offered in offered_amounts(facts, document, measure, version.years).items():
        effect = effects[min(year, max(effects))]
        room = int(unit_of_print(effect["printed_unit"], effect["decimals"]) / 2)
        address = SHAPES["measure_effect"].address_of(effect, "amount")
        said = (planned.get(year, 0), offered, room, effect["printed_unit"], address)
        rows.append((document, measure, year, *said))
    return pl.DataFrame(rows, schema=_BESIDE, orient="row")
