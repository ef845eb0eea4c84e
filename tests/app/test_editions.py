"""Editions of a book: who reads waits for nobody, and who saves sees their own change."""

import random
import threading

import pytest
from programme_rows import changed, load
from store_samples import STAMP, frame, units

from rodtrad.app import edition as edition_module
from rodtrad.app import editions as editions_module
from rodtrad.app.editions import WHOLE, Editions
from rodtrad.app.open_book import OpenBook, whole_edition
from rodtrad.checks.registry import CHECKS, Check
from rodtrad.core.finding import Finding
from rodtrad.core.noted import noting
from rodtrad.core.roles import LOCAL
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.store.book import Book

PLACES = {"document": "review", "key": "places"}
WHY = {"by": "Ansatt to", "why": "nye tall", "language": "no", "person": LOCAL}


WITHOUT_DEADLINE = {
    "document": "review",
    "status": "new",
    "number": "1",
    "owner": "south",
    "label": "Lag en plan",
    "label_en": "Make a plan",
    "line": 1,
}


@pytest.fixture
def place(tmp_path):
    """The made-up programme, and an assignment without a deadline, which is a finding."""
    with Book.create(tmp_path / "book") as book:
        load(book, assignment=frame("assignment", WITHOUT_DEADLINE))
    return tmp_path / "book"


@pytest.fixture
def judged_whole(monkeypatch):
    """How many times a book was read and judged from the beginning."""
    times = []

    def counted(book):
        times.append(book)
        return whole_edition(book)

    monkeypatch.setattr("rodtrad.app.open_book.whole_edition", counted)
    return times


def places_in(edition):
    rows = edition.judgement.thread.facts["assumption"]
    return rows.filter(key="places")["value"][0]


def test_who_saves_sees_it_at_once_and_nothing_is_read_again(place, judged_whole):
    with OpenBook(place) as book:
        assert places_in(book.edition()) == 80_0000
        for number in range(3):
            book.save([changed(PLACES, number + 1, value=number)], **WHY)
            assert places_in(book.edition()) == number
            assert book.edition().revision == number + 2
    assert len(judged_whole) == 1


def test_what_another_program_saves_is_followed_within_half_a_second(place, judged_whole, monkeypatch):
    monkeypatch.setattr(editions_module, "_LOOK_EVERY_SECONDS", 0.0)
    with OpenBook(place) as book, Book.open(place) as elsewhere:
        book.edition()
        elsewhere.save([changed(PLACES, 1, value=7)], **STAMP)
        elsewhere.save([changed(PLACES, 2, value=8)], **STAMP)
        assert places_in(book.edition()) == 8
        assert len(judged_whole) == 1
        elsewhere.load(
            {"unit": units(*({"key": k} for k in ("by", "south", "north", "west")))}, None, **STAMP
        )
        assert book.edition().judgement.thread.facts["unit"].height == 4
        assert len(judged_whole) == 2


def test_an_explanation_is_followed_too(place, monkeypatch):
    monkeypatch.setattr(editions_module, "_LOOK_EVERY_SECONDS", 0.0)
    with OpenBook(place) as book, Book.open(place) as elsewhere:
        [finding] = (f for f in book.edition().judgement.findings if f.number == "T-02")
        told = {"reason": "trykkfeil", "by": STAMP["by"], "at": STAMP["at"]}
        elsewhere.accept(finding.id, numbers=finding.numbers, **told)
        assert book.edition().judgement.by_id[finding.id].reason == "trykkfeil"
        elsewhere.withdraw(finding.id, **told)
        assert book.edition().judgement.by_id[finding.id].reason == ""


class Slow:
    """Judging that waits until it is let go, and says that it has begun."""

    def __init__(self, monkeypatch) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        self.times = 0
        self._after = edition_module.Edition.after
        monkeypatch.setattr(edition_module.Edition, "after", lambda edition, changes: self(edition, changes))

    def __call__(self, edition, changes):
        self.times += 1
        self.begun.set()
        assert self.go.wait(30)
        return self._after(edition, changes)


def test_readers_get_the_edition_before_while_a_newer_one_is_judged(place, monkeypatch):
    with Book.open(place) as store:
        editions = Editions(store, whole_edition)
        first = editions.newest()
        slow = Slow(monkeypatch)
        number = store.save([changed(PLACES, 1, value=7)], **STAMP)
        writer = threading.Thread(target=editions.changed, args=(WHOLE, f"{number}.0"))
        writer.start()
        assert slow.begun.wait(30)
        assert editions.newest() is first
        assert writer.is_alive()
        slow.go.set()
        writer.join()
        assert places_in(editions.newest()) == 7
        editions.close()


def test_a_change_is_judged_once_however_many_ask(place, monkeypatch):
    with Book.open(place) as store:
        editions = Editions(store, whole_edition)
        editions.newest()
        slow = Slow(monkeypatch)
        number = store.save([changed(PLACES, 1, value=7)], **STAMP)
        asking = [threading.Thread(target=editions.newest, args=(WHOLE, f"{number}.0")) for _ in range(20)]
        for asks in asking:
            asks.start()
        assert slow.begun.wait(30)
        slow.go.set()
        for asks in asking:
            asks.join()
        assert slow.times == 1
        editions.close()


def test_checks_that_are_put_off_are_run_when_nobody_waits(place, monkeypatch):
    """The slow check dislikes every assumption under 10."""
    monkeypatch.setattr(editions_module, "_REST_SECONDS", 0.01)

    def run(thread):
        for row in (
            thread.facts["assumption"].filter(thread.facts["assumption"]["value"] < 10_0000).to_dicts()
        ):
            yield Finding("X-01", Severity.NOTICE, Verdict.UNEXPLAINED, (f"assumption/review/{row['key']}",))

    monkeypatch.setitem(CHECKS, "X-01", Check("X-01", Severity.NOTICE, run, later=True))
    with OpenBook(place) as book:
        book.edition()
        book.save([changed(PLACES, 1, value=7_0000)], **WHY)
        for _ in range(1000):
            found = [f for f in book.edition().judgement.findings if f.number == "X-01"]
            if found:
                break
            threading.Event().wait(0.01)
        assert [f.addresses for f in found] == [("assumption/review/places",)]
        assert book.edition().revision == 2


def test_an_edition_tells_what_has_changed_and_what_has_not(place):
    with OpenBook(place) as book:
        first = book.edition()
        book.save([changed(PLACES, 1, label="Plasser")], **WHY)
        second = book.edition()
        assert second.last_change("assumption") > first.last_change("assumption")
        assert second.last_change("unit") == first.last_change("unit")
        assert second.turn > first.turn


def test_who_sees_a_part_is_not_told_of_changes_elsewhere(place):
    south, north = ((frozenset({unit}), True) for unit in ("south", "north"))
    key = {"document": "review", "key": "2"}
    with OpenBook(place) as book:
        before = {seen: book.edition(seen[0]) for seen in (south, north)}
        book.save([changed(key, 1, fact="efficiency_measure", label="Nytt navn")], **WHY)
        after = {seen: book.edition(seen[0]) for seen in (south, north)}
        for seen, is_new in ((south, False), (north, True)):
            turns = [e.last_change("efficiency_measure") for e in (before[seen], after[seen])]
            assert (turns[0] != turns[1]) == is_new


def test_what_is_made_of_an_edition_is_kept_until_it_changes(place):
    with OpenBook(place) as book:
        first = book.edition().telling("no")
        assert first.named("unit", "south") == first.named("unit", "south")
        book.save([changed(PLACES, 1, value=7)], **WHY)
        second = book.edition().telling("no")
        with noting() as read:
            second.named("unit", "south")
        assert read == {"unit"}
        book.save([changed({"key": "south"}, 1, fact="unit", label="Sør")], **WHY)
        assert book.edition().telling("no").named("unit", "south") == "Sør"
        assert second.named("unit", "south") != "Sør"


def test_many_readers_and_writers_at_once_see_whole_editions(place):
    """Two assumptions are always changed to the same number: no edition may show them apart."""
    chance = random.Random(1)
    cost = {"document": "review", "key": "cost"}
    torn, stop = [], threading.Event()
    with OpenBook(place) as book:
        book.edition()

        def reads():
            while not stop.is_set():
                rows = book.edition().judgement.thread.facts["assumption"]
                if rows.filter(rows["key"].is_in(["places", "cost"]))["value"].n_unique() > 1:
                    torn.append(rows)

        readers = [threading.Thread(target=reads) for _ in range(6)]
        for reader in readers:
            reader.start()
        for number in range(1, 15):
            value = chance.randrange(1, 1000)
            book.save([changed(PLACES, number, value=value), changed(cost, number, value=value)], **WHY)
            assert places_in(book.edition()) == value
        stop.set()
        for reader in readers:
            reader.join()
    assert torn == []
