"""Points by two measures, with the efficient frontier as a red thread.

A point on the frontier is filled, another is hollow; groups differ in shape, and colour only helps.
Each point has its key beside it where there is room, and its name in the table.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.publish.frame import (
    TEXT,
    Margins,
    NumberAxis,
    across,
    finished,
    left_margin,
    number_axis,
    sideways_axis,
    text_at,
    up,
    upward_axis,
)
from rodtrad.publish.layout import LINE, PAPER, PHONE, SCREEN, WORD, ChartLayout, wrap_label
from rodtrad.publish.legend import Sign, place_signs, sign_layers
from rodtrad.publish.number_table import number_cell, shown_decimals
from rodtrad.publish.palette import Palette
from rodtrad.publish.point_labels import Grid, PlacedKey, place_keys
from rodtrad.reports.tree import ChartPoint, PointsChart, TableBlock, TableColumn, table_row

_SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
_COLOURS = (0, 3, 4, 5, 1)
_SIZE = 95
_RIGHT = 16


@dataclass(frozen=True, slots=True)
class PlacedPoints:
    """Both axes, the plot's size in pixels, and the keys that found room."""

    x: NumberAxis
    y: NumberAxis
    left: int
    width: int
    height: int
    keys: tuple[PlacedKey, ...]

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """A place in the plot, from its upper left corner."""
        return (
            self.width * (x - self.x.low) / (self.x.high - self.x.low),
            self.height * (self.y.high - y) / (self.y.high - self.y.low),
        )

    def grid(self) -> Grid:
        """The lines behind the points, in pixels."""
        down = [(self.pixels(at, self.y.low)[0], at == 0) for at in self.x.ticks]
        over = [(self.pixels(self.x.low, at)[1], at == 0) for at in self.y.ticks]
        return Grid(self.width, self.height, tuple(down), tuple(over))

    def values(self, x: float, y: float) -> tuple[float, float]:
        """A place in pixels as numbers on both axes."""
        return (
            self.x.low + x * (self.x.high - self.x.low) / self.width,
            self.y.high - y * (self.y.high - self.y.low) / self.height,
        )


@lru_cache(maxsize=64)
def place_points(chart: PointsChart, language: Language, layout: ChartLayout) -> PlacedPoints:
    """Give both axes their ends and each key its place; points on the frontier choose first."""
    x = number_axis((point.x for point in chart.points), layout)
    y = number_axis((point.y for point in chart.points), layout)
    left = left_margin(y.texts(language), layout)
    bare = PlacedPoints(x, y, left, layout.width - left - _RIGHT, layout.plot_height, ())
    keys = place_keys(
        [point.label for point in chart.points],
        [bare.pixels(point.x, point.y) for point in chart.points],
        [bare.pixels(point.x, point.y) for point in frontier(chart)],
        bare.grid(),
        order=sorted(range(len(chart.points)), key=lambda number: not chart.points[number].on_frontier),
        font_size=layout.font_size - 1,
    )
    return PlacedPoints(x, y, left, bare.width, bare.height, keys)


def frontier(chart: PointsChart) -> list[ChartPoint]:
    """The points that no other choice beats, along the axis that goes across."""
    return sorted(
        (point for point in chart.points if point.on_frontier), key=lambda point: (point.x, point.y)
    )


def points_spec(
    chart: PointsChart, language: Language, layout: ChartLayout, palette: Palette
) -> dict[str, Any]:
    """Give the Vega-Lite specification of points with their frontier."""
    import altair as alt

    drawn = place_points(chart, language, layout)
    signs, legend_height = place_signs(_signs(chart, language, palette), layout)
    above = wrap_label(chart.y_title, layout.width, layout.font_size - 1)
    below = wrap_label(chart.x_title, layout.width, layout.font_size - 1)
    top = legend_height + len(above) * LINE + 12
    title = {"color": palette.muted, "fontSize": layout.font_size - 1}
    upward = upward_axis(alt, drawn.y, drawn.width, drawn.y.texts(language), layout, palette)
    sideways = sideways_axis(alt, drawn.x, drawn.height, drawn.x.texts(language), layout, palette)
    first_line = -len(above) * LINE - 2
    layers = [
        *(layer for pair in zip(upward, sideways, strict=True) for layer in pair),
        text_at(alt, above, -drawn.left, first_line, align="left", **title),
        text_at(alt, below, drawn.width, drawn.height + 36, align="right", **title),
        *_point_layers(alt, chart, drawn, palette),
        _key_layer(alt, chart, drawn, layout, palette),
        *sign_layers(alt, signs, (drawn.left, top), layout, palette),
    ]
    margins = Margins(drawn.left, _RIGHT, top, 28 + len(below) * LINE)
    return finished(alt, layers, drawn.width, drawn.height, margins, palette.font or layout.font)


def _groups(chart: PointsChart) -> list[str]:
    return sorted({point.group for point in chart.points})


def _look(chart: PointsChart, point: ChartPoint, palette: Palette) -> dict[str, str]:
    place = _groups(chart).index(point.group)
    colour = palette.series[_COLOURS[place % len(_COLOURS)]]
    fill = colour if point.on_frontier else palette.paper
    return {"shape": _SHAPES[place % len(_SHAPES)], "stroke": colour, "fill": fill}


def _thread(palette: Palette) -> dict[str, Any]:
    return {"stroke": palette.thread, "strokeWidth": 2}


def _signs(chart: PointsChart, language: Language, palette: Palette) -> list[Sign]:
    """The frontier, and the groups where there are several."""
    known = {point.group: point for point in reversed(chart.points)}
    signs = []
    for group in _groups(chart) if len(known) > 1 else ():
        look = _look(chart, known[group], palette)
        signs.append(
            Sign(group, mark=look | {"fill": palette.paper, "size": _SIZE, "strokeWidth": 2, "opacity": 1})
        )
    if frontier(chart):
        dark = palette.series[0]
        mark = {"shape": "circle", "fill": dark, "stroke": dark, "size": _SIZE, "opacity": 1}
        signs.append(Sign(say("publish_chart_frontier", language), line=_thread(palette), mark=mark))
    return signs


def _point_layers(alt: Any, chart: PointsChart, drawn: PlacedPoints, palette: Palette) -> list[Any]:
    x, y = across(alt, drawn.x.ends, "x"), up(alt, drawn.y.ends, "y")
    on_line = [{"x": point.x, "y": point.y} for point in frontier(chart)]
    line = alt.Chart(alt.Data(values=on_line)).mark_line(**_thread(palette)).encode(x=x, y=y, order="x:Q")
    upper_last = sorted(chart.points, key=lambda point: point.on_frontier)
    points = [{"x": point.x, "y": point.y} | _look(chart, point, palette) for point in upper_last]
    marks = (
        alt.Chart(alt.Data(values=points))
        .mark_point(size=_SIZE, strokeWidth=2, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
        )
    )
    return [line, marks]


def _key_layer(
    alt: Any, chart: PointsChart, drawn: PlacedPoints, layout: ChartLayout, palette: Palette
) -> Any:
    keys = []
    for key in drawn.keys:
        x, y = drawn.values(key.x, key.y)
        keys.append({"x": x, "y": y, "key": chart.points[key.number].label})
    words = alt.Chart(alt.Data(values=keys)).mark_text(
        **TEXT, align="center", color=palette.ink, fontSize=layout.font_size - 1
    )
    return words.encode(x=across(alt, drawn.x.ends, "x"), y=up(alt, drawn.y.ends, "y"), text="key:N")


def points_table(chart: PointsChart, language: Language) -> TableBlock:
    """Give the points as a table: key, name, group, both measures, and whether it is on the frontier."""
    x_decimals = shown_decimals(point.x for point in chart.points)
    y_decimals = shown_decimals(point.y for point in chart.points)
    columns = (
        TableColumn(say("publish_chart_key", language)),
        TableColumn(say("publish_chart_name", language)),
        TableColumn(say("publish_chart_group", language)),
        TableColumn(chart.x_title, number=True),
        TableColumn(chart.y_title, number=True),
        TableColumn(say("publish_chart_frontier", language)),
    )
    rows = tuple(
        table_row(
            point.label,
            point.text,
            point.group,
            number_cell(point.x, x_decimals, language),
            number_cell(point.y, y_decimals, language),
            say("yes" if point.on_frontier else "no", language),
        )
        for point in chart.points
    )
    return TableBlock(say("publish_chart_numbers", language, title=chart.title), columns, rows, name="chart")


def points_note(chart: PointsChart, language: Language) -> str:
    """Say so when some points stand too close to have their key in every picture."""
    named = sum(1 for point in chart.points if point.label)
    crowded = any(
        len(place_points(chart, language, layout).keys) < named for layout in (SCREEN, PHONE, PAPER, WORD)
    )
    return say("publish_chart_crowded", language) if crowded else ""
