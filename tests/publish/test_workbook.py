"""A workbook to be worked in, as another program reads it: locks, lists, numbers and what is hidden."""

import io
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from rodtrad.app import books
from rodtrad.app.open_book import OpenBook
from rodtrad.models.concepts import SHAPES
from rodtrad.publish.sheets import fact_xlsx, is_dangerous, table_csv, table_xlsx
from rodtrad.publish.workbook import workbook_of
from rodtrad.reports.sheets import work_sheet
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, table_row


@pytest.fixture(scope="module")
def telling(tmp_path_factory):
    place = tmp_path_factory.mktemp("oslo-workbook") / "book"
    books.read_into(place, "oslo", by="Ansatt", why="test")
    with OpenBook(place) as book:
        yield book.edition().telling


def opened(telling, fact: str, language="no", **chosen: str):
    return load_workbook(io.BytesIO(workbook_of(work_sheet(telling(language), fact, 7, **chosen))))


@pytest.fixture(scope="module")
def effects(telling):
    return opened(telling, "measure_effect", document="sector-review-set")


def test_headings_tell_the_unit_that_all_rows_share(telling, effects):
    headings = [cell.value for cell in effects.worksheets[0][4]]
    assert headings[:4] == ["Dokument", "Tiltak", "År", "Effekt (kroner)"]
    english = opened(telling, "measure_effect", "en", document="sector-review-set").worksheets[0]
    assert english["D4"].value.endswith("(NOK)")


def test_keys_are_locked_and_values_and_new_rows_are_open(effects):
    page = effects.worksheets[0]
    assert page.protection.sheet
    assert not page.protection.password
    assert [page.cell(5, at).protection.locked for at in range(1, 6)] == [True, True, True, False, False]
    assert [page.column_dimensions[name].protection.locked for name in "ABCDE"] == [False] * 5
    assert page["A4"].protection.locked


def test_rows_can_be_filtered_and_headings_stay_in_sight(effects):
    page = effects.worksheets[0]
    assert page.freeze_panes == "B5"
    assert page.auto_filter.ref.startswith("A4:")
    assert not page.protection.autoFilter


def test_numbers_are_in_the_unit_of_their_row(effects):
    """`measure_effect.csv`: VEL1 in 2027 is 8 000 000 kroner, without decimals."""
    page = effects.worksheets[0]
    row = next(r for r in page.iter_rows(min_row=5) if r[1].value == "VEL1" and r[2].value == 2027)
    assert row[3].value == 8_000_000
    assert row[3].number_format == '#,##0" kr"'


def test_lists_show_the_words_people_read(telling):
    book = opened(telling, "budget_line")
    page, lists = book.worksheets[0], book["_valg"]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    version = rules["J5:J1048576"]
    assert (version.type, version.errorStyle or "stop") == ("list", "stop")
    shown = [cell.value for cell in lists["J"] if cell.value]
    assert shown[:3] == ["Regnskap", "Budsjettforslag", "Vedtatt budsjett"]
    assert version.formula1 == f"'_valg'!$J$1:$J${len(shown)}"
    units = [cell.value for cell in lists["C"] if cell.value]
    assert "Velferdsetaten (VEL)" in units
    assert rules["F5:F1048576"].errorStyle == "information"


def test_whole_numbers_and_dates_have_bounds(telling):
    rules = {
        str(rule.sqref): rule
        for rule in opened(telling, "budget_line").worksheets[0].data_validations.dataValidation
    }
    year = rules["I5:I1048576"]
    assert (year.type, year.formula1, year.formula2) == ("whole", "1800", "2200")
    assert rules["K5:K1048576"].type == "decimal"
    dates = opened(telling, "assignment").worksheets[0].data_validations.dataValidation
    assert "date" in {rule.type for rule in dates}


def test_what_is_hidden_tells_where_the_rows_are_from(telling, effects):
    hidden = effects["_rodtrad"]
    told = {hidden.cell(row, 1).value: hidden.cell(row, 2).value or "" for row in range(1, 8)}
    assert told == {
        "rodtrad": "1", "fact": "measure_effect", "revision": "7", "language": "no",
        "document": "sector-review-set", "unit": "", "rows": "85",
    }  # fmt: skip
    addresses = [cell.value for cell in hidden["A"][20:]]
    assert len(addresses) == 85
    assert "measure_effect/sector-review-set/VEL1/2027" in addresses
    assert hidden.sheet_state == "veryHidden"


def test_a_choice_the_table_has_no_column_for_is_left_out(telling):
    sheet = work_sheet(telling("no"), "code", 1, unit="VEL")
    assert (sheet.unit, sheet.rows.height) == ("", telling("no").facts["code"].height)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_export_can_become_a_formula(text):
    """The text is kept whole; Excel is told that it is a text, also when somebody goes through the cell."""
    block = TableBlock("Tabell", (TableColumn("Navn"),), (table_row(Cell(text)),), name="t")
    page = load_workbook(io.BytesIO(table_xlsx(block))).worksheets[0]
    assert page["A5"].data_type == "s"
    assert page["A5"].quotePrefix
    assert is_dangerous(text)
    assert f"'{text.strip()}" in table_csv(block) or f"'{text}" in table_csv(block)


def test_numbers_of_a_page_are_numbers_in_its_csv():
    block = TableBlock(
        "Tabell", (TableColumn("Tall", number=True),), (table_row(Cell("−5", -5.0)),), name="t"
    )
    assert table_csv(block).splitlines() == ["Tall", "-5"]


def test_the_plain_export_of_a_table_is_quoted_too(telling):
    shape = SHAPES["unit"]
    frame = telling("no").facts["unit"].head(1).with_columns(label=pl.lit("=1"))
    page = load_workbook(io.BytesIO(fact_xlsx(frame, shape, "no"))).worksheets[0]
    at = list(shape.names()).index("label") + 1
    assert (page.cell(5, at).value, page.cell(5, at).quotePrefix) == ("=1", True)


def test_the_workbook_is_written_to_be_read_by_excel(tmp_path: Path, effects):
    """No name of a sheet is longer than Excel takes, and no message longer than it shows."""
    for rule in effects.worksheets[0].data_validations.dataValidation:
        assert len(rule.error) <= 255
        assert len(rule.errorTitle) <= 32
    assert all(len(name) <= 31 for name in effects.sheetnames)
