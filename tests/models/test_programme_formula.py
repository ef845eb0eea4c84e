"""Formulas over named assumptions: what they come out as, in which unit, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.dimension import dimension_of, times, written
from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import UNITS
from rodtrad.models.programme.formula import dimension_of_formula, parse, value_of

VALUES = {"plasser": 80.0, "pris": 1398.0, "dager": 365.0, "andel": 0.2, "lønn": 1_000_000.0, "årsverk": 9.0}
UNIT_OF = {"plasser": "plasser", "pris": "kr/døgn", "dager": "dager/år", "andel": "prosent",
           "lønn": "kr/årsverk", "årsverk": "årsverk"}  # fmt: skip
DIMENSIONS = {name: dimension_of(unit) for name, unit in UNIT_OF.items()}


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("plasser * pris * dager * andel", 8_164_320.0),  # 80 x 1 398 = 111 840; x 365 = 40 821 600; a fifth
        ("årsverk * lønn", 9_000_000.0),
        ("2 + 3 * 4", 14.0),
        ("(2 + 3) * 4", 20.0),
        ("-plasser + 100", 20.0),
        ("min(plasser, 50) + max(1, 2, 3)", 53.0),
        ("10 / 4", 2.5),
        ("7 − 2", 5.0),
    ],
)
def test_the_value(text, worked):
    assert value_of(parse(text), VALUES) == pytest.approx(worked, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("plasser * pris * dager * andel", "kr/år"),
        ("årsverk * lønn", "kr/år"),
        ("plasser * andel", "plass"),
        ("pris / pris", "1"),
        ("lønn * årsverk - plasser * pris * dager", "kr/år"),
        ("dager / dager + 1", "1"),
    ],
)
def test_the_unit(text, unit):
    assert written(dimension_of_formula(parse(text), DIMENSIONS)) == unit


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "formula_length"),
        ("1 + " * 200 + "1", "formula_length"),
        ("plasser *", "formula_syntax"),
        ("1e999", "formula_syntax"),
        ("1" + "0" * 400, "formula_syntax"),
        ("0,5 * plasser", "formula_comma"),
        ("plasser ** 2", "formula_part_unknown"),
        ("__import__('os')", "formula_part_unknown"),
        ("plasser.real", "formula_part_unknown"),
        ("Plasser", "formula_part_unknown"),
        ("'tekst'", "formula_part_unknown"),
        ("True", "formula_part_unknown"),
        ("min(plasser)", "formula_part_unknown"),
        ("min(*plasser)", "formula_part_unknown"),
        ("sum(1, 2)", "formula_part_unknown"),
        ("1 if andel else 2", "formula_part_unknown"),
        ("plasser := 2", "formula_syntax"),
    ],
)
def test_what_is_no_formula_is_refused(text, message):
    with pytest.raises(UsageError) as told:
        parse(text)
    assert told.value.message == message


@pytest.mark.parametrize(
    ("text", "message", "facts"),
    [
        ("plasser + pris", "formula_units_differ", {"one": "plass", "other": "kr/dag·plass"}),
        ("max(andel, plasser)", "formula_units_differ", {}),
        ("plaser * pris", "formula_name_unknown", {"name": "plaser"}),
    ],
)
def test_units_and_names_that_do_not_fit_are_named(text, message, facts):
    with pytest.raises(UsageError) as told:
        dimension_of_formula(parse(text), DIMENSIONS)
    assert told.value.message == message
    assert facts.items() <= told.value.facts.items()


def test_large_numbers_do_not_grow_without_end():
    assert value_of(parse(" * ".join(["999999999999999"] * 25)), VALUES) == float("inf")


def test_dividing_by_nought_gives_no_number_and_no_warning():
    assert not value_of(parse("1 / (andel - andel)"), VALUES) < 1e300


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_counts_something(unit):
    counted = dimension_of(unit)
    assert counted == times(counted, ())
    assert times(counted, counted, -1) == ()


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_refused(text):
    try:
        found = set(parse(text).names)
    except UsageError as error:
        found = error.message
    assert isinstance(found, set) or found.startswith("formula_")
