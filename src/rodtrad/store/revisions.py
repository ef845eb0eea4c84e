"""Revisions: who changed the book, when and why; and the story of one row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, insert, select

from rodtrad.core.errors import UsageError
from rodtrad.core.shape import Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.models.sight import Sight
from rodtrad.store.finished import Past, told_rows
from rodtrad.store.rows import empty_key
from rodtrad.store.tables import REVISION, TABLES
from rodtrad.store.visibility import check_shown, inherited_rows, is_owner_shown, rows_of

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
LOAD, EDIT, UNDO = "load", "edit", "undo"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, when and why; `identity` is empty where nobody has logged in."""

    by: str
    at: datetime
    why: str
    identity: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of the book.

    fact      whose rows it is about; None for a load, and for an edit of several facts
    restores  an undo leaves its rows as they were right after this earlier revision
    identity  tells who made it from others of the same name; None where nobody had logged in
    """

    id: int
    at: datetime
    by: str
    why: str
    kind: str
    fact: str | None
    restores: int | None
    identity: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the story of a row; `column` is None when the row came or went."""

    revision: int
    at: datetime
    by: str
    why: str
    kind: str
    column: str | None
    before: Any
    after: Any
    event: str = "changed"


def checked_stamp(by: str, at: datetime, why: str, identity: str = "") -> Stamp:
    """A stamp that says something; raises UsageError when a part is missing or cannot be shown."""
    if not by.strip():
        raise UsageError("author_missing")
    if not why.strip():
        raise UsageError("reason_missing")
    if _UNSHOWABLE.search(by + why):
        raise UsageError("control_character")
    if at.utcoffset() is None:
        raise UsageError("time_without_zone", time=at.isoformat())
    return Stamp(by, at, why, identity)


def latest_revision(connection: Connection) -> int:
    """The number of the last change; 0 in a book that is still empty."""
    return connection.scalar(select(func.max(REVISION.c.id))) or 0


def add_revision(
    connection: Connection, stamp: Stamp, kind: str, fact: str | None = None, restores: int | None = None
) -> int:
    """Number the next change. Writers queue, so the numbers follow the order of the changes."""
    number = latest_revision(connection) + 1
    said = {"at": stamp.at, "by": stamp.by, "why": stamp.why, "identity": stamp.identity or None}
    what = {"kind": kind, "fact": fact, "restores": restores}
    connection.execute(insert(REVISION).values(id=number, **said, **what))
    return number


def check_revision(connection: Connection, number: int | None) -> None:
    """Raise UsageError when the book has no such revision; 0 is the empty book."""
    latest = latest_revision(connection)
    if number is not None and not 0 <= number <= latest:
        raise UsageError("revision_unknown", revision=number, latest=latest)


class Told(Mapping[int, Revision]):
    """The changes of the book by number, each looked up when it is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, Revision] = {}

    def __getitem__(self, number: int) -> Revision:
        """One change; raises KeyError when there is none."""
        if number not in self._known:
            found = select(REVISION).where(REVISION.c.id == number)
            row = self._connection.execute(found).mappings().first()
            if row is None:
                raise KeyError(number)
            self._known[number] = Revision(**row)
        return self._known[number]

    def __iter__(self) -> Iterator[int]:
        """The numbers of all changes."""
        return iter(range(1, len(self) + 1))

    def __len__(self) -> int:
        """How many there are."""
        return latest_revision(self._connection)


def read_revisions(connection: Connection) -> list[Revision]:
    """All changes of the book, first to last."""
    rows = connection.execute(select(REVISION).order_by(REVISION.c.id))
    return [Revision(**row) for row in rows.mappings()]


def seen_revisions(connection: Connection, every: Sequence[Revision], sight: Sight) -> list[Revision]:
    """The changes that touch a row somebody may see; a load is seen by all."""
    waiting = {revision.id for revision in every if revision.kind != LOAD}
    seen: set[int] = set()
    for shape in SHAPES.values():
        for touched in touching(shape, sight):
            seen |= waiting & set(connection.scalars(touched.distinct()))
    return [revision for revision in every if revision.kind == LOAD or revision.id in seen]


def touching(shape: Shape, sight: Sight, *more: ColumnElement[bool]) -> tuple[Select[Any], Select[Any]]:
    """The numbers of the changes in which rows that are seen have begun, and of those in which they ended."""
    table, told = TABLES[shape.name], told_rows(shape, sight)
    limits = [limit for limit in (rows_of(shape, sight), inherited_rows(shape, sight)) if limit is not None]
    begun = select(table.c.from_revision).select_from(told.source).where(told.begun, *limits, *more)
    ended = select(table.c.to_revision).select_from(told.source).where(told.ended, *limits, *more)
    return begun, ended


def current_of(connection: Connection, shape: Shape, key: Mapping[str, Any]) -> RowMapping | None:
    """The version of the row with a key that is in force; None when there is none."""
    table = TABLES[shape.name]
    statement = select(table).where(same_key(shape, key), table.c.to_revision.is_(None))
    return connection.execute(statement).mappings().first()


def versions_of(connection: Connection, shape: Shape, key: Mapping[str, Any]) -> list[RowMapping]:
    """Every version of the row with a key, first to last."""
    table = TABLES[shape.name]
    earlier = select(table).where(same_key(shape, key), table.c.to_revision.is_not(None))
    ended = connection.execute(earlier.order_by(table.c.from_revision)).mappings()
    current = current_of(connection, shape, key)
    return [*ended, *([current] if current else [])]


def last_event(versions: Sequence[RowMapping], as_of: int | None = None) -> int:
    """The last revision in which a row began or ended; 0 when it has never been there."""
    numbers = (v[name] for v in versions for name in ("from_revision", "to_revision"))
    return max((n for n in numbers if n and (as_of is None or n <= as_of)), default=0)


def origin_of(versions: Sequence[RowMapping], told: Mapping[int, Revision], as_of: int | None = None) -> int:
    """The load or edit that made a row what it is, or took it away; 0 when it has never been there.

    An undo makes nothing: the row is again what an earlier revision left it as.
    """
    event = last_event(versions, as_of)
    if event and told[event].kind == UNDO:
        return origin_of(versions, told, told[event].restores or 0)
    return event


def shape_of(fact: str) -> Shape:
    """The shape of a fact by name; raises UsageError when there is none. A reading is no fact."""
    if fact not in SHAPES:
        raise UsageError("no_such_fact", fact=fact)
    return SHAPES[fact]


def same_key(shape: Shape, key: Mapping[str, Any]) -> ColumnElement[bool]:
    """All versions of the row with a key; optional parts of the key may be left out.

    raises  UsageError  a part of the key is missing or is no part of it
    """
    table = TABLES[shape.name]
    return and_(*(table.c[name] == value for name, value in _whole_key(shape, key).items()))


def _whole_key(shape: Shape, key: Mapping[str, Any]) -> dict[str, Any]:
    """Every part of a key as stored."""
    for name in key:
        if name not in shape.key:
            raise UsageError("column_not_in_key", fact=shape.name, column=name)
    whole = {}
    for name in shape.key:
        value = key.get(name)
        if value is None and shape[name].required:
            raise UsageError("key_incomplete", fact=shape.name, column=name)
        whole[name] = empty_key(shape[name]) if value is None else value
    return whole


def read_history(connection: Connection, shape: Shape, key: Mapping[str, Any], sight: Sight) -> list[Change]:
    """The story of one row, first to last, from the versions somebody may see.

    raises  AccessError  the row belongs, or last belonged, to a hidden unit
    """
    versions = versions_of(connection, shape, key)
    if versions:
        check_shown(connection, shape, versions[-1], sight)
    past, told = Past(connection, shape, sight), Told(connection)
    changes: list[Change] = []
    before: RowMapping | None = None
    for version in versions:
        if not (past.is_told(version) and is_owner_shown(shape, version, sight)):
            continue
        if before is not None and before["to_revision"] != version["from_revision"]:
            changes.append(_whole_row(told[before["to_revision"]], "removed"))
            before = None
        if version["from_revision"] >= past.since(version):
            changes += _differences(told[version["from_revision"]], shape, before, version)
        before = version
    if before is not None and before["to_revision"] is not None:
        changes.append(_whole_row(told[before["to_revision"]], "removed"))
    return changes


def _whole_row(revision: Revision, event: str) -> Change:
    return _change(revision, None, None, None, event)


def _differences(
    revision: Revision, shape: Shape, before: RowMapping | None, after: RowMapping
) -> list[Change]:
    if before is None:
        return [_whole_row(revision, "created")]
    return [
        _change(revision, name, before[name], after[name])
        for name in shape.names()
        if before[name] != after[name]
    ]


def _change(
    revision: Revision, column: str | None, before: Any, after: Any, event: str = "changed"
) -> Change:
    told = (revision.id, revision.at, revision.by, revision.why, revision.kind)
    return Change(*told, column, before, after, event)
