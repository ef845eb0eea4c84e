"""The programme as pictures: from measures to the total, the range through the years, and what moves it."""

import numpy as np

from rodtrad.core.measurement import UNITS
from rodtrad.facts.programme import UncertaintyOf
from rodtrad.models.programme.package import Floats
from rodtrad.models.programme.planning import Variable
from rodtrad.models.programme.result import ProgrammeResult
from rodtrad.models.programme.simulate import Draws
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import (
    Bar,
    BarKind,
    FanChart,
    FanNames,
    TornadoBar,
    TornadoChart,
    WaterfallChart,
)

_MILLION = UNITS["mill. kr"].grains
_MOST_BARS, _MOST_SWINGS = 12, 12


def programme_waterfall(telling: Telling, result: ProgrammeResult, year: int) -> WaterfallChart:
    """From the measures one by one to what the programme gives in a year, and the adopted cut beside it."""
    at_year = result.package.years.index(year)
    effects = [
        (c.key, float(e)) for c, e in zip(result.package.cards, result.package.point[:, at_year], strict=True)
    ]
    effects = sorted((pair for pair in effects if pair[1]), key=lambda pair: -abs(pair[1]))
    shown, rest = effects[:_MOST_BARS], effects[_MOST_BARS:]
    steps = list(shown)
    if rest:
        steps.append((telling.say("other_measures", count=len(rest)), sum(e for _, e in rest)))
    if result.doubled[at_year]:
        steps.append((telling.say("counted_twice"), -float(result.doubled[at_year])))
    bars, at = [], 0.0
    for label, effect in steps:
        kind = BarKind.DECREASE if effect < 0 else BarKind.INCREASE
        bars.append(Bar(label, at, at + effect / _MILLION, kind, telling.million_change(effect)))
        at += effect / _MILLION
    total = float(result.point[at_year])
    bars.append(
        Bar(telling.say("programme_total"), 0.0, total / _MILLION, BarKind.LEVEL, telling.million(total))
    )
    cut = result.cut.amounts[at_year] if result.cut is not None else np.nan
    if not np.isnan(cut):
        bars.append(Bar(telling.say("adopted_cut"), 0.0, cut / _MILLION, BarKind.LEVEL, telling.million(cut)))
    return WaterfallChart(
        telling.say("programme_waterfall", year=year),
        UNITS["mill. kr"].label_in(telling.language),
        tuple(bars),
        telling.say(
            "programme_waterfall_alternative",
            year=year,
            count=len(effects),
            total=telling.million(total),
            largest=effects[0][0] if effects else "–",
        ),
    )


def fan(telling: Telling, result: ProgrammeResult) -> FanChart:
    """The range through the years, beside the sum of the cards and the adopted cut."""
    cut = None if result.cut is None else result.cut.amounts
    title, named = telling.say("programme_fan"), telling.say("sum_of_cards")
    return range_chart(telling, title, named, result.draws, result.point, cut)


def range_chart(
    telling: Telling, title: str, named: str, draws: Draws, point: Floats, cut: Floats | None = None
) -> FanChart:
    """P10 to P90 of draws through the years, in million kroner.

    named  what the line of best estimates is called      point, cut  (year,) øre
    """
    low, middle, high = (draws.quantile(part) for part in (0.1, 0.5, 0.9))

    def millions(amounts: Floats) -> tuple[float, ...]:
        return tuple(map(float, amounts / _MILLION))

    return FanChart(
        title,
        UNITS["mill. kr"].label_in(telling.language),
        draws.years,
        millions(low),
        millions(middle),
        millions(high),
        millions(point),
        () if cut is None else tuple(None if np.isnan(v) else v for v in millions(cut)),
        FanNames(telling.say("fan_band"), "P10", "P50", "P90", named, telling.say("adopted_cut")),
        telling.say(
            "programme_fan_alternative",
            year=draws.years[-1],
            low=telling.million(low[-1]),
            middle=telling.million(middle[-1]),
            high=telling.million(high[-1]),
            point=telling.million(point[-1]),
        ),
    )


def tornado(telling: Telling, result: ProgrammeResult) -> TornadoChart | None:
    """What moves the last year's total most, one uncertainty at a time; None when nothing is unsure."""
    wide = [s for s in result.swings if s.width][:_MOST_SWINGS]
    if not wide:
        return None
    centre = float(result.point[-1])
    bars = tuple(
        TornadoBar(
            variable_name(telling, s.variable),
            (centre + s.low) / _MILLION,
            (centre + s.high) / _MILLION,
            telling.million_change(s.low),
            telling.million_change(s.high),
        )
        for s in wide
    )
    year = result.package.years[-1]
    return TornadoChart(
        telling.say("programme_tornado", year=year),
        UNITS["mill. kr"].label_in(telling.language),
        bars,
        centre / _MILLION,
        telling.say(
            "programme_tornado_alternative", first=bars[0].label, low=bars[0].low_text, high=bars[0].high_text
        ),
        telling.say("goes_badly"),
        telling.say("goes_well"),
    )


def variable_name(telling: Telling, variable: Variable) -> str:
    """What is unsure, in few words: the measure and which uncertainty, or the assumption."""
    key = variable.name.rpartition("/")[2]
    if variable.name.startswith("assumption/"):
        return telling.row_name(variable.name)
    is_estimate = variable.of is UncertaintyOf.ESTIMATE
    return telling.say("unsure_estimate" if is_estimate else "unsure_implementation", measure=key)
