"""What a report takes with it when it is handed in, so that it stays as it is (låste tall).

The amounts it shows are copied into the report, and how the work of the letter was going. A copied amount is
the same quantity as the one in the accounts (`models/thread/periods.py`), so the two lead to each other, and
a later difference is a finding.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from rodtrad.facts.budget import Version
from rodtrad.facts.reporting import ReportSubject
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.reporting.accounts import SAME, imported_accounts, year_as_of
from rodtrad.models.reporting.answers import (
    Followed,
    assignments_of,
    copied_subject,
    goals_of,
    passages_about,
    resolutions_of,
)
from rodtrad.models.reporting.economy import Economy, Place, Stated, economy_of, own_key
from rodtrad.models.reporting.kept import LIMITS, kept_key, limit_rows
from rodtrad.models.reporting.remembered import rows_where
from rodtrad.models.reporting.rounds import AskedPart, Report, asked, round_of, subjects_of
from rodtrad.models.thread.periods import last_months


def copied_rows(facts: Facts, report: Report) -> dict[str, pl.DataFrame]:
    """The rows a report must hold when it is handed in now, by fact.

    References of its texts to amounts that are copied lead to the copies. What it is asked for, and the
    limits of its round, are written down with it (`models/reporting/kept.py`).
    """
    parts, opened = asked(facts, report), round_of(facts, report)
    subjects = subjects_of(parts)
    economy = economy_of(facts, report, opened) if ReportSubject.ECONOMY in subjects else None
    amounts = _amounts(economy) if economy else []
    followed: list[Followed] = []
    for subject, told in _TOLD:
        if subject in subjects:
            followed += told(facts, report, opened)
    texts = _passages(facts, report, _own_addresses(economy) if economy else {})
    months, place = economy.months if economy else None, (report.document, report.unit, str(report.period))
    rows = {
        "period_amount": amounts,
        "follow_up": _follow_up(report, followed),
        "passage": texts,
        "report_part": _asked(facts, report, parts),
        "key_figure": limit_rows(*place, opened.limits, months) if opened else [],
    }
    return {name: _frame(name, made) for name, made in rows.items()}


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    shape = SHAPES[name]
    empty = dict.fromkeys(shape.names())
    return pl.DataFrame([empty | row for row in rows], schema=shape.polars_schema(), orient="row")


def _asked(facts: Facts, report: Report, parts: Iterable[AskedPart]) -> list[dict[str, Any]]:
    """The parts of letters that a report answers, as its own rows."""
    return [
        {**row, "document": report.document, "key": kept_key(part.letter, part.key)}
        for part in parts
        for row in rows_where(facts, "report_part", "document", part.letter)
        if row["key"] == part.key
    ]


_TOLD = (
    (ReportSubject.GOALS, goals_of),
    (ReportSubject.ASSIGNMENTS, assignments_of),
    (ReportSubject.RESOLUTIONS, resolutions_of),
)


def held_rows(facts: Facts, report: Report) -> dict[str, pl.DataFrame]:
    """What a report holds already: what was written the last time it was handed in, and its texts."""
    mine = pl.col("document") == report.document
    amounts = facts["period_amount"].filter(mine & (pl.col("version") != Version.FORECAST.value))
    limits = facts["key_figure"].filter(mine & pl.col("key").is_in(LIMITS))
    others = {name: facts[name].filter(mine) for name in ("follow_up", "passage", "report_part")}
    return {"period_amount": amounts, "key_figure": limits, **others}


def _amounts(economy: Economy) -> list[dict[str, Any]]:
    report = economy.report
    rows: list[dict[str, Any]] = []
    for line in economy.lines:
        rows += _copies(report, line.place, Version.ACCOUNTS, str(report.period), line.accounts)
        rows += _copies(report, line.place, Version.REGULATED, str(report.period), line.budget)
        if not report.is_yearly:
            rows += _copies(report, line.place, Version.REGULATED, year_as_of(report), line.year_budget)
    return rows


def _copies(
    report: Report, place: Place, version: Version, period: str, stated: Stated | None
) -> Iterable[dict[str, Any]]:
    if stated is None or not stated.address:
        return ()
    row = own_key(report, place, version, period) | {
        "amount": stated.ore,
        "printed_unit": stated.printed_unit,
        "decimals": stated.decimals,
    }
    return (row,)


def _own_addresses(economy: Economy) -> dict[str, str]:
    """Where each copied amount stands in the report, by where it comes from."""
    report, made = economy.report, dict[str, str]()
    for line in economy.lines:
        for version, period, stated in (
            (Version.REGULATED, str(report.period), line.budget),
            (Version.REGULATED, year_as_of(report), line.year_budget),
            (Version.ACCOUNTS, str(report.period), line.accounts),
        ):
            if stated is not None and stated.address:
                [row] = _copies(report, line.place, version, period, stated)
                made[stated.address] = SHAPES["period_amount"].address_of(row, "amount")
    return made


def _passages(facts: Facts, report: Report, own: Mapping[str, str]) -> list[dict[str, Any]]:
    """The report's texts; what was about an earlier edition is about the newest, and copies are led to."""
    about = {row["key"]: subject for subject, row in passages_about(facts, report).items()}
    return [
        {**row, "subject": about.get(row["key"], row["subject"]), "text": _with_own(row["text"], own)}
        for row in rows_where(facts, "passage", "document", report.document)
    ]


def _with_own(text: str, own: Mapping[str, str]) -> str:
    for address, copy in own.items():
        text = re.sub(rf"{re.escape(address)}(?=[\s|}}])", copy, text)
    return text


def _follow_up(report: Report, followed: list[Followed]) -> list[dict[str, Any]]:
    return [
        {**one.said, "document": report.document, "subject": copied_subject(one), "carries": None}
        for one in followed
        if one.said is not None
    ]


def moved_since(facts: Facts, reports: Iterable[str]) -> pl.DataFrame:
    """The accounts and budgets of some reports that the imported accounts say otherwise now (endret etterpå).

    An amount that the accounts do not have is not told of: they may be imported in parts.

    returns  the rows of the reports, with `now` in øre
    """
    own = facts["period_amount"].filter(
        pl.col("document").is_in(list(reports)) & (pl.col("version") != Version.FORECAST.value)
    )
    if own.is_empty():
        return own.with_columns(pl.lit(0, pl.Int64).alias("now"))
    held = own.with_columns(last_months(own["period"]).alias("month"))
    now = imported_accounts(facts, held).select(*SAME, pl.col("amount").alias("now"))
    pairs = held.join(now, on=SAME, nulls_equal=True, maintain_order="left")
    return pairs.filter(pl.col("amount") != pl.col("now")).drop("month")
