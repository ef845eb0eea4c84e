"""How a chart fits its page, and where labelled rows stand on it: sizes in pixels.

Both converters carry their own fonts, so a picture is the same on every machine: vl-convert has
Liberation Sans for PNG, Typst has Libertinus Serif for PDF. In HTML the page's own font is used.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LINE = 16
_NARROW_LETTERS = "fijlrtI.,:;'|!()[] -/"
_WIDE_LETTERS = "mwMW@%—"


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """How a chart fits its page.

    width           the whole picture, in pixels
    label_width     room for the labels
    labels_above    labels stand over their bars, for a narrow screen, instead of to the left
    font            family of the text; each target has its own
    plot_height     room between the axes, in a chart that has axes
    """

    width: int
    label_width: int
    labels_above: bool
    font: str
    font_size: int = 13
    bar_height: int = 20
    plot_height: int = 280


SCREEN = ChartLayout(width=760, label_width=236, labels_above=False, font="sans-serif")
PHONE = ChartLayout(width=340, label_width=330, labels_above=True, font="sans-serif", bar_height=16)
PAPER = ChartLayout(width=680, label_width=224, labels_above=False, font="Libertinus Serif", font_size=14)
WORD = ChartLayout(width=680, label_width=224, labels_above=False, font="Liberation Sans")


@dataclass(frozen=True, slots=True)
class Row:
    """The place of one labelled bar, in pixels from the top; `label_y` is the first line's middle."""

    lines: tuple[str, ...]
    label_y: float
    top: float
    bottom: float


def text_width(text: str, font_size: int) -> float:
    """Guess how wide a text is, in pixels, rather too much than too little."""
    return sum(_letter_width(letter) for letter in text) * font_size


def _letter_width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return 0.34
    if letter in _WIDE_LETTERS:
        return 0.92
    return 0.7 if letter.isupper() else 0.57


def widest(texts: Iterable[str], font_size: int) -> float:
    """How much room the widest of some texts needs, in pixels; none when there are none."""
    return max((text_width(text, font_size) for text in texts), default=0.0)


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


def place_rows(labels: Iterable[str], layout: ChartLayout) -> tuple[tuple[Row, ...], float]:
    """Give every label and its bar a place under the one before, and tell how high all of them are.

    Nothing overlaps and nothing is cut off.
    """
    rows: list[Row] = []
    y = 0.0
    for label in labels:
        rows.append(_placed_row(label, y, layout))
        y = _row_bottom(rows[-1], layout)
    return tuple(rows), max(y, 1.0)


def _placed_row(label: str, y: float, layout: ChartLayout) -> Row:
    lines = wrap_label(label, layout.label_width, layout.font_size)
    label_height = len(lines) * LINE
    if layout.labels_above:
        label_y, top = y + LINE / 2, y + label_height + 3
    else:
        middle = y + max(label_height, layout.bar_height) / 2 + 4
        label_y, top = middle - (label_height - LINE) / 2, middle - layout.bar_height / 2
    return Row(lines, label_y, top, top + layout.bar_height)


def _row_bottom(row: Row, layout: ChartLayout) -> float:
    if layout.labels_above:
        return row.bottom + 10
    return max(row.bottom, row.label_y + (len(row.lines) - 0.5) * LINE) + 4
