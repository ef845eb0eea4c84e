"""Who is asked, for what and by which letter; what is carried along, what is late. All is invented."""

from datetime import date

import polars as pl
import pytest
from reporting_samples import REPORT, instead, lillevik

from rodtrad.core.period import Period
from rodtrad.facts.reporting import ReportSubject as Subject
from rodtrad.models.reporting.answers import assignments_of, goals_of, indicators_of, numbers_of
from rodtrad.models.reporting.forecasts import as_budgeted
from rodtrad.models.reporting.opening import laid_out
from rodtrad.models.reporting.risk import Gravity, gravest_first, gravity
from rodtrad.models.reporting.rounds import (
    asked,
    asked_of,
    last_known_day,
    letters_to,
    period_of,
    receivers,
    report_at,
    reports_of,
    round_of,
    subjects_of,
)

NEW_EDITION = {
    "document": "letter-ple-2027-2; allocation_letter; PLE; 2027; ; Brev 2; Letter 2",
    "working_document": "letter-ple-2027-2; HEL; {state}; 2; ; ; ; 2027-03-01",
    "allocation_letter": "letter-ple-2027-2; HEL; PLE; 2027",
    "report_part": "letter-ple-2027-2; beds; occupancy; false; false; true; true; prosent; Belegg; Occupancy",
}


def report_in(facts, document=REPORT):
    report = report_at(facts, document)
    assert report is not None
    return report


def test_a_tertial_report_is_asked_for_what_the_letter_says_of_tertials():
    facts = lillevik()
    assert subjects_of(asked(facts, report_in(facts))) == (
        Subject.ECONOMY, Subject.GOALS, Subject.INDICATORS, Subject.ASSIGNMENTS, Subject.RESOLUTIONS,
        Subject.RISK, Subject.INTERNAL_CONTROL, Subject.CLIMATE, Subject.SICK_LEAVE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("period", "keys"),
    [
        ("2027-K1", {"economy", "assignments", "sick"}),
        ("2027-M05", {"beds"}),
        ("2027", {"economy", "goals", "indicators", "assignments", "resolutions", "risk", "fire", "sick",
                  "time", "cars"}),
        ("2028-T2", set()),
    ],
)  # fmt: skip
def test_other_periods_are_asked_for_other_things_and_years_without_a_letter_for_nothing(period, keys):
    assert {p.key for p in asked_of(lillevik(), "PLE", Period.parse(period))} == keys


def test_a_unit_is_not_asked_what_another_units_letter_asks():
    assert [p.key for p in asked_of(lillevik(), "BAR", Period.parse("2027-T2"))] == ["economy"]


def with_second_letter(state):
    more = {fact: row.format(state=state) for fact, row in NEW_EDITION.items()}
    return lillevik(**more)


def test_a_letter_that_is_not_sent_asks_for_nothing_yet():
    facts = with_second_letter("draft")
    assert letters_to(facts, "PLE", 2027) == ("letter-ple-2027",)
    assert "beds" not in {p.key for p in asked(facts, report_in(facts))}


def test_a_later_letter_adds_and_takes_the_place_of_parts_with_the_same_key():
    facts = with_second_letter("sent")
    assert letters_to(facts, "PLE", 2027) == ("letter-ple-2027", "letter-ple-2027-2")
    [beds] = [p for p in asked(facts, report_in(facts)) if p.key == "beds"]
    assert beds.letter == "letter-ple-2027-2"
    assert "beds" not in {p.key for p in asked_of(facts, "PLE", Period.parse("2027-M05"))}


@pytest.mark.parametrize("text", ["2027-2030", "2027-K5", "vår", "", None])
def test_what_is_no_period_of_a_report_is_none(text):
    assert period_of(text) is None


def test_a_report_belongs_to_the_round_of_the_department_above():
    facts = lillevik()
    opened = round_of(facts, report_in(facts))
    assert opened is not None
    assert (opened.unit, str(opened.period)) == ("HEL", "2027-T2")
    assert [r.document for r in reports_of(facts, opened)] == [REPORT]
    assert receivers(facts, "HEL", 2027) == ("BAR", "PLE")


def test_a_report_that_is_not_handed_in_is_late_after_its_deadline_and_another_by_its_own_day():
    facts = lillevik()
    draft = report_in(facts)
    assert not draft.is_late(date(2027, 9, 20))
    assert draft.is_late(date(2027, 9, 21))
    frozen = report_in(facts, "report-ple-2027-T1")
    assert not frozen.is_late(date(2027, 12, 31)), "handed in on 14 May, due on 15 May"
    late = instead("working_document", "2027-05-15; 2027-05-14", "2027-05-15; 2027-05-16")
    assert report_in(late, "report-ple-2027-T1").is_late(date(2027, 5, 16))


def test_the_last_day_the_book_tells_of_is_the_latest_of_all_that_is_dated():
    assert last_known_day(lillevik()) == date(2027, 9, 1), "the day the second tertial was opened"


def test_a_report_begins_with_empty_numbers_and_last_reports_risks_and_without_forecasts():
    facts = lillevik()
    rows = laid_out(facts, report_in(facts))
    assert rows["key_figure"].select("key", "value", "printed_unit", "year").rows() == [
        ("sick", None, "prosent", "2027-T2")
    ]
    assert rows["risk"].select("document", "key", "probability").rows() == [
        (REPORT, "nights", 4),
        (REPORT, "fire", 1),
    ]
    # In order is checked again; a fault stays a fault until it is mended.
    assert rows["control_point"].select("key", "state").rows() == [
        ("fire", "not_checked"),
        ("drugs", "fault"),
    ]
    assert "period_amount" not in rows


def test_a_forecast_as_budgeted_is_the_years_budget_of_each_row_that_is_no_total():
    """The year's budget in thousands; the printed net is a total, and has no forecast of its own."""
    facts = lillevik()
    found = as_budgeted(facts, report_in(facts))
    assert {tuple(address.split("/")[5:7]): one["amount"] for address, one in found.items()} == {
        ("253", "10"): 375_000 * 100_000,
        ("253", "11"): 374_000 * 100_000,
        ("254", "10"): 450_000 * 100_000,
        ("254", "16"): -60_000 * 100_000,
    }
    assert {one["printed_unit"] for one in found.values()} == {"1000 kr"}


def test_the_result_of_a_part_of_the_year_is_another_quantity_than_the_years():
    facts = lillevik()
    assert laid_out(facts, report_in(facts))["indicator"]["concept"].to_list() == [
        "home.2027-T2",
        "falls.2027-T2",
    ]
    year = lillevik(
        document="report-ple-2027; annual_report; PLE; 2027; ; Årsberetning 2027; Annual report 2027",
        working_document="report-ple-2027; PLE; draft; 1; 2027; 2028-03-01; ;",
    )
    rows = laid_out(year, report_in(year, "report-ple-2027"))
    assert rows["indicator"]["concept"].to_list() == ["home", "falls"]
    kinds = rows["indicator_value"].select("indicator", "kind", "value").rows()
    assert kinds == [
        ("home", "result", None), ("home", "target", 330_000),
        ("falls", "result", None), ("falls", "target", 100_000),
    ]  # fmt: skip
    assert "period_amount" not in rows, "a year that is over has no forecast"


def test_goals_are_those_of_the_unit_or_of_nobody_and_assignments_those_it_or_a_unit_below_does():
    facts = lillevik()
    report = report_in(facts)
    opened = round_of(facts, report)
    assert [g.row["number"] for g in goals_of(facts, report, opened)] == ["1.1", "1.1.1"]
    assert [a.subject for a in assignments_of(facts, report, opened)] == ["new.1", "new.2"]


def test_a_status_from_before_the_round_is_stale_unless_the_work_is_over():
    facts = lillevik()
    report = report_in(facts)
    done, going = assignments_of(facts, report, round_of(facts, report))
    assert (done.subject, done.stale) == ("new.1", False)
    assert (going.subject, going.stale) == ("new.2", True), "told on 1 May, the round opened on 1 September"


def test_an_indicator_has_its_target_of_the_year_and_its_last_result():
    home, falls = indicators_of(lillevik(), report_in(lillevik()))
    assert (home.target["value"], home.target["operator"], home.before["value"]) == (330_000, ">", 315_000)
    assert (falls.unit, falls.value) == ("antall", None)


def test_numbers_stand_beside_those_of_the_last_period_and_of_the_year_before():
    facts = lillevik()
    report = report_in(facts)
    [sick] = numbers_of(facts, report, asked(facts, report))
    assert sick.last_period["value"] == 87_000, "8,7 in the first tertial"
    assert sick.last_year["value"] == 91_000, "9,1 in the second tertial of the year before"
    assert sick.value["value"] is None


# Probability across, consequence down: the level of each square, worked by hand from the products.
MATRIX = """
    1 2 3 4 5
5   m m h h h
4   l m h h h
3   l m m h h
2   l l m m m
1   l l l l m
"""


def test_the_risk_matrix_is_as_drawn_by_hand():
    lines = MATRIX.strip().splitlines()[1:]
    letters = {"l": Gravity.LOW, "m": Gravity.MEDIUM, "h": Gravity.HIGH}
    for line in lines:
        consequence, *levels = line.split()
        for probability, letter in enumerate(levels, 1):
            assert gravity(probability, int(consequence)) is letters[letter], (probability, consequence)


def test_the_gravest_risk_comes_first_and_the_graver_consequence_of_two_alike():
    rows = [
        {"key": "a", "probability": 4, "consequence": 3},
        {"key": "b", "probability": 3, "consequence": 4},
        {"key": "c", "probability": 5, "consequence": 5},
    ]
    assert [r["key"] for r in gravest_first(rows)] == ["c", "b", "a"]


def test_frames_that_are_laid_out_are_in_the_shape_of_their_facts():
    facts = lillevik()
    for name, rows in laid_out(facts, report_in(facts)).items():
        assert rows.schema == facts[name].schema
        assert rows["document"].unique().to_list() == [REPORT]
        assert isinstance(rows, pl.DataFrame)
