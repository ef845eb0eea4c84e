"""Letters and reviews of our own are read as they were made, in three forms and with other layouts."""

import pytest
from made import letter, review
from made_reading import FORMS, Reading

LETTERS = {
    "as usual": {},
    "three years": {"years": 3},
    "last year first": {"year": 2029, "column_order": ["2032", "2031", "2030", "2029"]},
    "another agency": {"agency": "Boligetaten", "year": 2028},
}
REVIEWS = {
    "as usual": {},
    "three years and two measures": {"years": 3, "measures": 2},
    "last year first": {"year": 2028, "years": 3, "column_order": ["2030", "2029", "2028"]},
    "another agency and six measures": {"agency": "Havneetaten", "measures": 6},
}
SEEDS = (1, 2, 3)


@pytest.fixture(scope="module", params=FORMS)
def form(request) -> str:
    return request.param


@pytest.fixture(scope="module", params=LETTERS)
def read_letter(request, form) -> Reading:
    return Reading(letter.make(list(LETTERS).index(request.param), **LETTERS[request.param]), form)


@pytest.fixture(scope="module", params=REVIEWS)
def read_review(request, form) -> Reading:
    return Reading(review.make(list(REVIEWS).index(request.param), **REVIEWS[request.param]), form)


def test_letter_is_read_whole(read_letter):
    assert list(read_letter.missing()) == []


def test_letter_without_faults_has_no_alarm(read_letter):
    assert read_letter.alarms() == []


def test_letter_has_no_goal_or_assignment_that_is_not_printed(read_letter):
    made = read_letter.made
    goals = {(k.get("level"), k.get("number"), k.get("label")) for k in made.of("goal")}
    assert len(read_letter.rows("goal")) == len(goals)
    assert len(read_letter.rows("assignment")) == len(made.of("assignment"))
    assert len(read_letter.rows("indicator")) == len({k.get("row") for k in made.of("indicator_value")})
    assert len(read_letter.rows("grant")) == len(made.of("grant"))
    assert len(read_letter.rows("budget_line")) == len(made.of("budget_line"))


def test_letter_is_the_agencys_for_its_year(read_letter):
    about = read_letter.read.about
    made = read_letter.made
    assert (about.kind.value, about.year) == ("allocation_letter", int(made.title.split()[1]))
    assert about.unit_name == made.title.split()[2]


def test_review_is_read_whole(read_review):
    assert list(read_review.missing()) == []


def test_review_without_faults_has_no_alarm(read_review):
    assert read_review.alarms() == []


def test_review_has_no_measure_that_is_not_printed(read_review):
    made = read_review.made
    assert len(read_review.rows("efficiency_measure")) == len(made.of("measure"))
    assert len(read_review.rows("measure_effect")) == len(made.of("effect"))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("make", [letter.make, review.make])
def test_other_figures_read_as_well(make, seed):
    reading = Reading(make(seed + 10), "txt")
    assert (list(reading.missing()), reading.alarms()) == ([], [])
