"""Checks of targets against results."""

import pytest
from small_books import findings, told

INDICATOR = """
    key;   concept; better; label;         label_en
    svar;  svar;    {};     Svar i tide;   Answered in time
"""


def values(*rows, unit="prosent"):
    lines = "\n".join(f"svar; {row}; {unit}; {70 + n}" for n, row in enumerate(rows))
    return f"indicator; year; kind; operator; value; printed_unit; line\n{lines}"


def at(year, kind):
    return f"indicator_value/budsjett/svar/{year}/{kind}/value"


def found(better, *rows, unit="prosent"):
    return findings(indicator=INDICATOR.format(better), indicator_value=values(*rows, unit=unit))


def test_i01_clean():
    assert found("higher", "2025; target; ; 80", "2025; result; ; 82") == ()


def test_i01_planted_result_misses_the_target():
    """80 per cent was the target of 2025, the result of 2025 was 75."""
    [finding] = found("higher", "2025; target; ; 80", "2025; result; ; 75")
    assert told(finding) == {
        "number": "I-01",
        "verdict": "unexplained",
        "severity": "notice",
        "printed": 80.0,
        "computed": 75.0,
        "gap": 5.0,
        "room": None,
        "unit": "prosent",
        "document": "budsjett",
        "first_line": 70,
        "lines": {70},
        "first_address": at(2025, "target"),
        "addresses": {at(2025, "target"), at(2025, "result")},
    }
    assert finding.facts == {"year": 2025}


@pytest.mark.parametrize(
    ("better", "operator", "result", "missed"),
    [
        ("higher", "", 80, False),
        ("higher", "", 79, True),
        ("lower", "", 80, False),
        ("lower", "", 81, True),
        ("", ">", 80, True),  # above 80 is not 80
        ("", ">", 81, False),
        ("", "<", 80, True),
        ("", "<", 79, False),
        ("", "=", 80, False),
        ("", "=", 81, True),
    ],
)
def test_i01_planted_and_clean_both_ways(better, operator, result, missed):
    told_of = found(better, f"2025; target; {operator}; 80", f"2025; result; ; {result}")
    assert [f.number for f in told_of] == ["I-01"] * missed


def test_i02_clean():
    assert found("higher", "2026; target; ; 80", "2024; result; ; 75") == ()


def test_i02_planted_target_asks_for_less_than_was_reached():
    """The latest result, 84 in 2025, already passes the target of 80; the result of 2024 is not asked."""
    [finding] = found("higher", "2026; target; ; 80", "2024; result; ; 70", "2025; result; ; 84")
    assert told(finding) == {
        "number": "I-02",
        "verdict": "unexplained",
        "severity": "notice",
        "printed": 80.0,
        "computed": 84.0,
        "gap": -4.0,
        "room": None,
        "unit": "prosent",
        "document": "budsjett",
        "first_line": 70,
        "lines": {70},
        "first_address": at(2026, "target"),
        "addresses": {at(2026, "target"), at(2025, "result")},
    }
    assert finding.facts == {"year": 2026, "result_year": 2025}


def test_i02_planted_where_lower_is_better():
    [finding] = found("", "2026; target; <; 80", "2025; result; ; 60")
    assert (finding.number, finding.printed, finding.computed) == ("I-02", 80.0, 60.0)


def test_i02_clean_when_nobody_says_which_way_is_better():
    assert found("", "2026; target; ; 80", "2025; result; ; 84") == ()


def test_i02_planted_indicator_printed_under_two_areas_is_told_once():
    [finding] = findings(
        indicator="""
            key;  concept; better; area
            svar; svar;    higher; FO1
            igjen; svar;   higher; FO2
        """,
        indicator_value="""
            indicator; year; kind;   value; printed_unit; line
            svar;      2026; target;    80; prosent;      70
            svar;      2025; result;    84; prosent;      70
            igjen;     2026; target;    80; prosent;      90
            igjen;     2025; result;    84; prosent;      90
        """,
    )
    assert (finding.number, finding.lines) == ("I-02", (70,))
    assert finding.consequences == ("indicator_value/budsjett/igjen/2026/target/value",)


def test_i03_clean():
    assert found("higher", "2023; result; ; 71", "2024; result; ; 74") == ()


def test_i03_planted_zero_among_seventies():
    """0 per cent in 2023 and 2025 where 2024 was 74: a number that is missing, most likely."""
    [finding] = found("higher", "2023; result; ; 0", "2024; result; ; 74", "2025; expected; ; 0")
    assert told(finding) == {
        "number": "I-03",
        "verdict": "unexplained",
        "severity": "warning",
        "printed": 0.0,
        "computed": None,
        "gap": None,
        "room": None,
        "unit": "prosent",
        "document": "budsjett",
        "first_line": 70,
        "lines": {70},
        "first_address": at(2023, "result"),
        "addresses": {at(2023, "result"), at(2025, "expected")},
    }
    assert finding.facts == {"year": 2023, "years": "2023, 2025"}


def test_i03_clean_when_a_count_starts_at_nothing():
    """A new service had no users the first year; a zero after that is odd."""
    assert found("higher", "2023; result; ; 0", "2024; result; ; 74", unit="antall") == ()
    [finding] = found("higher", "2024; result; ; 74", "2025; result; ; 0", unit="antall")
    assert (finding.number, finding.facts["years"]) == ("I-03", "2025")


def test_i03_clean_when_nothing_is_the_aim():
    """A target of no breaches is a target, not a missing number."""
    assert found("lower", "2024; result; ; 74", "2026; target; ; 0") == ()
