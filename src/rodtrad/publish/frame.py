"""What charts share: scales, axes with their numbers, and the finished specification.

Everything stands where Python put it. Text is ready, so no font is measured and no number is
formatted by the one who draws.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rodtrad.core.numbers import number
from rodtrad.core.shape import Language
from rodtrad.publish.layout import LINE, ChartLayout, text_width, widest
from rodtrad.publish.palette import Palette

TEXT = {"baseline": "middle", "limit": 0}
_MANY_TICKS, _FEW_TICKS = 6, 4
_TICK_GAP = 8
_ZERO_WITHIN = 1.5


@dataclass(frozen=True, slots=True)
class Margins:
    """Room around the plot, in pixels."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class NumberAxis:
    """Ends of an axis and the numbers written on it, in the chart's unit."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    @property
    def ends(self) -> tuple[float, float]:
        """Where the axis begins and ends."""
        return self.low, self.high

    def texts(self, language: Language) -> tuple[str, ...]:
        """The numbers as a reader sees them."""
        return tuple(number(tick, self.decimals, language) for tick in self.ticks)


def number_axis(values: Iterable[float], layout: ChartLayout) -> NumberAxis:
    """Find round ends and ticks that hold all values; zero too, unless it is far from them."""
    low, high = _ends(tuple(values))
    wanted = _FEW_TICKS if layout.labels_above else _MANY_TICKS
    power = math.floor(math.log10((high - low) / wanted))
    step, power = next(
        (times * 10.0**e, e)
        for e in (power, power + 1)
        for times in (1, 2, 5)
        if times * 10.0**e * wanted >= (high - low) * (1 - 1e-9)
    )
    decimals = max(0, -power)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(place * step, decimals) for place in range(first, last + 1))
    return NumberAxis(ticks[0], ticks[-1], ticks, decimals)


def _ends(values: tuple[float, ...]) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=0.0)
    if 0 < low <= _ZERO_WITHIN * (high - low) or low == high > 0:
        low = 0.0
    if 0 < -high <= _ZERO_WITHIN * (high - low) or low == high < 0:
        high = 0.0
    return (low, high) if high > low else (0.0, 1.0)


def across(alt: Any, ends: tuple[float, float], field: str) -> Any:
    """A place from left to right, in the chart's unit."""
    scale = alt.Scale(domain=list(ends), nice=False, zero=False)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def up(alt: Any, ends: tuple[float, float], field: str) -> Any:
    """A place from the bottom up, in the chart's unit."""
    scale = alt.Scale(domain=list(ends), nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def down(alt: Any, height: float, field: str) -> Any:
    """A place from the top down, in pixels."""
    scale = alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def bars_between(alt: Any, bars: list[dict[str, Any]], ends: tuple[float, float], height: float) -> Any:
    """Bars that lie: each with from and to in the chart's unit, top and bottom, fill and stroke."""
    return (
        alt.Chart(alt.Data(values=bars))
        .mark_rect(strokeWidth=1.4)
        .encode(
            x=across(alt, ends, "from"),
            x2="to:Q",
            y=down(alt, height, "top"),
            y2="bottom:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        )
    )


def left_margin(texts: Sequence[str], layout: ChartLayout) -> int:
    """Room for the numbers of the axis that goes up."""
    return round(widest(texts, layout.font_size)) + _TICK_GAP + 2


def upward_axis(
    alt: Any, axis: NumberAxis, width: float, texts: Sequence[str], layout: ChartLayout, palette: Palette
) -> list[Any]:
    """Draw lines across the plot, the stronger line of zero, and their numbers to the left."""
    ends = {"x": alt.XValue(0), "x2": alt.X2Value(width)}
    lines = [rule.encode(y=up(alt, axis.ends, "at"), **ends) for rule in _rules(alt, axis, palette)]
    words = _tick_words(alt, axis, texts, align="right", color=palette.ink, fontSize=layout.font_size)
    return [*lines, words.encode(x=alt.XValue(-_TICK_GAP), y=up(alt, axis.ends, "at"), text="text:N")]


def sideways_axis(
    alt: Any, axis: NumberAxis, height: float, texts: Sequence[str], layout: ChartLayout, palette: Palette
) -> list[Any]:
    """Draw lines up the plot, the stronger line of zero, and their numbers under it."""
    ends = {"y": alt.YValue(0), "y2": alt.Y2Value(height)}
    lines = [rule.encode(x=across(alt, axis.ends, "at"), **ends) for rule in _rules(alt, axis, palette)]
    words = _tick_words(alt, axis, texts, align="center", color=palette.ink, fontSize=layout.font_size)
    y = alt.YValue(height + 2 * _TICK_GAP)
    return [*lines, words.encode(x=across(alt, axis.ends, "at"), y=y, text="text:N")]


def _rules(alt: Any, axis: NumberAxis, palette: Palette) -> list[Any]:
    """The light lines, and the line of zero, which is drawn over them."""
    light = [{"at": tick} for tick in axis.ticks if tick]
    strong = [{"at": tick} for tick in axis.ticks if not tick]
    return [
        alt.Chart(alt.Data(values=ticks)).mark_rule(strokeWidth=1, color=colour)
        for ticks, colour in ((light, palette.grid), (strong, palette.muted))
    ]


def _tick_words(alt: Any, axis: NumberAxis, texts: Sequence[str], **style: Any) -> Any:
    ticks = [{"at": tick, "text": text} for tick, text in zip(axis.ticks, texts, strict=True)]
    return alt.Chart(alt.Data(values=ticks)).mark_text(**(TEXT | style))


def text_at(alt: Any, lines: Sequence[str], x: float, y: float, **style: Any) -> Any:
    """Draw text at a place in pixels from the plot's corner; `y` is the middle of its first line."""
    words = alt.Chart(alt.Data(values=[{"words": list(lines)}])).mark_text(**(TEXT | style), lineHeight=LINE)
    return words.encode(x=alt.XValue(x), y=alt.YValue(y), text="words:N")


def kept_apart(texts: Sequence[str], room: float, font_size: int) -> int:
    """How far apart labels along an axis must be taken so that none touches the next: 1 is each of them.

    room  from one place to the next, in pixels
    """
    needed = max((text_width(text, font_size) for text in texts), default=0) + _TICK_GAP
    return max(1, math.ceil(needed / room)) if room > 0 else 1


def finished(
    alt: Any, layers: Sequence[Any], width: float, height: float, margins: Margins, font: str
) -> dict[str, Any]:
    """Give layers that are placed as one specification, with its size fixed."""
    around = {
        "left": margins.left,
        "right": margins.right,
        "top": margins.top,
        "bottom": margins.bottom,
    }
    whole = alt.layer(
        *layers,
        width=width,
        height=height,
        padding=around,
        autosize=alt.AutoSizeParams(type="none"),
        config=alt.Config(font=font, aria=False, background="transparent", view=alt.ViewConfig(stroke=None)),
    )
    spec: dict[str, Any] = whole.to_dict(validate=False)
    return spec
