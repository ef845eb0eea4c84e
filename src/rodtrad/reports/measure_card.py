"""One measure card (tiltakskort): what it is, what it gives, how that is computed, and what binds it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import with_unit
from rodtrad.models.concepts import SHAPES
from rodtrad.models.programme.assemble import package_of
from rodtrad.models.programme.assumptions import worth
from rodtrad.models.programme.faults import ProgrammeError
from rodtrad.models.programme.package import Package
from rodtrad.models.programme.result import SEED
from rodtrad.models.programme.simulate import simulate
from rodtrad.reports.programme import FaultLine, fault_line
from rodtrad.reports.programme_charts import range_chart
from rodtrad.reports.rows import column_cell
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, FanChart, TableBlock, TableColumn, TableRow, table_row

_DRAWS = 20_000
_TEXTS = ("situation", "change", "computation")
WRITTEN = ("effect_part", "assumption", "phase_in", "measure_loan", "measure_condition", "measure_overlap",
           "shared_risk", "benefit_plan", "benefit_trace", "benefit_report")  # fmt: skip
"""The facts people write about a measure beside its card."""
_NAMING = ("document", "measure", "label", "label_en", "key", "line")


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure with its texts, effects, formulas, assumptions and bindings.

    writable  the facts that can be written about it: name, label, and where to add a row
    text_row  address of the row that holds the texts; empty when nobody has written them
    """

    document: str
    key: str
    texts: tuple[tuple[str, str], ...]
    computed_as: str
    faults: tuple[FaultLine, ...]
    effects: TableBlock
    fan: FanChart | None
    tables: tuple[TableBlock, ...]
    writable: tuple[tuple[str, str, str], ...]
    text_row: str


def measure_view(telling: Telling, row: dict[str, Any]) -> MeasureView:
    """Everything about one measure."""
    document, key = row["document"], row["key"]
    mine = {fact: _mine(telling, fact, document, key) for fact in WRITTEN if fact != "assumption"}
    cards = _mine(telling, "measure_card", document, key)
    card = cards.row(0, named=True) if cards.height else {}
    shape = SHAPES["measure_card"]
    faults: tuple[FaultLine, ...] = ()
    package = None
    try:
        package = package_of(telling.facts, only=lambda c: c.measure == (document, key))
    except ProgrammeError as error:
        ours = [f for f in error.faults if f.document in ("", document)] or error.faults
        faults = tuple(fault_line(telling, f) for f in ours)
    tables = (
        _parts(telling, mine["effect_part"], package),
        _assumptions(telling, document, package),
        *(_plain(telling, fact, mine[fact]) for fact in WRITTEN[2:]),
    )
    return MeasureView(
        document,
        key,
        tuple((shape[t].label_in(telling.language), card[t]) for t in _TEXTS if card.get(t)),
        telling.say("card_by_formula" if package and package.computed else "card_as_printed"),
        faults,
        _effects(telling, document, key, package),
        _fan(telling, key, package),
        tuple(t for t in tables if t is not None),
        tuple(
            (fact, SHAPES[fact].label_in(telling.language), f"/new/{fact}?document={document}&measure={key}")
            for fact in (("measure_card", *WRITTEN) if not card else WRITTEN)
        ),
        SHAPES["measure_card"].address_of(card) if card else "",
    )


def _mine(telling: Telling, fact: str, document: str, key: str) -> pl.DataFrame:
    rows = telling.facts[fact]
    return rows.filter((pl.col("document") == document) & (pl.col("measure") == key))


def _effects(telling: Telling, document: str, key: str, package: Package | None) -> TableBlock:
    """The printed effect of each year, and what the formula gives."""
    printed = {r["year"]: r for r in _mine(telling, "measure_effect", document, key).iter_rows(named=True)}
    years = package.years if package else tuple(sorted(printed))
    told = [
        telling.figure("measure_effect", printed[y], "amount", unit=True) if y in printed else Cell(EMPTY)
        for y in years
    ]
    rows = [table_row(telling.say("as_printed_row"), *told)]
    if package is not None and package.computed:
        found = package.point[0]
        rows.append(
            table_row(telling.say("by_formula_row"), *(_kroner(telling, a) for a in found), total=True)
        )
        gaps = [float(a) - (printed.get(y, {}).get("amount") or 0) for a, y in zip(found, years, strict=True)]
        rows.append(table_row(telling.say("formula_less_printed"), *(_kroner(telling, g) for g in gaps)))
    columns = (
        TableColumn(telling.say("effect"), width=2.0),
        *(TableColumn(str(y), number=True) for y in years),
    )
    return TableBlock(
        telling.say("card_effects"), columns, tuple(rows), telling.say("card_effects_note"), name="effects"
    )


def _kroner(telling: Telling, ore: float) -> Cell:
    kroner = round(ore / 100)
    return Cell(telling.count(kroner), float(kroner))


def _parts(telling: Telling, rows: pl.DataFrame, package: Package | None) -> TableBlock | None:
    """The formula as written, part by part, with what a full year gives."""
    if rows.is_empty():
        return None
    full = {s.key: s.full for s in package.streams} if package else {}
    made = []
    for row in rows.iter_rows(named=True):
        amount = full.get(row["key"])
        made.append(
            table_row(
                telling.row("effect_part", row, telling.own(row)),
                telling.word("party", row["party"]),
                row["expression"] or telling.say("not_estimated"),
                str(row["year"] or telling.say("every_year")),
                Cell(EMPTY) if amount is None else _kroner(telling, amount),
            )
        )
    shape = SHAPES["effect_part"]
    columns = (
        TableColumn(telling.say("part"), width=2.0),
        TableColumn(shape["party"].label_in(telling.language)),
        TableColumn(shape["expression"].label_in(telling.language), width=3.0),
        TableColumn(telling.say("year")),
        TableColumn(telling.say("full_year_kroner"), number=True),
    )
    return TableBlock(
        telling.say("formula_title"), columns, tuple(made), telling.say("formula_note"), name="parts"
    )


def _assumptions(telling: Telling, document: str, package: Package | None) -> TableBlock | None:
    """The assumptions the measure's formulas rest on, with value, range and source."""
    if package is None or not package.assumptions:
        return None
    formulas = (s.formula for s in package.streams if s.formula is not None)
    used = {name for formula in formulas for name in package.assumptions[document].used(formula)}
    ours = telling.facts["assumption"].filter(
        (pl.col("document") == document) & pl.col("key").is_in(list(used))
    )
    rows = list(ours.iter_rows(named=True))
    if not rows:
        return None
    shape, language = SHAPES["assumption"], telling.language
    columns = (
        TableColumn(shape["key"].label_in(language)),
        TableColumn(telling.say("what_it_is"), width=2.0),
        TableColumn(shape["value"].label_in(language), number=True),
        TableColumn(telling.say("range_title")),
        TableColumn(shape["spread"].label_in(language)),
        TableColumn(telling.say("source")),
        TableColumn(shape["basis"].label_in(language), width=2.0),
    )
    values = package.assumptions[document].values()
    return TableBlock(
        telling.say("assumptions"),
        columns,
        tuple(_assumption(telling, row, float(values[row["key"]])) for row in rows),
        telling.say("assumptions_note"),
        name="assumptions",
    )


def _assumption(telling: Telling, row: dict[str, Any], value: float) -> TableRow:
    shown = telling.figure("assumption", row, "value", unit=True)
    if row["value"] is None:
        unit = row["printed_unit"]
        shown_value = value / worth(UNITS[unit].grains, unit)
        shown = Cell(with_unit(shown_value, unit, 1, telling.language), shown_value)
    low, high = (telling.figure("assumption", row, c) for c in ("low", "high"))
    return table_row(
        telling.row("assumption", row, row["key"]),
        telling.own(row),
        shown,
        EMPTY if row["low"] is None else telling.say("range", low=low.text, high=high.text),
        telling.word("spread", row["spread"]) if row["expression"] is None else row["expression"],
        Cell(telling.say("printed_figure"), address=row["figure"]) if row["figure"] else Cell(EMPTY),
        row["basis"] or EMPTY,
    )


def _plain(telling: Telling, fact: str, rows: pl.DataFrame) -> TableBlock | None:
    """A fact's rows about the measure, as their shape has them."""
    if rows.is_empty():
        return None
    shape = SHAPES[fact]
    filled = [c for c in shape.columns if rows[c.name].null_count() < rows.height]
    shown = [c for c in filled if c.name not in _NAMING]
    named = "label" in shape.names()
    made = []
    for row in rows.iter_rows(named=True):
        cells = [column_cell(telling, shape, c, row) for c in shown]
        name = telling.own(row) if named else shape.label_in(telling.language)
        made.append(table_row(telling.row(fact, row, name), *cells))
    columns = (
        TableColumn(telling.say("what_it_is"), width=2.0),
        *(TableColumn(c.heading(telling.language)) for c in shown),
    )
    return TableBlock(shape.label_in(telling.language), columns, tuple(made), name=fact)


def _fan(telling: Telling, key: str, package: Package | None) -> FanChart | None:
    """The measure's own range through the years; None where nothing is unsure."""
    if package is None or not package.years:
        return None
    draws = simulate(package, draws=_DRAWS, seed=SEED, keep=0)
    if np.array_equal(draws.quantile(0.1), draws.quantile(0.9)):
        return None
    point = package.point.sum(axis=0)
    return range_chart(telling, telling.say("card_fan", measure=key), telling.say("estimate"), draws, point)
