"""Documents that are written here: begun, taken from step to step, and what is refused."""

from datetime import date

import pytest

from rodtrad.app.asking import Ask
from rodtrad.app.books import read_into
from rodtrad.app.moving import ON_ENTRY, move_document
from rodtrad.app.open_book import OpenBook
from rodtrad.app.work import (
    NewDocument,
    added,
    begin_document,
    steps_for,
    work_page,
    working_row,
)
from rodtrad.core.errors import AccessError, ConflictError, MissingError, UsageError
from rodtrad.core.roles import Person, Role
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.work import DocumentState
from rodtrad.models.carrying import carried
from rodtrad.models.workflow import STEPS

REPORT = NewDocument(
    "report-oms-2027-T2", DocumentKind.PERIOD_REPORT, "OMS", "OMS", 2027, "Rapport", period="2027-T2"
)
WHY = {"by": "Prøve", "why": "test"}


@pytest.fixture
def book(tmp_path):
    read_into(tmp_path / "book", "eksempelvik", by="Prøve", why="test")
    with OpenBook(tmp_path / "book") as opened:
        yield opened


def ask(book: OpenBook, role: Role = Role.ADMINISTRATOR, units: frozenset[str] | None = None) -> Ask:
    return Ask(book, book.edition(), "no", Person("Prøve", role, units))


def version(book: OpenBook) -> int:
    asked = ask(book)
    return book.version_of(asked.edition, "working_document", {"document": REPORT.key})


def step(book: OpenBook, to: str, role: Role = Role.ADMINISTRATOR, **more: str) -> None:
    move_document(ask(book, role), REPORT.key, to, version=version(book), **WHY, **more)


def test_a_document_is_begun_with_what_it_starts_from(book):
    rows = carried(
        ask(book).telling.facts, ("goal", "indicator", "indicator_value"), "letter-oms-2026", "next"
    )
    new = NewDocument("next", DocumentKind.ALLOCATION_LETTER, "OMS", "HELSE", 2027, "Tildelingsbrev 2027")
    begin_document(ask(book), new, added(rows), **WHY)
    facts = ask(book).telling.facts
    assert facts["goal"].filter(document="next")["number"].to_list() == ["1", "1.1", "1.1.1", "2", "2.1"]
    years = facts["indicator_value"].filter(document="next").select("indicator", "year").rows()
    assert sorted(set(years)) == [(i, y) for i in ("home-share", "sick-leave") for y in (2025, 2026)]
    assert len({r.id for r in book.revisions()}) == 2


def test_a_document_is_not_begun_twice(book):
    begin_document(ask(book), REPORT, **WHY)
    with pytest.raises(ConflictError, match="row_already_there"):
        begin_document(ask(book), REPORT, **WHY)


def test_a_report_goes_from_draft_to_frozen_and_is_stamped(book):
    begin_document(ask(book), REPORT, **WHY)
    for state in ("submitted", "approved", "frozen"):
        step(book, state)
        assert working_row(ask(book), REPORT.key)["state"] == state
    row = working_row(ask(book), REPORT.key)
    assert row["sent"] == date.today()  # noqa: DTZ011
    assert steps_for(ask(book), row) == ()


def test_a_step_that_does_not_lead_on_is_refused(book):
    begin_document(ask(book), REPORT, **WHY)
    with pytest.raises(UsageError, match="work_no_such_step"):
        step(book, "frozen")
    assert working_row(ask(book), REPORT.key)["state"] == "draft"


def test_a_report_is_sent_back_with_words_only(book):
    begin_document(ask(book), REPORT, **WHY)
    step(book, "submitted")
    with pytest.raises(UsageError, match="work_return_needs_words"):
        step(book, "draft", returned="  ")
    step(book, "draft", returned="Forklar avviket på vikarer")
    assert working_row(ask(book), REPORT.key)["returned"] == "Forklar avviket på vikarer"
    step(book, "submitted")
    assert working_row(ask(book), REPORT.key)["returned"] is None


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.READER, set()),
        (Role.WRITER, {"submitted"}),
        (Role.LEADER, {"submitted", "approved", "draft"}),
        (Role.DEPARTMENT, {"submitted", "approved", "draft", "frozen"}),
    ],
)
def test_each_role_has_the_steps_of_a_report_that_are_its_own(role, may):
    steps = [s for every in STEPS[DocumentKind.PERIOD_REPORT].values() for s in every]
    person = Person("Prøve", role, None)
    assert {s.to.value for s in steps if person.may(s.right)} == may


def test_a_step_without_the_right_is_refused(book):
    begin_document(ask(book), REPORT, **WHY)
    step(book, "submitted", Role.WRITER)
    with pytest.raises(AccessError):
        step(book, "approved", Role.WRITER)


def test_two_who_take_the_same_step_do_not_both_get_it(book):
    begin_document(ask(book), REPORT, **WHY)
    seen, shown = ask(book), version(book)
    move_document(seen, REPORT.key, "submitted", version=shown, **WHY)
    with pytest.raises(ConflictError, match="row_changed"):
        move_document(seen, REPORT.key, "submitted", version=shown, **WHY)


def test_a_document_that_is_only_read_has_no_steps(book):
    with pytest.raises(MissingError, match="work_unknown"):
        work_page(ask(book), "letter-oms-2026")


def test_the_page_tells_how_far_a_document_has_come(book):
    begin_document(ask(book), REPORT, **WHY)
    step(book, "submitted")
    shown = work_page(ask(book), REPORT.key)
    assert shown.road == (("Utkast", True), ("Levert", True), ("Godkjent", False), ("Låst", False))
    assert [s.to for s in shown.steps] == ["approved", "draft"]
    assert shown.place == "/reporting/report-oms-2027-T2"


def test_editions_of_a_document_are_told_in_order(book):
    letter = NewDocument("a-1", DocumentKind.ALLOCATION_LETTER, "OMS", "HELSE", 2027, "Brev")
    second = NewDocument(
        "a-2", DocumentKind.ALLOCATION_LETTER, "OMS", "HELSE", 2027, "Brev", edition=2, replaces="a-1"
    )
    begin_document(ask(book), letter, **WHY)
    begin_document(ask(book), second, **WHY)
    for key in ("a-1", "a-2"):
        editions = work_page(ask(book), key).editions
        assert [row.cells[0].text for row in editions.rows] == ["1", "2"]


def test_every_state_but_the_first_is_reached_by_a_step():
    for steps in STEPS.values():
        reached = {s.to for every in steps.values() for s in every}
        assert set(steps) <= reached | {DocumentState.DRAFT}


def test_what_a_step_brings_is_known_wherever_a_document_is_moved():
    every = {
        (k, s.to) for k, states in STEPS.items() for steps in states.values() for s in steps if s.brings_rows
    }
    assert every
    assert every <= set(ON_ENTRY)
