"""The rule for priorities, worked by hand. Every measure, effect and number here is invented."""

import dataclasses

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from programme_samples import CARDS, EFFECTS, facts
from small_books import book

from rodtrad.core.errors import UsageError
from rodtrad.core.words import say
from rodtrad.facts.measure import Consequence, OverallClass
from rodtrad.facts.programme import UncertaintyLevel
from rodtrad.models.concepts import complete
from rodtrad.models.programme.assemble import package_of
from rodtrad.models.programme.priority import (
    CLASSES,
    LEVELS,
    Cases,
    cases_of,
    frontier,
    placements,
    sensitivity,
)
from rodtrad.models.programme.priority_rule import NUMBERS, SIDES, Rule, checked

LOW, MEDIUM, HIGH = range(3)
NONE = float("nan")
RULE = Rule(
    *(1, 5, 15, 50),  # effects
    *(2, 1, 1, 1),  # weights
    1,  # points per step
    *(0, 0.25, 0.5),  # deductions
    *(3.5, 2, 1, 0),  # limits
)
"""Numbers of our own, so that the usual ones can change without these tests."""


def cases(*measures):
    """Measures as (effect, (citizens, organisation, goals, challenges), uncertainty)."""
    count = len(measures)
    return Cases(
        tuple(("d", f"M{n}") for n in range(count)),
        np.array([m[0] for m in measures], dtype=np.float64),
        np.array([m[1] for m in measures], dtype=np.float64).reshape(-1, 4),
        np.array([m[2] for m in measures], dtype=np.int64),
        (None,) * count,
    )


def placed(effect, sides=(NONE,) * 4, unsure=LOW, rule=RULE):
    [found] = placements(cases((effect, sides, unsure)), rule)
    return found


def only(value):
    return (value, NONE, NONE, NONE)


@pytest.mark.parametrize(
    ("effect", "step"),
    [
        (-3, 0),
        (0, 0),
        (0.99, 0),
        (1, 1),
        (4.99, 1),
        (5, 2),
        (14.99, 2),
        (15, 3),
        (49.99, 3),
        (50, 4),
        (900, 4),
    ],
)
def test_the_effect_gives_a_step_from_each_limit_on(effect, step):
    found = placed(effect)
    assert (found.effect, found.effect_step, found.score) == (effect, step, step)


@pytest.mark.parametrize(
    ("score_from", "overall"),
    [
        (only(3), OverallClass.BEST),  # 1 + 3 = 4
        (only(2), OverallClass.SECOND_BEST),  # 1 + 2 = 3
        (only(1), OverallClass.SECOND_BEST),  # 1 + 1 = 2, on the limit
        (only(0), OverallClass.MIDDLE),  # 1, on the limit
        (only(-1), OverallClass.SECOND_WORST),  # 0, on the limit
        (only(-2), OverallClass.WORST),  # -1
    ],
)
def test_the_limits_of_the_classes(score_from, overall):
    assert placed(1, score_from).by_rule is overall


def test_a_score_on_the_upper_limit_is_best():
    """4 - 0.5 = 3.5."""
    found = placed(50, unsure=HIGH)
    assert (found.score, found.by_rule) == (3.5, OverallClass.BEST)


def test_the_consequence_is_the_weighted_mean_of_those_that_are_stated():
    """(2 x 3 + 1 x -1 + 1 x 1) / 4 = 1.5; 2 + 1.5 x 2 - 0.25 = 4.75."""
    rule = dataclasses.replace(RULE, consequence_per_step=2)
    found = placed(5, (3, -1, NONE, 1), MEDIUM, rule)
    assert found.sides == (
        ("citizens", Consequence.VERY_POSITIVE),
        ("organisation", Consequence.SOMEWHAT_NEGATIVE),
        ("challenges", Consequence.SOMEWHAT_POSITIVE),
    )
    assert (found.effect_step, found.consequence, found.per_step, found.deduction) == (2, 1.5, 2, 0.25)
    assert (found.unsure, found.score) == (UncertaintyLevel.MEDIUM, 4.75)


def test_an_unknown_consequence_is_placed_as_neutral_and_said_to_be_unknown():
    unknown, neutral = placed(5), placed(5, (0, 0, 0, 0))
    assert (unknown.consequence, unknown.sides) == (None, ())
    assert neutral.consequence == 0
    assert unknown.score == neutral.score == 2


def test_consequences_that_do_not_count_are_unknown():
    found = placed(5, only(3), rule=dataclasses.replace(RULE, weight_citizens=0))
    assert (found.consequence, found.score) == (None, 2)


def test_an_effect_that_is_not_stated_gives_no_step():
    found = placed(NONE, only(1))
    assert (found.effect, found.effect_step, found.score) == (None, 0, 1)


def test_the_deduction_is_by_the_uncertainty():
    assert [placed(5, unsure=unsure).score for unsure in (LOW, MEDIUM, HIGH)] == [2, 1.75, 1.5]


def test_a_sum_that_rounds_off_still_reaches_its_limit():
    """0.7 - 0.4 is a hair below 0.3 in a computer."""
    rule = dataclasses.replace(
        RULE, consequence_per_step=0.7, uncertainty_medium=0.4, uncertainty_high=0.4, class_second_worst=0.3
    )
    assert 0.7 - 0.4 < 0.3
    assert placed(0, only(1), MEDIUM, rule).by_rule is OverallClass.SECOND_WORST


# What the book says.

JUDGED = """
    document; key; estimate_uncertainty; implementation_uncertainty; overall_class
    d;        A;   low;                  high;                       best
    d;        B;   low;                  ;
    d;        C;   low;                  low;                        worst
"""
TOLD = {"A": ("somewhat_positive", "very_negative")}
"""Consequences for residents and the organisation, which the cards state beside that."""
WRITTEN = """
    document; measure; consequence_goals; consequence_challenges
    d;        A;       ;                  medium_positive
    d;        C;       neutral;
"""


def test_the_facts_of_a_card():
    """Effects of 2027: A 20, B 40 and C 4 million kroner; one uncertainty that is not stated is medium."""
    known = facts(efficiency_measure=JUDGED, measure_card=WRITTEN)
    for at, name in enumerate(("consequence_citizens", "consequence_organisation")):
        told = pl.col("key").replace_strict({key: pair[at] for key, pair in TOLD.items()}, default=None)
        known["efficiency_measure"] = known["efficiency_measure"].with_columns(told.alias(name))
    found = cases_of(known, package_of(known))
    assert [measure for _, measure in found.measures] == ["A", "B", "C"]
    assert found.effects.tolist() == [20, 40, 4]
    np.testing.assert_array_equal(found.consequences, [[1, -3, NONE, 2], [NONE] * 4, [NONE, NONE, 0, NONE]])
    assert found.unsure.tolist() == [HIGH, MEDIUM, LOW]
    assert found.printed == (OverallClass.BEST, None, OverallClass.WORST)
    first, second, third = placements(found, RULE)
    assert first.score == 3 + (2 * 1 - 3 + 2) / 4 - 0.5
    assert (first.by_rule, first.agrees) == (OverallClass.SECOND_BEST, False)
    assert second.agrees is None
    assert (third.by_rule, third.agrees) == (OverallClass.MIDDLE, False)


def test_an_effect_without_a_number_in_the_last_year_is_not_stated():
    known = facts(measure_effect=EFFECTS.replace("2027; 40;", "2027; ;"))
    np.testing.assert_array_equal(cases_of(known, package_of(known)).effects, [20, NONE, 4])


def test_a_programme_without_effects_or_measures():
    none = complete(book(efficiency_measure=CARDS))
    assert np.isnan(cases_of(none, package_of(none)).effects).all()
    empty = complete({})
    assert placements(cases_of(empty, package_of(empty)), RULE) == ()


# The numbers of the rule.


def stated(**numbers):
    rows = "".join(f"\n{key}; {value}" for key, value in numbers.items())
    return Rule.of(complete(book(priority_rule="key; value" + rows)))


def test_the_book_changes_the_numbers_it_states():
    assert Rule.of(complete({})) == Rule()
    assert stated(weight_goals="3", class_best="4.5") == Rule(weight_goals=3, class_best=4.5)


def test_the_usual_numbers_can_be_used_together():
    assert checked(Rule()) == Rule()
    assert len(NUMBERS) == 16


@pytest.mark.parametrize(
    ("numbers", "message", "told"),
    [
        ({"effect_5": "80"}, "priority_key_unknown", {"key": "effect_5", "known": ", ".join(NUMBERS)}),
        (
            {"effect_1": "1", "effect_2": "1"},
            "priority_not_rising",
            {"key": "effect_2", "value": "1", "other": "effect_1", "limit": "1"},
        ),
        (
            {"class_best": "2", "class_second_best": "2.5"},
            "priority_not_falling",
            {"key": "class_second_best", "value": "2.5", "other": "class_best", "limit": "2"},
        ),
        (
            {"uncertainty_medium": "2", "uncertainty_high": "1"},
            "priority_deduction_falls",
            {"key": "uncertainty_high", "value": "1", "other": "uncertainty_medium", "limit": "2"},
        ),
        ({"weight_goals": "-1"}, "priority_negative", {"key": "weight_goals", "value": "-1"}),
        (
            {"consequence_per_step": "-0.5"},
            "priority_negative",
            {"key": "consequence_per_step", "value": "-0.5"},
        ),
    ],
)
def test_numbers_that_cannot_be_used_are_named(numbers, message, told):
    with pytest.raises(UsageError) as caught:
        stated(**numbers)
    assert (caught.value.message, caught.value.facts) == (message, told)
    assert all(f"«{value}»" in say(message, "no", **told) for key, value in told.items() if key == "key")


# How much the numbers matter.

THREE = cases((5, only(1), LOW), (4.5, only(0), MEDIUM), (20, only(-1), LOW))
"""2 + 1 = 3 second best; 1 - 0.25 = 0.75 second worst; 3 - 1 = 2 second best, on its limit."""


def changes(number, tried):
    found = sensitivity(THREE, RULE)
    [trial] = [t for t in found.trials if (t.number, round(t.tried, 6)) == (number, tried)]
    return dict(trial.changes)


@pytest.mark.parametrize(
    ("number", "tried", "moved"),
    [
        ("effect_1", 0.8, {}),
        ("effect_2", 4, {1: OverallClass.MIDDLE}),  # 4.5 is now step 2: 2 - 0.25 = 1.75
        ("effect_2", 6, {}),  # 5 is now step 1: 1 + 1 = 2, on the limit
        ("effect_3", 18, {}),  # 20 is still above
        ("consequence_per_step", 0.8, {}),  # 2.8, 0.75, 2.2
        ("consequence_per_step", 1.2, {2: OverallClass.MIDDLE}),  # 3 - 1.2 = 1.8
        ("class_best", 2.8, {0: OverallClass.BEST}),
        ("class_second_best", 2.4, {2: OverallClass.MIDDLE}),
        ("class_middle", 0.8, {}),
        ("weight_citizens", 0, {}),  # nothing counts: 2, 0.75 and 3
        ("weight_citizens", 4, {}),  # a mean of one is that one
    ],
)
def test_three_measures_when_a_number_moves(number, tried, moved):
    assert changes(number, tried) == moved


def test_every_number_is_tried_but_those_that_are_zero():
    """Four effects, four weights, one per step, two deductions and three limits that are not zero."""
    found = sensitivity(THREE, RULE)
    assert len(found.trials) == 2 * (4 + 4 + 1 + 2 + 3) + 2 * 4
    assert {"uncertainty_low", "class_second_worst"} == set(NUMBERS) - {t.number for t in found.trials}


def test_robustness_is_the_part_of_the_rules_that_change_nothing():
    """36 rules; the first moves with class_best at 2.8, the second with effect_2 at 4, the third twice."""
    found = sensitivity(THREE, RULE)
    np.testing.assert_allclose(found.robustness, [35 / 36, 35 / 36, 34 / 36])
    moved = [[place for place, _ in trial.changes] for trial in found.trials]
    assert [sum(place in trial for trial in moved) for place in range(3)] == [1, 1, 2]


# The efficient frontier.


def test_the_frontier_by_hand():
    """A gives most, C is best for people, B is between; D is beaten by B on both, E by A on one."""
    effect = np.array([50.0, 20, 5, 10, 40])
    consequence = np.array([-1.0, 1, 3, 0, -1])
    assert frontier(effect, consequence).tolist() == [True, True, True, False, False]


def test_equals_do_not_beat_each_other():
    effect, consequence = np.array([10.0, 10, 10]), np.array([1.0, 1, 0])
    assert frontier(effect, consequence).tolist() == [True, True, False]


def test_less_uncertainty_is_better():
    """With as much effect, the one with the smaller spread; with as small a spread, the larger effect."""
    effect, spread = np.array([10.0, 10, 8, 8]), np.array([4.0, 5, 1, 2])
    assert frontier(effect, -spread).tolist() == [True, False, True, False]


def test_what_is_not_known_is_not_on_the_frontier_and_beats_none():
    effect, consequence = np.array([100.0, 5, NONE]), np.array([NONE, 0, 3])
    assert frontier(effect, consequence).tolist() == [False, True, False]
    assert frontier(np.zeros(0), np.zeros(0)).tolist() == []


# Properties.

steps = st.one_of(st.just(NONE), st.integers(-3, 3).map(float))
some_case = st.tuples(
    st.floats(-100, 200), st.tuples(*[steps] * len(SIDES)), st.sampled_from([LOW, MEDIUM, HIGH])
)
positive = st.floats(0, 5).map(lambda v: round(v, 4))
rising = st.lists(st.integers(-100, 100), min_size=4, max_size=4, unique=True).map(sorted)
some_rule = st.builds(
    lambda effects, weights, per_step, deductions, limits: checked(
        Rule(*effects, *weights, per_step, *sorted(deductions), *reversed([limit / 10 for limit in limits]))
    ),
    rising,
    st.lists(positive, min_size=4, max_size=4),
    positive,
    st.lists(positive, min_size=3, max_size=3),
    rising,
)


def rank(case, rule):
    [found] = placements(cases(case), rule)
    return CLASSES.index(found.by_rule)


@given(some_case, st.floats(0, 100), some_rule)
def test_a_larger_effect_never_gives_a_worse_class(case, more, rule):
    effect, sides, unsure = case
    assert rank((effect + more, sides, unsure), rule) <= rank(case, rule)


@given(some_case, st.integers(0, 3), st.integers(1, 6), some_rule)
def test_a_better_consequence_never_gives_a_worse_class(case, side, more, rule):
    effect, sides, unsure = case
    better = tuple(min(3.0, s + more) if at == side else s for at, s in enumerate(sides))
    assert rank((effect, better, unsure), rule) <= rank(case, rule)


@given(some_case, some_rule)
def test_more_uncertainty_never_gives_a_better_class(case, rule):
    effect, sides, _ = case
    ranks = [rank((effect, sides, unsure), rule) for unsure in range(len(LEVELS))]
    assert ranks == sorted(ranks)


@given(st.lists(some_case, min_size=1, max_size=8))
def test_nothing_on_the_frontier_is_beaten_and_all_else_is(found):
    effect = np.array([case[0] for case in found])
    other = np.array([case[1][0] for case in found])
    known = [at for at in range(len(found)) if not np.isnan(other[at])]
    beaten = {
        at
        for at in known
        for by in known
        if effect[by] >= effect[at]
        and other[by] >= other[at]
        and (effect[by], other[by]) != (effect[at], other[at])
    }
    assert frontier(effect, other).tolist() == [at in set(known) - beaten for at in range(len(found))]


def test_the_score_is_its_steps():
    rng = np.random.default_rng(4)
    many = cases(
        *(
            (e, (s, NONE, NONE, -1), MEDIUM)
            for e, s in zip(rng.uniform(0, 90, 20), rng.integers(-3, 4, 20), strict=True)
        )
    )
    for found in placements(many, RULE):
        assert found.consequence is not None
        whole = found.effect_step + found.consequence * found.per_step - found.deduction
        assert found.score == pytest.approx(whole, abs=1e-8)
