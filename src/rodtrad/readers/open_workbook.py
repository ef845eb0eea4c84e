"""Open an Excel workbook that somebody has sent us, without trusting it.

A workbook is a zip archive of XML. Before the library that reads cells sees it, every part is unpacked to a
limit, looked through, and packed anew: a small file that unpacks to a huge one, a cell far away that would
make the library set aside room for all between, macros and document types never reach it.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rodtrad.core.errors import UsageError

MOST_BYTES = 20 * 1024 * 1024
"""Of the file as it is sent."""
MOST_UNPACKED = 256 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
_MOST_PARTS = 1_000
_AT_A_TIME = 1024 * 1024
_OLD_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Excel's older files begin, and files with a password."""
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{1,4})([0-9]{1,10})\s*["']""")
_ROW = re.compile(rb"<(?:[A-Za-z0-9_]+:)?row[\s>/]")
_ROW_NUMBER = re.compile(rb"""<(?:[A-Za-z0-9_]+:)?row\b[^>]*?\sr\s*=\s*["']\s*([0-9]{1,10})""")
_HIDDEN_SIGN = re.compile(rb"""\sr\s*=\s*(?:"[^"]*&|'[^']*&)""")
_FORMULA = re.compile(
    rb"""<(?:[A-Za-z0-9_]+:)?c\b[^>]*?\sr\s*=\s*["']([A-Za-z]+[0-9]+)["'][^>]*>\s*<(?:[A-Za-z0-9_]+:)?f[\s>/]"""
)
_ERROR = re.compile(
    rb"""<(?:[A-Za-z0-9_]+:)?c\b(?=[^>]*\st\s*=\s*["']e["'])[^>]*?\sr\s*=\s*["']([A-Za-z]+[0-9]+)["']"""
)
_MERGED = re.compile(rb"""<(?:[A-Za-z0-9_]+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Za-z0-9:]{1,30})["']""")
_ANY_FORMULA = re.compile(rb"<(?:[A-Za-z0-9_]+:)?f[\s>/]")
_MOST_SHOWN = 1_000

CellRead = str | float | bool | date | None
"""What a cell holds, as the file has it; a text that is empty is nothing."""


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet of a workbook: its cells from the first row and column on.

    about  what is odd in it
    """

    name: str
    cells: tuple[tuple[CellRead, ...], ...]
    about: "Oddities"
    is_visible: bool


@dataclass(frozen=True, slots=True)
class Oddities:
    """Places of a sheet where a cell is no plain value (avvik i arket).

    formulas  cells with formulas; a question mark where the place is not told
    errors    cells that show an error
    merged    stretches of cells made one
    """

    formulas: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


def open_workbook(content: bytes) -> tuple[SheetRead, ...]:
    """The sheets of a workbook.

    raises  UsageError  it is no workbook without macros and password, or larger than we take
    """
    if len(content) > MOST_BYTES:
        raise UsageError("workbook_too_large", most=MOST_BYTES // 1024 // 1024)
    if content.startswith(_OLD_FILE):
        raise UsageError("workbook_locked" if _PASSWORD in content else "workbook_old")
    try:
        parts = _unpacked(content)
        about = {name: _looked_through(text) for name, text in parts.items() if _is_sheet(name)}
        return _read(_packed(parts), _sheet_parts(parts), about)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise UsageError("workbook_damaged") from None


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Every part of the archive that holds XML, as long as they are no larger than we take together."""
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise _too_many()
        if any(entry.flag_bits & 1 for entry in entries):
            raise UsageError("workbook_locked")
        for entry in entries:
            if _is_macro(entry.filename):
                raise UsageError("workbook_macros")
            if entry.filename.endswith((".xml", ".rels")):
                parts[entry.filename] = _part(archive, entry, left)
                left -= len(parts[entry.filename])
    if "[Content_Types].xml" not in parts or not any(_is_sheet(name) for name in parts):
        raise UsageError("workbook_damaged")
    if b"macroEnabled" in parts["[Content_Types].xml"] or b"vbaProject" in parts["[Content_Types].xml"]:
        raise UsageError("workbook_macros")
    return parts


def _is_macro(name: str) -> bool:
    return "vbaproject" in name.lower() or "macrosheets/" in name.lower()


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """One part, unpacked to a limit whatever the archive says of its size."""
    text = bytearray()
    with archive.open(entry) as part:
        while some := part.read(_AT_A_TIME):
            text += some
            if len(text) > left:
                raise _too_many()
    if b"\0" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise UsageError("workbook_damaged")
    return bytes(text)


def _too_many() -> UsageError:
    return UsageError("workbook_too_many_rows", rows=MOST_ROWS, columns=MOST_COLUMNS)


def _looked_through(text: bytes) -> Oddities:
    """What is odd in a sheet; raises UsageError when a cell lies further out than we take."""
    if _HIDDEN_SIGN.search(text):
        raise UsageError("workbook_damaged")
    rows = sum(1 for _ in _ROW.finditer(text))
    last_row = max((int(found[1]) for found in _ROW_NUMBER.finditer(text)), default=0)
    if max(rows, last_row) > MOST_ROWS + 1_000:
        raise _too_many()
    for found in _REFERENCE.finditer(text):
        if int(found[2]) > MOST_ROWS + 1_000 or _column_number(found[1]) > MOST_COLUMNS:
            raise _too_many()
    named, errors, merged = (_places(pattern, text) for pattern in (_FORMULA, _ERROR, _MERGED))
    hidden = sum(1 for _ in _ANY_FORMULA.finditer(text)) - len(named)
    return Oddities(
        tuple([*named, *["?"] * hidden][:_MOST_SHOWN]), errors[:_MOST_SHOWN], merged[:_MOST_SHOWN]
    )


def _places(pattern: re.Pattern[bytes], text: bytes) -> tuple[str, ...]:
    return tuple(found[1].decode("ascii").upper() for found in pattern.finditer(text))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return made.getvalue()


_SHEET = re.compile(rb"<(?:[A-Za-z0-9_]+:)?sheet\s[^>]*>")
_ATTRIBUTE = re.compile(rb"""([A-Za-z:]+)\s*=\s*["']([^"']*)["']""")
_RELATION = re.compile(rb"<(?:[A-Za-z0-9_]+:)?Relationship\s[^>]*>")


def _sheet_parts(parts: dict[str, bytes]) -> list[str]:
    """The part of each sheet, in the order of the workbook; empty where it cannot be told."""
    targets = {}
    for found in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        told = dict(_ATTRIBUTE.findall(found))
        target = told.get(b"Target", b"").decode("utf-8", "replace")
        targets[told.get(b"Id", b"")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    ordered = []
    for found in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        told = dict(_ATTRIBUTE.findall(found))
        ordered.append(targets.get(next((v for k, v in told.items() if k.endswith(b":id")), b""), ""))
    return ordered


def _read(content: bytes, sheet_parts: list[str], about: dict[str, Oddities]) -> tuple[SheetRead, ...]:
    """The sheets as the library reads them."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, ZipError

    sheets = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for at, told in enumerate(workbook.sheets_metadata):
                if told.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_name(told.name)
                cells = tuple(_rows(sheet.to_python(skip_empty_area=False)))
                part = sheet_parts[at] if at < len(sheet_parts) else ""
                visible = told.visible is SheetVisibleEnum.Visible
                sheets.append(SheetRead(told.name, cells, about.get(part, Oddities()), visible))
    except (CalamineError, ZipError):
        raise UsageError("workbook_damaged") from None
    return tuple(sheets)


def _rows(cells: list[list[Any]]) -> Iterator[tuple[CellRead, ...]]:
    for row in cells:
        yield tuple(_cell(value) for value in row)


def _cell(value: Any) -> CellRead:
    if value == "":
        return None
    if isinstance(value, datetime):
        return value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value
    if isinstance(value, str | bool | int | float | date):
        return value
    return str(value)


def place_of_cell(row: int, column: int) -> str:
    """A cell as spreadsheets name it: `B7` for row 6 and column 1, counted from nought."""
    letters = ""
    while column >= 0:
        letters, column = chr(65 + column % 26) + letters, column // 26 - 1
    return f"{letters}{row + 1}"
