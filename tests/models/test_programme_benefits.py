"""Benefits judged by the accounts and by their owners. Every number here is made up, and worked by hand."""

from datetime import date
from fractions import Fraction

import pytest
from benefit_samples import (
    SAVED,
    benefits,
    card,
    counted,
    effect,
    kr,
    line,
    only_year,
    plan,
    report,
    saved,
    trace,
    volume,
)

from rodtrad.models.programme.benefits import BenefitLimits, BenefitStatus, MissingKind, benefits_of, grown
from rodtrad.models.thread.weave import thread_of

S = BenefitStatus


@pytest.mark.parametrize(
    ("amount", "status"),
    [
        (100, S.SEEN),
        (80, S.SEEN),
        (Fraction(7999, 100), S.PARTLY_SEEN),
        (50, S.PARTLY_SEEN),
        (Fraction(4999, 100), S.NOT_SEEN),
        (0, S.NOT_SEEN),
        (-30, S.NOT_SEEN),
    ],
)
def test_what_is_seen_decides_the_status(amount, status):
    """Of 100 expected, 80 is seen, 50 partly; an øre less is not."""
    year = saved(float(amount))
    assert year.status is status
    assert (year.expected, year.baseline, year.counterfactual) == (kr(100), kr(1000), kr(1000))
    assert year.seen == kr(float(amount))


def test_the_counterfactual_grows_every_year():
    """1 000 with 10 % in two years is 1 210. It became 1 130: 80 of 100 is seen, though the cost rose."""
    year = only_year([line(2024, 1000), line(2026, 1130)], plans=[plan(growth=10)])
    assert (year.counterfactual, year.actual, year.seen) == (kr(1210), kr(1130), kr(80))
    assert year.status is S.SEEN


def test_growth_is_rounded_to_whole_ore_once():
    """10,00 kr with 2,5 % is 10,25; in two years 10,50625, and in three 10,76890625."""
    assert [grown(1000, 25_000, years) for years in (0, 1, 2, 3)] == [1000, 1025, 1051, 1077]
    assert grown(1000, -100_000, 2) == 810  # 10 % less twice: 0,9 × 0,9


def test_several_lines_are_added_up():
    """One line falls 90, the other rises 20 against 5 % growth of 200 to 210: 90 − 10 = 80 of 100."""
    rows = [line(2025, 1000), line(2026, 960)]
    rows += [line(year, amount, account_group="11") for year, amount in ((2025, 200), (2026, 220))]
    traces = [trace(), trace("kjøp", account_group="11")]
    year = only_year(rows, plans=[plan(growth=5, start=2025)], traces=traces)
    assert (year.baseline, year.counterfactual, year.actual) == (kr(1200), kr(1260), kr(1180))
    assert (year.seen, year.status) == (kr(80), S.SEEN)
    assert [(part.before, part.after) for part in year.lines] == [
        (kr(1000), kr(960)),
        (kr(200), kr(220)),
    ]


def test_income_that_rises_is_a_benefit():
    """Income of 500 would have grown by 10 % to 550; it became 640, so 90 of 100 is seen."""
    year = only_year([line(2025, -500), line(2026, -640)], plans=[plan(growth=10, start=2025)])
    assert (year.counterfactual, year.actual, year.seen) == (kr(-550), kr(-640), kr(90))
    assert year.status is S.SEEN


def test_income_that_falls_is_none():
    year = only_year([line(2024, -500), line(2026, -400)])
    assert (year.seen, year.status) == (kr(-100), S.NOT_SEEN)


def test_expense_and_income_count_together():
    """The expense fell 150, but so did the income, by 100: 50 of 100 is left."""
    rows = [line(2024, 1000), line(2026, 850)]
    rows += [line(year, amount, account_group="16") for year, amount in ((2024, -400), (2026, -300))]
    year = only_year(rows, traces=[trace(), trace("refusjon", account_group="16")])
    assert (year.seen, year.status) == (kr(50), S.PARTLY_SEEN)


def test_a_line_named_twice_counts_once():
    year = saved(80, traces=[trace(), trace("igjen")])
    assert (year.baseline, year.seen) == (kr(1000), kr(80))


def test_a_year_after_the_accounts_is_not_yet_due():
    """The Oslo book as it is: accounts to 2024, effects from 2026. Nothing is made up for 2026."""
    [benefit] = benefits([line(2023, 990), line(2024, 1000)], plans=[plan(growth=10)])
    [year] = benefit.years
    assert (year.statuses, benefit.last, benefit.silent_since) == ((S.NOT_YET_DUE,), 2024, None)
    assert (year.baseline, year.counterfactual) == (kr(1000), kr(1210))
    assert (year.actual, year.seen) == (None, None)


def test_accounts_of_another_unit_do_not_make_a_year_due():
    [benefit] = benefits([line(2024, 1000), line(2026, 5, unit="VEI")])
    assert (benefit.last, benefit.years[0].status) == (2024, S.NOT_YET_DUE)


def test_without_any_accounts_nothing_is_due():
    [benefit] = benefits([])
    assert (benefit.last, benefit.years[0].statuses) == (None, (S.NOT_YET_DUE,))
    budget_only = benefits([line(2026, 900, version="adopted"), line(2024, 1000, version="adopted")])
    assert budget_only[0].years[0].baseline is None


def test_a_card_that_saves_nothing_yet_has_no_benefit_to_judge():
    """No effect, none stated, and a cost: none of them is a benefit that is due."""
    [benefit] = benefits(
        [line(2024, 1000), line(2026, 900)], effects=[effect(2024, 0), effect(2025, None), effect(2026, -50)]
    )
    assert (benefit.years, benefit.silent_since) == ((), None)


def test_a_line_that_is_missing_in_a_due_year_is_named():
    """The unit has accounts of 2026, but not of this account group."""
    year = only_year([line(2024, 1000), line(2026, 300, account_group="11")])
    assert (year.status, year.actual, year.seen) == (S.NO_ACCOUNTS, None, None)
    [missing] = year.missing
    assert (missing.kind, missing.year, missing.line.key, missing.chapter) == (
        MissingKind.ROW,
        2026,
        "lønn",
        "315",
    )


def test_one_missing_line_of_two_is_not_counted_as_saved():
    rows = [line(2024, 1000), line(2026, 1000), line(2024, 200, account_group="11")]
    year = only_year(rows, traces=[trace(), trace("kjøp", account_group="11")])
    assert (year.status, year.baseline, year.actual) == (S.NO_ACCOUNTS, kr(1200), None)
    assert [(m.line.key, m.year) for m in year.missing] == [("kjøp", 2026)]


def test_a_missing_baseline_is_named():
    year = only_year([line(2023, 1000), line(2026, 900)])
    assert (year.status, year.counterfactual) == (S.NO_ACCOUNTS, None)
    assert [(m.kind, m.year) for m in year.missing] == [(MissingKind.ROW, 2024)]


def test_a_unit_the_accounts_do_not_know_is_judged_by_the_last_year_of_the_book():
    year = only_year([line(2024, 1000, unit="VEI"), line(2026, 900, unit="VEI")])
    assert (year.status, [m.year for m in year.missing]) == (S.NO_ACCOUNTS, [2024, 2026])


def test_a_plan_without_a_line_cannot_be_judged():
    year = saved(100, traces=[volume(-10)])
    assert (year.status, [m.kind for m in year.missing]) == (S.NO_ACCOUNTS, [MissingKind.NO_LINE])


@pytest.mark.parametrize("start", [2026, 2027])
def test_a_baseline_that_is_not_before_the_effect_cannot_be_used(start):
    rows = [line(year, 1000) for year in (2025, 2026, 2027)]
    year = only_year(rows, plans=[plan(start=start)])
    assert (year.status, year.counterfactual) == (S.NO_ACCOUNTS, None)
    assert [m.kind for m in year.missing] == [MissingKind.BASELINE_LATE]


def test_growth_nobody_can_mean_is_told_and_not_used():
    year = saved(100, plans=[plan(growth=101)])
    assert (year.status, year.counterfactual) == (S.NO_ACCOUNTS, None)
    assert [m.kind for m in year.missing] == [MissingKind.GROWTH]


# What the owner says.


@pytest.mark.parametrize(
    ("amount", "seen", "flags"),
    [
        (80, 49, (S.REPORTED_NOT_SEEN,)),
        (79, 49, ()),
        (80, 50, ()),
        (100, 100, ()),
    ],
)
def test_a_report_the_accounts_do_not_bear_out(amount, seen, flags):
    year = saved(seen, reports=[report(2026, amount)])
    assert (year.reported, year.owner) == (kr(amount), flags)


def test_status_and_owner_stand_beside_each_other():
    year = saved(49, reports=[report(2026, 100)])
    assert year.statuses == (S.NOT_SEEN, S.REPORTED_NOT_SEEN)
    assert saved(100).statuses == (S.SEEN, S.OWNER_SILENT)


def silence(*reports):
    """Which years are silent, and since when: 2025, 2026 and 2027 are due, 2028 is not."""
    rows = [line(2024, 1000), *(line(year, 900) for year in (2025, 2026, 2027))]
    effects = [effect(year, 100) for year in (2025, 2026, 2027, 2028)]
    [benefit] = benefits(rows, effects=effects, reports=[report(*r) for r in reports])
    silent = [year.year for year in benefit.years if S.OWNER_SILENT in year.owner]
    return silent, benefit.silent_since


def test_an_owner_is_silent_since_the_first_due_year_not_reported_then_or_later():
    assert silence() == ([2025, 2026, 2027], 2025)
    assert silence((2025, 90)) == ([2026, 2027], 2026)
    assert silence((2026, 90)) == ([2027], 2027)  # 2025 is covered by what came later
    assert silence((2027, 0)) == ([], None)  # nothing is a report too
    assert silence((2028, 5)) == ([], None)


def test_an_owner_is_silent_also_where_a_line_is_missing():
    assert only_year([line(2024, 1000), line(2026, 1, account_group="11")]).owner == (S.OWNER_SILENT,)


def test_the_latest_word_of_an_owner_holds_and_may_stand_in_another_document():
    reports = [
        report(2026, 90, reported=date(2027, 5, 1)),
        report(2026, 20, reported=date(2027, 9, 1), document="årsrapport"),
    ]
    year = saved(10, reports=reports)
    assert (year.reported, year.owner) == (kr(20), ())
    assert year.reported_at == "benefit_report/årsrapport/B1/2026"


def test_a_report_in_another_document_is_nobodys_where_two_cards_have_the_number():
    year = saved(
        100, cards=[card(), card(document="annen")], reports=[report(2026, 90, document="årsrapport")]
    )
    assert (year.reported, year.owner) == (None, (S.OWNER_SILENT,))


# Measures that meet in a line.


def two_measures(fallen, **of_second):
    """B1 is to save 100 and B2 60 in the same line, which fell by so much."""
    return benefits(
        [line(2024, 1000), line(2026, 1000 - fallen)],
        cards=[card(), card("B2", line=5)],
        effects=[effect(2026, 100), effect(2026, 60, "B2")],
        plans=[plan(), plan("B2")],
        traces=[trace(), trace(measure="B2", **of_second)],
    )


def test_the_same_fall_is_not_seen_twice():
    """100 of 160 is 62,5 %: neither has come in full, though 100 is all that B1 alone expects."""
    first, second = two_measures(100)
    assert [b.years[0].status for b in (first, second)] == [S.PARTLY_SEEN, S.PARTLY_SEEN]
    assert [(b.years[0].expected, b.years[0].beside) for b in (first, second)] == [
        (kr(100), kr(60)),
        (kr(60), kr(100)),
    ]
    assert (first.beside, second.beside) == (("B2",), ("B1",))
    assert [b.years[0].status for b in two_measures(128)] == [S.SEEN, S.SEEN]


def test_measures_in_other_lines_do_not_touch_each_other():
    first, second = two_measures(100, account_group="11")
    assert (first.years[0].status, first.beside) == (S.SEEN, ())
    assert second.years[0].status is S.NO_ACCOUNTS


@pytest.mark.parametrize("whole", [{"chapter": None}, {"account_group": "drift-utgift"}])
def test_a_whole_must_cover_what_its_parts_are_to_give_but_not_the_other_way(whole):
    """B2 is to show in all chapters, or all expenses; B1 in chapter 315 and group 10, a part of both."""
    first, second = two_measures(100, **whole)
    assert (first.beside, second.beside) == ((), ("B1",))
    assert (first.years[0].beside, second.years[0].beside) == (0, kr(100))


@pytest.mark.parametrize("part", [{"function": "241"}, {"project": "P1"}])
def test_a_line_that_is_not_split_covers_those_that_are(part):
    first, second = two_measures(100, **part)
    assert (first.beside, second.beside) == (("B2",), ())


@pytest.mark.parametrize("order", [1, -1])
def test_a_line_inside_another_line_of_the_measure_counts_once(order):
    """All expenses fell by 100, and wages, which are part of them, by 100 too: 100 is seen, not 200."""
    whole = {"account_group": "drift-utgift"}
    rows = [line(2024, 1000), line(2026, 900), line(2024, 5000, **whole), line(2026, 4900, **whole)]
    year = only_year(rows, traces=[trace(), trace("alt", **whole)][::order])
    assert [part.key for part in year.lines] == ["alt"]
    assert year.seen == kr(100)


# The rule, and the whole.


def test_the_rule_can_be_changed():
    easy = BenefitLimits(seen=60, partly=10, reported=30, volume=5)
    assert saved(60, limits=easy).status is S.SEEN
    assert saved(10, limits=easy).status is S.PARTLY_SEEN
    assert saved(9, limits=easy, reports=[report(2026, 30)]).statuses == (S.NOT_SEEN, S.REPORTED_NOT_SEEN)
    counts = [counted(2024, 100), counted(2026, 98)]
    assert saved(60, limits=easy, volumes=[volume(-40)], counts=counts).status is S.SEEN


def test_a_book_without_plans_has_no_benefits():
    assert benefits_of(thread_of({})) == ()


def test_benefits_stand_in_the_order_of_the_cards():
    found = benefits(
        SAVED,
        cards=[card("B1", line=9), card("B2", line=5)],
        plans=[plan("B1"), plan("B2")],
        effects=[effect(2026, 100, "B2")],
    )
    assert [b.measure for b in found] == ["B2", "B1"]
