"""Deviations, limits, forecasts and accounts, worked by hand. All numbers are invented, in thousands."""

import polars as pl
import pytest
from reporting_samples import REPORT, instead, lillevik

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.period import Period
from rodtrad.models.reporting.accounts import accounts_of, budget_of_year
from rodtrad.models.reporting.copies import copied_rows, held_rows, moved_since
from rodtrad.models.reporting.economy import (
    Compared,
    economy_of,
    judged_lines,
    subject_of_deviation,
)
from rodtrad.models.reporting.missing import Lack, missing
from rodtrad.models.reporting.rounds import report_at, round_of

THOUSAND = 100_000
WAGES, PURCHASES, HOME_WAGES, SALES = (
    ("300", None, "253", "10"),
    ("300", None, "253", "11"),
    ("300", None, "254", "10"),
    ("300", None, "254", "16"),
)
NET = ("300", None, None, "drift")


def economy(facts, document=REPORT):
    report = report_at(facts, document)
    return economy_of(facts, report, round_of(facts, report))


def without_net(*more):
    """Lillevik whose accounts have no printed net, with more rows."""
    facts = lillevik(period_amount="\n".join(more))
    return {
        **facts,
        "period_amount": facts["period_amount"].filter(
            (pl.col("account_group") != "drift") | (pl.col("function") == "254")
        ),
    }


def forecasts(*rows):
    """Rows of forecasts: function, account group and thousands."""
    return "\n".join(
        f"{REPORT}; PLE; 300; {function}; {group}; 2027-T2; forecast; {amount}; 1000 kr"
        for function, group, amount in rows
    )


def test_deviation_is_budget_minus_accounts_and_share_is_of_the_budget():
    found = {line.place: line.so_far for line in economy(lillevik()).lines}
    assert found[WAGES].deviation == -3_001 * THOUSAND
    assert found[WAGES].share == pytest.approx(-0.012004)
    # Income of 39 000 where 40 000 was budgeted: (−40 000) − (−39 000) = −1 000, which is 2,5 %.
    assert found[SALES].deviation == -1_000 * THOUSAND
    assert found[SALES].share == pytest.approx(-0.025)


def test_a_row_is_explained_when_it_is_above_both_limits_and_not_when_it_is_at_one_of_them():
    """The limits are 1,2 % and 3 million.

    wages      3 001 of 250 000: 3,001 million and 1,2004 %   above both
    purchases  3 000 of 250 000: 3,000 million and 1,2000 %   at both, so above neither
    home wages 3 500 of 300 000: 3,500 million and 1,1667 %   above the amount only
    sales      1 000 of  40 000: 1,000 million and 2,5000 %   above the share only
    """
    assert [line.place for line in economy(lillevik()).lines if line.is_above] == [WAGES, NET]


def test_a_total_is_told_through_its_part_and_by_itself_when_no_part_is_above():
    assert [line.place for line in economy(lillevik()).to_explain] == [WAGES]
    # With 252 999 in wages no part is above; the total is 10 499 of 760 000, which is 1,38 %.
    calm = instead("period_amount", "253001", "252999")
    assert [line.place for line in economy(calm).to_explain] == [NET]


@pytest.mark.parametrize(
    ("budget", "other", "is_above"),
    [
        (100_000, 104_000, True),
        (100_000, 96_000, True),
        (100_000, 103_000, False),
        (400_000, 404_800, False),
        (400_000, 404_801, True),
        (0, 3_001, True),
        (0, 3_000, False),
        (-100_000, -96_999, True),
        (None, 9_000, False),
        (9_000, None, False),
    ],
)
def test_limits_at_and_around_their_edges(budget, other, is_above):
    ore = [None if value is None else value * THOUSAND for value in (budget, other)]
    assert Compared(*ore).is_above(Quantity.of(1.2), Amount.million(3)) is is_above


def test_without_a_round_nothing_must_be_explained():
    facts = lillevik()
    lines = economy_of(facts, report_at(facts, REPORT), None).lines
    assert not any(line.must_explain for line in lines)
    assert judged_lines(lines, ({}, {}, {}, {}), None) == list(lines)


def spread_evenly():
    """Lillevik whose accounts have no budget so far, and whose round spreads the year's on its months."""
    facts = lillevik()
    stated = facts["period_amount"].filter(pl.col("version") != "regulated")
    rounds = facts["reporting_period"].with_columns(pl.lit("even").alias("spread"))
    return {**facts, "period_amount": stated, "reporting_period": rounds}


def test_the_years_budget_is_spread_on_its_months_where_the_accounts_have_none():
    """Through August: 8 of 12 months of 375, 374, 450 and −60 million, rounded to thousands as printed."""
    made = economy(spread_evenly())
    budgets = {line.place: line.so_far.budget for line in made.lines}
    assert (made.months, budgets) == (
        8,
        {
            WAGES: 250_000 * THOUSAND,
            PURCHASES: 249_333 * THOUSAND,
            HOME_WAGES: 300_000 * THOUSAND,
            SALES: -40_000 * THOUSAND,
            NET: 759_333 * THOUSAND,
        },
    )
    # Purchases are 253 000 of 249 333: 3,667 million and 1,47 %, above both limits.
    assert [line.place for line in made.lines if line.must_explain] == [WAGES, PURCHASES]
    [wages] = [line for line in made.lines if line.place == WAGES]
    assert wages.budget.address == wages.year_budget.address


def test_a_budget_that_is_stated_is_never_spread_and_without_a_round_nothing_is():
    facts = lillevik()
    rounds = facts["reporting_period"].with_columns(pl.lit("even").alias("spread"))
    made = economy({**facts, "reporting_period": rounds})
    assert made.months is None
    assert made.lines == economy(facts).lines
    bare = spread_evenly()
    alone = economy_of(bare, report_at(bare, REPORT), None)
    assert (alone.months, alone.has_budget_so_far) == (None, False)


def test_the_forecast_is_held_against_the_years_budget_and_must_be_explained_too():
    # 455 500 against 450 000: 5,5 million and 1,22 %.
    rows = forecasts((253, 10, 375000), (253, 11, 374000), (254, 10, 455500), (254, 16, -60000))
    made = economy(lillevik(period_amount=rows))
    found = {line.place: line for line in made.lines}
    assert found[HOME_WAGES].year.deviation == -5_500 * THOUSAND
    assert found[HOME_WAGES].must_explain
    # 1 139 000 − (375 000 + 374 000 + 455 500 − 60 000) = −5 500
    assert made.year.deviation == -5_500 * THOUSAND


def test_the_whole_is_the_printed_net_once_and_not_its_parts_beside_it():
    made = economy(lillevik())
    assert (made.so_far.budget, made.so_far.other) == (760_000 * THOUSAND, 770_501 * THOUSAND)
    printed = "\naccounts-2027; PLE; 300; ; drift; 2027-T2; accounts; 770501; 1000 kr"
    alone = instead("period_amount", printed, "")
    # Only the budget has a printed net; 253 001 + 253 000 + 303 500 − 39 000 = 770 501 all the same.
    assert economy(alone).so_far.other == 770_501 * THOUSAND


def test_investment_is_no_part_of_the_operating_net():
    more = "accounts-2027; PLE; 300; 253; 00; 2027-T2; accounts; 88000; 1000 kr"
    assert economy(lillevik(period_amount=more)).so_far.other == 770_501 * THOUSAND


def test_once_a_unit_has_a_budget_a_row_without_one_counts_as_nothing_budgeted():
    """84 600 used in a row that nobody has budgeted; the rows and the whole deviate by the same.

    Rows: −3 001 − 3 000 − 3 500 − 1 000 − 84 600 = −95 101. Whole: 760 000 − (770 501 + 84 600) = −95 101.
    """
    more = "accounts-2027; PLE; 300; 254; 11; 2027-T2; accounts; 84600; 1000 kr"
    made = economy(without_net(more))
    lines = {line.place: line for line in made.lines}
    row = lines["300", None, "254", "11"]
    assert (row.budget, row.so_far.budget, row.so_far.deviation) == (None, 0, -84_600 * THOUSAND)
    assert row.must_explain
    parts = [line.so_far.deviation for line in made.lines if not line.is_total]
    assert made.so_far.deviation == sum(parts) == -95_101 * THOUSAND


def test_a_budget_that_nothing_is_used_of_deviates_by_all_of_it():
    more = "accounts-2027; PLE; 300; 254; 11; 2027-T2; regulated; 5000; 1000 kr"
    made = economy(without_net(more))
    [row] = [line for line in made.lines if line.place == ("300", None, "254", "11")]
    # −10 501 + 5 000 = −5 501
    assert (row.so_far.deviation, made.so_far.deviation) == (5_000 * THOUSAND, -5_501 * THOUSAND)


def test_without_any_budget_through_the_period_no_deviation_is_shown():
    facts = lillevik()
    rows = facts["period_amount"]
    facts["period_amount"] = rows.filter(pl.col("version") != "regulated")
    made = economy(facts)
    assert made.so_far.budget is None
    assert made.so_far.deviation is None
    assert [line.so_far.deviation for line in made.lines] == [None] * len(made.lines)


def test_what_is_budgeted_as_a_whole_alone_says_nothing_of_its_parts():
    """Home care is budgeted with 260 000 in one row, and used in two: 303 500 and −39 000, in all 264 500."""
    whole = "accounts-2027; PLE; 300; 254; drift; 2027-T2; regulated; 260000; 1000 kr"
    facts = without_net(whole)
    home = (pl.col("function") == "254") & (pl.col("account_group") != "drift")
    rows = facts["period_amount"]
    facts["period_amount"] = rows.filter(~(home & (pl.col("version") == "regulated")).fill_null(value=False))
    lines = {line.place: line for line in economy(facts).lines}
    assert lines[HOME_WAGES].so_far.deviation is None
    total = lines["300", None, "254", "drift"]
    assert (total.so_far.other, total.so_far.deviation) == (264_500 * THOUSAND, -4_500 * THOUSAND)
    assert total.must_explain


def test_a_total_without_an_amount_is_the_sum_of_its_parts():
    """The budget alone has a printed net; the accounts of its parts are 770 501."""
    printed = "\naccounts-2027; PLE; 300; ; drift; 2027-T2; accounts; 770501; 1000 kr"
    made = economy(instead("period_amount", printed, ""))
    [net] = [line for line in made.lines if line.place == NET]
    assert (net.accounts.ore, net.accounts.address) == (770_501 * THOUSAND, "")
    assert net.so_far.deviation == -10_501 * THOUSAND
    assert (
        not copied_rows(instead("period_amount", printed, ""), made.report)["period_amount"]
        .filter(account_group="drift", version="accounts")
        .height
    )


def test_a_net_forecast_waits_for_every_part():
    rows = forecasts((253, 10, 375000), (253, 11, 374000))
    assert economy(lillevik(period_amount=rows)).year.other is None


def test_accounts_through_the_tertial_are_those_through_august():
    as_month = instead("period_amount", "2027-T2", "2027-M08")
    assert economy(as_month).so_far.deviation == -10_501 * THOUSAND
    other = instead("period_amount", "2027-T2", "2027-M07")
    assert not economy(other).has_accounts


def test_of_two_documents_with_the_same_accounts_the_one_published_last_counts():
    facts = lillevik(
        document="accounts-2027-b; accounts; LIL; 2027; 2027-10-01; Rettet; Corrected",
        period_amount="accounts-2027-b; PLE; 300; 253; 10; 2027-T2; accounts; 251000; 1000 kr",
    )
    rows = accounts_of(facts, "PLE", Period.parse("2027-T2")).filter(function="253", account_group="10")
    assert dict(rows.select("version", "amount").iter_rows()) == {
        "accounts": 251_000 * THOUSAND,
        "regulated": 250_000 * THOUSAND,
    }


def test_the_years_budget_is_the_regulated_one_of_the_accounts_else_of_the_budget_else_the_adopted():
    facts = lillevik()
    assert budget_of_year(facts, "PLE", 2027).fact == "budget_line"
    regulated = lillevik(
        budget_line="budget-2027; t; PLE; 300; 253; 10; 2027; regulated; 380000; 1000 kr",
    )
    assert budget_of_year(regulated, "PLE", 2027).rows["amount"].to_list() == [380_000 * THOUSAND]
    imported = lillevik(
        period_amount="accounts-2027; PLE; 300; 253; 10; 2027; regulated; 381000; 1000 kr",
    )
    found = budget_of_year(imported, "PLE", 2027)
    assert (found.fact, found.rows["amount"].to_list()) == ("period_amount", [381_000 * THOUSAND])


def test_an_alternative_budget_and_a_draft_are_no_budget():
    more = {
        "document": "budget-b; budget; LIL; 2027; ; Annet; Other",
        "budget_line": "budget-b; t; PLE; 300; 253; 10; 2027; adopted; 1; 1000 kr",
        "working_document": "budget-b; LIL; {}; 1; ; ; ; 2026-12-20",
    }
    draft = lillevik(**{**more, "working_document": more["working_document"].format("draft")})
    assert budget_of_year(draft, "PLE", 2027).rows.height == 4
    adopted = lillevik(**{**more, "working_document": more["working_document"].format("adopted")})
    assert budget_of_year(adopted, "PLE", 2027).rows.height == 1
    proposal = "document; stage; first_year\nbudget-b; alternative; 2027"
    told = {**more, "working_document": more["working_document"].format("adopted")}
    assert budget_of_year(lillevik(**told, budget_proposal=proposal), "PLE", 2027).rows.height == 4


def handed_in(**more):
    """The report after it was handed in, with its own copies."""
    facts = lillevik(**more)
    report = report_at(facts, REPORT)
    made = copied_rows(facts, report)
    del made["passage"]
    after = {name: pl.concat([facts[name], made.get(name, facts[name].clear())]) for name in facts}
    work = after["working_document"]
    state = pl.when(pl.col("document") == REPORT).then(pl.lit("frozen")).otherwise("state").alias("state")
    after["working_document"] = work.with_columns(state)
    return after


def test_a_report_that_is_handed_in_shows_its_own_figures_whatever_the_accounts_say_later():
    facts = handed_in()
    later = facts["period_amount"].with_columns(
        pl.when((pl.col("document") == "accounts-2027") & (pl.col("account_group") == "11"))
        .then(pl.col("amount") + 7 * THOUSAND)
        .otherwise("amount")
        .alias("amount")
    )
    facts["period_amount"] = later
    made = economy(facts)
    assert made.so_far.deviation == -10_501 * THOUSAND
    assert made.year.budget == 1_139_000 * THOUSAND
    assert all(s.address.startswith(f"period_amount/{REPORT}/") for line in made.lines for s in line.known)
    moved = moved_since(facts, [REPORT])
    assert moved.select("account_group", "version", "amount", "now").rows() == [
        ("11", "accounts", 253_000 * THOUSAND, 253_007 * THOUSAND),
        ("11", "regulated", 250_000 * THOUSAND, 250_007 * THOUSAND),
    ]


def test_a_number_in_a_text_follows_the_reports_own_copy():
    accounts = "period_amount/accounts-2027/PLE/300/-/253/10/2027-T2/accounts/amount"
    year = "budget_line/budget-2027/t/PLE/300/-/253/-/10/2027/adopted/amount"
    text = f"Lønn er {{{{{accounts} | mill. kr}}}} av {{{{{year}}}}}, og {{{{{accounts}}}}}."
    head = "document; key; part; text"
    facts = lillevik(passage=f"{head}\n{REPORT}; a; summary; {text}")
    [said] = copied_rows(facts, report_at(facts, REPORT))["passage"]["text"]
    own = f"period_amount/{REPORT}/PLE/300/-/253/10/2027-T2/accounts/amount"
    own_year = f"period_amount/{REPORT}/PLE/300/-/253/10/2027@2027-T2/regulated/amount"
    assert said == f"Lønn er {{{{{own} | mill. kr}}}} av {{{{{own_year}}}}}, og {{{{{own}}}}}."


def test_the_copies_hold_the_follow_up_with_the_letter_before_its_subject():
    facts = lillevik()
    rows = copied_rows(facts, report_at(facts, REPORT))["follow_up"]
    assert rows.select("document", "subject", "status").rows() == [
        (REPORT, "letter-ple-2027.new.1", "done"),
        (REPORT, "letter-ple-2027.new.2", "in_progress"),
    ]
    frozen = handed_in()
    assert held_rows(frozen, report_at(frozen, REPORT))["follow_up"].height == 2


def lacks_of(facts):
    return [(m.subject.value, m.lack) for m in missing(facts, report_at(facts, REPORT))]


def test_what_is_missing_is_only_what_is_asked_for():
    assert lacks_of(lillevik()) == [
        *[("economy", Lack.FORECAST)] * 4,
        ("economy", Lack.EXPLANATION),
        ("goals", Lack.STATUS),
        ("goals", Lack.ASSESSMENT),
        ("goals", Lack.STATUS),
        ("indicators", Lack.RESULT),
        ("indicators", Lack.RESULT),
        ("assignments", Lack.STALE),
        ("resolutions", Lack.STATUS),
        ("risk", Lack.RISK),
        ("internal_control", Lack.CONTROL),
        ("climate", Lack.TEXT),
        ("sick_leave", Lack.NUMBER),
    ]


def test_words_about_why_there_is_no_number_are_an_answer():
    about = f"""
    document; key; part; subject; text
    {REPORT}; a; result; indicator/letter-ple-2027/home; Måles først i desember
    {REPORT}; b; result; report_part/letter-ple-2027/sick; Systemet er nede
    {REPORT}; c; deviation; {subject_of_deviation(report_at(lillevik(), REPORT), WAGES)}; Vikarer
    {REPORT}; d; result; goal/letter-ple-2027/1.1;
    """
    found = lacks_of(lillevik(passage=about.replace("1.1;\n", "1.1; - \n").replace("\n    ", "\n")))
    assert found.count(("indicators", Lack.RESULT)) == 1
    assert ("sick_leave", Lack.NUMBER) not in found
    assert ("economy", Lack.EXPLANATION) not in found


def test_missing_accounts_are_missing():
    facts = instead("period_amount", "2027-T2", "2027-M07")
    assert ("economy", Lack.ACCOUNTS) in lacks_of(facts)


@pytest.mark.parametrize(
    ("rows", "lack"),
    [
        ("letter-ple-2027; council_resolution; 1; PLE; done; ; ; 2027-09-02", Lack.EVIDENCE),
        ("letter-ple-2027; council_resolution; 1; PLE; delayed; ; ; 2027-09-02", Lack.COMMENT),
        ("letter-ple-2027; council_resolution; 1; PLE; stopped; ; ; 2027-09-02", Lack.COMMENT),
        ("letter-ple-2027; council_resolution; 1; PLE; done; Sak 31/27; ; 2027-09-02", None),
        ("letter-ple-2027; council_resolution; 1; PLE; in_progress; ; ; 2027-09-02", None),
    ],
)
def test_what_is_done_needs_evidence_and_what_stops_needs_words(rows, lack):
    found = [what for subject, what in lacks_of(lillevik(follow_up=rows)) if subject == "resolutions"]
    assert found == ([lack] if lack else [])


@pytest.mark.parametrize(
    ("row", "lack"),
    [
        (f"{REPORT}; r; PLE; ; 3; 4; ; Strøm; Power", Lack.ACTION),
        (f"{REPORT}; r; PLE; ; 3; 4; Aggregat; Strøm; Power", None),
        (f"{REPORT}; r; PLE; ; 3; 3; ; Strøm; Power", None),
    ],
)
def test_a_high_risk_needs_an_action(row, lack):
    found = [what for subject, what in lacks_of(lillevik(risk=row)) if subject == "risk"]
    assert found == ([lack] if lack else [])


@pytest.mark.parametrize(
    ("row", "lack"),
    [
        (f"{REPORT}; c; PLE; not_checked; ; ; Brann; Fire", Lack.CONTROL),
        (f"{REPORT}; c; PLE; in_order; ; ; Brann; Fire", None),
        (f"{REPORT}; c; PLE; fault; Dør; ; Brann; Fire", Lack.FAULT),
        (f"{REPORT}; c; PLE; fault; ; 2027-10-01; Brann; Fire", Lack.FAULT),
        (f"{REPORT}; c; PLE; fault; Dør; 2027-10-01; Brann; Fire", None),
    ],
)
def test_a_fault_needs_a_comment_and_a_deadline(row, lack):
    found = [what for subject, what in lacks_of(lillevik(control_point=row)) if subject == "internal_control"]
    assert found == ([lack] if lack else [])
