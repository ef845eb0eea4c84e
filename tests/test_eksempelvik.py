"""The invented municipality that is shipped to try the year's work on. All its numbers are invented."""

import pytest

from rodtrad.app.books import judge_book, read_into


@pytest.fixture(scope="module")
def thread(tmp_path_factory):
    place = tmp_path_factory.mktemp("eksempelvik") / "book"
    read_into(place, "eksempelvik", by="Prøve", why="test")
    return judge_book(place).thread


@pytest.mark.parametrize(
    ("unit", "thousand"),
    [
        ("OMS", 182_000 + 46_500 - 38_200 + 121_400 + 18_300 - 4_100 + 21_600 + 5_400),
        ("BHG", 148_900 + 31_700 - 22_600 + 9_800),
    ],
)
def test_the_budget_adds_up_to_what_is_counted_by_hand(thread, unit, thousand):
    lines = thread.facts["budget_line"].filter(unit=unit)
    assert lines["amount"].sum() == thousand * 1000 * 100


def test_it_says_that_it_is_invented(thread):
    assert "oppdiktet" in thread.facts["unit"].filter(kind="municipality")["label"][0]
    assert all("oppdiktet" in label for label in thread.facts["document"]["label"])


def test_the_accounts_grow_through_the_year(thread):
    amounts = thread.facts["period_amount"].filter(account_group="10")
    for place in amounts.partition_by("unit", "function"):
        by_period = dict(place.select("period", "amount").iter_rows())
        assert by_period["2027-K1"] < by_period["2027-T2"] < by_period["2027"]
