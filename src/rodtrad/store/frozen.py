"""Make tables from a migration's frozen description: for every migration but the first, which has its own."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

TYPES: dict[str, Any] = {
    "row number": sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    "text": sa.String(),
    "whole number": sa.BigInteger(),
    "date": sa.Date(),
    "time": sa.DateTime(),
    "boolean": sa.Boolean(),
}
"""What the words of a description mean. A word is never given another meaning; a new type gets a new word."""


def add_tables(description: Path) -> None:
    """Create every table of a description, with its index on current rows."""
    for name, described in json.loads(description.read_text(encoding="utf-8")).items():
        op.create_table(name, *map(_column, described["columns"]))
        for index, unique in described["unique"].items():
            where = sa.text(unique["where"])
            op.create_index(
                index, name, unique["columns"], unique=True, sqlite_where=where, postgresql_where=where
            )


def index_versions(descriptions: Iterable[Path]) -> None:
    """Let the versions of a row, and what a change began and ended, be found without reading a whole table.

    descriptions  whose tables get the indexes; of these, those that keep versions
    """
    for description in descriptions:
        for name, described in json.loads(description.read_text(encoding="utf-8")).items():
            if any(column["name"] == "to_revision" for column in described["columns"]):
                key = described["unique"][f"{name}_current"]["columns"]
                ended = sa.text("to_revision IS NOT NULL")
                where: dict[str, Any] = {"sqlite_where": ended, "postgresql_where": ended}
                op.create_index(f"{name}_earlier", name, key, **where)
                op.create_index(f"{name}_ended", name, ["to_revision"], **where)
                op.create_index(f"{name}_begun", name, ["from_revision"])


def _column(described: dict[str, Any]) -> "sa.Column[Any]":
    refers = [sa.ForeignKey(described["refers"])] if "refers" in described else []
    primary = described.get("primary", False)
    return sa.Column(
        described["name"],
        TYPES[described["type"]],
        *refers,
        nullable=not (described.get("required") or primary),
        primary_key=primary,
        autoincrement=described["type"] == "row number",
    )
