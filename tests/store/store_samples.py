"""Invented rows for the tests of the store."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.models.concepts import SHAPES

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
STAMP: dict[str, Any] = {"by": "Ansatt", "at": NOW, "why": "test"}

UNIT_ROW = {
    "key": "by",
    "kind": "municipality",
    "parent": None,
    "number": None,
    "statistics_code": None,
    "valid_from": None,
    "valid_to": None,
    "successor": None,
    "label": "Byen",
    "label_en": "The city",
}
LINE_ROW = {
    "document": "budsjett-2026",
    "table": "1",
    "unit": "by",
    "chapter": None,
    "area": None,
    "function": None,
    "project": None,
    "account_group": "drift",
    "year": 2026,
    "version": "adopted",
    "amount": 100_00,
    "printed_unit": "1000 kr",
    "decimals": 0,
    "line": 1,
}


def frame(fact: str, *rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SHAPES[fact].polars_schema(), orient="row")


def units(*rows: dict[str, Any]) -> pl.DataFrame:
    return frame("unit", *(UNIT_ROW | row for row in rows))


def lines(*rows: dict[str, Any]) -> pl.DataFrame:
    return frame("budget_line", *(LINE_ROW | row for row in rows))


def many_lines(count: int, amount: int = 0) -> pl.DataFrame:
    return lines(*({"project": f"P{number}", "amount": amount} for number in range(count)))


def line_key(**parts: Any) -> dict[str, Any]:
    row = LINE_ROW | parts
    return {name: row[name] for name in SHAPES["budget_line"].key}


def readings(*addresses: str) -> pl.DataFrame:
    schema = {"address": pl.String, "text": pl.String, "document": pl.String, "line": pl.Int64}
    return pl.DataFrame([(a, "1 204,3", "budsjett-2026", 7) for a in addresses], schema=schema, orient="row")


def every_kind_of_row(shape: Shape) -> pl.DataFrame:
    """Two rows with every column filled, and two with every optional column empty."""
    rows = [
        {c.name: _value(c, number) if c.required or number < 2 else None for c in shape.columns}
        for number in range(4)
    ]
    return pl.DataFrame(rows, schema=shape.polars_schema(), orient="row")


def _value(column: Column, number: int) -> Any:
    texts = ["æøå \\N \\. 'x' \"y\"\n\tz", "\\N", "-", "å;,|"]
    values: dict[Kind, Any] = {
        Kind.TEXT: f"{texts[number]}" if number else f"{texts[0]} {column.name}",
        Kind.INTEGER: number - 1,
        Kind.AMOUNT: -(10**17) + number,
        Kind.QUANTITY: 10**15 + number,
        Kind.DATE: date(1814 + 100 * number, 5, 17),
        Kind.BOOLEAN: number % 2 == 0,
    }
    return column.choices[number % len(column.choices)] if column.choices else values[column.kind]
