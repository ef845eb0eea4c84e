"""Figures and relations written as a person would: value, unit and decimals of print."""

from typing import Any

import polars as pl

from rodtrad.core.measurement import GRAINS_PER_KRONE, GRAINS_PER_ONE, UNITS, Family, unit_of_print
from rodtrad.core.relation import FIGURE_SCHEMA, Relations, judge

_PARTS_OF_ONE = {"prosent": 0.01, "promille": 0.001}


def figures(*printed: tuple[float, str, int] | tuple[float, str, int, str]) -> pl.DataFrame:
    """One figure for each printed number: value, unit, decimals and perhaps a qualifier."""
    rows = []
    for at, (value, unit, decimals, *qualifier) in enumerate(printed):
        money = UNITS[unit].family is Family.MONEY
        worth = 1 / GRAINS_PER_KRONE if money else _PARTS_OF_ONE.get(unit, 1.0) / GRAINS_PER_ONE
        rows.append(
            {
                "figure": at,
                "address": f"table_figure/t/{at}/value",
                "grains": round(value * UNITS[unit].grains),
                "step": unit_of_print(unit, decimals),
                "base": worth,
                "qualifier": qualifier[0] if qualifier else None,
            }
        )
    return pl.DataFrame(rows, schema=FIGURE_SCHEMA)


def relation(kind: str, result: int, *terms: tuple[int, float], strict: bool = True) -> Relations:
    """One relation: the printed result, and each term with its weight."""
    rows = pl.DataFrame(
        {"result": [result] * len(terms), "figure": [f for f, _ in terms], "weight": [w for _, w in terms]}
    )
    return Relations.of(rows, number="S-03", kind=kind, strict=strict)


def judged(printed: pl.DataFrame, relations: Relations) -> dict[str, Any]:
    """The one verdict of one relation, with printed, computed, gap and room."""
    [row] = judge(printed, relations).iter_rows(named=True)
    return row
