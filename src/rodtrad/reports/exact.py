"""A value of a row in full, for lists of what has changed: nothing is rounded away."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import with_unit
from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.reports.rows import column_cell
from rodtrad.reports.sheets import unit_of
from rodtrad.reports.telling import Telling

_MOST_DECIMALS = 12


def exact_text(telling: Telling, shape: Shape, column: Column, row: Mapping[str, Any] | None) -> str:
    """A value with its unit and all its decimals, or as a page shows it; empty where there is none."""
    value = None if row is None else row.get(column.name)
    if row is None or value is None or value == "":
        return ""
    if column.kind not in (Kind.AMOUNT, Kind.QUANTITY):
        return column_cell(telling, shape, column, dict(row)).text
    unit = unit_of(shape, column, row)
    if unit not in UNITS:
        return str(value)
    exact = Decimal(value) / UNITS[unit].grains
    exponent = exact.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return with_unit(float(exact), unit, min(decimals, _MOST_DECIMALS), telling.language)
