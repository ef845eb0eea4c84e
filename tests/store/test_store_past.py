"""The book's changes a page at a time, what each did, and one fact as it was."""

from datetime import UTC, datetime, timedelta

import pytest
from programme_rows import COST, DAYS, PLACES, added, changed, load, removed
from store_samples import STAMP

from rodtrad.core.errors import UsageError
from rodtrad.store.book import Book
from rodtrad.store.past import RevisionFilter

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def lived(book: Book) -> Book:
    """A load and five edits, a day apart, by two people; every number in it is invented."""
    load(book)
    for number, (by, change) in enumerate(
        [
            ("Ansatt", changed(PLACES, 1, value=1_0000)),
            ("Kontroller", changed(COST, 1, value=2_0000)),
            ("Ansatt", added(DAYS)),
            ("Kontroller", changed({"key": "north"}, 1, fact="unit", label="Nord")),
            ("Ansatt", removed(COST, 3)),
        ],
        1,
    ):
        book.save([change], by=by, at=FIRST + timedelta(days=number), why=f"endring {number}")
    return book


def numbers(book: Book, visible: frozenset[str] | None = None, **chosen) -> list[int]:
    return [r.id for r in book.page_of_revisions(RevisionFilter(**chosen), visible=visible)]


def test_the_latest_come_first_a_page_at_a_time(lived):
    assert numbers(lived) == [6, 5, 4, 3, 2, 1]
    assert numbers(lived, limit=2) == [6, 5]
    assert numbers(lived, limit=2, before=5) == [4, 3]
    assert numbers(lived, before=1) == []


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"by": "Kontroller"}, [5, 3]),
        ({"by": "Nobody"}, []),
        ({"fact": "unit"}, [5, 1]),
        ({"fact": "assumption"}, [6, 4, 3, 2, 1]),
        ({"document": "review"}, [6, 4, 3, 2, 1]),
        ({"document": "no-such"}, []),
        ({"fact": "unit", "document": "review"}, []),
        ({"since": FIRST + timedelta(days=4)}, [6, 5]),
        ({"until": FIRST + timedelta(days=2)}, [2, 1]),
        ({"by": "Ansatt", "fact": "assumption", "since": FIRST + timedelta(days=1)}, [6, 4, 2]),
    ],
)
def test_changes_are_found_by_person_table_document_and_day(lived, chosen, found):
    assert numbers(lived, **chosen) == found


def test_an_unknown_fact_is_refused(lived):
    with pytest.raises(UsageError, match="no_such_fact"):
        numbers(lived, fact="no_fact")


def test_who_sees_one_unit_is_told_of_what_touches_it(lived):
    """The assumptions are the review's, which is about the whole municipality: everybody sees them."""
    assert numbers(lived, frozenset({"north"})) == [6, 5, 4, 3, 2, 1]
    assert numbers(lived, frozenset({"south"}), fact="unit") in ([5, 1], [1])


def test_authors_are_told_by_name(lived):
    assert lived.authors() == ["Ansatt", "Kontroller"]


def test_the_last_change_before_a_moment(lived):
    assert lived.revision_at(FIRST) == 0
    assert lived.revision_at(FIRST + timedelta(seconds=1)) == 0 if STAMP["at"] > FIRST else 1
    assert lived.revision_at(FIRST + timedelta(days=3, seconds=1)) == 4
    assert lived.revision_at(FIRST + timedelta(days=900)) == 6


def test_what_a_change_did_is_told_row_by_row(lived):
    [event], total = lived.changed_rows(2)
    assert (total, event.address) == (1, "assumption/review/places")
    assert event.before
    assert event.after
    assert (event.before["value"], event.after["value"]) == (80_0000, 1_0000)
    [[event], _] = lived.changed_rows(4)
    assert (event.before, event.after["key"]) == (None, "days")
    [[event], _] = lived.changed_rows(6)
    assert (event.before["key"], event.after) == ("cost", None)


def test_a_large_change_is_told_a_page_at_a_time(lived):
    first, total = lived.changed_rows(1, most=4)
    rest, again = lived.changed_rows(1, first=4, most=100)
    assert total == again == len(first) + len(rest)
    assert len(first) == 4
    assert len({event.address for event in [*first, *rest]}) == total


def test_an_unknown_change_is_refused(lived):
    for number in (0, 7):
        with pytest.raises(UsageError, match="revision_unknown"):
            lived.changed_rows(number)


def test_one_fact_as_it_was(lived):
    for as_of in (None, 1, 3, 6):
        assert lived.rows("assumption", as_of=as_of).equals(lived.facts(as_of=as_of)["assumption"])
        seen = lived.rows("assumption", as_of=as_of, visible=frozenset({"south"}))
        assert seen.equals(lived.facts(as_of=as_of, visible=frozenset({"south"}))["assumption"])


def test_the_version_of_every_row(lived):
    versions = dict(lived.row_versions("assumption").select("key", "from_revision").iter_rows())
    assert versions == {"places": 2, "days": 4}
    keys = lived.row_versions("unit")
    assert keys["key"].to_list() == lived.facts()["unit"]["key"].to_list()


def test_acceptances_as_they_stood(lived):
    lived.accept("S-01-a", reason="r", by="Ansatt", at=FIRST, numbers="1")
    lived.withdraw("S-01-a", reason="r", by="Kontroller", at=FIRST + timedelta(days=2))
    assert set(lived.acceptances(at=FIRST)) == set()
    assert set(lived.acceptances(at=FIRST + timedelta(days=1))) == {"S-01-a"}
    assert set(lived.acceptances(at=FIRST + timedelta(days=3))) == set()
