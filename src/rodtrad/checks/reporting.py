"""Reports that say too little, come too late, or no longer agree with the accounts."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import HUNDRED_PER_CENT
from rodtrad.core.numbers import in_unit
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.facts.budget import Version
from rodtrad.facts.work import DocumentState, FollowedFact, FollowUpStatus
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.follow_up import lacks_evidence
from rodtrad.models.reporting.accounts import imported_accounts, year_as_of
from rodtrad.models.reporting.copies import moved_since
from rodtrad.models.reporting.economy import (
    DIMENSIONS,
    Economy,
    economy_of,
    parents_of,
    place_of,
    subject_of_deviation,
    untold_places,
)
from rodtrad.models.reporting.rounds import KINDS, last_known_day, reports_in, round_of
from rodtrad.models.thread.weave import Thread

_SHOWN_FIGURES = 20
_PLACE = ["document", "unit", *DIMENSIONS]
_ACCOUNTS = Version.ACCOUNTS.value


@check("V-01", Severity.WARNING)
def deviation_is_explained(thread: Thread) -> Iterator[Finding]:
    """V-01: a report that is handed in explains every deviation above the limits of its round."""
    facts = thread.facts
    closed = {r.document: (r, o) for r in reports_in(facts) if not r.is_open and (o := round_of(facts, r))}
    if not closed:
        return
    limits = [
        {
            "document": report.document,
            "own": str(report.period),
            "year_as_of": year_as_of(report),
            "share": opened.limit_share.ten_thousandths,
            "least": opened.limit_amount.ore,
        }
        for report, opened in closed.values()
    ]
    placed, parents = _by_place(facts, pl.DataFrame(limits)), parents_of(facts)
    words = set(facts["passage"].filter(pl.col("text") != "").select("document", "subject").rows())
    for rows in placed.partition_by("document", maintain_order=True):
        report, opened = closed[rows["document"][0]]
        above = rows.filter(_so_far_above() | _year_above())
        if rows.filter(_is_gap() & (_so_far_above(missing=0) | _year_above(missing=0))).height:
            above = _with_gaps(economy_of(facts, report, opened), rows)
        told = above.with_columns(_so_far_above().alias("is_so_far"))
        places = {place_of(row): row for row in told.iter_rows(named=True)}
        stated = {place_of(row): row for row in rows.iter_rows(named=True)}
        for place in untold_places(places, parents):
            if (report.document, subject_of_deviation(report, place)) not in words:
                yield _deviation(places[place], stated[place])


def _by_place(facts: Facts, limits: pl.DataFrame) -> pl.DataFrame:
    """Budget, accounts, the year's budget and forecast of each place of some reports, with their limits."""
    version, period = pl.col("version"), pl.col("period")
    so_far = period == pl.col("own")
    wanted = {
        "budget": so_far & (version == Version.REGULATED.value),
        "accounts": so_far & (version == _ACCOUNTS),
        "year": (period == pl.col("year_as_of")) & ~so_far & (version == Version.REGULATED.value),
        "forecast": so_far & (version == Version.FORECAST.value),
    }
    rows = facts["period_amount"].join(limits, on="document").sort(_PLACE, maintain_order=True)
    return rows.group_by(_PLACE, maintain_order=True).agg(
        *(pl.col("amount").filter(which).first().alias(name) for name, which in wanted.items()),
        pl.col("own", "year_as_of", "share", "least", "printed_unit").first(),
    )


def _so_far_above(missing: int | None = None) -> pl.Expr:
    return _is_above("budget", "accounts", missing)


def _year_above(missing: int | None = None) -> pl.Expr:
    return _is_above("year", "forecast", missing) & pl.col("forecast").is_not_null()


def _is_above(budget: str, other: str, missing: int | None) -> pl.Expr:
    """Whether a deviation is above both limits; see `models/reporting/economy.py` for the rule."""
    whole, used = (pl.col(name).cast(pl.Int128).fill_null(pl.lit(missing)) for name in (budget, other))
    deviation = (whole - used).abs()
    share = deviation * HUNDRED_PER_CENT > pl.col("share").cast(pl.Int128) * whole.abs()
    return (share & (deviation > pl.col("least"))).fill_null(value=False)


def _is_gap() -> pl.Expr:
    """Whether a place has one side of a comparison and not the other."""
    so_far = pl.col("budget").is_null() != pl.col("accounts").is_null()
    return so_far | (pl.col("year").is_null() & pl.col("forecast").is_not_null())


def _with_gaps(economy: Economy, rows: pl.DataFrame) -> pl.DataFrame:
    """The places of a report above its limits where what is missing counts, by the rule itself."""
    above = {line.place: line for line in economy.lines if line.is_above}
    found = [
        {
            **row,
            "budget": line.so_far.budget,
            "accounts": line.so_far.other,
            "year": line.year.budget,
            "forecast": line.year.other,
        }
        for row in rows.iter_rows(named=True)
        if (line := above.get(place_of(row))) is not None
    ]
    return pl.DataFrame(found, schema=rows.schema, orient="row")


def _deviation(row: dict[str, Any], stated: Mapping[str, Any]) -> Finding:
    """The amounts that deviate: the accounts where they are above the limits, else the forecast.

    stated  the same row with only what stands in the report; the finding leads to the first of that
    """
    unit, so_far = row["printed_unit"], row["is_so_far"]
    other, budget = ("accounts", "budget") if so_far else ("forecast", "year")
    places = {
        "accounts": (row["own"], _ACCOUNTS),
        "budget": (row["own"], Version.REGULATED.value),
        "year": (row["year_as_of"], Version.REGULATED.value),
        "forecast": (row["own"], Version.FORECAST.value),
    }
    period, version = next(places[n] for n in (other, budget, *places) if stated[n] is not None)
    address = SHAPES["period_amount"].address_of({**row, "period": period, "version": version}, "amount")
    return Finding(
        number="V-01",
        severity=Severity.WARNING,
        verdict=Verdict.UNEXPLAINED,
        addresses=(address,),
        document=row["document"],
        printed=in_unit(row[other], unit),
        computed=in_unit(row[budget], unit),
        unit=unit,
    )


@check("V-02", Severity.WARNING, numbers=False)
def report_comes_in_time(thread: Thread) -> Iterator[Finding]:
    """V-02: a report is handed in by its deadline, or before the last day the book tells of."""
    facts = thread.facts
    today = last_known_day(facts)
    if today is None:
        return
    documents = {row["key"]: row for row in facts["document"].iter_rows(named=True)}
    for report in reports_in(facts):
        if report.is_late(today):
            about = documents[report.document]
            address = SHAPES["working_document"].address_of({"document": report.document})
            told = {"label": about["label"], "label_en": about["label_en"]}
            day = today if report.is_open else report.submitted
            yield Finding(
                number="V-02",
                severity=Severity.WARNING,
                verdict=Verdict.UNEXPLAINED,
                addresses=(address,),
                document=report.document,
                facts={**told, "deadline": report.deadline, "day": day},
            )


@check("V-03", Severity.WARNING)
def frozen_report_agrees(thread: Thread) -> Iterator[Finding]:
    """V-03: the figures of a frozen report are still those of the accounts."""
    facts = thread.facts
    frozen = [r for r in reports_in(facts) if r.state is DocumentState.FROZEN]
    if not frozen:
        return
    moved = moved_since(facts, [r.document for r in frozen])
    names = {row["key"]: row for row in facts["document"].iter_rows(named=True)}
    for rows in moved.partition_by("document", maintain_order=True):
        yield _moved(rows, names[rows["document"][0]])


def _moved(rows: pl.DataFrame, about: Mapping[str, Any]) -> Finding:
    """One finding for each report; the largest change is told in numbers."""
    shape = SHAPES["period_amount"]
    gap = (pl.col("amount") - pl.col("now")).abs()
    ordered = rows.sort(gap, descending=True, maintain_order=True)
    first = ordered.row(0, named=True)
    work = SHAPES["working_document"].address_of({"document": about["key"]})
    figures = (shape.address_of(row, "amount") for row in ordered.head(_SHOWN_FIGURES).iter_rows(named=True))
    return Finding(
        number="V-03",
        severity=Severity.WARNING,
        verdict=Verdict.CONTRADICTION,
        addresses=(work, *figures),
        document=about["key"],
        printed=in_unit(first["amount"], first["printed_unit"]),
        computed=in_unit(first["now"], first["printed_unit"]),
        unit=first["printed_unit"],
        facts={"label": about["label"], "label_en": about["label_en"], "count": rows.height},
    )


@check("V-04", Severity.NOTICE, later=True)
def accounts_grow(thread: Thread) -> Iterator[Finding]:
    """V-04: accounts through a period are not smaller than through the period before it in the year."""
    rows = imported_accounts(thread.facts).filter(pl.col("version") == Version.ACCOUNTS.value)
    same = ["unit", *DIMENSIONS, pl.col("month").str.head(4)]
    ordered = rows.sort("month", maintain_order=True).with_columns(
        pl.col("amount").shift(1).over(same).alias("before"),
        pl.col("document").shift(1).over(same).alias("before_document"),
        pl.col("period").shift(1).over(same).alias("before_period"),
    )
    before, amount = pl.col("before"), pl.col("amount")
    smaller = ((before > 0) & (amount < before)) | ((before < 0) & (amount > before))
    for row in ordered.filter(smaller).iter_rows(named=True):
        yield _shrunk(row)


def _shrunk(row: dict[str, Any]) -> Finding:
    shape, unit = SHAPES["period_amount"], row["printed_unit"]
    earlier = {**row, "document": row["before_document"], "period": row["before_period"]}
    return Finding(
        number="V-04",
        severity=Severity.NOTICE,
        verdict=Verdict.UNEXPLAINED,
        addresses=(shape.address_of(row, "amount"), shape.address_of(earlier, "amount")),
        document=row["document"],
        printed=in_unit(row["amount"], unit),
        computed=in_unit(row["before"], unit),
        unit=unit,
        facts={"period": row["period"], "before": row["before_period"]},
    )


@check("V-05", Severity.WARNING, numbers=False)
def done_has_evidence(thread: Thread) -> Iterator[Finding]:
    """V-05: an assignment that is told to be done has something that shows it."""
    kinds = [kind.value for kind in KINDS]
    reports = (
        thread.facts["document"].filter(pl.col("kind").is_in(kinds)).select(pl.col("key").alias("document"))
    )
    done = thread.facts["follow_up"].filter(
        fact=FollowedFact.ASSIGNMENT.value, status=FollowUpStatus.DONE.value
    )
    subject = pl.concat_str("status", "number", separator=".").alias("subject")
    names = thread.facts["assignment"].select("document", subject, "label", "label_en")
    found = done.join(reports, on="document", how="anti", maintain_order="left").join(
        names, on=["document", "subject"], how="left", maintain_order="left"
    )
    for row in filter(lacks_evidence, found.iter_rows(named=True)):
        told = {name: row[name] or row["subject"] for name in ("label", "label_en")}
        yield Finding(
            number="V-05",
            severity=Severity.WARNING,
            verdict=Verdict.UNEXPLAINED,
            addresses=(SHAPES["follow_up"].address_of(row),),
            document=row["document"],
            facts={**told, "reported": row["reported"]},
        )
