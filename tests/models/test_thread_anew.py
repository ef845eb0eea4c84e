"""A thread that follows its book's changes is the thread of the changed book, relation for relation."""

import random

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from random_edits import edited, made_up_book
from small_books import book

from rodtrad.app.books import EXAMPLES
from rodtrad.models.concepts import SHAPES, complete
from rodtrad.models.thread.anew import Difference, thread_anew
from rodtrad.models.thread.weave import Thread, thread_of
from rodtrad.readers.datapackage import read_package


def judged_by_address(thread: Thread) -> pl.DataFrame:
    """Every tested relation with its verdict and numbers, told by addresses."""
    address = thread.figures["address"]
    steps = thread.relations.terms.select(
        "relation", address[thread.relations.terms["figure"]].alias("step"), "weight"
    )
    terms = (
        steps.sort("step", "weight")
        .group_by("relation")
        .agg(pl.concat_str("step", "weight", separator=" * ").str.join(" + ").alias("terms"))
    )
    told = thread.judged.join(terms, on="relation", how="left", maintain_order="left").select(
        "number",
        "kind",
        "strict",
        address[thread.judged["result"]].alias("result"),
        "terms",
        "printed",
        pl.col("computed", "gap", "room").round(4),
        "verdict",
    )
    return told.sort("number", "result", "terms", "kind")


def assert_same(found: Thread, wanted: Thread) -> None:
    """Both threads say the same, and number their figures alike."""
    for fact in SHAPES:
        assert_frame_equal(found.facts[fact], wanted.facts[fact])
    assert_frame_equal(found.figures, wanted.figures.select(found.figures.columns))
    assert_frame_equal(judged_by_address(found), judged_by_address(wanted))
    assert found.relations.heads.height == found.judged.height == wanted.judged.height
    assert found.relations.heads["relation"].is_sorted()
    assert found.relations.terms["relation"].is_sorted()
    assert dict(found.at) == dict(wanted.at)
    for fact in ("budget_line", "budget_change", "goal"):
        assert dict(found.rows(fact)) == dict(wanted.rows(fact))


@pytest.fixture(scope="module")
def oslo() -> dict[str, pl.DataFrame]:
    facts = complete(read_package(EXAMPLES / "oslo").facts)
    return {fact: rows.sort(SHAPES[fact].key) for fact, rows in facts.items()}


@pytest.mark.parametrize("seed", range(12))
def test_the_oslo_book_after_a_chain_of_random_edits(oslo, seed):
    chance = random.Random(seed)
    facts, thread = oslo, thread_of(oslo)
    for _ in range(6):
        facts, changes = edited(facts, chance)
        thread = thread_anew(thread, changes).thread
        assert_same(thread, thread_of(facts))


@pytest.mark.parametrize("seed", range(12))
def test_made_up_books_after_a_chain_of_random_edits(seed):
    chance = random.Random(seed)
    facts = {fact: rows.sort(SHAPES[fact].key) for fact, rows in made_up_book(chance).items()}
    thread = thread_of(facts)
    for _ in range(10):
        facts, changes = edited(facts, chance)
        thread = thread_anew(thread, changes).thread
        assert_same(thread, thread_of(facts))


LINES = """
    function; account_group; amount
    ; drift; 300
    F1; drift; 100
    F2; drift; 200
    F1; 10; 100
"""


def small() -> Thread:
    """The whole is the sum of two functions; one of them is split by account group."""
    code = "dimension; code; parent\naccount_group; drift;\naccount_group; 10; drift\n"
    facts = book(code=code + "function; F1;\nfunction; F2;", budget_line=LINES)
    return thread_of({fact: rows.sort(SHAPES[fact].key) for fact, rows in facts.items()})


def line(thread: Thread, function: str | None, group: str) -> pl.DataFrame:
    same = (pl.col("function") == function) if function else pl.col("function").is_null()
    return thread.facts["budget_line"].filter(same, pl.col("account_group") == group)


def gaps(thread: Thread) -> dict[str, float]:
    """By the end of the address of a total, by how many thousands it misses."""
    address = thread.figures["address"]
    return {
        "/".join(address[result].split("/")[6:9]): gap / 100_000
        for result, gap in thread.judged.select("result", "gap").iter_rows()
    }


def test_a_changed_number_is_judged_where_it_is_a_part_and_where_it_is_the_total():
    """100 + 200 = 300 and 100 = 100; with 150 for F1 the whole misses by -50 and the split by 50."""
    thread = small()
    assert gaps(thread) == {"-/-/drift": 0.0, "F1/-/drift": 0.0}
    old = line(thread, "F1", "drift")
    new = old.with_columns(pl.lit(15_000_000, pl.Int64).alias("amount"))
    renewal = thread_anew(thread, {"budget_line": Difference(old, new)})
    assert gaps(renewal.thread) == {"-/-/drift": -50.0, "F1/-/drift": 50.0}
    assert not renewal.whole
    assert renewal.numbers == {"budget_line"}
    assert renewal.relations == set(thread.judged["relation"])


def test_a_number_no_one_adds_up_touches_no_relation_but_its_own():
    thread = small()
    old = line(thread, "F2", "drift")
    new = old.with_columns(pl.lit(21_000_000, pl.Int64).alias("amount"))
    renewal = thread_anew(thread, {"budget_line": Difference(old, new)})
    assert gaps(renewal.thread) == {"-/-/drift": -10.0, "F1/-/drift": 0.0}
    assert len(renewal.relations) == 1


def test_a_row_that_goes_is_no_longer_a_part():
    """Without F2 the whole of 300 has only 100 under it."""
    thread = small()
    gone = line(thread, "F2", "drift")
    later = thread_anew(thread, {"budget_line": Difference(gone, gone.clear())}).thread
    assert gaps(later) == {"-/-/drift": 200.0, "F1/-/drift": 0.0}
    again = thread_anew(later, {"budget_line": Difference(gone.clear(), gone)}).thread
    assert gaps(again) == {"-/-/drift": 0.0, "F1/-/drift": 0.0}


def test_what_is_as_it_was_changes_nothing():
    thread = small()
    row = line(thread, "F2", "drift")
    renewal = thread_anew(thread, {"budget_line": Difference(row, row)})
    assert renewal.thread is thread
    assert renewal.touched == frozenset()


def test_a_code_that_moves_in_its_tree_lets_all_be_found_again():
    thread = small()
    old = thread.facts["code"].filter(pl.col("code") == "10")
    new = old.with_columns(pl.lit(None, pl.String).alias("parent"))
    renewal = thread_anew(thread, {"code": Difference(old, new)})
    assert renewal.whole
    assert gaps(renewal.thread) == {"-/-/drift": 0.0}


def test_a_code_that_only_changes_its_name_does_not():
    thread = small()
    old = thread.facts["code"].filter(pl.col("code") == "10")
    new = old.with_columns(pl.lit("Lønn").alias("label"))
    renewal = thread_anew(thread, {"code": Difference(old, new)})
    assert not renewal.whole
    assert renewal.relations == frozenset()
