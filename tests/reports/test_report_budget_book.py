"""The budget book and the page of a budget: all numbers are invented, and worked by hand in thousands."""

import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rodtrad.app.publishing import document_told, publishable
from rodtrad.checks.run import judgement_of
from rodtrad.models.budgeting.adoption import adopted_rows
from rodtrad.models.budgeting.versions import budget_versions
from rodtrad.models.thread.weave import thread_of
from rodtrad.publish.docx import publish_docx
from rodtrad.publish.html import publish_html
from rodtrad.publish.pdf import publish_pdf
from rodtrad.reports.budget_book import budget_book
from rodtrad.reports.planning import planning_view
from rodtrad.reports.planning_page import PlanQuestion, plan_view
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Paragraph, TableBlock, WaterfallChart

sys.path.append(str(Path(__file__).parent.parent / "models"))
sys.path.append(str(Path(__file__).parent.parent / "checks"))
from plan_samples import book_of, in_state, with_rows

DAY = date(2026, 12, 10)
TEXTS = {
    "passage": """
        document; key; part;         position; text
        r27;      inn; introduction; 1;        Dette er budsjettet.
        r27;      til; other;        1;        Til slutt.
    """,
    "goal": """
        document; number; level;          label
        r27;      1;      municipal_goal; Trygge barn
        r27;      1.1;    action;         Flere voksne
    """,
    "indicator": """
        document; key; goal; unit; label
        r27;      trivsel; 1; A;   Trivsel
    """,
    "indicator_value": """
        document; indicator; year; kind;   value; printed_unit
        r27;      trivsel;   2027; target; 90;    prosent
        r27;      trivsel;   2026; result; 85;    prosent
    """,
}


def telling(language="no", **more):
    facts = in_state(book_of(**{**TEXTS, **more}), r27="draft")
    return Telling(judgement_of(thread_of(facts), {}), language)


def book(language="no"):
    return budget_book(telling(language), "r27", DAY, "1.2.3")


def blocks_in(section):
    yield from section.blocks
    for inner in section.sections:
        yield from blocks_in(inner)


def tables(tree):
    return {b.name: b for s in tree.sections for b in blocks_in(s) if isinstance(b, TableBlock)}


def texts(table):
    return [tuple(t.replace("\u00a0", " ") for t in row.texts) for row in table.rows]


def test_the_book_has_its_parts_in_order():
    tree = book()
    assert [section.heading for section in tree.sections] == [
        "Kort fortalt",
        "Innledning",
        "Mål",
        "Rammer",
        "Endringer",
        "Pris- og lønnskompensasjon",
        "Mer om budsjettet",
    ]
    assert tree.subtitle.startswith("Bystyrets vedtak for")
    assert len(tree.sections[3].sections) == 2


def test_the_frame_is_told_in_words_as_it_stands_in_the_table():
    """A and B: 1700 carried on; 1321 + 535.5 + 30 = 1886.5 in 2027."""
    short = book().sections[0]
    [words] = [b.text for b in short.blocks if isinstance(b, Paragraph)]
    assert words.replace("\u00a0", " ").endswith(
        "er 1,9 mill. kr i 2027. Det er en økning på 0,2 mill. kr fra fjorårets ramme på 1,7 mill. kr."
    )
    table = next(b for b in short.blocks if isinstance(b, TableBlock))
    assert texts(table)[0] == ("Fjorårets ramme videreført", "1 700", "1 700", "1 700", "1 700")
    assert texts(table)[-1][0:2] == ("Ny ramme", "1 887")


def test_an_adopted_budget_says_that_it_is_and_when():
    facts = in_state(book_of(**TEXTS), b27="adopted", r27="adopted")
    day = pl.when(pl.col("document").is_in(["b27", "r27"])).then(date(2026, 12, 9))
    work = facts["working_document"].with_columns(day.alias("sent"))
    told = Telling(judgement_of(thread_of({**facts, "working_document": work}), {}), "no")
    subtitles = [budget_book(told, key, DAY, "1").subtitle for key in ("b27", "r27")]
    assert subtitles[0].startswith("Vedtatt budsjett for ")
    assert subtitles[1].startswith("Bystyrets vedtak for ")
    assert {subtitle.rpartition(", ")[2] for subtitle in subtitles} == {"vedtatt 9. desember 2026"}


def test_each_unit_has_its_bridge_and_its_four_years():
    frames = book().sections[3]
    for section in frames.sections:
        kinds = [type(block) for block in section.blocks]
        assert kinds == [WaterfallChart, TableBlock, TableBlock]
    steps = next(b for b in frames.sections[0].blocks if isinstance(b, TableBlock))
    assert [row[0] for row in texts(steps)] == [
        "Fjorårets ramme videreført",
        "Teknisk justering",
        "label-1",
        "Pris- og lønnskompensasjon",
        "Pris- og lønnskompensasjon 2027",
        "Pris- og lønnskompensasjon 2028",
        "Ny satsing",
        "label-3",
        "Ny ramme",
    ]
    assert texts(steps)[-1][1:] == ("1 320", "1 352", "1 252", "1 252")


def test_changes_stand_by_category_with_their_decision():
    tree = book()
    made = [name for name in tables(tree) if name.startswith("changes-")]
    assert made == ["changes-technical", "changes-new_priority", "changes-council", "changes-measure"]
    assert texts(tables(tree)["changes-council"])[0][2:] == ("–", "+30", "+30", "+30", "+30")


def test_goals_and_targets_are_told():
    found = tables(book())
    assert texts(found["goals"]) == [
        ("1 Trygge barn", "Kommunemål"),
        ("1.1 Flere voksne", "Tiltak under mål"),
    ]
    [line] = texts(found["indicators"])
    assert line[0] == "Trivsel"
    assert line[1].startswith("90")
    assert line[2] == "–"


@pytest.mark.parametrize("language", ["no", "en"])
def test_the_book_is_printed_in_every_format(language):
    tree = book(language)
    assert publish_html(tree)
    assert publish_pdf(tree).startswith(b"%PDF")
    assert publish_docx(tree)[:2] == b"PK"


def test_a_budget_is_published_by_its_key():
    told = telling()
    assert "r27" in publishable(told)
    assert document_told(told, "r27", DAY).title == book().title


def test_a_budget_that_is_only_read_is_told_by_its_texts():
    assert budget_book(telling(), "b26", DAY, "1").sections == ()


def test_versions_stand_under_those_they_change():
    rows = planning_view(telling()).table.rows
    assert [(row.cells[0].address, row.level) for row in rows] == [
        ("planning/b27", 0),
        ("planning/r27", 1),
        ("planning/j1", 2),
        ("planning/j2", 2),
        ("planning/alt", 1),
    ]


def view(document, **asked):
    told = telling()
    return plan_view(told, budget_versions(told.facts)[document], PlanQuestion(document, **asked))


def test_a_page_falls_back_on_what_there_is_when_it_is_asked_for_what_is_not():
    shown = view("b27", unit="INGEN", dimension="x", year="1900", against="x", net="x")
    assert [c.value for c in shown.year_choices if c.chosen] == ["2027"]
    assert [c.value for c in shown.dimensions if c.chosen] == ["account_group"]
    assert shown.difference is None


def test_the_alternative_tells_its_balance_by_year():
    shown = view("alt")
    assert shown.must_balance
    assert [(line.year, line.balances) for line in shown.balance] == [
        (y, True) for y in (2027, 2028, 2029, 2030)
    ]
    assert view("b27").balance == ()


def test_the_split_shows_the_base_and_the_four_years():
    shown = view("r27", dimension="unit", unit="AVD")
    assert texts(shown.split)[-1] == ("I alt", "1 700", "1 887", "1 883", "1 783", "1 783")


def test_a_difference_between_two_versions_is_told_by_dimension_and_year():
    shown = view("r27", dimension="unit", year="2028")
    assert texts(shown.difference)[-1] == ("I alt", "+30", "+30", "+30", "+30")
    assert [bar.text for bar in shown.difference_chart.bars] == ["1,9", "+0,0", "1,9"]


def test_figures_of_an_adopted_budget_lead_to_what_was_written():
    facts = book_of()
    facts = with_rows(facts, adopted_rows(facts, budget_versions(facts)["r27"]))
    told = Telling(judgement_of(thread_of(facts), {}), "no")
    shown = plan_view(told, budget_versions(facts)["r27"], PlanQuestion("r27", unit="A"))
    frame = shown.steps.rows[-1].cells[1]
    assert frame.address == "budget_change/r27/rammeendring/A/1/-/frame/2027/amount"
    figure = told.thread.figures.row(told.thread.at[frame.address], named=True)
    assert figure["grains"] / 100_000 == frame.value
