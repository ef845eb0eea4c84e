"""Budgets that change without anybody saying why."""

from collections.abc import Iterator

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.numbers import in_unit
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.facts.budget import Version
from rodtrad.models.thread.figures import addressed
from rodtrad.models.thread.weave import Thread

_AT = ("document", "unit", "chapter", "account_group", "year")


@check("F-03", Severity.WARNING)
def regulated_without_decision(thread: Thread) -> Iterator[Finding]:
    """F-03: a chapter's regulated budget differs from the adopted one, and no adjustment is listed.

    Only in documents that list adjustments for other chapters, so that a list is expected.
    """
    totals = _chapter_totals(thread)
    adopted = totals.filter(pl.col("version") == Version.ADOPTED.value).select(
        *_AT, pl.col("amount").alias("adopted"), pl.col("address").alias("adopted_address")
    )
    regulated = totals.filter(pl.col("version") == Version.REGULATED.value)
    listed = thread.facts["budget_change"].filter(pl.col("decision").is_not_null())
    explained = listed.select("document", "unit", "chapter", "year").unique()
    net_groups = thread.facts["code"].filter(pl.col("dimension") == "account_group")
    tops = net_groups.filter(pl.col("parent").is_null()).select(pl.col("code").alias("account_group"))
    changed = (
        regulated.join(adopted, on=_AT)
        .filter(pl.col("amount") != pl.col("adopted"))
        .join(listed.select("document").unique(), on="document", how="semi")
        .join(explained, on=["document", "unit", "chapter", "year"], how="anti")
        .join(tops, on="account_group", how="semi")
        .sort("line")
    )
    for row in changed.iter_rows(named=True):
        unit = row["printed_unit"]
        yield Finding(
            number="F-03",
            severity=Severity.WARNING,
            verdict=Verdict.UNEXPLAINED,
            addresses=(row["address"], row["adopted_address"]),
            document=row["document"],
            lines=(row["line"],),
            printed=in_unit(row["amount"], unit),
            computed=in_unit(row["adopted"], unit),
            unit=unit,
        )


def _chapter_totals(thread: Thread) -> pl.DataFrame:
    """Net amounts of whole chapters, once each, with their addresses."""
    split = ("area", "function", "project")
    lines = thread.facts["budget_line"].filter(
        pl.all_horizontal(pl.col(n).is_null() for n in split) & pl.col("chapter").is_not_null()
    )
    whole = addressed({"budget_line": lines}, "budget_line")
    return whole.unique([*_AT, "version"], keep="first", maintain_order=True)
