"""Benefits that are reported and not seen, seen but not where they should come from, or not reported."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.numbers import MINUS, in_unit
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.concepts import SHAPES
from rodtrad.models.programme.benefit_traces import TracedVolume
from rodtrad.models.programme.benefits import Benefit, BenefitStatus, BenefitYear, benefits_of
from rodtrad.models.thread.weave import Thread

_KRONER = "kr"


@check("G-01", Severity.WARNING)
def reported_but_not_seen(thread: Thread) -> Iterator[Finding]:
    """G-01: the owner reports a benefit that the accounts do not show."""
    for benefit, year in _years_with(thread, BenefitStatus.REPORTED_NOT_SEEN):
        assert year.reported is not None
        assert year.seen is not None
        accounts = (address for line in year.lines for address in line.after_at)
        yield Finding(
            number="G-01",
            severity=Severity.WARNING,
            verdict=Verdict.UNEXPLAINED,
            addresses=(year.reported_at, *accounts),
            printed=in_unit(year.reported, _KRONER),
            computed=in_unit(year.seen, _KRONER),
            unit=_KRONER,
            **_of(thread, benefit, year=year.year, expected=round(in_unit(year.expected, _KRONER))),
        )


@check("G-02", Severity.WARNING)
def seen_without_its_volume(thread: Thread) -> Iterator[Finding]:
    """G-02: the money is saved, but the volume it should come from did not move."""
    for benefit, year in _years_with(thread, BenefitStatus.SEEN_NOT_DUE):
        for volume in year.volumes:
            if volume.moved is not None:
                yield _unmoved(thread, benefit, year, volume)


def _unmoved(thread: Thread, benefit: Benefit, year: BenefitYear, volume: TracedVolume) -> Finding:
    assert volume.before is not None
    assert volume.after is not None
    assert volume.moved is not None
    percent = int(100 * volume.moved // 1)
    moved = f"{MINUS if percent < 0 else ''}{abs(percent)}"
    return Finding(
        number="G-02",
        severity=Severity.WARNING,
        verdict=Verdict.UNEXPLAINED,
        addresses=(volume.after_at, volume.before_at),
        printed=in_unit(volume.after, volume.unit),
        computed=in_unit(volume.before, volume.unit),
        unit=volume.unit,
        about=f"{benefit.document}/{benefit.measure}",
        **_of(thread, benefit, year=year.year, baseline=benefit.baseline_year, moved=moved),
    )


@check("G-03", Severity.NOTICE)
def owner_has_not_reported(thread: Thread) -> Iterator[Finding]:
    """G-03: a year is closed in the accounts, and the owner has reported it neither then nor later."""
    for benefit in _benefits(thread):
        if benefit.silent_since is not None:
            key = {"document": benefit.document, "measure": benefit.measure}
            yield Finding(
                number="G-03",
                severity=Severity.NOTICE,
                verdict=Verdict.UNEXPLAINED,
                addresses=(SHAPES["benefit_plan"].address_of(key),),
                about=str(benefit.silent_since),
                **_of(thread, benefit, owner=benefit.owner, since=benefit.silent_since, last=benefit.last),
            )


def _benefits(thread: Thread) -> tuple[Benefit, ...]:
    return thread.kept.once("benefits", lambda: benefits_of(thread))


def _years_with(thread: Thread, status: BenefitStatus) -> Iterator[tuple[Benefit, BenefitYear]]:
    every = ((benefit, year) for benefit in _benefits(thread) for year in benefit.years)
    return ((benefit, year) for benefit, year in every if status in year.statuses)


def _of(thread: Thread, benefit: Benefit, **facts: object) -> dict[str, Any]:
    """Where the card stands, and what the finding's sentence needs besides its name."""
    same = (pl.col("document") == benefit.document) & (pl.col("key") == benefit.measure)
    cards = thread.facts["efficiency_measure"].filter(same)
    names = {"label": benefit.measure, "label_en": benefit.measure}
    if cards.height:
        names = {name: f"{benefit.measure} {cards[name][0]}" for name in names}
    lines = tuple(cards["line"].drop_nulls())
    return {"document": benefit.document, "lines": lines, "facts": names | facts}
