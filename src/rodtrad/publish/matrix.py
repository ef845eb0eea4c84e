"""A matrix of steps with marks in its squares, such as a risk matrix.

The level of a square is told by its fill, by its border and by the product in its corner, so that colour
carries nothing alone; marks have their keys, and their names stand in the table.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.publish.frame import TEXT, Margins, finished, text_at
from rodtrad.publish.layout import LINE, ChartLayout, wrap_label
from rodtrad.publish.legend import Sign, place_signs, sign_layers
from rodtrad.publish.palette import Palette
from rodtrad.reports.tree import MatrixChart, TableBlock, TableColumn, table_row

_LEFT, _RIGHT = 26, 4
_TALLEST = 58
_INSET = 3


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The size of the plot in squares and pixels."""

    steps: int
    side: float
    tall: float

    @property
    def width(self) -> float:
        return self.steps * self.side

    @property
    def height(self) -> float:
        return self.steps * self.tall

    def corner(self, across: int, up: int) -> tuple[float, float]:
        """The upper left corner of a square."""
        return (across - 1) * self.side, (self.steps - up) * self.tall


def matrix_spec(chart: MatrixChart, layout: ChartLayout, palette: Palette) -> dict[str, Any]:
    """Give the Vega-Lite specification of a matrix."""
    import altair as alt

    steps = max(1, len(chart.shades))
    side = (layout.width - _LEFT - _RIGHT) / steps
    drawn = _Drawn(steps, side, min(_TALLEST, side))
    signs, legend_height = place_signs(_signs(chart, palette), layout)
    above = wrap_label(chart.up_title, layout.width, layout.font_size - 1)
    top = legend_height + len(above) * LINE + 10
    muted = {"color": palette.muted, "fontSize": layout.font_size - 1}
    layers = [
        *_square_layers(alt, chart, drawn, palette),
        _product_layer(alt, chart, drawn, layout, palette),
        *_step_layers(alt, drawn, layout, palette),
        *_mark_layers(alt, chart, drawn, layout, palette),
        text_at(alt, above, -_LEFT, -len(above) * LINE + 4, align="left", **muted),
        text_at(alt, (chart.across_title,), drawn.width, drawn.height + 34, align="right", **muted),
        *sign_layers(alt, signs, (_LEFT, top), layout, palette),
    ]
    margins = Margins(_LEFT, _RIGHT, top, 44)
    return finished(alt, layers, drawn.width, drawn.height, margins, palette.font or layout.font)


def _looks(palette: Palette, levels: int) -> list[dict[str, Any]]:
    """From a bare square to one with a strong border and a tint; levels between them are filled lightly."""
    bare = {"fill": palette.paper, "stroke": palette.grid, "strokeWidth": 1.4, "fillOpacity": 1.0}
    filled = {"fill": palette.grid, "stroke": palette.muted, "strokeWidth": 1.4, "fillOpacity": 0.5}
    strong = {"fill": palette.thread, "stroke": palette.thread, "strokeWidth": 2.6, "fillOpacity": 0.16}
    return [bare, *([filled] * max(0, levels - 2)), strong][:levels]


def _signs(chart: MatrixChart, palette: Palette) -> list[Sign]:
    looks = _looks(palette, len(chart.levels))
    return [Sign(level, box=look) for level, look in zip(chart.levels, looks, strict=True)]


def _squares(chart: MatrixChart) -> list[tuple[int, int]]:
    steps = range(1, len(chart.shades) + 1)
    return list(product(steps, steps))


def _square_layers(alt: Any, chart: MatrixChart, drawn: _Drawn, palette: Palette) -> list[Any]:
    looks = _looks(palette, len(chart.levels))
    layers = []
    for level, look in enumerate(looks):
        mine = [(a, u) for a, u in _squares(chart) if chart.shades[u - 1][a - 1] == level]
        corners = [drawn.corner(a, u) for a, u in mine]
        values = [
            {
                "left": x + _INSET,
                "right": x + drawn.side - _INSET,
                "top": y + _INSET,
                "bottom": y + drawn.tall - _INSET,
            }
            for x, y in corners
        ]
        squares = alt.Chart(alt.Data(values=values)).mark_rect(cornerRadius=3, **look)
        layers.append(
            squares.encode(
                x=_across(alt, drawn, "left"), x2="right:Q", y=_down(alt, drawn, "top"), y2="bottom:Q"
            )
        )
    return layers


def _product_layer(alt: Any, chart: MatrixChart, drawn: _Drawn, layout: ChartLayout, palette: Palette) -> Any:
    """Write the product of both steps in the corner of each square."""
    values = [
        {"x": x + _INSET + 5, "y": y + _INSET + 9, "text": str(across * up)}
        for across, up in _squares(chart)
        for x, y in (drawn.corner(across, up),)
    ]
    words = alt.Chart(alt.Data(values=values)).mark_text(
        **TEXT, align="left", color=palette.ink, fontSize=layout.font_size - 3
    )
    return words.encode(x=_across(alt, drawn, "x"), y=_down(alt, drawn, "y"), text="text:N")


def _step_layers(alt: Any, drawn: _Drawn, layout: ChartLayout, palette: Palette) -> list[Any]:
    """Write the steps along both sides."""
    steps = range(1, drawn.steps + 1)
    up = [{"x": -12, "y": drawn.corner(1, n)[1] + drawn.tall / 2, "text": str(n)} for n in steps]
    across = [
        {"x": drawn.corner(n, 1)[0] + drawn.side / 2, "y": drawn.height + 12, "text": str(n)} for n in steps
    ]
    layers = []
    for values in (up, across):
        words = alt.Chart(alt.Data(values=values)).mark_text(
            **TEXT, align="center", color=palette.ink, fontSize=layout.font_size
        )
        layers.append(words.encode(x=_across(alt, drawn, "x"), y=_down(alt, drawn, "y"), text="text:N"))
    return layers


def _mark_layers(
    alt: Any, chart: MatrixChart, drawn: _Drawn, layout: ChartLayout, palette: Palette
) -> list[Any]:
    """Write the keys of the marks in the middle of their squares, in as many lines as they need."""
    layers = []
    for across, up in _squares(chart):
        keys = [mark.label for mark in chart.marks if (mark.across, mark.up) == (across, up)]
        if not keys:
            continue
        x, y = drawn.corner(across, up)
        lines = wrap_label(", ".join(keys), int(drawn.side - 4 * _INSET), layout.font_size)
        first = y + drawn.tall / 2 - (len(lines) - 1) * LINE / 2 + 3
        style = {"align": "center", "color": palette.ink, "fontSize": layout.font_size, "fontWeight": "bold"}
        layers.append(text_at(alt, lines, x + drawn.side / 2, first, **style))
    return layers


def _across(alt: Any, drawn: _Drawn, field: str) -> Any:
    scale = alt.Scale(domain=[0, drawn.width], nice=False, zero=False)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def _down(alt: Any, drawn: _Drawn, field: str) -> Any:
    scale = alt.Scale(domain=[0, drawn.height], reverse=True, nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def matrix_table(chart: MatrixChart, language: Language) -> TableBlock:
    """Give the marks as a table: key, name, both steps, and the level of the square."""
    columns = (
        TableColumn(say("reporting_risk_key", language), width=0.4),
        TableColumn(say("reporting_risk", language), width=2.0),
        TableColumn(chart.up_title, number=True),
        TableColumn(chart.across_title, number=True),
        TableColumn(say("reporting_risk_level", language)),
    )
    rows = tuple(
        table_row(mark.label, mark.text, str(mark.up), str(mark.across), chart.level_of(mark))
        for mark in chart.marks
    )
    caption = say("publish_chart_numbers", language, title=chart.title)
    return TableBlock(caption, columns, rows, name="chart")
