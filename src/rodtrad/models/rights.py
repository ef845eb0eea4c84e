"""What it takes to write a row: a right, a unit of one's own, and a document that is still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import polars as pl

from rodtrad.core.errors import AccessError, ConflictError, UsageError
from rodtrad.core.roles import Right
from rodtrad.core.shape import Column, Shape
from rodtrad.facts.budget import BudgetStage
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.work import DocumentState
from rodtrad.models.concepts import MEASURED, Facts
from rodtrad.models.workflow import HOLDS, REPORT_KINDS, WRITES, DocumentStep, is_open, step_between

MEASURES = frozenset({*MEASURED, "efficiency_measure", "measure_effect"})
"""Facts about measures, which are written also where the document is only read."""
STAMPS = frozenset({"state", "edition", "submitted", "sent", "acknowledged", "returned"})
"""What a step writes in the row of a working document."""


def is_fixed(shape: Shape, column: Column) -> bool:
    """Whether a column of a row that is there is never edited: its key, and what only a step writes."""
    return column.key or (shape.name == "working_document" and column.name in STAMPS)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose a document is, and how far it has come (dokumentets stilling).

    about   unit the document is about
    writer  unit that writes it; None where it is only read
    state   how far it has come; None where it is only read
    stage   which version of a budget it is; None for others
    """

    document: str
    kind: str
    about: str
    writer: str | None = None
    state: str | None = None
    stage: str | None = None

    @property
    def unit(self) -> str:
        """The unit that answers for what stands in it."""
        return self.writer or self.about


def standing_in(facts: Facts, document: str) -> Standing | None:
    """How a document of a book in memory stands; None where there is none."""
    found = facts["document"].filter(pl.col("key") == document)
    if not found.height:
        return None
    about, of_it = found.row(0, named=True), pl.col("document") == document
    work = facts["working_document"].filter(of_it).select("unit", "state").rows()
    stages = facts["budget_proposal"].filter(of_it)["stage"]
    writer, state = work[0] if work else (None, None)
    stage = stages[0] if len(stages) else None
    return Standing(document, about["kind"], about["unit"], writer, state, stage)


class Moves(Enum):
    """Which steps documents may take in a change: none where rows are edited, back where one is undone."""

    NONE = "none"
    BACK = "back"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far somebody's rights reach (myndighet).

    units  those that are theirs, with all below; None is all
    moves  which steps documents may take
    """

    units: frozenset[str] | None
    rights: frozenset[Right]
    moves: Moves = Moves.NONE

    def has(self, unit: str | None) -> bool:
        """Whether a unit is theirs; what belongs to no unit is everybody's."""
        return self.units is None or not unit or unit in self.units


def is_followed_up(fact: str, standing: Standing | None) -> bool:
    """Whether a row says how something in a document is going, which goes on when the document is closed.

    What stands in a report is a copy of how it was going, and belongs to the report.
    """
    return fact == "follow_up" and (standing is None or standing.kind not in REPORT_KINDS)


def right_to_write(fact: str, standing: Standing | None) -> Right:
    """The right it takes to write a row of a fact, in a document or in none."""
    if is_followed_up(fact, standing):
        return Right.REPORT
    if fact == "reporting_period" or (standing is not None and fact in MEASURES):
        return Right.STEER
    if standing is None or standing.state is None or standing.kind not in set(WRITES):
        return Right.ADMINISTER
    kind = DocumentKind(standing.kind)
    if fact not in HOLDS[kind]:
        return Right.ADMINISTER
    return Right.ALTERNATIVE if standing.stage == BudgetStage.ALTERNATIVE else WRITES[kind]


def check_right(fact: str, owner: str | None, standing: Standing | None, reach: Reach) -> None:
    """Raise AccessError where somebody may not write a row of a fact.

    owner     unit the row belongs to; None where it belongs to none of its own
    standing  of the document the row hangs on; None for a row without one
    """
    if right_to_write(fact, standing) not in reach.rights:
        raise AccessError("right_missing")
    if not reach.has(owner) and not _is_shared(fact, standing):
        raise AccessError("unit_hidden", unit=owner)
    if standing is None or is_followed_up(fact, standing) or (owner and standing.state is None):
        return
    if not reach.has(standing.unit):
        raise AccessError("document_of_others", document=standing.document, unit=standing.unit)


def _is_shared(fact: str, standing: Standing | None) -> bool:
    """A budget is about the whole municipality, whoever makes it."""
    return fact == "document" and standing is not None and standing.kind == DocumentKind.BUDGET


def check_open(fact: str, standing: Standing | None, after: Standing | None = None) -> None:
    """Raise ConflictError where a row's document can no longer be changed.

    after  how the document stands when all is written, where a row is added: a step may bring it
    """
    if (
        is_followed_up(fact, standing)
        or standing is None
        or standing.state is None
        or is_open(standing.state)
    ):
        return
    if after is not None and after.state is not None:
        step = step_between(standing.kind, standing.state, after.state)
        if step is not None and step.brings_rows:
            return
    raise ConflictError("work_closed", document=standing.document)


def is_step(before: Mapping[Any, Any] | None, after: Mapping[str, Any] | None) -> bool:
    """Whether two versions of a working document's row are before and after a step."""
    return before is not None and after is not None and before["state"] != after["state"]


def check_step(
    before: Mapping[Any, Any], after: Mapping[str, Any], standing: Standing, reach: Reach
) -> DocumentStep:
    """The step between two versions of a working document's row.

    Who receives a letter may take note of it, though somebody else writes it.

    standing  of the document before the step
    raises    UsageError   there is no such step, or an undo would take it on
              AccessError  who asks may not take it
    """
    step = step_between(standing.kind, before["state"], after["state"])
    if step is None:
        told = {"state": before["state"], "to": after["state"]}
        raise UsageError("work_no_such_step", document=standing.document, **told)
    if _right_to_step(step, standing) not in reach.rights:
        raise AccessError("right_missing")
    if reach.moves is Moves.BACK and not step.is_back:
        raise UsageError("work_undo_goes_on", document=standing.document)
    received = step.to is DocumentState.ACKNOWLEDGED and reach.has(standing.about)
    if not received and not reach.has(standing.unit):
        raise AccessError("document_of_others", document=standing.document, unit=standing.unit)
    return step


def _right_to_step(step: DocumentStep, standing: Standing) -> Right:
    """The right a step takes; a budget that is no alternative is handed in by who steers."""
    is_handed_in = standing.kind == DocumentKind.BUDGET and step.to is DocumentState.SUBMITTED
    return Right.STEER if is_handed_in and standing.stage != BudgetStage.ALTERNATIVE else step.right


def check_stamps(before: Mapping[Any, Any] | None, after: Mapping[str, Any], reach: Reach) -> None:
    """Raise UsageError where what only a step writes is written by something else: the step asks for more."""
    stamps = STAMPS if before is not None else STAMPS - {"state", "edition"}
    said = {name: before[name] if before is not None else None for name in stamps}
    if reach.moves is Moves.NONE and any(after[name] != value for name, value in said.items()):
        raise UsageError("work_state_not_edited", document=after["document"])


def check_explains(about: Sequence[str | None], reach: Reach) -> None:
    """Raise AccessError where somebody may not explain a finding.

    about  the unit that answers for each thing the finding is about; None for what belongs to nobody
    """
    if Right.EXPLAIN not in reach.rights:
        raise AccessError("right_missing")
    if reach.units is not None and not (about and all(unit and reach.has(unit) for unit in about)):
        raise AccessError("finding_of_others")


def check_begun(after: Mapping[str, Any]) -> None:
    """Raise UsageError where a working document would begin as anything but a draft."""
    if not is_open(after["state"]):
        raise UsageError("work_begins_as_draft", document=after["document"])
