"""What rows point to is in the book, and nothing points to a row that goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, select

from rodtrad.core.errors import UsageError
from rodtrad.core.shape import Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.store.rows import row_name
from rodtrad.store.tables import TABLES, in_force


@dataclass(frozen=True, slots=True)
class RowStep:
    """A row as it is and as it shall be, as stored; None where it is not there."""

    shape: Shape
    before: RowMapping | None
    after: Mapping[str, Any] | None

    @property
    def is_still(self) -> bool:
        """True when nothing differs."""
        before, after = self.before, self.after
        return before is not None and after is not None and all(before[n] == v for n, v in after.items())


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A column whose values must exist in another fact, with the columns that are the same in both.

    A part of the key points within its own document: to the measure of that number there.
    """

    shape: Shape
    column: str
    target: str
    same: Mapping[str, str]
    """Column of the target by the column that points."""


def _pointers() -> tuple[_Pointer, ...]:
    found = []
    for shape in SHAPES.values():
        for column in shape.columns:
            target, _, name = (column.refers or "").partition(".")
            if target:
                above = [k for k in SHAPES[target].key if k != name]
                whole = column.key and all(k in shape.names() for k in above)
                same = {k: k for k in above} if whole else {}
                found.append(_Pointer(shape, column.name, target, {**same, column.name: name}))
    return tuple(found)


_POINTERS = _pointers()


def check_references(connection: Connection, steps: Sequence[RowStep]) -> None:
    """Look at the book as the steps have left it.

    raises  UsageError  a new value leads nowhere, or what a row points to is gone
    """
    seen: set[object] = set()
    for step in steps:
        for pointer in _POINTERS:
            if pointer.shape is step.shape and step.after is not None:
                _check_leads_somewhere(connection, pointer, step, seen)
            if pointer.target == step.shape.name and step.before is not None:
                _check_not_missed(connection, pointer, step)


def _check_leads_somewhere(
    connection: Connection, pointer: _Pointer, step: RowStep, seen: set[object]
) -> None:
    after: Mapping[str, Any] = step.after or {}
    value = after[pointer.column]
    is_old = step.before is not None and all(step.before[name] == after[name] for name in pointer.same)
    wanted = {target: after[name] for name, target in pointer.same.items()}
    known = (pointer.target, *sorted(wanted.items()))
    if value in (None, "") or is_old or known in seen:
        return
    if not _count(connection, pointer.target, wanted):
        told = {"fact": step.shape.name, "column": pointer.column, "value": value}
        raise UsageError("value_leads_nowhere", **told, row=row_name(step.shape, after))
    seen.add(known)


def _check_not_missed(connection: Connection, pointer: _Pointer, step: RowStep) -> None:
    before: Mapping[Any, Any] = step.before or {}
    gone = {target: before[target] for target in pointer.same.values()}
    if step.after is not None and all(step.after[name] == value for name, value in gone.items()):
        return
    if _count(connection, pointer.target, gone):
        return
    pointing = {name: gone[target] for name, target in pointer.same.items()}
    count = _count(connection, pointer.shape.name, pointing)
    if count:
        row = row_name(step.shape, before)
        raise UsageError("row_still_needed", row=row, fact=pointer.shape.name, count=count)


def _count(connection: Connection, fact: str, values: Mapping[str, Any]) -> int:
    """How many rows in force hold all the values."""
    table = TABLES[fact]
    alike = and_(in_force(table, None), *(table.c[name] == value for name, value in values.items()))
    return connection.scalar(select(func.count()).select_from(table).where(alike)) or 0
