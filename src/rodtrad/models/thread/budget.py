"""How budgets follow from each other: deviations, changes and adjustments."""

import polars as pl

from rodtrad.core.relation import RelationKind, Relations
from rodtrad.facts.budget import Step, Version
from rodtrad.models.thread.figures import COORDINATES
from rodtrad.models.thread.ground import Ground
from rodtrad.models.thread.rollups import by_parent
from rodtrad.models.thread.rule import Rule

SAME_BUT_VERSION = ("document", *(c for c in COORDINATES if c != "version"))
"""Where the versions of one budget line stand together."""
_ADJUSTED = ("document", "unit", "chapter", "year", "project", "account_group")


def budget_rules() -> list[Rule]:
    """D-01, F-01 and F-02."""
    return [
        Rule("budget_line", SAME_BUT_VERSION, versions, ("D-01", "F-02")),
        Rule("budget_change", _CHANGES, changes_lead_to_frame, ("F-01",)),
    ]


_CHANGES = ("document", "table", "unit", "chapter", "area", "year")


def versions(lines: pl.DataFrame, ground: Ground) -> tuple[Relations, ...]:
    """The versions of one budget line beside each other."""
    return deviations(lines), adjustments_lead_to_regulated(lines, adjustments(ground))


def deviations(lines: pl.DataFrame) -> Relations:
    """D-01: deviation is regulated budget minus accounts."""
    same = ("table", *SAME_BUT_VERSION)
    placed = lines.select(pl.struct(same).hash(7).alias("place"), "version", "figure")
    printed = placed.filter(pl.col("version") == Version.DEVIATION.value)
    signs = {Version.REGULATED.value: 1.0, Version.ACCOUNTS.value: -1.0}
    weights = pl.DataFrame({"version": list(signs), "weight": list(signs.values())})
    result = printed.select("place", pl.col("figure").alias("result"))
    terms = placed.join(weights, on="version").join(result, on="place")
    whole = terms.filter(pl.len().over("result") == len(signs))
    return Relations.of(whole, number="D-01", kind=RelationKind.DIFFERENCE)


def changes_lead_to_frame(lines: pl.DataFrame, _: Ground) -> tuple[Relations, ...]:
    """F-01: the base with its changes is the new frame, and subtotals are the sum of their rows."""
    terms = by_parent(lines, "code", _CHANGES)
    rolls = (pl.col("step") == Step.BASE.value).any().over("result")
    kind = pl.when(rolls).then(pl.lit(RelationKind.ROLL_FORWARD.value))
    kinds = kind.otherwise(pl.lit(RelationKind.SUM.value)).alias("kind")
    return (Relations.of(terms.with_columns(kinds), number="F-01", kind=None),)


def adjustments_lead_to_regulated(lines: pl.DataFrame, added: pl.DataFrame) -> Relations:
    """F-02: the adopted budget with the year's adjustments is the regulated budget.

    Adjustments are rows of a table without a base: their total meets the net budget, and those
    that name a project meet the project's expenses, which may be without an adopted budget.
    """
    lines = lines.filter((pl.col("area") == "") & (pl.col("function") == ""))
    at = list(_ADJUSTED)

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


def adjustments(ground: Ground) -> pl.DataFrame:
    """Totals against net account groups, and project rows against the group of their expenses.

    returns  document, unit, chapter, year, project, account_group, figure, table
    """
    if ground.facts["budget_change"].is_empty():
        return pl.DataFrame(schema=_ADJUSTMENTS)
    changes = ground.lines("budget_change")
    based = changes.filter(pl.col("step") == Step.BASE.value).select("document", "table").unique()
    free = changes.join(based, on=["document", "table"], how="anti").filter(pl.col("account_group") != "")
    totals = free.filter(pl.col("step") == Step.SUBTOTAL.value).with_columns(pl.lit("").alias("project"))
    groups = ground.facts["code"].filter(pl.col("dimension") == "account_group")
    above = groups.select(pl.col("code").alias("account_group"), pl.col("parent").alias("above"))
    projects = (
        free.filter((pl.col("project") != "") & (pl.col("step") == Step.CHANGE.value))
        .join(above, on="account_group")
        .with_columns(pl.col("above").alias("account_group"))
    )
    return pl.concat([totals.select(list(_ADJUSTMENTS)), projects.select(list(_ADJUSTMENTS))])


_ADJUSTMENTS = {
    **{name: pl.Int64 if name == "year" else pl.String for name in _ADJUSTED},
    "figure": pl.UInt32,
    "table": pl.String,
}
