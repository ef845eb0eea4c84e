"""What is found from some facts is found once, for as long as their rows are the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

import polars as pl

from rodtrad.models.concepts import Facts

_MOST_STATES = 4
"""As many states of the book as are remembered for each question; the one longest unasked gives way."""
Answer = TypeVar("Answer")


def remembered(*names: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Remember the answers of a function of facts.

    names  every fact the function looks at; its other arguments can be hashed
    """

    def wrapped(find: Callable[..., Answer]) -> Callable[..., Answer]:
        known: OrderedDict[tuple[int, ...], tuple[tuple[pl.DataFrame, ...], dict[Any, Answer]]] = (
            OrderedDict()
        )
        lock = Lock()

        @wraps(find)
        def found(facts: Facts, *more: Hashable) -> Answer:
            frames = tuple(facts[name] for name in names)
            answers = _answers(known, frames, lock)
            if more not in answers:
                answers[more] = find(facts, *more)
            answer: Answer = answers[more]
            return answer

        return found

    return wrapped


def _answers(known: Any, frames: tuple[pl.DataFrame, ...], lock: Lock) -> dict[Any, Any]:
    """The answers from just these frames, which are kept with them, so that no other has their place."""
    place = tuple(map(id, frames))
    with lock:
        if place not in known:
            known[place] = (frames, {})
            while len(known) > _MOST_STATES:
                known.popitem(last=False)
        known.move_to_end(place)
        answers: dict[Any, Any] = known[place][1]
        return answers


def part_of(facts: Facts, fact: str, column: str, value: Hashable) -> pl.DataFrame:
    """The rows of a fact with one value in a column; each column is sorted out once."""
    found = _parted(fact)(facts, column).get(value)
    return facts[fact].clear() if found is None else found


def rows_where(facts: Facts, fact: str, column: str, value: Hashable) -> list[dict[str, Any]]:
    """The same rows as records."""
    return part_of(facts, fact, column, value).to_dicts()


def _parted(fact: str) -> Callable[..., dict[Any, pl.DataFrame]]:
    if fact not in _PARTED:

        @remembered(fact)
        def parted(facts: Facts, column: str) -> dict[Any, pl.DataFrame]:
            parts = facts[fact].partition_by(column, as_dict=True, maintain_order=True)
            return {key[0]: rows for key, rows in parts.items()}

        _PARTED[fact] = parted
    return _PARTED[fact]


_PARTED: dict[str, Callable[..., dict[Any, pl.DataFrame]]] = {}
