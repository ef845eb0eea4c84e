"""Whether what rows were reckoned from is as it was, looked at in the transaction that writes them."""

from dataclasses import dataclass

from sqlalchemy import Connection, or_, select, true

from rodtrad.core.errors import ConflictError
from rodtrad.core.shape import Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.models.sight import document_column
from rodtrad.store.revisions import Told, latest_revision
from rodtrad.store.rows import row_name
from rodtrad.store.tables import TABLES


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What rows were reckoned from.

    since      number of the book's last change when they were reckoned
    documents  whose rows were read       facts  of which all rows were read
    """

    since: int
    documents: frozenset[str]
    facts: frozenset[str] = frozenset()


def check_unchanged(connection: Connection, ground: Unchanged, own: int | None) -> None:
    """Raise ConflictError where somebody has changed what rows were reckoned from.

    own  the revision the rows are written in; None where nothing is written
    """
    last = latest_revision(connection) if own is None else own - 1
    if last > ground.since:
        for shape in SHAPES.values():
            _check(connection, shape, ground, last)


def _check(connection: Connection, shape: Shape, ground: Unchanged, last: int) -> None:
    """Raise ConflictError where a row that was read has begun or ended since, until the last revision."""
    table, column = TABLES[shape.name], document_column(shape)
    is_whole = shape.name in ground.facts
    if not is_whole and column is None:
        return
    read = true() if is_whole or column is None else table.c[column].in_(ground.documents)
    first, known = ground.since + 1, (table.c.from_revision, table.c.to_revision)
    begun, ended = (revision.between(first, last) for revision in known)
    row = connection.execute(select(table).where(read, or_(begun, ended)).limit(1)).mappings().first()
    if row is None:
        return
    number = row["to_revision"] or 0
    change = Told(connection)[number if ground.since < number <= last else row["from_revision"]]
    raise ConflictError("ground_changed", row=row_name(shape, row), by=change.by, at=change.at)
