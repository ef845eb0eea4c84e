"""The book as it has been: its changes a page at a time, what each changed, and one fact at any revision."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select

from rodtrad.core.errors import UsageError
from rodtrad.core.shape import Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.models.sight import EVERYTHING, Sight, document_column, parent_column, without_orphans
from rodtrad.store.finished import Past, told_rows
from rodtrad.store.revisions import LOAD, Revision, shape_of, touching, versions_of
from rodtrad.store.rows import as_shown, read_rows
from rodtrad.store.tables import REVISION, STORED, TABLES, in_force
from rodtrad.store.visibility import inherited_rows, is_owner_shown, rows_of

MOST_AUTHORS = 500


@dataclass(frozen=True, slots=True)
class RevisionFilter:
    """Which changes of a book somebody looks for; empty is all.

    since, until  moments between which they were made
    before        number that all are lower than: the last of the page before
    limit         how many at most, the latest first
    """

    by: str = ""
    fact: str = ""
    document: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class RowEvent:
    """What one change did to one row, as stored; None where the row was not there."""

    fact: str
    address: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def page_of_revisions(connection: Connection, chosen: RevisionFilter, sight: Sight) -> list[Revision]:
    """The changes somebody looks for, the latest first; only those that touch something they may see.

    A load is seen by all, unless a fact or document is asked for.
    """
    conditions: list[ColumnElement[bool]] = []
    if chosen.before is not None:
        conditions.append(REVISION.c.id < chosen.before)
    if chosen.by:
        conditions.append(REVISION.c.by == chosen.by)
    if chosen.since is not None:
        conditions.append(REVISION.c.at >= chosen.since)
    if chosen.until is not None:
        conditions.append(REVISION.c.at < chosen.until)
    if chosen.fact or chosen.document:
        conditions.append(or_(False, *_touching(chosen, sight)))
    elif sight is not EVERYTHING:
        conditions.append(_is_seen(chosen, sight))
    found = select(REVISION).where(*conditions).order_by(REVISION.c.id.desc()).limit(chosen.limit)
    return [Revision(**row) for row in connection.execute(found).mappings()]


def _touching(chosen: RevisionFilter, sight: Sight) -> Iterator[ColumnElement[bool]]:
    """That a change began or ended a row of the fact, in the document, that is seen."""
    for shape in (shape_of(chosen.fact),) if chosen.fact else SHAPES.values():
        document = document_column(shape)
        if chosen.document and document is None:
            continue
        more = []
        if chosen.document and document is not None:
            more.append(TABLES[shape.name].c[document] == chosen.document)
        yield from (REVISION.c.id.in_(numbers) for numbers in touching(shape, sight, *more))


def _limits(shape: Shape, sight: Sight) -> Iterator[ColumnElement[bool]]:
    for limit in (rows_of(shape, sight), inherited_rows(shape, sight)):
        if limit is not None:
            yield limit


def authors(connection: Connection, sight: Sight) -> list[str]:
    """Those who have changed something somebody may see, by name."""
    seen = [] if sight is EVERYTHING else [_is_seen(RevisionFilter(), sight)]
    found = select(REVISION.c.by).where(*seen).distinct().order_by(REVISION.c.by).limit(MOST_AUTHORS)
    return list(connection.scalars(found))


def _is_seen(chosen: RevisionFilter, sight: Sight) -> ColumnElement[bool]:
    """That a change touches something somebody may see; a load is seen by all."""
    return or_(REVISION.c.kind == LOAD, *_touching(chosen, sight))


def revision_of(connection: Connection, number: int) -> Revision | None:
    """One change by its number; None when there is none."""
    row = connection.execute(select(REVISION).where(REVISION.c.id == number)).mappings().first()
    return None if row is None else Revision(**row)


def revision_at(connection: Connection, moment: datetime) -> int:
    """The number of the last change before a moment; 0 before the first."""
    last = select(REVISION.c.id).where(REVISION.c.at < moment).order_by(REVISION.c.id.desc()).limit(1)
    return connection.scalar(last) or 0


def count_changed(connection: Connection, change: Revision, sight: Sight) -> dict[str, int]:
    """How many rows of each fact a change touched, of those that are seen; facts without are left out."""
    shapes = SHAPES.values() if change.fact is None else (shape_of(change.fact),)
    counts = {}
    for shape in shapes:
        keys = _touched(shape, change.id, sight).subquery()
        counts[shape.name] = connection.scalar(select(func.count()).select_from(keys)) or 0
    return {name: count for name, count in counts.items() if count}


def changed_rows(
    connection: Connection, change: Revision, sight: Sight, first: int, most: int
) -> list[RowEvent]:
    """What a change did, row by row, of the rows that are seen: a page of them.

    first  how many are skipped
    """
    events: list[RowEvent] = []
    for name, count in count_changed(connection, change, sight).items():
        shape, wanted = SHAPES[name], most - len(events)
        past = Past(connection, shape, sight)
        if first < count and wanted > 0:
            order = [TABLES[name].c[part] for part in shape.key]
            keys = _touched(shape, change.id, sight).order_by(*order).offset(first).limit(wanted)
            for key in connection.execute(keys).mappings():
                versions = versions_of(connection, shape, _key(shape, key))
                seen = [v for v in versions if past.is_told(v) and is_owner_shown(shape, v, sight)]
                begun = [v for v in seen if v["from_revision"] == change.id]
                ended = [v for v in seen if v["to_revision"] == change.id]
                events.append(_event(shape, ended, begun))
        first = max(0, first - count)
    return events


def _touched(shape: Shape, number: int, sight: Sight) -> Select[Any]:
    """Keys of the rows that began or ended with a change, each once."""
    table, told = TABLES[shape.name], told_rows(shape, sight)
    touched = or_(
        and_(table.c.from_revision == number, told.begun), and_(table.c.to_revision == number, told.ended)
    )
    keys = select(*(table.c[name] for name in shape.key)).select_from(told.source)
    return keys.where(touched, *_limits(shape, sight)).distinct()


def _key(shape: Shape, stored: RowMapping) -> dict[str, Any]:
    return {name: stored[name] for name in shape.key}


def _event(shape: Shape, ended: list[RowMapping], begun: list[RowMapping]) -> RowEvent:
    before, after = (next((_as_shown(shape, v) for v in each), None) for each in (ended, begun))
    return RowEvent(shape.name, shape.address_of(after or before or {}), before, after)


def _as_shown(shape: Shape, stored: RowMapping) -> dict[str, Any]:
    schema = shape.polars_schema()
    frame = pl.DataFrame([{name: stored[name] for name in shape.names()}], schema=schema, orient="row")
    return as_shown(frame, shape).row(0, named=True)


def fact_rows(connection: Connection, fact: str, sight: Sight, as_of: int | None) -> pl.DataFrame:
    """One fact's rows that are seen, now or right after a revision, in its shape and sorted by key."""
    inherits = parent_column(shape_of(fact))
    names = [fact, *([inherits[1]] if inherits and sight.units is not None else [])]
    facts = {name: frame_of(connection, name, sight, as_of) for name in names}
    return (facts if sight.units is None else without_orphans(facts))[fact]


def frame_of(connection: Connection, name: str, sight: Sight, as_of: int | None) -> pl.DataFrame:
    """The rows of a table that are seen as far as their own columns tell, now or right after a revision."""
    shape, table = STORED[name], TABLES[name]
    limit = rows_of(shape, sight)
    condition = in_force(table, as_of) if limit is None else and_(in_force(table, as_of), limit)
    return as_shown(read_rows(connection, table, shape.names(), condition), shape)


def row_versions(connection: Connection, fact: str) -> pl.DataFrame:
    """The version of every row of a fact that is in force: its key, and `from_revision`."""
    shape, table = shape_of(fact), TABLES[fact]
    read = read_rows(connection, table, (*shape.key, "from_revision"), in_force(table, None))
    versions = read.select(*shape.key, pl.col("from_revision")).sort(shape.key)
    return as_shown(versions, shape).with_columns(versions["from_revision"])


def checked_number(connection: Connection, number: int) -> Revision:
    """A change by its number; raises UsageError when there is none."""
    found = revision_of(connection, number)
    if found is None:
        latest = connection.scalar(select(func.max(REVISION.c.id))) or 0
        raise UsageError("revision_unknown", revision=number, latest=latest)
    return found
