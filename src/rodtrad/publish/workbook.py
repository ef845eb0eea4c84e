"""A workbook to be worked in: locked keys, lists to choose from, and a hidden sheet of where it is from."""

import io
from datetime import date
from typing import Any

from rodtrad.core.measurement import UNITS
from rodtrad.core.shape import Column, Kind
from rodtrad.models.rights import is_fixed
from rodtrad.publish.sheets import column_width, is_dangerous, sheet_name
from rodtrad.reports.sheets import FORMAT, HIDDEN_SHEET, LIST_SHEET, CellValue, WorkSheet, unit_of

HEADING_ROW = 3
FIRST_ROW = 4
_LAST_ROW = 1_048_575
_MEASURED_ROWS = 200
_ADDRESS_ROW = 20
_WHOLE = 9_000_000_000_000_000
_MONEY = 90_000_000_000_000
_DAYS = (date(1900, 3, 1), date(9999, 12, 31))
_OPEN_TO = {
    "sort": True,
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "delete_rows": True,
}
"""What can be done in a locked sheet; the lock has no password."""


def workbook_of(sheet: WorkSheet) -> bytes:
    """The sheet as an Excel workbook. Cells with keys are locked, new rows at the bottom are open."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made, options) as book:
        _Writer(book, sheet).write()
    return made.getvalue()


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Any, sheet: WorkSheet) -> None:
        self._book = book
        self._told = sheet
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._page = book.add_worksheet(sheet_name(sheet.shape.label_in(sheet.telling.language)))
        self._lists = book.add_worksheet(LIST_SHEET)
        self._hidden = book.add_worksheet(HIDDEN_SHEET)

    def write(self) -> None:
        """The three sheets."""
        self._write_page()
        self._write_hidden()
        for page in (self._lists, self._hidden):
            page.protect()
            page.very_hidden()

    def _look(self, **settings: Any) -> Any:
        """A cell's look; each is made once."""
        name = tuple(sorted(settings.items()))
        if name not in self._looks:
            self._looks[name] = self._book.add_format(settings)
        return self._looks[name]

    def _write_page(self) -> None:
        told, page, say = self._told, self._page, self._told.telling.say
        columns, headings, rows = told.columns, told.headings(), list(told.cells())
        page.write_string(0, 0, told.shape.label_in(told.telling.language), self._look(bold=True))
        page.write_string(1, 0, say("sheet_how_to"))
        heading = self._look(bold=True, bottom=1, text_wrap=True, valign="top")
        for at, (column, text) in enumerate(zip(columns, headings, strict=True)):
            page.write_string(HEADING_ROW, at, text, heading)
            width = column_width(text, [row[at] for row in rows[:_MEASURED_ROWS]])
            page.set_column(at, at, width, self._look(locked=False, num_format=_new_format(column)))
            self._write_choices(at, column)
        for down, (row, cells) in enumerate(zip(told.rows.iter_rows(named=True), rows, strict=True)):
            for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                self._write_cell(FIRST_ROW + down, at, cell, self._cell_look(column, row, cell))
        page.freeze_panes(FIRST_ROW, 1)
        page.autofilter(HEADING_ROW, 0, max(HEADING_ROW, HEADING_ROW + len(rows)), len(columns) - 1)
        page.protect("", _OPEN_TO)

    def _cell_look(self, column: Column, row: dict[str, Any], cell: CellValue) -> Any:
        settings: dict[str, Any] = {"num_format": _number_format(self._told, column, row)}
        settings |= {"bg_color": "#EDEFF2"} if is_fixed(self._told.shape, column) else {"locked": False}
        if isinstance(cell, str) and is_dangerous(cell):
            settings["quote_prefix"] = True
        return self._look(**settings)

    def _write_cell(self, down: int, at: int, cell: CellValue, look: Any) -> None:
        page = self._page
        if cell is None:
            page.write_blank(down, at, None, look)
        elif isinstance(cell, bool):
            page.write_boolean(down, at, cell, look)
        elif isinstance(cell, int | float):
            page.write_number(down, at, cell, look)
        elif isinstance(cell, date):
            page.write_datetime(down, at, cell, look)
        else:
            page.write_string(down, at, cell, look)

    def _write_choices(self, at: int, column: Column) -> None:
        """What can be written in a column, also in rows that are not there yet."""
        rule = self._list_rule(at, column) or _rule(column)
        if rule:
            say = self._told.telling.say
            closed = column.name not in self._told.lists or self._told.lists[column.name].is_closed
            rule |= {
                "ignore_blank": True,
                "error_title": say("sheet_refused_title"),
                "error_message": say("sheet_refused_text"),
                "error_type": "stop" if closed else "information",
            }
            self._page.data_validation(FIRST_ROW, at, _LAST_ROW, at, rule)

    def _list_rule(self, at: int, column: Column) -> dict[str, Any]:
        choices = self._told.lists.get(column.name)
        if choices is None or not choices.shown:
            return {}
        for down, text in enumerate(choices.shown.values()):
            self._lists.write_string(down, at, text)
        from xlsxwriter.utility import xl_range_abs

        where = xl_range_abs(0, at, len(choices.shown) - 1, at)
        return {"validate": "list", "source": f"='{LIST_SHEET}'!{where}"}

    def _write_hidden(self) -> None:
        """Where the rows are from, and the address of each."""
        told, page = self._told, self._hidden
        facts = (
            ("rodtrad", FORMAT),
            ("fact", told.shape.name),
            ("revision", told.revision),
            ("language", told.telling.language),
            ("document", told.document),
            ("unit", told.unit),
            ("rows", told.rows.height),
        )
        for down, (name, value) in enumerate(facts):
            page.write_string(down, 0, name)
            page.write_string(down, 1, str(value))
        for down, row in enumerate(told.rows.select(told.shape.key).iter_rows(named=True), _ADDRESS_ROW):
            page.write_string(down, 0, told.shape.address_of(row))


def _number_format(sheet: WorkSheet, column: Column, row: dict[str, Any]) -> str:
    """How a number of a row looks: in its unit, with as many decimals as it was printed with."""
    if column not in sheet.shape.figures:
        return _new_format(column)
    decimals = max(0, row["decimals"]) if row["decimals"] is not None else 0
    unit = unit_of(sheet.shape, column, row)
    number = "0" if unit in ("årstall", "dato") else "#,##0" + ("." + "0" * decimals if decimals else "")
    after = UNITS[unit].symbol_in(sheet.telling.language)
    return f'{number}" {after}"' if after and not column.unit else number


def _new_format(column: Column) -> str:
    """How a column looks in a row that is not there yet."""
    match column.kind:
        case Kind.DATE:
            return "yyyy-mm-dd"
        case Kind.INTEGER:
            return "0"
        case Kind.AMOUNT | Kind.QUANTITY:
            return "General"
        case _:
            return "@"


def _rule(column: Column) -> dict[str, Any]:
    """Which numbers and days can be written in a column; empty for texts."""
    match column.kind:
        case Kind.INTEGER:
            low, high = column.between or (-_WHOLE, _WHOLE)
            return {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
        case Kind.AMOUNT | Kind.QUANTITY:
            return {"validate": "decimal", "criteria": "between", "minimum": -_MONEY, "maximum": _MONEY}
        case Kind.DATE:
            return {"validate": "date", "criteria": "between", "minimum": _DAYS[0], "maximum": _DAYS[1]}
        case _:
            return {}
