"""Relations that do not hold, as findings: one for each root, with its consequences."""

from collections.abc import Iterator

import polars as pl

from rodtrad.checks.registry import CHECKS, Check
from rodtrad.checks.roots import roots_of
from rodtrad.checks.units import unit_clashes
from rodtrad.core.finding import Finding
from rodtrad.core.numbers import in_unit
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.thread.weave import Thread

RELATION_NUMBERS = (
    "S-01", "S-02", "S-03", "D-01", "F-01", "F-02", "P-01", "E-01", "E-02", "E-03", "A-01", "A-02",
)  # fmt: skip
CHECKS.update({number: Check(number, Severity.ERROR) for number in RELATION_NUMBERS})

Term = tuple[str, str | None, int | None]
"""Address, document and line."""

_MATERIAL, _SMALL = 0.05, 0.01
"""A gap of five per cent is grave, one per cent is worth a warning, less is worth a note."""


def _severity(gap: float, size: float, verdict: str) -> Severity:
    part = abs(gap) / size if size else 1.0
    if part < _SMALL:
        return Severity.NOTICE
    if part < _MATERIAL or verdict == Verdict.UNEXPLAINED.value:
        return Severity.WARNING
    return Severity.ERROR


def relation_findings(thread: Thread, among: frozenset[int] | None = None) -> Iterator[Finding]:
    """Every root among the relations that do not hold, except clashes of units.

    among  numbers of those to look at: whole groups of relations with one root; None is all
    """
    failing = without_clashes(thread)
    if failing.is_empty() or among == frozenset():
        return
    roots = roots_of(failing, thread, among)
    failing = failing.join(roots, on="relation", maintain_order="left")
    results = thread.figures[failing["result"].unique()].select(
        pl.col("figure").alias("result"), "address", "document", "line", "unit"
    )
    named = failing.join(results, on="result").sort("relation")
    followers = _followers(named)
    terms = _term_addresses(thread, named)
    for row in named.filter(pl.col("relation") == pl.col("root")).iter_rows(named=True):
        yield _finding(row, terms[row["relation"]], followers.get(row["relation"], []))


def without_clashes(thread: Thread) -> pl.DataFrame:
    """The judged relations that do not hold, and that no wrong unit explains."""
    failing = thread.failing
    if failing.is_empty():
        return failing
    return failing.join(unit_clashes(thread), on="relation", how="anti", maintain_order="left")


def _followers(named: pl.DataFrame) -> dict[int, list[tuple[int, str]]]:
    """For each root, the relations that only follow from it, with the address of their result."""
    others = named.filter(pl.col("relation") != pl.col("root")).sort("address", "number", "relation")
    grouped = others.group_by("root", maintain_order=True).agg("relation", "address")
    return {root: list(zip(r, a, strict=True)) for root, r, a in grouped.iter_rows()}


def _term_addresses(thread: Thread, named: pl.DataFrame) -> dict[int, list[Term]]:
    """Where the terms of each relation stand."""
    mine = thread.relations.picked(named["relation"])
    places = thread.figures[mine.figures].select("figure", "address", "document", "line")
    ordered = mine.terms.join(places, on="figure").sort("line", "address", nulls_last=True)
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
