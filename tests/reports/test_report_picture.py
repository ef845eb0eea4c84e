"""The steering picture of an invented town: every number in it is worked by hand."""

from datetime import date
from itertools import pairwise

import pytest
from report_samples import TODAY, change, changes, frame, judged, letter, named, stated_total, town, units

from rodtrad.checks.run import Accepted
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.reports.bridge import budget_bridges
from rodtrad.reports.picture import steering_picture
from rodtrad.reports.tree import (
    BarKind,
    KeyFigureRow,
    Notice,
    Paragraph,
    TableBlock,
    WaterfallChart,
)

NO_HEADINGS = [
    "Kort fortalt",
    "Fra fjorårets budsjett til ny ramme",
    "Effektiviseringstiltak",
    "Oppdrag med frister",
    "Hva som ikke henger sammen",
    "Kilder",
]
EN_HEADINGS = [
    "In short",
    "From last year's budget to the new frame",
    "Efficiency measures",
    "Assignments with deadlines",
    "What does not add up",
    "Sources",
]


def picture(language="no", facts=None):
    return steering_picture(judged(facts or town()), TODAY, "1.2.3", language)


def section(tree, number):
    headings = NO_HEADINGS if tree.language == "no" else EN_HEADINGS
    return next(s for s in tree.sections if s.heading == headings[number])


def block(blocks, kind):
    return next(b for b in blocks if isinstance(b, kind))


@pytest.mark.parametrize(("language", "headings"), [("no", NO_HEADINGS), ("en", EN_HEADINGS)])
def test_title_date_and_sections(language, headings):
    tree = picture(language)
    assert [s.heading for s in tree.sections] == headings
    assert tree.language == language
    norwegian = language == "no"
    assert tree.title == ("Styringsbilde" if norwegian else "Steering picture")
    assert tree.subtitle.startswith("Lillevik kommune:" if norwegian else "Lillevik:")
    assert ("15. mai 2026" if norwegian else "15 May 2026") in tree.date_text
    assert "1.2.3" in tree.footer


@pytest.mark.parametrize("language", ["no", "en"])
def test_the_tree_is_the_same_every_time(language):
    assert picture(language) == picture(language)


def test_key_figures_as_a_reader_sees_them():
    boxes = {b.label: (b.value, b.note) for b in block(section(picture(), 0).blocks, KeyFigureRow).figures}
    # Four relations: growth is its parts, two frames roll forward; the total is not its cards.
    assert boxes["Sammenhenger som holder"][0] == "75,0 %"
    assert "3 av 4" in boxes["Sammenhenger som holder"][1]
    assert boxes["Alvorlige funn"][0] == "1"
    assert boxes["Ramme Park og plass 2026"] == ("918,5 mill. kr", "+18,5 mill. kr")
    assert boxes["Tiltak fra 2027, per år"] == ("5,5 mill. kr", "summen av 2 tiltakskort")
    assert boxes["Oppdrag i tildelingsbrevet"] == ("4", "2 har dato som frist")


def test_key_figures_in_english():
    boxes = {b.label: b.value for b in block(section(picture("en"), 0).blocks, KeyFigureRow).figures}
    assert boxes["Frame Parks and squares 2026"] == "918.5 million NOK"
    assert boxes["Relations that hold"] == "75.0 %"


def test_in_short_counts_figures_documents_and_relations():
    text = block(section(picture(), 0).blocks, Paragraph).text
    # Eight changes, three effects and one total; a budget, a letter and a review.
    assert "12 tall fra 3 kilder" in text
    assert "4 sammenhenger" in text


def chart(tree):
    [bridge] = section(tree, 1).sections
    return bridge, block(bridge.blocks, WaterfallChart)


def test_the_bridge_walks_from_base_to_frame():
    bridge, drawn = chart(picture())
    assert bridge.heading == "Park og plass, 2026"
    assert [(b.label, b.text, b.kind) for b in drawn.bars] == [
        ("Utgangspunkt", "900,0", BarKind.LEVEL),
        ("Lønn", "+20,0", BarKind.INCREASE),
        ("Priser", "+7,5", BarKind.INCREASE),
        ("Kutt", "\u22129,0", BarKind.DECREASE),
        ("Ramme", "918,5", BarKind.LEVEL),
    ]
    first, *steps, last = drawn.bars
    assert first.start == last.start == 0
    assert all(before.end == pytest.approx(after.start) for before, after in pairwise([first, *steps]))
    assert first.end + sum(b.end - b.start for b in steps) == pytest.approx(last.end) == pytest.approx(918.5)
    assert drawn.unit == "millioner kroner"
    assert "900,0" in drawn.alternative
    assert "918,5" in drawn.alternative
    assert "Park og plass" in drawn.alternative
    assert "3 trinn" in drawn.alternative
    assert "Budsjett 2026, linje 40" in block(bridge.blocks, Paragraph).text


@pytest.mark.parametrize("language", ["no", "en"])
def test_the_steps_of_a_bridge_sum_to_the_change_of_the_frame(language):
    [bridge] = budget_bridges(judged(town()).thread.facts, language)
    assert bridge.base[1] + sum(grains for _, grains in bridge.steps) == bridge.frame[1]
    assert bridge.year == 2026
    named_in = {"no": "Lønn", "en": "lønn (en)"}
    assert bridge.steps[0][0] == named_in[language]


def test_a_bridge_that_does_not_add_up_shows_the_printed_frame_and_is_a_finding():
    facts = town(budget_change=changes(frame_amount=920.0))
    _, drawn = chart(picture(facts=facts))
    assert drawn.bars[-1].text == "920,0"
    assert drawn.bars[-2].end == pytest.approx(918.5)
    assert [f.number for f in judged(facts).open if f.verdict is Verdict.CONTRADICTION] == ["P-01", "F-01"]


def test_a_long_tree_is_not_opened_beyond_what_can_be_shown():
    many = [change(f"del{n:02}", "change", 1.0, "vekst") for n in range(20)]
    rows = [
        change("utgangspunkt", "base", 900.0, "ramme", base_version="adopted", base_year=2025),
        change("vekst", "subtotal", 20.0, "ramme"),
        *many,
        change("ramme", "frame", 920.0, None),
    ]
    _, drawn = chart(picture(facts=town(budget_change=frame("budget_change", *rows))))
    assert [b.text for b in drawn.bars] == ["900,0", "+20,0", "920,0"]


def test_a_table_of_changes_without_a_frame_has_no_bridge():
    rows = frame("budget_change", change("kutt", "change", -9.0, None))
    assert NO_HEADINGS[1] not in [s.heading for s in picture(facts=town(budget_change=rows)).sections]


def test_measures_with_a_total_for_every_year():
    table = block(section(picture(), 2).blocks, TableBlock)
    assert table.caption == "Tiltak i Lillevik kommune"
    assert [c.heading for c in table.columns] == ["Tiltak", "Ansvarlig", "2026", "2027", "Usikkerhet"]
    assert [c.number for c in table.columns] == [False, False, True, True, False]
    assert [row.texts for row in table.rows] == [
        ("B1 Færre benker", "PAR", "0,0", "4,0", "Lav"),
        ("B2 Felles lager", "PAR", "–", "1,5", "–"),
        ("Sum", "", "0,0", "5,5", ""),
    ]
    assert [row.total for row in table.rows] == [False, False, True]
    assert "Gjennomgang 2025" in table.note


def test_assignments_stand_by_deadline_and_those_without_one_last():
    table = block(section(picture(), 3).blocks, TableBlock)
    assert table.caption == "Oppdrag til Park og plass, 2026"
    assert [row.texts for row in table.rows] == [
        ("1. mars 2026", "1. Måle snø", "Videreført"),
        ("15. mai 2026", "3. Telle benker", "Nytt"),
        ("Høsten 2026", "2. Plante trær", "Nytt"),
        ("Ikke oppgitt", "1. Male gjerder", "Nytt"),
    ]


def test_assignments_in_english():
    table = block(section(picture("en"), 3).blocks, TableBlock)
    assert [row.texts[0] for row in table.rows] == [
        "1 March 2026",
        "15 May 2026",
        "Autumn 2026",
        "Not stated",
    ]
    assert {row.texts[2] for row in table.rows} == {"New", "Carried over"}


def test_a_deadline_in_spring_stands_before_a_day_in_september():
    told = {"document": "brev", "owner": "PAR", "status": "new", "line": 5}
    rows = frame(
        "assignment",
        told | named("Rake løv", "Rake leaves", number=1, deadline=date(2026, 9, 1)),
        told | named("Så gress", "Sow grass", number=2, season="2026-spring"),
    )
    table = block(section(picture(facts=town(**letter() | {"assignment": rows})), 3).blocks, TableBlock)
    assert [row.texts[0] for row in table.rows] == ["Våren 2026", "1. september 2026"]


def test_the_gravest_finding_stands_first_and_all_are_counted():
    blocks = section(picture(), 4).blocks
    notices = [b for b in blocks if isinstance(b, Notice)]
    assert [n.severity for n in notices] == ["error", "notice"]
    assert [n.severity_label for n in notices] == ["Feil", "Merknad"]
    assert notices[0].title == "Programmets sum er summen av tiltakskortene"
    assert notices[0].source == "Gjennomgang 2025, linje 12"
    assert notices[0].text.startswith("«Samlet virkning, 2027» er trykt som 6,0 mill. kr")
    assert notices[1].text.startswith("Oppdrag 1, «Male gjerder»")
    table = block(blocks, TableBlock)
    assert [row.texts for row in table.rows] == [
        ("P-01 Programmets sum er summen av tiltakskortene", "Motsigelse", "1"),
        ("T-02 Oppdrag uten frist", "Uforklart", "1"),
        ("Sum", "", "2"),
    ]


def test_sources_newest_first_with_how_many_figures_each_gave():
    table = block(section(picture(), 5).blocks, TableBlock)
    assert [row.texts for row in table.rows] == [
        ("Tildelingsbrev 2026", "2026", "0"),
        ("Budsjett 2026", "2026", "8"),
        ("Gjennomgang 2025", "2025", "4"),
    ]


def test_a_town_where_all_holds_says_so():
    assignments = letter()["assignment"].filter(letter()["assignment"]["number"] != 1)
    tree = picture(facts=town(total=5.5, assignment=assignments))
    assert [b.text for b in section(tree, 4).blocks] == ["Ingen åpne funn."]


def test_an_explained_finding_is_no_longer_among_those_to_settle():
    name = next(f.id for f in judged(town()).findings if f.number == "P-01")
    explained = judged(town(), {name: Accepted(Verdict.EXPLAINED, "Ett tiltak er slått sammen")})
    assert [f.number for f in explained.open] == ["T-02"]
    tree = steering_picture(explained, TODAY, "1", "no")
    assert [b.severity for b in section(tree, 4).blocks if isinstance(b, Notice)] == [Severity.NOTICE]


@pytest.mark.parametrize("language", ["no", "en"])
def test_an_empty_book_has_a_picture_too(language):
    tree = steering_picture(judged({}), TODAY, "1", language)
    assert tree.sections
    tree = steering_picture(
        judged({"unit": units(), "key_figure": stated_total(1).head(0)}), TODAY, "1", language
    )
    assert "Lillevik" in tree.subtitle
