"""Which failing relations are the root, and which only follow from it.

Two relations that share a figure and miss by the same amount fail for one reason. The relation
with the fewest terms is closest to it and becomes the finding; the others are its consequences.
"""

import polars as pl

from rodtrad.core.relation import MULTIPLIED, RelationKind
from rodtrad.models.thread.weave import Thread


def roots_of(failing: pl.DataFrame, thread: Thread) -> pl.DataFrame:
    """The root of every failing relation.

    failing  rows of the judged relations that do not hold
    returns  relation, root: a relation that is its own root is a finding
    """
    size = thread.relations.terms.group_by("relation").agg(pl.len().alias("terms"))
    places = thread.figures.select(pl.col("figure").alias("result"), "document", "line", "address")
    ranked = (
        failing.join(size, on="relation")
        .join(places, on="result")
        .sort("terms", "document", "line", "address", "number", nulls_last=True)
        .select("relation", pl.int_range(pl.len()).alias("rank"))
    )
    edges = pl.concat(
        [_same_miss(failing, thread), _same_lines(failing, thread), _summed_miss(failing, thread)]
    ).unique()
    reached = pl.concat([edges, failing.select("relation", pl.col("relation").alias("other"))])
    root = _nearest(reached, ranked)
    for _ in range(4):
        further = reached.join(root.select(pl.col("relation").alias("other"), "root"), on="other")
        root = _nearest(further.select("relation", pl.col("root").alias("other")), ranked)
    return root


def _nearest(reached: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    return (
        reached.join(ranked.rename({"relation": "other"}), on="other")
        .sort("rank")
        .unique("relation", keep="first", maintain_order=True)
        .select("relation", pl.col("other").alias("root"))
    )


def _same_miss(failing: pl.DataFrame, thread: Thread) -> pl.DataFrame:
    """Pairs of sums that one wrong figure would explain: its miss is the same in both."""
    linear = failing.filter(~pl.col("kind").is_in([k.value for k in MULTIPLIED]))
    sides = pl.concat(
        [
            linear.select(
                "relation", pl.col("result").alias("figure"), (-pl.col("gap")).alias("miss"), "room"
            ),
            thread.relations.terms.join(linear, on="relation").select(
                "relation", "figure", (pl.col("gap") / pl.col("weight")).alias("miss"), "room"
            ),
        ]
    )
    pairs = sides.join(sides, on="figure", suffix="_other")
    near = (pl.col("miss") - pl.col("miss_other")).abs() <= pl.max_horizontal("room", "room_other")
    apart = pl.col("relation") != pl.col("relation_other")
    return pairs.filter(near & apart).select("relation", pl.col("relation_other").alias("other"))


def _same_lines(failing: pl.DataFrame, thread: Thread) -> pl.DataFrame:
    """Pairs of repeated statements whose figures stand in the same two lines of print."""
    lines = thread.figures.select("figure", "document", "line")
    equal = failing.filter(pl.col("kind") == RelationKind.EQUALITY.value)
    placed = (
        thread.relations.terms.join(equal, on="relation")
        .join(lines, on="figure")
        .join(lines.rename({"figure": "result", "document": "document_2", "line": "line_2"}), on="result")
        .select("relation", pl.struct("document", "line", "document_2", "line_2").alias("lines"))
    )
    pairs = placed.join(placed, on="lines", suffix="_other")
    return pairs.filter(pl.col("relation") != pl.col("relation_other")).select(
        "relation", pl.col("relation_other").alias("other")
    )


def _summed_miss(failing: pl.DataFrame, thread: Thread) -> pl.DataFrame:
    """Totals that miss only by what their parts miss: a relation that holds joins their results."""
    misses = failing.select(
        pl.col("result").alias("figure"), "gap", "room", pl.col("relation").alias("other")
    )
    holding = thread.judged.join(failing.select("relation"), on="relation", how="anti").filter(
        ~pl.col("kind").is_in([k.value for k in MULTIPLIED])
    )
    parts = (
        thread.relations.terms.join(holding.select("relation", "result"), on="relation")
        .join(misses, on="figure")
        .group_by("relation", "result")
        .agg(
            (pl.col("gap") * pl.col("weight")).sum().alias("parts_gap"),
            pl.col("room").sum().alias("parts_room"),
            pl.col("other").sort_by(pl.col("gap").abs()).last(),
        )
    )
    totals = misses.rename({"figure": "result", "other": "total"})
    explained = parts.join(totals, on="result").filter(
        (pl.col("gap") - pl.col("parts_gap")).abs() <= pl.col("room") + pl.col("parts_room")
    )
    down = explained.select(pl.col("total").alias("relation"), "other").filter(
        pl.col("relation") != pl.col("other")
    )
    return pl.concat(
        [down, down.select(pl.col("other").alias("relation"), pl.col("relation").alias("other"))]
    )
