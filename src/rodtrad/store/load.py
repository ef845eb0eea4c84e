"""Replace what the book holds of some facts, keeping every row that is the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

from rodtrad.core.errors import ConflictError
from rodtrad.core.shape import Shape
from rodtrad.store.revisions import (
    EDIT,
    LOAD,
    UNDO,
    Stamp,
    add_revision,
    origin_of,
    read_revisions,
    shape_of,
    versions_of,
)
from rodtrad.store.rows import as_stored, close_rows, count_rows_anew, read_rows, row_name, write_rows
from rodtrad.store.tables import READING, REVISION, STORED, TABLES, in_force


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How many rows a load touched. `revision` is None when it changed nothing."""

    revision: int | None
    inserted: int
    changed: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Difference:
    """What one fact's table must let go of and take in, as stored."""

    shape: Shape
    ended: pl.DataFrame
    begun: pl.DataFrame
    unchanged: int

    @property
    def changed(self) -> int:
        """Rows on both sides: same key, other values."""
        return self.begun.join(self.ended, on=self.shape.key, how="semi").height


def prepare(facts: Mapping[str, pl.DataFrame], readings: pl.DataFrame | None) -> dict[str, pl.DataFrame]:
    """All frames as stored; raises UsageError when one does not fit its shape."""
    prepared = {name: as_stored(frame, shape_of(name)) for name, frame in facts.items()}
    if readings is not None:
        prepared[READING.name] = as_stored(readings, READING)
    return prepared


def load_rows(
    connection: Connection, prepared: Mapping[str, pl.DataFrame], stamp: Stamp, *, overwrite_edits: bool
) -> LoadResult:
    """Make the tables hold the prepared rows.

    raises  ConflictError  a row that somebody has edited or added would be changed or removed,
                           or one that somebody has removed would come back
    """
    differences = [_difference(connection, STORED[name], frame, prepared) for name, frame in prepared.items()]
    if not overwrite_edits:
        _check_edits(connection, differences)
    touched = [d for d in differences if len(d.ended) or len(d.begun)]
    revision = add_revision(connection, stamp, LOAD) if touched else None
    for difference in touched:
        table = TABLES[difference.shape.name]
        close_rows(connection, table, difference.ended["row_id"], revision or 0)
        write_rows(connection, table, difference.begun, revision or 0)
    count_rows_anew(connection, (TABLES[d.shape.name] for d in touched if len(d.begun)))
    changed = sum(d.changed for d in touched)
    return LoadResult(
        revision=revision,
        inserted=sum(d.begun.height for d in touched) - changed,
        changed=changed,
        removed=sum(d.ended.height for d in touched) - changed,
        unchanged=sum(d.unchanged for d in differences),
    )


def _difference(
    connection: Connection, shape: Shape, incoming: pl.DataFrame, loaded: Mapping[str, pl.DataFrame]
) -> _Difference:
    """What changes in one table; readings of facts that are not loaded stay as they are."""
    table, columns = TABLES[shape.name], shape.names()
    names = ("row_id", "from_revision", *columns)
    current = read_rows(connection, table, names, in_force(table, None))
    if shape is READING:
        others = pl.col("address").str.extract(r"^([^/]*)").is_in([n for n in STORED if n not in loaded])
        current = current.filter(~others | pl.col("address").is_in(incoming["address"].implode()))
    same: Any = {"on": columns, "how": "anti", "nulls_equal": True, "maintain_order": "left"}
    begun = incoming.join(current, **same)
    return _Difference(shape, current.join(incoming, **same), begun, incoming.height - begun.height)


def _check_edits(connection: Connection, differences: list[_Difference]) -> None:
    """Raise ConflictError when rows would no longer be what somebody has made them by hand."""
    told = {revision.id: revision for revision in read_revisions(connection)}
    by_hand = [number for number, revision in told.items() if revision.kind in (EDIT, UNDO)]
    rows: list[str] = []
    for difference in differences if by_hand else ():
        shape = difference.shape
        touched = difference.ended.filter(pl.col("from_revision").is_in(by_hand))
        keys = pl.concat([touched.select(shape.key), _removed_by_hand(connection, difference)])
        edited = [
            key
            for key in keys.iter_rows(named=True)
            if (origin := origin_of(versions_of(connection, shape, key), told))
            if told[origin].kind == EDIT
        ]
        rows += [row_name(shape, key) for key in edited]
    if rows:
        raise ConflictError("load_overwrites_edits", rows=rows, count=len(rows))


def _removed_by_hand(connection: Connection, difference: _Difference) -> pl.DataFrame:
    """Keys of the rows that would come back after an edit, or the undo of one, took them away."""
    shape, table = difference.shape, TABLES[difference.shape.name]
    by_hand = select(REVISION.c.id).where(REVISION.c.kind.in_([EDIT, UNDO]))
    gone = read_rows(connection, table, shape.key, table.c.to_revision.in_(by_hand)).unique()
    come = difference.begun.join(difference.ended, on=shape.key, how="anti")
    return come.select(shape.key).join(gone, on=shape.key, how="semi", maintain_order="left")
