"""The four real documents are read as a person reads them, and only real contradictions are told of."""

import pytest
import recall

from rodtrad.checks.run import judgement_of
from rodtrad.core.finding import Severity, Verdict
from rodtrad.models.thread.weave import thread_of

missing = [
    str(path)
    for path in (recall.FACTS, *(recall.DOCUMENTS / f"{name}.txt" for name in recall.NAMES))
    if not path.exists()
]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not at hand: {', '.join(missing)}")

ROWS, PARAMETERS = 1426, 206
LEAST_OF_ROWS, LEAST_OF_PARAMETERS = 0.995, 0.95
LEAST_RELATIONS = 1_200
CONTRADICTIONS = {
    "letter-vel-2026": {
        ("R-02", 281),  # actions 4.2.1 and 4.2.2 are printed beside sector goal 4.1
    },
    "annual-report-vel-2024": {
        ("U-01", 3916),  # "2,027 mill." of loans, where line 3928 has 2 027 million
        ("E-03", 2493),  # "32,703 mill." is the text of another group; the table's row has 63 million
        ("T-03", 2649),  # one decision with two dates
        ("S-03", 4572),  # 110 and 177 persons are printed where the columns are per cent
    },
    "district-budget-bjerke-2026": {
        ("E-02", 6596),  # one indicator is printed twice, with 69 per cent and with 0
    },
    "sector-review-set": {
        ("U-01", 1311),  # a caption says thousand kroner; the rows are millions
        ("U-01", 5070),  # "18 kroner" a year, where line 5098 has 18 million
        ("P-01", 6290),  # the cards of VEL add up to 23 and 65,15 million, not 28 and 65,5
    },
}
"""What contradicts itself in each document, by check and line, as a person has found it on the page."""


@pytest.fixture(scope="module")
def reads():
    return {name: recall.read(name) for name in recall.NAMES}


@pytest.fixture(scope="module")
def scores(reads):
    return recall.scores({name: recall.Readings(read) for name, read in reads.items()})


@pytest.fixture(scope="module")
def threads(reads):
    return {name: thread_of(read.facts) for name, read in reads.items()}


def test_rows_of_all_files_are_read(scores):
    total = recall.total(scores)
    assert total.rows == ROWS
    assert total.read >= LEAST_OF_ROWS * ROWS, [row for score in scores.values() for row in score.missed]


def test_parameters_of_the_review_are_read(scores):
    score = scores[recall.PARAMETERS]
    assert score.rows == PARAMETERS
    assert score.read >= LEAST_OF_PARAMETERS * PARAMETERS, score.missed


def test_every_file_is_read_nearly_whole(scores):
    assert {file for file, score in scores.items() if score.rows and score.read < 0.95 * score.rows} == set()


@pytest.mark.parametrize("name", recall.NAMES)
def test_contradictions_are_those_on_the_page(threads, name):
    found = {
        (finding.number, finding.lines[0])
        for finding in judgement_of(threads[name], {}).findings
        if finding.verdict is Verdict.CONTRADICTION or finding.severity is Severity.ERROR
    }
    assert found == CONTRADICTIONS[name]


def test_many_relations_are_tested_and_most_hold(threads):
    tested = sum(thread.judged.height for thread in threads.values())
    held = sum(thread.held_count for thread in threads.values())
    assert tested >= LEAST_RELATIONS
    assert held >= 0.97 * tested
