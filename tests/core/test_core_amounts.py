"""Money in whole øre, and other numbers in whole ten-thousandths."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.amount import Amount, Quantity

AMOUNTS = st.builds(Amount, st.integers(-(10**17), 10**17))


def test_the_scale_is_named_and_all_scales_meet():
    assert Amount.kr(1).ore == 100
    assert Amount.thousand(1).ore == 100_000
    assert Amount.million(1).ore == 100_000_000
    assert Amount.million(4.5) == Amount.thousand(4500) == Amount.kr(4_500_000)


@pytest.mark.parametrize("written", [12.5, "12.5", "12.50", Decimal("12.5")])
def test_a_number_may_come_as_float_text_or_decimal(written):
    assert Amount.kr(written) == Amount(1250)


def test_a_tenth_is_ten_ore_although_a_float_cannot_hold_it():
    assert Amount.kr(0.1) + Amount.kr(0.2) == Amount.kr(0.3) == Amount(30)


def test_minus_is_income():
    assert Amount.million("-22.5") == Amount(-2_250_000_000)


@pytest.mark.parametrize(
    ("scale", "value"),
    [
        (Amount.kr, "0.001"),
        (Amount.thousand, "0.000001"),
        (Amount.million, "0.000000001"),
        (Amount.kr, 1 / 3),
    ],
)
def test_money_finer_than_an_ore_is_refused(scale, value):
    with pytest.raises(ValueError, match="finer"):
        scale(value)


def test_what_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="no number"):
        Amount.kr(float("nan"))


def test_arithmetic_by_hand():
    rent, refund = Amount.kr(1200), Amount.kr(-200)
    assert rent + refund == Amount.kr(1000)
    assert rent - refund == Amount.kr(1400)
    assert -rent == Amount.kr(-1200)
    assert abs(refund) == Amount.kr(200)
    assert 3 * rent == rent * 3 == Amount.kr(3600)
    assert refund < Amount(0) < rent
    assert sum([rent, refund], Amount(0)) == Amount.kr(1000)


def test_money_is_not_added_to_a_bare_number_or_a_quantity():
    with pytest.raises((TypeError, AttributeError)):
        Amount.kr(1) + 1
    with pytest.raises((TypeError, AttributeError)):
        Amount.kr(1) + Quantity.of(1)
    assert Amount(10_000) != Quantity(10_000)
    with pytest.raises(TypeError):
        sorted([Amount(1), Quantity(1)])


def test_an_amount_is_never_changed():
    with pytest.raises(AttributeError):
        Amount.kr(1).ore = 2


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_sums_do_not_depend_on_the_order(a, b, c):
    assert (a + b) + c == a + (b + c) == c + (b + a)
    assert a - b == -(b - a)
    assert abs(a - b) == abs(b - a)
    assert a + b - b == a


@given(st.integers(-(10**12), 10**12), st.integers(-50, 50))
def test_twice_the_places_is_twice_the_price(kroner, places):
    assert Amount.kr(kroner) * (2 * places) == Amount.kr(kroner) * places + Amount.kr(kroner) * places


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_every_whole_ore_survives(kroner):
    assert Decimal(Amount.kr(kroner).ore) / 100 == kroner


def test_a_quantity_keeps_four_decimals_and_refuses_five():
    assert Quantity.of("1.2345").ten_thousandths == 12_345
    assert Quantity.of(-12.5) == Quantity(-125_000)
    with pytest.raises(ValueError, match="finer"):
        Quantity.of("1.23456")


def test_a_quantity_as_a_float_is_the_number_as_printed():
    assert float(Quantity.of("96.3")) == 96.3


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_every_ten_thousandth_survives(value):
    assert Decimal(Quantity.of(value).ten_thousandths) / 10_000 == value


@pytest.mark.parametrize("value", [float("inf"), "abc"])
def test_infinity_and_text_are_refused_the_same_way(value):
    with pytest.raises(ValueError):  # noqa: PT011
        Amount.kr(value)
