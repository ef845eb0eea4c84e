"""The risk matrix and the grouped bars of reports, for web and paper. All numbers are invented."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from rodtrad.publish.chart import chart_note, chart_png, chart_spec, chart_svg, chart_table
from rodtrad.publish.docx import publish_docx
from rodtrad.publish.grouped import place_bars
from rodtrad.publish.html import publish_html
from rodtrad.publish.layout import PAPER, PHONE, SCREEN, WORD, ChartLayout
from rodtrad.publish.palette import PRINTED, WEB
from rodtrad.publish.pdf import publish_pdf
from rodtrad.reports.tree import Chart, DocumentTree, GroupedBars, MatrixChart, MatrixMark, Section

BARS = GroupedBars(
    title="Avvik per enhet <b>",
    unit="mill. kr",
    categories=("Pleieetaten & co", "Barneetaten", "Etaten uten tall"),
    series=(("Avvik hittil", (-10.5, 1.8, None)), ("Avvik i prognosen", (-5.5, 0.0, None))),
    alternative="Lavest er Pleieetaten & mer.",
)
MATRIX = MatrixChart(
    title="Risikomatrise",
    across_title="Konsekvens",
    up_title="Sannsynlighet & mer",
    levels=("Lav", "Middels", "Høy"),
    shades=((0, 0, 0), (0, 1, 1), (0, 1, 2)),
    marks=(
        MatrixMark("1", 3, 3, "Strømmen går <x>"),
        MatrixMark("2", 3, 3, "Taket lekker"),
        MatrixMark("3", 1, 2, "Få folk"),
    ),
    alternative="Tre risikoer & mer.",
)
CHARTS: tuple[Chart, ...] = (BARS, MATRIX)
EMPTY: tuple[Chart, ...] = (replace(BARS, categories=(), series=()), replace(MATRIX, marks=()))
LAYOUTS = (SCREEN, PHONE, PAPER, WORD)


def named(chart: Chart) -> str:
    return type(chart).__name__


def texts_in(spec: dict[str, Any]) -> list[str]:
    rows = [row for layer in spec["layer"] for row in layer["data"]["values"]]
    words = [row[name] for row in rows for name in ("text", "words", "label") if name in row]
    return [text for word in words for text in (word if isinstance(word, list) else [word])]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("chart", [*CHARTS, *EMPTY], ids=named)
def test_every_specification_is_valid_and_as_wide_as_its_layout(chart: Chart, layout: ChartLayout) -> None:
    import altair as alt

    for palette in (WEB, PRINTED):
        spec = chart_spec(chart, "no", layout, palette)
        alt.Chart.from_dict(spec)
        assert "expr" not in str(spec), "no expression needs to be evaluated on the page"
        room = spec["padding"]
        assert round(spec["width"] + room["left"] + room["right"]) == layout.width


@pytest.mark.parametrize("chart", [*CHARTS, *EMPTY], ids=named)
def test_every_chart_is_drawn_also_when_it_has_nothing_to_show(chart: Chart) -> None:
    assert chart_svg(chart, "en", SCREEN).startswith("<svg")
    assert chart_png(chart, "no", WORD).startswith(b"\x89PNG")
    assert chart_note(chart, "no") == ""


def test_bars_grow_from_zero_each_with_its_number_and_none_overlaps_another():
    drawn = place_bars(BARS, PHONE, "no")
    assert drawn.ends == (-10.5, 1.8)
    assert [(series, value) for series, value, _, _ in drawn.bars] == [
        (0, -10.5), (1, -5.5), (0, 1.8), (1, 0.0),
    ]  # fmt: skip
    edges = [(top, bottom) for _, _, top, bottom in drawn.bars]
    assert all(above[1] < below[0] for above, below in pairwise(edges))
    assert {"−10,5", "−5,5", "1,8", "0,0"} <= set(texts_in(chart_spec(BARS, "no", PHONE)))


def test_marks_in_one_square_share_it_and_each_square_tells_its_product():
    texts = texts_in(chart_spec(MATRIX, "no", SCREEN))
    assert "1, 2" in texts
    assert [t for t in texts if t == "9"] == ["9"], "three times three, once"
    assert {"Lav", "Middels", "Høy"} <= set(texts)


def test_the_numbers_behind_both_stand_in_tables():
    rows = [row.texts for row in chart_table(BARS, "no").rows]
    assert rows == [
        ("Pleieetaten & co", "−10,5", "−5,5"),
        ("Barneetaten", "1,8", "0,0"),
        ("Etaten uten tall", "–", "–"),
    ]
    rows = [row.texts for row in chart_table(MATRIX, "no").rows]
    assert rows == [
        ("1", "Strømmen går <x>", "3", "3", "Høy"),
        ("2", "Taket lekker", "3", "3", "Høy"),
        ("3", "Få folk", "2", "1", "Lav"),
    ]


def test_a_document_with_both_is_printed_in_every_format(tree: DocumentTree) -> None:
    whole = replace(tree, sections=(Section("Figurene", CHARTS),))
    html = publish_html(whole)
    assert "Tre risikoer &amp; mer." in html
    assert "Taket lekker" in html
    assert publish_pdf(whole).startswith(b"%PDF")
    assert publish_docx(whole).startswith(b"PK")
