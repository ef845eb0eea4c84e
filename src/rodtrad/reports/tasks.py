"""What somebody must do now: follow-ups that are due, reports to write or approve, letters to receive."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core.numbers import day
from rodtrad.core.roles import Person, Right
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.work import DocumentState
from rodtrad.models.follow_up import followed, overdue, soon
from rodtrad.models.workflow import WRITES
from rodtrad.reports.follow_up import FollowedRow, followed_row, units_below
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell
from rodtrad.reports.work import steps_ahead, working_documents

SOON_DAYS = 14
"""Days ahead in which a deadline is something to do now."""
_MOST = 50
_REPORTS = (DocumentKind.PERIOD_REPORT.value, DocumentKind.ANNUAL_REPORT.value)


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """One document that waits for somebody (oppgave): what to do with it, and by when.

    returned  what must be mended, when it was sent back
    """

    what: str
    document: Cell
    deadline: str
    is_over: bool
    returned: str


@dataclass(frozen=True, slots=True)
class TasksView:
    """Everything that waits for somebody.

    over, soon  the first of what must be done; `over_count` and `soon_count` are all
    """

    count: int
    documents: tuple[DocumentTask, ...]
    over: tuple[FollowedRow, ...]
    over_count: int
    soon: tuple[FollowedRow, ...]
    soon_count: int
    within: int


def tasks_view(telling: Telling, person: Person, today: date) -> TasksView:
    """What waits for somebody, most pressing first.

    today  the day deadlines are counted from
    """
    over, near = _due(telling, person, today)
    documents = tuple(_document_tasks(telling, person, today))
    return TasksView(
        over.height + near.height + len(documents),
        documents,
        tuple(followed_row(telling, row) for row in over.head(_MOST).to_dicts()),
        over.height,
        tuple(followed_row(telling, row) for row in near.head(_MOST).to_dicts()),
        near.height,
        SOON_DAYS,
    )


def task_count(telling: Telling, person: Person, today: date) -> int:
    """How many things wait for somebody."""
    over, near = _due(telling, person, today)
    return over.height + near.height + len(_document_tasks(telling, person, today))


def _mine(telling: Telling, person: Person) -> set[str] | None:
    """The units that are somebody's, with all below them; None is all."""
    return None if person.units is None else units_below(telling, person.units)


def _due(telling: Telling, person: Person, today: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What their units must do that is over its deadline, and what is due soon."""
    rows = followed(telling.facts, today)
    mine = _mine(telling, person)
    if not person.may(Right.REPORT):
        rows = rows.clear()
    elif mine is not None:
        rows = rows.filter(pl.col("unit").is_in(list(mine)))
    return overdue(rows), soon(rows, SOON_DAYS)


def _document_tasks(telling: Telling, person: Person, today: date) -> list[DocumentTask]:
    """The documents that wait for a step or for words of theirs, those with the first deadline first."""
    rows = working_documents(telling).sort("deadline", "document", nulls_last=True)
    mine = _mine(telling, person)
    tasks = (_task(telling, person, row, mine, today) for row in rows.iter_rows(named=True))
    return [task for task in tasks if task is not None]


def _task(
    telling: Telling, person: Person, row: dict[str, Any], mine: set[str] | None, today: date
) -> DocumentTask | None:
    what = _what(telling, person, row, mine)
    if not what:
        return None
    deadline = row["deadline"]
    name = telling.named("document", row["document"])
    return DocumentTask(
        what,
        Cell(name, address=f"work/{row['document']}"),
        day(deadline, telling.language) if deadline else "",
        deadline is not None and deadline < today,
        row["returned"] or "",
    )


def _what(telling: Telling, person: Person, row: dict[str, Any], mine: set[str] | None) -> str:
    """What somebody must do with a document; "" when it does not wait for them."""

    def has(unit: str) -> bool:
        return mine is None or unit in mine

    state, kind = row["state"], row["kind"]
    if state == DocumentState.DRAFT:
        writes = kind in set(WRITES) and person.may(WRITES[DocumentKind(kind)]) and has(row["unit"])
        if writes and row["returned"]:
            return telling.say("task_mend")
        return telling.say("task_report") if writes and kind in _REPORTS else ""
    onward = next((step for step in steps_ahead(row) if not step.is_back), None)
    if onward is None or not person.may(onward.right):
        return ""
    received = onward.to is DocumentState.ACKNOWLEDGED and has(row["about"])
    if not received and not has(row["unit"]):
        return ""
    return telling.say(f"task_{onward.to}")
