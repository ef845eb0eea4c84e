"""Where bars and labels stand in a waterfall."""

from dataclasses import replace
from itertools import pairwise

import pytest

from rodtrad.publish.chart import chart_png, chart_svg, chart_table
from rodtrad.publish.layout import PAPER, PHONE, SCREEN, ChartLayout, text_width, wrap_label
from rodtrad.publish.waterfall import axis, place, signed_text
from rodtrad.reports.tree import Bar, BarKind, WaterfallChart

LEVEL, INCREASE, DECREASE = BarKind.LEVEL, BarKind.INCREASE, BarKind.DECREASE


def test_axis_holds_zero_when_steps_are_big_enough_to_see() -> None:
    bars = (Bar("A", 0, 42, LEVEL, "42"), Bar("b", 42, 30, DECREASE, "−12"), Bar("C", 0, 30, LEVEL, "30"))
    assert axis(bars) == (0.0, 42, False)


def test_axis_leaves_zero_out_when_steps_would_vanish() -> None:
    bars = (Bar("A", 0, 1200, LEVEL, ""), Bar("b", 1200, 1220, INCREASE, ""), Bar("C", 0, 1220, LEVEL, ""))
    assert axis(bars) == (1190, 1220, True)


def test_axis_of_income_is_mirrored() -> None:
    bars = (Bar("A", 0, -1200, LEVEL, ""), Bar("b", -1200, -1220, DECREASE, ""))
    assert axis(bars) == (-1220, -1190, True)


@pytest.mark.parametrize("bars", [(), (Bar("A", 0, 0, LEVEL, "0"),)])
def test_axis_of_nothing_can_still_be_drawn(bars: tuple[Bar, ...]) -> None:
    assert axis(bars) == (0.0, 1.0, False)


@pytest.mark.parametrize(
    ("bar", "text"),
    [
        (Bar("a", 10, 12, INCREASE, "2,0"), "+2,0"),
        (Bar("a", 12, 10, DECREASE, "2,0"), "−2,0"),
        (Bar("a", 12, 10, DECREASE, "−2,0"), "−2,0"),
        (Bar("a", 0, 10, LEVEL, "10,0"), "10,0"),
        (Bar("a", 10, 10, INCREASE, "0,0"), "0,0"),
    ],
)
def test_a_step_always_shows_its_sign(bar: Bar, text: str) -> None:
    assert signed_text(bar) == text


def test_labels_fit_their_column_and_keep_their_words() -> None:
    label = "Demografikompensasjon eldre over 80 år i 2026"
    lines = wrap_label(label, 224, 13)
    assert " ".join(lines) == label
    assert len(lines) == 2
    word = "Likeverdsgrunnskoleopplæringstilskuddsordningen"
    assert "".join(line.removesuffix("-") for line in wrap_label(word, 150, 13)) == word
    assert all(text_width(line, 13) <= 150 for line in wrap_label(word, 150, 13))


@pytest.mark.parametrize("layout", [SCREEN, PHONE, PAPER])
def test_ten_long_labels_do_not_overlap(layout: ChartLayout) -> None:
    label = "Nye innsparingstiltak i økonomiplanen 2026–29"
    bars = tuple(Bar(label, n, n + 1, INCREASE, "+1") for n in range(10))
    drawn = place(WaterfallChart("Bro", "kr", bars, ""), layout)
    for above, below in pairwise(drawn.bars):
        last_line_ends = above.label_y + (len(above.lines) - 0.5) * 16
        assert below.label_y - 8 >= (above.bottom if layout.labels_above else last_line_ends)
        assert below.top >= above.bottom
        assert above.end == below.start
    assert drawn.bars[-1].bottom <= drawn.height


def test_chart_svg_has_every_label_and_number_as_text(chart: WaterfallChart) -> None:
    svg = chart_svg(chart, "no", PHONE)
    for said in ("Vedtatt 2025", "Lønn &amp; pris &lt;b&gt;", "1\u202f218,0", "+30,0", "−12,0", "Nedgang"):
        assert said in svg
    assert "…" not in svg


def test_chart_without_bars_is_an_empty_picture() -> None:
    empty = WaterfallChart("Bro", "kr", (), "Ingen ledd.")
    assert chart_svg(empty, "en", SCREEN).startswith("<svg")
    assert chart_table(empty, "en").rows == ()


def test_png_is_a_png(chart: WaterfallChart) -> None:
    assert chart_png(replace(chart, title="Bro"), "no", PAPER).startswith(b"\x89PNG")
