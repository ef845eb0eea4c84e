"""Add, change and remove rows by hand, all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, insert
from sqlalchemy.exc import IntegrityError

from rodtrad.core.errors import ConflictError, UsageError
from rodtrad.core.shape import Shape
from rodtrad.models.rights import Reach
from rodtrad.models.sight import Sight
from rodtrad.store.changes import RowChange, checked_changes
from rodtrad.store.followed import check_followed
from rodtrad.store.permission import check_after, check_before
from rodtrad.store.references import RowStep, check_references
from rodtrad.store.revisions import (
    EDIT,
    Revision,
    Stamp,
    Told,
    add_revision,
    current_of,
    shape_of,
    versions_of,
)
from rodtrad.store.rows import close_rows, empty_key, row_name
from rodtrad.store.tables import TABLES
from rodtrad.store.visibility import check_owner, check_shown


def row_in_force(
    connection: Connection,
    shape: Shape,
    key: Mapping[str, Any],
    sight: Sight,
    as_of: int | None = None,
) -> RowMapping:
    """The row with this key, now or right after a revision.

    raises  UsageError   there is none
            AccessError  its unit is hidden
    """
    current = current_of(connection, shape, key)
    versions = [current] if current and as_of is None else versions_of(connection, shape, key)
    for version in versions:
        begun, ended = version["from_revision"], version["to_revision"]
        if ended is None if as_of is None else begun <= as_of and (ended is None or ended > as_of):
            check_shown(connection, shape, version, sight)
            return version
    filled = {name: key.get(name) for name in shape.key}
    raise UsageError("row_missing", fact=shape.name, row=row_name(shape, filled))


def save_changes(
    connection: Connection,
    changes: Iterable[RowChange],
    stamp: Stamp,
    sight: Sight,
    reach: Reach | None = None,
) -> int | None:
    """Make all the changes as one revision; returns its number, or None when nothing differs.

    raises  ConflictError  somebody has added, changed or removed one of the rows
            UsageError     a row, column or value cannot be used, or a row is still pointed to
            AccessError    a row is, or would be, a hidden unit's, or one that is not theirs to write

    reach   how far their rights reach; None is everywhere
    """
    steps = [_step(connection, change, sight) for change in checked_changes(changes)]
    steps = [step for step in steps if not step.is_still]
    if not steps:
        return None
    facts = {step.shape.name for step in steps}
    try:
        with connection.begin_nested():
            revision = add_revision(connection, stamp, EDIT, fact=facts.pop() if len(facts) == 1 else None)
            take_steps(connection, steps, revision, sight, reach)
    except IntegrityError:
        _check_none_is_there(connection, steps, sight)
        raise
    return revision


def _check_none_is_there(connection: Connection, steps: Sequence[RowStep], sight: Sight) -> None:
    """Raise ConflictError where a row that is added is in the book: the database has refused it."""
    for step in steps:
        if step.before is None and step.after is not None:
            row = current_of(connection, step.shape, {name: step.after[name] for name in step.shape.key})
            if row is not None:
                check_shown(connection, step.shape, row, sight)
                told = _told(step.shape, row, _revision(connection, row["from_revision"]))
                raise ConflictError("row_already_there", **told)


def take_steps(
    connection: Connection, steps: Sequence[RowStep], revision: int, sight: Sight, reach: Reach | None = None
) -> None:
    """Write rows as they shall be from a revision on, and see to it that the book holds together."""
    before = check_before(connection, steps, reach) if reach else {}
    for name in dict.fromkeys(step.shape.name for step in steps):
        table, mine = TABLES[name], [step for step in steps if step.shape.name == name]
        close_rows(connection, table, [s.before["row_id"] for s in mine if s.before], revision)
        begun = [{**s.after, "from_revision": revision} for s in mine if s.after]
        if begun:
            connection.execute(insert(table), begun)
    for step in steps:
        if step.after:
            check_shown(connection, step.shape, step.after, sight)
    check_references(connection, steps)
    if reach:
        check_after(connection, steps, before, reach)
        check_followed(connection, steps, sight, reach)


def row_changed(shape: Shape, row: Mapping[Any, Any], expected: int, last: Revision) -> ConflictError:
    """What to raise when a row is not as somebody saw it; says who made it so, and when."""
    told = _told(shape, row, last)
    return ConflictError("row_changed", row=told.pop("row"), expected=expected, **told)


def _told(shape: Shape, row: Mapping[Any, Any], last: Revision) -> dict[str, Any]:
    return {"row": row_name(shape, row), "found": last.id, "by": last.by, "at": last.at}


def _step(connection: Connection, change: RowChange, sight: Sight) -> RowStep:
    """What a change does to its row; raises ConflictError when the row is not as expected.

    Whether a row that is added is there already, the database tells when it is written.
    """
    shape = shape_of(change.fact)
    if change.expected_version is None:
        key = {n: empty_key(shape[n]) if v is None else v for n, v in change.key.items()}
        return RowStep(shape, None, {**key, **(change.values or {})})
    row = current_of(connection, shape, change.key)
    if row is None:
        raise _row_gone(connection, change, sight)
    check_shown(connection, shape, row, sight)
    if row["from_revision"] != change.expected_version:
        made_by = _revision(connection, row["from_revision"])
        raise row_changed(shape, row, change.expected_version, made_by)
    if change.values is None:
        return RowStep(shape, row, None)
    return RowStep(shape, row, {name: row[name] for name in shape.names()} | dict(change.values))


def _row_gone(connection: Connection, change: RowChange, sight: Sight) -> ConflictError | UsageError:
    shape = shape_of(change.fact)
    versions = versions_of(connection, shape, change.key)
    if not versions:
        return UsageError("row_missing", fact=shape.name, row=change.address)
    last = versions[-1]
    check_owner(shape, last, sight)
    removed_by = _revision(connection, last["to_revision"])
    return ConflictError("row_removed", **_told(shape, last, removed_by))


def _revision(connection: Connection, number: int) -> Revision:
    return Told(connection)[number]
