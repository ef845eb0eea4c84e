"""The package as a range: exact where nothing is unsure, right where it can be worked out, and steady."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programme_samples import MILLION, SURE, UNSURE, facts, one, package
from scipy import stats

from rodtrad.core.errors import UsageError
from rodtrad.facts.programme import Party, Spread, UncertaintyLevel
from rodtrad.models.concepts import complete
from rodtrad.models.programme.assemble import package_of
from rodtrad.models.programme.distribution import GRID, look_up, table
from rodtrad.models.programme.insight import swings, worth_of_choosing, worth_of_information
from rodtrad.models.programme.package import Card, Chance, Overlap, Package, Risk, Stream, UncertaintyOf
from rodtrad.models.programme.phasing import delayed
from rodtrad.models.programme.result import computed
from rodtrad.models.programme.simulate import CHUNK, simulate

DRAWS = 40_000
LAST = np.array([0.0, 1.0])


def made(effects, *, spread=(1.0, 1.0), chance=(1.0, 0), risks=(), overlaps=(), years=(2026, 2027)):
    """A package of measures with the same effect every year, in million kroner."""
    cards = tuple(
        Card("d", f"M{i}", "SEK", "ETAT", None, UncertaintyLevel.LOW, UncertaintyLevel.LOW)
        for i, _ in enumerate(effects)
    )
    streams = tuple(
        Stream(i, Party.AGENCY, "", 1.0, delayed(dict.fromkeys(years, e * MILLION), years))
        for i, e in enumerate(effects)
    )
    return Package(
        years, cards, streams, (spread,) * len(cards), (Chance(*chance),) * len(cards), risks, overlaps
    )


def test_the_null_package_gives_nothing():
    draws = simulate(package_of(complete({})), draws=100, seed=1)
    assert draws.totals.shape == (100, 0)
    assert draws.contributions.tolist() == []
    none = simulate(made([0, 0], spread=(0.5, 1.5), chance=(0.5, 2)), draws=100, seed=1)
    assert not none.totals.any()
    assert not none.contributions.any()


@given(st.lists(st.integers(-900, 900), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_without_uncertainty_every_draw_is_the_point_sum_exactly(effects):
    sure = made(effects)
    draws = simulate(sure, draws=50, seed=3)
    assert (draws.totals == sure.point.sum(axis=0)).all()
    assert not draws.variance.any()


def test_the_rule_that_leaves_no_doubt_gives_the_sum_of_the_cards():
    sure = package(uncertainty_rule=SURE)
    draws = simulate(sure, draws=200, seed=1)
    assert (draws.totals == np.array([14, 64]) * MILLION).all()


def test_a_book_without_a_rule_has_ours():
    """Medium: three quarters to one and a quarter of the number, and four times of five carried out."""
    made_so = package()
    assert made_so.spreads == ((0.75, 1.25), (0.5, 1.5), (0.9, 1.1))
    assert made_so.chances == (Chance(0.95, 0), Chance(0.5, 2), Chance(0.95, 0))
    own = "of; level; low; high; probability; delay\nestimate; medium; 60; 100; ;"
    assert package(uncertainty_rule=own).spreads == ((0.6, 1.0), (0.5, 1.5), (0.9, 1.1))


def test_variances_of_independent_measures_add():
    """A triangle of 0.5, 1, 1.5 has variance (1.5 - 0.5)^2 / 24: of 10 and 20 million, 4.1667 and 16.667."""
    unsure = made([10, 20], spread=(0.5, 1.5))
    draws = simulate(unsure, draws=200_000, seed=5)
    worked = np.array([100, 400]) / 24
    assert draws.variance / MILLION**2 == pytest.approx(worked, rel=0.02)
    assert draws.totals[:, 1].var() / MILLION**2 == pytest.approx(worked.sum(), rel=0.02)
    assert draws.contributions == pytest.approx([0.2, 0.8], abs=0.01)


def test_contributions_are_parts_of_the_whole_variance():
    draws = simulate(package(uncertainty_rule=UNSURE), draws=DRAWS, seed=2)
    assert draws.contributions.sum() == pytest.approx(1, abs=1e-12)
    assert draws.covariance.sum() == pytest.approx(draws.totals[:, -1].var(), rel=1e-9)


def test_a_measure_comes_as_often_as_its_probability_and_late_as_often_as_stated():
    """Carried out four times of five, half of those half a year late: 10, 5 or nothing in 2026."""
    draws = simulate(made([10], chance=(0.8, 1)), draws=100_000, seed=7)
    first, counts = np.unique(draws.totals[:, 0] / MILLION, return_counts=True)
    assert first.tolist() == [0, 5, 10]
    assert counts / 100_000 == pytest.approx([0.2, 0.4, 0.4], abs=0.005)
    assert set(draws.totals[:, 1] / MILLION) == {0.0, 10.0}


def test_what_is_shared_correlates_by_the_product_of_the_loadings():
    risk = Risk("felles", UncertaintyOf.ESTIMATE, ((0, 0.9), (1, 0.8)))
    draws = simulate(made([10, 10], spread=(0.5, 1.5), risks=(risk,)), draws=DRAWS, seed=11, keep=DRAWS)
    assert np.corrcoef(draws.normals)[0, 1] == pytest.approx(0.72, abs=0.01)
    assert np.corrcoef(draws.sample)[0, 1] == pytest.approx(0.72, abs=0.02)


def test_what_is_shared_in_carrying_out_makes_measures_fail_together():
    risk = Risk("reform", UncertaintyOf.IMPLEMENTATION, ((0, 1.0), (1, 1.0)))
    draws = simulate(made([10, 10], chance=(0.5, 0), risks=(risk,)), draws=4_000, seed=11)
    assert set(draws.totals[:, 1] / MILLION) == {0.0, 20.0}


def test_a_correlation_matrix_is_drawn_as_it_stands():
    wanted = np.array([[1, 0.5, -0.3], [0.5, 1, 0.2], [-0.3, 0.2, 1]])
    draws = simulate(made([1, 2, 3], spread=(0.5, 1.5)), draws=DRAWS, seed=4, correlation=wanted, keep=DRAWS)
    assert np.corrcoef(draws.normals) == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.eye(2), "correlation_size"),
        (np.array([[1, 0.5, 0], [0.4, 1, 0], [0, 0, 1]]), "correlation_pair"),
        (np.array([[1, 1.5, 0], [1.5, 1, 0], [0, 0, 1]]), "correlation_pair"),
        (np.array([[0.9, 0, 0], [0, 1, 0], [0, 0, 1]]), "correlation_pair"),
        (np.array([[1, np.nan, 0], [np.nan, 1, 0], [0, 0, 1]]), "correlation_pair"),
        (np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]), "correlation_impossible"),
    ],
)
def test_a_matrix_that_is_no_correlation_is_refused_with_the_measures_named(matrix, message):
    with pytest.raises(UsageError) as told:
        simulate(made([1, 2, 3], spread=(0.5, 1.5)), draws=10, seed=1, correlation=matrix)
    assert told.value.message == message


@given(
    st.lists(st.integers(-20, 40), min_size=2, max_size=5),
    st.lists(st.floats(0, 1), min_size=5, max_size=5),
    st.integers(0, 1000),
)
@settings(max_examples=40, deadline=None)
def test_a_declared_overlap_never_raises_the_total(effects, shares, seed):
    plain = made(effects, spread=(0.5, 1.5), chance=(0.7, 1))
    group = Overlap("samme", tuple(enumerate(shares[: len(effects)])))
    overlapping = made(effects, spread=(0.5, 1.5), chance=(0.7, 1), overlaps=(group, group))
    without, with_it = (simulate(p, draws=200, seed=seed).totals for p in (plain, overlapping))
    assert (with_it <= without + 1e-3).all()


def test_an_overlap_leaves_the_larger_effect_when_both_come():
    """20 and 8 million of which all of both is the same money: 20 when both are carried out."""
    group = Overlap("samme", ((0, 1.0), (1, 1.0)))
    draws = simulate(made([20, 8], chance=(0.5, 0), overlaps=(group,)), draws=4_000, seed=9)
    assert set(draws.totals[:, 1] / MILLION) == {0.0, 8.0, 20.0}
    assert draws.covariance.sum() == pytest.approx(draws.totals[:, 1].var(), rel=1e-9)


def test_the_same_seed_gives_the_same_digits_and_more_draws_begin_alike():
    unsure = package(uncertainty_rule=UNSURE)
    first, again = (simulate(unsure, draws=5_000, seed=42) for _ in range(2))
    assert (first.totals == again.totals).all()
    assert (first.covariance == again.covariance).all()
    longer = simulate(unsure, draws=7_000, seed=42)
    assert (longer.totals[:5_000] == first.totals).all()
    assert (simulate(unsure, draws=5_000, seed=43).totals != first.totals).any()


def test_quantiles_are_stable_between_seeds():
    unsure = made([5 + i for i in range(40)], spread=(0.5, 1.5), chance=(0.8, 1))
    one, other = (simulate(unsure, draws=100_000, seed=seed) for seed in (1, 2))
    for part in (0.1, 0.5, 0.9):
        assert one.quantile(part) == pytest.approx(other.quantile(part), rel=0.005)


@pytest.mark.parametrize(
    ("draws", "seed", "message"),
    [
        (0, 1, "draws_outside"),
        (3_000_000, 1, "draws_outside"),
        (10, -1, "seed_outside"),
        (10, 2**63, "seed_outside"),
    ],
)
def test_draws_and_seeds_outside_their_range_are_refused(draws, seed, message):
    with pytest.raises(UsageError) as told:
        simulate(made([1]), draws=draws, seed=seed)
    assert told.value.message == message


def test_a_part_chunk_is_as_good_as_a_whole():
    draws = simulate(made([10], spread=(0.5, 1.5)), draws=CHUNK + 1, seed=1, keep=CHUNK + 1)
    assert draws.sample.shape == (1, CHUNK + 1)
    assert draws.mean[0] == pytest.approx(draws.totals[:, 1].mean())


@pytest.mark.parametrize(
    ("spread", "peer"),
    [
        (Spread.UNIFORM, stats.uniform(2, 6)),
        (Spread.TRIANGULAR, stats.triang(0.5, 2, 6)),
        (Spread.PERT, stats.beta(3, 3, 2, 6)),
        (Spread.NORMAL, stats.norm(5, 3 / stats.norm.ppf(0.9))),
    ],
)
def test_distributions_are_those_of_scipy(spread, peer):
    """Between 2 and 8 with 5 in the middle; normal and lognormal have 2 and 8 as P10 and P90."""
    values = table(spread, 5.0, 2.0, 8.0)
    inside = slice(100, -100)
    assert values[inside] == pytest.approx(peer.ppf(stats.norm.cdf(GRID))[inside], rel=1e-6, abs=1e-6)


def test_a_lognormal_has_its_p10_median_and_p90_where_they_are_given():
    values = table(Spread.LOGNORMAL, 4.0, 2.0, 8.0)
    assert np.interp(stats.norm.ppf([0.1, 0.5, 0.9]), GRID, values) == pytest.approx([2, 4, 8], rel=1e-4)


def test_a_fixed_value_is_drawn_exactly():
    drawn = look_up(table(Spread.FIXED, 0.1, 0, 0), np.linspace(-9, 9, 101, dtype=np.float32))
    assert (drawn == 0.1).all()


RANGED = {
    **one(3),
    "assumption": "document; key; value; low; high; printed_unit; spread\n"
    "d; antall; 8; 6; 10; årsverk; uniform\nd; lønn; 1; ; ; mill. kr/årsverk; fixed",
    "effect_part": "document; measure; key; party; expression\nd; A; a; agency; antall * lønn",
}


def test_ranges_of_assumptions_come_before_the_scale():
    """Six to ten posts of a million each, all as likely: P10 and P90 are 6.4 and 9.6 million."""
    draws = simulate(package(**RANGED, uncertainty_rule=UNSURE), draws=100_000, seed=1)
    assert draws.quantile(0.1) / MILLION == pytest.approx([6.4, 6.4], abs=0.03)
    assert draws.quantile(0.9) / MILLION == pytest.approx([9.6, 9.6], abs=0.03)


def test_every_unsure_thing_moves_something():
    """Posts from P10 to P90 move 8 million to 6.4 and 9.6."""
    [swing] = swings(package(**RANGED, uncertainty_rule=SURE), LAST)
    assert swing.variable.name == "assumption/d/antall"
    assert (swing.low / MILLION, swing.high / MILLION) == pytest.approx((-1.6, 1.6), abs=0.01)
    whole = swings(package(uncertainty_rule=UNSURE), LAST)
    assert len(whole) == 4  # three estimates, and one measure that may not be carried out
    assert all(s.width > 0 for s in whole)
    assert [s.width for s in whole] == sorted((s.width for s in whole), reverse=True)


def test_a_swing_counts_what_overlaps_once():
    """8 of 20 and all of 8 are the same money: without the 20, only 12 is lost, without the 8 nothing is."""
    group = Overlap("samme", ((0, 0.4), (1, 1.0)))
    found = swings(made([20, 8], chance=(0.5, 0), overlaps=(group,)), LAST)
    assert {s.variable.name[-1]: s.low / MILLION for s in found} == pytest.approx({"0": -12, "1": 0})


def test_a_measure_that_is_sure_to_come_can_only_be_late():
    """Two half-years late, the effect of the last of two years is as in the first: nothing is lost."""
    package_of_one = made([10], chance=(1.0, 2))
    [first] = swings(package_of_one, np.array([1.0, 0.0]))
    [last] = swings(package_of_one, LAST)
    assert (first.low / MILLION, first.high, last.width) == (-10, 0, 0)


def test_what_is_shared_pulls_effects_the_same_way_however_an_assumption_is_written():
    """One effect grows with its assumption and the other falls: both hang on the same by 0.9."""
    rows = """
        document; key; value; low; high; printed_unit; spread
        d;        x;   10;    5;   15;   mill. kr;     uniform
        d;        y;   10;    5;   15;   mill. kr;     uniform
        d;        tak; 20;    ;    ;     mill. kr;     fixed
    """
    parts = "document; measure; key; party; expression\nd; A; a; agency; x\nd; C; a; agency; tak - y"
    risk = "key; of; document; measure; loading\nr; estimate; d; A; 90\nr; estimate; d; C; 90"
    both = package(assumption=rows, effect_part=parts, shared_risk=risk, uncertainty_rule=SURE)
    draws = simulate(both, draws=DRAWS, seed=1, keep=DRAWS)
    assert np.corrcoef(draws.sample[0], draws.sample[2])[0, 1] == pytest.approx(0.8, abs=0.02)


def test_each_assumption_moved_moves_the_point():
    for key, other in (("antall", "9"), ("lønn", "2")):
        rows = RANGED["assumption"].replace(f"d; {key}; 8; 6; 10", f"d; {key}; {other}; 6; 10")
        rows = rows.replace(f"d; {key}; 1;", f"d; {key}; {other};")
        moved = package(**{**RANGED, "assumption": rows})
        assert moved.point[0, 0] > package(**RANGED).point[0, 0]


def test_knowing_a_coin_toss_before_budgeting_is_worth_what_is_worked_out():
    """10 million or nothing, as likely, and a krone budgeted in vain costs two.

    Budget b gains b - 2 x 0.5 x b = 0 for every b. Knowing it, budget 10 half the time: 5 million.
    """
    draws = simulate(made([10], chance=(0.5, 0)), draws=20_000, seed=1)
    worth = worth_of_information(draws)
    assert worth.perfect / MILLION == pytest.approx(5, abs=0.15)
    [(variable, each)] = worth.each
    assert variable.of is UncertaintyOf.IMPLEMENTATION
    assert each == pytest.approx(worth.perfect, rel=0.05)


def test_what_does_not_touch_the_total_is_worth_nothing_to_know():
    """A measure without effect may fail as it likes."""
    worth = worth_of_information(simulate(made([10, 0], chance=(0.5, 0)), draws=20_000, seed=1))
    by_name = {variable.name[-1]: each for variable, each in worth.each}
    assert by_name["1"] == 0
    assert by_name["0"] > 0


def test_nothing_unsure_is_worth_nothing_to_know():
    worth = worth_of_information(simulate(made([10]), draws=1_000, seed=1))
    assert (worth.perfect, worth.each) == (0, ())
    assert worth.budget == 10 * MILLION


def test_the_larger_of_two_uncertainties_is_worth_more_to_know():
    cards = """
        document; key; sector; owner; estimate_uncertainty
        d;        A;   SEK;    ETAT;  low
        d;        B;   SEK;    ETAT;  high
    """
    effects = """
        document; measure; year; amount; printed_unit
        d;        A;       2026; 10;     mill. kr
        d;        B;       2026; 10;     mill. kr
    """
    both = package(efficiency_measure=cards, measure_effect=effects, uncertainty_rule=UNSURE)
    worth = worth_of_information(simulate(both, draws=20_000, seed=1))
    assert worth.each[0][0].name == "efficiency_measure/d/B"


def test_choosing_between_packages_with_full_knowledge():
    """Sure 4 against 10 or nothing: 5 on average without knowing, and (10 + 4) / 2 = 7 with."""
    totals = np.array([[4.0, 4.0], [10.0, 0.0]])
    assert worth_of_choosing(totals) == 2
    assert worth_of_choosing(np.array([[4.0, 4.0], [3.0, 3.0]])) == 0


def test_the_chance_of_meeting_a_cut():
    result = computed(
        facts(uncertainty_rule=SURE, adopted_cut="document; unit; year; amount\nd; SEK; 2026; 14000000")
    )
    assert result.meets_cut().tolist() == [1.0, 1.0]
    more = computed(
        facts(uncertainty_rule=SURE, adopted_cut="document; unit; year; amount\nd; SEK; 2026; 14000001")
    )
    assert more.meets_cut().tolist() == [0.0, 1.0]
