"""Where a report's amounts come from: imported accounts, the year's regulated budget, and its own rows."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from rodtrad.core.period import Length, Period
from rodtrad.facts.budget import BudgetStage, Version
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.work import DocumentState
from rodtrad.models.budgeting.versions import adoption_order
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.reporting.remembered import part_of, remembered
from rodtrad.models.reporting.rounds import Report
from rodtrad.models.thread.periods import last_months

PLACE = ("chapter", "area", "function", "account_group")
SAME = ["unit", *PLACE, "month", "version"]
"""What rows of accounts have in common that state the same."""
_REGULATED, _ACCOUNTS = Version.REGULATED.value, Version.ACCOUNTS.value
_SETTLED = (DocumentState.SENT.value, DocumentState.ADOPTED.value, DocumentState.FROZEN.value)


@dataclass(frozen=True, slots=True)
class YearBudget:
    """The budget of a whole year: rows of one fact, one for each place."""

    fact: str
    rows: pl.DataFrame


@dataclass(frozen=True, slots=True)
class ReportRows:
    """The amounts that stand in a report itself: through its period, of the year, and its forecast."""

    through: pl.DataFrame
    year: YearBudget
    forecast: pl.DataFrame


@remembered("document", "period_amount")
def accounts_of(facts: Facts, unit: str, period: Period) -> pl.DataFrame:
    """Accounts and regulated budget of a unit through a period, from imported accounts.

    returns  rows of period_amount, one for each place and version
    """
    rows = _stated(facts, part_of(facts, "period_amount", "unit", unit))
    return _foremost(rows.filter(pl.col("month") == period.last_month())).select(_columns())


def imported_accounts(facts: Facts, like: pl.DataFrame | None = None) -> pl.DataFrame:
    """Accounts and regulated budgets through every month, from imported accounts.

    Periods that end in the same month are the same: through the second tertial is through August.
    Of two documents with the same row the one published last counts, or else the one whose key is last.

    like     rows with `unit`, the place, `month` and `version`, when only their like is wanted
    returns  rows of period_amount with `month`, the one they count through; one for each unit, place,
             month and version
    """
    rows = _stated(facts, facts["period_amount"])
    if like is not None:
        rows = rows.join(like.select(SAME).unique(), on=SAME, how="semi", nulls_equal=True)
    return _foremost(rows)


def _stated(facts: Facts, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that stand in imported accounts, with `month` and the day their document was published."""
    documents = facts["document"].filter(pl.col("kind") == DocumentKind.ACCOUNTS.value)
    kept = documents.select(pl.col("key").alias("document"), "published")
    imported = pl.col("document").is_in(kept["document"].implode())
    stated = rows.filter(imported, pl.col("version").is_in([_REGULATED, _ACCOUNTS]))
    placed = stated.with_columns(last_months(stated["period"]).alias("month"))
    return placed.filter(pl.col("month").is_not_null()).join(kept, on="document", maintain_order="left")


def _foremost(rows: pl.DataFrame) -> pl.DataFrame:
    """Of the same row in several documents the one that counts."""
    ordered = rows.sort("published", "document", nulls_last=False, maintain_order=True)
    return ordered.unique(SAME, keep="last", maintain_order=True)


def _columns() -> tuple[str, ...]:
    return SHAPES["period_amount"].names()


def budget_of_year(facts: Facts, unit: str, year: int) -> YearBudget:
    """The regulated budget of a unit for a whole year.

    From the imported accounts where they have it, else from the newest budget that has been adopted:
    its regulated lines, or the adopted ones where nothing has been regulated.
    """
    imported = accounts_of(facts, unit, Period(year, Length.YEAR))
    regulated = imported.filter(pl.col("version") == _REGULATED)
    if regulated.height:
        return YearBudget("period_amount", regulated)
    own = part_of(facts, "budget_line", "unit", unit)
    whole = own.filter((pl.col("year") == year) & pl.col("project").is_null())
    lines = whole.join(_budgets(facts), on="document")
    for version in (_REGULATED, Version.ADOPTED.value):
        found = lines.filter(pl.col("version") == version).sort("rank", maintain_order=True)
        newest = found.filter(pl.col("rank") == pl.col("rank").max())
        if newest.height:
            once = newest.unique(PLACE, keep="first", maintain_order=True)
            return YearBudget("budget_line", once.select(SHAPES["budget_line"].names()))
    return YearBudget("budget_line", facts["budget_line"].clear())


@remembered("document", "working_document", "budget_proposal")
def _budgets(facts: Facts) -> pl.DataFrame:
    """Budgets that hold: printed, or adopted here, and no alternatives; `rank` is highest for the newest."""
    budgets = facts["document"].filter(pl.col("kind") == DocumentKind.BUDGET.value)
    work = facts["working_document"].select("document", "state", "edition", "sent")
    stages = facts["budget_proposal"].select("document", "stage")
    known = (
        budgets.select(pl.col("key").alias("document"), "published")
        .join(work, on="document", how="left")
        .join(stages, on="document", how="left")
    )
    settled = pl.col("state").is_null() | pl.col("state").is_in(_SETTLED)
    alternative = pl.col("stage").eq_missing(pl.lit(BudgetStage.ALTERNATIVE.value))
    held = known.filter(settled & ~alternative)
    days = held.select(pl.coalesce("sent", "published"), "edition", "document").rows()
    ordered = sorted(adoption_order(day or date.min, edition or 1, key) for day, edition, key in days)
    keys = pl.Series("document", [key for _, _, key in ordered], pl.String)
    return keys.to_frame().with_row_index("rank")


def year_as_of(report: Report) -> str:
    """How a report's own row tells the whole year as it was then: `2027@2027-T2`, or the year at its end."""
    return str(report.year) if report.is_yearly else f"{report.year}@{report.period}"


def rows_of_report(facts: Facts, report: Report) -> ReportRows:
    """The amounts that stand in the report itself, whatever the accounts say now."""
    own = part_of(facts, "period_amount", "document", report.document)
    own = own.filter(pl.col("unit") == report.unit)
    mine = own.filter(pl.col("period") == str(report.period))
    stated = mine.filter(pl.col("version").is_in([_REGULATED, _ACCOUNTS]))
    year = own.filter((pl.col("period") == year_as_of(report)) & (pl.col("version") == _REGULATED))
    forecast = mine.filter(pl.col("version") == Version.FORECAST.value)
    return ReportRows(stated, YearBudget("period_amount", year), forecast)
