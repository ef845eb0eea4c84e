"""A finding is accepted with a reason, and the acceptance can be taken back."""

import pytest
from store_samples import STAMP

from rodtrad.core.errors import ConflictError, UsageError
from rodtrad.core.verdict import Verdict

SAID = {"by": "Ansatt", "at": STAMP["at"], "reason": "the appendix has the right sum"}


def test_an_accepted_finding_is_listed_with_its_reason(book):
    book.accept("S-01-abc", **SAID)
    book.accept("S-02-def", **SAID, verdict="reading_error")
    live = book.acceptances()
    assert {finding: a.verdict for finding, a in live.items()} == {
        "S-01-abc": Verdict.EXPLAINED,
        "S-02-def": Verdict.READING_ERROR,
    }
    assert (live["S-01-abc"].reason, live["S-01-abc"].by, live["S-01-abc"].at) == (
        SAID["reason"],
        "Ansatt",
        STAMP["at"],
    )


def test_an_acceptance_taken_back_stays_in_the_history_and_can_be_given_again(book):
    book.accept("S-01-abc", **SAID)
    book.withdraw("S-01-abc", **SAID | {"by": "Kontroller", "reason": "wrong appendix"})
    assert book.acceptances() == {}
    book.accept("S-01-abc", **SAID | {"reason": "now checked"})
    first, second = book.acceptance_history("S-01-abc")
    assert (first.withdrawn_by, first.withdrawn_reason, first.withdrawn_at) == (
        "Kontroller",
        "wrong appendix",
        STAMP["at"],
    )
    assert second == book.acceptances()["S-01-abc"]
    assert book.acceptance_history("S-09") == []


def test_a_finding_has_one_acceptance_at_a_time(book):
    book.accept("S-01-abc", **SAID)
    with pytest.raises(ConflictError, match="finding_already_accepted"):
        book.accept("S-01-abc", **SAID)
    with pytest.raises(UsageError, match="acceptance_missing"):
        book.withdraw("S-02-def", **SAID)


def test_an_acceptance_has_an_author_a_reason_and_a_verdict_people_may_give(book):
    with pytest.raises(UsageError, match="author_missing"):
        book.accept("S-01", **SAID | {"by": ""})
    with pytest.raises(UsageError, match="reason_missing"):
        book.accept("S-01", **SAID | {"reason": ""})
    with pytest.raises(UsageError, match="verdict_not_allowed"):
        book.accept("S-01", **SAID, verdict="agrees")
    book.accept("S-01", **SAID)
    with pytest.raises(UsageError, match="reason_missing"):
        book.withdraw("S-01", **SAID | {"reason": " "})


def test_an_acceptance_of_other_numbers_gives_way_and_stays_in_the_history(book):
    book.accept("S-01-abc", **SAID, numbers="10|12")
    book.accept("S-01-abc", **SAID, numbers="10|50")
    assert book.acceptances()["S-01-abc"].numbers == "10|50"
    assert [a.numbers for a in book.acceptance_history("S-01-abc")] == ["10|12", "10|50"]
