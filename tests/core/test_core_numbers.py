"""Numbers and dates with the exact characters a reader meets.

A thousand is parted by a no-break space (U+00A0) in Norwegian, as Unicode's CLDR has it for
bokmål, so that a number never breaks over two lines.
"""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day, in_unit, moment, number, signed, with_unit

NBSP, MINUS = "\u00a0", "\u2212"
NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "decimals", "norwegian", "english"),
    [
        (1043396.5, 1, f"1{NBSP}043{NBSP}396,5", "1,043,396.5"),
        (1043.5, 1, f"1{NBSP}043,5", "1,043.5"),
        (999, 0, "999", "999"),
        (-12.5, 1, f"{MINUS}12,5", f"{MINUS}12.5"),
        (4.5, 3, "4,500", "4.500"),
        (1234, -3, f"1{NBSP}234", "1,234"),
        (0, 2, "0,00", "0.00"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_numbers_as_people_read_them(value, decimals, norwegian, english):
    assert number(value, decimals, "no") == norwegian
    assert number(value, decimals, "en") == english


def test_halves_are_rounded_away_from_zero_as_in_school():
    assert [number(v, 0, "no") for v in (0.5, 1.5, 2.5)] == ["1", "2", "3"]
    assert number(-2.5, 0, "no") == f"{MINUS}3"
    assert number(1.005, 2, "no") == "1,01"  # the nearest float lies just under


@given(NUMBERS, st.integers(-2, 4), st.sampled_from(["no", "en"]))
def test_a_number_can_be_read_back(value, decimals, language):
    comma, group = (",", NBSP) if language == "no" else (".", ",")
    plain = number(value, decimals, language).replace(group, "").replace(comma, ".").replace(MINUS, "-")
    assert float(plain) == pytest.approx(
        value, abs=0.5 * 10.0 ** -max(0, decimals) * 1.001 + abs(value) * 1e-12
    )
    assert "-" not in number(value, decimals, language)
    assert " " not in number(value, decimals, language)


def test_a_change_always_has_its_sign():
    assert signed(12.5, 1, "no") == "+12,5"
    assert signed(-12.5, 1, "no") == f"{MINUS}12,5"
    assert signed(-1234.5, 1, "en") == f"{MINUS}1,234.5"
    assert signed(0, 0, "no") == "+0"


def test_a_change_that_rounds_to_nothing_has_its_sign_too():
    assert signed(0.04, 1, "no") == "+0,0"
    assert signed(-0.04, 1, "no")[0] in f"+{MINUS}"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "norwegian", "english"),
    [
        (13.5, "mill. kr", 1, "13,5 mill. kr", "13.5 million NOK"),
        (1043, "1000 kr", 0, f"1{NBSP}043 tusen kr", "1,043 thousand NOK"),
        (96.3, "prosent", 1, "96,3 %", "96.3 %"),
        (12, "antall", 0, "12", "12"),
        (1549, "årsverk", 0, f"1{NBSP}549 årsverk", "1,549 full-time equivalents"),
        (2026, "årstall", 0, "2026", "2026"),
        (500, "kr/døgn", 0, "500 kr/døgn", "500 NOK per bed day"),
    ],
)
def test_a_number_with_its_unit(value, unit, decimals, norwegian, english):
    assert with_unit(value, unit, decimals, "no") == norwegian
    assert with_unit(value, unit, decimals, "en") == english


@pytest.mark.parametrize("code", sorted(UNITS))
@pytest.mark.parametrize("language", ["no", "en"])
def test_every_unit_can_be_shown(code, language):
    shown = with_unit(7, code, 0, language)
    assert shown.startswith("7")
    assert shown == shown.strip()


def test_grains_in_a_unit():
    assert in_unit(450_000_000, "mill. kr") == 4.5
    assert in_unit(450_000_000, "1000 kr") == 4500
    assert in_unit(963_000, "prosent") == 96.3


@pytest.mark.parametrize(
    ("value", "norwegian", "english"),
    [
        (date(2026, 5, 15), "15. mai 2026", "15 May 2026"),
        (date(2025, 10, 1), "1. oktober 2025", "1 October 2025"),
        (date(2026, 12, 31), "31. desember 2026", "31 December 2026"),
    ],
)
def test_dates_in_words(value, norwegian, english):
    assert day(value, "no") == norwegian
    assert day(value, "en") == english


def test_a_moment_has_the_time_of_day():
    at = datetime(2026, 5, 15, 14, 5)  # noqa: DTZ001
    assert moment(at, "no") == "15. mai 2026 kl. 14:05"
    assert moment(at, "en") == "15 May 2026 at 14:05"
