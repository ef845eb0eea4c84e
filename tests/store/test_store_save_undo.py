"""What was saved by hand can be taken back, is told of, and outlives a load."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from programme_rows import (
    AFTER,
    ALL_THREE,
    BEFORE,
    CARD,
    CARD_KEY,
    COST,
    DAYS,
    PACKAGE,
    PLACES,
    added,
    changed,
    load,
    phase,
    removed,
    values_of,
)
from store_samples import STAMP, frame

from rodtrad.core.errors import ConflictError, UsageError
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange


def test_undo_brings_back_changed_removed_and_added_rows(programme):
    before = programme.facts()
    programme.save([*ALL_THREE, phase(2027), removed(CARD_KEY, fact="measure_card")], **STAMP)
    assert programme.undo(2, **STAMP) == 3
    after = programme.facts()
    assert all(after[name].equals(before[name]) for name in before)
    assert values_of(programme, as_of=2) == AFTER
    assert [r.kind for r in programme.revisions()] == ["load", "edit", "undo"]
    with pytest.raises(ConflictError, match="row_changed"):
        programme.undo(2, **STAMP)


@pytest.mark.parametrize(
    ("later", "row"),
    [
        (changed(PLACES, 2, value=5), "places"),
        (removed(PLACES, 2), "places"),
        (added(COST), "cost"),
        (changed(DAYS, 2, value=5), "days"),
        (removed(DAYS, 2), "days"),
    ],
)
def test_undo_is_refused_when_one_of_the_rows_has_changed_since(programme, later, row):
    programme.save(ALL_THREE, **STAMP)
    programme.save([later], **STAMP | {"by": "Kontroller"})
    now = values_of(programme)
    with pytest.raises(ConflictError, match="row_changed") as refused:
        programme.undo(2, **STAMP)
    told = refused.value.facts
    assert (told["row"], told["by"], told["found"]) == (f"assumption/review/{row}", "Kontroller", 3)
    assert values_of(programme) == now
    programme.undo(3, **STAMP)
    programme.undo(2, **STAMP)
    assert values_of(programme) == BEFORE


def test_edits_of_other_rows_do_not_stand_in_the_way_of_undo(programme):
    programme.save([added(DAYS)], **STAMP)
    programme.save([changed(PLACES, value=5)], **STAMP)
    programme.undo(2, **STAMP)
    assert values_of(programme) == BEFORE | {"places": 5}


def test_an_undo_that_would_leave_a_row_pointing_nowhere_is_refused(programme):
    measure = RowChange(
        "efficiency_measure",
        {"document": "review", "key": "9"},
        {"sector": "by", "owner": "south", "label": "c", "label_en": "c", "line": 9},
        None,
    )
    programme.save([measure], **STAMP)
    programme.save([added({"document": "review", "measure": "9"}, fact="measure_card")], **STAMP)
    with pytest.raises(UsageError, match="row_still_needed"):
        programme.undo(2, **STAMP)
    programme.undo(3, **STAMP)
    programme.undo(2, **STAMP)
    assert programme.rows("efficiency_measure").height == 2


def test_the_first_change_of_an_empty_book_can_be_undone(book):
    unit = {"kind": "municipality", "label": "Byen", "label_en": "The city"}
    assert book.save([RowChange("unit", {"key": "by"}, unit, None)], **STAMP) == 1
    book.undo(1, **STAMP)
    assert book.rows("unit").is_empty()
    with pytest.raises(ConflictError, match="row_changed"):
        book.undo(1, **STAMP)


def test_a_single_edit_and_a_save_can_be_undone_across_each_other(programme):
    programme.save(ALL_THREE, **STAMP)
    programme.edit("assumption", PLACES, {"value": 7}, expected_version=2, **STAMP)
    programme.undo(3, **STAMP)
    assert values_of(programme) == AFTER
    programme.undo(2, **STAMP)
    assert values_of(programme) == BEFORE


def test_the_story_of_a_row_tells_of_every_save(programme):
    programme.save(ALL_THREE, **STAMP | {"by": "Kontroller", "why": "ny telling"})
    programme.undo(2, **STAMP)
    programme.save([added(DAYS, value=1)], **STAMP)

    def story(key):
        changes = programme.history("assumption", key)
        return [(c.revision, c.kind, c.event, c.column, c.before, c.after) for c in changes]

    assert story(PLACES) == [
        (1, "load", "created", None, None, None),
        (2, "edit", "changed", "value", 80_0000, 90_0000),
        (3, "undo", "changed", "value", 90_0000, 80_0000),
    ]
    assert story(COST) == [
        (1, "load", "created", None, None, None),
        (2, "edit", "removed", None, None, None),
        (3, "undo", "created", None, None, None),
    ]
    assert story(DAYS) == [
        (2, "edit", "created", None, None, None),
        (3, "undo", "removed", None, None, None),
        (4, "edit", "created", None, None, None),
    ]
    told = programme.history("assumption", PLACES)[1]
    assert (told.by, told.why, told.at) == ("Kontroller", "ny telling", STAMP["at"])


def test_a_load_stops_before_rows_added_changed_or_removed_by_hand(programme):
    programme.save(ALL_THREE, **STAMP)
    with pytest.raises(ConflictError, match="load_overwrites_edits") as refused:
        load(programme)
    rows = {f"assumption/review/{key}" for key in ("places", "cost", "days")}
    assert set(refused.value.facts["rows"]) == rows
    assert refused.value.facts["count"] == 3
    assert values_of(programme) == AFTER
    programme.load(PACKAGE, None, **STAMP, overwrite_edits=True)
    assert values_of(programme) == BEFORE


@pytest.mark.parametrize(
    ("mine", "row"),
    [(added(DAYS), "days"), (removed(COST), "cost"), (changed(PLACES, value=1), "places")],
)
def test_each_kind_of_change_is_guarded_by_itself_until_it_is_undone(programme, mine, row):
    programme.save([mine], **STAMP)
    with pytest.raises(ConflictError, match="load_overwrites_edits") as refused:
        load(programme)
    assert refused.value.facts["rows"] == [f"assumption/review/{row}"]
    programme.undo(2, **STAMP)
    other = PACKAGE["assumption"].vstack(frame("assumption", *_rows(added(DAYS, value=4))))
    load(programme, assumption=other)
    assert values_of(programme) == BEFORE | {"days": 4}


def _rows(*changes):
    return [{**change.key, **change.values} for change in changes]


def test_a_load_that_agrees_with_what_was_done_by_hand_is_let_through(programme):
    programme.save(ALL_THREE, **STAMP)
    agreeing = programme.rows("assumption")
    assert programme.load(PACKAGE | {"assumption": agreeing}, None, **STAMP).revision is None
    card = frame("measure_card", CARD | {"change": "ny"})
    assert programme.load({"measure_card": card}, None, **STAMP).changed == 1


def test_a_row_put_back_by_the_undo_of_its_removal_is_the_packages_again(programme):
    programme.save([removed(COST)], **STAMP)
    programme.undo(2, **STAMP)
    load(programme, assumption=PACKAGE["assumption"].head(1))
    assert values_of(programme) == {"places": 80_0000}


def test_a_removal_undone_twice_over_is_still_an_edit(programme):
    """Removed, added by hand, and the addition undone: what stands is the removal."""
    programme.save([removed(COST)], **STAMP)
    programme.save([added(COST)], **STAMP)
    programme.undo(3, **STAMP)
    with pytest.raises(ConflictError, match="load_overwrites_edits"):
        load(programme)
    programme.undo(2, **STAMP)
    assert values_of(programme) == BEFORE


STEPS = st.lists(
    st.tuples(st.sampled_from(["save", "undo", "load"]), st.integers(0, 7), st.integers(-3, 3)), max_size=8
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_state_between_saves_and_undos_can_be_read_again(book, steps):
    book.load(PACKAGE, None, **STAMP, overwrite_edits=True)
    start = len(book.revisions())
    snapshots = {start: values_of(book)}
    for what, which, number in steps:
        if what == "save":
            _flip(book, which, number)
        elif what == "load":
            book.load(PACKAGE, None, **STAMP, overwrite_edits=True)
        else:
            _undo_and_compare(book, snapshots, which, start)
        snapshots[len(book.revisions())] = values_of(book)
    for revision, snapshot in snapshots.items():
        assert values_of(book, as_of=revision) == snapshot


def _flip(book: Book, which: int, number: int) -> None:
    """Rows whose bit is set are added when they are not there, and removed or changed when they are."""
    there, changes = values_of(book), []
    for bit, name in enumerate(("places", "cost", "days")):
        key = {"document": "review", "key": name}
        if not which >> bit & 1:
            continue
        if name not in there:
            changes.append(added(key, value=number))
            continue
        version = book.version_of("assumption", key)
        changes.append(removed(key, version) if number < 0 else changed(key, version, value=number))
    book.save(changes, **STAMP)


def _undo_and_compare(book: Book, snapshots: dict[int, dict[str, int]], which: int, start: int) -> None:
    """An undone edit leaves the rows it touched as they were before it."""
    edits = [r.id for r in book.revisions() if r.kind == "edit" and r.id > start]
    if len(edits) <= which:
        return
    number = edits[-1 - which]
    before, after, now = values_of(book, number - 1), values_of(book, number), values_of(book)
    touched = {k for k in {*before, *after} if before.get(k) != after.get(k)}
    try:
        book.undo(number, **STAMP)
    except ConflictError:
        return
    expected = {k: v for k, v in now.items() if k not in touched} | {
        k: before[k] for k in touched & {*before}
    }
    assert values_of(book) == expected
