"""The tables of a book, derived from the shapes of the facts.

A fact's table holds every version of every row. A row is in force from `from_revision` until
`to_revision`, which is empty while the row is current. Nothing is overwritten or deleted.

A key column that may be empty holds a stand-in from `EMPTY_KEY` instead of NULL, so that a
plain unique index sees two empty parts as equal in both databases.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    and_,
    or_,
)

from rodtrad.core.shape import Kind, Shape, shape
from rodtrad.core.source import Reading
from rodtrad.models.concepts import SHAPES

SQL_TYPES: dict[Kind, Any] = {
    Kind.TEXT: String,
    Kind.CHOICE: String,
    Kind.INTEGER: BigInteger,
    Kind.AMOUNT: BigInteger,
    Kind.QUANTITY: BigInteger,
    Kind.DATE: Date,
    Kind.BOOLEAN: Boolean,
}
EMPTY_KEY: dict[Kind, object] = {
    Kind.TEXT: "",
    Kind.CHOICE: "",
    Kind.INTEGER: -(2**63),
    Kind.DATE: date.min,
}


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept in UTC without zone and given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment as the database keeps it."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment with its zone."""
        return value and value.replace(tzinfo=UTC)


READING = shape(Reading)
STORED: dict[str, Shape] = {**SHAPES, READING.name: READING}
"""Every shape that has a versioned table."""

METADATA = MetaData()
REVISION = Table(
    "revision",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("by", String, nullable=False),
    Column("why", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("fact", String),
    Column("restores", BigInteger, ForeignKey("revision.id")),
    Column("identity", String),
)
ACCEPTANCE = Table(
    "acceptance",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("finding", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("numbers", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("withdrawn_by", String),
    Column("withdrawn_at", UtcTime),
    Column("withdrawn_reason", String),
)


def _one_current(name: str, condition: ColumnElement[bool], *columns: Column[Any]) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


_one_current("acceptance_current", ACCEPTANCE.c.withdrawn_at.is_(None), ACCEPTANCE.c.finding)


def _versioned(shape: Shape) -> Table:
    """The table of one shape: its columns between those that carry the version."""
    columns = [Column(c.name, SQL_TYPES[c.kind], nullable=not (c.required or c.key)) for c in shape.columns]
    table = Table(
        shape.name,
        METADATA,
        Column("row_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
        *columns,
        Column("from_revision", BigInteger, ForeignKey(REVISION.c.id), nullable=False),
        Column("to_revision", BigInteger, ForeignKey(REVISION.c.id)),
    )
    key = [table.c[name] for name in shape.key]
    ended = table.c.to_revision.is_not(None)
    _one_current(f"{shape.name}_current", table.c.to_revision.is_(None), *key)
    Index(f"{shape.name}_earlier", *key, sqlite_where=ended, postgresql_where=ended)
    Index(f"{shape.name}_ended", table.c.to_revision, sqlite_where=ended, postgresql_where=ended)
    Index(f"{shape.name}_begun", table.c.from_revision)
    return table


TABLES: dict[str, Table] = {name: _versioned(shape) for name, shape in STORED.items()}
"""The table of every versioned shape, by name."""


def in_force(table: Table, as_of: int | None) -> ColumnElement[bool]:
    """The rows that are current, or were so right after a revision."""
    if as_of is None:
        return table.c.to_revision.is_(None)
    begun, ended = table.c.from_revision <= as_of, table.c.to_revision <= as_of
    return and_(begun, or_(table.c.to_revision.is_(None), ~ended))
