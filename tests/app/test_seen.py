"""The part of a judged book that somebody sees: what is judged is the whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rodtrad.app import editions
from rodtrad.app.asking import Ask
from rodtrad.app.books import read_into
from rodtrad.app.open_book import OpenBook
from rodtrad.app.work import NewDocument, begin_document
from rodtrad.core.roles import LOCAL, RIGHTS, STRANGER, Drafts, Person, Right, Role
from rodtrad.facts.document import DocumentKind
from rodtrad.models.rights import MEASURES, Standing, right_to_write
from rodtrad.store.book import Book

SIGHTS = [
    (frozenset({"VEL"}), Drafts.ALL),
    (frozenset({"SET"}), Drafts.ALL),
    (frozenset({"BBJ.ADM", "HEL"}), Drafts.ALL),
    (frozenset({"OSLO"}), Drafts.ALL),
    (frozenset(), Drafts.ALL),
    (frozenset({"VEL"}), Drafts.NONE),
    (None, Drafts.NONE),
    (frozenset({"OSLO"}), Drafts.ALTERNATIVES),
    (frozenset({"HEL"}), Drafts.ALTERNATIVES),
    (None, Drafts.ALTERNATIVES),
    (None, Drafts.ALL),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Oslo example with a report of the agency that is being written."""
    made = tmp_path_factory.mktemp("seen") / "book"
    read_into(made, "oslo", by="Prøve", why="test")
    with OpenBook(made) as book:
        ask = Ask(book, book.edition(), "no", LOCAL)
        report = NewDocument(
            "report", DocumentKind.PERIOD_REPORT, "VEL", "VEL", 2026, "Rapport", period="2026-T2"
        )
        begin_document(ask, report, by="Prøve", why="test")
    return made


@pytest.fixture(scope="module")
def opened(place: Path) -> Iterator[OpenBook]:
    with OpenBook(place) as book:
        yield book


@pytest.mark.parametrize(("units", "drafts"), SIGHTS)
def test_what_is_taken_in_memory_is_what_the_database_gives(place, opened, units, drafts):
    """Only relations that name a hidden figure are left out as well."""
    seen = opened.edition(units, drafts=drafts)
    with Book.open(place) as book:
        facts = book.facts(visible=units, drafts=drafts)
        readings = book.readings(visible=units, drafts=drafts)
    stated = seen.judgement.thread.facts
    for name, frame in facts.items():
        if name == "stated_relation":
            assert set(stated[name]["key"]) <= set(frame["key"])
        else:
            assert stated[name].equals(frame), name
    assert sorted(seen.readings["address"]) == sorted(readings["address"])


@pytest.mark.parametrize(("units", "drafts"), SIGHTS)
def test_what_is_judged_is_the_whole(opened, units, drafts):
    """No finding arises because something is hidden, and each bridge is that of the whole book."""
    whole, part = opened.edition().judgement, opened.edition(units, drafts=drafts).judgement
    assert {f.id for f in part.findings} <= {f.id for f in whole.findings}
    for number, address in enumerate(part.thread.figures["address"]):
        assert part.thread.at[address] == number
    grains = dict(whole.thread.figures.select("address", "grains").iter_rows())
    assert all(grains[a] == g for a, g in part.thread.figures.select("address", "grains").iter_rows())
    results = part.thread.judged["result"].unique().to_list()
    known = whole.thread.figures["address"].to_list()
    place = {address: number for number, address in enumerate(known)}
    for result in results[:: max(1, len(results) // 50)]:
        address = part.thread.figures["address"][result]
        ours, theirs = part.thread.bridges.to(result), whole.thread.bridges.to(place[address])
        assert {(b.number, b.result, frozenset(b.steps), b.verdict) for b in ours} <= {
            (b.number, b.result, frozenset(b.steps), b.verdict) for b in theirs
        }


def test_a_figure_stands_at_its_row_also_in_a_part(opened):
    thread = opened.edition(frozenset({"VEL"})).judgement.thread
    for fact, column, position, address in thread.figures.select(
        "fact", "column", "position", "address"
    ).iter_rows():
        if fact != "constant":
            row = thread.facts[fact].row(position, named=True)
            assert row[column] is not None
            assert thread.rows(fact)[address.rpartition("/")[0]] == position


def test_as_many_parts_are_kept_as_there_is_room_for(place, monkeypatch):
    monkeypatch.setattr(editions, "_MOST_PARTS", 2)
    vel, district, department = (frozenset({unit}) for unit in ("VEL", "BBJ", "SET"))
    with OpenBook(place) as book:
        first, second = book.edition(vel), book.edition(district)
        assert book.edition(vel) is first
        book.edition(department)
        assert book.edition(vel) is first
        assert book.edition(district) is not second


def test_who_has_no_rights_is_told_nothing_of_drafts(opened):
    assert (LOCAL.drafts, STRANGER.drafts) == (Drafts.ALL, Drafts.NONE)
    reader = Person("En leser", Role.READER, None)
    for person, documents in ((LOCAL, ["report"]), (reader, [])):
        edition = opened.edition(person.units, drafts=person.drafts)
        assert edition.judgement.thread.facts["working_document"]["document"].to_list() == documents
    assert len(opened.revisions(reader)) == 1
    assert len(opened.revisions(LOCAL)) == 2
    assert opened.story("working_document/report", reader) == []
    assert opened.story("working_document/report", LOCAL) != []


@pytest.mark.parametrize("role", list(Role))
def test_buttons_are_shown_to_who_may_use_them(opened, role):
    for units, is_own in ((frozenset({"VEL"}), True), (frozenset({"HEL"}), False)):
        person = Person("Prøve", role, units)
        ask = Ask(opened, opened.edition(units, drafts=person.drafts), "no", person)
        whole = Ask(opened, opened.edition(), "no", person).telling.facts
        row = whole["efficiency_measure"].filter(key="VEL1").row(0, named=True)
        steers = Right.STEER in RIGHTS[role]
        assert ask.may_change("efficiency_measure", row) is (is_own and steers)
        work = whole["working_document"].row(0, named=True)
        assert ask.may_change("working_document", work) is (is_own and Right.REPORT in RIGHTS[role])
        assert ask.may_add("efficiency_measure") is steers
        assert ask.may_add("risk") is bool(RIGHTS[role])
        assert ask.may_add("priority_rule") is (role is Role.ADMINISTRATOR)


def test_facts_about_measures_are_written_by_who_steers():
    assert "effect_part" in MEASURES
    assert right_to_write("effect_part", Standing("review", "sector_review", "SET")) is Right.STEER
    assert right_to_write("passage", Standing("review", "sector_review", "SET")) is Right.ADMINISTER
    assert right_to_write("priority_rule", None) is Right.ADMINISTER
