"""What counts as a figure and as a relation, and which rows add up to which."""

import polars as pl
import pytest
from small_books import book, woven

from rodtrad.checks.run import Accepted, judgement_of
from rodtrad.core.relation import Relations
from rodtrad.core.verdict import Verdict
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import thread_of

GROUPS = """
    dimension;     code;          parent
    account_group; drift;
    account_group; drift-utgift;  drift
    account_group; drift-inntekt; drift
    account_group; lonn;          drift-utgift
    account_group; varer;         drift-utgift
    account_group; salg;          drift-inntekt
    area;          FO1;
    area;          FO1A;          FO1
    area;          FO1B;          FO1
    area;          FO2;
"""


def sums(thread):
    """Every relation as its result and the set of its terms: table, area and account group of each."""
    names = dict(thread.figures.select("figure", "address").iter_rows())

    def short(figure):
        parts = names[figure].split("/")
        return "/".join(p for p in parts[2:9] if p not in ("-", "1", "BY"))

    terms = thread.relations.terms.group_by("relation").agg("figure")
    found = thread.relations.heads.join(terms, on="relation")
    return {
        (number, short(result)): {short(f) for f in figures}
        for number, result, figures in found.select("number", "result", "figure").iter_rows()
    }


def test_an_empty_book_has_no_figures_and_no_relations():
    thread = thread_of({})
    assert (thread.figure_count, thread.judged.height, thread.held_count) == (0, 0, 0)
    assert judgement_of(thread, {}).figure_verdicts().is_empty()


def test_a_figure_is_one_number_that_is_not_empty():
    """One row with three numbers, one with one; empty cells and words are no figures."""
    thread = woven(
        grant="""
            key; amount; applications; applied; granted
            a;      100; 12;              300;
            b;      200; ;                   ;
        """,
        table_figure="""
            row; value; text
            1;   ;      ja
            2;   7;
        """,
        budget_change="""
            code; step;   amount
            x;    change;
        """,
    )
    assert thread.figure_count == 5
    assert set(thread.figures["address"]) == {
        "grant/budsjett/call/a/2026/amount",
        "grant/budsjett/call/a/2026/applications",
        "grant/budsjett/call/a/2026/applied",
        "grant/budsjett/call/b/2026/amount",
        "table_figure/1/2/kr/value",
    }


def test_a_zero_is_a_figure():
    assert woven(key_figure="key; value\na; 0").figure_count == 1


def test_dates_years_and_lines_are_no_figures():
    """A rate has a value and two dates; only the value is a figure. A rule's numbers are."""
    thread = woven(rate="scheme; group; payer; valid_to; value\nstøtte; enslig; by; 2026-12-31; 9 406")
    assert thread.figures["column"].to_list() == ["value"]


def test_constants_are_not_counted_but_take_part():
    thread = woven(
        key_figure="""
            key;  value; printed_unit
            døgn;   730; døgn
            år;       2; antall
        """,
        stated_relation="""
            key; address;                           kind;    role
            d;   key_figure/budsjett/døgn/BY/value; product; result
            d;   key_figure/budsjett/år/BY/value;   product; term
            d;   constant/365;                      product; term
        """,
    )
    assert thread.figures.filter(pl.col("fact") == CONSTANT)["address"].to_list() == ["constant/365"]
    assert thread.figure_count == 2
    assert thread.judged["verdict"].to_list() == ["agrees"]


TOTAL = """
    key;  value
    a;       40
    b;       25
    alle;    65
"""


def equations(*rows):
    lines = "\n".join(
        f"{key}; key_figure/budsjett/{figure}/BY/value; {kind}; {role}; {weight}"
        for key, figure, kind, role, weight in rows
    )
    return f"key; address; kind; role; weight\n{lines}"


SUM = [
    ("sum", "alle", "sum", "result", 1),
    ("sum", "a", "sum", "term", 1),
    ("sum", "b", "sum", "term", 1),
]


def test_an_equation_written_the_other_way_round_is_counted_once():
    """alle = a + b says the same as a = alle - b and as b = alle - a."""
    first = [
        ("diff", "a", "difference", "result", 1),
        ("diff", "alle", "difference", "term", 1),
        ("diff", "b", "difference", "term", -1),
    ]
    second = [
        ("other", "b", "difference", "result", 1),
        ("other", "alle", "difference", "term", 1),
        ("other", "a", "difference", "term", -1),
    ]
    thread = woven(key_figure=TOTAL, stated_relation=equations(*SUM, *first, *second))
    assert thread.judged.height == 1
    assert thread.held_count == 1


def test_another_equation_over_the_same_figures_is_counted():
    """alle = a + b and alle = a - b are two things to say, and the second one is wrong."""
    wrong = [
        ("diff", "alle", "difference", "result", 1),
        ("diff", "a", "difference", "term", 1),
        ("diff", "b", "difference", "term", -1),
    ]
    thread = woven(key_figure=TOTAL, stated_relation=equations(*SUM, *wrong))
    assert thread.judged["verdict"].to_list() == ["agrees", "contradiction"]
    assert thread.held_count == 1


def test_all_zero_is_not_counted():
    zeros = "key; value\na; 0\nb; 0\nalle; 0"
    assert woven(key_figure=zeros, stated_relation=equations(*SUM)).judged.is_empty()


def test_a_zero_total_of_parts_that_cancel_is_counted():
    parts = "key; value\na; 40\nb; -40\nalle; 0"
    thread = woven(key_figure=parts, stated_relation=equations(*SUM))
    assert thread.judged["verdict"].to_list() == ["agrees"]


def test_a_figure_that_is_its_own_term_is_not_counted():
    """Figure 0 said to be 0 + 1 tests nothing."""
    figures = woven(key_figure=TOTAL).figures
    terms = pl.DataFrame({"result": [0, 0, 2, 2], "figure": [0, 1, 0, 1], "weight": [1.0] * 4})
    kept = Relations.distinct([Relations.of(terms, number="S-03", kind="sum")], figures)
    assert kept.heads["result"].to_list() == [2]


def lines(*rows):
    return "account_group; amount\n" + "\n".join(rows)


def test_rollup_reaches_the_net_where_no_subtotal_is_printed():
    """Expenses and income are not printed, so groups go straight to the net: 70 + 30 - 20 = 80."""
    thread = woven(code=GROUPS, budget_line=lines("lonn; 70", "varer; 30", "salg; -20", "drift; 80"))
    assert sums(thread) == {("S-01", "drift"): {"lonn", "varer", "salg"}}
    assert thread.judged["verdict"].to_list() == ["agrees"]


def test_rollup_counts_no_group_twice_where_subtotals_are_printed():
    thread = woven(
        code=GROUPS,
        budget_line=lines(
            "lonn; 70", "varer; 30", "drift-utgift; 100", "salg; -20", "drift-inntekt; -20", "drift; 80"
        ),
    )
    assert sums(thread) == {
        ("S-01", "drift-utgift"): {"lonn", "varer"},
        ("S-01", "drift-inntekt"): {"salg"},
        ("S-01", "drift"): {"drift-utgift", "drift-inntekt"},
    }
    assert thread.held_count == 3


def test_rollup_with_one_subtotal_printed_takes_the_rest_straight_to_the_net():
    thread = woven(
        code=GROUPS, budget_line=lines("lonn; 70", "varer; 30", "drift-utgift; 100", "salg; -20", "drift; 80")
    )
    assert sums(thread) == {
        ("S-01", "drift-utgift"): {"lonn", "varer"},
        ("S-01", "drift"): {"drift-utgift", "salg"},
    }
    assert thread.held_count == 2


def test_rollup_keeps_years_and_versions_apart():
    thread = woven(
        code=GROUPS,
        budget_line="""
            account_group; year; version; amount
            lonn;          2026; plan;        70
            drift-utgift;  2026; plan;        70
            lonn;          2027; plan;        75
            drift-utgift;  2027; plan;        76
            lonn;          2026; adopted;     60
        """,
    )
    assert thread.judged.sort("result")["verdict"].to_list() == ["agrees", "rounding"]


AREAS = """
    table;  area; amount
    område; FO1A;     40
    område; FO1B;     20
    område; FO1;      60
    område; FO2;      30
    ramme;  ;         90
"""


def test_rollup_across_tables_counts_only_rows_without_a_total_of_their_own():
    """FO1 and FO2 make the frame of the other table; FO1A and FO1B already stand under FO1."""
    thread = woven(code=GROUPS, budget_line=AREAS)
    assert sums(thread) == {
        ("S-01", "område/FO1/drift"): {"område/FO1A/drift", "område/FO1B/drift"},
        ("S-02", "ramme/drift"): {"område/FO1/drift", "område/FO2/drift"},
    }
    assert thread.judged["verdict"].unique().to_list() == ["agrees"]


def test_rollup_across_tables_has_one_relation_for_each_table_that_splits():
    """Two tables split the same frame, by area and by function: two relations, one of them wrong."""
    thread = woven(
        code=GROUPS + "    function;      201;\n    function;      211;\n",
        budget_line="""
            table;    area; function; amount
            område;   FO1;  ;             60
            område;   FO2;  ;             30
            funksjon; ;     201;          55
            funksjon; ;     211;          25
            ramme;    ;     ;             90
        """,
    )
    judged = thread.judged.sort("computed")
    assert judged["number"].to_list() == ["S-02", "S-02"]
    assert judged["verdict"].to_list() == ["contradiction", "agrees"]
    assert judged["gap"].to_list() == [10 * 1000 * 100, 0]  # ten thousand kroner, in øre


def test_rollup_across_tables_does_not_mix_two_tables_that_split_the_same_way():
    """Two tables each list both areas; together they would make twice the frame."""
    thread = woven(
        code=GROUPS,
        budget_line="""
            table; area; amount
            kort;  FO1;      60
            kort;  FO2;      30
            lang;  FO1;      60
            lang;  FO2;      30
            ramme; ;         90
        """,
    )
    split = thread.judged.filter(pl.col("number") == "S-02")
    assert split["verdict"].to_list() == ["agrees", "agrees"]


def verdict_of(judgement):
    names = dict(judgement.thread.figures.select("figure", "address").iter_rows())
    return {names[figure].split("/")[2]: verdict for figure, verdict in judgement.figure_verdicts().rows()}


def test_figure_verdict_of_a_result_is_its_worst_and_of_a_term_its_mildest():
    """b is a part of two totals. One holds, which clears it; a is only part of the one that does not."""
    thread = woven(
        key_figure="""
            key;    value
            a;         40
            b;         25
            c;         10
            feil;      80
            riktig;    35
            alene;      1
        """,
        stated_relation=equations(
            ("x", "feil", "sum", "result", 1),
            ("x", "a", "sum", "term", 1),
            ("x", "b", "sum", "term", 1),
            ("y", "riktig", "sum", "result", 1),
            ("y", "b", "sum", "term", 1),
            ("y", "c", "sum", "term", 1),
        ),
    )
    assert verdict_of(judgement_of(thread, {})) == {
        "feil": "contradiction",
        "a": "contradiction",
        "riktig": "agrees",
        "b": "agrees",
        "c": "agrees",
    }


def test_figure_verdict_of_a_result_of_two_relations_is_the_worse():
    thread = woven(
        key_figure="key; value\na; 40\nb; 25\nc; 99\nalle; 65",
        stated_relation=equations(
            *SUM, ("z", "alle", "equality", "result", 1), ("z", "c", "equality", "term", 1)
        ),
    )
    verdicts = verdict_of(judgement_of(thread, {}))
    assert (verdicts["alle"], verdicts["a"]) == ("contradiction", "agrees")


def test_figure_verdict_follows_what_somebody_has_accepted():
    wrong = "key; value\na; 40\nb; 25\nalle; 80"
    thread = woven(key_figure=wrong, stated_relation=equations(*SUM))
    [finding] = judgement_of(thread, {}).findings
    accepted = judgement_of(thread, {finding.id: Accepted(Verdict.EXPLAINED, "trykkfeil")})
    assert verdict_of(accepted) == {"a": "explained", "b": "explained", "alle": "explained"}


def test_constants_get_no_verdict():
    thread = woven(
        key_figure="key; value; printed_unit\ndøgn; 365; døgn",
        stated_relation="""
            key; address;                           kind;     role
            d;   key_figure/budsjett/døgn/BY/value; equality; result
            d;   constant/365;                      equality; term
        """,
    )
    assert verdict_of(judgement_of(thread, {})) == {"døgn": "agrees"}


@pytest.mark.parametrize(
    ("unit", "decimals", "grains", "step"),
    [
        ("kr", 0, 1_204_00, 100.0),
        ("1000 kr", 0, 1_204_000_00, 100_000.0),
        ("mill. kr", 1, 1_204_000_000_00, 10_000_000.0),
        ("antall", 0, 1_204_0000, 10_000.0),
        ("kr", -2, 1_204_00, 10_000.0),  # a round number: hundreds
    ],
)
def test_figures_are_whole_grains_with_their_unit_of_print(unit, decimals, grains, step):
    [figure] = woven(
        key_figure=f"key; value; printed_unit; decimals\na; 1 204; {unit}; {decimals}"
    ).figures.iter_rows(named=True)
    assert (figure["grains"], figure["step"]) == (grains, step)


def test_facts_that_are_missing_are_empty_and_the_given_ones_are_left_alone():
    given = book(key_figure="key; value\na; 1")
    thread = thread_of(given)
    assert thread.facts["key_figure"].equals(given["key_figure"])
    assert thread.facts["budget_line"].is_empty()
