"""Allocation letters: which are in force, what one lacks, the budget it passes on, and its next numbers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from rodtrad.core.keys import GoalKey
from rodtrad.facts.budget import BudgetStage, Version
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.goal import GoalLevel
from rodtrad.facts.indicator import ValueKind
from rodtrad.facts.work import DocumentState
from rodtrad.models.budgeting.trees import above_units
from rodtrad.models.carrying import rows_of_document
from rodtrad.models.concepts import SHAPES, Facts

UNIT = "unit"
"""The kind of link that names who answers for a goal."""
AIMS = (GoalLevel.MUNICIPAL_GOAL, GoalLevel.SECTOR_GOAL, GoalLevel.GOAL, GoalLevel.SUBGOAL)
ANSWERED_FOR = (*AIMS[1:], GoalLevel.ACTION)
"""Levels of goals that somebody answers for; the municipality's own are everybody's."""
Work = tuple[str, str, str]
"""Something that must be done: the first edition of its letter, its kind, and what follow-up calls it."""
_WORK_PARTS = 4
_LETTER = DocumentKind.ALLOCATION_LETTER.value
_SENT = (DocumentState.SENT.value, DocumentState.ACKNOWLEDGED.value)
_PLAN_YEARS = 4
_MOST_DIGITS = 9
_SPLITS = ("area", "function", "project")
"""What an amount of a chapter and account group is split by, coarsest first."""
_NO_SOURCES = (BudgetStage.ALTERNATIVE.value, BudgetStage.ADJUSTMENT.value)
"""Budgets that a letter takes nothing from: those nobody has adopted, and what comes through the year."""


def letters_in_force(facts: Facts) -> list[str]:
    """Letters that steer now: printed ones and those that are sent, unless a newer edition is sent."""
    work = facts["working_document"].select("document", "state")
    letters = facts["document"].filter(pl.col("kind") == _LETTER).select(pl.col("key").alias("document"))
    known = letters.join(work, on="document", how="left", maintain_order="left")
    steering = known.filter(pl.col("state").is_null() | pl.col("state").is_in(_SENT))
    replaced = replaced_letters(facts)
    return [key for key in steering["document"] if key not in replaced]


def replaced_letters(facts: Facts) -> frozenset[str]:
    """Letters that a newer edition, which is sent, has taken the place of."""
    sent = facts["working_document"].filter(pl.col("state").is_in(_SENT))
    return frozenset(sent["replaces"].drop_nulls())


def first_editions(facts: Facts) -> dict[str, str]:
    """The first edition of each document that replaces another, which all editions have in common."""
    later = facts["working_document"].filter(pl.col("replaces").is_not_null())["document"]
    return {document: (editions_behind(facts, document) or (document,))[-1] for document in later}


def work_at(address: str, first: Mapping[str, str]) -> Work | None:
    """The work a follow-up's address is about, whichever edition it stands in; None for another address.

    first  as `first_editions` gives it
    """
    parts = address.split("/")
    if len(parts) != _WORK_PARTS or parts[0] != "follow_up":
        return None
    _, document, fact, subject = parts
    return first.get(document, document), fact, subject


def editions_behind(facts: Facts, document: str) -> tuple[str, ...]:
    """The editions that a document replaces, the latest first; a circle is walked once."""
    replaces = dict(facts["working_document"].select("document", "replaces").iter_rows())
    line = [document]
    while (earlier := replaces.get(line[-1])) and earlier not in line:
        line.append(earlier)
    return tuple(line[1:])


@dataclass(frozen=True, slots=True)
class Frames:
    """The budget of a unit that a letter passes on (rammer).

    document  that holds it         version  of its first year
    lines     budget lines of four years from the letter's; those of one chapter, account group and year
              are parts of one amount
    """

    document: str
    version: Version
    lines: pl.DataFrame


def frames_of(facts: Facts, unit: str, year: int, letter: str = "") -> Frames | None:
    """The frames of a unit: from the adopted budget, else the proposal, else the plan; None without any.

    Among documents with the same version a budget comes before others, and then the newest.

    letter  key of the letter itself, which is no source for its own budget
    """
    lines = facts["budget_line"].filter(
        pl.col("unit") == unit,
        pl.col("year").is_between(year, year + _PLAN_YEARS - 1),
        pl.col("document") != letter,
    )
    for version in (Version.ADOPTED, Version.PROPOSED, Version.PLAN):
        own = lines.filter(pl.col("year") == year, pl.col("version") == version.value)
        document = _foremost(facts, own["document"].unique().to_list())
        if document:
            kept = (pl.col("version") == version.value) | (
                (pl.col("version") == Version.PLAN.value) & (pl.col("year") > year)
            )
            chosen = lines.filter(pl.col("document") == document, kept)
            return Frames(document, version, _wholes(chosen, version))
    return None


@dataclass(frozen=True, slots=True)
class BudgetPlace:
    """Where the budget of a unit without lines of its own stands (budsjettsted).

    units     the unit above that holds it, or those below that share it
    is_above  which of the two
    """

    units: tuple[str, ...]
    is_above: bool


def budget_place(facts: Facts, unit: str, year: int, letter: str = "") -> BudgetPlace | None:
    """Where a unit's budget stands: with the units below it that have frames, else with the nearest above.

    letter   as in `frames_of`
    returns  None when the unit has frames of its own, or nobody has
    """
    of_year = facts["budget_line"].filter(pl.col("year") == year, pl.col("document") != letter)
    written = set(of_year["unit"])
    above = above_units(facts)

    def held(some: Iterable[str]) -> list[str]:
        return [one for one in some if one in written and frames_of(facts, one, year, letter)]

    if held([unit]):
        return None
    lines_up = {child: set(rows["ancestor"]) for (child,), rows in above.group_by("child")}
    below = held(above.filter(pl.col("ancestor") == unit)["child"].sort())
    if below:
        outermost = tuple(one for one in below if lines_up[one].isdisjoint(below))
        return BudgetPlace(outermost, is_above=False)
    nearest = held(above.filter(pl.col("child") == unit).sort("depth")["ancestor"])
    return BudgetPlace((nearest[0],), is_above=True) if nearest else None


def kept_frames(facts: Facts, letter: str, year: int) -> Frames | None:
    """The budget a letter was sent with, from its own lines; None where it has none.

    Their table is the document they were taken from.
    """
    lines = rows_of_document(facts, "budget_line", letter)
    first = lines.filter(pl.col("year") == year)
    if first.is_empty():
        return None
    return Frames(str(first["table"][0]), Version(first["version"][0]), lines)


def lines_to_keep(frames: Frames, letter: str) -> pl.DataFrame:
    """A budget as a letter's own lines, as it is sent; no page prints them, so they have no line."""
    return frames.lines.with_columns(
        pl.lit(letter).alias("document"),
        pl.lit(frames.document).alias("table"),
        pl.lit(None, pl.Int64).alias("line"),
    )


def _wholes(lines: pl.DataFrame, version: Version) -> pl.DataFrame:
    """Each amount once: of the version before of the plan, and whole where the whole is there, else in parts.

    A document splits an amount by area, then by function, then by project; only its coarsest split is kept.
    """
    depth = pl.sum_horizontal(*(pl.col(c).is_not_null() * 2**n for n, c in enumerate(_SPLITS)))
    amount = ["chapter", "account_group", "year"]
    first = (pl.col("version") != version.value).alias("first")
    ranked = lines.with_columns(depth.alias("depth"), first)
    for column in ("first", "depth"):
        ranked = ranked.filter(pl.col(column) == pl.col(column).min().over(amount))
    once = ranked.unique([*amount, *_SPLITS], keep="first", maintain_order=True).drop("first", "depth")
    return once.sort(*amount, *_SPLITS, nulls_last=True, maintain_order=True)


def _foremost(facts: Facts, documents: list[str]) -> str:
    """The document to take a budget from; "" when there is none."""
    proposals = facts["budget_proposal"]
    alternative = proposals.filter(pl.col("stage").is_in(_NO_SOURCES))["document"].to_list()
    work = dict(facts["working_document"].select("document", "edition").iter_rows())
    rows = facts["document"].filter(pl.col("key").is_in(documents) & ~pl.col("key").is_in(alternative))
    ranked = sorted(
        rows.iter_rows(named=True),
        key=lambda r: (r["kind"] == DocumentKind.BUDGET.value, r["year"], work.get(r["key"], 0), r["key"]),
    )
    return str(ranked[-1]["key"]) if ranked else ""


class Lack(StrEnum):
    """What a letter can lack before it is sent."""

    TARGET = "target"
    DEADLINE = "deadline"
    LATE = "late"
    OWNER = "owner"
    BUDGET = "budget"
    REPORTING = "reporting"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing a letter lacks (mangel), and the address of the row that lacks it; "" for the letter."""

    lack: Lack
    address: str = ""


def missing(facts: Facts, document: str, unit: str, year: int) -> tuple[Missing, ...]:
    """What a letter lacks: warnings to whoever sends it, in the order of the letter.

    unit, year  the receiver and the year it steers
    """
    lacks = [*_goals_without_owner(facts, document), *_without_target(facts, document, year)]
    frames = frames_of(facts, unit, year, document)
    if frames is None or frames.version is Version.PLAN:
        lacks.append(Missing(Lack.BUDGET))
    lacks += _without_deadline(facts, document, year)
    parts = rows_of_document(facts, "report_part", document)
    if parts.is_empty() and rows_of_document(facts, "reporting_duty", document).is_empty():
        lacks.append(Missing(Lack.REPORTING))
    return tuple(lacks)


def _goals_without_owner(facts: Facts, document: str) -> list[Missing]:
    """Goals and actions that nobody answers for, themselves or through a goal above."""
    owners = goal_owners(facts, document)
    rows = {r["number"]: r for r in rows_of_document(facts, "goal", document).iter_rows(named=True)}
    return [
        Missing(Lack.OWNER, SHAPES["goal"].address_of(row))
        for number, row in rows.items()
        if row["level"] in ANSWERED_FOR and not any(owners.get(n) for n in _line_up(number, rows))
    ]


def _line_up(number: str, rows: dict[str, dict[str, object]]) -> list[str]:
    """A goal's number and those above it; a circle is walked once."""
    line = [number]
    while (above := rows[line[-1]]["parent"]) in rows and above not in line:
        line.append(str(above))
    return line


def goal_owners(facts: Facts, document: str) -> dict[str, list[str]]:
    """The units that answer for each goal of a document, by the goal's number."""
    links = rows_of_document(facts, "goal_link", document).filter(pl.col("fact") == UNIT)
    found: dict[str, list[str]] = {}
    for goal, unit in links.sort("goal", "key").select("goal", "key").iter_rows():
        found.setdefault(goal, []).append(unit)
    return found


def _without_target(facts: Facts, document: str, year: int) -> list[Missing]:
    indicators = rows_of_document(facts, "indicator", document)
    targets = rows_of_document(facts, "indicator_value", document).filter(
        pl.col("kind") == ValueKind.TARGET.value, pl.col("year") == year
    )
    bare = indicators.join(
        targets, left_on="key", right_on="indicator", how="anti", maintain_order="left"
    ).with_columns(SHAPES["indicator"].row_address())
    return [Missing(Lack.TARGET, address) for address in bare["address"]]


def _without_deadline(facts: Facts, document: str, year: int) -> list[Missing]:
    """Assignments and resolutions without a deadline, or with one before the year of the letter."""
    lacks = []
    for name in ("assignment", "council_resolution"):
        for row in rows_of_document(facts, name, document).iter_rows(named=True):
            address = SHAPES[name].address_of(row)
            if row["deadline"] is None and not row.get("season"):
                lacks.append(Missing(Lack.DEADLINE, address))
            elif row["deadline"] is not None and row["deadline"].year < year:
                lacks.append(Missing(Lack.LATE, address))
    return lacks


def subject_of(fact: str, row: Mapping[str, Any]) -> str:
    """What follow-up calls a row: `new.3` for an assignment, the number of a goal or a resolution."""
    return f"{row['status']}.{row['number']}" if fact == "assignment" else str(row["number"])


def key_of_subject(fact: str, subject: str) -> dict[str, Any] | None:
    """The key, but for the document, of what follow-up calls so; None where nothing is called that."""
    if fact != "assignment":
        return {"number": subject}
    status, _, number = subject.partition(".")
    is_number = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    return {"status": status, "number": int(number)} if is_number else None


def next_letter_number(facts: Facts, year: int) -> str:
    """The number of the next letter of a year: one more than the highest."""
    letters = facts["document"].filter(pl.col("kind") == _LETTER, pl.col("year") == year)
    work = facts["working_document"].join(letters, left_on="document", right_on="key", how="semi")
    return str(_highest(work["number"].drop_nulls()) + 1)


def next_number(taken: Iterable[object]) -> int:
    """The whole number after the highest of some; 1 when there are none."""
    return _highest(map(str, taken)) + 1


def next_goal_number(facts: Facts, document: str, parent: str | None) -> str:
    """The number of the next goal under a goal, or of the next at the top: `1.3` after `1.1` and `1.2`."""
    rows = rows_of_document(facts, "goal", document)
    numbers = rows.filter(pl.col("level") != GoalLevel.CLARIFICATION.value)["number"]
    beside = [n for n in numbers if GoalKey(n).parent() == (parent or None)]
    last = _highest(n.rpartition(".")[2] for n in beside) + 1
    return f"{parent}.{last}" if parent else str(last)


def next_clarification(facts: Facts, document: str, above: str) -> str:
    """The number of the next clarification of a goal or action: `1.1.1.p2`."""
    rows = rows_of_document(facts, "goal", document)
    beside = (GoalKey(n) for n in rows["number"])
    ends = (n.rpartition(".")[2] for n in beside if n.parent() == above)
    return f"{above}.p{_highest(end[1:] for end in ends if end.startswith('p')) + 1}"


def _highest(texts: Iterable[str]) -> int:
    """The highest whole number that a text begins or ends with; 0 when there is none."""
    found = (re.match(r"^\D*(\d{1,9})", text) for text in texts)
    return max((int(one.group(1)) for one in found if one), default=0)
