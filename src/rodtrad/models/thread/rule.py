"""What a rule is: which rows may be related to each other, and how they are."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from rodtrad.core.relation import Relations
from rodtrad.models.thread.ground import Ground

Relate = Callable[[pl.DataFrame, Ground], tuple[Relations, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which rows of a fact become relations (regel).

    Rows that agree in all columns of `place` stand in the same place, and are never related to rows of
    another. So when a row changes, its place is all that must be looked through again.

    relate   finds the relations among some whole places; one set for each of `numbers`
    numbers  check numbers of the sets
    """

    fact: str
    place: tuple[str, ...]
    relate: Relate
    numbers: tuple[str, ...]
