"""Grouped bars: for each category one bar a series, from zero, with its number at the end.

The first series is hollow and the next filled, and each bar has its number: colour carries nothing alone.
"""

from dataclasses import dataclass
from typing import Any

from rodtrad.core.numbers import number
from rodtrad.core.shape import Language
from rodtrad.publish.frame import TEXT, Margins, across, bars_between, down, finished
from rodtrad.publish.layout import LINE, ChartLayout, widest, wrap_label
from rodtrad.publish.legend import Sign, place_signs, sign_layers
from rodtrad.publish.number_table import number_table, shown_decimals
from rodtrad.publish.palette import Palette
from rodtrad.reports.tree import GroupedBars, TableBlock

_GAP, _BETWEEN, _TO_LABEL, _UNDER = 6, 3, 12, 12
_THIN = 0.75
"""How much thinner than a bar alone each bar of a group is."""


@dataclass(frozen=True, slots=True)
class PlacedBars:
    """Bars that are placed: across in the chart's unit, down in pixels.

    bars    series, value, top and bottom of each
    labels  lines of each category, and the middle of the first
    """

    bars: tuple[tuple[int, float, float, float], ...]
    labels: tuple[tuple[tuple[str, ...], float], ...]
    ends: tuple[float, float]
    height: float
    left: int
    right: int


def place_bars(chart: GroupedBars, layout: ChartLayout, language: Language) -> PlacedBars:
    """Give every bar, label and number its place; nothing overlaps and nothing is cut off."""
    thin = max(8.0, layout.bar_height * _THIN)
    bars: list[tuple[int, float, float, float]] = []
    labels: list[tuple[tuple[str, ...], float]] = []
    y = 0.0
    for at, category in enumerate(chart.categories):
        lines = wrap_label(category, layout.label_width, layout.font_size)
        tall = len(lines) * LINE
        group = len(chart.series) * (thin + _BETWEEN) - _BETWEEN
        if layout.labels_above:
            first, top, bottom = y + LINE / 2, y + tall + 3, y + tall + 3 + group
        else:
            middle = y + max(tall, group) / 2
            first, top, bottom = middle - (tall - LINE) / 2, middle - group / 2, y + max(tall, group)
        labels.append((lines, first))
        for series, (_, values) in enumerate(chart.series):
            value = values[at]
            if value is not None:
                start = top + series * (thin + _BETWEEN)
                bars.append((series, value, start, start + thin))
        y = bottom + _UNDER
    texts = [number(value, _decimals(chart), language) for _, value, _, _ in bars]
    room = _GAP + round(widest(texts, layout.font_size)) + 6
    label = 0 if layout.labels_above else layout.label_width + _TO_LABEL
    reached = [0.0, *(value for _, value, _, _ in bars)]
    ends = (min(reached), max(reached))
    return PlacedBars(
        tuple(bars),
        tuple(labels),
        ends if ends[0] < ends[1] else (0.0, 1.0),
        max(y, 1.0),
        label + (room if ends[0] < 0 else 0),
        room,
    )


def _decimals(chart: GroupedBars) -> int:
    return shown_decimals(v for _, values in chart.series for v in values if v is not None)


def grouped_spec(
    chart: GroupedBars, language: Language, layout: ChartLayout, palette: Palette
) -> dict[str, Any]:
    """Give the Vega-Lite specification of grouped bars."""
    import altair as alt

    drawn = place_bars(chart, layout, language)
    width = layout.width - drawn.left - drawn.right
    signs, legend_height = place_signs(_signs(chart, palette), layout)
    top = legend_height + 6
    layers = [
        _bar_layer(alt, chart, drawn, palette),
        _zero_layer(alt, drawn, palette),
        *(
            _number_layer(alt, chart, drawn, (language, layout, palette), below=side)
            for side in (True, False)
        ),
        _label_layer(alt, drawn, layout, palette),
        *sign_layers(alt, signs, (drawn.left, top), layout, palette),
    ]
    margins = Margins(drawn.left, drawn.right, top, 4)
    return finished(alt, layers, width, drawn.height, margins, palette.font or layout.font)


def _looks(chart: GroupedBars, palette: Palette) -> list[dict[str, Any]]:
    dark = palette.series[0]
    hollow = {"fill": palette.paper, "stroke": dark}
    return [hollow, *({"fill": c, "stroke": dark} for c in palette.series)][: len(chart.series)]


def _signs(chart: GroupedBars, palette: Palette) -> list[Sign]:
    looks = _looks(chart, palette)
    named = zip(chart.series, looks, strict=True)
    return [Sign(name, box=look | {"strokeWidth": 1.4}) for (name, _), look in named]


def _bar_layer(alt: Any, chart: GroupedBars, drawn: PlacedBars, palette: Palette) -> Any:
    looks = _looks(chart, palette)
    values = [
        {"from": 0.0, "to": value, "top": top, "bottom": bottom} | looks[series]
        for series, value, top, bottom in drawn.bars
    ]
    return bars_between(alt, values, drawn.ends, drawn.height)


def _zero_layer(alt: Any, drawn: PlacedBars, palette: Palette) -> Any:
    """Draw the red thread along zero."""
    rule = alt.Chart(alt.Data(values=[{"at": 0.0}])).mark_rule(color=palette.thread, strokeWidth=1.8)
    return rule.encode(x=across(alt, drawn.ends, "at"), y=alt.YValue(0), y2=alt.Y2Value(drawn.height))


def _number_layer(
    alt: Any,
    chart: GroupedBars,
    drawn: PlacedBars,
    shown: tuple[Language, ChartLayout, Palette],
    *,
    below: bool,
) -> Any:
    """Write the numbers at the ends of the bars below zero, or of the others."""
    language, layout, palette = shown
    decimals = _decimals(chart)
    values = [
        {"to": value, "at": (top + bottom) / 2, "text": number(value, decimals, language)}
        for _, value, top, bottom in drawn.bars
        if (value < 0) == below
    ]
    align, shift = ("right", -_GAP) if below else ("left", _GAP)
    words = alt.Chart(alt.Data(values=values)).mark_text(
        **TEXT, align=align, dx=shift, color=palette.ink, fontSize=layout.font_size - 1, fontWeight="bold"
    )
    return words.encode(x=across(alt, drawn.ends, "to"), y=down(alt, drawn.height, "at"), text="text:N")


def _label_layer(alt: Any, drawn: PlacedBars, layout: ChartLayout, palette: Palette) -> Any:
    labels = [{"label": list(lines), "at": at} for lines, at in drawn.labels]
    align = "left" if layout.labels_above else "right"
    x = -drawn.left if layout.labels_above else layout.label_width - drawn.left
    words = alt.Chart(alt.Data(values=labels)).mark_text(
        **TEXT, align=align, color=palette.ink, fontSize=layout.font_size, lineHeight=LINE
    )
    return words.encode(x=alt.XValue(x), y=down(alt, drawn.height, "at"), text="label:N")


def grouped_table(chart: GroupedBars, language: Language) -> TableBlock:
    """Give the numbers as a table: one row a category, one column a series."""
    rows = [
        (category, tuple(values[at] for _, values in chart.series))
        for at, category in enumerate(chart.categories)
    ]
    names = [name for name, _ in chart.series]
    return number_table(chart.title, chart.unit, names, rows, language)
