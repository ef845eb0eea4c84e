"""Computing the efficiency programme from the command line.

Printed sums are read from the reviews (SET, lines 6283-6368; HLS has figures only, in its table 7).
"""

import polars as pl
import pytest

from rodtrad.app.books import now
from rodtrad.store.book import Book

SET_2030, HLS_2030 = 239_000_000, 72_000_000
"""The sum of the cards in 2030 as each review prints it, in million kroner without decimals."""


def compute(rodtrad, book, *more):
    return rodtrad("compute", "programme", "--book", book, "--json", "--draws", "5000", *more)


def test_the_programme_as_json(rodtrad, oslo):
    made = compute(rodtrad, oslo).json
    assert made["years"] == [2026, 2027, 2028, 2029, 2030]
    assert made["measures"] == 25
    sectors = {name: years["2030"] for name, years in made["by_sector"].items()}
    assert sectors["SET"] == pytest.approx(SET_2030, rel=0.01)
    assert sectors["HLS"] == pytest.approx(HLS_2030, rel=0.015)
    for year in map(str, made["years"]):
        parts = [by[year] for by in made["by_owner"].values()]
        assert sum(parts) == pytest.approx(made["point"][year] + made["counted_twice"][year], abs=1)
        assert sum(by[year] for by in made["by_class"].values()) == pytest.approx(sum(parts), abs=1)
        assert made["p10"][year] <= made["p50"][year] <= made["p90"][year]
        assert 0 <= made["meets_cut"][year] <= 1
    assert sum(made["contributions"].values()) == pytest.approx(1, abs=1e-3)


def test_the_adopted_cuts_are_those_of_the_plan_and_prolonged(rodtrad, oslo):
    """63.6 million for SET and 26.064 for HLS in 2026; 87.9 and 36.896 from 2028 on."""
    made = compute(rodtrad, oslo).json
    assert made["adopted_cut"]["2026"] == pytest.approx(89_664_000)
    assert made["adopted_cut"]["2028"] == made["adopted_cut"]["2030"] == pytest.approx(124_796_000)
    assert made["adopted_cut_known_to"] == 2028


def test_the_findings_of_the_programme_come_with_it(rodtrad, oslo):
    numbers = {f["number"] for f in compute(rodtrad, oslo).json["findings"]}
    assert "P-01" in numbers
    assert numbers <= {"P-01", "P-02", "P-03", "P-04", "P-05", "P-06", "G-01", "G-02", "G-03"}


def test_the_same_seed_gives_the_same_answer(rodtrad, oslo):
    first, again, other = (compute(rodtrad, oslo, "--seed", seed).out for seed in (7, 7, 8))
    assert first == again
    assert first != other


@pytest.mark.parametrize(("language", "words"), [("no", "Vedtatt rammekutt"), ("en", "Adopted frame cut")])
def test_the_programme_for_people(rodtrad, oslo, language, words):
    answer = rodtrad("compute", "programme", "--book", oslo, "--draws", "2000", "--language", language)
    assert answer.code == 0
    assert words in answer.out
    assert "P10" in answer.out
    assert "VEL13" in answer.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("compute", "taxes"), "«taxes» kan ikke beregnes"),
        (("compute", "programme", "--draws", "0"), "0 trekninger går ikke"),
        (("compute", "programme", "--seed", "-4"), "Frøet -4 går ikke"),
        (("compute", "programme", "--scenario", "drøm"), "Scenarioet «drøm» finnes ikke"),
    ],
)
def test_wrong_use_is_told(rodtrad, oslo, words, told):
    answer = rodtrad(*words, "--book", oslo)
    assert answer.code == 2
    assert told in answer.err
    assert "Traceback" not in answer.err


def test_correlations_from_a_file_widen_the_range(rodtrad, oslo, tmp_path):
    """The two largest estimates going well together cannot make the range narrower."""
    file = tmp_path / "samvariasjon.csv"
    file.write_text("tiltak,BFE1,SET1\nBFE1,1,0.95\nSET1,0.95,1\n", encoding="utf-8")
    with_it = compute(rodtrad, oslo, "--correlation", file).json
    assert with_it["p50"]["2030"] != compute(rodtrad, oslo).json["p50"]["2030"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tiltak,BFE1,SET1\nBFE1,1,0.5\nSET1,0.4,1\n", "BFE1 og SET1 er"),
        ("tiltak,BFE1,SET1\nBFE1,1,2\nSET1,2,1\n", "BFE1 og SET1 er 2"),
        ("tiltak,BFE1,SET1\nBFE1,1,mye\nSET1,mye,1\n", "BFE1 og SET1 er mye"),
        ("tiltak,BFE1,XYZ9\nBFE1,1,0\nXYZ9,0,1\n", "XYZ9"),
        (
            "t,BFE1,SET1,VEL1\nBFE1,1,0.9,-0.9\nSET1,0.9,1,0.9\nVEL1,-0.9,0.9,1\n",
            "Korrelasjonene kan ikke gjelde samtidig",
        ),
        (None, "kan ikke leses"),
    ],
)
def test_correlations_that_are_none_are_told(rodtrad, oslo, tmp_path, text, told):
    file = tmp_path / "samvariasjon.csv"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    answer = rodtrad("compute", "programme", "--book", oslo, "--correlation", file)
    assert answer.code == 2
    assert told in answer.err


def test_savings_of_the_district_are_the_budgets_and_those_of_one_year_end(rodtrad, oslo):
    """The district's savings are printed as 51.25 million in 2026 (line 973); two end with the year.

    Expected underspending of 1.5 million and a post kept empty of 1.2 are for 2026 only (lines 6044, 6054).
    """
    savings = compute(rodtrad, oslo).json["savings"]
    assert savings["2026"] - savings["2027"] == pytest.approx(2_700_000)


def test_a_programme_that_cannot_be_computed_names_every_fault(rodtrad, own_book):
    with Book.open(own_book) as book:
        parts = book.facts()["effect_part"].filter(pl.col("expression").is_not_null())
        key = parts.select("document", "measure", "key").row(0, named=True)
        changed, version = {"expression": "ukjent_tall * 2"}, book.version_of("effect_part", key)
        book.edit(
            "effect_part", key, changed, expected_version=version, by="Controller", at=now(), why="prøve"
        )
    answer = rodtrad("compute", "programme", "--book", own_book)
    assert answer.code == 3
    assert "ukjent_tall" in answer.err
    assert f"effect_part/{key['document']}/{key['measure']}/{key['key']}" in answer.err
