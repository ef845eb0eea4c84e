"""Write the first migration's description of the tables: `python -m rodtrad.store.freeze`.

Only before the first release. After it, a changed shape needs a migration of its own.
"""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, String, Table

from rodtrad.store.migrate import MIGRATIONS
from rodtrad.store.tables import METADATA, UtcTime

FROZEN = MIGRATIONS / "versions" / "0001_first.json"
_NAMES: dict[type, str] = {
    String: "text",
    BigInteger: "whole number",
    Date: "date",
    UtcTime: "time",
    Boolean: "boolean",
}


def describe_tables() -> dict[str, Any]:
    """Every table as plain data."""
    return {table.name: _table(table) for table in METADATA.sorted_tables}


def freeze(file: Path = FROZEN) -> None:
    """Write the description, one column per line."""
    blocks = [f"{json.dumps(name)}: {_rendered(described)}" for name, described in describe_tables().items()]
    file.write_text("{\n" + ",\n".join(blocks) + "\n}\n", encoding="utf-8", newline="\n")


def _rendered(described: dict[str, Any]) -> str:
    columns = ",\n    ".join(json.dumps(column) for column in described["columns"])
    unique = f',\n  "unique": {json.dumps(described["unique"])}' if "unique" in described else ""
    return f'{{\n  "columns": [\n    {columns}]{unique}}}'


def _table(table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {"columns": [_column(column) for column in table.columns]}
    if table.indexes:
        described["unique"] = {str(index.name): _index(index) for index in table.indexes}
    return described


def _index(index: Index) -> dict[str, Any]:
    where = index.dialect_options["sqlite"]["where"].compile()
    return {"columns": [column.name for column in index.columns], "where": str(where).partition(".")[2]}


def _column(column: Column[Any]) -> dict[str, Any]:
    numbered = column.primary_key and column.autoincrement is not False
    described: dict[str, Any] = {
        "name": column.name,
        "type": "row number" if numbered else _NAMES[type(column.type)],
    }
    if column.primary_key:
        described["primary"] = True
    elif not column.nullable:
        described["required"] = True
    for key in column.foreign_keys:
        described["refers"] = key.target_fullname
    return described


if __name__ == "__main__":
    freeze()
