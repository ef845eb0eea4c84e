"""What is told of a document's past to who did not see it being written."""

import pytest
from permission_rows import adding, change, fill, removal
from store_samples import STAMP

from rodtrad.core.roles import Drafts
from rodtrad.store.book import Book
from rodtrad.store.past import RevisionFilter

SEEN_BY = {"reader": {"drafts": Drafts.NONE}, "etat": {"visible": frozenset({"etat"})}}
PLACE = {"document": "report-nabo", "key": "p"}


@pytest.fixture
def book(book: Book) -> Book:
    fill(book)
    return book


def step(book: Book, document: str, state: str) -> int:
    return book.save([change(book, "working_document", {"document": document}, state=state)], **STAMP)


def text(book: Book, document: str, words: str, by: str = "Saksbehandler") -> int:
    place = {"document": document, "key": "p"}
    return book.save([change(book, "passage", place, text=words)], **STAMP | {"by": by, "why": words})


def told(book: Book, number: int, **seen: object) -> set[str]:
    """Every text of a passage that a change is told with."""
    events, _ = book.changed_rows(number, **seen)
    rows = (row for e in events for row in (e.before, e.after) if row and e.fact == "passage")
    return {row["text"] for row in rows}


@pytest.mark.parametrize("document", ["report-nabo", "budget-other"])
def test_drafts_are_not_told_of_when_the_document_is_done(book, document):
    """Written, mended, adopted or approved, and sent back and approved again: what was secret stays so."""
    secret = text(book, document, "hemmelig")
    mended = text(book, document, "pent")
    states = ("adopted",) if document == "budget-other" else ("submitted", "approved")
    steps = [step(book, document, state) for state in states]
    reader = SEEN_BY["reader"]
    place = {"document": document, "key": "p"}
    assert book.history("passage", place, **reader) == []
    assert len(book.history("passage", place)) == 3
    page = {r.id for r in book.page_of_revisions(RevisionFilter(), **reader)}
    assert page == {r.id for r in book.revisions(**reader)} == {1, steps[-1]}
    assert not told(book, secret, **reader) | told(book, mended, **reader)
    assert book.changed_rows(secret, **reader) == ([], 0)
    events, _ = book.changed_rows(steps[-1], **reader)
    assert [(e.fact, e.before) for e in events] == [("working_document", None)]


def test_who_may_make_an_alternative_is_told_nothing_of_the_proposal_from_before_it_was_handed_in(book):
    """Of alternatives they are told everything, as of what is one's own."""
    secret, mended = text(book, "budget", "hemmelig"), text(book, "budget", "pent")
    group = {"drafts": Drafts.ALTERNATIVES}
    assert not {secret, mended} & {r.id for r in book.revisions(**group)}
    handed_in = step(book, "budget", "submitted")
    alternative = text(book, "budget-other", "vårt")
    assert {r.id for r in book.revisions(**group)} == {1, handed_in, alternative}
    assert not told(book, secret, **group) | told(book, mended, **group)
    assert told(book, alternative, **group) == {"x", "vårt"}
    step(book, "budget", "draft")
    assert {r.id for r in book.revisions(**group)} == {1, alternative}


def test_a_report_that_is_sent_back_is_told_of_since_it_was_approved_the_last_time(book):
    for state in ("submitted", "approved", "draft"):
        step(book, "report-nabo", state)
    text(book, "report-nabo", "mellom")
    for state in ("submitted", "approved"):
        last = step(book, "report-nabo", state)
    later = text(book, "report-nabo", "etter")
    changes = book.history("passage", PLACE, drafts=Drafts.NONE)
    assert [(c.revision, c.before, c.after) for c in changes] == [(later, "mellom", "etter")]
    assert {r.id for r in book.revisions(drafts=Drafts.NONE)} == {1, last, later}


def test_a_draft_that_was_taken_out_is_told_of_to_nobody_else(book):
    begun = [
        adding("document", key="new", kind="period_report", unit="etat", year=2027),
        adding("working_document", document="new", unit="etat", state="draft"),
        adding("passage", document="new", key="p", text="hemmelig"),
    ]
    number = book.save(begun, **STAMP)
    gone = [
        removal(book, "passage", {"document": "new", "key": "p"}),
        removal(book, "working_document", {"document": "new"}),
        removal(book, "document", {"key": "new"}),
    ]
    last = book.save(gone, **STAMP)
    for seen in ({"drafts": Drafts.NONE}, {"visible": frozenset({"nabo"})}):
        assert not told(book, number, **seen) | told(book, last, **seen)
        assert book.history("passage", {"document": "new", "key": "p"}, **seen) == []
    assert told(book, number) == {"hemmelig"}


def test_who_writes_a_document_is_told_of_all_of_it(book):
    """Another unit is told since it was done: a budget of the whole city is then seen by all."""
    number = text(book, "budget-other", "hemmelig")
    text(book, "budget-other", "pent")
    step(book, "budget-other", "adopted")
    place = {"document": "budget-other", "key": "p"}
    for unit, count in (("helse", 3), ("by", 3), ("etat", 0), ("nabo", 0)):
        seen = {"visible": frozenset({unit})}
        assert len(book.history("passage", place, **seen)) == count, unit
        assert told(book, number, **seen) == ({"x", "hemmelig"} if count else set()), unit


def test_a_row_that_has_moved_does_not_tell_of_the_unit_it_was(book):
    """A measure of the neighbour's is given to the agency, which is told of it from then on."""
    place = {"document": "printed", "key": "M2"}
    book.save([change(book, "efficiency_measure", place, label="hemmelig")], **STAMP)
    moved = book.save([change(book, "efficiency_measure", place, owner="etat", label="åpen")], **STAMP)
    later = book.save([change(book, "efficiency_measure", place, label="ny")], **STAMP)
    changes = book.history("efficiency_measure", place, **SEEN_BY["etat"])
    assert [(c.revision, c.event, c.before) for c in changes] == [
        (moved, "created", None),
        (later, "changed", "åpen"),
    ]
    assert len(book.history("efficiency_measure", place)) > len(changes)


def test_authors_are_told_of_to_who_sees_what_they_have_changed(book):
    text(book, "report-nabo", "hemmelig", by="Nabo")
    text(book, "report", "vårt", by="Egen")
    assert book.authors() == sorted({STAMP["by"], "Nabo", "Egen"})
    assert book.authors(visible=frozenset({"etat"})) == sorted({STAMP["by"], "Egen"})
    assert book.authors(drafts=Drafts.NONE) == [STAMP["by"]]
