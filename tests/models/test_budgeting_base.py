"""Which lines of last year's budget are carried on; all numbers are invented, in thousand kroner."""

import polars as pl
from plan_samples import BASE, facts_of, thousands

from rodtrad.models.budgeting.base import CELL, base_frame
from rodtrad.models.budgeting.plan import plan_of

HEAD = "document; table; unit; chapter; area; function; account_group; year; version; amount; printed_unit\n"


def base_of(text, **more):
    facts = facts_of(budget_line=HEAD + text, **more)
    return base_frame(facts, "b26", "adopted", 2026)


def cells(text, *by):
    frame = base_of(text).cells
    frame = frame.group_by(by).agg(pl.col("amount").sum()) if by else frame
    return thousands(frame, *(by or CELL))


def line(unit, chapter, area, function, group, amount, table="1"):
    return f"b26; {table}; {unit}; {chapter}; {area}; {function}; {group}; 2026; adopted; {amount}; 1000 kr\n"


def test_lines_without_totals_are_carried_on_as_they_are():
    base = base_frame(facts_of(), "b26", "adopted", 2026)
    assert base.cells.height == len(BASE.strip().splitlines()) - 1
    assert base.left_out == 0


def test_a_total_is_opened_into_its_account_groups():
    """900 net is 1000 of expenses less 100 of income, and the expenses are 700 + 300."""
    text = (
        line("A", "1", "", "", "drift", 900)
        + line("A", "1", "", "", "drift-utgift", 1000)
        + line("A", "1", "", "", "10", 700)
        + line("A", "1", "", "", "11", 300)
        + line("A", "1", "", "", "16", -100)
    )
    assert cells(text, "account_group") == {"10": 700, "11": 300, "16": -100}


def test_a_total_split_in_two_ways_counts_once():
    """700 of wages is 400 + 300 by function, and 250 + 450 by area, in two tables."""
    text = (
        line("A", "1", "", "", "10", 700)
        + line("A", "1", "", "120", "10", 400, "funksjon")
        + line("A", "1", "", "253", "10", 300, "funksjon")
        + line("A", "1", "FO1", "", "10", 250, "omrade")
        + line("A", "1", "FO2", "", "10", 450, "omrade")
    )
    assert sum(cells(text).values()) == 700
    assert len(cells(text)) == 2


def test_the_same_line_in_two_tables_counts_once():
    text = line("A", "1", "", "", "10", 700) + line("A", "1", "", "", "10", 700, "igjen")
    assert cells(text, "account_group") == {"10": 700}


def test_a_total_is_opened_where_no_total_stands_between():
    """The net of the chapter, and lines by area, function and account group, and nothing between them."""
    text = (
        line("A", "1", "", "", "drift", 600)
        + line("A", "1", "FO1", "120", "10", 450)
        + line("A", "1", "FO1", "253", "11", 150)
    )
    assert cells(text, "account_group") == {"10": 450, "11": 150}


def test_parts_that_do_not_add_up_are_left_out_and_counted():
    text = line("A", "1", "", "", "10", 700) + line("A", "1", "", "120", "10", 400)
    base = base_of(text)
    assert thousands(base.cells, "account_group") == {"10": 700}
    assert base.left_out == 1


def test_what_rounding_leaves_is_put_on_the_largest_part():
    """The page says 1001; the parts, each rounded, are 600 + 400: one thousand is carried by the larger."""
    text = (
        line("A", "1", "", "", "drift-utgift", 1001)
        + line("A", "1", "", "", "10", 600)
        + line("A", "1", "", "", "11", 400)
    )
    assert cells(text, "account_group") == {"10": 601, "11": 400}


def test_money_of_a_departments_own_is_not_a_total_of_its_agencies():
    text = (
        line("AVD", "", "", "", "10", 50)
        + line("A", "", "", "", "10", 700)
        + line("B", "", "", "", "10", 300)
    )
    assert cells(text, "unit") == {"AVD": 50, "A": 700, "B": 300}


def test_money_of_a_departments_own_stands_beside_what_its_agencies_split_further():
    text = line("AVD", "", "", "", "10", 50) + line("A", "", "FO1", "120", "10", 700)
    assert cells(text, "unit") == {"AVD": 50, "A": 700}


def test_a_departments_total_is_opened_into_its_agencies():
    text = (
        line("AVD", "", "", "", "10", 1000)
        + line("A", "", "", "", "10", 700)
        + line("B", "", "", "", "10", 300)
    )
    assert cells(text, "unit") == {"A": 700, "B": 300}


def test_a_total_over_two_dimensions_is_not_counted_beside_its_parts():
    """Two units' totals and the functions of one: the unit's total is opened, the other stays."""
    text = (
        line("A", "1", "", "", "10", 700)
        + line("A", "1", "FO1", "120", "10", 300)
        + line("A", "1", "FO1", "253", "10", 400)
        + line("B", "2", "", "", "10", 90)
    )
    assert cells(text, "unit") == {"A": 700, "B": 90}
    assert len(cells(text)) == 3


def test_lines_by_project_are_parts_of_the_line_without():
    head = "document; unit; chapter; account_group; project; year; version; amount\n"
    text = head + "b26; A; 1; 10; ; 2026; adopted; 70\nb26; A; 1; 10; P1; 2026; adopted; 30"
    facts = facts_of(budget_line=text)
    assert thousands(base_frame(facts, "b26", "adopted", 2026).cells, "account_group") == {"10": 70}


def test_a_document_without_lines_gives_an_empty_base():
    facts = facts_of(budget_line="", planned_change="")
    plan = plan_of(facts, "b27")
    assert set(thousands(plan.frames(), "year").values()) == {0}
