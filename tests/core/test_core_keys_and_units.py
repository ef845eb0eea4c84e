"""Keys know their hierarchy, units their size, figures their source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.keys import CodeKey, DocumentKey, FunctionKey, Key, UnitKey
from rodtrad.core.measurement import UNITS, Family, unit_of_print
from rodtrad.core.source import Reading, Source

PART = st.text("ABFO0123456789", min_size=1, max_size=4)
KEYS = st.lists(PART, min_size=1, max_size=4).map(lambda parts: Key(".".join(parts)))


def test_a_key_lies_under_its_ancestors_and_not_under_what_looks_alike():
    assert FunctionKey("FO2.1").is_under(FunctionKey("FO2"))
    assert FunctionKey("FO2.1.3").is_under(FunctionKey("FO2"))
    assert not FunctionKey("FO21").is_under(FunctionKey("FO2"))
    assert not FunctionKey("FO2").is_under(FunctionKey("FO2"))
    assert not FunctionKey("FO2").is_under(FunctionKey("FO2.1"))


def test_parent_and_level():
    assert Key("1.2.3").parent() == "1.2"
    assert Key("1").parent() is None
    assert [Key("1").level(), Key("1.2").level(), Key("1.2.3").level()] == [1, 2, 3]


def test_the_parent_is_a_key_of_the_same_kind():
    assert type(FunctionKey("FO2.1").parent()) is FunctionKey
    assert type(UnitKey("BBJ.1").parent()) is UnitKey


def test_a_key_is_text_and_cannot_grow():
    assert DocumentKey("letter-2026") == "letter-2026"
    assert isinstance(FunctionKey("241"), CodeKey)
    with pytest.raises(AttributeError):
        CodeKey("241").unit = "BBJ"


@given(KEYS, PART)
def test_a_child_lies_under_its_parent_and_all_above(key, part):
    child = Key(f"{key}.{part}")
    assert child.is_under(key)
    assert child.parent() == key
    assert child.level() == key.level() + 1
    assert not key.is_under(child)


@given(KEYS, PART)
def test_more_letters_do_not_make_a_child(key, letters):
    assert not Key(f"{key}{letters}").is_under(key)


# Øre for money, ten-thousandths for all else, worked out by hand.
MONEY = {
    "kr": 100,
    "1000 kr": 100_000,
    "mill. kr": 100_000_000,
    "mrd. kr": 100_000_000_000,
    "kr/døgn": 100,
    "kr/måned": 100,
    "kr/år": 100,
    "mill. kr/år": 100_000_000,
    "kr/plass": 100,
    "mill. kr/plass": 100_000_000,
    "kr/årsverk": 100,
    "mill. kr/årsverk": 100_000_000,
    "kr/person/år": 100,
    "kr/person": 100,
    "kr/innbygger": 100,
    "kr/m²": 100,
}


@pytest.mark.parametrize("code", sorted(UNITS))
def test_the_size_of_every_unit(code):
    unit = UNITS[code]
    assert unit.code == code
    assert unit.family is (Family.MONEY if code in MONEY else Family.NUMBER)
    assert unit.grains == MONEY.get(code, 10_000)


def test_no_unit_of_money_is_missing_from_the_list_above():
    assert set(MONEY) <= set(UNITS)
    assert {code for code in UNITS if "kr" in code.split("/")[0].split()} == set(MONEY)


@pytest.mark.parametrize("code", sorted(UNITS))
def test_the_unit_of_print_shrinks_tenfold_for_every_decimal(code):
    assert unit_of_print(code, 0) == UNITS[code].grains
    for decimals in range(-4, 4):
        assert unit_of_print(code, decimals) == pytest.approx(10 * unit_of_print(code, decimals + 1))


def test_the_unit_of_print_by_hand():
    assert unit_of_print("mill. kr", 1) == 10_000_000  # 0,1 mill. kr is 100 000 kr
    assert unit_of_print("1000 kr", 0) == 100_000  # a thousand kroner
    assert unit_of_print("prosent", 1) == 1_000  # a tenth of a per cent
    assert unit_of_print("antall", -4) == 100_000_000  # ten thousands, in ten-thousandths


def test_a_source_is_written_as_document_and_line():
    source = Source(DocumentKey("letter-2026"), 12, "1 204,3")
    assert str(source) == "letter-2026:12"
    assert Reading("budget_line/a/amount", "1 204,3", DocumentKey("letter-2026"), 12).source == source
