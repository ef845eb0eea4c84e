"""Rows that come and go in an ordered frame, without touching the others."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

_ENDLESS, _MUCH = 2**62, 400
"""More rows than there are, and more changes than are worth remembering."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One place where an ordered frame changes: at a row of the old one, so many rows go and so many come."""

    at: int
    gone: int
    come: int

    @property
    def moves(self) -> int:
        """By how many rows everything after it is moved."""
        return self.come - self.gone


@dataclass(frozen=True, slots=True)
class FactCuts:
    """What happens to the rows of one fact: where they are cut, and the rows that go and come, in order."""

    fact: str
    cuts: tuple[Cut, ...]
    gone: pl.DataFrame
    come: pl.DataFrame

    @property
    def places(self) -> list[tuple[int | None, int | None]]:
        """The old and the new position of every row that goes, comes or is replaced, in order."""
        found: list[tuple[int | None, int | None]] = []
        more = 0
        for cut in self.cuts:
            found.append((cut.at if cut.gone else None, cut.at + more if cut.come else None))
            more += cut.moves
        return found


def spliced(frame: pl.DataFrame, cuts: Sequence[Cut], new: pl.DataFrame) -> pl.DataFrame:
    """A frame after its cuts, which are in order; `new` holds the rows that come, in order."""
    if all(cut.gone == cut.come == 1 for cut in cuts):
        return _replaced(frame, [cut.at for cut in cuts], new)
    parts, taken, used = [], 0, 0
    for cut in cuts:
        parts += [frame.slice(taken, cut.at - taken), new.slice(used, cut.come)]
        taken, used = cut.at + cut.gone, used + cut.come
    return pl.concat([*parts, frame.slice(taken)], rechunk=True)


def _replaced(frame: pl.DataFrame, rows: list[int], new: pl.DataFrame) -> pl.DataFrame:
    """A frame with other rows in some places; columns where nothing differs are not touched."""
    old = frame[rows]
    changed = [name for name in frame.columns if not old[name].equals(new[name], null_equal=True)]
    return frame.with_columns(frame[name].clone().scatter(rows, new[name]) for name in changed)


def moved(rows: pl.Series, cuts: Sequence[Cut]) -> pl.Series:
    """Where rows of the old frame stand in the new one; rows that are gone get no meaning."""
    steps = [cut for cut in cuts if cut.moves]
    if not steps:
        return rows
    places = rows.to_numpy()
    later = places.astype(np.int64)
    for cut in steps:
        np.add(later, cut.moves, out=later, where=places >= cut.at + cut.gone)
    return pl.Series(rows.name, later, dtype=rows.dtype)


def place_of(frame: pl.DataFrame, key: Sequence[Any]) -> tuple[int, bool]:
    """Where the row with a key stands, or would stand, in a frame of keys sorted with the empty first."""
    wanted = _sortable(key)
    at = bisect_left(range(frame.height), wanted, key=lambda row: _sortable(frame.row(row)))
    return at, at < frame.height and _sortable(frame.row(at)) == wanted


def _sortable(key: Sequence[Any]) -> tuple[tuple[bool, Any], ...]:
    return tuple((part is not None, part) for part in key)


class Places(Mapping[str, int]):
    """The row of every address of an ordered frame, gathered once and carried along when rows come and go.

    Rows that stay move together: it is enough to remember the stretches of them, and by how much each
    has moved. What has come since stands by itself.
    """

    def __init__(self, gather: Callable[[], Mapping[str, int]]) -> None:
        self.gather = gather
        self._first: Mapping[str, int] | None = None
        self._stretches: list[tuple[int, int, int]] = [(0, _ENDLESS, 0)]
        """First old row, the row after the last, and by how many rows they have moved."""
        self._come: dict[str, int] = {}

    def after(
        self, cuts: Sequence[Cut], come: Mapping[str, int], gather: Callable[[], Mapping[str, int]]
    ) -> "Places":
        """The rows after some cuts.

        come    the new row of each address that comes
        gather  gathers them from the new frame: when nobody has asked yet, or there is much to remember
        """
        if self._first is None or len(self._come) + len(self._stretches) > _MUCH:
            return Places(gather)
        later = Places(gather)
        later._first = self._first
        later._stretches = [part for stretch in self._stretches for part in _parts(stretch, cuts)]
        stays = {address: _later(row, cuts) for address, row in self._come.items()}
        later._come = {address: row for address, row in stays.items() if row is not None} | dict(come)
        return later

    @property
    def _known(self) -> Mapping[str, int]:
        if self._first is None:
            self._first = self.gather()
        return self._first

    def __getitem__(self, address: str) -> int:
        """The row of an address."""
        if address in self._come:
            return self._come[address]
        first = self._known[address]
        at = bisect_right(self._stretches, first, key=lambda stretch: stretch[0]) - 1
        if at < 0 or first >= self._stretches[at][1]:
            raise KeyError(address)
        return first + self._stretches[at][2]

    def __iter__(self) -> Iterator[str]:
        """Every address; those that have come last."""
        for address in self._known:
            if address not in self._come and self._stays(address):
                yield address
        yield from self._come

    def _stays(self, address: str) -> bool:
        first = self._known[address]
        return any(start <= first < stop for start, stop, _ in self._stretches)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)


def _parts(stretch: tuple[int, int, int], cuts: Sequence[Cut]) -> Iterator[tuple[int, int, int]]:
    """What is left of a stretch after some cuts."""
    start, stop, moves = stretch
    more = 0
    for cut in cuts:
        first, last = cut.at - moves, cut.at + cut.gone - moves
        if last <= start:
            more += cut.moves
        elif first < stop:
            if first > start:
                yield start, first, moves + more
            start, more = last, more + cut.moves
    if start < stop:
        yield start, stop, moves + more


def _later(row: int, cuts: Sequence[Cut]) -> int | None:
    """Where a row stands after some cuts; None when it has gone."""
    if any(cut.at <= row < cut.at + cut.gone for cut in cuts):
        return None
    return row + sum(cut.moves for cut in cuts if cut.at + cut.gone <= row)
