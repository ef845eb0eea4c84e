"""Move many rows between frames and tables, without an object per row.

A frame is *as shown* (the fact's shape) or *as stored* (empty key parts replaced by stand-ins).
Only the latter is compared and written.
"""

import json
from collections.abc import Iterable
from typing import Any

import polars as pl
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Table,
    func,
    insert,
    literal,
    select,
    text,
    update,
)

from rodtrad.core.errors import UsageError
from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.store.tables import EMPTY_KEY

ROWS_AT_A_TIME = 50_000


def as_stored(frame: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """The rows as the tables hold them, sorted by key.

    raises  UsageError  the frame is not of the shape, or two rows share a key
    """
    _check_columns(frame, shape)
    stored = frame.select(_stored(c) for c in shape.columns).sort(shape.key)
    _check_values(stored, shape)
    return stored


def as_shown(frame: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """Stored rows as the fact's shape shows them, sorted by key; columns not read are left out."""
    columns = [c for c in shape.columns if c.name in frame.columns]
    return frame.select(_shown(c) for c in columns).sort(shape.key)


def empty_key(column: Column) -> object:
    """What stands for an empty value of an optional key column; None for all other columns."""
    return EMPTY_KEY[column.kind] if column.key and not column.required else None


def _is_text(column: Column) -> bool:
    return column.kind in (Kind.TEXT, Kind.CHOICE)


def _stored(column: Column) -> pl.Expr:
    expression = pl.col(column.name)
    stand_in = empty_key(column)
    if stand_in is not None:
        return expression.fill_null(pl.lit(stand_in))
    if _is_text(column) and not column.required:
        return pl.when(expression != "").then(expression).alias(column.name)
    return expression


def _shown(column: Column) -> pl.Expr:
    expression = pl.col(column.name)
    stand_in = "" if _is_text(column) and not column.required else empty_key(column)
    if stand_in is None:
        return expression
    return pl.when(expression != pl.lit(stand_in)).then(expression).alias(column.name)


def _check_columns(frame: pl.DataFrame, shape: Shape) -> None:
    expected = shape.polars_schema()
    if set(frame.columns) != set(expected):
        strange = sorted(set(frame.columns) ^ set(expected))
        raise UsageError("columns_do_not_match", fact=shape.name, columns=strange)
    for name, kind in expected.items():
        if frame.schema[name] != kind:
            raise UsageError(
                "column_of_wrong_type",
                fact=shape.name,
                column=name,
                expected=str(kind),
                found=str(frame.schema[name]),
            )


def _check_values(stored: pl.DataFrame, shape: Shape) -> None:
    for column in shape.columns:
        values = stored[column.name]
        if column.required and values.null_count():
            raise UsageError("values_missing", fact=shape.name, column=column.name, count=values.null_count())
        if column.choices:
            allowed = [*column.choices, "", None] if not column.required else column.choices
            strange = values.filter(~values.is_in(allowed, nulls_equal=True))
        elif _is_text(column):
            strange = values.filter(values.str.contains("\0", literal=True))
        else:
            continue
        if len(strange):
            raise UsageError("value_of_wrong_kind", fact=shape.name, column=column.name, value=strange[0])
    shared = stored.filter(stored.select(shape.key).is_duplicated())
    if len(shared):
        raise UsageError("rows_share_a_key", fact=shape.name, row=row_name(shape, shared.row(0, named=True)))


def row_name(shape: Shape, values: Any) -> str:
    """The address of a row: that of its figures, without the column."""
    parts = (values[name] for name in shape.key)
    empty = ("", None, *EMPTY_KEY.values())
    return "/".join([shape.name, *("-" if part in empty else str(part) for part in parts)])


def row_names(frame: pl.DataFrame, shape: Shape) -> pl.Series:
    """The addresses of many rows as shown."""
    return frame.select(shape.row_address()).to_series()


def read_rows(
    connection: Connection, table: Table, names: tuple[str, ...], condition: ColumnElement[bool]
) -> pl.DataFrame:
    """Chosen columns of chosen rows, as stored."""
    columns = [table.c[name] for name in names]
    kinds = {c.name: _type(c) for c in columns}
    simpler = _ON_DISK[connection.dialect.name]
    on_disk = {name: simpler.get(kind, kind) for name, kind in kinds.items()}
    result = connection.execute(select(*columns).where(condition))
    frames = [pl.DataFrame(schema=on_disk)]
    try:
        while rows := result.cursor.fetchmany(ROWS_AT_A_TIME):
            frames.append(pl.DataFrame(rows, schema=on_disk, orient="row"))
    finally:
        result.close()
    read = pl.concat(frames)
    return read.with_columns(_from_disk(read[name], kind) for name, kind in kinds.items())


def write_rows(connection: Connection, table: Table, rows: pl.DataFrame, revision: int) -> None:
    """Add rows, as stored, that are in force from the revision on."""
    rows = rows.with_columns(pl.lit(revision).alias("from_revision"))
    for part in rows.iter_slices(ROWS_AT_A_TIME):
        write_part(connection, table, part)


def close_rows(connection: Connection, table: Table, row_ids: Iterable[int], revision: int) -> None:
    """End rows that are no longer in force; they stay readable as of earlier revisions."""
    ids = list(row_ids)
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(ids)).table_valued("value").c.value
    else:
        listed = func.unnest(literal(ids, ARRAY(BigInteger))).column_valued()
    ended = table.c.row_id.in_(select(listed))
    connection.execute(update(table).where(ended).values(to_revision=revision))


_ON_DISK: dict[str, dict[Any, Any]] = {
    "sqlite": {pl.Date: pl.String, pl.Boolean: pl.Int64},
    "postgresql": {},
}
"""Types that a database hands out as something simpler."""


def _type(column: Any) -> Any:
    python = column.type.python_type
    return pl.Int64 if python is int else pl.DataType.from_python(python)


def _from_disk(values: pl.Series, kind: Any) -> pl.Series:
    if values.dtype == kind:
        return values
    return values.str.to_date("%Y-%m-%d") if kind == pl.Date else values.cast(kind)


def write_part(connection: Connection, table: Table, part: pl.DataFrame) -> None:
    """Add some rows the quickest way the database knows."""
    if connection.dialect.name == "sqlite":
        dated = part.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"))
        statement = insert(table).compile(connection, column_keys=dated.columns)
        connection.exec_driver_sql(str(statement), dated.select(statement.positiontup or ()).rows())
        return
    quote = connection.dialect.identifier_preparer
    columns = ", ".join(map(quote.quote, part.columns))
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {quote.format_table(table)} ({columns}) FROM STDIN") as copy:
        for row in part.iter_rows():
            copy.write_row(row)
    cursor.close()


def count_rows_anew(connection: Connection, tables: Iterable[Table]) -> None:
    """Let PostgreSQL see how many rows have come: until then it looks them up as if there were few."""
    if connection.dialect.name == "postgresql":
        quote = connection.dialect.identifier_preparer
        for table in tables:
            connection.execute(text(f"ANALYZE {quote.format_table(table)}"))
