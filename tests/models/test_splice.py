"""Rows that come and go in an ordered frame: where every other row then stands."""

import random

import polars as pl
import pytest

from rodtrad.models.thread.splice import Cut, Places, moved, place_of, spliced

NAMES = pl.DataFrame({"name": ["a", "b", "c", "d", "e"]})


def names(*values: str) -> pl.DataFrame:
    return pl.DataFrame({"name": values}, schema={"name": pl.String})


def test_a_row_goes_one_comes_and_one_is_replaced():
    """b goes; x comes before d; e becomes y."""
    cuts = [Cut(1, 1, 0), Cut(3, 0, 1), Cut(4, 1, 1)]
    assert spliced(NAMES, cuts, names("x", "y"))["name"].to_list() == ["a", "c", "x", "d", "y"]
    stays = moved(pl.Series([0, 2, 3], dtype=pl.UInt32), cuts)
    assert stays.to_list() == [0, 1, 3]


def test_rows_that_are_only_replaced_leave_the_old_frame_as_it_was():
    after = spliced(NAMES, [Cut(0, 1, 1), Cut(4, 1, 1)], names("x", "y"))
    assert after["name"].to_list() == ["x", "b", "c", "d", "y"]
    assert NAMES["name"].to_list() == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    ("key", "found"),
    [((None, 1), (0, True)), (("a", 0), (1, False)), (("a", 1), (1, True)), (("b", 9), (3, False))],
)
def test_a_row_is_found_by_its_key_with_the_empty_first(key, found):
    keys = pl.DataFrame({"one": [None, "a", "b"], "two": [1, 1, 2]})
    assert place_of(keys, key) == found


def test_addresses_are_gathered_once_and_carried_along():
    gathered = []

    def gather():
        gathered.append(1)
        return {name: row for row, name in enumerate(NAMES["name"])}

    places = Places(gather)
    assert places["c"] == 2
    later = places.after([Cut(1, 1, 0), Cut(3, 0, 1)], {"x": 2}, gather)
    assert dict(later) == {"a": 0, "c": 1, "d": 3, "e": 4, "x": 2}
    assert "b" not in later
    assert len(later) == 5
    assert gathered == [1]


def test_addresses_nobody_has_asked_for_are_gathered_from_the_newest_rows():
    later = Places(lambda: {"a": 0}).after([Cut(0, 1, 1)], {"b": 0}, lambda: {"b": 0})
    assert dict(later) == {"b": 0}


@pytest.mark.parametrize("seed", range(200))
def test_chains_of_random_cuts(seed):
    chance, number = random.Random(seed), 0
    rows = [f"a{row}" for row in range(chance.randint(0, 8))]
    places = Places(lambda first=tuple(rows): {name: row for row, name in enumerate(first)})
    list(places)
    for _ in range(chance.randint(1, 5)):
        cuts, after, come, at = [], [], [], 0
        while at <= len(rows):
            gone = chance.choice([0, 0, 0, 1, 2]) if at < len(rows) else 0
            gone = min(gone, len(rows) - at)
            new = [f"b{number + one}" for one in range(chance.choice([0, 0, 0, 1, 2]))]
            new = [rows[at], *new[1:]] if gone and new and chance.random() < 0.5 else new
            number += len(new)
            if gone or new:
                cuts.append(Cut(at, gone, len(new)))
            after, come = [*after, *new], [*come, *new]
            after += rows[at + gone : at + max(gone, 1)]
            at += max(gone, 1)
        assert spliced(names(*rows), cuts, names(*come))["name"].to_list() == after
        rows = after
        places = places.after(cuts, {name: rows.index(name) for name in come}, dict)
        assert dict(places) == {name: row for row, name in enumerate(rows)}
