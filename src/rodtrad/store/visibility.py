"""Which rows a reader may see, asked of the database: see `models/sight.py` for the rule."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, RowMapping, and_, exists, or_, select

from rodtrad.core.errors import AccessError
from rodtrad.core.roles import Drafts
from rodtrad.core.shape import Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.models.sight import (
    EVERYTHING,
    OF_THEIR_DOCUMENT,
    Landscape,
    Sight,
    Units,
    document_column,
    hidden_documents,
    limit_of,
    owning_column,
    parent_column,
)
from rodtrad.store.rows import as_shown, read_rows, row_names
from rodtrad.store.tables import TABLES, in_force


def sight_of(
    connection: Connection, visible: Units | None, as_of: int | None = None, *, drafts: Drafts = Drafts.ALL
) -> Sight:
    """What somebody may see of the book; see `Landscape.sight`."""
    if visible is None and drafts is Drafts.ALL:
        return EVERYTHING
    names = ("unit", "document", "working_document", "budget_proposal")
    unit, document, work, budget = (TABLES[name] for name in names)
    units = select(unit.c.key, unit.c.parent).where(in_force(unit, as_of))
    documents = select(document.c.key, document.c.unit).where(in_force(document, as_of))
    written = select(work.c.document, work.c.unit, work.c.state).where(in_force(work, as_of))
    stages = select(budget.c.document, budget.c.stage).where(in_force(budget, as_of))
    land = Landscape(
        {row.key: row.parent for row in connection.execute(units)},
        {row.key: row.unit for row in connection.execute(documents)},
        {row.document: (row.unit, row.state) for row in connection.execute(written)},
        {row.document: row.stage for row in connection.execute(stages)},
    )
    return land.sight(visible, drafts=drafts)


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


def rows_of(shape: Shape, sight: Sight) -> ColumnElement[bool] | None:
    """The condition that a row is shown; None when all rows are."""
    conditions = []
    table, document, hidden = TABLES[shape.name], document_column(shape), hidden_documents(shape, sight)
    if document is not None and hidden:
        conditions.append(or_(table.c[document].is_(None), table.c[document].not_in(sorted(hidden))))
    limit = limit_of(shape, sight)
    if limit is not None:
        owning = table.c[limit.column]
        conditions.append(or_(owning.is_(None), owning == "", owning.in_(sorted(limit.units))))
    return and_(*conditions) if conditions else None


def inherited_rows(shape: Shape, sight: Sight) -> ColumnElement[bool] | None:
    """The condition that the row a row inherits its unit from is, or has been, shown; None for others."""
    inherits = parent_column(shape)
    if sight.units is None or inherits is None:
        return None
    column, parent = inherits
    above, table, own = SHAPES[parent], TABLES[parent], TABLES[shape.name]
    same = [table.c[k] == own.c[column if k == above.key[-1] else k] for k in above.key]
    limit = rows_of(above, sight)
    return exists().where(*same, *([] if limit is None else [limit]))


def check_owner(shape: Shape, values: Mapping[Any, Any], sight: Sight) -> None:
    """Raise AccessError when a row, or values for it, are not shown, as far as its own columns tell."""
    document = values.get(document_column(shape))
    if document in hidden_documents(shape, sight):
        raise AccessError("document_hidden", document=document)
    limit = limit_of(shape, sight)
    unit = values.get(limit.column) if limit else None
    if limit and unit and unit not in limit.units:
        raise AccessError("unit_hidden", unit=unit)


def is_owner_shown(shape: Shape, values: Mapping[Any, Any], sight: Sight) -> bool:
    """Whether a row is shown, as far as its own columns tell."""
    try:
        check_owner(shape, values, sight)
    except AccessError:
        return False
    return True


def check_shown(connection: Connection, shape: Shape, values: Mapping[Any, Any], sight: Sight) -> None:
    """Raise AccessError when a row, or what it inherits its unit from, is not shown.

    As when reading, a row is hidden when what it inherits from is not there.
    """
    check_owner(shape, values, sight)
    inherits = parent_column(shape)
    if sight.units is None or inherits is None:
        return
    row = row_above(connection, shape, values)
    if row is None:
        raise AccessError("unit_hidden", unit=values[inherits[0]])
    check_owner(SHAPES[inherits[1]], row, sight)


def row_above(connection: Connection, shape: Shape, values: Mapping[Any, Any]) -> RowMapping | None:
    """The row that a row inherits its unit from; None where there is none."""
    inherits = parent_column(shape)
    if inherits is None:
        return None
    column, parent = inherits
    above, table = SHAPES[parent], TABLES[parent]
    same = (table.c[k] == values[column if k == above.key[-1] else k] for k in above.key)
    return connection.execute(select(table).where(in_force(table, None), *same)).mappings().first()


def owner_of(connection: Connection, shape: Shape, values: Mapping[Any, Any]) -> str | None:
    """The unit a row belongs to, its own or that of what it inherits from; None where it belongs to none."""
    name = owning_column(shape)
    if name is not None:
        return values[name] or None
    row = row_above(connection, shape, values)
    inherits = parent_column(shape)
    if row is None or inherits is None:
        return None
    return row[owning_column(SHAPES[inherits[1]]) or ""] or None


def seen_readings(
    connection: Connection, readings: pl.DataFrame, sight: Sight, as_of: int | None
) -> pl.DataFrame:
    """The readings without those of rows that are hidden, or that no row answers for."""
    hidden = sorted(sight.foreign | sight.closed)
    readings = readings.filter(~pl.col("document").is_in(sorted(sight.closed)))
    if sight.units is None:
        return readings
    named = readings.with_columns(
        fact=pl.col("address").str.extract(r"^([^/]*)"),
        row=pl.col("address").str.replace(r"/[^/]*$", ""),
    )
    owned = [s for s in SHAPES.values() if owning_column(s) and s.name not in OF_THEIR_DOCUMENT]
    allowed = pl.concat(_seen_rows(connection, shape, sight.units, as_of) for shape in owned)
    is_owned = pl.col("fact").is_in([shape.name for shape in owned])
    free = named.filter(~is_owned, ~pl.col("document").is_in(hidden))
    shown = named.join(allowed.to_frame("row"), on="row", how="semi")
    return pl.concat([free, shown]).select(readings.columns)


def _seen_rows(connection: Connection, shape: Shape, units: Units, as_of: int | None) -> pl.Series:
    """Addresses of the rows that are shown, unless a hidden row has the same address."""
    table, owner = TABLES[shape.name], owning_column(shape) or ""
    names = tuple(dict.fromkeys([*shape.key, owner]))
    rows = as_shown(read_rows(connection, table, names, in_force(table, as_of)), shape)
    shown = rows[owner].fill_null("").is_in(["", *units])
    addresses = row_names(rows, shape)
    hidden = addresses.filter(~shown)
    return addresses.filter(shown & ~addresses.is_in(hidden.implode())).alias("row")
