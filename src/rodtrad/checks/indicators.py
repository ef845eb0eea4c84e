"""Targets against results."""

from collections.abc import Iterator

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import GRAINS_PER_ONE
from rodtrad.core.numbers import in_unit
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.facts.indicator import Direction, Operator, ValueKind
from rodtrad.models.thread.figures import addressed
from rodtrad.models.thread.weave import Thread

_RATES = ("prosent", "poeng", "promille")
_FAR_FROM_ZERO = 5.0


def _values(thread: Thread) -> pl.DataFrame:
    """Every value of every indicator, with its direction and address; put together once."""
    return thread.kept.once("values of indicators", lambda: _put_together(thread))


def _put_together(thread: Thread) -> pl.DataFrame:
    kept = ("document", pl.col("key").alias("indicator"), "better", "concept")
    indicators = thread.facts["indicator"].select(*kept)
    return (
        addressed(thread.facts, "indicator_value")
        .join(indicators, on=["document", "indicator"], maintain_order="left")
        .with_columns(_direction())
    )


def _direction() -> pl.Expr:
    """Which way is better: from the target's operator where it has one, else as registered."""
    operator = pl.col("operator").drop_nulls().first().over("document", "indicator")
    return (
        pl.when(operator == Operator.BELOW.value)
        .then(pl.lit(Direction.LOWER.value))
        .when(operator == Operator.ABOVE.value)
        .then(pl.lit(Direction.HIGHER.value))
        .otherwise(pl.col("better"))
        .alias("better")
    )


def _against_target(thread: Thread, *, same_year: bool) -> pl.DataFrame:
    """Targets with the result of the target's year, or with the latest earlier result."""
    values = _values(thread)
    pair = ["document", "indicator"]
    target = values.filter(pl.col("kind") == ValueKind.TARGET.value)
    result = values.filter(pl.col("kind") == ValueKind.RESULT.value).select(
        *pair, "year", pl.col("value").alias("result"), pl.col("address").alias("result_address")
    )
    if same_year:
        return target.join(result, on=[*pair, "year"])
    earlier = target.join(result, on=pair, suffix="_result").filter(pl.col("year_result") < pl.col("year"))
    return earlier.sort("year_result").unique(pair, keep="last", maintain_order=True)


def _finding(number: str, row: dict[str, object], **facts: object) -> Finding:
    unit, prints = str(row["printed_unit"]), row.get("prints")
    return Finding(
        number=number,
        severity=Severity.NOTICE,
        verdict=Verdict.UNEXPLAINED,
        addresses=tuple(str(row[a]) for a in ("address", "result_address") if row.get(a)),
        document=str(row["document"]),
        lines=(int(str(row["line"])),),
        printed=in_unit(float(str(row["value"])), unit),
        computed=in_unit(float(str(row["result"])), unit) if "result" in row else None,
        unit=unit,
        facts={"year": row["year"], **facts},
        consequences=tuple(str(a) for a in prints if a != row["address"]) if isinstance(prints, list) else (),
    )


def _printed_once(rows: pl.DataFrame) -> pl.DataFrame:
    """The first print of an indicator that stands under several areas with the same numbers."""
    same = ("document", "concept", "year", "value", "result")
    again = pl.col("address").implode().over(same).alias("prints")
    return rows.sort("line").with_columns(again).unique(same, keep="first", maintain_order=True)


@check("I-01", Severity.NOTICE)
def target_not_reached(thread: Thread) -> Iterator[Finding]:
    """I-01: the result of the target's own year misses it."""
    pairs = _against_target(thread, same_year=True)
    gap = pl.col("result") - pl.col("value")
    operator = pl.col("operator")
    missed = (
        pl.when(operator == Operator.ABOVE.value)
        .then(gap <= 0)
        .when(operator == Operator.BELOW.value)
        .then(gap >= 0)
        .when(pl.col("better") == Direction.HIGHER.value)
        .then(gap < 0)
        .when(pl.col("better") == Direction.LOWER.value)
        .then(gap > 0)
        .otherwise(gap != 0)
    )
    for row in _printed_once(pairs.filter(missed)).iter_rows(named=True):
        yield _finding("I-01", row)


@check("I-02", Severity.NOTICE)
def target_below_result(thread: Thread) -> Iterator[Finding]:
    """I-02: the target asks for less than the latest result already gave."""
    pairs = _against_target(thread, same_year=False)
    gap = pl.col("value") - pl.col("result")
    weaker = (
        pl.when(pl.col("better") == Direction.HIGHER.value)
        .then(gap < 0)
        .when(pl.col("better") == Direction.LOWER.value)
        .then(gap > 0)
        .otherwise(pl.lit(value=False))
    )
    for row in _printed_once(pairs.filter(weaker & (pl.col("value") != 0))).iter_rows(named=True):
        yield _finding("I-02", row, result_year=row["year_result"])


@check("I-03", Severity.WARNING)
def zero_that_looks_missing(thread: Thread) -> Iterator[Finding]:
    """I-03: a zero where the indicator's other values are far from zero.

    A share, score or rate does not start at zero; a count may, when a service is new.
    """
    values = _values(thread).sort("document", "indicator", "year")
    group = ("document", "indicator")
    others = pl.col("value").filter(pl.col("value") != 0).abs().mean().over(group)
    far = others / GRAINS_PER_ONE >= _FAR_FROM_ZERO
    before = (pl.col("value") != 0).cast(pl.Int64).cum_sum().over(group) > 0
    suspect = pl.col("printed_unit").is_in(_RATES) | before
    reported = pl.col("kind") != ValueKind.TARGET.value
    higher = pl.col("better") == Direction.HIGHER.value
    zeros = values.filter((pl.col("value") == 0) & far & suspect & (reported | higher.fill_null(value=False)))
    for rows in zeros.partition_by(*group, maintain_order=True):
        first = rows.row(0, named=True)
        finding = _finding("I-03", first, years=", ".join(str(y) for y in rows["year"]))
        yield Finding(
            number="I-03",
            severity=Severity.WARNING,
            verdict=Verdict.UNEXPLAINED,
            addresses=tuple(rows["address"]),
            document=finding.document,
            lines=finding.lines,
            printed=finding.printed,
            unit=finding.unit,
            facts=finding.facts,
        )
