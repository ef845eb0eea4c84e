"""All figures and all relations of a book, judged in one pass."""

from dataclasses import dataclass

import polars as pl

from rodtrad.core.relation import Relations, judge
from rodtrad.core.verdict import HELD
from rodtrad.models.concepts import Facts, complete
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


@dataclass(frozen=True, slots=True)
class Thread:
    """A book's facts with their figures, relations and verdicts."""

    facts: Facts
    figures: pl.DataFrame
    relations: Relations
    judged: pl.DataFrame

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
