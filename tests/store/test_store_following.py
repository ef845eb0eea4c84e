"""Whoever follows a book by its changes has it as it stands."""

import polars as pl
from polars.testing import assert_frame_equal
from programme_rows import changed, load
from store_samples import STAMP, units

from rodtrad.models.concepts import SHAPES
from rodtrad.store.changes import RowChange


def followed(facts, changes):
    """Facts after the rows that have ended are taken out and those that have begun are put in."""
    after = dict(facts)
    for fact, difference in changes.items():
        key = SHAPES[fact].key
        same = {"on": key, "how": "anti", "nulls_equal": True}
        kept = facts[fact].join(difference.ended, **same).join(difference.begun, **same)
        after[fact] = pl.concat([kept, difference.begun]).sort(key)
    return after


def assert_same(found, wanted):
    for fact in SHAPES:
        assert_frame_equal(found[fact], wanted[fact])


def test_every_kind_of_change_can_be_followed_one_by_one_or_all_at_once(book):
    load(book)
    start, state = book.facts(), book.state()
    first, last = start, state
    steps = [
        lambda: book.save([changed({"document": "review", "key": "places"}, value=90_0000)], **STAMP),
        lambda: book.save(
            [
                changed({"document": "review", "key": "cost"}, value=1_0000),
                changed({"key": "north"}, fact="unit", label="Nord"),
            ],
            **STAMP,
        ),
        lambda: book.save([RowChange("assumption", {"document": "review", "key": "cost"}, None, 3)], **STAMP),
        lambda: book.undo(4, **STAMP),
        lambda: book.undo(3, **STAMP),
    ]
    for step in steps:
        step()
        following = book.changes_since(last)
        assert not following.whole
        first, last = followed(first, following.rows), following.state
        assert_same(first, book.facts())
        assert (last, following.revision) == (book.state(), len(book.revisions()))
    at_once = book.changes_since(state)
    assert_same(followed(start, at_once.rows), book.facts())
    assert set(at_once.rows) == {"assumption", "unit"}


def test_nothing_has_happened_since_now(book):
    load(book)
    following = book.changes_since(book.state())
    assert (following.state, following.rows, following.accepted) == (book.state(), {}, None)


def test_what_is_said_of_findings_is_told_when_it_changes(book):
    load(book)
    state = book.state()
    told = {"reason": "trykkfeil", "by": STAMP["by"], "at": STAMP["at"]}
    book.accept("S-01-abc", numbers="1|2", **told)
    following = book.changes_since(state)
    assert following.rows == {}
    assert following.accepted is not None
    assert {name: a.reason for name, a in following.accepted.items()} == {"S-01-abc": "trykkfeil"}
    book.withdraw("S-01-abc", **told)
    assert book.changes_since(following.state).accepted == {}


def test_after_a_load_all_must_be_read_again(book):
    load(book)
    state = book.state()
    below = ({"key": key, "parent": "by"} for key in ("south", "north", "west"))
    book.load({"unit": units({"key": "by"}, *below)}, None, **STAMP)
    assert book.changes_since(state).whole
    assert not book.changes_since(book.state()).whole


def test_a_row_that_comes_and_goes_meanwhile_is_not_told(book):
    load(book)
    state = book.state()
    key = {"document": "review", "key": "days"}
    cost = book.rows("assumption").filter(key="cost").row(0, named=True)
    values = {name: value for name, value in cost.items() if name not in key}
    book.save([RowChange("assumption", key, values, None)], **STAMP)
    book.save([RowChange("assumption", key, None, 2)], **STAMP)
    difference = book.changes_since(state).rows["assumption"]
    assert (difference.ended.height, difference.begun.height) == (0, 0)
