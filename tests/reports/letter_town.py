"""An allocation letter of 2027 in an invented town, with everything a letter can hold; all is invented."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from rodtrad.checks.run import judgement_of
from rodtrad.core.shape import Language
from rodtrad.models.letter_carrying import Carrying, CarryPart, carried_rows
from rodtrad.models.thread.weave import thread_of
from rodtrad.reports.telling import Telling

sys.path.append(str(Path(__file__).parent.parent / "models"))
from letter_samples import NEW, NEW_ROWS, OLD, OLD_ROWS, TODAY, assignment, facts_from, goal, row, with_rows

NAMES = {"PAR": "Parketaten", "SNO": "Snøetaten"}
BUDGET = "budget-2027"
THOUSAND = 100_000
"""Øre in a thousand kroner."""


def named_like_agencies() -> list[dict[str, Any]]:
    """The units, with names as those of agencies are."""
    return [one | {"label": NAMES.get(one["key"], one["label"])} for one in OLD_ROWS["unit"]]


def carried() -> dict[str, list[dict[str, Any]]]:
    """The draft of 2027 right after everything was carried from the letter of 2026."""
    begun = with_rows(OLD_ROWS, **NEW_ROWS)
    made = carried_rows(facts_from(begun), Carrying(OLD, NEW, 2027, "PAR", TODAY), tuple(CarryPart))
    rows = with_rows(begun, **{name: frame.to_dicts() for name, frame in made.items()})
    return {**rows, "unit": named_like_agencies()}


def code(dimension: str, key: str, label: str) -> dict[str, Any]:
    return row("code", dimension=dimension, code=key, label=label)


def budget_line(group: str, year: int, thousands: int, **more: Any) -> dict[str, Any]:
    """A line of the adopted budget of 2027 or of its plan."""
    about = {"document": BUDGET, "table": "rammer", "unit": "PAR", "chapter": "300", "account_group": group}
    version = "adopted" if year == 2027 else "plan"
    printed = {"printed_unit": "1000 kr", "amount": thousands * THOUSAND}
    return row("budget_line", **{**about, "year": year, "version": version, **printed, **more})


WRITTEN: dict[str, list[dict[str, Any]]] = {
    "document": [row("document", key=BUDGET, kind="budget", unit="LIK", year=2027, label="Budsjett 2027")],
    "code": [
        code("chapter", "300", "Park og plass"),
        code("account_group", "10", "Lønn"),
        code("account_group", "11", "Kjøp til egen produksjon"),
        code("account_group", "16", "Salgsinntekter"),
        code("account_group", "drift", "Netto drift"),
    ],
    "budget_line": [
        budget_line(group, year, thousands)
        for year in range(2027, 2031)
        for group, thousands in (("10", 123_456 + year - 2027), ("11", 45_678), ("16", -12_000))
    ],
    "goal": [
        goal(NEW, "1.1.1.p1", "clarification", "Benkene skal være av tre og ha rygg."),
        goal(NEW, "1.2", "sector_goal", "Mindre søppel i parkene"),
        goal(NEW, "1.2.1", "action", "Tømme kurver to ganger om dagen"),
        goal(NEW, "2", "municipal_goal", "En grønn by"),
    ],
    "goal_link": [row("goal_link", document=NEW, goal="1.2", fact="unit", key="PAR")],
    "assignment": [
        assignment(NEW, 1, "Etaten skal lage en plan for nye trær i gatene", deadline=date(2027, 5, 15)),
        assignment(
            NEW, 2, "Etaten skal måle slitasjen på plenene og foreslå hvilke som kan bli eng i stedet, "
            "sammen med naboene", deadline=date(2027, 10, 1), partner="SNO",
        ),
        assignment(NEW, 3, "Etaten skal evaluere vinterdrift av stier", season="2027-autumn"),
        assignment(
            NEW, 4, "Etaten skal kartlegge hvem som bruker parkene om kvelden", status="carried",
            deadline=date(2027, 6, 30),
        ),
    ],
    "indicator": [
        row("indicator", document=NEW, key="klager", concept="klager", unit="PAR", goal="1.2",
            label="Andel klager besvart innen en uke"),
    ],
    "indicator_value": [
        row("indicator_value", document=NEW, indicator="klager", year=2026, kind="result", value=823_000,
            printed_unit="prosent", decimals=1),
        row("indicator_value", document=NEW, indicator="klager", year=2027, kind="target", operator=">",
            value=900_000, printed_unit="prosent"),
    ],
    "passage": [
        row("passage", document=NEW, key="klima", part="joint_instruction", position=2, heading="Klima",
            text="Virksomhetene skal kutte utslipp.\n\n- Kjøre elektrisk\n- Kjøpe mindre"),
    ],
}  # fmt: skip
"""What somebody has written in the draft, and the budget of the book."""


def letter_rows(**work: Any) -> dict[str, list[dict[str, Any]]]:
    """The town with the whole letter; `work` are values of its working document.

    A letter that is sent has the budget as lines of its own.
    """
    rows = with_rows(carried(), **WRITTEN)
    rows["allocation_letter"] = [
        one | ({"decided": date(2026, 12, 10)} if one["document"] == NEW else {})
        for one in rows["allocation_letter"]
    ]
    rows["working_document"] = [one | work for one in rows["working_document"]]
    if work.get("state") == "sent":
        rows["budget_line"] = [*rows["budget_line"], *sent_lines()]
    return rows


def sent_lines() -> list[dict[str, Any]]:
    """The budget's lines as those of the letter that was sent with them."""
    return [one | {"document": NEW, "table": BUDGET} for one in WRITTEN["budget_line"]]


def facts_of(rows: dict[str, list[dict[str, Any]]]) -> dict[str, pl.DataFrame]:
    return facts_from(rows)


def telling_of(rows: dict[str, list[dict[str, Any]]], language: Language = "no") -> Telling:
    """The town's book, judged and told."""
    return Telling(judgement_of(thread_of(facts_from(rows)), {}), language)
