"""Who may say how something is going: who does it, in a document they see, and who steers the document."""

import pytest
from permission_rows import adding, change, fill
from store_samples import STAMP

from rodtrad.core.errors import AccessError, ConflictError, RodtradError, UsageError
from rodtrad.core.roles import RIGHTS, Role
from rodtrad.facts.work import FollowedFact
from rodtrad.store.book import Book

ETAT, NABO, HELSE = (frozenset({unit}) for unit in ("etat", "nabo", "helse"))
W, L, D, A = Role.WRITER, Role.LEADER, Role.DEPARTMENT, Role.ADMINISTRATOR


@pytest.fixture
def book(book: Book) -> Book:
    """With goals of the letter that is sent: one of its receiver, and one that the neighbour does."""
    fill(book)
    letter = {"document": "letter-sent"}
    rows = [
        adding("allocation_letter", **letter, sender="helse", receiver="etat"),
        adding("goal", **letter, number="1", level="action"),
        adding("goal", **letter, number="1.2", level="action"),
        adding("goal_link", **letter, goal="1.2", fact="unit", key="nabo"),
        adding("council_resolution", **letter, number="3", owner="etat"),
        adding("assignment", document="letter-nabo", number=2, owner="nabo"),
        adding("assignment", **letter, number=2, owner="nabo"),
    ]
    book.save(rows, **STAMP)
    return book


def refusal(book: Book, units: frozenset[str] | None, role: Role, **row: object) -> str:
    """What saving a follow-up is refused for; "" where it is saved."""
    given = {"document": "letter-sent", "fact": FollowedFact.ASSIGNMENT.value, "unit": min(units or {"etat"})}
    try:
        book.save([adding("follow_up", **given | row)], visible=units, rights=RIGHTS[role], **STAMP)
    except RodtradError as error:
        return error.message
    return ""


def test_an_assignment_is_followed_up_by_who_does_it_and_by_nobody_else(book):
    for role in (W, L, D):
        assert refusal(book, NABO, role, subject="new.1") in ("unit_hidden", "follow_up_of_others")
    assert refusal(book, ETAT, W, subject="new.1") == ""
    assert refusal(book, NABO, W, subject="new.2") == ""


def test_who_steers_the_document_follows_up_all_of_it(book):
    """The department's writer does not: the assignment is the neighbour's."""
    assert refusal(book, HELSE, W, subject="new.2") in ("unit_hidden", "follow_up_of_others")
    assert refusal(book, HELSE, D, subject="new.2") == ""


def test_a_goal_is_followed_up_by_who_is_linked_to_it_or_else_by_who_gets_the_letter(book):
    goal = {"fact": FollowedFact.GOAL.value}
    assert refusal(book, NABO, W, **goal, subject="1") == "document_hidden"
    assert refusal(book, ETAT, W, **goal, subject="1.2") == "follow_up_of_others"
    assert refusal(book, ETAT, W, **goal, subject="1") == ""
    resolution = {"fact": FollowedFact.COUNCIL_RESOLUTION.value, "subject": "3"}
    assert refusal(book, NABO, W, **resolution) in ("unit_hidden", "follow_up_of_others")
    assert refusal(book, ETAT, W, **resolution) == ""


def test_nobody_follows_up_in_a_draft_they_do_not_see(book):
    """An assignment of the agency's in the neighbour's letter, which is not sent."""
    assert refusal(book, ETAT, W, document="letter-nabo", subject="new.1") == "document_hidden"
    assert refusal(book, NABO, W, document="letter-nabo", subject="new.2") == ""


@pytest.mark.parametrize("subject", ["new.9", "carried.1", "new", "1", "new.1.1", f"new.{9**30}", "new.²"])
def test_what_is_followed_up_must_be_there(book, subject):
    for units, role in ((ETAT, W), (None, A)):
        assert refusal(book, units, role, subject=subject) == "follow_up_of_nothing"


def test_follow_up_is_given_on_by_who_does_it(book):
    """To a section below, which goes on with it; not to a neighbour, nor taken by one."""
    at = {"document": "letter-sent", "fact": "assignment", "subject": "new.1"}
    assert refusal(book, ETAT, W, subject="new.1") == ""
    section = frozenset({"seksjon"})
    own = {"visible": section, "rights": RIGHTS[W], **STAMP}
    with pytest.raises(AccessError):
        book.save([change(book, "follow_up", at, unit="seksjon")], **own)
    given = change(book, "follow_up", at, unit="seksjon")
    book.save([given], visible=ETAT, rights=RIGHTS[W], **STAMP)
    book.save([change(book, "follow_up", at, comment="I gang")], **own)
    for units, unit in ((ETAT, "nabo"), (NABO, "nabo")):
        taken = change(book, "follow_up", at, unit=unit)
        with pytest.raises(AccessError):
            book.save([taken], visible=units, rights=RIGHTS[W], **STAMP)


def test_a_copy_in_a_report_is_the_reports(book):
    """It is written with the report, while that is a draft."""
    copy = {"subject": "letter-sent.new.1"}
    assert refusal(book, ETAT, W, document="report", **copy) == ""
    assert refusal(book, ETAT, W, document="report-nabo", **copy) == "document_of_others"
    row = adding("follow_up", document="report-frozen", unit="etat", **copy)
    with pytest.raises(ConflictError, match="work_closed"):
        book.save([row], rights=RIGHTS[A], **STAMP)


def test_a_load_may_follow_up_anything(book):
    with pytest.raises(UsageError, match="follow_up_of_nothing"):
        book.save(
            [adding("follow_up", document="letter", unit="etat", subject="x")], rights=RIGHTS[A], **STAMP
        )
    assert book.save([adding("follow_up", document="letter", unit="etat", subject="x")], **STAMP)
