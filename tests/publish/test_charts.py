"""Fan, tornado and points, with the older charts: one drawing for web and paper. All numbers are invented."""

import io
import re
from dataclasses import replace
from importlib.resources import files
from typing import Any

import docx
import pytest

from rodtrad.publish.chart import chart_note, chart_png, chart_spec, chart_svg, chart_table
from rodtrad.publish.docx import publish_docx
from rodtrad.publish.fan import place_fan
from rodtrad.publish.frame import number_axis
from rodtrad.publish.html import publish_html
from rodtrad.publish.layout import PAPER, PHONE, SCREEN, WORD, ChartLayout, text_width
from rodtrad.publish.number_table import shown_decimals
from rodtrad.publish.palette import PRINTED, WEB
from rodtrad.publish.pdf import publish_pdf
from rodtrad.publish.points import frontier, place_points
from rodtrad.publish.tornado import place_tornado
from rodtrad.reports.tree import (
    Chart,
    ChartPoint,
    DocumentTree,
    FanChart,
    FanNames,
    PointsChart,
    Section,
    StackedBars,
    TimeLine,
    TornadoBar,
    TornadoChart,
)

NAMES = FanNames("P10–P90 <band>", "P10", "P50", "P90", "Sum & punkt", "Rammekutt")
FAN = FanChart(
    title="Programmet år for år",
    unit="mill. kr",
    years=(2026, 2027, 2028, 2029),
    low=(96.0, 310.0, 640.0, 890.0),
    middle=(151.0, 452.5, 880.0, 1180.0),
    high=(204.0, 601.0, 1120.0, 1490.0),
    point=(180.0, 540.0, 1020.0, 1360.0),
    target=(250.0, 500.0, None, 1000.0),
    names=NAMES,
    alternative="P50 går fra 151 til 1 180 & mer.",
)
TORNADO = TornadoChart(
    title="Hva som flytter summen",
    unit="mill. kr",
    bars=(
        TornadoBar("Rente <r>", 1338.0, 1342.0, "1\u00a0338", "1\u00a0342"),
        TornadoBar("Plasser & pris", 1180.0, 1490.0, "1\u00a0180", "1\u00a0490"),
        TornadoBar("Forsinkelse", 1420.0, 1190.0, "+80", "−150"),
    ),
    centre=1340.0,
    alternative="Plasser og pris flytter summen mest & mer.",
    low_label="Lav",
    high_label="Høy",
)
POINTS = PointsChart(
    title="Effekt mot konsekvens",
    x_title="Effekt, mill. kr",
    y_title="Konsekvens & trinn",
    points=(
        ChartPoint("T<1>", 200.5, 0.0, "Klasse B", True, "Første & fremste"),
        ChartPoint("T2", 20.0, 2.0, "Klasse A", True, "Andre"),
        ChartPoint("T3", 10.0, -1.0, "Klasse B", False, "Tredje"),
    ),
    alternative="To av tre er på fronten & mer.",
)
STACKED = StackedBars("Etater", "mill. kr", ("2026", "2027"), (("Skole & co", (1.0, 2.5)),), "Skole & mer.")
LINES = TimeLine("Årene", "antall", (2026, 2027), (("Resultat <1>", (1.0, None)),), "En linje & mer.")
CHARTS: tuple[Chart, ...] = (FAN, TORNADO, POINTS, STACKED, LINES)
EMPTY: tuple[Chart, ...] = (
    replace(FAN, years=(), low=(), middle=(), high=(), point=(), target=()),
    replace(TORNADO, bars=()),
    replace(POINTS, points=()),
    replace(STACKED, categories=(), series=()),
    replace(LINES, years=(), series=()),
)
LAYOUTS = (SCREEN, PHONE, PAPER, WORD)


def named(chart: Chart) -> str:
    return type(chart).__name__


@pytest.fixture
def charts_tree(tree: DocumentTree) -> DocumentTree:
    return replace(tree, sections=(Section("Figurene", CHARTS),))


def rows_of(chart: Chart) -> list[tuple[float | None, ...]]:
    return [tuple(cell.value for cell in row.cells[1:]) for row in chart_table(chart, "no").rows]


def values_in(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for layer in spec["layer"] for row in layer["data"]["values"]]


@pytest.mark.parametrize("chart", [*CHARTS, *EMPTY], ids=named)
def test_a_specification_follows_the_schema_of_vega_lite(chart):
    """Altair would hold it against the schema each time it is made; that is left out, and done here."""
    import altair as alt
    from altair.utils.schemapi import validate_jsonschema

    validate_jsonschema(chart_spec(chart, "no", PAPER), alt.load_schema())


def test_a_picture_is_drawn_once():
    assert chart_svg(FAN, "no", PAPER) is chart_svg(FAN, "no", PAPER)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("chart", [*CHARTS, *EMPTY], ids=named)
def test_every_specification_is_valid_and_as_wide_as_its_layout(chart: Chart, layout: ChartLayout) -> None:
    import altair as alt

    for palette in (WEB, PRINTED):
        spec = chart_spec(chart, "no", layout, palette)
        alt.Chart.from_dict(spec)
        assert "expr" not in str(spec), "no expression needs to be evaluated on the page"
        room = spec.get("padding", {"left": 0, "right": 0})
        assert spec["width"] + room["left"] + room["right"] == layout.width


@pytest.mark.parametrize("chart", [*CHARTS, *EMPTY], ids=named)
def test_every_chart_is_drawn_also_when_it_has_nothing_to_show(chart: Chart) -> None:
    assert chart_svg(chart, "en", SCREEN).startswith("<svg")
    assert chart_png(chart, "no", WORD).startswith(b"\x89PNG")


@pytest.mark.parametrize("chart", EMPTY, ids=named)
def test_a_chart_without_anything_has_a_table_without_numbers(chart: Chart) -> None:
    assert all(
        len(row.cells) == len(chart_table(chart, "no").columns) for row in chart_table(chart, "no").rows
    )
    assert [value for row in rows_of(chart) for value in row] == []
    assert chart_note(chart, "no") == ""


def test_table_of_a_fan_has_the_given_numbers() -> None:
    assert rows_of(FAN) == [FAN.low, FAN.middle, FAN.high, FAN.point, FAN.target]
    table = chart_table(FAN, "no")
    assert [column.heading for column in table.columns] == ["mill. kr", "2026", "2027", "2028", "2029"]
    assert [row.cells[0].text for row in table.rows] == ["P10", "P50", "P90", "Sum & punkt", "Rammekutt"]
    assert table.rows[1].cells[2].text == "452,5"
    assert table.rows[4].cells[3].text == "–"
    assert rows_of(replace(FAN, point=(), target=(None,) * 4)) == [FAN.low, FAN.middle, FAN.high]


def test_table_of_a_tornado_has_the_given_numbers_widest_first() -> None:
    assert rows_of(TORNADO) == [(1180.0, 1490.0), (1420.0, 1190.0), (1338.0, 1342.0)]
    table = chart_table(TORNADO, "no")
    assert table.rows[0].texts == ("Plasser & pris", "1\u00a0180", "1\u00a0490")
    assert table.rows[1].texts == ("Forsinkelse", "1\u00a0420", "1\u00a0190"), "not how far it moves"
    assert table.note == "Søylene går ut fra 1\u00a0340 mill. kr."


def test_table_of_points_has_the_given_numbers_and_tells_the_frontier() -> None:
    table = chart_table(POINTS, "no")
    assert [row.texts for row in table.rows] == [
        ("T<1>", "Første & fremste", "Klasse B", "200,5", "0", "Ja"),
        ("T2", "Andre", "Klasse A", "20,0", "2", "Ja"),
        ("T3", "Tredje", "Klasse B", "10,0", "−1", "Nei"),
    ]
    assert [(row.cells[3].value, row.cells[4].value) for row in table.rows] == [
        (point.x, point.y) for point in POINTS.points
    ]


def test_a_picture_holds_the_numbers_of_its_chart() -> None:
    rows = values_in(chart_spec(FAN, "no", SCREEN))
    drawn = {(row["year"], row["value"]) for row in rows if "value" in row}
    for line in (FAN.low, FAN.middle, FAN.high, FAN.point):
        assert set(zip(FAN.years, line, strict=True)) <= drawn
    band = [(row["year"], row["low"], row["high"]) for row in rows if "high" in row]
    assert band == list(zip(FAN.years, FAN.low, FAN.high, strict=True))
    rows = values_in(chart_spec(POINTS, "no", SCREEN))
    assert {(r["x"], r["y"]) for r in rows if "shape" in r} == {(p.x, p.y) for p in POINTS.points}
    rows = values_in(chart_spec(TORNADO, "no", SCREEN))
    ends = {row["to"] for row in rows if "from" in row}
    assert ends == {value for bar in TORNADO.bars for value in (bar.low, bar.high)}


def test_a_target_is_not_drawn_through_a_year_without_one() -> None:
    rows = values_in(chart_spec(FAN, "no", SCREEN))
    runs = {row["year"]: row["run"] for row in rows if row.get("value") in (250.0, 500.0, 1000.0)}
    assert runs[2026] == runs[2027] != runs[2029]
    assert 2028 not in runs


def test_one_year_is_drawn_as_a_stretch() -> None:
    one = replace(FAN, years=(2026,), low=(1.0,), middle=(2.0,), high=(3.0,), point=(), target=(None,))
    band = [row for row in values_in(chart_spec(one, "no", PHONE)) if "high" in row]
    assert [row["low"] for row in band] == [1.0, 1.0]
    assert band[0]["year"] < 2026 < band[1]["year"]


def test_fan_says_when_its_axis_leaves_zero_out() -> None:
    assert chart_note(FAN, "no") == ""
    far = replace(FAN, low=(1201.0,) * 4, middle=(1202.0,) * 4, high=(1203.0,) * 4, point=(), target=())
    assert chart_note(far, "no") == "Aksen begynner ikke på null."


@pytest.mark.parametrize("layout", LAYOUTS)
def test_numbers_beside_a_fan_and_a_tornado_have_room(layout: ChartLayout) -> None:
    fan = place_fan(FAN, "no", layout)
    assert all(text_width(text, layout.font_size) < fan.right for text in fan.ends)
    assert fan.ends[2].endswith("1\u00a0490,0")
    tornado = place_tornado(TORNADO, layout)
    assert min(tornado.number_left, tornado.right) > text_width("1\u00a0490", layout.font_size)
    assert tornado.width > layout.width / 4


def test_low_and_high_differ_in_fill_not_only_in_colour() -> None:
    halves = [row for row in values_in(chart_spec(TORNADO, "no", SCREEN)) if "from" in row]
    assert {row["to"]: row["fill"] == PRINTED.paper for row in halves} == {
        1180.0: True,
        1490.0: False,
        1420.0: True,
        1190.0: False,
        1338.0: True,
        1342.0: False,
    }


def test_nearer_half_lies_above_where_both_are_on_one_side() -> None:
    one_side = replace(TORNADO, bars=(TornadoBar("Lønn", 1350.0, 1395.0, "1 350", "1 395"),))
    halves = [row["to"] for row in values_in(chart_spec(one_side, "no", SCREEN)) if "from" in row]
    assert halves == [1395.0, 1350.0]


def test_groups_have_their_own_shape_and_the_frontier_is_filled() -> None:
    looks = [row for row in values_in(chart_spec(POINTS, "no", SCREEN)) if "shape" in row]
    shapes = {(row["x"], row["shape"]) for row in looks}
    assert shapes == {(20.0, "circle"), (200.5, "square"), (10.0, "square")}
    assert {row["x"] for row in looks if row["fill"] != PRINTED.paper} == {20.0, 200.5}
    assert [point.label for point in frontier(POINTS)] == ["T2", "T<1>"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_keys_never_lie_on_a_point_or_on_each_other(layout: ChartLayout) -> None:
    places = [(float(7 * n % 50), float(n * n % 7)) for n in range(60)]
    crowd = tuple(ChartPoint(f"T{n}", x, y, "", n < 3, "") for n, (x, y) in enumerate(places))
    chart = replace(POINTS, points=crowd)
    drawn = place_points(chart, "no", layout)
    half = {key.number: text_width(crowd[key.number].label, layout.font_size - 1) / 2 for key in drawn.keys}
    for key in drawn.keys:
        for x, y in (drawn.pixels(*place) for place in places):
            assert abs(x - key.x) >= half[key.number] or abs(y - key.y) >= 7
        for other in drawn.keys:
            apart = half[key.number] + half[other.number] - 1e-9
            assert other is key or abs(other.x - key.x) >= apart or abs(other.y - key.y) >= 14 - 1e-9
    assert 0 < len(drawn.keys) < 60
    assert "står for tett" in chart_note(chart, "no")
    assert chart_note(POINTS, "no") == ""


@pytest.mark.parametrize(
    ("values", "ticks", "decimals"),
    [
        ((96.0, 1490.0), (0, 500, 1000, 1500), 0),
        ((-3.0, 3.0), (-3, -2, -1, 0, 1, 2, 3), 0),
        ((0.1, 0.55), (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6), 1),
        ((1201.0, 1206.0), (1201, 1202, 1203, 1204, 1205, 1206), 0),
        ((), (0, 0.2, 0.4, 0.6, 0.8, 1.0), 1),
        ((5.0,), (0, 1, 2, 3, 4, 5), 0),
        ((-40.0, -10.0), (-40, -30, -20, -10, 0), 0),
    ],
)
def test_an_axis_has_round_numbers(
    values: tuple[float, ...], ticks: tuple[float, ...], decimals: int
) -> None:
    axis = number_axis(values, SCREEN)
    assert axis.ticks == ticks
    assert axis.decimals == decimals
    assert axis.ends == (ticks[0], ticks[-1])


def test_numbers_of_a_column_share_their_decimals() -> None:
    assert [shown_decimals(v) for v in ((), (1.0, 20.0), (1.0, 2.5), (0.35, 0.02), (0.021, 0.0))] == [
        0,
        0,
        1,
        2,
        3,
    ]


def test_vegas_own_axis_has_norwegian_and_english_numbers() -> None:
    large = replace(STACKED, series=(("Skole", (1200.0, 2400.0)),))
    assert "2\u00a0000" in chart_svg(large, "no", SCREEN)
    assert "2,000" in chart_svg(large, "en", SCREEN)


def test_words_follow_the_language() -> None:
    assert "On the efficient frontier" in chart_svg(POINTS, "en", SCREEN)
    assert chart_table(TORNADO, "en").note == "The bars start from 1,340 mill. kr."


def test_page_has_alternative_texts_and_escaped_labels(charts_tree: DocumentTree) -> None:
    page = publish_html(charts_tree)
    for chart in CHARTS:
        assert page.count(f'aria-label="{chart.alternative.replace("&", "&amp;")}"') == 2
    for said in ("P10–P90 &lt;band&gt;", "Rente &lt;r&gt;", "Plasser &amp; pris", "T&lt;1&gt;"):
        assert said in page
    for raw in ("<band>", "<r>", "<1>", " & "):
        assert raw not in re.sub(r"(?s)<style>.*?</style>", "", page)
    assert '<span class="unit"></span>' not in page, "the axes of points name their own units"


def test_specification_can_stand_in_a_page() -> None:
    from rodtrad.web.render import drawn

    for chart in CHARTS:
        shown = drawn(chart, "no")
        assert not set("<>&") & set(shown["wide"] + shown["narrow"])
        assert shown["table"] == chart_table(chart, "no")


def test_pdf_ua_holds_every_chart_with_its_words_once(charts_tree: DocumentTree) -> None:
    printed = publish_pdf(charts_tree)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed
    assert printed.count(b"/Alt<") + printed.count(b"/Alt(") == len(CHARTS)
    assert printed.count(b"/S/THead") == len(CHARTS)
    families = set(re.findall(rb"/BaseFont/(?:[A-Z]{6}\+)?([A-Za-z]+)", printed))
    assert families == {b"LibertinusSerif"}


@pytest.mark.parametrize("chart", EMPTY, ids=named)
def test_pdf_ua_holds_a_chart_without_anything(chart: Chart, tree: DocumentTree) -> None:
    assert publish_pdf(replace(tree, sections=(Section("Tom", (chart,)),))).startswith(b"%PDF")


def test_word_file_has_alternative_texts_and_tables(charts_tree: DocumentTree) -> None:
    document = docx.Document(io.BytesIO(publish_docx(charts_tree)))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == [chart.alternative for chart in CHARTS]
    assert [len(table.rows) for table in document.tables] == [6, 4, 4, 2, 2]
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert captions[:2] == [
        "Programmet år for år (mill. kr)",
        "Tallene i figuren: Programmet år for år",
    ]
    assert "Effekt mot konsekvens" in captions


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_is_drawn_on_paper_can_be_told_from_it() -> None:
    for colour in (*PRINTED.series, PRINTED.thread):
        assert 1.05 / (luminance(colour) + 0.05) >= 3, colour
    for colour in (PRINTED.ink, PRINTED.muted):
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5, colour


def test_dark_page_knows_every_colour_of_the_charts() -> None:
    style = files("rodtrad").joinpath("templates", "document.css").read_text(encoding="utf-8")
    printed = (PRINTED.ink, PRINTED.muted, PRINTED.grid, PRINTED.paper, PRINTED.thread, *PRINTED.series)
    for colour in printed:
        for way in ("fill", "stroke"):
            assert f'.picture [{way}="{colour}"]' in style
