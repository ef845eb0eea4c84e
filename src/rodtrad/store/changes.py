"""Changes that people make by hand: what they say, and what a column can hold."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import LARGEST_GRAINS
from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.store.revisions import shape_of
from rodtrad.store.rows import row_name

_PYTHON: dict[Kind, type] = {
    Kind.TEXT: str,
    Kind.CHOICE: str,
    Kind.INTEGER: int,
    Kind.AMOUNT: int,
    Kind.QUANTITY: int,
    Kind.DATE: date,
    Kind.BOOLEAN: bool,
}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row to be added, changed or removed.

    key               which row; optional parts may be left out
    values            new values by column, as stored; None removes the row
    expected_version  the version that was shown; None when the row is not there and is to be added
    """

    fact: str
    key: Mapping[str, Any]
    values: Mapping[str, Any] | None
    expected_version: int | None

    @property
    def address(self) -> str:
        """The address of the row."""
        shape = shape_of(self.fact)
        return row_name(shape, {name: self.key.get(name) for name in shape.key})


def checked_changes(changes: Iterable[RowChange]) -> list[RowChange]:
    """The changes with whole keys and values as stored; a row to be added has all its columns.

    raises  UsageError  a column, a key or a value cannot be used, or a row is named twice
    """
    checked = [_checked(change) for change in changes]
    named: set[str] = set()
    for change in checked:
        address = change.address
        if address in named:
            raise UsageError("row_named_twice", row=address)
        named.add(address)
    return checked


def _checked(change: RowChange) -> RowChange:
    shape, added = shape_of(change.fact), change.expected_version is None
    key = _checked_key(shape, change.key, added=added)
    address = row_name(shape, key)
    if change.values is None:
        if added:
            raise UsageError("row_missing", fact=shape.name, row=address)
        return RowChange(shape.name, key, None, change.expected_version)
    given = dict(change.values)
    if added:
        given = {c.name: None for c in shape.columns if not c.key} | given
    values = {name: _checked_value(shape, name, value, address) for name, value in given.items()}
    return RowChange(shape.name, key, values, change.expected_version)


def _checked_key(shape: Shape, key: Mapping[str, Any], *, added: bool) -> dict[str, Any]:
    """Every part of the key, None where it is empty; a new row's parts can stand in an address."""
    for name in key:
        if name not in shape.key:
            raise UsageError("column_not_in_key", fact=shape.name, column=name)
    whole = {name: key.get(name) if key.get(name) != "" else None for name in shape.key}
    for name, value in whole.items():
        told = {"fact": shape.name, "column": name, "value": value}
        if value is None:
            if shape[name].required:
                raise UsageError("key_incomplete", fact=shape.name, column=name)
            continue
        if not _fits(shape[name], value):
            raise UsageError("value_of_wrong_kind", **told)
        if isinstance(value, str):
            whole[name] = str(value)
            if added and not stands_in_address(value):
                raise UsageError("key_part_unusable", **told)
    return whole


def stands_in_address(part: str) -> bool:
    """True when a part of a key can be told from its neighbours, and from no part at all."""
    stands_for_another = part in ("-", ".", "..") or "/" in part or "%" in part
    return not stands_for_another and part == part.strip() and part.isprintable()


def _checked_value(shape: Shape, name: str, value: Any, address: str) -> Any:
    """The value as stored; raises UsageError when the column cannot hold it."""
    told = {"fact": shape.name, "column": name, "row": address}
    if name not in shape.names():
        raise UsageError("fact_has_no_column", **told)
    column = shape[name]
    if column.key:
        raise UsageError("key_cannot_be_edited", **told)
    if value is None or (value == "" and not column.required):
        if column.required:
            raise UsageError("value_required", **told)
        return None
    if column.kind in (Kind.AMOUNT, Kind.QUANTITY) and isinstance(value, int) and abs(value) > LARGEST_GRAINS:
        raise UsageError("sum_too_large", row=address, label=column.label)
    if not _fits(column, value):
        raise UsageError("value_of_wrong_kind", **told, value=value)
    return str(value) if isinstance(value, str) else value


def _fits(column: Column, value: Any) -> bool:
    if not isinstance(value, _PYTHON[column.kind]):
        return False
    match value:
        case bool():
            return column.kind is Kind.BOOLEAN
        case int():
            low, high = column.between or (-(2**63), 2**63 - 1)
            return low <= value <= high
        case str() if column.choices:
            return value in column.choices
        case str():
            return _storable(value) and bool(re.fullmatch(column.pattern or "(?s:.*)", value))
    return not isinstance(value, datetime)


def _storable(text: str) -> bool:
    """Both databases can hold it: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
