"""What the lines of a budget state: a plan is one year's plan, and a regulated budget is that of a day.

Next year's plan for 2029 is another statement than this year's, and need not agree with it. Of the
adjustments of a budget, only the last says what is regulated; the others say what was.
"""

from collections.abc import Iterable

import polars as pl

from rodtrad.facts.budget import BudgetStage, Version
from rodtrad.facts.work import DocumentState
from rodtrad.models.budgeting.versions import adjustments_of, budget_versions
from rodtrad.models.concepts import Facts


def stated_versions(facts: Facts, rows: pl.DataFrame) -> pl.Series:
    """Which version each row of `budget_line` states, in order: `plan@2027` is the plan made for 2027."""
    told = rows.select("document", "version").join(
        _told(facts), on="document", how="left", maintain_order="left"
    )
    version = pl.col("version")
    is_plan = (version == Version.PLAN.value) & pl.col("made_for").is_not_null()
    is_over = (version == Version.REGULATED.value) & pl.col("overtaken").fill_null(value=False)
    return told.select(
        pl.when(is_plan)
        .then(pl.concat_str(version, pl.lit("@"), "made_for"))
        .when(is_over)
        .then(pl.concat_str(version, pl.lit("@"), "document"))
        .otherwise(version)
        .alias("version")
    )["version"]


def framed_versions(facts: Facts, rows: pl.DataFrame) -> pl.Series:
    """Which version the frame row of a table of changes states: the first year of a budget is adopted."""
    told = rows.select("document", "year").join(
        _told(facts), on="document", how="left", maintain_order="left"
    )
    plan = pl.lit(Version.PLAN.value)
    is_first = (pl.col("year") == pl.col("first_year")).fill_null(value=False)
    return told.select(
        pl.when(is_first)
        .then(pl.lit(Version.ADOPTED.value))
        .when(pl.col("made_for").is_null())
        .then(plan)
        .otherwise(pl.concat_str(plan, pl.lit("@"), "made_for"))
        .alias("version")
    )["version"]


def _told(facts: Facts) -> pl.DataFrame:
    """What is known of each document: document, made_for (its year), first_year of a plan, overtaken."""
    documents = facts["document"].select(pl.col("key").alias("document"), pl.col("year").alias("made_for"))
    proposals = facts["budget_proposal"].select("document", "first_year")
    over = pl.DataFrame({"document": _overtaken(facts)}, schema={"document": pl.String})
    return documents.join(proposals, on="document", how="left").join(
        over.with_columns(pl.lit(value=True).alias("overtaken")), on="document", how="left"
    )


def _overtaken(facts: Facts) -> list[str]:
    """The adjustments that a later one of the same budget has come after."""
    if facts["budget_proposal"].is_empty():
        return []
    versions = budget_versions(facts)
    found = (adjustments_of(versions, document) for document in versions)
    return [adjustment.document for adjustments in found for adjustment in adjustments[:-1]]


def restates(facts: Facts, changed: Iterable[tuple[str, pl.DataFrame, pl.DataFrame]]) -> bool:
    """Whether changes to a book make lines that are not changed themselves state something else.

    facts    before the changes
    changed  fact, rows that have gone, rows that have come
    """
    for fact, gone, come in changed:
        if fact == "document" and _differ(gone, come, ["key", "year"]):
            touched = pl.concat([gone["key"], come["key"]])
        elif fact == "budget_proposal":
            touched = pl.concat([gone["document"], come["document"]])
        elif fact == "working_document":
            touched = _adjusting(facts, pl.concat([gone, come]))
        else:
            continue
        lines = pl.concat([facts["budget_line"]["document"], facts["budget_change"]["document"]])
        if touched.is_in(lines.unique().implode()).any():
            return True
    return False


def _differ(gone: pl.DataFrame, come: pl.DataFrame, columns: list[str]) -> bool:
    return not gone.select(columns).sort(columns).equals(come.select(columns).sort(columns))


def _adjusting(facts: Facts, work: pl.DataFrame) -> pl.Series:
    """All adjustments of the budgets that an adjustment is adopted for now, or is no longer."""
    moved = work.filter(pl.col("state") == DocumentState.ADOPTED.value)["document"]
    proposals = facts["budget_proposal"].filter(pl.col("stage") == BudgetStage.ADJUSTMENT.value)
    targets = proposals.filter(pl.col("document").is_in(moved.implode()))["amends"].unique()
    return proposals.filter(pl.col("amends").is_in(targets.implode()))["document"]
