"""Budgets that are made here: whether they balance, and whether their changes can be what is meant."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.checks.rows import finding_of
from rodtrad.core.finding import Finding
from rodtrad.core.numbers import in_unit
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.facts.budget import BudgetStage
from rodtrad.facts.work import DocumentState
from rodtrad.models.budgeting.base import CELL, BaseFrame
from rodtrad.models.budgeting.differences import missing_of
from rodtrad.models.budgeting.doubts import changes_without_base, money_without_compensation
from rodtrad.models.budgeting.measures import against_cards
from rodtrad.models.budgeting.plan import carried_frame
from rodtrad.models.budgeting.trees import OPERATING
from rodtrad.models.budgeting.versions import BudgetVersion, budget_versions
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.thread.weave import Thread
from rodtrad.models.workflow import is_open

_KRONER = "kr"
_SHOWN = 20


def _drafts(thread: Thread) -> list[BudgetVersion]:
    """The budgets that are still being made, by document."""
    versions = budget_versions(thread.facts)
    return [versions[key] for key in sorted(versions) if is_open(versions[key].state)]


def _base(thread: Thread, version: BudgetVersion) -> BaseFrame:
    """What a budget carries on; found once, until last year's budget changes."""
    document = version.document

    def carried() -> BaseFrame:
        return carried_frame(thread.facts, budget_versions(thread.facts)[document])

    return thread.kept.once(("carried frame", document), carried)


def _address(version: BudgetVersion) -> str:
    return SHAPES["budget_proposal"].address_of({"document": version.document})


@check("B-01", Severity.ERROR)
def alternative_balances(thread: Thread) -> Iterator[Finding]:
    """B-01: an alternative's changes sum to nothing each year, in operation and in investment by itself."""
    labels = _labels(thread)
    for _, version in sorted(budget_versions(thread.facts).items()):
        is_asked = version.stage is BudgetStage.ALTERNATIVE and version.state != DocumentState.FROZEN.value
        missing = missing_of(thread.facts, version) if is_asked else {}
        for net, years in missing.items():
            year = max(years, key=lambda y: abs(years[y]))
            yield Finding(
                number="B-01",
                severity=Severity.WARNING if is_open(version.state) else Severity.ERROR,
                verdict=Verdict.CONTRADICTION,
                addresses=(_address(version),),
                document=version.document,
                printed=in_unit(years[year], _KRONER),
                computed=0.0,
                unit=_KRONER,
                facts={"year": year, "count": len(years), **labels.get(net, _unnamed(net))},
                about="" if net == OPERATING else net,
            )


def _labels(thread: Thread) -> dict[str, dict[str, str]]:
    """What each account group is called, in both languages."""
    codes = thread.facts["code"].filter(pl.col("dimension") == "account_group")
    return {
        c: {"label": no, "label_en": en} for c, no, en in codes.select("code", "label", "label_en").rows()
    }


def _unnamed(group: str) -> dict[str, str]:
    return {"label": group, "label_en": group}


@check("B-02", Severity.ERROR)
def change_ends_before_it_begins(thread: Thread) -> Iterator[Finding]:
    """B-02: a change's last year is before its first, so that it counts in none."""
    rows = thread.facts["planned_change"].filter(pl.col("last_year") < pl.col("first_year"))
    for row in rows.iter_slices(1):
        told = {"start": row["first_year"][0], "end": row["last_year"][0]}
        yield finding_of("B-02", Severity.ERROR, Verdict.CONTRADICTION, "planned_change", row, **told)


@check("B-03", Severity.NOTICE, later=True, whole=True)
def change_without_base(thread: Thread) -> Iterator[Finding]:
    """B-03: a change where no money is carried on and nothing else is changed; only in drafts."""
    for version in _drafts(thread):
        rows = changes_without_base(thread.facts, version, _base(thread, version))
        for own in rows.partition_by("code", *CELL, maintain_order=True):
            told = {name: own[name][0] for name in ("label", "label_en")}
            yield finding_of("B-03", Severity.NOTICE, Verdict.UNEXPLAINED, "planned_change", own, **told)


@check("B-04", Severity.WARNING)
def change_against_measure_card(thread: Thread) -> Iterator[Finding]:
    """B-04: what is planned for an efficiency measure is what its card says; one finding a measure."""
    for _, version in sorted(budget_versions(thread.facts).items()):
        beside = against_cards(thread.facts, version)
        gap = (pl.col("planned") - pl.col("offered")).abs()
        far = beside.filter(gap > pl.col("room")).sort(gap, "year", descending=[True, False])
        worst = far.unique(["measure_document", "measure"], keep="first", maintain_order=True)
        for measure in worst.iter_rows(named=True):
            yield _against_card(thread.facts, version, measure)


def _against_card(facts: Facts, version: BudgetVersion, row: dict[str, Any]) -> Finding:
    """About the year that differs most, in the unit the card is printed in."""
    unit = row["unit"]
    linked = facts["planned_change"].filter(
        (pl.col("document") == version.document)
        & (pl.col("measure_document") == row["measure_document"])
        & (pl.col("measure") == row["measure"])
    )
    planned = [
        SHAPES["planned_change"].address_of(change, "amount")
        for change in linked.head(_SHOWN).iter_rows(named=True)
    ]
    return Finding(
        number="B-04",
        severity=Severity.WARNING,
        verdict=Verdict.UNEXPLAINED,
        addresses=(row["effect"], *planned),
        document=version.document,
        printed=in_unit(row["offered"], unit),
        computed=in_unit(row["planned"], unit),
        room=in_unit(row["room"], unit),
        unit=unit,
        facts={"measure": row["measure"], "year": row["year"]},
        about=f"{row['measure_document']}/{row['measure']}",
    )


@check("B-05", Severity.NOTICE, later=True, whole=True)
def compensation_missing(thread: Thread) -> Iterator[Finding]:
    """B-05: an account group with money has no rate of price and wage compensation; only in drafts."""
    labels = _labels(thread)
    for version in _drafts(thread):
        if version.before is not None:
            continue
        base = _base(thread, version)
        for row in money_without_compensation(thread.facts, version, base).iter_rows(named=True):
            group = row["account_group"]
            yield Finding(
                number="B-05",
                severity=Severity.NOTICE,
                verdict=Verdict.UNEXPLAINED,
                addresses=(_address(version),),
                document=version.document,
                printed=in_unit(row["amount"], _KRONER),
                unit=_KRONER,
                facts={
                    **labels.get(group, _unnamed(group)),
                    "years": ", ".join(str(year) for year in row["years"]),
                },
                about=group,
            )
