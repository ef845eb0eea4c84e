"""The waterfall as a picture: one Altair chart for HTML, PDF and DOCX, and its numbers as a table.

Levels are dark, increases lighter, decreases hollow; a red thread runs from bar to bar. The sign in
each number and the column "kind" in the table say the same without colour. Both converters carry
their own fonts, so a picture is the same on every machine: vl-convert has Liberation Sans for PNG,
Typst has Libertinus Serif for PDF. In HTML the page's own font is used.
"""

from typing import Any

from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.publish.palette import Palette
from rodtrad.publish.waterfall import ChartLayout, PlacedBar, Waterfall, place, signed_text
from rodtrad.reports.tree import BarKind, TableBlock, TableColumn, WaterfallChart, table_row

SCREEN = ChartLayout(width=760, label_width=236, labels_above=False, font="sans-serif")
PHONE = ChartLayout(width=340, label_width=330, labels_above=True, font="sans-serif", bar_height=16)
PAPER = ChartLayout(width=680, label_width=224, labels_above=False, font="Libertinus Serif", font_size=14)
WORD = ChartLayout(width=680, label_width=224, labels_above=False, font="Liberation Sans")

INK = "#22303c"
THREAD = "#b3202a"
PAPER_COLOUR = "#ffffff"
PRINTED = Palette(INK, "#5c6873", "#e3e7ea", PAPER_COLOUR, THREAD, ("#33475b", "#6d8ba5"))

_LEGEND_HEIGHT = 34
_LEGEND_STEP = 112


def waterfall_spec(
    chart: WaterfallChart, language: Language, layout: ChartLayout, palette: Palette = PRINTED
) -> dict[str, Any]:
    """Give the Vega-Lite specification of a waterfall, ready for a page (vega-embed) or a converter."""
    import altair as alt

    drawn = place(chart, layout)
    plot_width = layout.width - drawn.left - drawn.right
    layers = [
        *_bar_layers(alt, drawn, plot_width, palette),
        *_text_layers(alt, drawn, layout, palette.ink),
        *_legend_layers(alt, chart, layout, palette, language),
    ]
    padding = {"left": drawn.left, "right": drawn.right, "top": _LEGEND_HEIGHT, "bottom": 4}
    spec: dict[str, Any] = (
        alt.layer(*layers)
        .properties(
            width=plot_width, height=drawn.height, padding=padding, autosize=alt.AutoSizeParams(type="none")
        )
        .configure(font=palette.font or layout.font, aria=False, background="transparent")
        .configure_view(stroke=None)
        .to_dict()
    )
    return spec


def _across(alt: Any, drawn: Waterfall, field: str) -> Any:
    scale = alt.Scale(domain=[drawn.low, drawn.high], nice=False, zero=False)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def _down(alt: Any, drawn: Waterfall, field: str) -> Any:
    scale = alt.Scale(domain=[0, drawn.height], reverse=True, nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def _bar_layers(alt: Any, drawn: Waterfall, plot_width: int, palette: Palette) -> list[Any]:
    bars = [{**_ends(bar, drawn), **_look(bar.kind, palette)} for bar in drawn.bars]
    rectangles = (
        alt.Chart(alt.Data(values=bars))
        .mark_rect(strokeWidth=1.4)
        .encode(
            x=_across(alt, drawn, "from"),
            x2="to:Q",
            y=_down(alt, drawn, "top"),
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
        .encode(x=_across(alt, drawn, "at"), y=_down(alt, drawn, "top"), y2="bottom:Q")
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
        .encode(x=_across(alt, drawn, "from"), x2="to:Q", y=_down(alt, drawn, "top"), y2="bottom:Q")
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
            x=alt.value(0 if layout.labels_above else -12), y=_down(alt, drawn, "at"), text="label:N"
        ),
        number.encode(x=_across(alt, drawn, "to"), y=_down(alt, drawn, "at"), text="text:N"),
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


def chart_svg(chart: WaterfallChart, language: Language, layout: ChartLayout) -> str:
    """Draw the waterfall as SVG with real text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(waterfall_spec(chart, language, layout)))


def chart_png(chart: WaterfallChart, language: Language, layout: ChartLayout) -> bytes:
    """Draw the waterfall as PNG on white paper, three times as fine as a screen."""
    import vl_convert

    spec = waterfall_spec(chart, language, layout)
    spec["config"]["background"] = PAPER_COLOUR
    return bytes(vl_convert.vegalite_to_png(spec, scale=3))


def chart_table(chart: WaterfallChart, language: Language) -> TableBlock:
    """Give the chart's numbers as a table, for those who read rather than look."""
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


def chart_note(chart: WaterfallChart, language: Language) -> str:
    """Say what a reader must know to read the picture right; empty when the axis begins at zero."""
    return say("publish_chart_cut", language) if place(chart, PAPER).cut else ""
