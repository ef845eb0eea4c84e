"""Where everything in a waterfall stands: pure geometry, in pixels down and chart units across."""

from dataclasses import dataclass

from rodtrad.publish.layout import ChartLayout, Row, place_rows, widest
from rodtrad.reports.tree import Bar, BarKind, WaterfallChart


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """One bar with its place: pixels from the top, and its ends in the chart's unit."""

    kind: BarKind
    lines: tuple[str, ...]
    text: str
    start: float
    end: float
    label_y: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """A chart that is placed and only needs drawing; `cut` says that the axis does not hold zero."""

    bars: tuple[PlacedBar, ...]
    low: float
    high: float
    height: float
    left: int
    right: int
    cut: bool


def signed_text(bar: Bar) -> str:
    """Give the bar's number, with its sign also when the tree left it out: colour never carries it alone."""
    if bar.kind is BarKind.LEVEL or not bar.text or bar.text[0] in "+-−±" or bar.start == bar.end:
        return bar.text
    return f"{'+' if bar.end > bar.start else '−'}{bar.text}"


def axis(bars: tuple[Bar, ...]) -> tuple[float, float, bool]:
    """Find both ends of the axis, and whether it leaves zero out.

    Zero is left out only when every step would otherwise be too small to see: all of them happen
    within the outer quarter of the tallest level.
    """
    ends = [bar.end for bar in bars] + [bar.start for bar in bars if bar.kind is not BarKind.LEVEL]
    low, high = min(ends, default=0.0), max(ends, default=0.0)
    span = high - low
    if low > 0 and 0 < span < high / 4:
        return low - span / 2, high, True
    if high < 0 and 0 < span < -low / 4:
        return low, high + span / 2, True
    low, high = min(low, 0.0), max(high, 0.0)
    return (low, high, False) if high > low else (0.0, 1.0, False)


def place(chart: WaterfallChart, layout: ChartLayout) -> Waterfall:
    """Give every bar, label and number its place; nothing overlaps and nothing is cut off."""
    low, high, cut = axis(chart.bars)
    right = 14 + round(widest(map(signed_text, chart.bars), layout.font_size))
    rows, height = place_rows((bar.label for bar in chart.bars), layout)
    placed = tuple(_placed_bar(bar, row, (low, high)) for bar, row in zip(chart.bars, rows, strict=True))
    left = 0 if layout.labels_above else layout.label_width + 12
    return Waterfall(placed, low, high, height, left, right, cut)


def _placed_bar(bar: Bar, row: Row, ends: tuple[float, float]) -> PlacedBar:
    start, end = (min(max(value, ends[0]), ends[1]) for value in (bar.start, bar.end))
    return PlacedBar(bar.kind, row.lines, signed_text(bar), start, end, row.label_y, row.top, row.bottom)
