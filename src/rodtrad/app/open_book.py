"""A book that many readers look in: kept judged in memory, and judged anew when it has changed."""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from rodtrad.app.books import judged, now
from rodtrad.app.saving import save_rows, undo_rows
from rodtrad.core.errors import UsageError
from rodtrad.core.finding import Finding
from rodtrad.core.roles import LOCAL, Person
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Verdict
from rodtrad.models.concepts import SHAPES
from rodtrad.models.judgement import Judgement
from rodtrad.models.programme.repair import RepairAnswer, smallest_repair
from rodtrad.models.programme.repair_question import repair_question
from rodtrad.reports.search import SearchIndex
from rodtrad.reports.telling import Telling
from rodtrad.store.acceptance import Acceptance
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange
from rodtrad.store.revisions import Change, Revision
from rodtrad.store.visibility import Units

_LOOK_EVERY_SECONDS = 0.5
_NOWHERE = "\x00"
"""A sign that no database keeps in a text, so that nothing can be named with it."""
_TELLINGS = threading.Lock()
_REPAIRS = threading.Lock()


@dataclass(frozen=True)
class Edition:
    """One state of a book (utgave), judged. Never changes, so it can be read by many at once.

    state     tells this state from every other
    revision  number of the last change
    readings  what the pages say: address, text, document, line
    """

    state: str
    revision: int
    judgement: Judgement
    readings: pl.DataFrame

    def telling(self, language: Language) -> Telling:
        """The book in a language; made once."""
        with _TELLINGS:
            if language not in self._tellings:
                self._tellings[language] = Telling(self.judgement, language)
            return self._tellings[language]

    def search(self, language: Language) -> SearchIndex:
        """The words of the book in a language; gathered when somebody first searches."""
        telling = self.telling(language)
        with _TELLINGS:
            if language not in self._indexes:
                self._indexes[language] = SearchIndex(telling)
            return self._indexes[language]

    def repair(self, document: str) -> RepairAnswer:
        """The smallest change that would make a review's totals agree; searched when somebody first asks."""
        with _REPAIRS:
            if document not in self._repairs:
                question = repair_question(self.judgement.thread, document)
                self._repairs[document] = smallest_repair(question, clock=time.monotonic)
            return self._repairs[document]

    @cached_property
    def printed(self) -> Mapping[str, str]:
        """What the page says, by the figure's address."""
        return dict(self.readings.select("address", "text").iter_rows())

    def readings_of(self, document: str) -> pl.DataFrame:
        """What one document says."""
        return self.readings.filter(pl.col("document") == document)

    @cached_property
    def _tellings(self) -> dict[Language, Telling]:
        return {}

    @cached_property
    def _repairs(self) -> dict[str, RepairAnswer]:
        return {}

    @cached_property
    def _indexes(self) -> dict[Language, SearchIndex]:
        return {}


class OpenBook:
    """A book at a place, for as long as somebody serves it. Close it, or use `with`."""

    def __init__(self, place: Path | str) -> None:
        self._book = Book.open(place)
        self._lock = threading.Lock()
        self._editions: dict[Units | None, Edition] = {}
        self._looked: dict[Units | None, float] = {}

    def close(self) -> None:
        """Close the book."""
        self._book.close()

    def __enter__(self) -> "OpenBook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fresh(self, units: Units | None = None) -> Edition | None:
        """The edition somebody sees, when the book was looked at less than half a second ago."""
        looked = self._looked.get(units, float("-inf"))
        is_fresh = time.monotonic() - looked < _LOOK_EVERY_SECONDS
        return self._editions.get(units) if is_fresh else None

    def edition(self, units: Units | None = None) -> Edition:
        """The book as it stands; at most half a second old.

        units  those whose rows are shown, with all below them; None is all
        """
        edition = self.fresh(units)
        if edition is not None:
            return edition
        with self._lock:
            self._looked[units] = time.monotonic()
            edition = self._editions.get(units)
            if edition is None or edition.state != self._book.state():
                edition = self._editions[units] = self._judged(units)
            return edition

    def accept(self, finding: Finding, *, reason: str, by: str, verdict: Verdict) -> None:
        """Record why a finding stands; readers see it at once."""
        self._book.accept(
            finding.id, reason=reason, by=by, at=now(), verdict=verdict.value, numbers=finding.numbers
        )
        self._looked.clear()

    def withdraw(self, finding: Finding, *, reason: str, by: str) -> None:
        """Open a finding again; readers see it at once."""
        self._book.withdraw(finding.id, reason=reason, by=by, at=now())
        self._looked.clear()

    def save(
        self,
        changes: Iterable[RowChange],
        *,
        by: str,
        why: str,
        language: Language,
        person: Person = LOCAL,
    ) -> int:
        """Add, change and remove rows, all or nothing; readers see it at once. See `save_rows`."""
        number = save_rows(self._book, changes, by=by, why=why, language=language, visible=person.units)
        self._looked.clear()
        return number

    def undo(self, revision: int, *, by: str, why: str, language: Language, person: Person = LOCAL) -> int:
        """Take back everything that was saved in one revision; readers see it at once. See `undo_rows`."""
        number = undo_rows(self._book, revision, by=by, why=why, language=language, visible=person.units)
        self._looked.clear()
        return number

    def version_of(self, edition: Edition, fact: str, key: Mapping[str, object]) -> int:
        """The version of a row in an edition, to be handed back with a change of what the edition shows.

        raises  UsageError  the edition has no such row
        """
        return self._book.version_of(fact, key, as_of=edition.revision)

    def acceptances(self, finding: str) -> list[Acceptance]:
        """Every acceptance of a finding, first to last."""
        return [] if _NOWHERE in finding else self._book.acceptance_history(finding)

    def revisions(self) -> list[Revision]:
        """All changes of the book, first to last."""
        return self._book.revisions()

    def story(self, address: str) -> list[Change]:
        """The story of the row at an address, or of a figure's row; empty when there never was one."""
        for fact, key, column in _meanings(address):
            try:
                changes = self._book.history(fact, key)
            except UsageError:
                continue
            if changes:
                return [c for c in changes if column in (None, c.column) or c.column is None]
        return []

    def _judged(self, units: Units | None) -> Edition:
        state = self._book.state()
        judgement, readings = judged(self._book, visible=units), self._book.readings(visible=units)
        return Edition(state, int(state.partition(".")[0]), judgement, readings)


def _meanings(address: str) -> list[tuple[str, dict[str, object], str | None]]:
    """What an address may point to: a figure's column in a row, or a whole row; at most two readings."""
    fact, *parts = address.split("/")
    if fact not in SHAPES or _NOWHERE in address:
        return []
    shape = SHAPES[fact]
    found = []
    for column in (parts[-1] if parts else None, None):
        given = parts[:-1] if column else parts
        if len(given) == len(shape.key) and (column is None or column in shape.names()):
            key = {n: _key_value(p, shape[n].kind) for n, p in zip(shape.key, given, strict=True) if p != "-"}
            if None not in key.values():
                found.append((fact, key, column))
    return found


def _key_value(text: str, kind: str) -> object:
    """A part of an address as its column holds it; None when it cannot be."""
    if kind != "integer":
        return text
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 18 else None
