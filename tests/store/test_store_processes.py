"""What happens to a book when a program is killed, and when several write at once."""

import pytest
from polars.testing import assert_frame_equal
from programs import run
from sqlalchemy import update
from store_samples import STAMP, line_key, lines, many_lines, readings, units

from rodtrad.core.errors import BookError
from rodtrad.store import connect as connect_module
from rodtrad.store.book import Book
from rodtrad.store.connect import connect, find_place
from rodtrad.store.revisions import latest_revision
from rodtrad.store.tables import TABLES

KILLED_MIDWAY = """
import sys, time
from store_samples import STAMP, many_lines, readings, units
from rodtrad.store import rows
from rodtrad.store.book import Book

write_part, parts = rows.write_part, []

def write_and_stop_after_two(*given):
    write_part(*given)
    parts.append(given)
    if len(parts) == 2:
        print("written", flush=True)
        time.sleep(600)

rows.write_part, rows.ROWS_AT_A_TIME = write_and_stop_after_two, 1000
with Book.open(sys.argv[1]) as book:
    book.load({"budget_line": many_lines(5000, 7), "unit": units()}, readings(), **STAMP)
"""

ADDS_ONE = """
import sys
from store_samples import STAMP, line_key
from rodtrad.core.errors import ConflictError
from rodtrad.store.book import Book

def add_one(book, key):
    while True:
        version = book.version_of("budget_line", key)
        row = [c.after for c in book.history("budget_line", key) if c.column == "amount"]
        try:
            return book.edit("budget_line", key, {"amount": (row or [0])[-1] + 1},
                             expected_version=version, **STAMP)
        except ConflictError:
            pass

with Book.open(sys.argv[1]) as book:
    for _ in range(15):
        add_one(book, line_key(project="shared"))
        add_one(book, line_key(project=sys.argv[2]))
"""

LOADS_UNITS = """
import sys
from store_samples import STAMP, units
from rodtrad.store.book import Book

with Book.open(sys.argv[1]) as book:
    for number in range(10):
        book.load({"unit": units({"label": f"{sys.argv[2]} {number}"})}, None, **STAMP)
"""


def test_a_program_killed_midway_leaves_the_book_as_it_was(place):
    with Book.create(place) as book:
        book.load({"budget_line": many_lines(3000), "unit": units({})}, readings("a"), **STAMP)
        before, told = book.facts(), book.revisions()
    with run(KILLED_MIDWAY, place) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "written\n"
        program.kill()
    with Book.open(place) as book:
        assert book.revisions() == told
        assert book.readings().height == 1
        for name, frame in book.facts().items():
            assert_frame_equal(frame, before[name])
        again = book.load({"budget_line": many_lines(5000, 7), "unit": units()}, readings(), **STAMP)
        assert (again.revision, again.inserted, again.changed, again.removed) == (2, 2000, 3000, 2)
        assert_frame_equal(book.rows("budget_line", as_of=1), before["budget_line"])


def test_programs_that_write_at_once_lose_nothing(place):
    projects = ("shared", "first", "second")
    with Book.create(place) as book:
        start = lines(*({"project": p, "amount": 0} for p in projects))
        book.load({"budget_line": start}, None, **STAMP)
    jobs = [(ADDS_ONE, "first"), (ADDS_ONE, "second"), (LOADS_UNITS, "x"), (LOADS_UNITS, "y")]
    running = [run(program, place, name) for program, name in jobs]
    assert [program.wait(120) for program in running] == [0, 0, 0, 0]
    for program in running:
        program.communicate()
    with Book.open(place) as book:
        amounts = dict(book.rows("budget_line").select("project", "amount").rows())
        assert amounts == {"shared": 30, "first": 15, "second": 15}
        assert [r.id for r in book.revisions()] == list(range(1, 1 + 1 + 60 + 20))
        assert len(book.history("budget_line", line_key(project="shared"))) == 31


def test_a_reader_sees_one_state_while_another_writes(book, place):
    book.load({"unit": units({})}, None, **STAMP)
    database = connect(find_place(place))
    with database.reading() as connection:
        before = latest_revision(connection)
        book.load({"unit": units({"label": "Ny"})}, None, **STAMP)
        assert latest_revision(connection) == before == 1
    with database.writing() as connection:
        connection.execute(update(TABLES["unit"]).values(label="unfinished"))
        assert book.rows("unit")["label"].to_list() == ["Ny"]
        connection.rollback()
    database.close()


def test_a_writer_that_has_waited_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(connect_module, "WAIT_SECONDS", 0.1)
    with Book.create(tmp_path) as book:
        database = connect(find_place(tmp_path))
        with database.writing(), pytest.raises(BookError, match="book_busy"):
            book.load({"unit": units({})}, None, **STAMP)
        database.close()
