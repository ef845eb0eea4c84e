"""A data package is added to a book: accounts come in, what is written there stays. Invented numbers."""

import json
import sys
from pathlib import Path

import polars as pl
import pytest

sys.path += [str(Path(__file__).parents[1] / name) for name in ("models", "checks")]
from reporting_samples import REPORT, lillevik

from rodtrad.app import books
from rodtrad.core.errors import ConflictError, InputError
from rodtrad.models.concepts import SHAPES
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange

DOCUMENT = "accounts-2027-09,accounts,LIL,2027,2027-10-08,,Regnskap september 2027,Accounts September 2027"
ROWS = """
accounts-2027-09,PLE,300,,253,10,2027-M09,regulated,281250,1000 kr,0
accounts-2027-09,PLE,300,,253,10,2027-M09,accounts,285100,1000 kr,0
"""
STAMP = {"by": "Regnskap", "why": "september"}


def package(folder, rows=ROWS, document=DOCUMENT):
    """A package as an accountant would make it: two files and their description."""
    folder.mkdir(exist_ok=True)
    files = {"document": document, "period_amount": rows.strip()}
    for name, text in files.items():
        heading = ",".join(SHAPES[name].names())
        (folder / f"{name}.csv").write_text(f"{heading}\n{text}\n", encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in files]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    return str(folder)


@pytest.fixture
def place(tmp_path):
    """Lillevik, with a forecast that somebody has written."""
    at = {"by": "Saksbehandler", "at": books.now(), "why": "prognose"}
    key = {"document": REPORT, "unit": "PLE", "chapter": "300", "function": "253", "account_group": "10"}
    forecast = {"amount": 37_900_000_000, "printed_unit": "1000 kr", "decimals": 0}
    row = RowChange("period_amount", {**key, "period": "2027-T2", "version": "forecast"}, forecast, None)
    with Book.create(tmp_path / "book") as book:
        book.load(lillevik(), None, by="Ansatt to", at=books.now(), why="invented")
        book.save([row], **at)
    return tmp_path / "book"


def amounts(place):
    with Book.open(place) as book:
        rows = book.facts()["period_amount"]
    return dict(rows.group_by("document").agg(pl.len()).iter_rows())


def test_accounts_are_added_and_what_is_written_stays(place, tmp_path):
    result = books.add_package(place, package(tmp_path / "sept"), **STAMP)
    assert (result.inserted, result.changed, result.removed) == (5, 0, 0), (
        "a document, two rows and a reading of each"
    )
    assert amounts(place) == {"accounts-2027": 11, REPORT: 1, "accounts-2027-09": 2}
    with Book.open(place) as book:
        assert book.facts()["document"].height == 8


def test_the_same_accounts_again_change_nothing_and_corrected_ones_take_their_place(place, tmp_path):
    books.add_package(place, package(tmp_path / "sept"), **STAMP)
    assert books.add_package(place, package(tmp_path / "sept"), **STAMP).revision is None
    corrected = "accounts-2027-09,PLE,300,,253,10,2027-M09,accounts,285000,1000 kr,0"
    result = books.add_package(place, package(tmp_path / "sept", corrected), **STAMP)
    assert (result.inserted, result.changed, result.removed) == (0, 2, 2), "a row and its reading"
    assert amounts(place)["accounts-2027-09"] == 1


def test_without_adding_a_package_would_take_everything_away_and_is_refused(place, tmp_path):
    with pytest.raises((InputError, ConflictError)):
        books.read_into(place, package(tmp_path / "sept"), **STAMP)


def test_accounts_of_a_unit_nobody_knows_are_refused_with_file_and_line(place, tmp_path):
    rows = ROWS.replace("PLE", "XYZ", 1)
    with pytest.raises(InputError) as refused:
        books.add_package(place, package(tmp_path / "sept", rows), **STAMP)
    [problem] = refused.value.problems
    assert (problem.file, problem.line, problem.column, problem.value) == (
        "period_amount.csv", 2, "unit", "XYZ",
    )  # fmt: skip
    assert amounts(place) == {"accounts-2027": 11, REPORT: 1}
