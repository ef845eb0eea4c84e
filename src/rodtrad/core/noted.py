"""What somebody has read of a book: noted as it is read, so that they can be told when it has changed.

A check, or a page, runs inside `noting`. Whatever part of a book it opens puts its name in the set that
`noting` gave. What changes later is held against those names.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

import polars as pl

T = TypeVar("T")

FIGURES, RELATIONS, FINDINGS, ANYTHING = "(figures)", "(relations)", "(findings)", "(anything)"
"""Names of what is no fact; the last is of whatever may have changed in the book."""
_READ: ContextVar[set[str] | None] = ContextVar("read", default=None)


@contextmanager
def noting() -> Iterator[set[str]]:
    """A set that is filled with the names of what is read inside."""
    read: set[str] = set()
    token = _READ.set(read)
    try:
        yield read
    finally:
        _READ.reset(token)


def note(*names: str) -> None:
    """Say that something is read."""
    read = _READ.get()
    if read is not None:
        read.update(names)


class NotedFacts(Mapping[str, pl.DataFrame]):
    """Facts by name; looking at one is noted."""

    def __init__(self, facts: Mapping[str, pl.DataFrame]) -> None:
        self._facts = facts if isinstance(facts, dict) else dict(facts)

    def __getitem__(self, fact: str) -> pl.DataFrame:
        """The rows of a fact."""
        note(fact)
        return self._facts[fact]

    def __iter__(self) -> Iterator[str]:
        """The names of the facts."""
        return iter(self._facts)

    def __len__(self) -> int:
        """How many facts."""
        return len(self._facts)


class Kept:
    """What is made from a book once, and kept until something it was made from changes."""

    def __init__(self) -> None:
        self._made: dict[object, tuple[Any, frozenset[str]]] = {}

    def once(self, name: object, make: Callable[[], T]) -> T:
        """What is made; it is noted as read whether it was made now or before.

        name  tells it from everything else that is kept
        """
        if name not in self._made:
            with noting() as read:
                value = make()
            self._made[name] = value, frozenset(read)
        made, names = self._made[name]
        note(*names)
        return cast("T", made)

    def after(self, changed: frozenset[str]) -> "Kept":
        """What is still true when some of the book has changed."""
        later = Kept()
        later._made = {n: (v, read) for n, (v, read) in list(self._made.items()) if read.isdisjoint(changed)}
        return later
