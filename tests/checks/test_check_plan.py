"""Checks of budgets that are made here; all numbers are invented, in thousand kroner."""

from small_books import findings

CODES = """
    dimension;     code;          parent
    account_group; drift;
    account_group; 10;            drift
    account_group; 11;            drift
    account_group; 16;            drift
    account_group; investering;
    chapter;       1;
    function;      120;
"""
UNITS = """
    key; kind;         parent
    BY;  municipality;
    A;   agency;       BY
    B;   agency;       BY
"""
DOCUMENTS = """
    key; kind;          unit; year
    b26; budget;        BY;   2026
    b27; budget;        BY;   2027
    alt; budget;        BY;   2027
    set; sector_review; BY;   2025
"""
WORK = """
    document; unit; state; edition
    b27;      BY;   draft; 1
"""
PROPOSAL = """
    document; stage;    first_year; base_document; base_version; base_year
    b27;      proposal; 2027;       b26;           adopted;      2026
"""
LINES = """
    document; unit; chapter; function; account_group; year; version; amount
    b26;      A;    1;       120;      10;            2026; adopted; 1000
    b26;      A;    1;       120;      16;            2026; adopted; -300
"""
RATES = """
    document; account_group; year; rate
    b27;      drift;         2027; 3.1
"""
HEAD = "document; code; first_year; last_year; unit; chapter; function; account_group; category; amount"
SPARE = "b27; spar; 2027; ; A; 1; 120; 10; measure; -50"


def budget(*changes, head=HEAD, **more):
    """The findings of a small budget with some changes, whose numbers begin with B."""
    usual = {
        "code": CODES,
        "unit": UNITS,
        "document": DOCUMENTS,
        "working_document": WORK,
        "budget_proposal": PROPOSAL,
        "budget_line": LINES,
        "compensation": RATES,
    }
    rows = {"planned_change": "\n".join((head, *changes))} if changes else {}
    texts = {name: text for name, text in {**usual, **rows, **more}.items() if text}
    return findings(**texts)


def only(found):
    [finding] = found
    return finding.number, finding.severity.value, finding.verdict.value, finding.printed, finding.computed


ALTERNATIVE = PROPOSAL.replace("first_year;", "first_year; amends;").replace("2027;", "2027; ;") + (
    "    alt; alternative; 2027; b27; ; ;\n"
)
TWO = WORK + "    alt; BY; {}; 1\n"
SPENT, PAID = "alt; mer; 2027; ; A; 1; 120; 10; council; 80", "alt; salg; 2027; ; A; 1; 120; 16; council; -80"


def test_b01_clean():
    """80 more for wages is paid with 80 more of sales, in all four years."""
    assert budget(SPENT, PAID, budget_proposal=ALTERNATIVE, working_document=TWO.format("submitted")) == ()


def test_b01_planted_alternative_that_does_not_balance():
    """The sales end after 2028: 80 thousand is missing in 2029 and in 2030."""
    paid = PAID.replace("2027; ;", "2027; 2028;")
    found = budget(SPENT, paid, budget_proposal=ALTERNATIVE, working_document=TWO.format("submitted"))
    assert only(found) == ("B-01", "error", "contradiction", 80_000.0, 0.0)
    assert found[0].facts == {"year": 2029, "count": 2, "label": "label-1", "label_en": "label_en-1"}
    draft = budget(SPENT, paid, budget_proposal=ALTERNATIVE, working_document=TWO.format("draft"))
    assert only(draft)[:2] == ("B-01", "warning")
    closed = budget(SPENT, paid, budget_proposal=ALTERNATIVE, working_document=TWO.format("frozen"))
    assert closed == ()


def test_b02_clean():
    assert budget("b27; en; 2027; 2027; A; 1; 120; 10; council; 10") == ()


def test_b02_planted_change_that_ends_before_it_begins():
    [finding] = budget("b27; en; 2028; 2027; A; 1; 120; 10; council; 10")
    assert (finding.number, finding.severity.value) == ("B-02", "error")
    assert finding.addresses == ("planned_change/b27/en/2028/A/1/-/120/10",)
    assert (finding.facts["start"], finding.facts["end"]) == (2028, 2027)


def test_b03_clean():
    """A unit with money, a change of all its functions, and two changes that belong together."""
    assert budget(SPARE) == ()
    assert budget("b27; kutt; 2027; ; A; ; ; drift; council; -10") == ()
    new = "b27; {}; 2027; ; B; 1; 120; 11; new_priority; 10"
    assert budget(new.format("ny"), new.format("mer")) == ()
    assert budget("b27; bygg; 2027; ; B; 1; 120; investering; new_priority; 10") == ()


def test_b03_planted_change_where_nothing_is_carried_on():
    """Unit B has no budget last year, and nothing else is changed there."""
    [finding] = budget(
        "b27; feil; 2027; 2027; B; 1; 120; 10; council; 10", "b27; feil; 2028; ; B; 1; 120; 10; council; 20"
    )
    assert (finding.number, finding.severity.value) == ("B-03", "notice")
    assert len(finding.addresses) == 2


MEASURES = {
    "efficiency_measure": "document; key; sector; owner\nset; T1; BY; A",
    "measure_effect": "document; measure; year; amount; printed_unit; decimals\n"
    "set; T1; 2027; 0.4; mill. kr; 1",
}
LINKED = f"{HEAD}; measure_document; measure"


def test_b04_clean():
    """The card saves 0.4 million every year from 2027; the budget takes out 400 thousand, or nearly so."""
    for amount in (-400, -380):
        change = f"b27; t1; 2027; ; A; 1; 120; 10; measure; {amount}; set; T1"
        assert budget(change, head=LINKED, **MEASURES) == ()


def test_b04_planted_change_that_departs_from_its_card():
    """The budget takes out 250 thousand: 0.15 million less than the card, which rounds to 0.1."""
    [finding] = budget("b27; t1; 2027; ; A; 1; 120; 10; measure; -250; set; T1", head=LINKED, **MEASURES)
    assert (finding.number, finding.severity.value, finding.verdict.value) == (
        "B-04",
        "warning",
        "unexplained",
    )
    assert (finding.printed, finding.computed, finding.room, finding.unit) == (-0.4, -0.25, 0.05, "mill. kr")
    assert finding.addresses == (
        "measure_effect/set/T1/2027/amount",
        "planned_change/b27/t1/2027/A/1/-/120/10/amount",
    )


def test_b05_clean():
    """A rate of all operating holds for every group; nought is a rate too."""
    assert budget() == ()
    nought = "document; account_group; year; rate\nb27; 10; 2027; 3.1\nb27; 16; 2027; 0"
    assert budget(compensation=nought) == ()


def test_b05_planted_group_without_a_rate():
    """Sales of 300 have no rate, and in 2028 not even wages have one."""
    rates = "document; account_group; year; rate\nb27; 10; 2027; 3.1\nb27; 11; 2028; 2"
    found = budget(compensation=rates)
    assert sorted((f.number, f.about, f.printed, f.facts["years"]) for f in found) == [
        ("B-05", "10", 1_000_000.0, "2028"),
        ("B-05", "16", -300_000.0, "2027, 2028"),
    ]


def test_b05_clean_when_the_budget_is_no_draft():
    adopted = WORK.replace("draft", "adopted")
    assert budget(compensation="", working_document=adopted) == ()
