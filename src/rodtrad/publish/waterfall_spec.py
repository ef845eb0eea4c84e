"""The waterfall as a picture, and its numbers as a table.

Levels are dark, increases lighter, decreases hollow; a red thread runs from bar to bar. The sign in
each number and the column "kind" in the table say the same without colour.
"""

from typing import Any

from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.publish.frame import Margins, across, down, finished
from rodtrad.publish.layout import PAPER, ChartLayout
from rodtrad.publish.palette import Palette
from rodtrad.publish.waterfall import PlacedBar, Waterfall, place, signed_text
from rodtrad.reports.tree import BarKind, TableBlock, TableColumn, WaterfallChart, table_row

_LEGEND_HEIGHT = 34
_LEGEND_STEP = 112


def waterfall_spec(
    chart: WaterfallChart, language: Language, layout: ChartLayout, palette: Palette
) -> dict[str, Any]:
    """Give the Vega-Lite specification of a waterfall."""
    import altair as alt

    drawn = place(chart, layout)
    plot_width = layout.width - drawn.left - drawn.right
    layers = [
        *_bar_layers(alt, drawn, plot_width, palette),
        *_text_layers(alt, drawn, layout, palette.ink),
        *_legend_layers(alt, chart, layout, palette, language),
    ]
    margins = Margins(drawn.left, drawn.right, _LEGEND_HEIGHT, 4)
    return finished(alt, layers, plot_width, drawn.height, margins, palette.font or layout.font)


def _bar_layers(alt: Any, drawn: Waterfall, plot_width: int, palette: Palette) -> list[Any]:
    bars = [{**_ends(bar, drawn), **_look(bar.kind, palette)} for bar in drawn.bars]
    rectangles = (
        alt.Chart(alt.Data(values=bars))
        .mark_rect(strokeWidth=1.4)
        .encode(
            x=across(alt, (drawn.low, drawn.high), "from"),
            x2="to:Q",
            y=down(alt, drawn.height, "top"),
            y2="bottom:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        )
    )
    pairs = zip(drawn.bars, drawn.bars[1:], strict=False)
    knots = [{"at": before.end, "top": before.bottom, "bottom": after.top} for before, after in pairs]
    thread = (
        alt.Chart(alt.Data(values=knots))
        .mark_rule(color=palette.thread, strokeWidth=1.6)
        .encode(x=across(alt, (drawn.low, drawn.high), "at"), y=down(alt, drawn.height, "top"), y2="bottom:Q")
    )
    return [rectangles, thread, *([_cut_layer(alt, drawn, plot_width, palette.paper)] if drawn.cut else [])]


def _ends(bar: PlacedBar, drawn: Waterfall) -> dict[str, Any]:
    low, high = sorted((bar.start, bar.end))
    if drawn.cut and bar.kind is BarKind.LEVEL:
        low, high = (drawn.low, high) if drawn.low > 0 else (low, drawn.high)
    return {
        "from": low,
        "to": high,
        "top": bar.top,
        "bottom": bar.bottom,
    }


def _look(kind: BarKind, palette: Palette) -> dict[str, str]:
    """Levels are dark, increases lighter, decreases hollow."""
    dark, light = palette.series[:2]
    fill = {BarKind.LEVEL: dark, BarKind.INCREASE: light, BarKind.DECREASE: "none"}
    return {"fill": fill[kind], "stroke": light if kind is BarKind.INCREASE else dark}


def _cut_layer(alt: Any, drawn: Waterfall, plot_width: int, paper: str) -> Any:
    """Put two slanted strokes over the root of each level bar: part of it is left out."""
    pixel = (drawn.high - drawn.low) / plot_width
    root = drawn.low + 12 * pixel if drawn.low > 0 else drawn.high - 12 * pixel
    strokes = [
        {
            "from": root + shift * pixel,
            "to": root + (shift + 6) * pixel,
            "top": bar.bottom + 2,
            "bottom": bar.top - 2,
        }
        for bar in drawn.bars
        if bar.kind is BarKind.LEVEL
        for shift in (0, 6)
    ]
    return (
        alt.Chart(alt.Data(values=strokes))
        .mark_rule(color=paper, strokeWidth=2.4)
        .encode(
            x=across(alt, (drawn.low, drawn.high), "from"),
            x2="to:Q",
            y=down(alt, drawn.height, "top"),
            y2="bottom:Q",
        )
    )


def _text_layers(alt: Any, drawn: Waterfall, layout: ChartLayout, ink: str) -> list[Any]:
    labels = [{"label": list(bar.lines), "at": bar.label_y} for bar in drawn.bars]
    ends = [
        {"text": bar.text, "to": _ends(bar, drawn)["to"], "at": (bar.top + bar.bottom) / 2}
        for bar in drawn.bars
    ]
    style = {"fontSize": layout.font_size, "baseline": "middle", "limit": 0, "color": ink}
    label = alt.Chart(alt.Data(values=labels)).mark_text(
        **style, align="left" if layout.labels_above else "right", lineHeight=16
    )
    number = alt.Chart(alt.Data(values=ends)).mark_text(**style, align="left", dx=7, fontWeight="bold")
    return [
        label.encode(
            x=alt.value(0 if layout.labels_above else -12), y=down(alt, drawn.height, "at"), text="label:N"
        ),
        number.encode(
            x=across(alt, (drawn.low, drawn.high), "to"), y=down(alt, drawn.height, "at"), text="text:N"
        ),
    ]


def _legend_layers(
    alt: Any, chart: WaterfallChart, layout: ChartLayout, palette: Palette, language: Language
) -> list[Any]:
    """Say what the three looks mean, above the bars; only those that occur."""
    layers = []
    for place_in_row, kind in enumerate(k for k in BarKind if any(bar.kind is k for bar in chart.bars)):
        left = place_in_row * _LEGEND_STEP
        one = alt.Chart(alt.Data(values=[{"word": say(f"bar_{kind.value}", language)}]))
        square = one.mark_rect(**_look(kind, palette), strokeWidth=1.4)
        word = one.mark_text(
            align="left", baseline="middle", color=palette.muted, fontSize=layout.font_size - 1, limit=0
        )
        layers += [
            square.encode(x=alt.value(left), x2=alt.value(left + 18), y=alt.value(-26), y2=alt.value(-15)),
            word.encode(x=alt.value(left + 25), y=alt.value(-20), text="word:N"),
        ]
    return layers


def waterfall_table(chart: WaterfallChart, language: Language) -> TableBlock:
    """Give the steps as a table: name, kind, and number with its sign."""
    columns = (
        TableColumn(say("publish_chart_step", language)),
        TableColumn(say("publish_chart_kind", language)),
        TableColumn(chart.unit, number=True),
    )
    rows = tuple(
        table_row(
            bar.label,
            say(f"bar_{bar.kind.value}", language),
            signed_text(bar),
            total=bar.kind is BarKind.LEVEL,
        )
        for bar in chart.bars
    )
    caption = say("publish_chart_numbers", language, title=chart.title)
    return TableBlock(caption, columns, rows)


def waterfall_note(chart: WaterfallChart, language: Language) -> str:
    """Say what a reader must know to read the picture right; empty when the axis begins at zero."""
    return say("publish_chart_cut", language) if place(chart, PAPER).cut else ""
