"""What the looks in a chart mean: signs with their words, in rows above the plot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rodtrad.publish.frame import text_at
from rodtrad.publish.layout import LINE, ChartLayout, text_width, wrap_label
from rodtrad.publish.palette import Palette

_START = 1.0
_SIGN_WIDTH = 26
_TO_WORD = 7
_BETWEEN = 20
_BETWEEN_ROWS = 5
_UNDER = 12


@dataclass(frozen=True, slots=True)
class Sign:
    """One look and its word: a box, a line, a mark, or a line with marks.

    box, line, mark  what each is drawn with, as Altair names it; None where the look has no such part
    """

    word: str
    box: dict[str, Any] | None = None
    line: dict[str, Any] | None = None
    mark: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PlacedSign:
    """A sign with its place, in pixels from the corner of the picture; `y` is its first line's middle."""

    sign: Sign
    lines: tuple[str, ...]
    x: float
    y: float


def place_signs(signs: Sequence[Sign], layout: ChartLayout) -> tuple[tuple[PlacedSign, ...], int]:
    """Put signs after each other, in as many rows as they need, and tell how high all of them are."""
    size = layout.font_size - 1
    placed: list[PlacedSign] = []
    x, y, tallest = _START, float(LINE) / 2, 0
    for sign in signs:
        lines = wrap_label(sign.word, layout.width - _SIGN_WIDTH - _TO_WORD, size)
        wide = _SIGN_WIDTH + _TO_WORD + max(text_width(line, size) for line in lines)
        if x > _START and x + wide > layout.width:
            x, y, tallest = _START, y + tallest * LINE + _BETWEEN_ROWS, 0
        placed.append(PlacedSign(sign, lines, x, y))
        x, tallest = x + wide + _BETWEEN, max(tallest, len(lines))
    return tuple(placed), round(y + (tallest - 0.5) * LINE) + _UNDER if placed else 0


def sign_layers(
    alt: Any, placed: Sequence[PlacedSign], corner: tuple[int, int], layout: ChartLayout, palette: Palette
) -> list[Any]:
    """Draw placed signs.

    corner  how far the picture's upper left corner is to the left of and above the plot's, in pixels
    """
    layers: list[Any] = []
    for one in placed:
        x, y = one.x - corner[0], one.y - corner[1]
        layers += _look(alt, one.sign, x, y)
        style = {"align": "left", "color": palette.muted, "fontSize": layout.font_size - 1}
        layers.append(text_at(alt, one.lines, x + _SIGN_WIDTH + _TO_WORD, y, **style))
    return layers


def _look(alt: Any, sign: Sign, x: float, y: float) -> list[Any]:
    one = alt.Chart(alt.Data(values=[{}]))
    left, right, middle = alt.XValue(x), alt.X2Value(x + _SIGN_WIDTH), alt.YValue(y)
    drawn = []
    if sign.box:
        ends = {"y": alt.YValue(y - 6), "y2": alt.Y2Value(y + 6)}
        drawn.append(one.mark_rect(**sign.box).encode(x=left, x2=right, **ends))
    if sign.line:
        drawn.append(one.mark_rule(**sign.line).encode(x=left, x2=right, y=middle))
    if sign.mark:
        centre = alt.XValue(x + _SIGN_WIDTH / 2)
        drawn.append(one.mark_point(**sign.mark).encode(x=centre, y=middle))
    return drawn
