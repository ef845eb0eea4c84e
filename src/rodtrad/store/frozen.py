"""Make tables from a migration's frozen description: for every migration but the first, which has its own."""

import json
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
