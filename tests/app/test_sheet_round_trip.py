"""Whatever a book holds, a table that is taken out and in again changes nothing."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheet_samples import asking, small_book, taken_out

from rodtrad.app import books
from rodtrad.app.sheet_cells import CellReader, is_same
from rodtrad.app.sheet_import import preview_of
from rodtrad.core.measurement import LARGEST_GRAINS
from rodtrad.core.shape import Column, Kind
from rodtrad.models.concepts import SHAPES
from rodtrad.publish.workbook import workbook_of
from rodtrad.readers.open_workbook import open_workbook
from rodtrad.readers.workbook import find_table
from rodtrad.reports.sheets import LONGEST_TEXT, WorkSheet, choices_in, sheet_columns

SOFFICE = shutil.which("soffice")
CALC = Path("/usr/lib/libreoffice/program/libsclo.so")


@pytest.fixture(scope="module")
def oslo(tmp_path_factory: pytest.TempPathFactory):
    place = tmp_path_factory.mktemp("oslo-sheets") / "book"
    books.read_into(place, "oslo", by="Ansatt", why="test")
    with asking(place) as ask:
        yield ask()


@pytest.mark.parametrize("fact", sorted(SHAPES))
def test_every_table_of_the_oslo_book(oslo, fact):
    preview = preview_of(oslo, taken_out(oslo, fact))
    assert (preview.problems, preview.notes, preview.differences.count) == ((), (), 0)
    assert preview.differences.unchanged == oslo.telling.facts[fact].height


def values(column: Column) -> st.SearchStrategy:
    """What a column can hold in a book."""
    text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
    whole = st.integers(*(column.between or (-(10**15), 10**15)))
    kinds = {
        Kind.TEXT: text
        | st.sampled_from(["=1+1", "+x", "-1", "@a", "'", "_x0041_", " a ", "a\r\nb", "1,5", "#N/A"]),
        Kind.INTEGER: whole,
        Kind.AMOUNT: st.integers(-LARGEST_GRAINS, LARGEST_GRAINS) | st.integers(-1000, 1000),
        Kind.QUANTITY: st.integers(-LARGEST_GRAINS, LARGEST_GRAINS) | st.integers(-1000, 1000),
        Kind.DATE: st.dates(date(2, 1, 1), date(9999, 12, 31)),
        Kind.BOOLEAN: st.booleans(),
    }
    chosen = st.sampled_from(column.choices) if column.choices else kinds[column.kind]
    return chosen if column.required else st.none() | chosen


@pytest.mark.parametrize(
    "fact", ["budget_line", "passage", "measure_card", "risk", "follow_up", "key_figure", "rate"]
)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(chosen=st.data())
def test_any_value_that_a_book_can_hold(small, fact, chosen):
    """Each cell is read as the value it was written from; the key of a row is not looked at here."""
    shape = SHAPES[fact]
    rows = [chosen.draw(st.fixed_dictionaries({c.name: values(c) for c in shape.columns})) for _ in range(3)]
    frame = pl.DataFrame(rows, schema=shape.polars_schema(), orient="row")
    lists = {c.name: found for c in sheet_columns(shape) if (found := choices_in(small.telling, shape, c))}
    sheet = WorkSheet(small.telling, shape, frame, lists, 1)
    table = find_table(open_workbook(workbook_of(sheet)), shape, whole_key=True)
    reader = CellReader(shape, table, "no", {name: (each,) for name, each in lists.items()})
    read = dict(table.rows)
    for number, row in enumerate(frame.iter_rows(named=True), 5):
        got = reader.values(number, read.get(number, ()), row)
        assert reader.problems == []
        assert {name: value for name, value in (got or {}).items() if value != row[name]} == {}
        for name, place in table.places.items():
            cells = read.get(number, ())
            assert is_same(cells[place] if place < len(cells) else None, sheet.cell(shape[name], row)), name


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory):
    with asking(small_book(tmp_path_factory.mktemp("small") / "book")) as ask:
        yield ask()


def test_a_text_longer_than_a_cell_holds_is_not_cut_in_the_book(small):
    """A cell holds 32 767 signs; the rest of the text is kept while nobody writes in the cell."""
    shape = SHAPES["passage"]
    row = {"document": "d", "key": "k", "part": "other", "position": 0, "text": "x" * (LONGEST_TEXT + 5_000)}
    frame = pl.DataFrame([row], schema=shape.polars_schema(), orient="row")
    content = workbook_of(WorkSheet(small.telling, shape, frame, {}, 1))
    table = find_table(open_workbook(content), shape, whole_key=True)
    [(number, cells)] = table.rows
    read = CellReader(shape, table, "no", {}).values(number, cells, frame.row(0, named=True))
    assert read
    assert read["text"] == row["text"]


@pytest.mark.skipif(
    not SOFFICE or not CALC.exists(), reason="LibreOffice Calc is not installed: only it is not tried"
)
@pytest.mark.parametrize("fact", ["budget_line", "assumption"])
def test_a_table_saved_by_libreoffice_changes_nothing(oslo, fact, tmp_path):
    source, target = tmp_path / f"{fact}.xlsx", tmp_path / "saved"
    source.write_bytes(taken_out(oslo, fact))
    command = [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(target), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    preview = preview_of(oslo, (target / source.name).read_bytes())
    assert (preview.problems, preview.differences.count) == ((), 0)
    assert preview.differences.unchanged == oslo.telling.facts[fact].height
