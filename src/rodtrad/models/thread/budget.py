"""How budgets follow from each other: deviations, changes and adjustments."""

import polars as pl

from rodtrad.core.relation import RelationKind, Relations
from rodtrad.facts.budget import Step, Version
from rodtrad.models.concepts import Facts
from rodtrad.models.thread.figures import COORDINATES, lines_with_figures
from rodtrad.models.thread.rollups import by_parent


def deviations(facts: Facts, figures: pl.DataFrame) -> Relations:
    """D-01: deviation is regulated budget minus accounts."""
    lines = lines_with_figures(facts, figures, "budget_line")
    same = ("document", "table", *(c for c in COORDINATES if c != "version"))
    placed = lines.select(pl.struct(same).hash(7).alias("place"), "version", "figure")
    printed = placed.filter(pl.col("version") == Version.DEVIATION.value)
    signs = {Version.REGULATED.value: 1.0, Version.ACCOUNTS.value: -1.0}
    weights = pl.DataFrame({"version": list(signs), "weight": list(signs.values())})
    result = printed.select("place", pl.col("figure").alias("result"))
    terms = placed.join(weights, on="version").join(result, on="place")
    whole = terms.filter(pl.len().over("result") == len(signs))
    return Relations.of(whole, number="D-01", kind=RelationKind.DIFFERENCE)


def changes_lead_to_frame(facts: Facts, figures: pl.DataFrame) -> Relations:
    """F-01: the base with its changes is the new frame, and subtotals are the sum of their rows."""
    lines = lines_with_figures(facts, figures, "budget_change")
    terms = by_parent(lines, "code", ("document", "table", "unit", "chapter", "area", "year"))
    rolls = (pl.col("step") == Step.BASE.value).any().over("result")
    kind = pl.when(rolls).then(pl.lit(RelationKind.ROLL_FORWARD.value))
    kinds = kind.otherwise(pl.lit(RelationKind.SUM.value)).alias("kind")
    return Relations.of(terms.with_columns(kinds), number="F-01", kind=None)


def adjustments_lead_to_regulated(facts: Facts, figures: pl.DataFrame) -> Relations:
    """F-02: the adopted budget with the year's adjustments is the regulated budget.

    Adjustments are rows of a table without a base: their total meets the net budget, and those
    that name a project meet the project's expenses, which may be without an adopted budget.
    """
    added = _adjustments(facts, lines_with_figures(facts, figures, "budget_change"))
    lines = lines_with_figures(facts, figures, "budget_line")
    lines = lines.filter((pl.col("area") == "") & (pl.col("function") == ""))
    at = [name for name in added.columns if name != "figure"]

    def version(which: Version) -> pl.DataFrame:
        mine = lines.filter(pl.col("version") == which.value)
        return mine.unique(at, keep="first", maintain_order=True).select(*at, "figure")

    base = version(Version.ADOPTED).join(added, on=at, how="semi")
    result = version(Version.REGULATED).rename({"figure": "result"})
    result = pl.concat(
        [result.filter(pl.col("project") != ""), result.join(base, on=at, how="semi")]
    ).unique()
    terms = pl.concat([base, added.select(base.columns)]).join(result, on=at)
    return Relations.of(
        terms.with_columns(pl.lit(1.0).alias("weight")), number="F-02", kind=RelationKind.ROLL_FORWARD
    )


def _adjustments(facts: Facts, changes: pl.DataFrame) -> pl.DataFrame:
    """Totals against net account groups, and project rows against the group of their expenses."""
    based = changes.filter(pl.col("step") == Step.BASE.value).select("document", "table").unique()
    free = changes.join(based, on=["document", "table"], how="anti").filter(pl.col("account_group") != "")
    totals = free.filter(pl.col("step") == Step.SUBTOTAL.value).with_columns(pl.lit("").alias("project"))
    groups = facts["code"].filter(pl.col("dimension") == "account_group")
    above = groups.select(pl.col("code").alias("account_group"), pl.col("parent").alias("above"))
    projects = (
        free.filter((pl.col("project") != "") & (pl.col("step") == Step.CHANGE.value))
        .join(above, on="account_group")
        .with_columns(pl.col("above").alias("account_group"))
    )
    kept = ("document", "unit", "chapter", "year", "project", "account_group", "figure")
    return pl.concat([totals.select(kept), projects.select(kept)])
