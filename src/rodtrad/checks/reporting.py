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
from rodtrad.models.reporting.accounts import imported_accounts, year_as_of
from rodtrad.models.reporting.copies import moved_since
from rodtrad.models.reporting.economy import DIMENSIONS, parents_of, place_of, untold_places
from rodtrad.models.reporting.rounds import KINDS, last_known_day, reports_in, round_of
from rodtrad.models.thread.weave import Thread

_SHOWN_FIGURES = 20
_PLACE = ["document", "unit", *DIMENSIONS]
_ACCOUNTS = Version.ACCOUNTS.value


@check("V-01", Severity.WARNING)
def deviation_is_explained(thread: Thread) -> Iterator[Finding]:
    """V-01: a report that is handed in explains every deviation above the limits of its round."""
    facts = thread.facts
    limits = [
        {
            "document": report.document,
            "own": str(report.period),
            "year_as_of": year_as_of(report),
            "share": opened.limit_share.ten_thousandths,
            "least": opened.limit_amount.ore,
        }
        for report in reports_in(facts)
        if not report.is_open and (opened := round_of(facts, report)) is not None
    ]
    if not limits:
        return
    above, parents = _above_limits(facts, pl.DataFrame(limits)), parents_of(facts)
    words = set(facts["passage"].filter(pl.col("text") != "").select("document", "subject").rows())
    for rows in above.partition_by("document", maintain_order=True):
        places = {place_of(row): row for row in rows.iter_rows(named=True)}
        for place in untold_places(places, parents):
            row = places[place]
            subject = SHAPES["period_amount"].address_of({**row, "period": row["own"], "version": _ACCOUNTS})
            if (row["document"], subject) not in words:
                yield _deviation(row)


def _above_limits(facts: Facts, limits: pl.DataFrame) -> pl.DataFrame:
    """The places of some reports whose deviation, or whose forecast's, is above both limits."""
    version, period = pl.col("version"), pl.col("period")
    so_far = period == pl.col("own")
    wanted = {
        "budget": so_far & (version == Version.REGULATED.value),
        "accounts": so_far & (version == _ACCOUNTS),
        "year": (period == pl.col("year_as_of")) & ~so_far & (version == Version.REGULATED.value),
        "forecast": so_far & (version == Version.FORECAST.value),
    }
    rows = facts["period_amount"].join(limits, on="document").sort(_PLACE, maintain_order=True)
    placed = rows.group_by(_PLACE, maintain_order=True).agg(
        *(pl.col("amount").filter(which).first().alias(name) for name, which in wanted.items()),
        pl.col("own", "share", "least", "printed_unit").first(),
    )
    return placed.filter(_is_above("budget", "accounts") | _is_above("year", "forecast"))


def _is_above(budget: str, other: str) -> pl.Expr:
    """Whether a deviation is above both limits; see `models/reporting/economy.py` for the rule."""
    whole = pl.col(budget).cast(pl.Int128)
    deviation = (whole - pl.col(other).cast(pl.Int128)).abs()
    share = deviation * HUNDRED_PER_CENT > pl.col("share").cast(pl.Int128) * whole.abs()
    return (share & (deviation > pl.col("least"))).fill_null(value=False)


def _deviation(row: dict[str, Any]) -> Finding:
    """The amounts that deviate: accounts where they do, else the forecast."""
    shape, unit = SHAPES["period_amount"], row["printed_unit"]
    so_far = row["accounts"] is not None and row["budget"] is not None
    other, budget = ("accounts", "budget") if so_far else ("forecast", "year")
    version = _ACCOUNTS if so_far else Version.FORECAST.value
    address = shape.address_of({**row, "period": row["own"], "version": version}, "amount")
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
    empty = pl.col("evidence").fill_null("").str.strip_chars() == ""
    done = thread.facts["follow_up"].filter(
        (pl.col("fact") == FollowedFact.ASSIGNMENT.value)
        & (pl.col("status") == FollowUpStatus.DONE.value)
        & empty
    )
    subject = pl.concat_str("status", "number", separator=".").alias("subject")
    names = thread.facts["assignment"].select("document", subject, "label", "label_en")
    found = done.join(reports, on="document", how="anti", maintain_order="left").join(
        names, on=["document", "subject"], how="left", maintain_order="left"
    )
    for row in found.iter_rows(named=True):
        told = {name: row[name] or row["subject"] for name in ("label", "label_en")}
        yield Finding(
            number="V-05",
            severity=Severity.WARNING,
            verdict=Verdict.UNEXPLAINED,
            addresses=(SHAPES["follow_up"].address_of(row),),
            document=row["document"],
            facts={**told, "reported": row["reported"]},
        )
