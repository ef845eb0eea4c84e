"""Which rows a reader may see: those of the units shown to them, and of all units below."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, or_, select

from rodtrad.core.errors import AccessError
from rodtrad.core.shape import Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.store.rows import as_shown, read_rows, row_names
from rodtrad.store.tables import TABLES, in_force

Units = frozenset[str]
_OWNING = ("unit", "owner", "receiver", "provider")


def owning_column(shape: Shape) -> str | None:
    """The column that names the unit a row belongs to; None for facts that everyone sees."""
    for column in shape.columns:
        if column.refers == "unit.key" and column.name in _OWNING:
            return column.name
    return None


def parent_column(shape: Shape) -> tuple[str, str] | None:
    """The column and fact a row inherits its unit from, for facts that name no unit themselves.

    An indicator's values are the indicator's, a measure's effects the measure's.
    """
    if owning_column(shape) is None:
        for column in shape.columns:
            fact = (column.refers or "").split(".")[0]
            if column.key and fact in SHAPES and fact != "document" and owning_column(SHAPES[fact]):
                return column.name, fact
    return None


def without_orphans(facts: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The facts a reader sees, less rows that inherit a unit whose own row is hidden."""
    seen = dict(facts)
    for name, frame in facts.items():
        inherits = parent_column(SHAPES[name])
        if inherits:
            column, parent = inherits
            key = SHAPES[parent].key
            same = {k: column if k == key[-1] else k for k in key}
            above = facts[parent].select(pl.col(k).alias(n) for k, n in same.items())
            seen[name] = frame.join(above, on=list(same.values()), how="semi", maintain_order="left")
    return seen


def readings_with_rows(readings: pl.DataFrame, facts: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The readings without those of rows that inherit a hidden unit."""
    inheriting = [shape for shape in SHAPES.values() if parent_column(shape)]
    row = pl.col("address").str.replace(r"/[^/]*$", "").alias("row")
    fact = pl.col("address").str.extract(r"^([^/]*)")
    named = readings.with_columns(row)
    ours = fact.is_in([shape.name for shape in inheriting])
    shown = pl.concat(row_names(facts[shape.name], shape).alias("row") for shape in inheriting).to_frame()
    kept = pl.concat([named.filter(~ours), named.filter(ours).join(shown, on="row", how="semi")])
    return kept.select(readings.columns)


def with_units_below(connection: Connection, units: Units, as_of: int | None = None) -> Units:
    """The units and every unit that is part of one of them, at any depth."""
    table = TABLES["unit"]
    parts: dict[str, list[str]] = defaultdict(list)
    for key, parent in connection.execute(select(table.c.key, table.c.parent).where(in_force(table, as_of))):
        parts[parent].append(key)
    seen: set[str] = set()
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in seen:
            seen.add(unit)
            waiting += parts[unit]
    return frozenset(seen)


def rows_of(shape: Shape, units: Units) -> ColumnElement[bool] | None:
    """The condition that a row belongs to one of the units or to none; None when all may see it."""
    name = owning_column(shape)
    if name is None:
        return None
    owner = TABLES[shape.name].c[name]
    return or_(owner.is_(None), owner == "", owner.in_(sorted(units)))


def check_owner(shape: Shape, values: Mapping[Any, Any], units: Units | None) -> None:
    """Raise AccessError when a row, or values for it, belong to a unit that is not shown."""
    unit = values.get(owning_column(shape))
    if units is not None and unit and unit not in units:
        raise AccessError("unit_hidden", unit=unit)


def check_shown(connection: Connection, shape: Shape, values: Mapping[Any, Any], units: Units | None) -> None:
    """Raise AccessError when a row, or what it inherits its unit from, belongs to a hidden unit.

    As when reading, a row is hidden when what it inherits from is not there.
    """
    check_owner(shape, values, units)
    inherits = parent_column(shape)
    if units is None or inherits is None:
        return
    column, parent = inherits
    above, table = SHAPES[parent], TABLES[parent]
    same = (table.c[k] == values[column if k == above.key[-1] else k] for k in above.key)
    row = connection.execute(select(table).where(in_force(table, None), *same)).mappings().first()
    if row is None:
        raise AccessError("unit_hidden", unit=values[column])
    check_owner(above, row, units)


def seen_readings(
    connection: Connection, readings: pl.DataFrame, units: Units, as_of: int | None
) -> pl.DataFrame:
    """The readings without those of rows that are hidden, or that no row answers for."""
    named = readings.with_columns(
        fact=pl.col("address").str.extract(r"^([^/]*)"),
        row=pl.col("address").str.replace(r"/[^/]*$", ""),
    )
    owned = [shape for shape in SHAPES.values() if owning_column(shape)]
    allowed = pl.concat(_seen_rows(connection, shape, units, as_of) for shape in owned)
    free = named.filter(~pl.col("fact").is_in([shape.name for shape in owned]))
    return pl.concat([free, named.join(allowed.to_frame("row"), on="row", how="semi")]).select(
        readings.columns
    )


def _seen_rows(connection: Connection, shape: Shape, units: Units, as_of: int | None) -> pl.Series:
    """Addresses of the rows that are shown, unless a hidden row has the same address."""
    table, owner = TABLES[shape.name], owning_column(shape) or ""
    names = tuple(dict.fromkeys([*shape.key, owner]))
    rows = as_shown(read_rows(connection, table, names, in_force(table, as_of)), shape)
    shown = rows[owner].fill_null("").is_in(["", *units])
    addresses = row_names(rows, shape)
    hidden = addresses.filter(~shown)
    return addresses.filter(shown & ~addresses.is_in(hidden.implode())).alias("row")
