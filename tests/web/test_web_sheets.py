"""Tables out to Excel and in again: what is sent is looked over, and saved only when somebody says so."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from form_reading import fields_of
from starlette.testclient import TestClient

from rodtrad.app.open_book import OpenBook
from rodtrad.web import sheets
from rodtrad.web.site import site

sys.path.append(str(Path(__file__).parents[1] / "app"))
from sheet_samples import Worked, own_sheet, small_book

OURS = "http://127.0.0.1:8000"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ADDRESS = "budget_line/budsjett/1/VEL/-/-/241/-/drift/2026/adopted"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_book(tmp_path_factory.mktemp("made-web") / "book")


@pytest.fixture
def book(made: Path, tmp_path: Path):
    with OpenBook(Path(shutil.copytree(made, tmp_path / "book"))) as opened:
        yield opened


@pytest.fixture
def writer(book: OpenBook):
    """Somebody on this machine, who may change the book."""
    with TestClient(site(book, writable=True), base_url=OURS, headers={"Origin": OURS}) as client:
        yield client


def taken(writer: TestClient, fact: str = "budget_line", **chosen: str) -> Worked:
    answer = writer.get(f"/sheets/{fact}.xlsx", params=chosen)
    assert answer.status_code == 200
    return Worked(answer.content)


def send(writer: TestClient, content: bytes, fact: str = "", path: str = "/import"):
    files = {"file": ("ark.xlsx", content, XLSX)}
    return writer.post(path, files=files, data={"fact": fact})


def save(writer: TestClient, shown, **more: object):
    """Send the form of a preview as it stands, with more in it."""
    action = re.search(r'action="(/[^"]*import/[^"]+)"', shown.text)
    assert action
    fields = {"seen": fields_of(shown.text)["seen"], "why": "regneark", "by": "Kontroller"}
    return writer.post(action[1], data=fields | more, follow_redirects=False)


def amount(book: OpenBook, function: str = "241") -> int:
    return book.edition().judgement.thread.facts["budget_line"].filter(function=function)["amount"][0]


def test_a_table_is_taken_out_with_a_name_of_what_is_chosen(writer):
    answer = writer.get("/sheets/budget_line.xlsx?document=budsjett&unit=VEL")
    assert answer.headers["content-type"] == XLSX
    assert 'filename="budget_line-budsjett-VEL.xlsx"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert writer.get("/sheets/no_fact.xlsx").status_code == 404
    assert Worked(writer.get("/en/sheets/unit.xlsx").content).headings[0] == "Key"


def test_tables_and_documents_lead_to_their_workbooks(writer):
    assert 'href="/sheets/budget_line.xlsx"' in writer.get("/budget_line").text
    assert 'href="/import?fact=budget_line"' in writer.get("/budget_line").text
    assert 'href="/sheets?document=budsjett"' in writer.get("/document/budsjett").text
    listed = writer.get("/sheets?document=budsjett").text
    assert 'href="/sheets/budget_line.xlsx?document=budsjett"' in listed
    assert "/sheets/unit.xlsx" not in listed


def test_a_workbook_is_looked_over_and_saved_as_one_change(writer, book):
    shown = send(writer, taken(writer).write(1, Beløp=900).content)
    assert shown.status_code == 200
    assert "/import/" in shown.url.path
    assert "1\xa0204\xa0300 tusen kr" in shown.text
    assert "900 tusen kr" in shown.text
    assert amount(book) == 120_430_000_000
    answer = save(writer, shown)
    assert (answer.status_code, answer.headers["location"]) == (303, "/history/2")
    assert amount(book) == 90_000_000
    told = writer.get("/history/2").text
    assert "regneark" in told
    assert "900 tusen kr" in told
    assert writer.get(shown.url.path).status_code == 404


def test_a_preview_can_be_seen_again_and_in_english(writer):
    shown = send(writer, taken(writer).write(1, Beløp=900).content)
    assert writer.get(shown.url.path).status_code == 200
    english = writer.get(f"/en{shown.url.path}")
    assert "Changed rows" in english.text
    assert shown.headers["cache-control"] == "no-store"


def test_problems_are_listed_and_nothing_can_be_saved(writer, book):
    shown = send(writer, taken(writer).write(1, Beløp="ca. 5").write(2, År="x").content)
    assert "celle K5" in shown.text
    assert 'name="why"' not in shown.text
    assert save(writer, shown).status_code == 400
    assert amount(book) == 120_430_000_000


def test_a_conflict_shows_both_values_and_waits_for_a_choice(writer, book):
    content = taken(writer).write(1, Beløp=900).content
    save(writer, send(writer, taken(writer).write(1, Beløp=70).content))
    shown = send(writer, content)
    for text in ("1\xa0204\xa0300 tusen kr", "900 tusen kr", "70 tusen kr"):
        assert text in shown.text
    refused = save(writer, shown)
    assert refused.status_code == 409
    assert "Velg først hva som skal gjelde" in refused.text
    assert 'value="regneark"' in refused.text
    kept = save(writer, shown, **{f"conflict:{ADDRESS}": "book"})
    assert kept.status_code == 400
    assert amount(book) == 7_000_000
    chosen = save(writer, shown, **{f"conflict:{ADDRESS}": "sheet"})
    assert chosen.status_code == 303
    assert amount(book) == 90_000_000


def test_rows_that_are_gone_are_taken_out_only_when_ticked(writer, book):
    shown = send(writer, taken(writer).take_away(1).write(1, Beløp=5).content)
    assert f'name="remove" value="{ADDRESS}"' in shown.text
    save(writer, shown)
    assert amount(book) == 120_430_000_000
    shown = send(writer, taken(writer).take_away(1).content)
    assert save(writer, shown, remove=[ADDRESS]).status_code == 303
    assert book.edition().judgement.thread.facts["budget_line"].height == 2


def test_what_was_not_seen_is_not_saved(writer, book):
    """Somebody changes a row after the preview, so the difference is another."""
    shown = send(writer, taken(writer).write(1, Beløp=900).content)
    save(writer, send(writer, taken(writer).write(1, Beløp=70).content))
    answer = save(writer, shown)
    assert answer.status_code == 409
    assert "boken er endret etter at du så forskjellene" in answer.text
    assert amount(book) == 7_000_000
    assert save(writer, answer, **{"conflict:": "sheet"}).status_code == 303


def test_other_changes_meanwhile_do_no_harm(writer, book):
    shown = send(writer, taken(writer).write(1, Beløp=900).content)
    save(writer, send(writer, taken(writer).write(2, Beløp=70).content))
    assert save(writer, shown).status_code == 303
    assert (amount(book), amount(book, "242")) == (90_000_000, 7_000_000)


def test_a_reason_and_a_name_are_needed(writer, book):
    shown = send(writer, taken(writer).write(1, Beløp=900).content)
    for lacking in ({"why": " "}, {"by": ""}):
        assert save(writer, shown, **lacking).status_code == 400
    assert amount(book) == 120_430_000_000


@pytest.mark.parametrize(
    "content", [b"", b"Navn;Tall\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", own_sheet(("x",))]
)
def test_a_file_that_cannot_be_used_is_told_on_the_form(writer, content):
    answer = send(writer, content)
    assert answer.status_code == 400
    assert "Filen kan ikke brukes" in answer.text or "Det kom ingen fil" in answer.text
    assert 'type="file"' in answer.text or "ingen fil" in answer.text


def test_a_sheet_of_ones_own_needs_its_table_chosen(writer):
    content = own_sheet(("Nøkkel", "Navn"), ("VEL", "Velferdsetaten"))
    assert "Velg tabellen" in send(writer, content).text
    assert "Velferdsetaten" in send(writer, content, "unit").text


def test_a_file_that_is_too_large_is_refused_before_it_is_read(writer, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_BYTES", 1_000)
    monkeypatch.setattr(sheets, "_FORM_AROUND_FILE", 1_000)
    answer = send(writer, b"x" * 5_000)
    assert answer.status_code == 400
    assert "større enn" in answer.text


@pytest.mark.parametrize("data", [{}, {"file": "no file"}])
def test_a_form_without_a_file_is_refused(writer, data):
    assert writer.post("/import", data=data).status_code == 400
    assert (
        writer.post("/import", content=b"x", headers={"Content-Type": "multipart/form-data"}).status_code
        == 400
    )


def test_forms_from_elsewhere_change_nothing(writer, book):
    shown = send(writer, taken(writer).write(1, Beløp=900).content)
    writer.headers["Origin"] = "http://elsewhere.example"
    assert save(writer, shown).status_code == 403
    assert send(writer, b"x").status_code == 403


def test_who_may_only_read_takes_tables_out_and_sends_none_in(book):
    with TestClient(site(book), base_url=OURS, headers={"Origin": OURS}) as reader:
        assert reader.get("/sheets/budget_line.xlsx").status_code == 200
        assert "/import" not in reader.get("/budget_line").text
        assert reader.get("/import").status_code == 403
        assert send(reader, b"x").status_code == 403


def test_a_form_with_more_choices_than_there_can_be_is_refused(writer):
    shown = send(writer, taken(writer).write(1, Beløp=900).content)
    many = {f"conflict:{number}": "sheet" for number in range(10_001)}
    assert save(writer, shown, **many).status_code == 400


def test_an_unknown_upload_is_not_found(writer):
    assert writer.get("/import/no-such-file").status_code == 404
    assert writer.post("/import/no-such-file", data={"seen": "x"}).status_code == 404
