"""What a programme is held against: the adopted cuts, and the budget as it would be without it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from rodtrad.facts.budget import Version
from rodtrad.models.concepts import Facts
from rodtrad.models.programme.package import Floats

NET_OPERATING = "drift"


@dataclass(frozen=True, slots=True)
class Course:
    """Amounts through the years, in øre; those after `known_to` are prolonged (forløp).

    Prolonged by rule: the last known year's level is held.
    """

    amounts: Floats
    known_to: int


def prolonged(known: Mapping[int, int], years: tuple[int, ...]) -> Course | None:
    """Amounts for every year: known ones as they are, later ones at the last known level.

    Years before the first known, or in a gap, are not a number. None when nothing is known.
    """
    if not known:
        return None
    last = max(known)
    held = [known[last] if year > last else known.get(year, np.nan) for year in years]
    return Course(np.array(held, dtype=np.float64), last)


def adopted_cuts(facts: Facts, years: tuple[int, ...]) -> dict[str, Course]:
    """The adopted cut of every unit's frame, positive, prolonged to the last year of the programme."""
    rows = facts["adopted_cut"]
    found = {}
    for (unit,), part in rows.partition_by("unit", as_dict=True, maintain_order=True).items():
        course = prolonged(dict(part.select("year", "amount").iter_rows()), years)
        if course is not None:
            found[str(unit)] = course
    return found


def together(cuts: Mapping[str, Course], units: tuple[str, ...]) -> Course | None:
    """The cuts of several units as one; None when one of them is unknown, or there are none."""
    known = [cuts[unit] for unit in units if unit in cuts]
    if not known or len(known) < len(units):
        return None
    return Course(np.sum([c.amounts for c in known], axis=0), min(c.known_to for c in known))


def reference_path(facts: Facts, unit: str, years: tuple[int, ...]) -> Course | None:
    """A unit's net operating budget as adopted and planned, prolonged: where it goes without the programme.

    Only the newest document with a plan counts; its chapters are added.
    """
    lines = facts["budget_line"].filter(
        (pl.col("unit") == unit)
        & (pl.col("account_group") == NET_OPERATING)
        & (pl.col("version") == Version.PLAN.value)
        & pl.col("area").is_null()
        & pl.col("function").is_null()
        & pl.col("project").is_null()
    )
    newest = facts["document"].select(pl.col("key").alias("document"), pl.col("year").alias("published"))
    dated = lines.join(newest, on="document").filter(pl.col("published") == pl.col("published").max())
    first = dated.unique(["chapter", "year"], keep="first", maintain_order=True)
    return prolonged(dict(first.group_by("year").agg(pl.col("amount").sum()).iter_rows()), years)
