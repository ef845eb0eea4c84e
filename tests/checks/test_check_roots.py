"""Rounding, hedged numbers, and one finding for one fault."""

import pytest
from small_books import findings, woven

from rodtrad.checks.run import Accepted, judgement_of
from rodtrad.core.verdict import Verdict

GROUPS = """
    dimension;     code;         parent
    account_group; drift;
    account_group; drift-utgift; drift
    account_group; drift-inntekt; drift
    account_group; lonn;         drift-utgift
    account_group; varer;        drift-utgift
    account_group; tjenester;    drift-utgift
    area;          FO1;
    area;          FO2;
"""


def verdicts(**texts):
    return woven(**texts).judged["verdict"].to_list()


@pytest.mark.parametrize(
    ("total", "verdict"),
    [
        (30, "agrees"),
        (31, "rounding"),
        (32, "rounding"),  # the edge: four printed numbers may each be half a unit off
        (28, "rounding"),
        (33, "contradiction"),
        (27, "contradiction"),
    ],
)
def test_rounding_just_inside_and_just_outside_the_room(total, verdict):
    """Three rows of ten: 3 · 0,5 for the rows and 0,5 for the total is a room of 2,0."""
    lines = f"""
        account_group; amount
        lonn;              10
        varer;             10
        tjenester;         10
        drift-utgift;      {total}
    """
    assert verdicts(code=GROUPS, budget_line=lines) == [verdict]


@pytest.mark.parametrize(("total", "verdict"), [("21,0", "rounding"), ("21,1", "contradiction")])
def test_room_follows_the_decimals_of_each_number(total, verdict):
    """Two rows without decimals, 2 · 0,5, and a total with one, 0,05: the room is 1,05."""
    lines = f"""
        account_group; amount;  printed_unit; decimals
        lonn;              10;  mill. kr;     0
        varer;             10;  mill. kr;     0
        drift-utgift;      {total}; mill. kr; 1
    """
    assert verdicts(code=GROUPS, budget_line=lines) == [verdict]


@pytest.mark.parametrize(
    ("qualifier", "exact", "verdict"),
    [
        ("", "40,4", "rounding"),  # 40 is 39,5 to 40,5
        ("", "40,9", "contradiction"),
        ("about", "40,9", "rounding"),  # a whole unit both ways
        ("about", "39,1", "rounding"),
        ("about", "41,2", "contradiction"),
        ("over", "40,9", "rounding"),  # 40 and up
        ("over", "39,6", "contradiction"),
        ("under", "39,1", "rounding"),  # 40 and down
        ("under", "40,4", "contradiction"),
    ],
)
def test_hedged_numbers(qualifier, exact, verdict):
    """A register says {exact} personer; a page further on says about, over or under 40."""
    said = f"""
        key;   value;   qualifier;   concept; printed_unit; decimals; line
        fasit; {exact}; ;            brukere; personer;     1;        3
        tekst; 40;      {qualifier}; brukere; personer;     0;        90
    """
    assert verdicts(key_figure=said) == [verdict]


@pytest.mark.parametrize(("qualifier", "exact"), [("over", "39,6"), ("under", "40,4")])
def test_hedged_number_that_stands_first(qualifier, exact):
    """The same two statements the other way round on the page contradict each other just as much."""
    said = f"""
        key;   value;   qualifier;   concept; printed_unit; decimals; line
        tekst; 40;      {qualifier}; brukere; personer;     0;        3
        fasit; {exact}; ;            brukere; personer;     1;        90
    """
    assert verdicts(key_figure=said) == ["contradiction"]


def summed_and_exact(total, exact):
    return {
        "code": GROUPS,
        "budget_line": f"""
            table; account_group; amount; printed_unit; decimals; line
            1;     lonn;              10; mill. kr;     0;        1
            1;     varer;             10; mill. kr;     0;        2
            1;     tjenester;         10; mill. kr;     0;        3
            1;     drift-utgift; {total}; mill. kr;     0;        4
            2;     drift-utgift; {exact}; mill. kr;     1;        9
        """,
    }


def test_total_summed_from_rounded_rows_is_rounding_beside_the_exact_one():
    """10,4 three times is 31,2; printed as 10 three times it sums to 30. Room: 3 · 0,5 + 0,05."""
    assert verdicts(**summed_and_exact(30, "31,2")) == ["agrees", "rounding"]
    assert findings(**summed_and_exact(30, "31,2")) == ()


def test_total_summed_from_rounded_rows_has_no_more_room_than_its_rows():
    """31,6 cannot be three numbers that each round to 10."""
    assert verdicts(**summed_and_exact(30, "31,6")) == ["agrees", "contradiction"]


def test_total_that_is_not_the_sum_of_its_rows_has_only_its_own_room():
    """Printed as 32 beside 31,2: the total was not summed from the rows, so half a unit is all."""
    assert verdicts(**summed_and_exact(32, "31,2")) == ["rounding", "contradiction"]


GRID = """
    area; account_group; amount; line
    FO1;  lonn;             100; 11
    FO1;  varer;             50; 12
    FO1;  drift-utgift;     {}; 13
    FO2;  drift-utgift;     300; 23
    ;     drift-utgift;     450; 33
"""


def grid_at(area, group):
    return f"budget_line/budsjett/1/BY/-/{area}/-/-/{group}/2026/adopted/amount"


def test_a_grid_that_adds_up_both_ways_is_clean():
    assert findings(code=GROUPS, budget_line=GRID.format(150)) == ()


def test_one_wrong_figure_that_breaks_two_relations_is_one_finding():
    """FO1 is 150, printed 190: it misses its own rows by 40, and the areas miss the total by 40."""
    [finding] = findings(code=GROUPS, budget_line=GRID.format(190))
    wrong, total = grid_at("FO1", "drift-utgift"), grid_at("-", "drift-utgift")
    assert wrong in finding.addresses
    assert len(finding.relations) == 2
    assert abs(finding.gap) == 40.0
    assert {finding.addresses[0], *finding.consequences} == {wrong, total}
    assert len(finding.consequences) == 1


def test_two_wrong_figures_are_two_findings():
    """FO1 misses by 40, and an amount that has nothing to do with it misses by 7 elsewhere."""
    elsewhere = "    FO2;  lonn;             293; 21\n"
    found = findings(code=GROUPS, budget_line=GRID.format(190) + elsewhere)
    assert [abs(f.gap) for f in found] == [40.0, 7.0]


def test_total_that_misses_only_what_its_parts_miss_is_a_consequence():
    """Etat A is printed as 28 where its card says 23. The table adds up, so the sector misses the same 5."""
    [finding] = findings(
        efficiency_measure="""
            key; sector; owner
            A1;  SEK;    A
            B1;  SEK;    B
        """,
        measure_effect="""
            measure; year; amount; printed_unit; line
            A1;      2027;     23; mill. kr;     10
            B1;      2027;     40; mill. kr;     20
        """,
        table_figure="""
            row;   parent; value; concept;               printed_unit; line
            A;     total;     28; effect/owner/A/2027;   mill. kr;     91
            B;     total;     40; effect/owner/B/2027;   mill. kr;     92
            total; ;          68; effect/sector/SEK/2027; mill. kr;    93
        """,
    )
    assert (finding.number, finding.printed, finding.computed, finding.gap) == ("P-01", 28.0, 23.0, 5.0)
    assert finding.addresses == ("table_figure/1/A/kr/value", "measure_effect/budsjett/A1/2027/amount")
    assert finding.consequences == ("table_figure/1/total/kr/value",)
    assert finding.lines == (91, 10)


TWO_OWNERS = """
    key; sector; owner
    A1;  SEK;    A
    B1;  SEK;    B
"""
EFFECTS_OF_TWO = """
    measure; year; amount; printed_unit
    A1;      2027;     23; mill. kr
    B1;      2027;     40; mill. kr
"""


def test_total_of_two_parts_that_both_miss_is_a_consequence_of_the_larger():
    """A misses by 5 and B by 3. The table adds up, so the sector misses by 8, which is no third fault."""
    larger, smaller = findings(
        efficiency_measure=TWO_OWNERS,
        measure_effect=EFFECTS_OF_TWO,
        table_figure="""
            row;   parent; value; concept;                printed_unit
            A;     total;     28; effect/owner/A/2027;    mill. kr
            B;     total;     43; effect/owner/B/2027;    mill. kr
            total; ;          71; effect/sector/SEK/2027; mill. kr
        """,
    )
    assert (larger.gap, larger.consequences) == (5.0, ("table_figure/1/total/kr/value",))
    assert (smaller.gap, smaller.consequences) == (3.0, ())


PRINTED_TWICE = """
    indicator; year; kind;   value; printed_unit; line
    svar;      2023; result;    69; prosent;      70
    svar;      2024; result;    67; prosent;      70
    igjen;     2023; result;    {}; prosent;      90
    igjen;     2024; result;    {}; prosent;      90
"""
TWO_PRINTS = """
    key;   concept; better
    svar;  svar;    higher
    igjen; svar;    higher
"""


def test_two_lines_that_say_different_things_are_one_finding():
    """Line 90 repeats the indicator of line 70 with other numbers for both years."""
    [finding] = findings(indicator=TWO_PRINTS, indicator_value=PRINTED_TWICE.format(50, 58))
    assert (finding.number, set(finding.lines), len(finding.relations)) == ("E-02", {70, 90}, 2)
    assert {finding.addresses[0], *finding.consequences} == {
        f"indicator_value/budsjett/igjen/{year}/result/value" for year in (2023, 2024)
    }


def test_what_a_root_already_tells_is_not_told_again():
    """The zero on line 90 looks missing, but that it differs from line 70 says more."""
    [finding] = findings(indicator=TWO_PRINTS, indicator_value=PRINTED_TWICE.format(0, 67))
    assert (finding.number, finding.printed, finding.computed) == ("E-02", 0.0, 69.0)


def test_total_that_misses_more_than_its_parts_is_a_finding_of_its_own():
    """As above, but the total adds another 6: the table no longer adds up, and the sector misses by 11."""
    found = findings(
        efficiency_measure=TWO_OWNERS,
        measure_effect=EFFECTS_OF_TWO,
        table_figure="""
            row;   parent; value; concept;               printed_unit
            A;     total;     28; effect/owner/A/2027;   mill. kr
            B;     total;     40; effect/owner/B/2027;   mill. kr
            total; ;          74; effect/sector/SEK/2027; mill. kr
        """,
    )
    assert {(f.number, f.gap) for f in found} == {("P-01", 5.0), ("P-01", 11.0), ("S-01", 6.0)}


def test_accepted_finding_keeps_its_reason_and_its_relations():
    """Explaining the one finding explains the relation that follows from it as well."""
    thread = woven(code=GROUPS, budget_line=GRID.format(190))
    [finding] = judgement_of(thread, {}).findings
    judgement = judgement_of(thread, {finding.id: Accepted(Verdict.EXPLAINED, "trykkfeil")})
    assert judgement.open == ()
    assert [f.reason for f in judgement.with_verdict(Verdict.EXPLAINED)] == ["trykkfeil"]
    verdicts = judgement.relation_verdicts()["verdict"].to_list()
    assert (verdicts.count("explained"), verdicts.count("contradiction")) == (2, 0)


def test_an_acceptance_holds_only_for_the_numbers_it_was_given():
    """When the page is read anew and says something else, the finding is open again."""
    [before] = judgement_of(woven(code=GROUPS, budget_line=GRID.format(190)), {}).findings
    said = {before.id: Accepted(Verdict.EXPLAINED, "trykkfeil", before.numbers)}
    changed = judgement_of(woven(code=GROUPS, budget_line=GRID.format(180)), said)
    assert [f.id for f in changed.open] == [before.id]
