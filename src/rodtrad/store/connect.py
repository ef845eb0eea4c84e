"""Where a book lies, and safe transactions on it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from rodtrad.core.errors import BookError, UsageError

FILE_NAME = "book.sqlite"
WAIT_SECONDS = 30
_WRITERS_LOCK = 7_633_723
_POOL: dict[str, Any] = {
    "pool_size": 10,
    "max_overflow": 50,
    "pool_timeout": WAIT_SECONDS,
    "hide_parameters": True,
}
"""Connections kept, and how many more there may be at once: enough for sixty people, some of whom wait.

No error tells the values of a row, which would end in a log.
"""
_SQLITE_TROUBLE = {
    sqlite3.SQLITE_BUSY: "book_busy",
    sqlite3.SQLITE_READONLY: "book_read_only",
    sqlite3.SQLITE_CORRUPT: "book_damaged",
    sqlite3.SQLITE_NOTADB: "book_damaged",
    sqlite3.SQLITE_FULL: "book_disk_full",
    sqlite3.SQLITE_CANTOPEN: "book_cannot_be_opened",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a book file, or a PostgreSQL database."""

    url: URL
    name: str
    file: Path | None


def find_place(place: Path | str) -> Place:
    """The place meant by a folder or a PostgreSQL address; a password is never in its name."""
    if isinstance(place, Path) or "://" not in place:
        folder = Path(place)
        file = folder / FILE_NAME
        return Place(URL.create("sqlite", database=str(file)), str(folder), file)
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise UsageError("place_unknown", place=place.partition("://")[0]) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError("place_unknown", place=url.get_backend_name())
    return Place(url.set(drivername="postgresql+psycopg"), url.render_as_string(hide_password=True), None)


class Database:
    """A pool of connections to one place."""

    def __init__(self, place: Place, engine: Engine) -> None:
        self.place = place
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the book, whatever others write meanwhile."""
        isolation = {} if self.place.file else {"isolation_level": "REPEATABLE READ"}
        with self._transaction(isolation) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that waits for other writers, and writes everything or nothing."""
        with self._transaction({"writes": True}) as connection:
            if not self.place.file:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"))
            yield connection

    @contextmanager
    def _transaction(self, options: dict[str, Any]) -> Iterator[Connection]:
        try:
            with self._engine.connect() as bare:
                connection = bare.execution_options(**options)
                with connection.begin():
                    yield connection
        except (DBAPIError, sqlite3.Error) as error:
            known = _book_error(error, self.place)
            if known is None:
                raise
            raise known from error

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def connect(place: Place) -> Database:
    """A database for the place; nothing is opened before the first transaction."""
    if place.file:
        engine = create_engine(place.url, connect_args={"timeout": WAIT_SECONDS}, **_POOL)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return Database(place, engine)
    try:
        return Database(place, create_engine(place.url, pool_pre_ping=True, **_POOL))
    except ModuleNotFoundError:
        raise UsageError("postgresql_not_installed", place=place.name) from None


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Leave BEGIN to us; let readers read while one writes."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that a second writer waits instead of failing midway."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _book_error(error: DBAPIError | sqlite3.Error, place: Place) -> BookError | None:
    """What the caller can mend, or None when the fault is ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        message = _SQLITE_TROUBLE.get(code)
        return BookError(message, path=place.name) if message else None
    if isinstance(error, OperationalError):
        return BookError("database_unreachable", place=place.name, reason=str(cause).partition("\n")[0])
    return None
