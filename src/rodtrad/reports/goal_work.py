"""Goals, who answers for them and what they aim at, as one page to write in: of a letter or of a budget."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import in_unit
from rodtrad.facts.goal import GoalLevel
from rodtrad.facts.indicator import Operator, ValueKind
from rodtrad.models.letter_carrying import CarryPart
from rodtrad.models.letter_contents import ANSWERED_FOR, goal_owners
from rodtrad.reports.indicators import value_cell
from rodtrad.reports.letter_page import carry_choices
from rodtrad.reports.letter_tables import goal_depth, goal_order
from rodtrad.reports.reporting_form import seen_as
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell, Choice

_BELOW = {
    GoalLevel.MUNICIPAL_GOAL.value: GoalLevel.SECTOR_GOAL,
    GoalLevel.SECTOR_GOAL.value: GoalLevel.ACTION,
    GoalLevel.GOAL.value: GoalLevel.ACTION,
    GoalLevel.SUBGOAL.value: GoalLevel.ACTION,
    GoalLevel.ACTION.value: GoalLevel.CLARIFICATION,
}
"""The level a new goal under another most likely has."""


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal to be written about: who answers for it, and where it is changed or added under.

    owner    the unit that answers for it; "" where nobody does, or several do
    several  the names of those, where they are several
    below    (path, words) of a new goal under it
    """

    number: str
    label: str
    level_word: str
    depth: int
    address: str
    answered_for: bool
    owner: str
    owner_name: str
    several: str
    below: tuple[str, str] | None

    @property
    def seen(self) -> str:
        """A digest of what the field shows, to be handed back with the form."""
        return seen_as([self.owner])


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One indicator with its target of the year, to be written in.

    target  as a person writes it, in its unit
    """

    key: str
    label: str
    address: str
    goal: str
    result: Cell
    operator: str
    target: str
    unit: str

    @property
    def seen(self) -> str:
        """A digest of what the fields show, to be handed back with the form."""
        return seen_as([self.operator, self.target, self.unit])


@dataclass(frozen=True, slots=True)
class GoalWork:
    """The goals of one document, with forms for owners and targets."""

    document: str
    label: str
    year: int
    unit: Cell
    place: str
    goals: tuple[GoalLine, ...]
    indicators: tuple[TargetLine, ...]
    units: tuple[Choice, ...]
    operators: tuple[Choice, ...]
    measured_in: tuple[Choice, ...]
    new_links: tuple[tuple[str, str], ...]
    carry_parts: tuple[Choice, ...]
    earlier: str
    earlier_name: str
    sources: tuple[Choice, ...]


def goal_work(telling: Telling, document: str, place: str, earlier: str, sources: list[str]) -> GoalWork:
    """The goals of a document that is written here.

    place    path of the document's own page
    earlier  last year's document; "" where there is none
    sources  documents with goals that can be carried over
    """
    year = int(telling.where("document", "key", document)["year"][0])
    unit = telling.where("document", "key", document)["unit"][0]
    new = f"document={document}"
    goals = tuple(_goal_lines(telling, document))
    return GoalWork(
        document,
        telling.named("document", document),
        year,
        telling.unit(unit),
        place,
        goals,
        tuple(_target_lines(telling, document, year)),
        _units(telling, {goal.owner for goal in goals}),
        tuple(Choice(o.value, telling.word("operator", o.value)) for o in Operator),
        tuple(Choice(code, u.label_in(telling.language)) for code, u in UNITS.items()),
        (
            (f"/new/goal?{new}&level={GoalLevel.MUNICIPAL_GOAL.value}", telling.say("goals_new_top")),
            (f"/new/indicator?{new}&unit={unit}", telling.say("letters_new_indicator")),
        ),
        carry_choices(telling, (CarryPart.GOALS, CarryPart.INDICATORS)),
        earlier,
        telling.named("document", earlier) if earlier else "",
        tuple(Choice(d, telling.named("document", d), d == earlier) for d in sources),
    )


def _goal_lines(telling: Telling, document: str) -> list[GoalLine]:
    owners = goal_owners(telling.facts, document)
    rows = telling.where("goal", "document", document).to_dicts()
    by_number = {row["number"]: row for row in rows}
    return [
        _goal_line(telling, row, goal_depth(row, by_number), owners.get(row["number"], []))
        for row in sorted(rows, key=lambda r: goal_order(r["number"]))
    ]


def _units(telling: Telling, owners: Iterable[str]) -> tuple[Choice, ...]:
    """The units that exist now, and those that answer for a goal already, by name."""
    is_there = pl.col("valid_to").is_null() | pl.col("key").is_in(list(owners))
    rows = telling.facts["unit"].filter(is_there).to_dicts()
    return tuple(Choice(r["key"], telling.own(r)) for r in sorted(rows, key=telling.own))


def _goal_line(telling: Telling, row: dict[str, Any], depth: int, owners: list[str]) -> GoalLine:
    owner = owners[0] if len(owners) == 1 else ""
    several = ", ".join(telling.named("unit", u) for u in owners) if len(owners) > 1 else ""
    level = _BELOW.get(row["level"])
    query = f"document={row['document']}&parent={row['number']}&level={level}"
    below = (f"/new/goal?{query}", telling.say(f"goals_add_{level}")) if level else None
    return GoalLine(
        row["number"],
        telling.own(row),
        telling.word("goal_level", row["level"]),
        depth,
        f"goal/{row['document']}/{row['number']}",
        row["level"] in ANSWERED_FOR,
        owner,
        telling.named("unit", owner) if owner else "",
        several,
        below,
    )


def _target_lines(telling: Telling, document: str, year: int) -> list[TargetLine]:
    indicators = telling.where("indicator", "document", document)
    values = telling.where("indicator_value", "document", document).filter(pl.col("value").is_not_null())
    by_key: dict[str, list[dict[str, Any]]] = {}
    for value in values.sort("year").iter_rows(named=True):
        by_key.setdefault(value["indicator"], []).append(value)
    rows = sorted(indicators.to_dicts(), key=lambda r: (goal_order(r["goal"] or "~"), r["label"]))
    return [_target_line(telling, row, by_key.get(row["key"], []), year) for row in rows]


def _target_line(
    telling: Telling, row: dict[str, Any], values: list[dict[str, Any]], year: int
) -> TargetLine:
    results = [v for v in values if v["kind"] == ValueKind.RESULT.value]
    target = next((v for v in values if v["kind"] == ValueKind.TARGET.value and v["year"] == year), None)
    unit = target["printed_unit"] if target else values[-1]["printed_unit"] if values else "antall"
    return TargetLine(
        row["key"],
        telling.own(row),
        f"indicator/{row['document']}/{row['key']}",
        row["goal"] or "",
        value_cell(telling, results[-1] if results else None),
        (target["operator"] or "") if target else "",
        written(telling, in_unit(target["value"], unit)) if target else "",
        unit,
    )


def written(telling: Telling, value: float) -> str:
    """A number as a person writes it in a form: no groups, and no more decimals than it has."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if telling.language == "no" else text
