"""All figures and all relations of a book, judged in one pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from rodtrad.core.noted import FIGURES, RELATIONS, Kept, NotedFacts, note
from rodtrad.core.relation import Bridges, Relations, judge
from rodtrad.core.verdict import HELD
from rodtrad.models.concepts import SHAPES, Facts, complete
from rodtrad.models.thread.figures import CONSTANT, figures_of
from rodtrad.models.thread.ground import Ground
from rodtrad.models.thread.rules import all_relations
from rodtrad.models.thread.splice import Places

_NOTED = {
    "figures": (FIGURES,),
    "at": (FIGURES,),
    "relations": (RELATIONS,),
    "judged": (RELATIONS,),
    "bridges": (FIGURES, RELATIONS),
}


@dataclass(frozen=True)
class Thread:
    """A book's facts with their figures, relations and verdicts. Never changes; see `anew.py` for what does.

    Who looks at a part of it is noted (`core/noted.py`).

    figures    one row for each, in the order of their numbers
    relations  those that are tested, in the order of their numbers
    judged     the same, with their verdicts
    untested   trivial relations, and those that say what another says already
    ground     what the relations were found from
    """

    facts: Facts
    figures: pl.DataFrame
    relations: Relations
    judged: pl.DataFrame
    untested: Relations
    ground: Ground

    def __post_init__(self) -> None:
        """Let it be noted which facts are looked at."""
        object.__setattr__(self, "facts", NotedFacts(self.facts))

    def __getattribute__(self, name: str) -> Any:
        """A part of the thread; that it is looked at is noted."""
        if name in _NOTED:
            note(*_NOTED[name])
        return super().__getattribute__(name)

    @cached_property
    def at(self) -> Mapping[str, int]:
        """The row of `figures` that has an address."""
        return figure_rows(self.figures)

    def figures_at(self, addresses: Iterable[str]) -> pl.DataFrame:
        """The figures at some addresses; those that lead nowhere are left out."""
        at = self.at
        return self.figures[[at[address] for address in addresses if address in at]]

    def rows(self, fact: str) -> Mapping[str, int]:
        """The position of every row of a fact, by its address."""
        note(fact)
        if fact not in self.known_rows:
            self.known_rows[fact] = fact_rows(fact, self.facts[fact])
        return self.known_rows[fact]

    @cached_property
    def known_rows(self) -> dict[str, Places]:
        """The rows of every fact that somebody has asked for."""
        return {}

    @cached_property
    def kept(self) -> Kept:
        """What is made from this thread, made once."""
        return Kept()

    def statements(self, concept: str) -> list[str]:
        """The addresses of all statements of a concept."""
        return self.figures["address"].filter(self.figures["concept"] == concept).to_list()

    @cached_property
    def bridges(self) -> Bridges:
        """Every bridge of the book, by the figures on it."""
        return Bridges(self.figures, self.relations, self.judged)

    @property
    def figure_count(self) -> int:
        """Non-empty numbers; constants in relations are not counted."""
        return self.figures.filter(pl.col("fact") != CONSTANT).height

    @property
    def failing(self) -> pl.DataFrame:
        """The judged relations that do not hold."""
        return self.judged.filter(~pl.col("verdict").is_in([v.value for v in HELD]))

    @property
    def held_count(self) -> int:
        """Relations that hold exactly or within the rounding of the print."""
        return self.judged.height - self.failing.height


def figure_rows(figures: pl.DataFrame) -> Places:
    """The row of every figure by its address."""
    return Places(lambda: {address: row for row, address in enumerate(figures["address"])})


def fact_rows(fact: str, rows: pl.DataFrame) -> Places:
    """The position of every row of a fact by its address."""

    def gathered() -> dict[str, int]:
        addresses = rows.select(SHAPES[fact].row_address())["address"]
        return {address: row for row, address in enumerate(addresses)}

    return Places(gathered)


def thread_of(facts: Facts) -> Thread:
    """Find every figure, state every relation, and judge them all."""
    whole = complete(facts)
    figures = figures_of(whole)
    ground = Ground(whole, figures)
    every = all_relations(ground)
    tested = every.worth_testing(figures)
    relations = every.chosen(tested)
    return Thread(whole, figures, relations, judge(figures, relations), every.without(tested), ground)
