"""Books that are missing, damaged, older or newer; and the tables that migrations make."""

import json
import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, Table, insert, inspect, text
from store_samples import LINE_ROW, STAMP, frame, lines, units

from rodtrad.core.errors import BookError, UsageError
from rodtrad.models.concepts import SHAPES
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange
from rodtrad.store.connect import FILE_NAME, connect, find_place
from rodtrad.store.freeze import DESCRIPTIONS, describe_tables, freeze, frozen_tables
from rodtrad.store.migrate import MIGRATIONS, update_tables, upgrade
from rodtrad.store.rows import as_stored, close_rows, write_rows
from rodtrad.store.tables import METADATA, TABLES

LATER = '''
"""A later change."""
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0007", "0006"
def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
'''


def test_migrations_make_the_tables_that_the_shapes_describe(book, place):
    database = connect(find_place(place))
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    database.close()


def test_the_migrations_are_frozen_from_the_shapes_as_they_are(tmp_path):
    assert frozen_tables() == describe_tables(), "run: python -m rodtrad.store.freeze"
    freeze(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == DESCRIPTIONS[-1].read_bytes()


def test_a_description_holds_the_tables_that_no_earlier_one_has(tmp_path):
    first, second = (set(json.loads(file.read_text(encoding="utf-8"))) for file in DESCRIPTIONS[:2])
    assert second == {"document_line", "stated_direction", "reading_doubt"}
    assert not first & second
    freeze(tmp_path / "whole.json", before=())
    assert set(json.loads((tmp_path / "whole.json").read_text(encoding="utf-8"))) == set(frozen_tables())


def test_a_book_is_made_once_and_found_again(place):
    with Book.create(place) as made:
        made.load({"unit": units({})}, None, **STAMP)
    with pytest.raises(BookError, match="book_exists"):
        Book.create(place)
    with Book.open(place) as found:
        assert found.facts()["unit"].height == 1


def test_a_place_without_a_book_is_refused(place):
    with pytest.raises(BookError, match="book_missing"):
        Book.open(place)


def test_a_book_made_by_newer_code_is_refused_and_left_alone(book, place):
    database = connect(find_place(place))
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(BookError, match="book_newer") as refused:
        Book.open(place)
    assert refused.value.facts["version"] == "9999"


def test_an_older_book_is_migrated_and_keeps_its_rows(book, place, tmp_path):
    book.load({"budget_line": lines({})}, None, **STAMP)
    later = tmp_path / "100 % later"
    shutil.copytree(MIGRATIONS, later)
    (later / "versions" / "0007_later.py").write_text(LATER, encoding="utf-8")
    database = connect(find_place(place))
    update_tables(database, later)
    update_tables(database, later)
    with database.reading() as connection:
        assert "later" in inspect(connection).get_table_names()
    database.close()
    assert book.rows("budget_line").height == 1
    with pytest.raises(BookError, match="book_newer"):
        Book.open(place)


def older_book(place, version):
    """A book with the tables of a version: one budget line was read, and then changed by hand."""
    found = find_place(place)
    if found.file:
        found.file.parent.mkdir()
    database = connect(found)
    with database.writing() as connection:
        upgrade(connection, version=version)
        revision = Table("revision", MetaData(), autoload_with=connection)
        said = {"at": STAMP["at"].replace(tzinfo=None), "by": STAMP["by"], "why": STAMP["why"]}
        for number, kind in ((1, "load"), (2, "edit")):
            fact = None if kind == "load" else "budget_line"
            connection.execute(insert(revision).values(id=number, **said, kind=kind, fact=fact))
        for number, amount in ((1, 100), (2, 200)):
            row = as_stored(lines({"amount": amount}), SHAPES["budget_line"])
            write_rows(connection, TABLES["budget_line"], row, number)
            if number == 1:
                close_rows(connection, TABLES["budget_line"], [1], 2)
    database.close()
    return place


@pytest.fixture
def first_book(place):
    """A book of the first release."""
    return older_book(place, "0001")


def test_a_book_without_identities_keeps_all_it_holds_and_takes_new_ones(place):
    """Before migration 0005 a change knew its author by name only."""
    with Book.open(older_book(place, "0004")) as book:
        first, second = book.revisions()
        assert [(r.id, r.by, r.why, r.kind, r.fact, r.restores, r.identity) for r in (first, second)] == [
            (1, "Ansatt", "test", "load", None, None, None),
            (2, "Ansatt", "test", "edit", "budget_line", None, None),
        ]
        assert first.at == second.at == STAMP["at"]
        assert book.rows("budget_line", as_of=1)["amount"].to_list() == [100]
        assert book.rows("budget_line")["amount"].to_list() == [200]
        key = {name: LINE_ROW[name] for name in SHAPES["budget_line"].key}
        change = RowChange("budget_line", key, {"amount": 300}, 2)
        book.save([change], identity="one", **STAMP)
        assert [revision.identity for revision in book.revisions()] == [None, None, "one"]
        for number in (3, 2):
            book.undo(number, **STAMP)
        assert book.rows("budget_line")["amount"].to_list() == [100]


def test_a_book_of_the_first_release_is_opened_and_takes_the_new_facts(first_book):
    line = {
        "document": "budsjett-2026",
        "line": 3,
        "page": 1,
        "block": 1,
        "kind": "heading",
        "text": "Rammer",
    }
    with Book.open(first_book) as book:
        assert book.rows("budget_line").height == 1
        assert book.rows("document_line").is_empty()
        book.load({"document_line": frame("document_line", line)}, None, **STAMP)
    with Book.open(first_book) as book:
        assert book.rows("document_line").rows(named=True) == [line]
        assert [revision.id for revision in book.revisions()] == [1, 2, 3]


def test_a_migrated_book_has_the_tables_that_the_shapes_describe(first_book):
    Book.open(first_book).close()
    database = connect(find_place(first_book))
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert "document_line_current" in {
            i["name"] for i in inspect(connection).get_indexes("document_line")
        }
    database.close()


def test_a_migration_that_fails_changes_nothing(book, place, tmp_path):
    book.load({"budget_line": lines({})}, None, **STAMP)
    later = tmp_path / "later"
    shutil.copytree(MIGRATIONS, later)
    failing = LATER + '    raise RuntimeError("halfway")\n'
    (later / "versions" / "0007_later.py").write_text(failing, encoding="utf-8")
    database = connect(find_place(place))
    with pytest.raises(RuntimeError, match="halfway"):
        update_tables(database, later)
    with database.reading() as connection:
        assert "later" not in inspect(connection).get_table_names()
    database.close()
    with Book.open(place) as found:
        assert found.facts()["budget_line"].height == 1


@pytest.mark.parametrize("content", [b"not a book at all, but long enough to look like one" * 100, b"short"])
def test_a_file_that_is_no_database_is_told_apart(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    for use in (Book.open, Book.create):
        with pytest.raises(BookError, match="book_damaged") as refused:
            use(tmp_path)
        assert refused.value.facts["path"] == str(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_a_book_with_a_hole_in_it_is_told_apart(tmp_path):
    with Book.create(tmp_path) as book:
        book.load({"unit": units({})}, None, **STAMP)
    file = tmp_path / FILE_NAME
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(BookError, match="book_damaged"), Book.open(tmp_path) as book:
        book.facts()


def test_an_empty_file_is_no_book_and_a_strange_database_is_left_alone(tmp_path):
    (tmp_path / FILE_NAME).touch()
    with pytest.raises(BookError, match="book_missing"):
        Book.open(tmp_path)
    database = connect(find_place(tmp_path))
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    database.close()
    with pytest.raises(BookError, match="book_damaged"):
        Book.open(tmp_path)
    with pytest.raises(BookError, match="book_exists"):
        Book.create(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BookError, match="book_cannot_be_opened"):
        Book.create(tmp_path / "file" / "book")


def test_a_database_that_does_not_answer_is_told_without_its_password():
    with pytest.raises(BookError, match="database_unreachable") as refused:
        Book.open("postgresql://kari:secret@127.0.0.1:1/book")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("place", ["mysql://x/y", "sqlite:///book", "://", "http://"])
def test_other_databases_are_not_known(place):
    with pytest.raises(UsageError, match="place_unknown"):
        Book.open(place)


def test_a_folder_can_be_named_by_text(tmp_path):
    Book.create(str(tmp_path / "book")).close()
    assert (Path(tmp_path) / "book" / FILE_NAME).exists()
