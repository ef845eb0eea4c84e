"""What a review says of its measure cards as a whole."""

from collections.abc import Iterator

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import GRAINS_PER_ONE
from rodtrad.core.numbers import in_unit
from rodtrad.core.relation import any_of
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.thread.weave import Thread


@check("P-02", Severity.ERROR)
def cards_counted(thread: Thread) -> Iterator[Finding]:
    """P-02: the stated number of cards, and the smallest and largest effect, match the cards."""
    cards = thread.facts["efficiency_measure"].select("document", pl.col("key").alias("measure"), "sector")
    effects = thread.facts["measure_effect"].join(cards, on=["document", "measure"])
    last = effects.filter(pl.col("year") == pl.col("year").max().over("sector"))
    extremes = last.group_by("sector").agg(
        pl.col("amount").max().alias("largest"), pl.col("amount").min().alias("smallest")
    )
    counts = cards.group_by("sector").agg((pl.len() * GRAINS_PER_ONE).cast(pl.Int64).alias("count"))
    found = counts.join(extremes, on="sector", how="left").unpivot(index="sector", value_name="found")
    concept = pl.concat_str([pl.lit("effect/sector"), "sector", "variable"], separator="/").alias("concept")
    concepts = found.select(concept)["concept"]
    stated = thread.figures.filter(any_of(thread.figures["concept"], concepts)).join(
        found.select(concept, "variable", "found"), on="concept", maintain_order="left"
    )
    wrong = stated.filter((pl.col("grains") - pl.col("found")).abs() > pl.col("step") / 2)
    for row in wrong.iter_rows(named=True):
        yield Finding(
            number="P-02",
            severity=Severity.ERROR,
            verdict=Verdict.CONTRADICTION,
            addresses=(row["address"],),
            document=row["document"],
            lines=(row["line"],),
            printed=in_unit(row["grains"], row["unit"]),
            computed=in_unit(row["found"], row["unit"]),
            unit=row["unit"],
            facts={"what": row["variable"]},
            about=row["variable"],
        )
