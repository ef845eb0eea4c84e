"""Letters through their life, by people with different rights, in the invented municipality Eksempelvik."""

from datetime import date

import pytest

from rodtrad.app.asking import Ask
from rodtrad.app.books import read_into
from rodtrad.app.editing import remove_row
from rodtrad.app.following import followed_page, save_many, save_status
from rodtrad.app.goal_work import carry_over, difference_page, goal_page, save_owners, save_targets
from rodtrad.app.letters import (
    NewLetter,
    begin_edition,
    begin_letter,
    letter_page,
    letters_page,
    save_report_parts,
)
from rodtrad.app.moving import move_document
from rodtrad.app.open_book import OpenBook
from rodtrad.app.publishing import document_told
from rodtrad.app.saving import UsageFormError
from rodtrad.core.errors import AccessError, ConflictError, MissingError, UsageError
from rodtrad.core.roles import LOCAL, Person, Role
from rodtrad.models.follow_up import followed

DEPARTMENT = Person("Avdelingen", Role.DEPARTMENT, frozenset({"HELSE"}))
LEADER = Person("Etatslederen", Role.LEADER, frozenset({"OMS"}))
WRITER = Person("Saksbehandleren", Role.WRITER, frozenset({"OMS"}))
READER = Person("Leseren", Role.READER, None)
OTHERS = Person("Barnehagene", Role.LEADER, frozenset({"BHG"}))
OLD, NEW = "letter-oms-2026", "letter-oms-2027"
WHY = {"why": "test"}


@pytest.fixture
def book(tmp_path):
    read_into(tmp_path / "book", "eksempelvik", by="Prøve", why="test")
    with OpenBook(tmp_path / "book") as opened:
        yield opened


def ask(book: OpenBook, person: Person = DEPARTMENT) -> Ask:
    return Ask(book, book.edition(person.units, drafts=person.drafts), "no", person)


def begun(book: OpenBook, **asked) -> str:
    return begin_letter(ask(book), NewLetter("OMS", 2027, **asked), **WHY)


def step(book: OpenBook, document: str, to: str, person: Person) -> None:
    asked = ask(book, person)
    version = asked.book.version_of(asked.edition, "working_document", {"document": document})
    move_document(asked, document, to, version=version, **WHY)


def report(book: OpenBook, key: str, person: Person = WRITER, **texts: str) -> None:
    asked = ask(book, person)
    save_status(asked, key, {"status": "in_progress", **texts}, asked.edition.revision, **WHY)


def work(book: OpenBook, document: str) -> dict[str, tuple[str, str | None]]:
    """Status and what is carried, by kind and subject."""
    rows = ask(book, LOCAL).telling.facts["follow_up"].filter(document=document)
    return {
        f"{f}/{s}": (t, c) for f, s, t, c in rows.select("fact", "subject", "status", "carries").iter_rows()
    }


def test_a_letter_is_begun_from_the_last_one_in_one_step(book):
    assert begun(book) == NEW
    page = letter_page(ask(book), NEW)
    assert (page.view.label, page.view.number, page.view.edition) == (
        "Tildelingsbrev 2027, Omsorgsetaten",
        "1",
        1,
    )
    assert page.view.earlier == OLD
    assert page.is_open
    facts = ask(book).telling.facts
    assert facts["assignment"].filter(document=NEW)["status"].to_list() == ["carried"] * 3
    # The wishes of 2026 begin as those of 2027.
    targets = facts["indicator_value"].filter(document=NEW, kind="target")
    assert sorted(targets.select("indicator", "year", "value").rows()) == [
        ("home-share", 2027, 330_000),
        ("sick-leave", 2027, 88_000),
    ]
    assert len(book.revisions()) == 2


def test_an_empty_letter_is_empty(book):
    begun(book, source="empty")
    assert all(not part.tables for part in letter_page(ask(book), NEW).view.parts)


def test_only_what_is_chosen_is_taken_along(book):
    begun(book, parts=("meetings",))
    facts = ask(book).telling.facts
    # Wednesday 20 May 2026 is Wednesday 19 May in 2027, and 14 October is 13 October.
    assert sorted(facts["meeting"].filter(document=NEW)["day"]) == [date(2027, 5, 19), date(2027, 10, 13)]
    assert facts["goal"].filter(document=NEW).is_empty()


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (NewLetter("INGEN", 2027), "letter_unknown_unit"),
        (NewLetter("OMS", 2026), "letter_already_there"),
        (NewLetter("OMS", 2027, "finnes-ikke"), "carry_unknown_source"),
    ],
)
def test_a_letter_that_cannot_be_begun_is_refused(book, wanted, told):
    with pytest.raises(UsageError, match=told):
        begin_letter(ask(book), wanted, **WHY)


@pytest.mark.parametrize("person", [LEADER, WRITER, READER])
def test_only_those_who_steer_begin_letters(book, person):
    with pytest.raises(AccessError, match="right_missing"):
        begin_letter(ask(book, person), NewLetter("OMS", 2027), **WHY)


def test_letters_are_numbered_in_their_year(book):
    begun(book)
    other = Person("Oppvekst", Role.DEPARTMENT, None)
    begin_letter(ask(book, other), NewLetter("BHG", 2027), **WHY)
    rows = letters_page(ask(book, LOCAL)).view.table.rows
    assert [row.cells[1].text for row in rows] == ["2/2027", "1/2027", "–"]


def test_owners_are_given_and_taken(book):
    begun(book)
    asked = ask(book)
    save_owners(asked, NEW, {"1.1": "OMS", "1.1.1": "", "9.9": "OMS"}, asked.edition.revision, **WHY)
    owners = {g.number: g.owner for g in goal_page(ask(book), NEW).view.goals}
    assert owners == {"1": "", "1.1": "OMS", "1.1.1": "", "2": "", "2.1": "OMS"}


def test_targets_are_set_with_operator_and_taken_out(book):
    begun(book)
    asked, texts = ask(book), {"operator": ">", "value": "35,5", "printed_unit": "prosent"}
    none = {"operator": "", "value": "", "printed_unit": "prosent"}
    save_targets(asked, NEW, {"home-share": texts, "sick-leave": none}, asked.edition.revision, **WHY)
    view = goal_page(ask(book), NEW).view
    assert {i.key: (i.operator, i.target) for i in view.indicators} == {
        "home-share": (">", "35,5"),
        "sick-leave": ("", ""),
    }


def test_a_target_that_is_no_number_is_told_and_nothing_is_saved(book):
    begun(book)
    asked, texts = ask(book), {"operator": ">", "value": "mange", "printed_unit": "prosent"}
    with pytest.raises(UsageFormError, match="form_refused"):
        save_targets(asked, NEW, {"home-share": texts}, asked.edition.revision, **WHY)


def test_a_target_that_somebody_has_changed_meanwhile_is_a_conflict(book):
    begun(book)
    first, second = ask(book), ask(book)
    for asked, value in ((first, "34"), (second, "36")):
        texts = {"home-share": {"operator": ">", "value": value, "printed_unit": "prosent"}}
        if asked is second:
            with pytest.raises(ConflictError, match="row_changed"):
                save_targets(asked, NEW, texts, asked.edition.revision, **WHY)
        else:
            save_targets(asked, NEW, texts, asked.edition.revision, **WHY)


def test_the_table_of_reports_is_saved_as_ticked(book):
    begun(book, source="empty")
    asked = ask(book)
    ticked = {"economy": ("quarterly", "yearly"), "risk": ("tertially",), "goals": ()}
    save_report_parts(asked, NEW, ticked, asked.edition.revision, **WHY)
    asked = ask(book)
    save_report_parts(asked, NEW, {"economy": ("yearly",), "risk": ()}, asked.edition.revision, **WHY)
    parts = ask(book).telling.facts["report_part"].filter(document=NEW)
    assert parts.select("key", "subject", "monthly", "quarterly", "tertially", "yearly", "label").rows() == [
        ("economy", "economy", False, False, False, True, "Økonomi")
    ]


def test_more_is_carried_into_a_draft_and_the_difference_is_seen(book):
    begun(book, parts=("goals",))
    carry_over(ask(book), NEW, OLD, ("goals", "indicators", "assignments"), **WHY)
    view = difference_page(ask(book), NEW)
    assert [(label, held) for label, held in view.counts] == [("Nytt", 0), ("Endret", 0), ("Tatt ut", 13)]
    # Meetings, what is reported and the resolution stay behind: 2 + 10 + 1.
    with pytest.raises(UsageError, match="carry_nothing_left"):
        carry_over(ask(book), NEW, OLD, ("goals",), **WHY)
    with pytest.raises(UsageError, match="carry_nothing_chosen"):
        carry_over(ask(book), NEW, OLD, (), **WHY)
    with pytest.raises(MissingError):
        difference_page(ask(book), NEW, "finnes-ikke")


def test_sending_begins_follow_up_and_keeps_what_was_carried(book):
    report(book, f"{OLD}/assignment/new.1", comment="Halvveis")
    report(book, f"{OLD}/assignment/carried.1", status="done", evidence="Notat")
    begun(book)
    # Somebody says more while the new letter is being written.
    report(book, f"{OLD}/assignment/new.2", status="delayed", comment="Venter på naboen")
    step(book, NEW, "sent", DEPARTMENT)
    assert work(book, NEW) == {
        "assignment/carried.1": ("in_progress", f"follow_up/{OLD}/assignment/new.1"),
        "assignment/carried.2": ("delayed", f"follow_up/{OLD}/assignment/new.2"),
        "council_resolution/1": ("not_started", f"follow_up/{OLD}/council_resolution/1"),
        "goal/1.1.1": ("not_started", f"follow_up/{OLD}/goal/1.1.1"),
    }
    seen = followed_page(ask(book, WRITER), f"{NEW}/assignment/carried.2")
    assert (seen.row.comment, seen.row.unit.text) == ("Venter på naboen", "Omsorgsetaten nord")
    assert "Forsinket" in " ".join(line.what for line in seen.earlier)
    with pytest.raises(MissingError, match="follow_unknown"):
        followed_page(ask(book, WRITER), f"{OLD}/assignment/new.2")


def last_reported(book, key):
    """When some work was last reported, as its page says it; "" is never."""
    return followed_page(ask(book, WRITER), key).row.reported


def test_what_is_just_sent_is_reported_when_somebody_says_something_and_not_before(book):
    report(book, f"{OLD}/assignment/new.1", comment="Halvveis")
    told = last_reported(book, f"{OLD}/assignment/new.1")
    assert told
    begun(book)
    step(book, NEW, "sent", DEPARTMENT)
    # Carried 1 stays first, so new 1 is carried 2 now; it keeps the day it was reported in 2026.
    assert last_reported(book, f"{NEW}/assignment/carried.2") == told
    unsaid = ("assignment/carried.1", "goal/1.1.1", "council_resolution/1")
    assert [last_reported(book, f"{NEW}/{key}") for key in unsaid] == ["", "", ""]
    second = begin_edition(ask(book), NEW, **WHY)
    step(book, second, "sent", DEPARTMENT)
    assert [last_reported(book, f"{second}/{key}") for key in unsaid] == ["", "", ""]
    report(book, f"{second}/goal/1.1.1")
    assert last_reported(book, f"{second}/goal/1.1.1") == told


def open_work(book):
    """Where the work is followed that is still to be done, by document and subject."""
    rows = followed(ask(book, LOCAL).telling.facts, date(2027, 3, 1)).filter(fact="assignment")
    return sorted(rows.select("document", "subject").rows())


def test_work_is_followed_once_through_editions_and_years(book):
    at_first = open_work(book)
    begun(book)
    step(book, NEW, "sent", DEPARTMENT)
    assert open_work(book) == [(NEW, f"carried.{n}") for n in (1, 2, 3)]
    assert len(at_first) == 3
    second = begin_edition(ask(book), NEW, **WHY)
    step(book, second, "sent", DEPARTMENT)
    assert open_work(book) == [(second, f"carried.{n}") for n in (1, 2, 3)]
    third = begin_letter(ask(book), NewLetter("OMS", 2028), **WHY)
    step(book, third, "sent", DEPARTMENT)
    fourth = begin_edition(ask(book), second, **WHY)
    step(book, fourth, "sent", DEPARTMENT)
    assert open_work(book) == [(third, f"carried.{n}") for n in (1, 2, 3)]


def test_carried_work_that_is_removed_goes_with_its_follow_up_and_can_be_carried_again(book):
    begun(book)
    asked, key = ask(book), {"document": NEW, "status": "carried", "number": 1}
    version = asked.book.version_of(asked.edition, "assignment", key)
    told = {"row_version": str(version)}
    remove_row(asked, f"assignment/{NEW}/carried/1", told, by="", why="Ikke videre")
    assert "assignment/carried.1" not in work(book, NEW)
    carry_over(ask(book), NEW, OLD, ("assignments",), **WHY)
    assert {c for _, c in work(book, NEW).values() if c and "/assignment/" in c} == {
        f"follow_up/{OLD}/assignment/{subject}" for subject in ("carried.1", "new.1", "new.2")
    }


def test_a_letter_made_from_another_units_letter_takes_none_of_its_work(book):
    followed_before = open_work(book)
    everybody = Person("Kommunedirektøren", Role.DEPARTMENT, None)
    other = begin_letter(ask(book, everybody), NewLetter("BHG", 2027, OLD), **WHY)
    asked = ask(book, everybody)
    work_row = asked.telling.facts["working_document"].filter(document=other)
    assert work_row["follows"].to_list() == [None]
    step(book, other, "sent", everybody)
    assert open_work(book) == followed_before
    assert {carries for _, carries in work(book, other).values()} == {None}


def test_an_action_goes_on_where_it_was_and_one_that_was_done_begins_anew(book):
    report(book, f"{OLD}/goal/1.1.1", comment="Halvveis")
    begun(book)
    step(book, NEW, "sent", DEPARTMENT)
    assert work(book, NEW)["goal/1.1.1"][0] == "in_progress"
    report(book, f"{NEW}/goal/1.1.1", status="done", evidence="Rapport")
    third = begin_letter(ask(book), NewLetter("OMS", 2028), **WHY)
    step(book, third, "sent", DEPARTMENT)
    assert work(book, third)["goal/1.1.1"] == ("not_started", f"follow_up/{NEW}/goal/1.1.1")


def test_a_sent_letter_is_acknowledged_by_its_receiver_and_nobody_else(book):
    begun(book)
    step(book, NEW, "sent", DEPARTMENT)
    for person in (WRITER, READER):
        with pytest.raises(AccessError):
            step(book, NEW, "acknowledged", person)
    with pytest.raises(MissingError):
        letter_page(ask(book, OTHERS), NEW)
    step(book, NEW, "acknowledged", LEADER)
    assert letter_page(ask(book, LEADER), NEW).work.state == "acknowledged"


def test_what_is_sent_is_not_changed(book):
    begun(book)
    step(book, NEW, "sent", DEPARTMENT)
    asked = ask(book)
    assert not letter_page(asked, NEW).is_open
    with pytest.raises(AccessError, match="letter_closed"):
        save_owners(asked, NEW, {"1.1": "OMS"}, asked.edition.revision, **WHY)
    with pytest.raises(AccessError, match="letter_closed"):
        carry_over(asked, NEW, OLD, ("goals",), **WHY)


def test_a_new_edition_replaces_the_letter_when_it_is_sent(book):
    begun(book)
    step(book, NEW, "sent", DEPARTMENT)
    report(book, f"{NEW}/assignment/carried.1", deadline="01.11.2027")
    second = begin_edition(ask(book), NEW, **WHY)
    page = letter_page(ask(book), second)
    assert (second, page.view.number, page.view.edition, page.view.earlier) == (f"{NEW}-2", "1", 2, NEW)
    assert page.view.label == "Tildelingsbrev 2027, Omsorgsetaten, utgave 2"
    assert difference_page(ask(book), second).tables == ()
    with pytest.raises(UsageError, match="letter_not_to_replace"):
        begin_edition(ask(book), NEW, **WHY)
    step(book, second, "sent", DEPARTMENT)
    assert work(book, second)["assignment/carried.1"] == (
        "in_progress",
        f"follow_up/{NEW}/assignment/carried.1",
    )
    # The deadline that was agreed on holds, since the new edition says nothing else.
    assert followed_page(ask(book), f"{second}/assignment/carried.1").row.agreed == "01.11.2027"
    with pytest.raises(MissingError):
        followed_page(ask(book), f"{NEW}/assignment/carried.1")


def test_an_edition_that_is_replaced_is_not_acknowledged(book):
    begun(book)
    step(book, NEW, "sent", DEPARTMENT)
    second = begin_edition(ask(book), NEW, **WHY)
    assert [s.to for s in letter_page(ask(book, LEADER), NEW).work.steps] == ["acknowledged"]
    step(book, second, "sent", DEPARTMENT)
    assert letter_page(ask(book, LEADER), NEW).work.steps == ()
    with pytest.raises(UsageError, match="work_no_such_step"):
        step(book, NEW, "acknowledged", LEADER)
    step(book, second, "acknowledged", LEADER)


def test_a_letter_is_sent_with_the_budget_the_book_has_then(book):
    everybody = Person("Kommunedirektøren", Role.DEPARTMENT, None)
    first = begin_letter(ask(book, everybody), NewLetter("BHG", 2026), **WHY)

    def lines(document):
        frame = ask(book, LOCAL).telling.facts["budget_line"].filter(document=document, unit="BHG")
        return frame.select("account_group", "year", "version", "amount", "table").rows()

    assert lines(first) == []
    step(book, first, "sent", everybody)
    adopted = [(*row[:-1], "budget-2026") for row in lines("budget-2026")]
    assert len(adopted) == 4
    assert sorted(lines(first)) == sorted(adopted)
    second = begin_edition(ask(book, everybody), first, **WHY)
    step(book, second, "sent", everybody)
    assert sorted(lines(second)) == sorted(adopted)


def test_a_letter_that_is_a_draft_or_printed_has_no_new_edition(book):
    begun(book)
    for document in (OLD, NEW):
        with pytest.raises(UsageError, match="letter_not_to_replace"):
            begin_edition(ask(book), document, **WHY)


def test_done_needs_evidence(book):
    key = f"{OLD}/assignment/new.1"
    with pytest.raises(UsageError, match="follow_needs_evidence"):
        report(book, key, status="done")
    report(book, key, status="done", evidence="Sak 4/26")
    assert followed_page(ask(book), key).row.status == "done"
    with pytest.raises(UsageError, match="follow_needs_evidence"):
        report(book, key, status="done", evidence=" ")


def test_many_are_reported_at_once_and_what_is_left_empty_stays(book):
    report(book, f"{OLD}/assignment/new.1", comment="Vår egen kommentar")
    asked, keys = (
        ask(book, WRITER),
        [f"{OLD}/assignment/new.1", f"{OLD}/assignment/new.2", f"{OLD}/goal/1.1.1"],
    )
    assert save_many(asked, keys, {"status": "delayed"}, asked.edition.revision, **WHY) == 3
    rows = [followed_page(ask(book), key).row for key in keys]
    assert [row.status for row in rows] == ["delayed"] * 3
    assert rows[0].comment == "Vår egen kommentar"
    with pytest.raises(UsageError, match="follow_none_chosen"):
        save_many(asked, [], {"status": "done"}, asked.edition.revision, **WHY)


def test_many_are_all_or_nothing(book):
    report(book, f"{OLD}/assignment/new.1", evidence="Sak 4/26")
    asked, keys = ask(book, WRITER), [f"{OLD}/assignment/new.1", f"{OLD}/assignment/new.2"]
    with pytest.raises(UsageError, match="follow_needs_evidence"):
        save_many(asked, keys, {"status": "done"}, asked.edition.revision, **WHY)
    assert followed_page(ask(book), keys[0]).row.status == "in_progress"


def test_two_who_report_at_once_lose_nothing(book):
    key, first, second = f"{OLD}/assignment/new.1", ask(book, WRITER), ask(book, LEADER)
    save_status(first, key, {"status": "in_progress", "comment": "Min"}, first.edition.revision, **WHY)
    with pytest.raises(ConflictError):
        save_status(second, key, {"status": "delayed", "comment": "Din"}, second.edition.revision, **WHY)
    assert followed_page(ask(book), key).row.comment == "Min"


@pytest.mark.parametrize(("person", "told"), [(READER, "right_missing"), (OTHERS, "follow_unknown")])
def test_only_those_whose_work_it_is_report(book, person, told):
    with pytest.raises((AccessError, MissingError), match=told):
        report(book, f"{OLD}/assignment/new.1", person)


def test_history_tells_the_steps_in_words(book):
    key = f"{OLD}/assignment/new.1"
    report(book, key)
    report(book, key, status="done", evidence="Sak 4/26")
    story = [line.what for line in followed_page(ask(book), key).story]
    assert "Status: Endret fra I arbeid til Utført" in story
    assert story[-1] == "Skrevet inn. Status: I arbeid"


def test_a_letter_is_published_as_a_letter(book):
    begun(book)
    tree = document_told(ask(book).telling, NEW)
    assert tree.title == "Tildelingsbrev 2027 til Omsorgsetaten"
    assert [section.heading for section in tree.sections][:2] == ["1. Innledning", "2. Mål og tiltak"]
