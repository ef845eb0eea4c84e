"""A small invented town, written by hand: one budget, one letter, one review of measures."""

from datetime import date
from typing import Any

import polars as pl

from rodtrad.checks.run import judgement_of
from rodtrad.core.verdict import Verdict
from rodtrad.models.concepts import SHAPES
from rodtrad.models.judgement import Judgement
from rodtrad.models.thread.weave import thread_of

MILLION = 100_000_000
TODAY = date(2026, 5, 15)
_PRINTED = {"printed_unit": "mill. kr", "decimals": 1}


def frame(fact: str, *rows: dict[str, Any]) -> pl.DataFrame:
    empty = dict.fromkeys(SHAPES[fact].names())
    return pl.DataFrame([empty | row for row in rows], schema=SHAPES[fact].polars_schema(), orient="row")


def named(norwegian: str, english: str, **more: Any) -> dict[str, Any]:
    return {"label": norwegian, "label_en": english} | more


def units() -> pl.DataFrame:
    return frame(
        "unit",
        named("Lillevik kommune", "Lillevik", key="LIL", kind="municipality"),
        named("Park og plass", "Parks and squares", key="PAR", kind="agency", parent="LIL"),
    )


def documents() -> pl.DataFrame:
    return frame(
        "document",
        named("Budsjett 2026", "Budget 2026", key="budsjett", kind="district_budget", unit="LIL", year=2026),
        named(
            "Tildelingsbrev 2026", "Letter 2026", key="brev", kind="allocation_letter", unit="PAR", year=2026
        ),
        named("Gjennomgang 2025", "Review 2025", key="funn", kind="sector_review", unit="LIL", year=2025),
    )


def change(
    code: str, step: str, amount: float, parent: str | None, year: int = 2026, **more: Any
) -> dict[str, Any]:
    row = {
        "document": "budsjett",
        "table": "rammer",
        "unit": "PAR",
        "code": code,
        "year": year,
        "parent": parent,
    }
    row |= {"step": step, "category": "ramme", "amount": round(amount * MILLION), "line": 40}
    return row | _PRINTED | named(code.capitalize(), f"{code} (en)") | more


def changes(frame_amount: float = 918.5) -> pl.DataFrame:
    """900,0 + (20,0 + 7,5) − 9,0 = 918,5; and another year that the picture does not show."""
    return frame(
        "budget_change",
        change("utgangspunkt", "base", 900.0, "ramme", base_version="adopted", base_year=2025),
        change("vekst", "subtotal", 27.5, "ramme"),
        change("lønn", "change", 20.0, "vekst"),
        change("priser", "change", 7.5, "vekst"),
        change("kutt", "change", -9.0, "ramme"),
        change("ramme", "frame", frame_amount, None),
        change("utgangspunkt", "base", 900.0, "ramme", 2027, base_version="adopted", base_year=2025),
        change("ramme", "frame", 900.0, None, 2027),
    )


def cards() -> dict[str, pl.DataFrame]:
    """Two measures: 0 and 4,0 million; not stated and 1,5 million."""
    card = {"document": "funn", "sector": "LIL", "owner": "PAR"}
    effect = {"document": "funn", "line": 9} | _PRINTED
    return {
        "efficiency_measure": frame(
            "efficiency_measure",
            card | named("Færre benker", "Fewer benches", key="B1", estimate_uncertainty="low", line=3),
            card | named("Felles lager", "Shared store", key="B2", line=6),
        ),
        "measure_effect": frame(
            "measure_effect",
            effect | {"measure": "B1", "year": 2026, "amount": 0},
            effect | {"measure": "B1", "year": 2027, "amount": 4 * MILLION},
            effect | {"measure": "B2", "year": 2026},
            effect | {"measure": "B2", "year": 2027, "amount": round(1.5 * MILLION)},
        ),
    }


def letter() -> dict[str, pl.DataFrame]:
    told = {"document": "brev", "owner": "PAR"}
    return {
        "allocation_letter": frame(
            "allocation_letter", {"document": "brev", "sender": "LIL", "receiver": "PAR", "year": 2026}
        ),
        "assignment": frame(
            "assignment",
            told | named("Male gjerder", "Paint fences", status="new", number=1, line=5),
            told | named("Plante trær", "Plant trees", status="new", number=2, season="2026-autumn", line=6),
            told | named("Telle benker", "Count benches", status="new", number=3, deadline=TODAY, line=7),
            told
            | named(
                "Måle snø", "Measure snow", status="carried", number=1, deadline=date(2026, 3, 1), line=8
            ),
        ),
    }


def stated_total(value: float) -> pl.DataFrame:
    """What the review says the measures save in 2027; the cards say 5,5."""
    said = {"document": "funn", "key": "virkning", "unit": "LIL", "year": "2027", "line": 12}
    said |= {"value": round(value * MILLION), "concept": "effect/sector/LIL/2027"} | _PRINTED
    return frame("key_figure", said | named("Samlet virkning", "Total effect"))


def town(total: float = 6.0, **changed: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """All facts of the town; the review's total is 0,5 too high unless another is given."""
    base = {
        "unit": units(),
        "document": documents(),
        "budget_change": changes(),
        "key_figure": stated_total(total),
    }
    return base | cards() | letter() | changed


def judged(
    facts: dict[str, pl.DataFrame], accepted: dict[str, tuple[Verdict, str]] | None = None
) -> Judgement:
    return judgement_of(thread_of(facts), accepted or {})
