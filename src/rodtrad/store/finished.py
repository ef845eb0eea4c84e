"""What is told of the past: nothing from before a document was done, to who did not see it being written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Subquery, and_, func, or_, select

from rodtrad.core.shape import Shape
from rodtrad.models.sight import Sight, document_column
from rodtrad.models.workflow import UNFINISHED
from rodtrad.store.tables import TABLES


def finishing(sight: Sight) -> Select[Any] | None:
    """The change since which each document is done, of those whose drafts are hidden; None where none are.

    A document that was taken out while it was a draft has been done since then: nothing of it is told.
    """
    if sight.own is None:
        return None
    work = TABLES["working_document"].c
    hidden = [work.document.not_in(sorted(sight.own))] if sight.own else []
    was_draft = (work.state.in_([state.value for state in UNFINISHED]), work.to_revision.is_not(None))
    since = func.max(work.to_revision).label("since")
    return select(work.document, since).where(*was_draft, *hidden).group_by(work.document)


@dataclass(frozen=True, slots=True)
class ToldRows:
    """A fact's versions with what is told of each.

    source  where they are had from
    begun   that the beginning of a version is told
    ended   that its end is
    """

    source: FromClause
    begun: ColumnElement[bool]
    ended: ColumnElement[bool]


def told_rows(shape: Shape, sight: Sight) -> ToldRows:
    """The versions of a fact's rows, with the conditions that their beginnings and ends are told."""
    table, document, done = TABLES[shape.name], document_column(shape), finishing(sight)
    begun, ended = table.c.from_revision, table.c.to_revision
    if document is None or done is None:
        return ToldRows(table, begun.is_not(None), ended.is_not(None))
    known: Subquery = done.subquery()
    since, joined = known.c.since, table.outerjoin(known, known.c.document == table.c[document])
    lives_on = or_(ended.is_(None), ended > since)
    return ToldRows(
        joined,
        or_(since.is_(None), and_(begun >= since, lives_on)),
        and_(ended.is_not(None), or_(since.is_(None), ended > since)),
    )


class Past:
    """Since when each document has been done, looked up when it is asked for."""

    def __init__(self, connection: Connection, shape: Shape, sight: Sight) -> None:
        self._connection = connection
        self._column = document_column(shape)
        self._finishing = finishing(sight)
        self._since: dict[str, int] = {}

    def since(self, version: Mapping[Any, Any]) -> int:
        """The first change that is told of a version's document; 0 where all are."""
        document = version[self._column] if self._column else None
        if document is None or self._finishing is None:
            return 0
        if document not in self._since:
            column = TABLES["working_document"].c.document
            row = self._connection.execute(self._finishing.where(column == document)).first()
            self._since[document] = row.since if row is not None else 0
        return self._since[document]

    def is_told(self, version: Mapping[Any, Any]) -> bool:
        """Whether a version was in force after its document was done."""
        ended = version["to_revision"]
        return ended is None or ended > self.since(version)
