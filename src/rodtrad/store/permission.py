"""Whether somebody may change rows as they do, looked at in the transaction that changes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from rodtrad.models.addresses import meanings_of
from rodtrad.models.concepts import SHAPES
from rodtrad.models.rights import (
    STAMPS,
    Reach,
    Standing,
    check_begun,
    check_explains,
    check_open,
    check_right,
    check_stamps,
    check_step,
    is_step,
)
from rodtrad.models.sight import document_column
from rodtrad.store.references import RowStep
from rodtrad.store.revisions import current_of
from rodtrad.store.tables import TABLES, in_force
from rodtrad.store.visibility import owner_of

Standings = Mapping[str, Standing]
_WORK = "working_document"
_TELLING = ("document", _WORK, "budget_proposal")
"""Facts that say whose a document is, and how far it has come."""


def standings_of(connection: Connection, documents: Sequence[str]) -> dict[str, Standing]:
    """Whose documents are, and how far each has come; those that are not there are left out."""
    found = {name: _rows_of(connection, name, documents) for name in _TELLING}
    made = {}
    for key, row in found["document"].items():
        work, proposal = found[_WORK].get(key), found["budget_proposal"].get(key)
        made[key] = Standing(
            document=key,
            kind=row["kind"],
            about=row["unit"],
            writer=work["unit"] if work else None,
            state=work["state"] if work else None,
            stage=proposal["stage"] if proposal else None,
        )
    return made


def _rows_of(connection: Connection, fact: str, documents: Sequence[str]) -> dict[str, Mapping[Any, Any]]:
    table = TABLES[fact]
    key = table.c.key if fact == "document" else table.c.document
    rows = connection.execute(select(table).where(in_force(table, None), key.in_(documents))).mappings()
    return {row["key" if fact == "document" else "document"]: row for row in rows}


def check_before(connection: Connection, steps: Sequence[RowStep], reach: Reach) -> Standings:
    """Look at the rows as they are, before anything is written; returns how their documents stand.

    raises  AccessError    somebody may not change one of them
            ConflictError  the document of one of them can no longer be changed
            UsageError     a document would take a step there is not
    """
    standings = standings_of(connection, _documents(steps))
    for step in steps:
        if step.shape.name == _WORK and step.after is not None:
            check_stamps(step.before, step.after, reach)
        if step.before is not None:
            standing = standings.get(_document(step, step.before))
            _check_as_it_is(connection, step, standing, reach)
    return standings


def check_after(connection: Connection, steps: Sequence[RowStep], before: Standings, reach: Reach) -> None:
    """Look at the rows as they have become; a row can neither be moved out of reach nor brought into it.

    before  how the documents stood when nothing was written
    raises  as `check_before`
    """
    told = any(step.shape.name in _TELLING for step in steps)
    after = standings_of(connection, _documents(steps)) if told else before
    for step in steps:
        if step.shape.name == _WORK and step.before is None and step.after is not None:
            check_begun(step.after)
    for step in steps:
        values = step.after if step.after is not None else step.before or {}
        document = _document(step, values)
        if step.after is not None:
            owner = _owner(connection, step, values, reach)
            if step.before is None:
                _check_added(step, owner, before.get(document), after.get(document), reach)
            if not _is_mere_step(step):
                check_right(step.shape.name, owner, after.get(document), reach)
        elif step.shape.name == _WORK and document in after:
            check_right(step.shape.name, None, after[document], reach)


def check_explained(connection: Connection, addresses: Sequence[str], reach: Reach) -> None:
    """Look whether somebody may explain a finding, by what it is about.

    raises  AccessError  they have not the right, or it is about more than their own units
    """
    about = () if reach.units is None else [_answering(connection, a) for a in addresses]
    check_explains(about, reach)


def _answering(connection: Connection, address: str) -> str | None:
    """The unit that answers for what is at an address: its own, or else its document's."""
    for fact, key, _ in meanings_of(address):
        shape = SHAPES[fact]
        row, column = current_of(connection, shape, key), document_column(shape)
        if row is not None:
            standing = standings_of(connection, [row[column]]).get(row[column]) if column else None
            return owner_of(connection, shape, row) or (standing.unit if standing else None)
    return None


def _check_as_it_is(connection: Connection, step: RowStep, standing: Standing | None, reach: Reach) -> None:
    """Whether a row that is there may be changed or removed."""
    before: Mapping[Any, Any] = step.before or {}
    if step.shape.name == _WORK and is_step(before, step.after) and standing is not None:
        check_step(before, step.after or {}, standing, reach)
        if _is_mere_step(step):
            return
    check_right(step.shape.name, _owner(connection, step, before, reach), standing, reach)
    check_open(step.shape.name, standing)


def _check_added(
    step: RowStep, owner: str | None, before: Standing | None, after: Standing | None, reach: Reach
) -> None:
    """Whether a row may be added to the document as it was; one that is begun now was not there."""
    if before is not None:
        check_right(step.shape.name, owner, before, reach)
    check_open(step.shape.name, before if before is not None and before.state is not None else after, after)


def _is_mere_step(step: RowStep) -> bool:
    """Whether a document goes one step, and nothing else of its row is changed."""
    before, after = step.before, step.after
    if step.shape.name != _WORK or before is None or after is None or not is_step(before, after):
        return False
    return all(before[name] == value for name, value in after.items() if name not in STAMPS)


def _owner(connection: Connection, step: RowStep, values: Mapping[Any, Any], reach: Reach) -> str | None:
    """The unit a row belongs to; not asked for where all units are theirs."""
    return None if reach.units is None else owner_of(connection, step.shape, values)


def _documents(steps: Sequence[RowStep]) -> list[str]:
    rows = ((step, row) for step in steps for row in (step.before, step.after) if row is not None)
    return sorted({document for step, row in rows if (document := _document(step, row))})


def _document(step: RowStep, row: Mapping[Any, Any]) -> str:
    column = document_column(step.shape)
    return (row[column] or "") if column else ""
