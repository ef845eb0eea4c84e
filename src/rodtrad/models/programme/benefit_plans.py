"""What is followed of a benefit: its plan, the traces, what the card expects and what the owner reports."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.facts.benefit import TraceKind
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.programme.benefit_traces import Trace

Card = tuple[str, str]
"""Document and number of a card."""
Groups = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Followed:
    """A plan with its traces, expected effects, what stands beside it, and the owner's reports.

    effects  expected effect by year, in order
    reports  amount and address of the owner's report by year
    beside   the effects of other measures that must show in one of its lines, or in a part of one
    """

    plan: Mapping[str, Any]
    lines: tuple[Trace, ...]
    volumes: tuple[Trace, ...]
    effects: Mapping[int, int]
    reports: Mapping[int, tuple[int, str]]
    beside: Mapping[Card, Mapping[int, int]]

    @property
    def units(self) -> tuple[str, ...]:
        """The units whose accounts it must show in."""
        return tuple(dict.fromkeys(trace["unit"] or "" for trace in self.lines))


def followed_measures(facts: Facts) -> list[Followed]:
    """Every measure with a benefit plan, in the order of the cards."""
    cards = facts["efficiency_measure"].select("document", pl.col("key").alias("measure"), "line")
    plans = facts["benefit_plan"].join(cards, on=["document", "measure"], how="left", maintain_order="left")
    ordered = list(plans.sort("document", "line", nulls_last=True).iter_rows(named=True))
    effects, reports = _effects(facts), _reports(facts)
    groups, volumes = _groups(facts), _traces(facts, TraceKind.VOLUME)
    accounts = _traces(facts, TraceKind.ACCOUNT)
    planned = {(plan["document"], plan["measure"]): plan for plan in ordered}
    lines = {card: _once(accounts[card], groups) for card in planned}
    return [
        Followed(
            plan,
            lines[card],
            volumes[card],
            effects[card],
            reports.get(card, {}),
            {c: effects[c] for c in planned if c != card and _meet(lines[c], lines[card], groups)},
        )
        for card, plan in planned.items()
    ]


def _effects(facts: Facts) -> dict[Card, dict[int, int]]:
    """The years in which a card expects cost to fall, in order."""
    found: dict[Card, dict[int, int]] = defaultdict(dict)
    rows = facts["measure_effect"].filter(pl.col("amount") > 0).sort("year")
    for row in rows.iter_rows(named=True):
        found[row["document"], row["measure"]][row["year"]] = row["amount"]
    return found


def _traces(facts: Facts, kind: TraceKind) -> dict[Card, tuple[Trace, ...]]:
    """The traces of each card of one kind, in order."""
    found: dict[Card, list[Trace]] = defaultdict(list)
    for row in facts["benefit_trace"].filter(pl.col("kind") == kind.value).iter_rows(named=True):
        found[row["document"], row["measure"]].append(row)
    return defaultdict(tuple, {card: tuple(traces) for card, traces in found.items()})


def _meet(some: tuple[Trace, ...], whole: tuple[Trace, ...], groups: Groups) -> bool:
    """Whether any of some lines is part of any of others."""
    return any(is_part(line, other, groups) for line in some for other in whole)


def _once(traces: tuple[Trace, ...], groups: Groups) -> tuple[Trace, ...]:
    """The lines of one measure, less those that are the same as one before, or part of another."""
    kept: list[Trace] = []
    for at, trace in enumerate(traces):
        others = [o for n, o in enumerate(traces) if n != at and is_part(trace, o, groups)]
        if not any(o in kept or not is_part(o, trace, groups) for o in others):
            kept.append(trace)
    return tuple(kept)


def is_part(line: Trace, whole: Trace, groups: Groups) -> bool:
    """Whether a line of the accounts is the same as another, or part of it: what is empty holds all."""
    split = ("chapter", "function", "project")
    group = line["account_group"] or ""
    return (
        line["unit"] == whole["unit"]
        and all((whole[name] or "") in ("", line[name] or "") for name in split)
        and (whole["account_group"] or "") in (group, *groups.get(group, ()))
    )


def _groups(facts: Facts) -> Groups:
    """The account groups above each account group, nearest first."""
    codes = facts["code"].filter(pl.col("dimension") == "account_group").select("code", "parent")
    parent = dict(codes.iter_rows())
    above: dict[str, tuple[str, ...]] = {}
    for code in parent:
        chain: list[str] = []
        while (up := parent.get(chain[-1] if chain else code)) and up not in chain:
            chain.append(up)
        above[code] = tuple(chain)
    return above


def _reports(facts: Facts) -> dict[Card, dict[int, tuple[int, str]]]:
    """What owners say of each card and year; the latest word holds.

    A report in another document than the card's is of the card with its number, where there is only one.
    """
    cards = facts["efficiency_measure"].select("document", "key").iter_rows()
    named: dict[str, list[str]] = defaultdict(list)
    for document, key in cards:
        named[key].append(document)
    found: dict[Card, dict[int, tuple[int, str]]] = defaultdict(dict)
    for row in facts["benefit_report"].sort("reported", maintain_order=True).iter_rows(named=True):
        documents = named[row["measure"]]
        only = documents[0] if len(documents) == 1 else row["document"]
        address = SHAPES["benefit_report"].address_of(row)
        found[only, row["measure"]][row["year"]] = row["amount"], address
    return found
