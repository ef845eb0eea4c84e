"""Efficiency measures (tiltakskort) with their effects, and savings in budgets."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.telling import EMPTY, Telling, chosen
from rodtrad.reports.tree import Cell, Choice, StackedBars, TableBlock, TableColumn, TableRow, table_row

_MILLION = UNITS["mill. kr"].grains


@dataclass(frozen=True, slots=True)
class MeasuresView:
    """The programme of measures, and the savings units have put into their budgets."""

    count: int
    documents: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    chart: StackedBars | None
    tables: tuple[TableBlock, ...]
    savings: tuple[TableBlock, ...]


def measures_view(telling: Telling, document: str = "", owner: str = "") -> MeasuresView:
    """Every measure, or those of one document or owner."""
    every, savings = telling.facts["efficiency_measure"], telling.facts["budget_measure"]
    shown = every.filter(chosen("document", document), chosen("owner", owner))
    saved = savings.filter(chosen("document", document), chosen("unit", owner))
    named = sorted({*every["document"], *savings["document"]})
    owners = sorted({*every["owner"], *savings["unit"]})
    return MeasuresView(
        shown.height,
        tuple(Choice(d, telling.named("document", d), d == document) for d in named),
        tuple(Choice(u, telling.named("unit", u), u == owner) for u in owners),
        _effects_by_owner(telling, shown),
        measure_tables(telling, shown),
        tuple(_saving_table(telling, part) for part in saved.partition_by("document", maintain_order=True)),
    )


def measure_tables(telling: Telling, cards: pl.DataFrame | None = None) -> tuple[TableBlock, ...]:
    """A table for every review and sector, with the effect of each year in million kroner."""
    every = telling.facts["efficiency_measure"] if cards is None else cards
    parts = every.sort("document", "line").partition_by("document", "sector", maintain_order=True)
    return tuple(_measure_table(telling, part) for part in parts)


def _effects(telling: Telling, cards: pl.DataFrame) -> pl.DataFrame:
    kept = cards.select("document", pl.col("key").alias("measure"), "owner")
    return telling.facts["measure_effect"].join(kept, on=["document", "measure"], maintain_order="left")


def _measure_table(telling: Telling, cards: pl.DataFrame) -> TableBlock:
    effects = _effects(telling, cards)
    years = effects["year"].unique().sort().to_list()
    by_year = {(row["measure"], row["year"]): row for row in effects.iter_rows(named=True)}
    rows = [
        table_row(
            telling.row("efficiency_measure", card, f"{card['key']} {telling.own(card)}"),
            card["owner"],
            *(_effect(telling, by_year.get((card["key"], y))) for y in years),
            telling.word("uncertainty", card["estimate_uncertainty"]),
        )
        for card in cards.iter_rows(named=True)
    ]
    sums = (sum(effects.filter(pl.col("year") == year)["amount"].drop_nulls()) for year in years)
    totals = (Cell(telling.million(s), s / _MILLION) for s in sums)
    rows.append(table_row(telling.say("total"), "", *totals, "", total=True))
    columns = (
        TableColumn(telling.say("measure")),
        TableColumn(telling.say("owner")),
        *(TableColumn(str(y), number=True) for y in years),
        TableColumn(telling.say("uncertainty")),
    )
    sector, document = cards["sector"][0], cards["document"][0]
    owners = ", ".join(f"{o}: {telling.named('unit', o)}" for o in cards["owner"].unique(maintain_order=True))
    source = telling.wording.place(document, [])
    return TableBlock(
        telling.say("measures_of", sector=telling.named("unit", sector)),
        columns,
        tuple(rows),
        telling.say("million_kroner", owners=owners, source=source),
        name=f"{document}-{sector}",
    )


def _effect(telling: Telling, row: dict[str, Any] | None) -> Cell:
    if row is None or row["amount"] is None:
        return Cell(EMPTY)
    address = SHAPES["measure_effect"].address_of(row, "amount")
    amount = row["amount"]
    return Cell(telling.million(amount), amount / _MILLION, address, telling.to_notice(address))


def _effects_by_owner(telling: Telling, cards: pl.DataFrame) -> StackedBars | None:
    """How much each owner saves each year, as a chart; None when there is nothing to show."""
    effects = _effects(telling, cards).filter(pl.col("amount").is_not_null())
    if effects.is_empty():
        return None
    summed = effects.group_by("owner", "year").agg(pl.col("amount").sum()).sort("owner", "year")
    years = summed["year"].unique().sort().to_list()
    amounts = {(o, y): a / _MILLION for o, y, a in summed.iter_rows()}
    owners = summed["owner"].unique(maintain_order=True).to_list()
    series = tuple((telling.named("unit", o), tuple(amounts.get((o, y), 0.0) for y in years)) for o in owners)
    last = sum(values[-1] for _, values in series)
    return StackedBars(
        telling.say("effects_chart"),
        UNITS["mill. kr"].label_in(telling.language),
        tuple(str(y) for y in years),
        series,
        telling.say(
            "effects_alternative",
            first=years[0],
            last=years[-1],
            owners=len(owners),
            amount=telling.million(round(last * _MILLION)),
        ),
    )


def _saving_table(telling: Telling, rows: pl.DataFrame) -> TableBlock:
    document = rows["document"][0]
    changes = {
        (r["unit"], r["area"], r["code"], r["year"]): r
        for r in telling.where("budget_change", "document", document).iter_rows(named=True)
    }
    columns = (
        TableColumn(telling.say("measure")),
        TableColumn(telling.say("area")),
        TableColumn(telling.say("saving_amount"), number=True),
        TableColumn(SHAPES["budget_measure"]["effect_residents"].label_in(telling.language)),
    )
    unit = telling.named("unit", rows["unit"][0])
    source = telling.wording.place(document, [])
    return TableBlock(
        telling.say("savings_of", unit=unit, year=rows["year"][0]),
        columns,
        tuple(_saving(telling, row, changes) for row in rows.sort("line").iter_rows(named=True)),
        telling.say("savings_note", source=source),
        name=f"savings-{document}",
    )


def _saving(telling: Telling, row: dict[str, Any], changes: dict[Any, dict[str, Any]]) -> TableRow:
    change = changes.get((row["unit"], row["area"], row["change"], row["year"]))
    amount = telling.figure("budget_change", change, "amount", unit=True) if change else Cell(EMPTY)
    return table_row(
        telling.row("budget_measure", row, telling.own(row)),
        telling.wording.labels.code("area", row["area"]),
        amount,
        row["effect_residents"] or EMPTY,
    )
