"""The fan: a band of likely outcomes through the years, with the middle, the sum and the target as lines.

Lines are told apart by stroke and marks: the middle is solid, the sum dashed, the target has squares.
The band has edges, so it is seen without its tone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rodtrad.core.numbers import number
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.publish.frame import (
    TEXT,
    Margins,
    NumberAxis,
    across,
    finished,
    kept_apart,
    left_margin,
    number_axis,
    text_at,
    up,
    upward_axis,
)
from rodtrad.publish.layout import LINE, SCREEN, ChartLayout, widest
from rodtrad.publish.legend import Sign, place_signs, sign_layers
from rodtrad.publish.number_table import number_table, shown_decimals
from rodtrad.publish.palette import Palette
from rodtrad.reports.tree import FanChart, TableBlock

_ALONE, _BESIDE = 0.3, 0.12
_BELOW = 30
_END_GAP = 12
_WIDEST_END = 0.22


@dataclass(frozen=True, slots=True)
class PlacedFan:
    """A fan that is placed: the axes, and room in pixels.

    span  where the axis of years begins and ends
    side  how far beyond the outer years it goes, in years
    ends  the last year's low, middle and high as text
    """

    axis: NumberAxis
    span: tuple[float, float]
    side: float
    ends: tuple[str, ...]
    left: int
    right: int
    width: int
    height: int


def place_fan(chart: FanChart, language: Language, layout: ChartLayout) -> PlacedFan:
    """Give a fan its axes and its room."""
    axis = number_axis(_values(chart), layout)
    side = _ALONE if len(chart.years) == 1 else _BESIDE
    span = (min(chart.years) - side, max(chart.years) + side) if chart.years else (0.0, 1.0)
    ends = _end_texts(chart, language, layout)
    left = left_margin(axis.texts(language), layout)
    right = round(widest(ends, layout.font_size)) + _END_GAP + 4
    return PlacedFan(axis, span, side, ends, left, right, layout.width - left - right, layout.plot_height)


def fan_spec(chart: FanChart, language: Language, layout: ChartLayout, palette: Palette) -> dict[str, Any]:
    """Give the Vega-Lite specification of a fan."""
    import altair as alt

    drawn = place_fan(chart, language, layout)
    signs, legend_height = place_signs(_signs(chart, palette), layout)
    top = legend_height + LINE + 14
    unit = {"align": "left", "color": palette.muted, "fontSize": layout.font_size - 1}
    layers = [
        *upward_axis(alt, drawn.axis, drawn.width, drawn.axis.texts(language), layout, palette),
        _year_layer(alt, chart, drawn, layout, palette),
        *_drawing_layers(alt, chart, drawn, palette),
        *_end_layers(alt, chart, drawn, layout, palette),
        *sign_layers(alt, signs, (drawn.left, top), layout, palette),
        text_at(alt, (chart.unit,), -drawn.left, -18, **unit),
    ]
    margins = Margins(drawn.left, drawn.right, top, _BELOW)
    return finished(alt, layers, drawn.width, drawn.height, margins, palette.font or layout.font)


def _values(chart: FanChart) -> Iterator[float]:
    yield from (*chart.low, *chart.middle, *chart.high, *chart.point)
    yield from (value for value in chart.target if value is not None)


def _looks(palette: Palette) -> dict[str, dict[str, Any]]:
    dark, light = palette.series[:2]
    return {
        "band": {"fill": light, "fillOpacity": 0.28, "strokeWidth": 0},
        "edge": {"stroke": light, "strokeWidth": 1.4},
        "middle": {"stroke": dark, "strokeWidth": 3},
        "point": {"stroke": palette.ink, "strokeWidth": 2, "strokeDash": [6, 4]},
        "target": {"stroke": palette.thread, "strokeWidth": 2},
        "mark": {
            "shape": "square",
            "size": 80,
            "fill": palette.thread,
            "stroke": palette.paper,
            "opacity": 1,
        },
    }


def _signs(chart: FanChart, palette: Palette) -> list[Sign]:
    looks, names = _looks(palette), chart.names
    box = looks["band"] | looks["edge"]
    signs = [Sign(names.band, box=box), Sign(names.middle, line=looks["middle"])]
    if chart.point:
        signs.append(Sign(names.point, line=looks["point"]))
    if _has_target(chart):
        signs.append(Sign(names.target, line=looks["target"], mark=looks["mark"]))
    return signs


def _has_target(chart: FanChart) -> bool:
    return any(value is not None for value in chart.target)


def _year_layer(alt: Any, chart: FanChart, drawn: PlacedFan, layout: ChartLayout, palette: Palette) -> Any:
    """Write the years under the plot, as many as there is room for, the last always."""
    room = drawn.width / (drawn.span[1] - drawn.span[0])
    every = kept_apart([str(year) for year in chart.years], room, layout.font_size)
    shown = [{"at": year, "text": str(year)} for year in sorted(chart.years, reverse=True)[::every]]
    words = alt.Chart(alt.Data(values=shown)).mark_text(
        **TEXT, align="center", color=palette.ink, fontSize=layout.font_size
    )
    return words.encode(x=across(alt, drawn.span, "at"), y=alt.YValue(drawn.height + 16), text="text:N")


def _drawing_layers(alt: Any, chart: FanChart, drawn: PlacedFan, palette: Palette) -> list[Any]:
    looks, ends = _looks(palette), drawn.axis.ends
    year, value = across(alt, drawn.span, "year"), up(alt, ends, "value")

    def line(values: Sequence[float | None], look: str) -> Any:
        rows = [row for run in _runs(chart.years, values) for row in _widened(run, drawn.side)]
        mark = alt.Chart(alt.Data(values=rows)).mark_line(**looks[look])
        return mark.encode(x=year, y=value, detail="run:N")

    edges = zip(chart.years, chart.low, chart.high, strict=True)
    rows = _widened([{"year": y, "low": low, "high": high} for y, low, high in edges], drawn.side)
    band = alt.Chart(alt.Data(values=rows)).mark_area(**looks["band"])
    layers = [
        band.encode(x=year, y=up(alt, ends, "low"), y2="high:Q"),
        line(chart.low, "edge"),
        line(chart.high, "edge"),
        line(chart.middle, "middle"),
    ]
    if chart.point:
        layers.append(line(chart.point, "point"))
    if _has_target(chart):
        reached = [row for run in _runs(chart.years, chart.target) for row in run]
        marks = alt.Chart(alt.Data(values=reached)).mark_point(**looks["mark"])
        layers += [line(chart.target, "target"), marks.encode(x=year, y=value)]
    return layers


def _runs(years: Sequence[int], values: Sequence[float | None]) -> list[list[dict[str, Any]]]:
    """Give the known values in runs of years that follow each other; a line is drawn through each run."""
    pairs = zip(years, values, strict=True)
    return [
        [{"year": year, "value": value, "run": run} for year, value in group]
        for run, (known, group) in enumerate(groupby(pairs, key=lambda pair: pair[1] is not None))
        if known
    ]


def _widened(rows: list[dict[str, Any]], side: float) -> list[dict[str, Any]]:
    """A year alone becomes a short stretch around it, as a line needs two ends."""
    if len(rows) != 1:
        return rows
    return [rows[0] | {"year": rows[0]["year"] + shift} for shift in (-side, side)]


def _end_texts(chart: FanChart, language: Language, layout: ChartLayout) -> tuple[str, ...]:
    """The last year's low, middle and high as text, with their names where there is room."""
    if not chart.years:
        return ()
    last, decimals = (chart.low[-1], chart.middle[-1], chart.high[-1]), shown_decimals(_values(chart))
    numbers = tuple(number(value, decimals, language) for value in last)
    names = (chart.names.low, chart.names.middle, chart.names.high)
    named = tuple(f"{name} {text}" for name, text in zip(names, numbers, strict=True))
    return named if widest(named, layout.font_size) <= layout.width * _WIDEST_END else numbers


def _end_layers(
    alt: Any, chart: FanChart, drawn: PlacedFan, layout: ChartLayout, palette: Palette
) -> list[Any]:
    """Write the last year's numbers to the right, pushed apart where the band is narrow."""
    if not drawn.ends:
        return []
    low, middle, high = chart.low[-1], chart.middle[-1], chart.high[-1]
    line = LINE * (drawn.axis.high - drawn.axis.low) / drawn.height
    places = (min(low, middle - line), middle, max(high, middle + line))
    rows = [{"at": at, "text": text} for at, text in zip(places, drawn.ends, strict=True)]
    words = alt.Chart(alt.Data(values=rows)).mark_text(
        **TEXT, align="left", color=palette.ink, fontSize=layout.font_size, fontWeight="bold"
    )
    x = alt.XValue(drawn.width + _END_GAP)
    return [words.encode(x=x, y=up(alt, drawn.axis.ends, "at"), text="text:N")]


def fan_table(chart: FanChart, language: Language) -> TableBlock:
    """Give the fan's numbers as a table: one row a line, one column a year."""
    names = chart.names
    rows: list[tuple[str, Sequence[float | None]]] = [
        (names.low, chart.low),
        (names.middle, chart.middle),
        (names.high, chart.high),
    ]
    if chart.point:
        rows.append((names.point, chart.point))
    if _has_target(chart):
        rows.append((names.target, chart.target))
    return number_table(chart.title, chart.unit, map(str, chart.years), rows, language)


def fan_note(chart: FanChart, language: Language) -> str:
    """Say so when the axis does not hold zero."""
    axis = number_axis(_values(chart), SCREEN)
    return "" if axis.low <= 0 <= axis.high else say("publish_axis_cut", language)
