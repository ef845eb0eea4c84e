"""Checks of benefits against accounts, volumes and reports. Every number and unit here is made up."""

from small_books import findings, told

CARD = """
    document;    key; sector; owner; label;         label_en;      line
    gjennomgang; B1;  BY;     PAR;   Færre benker;  Fewer benches; 30
"""
EFFECT = """
    document;    measure; year; amount; printed_unit; line
    gjennomgang; B1;      2026; 4;      mill. kr;     31
"""
PLAN = """
    document;    measure; owner; baseline_year; growth
    gjennomgang; B1;      PAR;   2024;          0
"""
TRACES = """
    document;    measure; key;    kind;    unit; chapter; account_group; concept;       change; label
    gjennomgang; B1;      lonn;   account; PAR;  315;     10;            ;              ;       Lønn
    gjennomgang; B1;      benker; volume;  ;     ;        ;              benker/{year}; -40;    Benker
"""
CODES = """
    dimension;     code
    chapter;       315
    account_group; 10
"""
UNITS = """
    key; kind
    BY;  municipality
    PAR; agency
"""


def book(saved, benches=60, reported=4.0):
    """Wages were 20 million in 2024; 4 million less is expected in 2026, and 40 of 100 benches less."""
    texts = {
        "unit": UNITS,
        "code": CODES,
        "efficiency_measure": CARD,
        "measure_effect": EFFECT,
        "benefit_plan": PLAN,
        "benefit_trace": TRACES,
        "budget_line": f"""
            document; unit; chapter; account_group; year; version;  amount;       printed_unit; line
            regnskap; PAR;  315;     10;            2024; accounts; 20;           mill. kr;     11
            regnskap; PAR;  315;     10;            2026; accounts; {20 - saved}; mill. kr;     12
        """,
        "key_figure": f"""
            document; key;         unit; year; value;     concept;     printed_unit; line
            regnskap; benker.2024; PAR;  2024; 100;       benker/2024; antall;       21
            regnskap; benker.2026; PAR;  2026; {benches}; benker/2026; antall;       22
        """,
    }
    if reported is not None:
        texts["benefit_report"] = f"""
            document;    measure; year; amount;                    reported
            gjennomgang; B1;      2026; {round(reported * 10**6)}; 2027-02-01
        """
    return texts


ACCOUNTS = "budget_line/regnskap/1/PAR/315/-/-/-/10/2026/accounts/amount"
REPORT = "benefit_report/gjennomgang/B1/2026"


def test_g01_clean():
    """3,2 of 4 million is seen: 80 per cent."""
    assert findings(**book(saved=3.2)) == ()


def test_g01_clean_when_the_owner_says_that_little_came():
    assert findings(**book(saved=1.5, reported=1.5)) == ()


def test_g01_planted_reported_but_not_seen():
    """4 million is reported, but wages fell by 1,5: below half."""
    [finding] = findings(**book(saved=1.5))
    assert told(finding) == {
        "number": "G-01",
        "verdict": "unexplained",
        "severity": "warning",
        "printed": 4_000_000.0,
        "computed": 1_500_000.0,
        "gap": 2_500_000.0,
        "room": None,
        "unit": "kr",
        "document": "gjennomgang",
        "first_line": 30,
        "lines": {30},
        "first_address": REPORT,
        "addresses": {REPORT, ACCOUNTS},
    }
    assert finding.facts == {
        "label": "B1 Færre benker",
        "label_en": "B1 Fewer benches",
        "year": 2026,
        "expected": 4_000_000,
    }


def test_g02_clean():
    """92 benches: 8 of the 40 that were to go are gone, which is 20 per cent."""
    assert findings(**book(saved=4, benches=92)) == ()


def test_g02_clean_when_the_money_is_not_seen_either():
    assert findings(**book(saved=2, benches=100, reported=2.0)) == ()


def test_g02_planted_volume_that_went_the_wrong_way():
    """The money is seen, but there are 110 benches: 10 more, where 40 were to go, is −25 per cent."""
    [finding] = findings(**book(saved=4, benches=110))
    after, before = (f"key_figure/regnskap/benker.{year}/PAR/value" for year in (2026, 2024))
    assert told(finding) == {
        "number": "G-02",
        "verdict": "unexplained",
        "severity": "warning",
        "printed": 110.0,
        "computed": 100.0,
        "gap": 10.0,
        "room": None,
        "unit": "antall",
        "document": "gjennomgang",
        "first_line": 30,
        "lines": {30},
        "first_address": after,
        "addresses": {after, before},
    }
    assert finding.facts == {
        "label": "B1 Færre benker",
        "label_en": "B1 Fewer benches",
        "year": 2026,
        "baseline": 2024,
        "moved": "\u221225",
    }


def test_g03_clean():
    """The owner has reported 2026, which is the last year with accounts."""
    assert findings(**book(saved=4)) == ()


def test_g03_clean_before_the_year_is_in_the_accounts():
    texts = book(saved=4, reported=None)
    texts["budget_line"] = "\n".join(texts["budget_line"].splitlines()[:-2])
    assert findings(**texts) == ()


def test_g03_planted_owner_who_has_not_reported():
    [finding] = findings(**book(saved=4, reported=None))
    assert told(finding) == {
        "number": "G-03",
        "verdict": "unexplained",
        "severity": "notice",
        "printed": None,
        "computed": None,
        "gap": None,
        "room": None,
        "unit": "",
        "document": "gjennomgang",
        "first_line": 30,
        "lines": {30},
        "first_address": "benefit_plan/gjennomgang/B1",
        "addresses": {"benefit_plan/gjennomgang/B1"},
    }
    assert finding.facts == {
        "label": "B1 Færre benker",
        "label_en": "B1 Fewer benches",
        "owner": "PAR",
        "since": 2026,
        "last": 2026,
    }


def test_g03_planted_again_after_a_report_of_an_earlier_year():
    """Effects in 2025 and 2026, a report of 2025: silent since 2026, which is another finding."""
    texts = book(saved=4, reported=None)
    texts["measure_effect"] = EFFECT + "    gjennomgang; B1; 2025; 1; mill. kr; 32\n"
    texts["budget_line"] += "    regnskap; PAR; 315; 10; 2025; accounts; 19; mill. kr; 13\n"
    [since_2025] = findings(**texts)
    texts["benefit_report"] = """
        document;    measure; year; amount;  reported
        gjennomgang; B1;      2025; 1000000; 2026-02-01
    """
    [since_2026] = findings(**texts)
    assert (since_2025.facts["since"], since_2026.facts["since"]) == (2025, 2026)
    assert since_2025.id != since_2026.id
