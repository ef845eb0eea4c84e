"""One worked case for each kind of relation, with its room for rounding and its bridge."""

import polars as pl
import pytest
from relation_samples import figures, judged, relation

from rodtrad.core.relation import Bridges, RelationKind, Relations, judge
from rodtrad.core.verdict import Verdict

MILLION = 100_000_000


def bridge_of(address, printed, relations):
    every = Bridges(printed, relations, judge(printed, relations))
    figure = printed["address"].to_list().index(address)
    [bridge] = [*every.to(figure), *every.over(figure)]
    return bridge


def test_sum():
    # 400,1 + 300,2 + 504,0 = 1 204,3. Three rows and a total may each be 0,05 off: 0,2 in all.
    rows = ((400.1, "mill. kr", 1), (300.2, "mill. kr", 1), (504.0, "mill. kr", 1))
    terms = [(0, 1.0), (1, 1.0), (2, 1.0)]
    exact = judged(figures(*rows, (1204.3, "mill. kr", 1)), relation("sum", 3, *terms))
    assert exact["verdict"] == Verdict.AGREES
    assert exact["room"] == pytest.approx(0.2 * MILLION)
    near = judged(figures(*rows, (1204.5, "mill. kr", 1)), relation("sum", 3, *terms))
    assert near["verdict"] == Verdict.ROUNDING
    far = judged(figures(*rows, (1204.6, "mill. kr", 1)), relation("sum", 3, *terms))
    assert far["verdict"] == Verdict.CONTRADICTION
    assert far["gap"] == pytest.approx(0.3 * MILLION)
    assert (far["printed"], far["computed"]) == (120_460_000_000, 120_430_000_000)


def test_the_bridge_of_a_sum_walks_from_its_rows_to_the_total():
    printed = figures((400.1, "mill. kr", 1), (300.2, "mill. kr", 1), (700.3, "mill. kr", 1))
    bridge = bridge_of("table_figure/t/2/value", printed, relation("sum", 2, (0, 1.0), (1, 1.0)))
    assert bridge.kind is RelationKind.SUM
    assert bridge.verdict is Verdict.AGREES
    assert bridge.result == "table_figure/t/2/value"
    assert [s.address for s in bridge.steps] == ["table_figure/t/0/value", "table_figure/t/1/value"]
    assert sum(s.weight * s.grains for s in bridge.steps) == bridge.computed == bridge.printed


def test_difference():
    # Budget 1 500 minus accounts 1 432 is 68 (thousand kroner); room is 3 × 500 kr.
    printed = figures((1500, "1000 kr", 0), (1432, "1000 kr", 0), (68, "1000 kr", 0))
    terms = relation("difference", 2, (0, 1.0), (1, -1.0))
    exact = judged(printed, terms)
    assert exact["verdict"] == Verdict.AGREES
    assert exact["room"] == 150_000
    assert [s.weight for s in bridge_of("table_figure/t/1/value", printed, terms).steps] == [1.0, -1.0]
    off = judged(figures((1500, "1000 kr", 0), (1432, "1000 kr", 0), (70, "1000 kr", 0)), terms)
    assert off["verdict"] == Verdict.CONTRADICTION
    assert off["gap"] == 200_000


def test_roll_forward():
    # Base 900,0, wage growth +27,5, a saving −9,0: new frame 918,5.
    printed = figures(
        (900.0, "mill. kr", 1), (27.5, "mill. kr", 1), (-9.0, "mill. kr", 1), (918.5, "mill. kr", 1)
    )
    roll = relation("roll_forward", 3, (0, 1.0), (1, 1.0), (2, 1.0))
    assert judged(printed, roll)["verdict"] == Verdict.AGREES
    bridge = bridge_of("table_figure/t/3/value", printed, roll)
    assert bridge.kind is RelationKind.ROLL_FORWARD
    assert [s.grains / MILLION for s in bridge.steps] == [900.0, 27.5, -9.0]
    without = relation("roll_forward", 3, (0, 1.0), (1, 1.0))
    assert judged(printed, without)["gap"] == pytest.approx(-9.0 * MILLION)
    assert judged(printed, without)["verdict"] == Verdict.CONTRADICTION


def test_share():
    # 45 of 180 kroner is 25 per cent. Each may be 0,5 off: 25 × (0,5/45 + 0,5/180), and 0,05 for the print.
    printed = figures((45, "kr", 0), (180, "kr", 0), (25.0, "prosent", 1))
    share = relation("share", 2, (0, 1.0), (1, -1.0))
    exact = judged(printed, share)
    assert exact["verdict"] == Verdict.AGREES
    assert exact["computed"] == pytest.approx(250_000)
    assert exact["room"] == pytest.approx((25 * (0.5 / 45 + 0.5 / 180) + 0.05) * 10_000)
    near = judged(figures((45, "kr", 0), (180, "kr", 0), (25.3, "prosent", 1)), share)
    assert near["verdict"] == Verdict.ROUNDING
    far = judged(figures((45, "kr", 0), (180, "kr", 0), (25.5, "prosent", 1)), share)
    assert far["verdict"] == Verdict.CONTRADICTION
    bridge = bridge_of("table_figure/t/2/value", printed, share)
    assert [(s.grains, s.weight) for s in bridge.steps] == [(4500, 1.0), (18_000, -1.0)]


def test_product():
    # 12 places × 3 500 kr per day × 365 days = 15 330 000 kr = 15,3 million.
    printed = figures((12, "plasser", 0), (3500, "kr/døgn", 0), (365, "dager", 0), (15.3, "mill. kr", 1))
    product = relation("product", 3, (0, 1.0), (1, 1.0), (2, 1.0))
    made = judged(printed, product)
    assert made["computed"] == pytest.approx(15.33 * MILLION)
    assert made["verdict"] == Verdict.ROUNDING
    relative = 0.5 / 12 + 0.5 / 3500 + 0.5 / 365
    assert made["room"] == pytest.approx((15.33 * relative + 0.05) * MILLION)
    assert [s.weight for s in bridge_of("table_figure/t/0/value", printed, product).steps] == [1.0] * 3


def test_equality():
    # 21 882 thousand in the table, 21,9 million in the text: at most 0,05 million and 500 kroner apart.
    printed = figures((21_882, "1000 kr", 0), (21.9, "mill. kr", 1))
    equal = relation("equality", 1, (0, 1.0))
    same = judged(printed, equal)
    assert same["verdict"] == Verdict.ROUNDING
    assert same["gap"] == pytest.approx(18_000_00)
    assert same["room"] == pytest.approx(50_000_00 + 500_00)
    other = judged(figures((9_000, "1000 kr", 0), (21.9, "mill. kr", 1)), equal)
    assert other["verdict"] == Verdict.CONTRADICTION
    assert bridge_of("table_figure/t/0/value", printed, equal).result == "table_figure/t/1/value"


def test_an_equality_allows_for_a_total_that_was_summed_from_rounded_rows():
    # Rows 1 + 1 + 1 = 3 million may really be 2,6 million, so 2,6 elsewhere is only rounding.
    printed = figures(
        *[(1, "mill. kr", 0)] * 3,
        (3, "mill. kr", 0),
        (2.6, "mill. kr", 1),
    )
    total = relation("sum", 3, (0, 1.0), (1, 1.0), (2, 1.0))
    equal = relation("equality", 4, (3, 1.0))
    both = judge(printed, Relations.together([total, equal]))
    assert both["verdict"].to_list() == [Verdict.AGREES, Verdict.ROUNDING]
    assert both["room"][1] == pytest.approx((1.5 + 0.05) * MILLION)
    assert judged(printed, relation("equality", 4, (0, 2.6)))["verdict"] == Verdict.AGREES


@pytest.mark.parametrize(
    ("qualifier", "result", "verdict"),
    [
        (None, 41, Verdict.CONTRADICTION),
        ("about", 41, Verdict.ROUNDING),
        ("over", 41, Verdict.ROUNDING),
        ("over", 42, Verdict.CONTRADICTION),
        ("under", 42, Verdict.ROUNDING),
        ("under", 41, Verdict.CONTRADICTION),
    ],
)
def test_about_over_and_under_give_room_on_their_own_side(qualifier, result, verdict):
    # What is summed is 41,8, so its own room is 0,05. A hedged number has a whole unit on one side.
    printed = figures((41.8, "antall", 1), (result, "antall", 0, qualifier))
    assert judged(printed, relation("sum", 1, (0, 1.0)))["verdict"] == verdict


def test_over_forty_may_be_much_more_but_is_still_tested_by_the_unit_of_print():
    printed = figures((45, "antall", 0), (40, "antall", 0, "over"))
    assert judged(printed, relation("equality", 1, (0, 1.0)))["verdict"] == Verdict.CONTRADICTION


def test_a_gap_that_something_else_may_explain_is_no_contradiction():
    printed = figures((10, "kr", 0), (10, "kr", 0), (25, "kr", 0))
    open_list = relation("sum", 2, (0, 1.0), (1, 1.0), strict=False)
    assert judged(printed, open_list)["verdict"] == Verdict.UNEXPLAINED


def test_a_round_estimate_has_room_for_the_digits_that_are_round():
    # 120 000 stated with four round digits may be 115 000 to 125 000.
    printed = figures((116_000, "personer", 0), (120_000, "personer", -4))
    assert judged(printed, relation("equality", 1, (0, 1.0)))["verdict"] == Verdict.ROUNDING
    printed = figures((114_000, "personer", 0), (120_000, "personer", -4))
    assert judged(printed, relation("equality", 1, (0, 1.0)))["verdict"] == Verdict.CONTRADICTION


def test_a_figure_without_relations_has_no_bridge():
    printed = figures((1, "kr", 0), (1, "kr", 0), (5, "kr", 0))
    equal = relation("equality", 1, (0, 1.0))
    every = Bridges(printed, equal, judge(printed, equal))
    assert every.to(2) == every.over(2) == []
    assert [b.result for b in every.to(1)] == [b.result for b in every.over(0)] == ["table_figure/t/1/value"]
    assert every.over(1) == every.to(0) == []


def test_nothing_is_judged_when_there_is_nothing():
    assert judge(figures((1, "kr", 0)), Relations.none()).height == 0
    assert Relations.together([]).heads.height == 0


@pytest.mark.parametrize("part", [0, 45])
def test_a_share_of_nothing_does_not_hold(part):
    printed = figures((part, "kr", 0), (0, "kr", 0), (25, "prosent", 0))
    share = judged(printed, relation("share", 2, (0, 1.0), (1, -1.0)))
    assert share["verdict"] not in (Verdict.AGREES, Verdict.ROUNDING)
    assert not pl.Series([share["room"]]).is_infinite()[0]
