"""Indicators with result, target and trend."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import in_unit, signed
from rodtrad.facts.indicator import Direction, Operator, ValueKind
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, Choice, TableBlock, TableColumn, TimeLine, table_row

_RESULT, _EXPECTED, _TARGET = ValueKind.RESULT.value, ValueKind.EXPECTED.value, ValueKind.TARGET.value


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an indicator stands: its latest result, the target it is held against, and the trend.

    status  met, missed, ahead (the target's year is to come and the result is there already),
            remaining, or none where there is nothing to compare
    better  True when the last change was for the better, None where nobody has said which way is
    """

    result: dict[str, Any] | None
    before: dict[str, Any] | None
    target: dict[str, Any] | None
    status: str
    better: bool | None


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """The indicators of every document, counted by how they stand."""

    count: int
    statuses: tuple[Choice, ...]
    units: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    tables: tuple[TableBlock, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One indicator through the years."""

    goal: Cell | None
    unit: Cell
    better: str
    status: str
    chart: TimeLine | None
    table: TableBlock


def indicators_view(telling: Telling, unit: str = "", document: str = "", status: str = "") -> IndicatorsView:
    """Every indicator, or those of one unit, document or status."""
    every = telling.facts["indicator"].sort("document", "line")
    rows = [(row, standing(telling, row)) for row in every.iter_rows(named=True)]
    scoped = [(r, s) for r, s in rows if unit in ("", r["unit"]) and document in ("", r["document"])]
    shown = [(r, s) for r, s in scoped if status in ("", s.status)]
    counts = {name: sum(s.status == name for _, s in scoped) for name in words_for_status()}
    tables: dict[str, list[tuple[dict[str, Any], Standing]]] = {}
    for row, stands in shown:
        tables.setdefault(row["document"], []).append((row, stands))
    return IndicatorsView(
        len(shown),
        tuple(
            Choice(name, telling.word("target_status", name), name == status, count)
            for name, count in counts.items()
        ),
        tuple(Choice(u, telling.named("unit", u), u == unit) for u in every["unit"].unique().sort()),
        tuple(
            Choice(d, telling.named("document", d), d == document) for d in every["document"].unique().sort()
        ),
        tuple(_table(telling, key, part) for key, part in tables.items()),
    )


def words_for_status() -> tuple[str, ...]:
    """The ways an indicator can stand, worst first."""
    return ("missed", "remaining", "ahead", "met", "none")


def values_of(telling: Telling, indicator: dict[str, Any]) -> list[dict[str, Any]]:
    """An indicator's values, by year."""
    every = telling.kept.once("values of indicators", lambda: _values(telling))
    return every.get((indicator["document"], indicator["key"]), [])


def _values(telling: Telling) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The values of every indicator, by document and key; each by year."""
    held = telling.facts["indicator_value"].filter(pl.col("value").is_not_null())
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in held.sort("year", "kind").iter_rows(named=True):
        found.setdefault((row["document"], row["indicator"]), []).append(row)
    return found


def standing(telling: Telling, indicator: dict[str, Any]) -> Standing:
    """The latest result against the latest target."""
    values = values_of(telling, indicator)
    results = [v for v in values if v["kind"] == _RESULT]
    targets = [v for v in values if v["kind"] == _TARGET]
    result = results[-1] if results else None
    before = results[-2] if len(results) > 1 else None
    target = targets[-1] if targets else None
    way = _way(target, indicator["better"])
    better = None
    if result and before and way and result["value"] != before["value"]:
        better = (result["value"] > before["value"]) == (way == Direction.HIGHER.value)
    return Standing(result, before, target, _status(result, target, way), better)


def target_status(result: dict[str, Any] | None, target: dict[str, Any] | None, better: str | None) -> str:
    """How a result stands against a target: met, missed, ahead, remaining, or none.

    better  which way is better, where the target's operator does not say so
    """
    return _status(result, target, _way(target, better))


def _way(target: dict[str, Any] | None, better: str | None) -> str | None:
    """Which way is better: from the target's operator, else as registered."""
    turned = {Operator.BELOW.value: Direction.LOWER.value, Operator.ABOVE.value: Direction.HIGHER.value}
    return turned.get(target["operator"], better) if target and target["operator"] else better


def _status(result: dict[str, Any] | None, target: dict[str, Any] | None, way: str | None) -> str:
    if result is None or target is None:
        return "none"
    gap = result["value"] - target["value"]
    strict = target["operator"] in (Operator.ABOVE.value, Operator.BELOW.value)
    there = not strict if gap == 0 else way is not None and (gap > 0) == (way == Direction.HIGHER.value)
    if result["year"] >= target["year"]:
        return "met" if there else "missed"
    return "ahead" if there else "remaining"


def _table(telling: Telling, document: str, rows: list[tuple[dict[str, Any], Standing]]) -> TableBlock:
    columns = (
        TableColumn(telling.say("indicator")),
        TableColumn(telling.say("unit")),
        TableColumn(telling.say("latest_result"), number=True),
        TableColumn(telling.say("change_since"), number=True),
        TableColumn(telling.say("target"), number=True),
        TableColumn(telling.say("standing")),
    )
    cells = tuple(
        table_row(
            telling.row("indicator", row, telling.own(row)),
            telling.named("unit", row["unit"]),
            value_cell(telling, stands.result),
            _change(telling, stands),
            value_cell(telling, stands.target),
            telling.word("target_status", stands.status),
        )
        for row, stands in rows
    )
    note = telling.say("source_note", source=telling.wording.place(document, []))
    return TableBlock(telling.named("document", document), columns, cells, note, name=document)


def value_cell(telling: Telling, value: dict[str, Any] | None) -> Cell:
    """A value with its unit and year, a target with its operator."""
    if value is None:
        return Cell(EMPTY)
    cell = telling.figure("indicator_value", value, "value", unit=True)
    operator = value["operator"] if value["kind"] == _TARGET and value["operator"] else ""
    sign = f"{operator} " if operator in (Operator.ABOVE.value, Operator.BELOW.value) else ""
    return Cell(f"{sign}{cell.text} ({value['year']})", cell.value, cell.address, cell.verdict)


def _change(telling: Telling, stands: Standing) -> Cell:
    if not stands.result or not stands.before:
        return Cell(EMPTY)
    unit = stands.result["printed_unit"]
    change = in_unit(stands.result["value"] - stands.before["value"], unit)
    decimals = max(0, stands.result["decimals"], stands.before["decimals"])
    text = signed(change, decimals, telling.language) if change else telling.plain(0, unit, decimals)
    if stands.better is None:
        return Cell(text, change)
    return Cell(f"{text} {telling.say('for_the_better' if stands.better else 'for_the_worse')}", change)


def indicator_view(telling: Telling, indicator: dict[str, Any]) -> IndicatorView:
    """Everything about one indicator."""
    values = values_of(telling, indicator)
    stands = standing(telling, indicator)
    years = sorted({v["year"] for v in values})
    columns = (
        TableColumn(telling.say("year")),
        *(
            TableColumn(telling.word("value_kind", kind), number=True)
            for kind in (_RESULT, _EXPECTED, _TARGET)
        ),
    )
    by_place = {(v["year"], v["kind"]): v for v in values}
    rows = tuple(
        table_row(
            str(year),
            *(value_cell_alone(telling, by_place.get((year, k))) for k in (_RESULT, _EXPECTED, _TARGET)),
        )
        for year in years
    )
    goal = None
    if indicator["goal"]:
        goals = telling.where("goal", "number", indicator["goal"])
        own = goals.filter(pl.col("document") == indicator["document"])
        if own.height:
            row = own.row(0, named=True)
            goal = telling.row("goal", row, f"{row['number']} {telling.own(row)}")
    return IndicatorView(
        goal,
        telling.unit(indicator["unit"]),
        telling.word("direction", indicator["better"]),
        telling.word("target_status", stands.status),
        _chart(telling, indicator, by_place, years),
        TableBlock(telling.say("all_values"), columns, rows, name="values"),
    )


def value_cell_alone(telling: Telling, value: dict[str, Any] | None) -> Cell:
    """A value with its unit."""
    return telling.figure("indicator_value", value, "value", unit=True) if value else Cell(EMPTY)


def _chart(
    telling: Telling, indicator: dict[str, Any], values: dict[Any, dict[str, Any]], years: list[int]
) -> TimeLine | None:
    """Results, expectations and targets through the years; None for fewer than two years of one unit."""
    units = {v["printed_unit"] for v in values.values()}
    if len(years) < 2 or len(units) != 1:
        return None
    unit = units.pop()
    series = tuple(
        (
            telling.word("value_kind", kind),
            tuple(in_unit(values[y, kind]["value"], unit) if (y, kind) in values else None for y in years),
        )
        for kind in (_RESULT, _EXPECTED, _TARGET)
        if any((y, kind) in values for y in years)
    )
    told = telling.say("timeline_alternative", name=telling.own(indicator), first=years[0], last=years[-1])
    return TimeLine(
        telling.say("through_the_years"), UNITS[unit].label_in(telling.language), tuple(years), series, told
    )
