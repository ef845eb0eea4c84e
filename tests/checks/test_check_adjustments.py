"""Checks of the way from the adopted to the regulated budget."""

from small_books import assert_clean, findings, told

GROUPS = """
    dimension;     code;         parent
    account_group; drift;
    account_group; drift-utgift; drift
    account_group; varer;        drift-utgift
    project;       P1;
"""
LINE = "budget_line/budsjett/1/BY/-/-/-/-/drift/2026/{}/amount"
ADJUSTMENTS = """
    table;     code;   parent; step;     account_group; amount; line
    vedtak;    vår;    sum;    change;   drift;             40; 52
    vedtak;    høst;   sum;    change;   drift;             20; 53
    vedtak;    sum;    ;       subtotal; drift;             60; 54
"""


def test_f02_clean():
    """900 adopted and 60 adjusted through the year is 960 regulated."""
    assert_clean(
        "F-02",
        code=GROUPS,
        budget_change=ADJUSTMENTS,
        budget_line="""
            version;   amount
            adopted;      900
            regulated;    960
        """,
    )


def test_f02_planted_regulated_budget():
    """900 + 60 = 960, the page says 990: 30 of 990 is three per cent, so a warning."""
    [finding] = findings(
        code=GROUPS,
        budget_change=ADJUSTMENTS,
        budget_line="""
            version;   amount; line
            adopted;      900; 61
            regulated;    990; 61
        """,
    )
    adopted, regulated = (LINE.format(v) for v in ("adopted", "regulated"))
    total = "budget_change/budsjett/vedtak/BY/-/-/sum/2026/amount"
    assert told(finding) == {
        "number": "F-02",
        "verdict": "contradiction",
        "severity": "warning",
        "printed": 990.0,
        "computed": 960.0,
        "gap": 30.0,
        "room": 1.5,
        "unit": "1000 kr",
        "document": "budsjett",
        "first_line": 61,
        "lines": {61, 54},
        "first_address": regulated,
        "addresses": {adopted, total, regulated},
    }


def test_f02_clean_and_planted_for_one_project():
    """A project's adjustments meet the group its expenses are in: 100 + 15 = 115."""
    change = """
        code;   account_group; project; amount
        innkj;  varer;         P1;          15
    """
    lines = """
        version;   account_group; project; amount
        adopted;   drift-utgift;  P1;         100
        regulated; drift-utgift;  P1;         {}
    """
    assert_clean("F-02", code=GROUPS, budget_change=change, budget_line=lines.format(115))
    [finding] = findings(code=GROUPS, budget_change=change, budget_line=lines.format(85))
    assert (finding.number, finding.printed, finding.computed, finding.gap) == ("F-02", 85.0, 115.0, -30.0)


CHAPTERS = """
    dimension;     code
    account_group; drift
    chapter;       315
    chapter;       319
"""
DECIDED = """
    chapter; code; account_group; decision; decided;    amount
    315;     vår;  drift;         V12;      2026-06-19;     40
"""


def regulated(amount):
    return f"""
        chapter; version;   amount;   line
        315;     adopted;        900; 61
        315;     regulated;      940; 61
        319;     adopted;        200; 71
        319;     regulated; {amount}; 72
    """


def test_f03_clean():
    """Chapter 315 is regulated by a listed decision, and 319 is not regulated at all."""
    assert findings(code=CHAPTERS, budget_change=DECIDED, budget_line=regulated(200)) == ()


def test_f03_planted_chapter_regulated_without_a_decision():
    [finding] = findings(code=CHAPTERS, budget_change=DECIDED, budget_line=regulated(230))
    at = {v: f"budget_line/budsjett/1/BY/319/-/-/-/drift/2026/{v}/amount" for v in ("adopted", "regulated")}
    assert told(finding) == {
        "number": "F-03",
        "verdict": "unexplained",
        "severity": "warning",
        "printed": 230.0,
        "computed": 200.0,
        "gap": 30.0,
        "room": None,
        "unit": "1000 kr",
        "document": "budsjett",
        "first_line": 72,
        "lines": {72},
        "first_address": at["regulated"],
        "addresses": set(at.values()),
    }


def test_f03_clean_when_the_document_lists_no_decisions_at_all():
    assert findings(code=CHAPTERS, budget_line=regulated(230)) == ()
