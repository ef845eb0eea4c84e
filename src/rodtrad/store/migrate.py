"""Bring a book's tables up to the version this code knows."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from rodtrad.core.errors import BookError
from rodtrad.store.connect import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def create_tables(database: Database, migrations: Path = MIGRATIONS) -> None:
    """Make all tables in an empty place; raises BookError when something is there already."""
    with database.writing() as connection:
        if inspect(connection).get_table_names():
            raise BookError("book_exists", path=database.place.name)
        _upgrade(connection, migrations)


def update_tables(database: Database, migrations: Path = MIGRATIONS) -> None:
    """Migrate an older book; raises BookError when the book is newer than this code, or no book."""
    with database.reading() as connection:
        found = _stored(connection, database)
    known = {script.revision for script in _scripts(migrations).walk_revisions()}
    if found not in known:
        raise BookError("book_newer", path=database.place.name, version=found)
    if found == _scripts(migrations).get_current_head():
        return
    with database.writing() as connection:
        _upgrade(connection, migrations)


def _stored(connection: Connection, database: Database) -> str:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None:
        return found
    strange = database.place.file and inspect(connection).get_table_names()
    raise BookError("book_damaged" if strange else "book_missing", path=database.place.name)


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def _scripts(migrations: Path) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(migrations))


def _upgrade(connection: Connection, migrations: Path) -> None:
    config = _config(migrations)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
