"""Editing one row at a time: nobody overwrites anybody, and every edit can be taken back."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import STAMP, line_key, lines, units

from rodtrad.core.errors import ConflictError, UsageError
from rodtrad.store.book import Book

KEY = line_key()


@pytest.fixture
def loaded(book: Book) -> Book:
    book.load({"unit": units({}), "budget_line": lines({}, {"project": "P1"})}, None, **STAMP)
    return book


def edit(book: Book, amount: int, version: int, **other: Any) -> int:
    return book.edit("budget_line", KEY, {"amount": amount}, expected_version=version, **STAMP | other)


def amount(book: Book, as_of: int | None = None) -> int:
    return int(book.rows("budget_line", as_of=as_of)["amount"][0])


def test_an_edit_gives_a_new_version_and_keeps_the_old(loaded):
    assert loaded.version_of("budget_line", KEY) == 1
    assert edit(loaded, 5, 1) == 2
    assert loaded.version_of("budget_line", KEY) == 2
    assert (amount(loaded), amount(loaded, as_of=1)) == (5, 10000)
    assert loaded.rows("budget_line")["amount"].to_list() == [5, 10000]


def test_an_optional_part_of_the_key_may_be_left_out(loaded):
    short = {name: value for name, value in KEY.items() if value is not None}
    assert loaded.version_of("budget_line", short) == 1
    assert loaded.version_of("budget_line", short | {"project": ""}) == 1


def test_the_second_of_two_edits_of_the_same_version_is_refused(loaded):
    edit(loaded, 5, 1, by="Kontroller")
    with pytest.raises(ConflictError, match="row_changed") as refused:
        edit(loaded, 6, 1)
    assert refused.value.facts["by"] == "Kontroller"
    assert (refused.value.facts["expected"], refused.value.facts["found"]) == (1, 2)
    assert amount(loaded) == 5


def test_an_edit_that_changes_nothing_makes_no_revision(loaded):
    assert edit(loaded, 10000, 1) == 1
    assert len(loaded.revisions()) == 1


@pytest.mark.parametrize(
    ("fact", "key", "changes", "message"),
    [
        ("nothing", {}, {}, "no_such_fact"),
        ("reading", {"address": "x"}, {"text": "corrected"}, "no_such_fact"),
        ("budget_line", KEY | {"nothing": 1}, {}, "column_not_in_key"),
        ("budget_line", {"document": "x"}, {}, "key_incomplete"),
        ("budget_line", KEY | {"document": "x"}, {}, "row_missing"),
        ("budget_line", KEY, {"nothing": 1}, "fact_has_no_column"),
        ("budget_line", KEY, {"year": 2027}, "key_cannot_be_edited"),
        ("budget_line", KEY, {"amount": None}, "value_required"),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(loaded, fact, key, changes, message):
    with pytest.raises(UsageError, match=message):
        loaded.edit(fact, key, changes, expected_version=1, **STAMP)
    assert len(loaded.revisions()) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("label", 5),
        ("label", "a\0b"),
        ("label", "half \ud800"),
        ("kind", "village"),
        ("valid_from", "2026-01-01"),
        ("valid_from", datetime(2026, 1, 1)),  # noqa: DTZ001
    ],
)
def test_a_value_must_be_of_the_columns_kind(loaded, column, value):
    with pytest.raises(UsageError, match="value_of_wrong_kind") as refused:
        loaded.edit("unit", {"key": "by"}, {column: value}, expected_version=1, **STAMP)
    assert refused.value.facts["column"] == column
    assert refused.value.facts["value"] == value


@pytest.mark.parametrize(
    ("value", "told"),
    [*((wrong, "value_of_wrong_kind") for wrong in (1.5, True, "1")), (2**63, "sum_too_large")],
)
def test_an_amount_is_a_whole_number_that_fits(loaded, value, told):
    with pytest.raises(UsageError, match=told):
        edit(loaded, value, 1)


def test_values_of_every_kind_can_be_edited_and_emptied(loaded):
    changes = {"kind": "agency", "valid_from": date(2026, 1, 1), "number": "12", "parent": "by"}
    version = loaded.edit("unit", {"key": "by"}, changes, expected_version=1, **STAMP)
    assert changes.items() <= loaded.rows("unit").row(0, named=True).items()
    emptied = {"valid_from": None, "number": "", "parent": None}
    loaded.edit("unit", {"key": "by"}, emptied, expected_version=version, **STAMP)
    assert loaded.rows("unit").select("valid_from", "number", "parent").row(0) == (None, None, None)


def test_an_edit_says_who_and_why(loaded):
    with pytest.raises(UsageError, match="author_missing"):
        edit(loaded, 5, 1, by="")
    with pytest.raises(UsageError, match="reason_missing"):
        edit(loaded, 5, 1, why=" ")


def test_an_edit_outlives_a_load_of_other_rows_and_stops_one_that_would_overwrite_it(loaded):
    edit(loaded, 5, 1)
    same = lines({"amount": 5}, {"project": "P1", "amount": 1})
    assert loaded.load({"budget_line": same}, None, **STAMP).changed == 1
    for overwriting in (lines({"amount": 8}, {"project": "P1"}), lines({"project": "P1"})):
        with pytest.raises(ConflictError, match="load_overwrites_edits") as refused:
            loaded.load({"budget_line": overwriting}, None, **STAMP)
        assert refused.value.facts["rows"] == ["budget_line/budsjett-2026/1/by/-/-/-/-/drift/2026/adopted"]
    assert amount(loaded) == 5
    loaded.load({"budget_line": lines({})}, None, **STAMP, overwrite_edits=True)
    assert amount(loaded) == 10000


def test_undo_brings_back_the_row_and_is_itself_in_the_story(loaded):
    edit(loaded, 5, 1)
    assert loaded.undo(2, **STAMP) == 3
    assert amount(loaded) == 10000
    assert [r.kind for r in loaded.revisions()] == ["load", "edit", "undo"]
    assert loaded.revisions()[-1].restores == 1


def test_edits_are_undone_one_by_one_from_the_last(loaded):
    edit(loaded, 5, 1)
    edit(loaded, 6, 2)
    with pytest.raises(ConflictError, match="row_changed"):
        loaded.undo(2, **STAMP)
    loaded.undo(3, **STAMP)
    assert amount(loaded) == 5
    loaded.undo(2, **STAMP)
    assert amount(loaded) == 10000
    with pytest.raises(ConflictError, match="row_changed"):
        loaded.undo(2, **STAMP)


def test_a_load_may_change_a_row_whose_edit_was_undone_but_not_one_that_still_holds_an_edit(loaded):
    edit(loaded, 5, 1)
    edit(loaded, 6, 2)
    loaded.undo(3, **STAMP)
    with pytest.raises(ConflictError, match="load_overwrites_edits"):
        loaded.load({"budget_line": lines({"amount": 1})}, None, **STAMP)
    loaded.undo(2, **STAMP)
    assert loaded.load({"budget_line": lines({"amount": 1})}, None, **STAMP).changed == 1
    with pytest.raises(ConflictError, match="row_changed"):
        loaded.undo(2, **STAMP)


@pytest.mark.parametrize("revision", [1, 9])
def test_only_edits_can_be_undone(loaded, revision):
    with pytest.raises(UsageError, match="revision_not_an_edit"):
        loaded.undo(revision, **STAMP)


def test_an_edit_of_a_row_that_is_gone_cannot_be_undone(loaded):
    edit(loaded, 5, 1)
    loaded.load({"budget_line": lines()}, None, **STAMP, overwrite_edits=True)
    with pytest.raises(ConflictError, match="row_changed"):
        loaded.undo(2, **STAMP)


def test_the_story_of_a_row(loaded):
    edit(loaded, 5, 1, by="Kontroller", why="misread")
    loaded.load({"budget_line": lines({"amount": 6, "line": 2})}, None, **STAMP, overwrite_edits=True)
    loaded.load({"budget_line": lines()}, None, **STAMP)
    loaded.load({"budget_line": lines({})}, None, **STAMP)
    story = [
        (c.revision, c.kind, c.event, c.column, c.before, c.after) for c in loaded.history("budget_line", KEY)
    ]
    assert story == [
        (1, "load", "created", None, None, None),
        (2, "edit", "changed", "amount", 10000, 5),
        (3, "load", "changed", "amount", 5, 6),
        (3, "load", "changed", "line", 1, 2),
        (4, "load", "removed", None, None, None),
        (5, "load", "created", None, None, None),
    ]
    change = loaded.history("budget_line", KEY)[1]
    assert (change.by, change.why, change.at) == ("Kontroller", "misread", STAMP["at"])
    assert loaded.history("budget_line", KEY | {"document": "x"}) == []


STEPS = st.lists(
    st.tuples(st.sampled_from(["edit", "undo", "load"]), st.integers(0, 2), st.integers(-3, 3)), max_size=8
)


def _step(book: Book, step: tuple[str, int, int], start: int) -> None:
    what, place, number = step
    key = line_key(project=("P0", None, "P2")[place])
    if what == "edit":
        version = book.version_of("budget_line", key)
        book.edit("budget_line", key, {"amount": number}, expected_version=version, **STAMP)
    elif what == "undo":
        edits = [r.id for r in book.revisions() if r.kind == "edit" and r.id > start]
        try:
            book.undo(edits[-1 - place] if len(edits) > place else 0, **STAMP)
        except (ConflictError, UsageError):
            return
    else:
        book.load({"budget_line": _three_lines(number)}, None, **STAMP, overwrite_edits=True)


def _three_lines(number: int) -> Any:
    return lines({"project": "P0"}, {"project": None, "amount": number}, {"project": "P2"})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_state_can_be_read_again(book, steps):
    book.load({"budget_line": _three_lines(-9)}, None, **STAMP, overwrite_edits=True)
    start = len(book.revisions())
    snapshots = {start: book.rows("budget_line")}
    for step in steps:
        _step(book, step, start)
        snapshots[len(book.revisions())] = book.rows("budget_line")
    assert sorted(snapshots) == [r.id for r in book.revisions()][start - 1 :]
    for revision, snapshot in snapshots.items():
        assert book.rows("budget_line", as_of=revision).equals(snapshot)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"printed_unit": "xyz"}, "value_of_wrong_kind"),
        ({"decimals": 40}, "value_of_wrong_kind"),
    ],
)
def test_an_edit_is_held_to_what_a_reader_is(book, changes, message):
    book.load({"unit": units({}), "budget_line": lines({})}, None, **STAMP)
    key = line_key()
    version = book.version_of("budget_line", key)
    with pytest.raises(UsageError, match=message):
        book.edit("budget_line", key, changes, expected_version=version, **STAMP)


def test_an_edit_cannot_point_to_what_is_not_there(book):
    book.load({"unit": units({})}, None, **STAMP)
    key = {"key": book.rows("unit")["key"][0]}
    version = book.version_of("unit", key)
    with pytest.raises(UsageError, match="value_leads_nowhere"):
        book.edit("unit", key, {"parent": "nowhere"}, expected_version=version, **STAMP)
