"""References that lead somewhere, and numbers that fit their place in the goal tree."""

from collections.abc import Iterator

import polars as pl

from rodtrad.checks.dates import row_address
from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.keys import GoalKey
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.thread.weave import Thread

_REFERENCES = (
    ("goal", ("document", "parent"), "goal", ("document", "number")),
    ("goal_link", ("document", "goal"), "goal", ("document", "number")),
    ("indicator", ("document", "goal"), "goal", ("document", "number")),
    ("budget_measure", ("document", "change"), "budget_change", ("document", "code")),
    ("reporting_duty", ("document", "assignment"), "assignment", ("document", "number")),
    ("indicator_value", ("document", "indicator"), "indicator", ("document", "key")),
    ("measure_effect", ("document", "measure"), "efficiency_measure", ("document", "key")),
    ("stated_relation", ("address",), "", ()),
)
_DIMENSIONS = (
    ("budget_line", ("account_group", "area", "function", "project", "chapter")),
    ("budget_change", ("account_group", "area", "project", "chapter")),
    ("budget_measure", ("area",)),
    ("premise", ("area", "function")),
    ("population", ("age_group",)),
    ("grant", ("chapter", "project")),
)


@check("R-01", Severity.ERROR)
def reference_leads_nowhere(thread: Thread) -> Iterator[Finding]:
    """R-01: something points to a goal, row, code or address that does not exist."""
    for fact, columns, target, target_columns in _REFERENCES:
        rows = thread.facts[fact].filter(pl.col(columns[-1]).is_not_null())
        there = thread.facts[target] if target else thread.figures
        named = there.select(
            pl.col(t).alias(c) for c, t in zip(columns, target_columns or columns, strict=True)
        )
        yield from _lost(fact, columns[-1], rows.join(named, on=columns, how="anti", maintain_order="left"))
    codes = thread.facts["code"]
    for fact, dimensions in _DIMENSIONS:
        for dimension in dimensions:
            rows = thread.facts[fact].filter(pl.col(dimension).is_not_null())
            listed = codes.filter(pl.col("dimension") == dimension).select(pl.col("code").alias(dimension))
            yield from _lost(
                fact, dimension, rows.join(listed, on=dimension, how="anti", maintain_order="left")
            )


def _lost(fact: str, column: str, rows: pl.DataFrame) -> Iterator[Finding]:
    """One finding for each thing that is missing, with every row that points to it."""
    for group in rows.partition_by(column, maintain_order=True):
        first = group.row(0, named=True)
        yield Finding(
            number="R-01",
            severity=Severity.ERROR,
            verdict=Verdict.CONTRADICTION,
            addresses=tuple(row_address(fact, row) for row in group.head(20).iter_rows(named=True)),
            document=str(first.get("document") or ""),
            lines=tuple(group["line"].drop_nulls().head(20).to_list()) if "line" in group.columns else (),
            facts={"fact": fact, "column": column, "value": first[column], "rows": group.height},
        )


@check("R-02", Severity.WARNING)
def number_does_not_fit_its_place(thread: Thread) -> Iterator[Finding]:
    """R-02: a goal's number belongs under another goal than the one it is printed under."""
    numbers = thread.facts["goal"].select("document", "number", "parent", "label", "label_en", "line")
    expected = pl.col("number").map_elements(lambda n: GoalKey(n).parent(), return_dtype=pl.String)
    misplaced = numbers.with_columns(expected.alias("expected")).filter(
        pl.col("expected") != pl.col("parent")
    )
    for group in misplaced.partition_by("document", "parent", "expected", maintain_order=True):
        first = group.row(0, named=True)
        yield Finding(
            number="R-02",
            severity=Severity.WARNING,
            verdict=Verdict.CONTRADICTION,
            addresses=tuple(row_address("goal", row) for row in group.iter_rows(named=True)),
            document=first["document"],
            lines=tuple(group["line"]),
            facts={
                "goals": ", ".join(group["number"]),
                "parent": first["parent"],
                "expected": first["expected"],
            },
        )


@check("R-03", Severity.NOTICE)
def numbering_skips(thread: Thread) -> Iterator[Finding]:
    """R-03: numbers under one goal skip a number in between."""
    goals = thread.facts["goal"].filter(pl.col("parent").is_not_null() | (pl.col("level") == "goal"))
    last = pl.col("number").str.extract(r"(\d+)$").cast(pl.Int64).alias("last")
    stem = pl.col("number").str.replace(r"\d+$", "").alias("stem")
    for group in goals.with_columns(last, stem).partition_by(
        "document", "stem", "level", maintain_order=True
    ):
        numbers = set(group["last"].drop_nulls().to_list())
        missing = sorted(set(range(1, max(numbers, default=0) + 1)) - numbers)
        if missing and group.height > 1:
            first = group.row(0, named=True)
            yield Finding(
                number="R-03",
                severity=Severity.NOTICE,
                verdict=Verdict.UNEXPLAINED,
                addresses=tuple(row_address("goal", row) for row in group.iter_rows(named=True)),
                document=first["document"],
                lines=tuple(group["line"]),
                facts={"missing": ", ".join(f"{first['stem']}{n}" for n in missing)},
            )


@check("R-04", Severity.NOTICE)
def goal_without_indicator(thread: Thread) -> Iterator[Finding]:
    """R-04: an area lists a goal, but nothing that measures it."""
    links = thread.facts["goal_link"]
    indicators = thread.facts["indicator"].select("document", "goal", pl.col("area").alias("key"))
    listed = links.filter(pl.col("fact") == "area")
    bare = listed.join(indicators, on=["document", "goal", "key"], how="anti", maintain_order="left")
    for group in bare.partition_by("document", "key", maintain_order=True):
        first = group.row(0, named=True)
        yield Finding(
            number="R-04",
            severity=Severity.NOTICE,
            verdict=Verdict.UNEXPLAINED,
            addresses=tuple(row_address("goal_link", row) for row in group.iter_rows(named=True)),
            document=first["document"],
            lines=tuple(group["line"]),
            facts={"area": first["key"], "goals": ", ".join(group["goal"])},
        )
