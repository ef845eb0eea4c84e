"""Checks that rows, tables, deviations and changes add up."""

import pytest
from small_books import assert_clean, findings, told

from rodtrad.core.verdict import Severity, Verdict

GROUPS = """
    dimension;     code;         parent
    account_group; drift;
    account_group; drift-utgift; drift
    account_group; lonn;         drift-utgift
    account_group; varer;        drift-utgift
    area;          FO1;
    area;          FO2;
    project;       P1;
    project;       P2;
"""
LINE = "budget_line/budsjett/{}/BY/-/{}/-/{}/{}/2026/{}/amount"


def group_at(group):
    return LINE.format("1", "-", "-", group, "adopted")


def test_s01_clean():
    """800 + 204 = 1 004: the rows make the total."""
    assert_clean(
        "S-01",
        code=GROUPS,
        budget_line="""
            account_group; amount
            lonn;             800
            varer;            204
            drift-utgift;   1 004
        """,
    )


def test_s01_planted_total_a_hundred_too_high():
    """The rows make 1 004, the page says 1 104: 100 of 1 104 is nine per cent, so an error."""
    [finding] = findings(
        code=GROUPS,
        budget_line="""
            account_group; amount;  line
            lonn;             800;  11
            varer;            204;  12
            drift-utgift;   1 104;  14
        """,
    )
    assert told(finding) == {
        "number": "S-01",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 1104.0,
        "computed": 1004.0,
        "gap": 100.0,
        "room": 1.5,  # half a thousand kroner for two rows and the total
        "unit": "1000 kr",
        "document": "budsjett",
        "first_line": 14,
        "lines": {14, 11, 12},
        "first_address": group_at("drift-utgift"),
        "addresses": {group_at("drift-utgift"), group_at("lonn"), group_at("varer")},
    }
    assert finding.facts == {"terms": 2, "kind": "sum"}


@pytest.mark.parametrize(
    ("total", "severity"),
    [
        # rows make 1 000; the gap is taken of the larger number
        ("1 009", Severity.NOTICE),  # 9 of 1 009 is under one per cent
        ("1 020", Severity.WARNING),  # 20 of 1 020 is just under two per cent
        ("1 060", Severity.ERROR),  # 60 of 1 060 is over five per cent
    ],
)
def test_s01_planted_gap_is_as_grave_as_it_is_large(total, severity):
    [finding] = findings(
        code=GROUPS,
        budget_line=f"""
            account_group; amount
            lonn;             800
            varer;            200
            drift-utgift;   {total}
        """,
    )
    assert (finding.severity, finding.verdict) == (severity, Verdict.CONTRADICTION)


def test_s01_planted_in_a_free_table():
    """Places at two homes: 12 + 8 = 20, not 26."""
    [finding] = findings(
        table_figure="""
            table; row;     parent; heading; value; printed_unit; line
            T3;    nord;    alle;   plasser;    12; plasser;      7
            T3;    syd;     alle;   plasser;     8; plasser;      8
            T3;    alle;    ;       plasser;    26; plasser;      9
        """
    )
    said = told(finding)
    assert (said["number"], said["printed"], said["computed"], said["room"]) == ("S-01", 26.0, 20.0, 1.5)
    assert said["first_address"] == "table_figure/T3/alle/plasser/value"
    assert (said["first_line"], said["lines"], said["unit"]) == (9, {7, 8, 9}, "plasser")


def test_s01_clean_by_supplier_age_and_unit():
    assert_clean(
        "S-01",
        unit="""
            key;     parent; kind
            BY;      ;       municipality
            BY.nord; BY;     district
            BY.syd;  BY;     district
        """,
        code="""
            dimension; code;  parent
            account_group; drift;
            age_group; total;
            age_group; 0-66;  total
            age_group; 67+;   total
            area;      FO3;
            function;  253;
        """,
        premise="""
            key;     supplier;  area; function; value; printed_unit
            plasser; municipal; FO3;  253;         70; plasser
            plasser; private;   FO3;  253;         30; plasser
            plasser; total;     FO3;  253;        100; plasser
        """,
        population="""
            age_group; unit; persons; printed_unit
            0-66;      BY;       900; personer
            67+;       BY;       100; personer
            total;     BY;     1 000; personer
        """,
        budget_line="""
            unit;    amount
            BY.nord;     60
            BY.syd;      40
            BY;         100
        """,
    )


def test_s02_clean():
    """The areas of one table make the frame another table prints: 600 + 400 = 1 000."""
    assert_clean(
        "S-02",
        code=GROUPS,
        budget_line="""
            table;  area; amount
            ramme;  ;      1 000
            område; FO1;     600
            område; FO2;     400
        """,
    )


def test_s02_planted_area_a_hundred_too_low():
    """600 + 300 = 900 against a frame of 1 000."""
    [finding] = findings(
        code=GROUPS,
        budget_line="""
            table;  area; amount; line
            ramme;  ;      1 000;    5
            område; FO1;     600;   21
            område; FO2;     300;   22
        """,
    )
    frame, first, second = (
        LINE.format(table, area, "-", "drift", "adopted")
        for table, area in (("ramme", "-"), ("område", "FO1"), ("område", "FO2"))
    )
    assert told(finding) == {
        "number": "S-02",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 1000.0,
        "computed": 900.0,
        "gap": 100.0,
        "room": 1.5,
        "unit": "1000 kr",
        "document": "budsjett",
        "first_line": 5,
        "lines": {5, 21, 22},
        "first_address": frame,
        "addresses": {frame, first, second},
    }


def test_s02_planted_projects_may_leave_something_out():
    """A list of projects need not be whole: 600 of 1 000 is unexplained, and never worse than a warning."""
    [finding] = findings(
        code=GROUPS,
        budget_line="""
            table;     project; amount
            ramme;     ;         1 000
            prosjekt;  P1;         350
            prosjekt;  P2;         250
        """,
    )
    assert (finding.number, finding.printed, finding.computed) == ("S-02", 1000.0, 600.0)
    assert (finding.verdict, finding.severity) == (Verdict.UNEXPLAINED, Severity.WARNING)


STATED_STAFF = """
    key;   address;                             kind; role
    staff; key_figure/budsjett/alle/BY/value;   sum;  result
    staff; key_figure/budsjett/nord/BY/value;   sum;  term
    staff; key_figure/budsjett/syd/BY/value;    sum;  term
"""


def test_s03_clean():
    assert_clean(
        "S-03",
        key_figure="""
            key;  value; printed_unit
            nord;    40; årsverk
            syd;     25; årsverk
            alle;    65; årsverk
        """,
        stated_relation=STATED_STAFF,
    )


def test_s03_planted_sum_in_the_text():
    """40 + 25 = 65, the text says 60: 5 of 65 is more than five per cent."""
    [finding] = findings(
        key_figure="""
            key;  value; printed_unit; line
            nord;    40; årsverk;      31
            syd;     25; årsverk;      33
            alle;    60; årsverk;      12
        """,
        stated_relation=STATED_STAFF,
    )
    nord, syd, alle = (f"key_figure/budsjett/{k}/BY/value" for k in ("nord", "syd", "alle"))
    assert told(finding) == {
        "number": "S-03",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 60.0,
        "computed": 65.0,
        "gap": -5.0,
        "room": 1.5,
        "unit": "årsverk",
        "document": "budsjett",
        "first_line": 12,
        "lines": {12, 31, 33},
        "first_address": alle,
        "addresses": {nord, syd, alle},
    }


def test_d01_clean():
    """500 in the regulated budget less 470 in the accounts is 30 left."""
    assert_clean(
        "D-01",
        code=GROUPS,
        budget_line="""
            version;   amount
            regulated;    500
            accounts;     470
            deviation;     30
        """,
    )


def test_d01_planted_deviation():
    """The page says 40 left where 500 - 470 = 30."""
    [finding] = findings(
        code=GROUPS,
        budget_line="""
            version;   amount; line
            regulated;    500; 17
            accounts;     470; 17
            deviation;     40; 17
        """,
    )
    regulated, accounts, deviation = (
        LINE.format("1", "-", "-", "drift", version) for version in ("regulated", "accounts", "deviation")
    )
    assert told(finding) == {
        "number": "D-01",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 40.0,
        "computed": 30.0,
        "gap": 10.0,
        "room": 1.5,
        "unit": "1000 kr",
        "document": "budsjett",
        "first_line": 17,
        "lines": {17},
        "first_address": deviation,
        "addresses": {regulated, accounts, deviation},
    }


def changes(frame):
    return f"""
        code;   parent; step;   base_version; base_year; amount; line
        fjor;   ramme;  base;   adopted;      2025;       1 000; 41
        kutt;   ramme;  change; ;             ;             -50; 43
        vekst;  ramme;  change; ;             ;              20; 45
        ramme;  ;       frame;  ;             ;         {frame}; 47
    """


def test_f01_clean():
    """1 000 carried on, less 50, plus 20, is a frame of 970."""
    assert_clean("F-01", budget_change=changes("970"))


def test_f01_planted_frame():
    """The changes lead to 970, the frame says 1 070."""
    [finding] = findings(budget_change=changes("1 070"))
    codes = ("fjor", "kutt", "vekst", "ramme")
    at = {code: f"budget_change/budsjett/1/BY/-/-/{code}/2026/amount" for code in codes}
    assert told(finding) == {
        "number": "F-01",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 1070.0,
        "computed": 970.0,
        "gap": 100.0,
        "room": 2.0,  # half for each of three rows and the frame
        "unit": "1000 kr",
        "document": "budsjett",
        "first_line": 47,
        "lines": {41, 43, 45, 47},
        "first_address": at["ramme"],
        "addresses": set(at.values()),
    }
    assert finding.facts["kind"] == "roll_forward"


def test_u01_planted_row_in_the_wrong_unit_within_a_sum():
    """Three rows of 20 000 kr; one is said to be in thousand kroner. Only that reading closes the gap."""
    [finding] = findings(
        code="""
            dimension;     code;         parent
            account_group; drift-utgift;
            account_group; lonn;         drift-utgift
            account_group; varer;        drift-utgift
            account_group; leie;         drift-utgift
        """,
        budget_line="""
            account_group; amount; printed_unit; line
            lonn;          20000;  kr;           1
            varer;         20000;  1000 kr;      2
            leie;          20000;  kr;           3
            drift-utgift;  60000;  kr;           4
        """,
    )
    assert (finding.number, finding.severity.value, finding.verdict.value) == (
        "U-01",
        "error",
        "contradiction",
    )
    assert (finding.printed, finding.computed, finding.unit) == (20000.0, 20.0, "1000 kr")
    assert "/varer/" in finding.addresses[0]
    assert finding.facts["factor"] == 1000


def test_u01_clean_when_no_single_scale_closes_the_gap():
    found = findings(
        code="""
            dimension;     code;  parent
            account_group; drift;
            account_group; a;     drift
            account_group; b;     drift
        """,
        budget_line="""
            account_group; amount; printed_unit; line
            a;             20000;  kr;           1
            b;             30000;  kr;           2
            drift;         60000;  kr;           3
        """,
    )
    assert [f.number for f in found] == ["S-01"]
