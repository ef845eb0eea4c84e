"""Checks of reports: explained, in time, as the accounts, growing and shown. All numbers are invented."""

import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

sys.path.append(str(Path(__file__).parent.parent / "models"))
from reporting_samples import REPORT, instead, lillevik

from rodtrad.checks.run import judgement_of
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.reporting.copies import copied_rows
from rodtrad.models.reporting.economy import subject_of_deviation
from rodtrad.models.reporting.rounds import report_at
from rodtrad.models.thread.weave import thread_of
from rodtrad.reports.wording import Wording

WAGES = ("300", None, "253", "10")
WORK = f"working_document/{REPORT}"


def found(facts, number):
    return [f for f in judgement_of(thread_of(facts), {}).findings if f.number == number]


def sentence(facts, finding, language="no"):
    return Wording(thread_of(facts), language).text(finding).sentence


def explained():
    subject = subject_of_deviation(report_at(lillevik(), REPORT), WAGES)
    head = "document; key; part; subject; text"
    return {"passage": f"{head}\n{REPORT}; a; deviation; {subject}; Flere vikarer enn ventet"}


def handed_in(state="frozen", **more):
    """The report with its own copies of the accounts, in a state."""
    facts = lillevik(**more)
    made = copied_rows(facts, report_at(facts, REPORT))
    del made["passage"]
    after = {name: pl.concat([facts[name], made.get(name, facts[name].clear())]) for name in facts}
    mine = pl.col("document") == REPORT
    after["working_document"] = after["working_document"].with_columns(
        pl.when(mine).then(pl.lit(state)).otherwise("state").alias("state"),
        pl.when(mine).then(pl.lit(date(2027, 9, 18))).otherwise("submitted").alias("submitted"),
    )
    return after


def changed(facts, group, version, ore):
    """The accounts with one amount moved, in øre."""
    mine = (pl.col("document") == "accounts-2027") & (pl.col("account_group") == group)
    mine &= (pl.col("version") == version) & (pl.col("function") == "253") & (pl.col("period") == "2027-T2")
    amount = pl.when(mine).then(pl.col("amount") + ore).otherwise("amount").alias("amount")
    return {**facts, "period_amount": facts["period_amount"].with_columns(amount)}


def test_v01_clean_when_each_deviation_has_words():
    assert found(handed_in("submitted", **explained()), "V-01") == []


def test_v01_clean_while_the_report_is_a_draft():
    assert found(lillevik(), "V-01") == []


@pytest.mark.parametrize("state", ["submitted", "approved", "frozen"])
def test_v01_planted_deviation_without_words(state):
    facts = handed_in(state)
    [finding] = found(facts, "V-01")
    address = f"period_amount/{REPORT}/PLE/300/-/253/10/2027-T2/accounts/amount"
    assert finding.addresses == (address,)
    assert (finding.severity, finding.verdict) == (Severity.WARNING, Verdict.UNEXPLAINED)
    assert (finding.printed, finding.computed, finding.gap) == (253_001, 250_000, 3_001)
    assert "Avviket er over grensene i runden" in sentence(facts, finding)


def test_v01_planted_forecast_without_words():
    rows = f"{REPORT}; PLE; 300; 254; 10; 2027-T2; forecast; 455500; 1000 kr"
    [finding] = found(handed_in(period_amount=rows, **explained()), "V-01")
    # The accounts of home wages are above one limit only; their forecast is above both, and is what is told.
    assert (finding.printed, finding.computed) == (455_500, 450_000)
    assert finding.addresses[0].endswith("/254/10/2027-T2/forecast/amount")


NO_BUDGET = "accounts-2027; PLE; 300; 254; 11; 2027-T2; accounts; 84600; 1000 kr"


def test_v01_clean_when_a_row_without_a_budget_has_words():
    report = report_at(lillevik(), REPORT)
    subject = subject_of_deviation(report, ("300", None, "254", "11"))
    texts = {"passage": f"{explained()['passage']}\n{REPORT}; b; deviation; {subject}; Feilført"}
    assert found(handed_in(period_amount=NO_BUDGET, **texts), "V-01") == []


def test_v01_planted_accounts_of_a_row_without_a_budget():
    """84 600 used where nothing is budgeted, in a report that has a budget for other rows."""
    [finding] = found(handed_in(period_amount=NO_BUDGET, **explained()), "V-01")
    assert finding.addresses == (f"period_amount/{REPORT}/PLE/300/-/254/11/2027-T2/accounts/amount",)
    assert (finding.printed, finding.computed) == (84_600, 0)


def test_v01_planted_budget_of_a_row_without_accounts():
    """Nothing is used of 5 000; the finding leads to the budget, which is what there is."""
    more = "accounts-2027; PLE; 300; 254; 11; 2027-T2; regulated; 5000; 1000 kr"
    [finding] = found(handed_in(period_amount=more, **explained()), "V-01")
    assert finding.addresses == (f"period_amount/{REPORT}/PLE/300/-/254/11/2027-T2/regulated/amount",)
    assert (finding.printed, finding.computed) == (0, 5_000)


def test_v02_clean_when_reports_are_handed_in_by_their_deadline():
    assert found(handed_in(), "V-02") == []


def test_v02_planted_report_after_its_deadline():
    facts = instead("working_document", "2027-05-15; 2027-05-14", "2027-05-15; 2027-05-17")
    [finding] = found(facts, "V-02")
    assert finding.addresses == ("working_document/report-ple-2027-T1",)
    assert "hadde frist 15. mai 2027, men var ikke levert før 17. mai 2027" in sentence(facts, finding)


def test_v02_planted_report_that_never_came_though_the_book_goes_on():
    """The draft was due on 20 September; something else is dated 1 November."""
    more = "letter-ple-2027; council_resolution; 1; PLE; in_progress; ; ; 2027-11-01"
    [finding] = found(lillevik(follow_up=more), "V-02")
    assert finding.addresses == (WORK,)
    assert finding.facts["day"] == date(2027, 11, 1)


def test_v03_clean_when_the_accounts_are_as_they_were():
    facts = handed_in(**explained())
    assert found(facts, "V-03") == []
    assert found(facts, "E-01") == []


def test_v03_clean_when_a_report_that_is_not_frozen_differs():
    assert found(changed(handed_in("approved"), "11", "accounts", 900_000), "V-03") == []


def test_v03_planted_accounts_that_changed_after_the_report_was_frozen():
    facts = changed(handed_in(), "11", "accounts", 900_000)
    facts = changed(facts, "10", "accounts", -100_000)
    [finding] = found(facts, "V-03")
    assert finding.addresses[0] == WORK
    assert len(finding.addresses) == 3
    # The largest change is 9 000 kroner, from 253 000 to 253 009 thousand.
    assert (finding.printed, finding.computed, finding.facts["count"]) == (253_000, 253_009, 2)
    assert finding.verdict is Verdict.CONTRADICTION
    assert "2 tall i «Rapport for 2. tertial 2027»" in sentence(facts, finding)


def test_the_same_amount_in_the_report_and_the_accounts_must_agree():
    facts = changed(handed_in(), "11", "accounts", 900_000)
    addresses = [f.addresses for f in found(facts, "E-01")]
    report = f"period_amount/{REPORT}/PLE/300/-/253/11/2027-T2/accounts/amount"
    accounts = "period_amount/accounts-2027/PLE/300/-/253/11/2027-T2/accounts/amount"
    assert addresses == [(report, accounts)]


def test_accounts_of_the_year_are_those_of_the_budget_line_and_a_part_of_it_is_not():
    line = "budget-2027; t; PLE; 300; 253; 10; 2027; accounts; 376000; 1000 kr"
    year = "accounts-2027; PLE; 300; 253; 10; 2027-K4; accounts; 376005; 1000 kr"
    facts = lillevik(budget_line=line, period_amount=year)
    [finding] = found(facts, "E-01")
    assert {round(finding.printed), round(finding.computed)} == {376_000, 376_005}
    assert found(lillevik(budget_line=line), "E-01") == []


TOTALS = """
accounts-2027; PLE; 300; 253; drift; 2027-T2; accounts; {}; 1000 kr
accounts-2027; PLE; 300; 254; drift; 2027-T2; accounts; 264500; 1000 kr
"""


def test_account_groups_and_functions_of_the_accounts_add_up():
    """Nursing homes 253 001 + 253 000 = 506 001; with home care 303 500 − 39 000 = 264 500 it is 770 501."""
    assert found(lillevik(period_amount=TOTALS.format(506_001)), "S-01") == []
    [wrong] = found(lillevik(period_amount=TOTALS.format(506_101)), "S-01")
    assert (wrong.printed, wrong.computed) == (770_501, 770_601)
    assert wrong.addresses[1].endswith("/253/drift/2027-T2/accounts/amount")


def test_v04_clean_when_accounts_grow_through_the_year():
    assert found(lillevik(), "V-04") == []
    # Income grows by becoming more negative, and each year begins anew.
    more = """
    accounts-2027; PLE; 300; 254; 16; 2027-T1; accounts; -20000; 1000 kr
    accounts-2027; PLE; 300; 253; 10; 2028-K1; accounts; 60000; 1000 kr
    """
    assert found(lillevik(period_amount=more), "V-04") == []


def test_v04_planted_accounts_smaller_than_in_the_period_before():
    facts = instead("period_amount", "2027-M04; accounts; 126000", "2027-M04; accounts; 253002")
    [finding] = found(facts, "V-04")
    assert (finding.printed, finding.computed, finding.severity) == (253_001, 253_002, Severity.NOTICE)
    assert "til og med 2027-T2" in sentence(facts, finding)


def test_v05_clean_when_what_is_done_has_evidence():
    assert found(lillevik(), "V-05") == []


def test_v05_planted_assignment_that_is_done_and_not_shown():
    facts = instead("follow_up", "done; Plan datert 1. juni", "done; ")
    [finding] = found(facts, "V-05")
    assert finding.addresses == ("follow_up/letter-ple-2027/assignment/new.1",)
    assert sentence(facts, finding, "en").startswith(
        "Letter 2027, care agency: “Make a plan of shifts” was told"
    )


def test_a_copy_in_a_report_is_not_told_twice():
    facts = handed_in()
    bare = (
        pl.when(pl.col("subject").str.ends_with("new.1")).then(None).otherwise("evidence").alias("evidence")
    )
    facts["follow_up"] = facts["follow_up"].with_columns(bare)
    assert len(found(facts, "V-05")) == 1
