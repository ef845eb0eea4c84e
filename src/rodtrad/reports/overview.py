"""The overview: what the municipality steers towards, how it stands, and what does not hang together."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import number
from rodtrad.core.verdict import Severity
from rodtrad.reports.assignments import next_deadlines
from rodtrad.reports.bridge import BudgetBridge, budget_bridges, told_bridge
from rodtrad.reports.findings import FindingCard, finding_card
from rodtrad.reports.goals import GoalNode, goal_tree
from rodtrad.reports.indicators import standing, words_for_status
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell, WaterfallChart

_MOST_FINDINGS = 3
_MOST_DEADLINES = 5


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A number worth seeing first, with what it means and the page that tells more."""

    label: str
    value: str
    note: str
    page: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal at the top of the tree, with how many indicators, actions and gaps lie under it."""

    goal: Cell
    number: str
    indicators: int
    actions: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page."""

    municipality: str
    text: str
    numbers: tuple[KeyNumber, ...]
    aims_from: Cell
    aims: tuple[Aim, ...]
    standing: tuple[tuple[str, str, int], ...]
    deadlines: tuple[tuple[str, Cell, str], ...]
    bridge_title: str
    bridge_note: str
    bridge: WaterfallChart | None
    findings: tuple[FindingCard, ...]
    finding_count: int


def overview(telling: Telling, today: date) -> Overview:
    """The first page of a judged book, as of a day."""
    bridges = budget_bridges(telling.facts, telling.language)
    tree = goal_tree(telling)
    summary = telling.summary
    open_findings = telling.judgement.open
    text = telling.say(
        "overview_text",
        figures=telling.count(summary.figures),
        documents=telling.count(telling.facts["document"].height),
        tested=telling.count(summary.tested),
    )
    title, note, chart = told_bridge(telling, bridges[0]) if bridges else ("", "", None)
    return Overview(
        telling.municipality,
        text,
        tuple(_numbers(telling, bridges)),
        tree.document,
        tuple(_aim(node) for node in tree.goals),
        _standing(telling),
        next_deadlines(telling, today, _MOST_DEADLINES),
        title,
        note,
        chart,
        tuple(finding_card(telling, f) for f in open_findings[:_MOST_FINDINGS]),
        len(open_findings),
    )


def _numbers(telling: Telling, bridges: list[BudgetBridge]) -> list[KeyNumber]:
    summary, say = telling.summary, telling.say
    share = f"{number(summary.held_share * 100, 1, telling.language)} %"
    counts = {"count": telling.count(summary.held), "tested": telling.count(summary.tested)}
    grave = sum(f.severity is Severity.ERROR for f in telling.judgement.open)
    found = [
        KeyNumber(say("held_share"), share, say("of_relations", **counts), "/findings"),
        KeyNumber(
            say("grave_findings"),
            telling.count(grave),
            say("of_open", count=len(telling.judgement.open)),
            "/findings?severity=error",
        ),
    ]
    unit = UNITS["mill. kr"].symbol_in(telling.language)
    for b in bridges[:2]:
        change = telling.million_change(b.frame[1] - b.base[1])
        found.append(
            KeyNumber(
                say("key_frame", unit=telling.named("unit", b.unit), year=b.year),
                f"{telling.million(b.frame[1])} {unit}",
                say("from_last_budget", change=f"{change} {unit}"),
                f"/budget?document={b.document}",
            )
        )
    return found + _programme(telling)


def _programme(telling: Telling) -> list[KeyNumber]:
    effects = telling.facts["measure_effect"].filter(pl.col("amount").is_not_null())
    if effects.is_empty():
        return []
    last = effects.filter(pl.col("year") == pl.col("year").max())
    unit = UNITS["mill. kr"].symbol_in(telling.language)
    cards = telling.facts["efficiency_measure"].height
    return [
        KeyNumber(
            telling.say("key_programme", year=last["year"][0]),
            f"{telling.million(sum(last['amount']))} {unit}",
            telling.say("key_programme_note", count=cards),
            "/measures",
        )
    ]


def _aim(node: GoalNode) -> Aim:
    under = [node]
    for goal in under:
        under += goal.below
    indicators = sum(h.kind == "indicator" for n in under for h in n.hanging)
    actions = sum(not n.is_aim for n in under)
    gaps = sum(len(n.gaps) for n in under)
    return Aim(Cell(node.label, address=node.address), node.number, indicators, actions, gaps)


def _standing(telling: Telling) -> tuple[tuple[str, str, int], ...]:
    """How many indicators stand in each way, of those with a target and a result."""
    rows = telling.facts["indicator"].iter_rows(named=True)
    counted = Counter(standing(telling, row).status for row in rows)
    return tuple((s, telling.word("target_status", s), counted[s]) for s in words_for_status() if counted[s])
