"""How the traces of a benefit meet accounts and volumes. Every number here is made up, and worked by hand."""

from fractions import Fraction

import pytest
from benefit_samples import SAVED, benefits, counted, effect, kr, line, only_year, saved, trace, volume

from rodtrad.models.programme.benefits import BenefitStatus

S = BenefitStatus


# How a trace meets the accounts.


@pytest.mark.parametrize(
    "other",
    [
        {"function": "241"},
        {"project": "P1"},
        {"area": "FO1"},
        {"chapter": "316"},
        {"account_group": "11"},
        {"unit": "PAR.X"},
        {"version": "regulated"},
    ],
)
def test_a_row_that_says_anything_else_is_another_line(other):
    rows = [line(2024, 1000), line(2026, 900)] + [line(year, 7, **other) for year in (2024, 2026)]
    assert only_year(rows).seen == kr(100)


def test_function_and_project_are_met_when_the_trace_names_them():
    own = {"function": "241", "project": "P1"}
    rows = [line(2024, 1000, **own), line(2026, 900, **own), line(2024, 5000), line(2026, 5000)]
    assert only_year(rows, traces=[trace(**own)]).seen == kr(100)


def chapters(year, **amounts):
    return [line(year, amount, chapter=name[1:] or None) for name, amount in amounts.items()]


def test_an_empty_chapter_is_the_sum_of_all_chapters():
    rows = chapters(2024, k315=700, k316=300) + chapters(2026, k315=650, k316=250)
    year = only_year(rows, traces=[trace(chapter=None)])
    assert (year.baseline, year.actual) == (kr(1000), kr(900))
    assert len(year.lines[0].before_at) == len(year.lines[0].after_at) == 2


def test_an_empty_chapter_is_the_printed_whole_where_both_years_have_it():
    rows = chapters(2024, k=1000, k315=700) + chapters(2026, k=900, k315=650)
    year = only_year(rows, traces=[trace(chapter=None)])
    assert (year.baseline, year.actual) == (kr(1000), kr(900))


def test_a_whole_is_never_held_against_parts():
    """2024 has the whole and one chapter, 2026 only chapters: one of them has no 2024."""
    rows = chapters(2024, k=1000, k315=700) + chapters(2026, k315=650, k316=250)
    year = only_year(rows, traces=[trace(chapter=None)])
    assert (year.status, year.seen) == (S.NO_ACCOUNTS, None)
    assert [(m.year, m.chapter) for m in year.missing] == [(2024, "316")]


def test_a_chapter_that_is_gone_is_not_money_saved():
    rows = chapters(2024, k315=700, k316=300) + chapters(2026, k315=700)
    year = only_year(rows, traces=[trace(chapter=None)])
    assert (year.status, [(m.year, m.chapter) for m in year.missing]) == (S.NO_ACCOUNTS, [(2026, "316")])


def test_the_same_amount_in_two_tables_counts_once():
    rows = [line(2024, 1000), line(2026, 900), line(2024, 1000, table="2", line=9999)]
    assert only_year(rows).baseline == kr(1000)


# Volumes.


@pytest.mark.parametrize(
    ("places", "status"),
    [
        (60, S.SEEN),  # 40 of 40
        (92, S.SEEN),  # 8 of 40 is 20 %
        (93, S.SEEN_NOT_DUE),  # 7 of 40 is 17,5 %
        (100, S.SEEN_NOT_DUE),
        (140, S.SEEN_NOT_DUE),  # as much, the wrong way
    ],
)
def test_money_without_its_volume_is_not_due_to_the_measure(places, status):
    year = only_year(SAVED, volumes=[volume(-40)], counts=[counted(2024, 100), counted(2026, places)])
    assert year.status is status
    [places_found] = year.volumes
    assert places_found.moved == Fraction(100 - places, 40)
    assert places_found.after_at == "key_figure/regnskap/plasser.2026/PAR/value"


def test_a_volume_that_is_to_rise_must_rise():
    counts = [counted(2024, 100), counted(2026, 90)]
    assert only_year(SAVED, volumes=[volume(40)], counts=counts).status is S.SEEN_NOT_DUE
    counts = [counted(2024, 100), counted(2026, 108)]
    assert only_year(SAVED, volumes=[volume(40)], counts=counts).status is S.SEEN


def test_the_expected_change_follows_the_effect():
    """Full effect is 100 in 2026; 2025 expects 40 of it, and so 16 of the 40 places."""
    counts = [counted(2024, 100), counted(2025, 97), counted(2026, 100)]
    [benefit] = benefits(
        SAVED, effects=[effect(2025, 40), effect(2026, 100)], volumes=[volume(-40)], counts=counts
    )
    first, second = benefit.years
    assert [y.volumes[0].expected for y in benefit.years] == [-160_000, -400_000]
    assert first.volumes[0].moved == Fraction(3, 16)  # 18,75 %
    assert (first.status, second.status) == (S.SEEN_NOT_DUE, S.SEEN_NOT_DUE)


def test_one_volume_that_moved_is_enough():
    counts = [counted(2024, 100), counted(2026, 100), counted(2024, 9, "hus"), counted(2026, 8, "hus")]
    volumes = [volume(-40), volume(-2, "hus", concept="par/hus/{year}")]
    assert only_year(SAVED, volumes=volumes, counts=counts).status is S.SEEN


@pytest.mark.parametrize(
    ("wanted", "counts"),
    [
        (volume(-40), []),
        (volume(-40), [counted(2024, 100)]),
        (volume(-40), [counted(2026, 100)]),
        (volume(None), [counted(2024, 100), counted(2026, 100)]),
        (volume(0), [counted(2024, 100), counted(2026, 100)]),
        (volume(-40, concept="par/plasser/2024"), [counted(2024, 100), counted(2026, 100)]),
    ],
)
def test_a_volume_that_cannot_be_measured_says_nothing(wanted, counts):
    year = only_year(SAVED, volumes=[wanted], counts=counts)
    assert (year.volumes[0].moved, year.status) == (None, S.SEEN)


def test_a_volume_tells_nothing_of_money_that_is_not_seen():
    counts = [counted(2024, 100), counted(2026, 100)]
    assert saved(60, volumes=[volume(-40)], counts=counts).status is S.PARTLY_SEEN


def test_a_volume_printed_with_its_sign_turned_is_turned_back():
    """Printed as −60 of a concept with a minus before it: 60 places."""
    counts = [counted(2024, 100), counted(2026, -60, concept="-par/plasser/2026")]
    assert only_year(SAVED, volumes=[volume(-40)], counts=counts).volumes[0].after == 600_000


def test_a_volume_in_kroner_is_compared_in_kroner():
    """A price of 2 000 kr a day that is to fall by 500 has fallen by 250."""
    prices = [
        counted(year, 0, "pris", "kr/døgn") | {"value": kr(price)}
        for year, price in ((2024, 2000), (2026, 1750))
    ]
    year = only_year(SAVED, volumes=[volume(-500, "pris", concept="par/pris/{year}")], counts=prices)
    assert (year.volumes[0].expected, year.volumes[0].moved) == (kr(-500), Fraction(1, 2))
