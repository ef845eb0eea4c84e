"""A budget and four-year plan worked by hand; all numbers are invented, in thousand kroner."""

import polars as pl
import pytest
from plan_samples import BASE, CHANGES, RATES, facts_of, thousands

from rodtrad.core.errors import MissingError
from rodtrad.core.measurement import LARGEST_GRAINS
from rodtrad.models.budgeting.compensation import rates_by_group, rates_of, with_share
from rodtrad.models.budgeting.plan import plan_of
from rodtrad.models.budgeting.runs import amounts_of, runs_of
from rodtrad.models.budgeting.steps import PLAN_STEPS, step_name

YEARS = (2027, 2028, 2029, 2030)


def frames(facts, document="b27", *by):
    return thousands(plan_of(facts, document).frames(by), *by, "year")


def test_the_frames_of_two_units_are_what_was_worked_by_hand():
    """Wages 3.1 % and purchases 2.5 % in 2027, wages 3.1 % again in 2028; sales have no rate.

    A 2027: 1000 - 20 of wages give 30.38, 400 of purchases 10: 1200 - 20 + 40.38 + 100 = 1320.38. 2028:
    1010.38 · 3.1 % = 31.32178, in whole kroner 31.322, so 1351.702. 2029: the 100 has ended. B 2027:
    500 + 20 give 16.12, so 536.12. 2028: 50 less, and 486.12 · 3.1 % = 15.06972, so 501.19.
    """
    assert frames(facts_of(), "b27", "unit") == {
        ("A", 2027): 1320.38,
        ("A", 2028): 1351.702,
        ("A", 2029): 1251.702,
        ("A", 2030): 1251.702,
        ("B", 2027): 536.12,
        ("B", 2028): 501.19,
        ("B", 2029): 501.19,
        ("B", 2030): 501.19,
    }


def test_the_bridge_keeps_every_step_in_order():
    bridge = plan_of(facts_of(), "b27").bridge((), pl.col("unit") == "A").filter(year=2028)
    assert list(thousands(bridge, "step").items()) == [
        ("base", 1200.0),
        ("technical", -20.0),
        ("compensation", 71.702),
        ("new_priority", 100.0),
        ("frame", 1351.702),
    ]


def test_each_years_compensation_is_a_step_of_its_own():
    plan = plan_of(facts_of(), "b27")
    given = plan.amounts(("code",), pl.col("step") == "compensation", pl.col("unit") == "A")
    assert thousands(given, "code", "year") == {
        **{("2027", year): 40.38 for year in YEARS},
        **{("2028", year): 31.322 for year in YEARS[1:]},
    }


def test_a_change_counts_through_its_last_year_and_no_longer():
    plan = plan_of(facts_of(), "b27")
    assert thousands(plan.amounts((), pl.col("code") == "engang"), "year") == {
        2027: 100,
        2028: 100,
        2029: 0,
        2030: 0,
    }


def test_a_rate_holds_for_the_groups_below_that_have_none_of_their_own():
    facts = facts_of(
        compensation="document; account_group; year; rate\nb27; drift-utgift; 2027; 2\nb27; 10; 2027; 3"
    )
    found = rates_by_group(facts, rates_of(facts, ["b27"]), pl.Series(["10", "11", "16"]))
    assert found.select("account_group", "rate").rows() == [("10", 30_000), ("11", 20_000)]


def test_the_compensation_of_the_largest_amounts_at_the_highest_rate_is_exact():
    """Ten lines of 90 000 milliarder in one cell, at 100 per cent. Half a krone becomes one."""
    rows = pl.DataFrame(
        {"account_group": ["10", "16", "10"], "amount": [10 * LARGEST_GRAINS, -LARGEST_GRAINS, 50]}
    )
    rates = pl.DataFrame(
        {"account_group": ["10", "16"], "year": [2027, 2027], "rate": [1_000_000, 1_000_000]}
    )
    assert with_share(rows, rates, 2027)["share"].to_list() == [9 * 10**16, -9 * 10**15, 100]


def test_compensation_of_an_income_makes_it_larger():
    facts = facts_of(compensation="document; account_group; year; rate\nb27; 16; 2027; 2.5")
    plan = plan_of(facts, "b27")
    assert thousands(plan.amounts((), pl.col("step") == "compensation"), "year")[2027] == -5.0


def test_without_rates_all_years_are_in_the_same_prices():
    facts = facts_of(compensation="", planned_change="")
    assert set(frames(facts).values()) == {1700.0}


def test_investment_is_not_carried_on_but_can_be_planned():
    base = BASE + "    b26;      A;    1;       FO1;  253;      03;            2026; adopted;    900\n"
    changes = CHANGES + "    b27; bygg; 2028; 2028; A; 1; FO1; 253; 03; new_priority; 700\n"
    plan = plan_of(facts_of(budget_line=base, planned_change=changes), "b27")
    assert thousands(plan.frames((), pl.col("net") == "investering"), "year") == {
        2027: 0,
        2028: 700,
        2029: 0,
        2030: 0,
    }
    assert thousands(plan.frames((), pl.col("net") == "drift"), "year")[2027] == 1856.5


def test_a_change_of_a_whole_unit_stands_apart_in_the_dimensions_it_is_not_split_by():
    changes = CHANGES + "    b27; kutt; 2027; ; A; 1; ; ; 10; council; -30\n"
    found = frames(facts_of(planned_change=changes), "b27", "function")
    assert found[None, 2027] == -30.0
    assert found["253", 2027] == 1320.38


def test_a_budget_about_one_department_carries_on_only_its_own():
    documents = "key; kind; unit; year\nb27; budget; B; 2027"
    plan = plan_of(facts_of(document=documents, planned_change=""), "b27")
    assert plan.parts["unit"].unique().to_list() == ["B"]


def test_a_document_that_is_no_budget_is_refused():
    with pytest.raises(MissingError, match="budget_unknown"):
        plan_of(facts_of(), "b26")


def test_amounts_by_year_become_rows_with_a_first_and_a_last_year():
    """10, 10, then 25, then nothing: two rows, and the second ends."""
    runs = runs_of({2027: 10, 2028: 10, 2029: 25, 2030: 0}, lasting=True)
    assert runs == ((2027, 2028, 10), (2029, 2029, 25))
    assert runs_of({2027: 0, 2028: 5, 2029: 5, 2030: 5}, lasting=True) == ((2028, None, 5),)
    assert amounts_of(runs, YEARS) == {2027: 10, 2028: 10, 2029: 25, 2030: 0}


def test_every_step_has_a_name_in_both_languages():
    for step in PLAN_STEPS:
        assert step_name(step.value, "no") != step_name(step.value, "en")


def test_the_rates_of_a_version_come_from_the_latest_document_that_has_them():
    proposals = """
        document; stage;      first_year; amends; base_document; base_version; base_year
        b27;      proposal;   2027;       ;       b26;           adopted;      2026
        r27;      resolution; 2027;       b27;    ;              ;
    """
    facts = facts_of(budget_proposal=proposals, compensation=RATES + "    r27; 10; 2027; 4\n")
    plan = plan_of(facts, "r27")
    given = plan.amounts(("code",), pl.col("step") == "compensation", pl.col("unit") == "B")
    assert thousands(given, "code", "year")["2027", 2027] == 20.8


def test_what_is_compensated_each_year():
    """Wages 5 % each year: 1000 carried on, 100 technical, 10 decided earlier, and 200 new from 2028.

    2027: 1110 · 5 % = 55.5. 2028: (1165.5 + 200) · 5 % = 68.275. 2029: 1433.775 · 5 % = 71.68875.
    """
    changes = """
        document; code; first_year; unit; chapter; area; function; account_group; category;        amount
        b27;      a;    2027;       A;    1;       FO1;  253;      10;            technical;       100
        b27;      b;    2027;       A;    1;       FO1;  253;      10;            decided_earlier; 10
        b27;      c;    2028;       A;    1;       FO1;  253;      10;            demography;      200
    """
    rates = "document; account_group; year; rate\n" + "\n".join(f"b27; 10; {year}; 5" for year in YEARS)
    base = "\n".join(BASE.splitlines()[:3])
    plan = plan_of(facts_of(budget_line=base, planned_change=changes, compensation=rates), "b27")
    given = thousands(plan.amounts(("code",), pl.col("step") == "compensation").filter(year=2029), "code")
    assert given == {"2027": 55.5, "2028": 68.275, "2029": 71.689}


def test_the_compensation_of_what_ends_ends_with_it():
    """A technical 100 of wages in 2027 and 2028: 5 the first year, 5.25 more the second, then nothing."""
    changes = CHANGES.partition("b27;")[0] + "b27; to; 2027; 2028; A; 1; FO1; 253; 10; technical; 100"
    rates = "document; account_group; year; rate\nb27; 10; 2027; 5\nb27; 10; 2028; 5"
    plan = plan_of(facts_of(budget_line="", planned_change=changes, compensation=rates), "b27")
    assert thousands(plan.frames(), "year") == {2027: 105, 2028: 110.25, 2029: 0, 2030: 0}
