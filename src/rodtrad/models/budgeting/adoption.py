"""What is written when a budget is adopted: frames as lines, and the way to them, as facts like any other."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from rodtrad.facts.budget import Version
from rodtrad.models.budgeting.base import CELL
from rodtrad.models.budgeting.bridge_rows import frame_rows, shaped, summed_rows
from rodtrad.models.budgeting.placing import codes_to_list, codes_unknown, placed_cells, with_totals
from rodtrad.models.budgeting.plan import amounts_by_year, plan_of_version
from rodtrad.models.budgeting.trees import INVESTMENT
from rodtrad.models.budgeting.versions import BudgetVersion, budget_versions
from rodtrad.models.concepts import SHAPES, Facts

FRAMES, ADOPTED, REGULATED = "ramme", "vedtatt", "regulert"
"""The tables of lines: an adopted budget; what was adopted before an adjustment, and what it has become."""
CHANGES, INVESTMENTS = "rammeendring", "investeringsendring"
"""The tables of the way to an adopted budget, and of what it holds of investment."""


@dataclass(frozen=True, slots=True)
class AdoptedRows:
    """The rows that follow from an adoption, by fact, and codes that the code list lacks.

    codes    dimension, code, parent: what is not split as far as the rest
    unknown  other codes that are used and not listed: dimension, code
    """

    facts: dict[str, pl.DataFrame]
    codes: pl.DataFrame
    unknown: pl.DataFrame


def adopted_rows(facts: Facts, version: BudgetVersion) -> AdoptedRows:
    """The lines and changes of a version that is adopted: four years, every unit and chapter.

    The first year is the adopted budget, the others the plan. Every line adds up to totals, and
    the base with its changes to the frame, so that the relations of the book can judge them.
    """
    plan = plan_of_version(facts, version)
    placed = placed_cells(facts, plan.parts)
    listed = _with_codes(facts, codes_to_list(facts, placed))
    lines = with_totals(listed, _lines(plan.parts, plan.years, placed))
    is_first = pl.col("year") == version.first_year
    which = pl.when(is_first).then(pl.lit(Version.ADOPTED.value)).otherwise(pl.lit(Version.PLAN.value))
    written = _as_lines(lines.with_columns(which.alias("version")), version.document, FRAMES)
    parts = _moved(plan.parts, placed)
    invested = parts.filter(pl.col("net") == INVESTMENT)
    changes = [
        frame_rows(facts, plan, parts.filter(pl.col("net") != INVESTMENT), table=CHANGES),
        summed_rows(facts, invested, plan.years, document=version.document, table=INVESTMENTS),
    ]
    rows = {"budget_line": written, "budget_change": pl.concat(changes)}
    return AdoptedRows(rows, codes_to_list(facts, placed), codes_unknown(facts, placed))


def adjusted_rows(facts: Facts, version: BudgetVersion) -> AdoptedRows:
    """The rows of an adjustment that is adopted: the units it or an earlier one changes.

    What was adopted, every adjustment of the year so far with its decision, and the regulated
    budget they lead to. Only the budget year is regulated.
    """
    versions = budget_versions(facts)
    plan = plan_of_version(facts, version)
    target = versions[version.amends or ""]
    later = [d for d in version.chain if d not in target.chain]
    is_later = pl.col("document").is_in(later)
    units = plan.parts.filter(is_later)["unit"].unique().implode()
    own = plan.parts.filter(pl.col("unit").is_in(units))
    placed, years = placed_cells(facts, own), (version.first_year,)
    listed, parts = _with_codes(facts, codes_to_list(facts, placed)), _moved(own, placed)
    regulated = with_totals(listed, _lines(own, years, placed))
    adopted = _nets(parts.filter(~is_later), parts.filter(is_later), years[0])
    lines = [
        (adopted, Version.ADOPTED, ADOPTED),
        (regulated, Version.REGULATED, REGULATED),
    ]
    written = [
        _as_lines(rows.with_columns(pl.lit(v.value).alias("version")), version.document, table)
        for rows, v, table in lines
    ]
    changes = [
        summed_rows(
            facts,
            parts.filter(pl.col("document") == d),
            years,
            document=version.document,
            table=d,
            is_net=True,
        )
        for d in later
    ]
    rows = {"budget_line": pl.concat(written), "budget_change": pl.concat(changes)}
    return AdoptedRows(rows, codes_to_list(facts, placed), codes_unknown(facts, placed))


def _nets(adopted: pl.DataFrame, later: pl.DataFrame, year: int) -> pl.DataFrame:
    """The adopted net of every unit, chapter and kind of account group that has been adjusted."""
    at = ("unit", "chapter", "net")
    nets = amounts_by_year(adopted, (year,), at)
    touched = amounts_by_year(later, (year,), at).select(*at, "year")
    whole = touched.join(nets, on=[*at, "year"], how="left", nulls_equal=True)
    nothing = pl.lit(None, pl.String)
    return whole.select(
        "unit",
        "chapter",
        nothing.alias("area"),
        nothing.alias("function"),
        pl.col("net").alias("account_group"),
        "year",
        pl.col("amount").fill_null(0),
    )


def _with_codes(facts: Facts, codes: pl.DataFrame) -> Facts:
    """The facts with more codes in the code list."""
    shape = SHAPES["code"].polars_schema()
    label = pl.col("code").alias("label")
    named = codes.with_columns(label, label.alias("label_en"))
    filled = named.with_columns(pl.lit(None).alias(n) for n in shape if n not in named.columns)
    more = filled.select(pl.col(n).cast(t) for n, t in shape.items())
    return {**facts, "code": pl.concat([facts["code"], more])}


def _moved(parts: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """Parts with the place each is written at instead of its own."""
    joined = parts.join(placed, on=list(CELL), how="left", nulls_equal=True, maintain_order="left")
    return joined.with_columns(pl.col(f"to_{c}").alias(c) for c in CELL if c != "unit").select(parts.columns)


def _lines(parts: pl.DataFrame, years: Sequence[int], placed: pl.DataFrame) -> pl.DataFrame:
    """What stands at each place in each year; places without an amount in any year are left out."""
    cells = amounts_by_year(_moved(parts, placed), years, CELL)
    return cells.filter((pl.col("amount") != 0).any().over(CELL))


def _as_lines(lines: pl.DataFrame, document: str, table: str) -> pl.DataFrame:
    """Amounts as rows of `budget_line`. No page prints them, so they have no line."""
    return shaped("budget_line", lines, document=document, table=table)
