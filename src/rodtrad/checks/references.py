"""References that lead somewhere, and numbers that fit their place in the goal tree."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.checks.rows import finding_of
from rodtrad.core.finding import Finding
from rodtrad.core.keys import GoalKey
from rodtrad.core.noted import FIGURES
from rodtrad.core.relation import any_of
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.thread.anew import Renewal
from rodtrad.models.thread.weave import Thread

_REFERENCES = (
    ("goal", ("document", "parent"), "goal", ("document", "number")),
    ("goal_link", ("document", "goal"), "goal", ("document", "number")),
    ("indicator", ("document", "goal"), "goal", ("document", "number")),
    ("budget_measure", ("document", "change"), "budget_change", ("document", "code")),
    ("reporting_duty", ("document", "assignment"), "assignment", ("document", "number")),
    ("indicator_value", ("document", "indicator"), "indicator", ("document", "key")),
    ("measure_effect", ("document", "measure"), "efficiency_measure", ("document", "key")),
    ("planned_change", ("measure_document", "measure"), "efficiency_measure", ("document", "key")),
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
    ("planned_change", ("account_group", "area", "function", "chapter")),
    ("compensation", ("account_group",)),
    ("premise", ("area", "function")),
    ("population", ("age_group",)),
    ("grant", ("chapter", "project")),
)


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A column whose values must lead somewhere, by the columns it is found by.

    target   the fact it leads to, and the columns there that are the same; "" is any figure's address
    only     the rows that point, where not all do: a column and its value
    listed   the dimension of the code list it points to
    """

    fact: str
    columns: tuple[str, ...]
    target: str
    same: tuple[str, ...]
    only: tuple[str, str] | None = None
    listed: str = ""

    @property
    def column(self) -> str:
        return self.columns[-1]

    def lost(self, thread: Thread, rows: pl.DataFrame) -> pl.DataFrame:
        """Those of some rows that lead nowhere."""
        pointing = rows.filter(pl.col(self.column).is_not_null())
        if self.only:
            pointing = pointing.filter(pl.col(self.only[0]) == self.only[1])
        if pointing.is_empty():
            return pointing
        if not self.target:
            known = pl.Series([a in thread.at for a in pointing[self.column]], dtype=pl.Boolean)
            return pointing.filter(~known)
        there = thread.facts[self.target]
        if self.listed:
            there = there.filter(pl.col("dimension") == self.listed)
        named = there.select(pl.col(t).alias(c) for c, t in zip(self.columns, self.same, strict=True))
        return pointing.join(named, on=self.columns, how="anti", maintain_order="left")


_POINTERS = (
    *(_Pointer(fact, columns, target, same) for fact, columns, target, same in _REFERENCES),
    _Pointer("goal_link", ("document", "key"), "indicator", ("document", "key"), only=("fact", "indicator")),
    *(
        _Pointer(fact, (dimension,), "code", ("code",), listed=dimension)
        for fact, dimensions in _DIMENSIONS
        for dimension in dimensions
    ),
)


def _lost_anew(renewal: Renewal, old: tuple[Finding, ...]) -> Iterator[Finding]:
    """Look again only for what changed rows point to, or all of a column where its target has changed."""
    told: dict[tuple[object, object], list[Finding]] = defaultdict(list)
    for finding in old:
        told[finding.facts["fact"], finding.facts["column"]].append(finding)
    for pointer in _POINTERS:
        known = told[pointer.fact, pointer.column]
        target = pointer.target or FIGURES
        if target in renewal.reshaped:
            yield from _lost(pointer, pointer.lost(renewal.thread, renewal.thread.facts[pointer.fact]))
        elif pointer.fact in renewal.reshaped:
            yield from _lost_near(pointer, renewal, known)
        else:
            yield from known


def _lost_near(pointer: _Pointer, renewal: Renewal, known: list[Finding]) -> Iterator[Finding]:
    """The findings of one column, where only what some rows point to may be told differently."""
    cut = renewal.rows[pointer.fact]
    values = pl.concat([cut.gone[pointer.column], cut.come[pointer.column]]).drop_nulls().unique()
    told = {finding.facts["value"] for finding in known}
    if told.isdisjoint(values) and pointer.lost(renewal.thread, cut.come).is_empty():
        yield from known
        return
    rows = renewal.thread.facts[pointer.fact]
    touched = pointer.lost(renewal.thread, rows.filter(any_of(rows[pointer.column], values)))
    yield from (f for f in known if f.facts["value"] not in set(values))
    yield from _lost(pointer, touched)


@check("R-01", Severity.ERROR, numbers=False, near=_lost_anew)
def reference_leads_nowhere(thread: Thread) -> Iterator[Finding]:
    """R-01: something points to a goal, row, code or address that does not exist."""
    for pointer in _POINTERS:
        yield from _lost(pointer, pointer.lost(thread, thread.facts[pointer.fact]))


def _lost(pointer: _Pointer, rows: pl.DataFrame) -> Iterator[Finding]:
    """One finding for each thing that is missing, with every row that points to it."""
    fact, column = pointer.fact, pointer.column
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
