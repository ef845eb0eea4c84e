"""Every chart as a picture: one Altair chart for web, HTML, PDF and DOCX, and its numbers as a table.

This is the only place that knows which kinds of chart there are. Colour never carries meaning alone.
"""

from functools import lru_cache
from typing import Any

from rodtrad.core.shape import Language
from rodtrad.publish.fan import fan_note, fan_spec, fan_table
from rodtrad.publish.grouped import grouped_spec, grouped_table
from rodtrad.publish.layout import ChartLayout
from rodtrad.publish.matrix import matrix_spec, matrix_table
from rodtrad.publish.palette import PRINTED, Palette
from rodtrad.publish.points import points_note, points_spec, points_table
from rodtrad.publish.series import series_spec, series_table
from rodtrad.publish.tornado import tornado_spec, tornado_table
from rodtrad.publish.waterfall_spec import waterfall_note, waterfall_spec, waterfall_table
from rodtrad.reports.tree import (
    Chart,
    FanChart,
    GroupedBars,
    MatrixChart,
    PointsChart,
    StackedBars,
    TableBlock,
    TimeLine,
    TornadoChart,
    WaterfallChart,
)

_KEPT_PICTURES = 256
_NUMBERS: dict[Language, dict[str, Any]] = {
    "no": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", " kr"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["NOK ", ""]},
}
"""How the numbers of an axis that Vega itself writes are put; the same as in `web/static/charts.js`."""


def chart_spec(
    chart: Chart, language: Language, layout: ChartLayout, palette: Palette = PRINTED
) -> dict[str, Any]:
    """Give the Vega-Lite specification of a chart, ready for a page (vega-embed) or a converter.

    Altair would hold every part of it against Vega-Lite's schema, which takes ten times as long as making
    it. The tests do that for every kind of chart; here it is left out.
    """
    from altair.utils.schemapi import debug_mode

    with debug_mode(arg=False):
        return _spec(chart, language, layout, palette)


def _spec(chart: Chart, language: Language, layout: ChartLayout, palette: Palette) -> dict[str, Any]:
    match chart:
        case WaterfallChart():
            return waterfall_spec(chart, language, layout, palette)
        case StackedBars() | TimeLine():
            return series_spec(chart, layout, palette)
        case GroupedBars():
            return grouped_spec(chart, language, layout, palette)
        case FanChart():
            return fan_spec(chart, language, layout, palette)
        case TornadoChart():
            return tornado_spec(chart, language, layout, palette)
        case PointsChart():
            return points_spec(chart, language, layout, palette)
        case MatrixChart():
            return matrix_spec(chart, layout, palette)


def chart_table(chart: Chart, language: Language) -> TableBlock:
    """Give the chart's numbers as a table, for those who read rather than look."""
    match chart:
        case WaterfallChart():
            return waterfall_table(chart, language)
        case StackedBars() | TimeLine():
            return series_table(chart, language)
        case GroupedBars():
            return grouped_table(chart, language)
        case FanChart():
            return fan_table(chart, language)
        case TornadoChart():
            return tornado_table(chart, language)
        case PointsChart():
            return points_table(chart, language)
        case MatrixChart():
            return matrix_table(chart, language)


def chart_note(chart: Chart, language: Language) -> str:
    """Say what a reader must know to read the picture right; empty when nothing."""
    match chart:
        case WaterfallChart():
            return waterfall_note(chart, language)
        case FanChart():
            return fan_note(chart, language)
        case PointsChart():
            return points_note(chart, language)
        case StackedBars() | GroupedBars() | TimeLine() | TornadoChart() | MatrixChart():
            return ""


@lru_cache(maxsize=_KEPT_PICTURES)
def chart_svg(chart: Chart, language: Language, layout: ChartLayout, palette: Palette = PRINTED) -> str:
    """Draw a chart as SVG with real text. A picture that is printed again is not drawn again."""
    import vl_convert

    spec = chart_spec(chart, language, layout, palette)
    return str(vl_convert.vegalite_to_svg(spec, format_locale=_NUMBERS[language]))


@lru_cache(maxsize=_KEPT_PICTURES)
def chart_png(chart: Chart, language: Language, layout: ChartLayout, palette: Palette = PRINTED) -> bytes:
    """Draw a chart as PNG on white paper, three times as fine as a screen; drawn once, as `chart_svg`."""
    import vl_convert

    spec = chart_spec(chart, language, layout, palette)
    spec["config"]["background"] = PRINTED.paper
    return bytes(vl_convert.vegalite_to_png(spec, scale=3, format_locale=_NUMBERS[language]))
