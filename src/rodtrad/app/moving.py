"""A document is taken from step to step, with all that follows from it."""

from collections.abc import Callable
from typing import Any

from rodtrad.app.adopting import on_adopted, on_submitted
from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.app.letters import sent_with
from rodtrad.app.reporting_steps import handed_in
from rodtrad.app.work import Brought, working_row
from rodtrad.core.errors import UsageError
from rodtrad.core.words import word
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.work import DocumentState
from rodtrad.models.rights import check_step
from rodtrad.reports.work import steps_ahead
from rodtrad.store.changes import RowChange

OnEntry = Callable[[Ask, str], Brought]
_D, _K = DocumentState, DocumentKind
ON_ENTRY: dict[tuple[DocumentKind, DocumentState], OnEntry] = {
    (_K.ALLOCATION_LETTER, _D.SENT): sent_with,
    (_K.BUDGET, _D.SUBMITTED): on_submitted,
    (_K.BUDGET, _D.ADOPTED): on_adopted,
    (_K.PERIOD_REPORT, _D.SUBMITTED): handed_in,
    (_K.ANNUAL_REPORT, _D.SUBMITTED): handed_in,
}
"""What more is written, in the same revision, when a kind of document comes to a state; it may refuse."""


def move_document(
    ask: Ask, document: str, to: str, *, version: int, by: str = "", why: str, returned: str = ""
) -> None:
    """Take a document one step, with all that follows from it, as one revision.

    version   of the row that was shown
    returned  what must be mended, when it is sent back

    raises  UsageError     the document cannot take that step, or is sent back without a word
            AccessError    who asks may not take it
            ConflictError  somebody has taken a step, or changed what follows from it, meanwhile
    """
    row = working_row(ask, document)
    step = next((s for s in steps_ahead(row) if s.to == to), None)
    if step is None:
        told = {"state": row["state"], "to": to}
        named = {name: word("document_state", state, ask.language) for name, state in told.items()}
        raise UsageError("work_no_such_step", document=document, **named)
    standing = ask.standing_of(document)
    if standing is not None:
        check_step(row, {"state": to}, standing, ask.reach)
    if step.is_back and not returned.strip():
        raise UsageError("work_return_needs_words")
    values: dict[str, Any] = {"state": step.to.value, "returned": returned.strip() or None}
    if step.to in (DocumentState.SENT, DocumentState.ADOPTED, DocumentState.FROZEN):
        values["sent"] = now().date()
    if step.to is DocumentState.SUBMITTED:
        values["submitted"] = now().date()
    if step.to is DocumentState.ACKNOWLEDGED:
        values["acknowledged"] = now().date()
    more = ON_ENTRY.get((DocumentKind(row["kind"]), step.to))
    brought = more(ask, document) if more else None
    values |= brought.values if brought else {}
    change = RowChange("working_document", {"document": document}, values, version)
    rows = [*(brought.rows if brought else []), change]
    ask.save(rows, by=by, why=why, ground=brought.ground if brought else None, step=True)
