"""Relations that do not hold, as findings: one for each root, with its consequences."""

from collections.abc import Iterator

import polars as pl

from rodtrad.checks.registry import CHECKS, Check, check
from rodtrad.checks.roots import roots_of
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.numbers import in_unit
from rodtrad.core.relation import RelationKind
from rodtrad.core.verdict import HELD, Severity, Verdict
from rodtrad.models.thread.weave import Thread

RELATION_NUMBERS = (
    "S-01", "S-02", "S-03", "D-01", "F-01", "F-02", "P-01", "E-01", "E-02", "E-03", "A-01", "A-02",
)  # fmt: skip
CHECKS.update({number: Check(number, Severity.ERROR) for number in RELATION_NUMBERS})

Term = tuple[str, str | None, int | None]
"""Address, document and line."""

_MATERIAL, _SMALL = 0.05, 0.01
"""A gap of five per cent is grave, one per cent is worth a warning, less is worth a note."""
_CLASHES = (1e3, 1e6)
_PLAIN_MONEY = ("kr", "1000 kr", "mill. kr", "mrd. kr")


def _severity(gap: float, size: float, verdict: str) -> Severity:
    part = abs(gap) / size if size else 1.0
    if part < _SMALL:
        return Severity.NOTICE
    if part < _MATERIAL or verdict == Verdict.UNEXPLAINED.value:
        return Severity.WARNING
    return Severity.ERROR


def relation_findings(thread: Thread) -> Iterator[Finding]:
    """Every root among the relations that do not hold, except clashes of units."""
    failing = _failing(thread)
    failing = failing.join(_clashes(thread, failing), on="relation", how="anti")
    if failing.is_empty():
        return
    roots = roots_of(failing, thread)
    results = thread.figures.select(
        pl.col("figure").alias("result"), "address", "document", "line", "unit", "fact"
    )
    named = failing.join(results, on="result").join(roots, on="relation").sort("relation")
    followers = _followers(named)
    terms = _term_addresses(thread, named)
    for row in named.filter(pl.col("relation") == pl.col("root")).iter_rows(named=True):
        yield _finding(row, terms[row["relation"]], followers.get(row["relation"], []))


def _failing(thread: Thread) -> pl.DataFrame:
    return thread.judged.filter(~pl.col("verdict").is_in([v.value for v in HELD]))


def _followers(named: pl.DataFrame) -> dict[int, list[tuple[int, str]]]:
    """For each root, the relations that only follow from it, with the address of their result."""
    others = named.filter(pl.col("relation") != pl.col("root"))
    grouped = others.group_by("root", maintain_order=True).agg("relation", "address")
    return {root: list(zip(r, a, strict=True)) for root, r, a in grouped.iter_rows()}


def _term_addresses(thread: Thread, named: pl.DataFrame) -> dict[int, list[Term]]:
    """Where the terms of each relation stand."""
    places = thread.figures.select("figure", "address", "document", "line")
    terms = thread.relations.terms.join(named.select("relation"), on="relation", how="semi")
    ordered = terms.join(places, on="figure").sort("line", "address", nulls_last=True)
    grouped = ordered.group_by("relation", maintain_order=True).agg("address", "document", "line")
    return {relation: list(zip(*columns, strict=True)) for relation, *columns in grouped.iter_rows()}


def _finding(row: dict[str, object], terms: list[Term], followers: list[tuple[int, str]]) -> Finding:
    unit, printed = str(row["unit"]), _number(row["printed"])
    computed = None if row["computed"] is None else _number(row["computed"])
    gap = printed - computed if computed is not None else printed
    lines = [row["line"], *(line for _, document, line in terms if document == row["document"])]
    return Finding(
        number=str(row["number"]),
        severity=_severity(gap, max(abs(printed), abs(computed or 0.0)), str(row["verdict"])),
        verdict=Verdict(str(row["verdict"])),
        addresses=(str(row["address"]), *(address for address, _, _ in terms)),
        document=str(row["document"] or ""),
        lines=tuple(dict.fromkeys(n for n in lines if isinstance(n, int))),
        printed=in_unit(printed, unit),
        computed=None if computed is None else in_unit(computed, unit),
        room=in_unit(_number(row["room"]), unit),
        unit=unit,
        facts={"terms": len(terms), "kind": row["kind"]},
        consequences=tuple(dict.fromkeys(address for _, address in followers)),
        relations=(int(str(row["relation"])), *(relation for relation, _ in followers)),
    )


def _number(value: object) -> float:
    assert isinstance(value, (int, float))
    return float(value)


def _clashes(thread: Thread, failing: pl.DataFrame) -> pl.DataFrame:
    """Repeated statements of money a thousandfold or millionfold apart, within rounding.

    returns  relation, figure (the one whose unit cannot be right), other, factor

    The wrong unit is the one at odds with most other prints and in line with fewest; between two
    alone, the one whose amount is furthest from the usual size of amounts in its document.
    """
    prints = _prints_of_money(thread)
    pairs = (
        failing.filter(pl.col("kind") == RelationKind.EQUALITY.value)
        .join(thread.relations.terms, on="relation")
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
    hits = pl.concat(
        pairs.filter(((apart / factor - 1).abs() <= spread) & (ratio > 0)).with_columns(
            pl.lit(factor).alias("factor")
        )
        for factor in _CLASHES
    )
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
    return voted.select("relation", wrong, right, "factor").rename({"wrong": "figure"})


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
    money = [code for code, unit in UNITS.items() if unit.family is Family.MONEY]
    amounts = thread.figures.filter(pl.col("unit").is_in(money) & (pl.col("grains") != 0))
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
    """U-01: the same amount a thousandfold apart; one finding for each table or line of print."""
    clashes = _clashes(thread, _failing(thread))
    if clashes.is_empty():
        return
    known = thread.figures.select("figure", "address", "document", "line", "unit", "grains")
    others = thread.figures.select(
        pl.col("figure").alias("other"),
        pl.col("address").alias("other_address"),
        pl.col("line").alias("other_line"),
        pl.col("grains").abs().alias("other_grains"),
    )
    placed = clashes.join(known, on="figure").join(others, on="other").sort("figure", "relation")
    for group in placed.partition_by("document", "line", "unit", maintain_order=True):
        first = group.row(0, named=True)
        size = first["other_grains"] * (-1 if first["grains"] < 0 else 1)
        yield Finding(
            number="U-01",
            severity=Severity.ERROR,
            verdict=Verdict.CONTRADICTION,
            addresses=tuple(dict.fromkeys([*group["address"], *group["other_address"]])),
            document=first["document"],
            lines=tuple(dict.fromkeys(n for n in [first["line"], *group["other_line"]] if n)),
            printed=in_unit(first["grains"], first["unit"]),
            computed=in_unit(size, first["unit"]),
            unit=first["unit"],
            facts={"factor": int(first["factor"]), "places": group.height},
            relations=tuple(group["relation"]),
        )
