"""The way from last year's budget to the new frame, as steps a reader can follow."""

from dataclasses import dataclass

import polars as pl

from rodtrad.core.shape import Language
from rodtrad.facts.budget import Step
from rodtrad.models.concepts import Facts

_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class BudgetBridge:
    """One unit's bridge: base, steps and frame, in øre."""

    document: str
    unit: str
    chapter: str
    year: int
    line: int
    base: tuple[str, int]
    steps: tuple[tuple[str, int], ...]
    frame: tuple[str, int]


def budget_bridges(facts: Facts, language: Language) -> list[BudgetBridge]:
    """A bridge for every table of changes with a base and a frame, for its first year."""
    changes = facts["budget_change"].filter(pl.col("area").is_null())
    first = changes.filter(pl.col("year") == pl.col("year").min().over("document", "table", "unit"))
    tables = first.sort("line").partition_by("document", "table", "unit", "chapter", maintain_order=True)
    found = [_bridge(table, language) for table in tables]
    return [bridge for bridge in found if bridge]


def _bridge(table: pl.DataFrame, language: Language) -> BudgetBridge | None:
    rows = {row["code"]: row for row in table.iter_rows(named=True)}
    base = next((r for r in rows.values() if r["step"] == Step.BASE.value), None)
    frame = next((r for r in rows.values() if r["step"] == Step.FRAME.value), None)
    if base is None or frame is None or base["amount"] is None or frame["amount"] is None:
        return None
    named = "label" if language == "no" else "label_en"
    codes = [code for code in _expanded(frame["code"], rows) if code != base["code"]]
    return BudgetBridge(
        frame["document"],
        frame["unit"],
        frame["chapter"] or "",
        frame["year"],
        frame["line"],
        (base[named], base["amount"]),
        tuple((rows[c][named], rows[c]["amount"]) for c in codes if rows[c]["amount"] is not None),
        (frame[named], frame["amount"]),
    )


def _expanded(frame: str, rows: dict[str, dict[str, object]]) -> list[str]:
    """The frame's parts, opened step by step while there is room to show them."""
    parts = [c for c, r in rows.items() if r["parent"] == frame]
    for _ in rows:
        for at, code in enumerate(parts):
            below = [c for c, r in rows.items() if r["parent"] == code]
            if len(below) > 1 and len(parts) + len(below) - 1 <= _MOST_STEPS:
                parts[at : at + 1] = below
                break
        else:
            break
    return parts
