"""From facts to a package: formulas, phase-in, loans, who pays, and what cannot be computed."""

import numpy as np
import pytest
from programme_samples import MILLION, SURE, facts, one, package

from rodtrad.core.errors import UsageError
from rodtrad.facts.programme import LoanRule, Party
from rodtrad.models.concepts import SHAPES, complete
from rodtrad.models.programme.assemble import package_of
from rodtrad.models.programme.faults import ProgrammeError, faults_of
from rodtrad.models.programme.path import adopted_cuts, prolonged, reference_path, together
from rodtrad.models.programme.phasing import delayed, loan_payments, phased
from rodtrad.models.programme.result import computed, doubled_once

YEARS = (2026, 2027, 2028)
PLACES = """
    document; key;    value; printed_unit; spread
    d;        plasser; 10;   plasser;      fixed
    d;        pris;    1000; kr/døgn;      fixed
    d;        dager;   365;  dager/år;     fixed
"""


def test_a_card_without_a_formula_gives_its_printed_numbers():
    made = package(uncertainty_rule=SURE)
    assert made.years == (2026, 2027)
    assert np.array_equal(made.point / MILLION, [[10, 20], [0, 40], [4, 4]])
    assert made.computed == frozenset()


def test_no_measures_give_nothing():
    made = package_of(complete({}))
    assert made.point.shape == (0, 0)


def test_a_formula_gives_the_number_and_the_phase_in_spreads_it():
    """Ten places at 1 000 kroner a day are 3.65 million a year; half of it in the first half-year."""
    made = package(
        **one(3),
        assumption=PLACES,
        effect_part="document; measure; key; party; expression\nd; A; alt; agency; plasser * pris * dager",
        phase_in="document; measure; part; year; half; share\nd; A; ; 2026; 2; 100",
    )
    assert made.computed == {0}
    assert made.point[0] / MILLION == pytest.approx([1.825, 3.65], abs=1e-12)


def test_a_formula_without_years_to_work_in_gives_nothing():
    parts = "document; measure; key; party; expression\nd; A; a; agency; 2 * plasser * pris * dager"
    empty = {"measure_effect": SHAPES["measure_effect"].empty()}
    made = package_of({**facts(assumption=PLACES, effect_part=parts), **empty})
    assert made.point.shape == (3, 0)


def test_a_cost_that_only_moves_is_not_saved_and_the_state_is_not_counted():
    parts = """
        document; measure; key; party;    expression
        d;        A;       a;   agency;   plasser * pris * dager
        d;        A;       b;   district; -plasser * pris * dager
        d;        A;       c;   state;    -plasser * pris * dager
    """
    made = package(**one(3), assumption=PLACES, effect_part=parts)
    assert not made.point.any()
    assert made.by_party[Party.DISTRICT][0, 0] / MILLION == pytest.approx(-3.65)
    assert made.by_party[Party.STATE][0, 0] / MILLION == pytest.approx(-3.65)


def test_a_one_off_counts_in_its_own_year_only():
    parts = """
        document; measure; key; party;  expression;              year
        d;        A;       a;   agency; plasser * pris * dager;
        d;        A;       b;   agency; -plasser * pris * dager; 2026
    """
    made = package(**one(3), assumption=PLACES, effect_part=parts)
    assert made.point[0] / MILLION == pytest.approx([0, 3.65])


def test_a_computed_assumption_follows_from_others():
    computed_too = PLACES + "    d; kostnad; ; kr/år; fixed\n"
    rows = computed_too.replace("spread\n", "spread; expression\n").replace("fixed\n", "fixed;\n")
    rows = rows.replace("d; kostnad; ; kr/år; fixed;", "d; kostnad; ; kr/år; fixed; plasser * pris * dager")
    made = package(
        **one(3),
        assumption=rows,
        effect_part="document; measure; key; party; expression\nd; A; alt; agency; kostnad / 2",
    )
    assert made.point[0, 0] / MILLION == pytest.approx(1.825)


def test_shares_by_halves_and_delays_by_halves():
    """A quarter from 2026, all from 2027: 25, 100, 100; half a year late 12.5, 62.5, 100."""
    made = phased(YEARS, [(2026, 1, 0.25), (2027, 1, 1.0)])
    assert made[0] == pytest.approx([0.25, 1, 1])
    assert made[1] == pytest.approx([0.125, 0.625, 1])
    assert made[2] == pytest.approx([0, 0.25, 1])
    assert phased(YEARS, [(2026, 1, 0.25), (2027, 1, 1.0)], later=2)[0] == pytest.approx([0, 0.25, 1])


def test_yearly_amounts_half_a_year_late_are_the_mean_of_two_years():
    made = delayed({2026: 10.0, 2027: 20.0, 2028: 20.0}, YEARS)
    assert made[0] == pytest.approx([10, 20, 20])
    assert made[1] == pytest.approx([5, 15, 20])


def test_a_loan_by_the_rule_costs_a_tenth_a_year_until_it_is_repaid():
    assert loan_payments(LoanRule.TENTH, 15, 0.0) == (0.1,) * 15


def test_a_loan_with_instalments_pays_interest_on_what_is_left():
    """200 million over ten years at 3.5 per cent: 20 + 7, then 20 + 6.3, and 20 + 0.7 in the last."""
    paid = [200 * p for p in loan_payments(LoanRule.INSTALMENTS, 10, 0.035)]
    assert paid[:2] == pytest.approx([27, 26.3])
    assert paid[-1] == pytest.approx(20.7)
    assert len(paid) == 10


def test_a_measure_pays_for_its_loan_from_the_year_after_it_is_drawn():
    money = """
        document; key;   value; printed_unit; spread
        d;        lån;   30;    mill. kr;     fixed
        d;        spart; 5;     mill. kr/år;  fixed
    """
    made = package(
        **one(5),
        assumption=money,
        effect_part="document; measure; key; party; expression\nd; A; a; agency; spart",
        measure_loan="document; measure; key; amount; drawn; rule; years\nd; A; l; lån; 2026; tenth; 10",
    )
    assert made.point[0] / MILLION == pytest.approx([5, 2])


def test_a_scenario_takes_in_its_measures_and_puts_them_off():
    scenario = "scenario; document; measure; later\ns; d; A; 2\ns; d; C; 0"
    made = package_of(facts(scenario_measure=scenario), scenario="s")
    assert [card.key for card in made.cards] == ["A", "C"]
    assert made.point / MILLION == pytest.approx(np.array([[0, 10], [4, 4]]))
    whole = package_of(facts(scenario_measure=scenario), scenario="s", whole=True)
    assert whole.point / MILLION == pytest.approx(np.array([[0, 10], [0, 0], [4, 4]]))


def test_what_overlaps_is_counted_once_in_the_largest():
    """Half of A's 20 and all of C's 4 are the same money in 2027: 10 and 4, so 4 is counted twice."""
    overlap = "key; document; measure; share\no; d; A; 50\no; d; C; 100"
    made = package(measure_overlap=overlap)
    assert doubled_once(made) / MILLION == pytest.approx([4, 4])
    alone = package(measure_overlap="key; document; measure; share\no; d; A; 50")
    assert alone.overlaps == ()


def test_cuts_are_prolonged_at_the_last_known_level():
    course = prolonged({2025: 5, 2026: 7}, YEARS)
    assert course is not None
    assert course.amounts.tolist() == [7, 7, 7]
    assert course.known_to == 2026
    assert np.isnan(prolonged({2027: 7}, YEARS).amounts[0])
    assert prolonged({}, YEARS) is None


def test_the_cut_of_the_sectors_is_unknown_when_one_is():
    rows = "document; unit; year; amount\nd; SEK; 2026; 3000000\nd; ETAT; 2026; 1000000"
    made = facts(adopted_cut=rows)
    cuts = adopted_cuts(made, (2026, 2027))
    assert cuts["SEK"].amounts / MILLION == pytest.approx([3, 3])
    assert together(cuts, ("SEK",)).amounts / MILLION == pytest.approx([3, 3])
    assert together(cuts, ("SEK", "ETAT")).amounts / MILLION == pytest.approx([4, 4])
    assert together(cuts, ("SEK", "ANNEN")) is None
    assert together(cuts, ()) is None


def test_a_programme_in_other_prices_is_not_held_against_the_cuts():
    cut = "document; unit; year; amount\nd; SEK; 2026; 3000000"
    book = facts(adopted_cut=cut, price_index=INDEX, measure_card=PRICED)
    assert computed(book, draws=10).cut is not None
    assert computed(book, draws=10, prices=2026).cut is None


def test_a_loan_or_a_one_off_comes_beside_the_printed_numbers():
    """Ten and twenty million as printed, less one in 2026, and a tenth of thirty from the year after."""
    money = """
        document; key;     value; printed_unit; spread
        d;        kostnad; 1;     mill. kr;     fixed
        d;        lån;     30;    mill. kr;     fixed
    """
    made = package(
        assumption=money,
        effect_part="document; measure; key; party; expression; year\nd; A; e; agency; -kostnad; 2026",
        measure_loan="document; measure; key; amount; drawn; rule; years\nd; A; l; lån; 2026; tenth; 10",
    )
    assert made.point[0] / MILLION == pytest.approx([9, 17])
    assert made.computed == frozenset()


def test_the_reference_path_is_the_newest_plan_prolonged():
    lines = """
        document; table; unit; chapter; account_group; year; version; amount; printed_unit
        gammel;   t;     ETAT; 1;       drift;         2026; plan;    90;     mill. kr
        ny;       t;     ETAT; 1;       drift;         2026; plan;    100;    mill. kr
        ny;       t;     ETAT; 2;       drift;         2026; plan;    10;     mill. kr
        ny;       t;     ETAT; 1;       11;            2026; plan;    60;     mill. kr
    """
    documents = "key; kind; year\ngammel; allocation_letter; 2025\nny; allocation_letter; 2026"
    course = reference_path(facts(budget_line=lines, document=documents), "ETAT", (2026, 2027))
    assert course.amounts / MILLION == pytest.approx([110, 110])
    assert reference_path(facts(), "ETAT", (2026,)) is None


INDEX = "index; year; value\nk; 2024; 100\nk; 2025; 104\nk; 2026; 110"
PRICED = "document; measure; price_year\nd; A; 2024"


def test_effects_are_turned_into_the_prices_of_a_year_for_cards_that_say_theirs():
    """Ten million in the prices of 2024 are 11 in those of 2026, where the level is a tenth higher."""
    made = package_of(facts(price_index=INDEX, measure_card=PRICED), prices=2026)
    assert made.point / MILLION == pytest.approx(np.array([[11, 22], [0, 40], [4, 4]]))
    plain = package_of(facts(price_index=INDEX, measure_card=PRICED))
    assert plain.point / MILLION == pytest.approx(np.array([[10, 20], [0, 40], [4, 4]]))


@pytest.mark.parametrize(
    ("index", "prices", "message"),
    [
        (INDEX, 2030, "price_index_missing"),
        (INDEX.replace("2024", "2023"), 2026, "price_index_missing"),
        (INDEX + "\nannen; 2026; 120", 2026, "price_index_ambiguous"),
    ],
)
def test_a_price_level_that_is_not_known_is_told(index, prices, message):
    with pytest.raises(UsageError) as told:
        package_of(facts(price_index=index, measure_card=PRICED), prices=prices)
    assert told.value.message == message


def test_sums_by_owner_add_up_to_the_whole():
    result = computed(facts(), draws=10)
    by_owner = result.sum_by(lambda card: card.owner)
    assert by_owner["ETAT"] / MILLION == pytest.approx([10, 60])
    assert sum(by_owner.values()) == pytest.approx(result.package.point.sum(axis=0))


EFFECT_PART = "document; measure; key; party; expression; year\nd; A; a; agency; {}; {}"
VALUE = "document; key; value; low; high; spread; expression; printed_unit\n{}"
FAULTS = {
    "formula_circular": {
        "assumption": VALUE.format("d; a; ; ; ; fixed; b; kr\nd; b; ; ; ; fixed; a; kr"),
    },
    "formula_name_unknown": {"effect_part": EFFECT_PART.format("ukjent", "")},
    "formula_syntax": {"effect_part": EFFECT_PART.format("1 +", "")},
    "effect_not_money": {"assumption": PLACES, "effect_part": EFFECT_PART.format("plasser", "")},
    "assumption_unit": {"assumption": VALUE.format("d; a; ; ; ; fixed; 1; kr")},
    "formula_units_differ": {"assumption": PLACES, "effect_part": EFFECT_PART.format("plasser + pris", "")},
    "formula_no_number": {
        "assumption": VALUE.format("d; a; 1; ; ; fixed; ; kr"),
        "effect_part": EFFECT_PART.format("a / (1 - 1)", ""),
    },
    "effect_outside_plan": {
        "assumption": VALUE.format("d; a; 1; ; ; fixed; ; kr"),
        "effect_part": EFFECT_PART.format("a", "2031"),
    },
    "assumption_value_or_formula": {"assumption": VALUE.format("d; a; ; ; ; fixed; ; kr")},
    "assumption_range_missing": {"assumption": VALUE.format("d; a; 1; ; 2; uniform; ; kr")},
    "assumption_range_order": {"assumption": VALUE.format("d; a; 5; 1; 2; uniform; ; kr")},
    "assumption_range_positive": {"assumption": VALUE.format("d; a; 1; -1; 2; lognormal; ; kr")},
    "assumption_name": {"assumption": VALUE.format("d; Stor; 1; ; ; fixed; ; kr")},
    "probability_outside": {
        "uncertainty_rule": "of; level; low; high; probability; delay\nimplementation; low; ; ; 120; 0"
    },
    "rule_probability_missing": {
        "uncertainty_rule": "of; level; low; high; probability; delay\nimplementation; low; ; ; ; 0"
    },
    "rule_range_order": {
        "uncertainty_rule": "of; level; low; high; probability; delay\nestimate; low; 110; 120; ;"
    },
    "shared_risk_too_strong": {
        "shared_risk": "key; of; document; measure; loading\nr; estimate; d; A; 80\ns; estimate; d; A; 80"
    },
    "formula_no_number_in_range": {
        "assumption": VALUE.format("d; a; 1; 0; 2; uniform; ; antall\nd; b; 1; ; ; fixed; ; kr"),
        "effect_part": EFFECT_PART.format("b / a", ""),
    },
    "formula_too_deep": {
        "assumption": VALUE.format(
            "d; x0; 1; ; ; fixed; ; kr\n"
            + "\n".join(f"d; x{i}; ; ; ; fixed; x{i - 1}; kr" for i in range(90, 0, -1))
        ),
    },
    "loan_rate_missing": {
        "assumption": VALUE.format("d; a; 1; ; ; fixed; ; kr"),
        "measure_loan": "document; measure; key; amount; drawn; rule\nd; A; l; a; 2026; instalments",
    },
    "share_outside": {"measure_overlap": "key; document; measure; share\no; d; A; 120"},
}


@pytest.mark.parametrize("message", FAULTS)
def test_each_fault_is_named_with_its_row_and_in_both_languages(message):
    made = facts(**FAULTS[message])
    [fault] = [f for f in faults_of(made) if f.message == message]
    assert fault.address.count("/") >= 2
    assert fault.sentence("no") != fault.sentence("en")
    with pytest.raises(ProgrammeError) as told:
        package_of(made)
    assert fault in told.value.faults


def test_an_effect_after_a_gap_of_years_is_outside_the_plan():
    far = "document; measure; year; amount; printed_unit\nd; A; 2026; 1; kr\nd; A; 2050; 1; kr"
    [fault] = faults_of(facts(measure_effect=far))
    assert fault.address == "measure_effect/d/A/2050"
    assert fault.message == "effect_outside_plan"


def test_all_faults_are_told_at_once():
    made = facts(
        effect_part=EFFECT_PART.format("ukjent", "") + "\nd; B; b; agency; 1 +;",
        measure_overlap=FAULTS["share_outside"]["measure_overlap"],
    )
    assert {f.message for f in faults_of(made)} == {"formula_name_unknown", "formula_syntax", "share_outside"}


def test_the_sample_programme_has_no_fault():
    assert faults_of(facts(uncertainty_rule=SURE)) == ()
