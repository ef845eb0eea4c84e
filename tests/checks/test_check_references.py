"""Checks of references and goal numbers, and of our own readings."""

import polars as pl
import pytest
from small_books import findings, read

from rodtrad.checks.readings import readings_not_on_the_page
from rodtrad.core.verdict import Severity, Verdict


def place(finding):
    return (
        finding.number,
        finding.verdict,
        finding.severity,
        finding.document,
        finding.lines,
        finding.addresses,
    )


def goals(*rows):
    lines = "\n".join(f"{row}; {20 + n}" for n, row in enumerate(rows))
    return f"number; parent; level; line\n{lines}"


TREE = goals("4; ; goal", "4.1; 4; subgoal", "4.1.1; 4.1; action", "4.1.2; 4.1; action")


def test_r01_clean():
    assert findings(goal=TREE) == ()


def test_r01_planted_indicator_of_a_goal_that_is_not_there():
    found = findings(
        goal=TREE,
        indicator="""
            key;  goal; line
            svar; 4.1;  51
            kø;   4.7;  53
            tid;  4.7;  55
        """,
    )
    [finding] = found
    assert place(finding) == (
        "R-01",
        Verdict.CONTRADICTION,
        Severity.ERROR,
        "budsjett",
        (53, 55),
        ("indicator/budsjett/kø", "indicator/budsjett/tid"),
    )
    assert finding.facts == {"fact": "indicator", "column": "goal", "value": "4.7", "rows": 2}


def test_r01_planted_code_that_is_not_listed():
    [finding] = findings(
        code="""
            dimension;     code
            account_group; drift
        """,
        budget_line="""
            area; amount; line
            FO9;      10; 33
        """,
    )
    assert (finding.number, finding.lines) == ("R-01", (33,))
    assert finding.facts == {"fact": "budget_line", "column": "area", "value": "FO9", "rows": 1}


def test_r01_planted_equation_with_an_address_that_leads_nowhere():
    """The equation cannot be tested, so it is told instead of dropped without a word."""
    [finding] = findings(
        key_figure="""
            key; value
            a;     10
        """,
        stated_relation="""
            key;  address;                        kind;     role
            lik;  key_figure/budsjett/a/BY/value; equality; result
            lik;  key_figure/budsjett/b/BY/value; equality; term
        """,
    )
    assert (finding.number, finding.facts["value"]) == ("R-01", "key_figure/budsjett/b/BY/value")


def test_r02_clean():
    assert findings(goal=TREE) == ()


def test_r02_planted_number_of_another_goal():
    """4.2.1 and 4.2.2 stand under 4.1."""
    [finding] = findings(
        goal=goals(
            "4; ; goal",
            "4.1; 4; subgoal",
            "4.2; 4; subgoal",
            "4.1.1; 4.1; action",
            "4.2.1; 4.1; action",
            "4.2.2; 4.1; action",
        )
    )
    assert place(finding) == (
        "R-02",
        Verdict.CONTRADICTION,
        Severity.WARNING,
        "budsjett",
        (24, 25),
        ("goal/budsjett/4.2.1", "goal/budsjett/4.2.2"),
    )
    assert finding.facts == {"goals": "4.2.1, 4.2.2", "parent": "4.1", "expected": "4.2"}


def test_r02_planted_number_that_only_looks_alike():
    """4.21 is another goal than 4.2, so 4.21.1 does not belong under 4.2."""
    found = findings(
        goal=goals("4; ; goal", "4.2; 4; subgoal", "4.21; 4; subgoal", "4.21.1; 4.2; action"),
    )
    [finding] = [f for f in found if f.number == "R-02"]
    assert finding.facts["expected"] == "4.21"


def test_r03_clean():
    assert findings(goal=TREE) == ()


def test_r03_planted_number_left_out():
    """4.1.1 and 4.1.4: the second and third are gone."""
    [finding] = findings(
        goal=goals("4; ; goal", "4.1; 4; subgoal", "4.1.1; 4.1; action", "4.1.4; 4.1; action")
    )
    assert place(finding) == (
        "R-03",
        Verdict.UNEXPLAINED,
        Severity.NOTICE,
        "budsjett",
        (22, 23),
        ("goal/budsjett/4.1.1", "goal/budsjett/4.1.4"),
    )
    assert finding.facts == {"missing": "4.1.2, 4.1.3"}


def test_r04_clean():
    assert findings(goal=TREE, **area_with_goals("4.1")) == ()


def area_with_goals(measured):
    return {
        "goal_link": """
            goal; fact; key; line
            4.1;  area; FO1; 62
        """,
        "indicator": f"""
            key;  goal;       area
            svar; {measured}; FO1
        """,
    }


def test_r04_planted_area_lists_a_goal_without_an_indicator():
    """FO1 works towards 4.1, but what it measures belongs to goal 4."""
    [finding] = findings(goal=TREE, **area_with_goals("4"))
    assert place(finding) == (
        "R-04",
        Verdict.UNEXPLAINED,
        Severity.NOTICE,
        "budsjett",
        (62,),
        ("goal_link/budsjett/4.1/area/FO1",),
    )
    assert finding.facts == {"area": "FO1", "goals": "4.1"}


PAGE = "\n".join(
    ["Budsjett"] * 100 + ["Netto ramme 1 646 550 1 646 687", "Halvparten er seks plasser", "88,,2255"]
)
WHOLE_TABLES = pl.DataFrame(schema={"document": pl.String, "line": pl.Int64, "last_line": pl.Int64})


def misread(value, line=101, unit="1000 kr", tables=WHOLE_TABLES, page=PAGE):
    readings = read("budget_line", f"amount; line; printed_unit\n{value}; {line}; {unit}").readings
    return list(readings_not_on_the_page(readings, {"budsjett": page}, tables))


@pytest.mark.parametrize("value", ["1 646 550", "1646550", "1646687", "-1646550"])
def test_l01_clean(value):
    assert misread(value) == []


def test_l01_clean_in_words_in_bold_and_in_millions():
    """Six written out; 8,25 printed twice over as bold type is; kroner on a page in thousand kroner."""
    assert misread("6", line=102) == []
    assert misread("8,25", line=103) == []
    assert misread("1 646 550 000", unit="kr") == []
    assert misread("164 655 000 000", unit="kr") != []


def test_l01_planted_digits_swapped():
    [finding] = misread("1 664 550")
    assert place(finding) == (
        "L-01",
        Verdict.READING_ERROR,
        Severity.ERROR,
        "budsjett",
        (101,),
        ("budget_line/budsjett/1/BY/-/-/-/-/drift/2026/adopted/amount",),
    )
    assert finding.facts == {"text": "1 664 550"}


def test_l01_planted_line_far_from_the_number():
    """The number stands on line 101; sixty lines further on is as far as a row may reach."""
    assert [f.number for f in misread("1 646 550", line=20)] == ["L-01"]
    assert misread("1 646 550", line=45) == []
    assert [f.number for f in misread("1 646 550", line=110, page=PAGE + "\n" * 50)] == ["L-01"]


def test_l01_clean_within_a_long_table():
    """A table that begins at line 20 and ends at line 90 reaches the number."""
    table = pl.DataFrame({"document": ["budsjett"], "line": [20], "last_line": [90]})
    assert misread("1 646 550", line=20, tables=table) == []


def test_l01_clean_when_the_page_is_not_at_hand():
    readings = read("budget_line", "amount; line\n999; 4").readings
    assert list(readings_not_on_the_page(readings, {}, WHOLE_TABLES)) == []
