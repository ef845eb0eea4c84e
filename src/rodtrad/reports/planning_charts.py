"""Budgets as pictures: the bridge from base to frame, and how two versions differ."""

from collections.abc import Sequence

from rodtrad.core.measurement import UNITS
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Bar, BarKind, WaterfallChart

_MILLION = UNITS["mill. kr"].grains
_MOST_BARS = 12

Named = tuple[str, int]
"""What an amount is called, and the amount in øre."""


def plan_bridge(
    telling: Telling, name: str, year: int, base: Named, steps: Sequence[Named], frame: str
) -> WaterfallChart | None:
    """The way from the base to the frame of one year, in million kroner; None where nothing moves.

    name   unit or whole that it is about
    frame  what the frame is called
    """
    if not steps:
        return None
    last = base[1] + sum(amount for _, amount in steps)
    told = {"name": name, "year": year, "first": telling.million(base[1]), "last": telling.million(last)}
    return WaterfallChart(
        telling.say("plan_bridge_title", name=name, year=year),
        UNITS["mill. kr"].label_in(telling.language),
        _bars(telling, base, steps, frame),
        telling.say("plan_bridge_alternative", steps=len(steps), **told),
    )


def difference_chart(
    telling: Telling, year: int, first: Named, second: str, parts: Sequence[Named]
) -> WaterfallChart | None:
    """From the frame of one version to that of another, by what differs; None where nothing does.

    second  what the other version is called
    parts   what differs; the smallest are shown as one
    """
    moved = sorted((part for part in parts if part[1]), key=lambda part: -abs(part[1]))
    if not moved:
        return None
    shown, rest = moved[:_MOST_BARS], sum(amount for _, amount in moved[_MOST_BARS:])
    steps = [*shown, (telling.say("plan_others"), rest)] if rest else shown
    change = telling.million_change(sum(amount for _, amount in moved))
    told = {"first": first[0], "second": second, "year": year}
    return WaterfallChart(
        telling.say("plan_difference_title", **told),
        UNITS["mill. kr"].label_in(telling.language),
        _bars(telling, first, steps, second),
        telling.say("plan_difference_alternative", count=len(moved), change=change, **told),
    )


def _bars(telling: Telling, first: Named, steps: Sequence[Named], last: str) -> tuple[Bar, ...]:
    """Bars from one level, step by step, to the next."""
    grains = first[1]
    bars = [Bar(first[0], 0.0, grains / _MILLION, BarKind.LEVEL, telling.million(grains))]
    for label, amount in steps:
        kind = BarKind.DECREASE if amount < 0 else BarKind.INCREASE
        ends = (grains / _MILLION, (grains + amount) / _MILLION)
        bars.append(Bar(label, *ends, kind, telling.million_change(amount)))
        grains += amount
    bars.append(Bar(last, 0.0, grains / _MILLION, BarKind.LEVEL, telling.million(grains)))
    return tuple(bars)
