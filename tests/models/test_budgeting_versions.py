"""Versions of a budget, balance, adjustments and next year: all numbers are invented, in thousand kroner."""

from datetime import date

import polars as pl
import pytest
from plan_samples import CHANGES, MORE, book_of, facts_of, in_state, thousands, with_rows

from rodtrad.facts.budget import Version
from rodtrad.models.budgeting.adoption import adopted_rows
from rodtrad.models.budgeting.carry import changes_to_carry, rates_to_carry
from rodtrad.models.budgeting.differences import balance_of, difference, missing_of
from rodtrad.models.budgeting.measures import against_cards, offered_amounts
from rodtrad.models.budgeting.plan import plan_of
from rodtrad.models.budgeting.versions import adjustments_of, budget_versions


def versions(**more):
    return budget_versions(book_of(**more))


def test_a_version_stands_on_those_it_changes():
    found = versions()
    assert found["r27"].chain == ("b27", "r27")
    assert found["r27"].base_document == "b26"
    assert found["r27"].years == (2027, 2028, 2029, 2030)
    assert found["alt"].before == "b27"


def test_an_adjustment_stands_on_those_adopted_before_it():
    assert versions()["j1"].chain == ("b27", "r27", "j1")
    assert versions()["j2"].chain == ("b27", "r27", "j1", "j2")


def test_versions_that_lead_back_to_each_other_end_somewhere():
    circle = """
        document; stage;      first_year; amends
        b27;      proposal;   2027;       r27
        r27;      resolution; 2027;       b27
    """
    found = versions(budget_proposal=circle)
    assert found["r27"].chain == ("b27", "r27")


def test_a_version_is_the_frames_it_changes_and_its_own_changes():
    """The resolution gives B 30 more in every year."""
    facts = book_of()
    rows = difference(plan_of(facts, "b27"), plan_of(facts, "r27"), ("unit",))
    found = rows.select("unit", "year", "difference").rows()
    assert [(u, y, d / 100_000) for u, y, d in found if d] == [
        ("B", y, 30.0) for y in (2027, 2028, 2029, 2030)
    ]


def test_an_alternative_that_moves_money_balances():
    """80 more to wages is paid with 80 more of sales."""
    facts = book_of()
    assert missing_of(facts, budget_versions(facts)["alt"]) == {}


def test_an_alternative_that_only_spends_does_not_balance():
    facts = book_of(MORE.replace("alt; salg;    2027; ;", "alt; salg;    2028; ;"))
    assert missing_of(facts, budget_versions(facts)["alt"]) == {"drift": {2027: 80 * 100_000}}


def test_operation_is_not_balanced_with_investment():
    """80 more to wages, and 80 less to a building in 2027."""
    changes = MORE.replace(
        "alt; salg;    2027; ;     A; 1; FO1; 253; 16;", "alt; salg; 2027; 2027; A; 1; FO1; 253; 03;"
    )
    facts = book_of(changes)
    wages = dict.fromkeys((2027, 2028, 2029, 2030), 8_000_000)
    assert missing_of(facts, budget_versions(facts)["alt"]) == {
        "drift": wages,
        "investering": {2027: -8_000_000},
    }


def test_an_alternative_that_changes_a_rate_must_find_the_money():
    """Wages carried on are 1500; one per cent more in 2027 is 15, and 15 · 1.031 = 15.465 in 2028."""
    rates = """
        document; account_group; year; rate
        b27;      10;            2027;  3.1
        b27;      10;            2028;  3.1
        alt;      10;            2027;  4.1
    """
    facts = book_of(compensation=rates)
    found = balance_of(facts, budget_versions(facts)["alt"])["drift"]
    assert {year: amount / 100_000 for year, amount in found.items()} == {
        2027: 15.0,
        2028: 15.465,
        2029: 15.465,
        2030: 15.465,
    }


def test_the_regulated_budget_is_the_adopted_with_all_adopted_adjustments():
    facts = book_of()
    adopted = thousands(plan_of(facts, "r27").frames(("unit",)), "unit", "year")
    regulated = thousands(plan_of(facts, "j2").frames(("unit",)), "unit", "year")
    assert regulated["A", 2027] == adopted["A", 2027] + 5 - 2
    assert regulated["A", 2028] == adopted["A", 2028]


def test_the_adjustments_of_a_budget_are_the_adopted_ones_in_order():
    facts = in_state(book_of(), j2="adopted")
    work = facts["working_document"].with_columns(
        pl.when(pl.col("document") == "j2").then(pl.lit(date(2027, 1, 5))).otherwise("sent").alias("sent")
    )
    found = budget_versions({**facts, "working_document": work})
    assert [v.document for v in adjustments_of(found, "r27")] == ["j2", "j1"]


def carried(changes, *, regulated=False, adjustments=()):
    facts = facts_of(planned_change=changes, compensation="")
    known = budget_versions(book_of(changes="", planned_change=changes))
    rows = changes_to_carry(
        facts, known["b27"], [known[a] for a in adjustments], target="b28", regulated=regulated
    )
    return [(r["code"], r["first_year"], r["last_year"], r["amount"] / 100_000) for r in rows.to_dicts()]


def test_lasting_changes_of_last_year_are_not_repeated_and_others_come_as_they_move():
    """The 20 that was moved lasts: it is in the base. The 100 ends after 2028, and 50 less begins in 2028."""
    assert sorted(carried(CHANGES)) == [("engang", 2029, None, -100.0), ("spar", 2028, None, -50.0)]


def test_a_change_that_grows_comes_with_its_growth():
    """30 in 2027, 80 from 2028: the base has 30, so 50 more comes in 2028."""
    text = CHANGES.partition("b27;")[0] + "b27; vekst; 2027; 2027; A; 1; FO1; 253; 10; demography; 30\n"
    text += "b27; vekst; 2028; ; A; 1; FO1; 253; 10; demography; 80\n"
    assert carried(text) == [("vekst", 2028, None, 50.0)]


def test_what_is_carried_is_decided_earlier_and_keeps_its_decision():
    head = CHANGES.strip().splitlines()[0] + "; decision"
    text = f"{head}\nb27; en; 2027; 2027; A; 1; FO1; 253; 10; council; 30; Sak 7"
    facts = facts_of(planned_change=text)
    rows = changes_to_carry(facts, budget_versions(facts)["b27"], [], target="b28", regulated=False)
    row = rows.row(0, named=True)
    assert (row["document"], row["category"], row["decision"]) == ("b28", "decided_earlier", "Sak 7")


@pytest.mark.parametrize(("regulated", "expected"), [(True, [("vikar", 2028, None, -5.0)]), (False, [])])
def test_an_adjustment_of_one_year_is_taken_out_only_of_a_base_that_holds_it(regulated, expected):
    text = CHANGES.partition("b27;")[0] + "j1; vikar; 2027; 2027; A; 1; FO1; 253; 10; council; 5\n"
    assert carried(text, regulated=regulated, adjustments=["j1"]) == expected


def test_a_lasting_adjustment_comes_where_the_base_does_not_hold_it():
    text = CHANGES.partition("b27;")[0] + "j1; vikar; 2027; ; A; 1; FO1; 253; 10; council; 5\n"
    assert carried(text, adjustments=["j1"]) == [("vikar", 2028, None, 5.0)]
    assert carried(text, adjustments=["j1"], regulated=True) == []


def two_plans(changes, rates):
    """The frames of the plan for 2027, and those of the plan for 2028 that is begun from it."""
    texts = {"planned_change": f"{CHANGES.strip().splitlines()[0]}\n{changes}", "compensation": rates}
    facts = facts_of(**texts)
    source = budget_versions(facts)["b27"]
    after = with_rows(facts, adopted_rows(facts, source))
    begun = facts_of(budget_proposal="document; stage; first_year; base_document; base_version; base_year\n"
                     "b28; proposal; 2028; b27; adopted; 2027")  # fmt: skip
    both = {
        **after,
        "budget_proposal": begun["budget_proposal"],
        "planned_change": changes_to_carry(facts, source, [], target="b28", regulated=False),
        "compensation": rates_to_carry(facts, source, target="b28"),
    }
    return [thousands(plan.frames(), "year") for plan in (plan_of(facts, "b27"), plan_of(both, "b28"))]


@pytest.mark.parametrize("category", ["technical", "new_priority", "decided_earlier"])
def test_a_one_off_has_ended_in_both_plans(category):
    """1700 carried on, and 1000 more of wages in 2027 only. Wages 5 % in 2028: 1500 · 5 % = 75, so 1775."""
    one_off = f"b27; en; 2027; 2027; A; 1; FO1; 253; 10; {category}; 1000"
    was, now = two_plans(one_off, "document; account_group; year; rate\nb27; 10; 2028; 5")
    assert [was[2027], was[2028], now[2028]] == [2700, 1775, 1775]


def test_what_ends_in_older_prices_is_taken_out_with_the_compensation_it_got():
    """Wages 1500, and 100 technical in 2027: 80 of compensation. 2028: the 105 are gone, 1575 · 4 % = 63."""
    one_off = "b27; en; 2027; 2027; A; 1; FO1; 253; 10; technical; 100"
    was, now = two_plans(one_off, "document; account_group; year; rate\nb27; 10; 2027; 5\nb27; 10; 2028; 4")
    assert was[2027] == 1700 + 100 + 80
    assert [was[2028], now[2028], now[2030]] == [1700 + 75 + 63] * 3


def test_the_rates_of_later_years_come_along():
    facts = facts_of()
    rows = rates_to_carry(facts, budget_versions(facts)["b27"], target="b28")
    assert rows.rows() == [("b28", "10", 2028, 31_000)]


def next_year(facts, version=Version.ADOPTED):
    proposals = pl.concat(
        [
            facts["budget_proposal"],
            facts["budget_proposal"]
            .head(1)
            .with_columns(
                pl.lit("b28").alias("document"),
                pl.lit("proposal").alias("stage"),
                pl.lit(2028, pl.Int64).alias("first_year"),
                pl.lit(None, pl.String).alias("amends"),
                pl.lit("r27").alias("base_document"),
                pl.lit(version.value).alias("base_version"),
                pl.lit(2027, pl.Int64).alias("base_year"),
            ),
        ]
    )
    return {**facts, "budget_proposal": proposals}


def test_next_year_carries_on_the_adopted_or_the_regulated_budget():
    """The adopted frame of A and B in 2027 is 1321 + 535.5 + 30; regulated it is 5 more."""
    facts = book_of()
    adopted = with_rows(facts, adopted_rows(facts, budget_versions(facts)["r27"]))
    base = pl.col("step") == "base"
    for version, total in ((Version.ADOPTED, 1886.5), (Version.REGULATED, 1891.5)):
        plan = plan_of(next_year(adopted, version), "b28")
        assert thousands(plan.amounts((), base), "year")[2028] == total


CARDS = """
    document; key; sector; owner
    set;      T1;  AVD;    B
"""
EFFECTS = """
    document; measure; year; amount; printed_unit; decimals
    set;      T1;      2027; 0.4;    mill. kr;     1
    set;      T1;      2028; 1.2;    mill. kr;     1
"""


def test_a_card_offers_what_it_saves_as_a_cut_and_its_last_year_lasts():
    facts = facts_of(efficiency_measure=CARDS, measure_effect=EFFECTS)
    found = offered_amounts(facts, "set", "T1", (2026, 2027, 2028, 2029))
    assert {year: amount / 100_000 for year, amount in found.items()} == {
        2027: -400,
        2028: -1200,
        2029: -1200,
    }
    assert offered_amounts(facts, "set", "T9", (2027,)) == {}


def test_what_is_planned_stands_beside_what_the_card_says():
    head = CHANGES.strip().splitlines()[0] + "; measure_document; measure"
    text = f"{head}\nb27; t1; 2027; ; B; 2; FO2; 120; 10; measure; -400; set; T1"
    facts = facts_of(efficiency_measure=CARDS, measure_effect=EFFECTS, planned_change=text)
    rows = against_cards(facts, budget_versions(facts)["b27"])
    found = rows.select("year", "planned", "offered", "room").rows()
    assert [tuple(n / 100_000 for n in row[1:]) for row in found] == [
        (-400, -400, 50),
        (-400, -1200, 50),
        (-400, -1200, 50),
        (-400, -1200, 50),
    ]
