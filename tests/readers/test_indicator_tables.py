"""Results, expectations and targets by year."""

import pytest
from short_pages import read, rows

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
