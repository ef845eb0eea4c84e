"""Findings read aloud, and the short account of a book."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import frame, judged, named, town

from rodtrad.checks.run import Accepted
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.reports.summary import as_record, check_record, summary_of
from rodtrad.reports.wording import Wording, decimals_to_tell_apart


def told(number, language, facts=None):
    judgement = judged(facts or town())
    finding = next(f for f in judgement.findings if f.number == number)
    return Wording(judgement.thread, language).text(finding)


def test_a_sum_that_does_not_hold_read_aloud_in_norwegian():
    text = told("P-01", "no")
    assert text.title == "Programmets sum er summen av tiltakskortene"
    assert text.place == "Gjennomgang 2025, linje 12"
    # 6,0 printed; 4,0 + 1,5 = 5,5; three numbers with one decimal may be 0,05 off each.
    assert text.sentence == (
        "Gjennomgang 2025, linje 12: «Samlet virkning, 2027» er trykt som 6,0 mill. kr, "
        "men summen av 2 tall gir 5,5 mill. kr. "
        "Avviket er 0,5 mill. kr; avrunding forklarer høyst 0,15 mill. kr."
    )
    assert text.advice.startswith("Gå gjennom kortene")


def test_a_sum_that_does_not_hold_read_aloud_in_english():
    text = told("P-01", "en")
    assert text.sentence.startswith(
        "Review 2025, line 12: “Total effect, 2027” is printed as 6.0 million NOK"
    )
    assert "The gap is 0.5 million NOK; rounding explains at most 0.15 million NOK." in text.sentence
    assert text.place == "Review 2025, line 12"


def test_the_english_verb_follows_the_sum():
    assert "the sum of 2 numbers makes 5.5" in told("P-01", "en").sentence


def test_an_assignment_without_deadline_read_aloud():
    assert told("T-02", "no").sentence == (
        "Tildelingsbrev 2026, linje 5: oppdrag 1, «Male gjerder», har verken dato eller årstid som frist."
    )
    assert told("T-02", "en").sentence == (
        "Letter 2026, line 5: assignment 1, “Paint fences”, has neither a date nor a season as its deadline."
    )


def goals_without_parent():
    row = {"document": "budsjett", "number": "1.2", "level": "action", "parent": "1", "line": 3}
    return town(goal=frame("goal", row | named("Rene parker", "Clean parks")))


def test_a_reference_that_leads_nowhere_read_aloud():
    sentence = told("R-01", "no", goals_without_parent()).sentence
    assert "«1»" in sentence
    assert "mål" in sentence.lower()


def test_a_reference_that_leads_nowhere_in_english():
    assert "mål" not in told("R-01", "en", goals_without_parent()).sentence.lower()


@pytest.mark.parametrize("language", ["no", "en"])
def test_no_gap_is_left_open_in_any_finding(language):
    judgement = judged(goals_without_parent())
    wording = Wording(judgement.thread, language)
    for finding in judgement.findings:
        text = wording.text(finding)
        assert "{" not in text.sentence + text.advice
        assert text.sentence.startswith(f"{text.place}: ")
        assert text.sentence.endswith(".")
        assert "None" not in text.sentence


def test_a_place_without_a_line_or_a_document():
    wording = Wording(judged(town()).thread, "no")
    assert wording.place("budsjett", []) == "Budsjett 2026"
    assert wording.place("budsjett", [40, 41]) == "Budsjett 2026, linje 40"
    assert wording.place("ukjent", [3]) == "ukjent, linje 3"
    assert wording.place("", []) == "-"


def test_the_label_of_a_figure_and_of_what_is_no_figure():
    wording = Wording(judged(town()).thread, "no")
    assert wording.label("measure_effect/funn/B1/2027/amount") == "B1 Færre benker, 2027"
    assert wording.label("no/such/address") == "no/such/address"


@pytest.mark.parametrize(
    ("values", "gap", "decimals"),
    [
        ([6.0, 5.5, 0.5], 0.5, 1),
        ([1205.0, 1204.0], 1.0, 0),
        ([0.15], 0.15, 2),
        ([33.3333, 25.0], 8.3333, 1),
        ([3.0, 3.0], 0.0, 0),
    ],
)
def test_decimals_show_values_exactly_or_two_digits_of_the_gap(values, gap, decimals):
    assert decimals_to_tell_apart(values, gap) == decimals


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_two_numbers_that_differ_look_different(one, other):
    decimals = decimals_to_tell_apart([one, other], one - other)
    assert decimals >= 0
    if abs(one - other) > 1e-3 * max(1.0, abs(one) * 1e-6):
        assert round(one, decimals) != round(other, decimals)


def test_the_summary_by_hand():
    summary = summary_of(judged(town()))
    # Eight changes, three effects, one stated total. Growth, two frames and the programme are tested.
    assert (summary.figures, summary.tested, summary.held) == (12, 4, 3)
    assert summary.held_share == 0.75
    assert summary.verdicts == {
        "agrees": 3,
        "rounding": 0,
        "explained": 0,
        "unexplained": 0,
        "contradiction": 1,
        "reading_error": 0,
    }
    # The total and its two parts stand in a bridge that breaks; the effect of 2026 in none.
    assert summary.figure_verdicts["contradiction"] == 3
    assert summary.figure_verdicts["agrees"] == 8
    assert summary.figure_verdicts["untested"] == 1
    assert summary.findings[Verdict.CONTRADICTION][Severity.ERROR] == 1
    assert summary.findings[Verdict.UNEXPLAINED][Severity.NOTICE] == 1


def test_an_explained_finding_moves_its_relations():
    [broken] = [f for f in judged(town()).findings if f.number == "P-01"]
    summary = summary_of(judged(town(), {broken.id: Accepted(Verdict.EXPLAINED, "Slått sammen")}))
    assert summary.verdicts["explained"] == 1
    assert summary.verdicts["contradiction"] == 0
    assert sum(summary.verdicts.values()) == summary.tested
    assert summary.findings[Verdict.EXPLAINED][Severity.ERROR] == 1


def test_nothing_tested_is_nothing_broken():
    summary = summary_of(judged({}))
    assert (summary.figures, summary.tested, summary.held, summary.held_share) == (0, 0, 0, 1.0)
    assert summary.findings == {}


def test_the_record_of_a_finding_for_a_program():
    judgement = judged(town())
    [finding] = [f for f in judgement.findings if f.number == "P-01"]
    record = as_record(finding, Wording(judgement.thread, "no"))
    assert (record["printed"], record["computed"], record["unit"]) == (6.0, 5.5, "mill. kr")
    assert record["gap"] == pytest.approx(0.5)
    assert record["room"] == pytest.approx(0.15)
    assert record["lines"][0] == 12
    assert record["addresses"][0] == "key_figure/funn/virkning/LIL/value"
    assert set(record["addresses"][1:]) == {
        "measure_effect/funn/B1/2027/amount",
        "measure_effect/funn/B2/2027/amount",
    }
    assert record["id"] == finding.id


def test_our_reading_errors_are_kept_apart():
    [broken] = [f for f in judged(town()).findings if f.number == "P-01"]
    record = check_record(judged(town(), {broken.id: Accepted(Verdict.READING_ERROR, "Lest feil")}), "no")
    assert [f["id"] for f in record["reading_errors"]] == [broken.id]
    assert [f["number"] for f in record["findings"]] == ["T-02"]
    assert record["verdicts"]["reading_error"] == 1


def test_a_gap_is_not_told_where_nothing_is_printed():
    judgement = judged(town())
    [finding] = [f for f in judgement.findings if f.number == "T-02"]
    record = as_record(replace(finding, reason="x"), Wording(judgement.thread, "no"))
    assert record["gap"] is record["printed"] is None
    assert record["reason"] == "x"
