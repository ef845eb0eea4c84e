"""Budgets that are made here: every version with how far it has come, and what a new one can begin from."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from rodtrad.core.numbers import day
from rodtrad.facts.budget import BudgetStage, Version
from rodtrad.models.budgeting.differences import missing_of
from rodtrad.models.budgeting.versions import BudgetVersion, adjustments_of, budget_versions
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, Choice, TableBlock, TableColumn, TableRow, table_row

_CARRIED = (Version.ADOPTED.value, Version.REGULATED.value, Version.PLAN.value, Version.PROPOSED.value)
"""The versions of a budget that can be carried on, the likeliest first."""
PARTED = "|"
"""Between document, version and year where they are chosen together."""


@dataclass(frozen=True, slots=True)
class PlanningView:
    """The budgets that are made here, and last year's budgets that a new one can carry on."""

    table: TableBlock
    bases: tuple[Choice, ...]
    units: tuple[Choice, ...]


def planning_view(telling: Telling) -> PlanningView:
    """Every budget that is made here, the latest year first, each version under the one it changes."""
    versions = budget_versions(telling.facts)
    rows = tuple(_line(telling, version, level) for version, level in in_order(versions))
    columns = (
        TableColumn(telling.say("document"), width=2.4),
        TableColumn(telling.say("plan_stage")),
        TableColumn(telling.say("work_state")),
        TableColumn(telling.say("plan_years")),
        TableColumn(telling.say("work_about")),
        TableColumn(telling.say("plan_balance")),
    )
    table = TableBlock(telling.say("planning_table"), columns, rows, name="planning")
    return PlanningView(table, base_choices(telling), unit_choices(telling))


def in_order(versions: dict[str, BudgetVersion]) -> list[tuple[BudgetVersion, int]]:
    """The versions as a tree: those that begin from last year, the latest first, each with what amends it."""
    below: dict[str | None, list[BudgetVersion]] = {}
    for version in sorted(versions.values(), key=_first_first):
        above = version.chain[-2] if len(version.chain) > 1 and not version.is_adjustment else version.amends
        below.setdefault(above if above in versions and len(version.chain) > 1 else None, []).append(version)
    found: list[tuple[BudgetVersion, int]] = []

    def walk(key: str | None, level: int) -> None:
        for version in below.get(key, ()):
            found.append((version, level))
            walk(version.document, level + 1)

    walk(None, 0)
    return found


def _first_first(version: BudgetVersion) -> tuple[int, date, str]:
    """The latest year first, and within it those that were adopted first."""
    return -version.first_year, version.sent or date.max, version.document


def _line(telling: Telling, version: BudgetVersion, level: int) -> TableRow:
    name = telling.named("document", version.document)
    state = telling.word("document_state", version.state)
    sent = f", {day(version.sent, telling.language)}" if version.sent else ""
    return table_row(
        Cell(name, address=f"planning/{version.document}"),
        telling.word("budget_stage", version.stage.value),
        f"{state}{sent}",
        f"{version.years[0]}–{version.years[-1]}",
        telling.unit(version.about),
        balance_word(telling, version),
        level=level,
    )


def balance_word(telling: Telling, version: BudgetVersion) -> str:
    """Whether an alternative balances; a dash for versions that need not."""
    if version.stage is not BudgetStage.ALTERNATIVE:
        return EMPTY
    return telling.say("plan_unbalanced" if missing_of(telling.facts, version) else "plan_balanced")


def base_choices(telling: Telling) -> tuple[Choice, ...]:
    """Budgets that can be carried on: document, version and year; the latest adopted one is chosen."""
    lines = telling.facts["budget_line"].filter(pl.col("version").is_in(_CARRIED))
    found = set(lines.select("document", "version", "year").unique().rows())
    versions = budget_versions(telling.facts)
    found |= {
        (version.document, Version.REGULATED.value, version.first_year)
        for version in versions.values()
        if adjustments_of(versions, version.document)
    }
    adjusting = {v.document for v in versions.values() if v.is_adjustment}
    later = {(v.document, Version.PLAN.value) for v in versions.values()}
    offered = [p for p in found if p[0] not in adjusting and p[:2] not in later]
    ordered = sorted(offered, key=lambda p: (-p[2], _CARRIED.index(p[1]), p[0] not in versions, p[0]))
    first = next((p for p in ordered if p[1] == Version.ADOPTED.value), ordered[0] if ordered else None)
    return tuple(
        Choice(
            f"{document}{PARTED}{version}{PARTED}{year}",
            f"{telling.named('document', document)}: {telling.word('version', version).lower()} {year}",
            (document, version, year) == first,
        )
        for document, version, year in ordered
    )


def unit_choices(telling: Telling, chosen: str = "") -> tuple[Choice, ...]:
    """Every unit that others are part of, or that is part of none; the municipality is chosen first."""
    units = telling.facts["unit"]
    parents = units["parent"].drop_nulls().unique().implode()
    kept = units.filter(pl.col("parent").is_null() | pl.col("key").is_in(parents))
    tops = kept.filter(pl.col("kind") == "municipality")["key"].to_list()
    first = chosen or next(iter(tops), "")
    return tuple(Choice(key, telling.named("unit", key), key == first) for key in kept["key"])
