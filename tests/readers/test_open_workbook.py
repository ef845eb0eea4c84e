"""Workbooks that nobody should send are refused with a clear reason, whatever they hold."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from rodtrad.core.errors import UsageError
from rodtrad.readers import open_workbook as opening
from rodtrad.readers.open_workbook import MOST_BYTES, MOST_ROWS, open_workbook, place_of_cell

CELLS = [["Navn", "Tall"], ["a", 1.5], [None, True]]


def made(*sheets: list[list]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        page = book.create_sheet(f"Ark {number}")
        for row in rows:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_parts(content: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The workbook with each part changed, or left out, and more parts added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = change(name, old.read(name))
            if text is not None:
                new.writestr(name, text)
        for name, text in more.items():
            new.writestr(name, text)
    return file.getvalue()


def same(_name: str, text: bytes) -> bytes:
    return text


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, text: text.replace(old, new) if name == "xl/worksheets/sheet1.xml" else text


def refused(content: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        open_workbook(content)


def test_a_workbook_gives_its_sheets_and_cells():
    first, second = open_workbook(made(CELLS, [["x"]]))
    assert (first.name, first.is_visible, first.about) == ("Ark 1", True, opening.Oddities())
    assert first.cells == (("Navn", "Tall"), ("a", 1.5), (None, True))
    assert second.cells == (("x",),)


def test_an_empty_first_row_and_column_are_counted():
    [sheet] = open_workbook(made([[], [None, "B2"]]))
    assert sheet.cells[1][1] == "B2"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "workbook_damaged"),
        (b"Navn;Tall\n1;2\n", "workbook_damaged"),
        (b"%PDF-1.7", "workbook_damaged"),
        (b"PK\x03\x04", "workbook_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook_old"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "workbook_locked"),
        (b"PK" + b"\0" * MOST_BYTES, "workbook_too_large"),
    ],
)
def test_other_files_are_refused(content, message):
    refused(content, message)


def test_a_truncated_or_changed_workbook_is_refused():
    whole = made(CELLS)
    for length in range(0, len(whole), len(whole) // 20):
        refused(whole[:length], "workbook_damaged")


def test_a_zip_archive_of_something_else_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    refused(file.getvalue(), "workbook_damaged")


def test_macros_are_refused():
    refused(with_parts(made(CELLS), same, **{"xl/vbaProject.bin": b"x"}), "workbook_macros")
    refused(with_parts(made(CELLS), same, **{"xl/macrosheets/sheet1.xml": b"<x/>"}), "workbook_macros")

    def as_macro_book(name: str, text: bytes) -> bytes:
        return text.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")

    refused(with_parts(made(CELLS), as_macro_book), "workbook_macros")


def test_a_part_that_unpacks_to_more_than_we_take_is_refused(monkeypatch):
    """Half a megabyte of spaces packs to almost nothing; the limit is lowered so that the test is quick."""
    monkeypatch.setattr(opening, "MOST_UNPACKED", 200_000)
    bomb = with_parts(made(CELLS), same, **{"xl/worksheets/sheet9.xml": b" " * 500_000})
    assert len(bomb) < 20_000
    refused(bomb, "workbook_too_many_rows")


def test_a_part_that_lies_of_its_size_is_refused(monkeypatch):
    """The archive says that the part is small; what is unpacked is counted all the same."""
    monkeypatch.setattr(opening, "MOST_UNPACKED", 200_000)
    bomb = bytearray(with_parts(made(CELLS), same, **{"xl/worksheets/sheet9.xml": b" " * 500_000}))
    told = (500_000).to_bytes(4, "little")
    while told in bomb:
        at = bomb.index(told)
        bomb[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(UsageError):
        open_workbook(bytes(bomb))


def test_more_parts_than_any_workbook_has_are_refused():
    many = {f"xl/x{number}.xml": b"" for number in range(1_001)}
    refused(with_parts(made(CELLS), same, **many), "workbook_too_many_rows")


@pytest.mark.parametrize("place", ["A1048576", "XFD1", "XFD1048576", "A200000", "ZZZ1"])
def test_a_cell_far_away_is_refused_before_room_is_made_for_all_between(place):
    """Two cells at opposite corners would be seventeen thousand million cells."""
    far = f'<row r="1"><c r="{place}" t="n"><v>1</v></c></row></sheetData>'.encode()
    refused(with_parts(made(CELLS), in_sheet(b"</sheetData>", far)), "workbook_too_many_rows")


@pytest.mark.parametrize(
    "cell",
    [
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<x:c r = "XFD1048576"><x:v>1</x:v></x:c>',
        b'<c t="n" r="xfd1048576"/>',
    ],
)
def test_a_cell_far_away_is_found_however_it_is_written(cell):
    refused(
        with_parts(made(CELLS), in_sheet(b"</sheetData>", cell + b"</sheetData>")), "workbook_too_many_rows"
    )


def test_a_place_that_is_written_to_hide_is_refused():
    hidden = b'<row><c r="&#88;FD1048576"><v>1</v></c></row></sheetData>'
    refused(with_parts(made(CELLS), in_sheet(b"</sheetData>", hidden)), "workbook_damaged")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_sheet_in_another_encoding_is_refused(encoding):
    """What we look for would not be found in it."""

    def encoded(name: str, text: bytes) -> bytes:
        return text.decode().encode(encoding) if name == "xl/worksheets/sheet1.xml" else text

    refused(with_parts(made(CELLS), encoded), "workbook_damaged")


def test_document_types_are_refused():
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'

    content = with_parts(
        made(CELLS), lambda n, t: b"<?xml version='1.0'?>" + laughs + t if "sheet1" in n else t
    )
    refused(content, "workbook_damaged")


def test_a_million_rows_are_refused():
    """A row of a sheet can be written without its number, so they are counted too."""
    rows = b"<row/>" * (MOST_ROWS + 2_000) + b"</sheetData>"
    refused(with_parts(made(CELLS), in_sheet(b"</sheetData>", rows)), "workbook_too_many_rows")
    numbered = b'<row r="1000000"><c r="A1000000"><v>1</v></c></row></sheetData>'
    refused(with_parts(made(CELLS), in_sheet(b"</sheetData>", numbered)), "workbook_too_many_rows")


def test_formulas_errors_and_merged_cells_are_told_with_their_places():
    book = Workbook()
    page = book.active
    page.append(["Navn", "=A1", "#N/A"])
    page.merge_cells("A2:B3")
    file = io.BytesIO()
    book.save(file)
    [sheet] = open_workbook(file.getvalue())
    assert sheet.about == opening.Oddities(("B1",), ("C1",), ("A2:B3",))


def test_a_formula_without_a_place_is_told_too():
    cell = b"<row><c><f>1+1</f><v>2</v></c></row></sheetData>"
    [sheet] = open_workbook(with_parts(made(CELLS), in_sheet(b"</sheetData>", cell)))
    assert sheet.about.formulas == ("?",)


def test_hidden_sheets_are_known():
    book = Workbook()
    book.create_sheet("Skjult").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert [sheet.is_visible for sheet in open_workbook(file.getvalue())] == [True, False]


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (6, 25, "Z7"), (6, 26, "AA7"), (0, 701, "ZZ1"), (0, 702, "AAA1")],
)
def test_places_are_named_as_spreadsheets_name_them(row, column, name):
    assert place_of_cell(row, column) == name
