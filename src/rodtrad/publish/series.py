"""Stacked bars and time lines as Altair charts, for the same places as the waterfall.

Series are told apart by pattern of fill or line and by a name at their end, not by colour alone.
"""

from typing import Any

from rodtrad.publish.palette import WEB, Palette
from rodtrad.reports.tree import Cell, StackedBars, TableBlock, TableColumn, TimeLine, table_row

_HEIGHT = 280
_DASHES = ([1, 0], [6, 4], [2, 3], [8, 3, 2, 3])


def series_spec(chart: StackedBars | TimeLine, width: int, palette: Palette = WEB) -> dict[str, Any]:
    """Give the Vega-Lite specification of the chart, so many pixels wide."""
    import altair as alt

    drawn = _bars(alt, chart, palette) if isinstance(chart, StackedBars) else _lines(alt, chart, palette)
    axis = {"labelColor": palette.ink, "titleColor": palette.muted, "domainColor": palette.muted}
    legend = {"labelColor": palette.ink, "titleColor": palette.muted, "orient": "top", "labelLimit": 260}
    spec: dict[str, Any] = (
        drawn.properties(
            width=width, height=_HEIGHT, autosize=alt.AutoSizeParams(type="fit", contains="padding")
        )
        .configure(font=palette.font or "sans-serif", aria=False, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            **axis, gridColor=palette.grid, tickColor=palette.muted, labelFontSize=13, titleFontSize=13
        )
        .configure_legend(
            **legend, labelFontSize=13, columns=1 if width < 500 else 3, symbolStrokeColor=palette.ink
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
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("year:O", axis=alt.Axis(title=None, labelAngle=0)),
        y=alt.Y(
            "value:Q", axis=alt.Axis(title=chart.unit, tickCount=5), scale=alt.Scale(zero=False, nice=True)
        ),
        color=alt.Color("series:N", scale=colours, legend=alt.Legend(title=None)),
    )
    line = base.mark_line(strokeWidth=2.5).encode(
        strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=alt.Legend(title=None))
    )
    points = base.mark_point(size=90, filled=True).encode(
        shape=alt.Shape("series:N", scale=shapes, legend=alt.Legend(title=None))
    )
    return line + points


def series_table(chart: StackedBars | TimeLine, decimals: int, plain: Any) -> TableBlock:
    """Give the chart's numbers as a table.

    plain  puts a number with so many decimals into the reader's language
    """
    names = chart.categories if isinstance(chart, StackedBars) else tuple(str(y) for y in chart.years)
    columns = (TableColumn(chart.unit), *(TableColumn(name, number=True) for name in names))
    rows = tuple(
        table_row(name, *(Cell("–") if v is None else Cell(plain(v, decimals), v) for v in amounts))
        for name, amounts in chart.series
    )
    return TableBlock(chart.title, columns, rows, name="chart")
