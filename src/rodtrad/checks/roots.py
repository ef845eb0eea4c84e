"""Which failing relations are the root, and which only follow from it.

Two relations that share a figure and miss by the same amount fail for one reason. The relation
with the fewest terms is closest to it and becomes the finding; the others are its consequences.
"""

import polars as pl

from rodtrad.core.relation import MULTIPLIED, RelationKind, Relations, any_of
from rodtrad.models.thread.weave import Thread


def roots_of(failing: pl.DataFrame, thread: Thread, among: frozenset[int] | None = None) -> pl.DataFrame:
    """The root of every failing relation.

    failing  rows of the judged relations that do not hold, in order
    among    numbers of whole groups with one root each, to find the roots of these alone; None is all
    returns  relation, root: a relation that is its own root is a finding
    """
    near = failing if among is None else near_to(failing, thread, among)
    steps = thread.relations.picked(near["relation"])
    figures = thread.figures[steps.figures]
    ranked = _ranked(near, steps.terms, figures)
    edges = pl.concat(
        [
            _same_miss(near, steps.terms),
            _same_lines(near, steps.terms, figures),
            _summed_miss(near, steps.terms, ranked, thread.relations, failing["relation"]),
        ]
    )
    asked = near["relation"].to_list() if among is None else sorted(among.intersection(near["relation"]))
    if among is not None:
        edges = edges.filter(any_of(edges["relation"], pl.Series(asked, dtype=pl.UInt32)))
    root = _components(asked, edges, dict(ranked.iter_rows()))
    return pl.DataFrame(list(root.items()), schema={"relation": pl.UInt32, "root": pl.UInt32}, orient="row")


def near_to(failing: pl.DataFrame, thread: Thread, relations: frozenset[int]) -> pl.DataFrame:
    """The failing relations that share a figure with some, or with one that shares a figure with them."""
    every, figures = thread.relations, _figures_of(thread, relations)
    around = every.picked(every.over(figures)).figures
    return failing.filter(any_of(failing["relation"], every.over(around)))


def _figures_of(thread: Thread, relations: frozenset[int]) -> pl.Series:
    numbers = pl.Series(sorted(relations), dtype=pl.UInt32)
    return thread.relations.picked(thread.relations.known(numbers)).figures


def _ranked(failing: pl.DataFrame, terms: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """The failing relations in the order in which one is closer to the cause than another.

    returns  relation, rank; where all else is equal, the first by the addresses of their terms
    """
    addresses = figures.select("figure", "address")
    size = terms.join(addresses, on="figure").group_by("relation")
    told = size.agg(pl.len().alias("terms"), pl.col("address").sort().str.join(" ").alias("of"))
    places = figures.select(pl.col("figure").alias("result"), "document", "line", "address")
    return (
        failing.join(told, on="relation")
        .join(places, on="result")
        .sort("terms", "document", "line", "address", "number", "of", "kind", nulls_last=True)
        .select("relation", pl.int_range(pl.len()).alias("rank"))
    )


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


_LINES = ("document", "line", "document_2", "line_2")


def _same_lines(failing: pl.DataFrame, steps: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Repeated statements whose figures stand in the same two lines of print."""
    first = pl.col("relation").min().over(_LINES).alias("other")
    placed = _placed(failing, steps, figures)
    return placed.select("relation", first).filter(pl.col("relation") != pl.col("other"))


def _placed(failing: pl.DataFrame, steps: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Repeated statements with the two lines of print that their figures stand in."""
    lines = figures.select("figure", "document", "line")
    results = lines.rename({"figure": "result", "document": "document_2", "line": "line_2"})
    equal = failing.filter(pl.col("kind") == RelationKind.EQUALITY.value)
    return steps.join(equal, on="relation").join(lines, on="figure").join(results, on="result")


def in_the_same_lines(failing: pl.DataFrame, thread: Thread, relations: frozenset[int]) -> pl.Series:
    """The failing relations whose figures stand in the same two lines of print as those of some."""
    equal = failing.filter(pl.col("kind") == RelationKind.EQUALITY.value)
    if equal.is_empty() or relations.isdisjoint(equal["relation"]):
        return equal["relation"].clear()
    steps = thread.relations.picked(equal["relation"])
    placed = _placed(equal, steps.terms, thread.figures[steps.figures])
    mine = placed.filter(pl.col("relation").is_in(list(relations)))
    return placed.join(mine.select(_LINES), on=_LINES, how="semi", nulls_equal=True)["relation"].unique()


def _summed_miss(
    failing: pl.DataFrame, steps: pl.DataFrame, ranked: pl.DataFrame, every: Relations, broken: pl.Series
) -> pl.DataFrame:
    """Totals that miss only by what their parts miss: a relation that holds joins their results.

    every, broken  all relations, and the numbers of those that do not hold
    """
    added = ~pl.col("kind").is_in([k.value for k in MULTIPLIED])
    misses = _misses(failing, steps, ranked)
    around = every.picked(every.over(misses["figure"].unique()))
    holding = around.heads.filter(~any_of(around.heads["relation"], broken), added)
    parts = (
        around.terms.join(holding.select("relation", "result"), on="relation")
        .join(misses, on="figure")
        .group_by("relation", "result")
        .agg(
            (pl.col("gap") * pl.col("weight")).sum().alias("parts_gap"),
            pl.col("room").sum().alias("parts_room"),
            pl.col("other").sort_by(pl.col("gap").abs(), "rank").last(),
        )
    )
    totals = misses.rename({"figure": "result", "other": "total"}).drop("rank")
    room = pl.col("room") + pl.col("parts_room")
    explained = parts.join(totals, on="result").filter((pl.col("gap") - pl.col("parts_gap")).abs() <= room)
    found = explained.select(pl.col("total").alias("relation"), "other")
    return found.filter(pl.col("relation") != pl.col("other"))


def _misses(failing: pl.DataFrame, steps: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    """By how much each figure misses what it should be; in an equality either side may be wrong."""
    equal = failing.filter(pl.col("kind") == RelationKind.EQUALITY.value).select("relation", "gap", "room")
    other = pl.col("relation").alias("other")
    results = failing.select(pl.col("result").alias("figure"), "gap", "room", other)
    turned = (-pl.col("gap") / pl.col("weight")).alias("gap")
    stated = steps.join(equal, on="relation").select("figure", turned, "room", other)
    both = pl.concat([results, stated]).filter(pl.col("gap").is_not_null())
    placed = both.join(ranked.rename({"relation": "other"}), on="other").sort("rank")
    return placed.unique(["figure", "gap"], keep="first", maintain_order=True)
