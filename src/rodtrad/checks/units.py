"""Units that cannot be right: an amount a thousandfold or millionfold from what fits."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.numbers import in_unit
from rodtrad.core.relation import MULTIPLIED, RelationKind
from rodtrad.core.verdict import HELD, Severity, Verdict
from rodtrad.models.thread.weave import Thread

_FACTORS = (1e3, 1e6)
_SURE = 0.1
"""Rounding may be a tenth of an amount at most, or almost anything fits a small one."""
_PLAIN_MONEY = ("kr", "1000 kr", "mill. kr", "mrd. kr")
_CLASHES: dict[str, Any] = {
    "relation": pl.UInt32,
    "figure": pl.UInt32,
    "other": pl.UInt32,
    "factor": pl.Float64,
    "right": pl.Float64,
}
_MONEY = [code for code, unit in UNITS.items() if unit.family is Family.MONEY]


def unit_clashes(thread: Thread) -> pl.DataFrame:
    """Failing relations that a wrong unit explains.

    returns  relation, figure (the one whose unit cannot be right), other, factor, and right: the
             grains that would fit
    """
    return thread.kept.once("unit clashes", lambda: _clashes(thread))


def _clashes(thread: Thread) -> pl.DataFrame:
    failing = thread.failing
    if failing.is_empty():
        return pl.DataFrame(schema=_CLASHES)
    repeated = _repeated(thread, failing.filter(pl.col("kind") == RelationKind.EQUALITY.value))
    rest = failing.join(repeated, on="relation", how="anti", maintain_order="left")
    return pl.concat([repeated, _summed(thread, rest)])


def _summed(thread: Thread, failing: pl.DataFrame) -> pl.DataFrame:
    """Sums, differences and roll-forwards that hold when one amount is scaled, and only one."""
    added = failing.filter(
        ~pl.col("kind").is_in([*(k.value for k in MULTIPLIED), RelationKind.EQUALITY.value])
    )
    steps = thread.relations.picked(added["relation"])
    terms = steps.terms.join(added, on="relation").select(
        "relation",
        "figure",
        pl.col("result").alias("other"),
        (-pl.col("weight")).alias("turn"),
        "gap",
        "room",
    )
    first = terms.group_by("relation").agg(pl.col("figure").first().alias("other"))
    results = added.join(first, on="relation").select(
        "relation", pl.col("result").alias("figure"), "other", pl.lit(1.0).alias("turn"), "gap", "room"
    )
    amounts = _amounts(thread.figures[steps.figures])
    scales = pl.DataFrame({"scale": [f for factor in _FACTORS for f in (factor, 1 / factor)]})
    tried = pl.concat([terms, results]).join(amounts.select("figure", "grains", "step"), on="figure")
    more = pl.col("scale") - 1
    left = pl.col("gap") + pl.col("turn") * pl.col("grains") * more
    room = pl.col("room") + pl.col("turn").abs() * pl.col("step") / 2 * more.abs()
    scaled = pl.col("grains").abs() * pl.col("scale")
    sure = (room <= _SURE * scaled) & (pl.col("gap").abs() > room)
    fits = tried.join(scales, how="cross").filter((left.abs() <= room) & sure)
    alone = fits.filter(pl.len().over("relation") == 1)
    factor = pl.max_horizontal("scale", 1 / pl.col("scale")).alias("factor")
    return alone.select(
        "relation", "figure", "other", factor, (pl.col("grains") * pl.col("scale")).alias("right")
    ).select(pl.col(name).cast(kind) for name, kind in _CLASHES.items())


def _amounts(figures: pl.DataFrame) -> pl.DataFrame:
    return figures.filter(pl.col("unit").is_in(_MONEY) & (pl.col("grains") != 0))


def _repeated(thread: Thread, repeating: pl.DataFrame) -> pl.DataFrame:
    """Repeated statements of money a thousandfold or millionfold apart, within rounding.

    The wrong unit is the one at odds with most other prints and in line with fewest; between two
    alone, the one whose amount is furthest from the usual size of amounts in its document.
    """
    steps = thread.relations.picked(repeating["relation"])
    if _far_apart(
        steps.terms, repeating, _with_roundness(_amounts(thread.figures[steps.figures]))
    ).is_empty():
        return pl.DataFrame(schema=_CLASHES)
    prints = _prints_of_money(thread)
    hits = _far_apart(steps.terms, repeating, prints)
    sides = pl.concat(
        [
            hits.select("print", pl.col("print_2").alias("against")),
            hits.select(pl.col("print_2").alias("print"), pl.col("print").alias("against")),
        ]
    )
    votes = _votes(sides, thread, prints)
    voted = hits.join(votes, on="print").join(
        votes.rename({"print": "print_2", "votes": "votes_2"}), on="print_2"
    )
    first = (pl.col("votes") > pl.col("votes_2")) | (
        (pl.col("votes") == pl.col("votes_2")) & (pl.col("odd") >= pl.col("odd_2"))
    )
    wrong = pl.when(first).then("figure").otherwise("result").alias("wrong")
    right = pl.when(first).then("result").otherwise("figure").alias("other")
    sign = pl.col("weight").sign()
    fitting = pl.when(first).then(pl.col("grains_2") * sign).otherwise(pl.col("grains") * sign)
    found = voted.select("relation", wrong, right, "factor", fitting.cast(pl.Float64).alias("right"))
    return found.rename({"wrong": "figure"})


def _far_apart(terms: pl.DataFrame, repeating: pl.DataFrame, prints: pl.DataFrame) -> pl.DataFrame:
    """Pairs of statements whose amounts are a factor apart, as near as they are rounded."""
    pairs = (
        repeating.join(terms, on="relation")
        .join(prints, on="figure")
        .join(
            prints.rename({name: f"{name}_2" for name in prints.columns if name != "figure"}),
            left_on="result",
            right_on="figure",
        )
    )
    ratio = pl.col("grains") * pl.col("weight") / pl.col("grains_2")
    apart = pl.max_horizontal(ratio, 1 / ratio)
    spread = pl.col("relative") + pl.col("relative_2") + 1e-9
    return pl.concat(
        pairs.filter(((apart / factor - 1).abs() <= spread) & (ratio > 0)).with_columns(
            pl.lit(factor).alias("factor")
        )
        for factor in _FACTORS
    )


def _with_roundness(amounts: pl.DataFrame) -> pl.DataFrame:
    relative = (pl.col("step") / pl.col("grains").abs() / 2).alias("relative")
    return amounts.select("figure", "grains", relative)


def _votes(sides: pl.DataFrame, thread: Thread, prints: pl.DataFrame) -> pl.DataFrame:
    """Prints that clash with a print, less statements that agree with it."""
    held = thread.judged.filter(
        pl.col("verdict").is_in([v.value for v in HELD]) & (pl.col("kind") == RelationKind.EQUALITY.value)
    ).select("relation", "result")
    both = pl.concat(
        [
            held.select("relation", pl.col("result").alias("figure")),
            thread.relations.terms.join(held, on="relation").select("relation", "figure"),
        ]
    )
    support = both.join(prints, on="figure").group_by("print").agg(pl.len().alias("support"))
    against = sides.group_by("print").agg(pl.col("against").n_unique().alias("clashes"))
    net = pl.col("clashes").cast(pl.Int64) - pl.col("support").fill_null(0).cast(pl.Int64)
    return against.join(support, on="print", how="left").select("print", net.alias("votes"))


def _prints_of_money(thread: Thread) -> pl.DataFrame:
    """Amounts with the print they stand in, their relative roundness, and how odd their size is."""
    amounts = _amounts(thread.figures)
    size = pl.col("grains").abs().log10()
    usual = (
        amounts.filter(pl.col("unit").is_in(_PLAIN_MONEY))
        .group_by("document")
        .agg(size.median().alias("usual"))
    )
    return amounts.join(usual, on="document").select(
        "figure",
        "grains",
        pl.struct("document", "line", "unit").alias("print"),
        (pl.col("step") / pl.col("grains").abs() / 2).alias("relative"),
        (size - pl.col("usual")).abs().alias("odd"),
    )


@check("U-01", Severity.ERROR)
def units_that_cannot_be_right(thread: Thread) -> Iterator[Finding]:
    """U-01: an amount a thousandfold from what fits; one finding for each table or line of print."""
    known = thread.figures.select("figure", "address", "document", "line", "unit", "grains")
    others = known.select(
        pl.col("figure").alias("other"),
        pl.col("address").alias("other_address"),
        pl.col("document").alias("other_document"),
        pl.col("line").alias("other_line"),
    )
    clashes = unit_clashes(thread)
    if clashes.is_empty():
        return
    placed = clashes.join(known, on="figure").join(others, on="other").sort("figure", "relation")
    for group in placed.partition_by("document", "line", "unit", maintain_order=True):
        first = group.row(0, named=True)
        beside = group.filter(pl.col("other_document") == first["document"])["other_line"]
        yield Finding(
            number="U-01",
            severity=Severity.ERROR,
            verdict=Verdict.CONTRADICTION,
            addresses=tuple(dict.fromkeys([*group["address"], *group["other_address"]])),
            document=first["document"],
            lines=tuple(dict.fromkeys(n for n in [first["line"], *beside] if n)),
            printed=in_unit(first["grains"], first["unit"]),
            computed=in_unit(first["right"], first["unit"]),
            unit=first["unit"],
            facts={"factor": int(first["factor"]), "places": group.height},
            relations=tuple(group["relation"]),
        )
