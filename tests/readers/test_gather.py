"""Facts gathered row by row: keys, readings, and what is kept of numbers that are said twice."""

from decimal import Decimal

import pytest

from rodtrad.facts.document import DocumentKind
from rodtrad.readers.gather import About, Gathered, grains_of, named, slug, unique
from rodtrad.readers.splits import Number

ABOUT = About("side", DocumentKind.PUBLIC_SOURCE, "OMS", "Omsorgsetaten", 2031, "Side")


def figure(gathered: Gathered, text: str, value: str, line: int = 4) -> str | None:
    number = Number(text, Decimal(value), 0, line=line)
    about = {"unit": "OMS", "age_group": "0-5", "year": 2031, "printed_unit": "personer"}
    return gathered.add("population", {"persons": number}, line=line, **about)


def test_a_figure_is_kept_with_the_number_on_the_page():
    gathered = Gathered(ABOUT, {})
    address = figure(gathered, "1 204", "1204")
    [row] = gathered.frames()["population"].iter_rows(named=True)
    [seen] = gathered.seen
    assert row["persons"] == grains_of(Number("", Decimal(1204), 0), "personer")
    assert (seen.text, seen.value, seen.line, seen.address) == ("1 204", Decimal(1204), 4, address)


def test_the_first_row_with_a_key_stays():
    gathered = Gathered(ABOUT, {})
    figure(gathered, "1 204", "1204")
    assert figure(gathered, "900", "900", line=9) is None
    [row] = gathered.frames()["population"].iter_rows(named=True)
    assert row["line"] == 4


@pytest.mark.parametrize(("value", "unit", "grains"), [("1.5", "1000 kr", 150_000), ("-2", "kr", -200)])
def test_money_is_kept_in_whole_ore(value, unit, grains):
    assert grains_of(Number("", Decimal(value), 1), unit) == grains


@pytest.mark.parametrize("value", ["0.001", "99999999999999999999"])
def test_a_number_that_does_not_fit_is_no_fact(value):
    assert grains_of(Number("", Decimal(value), 3), "kr") is None
    assert grains_of(Number("-", None, 0), "kr") is None


def test_names_are_short_ascii_and_never_the_same_twice():
    assert slug("Økt støtte til ærlige små foretak") == "okt-stotte-til-aerlige-sma-foretak"
    assert slug("– * –") == "uten-navn"
    assert unique("rad", ["rad", "rad-2"]) == "rad-3"
    assert unique("rad", ["annen"]) == "rad"


def test_labels_lose_marks_and_are_cut_between_words():
    assert named(" •  Kjøp av  varer *") == "Kjøp av varer"
    assert named("en to tre fire", 10) == "en to…"
