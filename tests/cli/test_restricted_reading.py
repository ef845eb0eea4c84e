"""A reader with a few units sees findings about them, and no finding that hiding makes up."""

from rodtrad.app.books import judge_book


def test_no_finding_is_made_up_by_what_is_hidden(oslo):
    every = {f.id for f in judge_book(oslo).findings}
    for units in ({"VEL"}, {"BBJ"}, {"SET"}, set()):
        seen = {f.id for f in judge_book(oslo, visible=frozenset(units)).findings}
        assert seen < every


def test_findings_about_hidden_units_are_hidden(oslo):
    seen = judge_book(oslo, visible=frozenset({"BBJ"})).findings
    assert seen
    assert not [f for f in seen if any("/VEL/" in address for address in f.addresses)]


def test_the_whole_municipality_sees_all(oslo):
    assert len(judge_book(oslo, visible=frozenset({"OSLO"})).findings) == len(judge_book(oslo).findings)
