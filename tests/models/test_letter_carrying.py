"""What a new letter takes from last year's; the town is invented, and every row is worked by hand."""

from datetime import date

import pytest
from letter_samples import NEW, NEW_ROWS, OLD, OLD_ROWS, TODAY, facts_from, row, value, with_rows

from rodtrad.models.concepts import SHAPES
from rodtrad.models.letter_carrying import Carrying, CarryPart, carried_day, carried_rows

ASKED = Carrying(OLD, NEW, 2027, "PAR", TODAY)
BOOK = with_rows(OLD_ROWS, **NEW_ROWS)


def carried(rows=BOOK, parts=tuple(CarryPart)):
    return carried_rows(facts_from(rows), ASKED, parts)


def picked(frame, *columns):
    return sorted(frame.select(columns).rows(), key=str)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        # Both are Tuesdays; 52 weeks later.
        (date(2026, 5, 12), date(2027, 5, 11)),
        # Friday 1 January 2027: 52 weeks later is still 2027, so 53 weeks: Friday 7 January 2028.
        (date(2027, 1, 1), date(2028, 1, 7)),
    ],
)
def test_a_day_moves_to_the_same_weekday_next_year(day, later):
    assert carried_day(day, 1) == later
    assert day.weekday() == later.weekday()


def test_a_day_stays_in_the_same_year():
    assert carried_day(date(2026, 5, 12), 0) == date(2026, 5, 12)


def test_everything_is_carried_to_the_new_letter_on_no_line():
    made = carried()
    assert all((frame["document"] == NEW).all() for frame in made.values())
    assert all(frame.columns == list(SHAPES[name].names()) for name, frame in made.items())
    assert set(made) == {
        "passage", "goal", "goal_link", "indicator", "indicator_value", "assignment", "follow_up",
        "council_resolution", "report_part", "reporting_duty", "meeting",
    }  # fmt: skip


def test_what_is_done_stays_behind_and_the_rest_is_numbered_on():
    """Assignment 1 is done. Left are carried 1, new 2 and new 3, in that order."""
    made = carried()
    assert picked(made["assignment"], "status", "number", "label", "deadline", "season") == [
        ("carried", 1, "Rydde stier", None, None),
        ("carried", 2, "Kartlegge skygge", date(2027, 4, 1), None),
        ("carried", 3, "Plante hekk", None, "2026-autumn"),
    ]
    work = made["follow_up"].filter(fact="assignment").select("subject", "status", "carries", "reported")
    assert sorted(work.rows()) == [
        ("carried.1", "not_started", f"follow_up/{OLD}/assignment/carried.1", TODAY),
        ("carried.2", "in_progress", f"follow_up/{OLD}/assignment/new.2", date(2026, 12, 1)),
        ("carried.3", "not_started", f"follow_up/{OLD}/assignment/new.3", TODAY),
    ]


def test_targets_begin_as_last_years_beside_the_last_result():
    made = carried()["indicator_value"]
    assert picked(made, "year", "kind", "operator", "value") == [
        (2025, "result", None, 440_000),
        (2027, "target", ">", 500_000),
    ]


def test_the_last_result_is_found_in_another_document_of_the_book():
    report = {
        "document": [row("document", key="report", kind="annual_report", unit="PAR", year=2026)],
        "indicator": [row("indicator", document="report", key="benker", concept="benker", unit="PAR")],
        "indicator_value": [value("report", 2026, "result", 47)],
    }
    made = carried(with_rows(BOOK, **report))["indicator_value"]
    assert (2026, "result", 470_000) in made.select("year", "kind", "value").rows()


def test_links_to_assignments_stay_behind_since_those_are_numbered_anew():
    assert picked(carried()["goal_link"], "goal", "fact", "key") == [
        ("1.1", "unit", "PAR"),
        ("1.1.2", "unit", "SNO"),
    ]


def test_an_indicator_whose_goal_is_not_carried_hangs_loose():
    made = carried(parts=(CarryPart.INDICATORS,))
    assert made["indicator"]["goal"].to_list() == [None]
    assert "goal_link" not in made


def test_reporting_and_meetings_move_a_year():
    made = carried()
    # Monday 2 November 2026 is Monday 1 November in 2027.
    assert picked(made["reporting_duty"], "deadline", "assignment") == [(date(2027, 11, 1), None)]
    assert made["meeting"]["day"].to_list() == [date(2027, 5, 11)]
    assert made["report_part"].height == 1


@pytest.mark.parametrize(("unit", "year"), [("SNO", 2027), ("PAR", 2026)])
def test_work_is_carried_only_from_the_same_units_letter_of_an_earlier_year(unit, year):
    made = carried_rows(facts_from(BOOK), Carrying(OLD, NEW, year, unit, TODAY), tuple(CarryPart))
    assert not {"assignment", "council_resolution", "follow_up"} & set(made)
    assert {"goal", "indicator", "meeting"} <= set(made)


def test_a_letter_to_another_unit_asks_that_unit():
    made = carried_rows(facts_from(BOOK), Carrying(OLD, NEW, 2027, "SNO", TODAY), tuple(CarryPart))
    assert set(made["indicator"]["unit"]) == set(made["meeting"]["unit"]) == {"SNO"}
    assert set(made["goal_link"].filter(fact="unit")["key"]) == {"SNO"}


def test_only_what_is_chosen_is_carried():
    assert set(carried(parts=(CarryPart.MEETINGS, CarryPart.TEXTS))) == {"meeting", "passage"}
    assert carried(parts=()) == {}


def test_carrying_again_brings_nothing_twice():
    first = {name: frame.to_dicts() for name, frame in carried().items()}
    assert carried(with_rows(BOOK, **first)) == {}


def test_a_letter_with_assignments_of_its_own_is_numbered_on():
    own = [row("assignment", document=NEW, status="carried", number=4, owner="PAR", label="Fra før")]
    made = carried(with_rows(BOOK, assignment=own))["assignment"]
    assert sorted(made["number"]) == [5, 6, 7]


def test_nothing_is_carried_from_an_empty_document():
    assert carried(NEW_ROWS) == {}
