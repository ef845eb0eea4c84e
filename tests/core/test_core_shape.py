"""One definition of a fact gives schema, headings, form fields and addresses."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl
import pytest

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.keys import CodeKey, DocumentKey, UnitKey
from rodtrad.core.shape import (
    Kind,
    column,
    decimals_column,
    document_column,
    label_column,
    label_en_column,
    line_column,
    printed_unit_column,
    shape,
    snake,
)
from rodtrad.models.concepts import SHAPES, complete


class Season(StrEnum):
    """When a room is let."""

    SUMMER = "summer"
    WINTER = "winter"


@dataclass(frozen=True, slots=True)
class MeetingRoom:
    """What a meeting room costs in one season (møterom).

    An invented fact.
    """

    document: DocumentKey = document_column()
    unit: UnitKey = column("unit that owns it", label="Enhet", key=True, refers="unit.key")
    area: CodeKey | None = column("functional area", label="Funksjonsområde", key=True)
    opened: date = column("day it opened", label="Åpnet", key=True)
    season: Season | None = column("when it is let", label="Årstid")
    rent: Amount = column("rent in the season", label="Leie")
    nights: Quantity | None = column("nights let", label="Netter", unit="antall")
    shared: bool = column("true when shared", label="Delt")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    label: str = label_column()
    label_en: str = label_en_column()
    line: int | None = line_column()


ROOM = shape(MeetingRoom)


def test_the_name_and_meaning_come_from_the_record():
    assert ROOM.name == "meeting_room"
    assert ROOM.label == "Møterom"
    assert ROOM.meaning.startswith("What a meeting room costs")
    assert "An invented fact." in ROOM.meaning


@pytest.mark.parametrize(
    ("name", "expected"), [("BudgetLine", "budget_line"), ("Unit", "unit"), ("GoalLink", "goal_link")]
)
def test_names_of_facts_in_snake_case(name, expected):
    assert snake(name) == expected


def test_the_polars_schema_has_whole_grains_for_money_and_numbers():
    assert ROOM.polars_schema() == {
        "document": pl.String,
        "unit": pl.String,
        "area": pl.String,
        "opened": pl.Date,
        "season": pl.String,
        "rent": pl.Int64,
        "nights": pl.Int64,
        "shared": pl.Boolean,
        "printed_unit": pl.String,
        "decimals": pl.Int64,
        "label": pl.String,
        "label_en": pl.String,
        "line": pl.Int64,
    }
    assert ROOM.empty().schema == pl.Schema(ROOM.polars_schema())
    assert ROOM.empty().height == 0


def test_kinds_choices_and_what_must_be_filled_in():
    assert ROOM["season"].kind is Kind.CHOICE
    assert ROOM["season"].choices == ("summer", "winter")
    assert not ROOM["season"].required
    assert ROOM["rent"].kind is Kind.AMOUNT
    assert ROOM["rent"].required
    assert ROOM["shared"].kind is Kind.BOOLEAN
    assert not ROOM["area"].required
    assert ROOM.key == ("document", "unit", "area", "opened")
    assert [c.name for c in ROOM.figures] == ["rent", "nights"]


def test_headings_in_both_languages_with_the_unit_where_it_is_always_the_same():
    norwegian, english = ROOM.headings("no"), ROOM.headings("en")
    assert norwegian["nights"] == "Netter (antall)"
    assert english["nights"] == "Nights (count)"
    assert norwegian["rent"] == "Leie"
    assert norwegian["printed_unit"] == "Trykt enhet"
    assert english["printed_unit"] == "Printed unit"
    assert english["label_en"] == "Name"
    assert list(norwegian) == list(ROOM.names())


def test_form_fields_ask_for_every_column_in_order():
    fields = ROOM.form_fields("no")
    assert [f.name for f in fields] == list(ROOM.names())
    season = fields[4]
    assert (season.label, season.help) == ("Årstid", "when it is let")
    assert (season.required, season.choices) == (False, ("summer", "winter"))


def test_an_address_is_the_key_and_the_column_with_a_dash_for_what_is_empty():
    rows = pl.DataFrame(
        {
            "document": ["budsjett", "budsjett", "budsjett"],
            "unit": ["BBJ", "BBJ", "VEL"],
            "area": ["FO2.1", None, ""],
            "opened": [date(2026, 5, 15)] * 3,
        }
    )
    assert rows.select(ROOM.address("rent"))["address"].to_list() == [
        "meeting_room/budsjett/BBJ/FO2.1/2026-05-15/rent",
        "meeting_room/budsjett/BBJ/-/2026-05-15/rent",
        "meeting_room/budsjett/VEL/-/2026-05-15/rent",
    ]


def test_the_docstring_must_end_with_the_norwegian_name():
    @dataclass(frozen=True, slots=True)
    class Nameless:
        """Something without a Norwegian name."""

        key: str = column("key", label="Nøkkel", key=True)

    with pytest.raises(TypeError, match=r"Nameless.*Norwegian name"):
        shape(Nameless)


def test_a_fact_cannot_hold_a_float():
    @dataclass(frozen=True, slots=True)
    class Floating:
        """Something with a float (flyttall)."""

        amount: float = column("money", label="Beløp")

    with pytest.raises(TypeError, match="cannot hold"):
        shape(Floating)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_fact_has_a_key_and_every_reference_leads_to_a_column(name):
    fact = SHAPES[name]
    assert fact.key
    for c in fact.columns:
        if c.refers:
            target, target_column = c.refers.split(".")
            assert target_column in SHAPES[target].names()


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_fact_with_figures_says_unit_and_decimals_of_the_print(name):
    fact = SHAPES[name]
    numbers = [c for c in fact.columns if c.kind in (Kind.AMOUNT, Kind.QUANTITY)]
    if fact.figures:
        assert {"printed_unit", "decimals"} <= set(fact.names())
    assert all(c in fact.figures or c.unit for c in numbers)


def test_a_book_in_memory_is_completed_with_empty_facts():
    units = SHAPES["unit"].empty()
    whole = complete({"unit": units})
    assert set(whole) == set(SHAPES)
    assert whole["unit"] is units
    assert whole["goal"].schema == pl.Schema(SHAPES["goal"].polars_schema())
