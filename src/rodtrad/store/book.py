"""A book: one municipality's facts, with every version of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl
from sqlalchemy import Connection

from rodtrad.core.errors import BookError
from rodtrad.core.roles import Drafts, Right
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.rights import Moves, Reach
from rodtrad.models.sight import EVERYTHING, Sight, Units, without_orphans
from rodtrad.store import acceptance, edit, following, past, revisions
from rodtrad.store.acceptance import Acceptance
from rodtrad.store.changes import RowChange
from rodtrad.store.connect import Database, connect, find_place
from rodtrad.store.following import Following
from rodtrad.store.load import LoadResult, load_rows, prepare
from rodtrad.store.migrate import create_tables, update_tables
from rodtrad.store.past import RevisionFilter, RowEvent, fact_rows, frame_of
from rodtrad.store.permission import check_explained
from rodtrad.store.revisions import Change, Revision, checked_stamp, shape_of
from rodtrad.store.tables import READING
from rodtrad.store.unchanged import Unchanged, check_unchanged
from rodtrad.store.undo import undo_revision
from rodtrad.store.visibility import readings_with_rows, seen_readings, sight_of

Rights = frozenset[Right]


@dataclass(frozen=True, slots=True)
class Check:
    """What is looked at before a change is kept.

    facts   only a change of one of these is looked at, and only these are read; None is every change
    look    is given those facts before and after the change; what it raises stops the change
    ground  what the change was reckoned from, which must be as it was
    """

    facts: frozenset[str] | None
    look: Callable[[Facts, Facts], None]
    ground: Unchanged | None = None


class Book:
    """Facts, readings, edits and accepted findings in one place. Close it, or use `with`.

    `visible` in a method names the units whose rows the reader may see, with all units below
    them; None shows everything. `drafts` says which documents that are still being written are
    shown. `rights` is what who changes the book may do; None is everything, also in documents that
    are closed. `identity` tells who changes it from others of the same name.
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

    def facts(
        self, *, as_of: int | None = None, visible: Units | None = None, drafts: Drafts = Drafts.ALL
    ) -> dict[str, pl.DataFrame]:
        """Every fact's rows, now or right after a revision, in the fact's shape and sorted by key."""
        with self._database.reading() as connection:
            sight = _sight(connection, visible, as_of, drafts=drafts)
            facts = _facts(connection, sight, as_of)
            return facts if sight.units is None else without_orphans(facts)

    def readings(
        self, *, as_of: int | None = None, visible: Units | None = None, drafts: Drafts = Drafts.ALL
    ) -> pl.DataFrame:
        """What the pages say, by address; nothing about rows that are hidden."""
        with self._database.reading() as connection:
            sight = _sight(connection, visible, as_of, drafts=drafts)
            frame = frame_of(connection, READING.name, EVERYTHING, as_of)
            shown = frame if sight is EVERYTHING else seen_readings(connection, frame, sight, as_of)
            if sight.units is None:
                return shown
            return readings_with_rows(shown, without_orphans(_facts(connection, sight, as_of)))

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
        rights: Rights | None = None,
    ) -> int:
        """Change values of one row; returns the row's new version.

        raises  ConflictError  the row is no longer at the expected version, or its document is closed
                AccessError    the row's unit is hidden, or the row is not theirs to change
                UsageError     there is no such row or column, or the value does not fit
        """
        change = RowChange(fact, key, changes, expected_version)
        stamp = checked_stamp(by, at, why)
        with self._database.writing() as connection:
            sight = _sight(connection, visible)
            reach = _reach(sight, rights)
            return edit.save_changes(connection, [change], stamp, sight, reach) or expected_version

    def save(
        self,
        changes: Iterable[RowChange],
        *,
        by: str,
        at: datetime,
        why: str,
        identity: str = "",
        visible: Units | None = None,
        rights: Rights | None = None,
        check: Check | None = None,
        step: bool = False,
    ) -> int:
        """Add, change and remove rows, all or nothing; returns the number of the one revision it makes.

        step  whether documents take steps with it: only who has asked for all that a step takes says so

        When nothing differs there is no new revision, and the number is that of the last.

        raises  ConflictError  somebody has added, changed or removed one of the rows meanwhile, or the
                               document of one is closed
                AccessError    a row's unit is hidden, or a row is not theirs to write
                UsageError     a row, column or value cannot be used, or a row that goes is pointed to
        """
        stamp = checked_stamp(by, at, why, identity)
        with self._database.writing() as connection:
            sight = _sight(connection, visible)
            reach = _reach(sight, rights, Moves.ANY if step else Moves.NONE)
            saved = edit.save_changes(connection, changes, stamp, sight, reach)
            _look(connection, saved, check)
            return saved or revisions.latest_revision(connection)

    def undo(
        self,
        revision: int,
        *,
        by: str,
        at: datetime,
        why: str,
        identity: str = "",
        visible: Units | None = None,
        rights: Rights | None = None,
        check: Check | None = None,
    ) -> int:
        """Take back one edit: every row of it becomes what it was; returns the new revision.

        raises  ConflictError  one of the rows has changed since, or its document is closed
                AccessError    one of the rows is a hidden unit's or not theirs to write, or the edit is
                               somebody else's
                UsageError     there is no such edit, or a row that would go is pointed to
        """
        stamp = checked_stamp(by, at, why, identity)
        with self._database.writing() as connection:
            sight = _sight(connection, visible)
            undone = undo_revision(connection, revision, stamp, sight, _reach(sight, rights, Moves.BACK))
            _look(connection, undone, check)
            return undone

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
            sight = _sight(connection, visible, as_of)
            row = edit.row_in_force(connection, shape_of(fact), key, sight, as_of)
            return int(row["from_revision"])

    def history(
        self, fact: str, key: Mapping[str, Any], *, visible: Units | None = None, drafts: Drafts = Drafts.ALL
    ) -> list[Change]:
        """The story of one row, first to last; empty when it has never been there."""
        with self._database.reading() as connection:
            sight = _sight(connection, visible, drafts=drafts)
            return revisions.read_history(connection, shape_of(fact), key, sight)

    def changes_since(self, state: str) -> Following:
        """What has happened to the rows of a book since a state of it.

        state  what `state` told then
        """
        with self._database.reading() as connection:
            return following.changes_since(connection, state)

    def state(self) -> str:
        """A text that changes whenever the book does: the last revision, and what has been accepted."""
        with self._database.reading() as connection:
            return following.state_of(connection)

    def revisions(self, *, visible: Units | None = None, drafts: Drafts = Drafts.ALL) -> list[Revision]:
        """The changes of the book that touch something the reader may see, first to last."""
        with self._database.reading() as connection:
            sight = _sight(connection, visible, drafts=drafts)
            every = revisions.read_revisions(connection)
            return every if sight is EVERYTHING else revisions.seen_revisions(connection, every, sight)

    def page_of_revisions(
        self, chosen: RevisionFilter, *, visible: Units | None = None, drafts: Drafts = Drafts.ALL
    ) -> list[Revision]:
        """The changes somebody looks for, the latest first; only those that touch something they may see."""
        with self._database.reading() as connection:
            sight = _sight(connection, visible, drafts=drafts)
            return past.page_of_revisions(connection, chosen, sight)

    def authors(self, *, visible: Units | None = None, drafts: Drafts = Drafts.ALL) -> list[str]:
        """Those who have changed something the reader may see, by name."""
        with self._database.reading() as connection:
            return past.authors(connection, _sight(connection, visible, drafts=drafts))

    def revision(self, number: int) -> Revision:
        """One change by its number; raises UsageError when there is none."""
        with self._database.reading() as connection:
            return past.checked_number(connection, number)

    def revision_at(self, moment: datetime) -> int:
        """The number of the last change before a moment; 0 before the first."""
        with self._database.reading() as connection:
            return past.revision_at(connection, moment)

    def changed_rows(
        self,
        number: int,
        *,
        first: int = 0,
        most: int = 100,
        visible: Units | None = None,
        drafts: Drafts = Drafts.ALL,
    ) -> tuple[list[RowEvent], int]:
        """What one change did to each row that is seen, from the first on; and how many rows in all."""
        with self._database.reading() as connection:
            sight = _sight(connection, visible, drafts=drafts)
            change = past.checked_number(connection, number)
            events = past.changed_rows(connection, change, sight, first, most)
            return events, sum(past.count_changed(connection, change, sight).values())

    def rows(
        self,
        fact: str,
        *,
        as_of: int | None = None,
        visible: Units | None = None,
        drafts: Drafts = Drafts.ALL,
    ) -> pl.DataFrame:
        """One fact's rows, now or right after a revision, in its shape and sorted by key."""
        with self._database.reading() as connection:
            sight = _sight(connection, visible, as_of, drafts=drafts)
            return fact_rows(connection, fact, sight, as_of)

    def row_versions(self, fact: str) -> pl.DataFrame:
        """The version of every row of a fact that is in force: its key, and `from_revision`."""
        with self._database.reading() as connection:
            return past.row_versions(connection, fact)

    def accept(
        self,
        finding: str,
        *,
        reason: str,
        by: str,
        at: datetime,
        verdict: str = "explained",
        numbers: str = "",
        addresses: Sequence[str] = (),
        visible: Units | None = None,
        rights: Rights | None = None,
    ) -> None:
        """Accept a finding: explained, or our own reading error.

        numbers    what the finding says now; when it says something else, the acceptance is void
        addresses  what the finding is about
        raises     AccessError  who accepts may not explain findings, or not this one
        """
        stamp = checked_stamp(by, at, reason)
        with self._database.writing() as connection:
            _check_may_explain(connection, addresses, visible, rights)
            acceptance.accept_finding(connection, finding, verdict, numbers, stamp)

    def withdraw(
        self,
        finding: str,
        *,
        reason: str,
        by: str,
        at: datetime,
        addresses: Sequence[str] = (),
        visible: Units | None = None,
        rights: Rights | None = None,
    ) -> None:
        """Take an acceptance back; raises AccessError as `accept` does."""
        stamp = checked_stamp(by, at, reason)
        with self._database.writing() as connection:
            _check_may_explain(connection, addresses, visible, rights)
            acceptance.withdraw_acceptance(connection, finding, stamp)

    def acceptances(self, *, at: datetime | None = None) -> dict[str, Acceptance]:
        """The acceptances in force, now or at a moment, by finding."""
        with self._database.reading() as connection:
            if at is not None:
                return {said.finding: said for said in acceptance.acceptances_at(connection, at)}
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


def _sight(
    connection: Connection, visible: Units | None, as_of: int | None = None, *, drafts: Drafts = Drafts.ALL
) -> Sight:
    revisions.check_revision(connection, as_of)
    return sight_of(connection, visible, as_of, drafts=drafts)


def _reach(sight: Sight, rights: Rights | None, moves: Moves = Moves.NONE) -> Reach | None:
    return None if rights is None else Reach(sight.units, rights, moves)


def _check_may_explain(
    connection: Connection, addresses: Sequence[str], visible: Units | None, rights: Rights | None
) -> None:
    if rights is not None:
        check_explained(connection, addresses, Reach(_sight(connection, visible).units, rights))


def _look(connection: Connection, saved: int | None, check: Check | None) -> None:
    """Let a check look at what one change has done; nothing is changed when it raises."""
    if check is None:
        return
    if check.ground is not None:
        check_unchanged(connection, check.ground, saved)
    if check.facts is None:
        wanted = frozenset(SHAPES) if saved else frozenset[str]()
    elif saved is None or check.facts.isdisjoint(following.facts_of(connection, saved)):
        return
    else:
        wanted = check.facts
    before, after = (
        {name: frame_of(connection, name, EVERYTHING, as_of) for name in SHAPES if name in wanted}
        for as_of in ((saved or 1) - 1, None)
    )
    check.look(before, after)


def _facts(
    connection: Connection, sight: Sight = EVERYTHING, as_of: int | None = None
) -> dict[str, pl.DataFrame]:
    return {name: frame_of(connection, name, sight, as_of) for name in SHAPES}
