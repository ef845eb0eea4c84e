"""Checks of dates, deadlines and years."""

from datetime import date

from small_books import findings

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


CODES = """
    dimension;     code
    area;          FO1
"""


def saving(evaluated):
    return {
        "code": CODES,
        "budget_change": """
            code; step;   amount; line
            kutt; change;   -500; 41
        """,
        "budget_measure": f"""
            key; area; change; year; evaluated;   label;        label_en;     line
            S1;  FO1;  kutt;   2026; {evaluated}; Færre møter;  Fewer meetings; 60
        """,
    }


def test_t01_clean():
    assert findings(**saving("2026-autumn")) == ()


def test_t01_planted_evaluated_the_year_before():
    [finding] = findings(**saving("2025-autumn"))
    assert place(finding) == (
        "T-01",
        Verdict.UNEXPLAINED,
        Severity.WARNING,
        "budsjett",
        (60,),
        ("budget_measure/budsjett/S1",),
    )
    assert finding.facts == {
        "label": "Færre møter",
        "label_en": "Fewer meetings",
        "evaluated": "2025",
        "year": 2026,
    }


def assignments(deadline, season=""):
    return f"""
        document; number; deadline;   season;   label;         label_en;     line
        brev;     1;      {deadline}; {season}; Lage en plan;  Make a plan;  12
    """


def test_t02_clean():
    assert findings(assignment=assignments("2026-05-15")) == ()
    assert findings(assignment=assignments("", "2026-autumn")) == ()


def test_t02_planted_neither_date_nor_season():
    [finding] = findings(assignment=assignments(""))
    assert place(finding) == (
        "T-02",
        Verdict.UNEXPLAINED,
        Severity.NOTICE,
        "brev",
        (12,),
        ("assignment/brev/new/1",),
    )
    assert finding.facts["number"] == 1


def decisions(second):
    return f"""
        code; step;   account_group; decision; decided;    amount; line
        a;    change; ;              V12;      2026-12-13;      5; 31
        b;    change; ;              V12;      {second};        7; 44
        c;    change; ;              V13;      2026-11-01;      9; 45
    """


def test_t03_clean():
    assert findings(budget_change=decisions("2026-12-13")) == ()


def test_t03_planted_second_date():
    [finding] = findings(budget_change=decisions("2026-12-17"))
    assert place(finding) == (
        "T-03",
        Verdict.CONTRADICTION,
        Severity.WARNING,
        "budsjett",
        (31, 44),
        ("budget_change/budsjett/1/BY/-/-/a/2026", "budget_change/budsjett/1/BY/-/-/b/2026"),
    )
    assert finding.facts == {"decision": "V12", "dates": [date(2026, 12, 13), date(2026, 12, 17)]}


def wages(second_year):
    return f"""
        key;  year;          value; concept; printed_unit; decimals; label; label_en; line
        kort; 2025;          9,97;  lønn;    mill. kr;     2;        Lønn;  Wages;    81
        brød; {second_year}; 9,97;  lønn;    mill. kr;     2;        Lønn;  Wages;    40
    """


def test_t04_clean():
    assert findings(key_figure=wages(2025)) == ()


def test_t04_planted_other_year():
    [finding] = findings(key_figure=wages(2024))
    assert place(finding) == (
        "T-04",
        Verdict.CONTRADICTION,
        Severity.WARNING,
        "budsjett",
        (81, 40),
        ("key_figure/budsjett/kort/BY/value", "key_figure/budsjett/brød/BY/value"),
    )
    assert finding.facts["years"] == "2024, 2025"


def test_t04_clean_when_a_stretch_of_years_is_named():
    assert findings(key_figure=wages("2024-2027")) == ()


def unit(valid_to):
    return f"""
        key; kind;   valid_from; valid_to;   label; label_en
        BY;  agency; 2026-01-01; {valid_to}; Etat;  Agency
    """


def test_t05_clean():
    assert findings(unit=unit("2026-12-31")) == ()
    assert findings(unit=unit("")) == ()


def test_t05_planted_unit_ends_before_it_begins():
    [finding] = findings(unit=unit("2025-12-31"))
    assert place(finding) == ("T-05", Verdict.CONTRADICTION, Severity.ERROR, "", (), ("unit/BY",))
    assert (finding.facts["start"], finding.facts["end"]) == (date(2026, 1, 1), date(2025, 12, 31))


def test_t05_planted_start_and_end_in_the_text():
    [finding] = findings(
        key_figure="""
            key;         day;        printed_unit; line
            avtale_start; 2026-03-01; dato;        14
            avtale_end;   2025-03-01; dato;        15
        """
    )
    assert place(finding) == (
        "T-05",
        Verdict.CONTRADICTION,
        Severity.ERROR,
        "budsjett",
        (14,),
        ("key_figure/budsjett/avtale_start/BY",),
    )


def letter(deadline, duty):
    return {
        "allocation_letter": """
            document; sender; receiver; year
            brev;     BYR;    ETAT;     2026
        """,
        "assignment": assignments(deadline),
        "reporting_duty": f"""
            document; key;    assignment; deadline; line
            brev;     status; 1;          {duty};   88
        """,
    }


def test_t06_clean():
    assert findings(**letter("2026-05-15", "2026-05-15")) == ()
    assert findings(**letter("2026-05-15", "")) == ()


def test_t06_planted_deadline_before_the_letters_year():
    [finding] = findings(**letter("2025-05-15", ""))
    assert place(finding) == (
        "T-06",
        Verdict.UNEXPLAINED,
        Severity.WARNING,
        "brev",
        (12,),
        ("assignment/brev/new/1",),
    )
    assert (finding.facts["deadline"], finding.facts["other"]) == (date(2025, 5, 15), 2026)


def test_t06_planted_duty_repeats_another_deadline():
    [finding] = findings(**letter("2026-05-15", "2026-06-15"))
    assert (finding.number, finding.lines, finding.addresses) == (
        "T-06",
        (88,),
        ("reporting_duty/brev/status",),
    )
    assert (finding.facts["deadline"], finding.facts["other"]) == (date(2026, 6, 15), date(2026, 5, 15))


def editions(state):
    """A letter with a deadline in the year before, and its second edition, where the deadline is right."""
    return {
        "document": """
            key;   kind;              unit; year
            brev;  allocation_letter; ETAT; 2026
            brev2; allocation_letter; ETAT; 2026
        """,
        "working_document": f"""
            document; unit; edition; state;   replaces
            brev;     BYR;  1;       sent;
            brev2;    BYR;  2;       {state}; brev
        """,
        "allocation_letter": """
            document; sender; receiver; year
            brev;     BYR;    ETAT;     2026
            brev2;    BYR;    ETAT;     2026
        """,
        "assignment": """
            document; status; number; deadline
            brev;     new;    1;      2025-05-15
            brev;     new;    2;
            brev2;    new;    1;      2026-05-15
            brev2;    new;    2;      2026-06-15
        """,
        "reporting_duty": """
            document; key;    assignment; deadline
            brev;     status; 1;          2026-05-15
        """,
    }


def test_t02_and_t06_clean_in_an_edition_that_is_replaced():
    assert findings(**editions("sent")) == ()


def test_t02_and_t06_planted_in_an_edition_whose_next_is_a_draft():
    found = findings(**editions("draft"))
    assert sorted((finding.number, finding.addresses) for finding in found) == [
        ("T-02", ("assignment/brev/new/2",)),
        ("T-06", ("assignment/brev/new/1",)),
        ("T-06", ("reporting_duty/brev/status",)),
    ]


def test_t06_clean_when_the_other_deadline_is_of_a_carried_assignment():
    """Numbers begin anew for what is carried over, and duties belong to new assignments."""
    both = letter("2026-05-15", "2026-05-15")
    both["assignment"] = """
        document; status;  number; deadline
        brev;     new;     1;      2026-05-15
        brev;     carried; 1;      2026-11-01
    """
    assert findings(**both) == ()
