"""References that lead somewhere, and numbers that fit their place in the goal tree."""

from collections.abc import Iterator

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.checks.rows import finding_of
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
    ("stated_direction", ("earlier",), "", ("address",)),
    ("stated_direction", ("later",), "", ("address",)),
)
_SHOWN_GAP = 5
"""Missing numbers shown of one gap."""
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
    links, indicators = thread.facts["goal_link"], thread.facts["indicator"]
    served = links.filter(pl.col("fact") == "indicator")
    yield from _lost("goal_link", "key", served.join(indicators, on=["document", "key"], how="anti"))
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
        told = {"fact": fact, "column": column, "value": group[column][0], "rows": group.height}
        yield finding_of("R-01", Severity.ERROR, Verdict.CONTRADICTION, fact, group, **told)


@check("R-02", Severity.WARNING)
def number_does_not_fit_its_place(thread: Thread) -> Iterator[Finding]:
    """R-02: a goal's number belongs under another goal than the one it is printed under."""
    numbers = thread.facts["goal"].filter(pl.col("parent").is_not_null())
    expected = pl.col("number").map_elements(lambda n: GoalKey(n).parent(), return_dtype=pl.String)
    misplaced = numbers.with_columns(expected.alias("expected")).filter(
        pl.col("expected") != pl.col("parent")
    )
    for group in misplaced.partition_by("document", "parent", "expected", maintain_order=True):
        told = {
            "goals": ", ".join(group["number"]),
            "parent": group["parent"][0],
            "expected": group["expected"][0],
        }
        yield finding_of("R-02", Severity.WARNING, Verdict.CONTRADICTION, "goal", group, **told)


@check("R-03", Severity.NOTICE)
def numbering_skips(thread: Thread) -> Iterator[Finding]:
    """R-03: numbers under one goal skip a number in between."""
    goals = thread.facts["goal"].filter(pl.col("parent").is_not_null() | (pl.col("level") == "goal"))
    last = pl.col("number").str.extract(r"(\d+)$").cast(pl.Int64, strict=False).alias("last")
    stem = pl.col("number").str.replace(r"\d+$", "").alias("stem")
    for group in goals.with_columns(last, stem).partition_by(
        "document", "stem", "level", maintain_order=True
    ):
        numbers = set(group["last"].drop_nulls().to_list())
        missing = sorted(set(range(1, max(numbers, default=0) + 1)) - numbers)
        if missing and group.height > 1:
            told = {"missing": ", ".join(f"{group['stem'][0]}{n}" for n in missing)}
            yield finding_of("R-03", Severity.NOTICE, Verdict.UNEXPLAINED, "goal", group, **told)


@check("R-04", Severity.NOTICE)
def goal_without_indicator(thread: Thread) -> Iterator[Finding]:
    """R-04: an area lists a goal, but nothing that measures it."""
    links = thread.facts["goal_link"]
    indicators = thread.facts["indicator"].select("document", "goal", pl.col("area").alias("key"))
    listed = links.filter(pl.col("fact") == "area")
    bare = listed.join(indicators, on=["document", "goal", "key"], how="anti", maintain_order="left")
    for group in bare.partition_by("document", "key", maintain_order=True):
        told = {"area": group["key"][0], "goals": ", ".join(group["goal"])}
        yield finding_of("R-04", Severity.NOTICE, Verdict.UNEXPLAINED, "goal_link", group, **told)
