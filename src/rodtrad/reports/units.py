"""Units (enheter): what each is told to reach, what it has to spend, and what does not hang together."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.models.concepts import SHAPES
from rodtrad.reports.assignments import assignment_tables
from rodtrad.reports.bridge import told_bridges
from rodtrad.reports.findings import FindingCard, finding_card
from rodtrad.reports.indicators import standing, value_cell
from rodtrad.reports.measures import measure_tables
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, WaterfallChart, table_row

_MOST = 8
_COUNTED = ("indicator", "assignment", "efficiency_measure", "budget_measure", "reporting_duty", "grant")


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit in the organisation with the units under it."""

    address: str
    label: str
    kind_word: str
    counts: tuple[tuple[str, int], ...]
    below: tuple["UnitNode", ...]


@dataclass(frozen=True, slots=True)
class UnitTree:
    """The whole organisation."""

    count: int
    units: tuple[UnitNode, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit with everything that concerns it."""

    kind_word: str
    above: Cell | None
    below: tuple[Cell, ...]
    documents: tuple[Cell, ...]
    bridges: tuple[tuple[str, str, WaterfallChart], ...]
    indicators: TableBlock | None
    assignments: tuple[TableBlock, ...]
    measures: tuple[TableBlock, ...]
    services: TableBlock | None
    findings: tuple[FindingCard, ...]
    finding_count: int


def unit_tree(telling: Telling) -> UnitTree:
    """Every unit under the one it is part of."""
    rows = telling.facts["unit"].to_dicts()
    keys = {r["key"] for r in rows}
    tops = [r for r in rows if r["parent"] not in keys]
    return UnitTree(len(rows), tuple(_node(telling, row, frozenset()) for row in tops))


def _node(telling: Telling, row: dict[str, Any], above: frozenset[str]) -> UnitNode:
    counts = []
    for fact in _COUNTED:
        column = next(n for n in ("owner", "unit") if n in SHAPES[fact].names())
        held = telling.where(fact, column, row["key"]).height
        if held:
            counts.append((SHAPES[fact].label_in(telling.language), held))
    seen = above | {row["key"]}
    below = telling.where("unit", "parent", row["key"]).filter(~pl.col("key").is_in(list(seen)))
    return UnitNode(
        f"unit/{row['key']}",
        telling.own(row),
        telling.word("unit_kind", row["kind"]),
        tuple(counts),
        tuple(_node(telling, r, seen) for r in below.iter_rows(named=True)),
    )


def unit_view(telling: Telling, unit: dict[str, Any]) -> UnitView:
    """What one unit is told to reach, has to spend, must do and saves."""
    key = unit["key"]
    cards = telling.where("efficiency_measure", "owner", key)
    findings = [f for f in telling.judgement.open if _concerns(telling, f.document, key)]
    return UnitView(
        telling.word("unit_kind", unit["kind"]),
        telling.unit(unit["parent"]) if unit["parent"] else None,
        tuple(telling.unit(k) for k in telling.where("unit", "parent", key)["key"]),
        tuple(telling.document(k) for k in telling.where("document", "unit", key)["key"]),
        told_bridges(telling, unit=key),
        _indicators(telling, key),
        assignment_tables(telling, telling.where("assignment", "owner", key)),
        measure_tables(telling, cards) if cards.height else (),
        _services(telling, key),
        tuple(finding_card(telling, f) for f in findings[:_MOST]),
        len(findings),
    )


def _concerns(telling: Telling, document: str, unit: str) -> bool:
    rows = telling.where("document", "key", document)
    return bool(rows.height) and rows["unit"][0] == unit


def _indicators(telling: Telling, unit: str) -> TableBlock | None:
    rows = telling.where("indicator", "unit", unit).sort("document", "line", descending=[True, False])
    if rows.is_empty():
        return None
    columns = (
        TableColumn(telling.say("indicator")),
        TableColumn(telling.say("latest_result"), number=True),
        TableColumn(telling.say("target"), number=True),
        TableColumn(telling.say("standing")),
    )
    body = []
    for row in rows.iter_rows(named=True):
        stands = standing(telling, row)
        body.append(
            table_row(
                telling.row("indicator", row, telling.own(row)),
                value_cell(telling, stands.result),
                value_cell(telling, stands.target),
                telling.word("target_status", stands.status),
            )
        )
    return TableBlock(telling.say("indicators"), columns, tuple(body), name="indicators")


def _services(telling: Telling, unit: str) -> TableBlock | None:
    services = telling.where("service", "provider", unit)
    if services.is_empty():
        return None
    columns = (
        TableColumn(telling.say("service")),
        *(TableColumn(telling.word("service_measure", m), number=True) for m in _SERVICE_MEASURES),
    )
    body = []
    for service in services.iter_rows(named=True):
        figures = {
            r["measure"]: r for r in telling.where("service_figure", "service", service["key"]).to_dicts()
        }
        cells = (
            telling.figure("service_figure", figures[m], "value", unit=True) if m in figures else Cell("–")
            for m in _SERVICE_MEASURES
        )
        body.append(table_row(telling.row("service", service, telling.own(service)), *cells))
    return TableBlock(telling.say("services"), columns, tuple(body), name="services")


_SERVICE_MEASURES = ("places", "district_price", "cost", "occupancy")
