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
        check_empty(connection, database)
        upgrade(connection, migrations)


def check_empty(connection: Connection, database: Database) -> None:
    """Raise BookError when there are tables in a place."""
    if inspect(connection).get_table_names():
        raise BookError("book_exists", path=database.place.name)


def version_of_tables(connection: Connection) -> str:
    """The last migration a book has been through."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def known_versions(migrations: Path = MIGRATIONS) -> frozenset[str]:
    """The migrations this code knows."""
    return frozenset(script.revision for script in _scripts(migrations).walk_revisions())


def update_tables(database: Database, migrations: Path = MIGRATIONS) -> None:
    """Migrate an older book; raises BookError when the book is newer than this code, or no book."""
    with database.reading() as connection:
        found = _stored(connection, database)
    if found not in known_versions(migrations):
        raise BookError("book_newer", path=database.place.name, version=found)
    if found == _scripts(migrations).get_current_head():
        return
    with database.writing() as connection:
        upgrade(connection, migrations)


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


def upgrade(connection: Connection, migrations: Path = MIGRATIONS, version: str = "head") -> None:
    """Bring the tables to a version, in the connection's transaction."""
    config = _config(migrations)
    config.attributes["connection"] = connection
    command.upgrade(config, version)
