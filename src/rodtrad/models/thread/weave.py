"""All figures and all relations of a book, judged in one pass."""

from dataclasses import dataclass

import polars as pl

from rodtrad.core.relation import Relations, judge
from rodtrad.core.verdict import HELD, Verdict
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
    def held_count(self) -> int:
        """Relations that hold exactly or within the rounding of the print."""
        return self.judged.filter(pl.col("verdict").is_in([v.value for v in HELD])).height


def thread_of(facts: Facts) -> Thread:
    """Find every figure, state every relation, and judge them all."""
    whole = complete(facts)
    figures = figures_of(whole)
    relations = Relations.distinct([build(whole, figures) for build in _BUILDERS], figures)
    return Thread(whole, figures, relations, judge(figures, relations))


def figure_verdicts(thread: Thread) -> pl.DataFrame:
    """A verdict for every figure that a relation has tested.

    returns  figure, verdict: the worst one among relations where the figure is the result; else
             the mildest one among those it is a term of, since one good bridge clears a part
    """
    order = {v.value: i for i, v in enumerate(Verdict)}
    rank = pl.col("verdict").replace_strict(order, return_dtype=pl.Int8).alias("rank")
    judged = thread.judged.select("relation", pl.col("result").alias("figure"), rank)
    as_result = judged.group_by("figure").agg(pl.col("rank").max())
    as_term = (
        thread.relations.terms.join(judged.select("relation", "rank"), on="relation")
        .group_by("figure")
        .agg(pl.col("rank").min())
        .join(as_result, on="figure", how="anti")
    )
    names = {i: v for v, i in order.items()}
    worst = pl.concat([as_result, as_term.select(as_result.columns)])
    return worst.select(
        "figure", pl.col("rank").replace_strict(names, return_dtype=pl.String).alias("verdict")
    )
