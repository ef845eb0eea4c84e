"""Stacked bars and time lines as Altair charts, for the same places as the waterfall.

Series are told apart by pattern of fill or line and by a name at their end, not by colour alone.
"""

from typing import Any

from rodtrad.core.shape import Language
from rodtrad.publish.layout import ChartLayout
from rodtrad.publish.number_table import number_table
from rodtrad.publish.palette import Palette
from rodtrad.reports.tree import StackedBars, TableBlock, TimeLine

_DASHES = ([1, 0], [6, 4], [2, 3], [8, 3, 2, 3])


def series_spec(chart: StackedBars | TimeLine, layout: ChartLayout, palette: Palette) -> dict[str, Any]:
    """Give the Vega-Lite specification of stacked bars or lines."""
    import altair as alt

    drawn = _bars(alt, chart, palette) if isinstance(chart, StackedBars) else _lines(alt, chart, palette)
    axis = {"labelColor": palette.ink, "titleColor": palette.muted, "domainColor": palette.muted}
    legend = {"labelColor": palette.ink, "titleColor": palette.muted, "orient": "top", "labelLimit": 260}
    spec: dict[str, Any] = (
        drawn.properties(
            width=layout.width,
            height=layout.plot_height,
            autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        )
        .configure(font=palette.font or layout.font, aria=False, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            **axis,
            gridColor=palette.grid,
            tickColor=palette.muted,
            labelFontSize=layout.font_size,
            titleFontSize=layout.font_size,
        )
        .configure_legend(
            **legend,
            labelFontSize=layout.font_size,
            columns=1 if layout.labels_above else 3,
            symbolStrokeColor=palette.ink,
        )
        .to_dict()
    )
    return spec


def _bars(alt: Any, chart: StackedBars, palette: Palette) -> Any:
    names = [name for name, _ in chart.series]
    values = [
        {"category": category, "series": name, "order": order, "value": value}
        for order, (name, amounts) in enumerate(chart.series)
        for category, value in zip(chart.categories, amounts, strict=True)
    ]
    colours = alt.Scale(domain=names, range=[palette.series[i % 6] for i in range(len(names))])
    return (
        alt.Chart(alt.Data(values=values))
        .mark_bar(stroke=palette.paper, strokeWidth=1.5)
        .encode(
            x=alt.X("category:O", axis=alt.Axis(title=None, labelAngle=0)),
            y=alt.Y("value:Q", axis=alt.Axis(title=chart.unit, tickCount=5)),
            color=alt.Color("series:N", scale=colours, legend=alt.Legend(title=None)),
            order=alt.Order("order:Q"),
        )
    )


def _lines(alt: Any, chart: TimeLine, palette: Palette) -> Any:
    names = [name for name, _ in chart.series]
    values = [
        {"year": str(year), "series": name, "value": value}
        for name, amounts in chart.series
        for year, value in zip(chart.years, amounts, strict=True)
        if value is not None
    ]
    colours = alt.Scale(domain=names, range=[palette.series[i % 6] for i in range(len(names))])
    dashes = alt.Scale(domain=names, range=[_DASHES[i % len(_DASHES)] for i in range(len(names))])
    shapes = alt.Scale(domain=names, range=["circle", "diamond", "square", "triangle-up"][: len(names)])
    legend = alt.Legend(title=None, symbolStrokeWidth=0)
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("year:O", axis=alt.Axis(title=None, labelAngle=0)),
        y=alt.Y(
            "value:Q", axis=alt.Axis(title=chart.unit, tickCount=5), scale=alt.Scale(zero=False, nice=True)
        ),
        color=alt.Color("series:N", scale=colours, legend=legend),
    )
    line = base.mark_line(strokeWidth=2.5).encode(
        strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=legend)
    )
    points = base.mark_point(size=90, filled=True, opacity=1).encode(
        shape=alt.Shape("series:N", scale=shapes, legend=legend)
    )
    return line + points


def series_table(chart: StackedBars | TimeLine, language: Language) -> TableBlock:
    """Give the chart's numbers as a table: one row a series."""
    headings = chart.categories if isinstance(chart, StackedBars) else map(str, chart.years)
    return number_table(chart.title, chart.unit, headings, chart.series, language)
