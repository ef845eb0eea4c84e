"""Results, expectations and targets by year."""

import pytest
from short_pages import read, rows

from rodtrad.checks.run import judgement_of
from rodtrad.models.thread.weave import thread_of

LETTER = """
    5.2 Resultatindikatorer for ordningen

    Resultatindikator Resultat 2029 Resultat 2030 Måltall 2031
    Andel som fullfører kurset innen ett år 71,5 % 74,0 % > 80,0 %
    Antall klager på behandlingen 44 31 < 30
    Andel fornøyde deltakere 88 % 90 % 92 %
    """


@pytest.fixture(scope="module")
def document():
    return read(LETTER, "letter")


@pytest.mark.parametrize(
    ("label", "year", "kind", "value", "unit", "operator"),
    [
        ("Andel som fullfører kurset innen ett år", 2029, "result", 71.5, "prosent", None),
        ("Andel som fullfører kurset innen ett år", 2031, "target", 80, "prosent", ">"),
        ("Antall klager på behandlingen", 2030, "result", 31, "antall", None),
        ("Antall klager på behandlingen", 2031, "target", 30, "antall", "<"),
        ("Andel fornøyde deltakere", 2031, "target", 92, "prosent", "="),
    ],
)
def test_a_value_has_year_kind_unit_and_operator(document, label, year, kind, value, unit, operator):
    [indicator] = rows(document, "indicator", label=label)
    [row] = rows(document, "indicator_value", indicator=indicator["key"], year=year, kind=kind)
    assert (row["value"], row["printed_unit"], row["operator"]) == (value * 10_000, unit, operator)


def test_an_empty_cell_is_no_value():
    """The result of 2030 is not known; its cell is printed as one blank more."""
    page = """
        Resultatindikator Resultat 2029 Resultat 2030 Måltall 2031
        Antall klager 44  30
        Antall besøk 512  600
        Antall kurs 17  18
        """
    document = read(page, "letter")
    assert {(r["year"], r["kind"]) for r in rows(document, "indicator_value")} == {
        (2029, "result"),
        (2031, "target"),
    }
    assert len(rows(document, "indicator_value")) == 6


def test_a_table_of_money_by_year_has_no_indicators():
    page = """
        Omsorgsetaten (tall i tusen)
        Kontogruppe 2031 2032
        10 Lønn 4 100 4 200
        16 Salgsinntekter -310 -320
        """
    assert rows(read(page, "letter"), "indicator") == []


TWICE = """
    3. Resultater

    Indikator Resultat 2029 Resultat 2030 Måltall 2031
    Andel søknader om plass som er behandlet innen fristen på tre uker 69,0 % 67,0 % 70,0 %
    Antall besøk på biblioteket 410 450 500
    Andel søknader om plass som er behandlet innen fristen på tre uker {first} % 67,0 % 70,0 %
    """


def contradictions(document):
    return [
        (f.number, f.lines[0]) for f in judgement_of(thread_of(document.facts), {}).findings if f.relations
    ]


def test_an_indicator_printed_twice_has_the_same_results():
    assert contradictions(read(TWICE.format(first="69,0"), "report")) == []


def test_an_indicator_printed_twice_with_other_results_is_told_of():
    assert contradictions(read(TWICE.format(first="0,0"), "report")) == [("E-02", 6)]


SICK = """
    Sykefravær Resultat 2030 Resultat 2031
    Korttid (0-16 dager) 3,5 % 3,6 %
    Langtid (over 16 dager) 6,3 % 6,6 %
    Totalt {before} % 10,2 %
    """


def test_a_total_of_indicators_is_their_sum():
    """3,6 + 6,6 = 10,2; 9,7 beside 3,5 + 6,3 is rounding, 11,2 is not."""
    assert contradictions(read(SICK.format(before="9,7"), "report")) == []
    assert contradictions(read(SICK.format(before="11,2"), "report")) == [("S-03", 4)]
