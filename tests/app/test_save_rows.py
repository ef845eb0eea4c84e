"""A card is kept only when the programme can still be computed. All numbers are invented."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from rodtrad.app.books import EXAMPLES, now
from rodtrad.app.open_book import OpenBook
from rodtrad.app.saving import BookFaultsError, new_faults, save_rows, undo_rows
from rodtrad.core.errors import ConflictError
from rodtrad.core.noted import NotedFacts, noting
from rodtrad.core.roles import LOCAL
from rodtrad.core.words import say
from rodtrad.models.concepts import SHAPES, complete
from rodtrad.models.programme.faults import FAULTY, Fault, ProgrammeError, faults_of
from rodtrad.readers.datapackage import read_package
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange

NAMED = {"label": "a", "label_en": "a"}
ASSUMPTION = {"spread": "fixed", "printed_unit": "kr", "decimals": 0, **NAMED}
PLACES = {"document": "review", "key": "places"}
PRICE = {"document": "review", "key": "price"}
PART = {"document": "review", "measure": "1", "key": "drift"}
SAID: dict[str, Any] = {"by": "Ansatt", "why": "ny telling", "language": "no"}


def frame(fact: str, *rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SHAPES[fact].polars_schema(), orient="row")


PROGRAMME = {
    "unit": frame("unit", {"key": "by", "kind": "municipality", **NAMED}),
    "document": frame(
        "document", {"key": "review", "kind": "sector_review", "unit": "by", "year": 2026, **NAMED}
    ),
    "efficiency_measure": frame(
        "efficiency_measure",
        {"document": "review", "key": "1", "sector": "by", "owner": "by", "line": 1, **NAMED},
    ),
    "measure_effect": frame(
        "measure_effect",
        *(
            {
                "document": "review",
                "measure": "1",
                "year": year,
                "amount": 40_000_000_00,
                "printed_unit": "kr",
                "decimals": 0,
                "line": 1,
            }
            for year in (2027, 2028)
        ),
    ),
    "assumption": frame(
        "assumption",
        {**PLACES, **ASSUMPTION, "value": 80_0000, "printed_unit": "plasser"},
        {**PRICE, **ASSUMPTION, "value": 500_000_00, "printed_unit": "kr/plass"},
    ),
    "effect_part": frame("effect_part", {**PART, "party": "agency", "expression": "places * price", **NAMED}),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with Book.create(tmp_path / "book") as made:
        made.load(PROGRAMME, None, by="Ansatt", at=now(), why="test")
    return tmp_path / "book"


@pytest.fixture
def book(place: Path) -> Iterator[Book]:
    with Book.open(place) as opened:
        yield opened


def formula(text: str, version: int = 1) -> RowChange:
    return RowChange("effect_part", PART, {"expression": text}, version)


def part(book: Book) -> str:
    return str(book.facts()["effect_part"]["expression"][0])


SHARE = RowChange(
    "assumption",
    {"document": "review", "key": "share"},
    {**ASSUMPTION, "value": 20_0000, "printed_unit": "prosent"},
    None,
)
"""An assumption that a formula may then use."""


def test_a_sound_change_is_saved_as_one(book):
    assert save_rows(book, [formula("places * price * share"), SHARE], **SAID) == 2
    assert part(book) == "places * price * share"
    revision = book.revisions()[-1]
    assert (revision.by, revision.why, revision.kind) == ("Ansatt", "ny telling", "edit")


@pytest.mark.parametrize(
    ("bad", "message", "said"),
    [
        (formula("places * pris"), "formula_name_unknown", "pris"),
        (formula("places * "), "formula_syntax", "places *"),
        (formula("places + price"), "formula_units_differ", "places"),
        (formula("places"), "effect_not_money", "places"),
        (RowChange("assumption", PRICE, None, 1), "formula_name_unknown", "price"),
        (
            RowChange("assumption", PLACES, {"value": None, "expression": "places * 2"}, 1),
            "formula_circular",
            "places",
        ),
        (
            RowChange(
                "uncertainty_rule", {"of": "implementation", "level": "low"}, {"probability": 120_0000}, None
            ),
            "probability_outside",
            "120",
        ),
    ],
)
def test_a_change_that_brings_a_fault_is_refused_and_the_last_good_version_stays(book, bad, message, said):
    with pytest.raises(BookFaultsError) as refused:
        save_rows(book, [SHARE, bad], **SAID)
    error = refused.value
    assert isinstance(error, ProgrammeError)
    assert message in {fault.message for fault in error.faults}
    assert error.facts["count"] == len(error.faults)
    assert said in say(error.message, "no", **error.facts)
    assert part(book) == "places * price"
    assert book.facts()["assumption"].height == 2
    assert len(book.revisions()) == 1


def test_every_fault_is_told_in_the_readers_language(book):
    share = RowChange(
        "phase_in",
        {"document": "review", "measure": "1", "year": 2027, "half": 1},
        {"share": 120_0000},
        None,
    )
    with pytest.raises(BookFaultsError) as refused:
        save_rows(book, [formula("pris"), share], **SAID | {"language": "en"})
    told = str(refused.value.facts["told"])
    assert refused.value.facts["count"] == 2
    assert all(fault.sentence("en") in told for fault in refused.value.faults)


def test_a_fault_that_was_there_does_not_stop_another_change_but_is_not_made_anew(book):
    """The book was read with a formula that cannot be computed."""
    broken = frame("effect_part", {**PART, "party": "agency", "expression": "places * pris", **NAMED})
    book.load({"effect_part": broken}, None, by="Ansatt", at=now(), why="test")
    save_rows(book, [SHARE], **SAID)
    save_rows(book, [RowChange("effect_part", PART, {"label": "b"}, 2)], **SAID)
    with pytest.raises(BookFaultsError):
        save_rows(book, [formula("places * kostnad", 4)], **SAID)
    save_rows(book, [formula("places * price", 4)], **SAID)
    with pytest.raises(BookFaultsError):
        save_rows(book, [formula("places * pris", 5)], **SAID)


def test_which_faults_are_new():
    def fault(name: str, address: str = "a") -> Fault:
        return Fault("formula_name_unknown", "d", "1", address, {"name": name})

    before = [fault("x")]
    assert new_faults(before, [fault("x")], frozenset("a")) == ()
    assert new_faults(before, [fault("y")]) == ()
    assert new_faults(before, [fault("y")], frozenset("a")) == (fault("y"),)
    assert new_faults(before, [fault("x", "b")]) == (fault("x", "b"),)
    assert new_faults(before, []) == ()


def test_undo_is_refused_when_something_saved_later_needs_what_would_go(book):
    save_rows(book, [SHARE], **SAID)
    save_rows(book, [formula("places * price * share")], **SAID)
    with pytest.raises(BookFaultsError) as refused:
        undo_rows(book, 2, **SAID)
    assert [fault.message for fault in refused.value.faults] == ["formula_name_unknown"]
    assert undo_rows(book, 3, **SAID) == 4
    assert undo_rows(book, 2, **SAID) == 5
    assert book.facts()["assumption"].height == 2


def test_two_changes_that_are_each_sound_do_not_make_a_fault_together(book):
    """One takes an assumption away while the other begins to use it: one of them is refused."""
    save_rows(book, [SHARE], **SAID)
    changes = [
        [RowChange("assumption", SHARE.key, None, 2)],
        [formula("places * price * share")],
    ]
    start, refused = threading.Barrier(2), []

    def save(mine: list[RowChange]) -> None:
        start.wait()
        try:
            save_rows(book, mine, **SAID)
        except BookFaultsError as error:
            refused.append(error)

    threads = [threading.Thread(target=save, args=(mine,)) for mine in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(refused) == 1
    assert len(book.revisions()) == 3
    uses = "share" in part(book)
    assert uses == ("share" in book.facts()["assumption"]["key"])


def test_readers_of_an_open_book_see_a_save_and_its_undo_at_once(place):
    with OpenBook(place) as opened:
        before = opened.edition()
        version = opened.version_of(before, "effect_part", PART)
        number = opened.save([SHARE, formula("places * price * share", version)], **SAID, person=LOCAL)
        after = opened.edition()
        assert (before.revision, after.revision) == (1, number)
        assert after.judgement.thread.facts["assumption"].height == 3
        opened.undo(number, **SAID, person=LOCAL)
        assert opened.edition().judgement.thread.facts["assumption"].height == 2


def test_a_form_made_from_an_older_edition_does_not_overwrite_what_came_after(place):
    with OpenBook(place) as opened:
        shown = opened.edition()
        opened.save([formula("price * places")], **SAID | {"by": "Kontroller", "person": LOCAL})
        version = opened.version_of(shown, "effect_part", PART)
        with pytest.raises(ConflictError, match="row_changed") as refused:
            opened.save([formula("2 * places * price", version)], **SAID, person=LOCAL)
        assert refused.value.facts["by"] == "Kontroller"
        assert opened.version_of(opened.edition(), "effect_part", PART) == 2


def test_the_check_of_a_save_names_every_fact_it_looks_at():
    facts = complete({fact: SHAPES[fact].empty() for fact in SHAPES})
    with noting() as read:
        faults_of(NotedFacts(facts))
    assert read <= FAULTY
    reviewed = read_package(EXAMPLES / "oslo").facts
    with noting() as read:
        faults_of(NotedFacts(complete(reviewed)))
    assert read == FAULTY
