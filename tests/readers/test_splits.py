"""Blanks that part thousands or columns: all the ways to read a row, and no others."""

from decimal import Decimal

import pytest

from rodtrad.readers.splits import splits, tail_of


def ways(text: str, count: int) -> set[tuple[str | None, ...]]:
    found = splits(tail_of(text).words, count)
    return {tuple(None if n.value is None else str(n.value) for n in way) for way in found}


def test_one_way_where_signs_part_the_numbers():
    assert ways("Salgsinntekter -8 120 -9 004 -101", 3) == {("-8120", "-9004", "-101")}


def test_every_way_where_blanks_may_be_either():
    assert ways("Lønn 10 200 300", 2) == {("10", "200300"), ("10200", "300")}


def test_a_group_that_begins_with_nought_goes_on():
    assert ways("Lønn 10 034 200", 2) == {("10034", "200")}
    assert ways("Lønn 10 034 200", 3) == set()


def test_groups_of_other_lengths_than_three_part_numbers():
    assert ways("Plasser 12 34 5", 3) == {("12", "34", "5")}
    assert ways("Plasser 12 34 5", 2) == set()


def test_a_decimal_ends_a_number():
    assert ways("Utgifter 1,5 234 2", 3) == {("1.5", "234", "2")}


def test_a_dash_is_a_column_without_number():
    assert ways("Endring - 500 -", 3) == {(None, "500", None)}


@pytest.mark.parametrize(
    ("text", "value", "unit", "operator"),
    [
        ("Andel i jobb < 7,3 %", "7.3", "prosent", "<"),
        ("Andel i jobb ≥ 80 %", "80", "prosent", ">"),
        ("Ramme 4,2 mill.", "4.2", "mill. kr", ""),
        ("Saker −12", "-12", "", ""),
    ],
)
def test_a_number_keeps_its_unit_and_operator(text, value, unit, operator):
    [(number,)] = splits(tail_of(text).words, 1)
    assert (number.value, number.unit, number.operator) == (Decimal(value), unit, operator)


def test_the_number_of_a_case_is_part_of_the_label():
    tail = tail_of("Rammekutt Sak 1 -6 996")
    assert tail.head == "Rammekutt Sak 1"
    assert [word.text for word in tail.words] == ["-6", "996"]


def test_a_year_in_words_is_no_figure():
    assert tail_of("Gjelder perioden 2026-2029").words == ()
