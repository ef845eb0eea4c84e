"""Periods: written, read, and where they begin and end."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.period import Length, Period

YEARS = st.integers(1837, 2200)


@st.composite
def periods(draw):
    length = draw(st.sampled_from(list(Length)))
    return Period(draw(YEARS), length, draw(st.integers(1, max(1, 12 // length))))


@given(periods())
def test_what_is_written_is_read_back(period):
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-T1", date(2026, 1, 1), date(2026, 4, 30)),
        ("2026-T2", date(2026, 5, 1), date(2026, 8, 31)),
        ("2026-T3", date(2026, 9, 1), date(2026, 12, 31)),
        ("2026-K1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-K4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-M2", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-M2", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-M12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-2029", date(2026, 1, 1), date(2029, 12, 31)),
    ],
)
def test_first_and_last_day_by_the_calendar(text, first, last):
    assert (Period.parse(text).first_day(), Period.parse(text).last_day()) == (first, last)


def test_the_plan_touches_four_years_and_the_rest_one():
    assert list(Period.parse("2026-2029").years()) == [2026, 2027, 2028, 2029]
    assert list(Period.parse("2026-K4").years()) == [2026]


@given(YEARS, st.sampled_from([Length.MONTH, Length.QUARTER, Length.TERTIAL]))
def test_the_parts_of_a_year_follow_each_other_without_gaps(year, length):
    parts = [Period(year, length, n) for n in range(1, 12 // length + 1)]
    assert parts[0].first_day() == date(year, 1, 1)
    assert parts[-1].last_day() == date(year, 12, 31)
    for before, after in pairwise(parts):
        assert before.last_day() + timedelta(days=1) == after.first_day()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "i fjor",
        "2026-X1",
        "2026-T4",
        "2026-T0",
        "2026-K5",
        "2026-M13",
        "2026-K",
        "2026-2028",
        "-2026",
        "2026-t1",
    ],
)
def test_other_text_is_no_period(text):
    with pytest.raises(ValueError):  # noqa: PT011
        Period.parse(text)


def test_a_wrong_plan_is_told_how_a_period_is_written():
    with pytest.raises(ValueError, match="2026-2029"):
        Period.parse("2026-2028")


@pytest.mark.parametrize("text", ["2026-", "2_026", "2026-M+1", "٢٠٢٦"])
def test_text_that_only_looks_like_a_period_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        Period.parse(text)


@pytest.mark.parametrize("text", ["i fjor", "2026-K"])
def test_every_refusal_tells_how_a_period_is_written(text):
    with pytest.raises(ValueError, match="is no period"):
        Period.parse(text)


@given(periods(), periods())
def test_periods_of_one_length_sort_by_time(a, b):
    if a.length is b.length:
        assert (a < b) == (a.first_day() < b.first_day())


def test_a_month_is_written_with_two_digits_and_read_with_one_too():
    assert str(Period.parse("2026-M5")) == "2026-M05"
    assert Period.parse("2026-M5") == Period.parse("2026-M05")


@pytest.mark.parametrize(
    ("text", "month"),
    [("2026-T2", "2026-08"), ("2026-M08", "2026-08"), ("2026-K1", "2026-03"), ("2026", "2026-12")],
)
def test_what_a_period_counts_through_is_its_last_month(text, month):
    assert Period.parse(text).last_month() == month
