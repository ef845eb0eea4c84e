"""The programme as tables: by year, owner and measure, what is unsure, who gains, and savings in budgets."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.facts.measure import Lasting
from rodtrad.facts.programme import Party
from rodtrad.models.programme.package import Floats
from rodtrad.models.programme.path import reference_path
from rodtrad.models.programme.result import ProgrammeResult
from rodtrad.reports.programme_charts import variable_name
from rodtrad.reports.telling import EMPTY, Telling, chosen
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, TableRow, table_row

_MILLION = UNITS["mill. kr"].grains


def _amounts(telling: Telling, amounts: Iterable[float], address: str = "") -> tuple[Cell, ...]:
    return tuple(
        Cell(EMPTY) if np.isnan(a) else Cell(telling.million(a), float(a) / _MILLION, address)
        for a in amounts
    )


def _year_columns(first: str, years: Iterable[int], *more: str) -> tuple[TableColumn, ...]:
    return (
        TableColumn(first),
        *(TableColumn(heading) for heading in more),
        *(TableColumn(str(y), number=True) for y in years),
    )


def printed_sums(telling: Telling, result: ProgrammeResult) -> Floats:
    """(year,) øre: the printed effects of the package's cards, added up."""
    cards = pl.DataFrame(
        [c.measure for c in result.package.cards],
        schema={"document": pl.String, "measure": pl.String},
        orient="row",
    )
    effects = telling.facts["measure_effect"].join(cards, on=["document", "measure"])
    summed = dict(effects.group_by("year").agg(pl.col("amount").sum()).iter_rows())
    return np.array([summed.get(year, 0) for year in result.package.years], dtype=np.float64)


def year_table(telling: Telling, result: ProgrammeResult) -> TableBlock:
    """Sums, range, adopted cut and the chance of meeting it, for every year."""
    package, draws = result.package, result.draws
    rows = [table_row(telling.say("sum_as_printed"), *_amounts(telling, printed_sums(telling, result)))]
    if package.computed:
        rows.append(table_row(telling.say("sum_as_computed"), *_amounts(telling, package.point.sum(axis=0))))
    if result.doubled.any():
        rows.append(table_row(telling.say("counted_twice"), *_amounts(telling, -result.doubled)))
        rows.append(table_row(telling.say("sum_counted_once"), *_amounts(telling, result.point), total=True))
    named = ((telling.say("p10"), 0.1), (telling.say("p50"), 0.5), (telling.say("p90"), 0.9))
    rows += [table_row(n, *_amounts(telling, draws.quantile(part)), total=part == 0.5) for n, part in named]
    note = ""
    chances = result.meets_cut()
    if result.cut is not None and chances is not None:
        cut = result.cut.amounts
        rows.append(table_row(telling.say("adopted_cut"), *_amounts(telling, cut)))
        rows.append(table_row(telling.say("p50_less_cut"), *_amounts(telling, draws.quantile(0.5) - cut)))
        shares = (Cell(EMPTY) if np.isnan(c) else Cell(telling.share(c), float(c) * 100) for c in chances)
        rows.append(table_row(telling.say("chance_row"), *shares))
        note = telling.say("cut_rule", year=result.cut.known_to)
    columns = _year_columns(telling.say("programme_row"), package.years)
    return TableBlock(telling.say("by_year"), columns, tuple(rows), note, name="years")


def owner_table(telling: Telling, result: ProgrammeResult) -> TableBlock:
    """What each owner, sector and class gives, beside the cut of its own frame."""
    rows: list[TableRow] = []
    years = result.package.years
    sectors = result.sum_by(lambda card: card.sector)
    for sector, effects in sectors.items():
        rows.append(table_row(telling.unit(sector), *_amounts(telling, effects), total=True))
        rows += _cut_row(telling, result, sector, 1)
        owners = result.sum_by(lambda card, s=sector: card.owner if card.sector == s else None)  # type: ignore[misc]
        for owner, part in owners.items():
            if owner is not None and owner != sector:
                rows.append(table_row(telling.unit(owner), *_amounts(telling, part), level=1))
                rows += _cut_row(telling, result, owner, 2)
            elif owner is not None and len(owners) > 1:
                rows.append(table_row(telling.say("sector_itself"), *_amounts(telling, part), level=1))
    for overall, effects in result.sum_by(lambda card: card.overall_class).items():
        name = telling.word("overall_class", overall) if overall else telling.say("no_class")
        rows.append(table_row(telling.say("class_row", name=name), *_amounts(telling, effects)))
    columns = _year_columns(telling.say("owner"), years)
    return TableBlock(
        telling.say("by_owner"), columns, tuple(rows), telling.say("by_owner_note"), name="owners"
    )


def _cut_row(telling: Telling, result: ProgrammeResult, unit: str | None, level: int) -> list[TableRow]:
    course = result.cuts.get(unit or "")
    if course is None:
        return []
    return [table_row(telling.say("adopted_cut"), *_amounts(telling, course.amounts), level=level)]


def measure_table(telling: Telling, result: ProgrammeResult) -> TableBlock:
    """Every measure with its effect each year, and its range in the last."""
    package, sample = result.package, result.draws.sample
    rows = []
    low, high = np.quantile(sample, [0.1, 0.9], axis=1) if sample.size else (np.zeros(0), np.zeros(0))
    for place, card in enumerate(package.cards):
        row = {"document": card.document, "key": card.key}
        name = telling.wording.labels.name("efficiency_measure", **row)
        rows.append(
            table_row(
                telling.row("efficiency_measure", row, f"{card.key} {name}"),
                card.owner,
                telling.say("by_formula" if place in package.computed else "as_printed"),
                *_amounts(telling, package.point[place]),
                Cell(
                    telling.say("range", low=telling.million(low[place]), high=telling.million(high[place]))
                ),
                telling.word("overall_class", card.overall_class),
            )
        )
    rows.append(
        table_row(
            telling.say("total"), "", "", *_amounts(telling, package.point.sum(axis=0)), "", "", total=True
        )
    )
    columns = (
        *_year_columns(
            telling.say("measure"), package.years, telling.say("owner"), telling.say("comes_from")
        ),
        TableColumn(telling.say("range_in", year=package.years[-1]), number=True),
        TableColumn(telling.say("overall_class")),
    )
    return TableBlock(
        telling.say("all_measures"), columns, tuple(rows), telling.say("all_measures_note"), name="measures"
    )


def contribution_table(telling: Telling, result: ProgrammeResult) -> TableBlock | None:
    """How much of the spread of the last year's total each measure brings."""
    parts = result.draws.contributions
    if not parts.any():
        return None
    ordered = sorted(zip(result.package.cards, parts, strict=True), key=lambda pair: -pair[1])
    rows = [
        table_row(
            telling.row("efficiency_measure", {"document": c.document, "key": c.key}, c.key),
            telling.wording.labels.name("efficiency_measure", document=c.document, key=c.key),
            Cell(telling.share(part), float(part) * 100),
        )
        for c, part in ordered
        if abs(part) >= 0.0005
    ]
    columns = (
        TableColumn(telling.say("measure")),
        TableColumn(telling.say("name"), width=3.0),
        TableColumn(telling.say("part_of_spread"), number=True),
    )
    return TableBlock(
        telling.say("contributions", year=result.package.years[-1]),
        columns,
        tuple(rows),
        telling.say("contributions_note"),
        name="contributions",
    )


def worth_table(telling: Telling, result: ProgrammeResult) -> TableBlock | None:
    """What it would be worth to know each unsure thing before the budget is set, the most first."""
    worth = [(v, w) for v, w in result.worth.each if w >= _MILLION / 20]
    if not worth:
        return None
    rows = [
        table_row(variable_name(telling, variable), Cell(telling.million(amount), amount / _MILLION))
        for variable, amount in worth
    ]
    perfect = result.worth.perfect
    rows.append(
        table_row(telling.say("worth_of_all"), Cell(telling.million(perfect), perfect / _MILLION), total=True)
    )
    columns = (TableColumn(telling.say("unsure"), width=3.0), TableColumn(telling.say("worth"), number=True))
    note = telling.say(
        "worth_note", budget=telling.million(result.worth.budget), year=result.package.years[-1]
    )
    return TableBlock(telling.say("worth_title"), columns, tuple(rows), note, name="information")


def party_table(telling: Telling, result: ProgrammeResult) -> TableBlock | None:
    """Who gains and who pays in the last year, for measures whose effect is more than one purse's."""
    package = result.package
    if not any(s.party is not Party.AGENCY for s in package.streams):
        return None
    moved = sorted({s.measure for s in package.streams if s.party is not Party.AGENCY})
    rows = []
    for place in moved:
        card = package.cards[place]
        ends = [package.by_party[party][place, -1] for party in Party]
        rows.append(
            table_row(
                telling.row("efficiency_measure", {"document": card.document, "key": card.key}, card.key),
                telling.wording.labels.name("efficiency_measure", document=card.document, key=card.key),
                *_amounts(telling, ends),
                *_amounts(telling, [package.point[place, -1]]),
            )
        )
    columns = (
        TableColumn(telling.say("measure")),
        TableColumn(telling.say("name"), width=2.0),
        *(TableColumn(telling.word("party", party.value), number=True) for party in Party),
        TableColumn(telling.say("municipality_saves"), number=True),
    )
    title = telling.say("who_gains", year=package.years[-1])
    return TableBlock(title, columns, tuple(rows), telling.say("who_gains_note"), name="parties")


def path_table(telling: Telling, result: ProgrammeResult) -> TableBlock | None:
    """The budget of each owner as adopted and planned, prolonged, and with the programme taken out."""
    rows, known_to, package = [], 0, result.package
    if not result.cuts:
        return None
    for owner in dict.fromkeys(card.owner for card in package.cards):
        course = reference_path(telling.facts, owner, package.years)
        if course is None:
            continue
        known_to = max(known_to, course.known_to)
        mine = [card.owner == owner for card in package.cards]
        own, districts = (
            package.by_party[party][mine].sum(axis=0) for party in (Party.AGENCY, Party.DISTRICT)
        )
        rows.append(table_row(telling.unit(owner), *_amounts(telling, course.amounts), total=True))
        rows.append(
            table_row(telling.say("with_programme"), *_amounts(telling, course.amounts - own), level=1)
        )
        rows.append(table_row(telling.say("districts_part"), *_amounts(telling, districts), level=1))
    if not rows:
        return None
    columns = _year_columns(telling.say("owner"), result.package.years)
    note = telling.say("reference_note", year=known_to)
    return TableBlock(telling.say("reference_path"), columns, tuple(rows), note, name="reference")


def saving_table(telling: Telling, document: str, owner: str, years: tuple[int, ...]) -> TableBlock | None:
    """Savings that units have put into their budgets; one that ends does not go on in the plan."""
    savings = telling.facts["budget_measure"].filter(chosen("document", document), chosen("unit", owner))
    if savings.is_empty():
        return None
    amounts = savings_by_year(telling, savings, years)
    rows = [
        table_row(
            telling.row("budget_measure", row, telling.own(row)),
            row["unit"],
            telling.word("lasting", lasting),
            *_amounts(telling, by_year),
            Cell(EMPTY if row["posts"] is None else telling.figure("budget_measure", row, "posts").text),
            row["redundancy"] or EMPTY,
            row["risk"] or EMPTY,
            row["effect_residents"] or EMPTY,
            row["effect_district"] or EMPTY,
        )
        for row, lasting, by_year in amounts
    ]
    totals = np.nansum([by_year for _, _, by_year in amounts], axis=0)
    rows.append(
        table_row(telling.say("total"), "", "", *_amounts(telling, totals), "", "", "", "", "", total=True)
    )
    columns = (
        *_year_columns(telling.say("measure"), years, telling.say("unit"), telling.say("lasting")),
        TableColumn(telling.say("posts"), number=True),
        TableColumn(telling.say("redundancy")),
        TableColumn(telling.say("risk")),
        TableColumn(telling.say("for_users"), width=2.0),
        TableColumn(telling.say("for_staff"), width=2.0),
    )
    return TableBlock(
        telling.say("savings"), columns, tuple(rows), telling.say("savings_in_programme_note"), name="savings"
    )


def saving_sums(telling: Telling, years: tuple[int, ...]) -> Floats:
    """(year,) øre that units' savings in their budgets give together."""
    found = savings_by_year(telling, telling.facts["budget_measure"], years)
    return np.nansum([by_year for _, _, by_year in found], axis=0) if found else np.zeros(len(years))


def savings_by_year(
    telling: Telling, savings: pl.DataFrame, years: tuple[int, ...]
) -> list[tuple[dict[str, Any], Lasting, Floats]]:
    """Each saving with how long it lasts and what it saves each year, in øre, positive when cost falls.

    Its amount is the budget change it points to; years after its own are the plan's, by rule the same
    amount for one that lasts or does not say, and nothing after the last year of one that ends.
    """
    terms = {(r["document"], r["measure"]): r for r in telling.facts["saving_term"].iter_rows(named=True)}
    changes = {
        (r["document"], r["unit"], r["area"], r["code"], r["year"]): r["amount"]
        for r in telling.facts["budget_change"].iter_rows(named=True)
    }
    found = []
    for row in savings.sort("document", "line").iter_rows(named=True):
        term = terms.get((row["document"], row["key"]))
        lasting = Lasting(term["lasts"]) if term else Lasting.NOT_STATED
        last = (
            term["last_year"]
            if term and term["last_year"]
            else (row["year"] if lasting is Lasting.LIMITED or not years else years[-1])
        )
        change = changes.get((row["document"], row["unit"], row["area"], row["change"], row["year"]))
        by_year = [
            np.nan if change is None else float(-change) if row["year"] <= year <= last else 0.0
            for year in years
        ]
        found.append((row, lasting, np.array(by_year)))
    return found
