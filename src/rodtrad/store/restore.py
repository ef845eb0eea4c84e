"""Make a book from a backup, in an empty place: all of it, or nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, MetaData, Table, insert, inspect
from sqlalchemy.exc import DataError, IntegrityError

from rodtrad.core.errors import BookError, RodtradError
from rodtrad.store.backup import PARTS, Contents, OpenBackup, Part, Row, Seen
from rodtrad.store.connect import Database, connect, find_place
from rodtrad.store.migrate import check_empty, known_versions, upgrade
from rodtrad.store.rows import count_rows_anew, write_part

_POLARS = {"str": pl.String, "int": pl.Int64, "bool": pl.Boolean, "date": pl.Date}


def checked_backup(backup: OpenBackup, seen: Seen) -> Contents:
    """Read every line of a backup and hold it against its checksum; nothing is written.

    raises  RodtradError  it is damaged, or no backup
            BookError     a newer version made it
    """
    contents, done = backup.contents(), 0
    if contents.tables not in known_versions():
        raise BookError("backup_newer", path=str(backup.path), version=contents.tables)
    if set(contents.parts) - {table.name for table in PARTS}:
        raise RodtradError("backup_damaged", path=str(backup.path), part=min(contents.parts))
    for name, part in contents.parts.items():
        for rows in backup.rows(name, part):
            done += len(rows)
            seen(done, contents.rows)
    return contents


def restore(backup: OpenBackup, contents: Contents, place: Path | str, seen: Seen) -> None:
    """Make a book of a backup that has been checked.

    A backup from an older version gets the tables it was made from, and is then migrated.

    raises  BookError     there is a book, or anything else, in the place
            RodtradError  the backup has rows the database does not take, or has been damaged since it was
                          checked; the place is left empty
    """
    found = find_place(place)
    made_here = found.file is not None and not found.file.exists()
    if found.file and made_here:
        _make_folder(found.file.parent)
    database = connect(found)
    try:
        _restore(database, backup, contents, seen)
    except BaseException:
        database.close()
        if found.file and made_here:
            _remove(found.file)
        raise
    database.close()


def _restore(database: Database, backup: OpenBackup, contents: Contents, seen: Seen) -> None:
    done = 0
    with database.writing() as connection:
        check_empty(connection, database)
        upgrade(connection, version=contents.tables)
        lacking = {t.name for t in PARTS} & set(inspect(connection).get_table_names()) - set(contents.parts)
        if lacking:
            raise RodtradError("backup_damaged", path=str(backup.path), part=min(lacking))
        for name in (table.name for table in PARTS if table.name in contents.parts):
            part = contents.parts[name]
            table = Table(name, MetaData(), autoload_with=connection)
            if not _fits(table, part):
                raise RodtradError("backup_damaged", path=str(backup.path), part=name)
            for rows in backup.rows(name, part):
                if not _wrote(connection, table, part, rows):
                    raise RodtradError("backup_rows_refused", path=str(backup.path), part=name)
                done += len(rows)
                seen(done, contents.rows)
        upgrade(connection)
        count_rows_anew(connection, (table for table in PARTS if table.name in contents.parts))


def _fits(table: Table, part: Part) -> bool:
    """Whether a part has every column of a table that the database does not give by itself."""
    columns, given = {c.name for c in table.columns}, {c.name for c in table.primary_key}
    return set(part.columns) <= columns and columns - set(part.columns) <= given


def _wrote(connection: Connection, table: Table, part: Part, rows: list[Row]) -> bool:
    """Add some rows; False where the table cannot hold them.

    That is an empty key, the same row twice, a change that is not there, or characters that are no text to
    the database. SQLAlchemy names the error where it runs the statement, and the database's own driver
    does where rows are copied.
    """
    needed = [at for at, name in enumerate(part.columns) if not table.c[name].nullable]
    if any(row[at] is None for row in rows for at in needed):
        return False
    driver = connection.dialect.loaded_dbapi
    try:
        _write(connection, table, part, rows)
    except (IntegrityError, DataError, driver.IntegrityError, driver.DataError, UnicodeEncodeError):
        return False
    return True


def _write(connection: Connection, table: Table, part: Part, rows: list[Row]) -> None:
    """Add some rows the quickest way their columns allow."""
    kinds = part.columns
    if "datetime" in kinds.values():
        connection.execute(insert(table), list(_timed(part, rows)))
        return
    schema = {name: _POLARS[kind] for name, kind in kinds.items()}
    write_part(connection, table, pl.DataFrame(rows, schema=schema, orient="row"))


def _timed(part: Part, rows: list[Row]) -> Iterator[dict[str, object]]:
    """Rows by column, with moments as the tables keep them: in UTC, without zone."""
    for row in rows:
        named = dict(zip(part.columns, row, strict=True))
        yield {
            name: value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
            for name, value in named.items()
        }


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise BookError("book_cannot_be_opened", path=str(folder)) from None


def _remove(file: Path) -> None:
    """Take away what a restore that failed has left of a book's file."""
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
