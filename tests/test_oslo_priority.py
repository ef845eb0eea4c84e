"""The rule for priorities in the shipped example, against the classes that the two reviews print."""

from pathlib import Path

import pytest

import rodtrad
from rodtrad.core.words import say
from rodtrad.facts.measure import OverallClass
from rodtrad.models.concepts import complete
from rodtrad.models.programme.assemble import package_of
from rodtrad.models.programme.priority import cases_of, placements
from rodtrad.models.programme.priority_rule import NUMBERS, Rule
from rodtrad.readers.datapackage import read_package

FOLDER = Path(rodtrad.__file__).parent / "data" / "oslo"


@pytest.fixture(scope="module")
def facts():
    return complete(read_package(FOLDER).facts)


@pytest.fixture(scope="module")
def placed(facts):
    found = placements(cases_of(facts, package_of(facts)), Rule.of(facts))
    return {placement.measure[1]: placement for placement in found}


def test_the_book_states_the_usual_rule(facts):
    assert tuple(facts["priority_rule"]["key"]) == NUMBERS
    assert Rule.of(facts) == Rule()


@pytest.mark.parametrize("key", NUMBERS)
def test_a_number_has_the_same_name_in_the_book_and_without_one(facts, key):
    [row] = [row for row in facts["priority_rule"].iter_rows(named=True) if row["key"] == key]
    assert row["label"] == say(f"priority_number_{key}", "no")
    assert row["label_en"] == say(f"priority_number_{key}", "en")


def test_three_measures_by_hand(placed):
    """HLS1: 14,0 million, medium positive for staff, large uncertainty: 3 + 2 - 0.5 = 4.5.

    BFE1: 100 million, no consequence in the review's table, large uncertainty: 4 - 0.5 = 3.5.
    SYE5: 2,0 million, nothing else stated: 1 - 0.25 = 0.75.
    """
    assert (placed["HLS1"].score, placed["HLS1"].by_rule) == (4.5, OverallClass.BEST)
    assert (placed["BFE1"].score, placed["BFE1"].by_rule) == (3.5, OverallClass.SECOND_BEST)
    assert (placed["SYE5"].score, placed["SYE5"].by_rule) == (0.75, OverallClass.MIDDLE)


def test_where_the_rule_and_the_reviews_differ(placed):
    """The reviews see something in these that the scale does not: VEL8 might give poorer services."""
    printed = {key: p for key, p in placed.items() if p.printed}
    assert len(printed) == 17
    assert {key: (p.by_rule, p.printed) for key, p in printed.items() if not p.agrees} == {
        "VEL4": (OverallClass.SECOND_BEST, OverallClass.BEST),
        "VEL8": (OverallClass.SECOND_BEST, OverallClass.MIDDLE),
        "VEL9": (OverallClass.SECOND_BEST, OverallClass.BEST),
    }
