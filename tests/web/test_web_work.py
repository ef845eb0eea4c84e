"""The pages of documents that are written here, and steps taken from them."""

from io import BytesIO

import pytest
from form_reading import fields_of
from openpyxl import load_workbook
from starlette.testclient import TestClient

from rodtrad.app.asking import Ask
from rodtrad.app.books import read_into
from rodtrad.app.open_book import OpenBook
from rodtrad.app.work import NewDocument, begin_document
from rodtrad.facts.document import DocumentKind
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
LETTER = NewDocument(
    "letter-oms-2027", DocumentKind.ALLOCATION_LETTER, "OMS", "HELSE", 2027, "Tildelingsbrev 2027",
    follows="letter-oms-2026",
)  # fmt: skip
PATH = f"/work/{LETTER.key}"
SENT_ON = 303


@pytest.fixture
def writer(tmp_path):
    read_into(tmp_path / "book", "eksempelvik", by="Prøve", why="test")
    with OpenBook(tmp_path / "book") as book:
        begin_document(Ask(book, book.edition(), "no"), LETTER, by="Prøve", why="begynner")
        with TestClient(site(book, writable=True), base_url=OURS) as client:
            client.headers.update({"Origin": OURS, "Sec-Fetch-Site": "same-origin"})
            client.follow_redirects = False
            yield client


def test_the_list_shows_what_is_written_here_and_leads_to_it(writer):
    page = writer.get("/work").text
    assert f'href="{PATH}"' in page
    assert "Utkast" in page
    assert writer.get("/en/work").text.count("Draft")
    rows = writer.get("/api/work?kind=budget").json()["table"]["rows"]
    assert rows == []


def test_a_step_is_taken_and_stands_in_the_history(writer):
    fields = fields_of(writer.get(PATH).text)
    answer = writer.post(f"{PATH}/step", data={**fields, "by": "Prøve", "why": "Ferdig lest"})
    assert (answer.status_code, answer.headers["location"]) == (SENT_ON, PATH)
    assert writer.get(f"/api{PATH}").json()["state"] == "sent"
    assert "Ferdig lest" in writer.get("/history").text


def test_a_step_on_an_old_page_is_told_and_changes_nothing(writer):
    fields = fields_of(writer.get(PATH).text)
    writer.post(f"{PATH}/step", data={**fields, "by": "Prøve"})
    answer = writer.post(f"{PATH}/step", data={**fields, "by": "Prøve"})
    assert answer.status_code == 400
    assert "Sendt" in answer.text


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"version": ""}, 400),
        ({"version": "abc"}, 400),
        ({"to": "frozen"}, 400),
        ({"to": "finnes-ikke"}, 400),
        ({"by": ""}, 400),
        ({"version": "9" * 30}, 400),
    ],
)
def test_a_form_that_cannot_be_used_changes_nothing(writer, changed, status):
    fields = {**fields_of(writer.get(PATH).text), "by": "Prøve"}
    assert writer.post(f"{PATH}/step", data=fields | changed).status_code == status
    assert writer.get(f"/api{PATH}").json()["state"] == "draft"


def test_a_form_from_another_site_is_refused(writer):
    fields = {**fields_of(writer.get(PATH).text), "by": "Prøve"}
    foreign = {"Origin": "http://annet.eksempel", "Sec-Fetch-Site": "cross-site"}
    assert writer.post(f"{PATH}/step", data=fields, headers=foreign).status_code == 403


def test_a_document_that_is_only_read_has_no_such_page(writer):
    answer = writer.get("/work/letter-oms-2026")
    assert answer.status_code == 404
    assert "letter-oms-2026" in answer.text


def test_how_far_a_document_has_come_is_not_edited_in_a_form(writer):
    """The field is shown and cannot be changed; who sends another value all the same is refused."""
    address = f"/edit/working_document/{LETTER.key}"
    page = writer.get(address).text
    assert '<input type="hidden" name="state" value="draft">' in page
    fields = {**fields_of(page), "by": "Prøve", "why": "test", "form_button": "save"}
    for changed in ({"state": "sent"}, {"sent": "2027-01-04"}, {"returned": "x"}):
        answer = writer.post(address, data=fields | changed)
        assert answer.status_code == 400
        assert "ta steget der" in answer.text
    assert writer.get(f"/api{PATH}").json()["state"] == "draft"
    assert writer.post(address, data=fields | {"number": "9"}).status_code == SENT_ON


def test_how_far_a_document_has_come_is_not_changed_in_a_sheet(writer):
    """The cell is locked; a sheet where it says something else is refused before it is saved."""
    made = load_workbook(BytesIO(writer.get("/sheets/working_document.xlsx").content))
    sheet = made.worksheets[0]
    headings = [cell.value for cell in sheet[4]]
    at = headings.index("Status") + 1
    row = next(r for r in range(5, sheet.max_row + 1) if LETTER.key in str(sheet.cell(r, 1).value))
    assert sheet.cell(row, at).protection.locked
    assert not sheet.cell(row, headings.index("Nummer") + 1).protection.locked
    sheet.cell(row, at).value = "sent"
    changed = BytesIO()
    made.save(changed)
    files = {"file": ("ark.xlsx", changed.getvalue())}
    seen = writer.post("/import", data={"fact": "working_document", "by": "Prøve"}, files=files)
    preview = writer.get(seen.headers["location"])
    assert "ta steget der" in preview.text
    fields = {**fields_of(preview.text), "by": "Prøve", "why": "test"}
    assert writer.post(seen.headers["location"], data=fields).status_code == 400
    assert writer.get(f"/api{PATH}").json()["state"] == "draft"
