"""A reader sees the rows of their own units and of the units below, and nothing of the others."""

import pytest
from store_samples import STAMP, UNIT_ROW, frame, line_key, lines, readings, units

from rodtrad.core.errors import AccessError
from rodtrad.models.concepts import SHAPES
from rodtrad.models.sight import owning_column
from rodtrad.store.book import Book

SOUTH, ALL_SOUTH = frozenset({"south"}), {"south", "school", "class"}


def address(unit: str, column: str = "amount") -> str:
    return f"budget_line/budsjett-2026/1/{unit}/-/-/-/-/drift/2026/adopted/{column}"


@pytest.fixture
def city(book: Book) -> Book:
    tree = {"by": None, "south": "by", "school": "south", "class": "school", "north": "by"}
    every_unit = units(*({"key": key, "parent": parent} for key, parent in tree.items()))
    services = frame(
        "service",
        {"key": "s1", "provider": "north", "label": "a", "label_en": "a"},
        {"key": "s2", "provider": None, "label": "b", "label_en": "b"},
    )
    told = readings(
        *(address(u) for u in tree),
        "service/s1/label",
        "service/s2/label",
        "table/north/line",
        "budget_line/gone/x",
    )
    book.load(
        {"unit": every_unit, "service": services, "budget_line": lines(*({"unit": u} for u in tree))},
        told,
        **STAMP,
    )
    return book


def test_the_column_that_says_whose_a_row_is():
    owners = {name: owning_column(shape) for name, shape in SHAPES.items()}
    assert owners["unit"] is None
    assert owners["goal"] is None
    assert owners["budget_line"] == "unit"
    assert owners["allocation_letter"] == "receiver"
    assert owners["assignment"] == owners["efficiency_measure"] == "owner"
    assert owners["service"] == "provider"


def test_rows_of_units_below_are_seen_and_other_units_rows_are_not(city):
    seen = city.facts(visible=SOUTH)
    assert set(seen["budget_line"]["unit"]) == ALL_SOUTH
    assert seen["service"]["key"].to_list() == ["s2"]
    assert seen["unit"].height == 5


def test_nobody_is_shown_more_than_asked_for(city):
    assert city.facts(visible=frozenset())["budget_line"].height == 0
    assert city.facts(visible=frozenset({"by"}))["budget_line"].height == 5
    assert city.facts(visible=frozenset({"unheard of"}))["budget_line"].height == 0


def test_readings_say_nothing_of_hidden_rows(city):
    seen = set(city.readings(visible=SOUTH)["address"])
    assert seen == {address(unit) for unit in ALL_SOUTH} | {"service/s2/label", "table/north/line"}
    assert city.readings().height == 9


def test_two_rows_with_one_address_are_both_hidden_when_one_is(city):
    tricky = lines({"unit": "south", "table": "a/north"}, {"unit": "north/south", "table": "a"})
    shared = "budget_line/budsjett-2026/a/north/south/-/-/-/-/drift/2026/adopted/amount"
    city.load({"budget_line": tricky}, readings(shared), **STAMP)
    assert shared not in city.readings(visible=SOUTH)["address"]
    assert shared in city.readings(visible=SOUTH | {"north/south"})["address"]


def test_earlier_states_are_seen_with_the_units_of_that_time(city):
    row = {"key": "school"}
    city.edit("unit", row, {"parent": "north"}, expected_version=1, **STAMP)
    assert set(city.facts(visible=SOUTH)["budget_line"]["unit"]) == {"south"}
    assert set(city.facts(visible=SOUTH, as_of=1)["budget_line"]["unit"]) == ALL_SOUTH
    assert city.readings(visible=SOUTH, as_of=1).height == 5


def test_units_that_are_part_of_each_other_do_no_harm(book):
    ring = units({"key": "a", "parent": "b"}, {"key": "b", "parent": "a"})
    book.load({"unit": ring, "budget_line": lines({"unit": "b"})}, None, **STAMP)
    assert book.facts(visible=frozenset({"a"}))["budget_line"].height == 1


def test_a_hidden_row_can_be_neither_changed_nor_asked_about(city):
    hidden = {"fact": "budget_line", "key": line_key(unit="north")}
    with pytest.raises(AccessError, match="unit_hidden"):
        city.edit(**hidden, changes={"amount": 1}, expected_version=1, **STAMP, visible=SOUTH)
    with pytest.raises(AccessError, match="unit_hidden"):
        city.version_of(**hidden, visible=SOUTH)
    with pytest.raises(AccessError, match="unit_hidden"):
        city.history(**hidden, visible=SOUTH)
    version = city.edit(**hidden, changes={"amount": 1}, expected_version=1, **STAMP)
    with pytest.raises(AccessError, match="unit_hidden"):
        city.undo(version, **STAMP, visible=SOUTH)


def test_a_visible_row_can_be_changed_but_not_given_away(city):
    school = line_key(unit="school")
    assert city.edit("budget_line", school, {"amount": 1}, expected_version=1, **STAMP, visible=SOUTH) == 2
    assert len(city.history("budget_line", school, visible=SOUTH)) == 2
    free = {"fact": "service", "key": {"key": "s2"}, "expected_version": 1, "visible": SOUTH}
    with pytest.raises(AccessError, match="unit_hidden"):
        city.edit(**free, changes={"provider": "north"}, **STAMP)
    assert city.edit(**free, changes={"provider": "class"}, **STAMP) == 3
    assert UNIT_ROW["parent"] is None


def test_values_and_effects_are_hidden_with_what_they_belong_to(city):
    indicators = frame(
        "indicator",
        *(
            {
                "document": "d",
                "key": key,
                "concept": key,
                "unit": unit,
                "label": "a",
                "label_en": "a",
                "line": 1,
            }
            for key, unit in (("seen", "school"), ("hidden", "north"))
        ),
    )
    values = frame(
        "indicator_value",
        *(
            {
                "document": "d",
                "indicator": key,
                "year": 2026,
                "kind": "result",
                "value": 1,
                "printed_unit": "antall",
                "decimals": 0,
                "line": 1,
            }
            for key in ("seen", "hidden")
        ),
    )
    told = readings(*(f"indicator_value/d/{key}/2026/result/value" for key in ("seen", "hidden")))
    city.load({"indicator": indicators, "indicator_value": values}, told, **STAMP)
    assert city.facts(visible=SOUTH)["indicator_value"]["indicator"].to_list() == ["seen"]
    assert [a for a in city.readings(visible=SOUTH)["address"] if "hidden" in a] == []
    assert city.facts()["indicator_value"].height == 2
