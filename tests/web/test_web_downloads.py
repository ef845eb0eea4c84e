"""What a reader takes home: tables that say what the page says, and can be read in again."""

import csv
import io
import json
import re
import zipfile
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from changed_books import DATA, changed_book
from page_reading import PageRead
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from rodtrad.app.open_book import OpenBook
from rodtrad.core.shape import Kind
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.datapackage import describe, read_package
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
FACTS = sorted(path.stem for path in DATA.glob("*.csv"))
FIRST_ROW = 4
"""Rows above the first in a workbook: title, note, an empty one, headings."""


def sheet(content: bytes) -> list[list]:
    """The cells of a workbook's only sheet, as Excel shows them."""
    [read] = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(read).to_python()


def csv_rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.fixture(scope="module")
def taken_home(client, tmp_path_factory):
    """A data package made of the CSV file of every fact."""
    folder = tmp_path_factory.mktemp("taken-home")
    facts = read_package(DATA).facts
    for fact in facts:
        answer = client.get(f"/{fact}?as=csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert f'filename="{fact}.csv"' in answer.headers["content-disposition"]
        (folder / f"{fact}.csv").write_bytes(answer.content)
    (folder / "datapackage.json").write_text(json.dumps(describe("oslo", "Oslo", facts)), encoding="utf-8")
    return read_package(folder)


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_taken_home_is_the_fact_that_was_read_in(taken_home, fact):
    ours = read_package(DATA).facts[fact]
    theirs = taken_home.facts[fact]
    key = list(SHAPES[fact].key)
    assert ours.height > 0
    assert theirs.columns == ours.columns
    assert theirs.sort(key).equals(ours.sort(key))


def test_a_fact_is_taken_home_as_the_package_has_it(client):
    """The numbers are written in their unit of print, as in the package: 1776290 for 1 776 290 thousand."""
    with (DATA / "budget_change.csv").open(encoding="utf-8") as file:
        ours = {tuple(row.values()) for row in csv.DictReader(file)}
    theirs = {tuple(row.values()) for row in csv_rows(client.get("/budget_change?as=csv"))}
    assert any("1776290" in row for row in theirs)
    assert len(ours & theirs) == len(ours) == len(theirs)


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_opens_in_a_spreadsheet_with_numbers_as_numbers(client, fact):
    answer = client.get(f"/{fact}?as=xlsx")
    assert f'filename="{fact}.xlsx"' in answer.headers["content-disposition"]
    cells = sheet(answer.content)
    shape, frame = SHAPES[fact], read_package(DATA).facts[fact].sort(SHAPES[fact].key)
    assert cells[0][0] == shape.label
    assert cells[FIRST_ROW - 1] == list(shape.headings("no").values())
    assert len(cells) == FIRST_ROW + frame.height
    with (DATA / f"{fact}.csv").open(encoding="utf-8") as file:
        printed = list(csv.DictReader(file))
    for at, column in enumerate(shape.columns):
        held = [row[at] for row in cells[FIRST_ROW:] if row[at] != ""]
        assert len(held) == sum(row[column.name] != "" for row in printed), column.name
        if column.kind in (Kind.AMOUNT, Kind.QUANTITY, Kind.INTEGER):
            assert all(isinstance(value, int | float) for value in held), column.name
            expected = sum(float(row[column.name] or 0) for row in printed)
            assert sum(held) == pytest.approx(expected, rel=1e-12, abs=1e-6), column.name


def test_a_fact_in_english_has_english_headings(client):
    cells = sheet(client.get("/en/population?as=xlsx").content)
    assert cells[FIRST_ROW - 1] == list(SHAPES["population"].headings("en").values())


PAGES = [
    "/budget",
    "/budget?document=annual-report-vel-2024&unit=VEL&chapter=315",
    "/budget?document=district-budget-bjerke-2026&dimension=function",
    "/measures",
    "/benefits",
    "/priorities",
    "/assignments",
    "/indicators",
    "/documents",
    "/tables",
    "/unit/VEL",
    "/unit/BBJ",
    "/document/sector-review-set",
    "/document/letter-vel-2026",
    "/document/district-budget-bjerke-2026",
    "/table/SET-T1",
    "/en/budget",
    "/en/unit/VEL",
]
_SECTION = re.compile(r'<section class="block">(?=\s*<div class="block-head">)(.*?)</section>', re.S)
_CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.S)
_DOWNLOAD = re.compile(r'href="([^"]*as=(?:csv|xlsx)[^"]*)"')
_HEADING = re.compile(r'<th scope="col"[^>]*>(.*?)</th>', re.S)
_ROW = re.compile(r"<tr[^>]*>\s*<th scope=\"row\".*?</tr>", re.S)


def tables_to_take(markup: str) -> list[tuple[str, str, list[str], int]]:
    """Of every table with a download: caption, where it is had, headings, and how many rows."""
    return [
        (
            unescape(_CAPTION.findall(inside)[0]),
            unescape(link),
            [unescape(h) for h in _HEADING.findall(inside)],
            len(_ROW.findall(inside)),
        )
        for inside in _SECTION.findall(markup)
        for link in _DOWNLOAD.findall(inside)
    ]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_table_taken_home_is_the_table_on_the_page(client, path):
    """Two tables of one page must not share a name: the reader would be given the other."""
    found = tables_to_take(client.get(path).text)
    assert found
    for caption, link, headings, rows in found:
        answer = client.get(link)
        assert answer.status_code == 200, link
        if parse_qs(urlsplit(link).query)["as"] == ["csv"]:
            told = list(csv.reader(io.StringIO(answer.text)))
            assert (told[0], len(told) - 1) == (headings, rows), link
        else:
            told = sheet(answer.content)
            assert told[0][0] == caption, link
            assert (told[FIRST_ROW - 1], len(told) - FIRST_ROW) == (headings, rows), link


ANNUAL = "/budget?document=annual-report-vel-2024&unit=VEL&chapter=315&dimension=account_group"
PRINTED = """
000-099 Lønn og sosiale utgifter 1 043 396 553 | 934 911 000 | 1 076 099 482 | 981 536 793 | 32 702 929
100-299 Kjøp av varer og tjenester 236 709 842 | 251 511 000 | 300 178 256 | 219 170 273 | 63 468 414
400-499 Overføringsutgifter 195 565 469 | 127 725 000 | 192 799 445 | 147 283 749 | -2 766 024
"""
"""Annual report of VEL 2024, chapter 315, lines 2338, 2344 and 2350 of its text: accounts 2024, adopted and
regulated budget 2024, accounts 2023, and the deviation."""


def test_the_budget_taken_home_holds_what_is_printed(client):
    printed = [
        [int(re.sub(r"\s", "", cell)) for cell in re.sub(r"^.*?[a-zø]\s(?=-?\d)", "", line).split("|")]
        for line in PRINTED.strip().splitlines()
    ]
    assert printed[0][0] == 1_043_396_553
    head, *rows = csv.reader(io.StringIO(client.get(f"{ANNUAL}&as=csv").text))
    told = [sorted(int(cell) for cell in row[1:] if cell) for row in rows]
    for expected in printed:
        assert sorted(expected) in told
    chosen = next(row for row in rows if "1043396553" in row)
    assert head[chosen.index("1043396553")] == "Regnskap 2024"
    assert head[chosen.index("981536793")] == "Regnskap 2023"
    cells = sheet(client.get(f"{ANNUAL}&as=xlsx").content)
    assert any(1_043_396_553 in row for row in cells)


@pytest.fixture(scope="module")
def formulas(tmp_path_factory):
    """A book where names begin as a formula does."""
    names = {
        ("unit", "key", "VEL"): "=1+1",
        ("unit", "key", "BBJ"): "@SUM(A1)",
        ("unit", "key", "SET"): "-2+3",
    }
    changes = {at: {"label": name, "label_en": name} for at, name in names.items()}
    changes["table", "key", "SET-T1"] = {"label": '=HYPERLINK("https://evil.example")'}
    changes["document", "key", "letter-vel-2026"] = {
        "label": "[a]:*?/\\'" + "x" * 60,
        "label_en": "https://x",
    }
    with OpenBook(changed_book(tmp_path_factory.mktemp("formulas"), changes)) as book:
        yield TestClient(site(book), base_url=OURS)


@pytest.mark.parametrize(
    "path",
    ["/unit?as=xlsx", "/table?as=xlsx", "/document?as=xlsx", "/documents?as=xlsx", "/measures?as=xlsx"],
)
def test_no_name_becomes_a_formula_or_a_link(formulas, path):
    content = formulas.get(path).content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        text = parts.read("xl/worksheets/sheet1.xml").decode()
        strings = parts.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in text
    assert "hyperlink" not in text
    assert sheet(content)
    if path == "/unit?as=xlsx":
        assert "=1+1" in [cell for row in sheet(content) for cell in row]
        assert "=1+1" in strings


def test_a_name_a_sheet_cannot_have_is_given_another(formulas):
    for link in {link for _, link, *_ in tables_to_take(formulas.get("/document/letter-vel-2026").text)}:
        answer = formulas.get(link)
        assert answer.status_code == 200
        if "xlsx" in link:
            assert sheet(answer.content)
        assert re.fullmatch(r'attachment; filename="[\w.-]+"', answer.headers["content-disposition"])
    assert PageRead(formulas.get("/document/letter-vel-2026").text).headings[0].startswith("[a]:*?/\\'")
