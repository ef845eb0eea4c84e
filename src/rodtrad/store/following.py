"""Follow a book: which rows have ended and begun since a state of it, without reading the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl
from sqlalchemy import Connection, exists, literal, or_, select, union_all

from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.anew import Difference
from rodtrad.store import acceptance
from rodtrad.store.acceptance import Acceptance
from rodtrad.store.revisions import LOAD, latest_revision
from rodtrad.store.rows import as_shown, read_rows
from rodtrad.store.tables import REVISION, TABLES


@dataclass(frozen=True, slots=True)
class Following:
    """What has happened to a book since a state of it.

    state     the state it is in now
    revision  number of the last change
    whole     rows of a document have been read into it meanwhile: all must be read again, for such a
              change is large and takes what the pages say with it
    rows      by fact: rows that have ended and begun, as they were and as they are
    accepted  what has been said of its findings and still stands; None when nothing has changed there
    """

    state: str
    revision: int
    whole: bool = False
    rows: Mapping[str, Difference] = field(default_factory=dict)
    accepted: Mapping[str, Acceptance] | None = None


def state_of(connection: Connection) -> str:
    """A text that changes whenever the book does: the last revision, and what has been accepted."""
    return f"{latest_revision(connection)}.{acceptance.count_changes(connection)}"


def changes_since(connection: Connection, state: str) -> Following:
    """What has happened to the rows of a book since a state of it."""
    now = state_of(connection)
    then, said = state.split(".")
    latest, count = now.split(".")
    since, last = int(then), int(latest)
    after = REVISION.c.id > since
    if last < since or connection.scalar(select(exists().where(after, REVISION.c.kind == LOAD))):
        return Following(now, last, whole=True)
    accepted = None
    if said != count:
        accepted = {live.finding: live for live in acceptance.read_acceptances(connection)}
    facts = _facts_since(connection, since) if last > since else frozenset()
    rows = {fact: _difference(connection, fact, since) for fact in SHAPES if fact in facts}
    return Following(now, last, rows=rows, accepted=accepted)


def facts_of(connection: Connection, revision: int) -> frozenset[str]:
    """The facts whose rows a change has ended or begun."""
    named = connection.scalar(select(REVISION.c.fact).where(REVISION.c.id == revision))
    return frozenset([named]) if named else _touched(connection, revision - 1, revision)


def _facts_since(connection: Connection, since: int) -> frozenset[str]:
    """The facts whose rows have ended or begun after a change."""
    named = list(connection.scalars(select(REVISION.c.fact).where(REVISION.c.id > since).distinct()))
    if None in named:
        return _touched(connection, since, latest_revision(connection))
    return frozenset(named)


def _touched(connection: Connection, since: int, until: int) -> frozenset[str]:
    """The facts with a row that ended or began after a change, until another; all asked at once."""
    asked = []
    for name in SHAPES:
        begun, ended = TABLES[name].c.from_revision, TABLES[name].c.to_revision
        either = or_(
            exists().where(begun > since, begun <= until), exists().where(ended > since, ended <= until)
        )
        asked.append(select(literal(name)).where(either))
    return frozenset(connection.scalars(union_all(*asked)))


def _difference(connection: Connection, fact: str, since: int) -> Difference:
    """The rows of a fact that were there after a change and have ended, and those that have begun."""
    shape, table = SHAPES[fact], TABLES[fact]
    begun, ended = table.c.from_revision, table.c.to_revision
    frames: list[pl.DataFrame] = [
        as_shown(read_rows(connection, table, shape.names(), condition), shape)
        for condition in ((ended > since) & (begun <= since), (begun > since) & ended.is_(None))
    ]
    return Difference(*frames)
