"""All tables of the first release, from the frozen description beside this file."""

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TYPES: dict[str, Any] = {
    "row number": sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    "text": sa.String(),
    "whole number": sa.BigInteger(),
    "date": sa.Date(),
    "time": sa.DateTime(),
    "boolean": sa.Boolean(),
}


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


def upgrade() -> None:
    """Create every table with its index on current rows."""
    frozen = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    metadata = sa.MetaData()
    for name, described in frozen.items():
        table = sa.Table(name, metadata, *map(_column, described["columns"]))
        for index, unique in described.get("unique", {}).items():
            where = sa.text(unique["where"])
            columns = [table.c[column] for column in unique["columns"]]
            sa.Index(index, *columns, unique=True, sqlite_where=where, postgresql_where=where)
    metadata.create_all(op.get_bind())
