"""What holds for all relations: consistent sums agree, gaps are symmetric, room follows the print."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from relation_samples import figures, judged, relation

from rodtrad.core.relation import Relations, judge
from rodtrad.core.verdict import HELD, Verdict

WHOLE = st.integers(-(10**7), 10**7)
PARTS = st.lists(WHOLE, min_size=1, max_size=8)
UNIT = st.sampled_from(["kr", "1000 kr", "mill. kr", "antall", "prosent", "plasser"])
OFTEN = settings(max_examples=50, deadline=None)


def ones(count):
    return [(n, 1.0) for n in range(count)]


@OFTEN
@given(PARTS, UNIT)
def test_a_sum_with_consistent_parts_agrees(parts, unit):
    printed = figures(*((p, unit, 0) for p in parts), (sum(parts), unit, 0))
    row = judged(printed, relation("sum", len(parts), *ones(len(parts))))
    assert row["verdict"] == Verdict.AGREES
    assert row["gap"] == 0


@OFTEN
@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=8), UNIT)
def test_rounded_rows_of_a_true_table_always_hold(tenths, unit):
    rows = [round(t / 10) for t in tenths]
    printed = figures(*((r, unit, 0) for r in rows), (round(sum(tenths) / 10), unit, 0))
    assert judged(printed, relation("sum", len(rows), *ones(len(rows))))["verdict"] in HELD


@OFTEN
@given(WHOLE, WHOLE, UNIT)
def test_an_equality_has_the_same_gap_both_ways(one, other, unit):
    printed = figures((one, unit, 0), (other, unit, 0))
    there = judged(printed, relation("equality", 1, (0, 1.0)))
    back = judged(printed, relation("equality", 0, (1, 1.0)))
    assert there["gap"] == -back["gap"]
    assert (there["room"], there["verdict"]) == (back["room"], back["verdict"])


@OFTEN
@given(PARTS, WHOLE)
def test_the_gap_turns_when_every_sign_turns(parts, total):
    terms = relation("sum", len(parts), *ones(len(parts)))
    plain = judged(figures(*((p, "kr", 0) for p in (*parts, total))), terms)
    turned = judged(figures(*((-p, "kr", 0) for p in (*parts, total))), terms)
    assert plain["gap"] == -turned["gap"]
    assert (plain["room"], plain["verdict"]) == (turned["room"], turned["verdict"])


@OFTEN
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_shares_of_one_whole_sum_to_one(parts):
    count = len(parts)
    printed = figures(*((p, "kr", 0) for p in parts), (sum(parts), "kr", 0), *[(0, "prosent", 1)] * count)
    shares = [relation("share", count + 1 + n, (n, 1.0), (count, -1.0)) for n in range(count)]
    computed = judge(printed, Relations.together(shares))["computed"]
    assert computed.sum() / 1_000_000 == pytest.approx(1)
    assert computed.min() > 0


@OFTEN
@given(st.integers(1, 10**4), st.integers(1, 10**4))
def test_twice_the_places_is_twice_the_price(places, price):
    product = relation("product", 2, (0, 1.0), (1, 1.0))
    once = judged(figures((places, "plasser", 0), (price, "kr/år", 0), (1, "kr", 0)), product)
    twice = judged(figures((2 * places, "plasser", 0), (price, "kr/år", 0), (1, "kr", 0)), product)
    assert twice["computed"] == pytest.approx(2 * once["computed"])


@OFTEN
@given(PARTS, st.integers(-3, 2))
def test_room_grows_tenfold_with_the_unit_of_print(parts, decimals):
    terms = relation("sum", len(parts), *ones(len(parts)))
    fine = judged(figures(*((p, "kr", decimals + 1) for p in (*parts, sum(parts)))), terms)
    coarse = judged(figures(*((p, "kr", decimals) for p in (*parts, sum(parts)))), terms)
    assert coarse["room"] == pytest.approx(10 * fine["room"])
    assert fine["room"] == pytest.approx((len(parts) + 1) * 0.5 * 100 / 10.0 ** (decimals + 1))


@OFTEN
@given(PARTS, WHOLE)
def test_more_room_never_makes_a_verdict_graver(parts, total):
    order = list(Verdict)
    terms = relation("sum", len(parts), *ones(len(parts)))
    verdicts = [
        judged(figures(*((p, "kr", d) for p in (*parts, total))), terms)["verdict"] for d in (1, 0, -1, -3)
    ]
    ranks = [order.index(Verdict(v)) for v in verdicts]
    assert ranks == sorted(ranks, reverse=True)


@OFTEN
@given(PARTS, st.permutations(range(6)))
def test_the_order_of_the_figures_does_not_matter(parts, order):
    parts = (parts * 6)[:6]
    terms = [(n, 1.0) for n in order]
    printed = figures(*((p, "kr", 0) for p in parts), (sum(parts), "kr", 0))
    assert judged(printed, relation("sum", 6, *terms)) == judged(printed, relation("sum", 6, *ones(6)))


def heads_left(printed, *relations):
    return Relations.distinct(list(relations), printed).heads["result"].to_list()


def test_the_same_equation_written_with_another_result_is_kept_once():
    printed = figures((3, "kr", 0), (4, "kr", 0), (7, "kr", 0))
    total = relation("sum", 2, (0, 1.0), (1, 1.0))
    mirrored = relation("difference", 0, (2, 1.0), (1, -1.0))
    assert heads_left(printed, total, mirrored) == [2]
    assert heads_left(printed, mirrored, total) == [0]


def test_a_share_and_its_product_are_one_equation():
    printed = figures((45, "kr", 0), (180, "kr", 0), (25, "prosent", 0))
    share = relation("share", 2, (0, 1.0), (1, -1.0))
    product = relation("product", 0, (2, 1.0), (1, 1.0))
    assert heads_left(printed, share, product) == [2]


def test_a_sum_and_a_product_over_the_same_figures_are_two_equations():
    printed = figures((2, "antall", 0), (2, "antall", 0), (4, "antall", 0))
    assert heads_left(
        printed, relation("sum", 2, (0, 1.0), (1, 1.0)), relation("product", 2, (0, 1.0), (1, 1.0))
    ) == [2, 2]


def test_trivial_relations_are_left_out():
    printed = figures((5, "kr", 0), (0, "kr", 0), (0, "kr", 0))
    own_term = relation("sum", 0, (0, 1.0), (1, 1.0))
    all_zero = relation("equality", 2, (1, 1.0))
    assert heads_left(printed, own_term, all_zero) == []


def test_other_signs_or_other_figures_are_other_equations():
    printed = figures((3, "kr", 0), (4, "kr", 0), (7, "kr", 0), (7, "kr", 0))
    kept = heads_left(
        printed,
        relation("sum", 2, (0, 1.0), (1, 1.0)),
        relation("sum", 2, (0, 1.0), (1, -1.0)),
        relation("sum", 3, (0, 1.0), (1, 1.0)),
    )
    assert kept == [2, 2, 3]


@OFTEN
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8))
def test_what_is_left_has_no_two_alike_and_keeps_its_terms(pairs):
    printed = figures(*((n + 1, "kr", 0) for n in range(4)))
    kept = Relations.distinct([relation("equality", r, (f, 1.0)) for r, f in pairs], printed)
    sides = kept.heads.join(kept.terms, on="relation")
    found = [frozenset(p) for p in sides.select("result", "figure").iter_rows()]
    assert len(found) == len(set(found)) == len({frozenset(p) for p in pairs if p[0] != p[1]})
    assert set(kept.terms["relation"]) == set(kept.heads["relation"])


def test_relations_put_together_are_numbered_anew():
    one, other = relation("sum", 2, (0, 1.0), (1, 1.0)), relation("equality", 1, (0, 1.0))
    both = Relations.together([one, other])
    assert both.heads["relation"].to_list() == [0, 1]
    assert both.terms.group_by("relation").agg(pl.len()).sort("relation")["len"].to_list() == [2, 1]
