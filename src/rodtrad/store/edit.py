"""Change one row by hand, and take the change back."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from rodtrad.core.errors import ConflictError, UsageError
from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.store.revisions import (
    EDIT,
    UNDO,
    Revision,
    Stamp,
    add_revision,
    origins,
    read_revisions,
    same_key,
    shape_of,
)
from rodtrad.store.rows import close_row, row_name
from rodtrad.store.tables import TABLES, in_force
from rodtrad.store.visibility import Units, check_owner

_PYTHON: dict[Kind, type] = {
    Kind.TEXT: str,
    Kind.CHOICE: str,
    Kind.INTEGER: int,
    Kind.AMOUNT: int,
    Kind.QUANTITY: int,
    Kind.DATE: date,
    Kind.BOOLEAN: bool,
}


def current_row(
    connection: Connection, shape: Shape, key: Mapping[str, Any], units: Units | None
) -> RowMapping:
    """The row in force with this key.

    raises  UsageError   there is none
            AccessError  its unit is hidden
    """
    table = TABLES[shape.name]
    statement = select(table).where(same_key(shape, key), table.c.to_revision.is_(None))
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        filled = {name: key.get(name) for name in shape.key}
        raise UsageError("row_missing", fact=shape.name, row=row_name(shape, filled))
    check_owner(shape, row, units)
    return row


def edit_row(
    connection: Connection,
    row: RowMapping,
    shape: Shape,
    changes: Mapping[str, Any],
    stamp: Stamp,
    units: Units | None,
) -> int:
    """Give a row new values; returns its new version, or the old one when nothing differs.

    raises  UsageError   a column or a value cannot be used
            AccessError  the row would move to a hidden unit
    """
    values = {name: checked_value(shape, name, value) for name, value in changes.items()}
    if all(row[name] == value for name, value in values.items()):
        return int(row["from_revision"])
    check_owner(shape, values, units)
    _check_references(connection, shape, values)
    revision = add_revision(connection, stamp, EDIT, fact=shape.name)
    _replace(connection, shape, row, {name: row[name] for name in shape.names()} | values, revision)
    return revision


def _check_references(connection: Connection, shape: Shape, values: Mapping[str, Any]) -> None:
    """What a value points to must be in the book."""
    for name, value in values.items():
        fact, _, target = (shape[name].refers or "").partition(".")
        if value is None or not fact:
            continue
        table = TABLES[fact]
        there = select(table.c[target]).where(in_force(table, None), table.c[target] == value).limit(1)
        if connection.execute(there).first() is None:
            raise UsageError("value_leads_nowhere", fact=shape.name, column=name, value=value)


def check_version(connection: Connection, shape: Shape, row: RowMapping, expected: int) -> None:
    """Raise ConflictError when somebody has changed the row after it was shown."""
    found = row["from_revision"]
    if found != expected:
        last = next(r for r in read_revisions(connection) if r.id == found)
        raise _row_changed(shape, row, expected, last)


def undo_edit(connection: Connection, number: int, stamp: Stamp, units: Units | None) -> int:
    """Bring back the row as it was before an edit; returns the new version.

    raises  UsageError     there is no such edit
            ConflictError  the row has changed since
    """
    told = read_revisions(connection)
    edit = next((r for r in told if r.id == number), None)
    if edit is None or edit.kind != EDIT or edit.fact is None:
        raise UsageError("revision_not_an_edit", revision=number)
    shape, table = shape_of(edit.fact), TABLES[edit.fact]
    after = connection.execute(select(table).where(table.c.from_revision == number)).mappings().one()
    key = {name: after[name] for name in shape.key}
    versions = connection.execute(select(table).where(same_key(shape, key))).mappings().all()
    before = next(v for v in versions if v["to_revision"] == number)
    last = max(versions, key=lambda version: version["from_revision"])
    check_owner(shape, last, units)
    check_owner(shape, before, units)
    if last["to_revision"] or origins(told)[last["from_revision"]] is not edit:
        changed_by = last["to_revision"] or last["from_revision"]
        raise _row_changed(shape, last, number, next(r for r in told if r.id == changed_by))
    revision = add_revision(connection, stamp, UNDO, edit.fact, restores=before["from_revision"])
    _replace(connection, shape, last, {name: before[name] for name in shape.names()}, revision)
    return revision


def checked_value(shape: Shape, name: str, value: Any) -> Any:
    """The value as stored; raises UsageError when the column cannot hold it."""
    if name not in shape.names():
        raise UsageError("fact_has_no_column", fact=shape.name, column=name)
    column = shape[name]
    if column.key:
        raise UsageError("key_cannot_be_edited", fact=shape.name, column=name)
    if value is None or (value == "" and not column.required):
        if column.required:
            raise UsageError("value_required", fact=shape.name, column=name)
        return None
    if not _fits(column, value):
        raise UsageError("value_of_wrong_kind", fact=shape.name, column=name, value=value)
    return str(value) if isinstance(value, str) else value


def _fits(column: Column, value: Any) -> bool:
    if not isinstance(value, _PYTHON[column.kind]):
        return False
    match value:
        case bool():
            return column.kind is Kind.BOOLEAN
        case int():
            low, high = column.between or (-(2**63), 2**63 - 1)
            return low <= value <= high
        case str() if column.choices:
            return value in column.choices
        case str():
            return _storable(value) and bool(re.fullmatch(column.pattern or "(?s:.*)", value))
    return not isinstance(value, datetime)


def _storable(text: str) -> bool:
    """Both databases can hold it: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _row_changed(shape: Shape, row: RowMapping, expected: int, last: Revision) -> ConflictError:
    return ConflictError(
        "row_changed",
        row=row_name(shape, row),
        expected=expected,
        found=last.id,
        by=last.by,
        at=last.at,
    )


def _replace(
    connection: Connection, shape: Shape, row: RowMapping, values: dict[str, Any], revision: int
) -> None:
    table = TABLES[shape.name]
    close_row(connection, table, row["row_id"], revision)
    connection.execute(insert(table).values(**values, from_revision=revision))
