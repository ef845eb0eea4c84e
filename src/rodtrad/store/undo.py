"""Take back what was done by hand in one revision."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, or_, select

from rodtrad.core.errors import AccessError, UsageError
from rodtrad.core.roles import Right
from rodtrad.core.shape import Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.models.rights import Reach
from rodtrad.models.sight import Sight
from rodtrad.store.edit import row_changed, take_steps
from rodtrad.store.references import RowStep
from rodtrad.store.revisions import (
    EDIT,
    UNDO,
    Revision,
    Stamp,
    Told,
    add_revision,
    last_event,
    origin_of,
    shape_of,
    versions_of,
)
from rodtrad.store.tables import TABLES
from rodtrad.store.visibility import check_owner, check_shown


def undo_revision(
    connection: Connection, number: int, stamp: Stamp, sight: Sight, reach: Reach | None = None
) -> int:
    """Bring every row of an edit back to what it was: added rows go, removed rows return.

    raises  UsageError     there is no such edit, or a row that would go is pointed to
            ConflictError  one of the rows has changed since
            AccessError    one of the rows is a hidden unit's, or somebody else made the edit

    reach   how far their rights reach; None is everywhere
    """
    told = Told(connection)
    edit = told.get(number)
    if edit is None or edit.kind != EDIT:
        raise UsageError("revision_not_an_edit", revision=number)
    if reach and Right.ADMINISTER not in reach.rights:
        _check_own(edit, stamp)
    shapes = SHAPES.values() if edit.fact is None else (shape_of(edit.fact),)
    steps = [step for shape in shapes for step in _steps_back(connection, shape, edit, told, sight)]
    revision = add_revision(connection, stamp, UNDO, edit.fact, restores=number - 1 or None)
    take_steps(connection, steps, revision, sight, reach)
    return revision


def _check_own(edit: Revision, stamp: Stamp) -> None:
    """Raise AccessError when an edit is somebody else's, or nobody knows whose; a name does not tell."""
    if edit.identity is None:
        raise AccessError("revision_of_nobody", revision=edit.id)
    if edit.identity != stamp.identity:
        raise AccessError("revision_of_others", revision=edit.id)


def _steps_back(
    connection: Connection, shape: Shape, edit: Revision, told: Mapping[int, Revision], sight: Sight
) -> Iterator[RowStep]:
    for key in _touched(connection, shape, edit.id):
        versions = versions_of(connection, shape, key)
        last = versions[-1]
        now = last if last["to_revision"] is None else None
        if now is None:
            check_owner(shape, last, sight)
        else:
            check_shown(connection, shape, now, sight)
        if origin_of(versions, told) != edit.id:
            raise row_changed(shape, last, edit.id, told[last_event(versions)])
        before = next((v for v in versions if v["to_revision"] == edit.id), None)
        yield RowStep(shape, now, None if before is None else {n: before[n] for n in shape.names()})


def _touched(connection: Connection, shape: Shape, number: int) -> list[dict[str, Any]]:
    """Keys of the rows that began or ended with a revision, each once."""
    table = TABLES[shape.name]
    touched = or_(table.c.from_revision == number, table.c.to_revision == number)
    keys = connection.execute(select(*(table.c[name] for name in shape.key)).where(touched).distinct())
    return [dict(key) for key in keys.mappings()]
