"""Packages that are read: numbers as Norwegians write them, readings beside facts."""

from datetime import date

import polars as pl
import pytest
from package_samples import (
    CHANGE_HEAD,
    DOCUMENTS,
    POPULATION_HEAD,
    UNIT_HEAD,
    UNITS,
    budget_line,
    population,
    with_base,
    write_package,
)

from rodtrad.core.errors import InputError
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.datapackage import describe, read_package
from rodtrad.readers.tidy import READING_SCHEMA, tidy

NBSP, NARROW, THIN, MINUS = "\u00a0", "\u202f", "\u2009", "\u2212"


def grains(tmp_path, fact, column, text):
    package = read_package(write_package(tmp_path, with_base(**{fact: text})))
    [value] = package.facts[fact][column]
    return value


@pytest.mark.parametrize(
    ("written", "persons"),
    [
        ("1 043 396", 1_043_396),
        (f"1{NBSP}043{NBSP}396", 1_043_396),
        (f"1{NARROW}043{NARROW}396", 1_043_396),
        (f"1{THIN}043", 1_043),
        (f"{MINUS}12,5", -12.5),
        ("-12,5", -12.5),
        ("12.5", 12.5),
        ("0,0001", 0.0001),
        ("  7  ", 7),
        ("-0", 0),
        (f"{MINUS}0,25", -0.25),
    ],
)
def test_numbers_as_norwegians_write_them(tmp_path, written, persons):
    assert grains(tmp_path, "population", "persons", population(written)) == round(persons * 10_000)


@pytest.mark.parametrize(
    ("written", "unit", "ore"),
    [
        ("1 204,3", "mill. kr", 120_430_000_000),
        (f"{MINUS}21 882", "1000 kr", -2_188_200_000),
        ("0,01", "kr", 1),
        ("18,0001", "mill. kr", 1_800_010_000),
        ("4,5", "mrd. kr", 450_000_000_000),
        ("-1043396000", "kr", -104_339_600_000),
    ],
)
def test_money_becomes_whole_ore_in_every_unit_of_print(tmp_path, written, unit, ore):
    assert grains(tmp_path, "budget_line", "amount", budget_line(written, unit)) == ore


def test_a_row_with_empty_cells_dates_and_choices(tmp_path):
    package = read_package(write_package(tmp_path, {"unit": UNITS}))
    top, district = package.facts["unit"].iter_rows(named=True)
    assert top["parent"] is None
    assert district["parent"] == "by"
    assert district["valid_from"] == date(2024, 1, 1)
    assert district["label"] == "Bydel Bjørk"
    assert package.title == "Prøve"
    assert package.facts["unit"].schema == pl.Schema(SHAPES["unit"].polars_schema())


def test_the_reading_keeps_what_the_page_says(tmp_path):
    package = read_package(write_package(tmp_path, with_base(budget_line=budget_line("1 204,3", "mill. kr"))))
    assert package.readings.to_dicts() == [
        {
            "address": "budget_line/budsjett/1/BBJ/-/FO1/-/-/drift/2026/adopted/amount",
            "text": "1 204,3",
            "document": "budsjett",
            "line": 7,
        }
    ]
    assert package.readings.schema == pl.Schema(READING_SCHEMA)


def test_an_empty_number_is_no_zero_and_no_reading(tmp_path):
    cards = ",".join(SHAPES["efficiency_measure"].names()) + "\nbudsjett,B1,by,BBJ,low,,,,,Rom,Room,1\n"
    effects = f"{CHANGE_HEAD}budsjett,B1,2026,,mill. kr,1,4\nbudsjett,B1,2027,0,mill. kr,1,4\n"
    files = with_base(efficiency_measure=cards, measure_effect=effects)
    package = read_package(write_package(tmp_path, files))
    assert package.facts["measure_effect"]["amount"].to_list() == [None, 0]
    assert package.readings["text"].to_list() == ["0"]


@pytest.mark.parametrize(
    "text",
    [UNITS.replace("\n", "\r\n"), "\ufeff" + UNITS, UNITS.rstrip("\n"), UNITS.replace("Birch", '"Birch"')],
)
def test_line_ends_byte_order_marks_and_quotes_do_not_matter(tmp_path, text):
    assert read_package(write_package(tmp_path, {"unit": text})).facts["unit"].height == 2


def test_columns_may_stand_in_any_order(tmp_path):
    rows = [line.split(",") for line in UNITS.splitlines()]
    turned = "\n".join(",".join(reversed(row)) for row in rows) + "\n"
    plain = read_package(write_package(tmp_path / "a", {"unit": UNITS})).facts["unit"]
    assert read_package(write_package(tmp_path / "b", {"unit": turned})).facts["unit"].equals(plain)


def test_a_file_with_headings_only_is_a_fact_without_rows(tmp_path):
    assert read_package(write_package(tmp_path, {"unit": UNIT_HEAD})).facts["unit"].is_empty()


def test_references_may_lead_to_what_the_book_holds_already(tmp_path):
    known = read_package(write_package(tmp_path / "a", {"unit": UNITS, "document": DOCUMENTS})).facts
    folder = write_package(tmp_path / "b", {"population": population("12")})
    assert read_package(folder, known).facts["population"].height == 1
    with pytest.raises(InputError, match="reference_to_nothing"):
        read_package(folder)


def test_a_package_that_brings_a_fact_replaces_what_the_book_holds_of_it(tmp_path):
    known = read_package(write_package(tmp_path / "a", {"unit": UNITS})).facts
    one_unit = UNIT_HEAD + "by,municipality,,,,,,,Byen,The city\n"
    folder = write_package(tmp_path / "b", {"unit": one_unit, "document": DOCUMENTS})
    with pytest.raises(InputError, match="BBJ"):
        read_package(folder, known)


def test_a_description_made_from_the_shapes_can_be_read_back(tmp_path):
    files = with_base(population=population("1 043"))
    facts = read_package(write_package(tmp_path, files)).facts
    described = describe("prove", "Prøve", facts)
    assert [r["name"] for r in described["resources"]] == ["unit", "document", "population"]
    unit = described["resources"][0]
    assert unit["schema"]["primaryKey"] == ["key"]
    assert {"fields": "parent", "reference": {"resource": "unit", "fields": "key"}} in unit["schema"][
        "foreignKeys"
    ]
    kind = next(f for f in unit["schema"]["fields"] if f["name"] == "kind")
    assert kind["constraints"]["required"] is True
    assert "district" in kind["constraints"]["enum"]
    again = read_package(write_package(tmp_path, {}, described))
    assert all(again.facts[name].equals(frame) for name, frame in facts.items())


def test_the_pure_half_counts_lines_from_the_heading():
    text = pl.DataFrame({name: ["x", "y"] for name in SHAPES["unit"].names()})
    lines = {p.line for p in tidy(text, SHAPES["unit"], "unit.csv").problems}
    assert lines == {2, 3}


def test_many_people_and_two_rows_with_the_same_number(tmp_path):
    rows = "".join(f"budsjett,BBJ,{age},2026,1 000,personer,0,7\n" for age in ("0-5", "6-15"))
    package = read_package(write_package(tmp_path, with_base(population=POPULATION_HEAD + rows)))
    assert package.facts["population"]["persons"].to_list() == [10_000_000] * 2
    assert package.readings.height == 2
