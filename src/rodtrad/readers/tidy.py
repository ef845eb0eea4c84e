"""The pure half of the data-package reader: rows of text become facts, readings and problems.

No file is opened here. Every fault is named with file, line and column; nothing is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from rodtrad.core.errors import Problem
from rodtrad.core.measurement import LARGEST_GRAINS, UNITS
from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.core.shape import shape as shape_of
from rodtrad.core.source import Reading

_LINE = "#line"
_NUMBER = r"^-?[0-9]+(\.[0-9]{1,4})?$"
_DATE = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f]"
_THOUSANDS = r"^-?[0-9]+,[0-9]{3}$"

_MOST_PROBLEMS = 1_000
"""Faults told of one column: enough to see the pattern, few enough for any file."""

READING_SCHEMA = pl.Schema(shape_of(Reading).polars_schema())
"""What a reader gives for every figure beside the fact."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """What one file gave: facts in the fact's shape, the readings behind them, and the faults."""

    facts: pl.DataFrame
    readings: pl.DataFrame
    problems: list[Problem]


def tidy(text: pl.DataFrame, shape: Shape, file: str, lines: pl.Series | None = None) -> Tidied:
    """Turn a frame of text, one column per heading, into a fact's frame.

    text     all columns String, as they stand in the file
    lines    line each row begins on; row i is line i + 2 when not given
    returns  facts whose figures are whole grains; rows with faults are reported, not repaired
    """
    problems = _wrong_headings(text.columns, shape, file)
    if problems:
        return Tidied(shape.empty(), pl.DataFrame(schema=READING_SCHEMA), problems)
    cells = [pl.col(name).str.strip_chars().replace("", None) for name in shape.names()]
    rows = text.select(cells).with_row_index(_LINE, offset=2)
    if lines is not None:
        rows = rows.with_columns(lines.alias(_LINE))
    for column in shape.columns:
        problems += _faults(rows, column, file)
    problems = problems or _sizes(rows, shape, file)
    problems += _key_faults(rows, shape, file)
    if problems:
        return Tidied(shape.empty(), pl.DataFrame(schema=READING_SCHEMA), problems)
    facts = rows.select(_value(column, shape).alias(column.name) for column in shape.columns)
    return Tidied(facts.cast(pl.Schema(shape.polars_schema())), _readings(rows, shape), [])


def _wrong_headings(found: list[str], shape: Shape, file: str) -> list[Problem]:
    wanted = set(shape.names())
    missing = [
        Problem("column_missing", file, 1, name, hint=", ".join(found[:8]))
        for name in shape.names()
        if name not in found
    ]
    unknown = [
        Problem("column_unknown", file, 1, name, hint=", ".join(shape.names()))
        for name in found
        if name not in wanted
    ]
    return missing + unknown


def _number_text(name: str) -> pl.Expr:
    """The text of a number with spaces, comma and true minus made plain."""
    return (
        pl.col(name)
        .str.replace_all(r"[\s\u00a0\u202f\u2009]", "")
        .str.replace("\u2212", "-", literal=True)
        .str.replace(",", ".", literal=True)
    )


def _is_wrong(column: Column) -> tuple[str, pl.Expr, str]:
    """Message, test and hint for a value that cannot be of the column's kind."""
    value = pl.col(column.name)
    match column.kind:
        case Kind.QUANTITY if column.between and column.unit:
            low, high = (end / UNITS[column.unit].grains for end in column.between)
            known = _number_text(column.name).cast(pl.Float64, strict=False)
            outside = ~known.is_between(low, high).fill_null(value=False)
            return "number_out_of_range", outside, f"{low:g} – {high:g}"
        case Kind.AMOUNT | Kind.QUANTITY:
            unsure = value.str.contains(_THOUSANDS)
            return "not_a_number", unsure | ~_number_text(column.name).str.contains(_NUMBER), "1234.5"
        case Kind.INTEGER if column.between:
            low, high = column.between
            number = value.str.to_integer(strict=False)
            return (
                "number_out_of_range",
                ~number.is_between(low, high).fill_null(value=False),
                f"{low} – {high}",
            )
        case Kind.INTEGER:
            return "not_an_integer", ~value.str.contains(r"^-?[0-9]{1,15}$"), "2026"
        case Kind.DATE:
            unreal = value.str.to_date("%Y-%m-%d", strict=False).is_null()
            return "not_a_date", unreal | ~value.str.contains(_DATE), "2026-05-15"
        case Kind.BOOLEAN:
            return "not_true_or_false", ~value.is_in(["true", "false"]), "true, false"
        case Kind.CHOICE:
            return "not_a_choice", ~value.is_in(column.choices), ", ".join(column.choices)
        case _ if column.name == "printed_unit":
            return "unit_unknown", ~value.is_in(list(UNITS)), ", ".join(UNITS)
        case _ if column.pattern:
            return "not_a_season", ~value.str.contains(f"^{column.pattern}$"), "2026-autumn"
        case _ if column.key and column.name != "address":
            return "key_with_slash", value.str.contains("/", literal=True), "-"
        case _:
            return "", pl.lit(value=False), ""


def _faults(rows: pl.DataFrame, column: Column, file: str) -> list[Problem]:
    message, wrong, hint = _is_wrong(column)
    found: list[Problem] = []
    if column.required:
        found += _listed(rows.filter(pl.col(column.name).is_null()), "value_missing", column, file, "")
    given = rows.filter(pl.col(column.name).is_not_null())
    unseen = given.filter(pl.col(column.name).str.contains(_CONTROL))
    found += _listed(unseen, "control_character", column, file, "")
    return found + _listed(given.filter(wrong), message, column, file, hint)


def _listed(bad: pl.DataFrame, message: str, column: Column, file: str, hint: str) -> list[Problem]:
    return [
        Problem(message, file, line, column.name, value, hint)
        for line, value in bad.select(_LINE, column.name).head(_MOST_PROBLEMS).iter_rows()
    ]


def _key_faults(rows: pl.DataFrame, shape: Shape, file: str) -> list[Problem]:
    twice = rows.filter(pl.struct(shape.key).is_duplicated())
    again = twice.filter(~pl.struct(shape.key).is_first_distinct())
    return [
        Problem(
            "key_duplicate",
            file,
            row[_LINE],
            ", ".join(shape.key),
            " / ".join(str(row[k] or "-") for k in shape.key),
        )
        for row in again.iter_rows(named=True)
    ]


def _grains_per_unit(column: Column) -> pl.Expr:
    """How many grains one printed unit is: the column's own unit, or the row's."""
    if column.unit:
        return pl.lit(UNITS[column.unit].grains)
    return pl.col("printed_unit").replace_strict(
        {code: unit.grains for code, unit in UNITS.items()}, return_dtype=pl.Int64
    )


def _ten_thousandths(name: str) -> pl.Expr:
    """The number as whole ten-thousandths of its unit, exact."""
    parts = _number_text(name).str.strip_prefix("-").str.split_exact(".", 1)
    whole = parts.struct.field("field_0").cast(pl.Int64)
    part = parts.struct.field("field_1").fill_null("0").str.pad_end(4, "0").cast(pl.Int64)
    sign = pl.when(_number_text(name).str.starts_with("-")).then(-1).otherwise(1)
    return sign * (whole * 10_000 + part)


def _value(column: Column, shape: Shape) -> pl.Expr:
    match column.kind:
        case Kind.AMOUNT | Kind.QUANTITY if column.unit or "printed_unit" in shape.names():
            # Whole and part are scaled apart: billions of kroner times grains would not fit.
            fine = _ten_thousandths(column.name)
            grains = _grains_per_unit(column)
            whole = (fine.abs() // 10_000) * grains + (fine.abs() % 10_000) * grains // 10_000
            return fine.sign() * whole
        case Kind.AMOUNT | Kind.QUANTITY:
            return _ten_thousandths(column.name)
        case Kind.INTEGER:
            return pl.col(column.name).cast(pl.Int64)
        case Kind.DATE:
            return pl.col(column.name).str.to_date("%Y-%m-%d")
        case Kind.BOOLEAN:
            return pl.col(column.name) == "true"
        case _:
            return pl.col(column.name)


def _sizes(rows: pl.DataFrame, shape: Shape, file: str) -> list[Problem]:
    """Numbers too large or too fine to be kept as whole grains are refused, never rounded."""
    found: list[Problem] = []
    for column in (c for c in shape.columns if c.kind in (Kind.AMOUNT, Kind.QUANTITY)):
        grains = _number_text(column.name).cast(pl.Float64).abs() * _grains_per_unit(column)
        large = rows.filter(grains > LARGEST_GRAINS)
        found += _listed(large, "number_too_large", column, file, "")
        kept = rows.join(large.select(_LINE), on=_LINE, how="anti")
        remainder = (_ten_thousandths(column.name).abs() % 10_000) * _grains_per_unit(column) % 10_000
        found += _listed(kept.filter(remainder != 0), "number_too_fine", column, file, "")
    return found


def _readings(rows: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """What the page says, for every figure of every row."""
    line = pl.col("line").cast(pl.Int64) if "line" in shape.names() else pl.lit(None, pl.Int64)
    document = pl.col("document") if "document" in shape.names() else pl.lit(None, pl.String)
    frames = [
        rows.filter(pl.col(column.name).is_not_null()).select(
            shape.address(column.name),
            pl.col(column.name).alias("text"),
            document.alias("document"),
            line.alias("line"),
        )
        for column in shape.figures
    ]
    return pl.concat(frames) if frames else pl.DataFrame(schema=READING_SCHEMA)


def broken_references(
    facts: Mapping[str, pl.DataFrame],
    known: Mapping[str, pl.DataFrame],
    shapes: Mapping[str, Shape],
    files: Mapping[str, str],
) -> list[Problem]:
    """Values that must exist elsewhere and do not.

    facts are being loaded; known is what the book holds of facts that are not being loaded.
    """
    problems: list[Problem] = []
    for name, frame in facts.items():
        for column in shapes[name].columns:
            if not column.refers:
                continue
            target, target_column = column.refers.split(".")
            there = facts.get(target, known.get(target, shapes[target].empty()))
            bad = (
                frame.with_row_index(_LINE, offset=2)
                .filter(pl.col(column.name).is_not_null())
                .join(there.select(pl.col(target_column).alias(column.name)), on=column.name, how="anti")
            )
            hint = ", ".join(there[target_column].head(8).to_list())
            file = files.get(name, name)
            if hint:
                problems += _listed(bad, "reference_broken", column, file, hint)
            else:
                problems += _listed(bad, "reference_to_nothing", column, file, "")
    return problems


def left_behind(
    facts: Mapping[str, pl.DataFrame],
    known: Mapping[str, pl.DataFrame],
    shapes: Mapping[str, Shape],
    files: Mapping[str, str],
) -> list[Problem]:
    """Rows the book keeps that would point to what a load removes."""
    problems: list[Problem] = []
    for name, frame in known.items():
        for column in () if name in facts else shapes[name].columns:
            target, _, target_column = (column.refers or "").partition(".")
            if target not in facts:
                continue
            there = facts[target].select(pl.col(target_column).alias(column.name))
            kept = frame.filter(pl.col(column.name).is_not_null())
            for value in kept.join(there, on=column.name, how="anti")[column.name].unique().sort():
                hint = f"{name}.{column.name}"
                file = files.get(target, target)
                problems.append(Problem("left_without_reference", file, None, target_column, value, hint))
    return problems
