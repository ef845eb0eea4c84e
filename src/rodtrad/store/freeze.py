"""Write the newest migration's description of what it adds: `python -m rodtrad.store.freeze`.

Each migration that adds tables has a description beside it, such as `0002_pages.json`. Only the newest is
ever written, and only before it is released: what earlier ones hold is in people's books. For later tables,
make the next migration with an empty description (`{}`) beside it, run this, and let the migration call
`add_tables` and `index_versions` with it. A table that has got a column is described again, as it then is;
the migration adds the column itself.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, String, Table

from rodtrad.store.migrate import MIGRATIONS
from rodtrad.store.tables import METADATA, UtcTime

DESCRIPTIONS = tuple(sorted((MIGRATIONS / "versions").glob("*.json")))
"""The frozen descriptions, oldest first."""
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


def frozen_tables(descriptions: Iterable[Path] = DESCRIPTIONS) -> dict[str, Any]:
    """Every table that migrations have made, as plain data."""
    made: dict[str, Any] = {}
    for file in descriptions:
        made |= json.loads(file.read_text(encoding="utf-8"))
    return made


def freeze(file: Path = DESCRIPTIONS[-1], before: Iterable[Path] = DESCRIPTIONS[:-1]) -> None:
    """Write the tables that no earlier description has as they are, one column per line."""
    earlier = frozen_tables(before)
    added = {name: table for name, table in describe_tables().items() if earlier.get(name) != table}
    blocks = [f"{json.dumps(name)}: {_rendered(described)}" for name, described in added.items()]
    file.write_text("{\n" + ",\n".join(blocks) + "\n}\n", encoding="utf-8", newline="\n")


def _rendered(described: dict[str, Any]) -> str:
    columns = ",\n    ".join(json.dumps(column) for column in described["columns"])
    unique = f',\n  "unique": {json.dumps(described["unique"])}' if "unique" in described else ""
    return f'{{\n  "columns": [\n    {columns}]{unique}}}'


def _table(table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {"columns": [_column(column) for column in table.columns]}
    unique = {str(index.name): _index(index) for index in table.indexes if index.unique}
    if unique:
        described["unique"] = unique
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
