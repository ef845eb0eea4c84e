"""The goal tree with what hangs on each goal, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from rodtrad.facts.budget import Version
from rodtrad.facts.goal import GoalLevel
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.indicators import standing, value_cell
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell, Choice

_AIMS = (GoalLevel.MUNICIPAL_GOAL, GoalLevel.SECTOR_GOAL, GoalLevel.GOAL, GoalLevel.SUBGOAL)
AREA = "area"
_NET = "drift"


@dataclass(frozen=True, slots=True)
class Hanging:
    """Something that hangs on a goal: what kind, its name, its number, and how it stands."""

    kind: str
    name: Cell
    figure: Cell | None = None
    status: str = ""
    status_word: str = ""


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal with what hangs on it and the goals under it."""

    address: str
    number: str
    level: str
    level_word: str
    label: str
    is_aim: bool
    hanging: tuple[Hanging, ...]
    gaps: tuple[str, ...]
    below: tuple["GoalNode", ...]


@dataclass(frozen=True, slots=True)
class GoalTree:
    """The goals of one document as a tree, and what hangs on no goal."""

    documents: tuple[Choice, ...]
    document: Cell
    count: int
    aims: int
    without_indicator: int
    without_money: int
    goals: tuple[GoalNode, ...]
    loose: tuple[tuple[str, str, int], ...]


def goal_documents(telling: Telling) -> list[str]:
    """Documents with goals: those that steer from the top of the tree first, then the newest."""
    goals = telling.facts["goal"]
    tops = set(goals.filter(pl.col("level") == GoalLevel.MUNICIPAL_GOAL.value)["document"])
    rows = telling.facts["document"].filter(pl.col("key").is_in(goals["document"].unique().implode()))
    ranked = sorted(rows.iter_rows(named=True), key=lambda r: (r["key"] not in tops, -r["year"], r["key"]))
    return [row["key"] for row in ranked]


def goal_tree(telling: Telling, document: str = "") -> GoalTree:
    """The goal tree of one document; the first one where none, or an unknown one, is asked for."""
    documents = goal_documents(telling)
    chosen = document if document in documents else next(iter(documents), "")
    rows = telling.where("goal", "document", chosen).sort("line").to_dicts()
    numbers = {r["number"] for r in rows}
    tops = (r for r in rows if r["parent"] not in numbers)
    nodes = tuple(_node(telling, r, rows, numbers - {r["number"]}) for r in tops)
    every = list(_flat(nodes))
    aims = [n for n in every if n.is_aim]
    return GoalTree(
        tuple(Choice(d, telling.named("document", d), d == chosen) for d in documents),
        telling.document(chosen),
        len(every),
        len(aims),
        sum(not _holds(n, "indicator") for n in aims),
        sum(not _holds(n, AREA) for n in aims),
        nodes,
        _loose(telling, chosen),
    )


def goal_node(telling: Telling, goal: dict[str, Any]) -> GoalNode:
    """One goal with everything under it."""
    rows = telling.where("goal", "document", goal["document"]).sort("line").to_dicts()
    return _node(telling, goal, rows, {r["number"] for r in rows})


def path_to(telling: Telling, goal: dict[str, Any]) -> tuple[Cell, ...]:
    """The goals above a goal, from the top."""
    rows = {r["number"]: r for r in telling.where("goal", "document", goal["document"]).iter_rows(named=True)}
    path: list[Cell] = []
    above, seen = goal["parent"], {goal["number"]}
    while above in rows and above not in seen:
        seen.add(above)
        row = rows[above]
        path.insert(0, telling.row("goal", row, f"{row['number']} {telling.own(row)}"))
        above = row["parent"]
    return tuple(path)


def _node(telling: Telling, row: dict[str, Any], rows: list[dict[str, Any]], numbers: set[str]) -> GoalNode:
    below = _nodes_under(telling, row["number"], rows, numbers)
    hanging = tuple(_hanging(telling, row))
    aim = row["level"] in _AIMS
    node = GoalNode(
        SHAPES["goal"].address_of(row),
        row["number"],
        row["level"],
        telling.word("goal_level", row["level"]),
        telling.own(row),
        aim,
        hanging,
        (),
        below,
    )
    return _with_gaps(telling, node) if aim else node


def _nodes_under(
    telling: Telling, number: str, rows: list[dict[str, Any]], numbers: set[str]
) -> tuple[GoalNode, ...]:
    own = [r for r in rows if r["parent"] == number and r["number"] in numbers]
    return tuple(_node(telling, r, rows, numbers - {r["number"]}) for r in own)


def _with_gaps(telling: Telling, node: GoalNode) -> GoalNode:
    """The same goal with what is missing under it said."""
    missing = [
        telling.say(f"gap_{name}")
        for name, there in (
            ("indicator", _holds(node, "indicator")),
            ("action", any(not n.is_aim for n in _flat(node.below)) or _holds(node, AREA)),
            ("money", _holds(node, AREA) or _holds(node, "budget_line")),
        )
        if not there
    ]
    return replace(node, gaps=tuple(missing))


def _flat(nodes: Iterable[GoalNode]) -> Iterable[GoalNode]:
    for node in nodes:
        yield node
        yield from _flat(node.below)


def _holds(node: GoalNode, kind: str) -> bool:
    return any(h.kind == kind for n in (node, *_flat(node.below)) for h in n.hanging)


def _hanging(telling: Telling, goal: dict[str, Any]) -> Iterable[Hanging]:
    """What the document links to the goal: indicators, areas with their money, and other rows."""
    document, number = goal["document"], goal["number"]
    seen: set[str] = set()
    for row in telling.where("indicator", "goal", number).filter(pl.col("document") == document).to_dicts():
        seen.add(row["key"])
        yield _indicator(telling, row)
    links = telling.where("goal_link", "goal", number).filter(pl.col("document") == document)
    for link in links.iter_rows(named=True):
        if link["fact"] == AREA:
            yield _area(telling, document, link["key"])
            yield from _savings(telling, document, link["key"])
        elif link["fact"] == "indicator":
            rows = telling.where("indicator", "key", link["key"]).filter(pl.col("document") == document)
            if rows.height and link["key"] not in seen:
                seen.add(link["key"])
                yield _indicator(telling, rows.row(0, named=True))
        elif link["fact"] in SHAPES:
            yield _linked(telling, link)


def _indicator(telling: Telling, row: dict[str, Any]) -> Hanging:
    stands = standing(telling, row)
    shown = stands.result or stands.target
    word = telling.word("target_status", stands.status)
    area = telling.wording.labels.code("area", row["area"])
    name = telling.row("indicator", row, ", ".join(filter(None, (telling.own(row), area))))
    return Hanging("indicator", name, value_cell(telling, shown) if shown else None, stands.status, word)


def _area(telling: Telling, document: str, area: str) -> Hanging:
    """A functional area with its net budget of the first planned year."""
    name = telling.code(AREA, area)
    lines = telling.where("budget_line", "area", area).filter(
        pl.col("document") == document,
        pl.col("account_group") == _NET,
        pl.col("function").is_null(),
        pl.col("version").is_in([Version.ADOPTED.value, Version.PROPOSED.value, Version.PLAN.value]),
    )
    if lines.is_empty():
        return Hanging(AREA, name)
    year = telling.where("document", "key", document)["year"][0]
    own = lines.filter(pl.col("year") == year)
    row = (own if own.height else lines).sort("year").row(0, named=True)
    return Hanging(AREA, name, telling.figure("budget_line", row, "amount", unit=True))


def _savings(telling: Telling, document: str, area: str) -> Iterable[Hanging]:
    rows = telling.where("budget_measure", "area", area).filter(pl.col("document") == document)
    for row in rows.sort("line").iter_rows(named=True):
        yield Hanging("budget_measure", telling.row("budget_measure", row, telling.own(row)))


def _linked(telling: Telling, link: dict[str, Any]) -> Hanging:
    """A row of another kind that the goal is linked to by its key."""
    shape = SHAPES[link["fact"]]
    last = next(
        (name for name in reversed(shape.key) if name not in ("document", "year", "version")), shape.key[-1]
    )
    rows = telling.facts[shape.name].filter(pl.col(last).cast(pl.String) == link["key"])
    if rows.is_empty():
        return Hanging(shape.name, Cell(link["key"]))
    row = rows.row(0, named=True)
    return Hanging(
        shape.name, telling.row(shape.name, row, telling.own(row) if "label" in row else link["key"])
    )


def _loose(telling: Telling, document: str) -> tuple[tuple[str, str, int], ...]:
    """Kinds of fact in the document of which some hang on no goal: fact, name and how many."""
    links = telling.where("goal_link", "document", document)
    found = []
    for fact in ("assignment", "efficiency_measure", "budget_measure", "indicator"):
        rows = telling.where(fact, "document", document)
        linked = set(links.filter(pl.col("fact") == fact)["key"])
        key = "number" if fact == "assignment" else "key"
        free = rows.filter(~pl.col(key).cast(pl.String).is_in(list(linked)))
        if fact == "indicator":
            free = free.filter(pl.col("goal").is_null())
        if fact == "budget_measure":
            areas = links.filter(pl.col("fact") == AREA)["key"].to_list()
            free = free.filter(~pl.col("area").is_in(areas))
        if free.height:
            found.append((fact, SHAPES[fact].label_in(telling.language), free.height))
    return tuple(found)
