"""Tables as CSV and Excel: a fact as it is read in again, or a table of a page."""

import csv
import io
from typing import Any

import polars as pl

from rodtrad.core.formula_guard import guarded, guarded_column
from rodtrad.core.measurement import GRAINS_PER_ONE, UNITS
from rodtrad.core.numbers import in_unit
from rodtrad.core.shape import Column, Kind, Language, Shape
from rodtrad.reports.tree import Cell, TableBlock

_FINEST = 10_000
_WIDEST = 60
_NARROWEST = 8
_SHEET_NAME = 31
_MEASURED_ROWS = 200
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def fact_csv(frame: pl.DataFrame, shape: Shape) -> str:
    """A fact's rows as `rodtrad read` takes them in again: numbers in their unit of print, exact.

    Texts a spreadsheet would run as formulas get a mark, which `rodtrad read` takes off.
    """
    return frame.select(_as_written(c, shape) for c in shape.columns).write_csv()


def _as_written(column: Column, shape: Shape) -> pl.Expr:
    """A column as text: numbers with as many decimals as they need, at most four."""
    value = pl.col(column.name)
    if column.kind == Kind.TEXT:
        return guarded_column(value.cast(pl.String)).alias(column.name)
    if column.kind not in (Kind.AMOUNT, Kind.QUANTITY):
        return value.cast(pl.String)
    grains: pl.Expr = pl.lit(GRAINS_PER_ONE)
    if column.unit:
        grains = pl.lit(UNITS[column.unit].grains)
    elif column in shape.figures:
        sizes = {code: unit.grains for code, unit in UNITS.items()}
        grains = pl.col("printed_unit").replace_strict(sizes, return_dtype=pl.Int64)
    whole = value.abs() // grains
    part = (value.abs() % grains) * _FINEST // grains
    decimals = pl.concat_str([pl.lit("."), part.cast(pl.String).str.zfill(4)]).str.strip_chars_end("0")
    sign = pl.when(value < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    shown = pl.concat_str(
        [sign, whole.cast(pl.String), pl.when(part > 0).then(decimals).otherwise(pl.lit(""))]
    )
    return pl.when(value.is_not_null()).then(shown).alias(column.name)


def table_csv(table: TableBlock) -> str:
    """A page's table: headings, then values as numbers where they are numbers."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([column.heading for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_value(cell) for cell in row.cells])
    return written.getvalue()


def _value(cell: Cell) -> str | float:
    """What a spreadsheet calculates with: the value, or the text; nothing for a dash."""
    if cell.value is not None:
        return int(cell.value) if cell.value == int(cell.value) else round(cell.value, 6)
    return "" if cell.text == "–" else cell.text


def _csv_value(cell: Cell) -> str | float:
    """A value of a CSV file, which spreadsheets read formulas from: a text is kept from being one."""
    value = _value(cell)
    return guarded(value) if isinstance(value, str) else value


def table_xlsx(table: TableBlock) -> bytes:
    """A page's table as an Excel workbook, with the caption and note above it."""
    rows = [[_value(cell) for cell in row.cells] for row in table.rows]
    totals = [row.total for row in table.rows]
    headings = [column.heading for column in table.columns]
    return _workbook(table.caption, table.note, headings, rows, totals)


def fact_xlsx(frame: pl.DataFrame, shape: Shape, language: Language) -> bytes:
    """A fact's rows as an Excel workbook, with the headings of its shape and numbers in their unit."""
    headings = list(shape.headings(language).values())
    rows = [[_cell(c, shape, row) for c in shape.columns] for row in frame.iter_rows(named=True)]
    return _workbook(shape.label_in(language), "", headings, rows, [])


def _cell(column: Column, shape: Shape, row: dict[str, Any]) -> Any:
    value = row[column.name]
    if value is None:
        return ""
    if column.kind in (Kind.AMOUNT, Kind.QUANTITY):
        unit = column.unit or (row["printed_unit"] if column in shape.figures else "antall")
        return in_unit(value, unit)
    return value


def _workbook(title: str, note: str, headings: list[str], rows: list[list[Any]], totals: list[bool]) -> bytes:
    """One sheet: title, note, and a table with a filter and fixed headings. No text becomes a formula."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(sheet_name(title))
    strong = book.add_format({"bold": True})
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, title, strong)
    sheet.write_string(1, 0, note)
    for at, text in enumerate(headings):
        sheet.write_string(3, at, text, heading)
        sheet.set_column(at, at, column_width(text, [row[at] for row in rows[:_MEASURED_ROWS]]))
    quoted = book.add_format({"quote_prefix": True})
    for down, row in enumerate(rows, 4):
        total = strong if down - 4 < len(totals) and totals[down - 4] else None
        for at, value in enumerate(row):
            look = quoted if isinstance(value, str) and is_dangerous(value) else total
            _write(sheet, down, at, value, day if hasattr(value, "isoformat") else look)
    sheet.freeze_panes(4, 1)
    sheet.autofilter(3, 0, max(3, 3 + len(rows)), max(0, len(headings) - 1))
    book.close()
    return made.getvalue()


def _write(sheet: Any, down: int, at: int, value: Any, look: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(down, at, value, look)
    elif isinstance(value, int | float):
        sheet.write_number(down, at, value, look)
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(down, at, value, look)
    elif value != "":
        sheet.write_string(down, at, str(value), look)


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could take a text for a formula when somebody goes through the cell."""
    return text.startswith(_DANGEROUS)


def column_width(heading: str, values: list[Any]) -> int:
    """How wide a column is, in letters."""
    longest = max((len(str(v)) for v in values), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, len(heading) // 2) + 2))


def sheet_name(title: str) -> str:
    """A name Excel accepts: without the signs it reserves, and short enough."""
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip("' ")
    return kept[:_SHEET_NAME] or "1"
