"""A small invented town with a letter of 2026 that is printed and a letter of 2027 that is written here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from rodtrad.models.concepts import SHAPES, complete

TODAY = date(2027, 3, 1)
OLD, NEW = "letter-par-2026", "letter-par-2027"
Rows = Mapping[str, list[dict[str, Any]]]


def row(concept: str, /, **values: Any) -> dict[str, Any]:
    """A row with a name in both languages, on no printed line, and nothing in the other columns."""
    names = SHAPES[concept].names()
    plain = {"line": 0, "decimals": 0, "printed_unit": "antall"}
    made = {name: plain.get(name) for name in names} | values
    if "label" in names and made["label"] is None:
        made |= {"label": "Navn", "label_en": "Name"}
    if "label_en" in names and made["label_en"] is None:
        made["label_en"] = f"{made['label']} (en)"
    return made


def facts_from(rows: Rows) -> dict[str, pl.DataFrame]:
    """All facts of a book, in the order their keys sort in."""
    return complete(
        {
            name: pl.DataFrame(held, schema=SHAPES[name].polars_schema(), orient="row").sort(SHAPES[name].key)
            for name, held in rows.items()
        }
    )


def with_rows(rows: Rows, **more: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The rows, with more of some facts."""
    return {name: [*rows.get(name, []), *more.get(name, [])] for name in {**rows, **more}}


UNITS = [
    row("unit", key="LIK", kind="municipality", label="Lillevik kommune"),
    row("unit", key="LIL", kind="department", parent="LIK", label="Avdeling for plasser"),
    row("unit", key="PAR", kind="agency", parent="LIL", label="Park og plass"),
    row("unit", key="SNO", kind="agency", parent="LIL", label="Snø og is"),
]


def letter(key: str, year: int) -> Rows:
    """The first rows of a letter to PAR."""
    about = {"kind": "allocation_letter", "unit": "PAR", "year": year, "label": f"Tildelingsbrev {year}"}
    return {
        "document": [row("document", key=key, **about)],
        "allocation_letter": [
            row("allocation_letter", document=key, sender="LIL", receiver="PAR", year=year)
        ],
    }


def working(key: str, state: str, **more: Any) -> dict[str, Any]:
    """How far a letter written here has come."""
    return row("working_document", document=key, unit="LIL", state=state, edition=1, **more)


def goal(document: str, number: str, level: str, label: str) -> dict[str, Any]:
    """A goal under the one its number says."""
    parent = number.rpartition(".")[0] or None
    return row("goal", document=document, number=number, level=level, parent=parent, label=label)


def assignment(document: str, number: int, label: str, **more: Any) -> dict[str, Any]:
    """A new assignment of PAR, unless told otherwise."""
    plain = {"status": "new", "owner": "PAR", **more}
    return row("assignment", document=document, number=number, label=label, **plain)


def value(document: str, year: int, kind: str, number: int, **more: Any) -> dict[str, Any]:
    """A value of the indicator `benker`; `number` in ones, stored in ten-thousandths."""
    about = {"document": document, "indicator": "benker", "year": year, "kind": kind, **more}
    return row("indicator_value", value=number * 10_000, **about)


OLD_ROWS: Rows = with_rows(
    {"unit": UNITS},
    **letter(OLD, 2026),
    goal=[
        goal(OLD, "1", "municipal_goal", "En by å sitte i"),
        goal(OLD, "1.1", "sector_goal", "Flere benker"),
        goal(OLD, "1.1.1", "action", "Kjøpe benker"),
        goal(OLD, "1.1.2", "action", "Male gamle benker"),
    ],
    goal_link=[
        row("goal_link", document=OLD, goal="1.1", fact="unit", key="PAR"),
        row("goal_link", document=OLD, goal="1.1", fact="assignment", key="1"),
        row("goal_link", document=OLD, goal="1.1.2", fact="unit", key="SNO"),
    ],
    indicator=[
        row("indicator", document=OLD, key="benker", concept="benker", unit="PAR", goal="1.1", label="Benker")
    ],
    indicator_value=[
        value(OLD, 2024, "result", 40),
        value(OLD, 2025, "result", 44),
        value(OLD, 2026, "target", 50, operator=">"),
    ],
    assignment=[
        assignment(OLD, 1, "Telle benkene", deadline=date(2026, 6, 30)),
        assignment(OLD, 2, "Kartlegge skygge", deadline=date(2026, 10, 1)),
        assignment(OLD, 3, "Plante hekk", season="2026-autumn"),
        assignment(OLD, 1, "Rydde stier", status="carried", owner="SNO"),
    ],
    council_resolution=[
        row("council_resolution", document=OLD, number="1", owner="PAR", label="Sak om lekeplass")
    ],
    meeting=[row("meeting", document=OLD, key="var", day=date(2026, 5, 12), unit="PAR", label="Vårmøte")],
    report_part=[
        row("report_part", document=OLD, key="economy", subject="economy", monthly=False, quarterly=True,
            tertially=True, yearly=True, label="Økonomi"),
    ],
    reporting_duty=[
        row("reporting_duty", document=OLD, key="plast", unit="PAR", frequency="Årlig", frequency_en="Yearly",
            assignment=1, deadline=date(2026, 11, 2), label="Plast"),
    ],
    passage=[
        row("passage", document=OLD, key="felles", part="joint_instruction", position=1,
            text="Bruk lite plast."),
    ],
    follow_up=[
        row("follow_up", document=OLD, fact="assignment", subject="new.1", unit="PAR", status="done",
            evidence="Telleliste", reported=date(2026, 7, 1)),
        row("follow_up", document=OLD, fact="assignment", subject="new.2", unit="PAR", status="in_progress",
            comment="Halve byen", deadline=date(2027, 4, 1), reported=date(2026, 12, 1)),
    ],
)  # fmt: skip
"""The printed letter of 2026: one assignment is done, one is begun and has got a later deadline."""
NEW_ROWS: Rows = with_rows(letter(NEW, 2027), working_document=[working(NEW, "draft", follows=OLD)])
