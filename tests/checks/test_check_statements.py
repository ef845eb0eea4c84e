"""Checks of what is said twice, of shares and products, and of units that cannot be right."""

import pytest
from small_books import assert_clean, findings, told

from rodtrad.core.verdict import Severity, Verdict


def figure(key, document="budsjett"):
    return f"key_figure/{document}/{key}/BY/value"


def two_documents(second):
    return f"""
        document; key;  value;    concept;      printed_unit; line
        budsjett; leie; 1 204;    leie/2026;    1000 kr;      40
        brev;     leie; {second}; leie/2026;    1000 kr;      7
    """


def test_e01_clean():
    assert_clean("E-01", key_figure=two_documents("1 204"))


def test_e01_planted_letter_says_another_amount():
    """Documents are compared in the order of their names: the letter (brev) comes before the budget."""
    [finding] = findings(key_figure=two_documents("1 104"))
    assert told(finding) == {
        "number": "E-01",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 1204.0,
        "computed": 1104.0,
        "gap": 100.0,
        "room": 1.0,  # half a thousand kroner for each of the two
        "unit": "1000 kr",
        "document": "budsjett",
        "first_line": 40,
        "lines": {40},  # the other line stands in the letter
        "first_address": figure("leie"),
        "addresses": {figure("leie"), figure("leie", "brev")},
    }


def test_e01_clean_when_a_leading_minus_turns_the_sign():
    """Income is negative in one table and positive in another."""
    assert_clean(
        "E-01",
        key_figure="""
            document; key;  value;  concept
            budsjett; inn;    -300; inntekt
            brev;     inn;     300; -inntekt
        """,
    )


def twice(second, line):
    return f"""
        key; value;    concept; printed_unit; line
        a;       458;  døgn;    døgn;         15
        b;   {second}; døgn;    døgn;         {line}
    """


def test_e02_clean():
    assert_clean("E-02", key_figure=twice(458, 29))


def test_e02_planted_document_contradicts_itself():
    [finding] = findings(key_figure=twice(93, 29))
    assert told(finding) == {
        "number": "E-02",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 93.0,
        "computed": 458.0,
        "gap": -365.0,
        "room": 1.0,
        "unit": "døgn",
        "document": "budsjett",
        "first_line": 29,
        "lines": {29, 15},
        "first_address": figure("b"),
        "addresses": {figure("a"), figure("b")},
    }


def test_e02_columns_of_one_line_are_one_print():
    assert findings(key_figure=twice(93, 15)) == ()


def test_e02_money_is_not_compared_with_counts():
    assert findings(key_figure=twice(93, 29).replace("døgn;    døgn;         29", "døgn; kr; 29")) == ()


EQUAL = """
    key;  address;                          kind;     role
    leie; key_figure/budsjett/a/BY/value;   equality; result
    leie; key_figure/budsjett/b/BY/value;   equality; term
"""


def text_and_table(text):
    return f"""
        key; value;  printed_unit; decimals; line
        a;   {text}; mill. kr;     1;        22
        b;   4 460;  1000 kr;      0;        64
    """


def test_e03_clean():
    """4,5 million is how 4 460 thousand is told with one decimal."""
    assert_clean("E-03", key_figure=text_and_table("4,5"), stated_relation=EQUAL)


def test_e03_planted_text_says_six_million():
    [finding] = findings(key_figure=text_and_table("6,0"), stated_relation=EQUAL)
    said = told(finding)
    assert said.pop("gap") == pytest.approx(1.54)
    assert said == {
        "number": "E-03",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 6.0,
        "computed": 4.46,
        "room": 0.0505,  # half a tenth of a million, and half a thousand
        "unit": "mill. kr",
        "document": "budsjett",
        "first_line": 22,
        "lines": {22, 64},
        "first_address": figure("a"),
        "addresses": {figure("a"), figure("b")},
    }


SHARE = """
    key;   address;                              kind;  role;   weight
    andel; key_figure/budsjett/andel/BY/value;   share; result; 1
    andel; key_figure/budsjett/del/BY/value;     share; term;   1
    andel; key_figure/budsjett/alle/BY/value;    share; term;   -1
"""


def share(printed):
    return f"""
        key;   value;     printed_unit; line
        andel; {printed}; prosent;      9
        del;   30;        personer;     12
        alle;  120;       personer;     11
    """


def test_a01_clean():
    """30 of 120 is 25 per cent."""
    assert_clean("A-01", key_figure=share(25), stated_relation=SHARE)


def test_a01_planted_share():
    """20 per cent is printed. Room: 0,5 for the print, and 25 · (0,5/30 + 0,5/120) for part and whole."""
    [finding] = findings(key_figure=share(20), stated_relation=SHARE)
    said = told(finding)
    assert said.pop("room") == pytest.approx(0.5 + 25 * (0.5 / 30 + 0.5 / 120))
    assert said.pop("computed") == pytest.approx(25)
    assert said.pop("gap") == pytest.approx(-5)
    assert said == {
        "number": "A-01",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 20.0,
        "unit": "prosent",
        "document": "budsjett",
        "first_line": 9,
        "lines": {9, 12, 11},
        "first_address": figure("andel"),
        "addresses": {figure("andel"), figure("del"), figure("alle")},
    }


def test_a01_planted_share_of_nothing():
    """20 per cent of a whole that is 0 cannot be computed, so nothing is, and it does not hold."""
    [finding] = findings(key_figure=share(20).replace("120;", "0;"), stated_relation=SHARE)
    assert (finding.number, finding.verdict) == ("A-01", Verdict.CONTRADICTION)
    assert (finding.printed, finding.computed, finding.gap) == (20.0, None, None)


def product(strict):
    return f"""
        key;  address;                              kind;    role;   strict
        pris; key_figure/budsjett/sum/BY/value;     product; result; {strict}
        pris; key_figure/budsjett/plasser/BY/value; product; term;   {strict}
        pris; key_figure/budsjett/pris/BY/value;    product; term;   {strict}
        pris; constant/365;                         product; term;   {strict}
    """


def places(total):
    return f"""
        key;     value;   printed_unit; line
        plasser; 12;      plasser;      71
        pris;    500;     kr/døgn;      72
        sum;     {total}; kr;           73
    """


def test_a02_clean():
    """12 places · 500 kroner · 365 days = 2 190 000 kroner."""
    assert_clean("A-02", key_figure=places("2 190 000"), stated_relation=product("true"))


def test_a02_planted_calculation():
    """2 500 000 is printed. Room: 12 places may be 11,5 to 12,5, and 500 kroner 499,5 to 500,5."""
    [finding] = findings(key_figure=places("2 500 000"), stated_relation=product("true"))
    said = told(finding)
    assert said.pop("room") == pytest.approx(0.5 + 2_190_000 * (0.5 / 12 + 0.5 / 500))
    assert said.pop("computed") == pytest.approx(2_190_000)
    assert said.pop("gap") == pytest.approx(310_000)
    assert said == {
        "number": "A-02",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 2_500_000.0,
        "unit": "kr",
        "document": "budsjett",
        "first_line": 73,
        "lines": {71, 72, 73},
        "first_address": figure("sum"),
        "addresses": {figure("sum"), figure("plasser"), figure("pris"), "constant/365"},
    }


def test_a02_planted_but_something_outside_may_explain_it():
    [finding] = findings(key_figure=places("2 500 000"), stated_relation=product("false"))
    assert (finding.verdict, finding.severity) == (Verdict.UNEXPLAINED, Severity.WARNING)


def test_u01_clean():
    """22,5 million is 22 500 thousand."""
    assert_clean(
        "E-02",
        key_figure="""
            key;    value;   concept; printed_unit; decimals; line
            tabell; 22 500;  kutt;    1000 kr;      0;        6
            tekst;  22,5;    kutt;    mill. kr;     1;        12
        """,
    )


def test_u01_planted_caption_at_odds_with_two_prints():
    """The table's caption says thousands, the text says millions twice: the table is the odd one."""
    [finding] = findings(
        key_figure="""
            key;    value; concept; printed_unit; decimals; line
            tabell; 22,5;  kutt;    1000 kr;      1;        6
            tekst;  22,5;  kutt;    mill. kr;     1;        12
            slutt;  22,5;  kutt;    mill. kr;     1;        88
        """
    )
    assert told(finding) == {
        "number": "U-01",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 22.5,
        "computed": 22_500.0,
        "gap": -22_477.5,
        "room": None,
        "unit": "1000 kr",
        "document": "budsjett",
        "first_line": 6,
        "lines": {6, 12, 88},
        "first_address": figure("tabell"),
        "addresses": {figure("tabell"), figure("tekst"), figure("slutt")},
    }
    assert finding.facts == {"factor": 1000, "places": 2}


def test_u01_planted_in_a_whole_table_is_one_finding():
    """Three years stand in one line under the wrong caption: one finding, six comparisons."""
    years = ("2026", "2027", "2028")
    table = "\n".join(f"T4-{y}; 1{n},5; kutt/{y}; 1000 kr; 1; 6" for n, y in enumerate(years))
    text = "\n".join(
        f"{place}-{y}; 1{n},5; kutt/{y}; mill. kr; 1; {line}"
        for n, y in enumerate(years)
        for place, line in (("tekst", 12), ("slutt", 88))
    )
    head = "key; value; concept; printed_unit; decimals; line"
    [finding] = findings(key_figure=f"{head}\n{table}\n{text}")
    assert finding.facts == {"factor": 1000, "places": 6}
    assert (finding.printed, finding.computed, finding.lines) == (10.5, 10_500.0, (6, 12, 88))


def two_alone(others):
    """One amount in two prints, 18 thousand and 18 million, in a document with other amounts."""
    rows = "\n".join(f"annet-{n}; {kr}; ; kr; {200 + n}" for n, kr in enumerate(others))
    return f"""
        key;    value;      concept; printed_unit; line
        tekst;  18 000;     ramme;   kr;           50
        kort;   18 000 000; ramme;   kr;           98
        {rows}
    """


def test_u01_planted_suspect_is_the_amount_of_unusual_size():
    """Other amounts are tens of millions, so 18 thousand is the odd one."""
    [finding] = findings(key_figure=two_alone(["9 000 000", "21 000 000", "40 000 000"]))
    assert (finding.number, finding.printed, finding.computed) == ("U-01", 18_000.0, 18_000_000.0)
    assert (finding.addresses, finding.lines) == ((figure("tekst"), figure("kort")), (50, 98))


def test_u01_planted_suspect_is_the_large_one_among_small_amounts():
    """Other amounts are some thousands, so 18 million is the odd one."""
    [finding] = findings(key_figure=two_alone(["9 000", "21 000", "40 000"]))
    assert (finding.number, finding.printed, finding.computed) == ("U-01", 18_000_000.0, 18_000.0)
    assert (finding.addresses, finding.lines) == ((figure("kort"), figure("tekst")), (98, 50))


def test_u01_planted_a_millionfold():
    """18 kroner where the card says 18 million."""
    [finding] = findings(
        key_figure="""
            key;   value;  concept; printed_unit; line
            tekst; 18;     ramme;   kr;           50
            kort;  18;     ramme;   mill. kr;     98
            annet; 21;     ;        mill. kr;     99
        """
    )
    assert (finding.number, finding.facts["factor"]) == ("U-01", 1_000_000)
    assert (finding.printed, finding.computed, finding.unit) == (18.0, 18_000_000.0, "kr")


def test_u01_planted_majority_wins_wherever_the_wrong_print_stands():
    """Lines 6 and 12 say 18 million, line 98 says 18 thousand: two against one, whatever is usual."""
    [finding] = findings(
        key_figure="""
            key;    value;       concept; printed_unit; line
            tabell; 18 000 000;  ramme;   kr;           6
            tekst;  18 000 000;  ramme;   kr;           12
            kort;   18 000;      ramme;   kr;           98
            leie-1; 9 000;       ;        kr;           201
            leie-2; 12 000;      ;        kr;           202
            leie-3; 21 000;      ;        kr;           203
            leie-4; 40 000;      ;        kr;           204
        """
    )
    assert (finding.number, finding.printed, finding.lines[0]) == ("U-01", 18_000.0, 98)


def test_u01_not_when_the_same_digits_are_not_quite_a_thousandfold():
    """18,4 thousand against 18 million is no unit error when the print has more digits than that."""
    [finding] = findings(
        key_figure="""
            key;   value;       concept; printed_unit; line
            tekst; 18 400;      ramme;   kr;           50
            kort;  18 000 000;  ramme;   kr;           98
        """
    )
    assert (finding.number, finding.severity) == ("E-02", Severity.ERROR)
