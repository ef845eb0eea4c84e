"""A book: one municipality's facts, with every version of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl
from sqlalchemy import Connection, and_

from rodtrad.core.errors import BookError
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.store import acceptance, edit, revisions
from rodtrad.store.acceptance import Acceptance
from rodtrad.store.changes import RowChange
from rodtrad.store.connect import Database, connect, find_place
from rodtrad.store.load import LoadResult, load_rows, prepare
from rodtrad.store.migrate import create_tables, update_tables
from rodtrad.store.revisions import Change, Revision, checked_stamp, shape_of
from rodtrad.store.rows import as_shown, read_rows
from rodtrad.store.tables import READING, STORED, TABLES, in_force
from rodtrad.store.undo import undo_revision
from rodtrad.store.visibility import (
    Units,
    readings_with_rows,
    rows_of,
    seen_readings,
    with_units_below,
    without_orphans,
)

Check = Callable[[Facts, Facts], None]
"""Looks at all facts before and after a change, before it is kept; what it raises stops the change."""


class Book:
    """Facts, readings, edits and accepted findings in one place. Close it, or use `with`.

    `visible` in a method names the units whose rows the reader may see, with all units below
    them; None shows everything.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def create(cls, place: Path | str) -> Self:
        """Make an empty book in a folder or a PostgreSQL database."""
        found = find_place(place)
        if found.file:
            _make_folder(found.file.parent)
        return cls._ready(connect(found), create_tables)

    @classmethod
    def open(cls, place: Path | str) -> Self:
        """Open a book, and migrate it when it is older than this code.

        raises  BookError  there is no book, it is damaged, or a newer version made it
        """
        found = find_place(place)
        if found.file and not found.file.exists():
            raise BookError("book_missing", path=found.name)
        return cls._ready(connect(found), update_tables)

    @classmethod
    def _ready(cls, database: Database, prepare_tables: Any) -> Self:
        try:
            prepare_tables(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Close the book's connections."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load(
        self,
        facts: Mapping[str, pl.DataFrame],
        readings: pl.DataFrame | None,
        *,
        by: str,
        at: datetime,
        why: str,
        overwrite_edits: bool = False,
    ) -> LoadResult:
        """Replace the content of the facts given, all or nothing; other facts stay as they are.

        raises  ConflictError  the load would overwrite what somebody has edited, added or removed
                UsageError     a frame does not fit its fact's shape
        """
        stamp = checked_stamp(by, at, why)
        prepared = prepare(facts, readings)
        with self._database.writing() as connection:
            return load_rows(connection, prepared, stamp, overwrite_edits=overwrite_edits)

    def facts(self, *, as_of: int | None = None, visible: Units | None = None) -> dict[str, pl.DataFrame]:
        """Every fact's rows, now or right after a revision, in the fact's shape and sorted by key."""
        with self._database.reading() as connection:
            units = _units(connection, visible, as_of)
            facts = _facts(connection, units, as_of)
            return facts if units is None else without_orphans(facts)

    def readings(self, *, as_of: int | None = None, visible: Units | None = None) -> pl.DataFrame:
        """What the pages say, by address; nothing about rows that are hidden."""
        with self._database.reading() as connection:
            units = _units(connection, visible, as_of)
            frame = _frame(connection, READING.name, None, as_of)
            if units is None:
                return frame
            facts = _facts(connection, units, as_of)
            shown = seen_readings(connection, frame, units, as_of)
            return readings_with_rows(shown, without_orphans(facts))

    def edit(
        self,
        fact: str,
        key: Mapping[str, Any],
        changes: Mapping[str, Any],
        *,
        expected_version: int,
        by: str,
        at: datetime,
        why: str,
        visible: Units | None = None,
    ) -> int:
        """Change values of one row; returns the row's new version.

        raises  ConflictError  the row is no longer at the expected version
                AccessError    the row's unit is hidden
                UsageError     there is no such row or column, or the value does not fit
        """
        change = RowChange(fact, key, changes, expected_version)
        stamp = checked_stamp(by, at, why)
        with self._changing(None) as connection:
            units = _units(connection, visible)
            return edit.save_changes(connection, [change], stamp, units) or expected_version

    def save(
        self,
        changes: Iterable[RowChange],
        *,
        by: str,
        at: datetime,
        why: str,
        visible: Units | None = None,
        check: Check | None = None,
    ) -> int:
        """Add, change and remove rows, all or nothing; returns the number of the one revision it makes.

        When nothing differs there is no new revision, and the number is that of the last.

        raises  ConflictError  somebody has added, changed or removed one of the rows meanwhile
                AccessError    a row's unit is hidden
                UsageError     a row, column or value cannot be used, or a row that goes is pointed to
        """
        stamp = checked_stamp(by, at, why)
        with self._changing(check) as connection:
            saved = edit.save_changes(connection, changes, stamp, _units(connection, visible))
            return saved or revisions.latest_revision(connection)

    def undo(
        self,
        revision: int,
        *,
        by: str,
        at: datetime,
        why: str,
        visible: Units | None = None,
        check: Check | None = None,
    ) -> int:
        """Take back one edit: every row of it becomes what it was; returns the new revision.

        raises  ConflictError  one of the rows has changed since
                AccessError    one of the rows is a hidden unit's
                UsageError     there is no such edit, or a row that would go is pointed to
        """
        stamp = checked_stamp(by, at, why)
        with self._changing(check) as connection:
            return undo_revision(connection, revision, stamp, _units(connection, visible))

    @contextmanager
    def _changing(self, check: Check | None) -> Iterator[Connection]:
        """A transaction for changes by hand; nothing is changed when the check raises."""
        with self._database.writing() as connection:
            before = _facts(connection) if check else {}
            yield connection
            if check:
                check(before, _facts(connection))

    def version_of(
        self,
        fact: str,
        key: Mapping[str, Any],
        *,
        as_of: int | None = None,
        visible: Units | None = None,
    ) -> int:
        """The version of a row, now or right after a revision, to be handed back when it is edited.

        raises  UsageError   there is no such row
                AccessError  the row's unit is hidden
        """
        with self._database.reading() as connection:
            units = _units(connection, visible, as_of)
            row = edit.row_in_force(connection, shape_of(fact), key, units, as_of)
            return int(row["from_revision"])

    def history(self, fact: str, key: Mapping[str, Any], *, visible: Units | None = None) -> list[Change]:
        """The story of one row, first to last; empty when it has never been there."""
        with self._database.reading() as connection:
            units = _units(connection, visible)
            return revisions.read_history(connection, shape_of(fact), key, units)

    def state(self) -> str:
        """A text that changes whenever the book does: the last revision, and what has been accepted."""
        with self._database.reading() as connection:
            return f"{revisions.latest_revision(connection)}.{acceptance.count_changes(connection)}"

    def revisions(self) -> list[Revision]:
        """All changes of the book, first to last."""
        with self._database.reading() as connection:
            return revisions.read_revisions(connection)

    def accept(
        self,
        finding: str,
        *,
        reason: str,
        by: str,
        at: datetime,
        verdict: str = "explained",
        numbers: str = "",
    ) -> None:
        """Accept a finding: explained, or our own reading error.

        numbers  what the finding says now; when it says something else, the acceptance is void
        """
        stamp = checked_stamp(by, at, reason)
        with self._database.writing() as connection:
            acceptance.accept_finding(connection, finding, verdict, numbers, stamp)

    def withdraw(self, finding: str, *, reason: str, by: str, at: datetime) -> None:
        """Take an acceptance back."""
        stamp = checked_stamp(by, at, reason)
        with self._database.writing() as connection:
            acceptance.withdraw_acceptance(connection, finding, stamp)

    def acceptances(self) -> dict[str, Acceptance]:
        """The acceptances in force, by finding."""
        with self._database.reading() as connection:
            return {live.finding: live for live in acceptance.read_acceptances(connection)}

    def acceptance_history(self, finding: str) -> list[Acceptance]:
        """Every acceptance of one finding, first to last, also those taken back."""
        with self._database.reading() as connection:
            return acceptance.read_acceptances(connection, finding)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise BookError("book_cannot_be_opened", path=str(folder)) from None


def _units(connection: Connection, visible: Units | None, as_of: int | None = None) -> Units | None:
    revisions.check_revision(connection, as_of)
    return None if visible is None else with_units_below(connection, visible, as_of)


def _facts(
    connection: Connection, units: Units | None = None, as_of: int | None = None
) -> dict[str, pl.DataFrame]:
    return {name: _frame(connection, name, units, as_of) for name in SHAPES}


def _frame(connection: Connection, name: str, units: Units | None, as_of: int | None) -> pl.DataFrame:
    shape, table = STORED[name], TABLES[name]
    condition = in_force(table, as_of)
    limit = None if units is None else rows_of(shape, units)
    if limit is not None:
        condition = and_(condition, limit)
    return as_shown(read_rows(connection, table, shape.names(), condition), shape)
