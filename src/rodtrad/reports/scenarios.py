"""Scenarios of the programme side by side, drawn with the same luck."""

from dataclasses import dataclass

import numpy as np

from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import UNITS
from rodtrad.models.programme.assemble import package_of
from rodtrad.models.programme.faults import ProgrammeError
from rodtrad.models.programme.insight import worth_of_choosing
from rodtrad.models.programme.package import Floats, Package
from rodtrad.models.programme.path import Course, adopted_cuts, together
from rodtrad.models.programme.result import DRAWS, SEED, doubled_once
from rodtrad.models.programme.simulate import Draws, simulate
from rodtrad.reports.programme import FaultLine, fault_lines, scenario_names
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, TableRow, TimeLine, table_row

_MILLION = UNITS["mill. kr"].grains


@dataclass(frozen=True, slots=True)
class ScenariosView:
    """Every scenario of the book beside the whole programme."""

    faults: tuple[FaultLine, ...]
    chart: TimeLine | None = None
    table: TableBlock | None = None
    members: TableBlock | None = None
    note: str = ""


@dataclass(frozen=True)
class _Computed:
    name: str
    package: Package
    draws: Draws
    doubled: Floats

    @property
    def point(self) -> Floats:
        return np.asarray(self.package.point.sum(axis=0) - self.doubled)


def scenarios_view(telling: Telling, draws: int = DRAWS) -> ScenariosView:
    """The whole programme and every scenario: sums, range, and the chance of meeting the cut."""
    named = {"": telling.say("every_measure"), **scenario_names(telling)}
    try:
        made = [_computed(telling, key, name, draws) for key, name in named.items()]
    except (ProgrammeError, UsageError) as error:
        return ScenariosView(fault_lines(telling, error))
    years = made[0].package.years
    if not years:
        return ScenariosView(())
    cuts = adopted_cuts(telling.facts, years)
    cut = together(cuts, tuple(sorted({card.sector for card in made[0].package.cards})))
    worth = worth_of_choosing(np.stack([m.draws.totals[:, -1] for m in made]))
    return ScenariosView(
        (),
        _chart(telling, made),
        _table(telling, made, cut),
        _members(telling, named),
        telling.say("scenario_worth", worth=telling.million(worth), year=years[-1]),
    )


def _computed(telling: Telling, key: str, name: str, draws: int) -> _Computed:
    package = package_of(telling.facts, scenario=key, whole=True)
    return _Computed(name, package, simulate(package, draws=draws, seed=SEED, keep=0), doubled_once(package))


def _chart(telling: Telling, made: list[_Computed]) -> TimeLine:
    return TimeLine(
        telling.say("scenario_chart"),
        UNITS["mill. kr"].label_in(telling.language),
        made[0].package.years,
        tuple((m.name, tuple(float(v) for v in m.draws.quantile(0.5) / _MILLION)) for m in made),
        telling.say(
            "scenario_alternative",
            year=made[0].package.years[-1],
            told=", ".join(f"{m.name} {telling.million(m.draws.quantile(0.5)[-1])}" for m in made),
        ),
    )


def _table(telling: Telling, made: list[_Computed], cut: Course | None) -> TableBlock:
    year = made[0].package.years[-1]
    rows = []
    for one in made:
        low, middle, high = (one.draws.quantile(part)[-1] for part in (0.1, 0.5, 0.9))
        chance = EMPTY
        if cut is not None and not np.isnan(cut.amounts[-1]):
            chance = telling.share(float(one.draws.probability(cut.amounts)[-1]))
        amounts = [one.point[-1], low, middle, high, middle - made[0].draws.quantile(0.5)[-1]]
        rows.append(
            table_row(one.name, *(Cell(telling.million(a), float(a) / _MILLION) for a in amounts), chance)
        )
    columns = (
        TableColumn(telling.say("scenario"), width=2.0),
        TableColumn(telling.say("sum_of_cards"), number=True),
        TableColumn(telling.say("short_p10"), number=True),
        TableColumn(telling.say("short_p50"), number=True),
        TableColumn(telling.say("short_p90"), number=True),
        TableColumn(telling.say("beside_whole"), number=True),
        TableColumn(telling.say("chance_row"), number=True),
    )
    note = telling.say("scenario_note", year=year)
    return TableBlock(telling.say("side_by_side", year=year), columns, tuple(rows), note, name="scenarios")


def _members(telling: Telling, named: dict[str, str]) -> TableBlock | None:
    """Which measures each scenario takes in, and when those that are put off begin."""
    scenarios = [key for key in named if key]
    if not scenarios:
        return None
    later = {
        (row["scenario"], row["document"], row["measure"]): row["later"]
        for row in telling.facts["scenario_measure"].iter_rows(named=True)
    }
    rows: list[TableRow] = []
    for card in telling.facts["efficiency_measure"].sort("document", "line").iter_rows(named=True):
        found = [later.get((s, card["document"], card["key"])) for s in scenarios]
        told = (
            telling.say("left_out")
            if f is None
            else telling.say("put_off", halves=f)
            if f
            else telling.say("taken_in")
            for f in found
        )
        rows.append(
            table_row(telling.row("efficiency_measure", card, f"{card['key']} {telling.own(card)}"), *told)
        )
    columns = (TableColumn(telling.say("measure"), width=3.0), *(TableColumn(named[s]) for s in scenarios))
    return TableBlock(telling.say("scenario_members"), columns, tuple(rows), name="members")
