"""A report as it begins: the rows its letter asks for, with what is known already (utlegg)."""

from typing import Any

import polars as pl

from rodtrad.facts.indicator import ValueKind
from rodtrad.facts.reporting import ControlState, ReportSubject
from rodtrad.models.carrying import carried
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.reporting.answers import indicators_of
from rodtrad.models.reporting.rounds import AskedPart, Report, asked, earlier_reports, subjects_of

_OWN = {"printed_unit": "kr", "decimals": 0, "line": 0}


def laid_out(facts: Facts, report: Report) -> dict[str, pl.DataFrame]:
    """The rows a report begins with, by fact; facts without rows are left out.

    A number that is asked for has a row without a number, and so has the result of each indicator. Risks
    and points of internal control are those of the unit's last report. Forecasts begin empty: somebody must
    have looked at each (`as_budgeted`).

    report  need not be in the book yet
    """
    parts = asked(facts, report)
    subjects = subjects_of(parts)
    made: dict[str, list[dict[str, Any]]] = {"key_figure": _numbers(report, parts)}
    if ReportSubject.INDICATORS in subjects:
        made |= _indicators(facts, report)
    if ReportSubject.RISK in subjects:
        made["risk"] = _carried(facts, report, "risk")
    if ReportSubject.INTERNAL_CONTROL in subjects:
        made["control_point"] = _controls(facts, report, parts)
    return {name: _frame(name, rows) for name, rows in made.items() if rows}


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows in the shape of a fact; a column nobody mentions is empty, or as in a row of our own."""
    shape = SHAPES[name]
    empty = {column: _OWN.get(column) for column in shape.names()}
    return pl.DataFrame([empty | row for row in rows], schema=shape.polars_schema(), orient="row")


def _numbers(report: Report, parts: tuple[AskedPart, ...]) -> list[dict[str, Any]]:
    return [
        {
            "document": report.document,
            "key": part.key,
            "unit": report.unit,
            "year": str(report.period),
            "printed_unit": part.measured_in,
            "label": part.label,
            "label_en": part.label_en,
        }
        for part in parts
        if part.measured_in
    ]


def _indicators(facts: Facts, report: Report) -> dict[str, list[dict[str, Any]]]:
    """The letter's indicators as the report's own, with an empty result; the goals stay in the letter.

    The result through a part of the year is not the same quantity as the year's, so its concept tells the
    period. An annual report takes the target along, and is held against it as any report.
    """
    own: list[dict[str, Any]] = []
    values: list[dict[str, Any]] = []
    for one in indicators_of(facts, report):
        row = one.indicator
        concept = row["concept"] if report.is_yearly else f"{row['concept']}.{report.period}"
        placed = {"document": report.document, "concept": concept, "goal": None, "line": 0}
        own.append({**row, **placed})
        known = one.target or one.before
        unit = {"printed_unit": one.unit, "decimals": max(0, known["decimals"]) if known else 0, "line": 0}
        place = {"document": report.document, "indicator": row["key"], "year": report.year}
        values.append({**place, "kind": ValueKind.RESULT.value, **unit})
        if report.is_yearly and one.target and one.target["year"] == report.year:
            values.append({**one.target, "document": report.document, "line": 0})
    return {"indicator": own, "indicator_value": values}


def _carried(facts: Facts, report: Report, fact: str) -> list[dict[str, Any]]:
    """The rows of the unit's last report that has any."""
    for earlier in earlier_reports(facts, report):
        found = carried(facts, (fact,), earlier.document, report.document)
        if fact in found:
            return found[fact].to_dicts()
    return []


def _controls(facts: Facts, report: Report, parts: tuple[AskedPart, ...]) -> list[dict[str, Any]]:
    """The last report's points, to be checked again, and one for each part that has none."""
    again = {"state": ControlState.NOT_CHECKED.value}
    rows = [
        {**row, **(again if row["state"] == ControlState.IN_ORDER else {})}
        for row in _carried(facts, report, "control_point")
    ]
    known = {row["key"] for row in rows}
    named = [part for part in parts if part.subject is ReportSubject.INTERNAL_CONTROL]
    return rows + [
        {
            "document": report.document,
            "key": part.key,
            "unit": report.unit,
            "state": ControlState.NOT_CHECKED.value,
            "label": part.label,
            "label_en": part.label_en,
        }
        for part in named
        if part.key not in known
    ]
