"""The way from last year's budget to the new frame, as steps a reader can follow."""

from dataclasses import dataclass

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.shape import Language
from rodtrad.facts.budget import Step
from rodtrad.models.concepts import Facts
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Bar, BarKind, WaterfallChart

_MOST_STEPS = 12
_MILLION = UNITS["mill. kr"].grains


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


def told_bridges(
    telling: Telling, *, document: str = "", unit: str = ""
) -> tuple[tuple[str, str, WaterfallChart], ...]:
    """Heading, source and chart of every way to a new frame, or of one document's or one unit's."""
    found = budget_bridges(telling.facts, telling.language)
    kept = (b for b in found if document in ("", b.document) and unit in ("", b.unit))
    return tuple(told_bridge(telling, b) for b in kept)


def told_bridge(telling: Telling, bridge: BudgetBridge) -> tuple[str, str, WaterfallChart]:
    """Heading, source and chart of one way to a new frame."""
    return (
        telling.say("bridge_of", unit=telling.named("unit", bridge.unit), year=bridge.year),
        telling.say("bridge_note", source=telling.wording.place(bridge.document, [bridge.line])),
        waterfall(telling, bridge),
    )


def waterfall(telling: Telling, bridge: BudgetBridge) -> WaterfallChart:
    """The bridge as a chart, in million kroner."""
    at = bridge.base[1] / _MILLION
    bars = [Bar(bridge.base[0], 0.0, at, BarKind.LEVEL, telling.million(bridge.base[1]))]
    for label, grains in bridge.steps:
        change = grains / _MILLION
        kind = BarKind.DECREASE if change < 0 else BarKind.INCREASE
        bars.append(Bar(label, at, at + change, kind, telling.million_change(grains)))
        at += change
    last = bridge.frame[1] / _MILLION
    bars.append(Bar(bridge.frame[0], 0.0, last, BarKind.LEVEL, telling.million(bridge.frame[1])))
    alternative = telling.say(
        "bridge_alternative",
        unit=telling.named("unit", bridge.unit),
        first=telling.million(bridge.base[1]),
        last=telling.million(bridge.frame[1]),
        steps=len(bridge.steps),
    )
    unit = UNITS["mill. kr"].label_in(telling.language)
    return WaterfallChart(telling.say("bridge_chart"), unit, tuple(bars), alternative)
