"""A book that many readers look in: kept judged in memory, and judged anew when it has changed."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from rodtrad.app.books import judged, now
from rodtrad.app.edition import Edition
from rodtrad.app.editions import Editions
from rodtrad.app.saving import refusals_of, save_rows, undo_rows
from rodtrad.core.errors import AccessError, MissingError, UsageError
from rodtrad.core.finding import Finding
from rodtrad.core.noted import ANYTHING, note
from rodtrad.core.roles import LOCAL, STRANGER, Drafts, Person
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Verdict
from rodtrad.models.addresses import NOWHERE, meanings_of
from rodtrad.models.sight import Units
from rodtrad.reports.telling import EMPTY
from rodtrad.store.acceptance import Acceptance
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange
from rodtrad.store.past import RevisionFilter, RowEvent
from rodtrad.store.revisions import Change, Revision
from rodtrad.store.unchanged import Unchanged

_Event = TypeVar("_Event", Revision, Change)
_MOST_PAST = 4
"""As many earlier states of the book as are kept judged."""


class OpenBook:
    """A book at a place, for as long as somebody serves it. Close it, or use `with`."""

    def __init__(self, place: Path | str) -> None:
        self._store = Book.open(place)
        self._editions = Editions(self._store, whole_edition)
        self._past: OrderedDict[tuple[datetime, Units | None, Drafts], Edition] = OrderedDict()
        self._past_lock = threading.Lock()

    def close(self) -> None:
        """Close the book."""
        self._editions.close()
        self._store.close()

    @property
    def _book(self) -> Book:
        """The book itself. What it answers may be something else after any change."""
        note(ANYTHING)
        return self._store

    def __enter__(self) -> "OpenBook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fresh(self, units: Units | None = None, *, drafts: Drafts = Drafts.ALL) -> Edition | None:
        """The edition somebody sees, when the book was looked at less than half a second ago."""
        return self._editions.fresh((units, drafts))

    def edition(self, units: Units | None = None, *, drafts: Drafts = Drafts.ALL) -> Edition:
        """The book as it stands; see `Editions.newest`.

        units   those whose rows are shown, with all below them; None is all
        drafts  which documents that are still being written are shown
        """
        return self._editions.newest((units, drafts))

    def _changed(self, person: Person, state: str) -> None:
        """Let who has changed the book see it; others see it within a second."""
        self._editions.changed((person.units, person.drafts), state)

    def accept(self, finding: Finding, *, reason: str, by: str, verdict: Verdict, person: Person) -> None:
        """Record why a finding stands; readers see it at once."""
        told: dict[str, Any] = {"verdict": verdict.value, "numbers": finding.numbers, **_reach(person)}
        self._book.accept(finding.id, reason=reason, by=by, at=now(), addresses=finding.addresses, **told)
        self._changed(person, self._book.state())

    def withdraw(self, finding: Finding, *, reason: str, by: str, person: Person) -> None:
        """Open a finding again; readers see it at once."""
        about = finding.addresses
        self._book.withdraw(finding.id, reason=reason, by=by, at=now(), addresses=about, **_reach(person))
        self._changed(person, self._book.state())

    def save(
        self,
        changes: Iterable[RowChange],
        *,
        by: str,
        why: str,
        language: Language,
        person: Person,
        ground: Unchanged | None = None,
        step: bool = False,
    ) -> int:
        """Add, change and remove rows, all or nothing; readers see it at once. See `save_rows`."""
        stamp: dict[str, Any] = {"by": by, "why": why, "language": language, "ground": ground, "step": step}
        number = save_rows(self._book, changes, identity=person.identity, **_reach(person), **stamp)
        self._changed(person, f"{number}.0")
        return number

    def undo(self, revision: int, *, by: str, why: str, language: Language, person: Person) -> int:
        """Take back everything that was saved in one revision; readers see it at once. See `undo_rows`."""
        stamp: dict[str, Any] = {"by": by, "why": why, "language": language}
        number = undo_rows(self._book, revision, identity=person.identity, **_reach(person), **stamp)
        self._changed(person, f"{number}.0")
        return number

    def try_out(self, changes: Iterable[RowChange], *, language: Language, person: Person) -> tuple[str, ...]:
        """What saving the changes would be refused for, a sentence each; nothing is saved."""
        return refusals_of(self._book, changes, language=language, **_reach(person))

    def row_versions(self, fact: str) -> pl.DataFrame:
        """The version of every row of a fact that is in force: its key, and `from_revision`."""
        return self._book.row_versions(fact)

    def rows_at(self, fact: str, revision: int, person: Person) -> pl.DataFrame:
        """One fact's rows that somebody may see, right after a revision."""
        note(fact)
        return self._store.rows(fact, as_of=revision, visible=person.units, drafts=person.drafts)

    def version_of(self, edition: Edition, fact: str, key: Mapping[str, object]) -> int:
        """The version of a row in an edition, to be handed back with a change of what the edition shows.

        raises  UsageError  the edition has no such row
        """
        note(fact)
        return self._store.version_of(fact, key, as_of=edition.revision)

    def version_at(self, revision: int, fact: str, key: Mapping[str, object]) -> int | None:
        """The version a row had right after a revision, for a form shown then; None when it was not there."""
        note(fact)
        try:
            return self._store.version_of(fact, key, as_of=revision)
        except UsageError as error:
            if error.message != "row_missing":
                raise
            return None

    def acceptances(self, finding: str) -> list[Acceptance]:
        """Every acceptance of a finding, first to last."""
        return [] if NOWHERE in finding else self._book.acceptance_history(finding)

    def revisions(self, person: Person = LOCAL) -> list[Revision]:
        """The changes of the book that touch something somebody may see, first to last."""
        found = self._book.revisions(visible=person.units, drafts=person.drafts)
        return [_told(revision, person) for revision in found]

    def page_of_revisions(self, chosen: RevisionFilter, person: Person) -> list[Revision]:
        """The changes somebody looks for and may see, the latest first."""
        asked = replace(chosen, by="") if person == STRANGER else chosen
        found = self._book.page_of_revisions(asked, visible=person.units, drafts=person.drafts)
        return [_told(revision, person) for revision in found]

    def authors(self, person: Person) -> list[str]:
        """Those who have changed something somebody may see, by name; strangers are told no names."""
        if person == STRANGER:
            return []
        return self._book.authors(visible=person.units, drafts=person.drafts)

    def changed_rows(
        self, number: int, person: Person, *, first: int, most: int
    ) -> tuple[Revision | None, list[RowEvent], int]:
        """One change, what it did to each row somebody may see, from the first on, and how many there are.

        returns  None, and no rows, where there is no such change
        """
        try:
            change = self._book.revision(number)
        except UsageError:
            return None, [], 0
        sight: dict[str, Any] = {"visible": person.units, "drafts": person.drafts}
        return _told(change, person), *self._book.changed_rows(number, first=first, most=most, **sight)

    def edition_at(self, moment: datetime, person: Person) -> Edition:
        """The book as it stood right before a moment; the few last asked for are kept.

        raises  MissingError  the book had not begun
        """
        revision = self._book.revision_at(moment)
        if not revision:
            raise MissingError("book_not_begun")
        asked = (moment, person.units, person.drafts)
        with self._past_lock:
            if asked not in self._past:
                self._past[asked] = self._at(moment, revision, person)
            self._past.move_to_end(asked)
            while len(self._past) > _MOST_PAST:
                self._past.popitem(last=False)
            return self._past[asked]

    def _at(self, moment: datetime, revision: int, person: Person) -> Edition:
        judgement = judged(self._book, moment=moment)
        state = f"{revision} {moment.isoformat()}"
        whole = Edition(state, revision, judgement, self._book.readings(as_of=revision))
        return whole.part(person.units, drafts=person.drafts)

    def story(self, address: str, person: Person = LOCAL) -> list[Change]:
        """The story of the row at an address, or of a figure's row; empty when they see no such row."""
        for fact, key, column in meanings_of(address):
            note(fact)
            try:
                changes = self._store.history(fact, key, visible=person.units, drafts=person.drafts)
            except (UsageError, AccessError):
                continue
            if changes:
                return [_told(c, person) for c in changes if column in (None, c.column) or c.column is None]
        return []


def whole_edition(book: Book) -> Edition:
    """A book read and judged from the beginning."""
    state = book.state()
    return Edition(state, int(state.partition(".")[0]), judged(book), book.readings())


def _told(event: _Event, person: Person) -> _Event:
    """A change as somebody is told of it: strangers are told no names, and nobody another's identity."""
    if isinstance(event, Revision) and event.identity != person.identity:
        event = replace(event, identity=None)
    return replace(event, by=EMPTY) if person == STRANGER else event


def _reach(person: Person) -> dict[str, Any]:
    """How far somebody's rights reach, as the store asks for it."""
    return {"visible": person.units, "rights": person.rights}
