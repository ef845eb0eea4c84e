"""Where everything in a waterfall stands: pure geometry, in pixels down and chart units across."""

from dataclasses import dataclass

from rodtrad.reports.tree import Bar, BarKind, WaterfallChart

_LINE = 16
_NARROW_LETTERS = "fijlrtI.,:;'|!()[] -/"
_WIDE_LETTERS = "mwMW@%—"


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """How a chart fits its page.

    width           the whole picture, in pixels
    label_width     room for the labels
    labels_above    labels stand over their bars, for a narrow screen, instead of to the left
    font            family of the text; each target has its own (see `publish/chart.py`)
    """

    width: int
    label_width: int
    labels_above: bool
    font: str
    font_size: int = 13
    bar_height: int = 20


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


def text_width(text: str, font_size: int) -> float:
    """Guess how wide a text is, in pixels, rather too much than too little."""
    return sum(_letter_width(letter) for letter in text) * font_size


def _letter_width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return 0.34
    if letter in _WIDE_LETTERS:
        return 0.92
    return 0.7 if letter.isupper() else 0.57


def wrap_label(text: str, width: int, font_size: int) -> tuple[str, ...]:
    """Break a label into as few lines as fit, of even length; a word longer than a line is broken too."""
    lines = _filled_lines(text, width, font_size)
    for narrower in range(width, width // 3, -8):
        tried = _filled_lines(text, narrower, font_size)
        if len(tried) > len(lines) or any(line.endswith("-") for line in tried):
            break
        lines = tried
    return lines


def _filled_lines(text: str, width: int, font_size: int) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if text_width(joined, font_size) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width, font_size)
        lines.extend(full)
    return (*lines, line)


def _pieces(word: str, width: int, font_size: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter + "-", font_size) > width:
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += letter
    return pieces


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
    texts = [signed_text(bar) for bar in chart.bars]
    right = 14 + round(max((text_width(text, layout.font_size) for text in texts), default=0))
    placed: list[PlacedBar] = []
    y = 0.0
    for bar, text in zip(chart.bars, texts, strict=True):
        placed.append(_placed_bar(bar, text, y, (low, high), layout))
        y = _row_bottom(placed[-1], layout)
    left = 0 if layout.labels_above else layout.label_width + 12
    return Waterfall(tuple(placed), low, high, max(y, 1.0), left, right, cut)


def _placed_bar(bar: Bar, text: str, y: float, ends: tuple[float, float], layout: ChartLayout) -> PlacedBar:
    lines = wrap_label(bar.label, layout.label_width, layout.font_size)
    label_height = len(lines) * _LINE
    if layout.labels_above:
        label_y, top = y + _LINE / 2, y + label_height + 3
    else:
        middle = y + max(label_height, layout.bar_height) / 2 + 4
        label_y, top = middle - (label_height - _LINE) / 2, middle - layout.bar_height / 2
    start, end = (min(max(value, ends[0]), ends[1]) for value in (bar.start, bar.end))
    return PlacedBar(bar.kind, lines, text, start, end, label_y, top, top + layout.bar_height)


def _row_bottom(bar: PlacedBar, layout: ChartLayout) -> float:
    if layout.labels_above:
        return bar.bottom + 10
    return max(bar.bottom, bar.label_y + (len(bar.lines) - 0.5) * _LINE) + 4
