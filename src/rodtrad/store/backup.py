"""A backup: one file with everything a book holds, the same for a folder and for PostgreSQL.

The file is a zip archive with a part for each table: lines of JSON, one row each. `backup.json` is written
last and says what the parts hold, with a checksum of each. Of logins it holds only what tells whose a
change is.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Table, func, select

from rodtrad.core.errors import BookError, RodtradError, UsageError
from rodtrad.store.connect import connect, find_place
from rodtrad.store.migrate import update_tables, version_of_tables
from rodtrad.store.revisions import latest_revision
from rodtrad.store.tables import ACCEPTANCE, REVISION, TABLES, UtcTime
from rodtrad.store.whole_file import whole_file

FORMAT = 1
MANIFEST = "backup.json"
PARTS: tuple[Table, ...] = (REVISION, *TABLES.values(), ACCEPTANCE)
"""The tables of a backup, each after those it points to."""
ROWS_AT_A_TIME = 10_000
_LONGEST_MANIFEST = 4_000_000
_OWN_NUMBERS = ("row_id", "id")
_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""All parts have the day a zip archive begins with, so that the same book gives the same parts."""
_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    NotImplementedError,
)
"""What Python says of an archive or a line that is not as it was written."""

Seen = Callable[[int, int], None]
"""Is told how many rows are done, and how many there are in all."""
Row = list[Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a backup: its columns with what they hold, its rows, and a checksum of its text."""

    columns: Mapping[str, str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says it holds (sikkerhetskopi).

    tables    the version of the tables it was made from
    revision  number of the book's last change
    """

    made: str
    tables: str
    revision: int
    parts: Mapping[str, Part]

    @property
    def rows(self) -> int:
        """Rows in all parts."""
        return sum(part.rows for part in self.parts.values())


def columns_kept(table: Table) -> list[str]:
    """The columns a backup has of a table: all but numbers that the database gives by itself."""
    given = [c.name for c in table.primary_key if c.autoincrement is not False and c.name in _OWN_NUMBERS]
    return [c.name for c in table.columns if c.name not in given]


def back_up(place: Path | str, target: Path, at: datetime, seen: Seen) -> Contents:
    """Write a book to a file, as it stood at one moment, while others go on writing.

    The file is whole or not there. Memory does not grow with the book.

    raises  BookError   there is no book
            UsageError  there is a file already, or it cannot be written
    """
    found = find_place(place)
    if found.file and not found.file.exists():
        raise BookError("book_missing", path=found.name)
    if target.exists():
        raise UsageError("backup_exists", path=str(target))
    database = connect(found)
    try:
        update_tables(database)
        with whole_file(target) as file, database.reading() as connection:
            return _write(connection, file, at, seen)
    finally:
        database.close()


def _write(connection: Connection, file: BinaryIO, at: datetime, seen: Seen) -> Contents:
    held = {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in PARTS}
    total, done, parts = sum(held.values()), 0, {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6) as archive:
        for table in PARTS:
            digest, rows = hashlib.sha256(), 0
            with archive.open(_entry(table.name), "w", force_zip64=True) as part:
                for text, count in _lines(connection, table):
                    part.write(text)
                    digest.update(text)
                    rows, done = rows + count, done + count
                    seen(done, total)
            kinds = {name: _kind(table, name) for name in columns_kept(table)}
            parts[table.name] = Part(kinds, rows, digest.hexdigest())
        made = at.astimezone(UTC).isoformat(timespec="seconds")
        contents = Contents(made, version_of_tables(connection), latest_revision(connection), parts)
        archive.writestr(_entry(MANIFEST, ""), json.dumps(_as_data(contents), indent=1))
    return contents


def _entry(name: str, ending: str = ".jsonl") -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"{name}{ending}", _SAME_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _kind(table: Table, name: str) -> str:
    kind = table.c[name].type
    return "datetime" if isinstance(kind, UtcTime) else kind.python_type.__name__


def _lines(connection: Connection, table: Table) -> Iterator[tuple[bytes, int]]:
    """A table's rows in the order they came, some at a time: their text, and how many."""
    columns = [table.c[name] for name in columns_kept(table)]
    ordered = select(*columns).order_by(*table.primary_key)
    streamed = connection.execution_options(stream_results=True, max_row_buffer=ROWS_AT_A_TIME)
    with streamed.execute(ordered) as result:
        for rows in result.partitions(ROWS_AT_A_TIME):
            lines = [json.dumps(list(row), ensure_ascii=False, default=_moment) for row in rows]
            yield "".join(f"{line}\n" for line in lines).encode("utf-8"), len(lines)


def _moment(value: date | datetime) -> str:
    return value.isoformat()


def _as_data(contents: Contents) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made": contents.made,
        "tables": contents.tables,
        "revision": contents.revision,
        "parts": {
            name: {"columns": dict(part.columns), "rows": part.rows, "sha256": part.sha256}
            for name, part in contents.parts.items()
        },
    }


class OpenBackup:
    """A backup that is being read. Close it, or use `with`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._archive = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise UsageError("backup_missing", path=str(path)) from None
        except OSError as error:
            raise UsageError("backup_unreadable", path=str(path), reason=error) from None
        except _TROUBLE:
            raise RodtradError("backup_damaged", path=str(path), part=path.name) from None

    def __enter__(self) -> "OpenBackup":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def contents(self) -> Contents:
        """What the backup says it holds.

        raises  RodtradError  it is damaged or no backup, or a newer version made it
        """
        try:
            if self._archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST:
                raise self._damaged(MANIFEST)
            told = json.loads(self._archive.read(MANIFEST))
            if told["format"] != FORMAT:
                raise BookError("backup_newer", path=str(self.path), version=told["format"])
            parts = {
                str(name): Part(dict(part["columns"]), int(part["rows"]), str(part["sha256"]))
                for name, part in told["parts"].items()
            }
            return Contents(str(told["made"]), str(told["tables"]), int(told["revision"]), parts)
        except _TROUBLE:
            raise self._damaged(MANIFEST) from None

    def rows(self, name: str, part: Part) -> Iterator[list[Row]]:
        """The rows of a part, some at a time, as Python values.

        raises  RodtradError  the part is not as it was written; some rows may have been given before
        """
        digest, count, kinds = hashlib.sha256(), 0, list(part.columns.values())
        rows: list[Row] = []
        try:
            with self._archive.open(f"{name}.jsonl") as lines:
                for line in lines:
                    digest.update(line)
                    rows.append(_row(line, kinds))
                    if len(rows) == ROWS_AT_A_TIME:
                        yield rows
                        count, rows = count + len(rows), []
        except _TROUBLE:
            raise self._damaged(name) from None
        if digest.hexdigest() != part.sha256 or count + len(rows) != part.rows:
            raise self._damaged(name)
        if rows:
            yield rows

    def _damaged(self, part: str) -> RodtradError:
        return RodtradError("backup_damaged", path=str(self.path), part=part)


def _row(line: bytes, kinds: list[str]) -> Row:
    """One line as values of the columns' kinds; raises ValueError when it holds anything else."""
    values = json.loads(line)
    if not isinstance(values, list):
        raise ValueError("no row")
    return [value if value is None else _READ[kind](value) for value, kind in zip(values, kinds, strict=True)]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise ValueError("no whole number that a book can hold")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither yes nor no")
    return value


_READ: dict[str, Callable[[Any], Any]] = {
    "str": _text,
    "int": _whole,
    "bool": _yes_or_no,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}
