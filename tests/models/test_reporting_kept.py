"""A report that is handed in stays as it is, though letters get new editions and rounds new limits."""

import polars as pl
import pytest
from reporting_samples import REPORT, lillevik

from rodtrad.core.amount import Amount, Quantity
from rodtrad.models.concepts import SHAPES
from rodtrad.models.reporting.answers import (
    assignments_of,
    copied_subject,
    goals_of,
    indicators_of,
    resolutions_of,
    words_about,
)
from rodtrad.models.reporting.copies import copied_rows, held_rows, moved_since
from rodtrad.models.reporting.economy import economy_of
from rodtrad.models.reporting.rounds import asked, letters_of, report_at, reports_of, round_of, rounds_in

FIRST, SECOND = "letter-ple-2027", "letter-ple-2027-2"
OF_LETTERS = ("allocation_letter", "goal_link", "assignment", "council_resolution", "follow_up")
STATUS = """
letter-ple-2027; goal; 1.1; PLE; in_progress; ; ; 2027-09-02
letter-ple-2027; goal; 1.1.1; PLE-N; in_progress; ; ; 2027-09-02
letter-ple-2027; council_resolution; 1; PLE; done; Sak 31/27; ; 2027-09-02
"""
WORDS = f"""
document; key; part; position; subject; text
{REPORT}; result-a; result; 0; goal/{FIRST}/1.1; Målet er innen rekkevidde.
{REPORT}; result-b; result; 0; report_part/{FIRST}/cars; Fire av ti biler er elektriske.
"""


def written():
    return lillevik(follow_up=STATUS, passage=WORDS)


def report_in(facts):
    return report_at(facts, REPORT)


def with_state(facts, state):
    mine = pl.col("document") == REPORT
    work = facts["working_document"].with_columns(
        pl.when(mine).then(pl.lit(state)).otherwise("state").alias("state")
    )
    return {**facts, "working_document": work}


def handed_in(facts):
    """The same facts when the report has been handed in with all it takes with it."""
    report = report_in(facts)
    held, wanted = held_rows(facts, report), copied_rows(facts, report)
    kept = {name: facts[name].join(held[name], on=list(SHAPES[name].key), how="anti") for name in wanted}
    merged = {name: pl.concat([kept[name], wanted[name]]) for name in wanted}
    return with_state({**facts, **merged}, "frozen")


def test_a_budget_that_was_spread_stays_with_the_report():
    """Also when the accounts get a budget so far, and the round no longer spreads."""
    facts = lillevik()
    stated = facts["period_amount"]
    rounds = facts["reporting_period"].with_columns(pl.lit("even").alias("spread"))
    bare = stated.filter(pl.col("version") != "regulated")
    closed = handed_in({**facts, "period_amount": bare, "reporting_period": rounds})
    budgets = stated.filter(pl.col("version") == "regulated")
    later = {
        **closed,
        "period_amount": pl.concat([closed["period_amount"], budgets]),
        "reporting_period": facts["reporting_period"],
    }
    report = report_in(later)
    was, now = (economy_of(f, report_in(f), round_of(f, report_in(f))) for f in (closed, later))
    assert (was.months, was.lines) == (now.months, now.lines)
    assert now.months == 8
    # 374 million of purchases for the year is 249 333 thousand for eight months.
    assert [line.so_far.budget for line in now.lines][1] == 249_333_00_000
    texts = later["key_figure"].filter((pl.col("document") == REPORT) & (pl.col("key") == "budget.months"))
    assert texts.select("value", "printed_unit", "label").rows() == [
        (80_000, "måneder", "Måneder av årets budsjett")
    ]
    # The accounts say 250 000 000 now: the difference is told.
    moved = moved_since(later, [report.document])
    assert moved.select("function", "account_group", "amount", "now").rows() == [
        ("253", "11", 249_333_00_000, 250_000_00_000),
    ]


def new_edition(facts):
    """The letter in a second edition that asks neither for risk nor economy, and has no second assignment."""
    made = dict(facts)
    for name in (*OF_LETTERS, "goal", "indicator", "indicator_value", "report_part"):
        mine = facts[name].filter(document=FIRST).with_columns(pl.lit(SECOND).alias("document"))
        if name == "report_part":
            mine = mine.filter(~pl.col("subject").is_in(["risk", "economy"]))
        if name == "assignment":
            mine = mine.filter(pl.col("number") != 2)
        made[name] = pl.concat([facts[name], mine])
    document = facts["document"].filter(key=FIRST).with_columns(pl.lit(SECOND).alias("key"))
    empty = dict.fromkeys(SHAPES["working_document"].names())
    work = {"document": SECOND, "unit": "HEL", "state": "sent", "edition": 2, "replaces": FIRST}
    row = pl.DataFrame([empty | work], schema=SHAPES["working_document"].polars_schema())
    made["document"] = pl.concat([facts["document"], document])
    made["working_document"] = pl.concat([facts["working_document"], row])
    return made


def new_limits(facts):
    rounds = facts["reporting_period"].with_columns(limit_amount=pl.lit(99_00, pl.Int64))
    return {**facts, "reporting_period": rounds}


def told(facts):
    """What the report answers, how the work is going, what it says, and the limits it is held against."""
    report = report_in(facts)
    opened = round_of(facts, report)
    return {
        "letters": letters_of(facts, report),
        "parts": [part.address for part in asked(facts, report)],
        "work": [
            (copied_subject(one), one.status)
            for find in (goals_of, assignments_of, resolutions_of)
            for one in find(facts, report, opened)
        ],
        "indicators": [one.indicator["document"] for one in indicators_of(facts, report)],
        "words": words_about(facts, report),
        "limits": (opened.limit_share, opened.limit_amount),
    }


def test_a_report_that_is_handed_in_is_the_same_after_a_new_edition_and_new_limits():
    before = told(written())
    frozen = handed_in(written())
    assert told(frozen) == before
    assert told(new_limits(new_edition(frozen))) == before
    assert before["letters"] == (FIRST,)
    assert before["limits"] == (Quantity.of(1.2), Amount.million(3))
    assert ("letter-ple-2027.new.2", "in_progress") in before["work"]


def test_it_is_still_in_the_round_with_its_new_limits():
    facts = new_limits(handed_in(written()))
    [opened] = [r for r in rounds_in(facts) if str(r.period) == "2027-T2"]
    assert opened.limit_amount == Amount.kr(99)
    assert REPORT in [r.document for r in reports_of(facts, opened)]


def test_a_report_that_is_written_answers_the_newest_edition_and_keeps_its_words():
    facts = new_edition(written())
    now = told(facts)
    assert now["letters"] == (SECOND,)
    assert f"report_part/{FIRST}/economy" not in now["parts"]
    assert now["words"] == {
        f"goal/{SECOND}/1.1": "Målet er innen rekkevidde.",
        f"report_part/{SECOND}/cars": "Fire av ti biler er elektriske.",
    }


def test_words_about_both_editions_are_those_about_the_newest():
    more = f"{REPORT}; result-c; result; 0; goal/{SECOND}/1.1; Nye ord."
    facts = new_edition(lillevik(follow_up=STATUS, passage=f"{WORDS.rstrip()}\n{more}"))
    assert told(facts)["words"][f"goal/{SECOND}/1.1"] == "Nye ord."


def test_words_move_to_the_newest_edition_when_the_report_is_handed_in():
    facts = new_edition(written())
    texts = copied_rows(facts, report_in(facts))["passage"]
    assert set(texts["subject"]) == {f"goal/{SECOND}/1.1", f"report_part/{SECOND}/cars"}


@pytest.mark.parametrize("change", [new_limits, new_edition])
def test_a_report_that_is_sent_back_answers_what_holds_now(change):
    again = with_state(change(handed_in(written())), "draft")
    assert told(again) == told(change(written()))
