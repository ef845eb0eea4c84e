"""Loading: all or nothing, only what differs, and every earlier state can be read again."""

from datetime import datetime

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from store_samples import LINE_ROW, STAMP, every_kind_of_row, lines, many_lines, readings, units

from rodtrad.core.errors import UsageError
from rodtrad.models.concepts import SHAPES
from rodtrad.store.book import Book
from rodtrad.store.connect import connect, find_place
from rodtrad.store.load import LoadResult
from rodtrad.store.tables import REVISION, TABLES


def amounts(book: Book, **reading: object) -> list[tuple[str, int]]:
    found = book.facts(**reading)["budget_line"]  # type: ignore[arg-type]
    return found.select("account_group", "amount").rows()


def test_every_shape_comes_back_as_it_was(book):
    given = {name: every_kind_of_row(shape) for name, shape in SHAPES.items()}
    book.load(given, readings("a/b/c"), **STAMP)
    found = book.facts()
    assert list(found) == list(SHAPES)
    for name, shape in SHAPES.items():
        assert_frame_equal(found[name], given[name].sort(shape.key))
    assert_frame_equal(book.readings(), readings("a/b/c"))


def test_an_empty_book_has_every_fact_and_no_rows(book):
    assert all(found.equals(SHAPES[name].empty()) for name, found in book.facts().items())
    assert book.readings().height == 0
    assert book.revisions() == []


def test_the_same_rows_again_make_no_revision(book):
    given = {name: every_kind_of_row(shape) for name, shape in SHAPES.items()}
    first = book.load(given, readings("a/b/c"), **STAMP)
    again = book.load({n: f.reverse() for n, f in given.items()}, readings("a/b/c"), **STAMP)
    assert first == LoadResult(1, 4 * len(SHAPES) + 1, 0, 0, 0)
    assert again == LoadResult(None, 0, 0, 0, 4 * len(SHAPES) + 1)
    assert [revision.id for revision in book.revisions()] == [1]


def test_empty_text_and_no_value_are_the_same_in_an_optional_column(book):
    book.load({"budget_line": lines({"chapter": ""})}, None, **STAMP)
    assert book.rows("budget_line")["chapter"].to_list() == [None]
    assert book.load({"budget_line": lines({"chapter": None})}, None, **STAMP).revision is None


def test_changed_new_and_gone_rows_are_counted_and_earlier_states_stay(book):
    start = lines({"account_group": "a"}, {"account_group": "b"}, {"account_group": "c"})
    book.load({"budget_line": start}, None, **STAMP)
    later = lines({"account_group": "a"}, {"account_group": "b", "amount": 7}, {"account_group": "d"})
    assert book.load({"budget_line": later}, None, **STAMP) == LoadResult(2, 1, 1, 1, 1)
    book.load({"budget_line": start}, None, **STAMP)
    assert amounts(book, as_of=0) == []
    assert amounts(book, as_of=1) == [("a", 10000), ("b", 10000), ("c", 10000)]
    assert amounts(book, as_of=2) == [("a", 10000), ("b", 7), ("d", 10000)]
    assert amounts(book) == amounts(book, as_of=3) == amounts(book, as_of=1)


def test_facts_that_are_not_given_stay(book):
    book.load({"unit": units({}), "budget_line": lines({})}, readings("x"), **STAMP)
    book.load({"unit": units({"label": "Ny"})}, None, **STAMP)
    assert amounts(book) == [("drift", 10000)]
    assert book.readings().height == 1
    assert book.load({"budget_line": lines()}, readings(), **STAMP).removed == 2


def test_a_revision_says_who_when_and_why(book):
    book.load({"unit": units({})}, None, **STAMP)
    [revision] = book.revisions()
    assert (revision.by, revision.at, revision.why, revision.kind) == (
        STAMP["by"],
        STAMP["at"],
        STAMP["why"],
        "load",
    )


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"nothing": lines({})}, "no_such_fact"),
        ({"budget_line": lines({}).drop("line")}, "columns_do_not_match"),
        ({"budget_line": lines({}).cast({"amount": pl.Float64})}, "column_of_wrong_type"),
        ({"budget_line": lines({"amount": None})}, "values_missing"),
        ({"budget_line": lines({"version": "guessed"})}, "value_of_wrong_kind"),
        ({"budget_line": lines({"table": "a\0b"})}, "value_of_wrong_kind"),
        ({"budget_line": lines({}, {"chapter": "", "amount": 1})}, "rows_share_a_key"),
    ],
)
def test_a_frame_that_does_not_fit_is_refused_and_nothing_is_loaded(book, facts, message):
    with pytest.raises(UsageError, match=message):
        book.load({"unit": units({})} | facts, None, **STAMP)
    assert book.revisions() == []
    assert book.rows("unit").height == 0


def test_a_load_says_who_and_why_and_when(book):
    for wrong, message in (
        ({"by": " "}, "author_missing"),
        ({"why": ""}, "reason_missing"),
        ({"at": datetime(2026, 1, 1)}, "time_without_zone"),  # noqa: DTZ001
    ):
        with pytest.raises(UsageError, match=message):
            book.load({}, None, **STAMP | wrong)


@pytest.mark.parametrize("revision", [-1, 2])
def test_a_revision_that_is_not_there_cannot_be_read(book, revision):
    book.load({"unit": units({})}, None, **STAMP)
    with pytest.raises(UsageError, match="revision_unknown"):
        book.facts(as_of=revision)


def test_the_database_itself_refuses_a_second_current_row(book, place):
    book.load({"budget_line": lines({})}, None, **STAMP)
    stored = LINE_ROW | dict.fromkeys(("chapter", "area", "function", "project"), "")
    database = connect(find_place(place))
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(insert(TABLES["budget_line"]).values(**stored, from_revision=1))
    database.close()


def test_a_row_cannot_belong_to_a_revision_that_is_not_there(book, place):
    stored = LINE_ROW | dict.fromkeys(("chapter", "area", "function", "project"), "")
    database = connect(find_place(place))
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(insert(TABLES["budget_line"]).values(**stored, from_revision=1))
    with database.reading() as connection:
        assert connection.execute(REVISION.select()).all() == []
    database.close()


def test_a_load_leaves_the_readings_of_other_facts(book):
    line, unit = "budget_line/a/-/amount", "population/b/persons"
    book.load(
        {"budget_line": lines({}), "population": SHAPES["population"].empty()}, readings(line, unit), **STAMP
    )
    book.load({"population": SHAPES["population"].empty()}, readings(), **STAMP)
    assert book.readings()["address"].to_list() == [line]


@pytest.mark.parametrize("new_place", ["postgresql"], indirect=True)
def test_postgresql_knows_at_once_how_many_rows_have_come(new_place):
    place = new_place()
    counted = "SELECT reltuples FROM pg_class WHERE relname = 'budget_line'"
    with Book.create(place) as made:
        made.load({"budget_line": many_lines(300)}, None, **STAMP)
    database = connect(find_place(place))
    with database.reading() as connection:
        assert connection.exec_driver_sql(counted).scalar() == 300
    database.close()
