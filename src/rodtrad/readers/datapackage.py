"""Read a data package (Frictionless) whose resources are facts; write its description.

This half opens files; `readers/tidy.py` decides what they say.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from rodtrad.core.errors import InputError, Problem
from rodtrad.core.formula_guard import unguarded_column
from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.readers.tidy import READING_SCHEMA, broken_references, left_behind, tidy

DESCRIPTION = "datapackage.json"
_TABLE_TYPE = {
    Kind.TEXT: "string",
    Kind.CHOICE: "string",
    Kind.INTEGER: "integer",
    Kind.AMOUNT: "number",
    Kind.QUANTITY: "number",
    Kind.DATE: "date",
    Kind.BOOLEAN: "boolean",
}


@dataclass(frozen=True, slots=True)
class Package:
    """Facts and readings of a whole package, checked."""

    title: str
    facts: dict[str, pl.DataFrame]
    readings: pl.DataFrame


def read_package(folder: Path, known: Facts | None = None, *, adds: bool = False) -> Package:
    """Read every resource of a data package.

    known   what the book already holds, for references to facts the package does not bring
    adds    whether the package is added to the book, so that it may point to rows of the same facts there
    raises  InputError with every problem found; nothing is half read
    """
    description = _description(folder)
    facts: dict[str, pl.DataFrame] = {}
    readings: list[pl.DataFrame] = [pl.DataFrame(schema=READING_SCHEMA)]
    problems: list[Problem] = []
    files: dict[str, str] = {}
    for resource in description["resources"]:
        wrong = _resource_fault(folder, resource, facts)
        if wrong:
            problems.append(wrong)
            continue
        name, path = resource["name"], resource["path"]
        try:
            text, lines = _text_of(folder / path)
            tidied = tidy(_as_meant(text, SHAPES[name]), SHAPES[name], path, lines)
        except InputError as error:
            problems += error.problems
            continue
        facts[name], files[name] = tidied.facts, path
        readings.append(tidied.readings)
        problems += tidied.problems
    if not problems and adds:
        problems = broken_references(_beside(facts, known or {}), known or {}, SHAPES, files)
    elif not problems:
        problems = broken_references(facts, known or {}, SHAPES, files)
        problems += left_behind(facts, known or {}, SHAPES, files)
    if problems:
        raise InputError(problems)
    return Package(description.get("title", folder.name), facts, pl.concat(readings))


def _beside(facts: Facts, known: Facts) -> dict[str, pl.DataFrame]:
    """The rows of a package, each fact's followed by those the book has with other keys."""
    made = {}
    for name, rows in facts.items():
        held = known.get(name, rows.clear())
        others = held.join(rows, on=SHAPES[name].key, how="anti", nulls_equal=True, maintain_order="left")
        made[name] = pl.concat([rows, others.select(rows.columns)])
    return made


def _description(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTION
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found.get("resources"), list):
            raise TypeError
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        raise InputError([Problem("description_missing", str(path))]) from None
    except (UnicodeDecodeError, json.JSONDecodeError, AttributeError, TypeError) as error:
        line = getattr(error, "lineno", None)
        raise InputError([Problem("description_unreadable", str(path), line)]) from None
    return dict(found)


def _resource_fault(folder: Path, resource: object, facts: Facts) -> Problem | None:
    told = resource if isinstance(resource, dict) else {}
    name, path = told.get("name"), told.get("path")
    if not isinstance(name, str) or not isinstance(path, str) or "\0" in path:
        return Problem(
            "resource_unreadable", DESCRIPTION, value=json.dumps(resource, ensure_ascii=False)[:80]
        )
    if name not in SHAPES:
        return Problem("fact_unknown", DESCRIPTION, value=name, hint=", ".join(SHAPES))
    if name in facts:
        return Problem("resource_twice", DESCRIPTION, value=name)
    if not (folder / path).resolve().is_relative_to(folder.resolve()):
        return Problem("path_outside", DESCRIPTION, value=path)
    try:
        there = (folder / path).is_file()
    except OSError:
        there = False
    return None if there else Problem("file_missing", path[:80] or DESCRIPTION, value=name)


def _text_of(path: Path) -> tuple[pl.DataFrame, pl.Series | None]:
    """A CSV file as text, and the lines its rows begin on where a cell holds a line break.

    Anything else is refused with what it seems to be.
    """
    with path.open("rb") as file:
        head = file.read(4)
    kind = {b"PK\x03\x04": "Excel, Word, zip", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "Excel, Word"}.get(head)
    if kind or b"\x00" in head:
        raise InputError([Problem("not_a_csv", path.name, hint=kind or "binary")])
    try:
        lines = _lines_of(path)
        text = pl.read_csv(path, infer_schema=False)
    except pl.exceptions.NoDataError:
        raise InputError([Problem("file_empty", path.name)]) from None
    except pl.exceptions.PolarsError:
        raise InputError([_csv_fault(path)]) from None
    if _has_line_breaks(lines):
        return text, _first_lines(path)
    _check_lengths(lines, path.name)
    return text, None


def _as_meant(text: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """The texts without the mark that keeps spreadsheets from running them."""
    names = [c.name for c in shape.columns if c.kind == Kind.TEXT and c.name in text.columns]
    return text.with_columns(unguarded_column(pl.col(name)).alias(name) for name in names)


def _lines_of(path: Path) -> pl.Series:
    """The file's lines, unparsed."""
    raw = pl.read_csv(
        path, has_header=False, separator="\x01", quote_char=None, infer_schema=False, new_columns=["line"]
    )
    return raw["line"].fill_null("")


def _has_line_breaks(lines: pl.Series) -> bool:
    """True when a quote is left open at the end of a line."""
    return bool((lines.str.count_matches('"', literal=True) % 2 == 1).any())


def _check_lengths(lines: pl.Series, file: str) -> None:
    """Refuse a row with another number of fields than the heading; without this it is filled with nothing."""
    if ";" in lines[0] and "," not in lines[0]:
        raise InputError([Problem("semicolons", file, 1)])
    fields = lines.str.replace_all(r'"[^"]*"', "").str.count_matches(",", literal=True) + 1
    wrong = (fields != fields[0]) & (lines != "")
    places = wrong.arg_true()
    if len(places):
        raise InputError(
            [
                Problem("row_length", file, i + 1, None, str(fields[i]), str(fields[0]))
                for i in places.to_list()
            ]
        )


def _first_lines(path: Path) -> pl.Series:
    """The line every row begins on: one by one, so only for files with line breaks in cells."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        length = len(next(rows))
        starts, problems = [rows.line_num + 1], []
        for row in rows:
            if len(row) != length:
                wrong = Problem("row_length", path.name, starts[-1], None, str(len(row)), str(length))
                problems.append(wrong)
            starts.append(rows.line_num + 1)
    if problems:
        raise InputError(problems)
    return pl.Series(starts[:-1], dtype=pl.UInt32)


def _csv_fault(path: Path) -> Problem:
    """Find the line that makes a CSV file unreadable."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem("not_utf8", path.name, error.object[: error.start].count(b"\n") + 1)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        length = len(next(rows))
        for row in rows:
            if len(row) != length:
                return Problem("row_length", path.name, rows.line_num, None, str(len(row)), str(length))
    except csv.Error as error:
        return Problem("row_unreadable", path.name, rows.line_num, None, str(error))
    odd = next((i for i, line in enumerate(text.split("\n"), 1) if line.count('"') % 2), None)
    return Problem("row_unreadable", path.name, odd, None, '"')


def describe(name: str, title: str, facts: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """The description of a package, derived from the shapes."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "resources": [_resource(SHAPES[fact]) for fact in SHAPES if fact in facts],
    }


def _resource(shape: Shape) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(c) for c in shape.columns], "primaryKey": list(shape.key)}
    refers = [c for c in shape.columns if c.refers]
    if refers:
        schema["foreignKeys"] = [_foreign_key(c) for c in refers]
    return {
        "name": shape.name,
        "path": f"{shape.name}.csv",
        "profile": "tabular-data-resource",
        "title": shape.label,
        "description": shape.meaning.splitlines()[0],
        "schema": schema,
    }


def _foreign_key(column: Column) -> dict[str, Any]:
    resource, field = (column.refers or "").split(".")
    return {"fields": column.name, "reference": {"resource": resource, "fields": field}}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TABLE_TYPE[column.kind],
        "title": column.label,
        "description": column.meaning,
    }
    if column.unit:
        field["unit"] = column.unit
    if constraints:
        field["constraints"] = constraints
    return field
