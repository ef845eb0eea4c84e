"""Which failing relations are the root, and which only follow from it.

Two relations that share a figure and miss by the same amount fail for one reason. The relation
with the fewest terms is closest to it and becomes the finding; the others are its consequences.
"""

import polars as pl

from rodtrad.core.relation import MULTIPLIED, RelationKind
from rodtrad.models.thread.weave import Thread


def roots_of(failing: pl.DataFrame, thread: Thread) -> pl.DataFrame:
    """The root of every failing relation.

    failing  rows of the judged relations that do not hold, in order
    returns  relation, root: a relation that is its own root is a finding
    """
    steps = thread.relations.picked(failing["relation"])
    size = steps.terms.group_by("relation").agg(pl.len().alias("terms"))
    figures = thread.figures[steps.figures]
    places = figures.select(pl.col("figure").alias("result"), "document", "line", "address")
    ranked = (
        failing.join(size, on="relation")
        .join(places, on="result")
        .sort("terms", "document", "line", "address", "number", nulls_last=True)
        .select("relation", pl.int_range(pl.len()).alias("rank"))
    )
    edges = pl.concat(
        [
            _same_miss(failing, steps.terms),
            _same_lines(failing, steps.terms, figures),
            _summed_miss(failing, steps.terms, thread),
        ]
    )
    root = _components(failing["relation"].to_list(), edges, dict(ranked.iter_rows()))
    return pl.DataFrame(list(root.items()), schema={"relation": pl.UInt32, "root": pl.UInt32}, orient="row")


def _components(relations: list[int], edges: pl.DataFrame, rank: dict[int, int]) -> dict[int, int]:
    """The best ranked member of the connected part that each relation belongs to (union-find)."""
    above = {relation: relation for relation in relations}

    def top(relation: int) -> int:
        while above[relation] != relation:
            above[relation] = above[above[relation]]
            relation = above[relation]
        return relation

    for one, other in edges.select("relation", "other").iter_rows():
        low, high = sorted((top(one), top(other)), key=rank.__getitem__)
        above[high] = low
    return {relation: top(relation) for relation in relations}


def _same_miss(failing: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    """Sums that one wrong figure would explain: its miss is the same in both.

    The misses of a figure are sorted, and neighbours that are equal within their room are joined.
    """
    linear = failing.filter(~pl.col("kind").is_in([k.value for k in MULTIPLIED]))
    result, miss = pl.col("result").alias("figure"), (-pl.col("gap")).alias("miss")
    of_term = (pl.col("gap") / pl.col("weight")).alias("miss")
    terms = steps.join(linear, on="relation")
    sides = pl.concat(
        [linear.select("relation", result, miss, "room"), terms.select("relation", "figure", of_term, "room")]
    )
    beside = [pl.col(c).shift(-1).over("figure").alias(f"{c}_next") for c in ("relation", "miss", "room")]
    pairs = sides.sort("figure", "miss", "relation").with_columns(beside)
    near = (pl.col("miss") - pl.col("miss_next")).abs() <= pl.max_horizontal("room", "room_next")
    return pairs.filter(near).select("relation", pl.col("relation_next").alias("other"))


def _same_lines(failing: pl.DataFrame, steps: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Repeated statements whose figures stand in the same two lines of print."""
    lines = figures.select("figure", "document", "line")
    results = lines.rename({"figure": "result", "document": "document_2", "line": "line_2"})
    equal = failing.filter(pl.col("kind") == RelationKind.EQUALITY.value)
    terms = steps.join(equal, on="relation")
    placed = terms.join(lines, on="figure").join(results, on="result")
    first = pl.col("relation").min().over("document", "line", "document_2", "line_2").alias("other")
    return placed.select("relation", first).filter(pl.col("relation") != pl.col("other"))


def _summed_miss(failing: pl.DataFrame, steps: pl.DataFrame, thread: Thread) -> pl.DataFrame:
    """Totals that miss only by what their parts miss: a relation that holds joins their results."""
    added = ~pl.col("kind").is_in([k.value for k in MULTIPLIED])
    misses = _misses(failing, steps)
    around = thread.relations.picked(thread.relations.over(misses["figure"].unique()))
    holding = around.heads.join(failing.select("relation"), on="relation", how="anti").filter(added)
    parts = (
        around.terms.join(holding.select("relation", "result"), on="relation")
        .join(misses, on="figure")
        .group_by("relation", "result")
        .agg(
            (pl.col("gap") * pl.col("weight")).sum().alias("parts_gap"),
            pl.col("room").sum().alias("parts_room"),
            pl.col("other").sort_by(pl.col("gap").abs(), "other").last(),
        )
    )
    totals = misses.rename({"figure": "result", "other": "total"})
    room = pl.col("room") + pl.col("parts_room")
    explained = parts.join(totals, on="result").filter((pl.col("gap") - pl.col("parts_gap")).abs() <= room)
    found = explained.select(pl.col("total").alias("relation"), "other")
    return found.filter(pl.col("relation") != pl.col("other"))


def _misses(failing: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    """By how much each figure misses what it should be; in an equality either side may be wrong."""
    equal = failing.filter(pl.col("kind") == RelationKind.EQUALITY.value).select("relation", "gap", "room")
    other = pl.col("relation").alias("other")
    results = failing.select(pl.col("result").alias("figure"), "gap", "room", other)
    turned = (-pl.col("gap") / pl.col("weight")).alias("gap")
    stated = steps.join(equal, on="relation").select("figure", turned, "room", other)
    both = pl.concat([results, stated]).filter(pl.col("gap").is_not_null())
    return both.sort("other").unique(["figure", "gap"], keep="first", maintain_order=True)
