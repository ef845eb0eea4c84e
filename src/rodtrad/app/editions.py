"""The editions of a book that many read at once, kept up while others write.

There is one edition of the whole book, and from it one for each group of people who see the same part.
Who asks gets the newest there is. Every half second somebody who asks looks whether the book has changed;
that one brings the edition up to date, and the others get the one before meanwhile. Who has just saved
waits for an edition with their own change in it. So a change is judged once however many read, and nobody
waits for the judging but who saved.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from rodtrad.app.edition import Edition
from rodtrad.core.roles import Drafts
from rodtrad.models.sight import Units
from rodtrad.store.book import Book

_LOOK_EVERY_SECONDS = 0.5
_REST_SECONDS = 5.0
"""At least so long between two times that the checks which were put off are run."""
_MOST_PARTS = 64
"""As many parts of the book as are kept at once; the one longest unseen gives way."""
Seen = tuple[Units | None, Drafts]
"""What somebody may see: rows of which units, and which drafts."""
WHOLE: Seen = (None, Drafts.ALL)


NO_STATE = "0.0"
"""That of an empty book, which every edition has come to."""


@dataclass
class _Place:
    """Where one edition lies. Only who holds the lock puts another there."""

    edition: Edition | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Editions:
    """The newest editions of a book, for as long as it is open. Close them before the book."""

    def __init__(self, book: Book, judge: Callable[[Book], Edition]) -> None:
        self._book = book
        self._judge = judge
        self._whole = _Place()
        self._looked = float("-inf")
        self._parts: OrderedDict[Seen, _Place] = OrderedDict()
        self._guard = threading.Lock()
        self._due = threading.Event()
        self._closed = threading.Event()
        self._finisher: threading.Thread | None = None

    def close(self) -> None:
        """Stop running checks in the background."""
        self._closed.set()
        self._due.set()
        if self._finisher is not None:
            self._finisher.join()

    def fresh(self, seen: Seen = WHOLE) -> Edition | None:
        """The edition somebody sees, when the book was looked at less than half a second ago."""
        whole = self._whole.edition
        if whole is None or time.monotonic() - self._looked >= _LOOK_EVERY_SECONDS:
            return None
        place = self._whole if seen == WHOLE else self._parts.get(seen)
        found = place.edition if place else None
        return found if found is not None and found.turn == whole.turn else None

    def newest(self, seen: Seen = WHOLE, at_least: str = NO_STATE) -> Edition:
        """The book as it stands; at most half a second old, or as old as it takes to judge a change.

        at_least  a state of the book that it must have come to
        """
        whole = self._up_to_date(self._whole, at_least, lambda before: self._looked_at(before, at_least))
        if seen == WHOLE:
            return whole
        with self._guard:
            place = self._parts.setdefault(seen, _Place())
            self._parts.move_to_end(seen)
            while len(self._parts) > _MOST_PARTS:
                self._parts.popitem(last=False)
        return self._up_to_date(place, at_least, lambda before: self._part(seen, before))

    def changed(self, seen: Seen, state: str) -> None:
        """Let the book be judged after a change that is made here, as those see it who have made it."""
        self._looked = float("-inf")
        self.newest(seen, state)

    def _up_to_date(
        self, place: _Place, at_least: str, renewed: Callable[[Edition | None], Edition]
    ) -> Edition:
        """What lies in a place, renewed first unless somebody else is at it already."""
        found = place.edition
        will_do = found is not None and _has_come_to(found, at_least)
        if not place.lock.acquire(blocking=not will_do):
            assert found is not None
            return found
        try:
            place.edition = renewed(place.edition)
            return place.edition
        finally:
            place.lock.release()

    def _looked_at(self, before: Edition | None, at_least: str) -> Edition:
        """The whole edition, renewed when the book has changed since it was looked at."""
        now = time.monotonic()
        is_fresh = now - self._looked < _LOOK_EVERY_SECONDS
        if before is not None and is_fresh and _has_come_to(before, at_least):
            return before
        self._looked = now
        if before is None:
            self._finish_later()
            return self._judge(self._book)
        following = self._book.changes_since(before.state)
        if following.state == before.state:
            return before
        if following.whole:
            return replace(self._judge(self._book), oldest=before.turn + 1)
        after = before.after(following)
        if after.judgement.due:
            self._finish_later()
        return after

    def _part(self, seen: Seen, before: Edition | None) -> Edition:
        whole = self._whole.edition
        assert whole is not None
        if before is not None and before.turn == whole.turn:
            return before
        units, drafts = seen
        return whole.part(units, drafts=drafts, before=before)

    def _finish_later(self) -> None:
        if self._finisher is None:
            self._finisher = threading.Thread(target=self._finish, name="checks", daemon=True)
            self._finisher.start()
        self._due.set()

    def _finish(self) -> None:
        """Run the checks that were put off, for all changes since the last time at once."""
        while not self._closed.wait(_REST_SECONDS):
            self._due.wait()
            self._due.clear()
            begun = self._whole.edition
            if self._closed.is_set() or begun is None:
                continue
            begun.make_ready()
            if not begun.judgement.due:
                continue
            finished = begun.complete()
            with self._whole.lock:
                if self._whole.edition is begun:
                    self._whole.edition = finished
                else:
                    self._due.set()


def _has_come_to(edition: Edition, state: str) -> bool:
    """Whether an edition holds all changes that a state of the book held; both only grow."""
    mine, wanted = (tuple(map(int, told.split("."))) for told in (edition.state, state))
    return all(one >= other for one, other in zip(mine, wanted, strict=True))
