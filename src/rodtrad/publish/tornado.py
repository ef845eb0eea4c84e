"""The tornado: which assumption moves the result most, widest first.

The low end is hollow and the high end filled, and each end has its number, so colour carries nothing alone.
"""

from dataclasses import dataclass
from typing import Any

from rodtrad.core.numbers import number
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.publish.frame import TEXT, Margins, across, bars_between, down, finished, text_at
from rodtrad.publish.layout import LINE, ChartLayout, Row, place_rows, text_width, widest
from rodtrad.publish.legend import Sign, place_signs, sign_layers
from rodtrad.publish.number_table import number_cell, shown_decimals
from rodtrad.publish.palette import Palette
from rodtrad.reports.tree import TableBlock, TableColumn, TornadoBar, TornadoChart, table_row

_GAP = 7
_TO_LABEL = 12


@dataclass(frozen=True, slots=True)
class PlacedTornado:
    """A tornado that is placed: across in the chart's unit, the rest in pixels.

    number_left  room for the numbers to the left of the bars
    """

    bars: tuple[tuple[TornadoBar, Row], ...]
    ends: tuple[float, float]
    centre: float
    left: int
    right: int
    number_left: int
    width: int
    height: float


def place_tornado(chart: TornadoChart, layout: ChartLayout) -> PlacedTornado:
    """Give every bar, label and number its place, the widest bar first."""
    bars = chart.widest_first
    rows, height = place_rows((bar.label for bar in bars), layout)
    number_left, number_right = (
        _GAP + 4 + round(widest((_end_texts(bar)[side] for bar in bars), layout.font_size)) for side in (0, 1)
    )
    left = number_left + (0 if layout.labels_above else layout.label_width + _TO_LABEL)
    low, high = min(_values(chart)), max(_values(chart))
    ends = (low, high) if high > low else (low - 1, high + 1)
    return PlacedTornado(
        tuple(zip(bars, rows, strict=True)),
        ends,
        chart.centre,
        left,
        number_right,
        number_left,
        layout.width - left - number_right,
        height,
    )


def tornado_spec(
    chart: TornadoChart, language: Language, layout: ChartLayout, palette: Palette
) -> dict[str, Any]:
    """Give the Vega-Lite specification of a tornado."""
    import altair as alt

    drawn = place_tornado(chart, layout)
    signs, legend_height = place_signs(_signs(chart, palette), layout)
    top = legend_height + LINE + 8
    layers = [
        *_centre_layers(alt, drawn, _centre_text(chart, language), layout, palette),
        _bar_layer(alt, drawn, palette),
        _label_layer(alt, drawn, layout, palette),
        *(_number_layer(alt, drawn, side, layout, palette) for side in (0, 1)),
        *sign_layers(alt, signs, (drawn.left, top), layout, palette),
    ]
    margins = Margins(drawn.left, drawn.right, top, 4)
    return finished(alt, layers, drawn.width, drawn.height, margins, palette.font or layout.font)


def _values(chart: TornadoChart) -> list[float]:
    return [chart.centre, *(value for bar in chart.bars for value in (bar.low, bar.high))]


def _looks(palette: Palette) -> dict[str, dict[str, str]]:
    dark = palette.series[0]
    return {"low": {"fill": palette.paper, "stroke": dark}, "high": {"fill": dark, "stroke": dark}}


def _signs(chart: TornadoChart, palette: Palette) -> list[Sign]:
    looks = _looks(palette)
    words = {"low": chart.low_label, "high": chart.high_label}
    return [Sign(words[end], box=looks[end] | {"strokeWidth": 1.4}) for end in ("low", "high")]


def _end_texts(bar: TornadoBar) -> tuple[str, str]:
    """What stands to the left and to the right of a bar."""
    return (bar.low_text, bar.high_text) if bar.low <= bar.high else (bar.high_text, bar.low_text)


def _bar_layer(alt: Any, drawn: PlacedTornado, palette: Palette) -> Any:
    """Draw both halves of each bar; where both are on one side of the centre, the nearer lies above."""
    looks = _looks(palette)
    halves = []
    for bar, row in drawn.bars:
        ends = sorted((("low", bar.low), ("high", bar.high)), key=lambda end: -abs(end[1] - drawn.centre))
        halves += [
            {"from": drawn.centre, "to": value, "top": row.top, "bottom": row.bottom} | looks[end]
            for end, value in ends
        ]
    return bars_between(alt, halves, drawn.ends, drawn.height)


def _label_layer(alt: Any, drawn: PlacedTornado, layout: ChartLayout, palette: Palette) -> Any:
    labels = [{"label": list(row.lines), "at": row.label_y} for _, row in drawn.bars]
    align, x = ("left", -drawn.left) if layout.labels_above else ("right", -drawn.number_left - _TO_LABEL)
    words = alt.Chart(alt.Data(values=labels)).mark_text(
        **TEXT, align=align, color=palette.ink, fontSize=layout.font_size, lineHeight=LINE
    )
    return words.encode(x=alt.XValue(x), y=down(alt, drawn.height, "at"), text="label:N")


def _number_layer(alt: Any, drawn: PlacedTornado, side: int, layout: ChartLayout, palette: Palette) -> Any:
    """Write the numbers to the left of the bars (side 0) or to the right (side 1)."""
    outer = (min, max)[side]
    numbers = [
        {
            "to": outer(bar.low, bar.high, drawn.centre),
            "at": (row.top + row.bottom) / 2,
            "text": _end_texts(bar)[side],
        }
        for bar, row in drawn.bars
    ]
    align, shift = (("right", -_GAP), ("left", _GAP))[side]
    words = alt.Chart(alt.Data(values=numbers)).mark_text(
        **TEXT, align=align, dx=shift, color=palette.ink, fontSize=layout.font_size, fontWeight="bold"
    )
    return words.encode(x=across(alt, drawn.ends, "to"), y=down(alt, drawn.height, "at"), text="text:N")


def _centre_layers(
    alt: Any, drawn: PlacedTornado, text: str, layout: ChartLayout, palette: Palette
) -> list[Any]:
    """Draw the red thread down the centre, with its number on top, kept inside the picture."""
    half = text_width(text, layout.font_size) / 2
    at = drawn.width * (drawn.centre - drawn.ends[0]) / (drawn.ends[1] - drawn.ends[0])
    centred = min(max(at, half - drawn.left), layout.width - drawn.left - half)
    bars = [(row.top - 3, row.bottom + 3) for _, row in drawn.bars]
    stretches = bars if layout.labels_above else [(-2, drawn.height)]
    threads = [{"top": top, "bottom": bottom} for top, bottom in stretches]
    thread = alt.Chart(alt.Data(values=threads)).mark_rule(color=palette.thread, strokeWidth=1.8)
    style = {"align": "center", "color": palette.ink, "fontSize": layout.font_size, "fontWeight": "bold"}
    return [
        thread.encode(x=alt.XValue(at), y=down(alt, drawn.height, "top"), y2="bottom:Q"),
        text_at(alt, (text,), centred, -12, **style),
    ]


def _centre_text(chart: TornadoChart, language: Language) -> str:
    return f"{number(chart.centre, shown_decimals(_values(chart)), language)} {chart.unit}".rstrip()


def tornado_table(chart: TornadoChart, language: Language) -> TableBlock:
    """Give both ends of each bar as a table, widest first; the note tells the centre."""
    columns = (
        TableColumn(chart.unit),
        TableColumn(chart.low_label, number=True),
        TableColumn(chart.high_label, number=True),
    )
    decimals = shown_decimals(_values(chart))
    rows = tuple(
        table_row(bar.label, *(number_cell(end, decimals, language) for end in (bar.low, bar.high)))
        for bar in chart.widest_first
    )
    note = say("publish_chart_centre", language, centre=_centre_text(chart, language))
    caption = say("publish_chart_numbers", language, title=chart.title)
    return TableBlock(caption, columns, rows, note, name="chart")
