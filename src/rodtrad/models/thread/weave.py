"""All figures and all relations of a book, judged in one pass."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from rodtrad.core.relation import Bridges, Relations, judge
from rodtrad.core.verdict import HELD
from rodtrad.models.concepts import SHAPES, Facts, complete
from rodtrad.models.thread.budget import adjustments_lead_to_regulated, changes_lead_to_frame, deviations
from rodtrad.models.thread.figures import CONSTANT, figures_of
from rodtrad.models.thread.rollups import rows_to_totals, tables_agree
from rodtrad.models.thread.statements import programme_totals, same_fact_twice, stated

_BUILDERS = (
    rows_to_totals,
    tables_agree,
    deviations,
    changes_lead_to_frame,
    adjustments_lead_to_regulated,
    programme_totals,
    same_fact_twice,
    stated,
)


@dataclass(frozen=True)
class Thread:
    """A book's facts with their figures, relations and verdicts."""

    facts: Facts
    figures: pl.DataFrame
    relations: Relations
    judged: pl.DataFrame

    @cached_property
    def at(self) -> dict[str, int]:
        """The row of `figures` that has an address."""
        return {address: row for row, address in enumerate(self.figures["address"])}

    def rows(self, fact: str) -> dict[str, int]:
        """The position of every row of a fact, by its address."""
        if fact not in self._rows:
            addresses = self.facts[fact].select(SHAPES[fact].row_address())["address"]
            self._rows[fact] = {address: row for row, address in enumerate(addresses)}
        return self._rows[fact]

    @cached_property
    def _rows(self) -> dict[str, dict[str, int]]:
        return {}

    @cached_property
    def concepts(self) -> dict[str, list[str]]:
        """The addresses of all statements of each concept."""
        said = self.figures.filter(pl.col("concept").is_not_null())
        return dict(said.group_by("concept", maintain_order=True).agg("address").iter_rows())

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


def thread_of(facts: Facts) -> Thread:
    """Find every figure, state every relation, and judge them all."""
    whole = complete(facts)
    figures = figures_of(whole)
    relations = Relations.distinct([build(whole, figures) for build in _BUILDERS], figures)
    return Thread(whole, figures, relations, judge(figures, relations))
