"""Reports as documents: what the letter asked for, told once and in order. All numbers are invented."""

import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

sys.path += [str(Path(__file__).parents[1] / name) for name in ("models", "checks")]
from reporting_samples import REPORT, lillevik

from rodtrad.checks.run import judgement_of
from rodtrad.core.numbers import period_name
from rodtrad.core.period import Period
from rodtrad.models.reporting.economy import subject_of_deviation
from rodtrad.models.reporting.rounds import report_at
from rodtrad.models.thread.weave import thread_of
from rodtrad.publish.docx import publish_docx
from rodtrad.publish.html import publish_html
from rodtrad.publish.pdf import publish_pdf
from rodtrad.reports.period_report import report_document
from rodtrad.reports.reporting import rounds_view
from rodtrad.reports.reporting_page import report_view
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import GroupedBars, MatrixChart, TableBlock

TODAY = date(2027, 9, 25)
WAGES = ("300", None, "253", "10")
YEAR = "report-ple-2027"
JOINT = "report-hel-2027-T2"
SUBJECT = subject_of_deviation(report_at(lillevik(), REPORT), WAGES)
WRITTEN = {
    "passage": f"""
document; key; part; subject; text
{REPORT}; a; summary; ; Det går stort sett som ventet.
{REPORT}; b; deviation; {SUBJECT}; Flere vikarer enn ventet.
{REPORT}; c; result; goal/letter-ple-2027/1.1; Målet er innen rekkevidde.
{REPORT}; d; result; report_part/letter-ple-2027/cars; Fire av ti biler er elektriske.
""".strip(),
    "risk": f"{REPORT}; nights; PLE; 1.1; 4; 4; Leie inn vikarer; Få folk om natten; Few people at night",
    "control_point": f"{REPORT}; fire; PLE; in_order; ; ; Brannvern; Fire safety",
    "period_amount": f"{REPORT}; PLE; 300; 253; 10; 2027-T2; forecast; 379500; 1000 kr",
}
JOINT_REPORT = {
    "document": f"{JOINT}; period_report; HEL; 2027; ; Samlet rapport; Joint report",
    "working_document": f"{JOINT}; HEL; draft; 1; 2027-T2; 2027-09-20; ;",
}
ANNUAL = {
    "document": f"{YEAR}; annual_report; PLE; 2027; ; Årsberetning 2027; Annual report 2027",
    "working_document": f"{YEAR}; PLE; draft; 1; 2027; 2028-03-01; ;",
    "period_amount": "accounts-2027; PLE; 300; 253; 10; 2027; accounts; 376000; 1000 kr",
}


def together(*many):
    """Rows of several samples, fact by fact."""
    facts = {name for one in many for name in one}
    return {name: "\n".join(one[name] for one in many if name in one) for name in facts}


def telling(language="no", **more):
    return Telling(judgement_of(thread_of(lillevik(**more)), {}), language)


def texts(section):
    """Everything a section says, block by block."""
    found = []
    for block in section.blocks:
        if isinstance(block, TableBlock):
            found += [" | ".join(row.texts) for row in block.rows]
        else:
            found.append(getattr(block, "text", "") or getattr(block, "title", ""))
    for part in section.sections:
        found += [part.heading, *texts(part)]
    return found


def sections(tree):
    return {section.heading: section for section in tree.sections}


def test_a_tertial_report_holds_what_was_asked_for_in_the_order_of_the_letter():
    tree = report_document(telling(**WRITTEN), REPORT, TODAY, "1.0")
    assert tree.subtitle == "Pleieetaten, 2. tertial 2027"
    assert [s.heading for s in tree.sections] == [
        "Kort fortalt", "Økonomi", "Mål og tiltak", "Indikatorer", "Oppdrag", "Bystyrevedtak", "Risiko",
        "Internkontroll", "Klimabudsjett", "Sykefravær",
    ]  # fmt: skip
    told = sections(tree)
    assert "Det går stort sett som ventet." in texts(told["Kort fortalt"])
    economy = texts(told["Økonomi"])
    assert economy[0].startswith("253 Sykehjem, Lønn | 250\u00a0000 | 253\u00a0001 | −3\u00a0001 | −1,2")
    # The forecast is 379 500 against 375 000: 4,5 million and 1,2 %, at the limit and not above it.
    assert "| 375\u00a0000 | 67,5 | 379\u00a0500 | −4\u00a0500 | −1,2" in economy[0]
    at = economy.index("Forklaring av avvik")
    assert economy[at + 1 :] == [
        "253 Sykehjem, Lønn",
        "Avvik hittil: −3\u00a0001 tusen kr. Avvik i prognosen for året: −4\u00a0500 tusen kr.",
        "Flere vikarer enn ventet.",
    ]
    assert "Målet er innen rekkevidde." in texts(told["Mål og tiltak"])
    assert texts(told["Klimabudsjett"])[-1] == "Fire av ti biler er elektriske."
    assert texts(told["Sykefravær"]) == ["Sykefravær | 9,1 % | 8,7 % | –"]


def headings(facts):
    """The columns of the economy on the page of the report of the second tertial."""
    told = Telling(judgement_of(thread_of(facts), {}), "no")
    sections = report_view(told, report_at(facts, REPORT), TODAY).sections
    [section] = [s for s in sections if s.name == "economy"]
    assert [c.heading for c in section.grid.columns[:-1]] == [c.heading for c in section.tables[0].columns]
    return [column.heading for column in section.tables[0].columns]


def test_a_column_of_the_economy_that_nobody_has_anything_in_is_left_out():
    """In Lillevik nobody has written a forecast; without accounts nothing is used, and nothing deviates."""
    place, budget, year = "Område og kontogruppe", "Budsjett hittil", "Regulert budsjett, året"
    deviation = ["Avvik hittil", "Prosent"]
    facts = lillevik()
    assert headings(facts) == [place, budget, "Regnskap", *deviation, year, "Brukt i prosent"]
    written = headings(lillevik(**WRITTEN))
    assert written[-3:] == ["Prognose", "Avvik i prognosen", "Prosent"]
    without = facts["period_amount"].filter(pl.col("version") != "accounts")
    assert headings(facts | {"period_amount": without}) == [place, budget, year]


def test_what_is_not_explained_is_told_to_be_so():
    tree = report_document(telling(), REPORT, TODAY, "1.0")
    assert "Avviket er ikke forklart." in texts(sections(tree)["Økonomi"])


def test_a_risk_stands_in_the_matrix_and_in_the_table():
    section = sections(report_document(telling(**WRITTEN), REPORT, TODAY, "1.0"))["Risiko"]
    [matrix] = [b for b in section.blocks if isinstance(b, MatrixChart)]
    assert [(m.up, m.across, matrix.level_of(m)) for m in matrix.marks] == [(4, 4, "Høy")]
    assert matrix.alternative.endswith("Risikoer i alt: 1. Høye risikoer: 1.")
    assert "1 | Få folk om natten | 1.1 | 4 | 4 | Høy | Leie inn vikarer | –" in texts(section)


def test_an_annual_report_answers_the_assignments_one_by_one_and_tells_what_is_reached():
    tree = report_document(telling(**ANNUAL), YEAR, date(2028, 2, 1), "1.0")
    told = sections(tree)
    assert "0 av 2 mål og tiltak er utført." in texts(told["Mål og tiltak"])
    assignments = texts(told["Oppdrag"])
    at = assignments.index("1 Lage en turnusplan")
    assert assignments[at + 1 : at + 4] == [
        "Utført. Frist: 1. juni 2027.",
        "Ferdig",
        "Dokumentasjon: Plan datert 1. juni",
    ]
    # 375 000 was budgeted and 376 000 used; a year that is over has no forecast.
    [wages, *_] = texts(told["Økonomi"])
    assert wages == "253 Sykehjem, Lønn | 375\u00a0000 | 376\u00a0000 | −1\u00a0000 | −0,3"


def test_the_joint_report_tells_of_all_units_with_their_own_words():
    tree = report_document(telling(**together(WRITTEN, JOINT_REPORT)), JOINT, TODAY, "1.0")
    told = sections(tree)
    assert list(told) == ["Kort fortalt", "Enhetene side om side", "Fra enhetene", "Risikoer"]
    side = told["Enhetene side om side"]
    [bars] = [b for b in side.blocks if isinstance(b, GroupedBars)]
    assert (bars.categories, bars.series[0]) == (("Pleieetaten",), ("Avvik hittil", (-10.501,)))
    row = "Pleieetaten | Utkast, over fristen | −10,5 | −1,4 | – | – | 0 av 1 | 1 av 2 | – |"
    assert row in " ".join(texts(side))
    assert "Flere vikarer enn ventet." in texts(told["Fra enhetene"])
    assert "Pleieetaten: Få folk om natten" in " ".join(texts(told["Risikoer"]))


@pytest.mark.parametrize("document", [REPORT, JOINT])
@pytest.mark.parametrize("language", ["no", "en"])
def test_both_reports_are_printed_in_every_format_and_language(document, language):
    tree = report_document(telling(language, **together(WRITTEN, JOINT_REPORT)), document, TODAY, "1.0")
    assert tree.title in publish_html(tree)
    assert publish_pdf(tree).startswith(b"%PDF")
    assert publish_docx(tree).startswith(b"PK")


def test_a_report_without_a_period_is_its_texts():
    more = together({"document": "old; annual_report; PLE; 2020; ; Gammel; Old"})
    assert report_document(telling(**more), "old", TODAY, "1.0").title == "Gammel"


@pytest.mark.parametrize(
    ("period", "norwegian", "english"),
    [
        ("2027-K1", "1. kvartal 2027", "Quarter 1, 2027"),
        ("2027-T2", "2. tertial 2027", "Tertial 2, 2027"),
        ("2027-M05", "mai 2027", "May 2027"),
        ("2027", "2027", "2027"),
    ],
)
def test_periods_are_named_as_people_say_them(period, norwegian, english):
    assert period_name(Period.parse(period), "no") == norwegian
    assert period_name(Period.parse(period), "en") == english


def test_the_page_lists_what_is_missing_and_where_it_is_mended():
    facts = lillevik()
    view = report_view(telling(), report_at(facts, REPORT), TODAY)
    assert view.is_late
    forecasts = [line for line in view.lacks if line.text.startswith("Prognosen")]
    assert len(forecasts) == 1, "told once, however many rows lack one"
    [explain] = [line for line in view.lacks if "ikke forklart" in line.text]
    places = {group.name for section in view.sections for group in section.groups}
    assert explain.place in places
    assert all(line.place in places or line.place.startswith("section-") for line in view.lacks)


def test_the_figures_a_text_is_about_stand_beside_it():
    view = report_view(telling(), report_at(lillevik(), REPORT), TODAY)
    [economy] = [s for s in view.sections if s.name == "economy"]
    [wages] = economy.groups
    figures = dict(wages.figures)
    assert (figures["Budsjett hittil"].text, figures["Avvik hittil"].text) == ("250\u00a0000", "−3\u00a0001")
    assert figures["Regnskap"].address.startswith("period_amount/accounts-2027/")


def test_rounds_stand_with_the_latest_first_and_tell_who_is_late():
    view = rounds_view(telling(), TODAY)
    assert [(r.title.text, r.delivered, r.late) for r in view.rounds] == [
        ("2. tertial 2027", "0 av 1", 1),
        ("1. tertial 2027", "1 av 1", 0),
    ]
    assert view.loose is not None
    assert [row.texts[0] for row in view.loose.rows] == ["Pleieetaten"], "the year before has no round here"


def test_a_frozen_report_is_told_as_it_was_though_the_letters_work_goes_on():
    facts = lillevik()
    copy = (
        facts["follow_up"]
        .filter(subject="new.2")
        .with_columns(
            pl.lit("report-ple-2027-T1").alias("document"),
            pl.lit("letter-ple-2027.new.2").alias("subject"),
            pl.lit("Ikke begynt ennå").alias("comment"),
        )
    )
    facts["follow_up"] = pl.concat([facts["follow_up"], copy])
    tree = report_document(
        Telling(judgement_of(thread_of(facts), {}), "no"), "report-ple-2027-T1", TODAY, "1.0"
    )
    assert "Ikke begynt ennå" in " ".join(texts(sections(tree)["Oppdrag"]))
    assert "Utstyr er bestilt" in " ".join(
        texts(sections(report_document(telling(), REPORT, TODAY, "1.0"))["Oppdrag"])
    )
