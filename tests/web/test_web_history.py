"""The book's history page by page, and the book as it stood at the end of any day."""

import re
import shutil
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rodtrad.app.asking import Ask
from rodtrad.app.books import end_of
from rodtrad.app.open_book import OpenBook
from rodtrad.core.roles import LOCAL, Person, Role
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange
from rodtrad.web.site import site

sys.path.append(str(Path(__file__).parents[1] / "app"))
from sheet_samples import BOOK, STAMP

OURS = "http://127.0.0.1:8000"
KEY = {
    "document": "budsjett", "table": "1", "unit": "VEL", "function": "241", "account_group": "drift",
    "year": 2026, "version": "adopted",
}  # fmt: skip
FIGURE = "/budget_line/budsjett/1/VEL/-/-/241/-/drift/2026/adopted/amount"
BEFORE, BETWEEN, NOW = "2026-02-01", "2026-04-15", "?"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Loaded on 1 March; 1 204 300 becomes 900 thousand on 1 May, and a label changes on 1 June 2026."""
    place = tmp_path_factory.mktemp("history") / "book"
    with Book.create(place) as book:
        book.load(BOOK, None, **STAMP)
        at = datetime(2026, 5, 1, 10, tzinfo=UTC)
        book.save(
            [RowChange("budget_line", KEY, {"amount": 90_000_000}, 1)], by="Kontroller", at=at, why="kutt"
        )
        at = datetime(2026, 6, 1, 10, tzinfo=UTC)
        book.save([RowChange("unit", {"key": "SKO"}, {"label": "Skoler"}, 1)], by="Ansatt", at=at, why="navn")
    return place


@pytest.fixture
def book(made: Path, tmp_path: Path):
    with OpenBook(Path(shutil.copytree(made, tmp_path / "book"))) as opened:
        yield opened


@pytest.fixture
def writer(book: OpenBook):
    with TestClient(site(book, writable=True), base_url=OURS, headers={"Origin": OURS}) as client:
        yield client


def listed(writer: TestClient, query: str = "") -> list[int]:
    return [line["revision"] for line in writer.get(f"/api/history{query}").json()["lines"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [3, 2, 1]),
        ("?by=Kontroller", [2]),
        ("?fact=unit", [3, 1]),
        ("?document=budsjett", [2, 1]),
        ("?since=2026-05-01", [3, 2]),
        ("?until=2026-05-01", [2, 1]),
        ("?since=2026-05-02&until=2026-05-31", []),
        ("?before=3", [2, 1]),
        (f"?at={BETWEEN}", [1]),
        ("?at=2026-05-01", [2, 1]),
        ("?until=9999-12-31&since=0001-01-01", [3, 2, 1]),
    ],
)
def test_changes_are_found_by_person_table_document_and_day(writer, query, found):
    assert listed(writer, query) == found


def test_a_long_history_is_shown_a_page_at_a_time(book, writer):
    """A hundred changes of one label: two pages, and the last one tells of nothing older."""
    ask = Ask(book, book.edition(), "no")
    for number in range(100):
        ask.save([RowChange("unit", {"key": "VEL"}, {"label": f"V{number}"}, number + 3 if number else 1)],
                 by="Kontroller", why=f"nr. {number}")  # fmt: skip
    first = writer.get("/history").text
    older = re.search(r'href="(/history\?before=[0-9]+)"', first)
    assert older
    assert first.count("Kontroller") >= 50
    second = writer.get(older[1]).text
    assert "nr. 49" not in first.split("<tbody>")[1].split("nr. 99")[0]
    assert "nr. 49" in second
    assert 'rel="next"' in second
    assert 'rel="next"' not in writer.get("/history?before=20").text


def test_a_change_tells_from_what_to_what(writer):
    page = writer.get("/history/2").text.replace("\xa0", " ")
    for text in ("kutt", "Kontroller", "Beløp", "1 204 300 tusen kr", "900 tusen kr", "endret"):
        assert text in page
    [row] = writer.get("/api/history/3").json()["rows"]
    assert row["cells"] == [{"label": "Navn", "before": "Skole", "after": "Skoler"}]
    assert writer.get("/api/history/1").json()["total"] == 11
    assert "added" in writer.get("/en/history/1").text


@pytest.mark.parametrize("path", ["/history/4", "/api/history/4", f"/history/2?at={BETWEEN}"])
def test_a_change_that_is_not_there_is_not_found(writer, path):
    assert writer.get(path).status_code == 404


def test_a_change_can_be_undone_from_its_own_page(writer):
    assert 'action="/history/2/undo"' in writer.get("/history/2").text
    assert 'action="/history/1/undo"' not in writer.get("/history/1").text
    answer = writer.post("/history/2/undo", data={"by": "Kontroller"}, follow_redirects=False)
    assert answer.status_code == 303
    assert "1 204 300" in writer.get(FIGURE).text.replace("\xa0", " ")


def test_a_figure_is_shown_as_it_was_at_the_end_of_a_day(writer):
    now, then = (writer.get(f"{FIGURE}{query}").text.replace("\xa0", " ") for query in ("", f"?at={BETWEEN}"))
    assert "900 tusen kr" in now
    assert "1 204 300 tusen kr" in then
    assert "kutt" in now
    assert "kutt" not in then
    assert writer.get(f"/api{FIGURE}?at={BETWEEN}").json()["figure"]["value"] == 1_204_300
    assert writer.get(f"/api{FIGURE}?at=2026-05-01").json()["figure"]["value"] == 900


def test_a_page_of_the_past_says_so_and_leads_back(writer):
    page = writer.get(f"/unit/SKO?at={BETWEEN}").text
    assert "Du ser boken slik den var ved utgangen av 15. april 2026 (endring 1)" in page
    assert re.search(r'href="/unit/SKO">Se boken slik den er nå', page)
    assert "Du ser boken slik den var" not in writer.get("/unit/SKO").text
    assert "You see the book as it was" in writer.get(f"/en/unit/SKO?at={BETWEEN}").text


@pytest.mark.parametrize(
    "path", ["/", "/unit/SKO", "/budget_line", FIGURE, "/history", "/sheets", "/search?q=x", "/work"]
)
def test_every_link_of_a_page_of_the_past_stays_there(writer, path):
    """All but the files every page loads, and the way back to now."""
    page = writer.get(f"{path}{'&' if '?' in path else '?'}at={BETWEEN}").text
    links = {link.replace("&amp;", "&") for link in re.findall(r'\shref="(/[^"]*)"', page)}
    astray = [link for link in links if f"at={BETWEEN}" not in link and not link.startswith("/static")]
    assert astray == [path]
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    assert all(f'name="at" value="{BETWEEN}"' in form or 'id="book-at"' in form for form in forms)


def test_nothing_can_be_changed_in_the_past(writer, book):
    for path in ("/unit/SKO", "/budget_line", "/history/1", "/work"):
        page = writer.get(f"{path}?at={BETWEEN}").text
        assert 'method="post"' not in page
        assert "/edit/" not in page
        assert "/import" not in page
    form = {"by": "Kontroller", "why": "x", "reason": "x"}
    for path in ("/history/2/undo", "/new/risk", "/findings/x/accept"):
        assert writer.post(f"{path}?at={BETWEEN}", data=form).status_code == 403
    assert book.edition().revision == 3
    past = book.edition_at(end_of(date(2026, 4, 15)), LOCAL)
    assert (past.revision, past.judgement.thread.facts["budget_line"]["amount"][0]) == (1, 120_430_000_000)


def test_a_day_before_the_book_or_to_come_is_not_found(writer):
    today = datetime.now().astimezone().date()
    for day in (date(2026, 2, 28), date(1, 1, 1), today + timedelta(days=1), date(9999, 12, 31)):
        for path in ("/", "/api", "/unit/SKO", "/sheets/unit.xlsx"):
            assert writer.get(f"{path}?at={day.isoformat()}").status_code == 404, day
    assert writer.get(f"/unit/SKO?at={today}").status_code == 200
    assert "Du ser boken slik den var" not in writer.get(f"/unit/SKO?at={today}").text


@pytest.mark.parametrize("day", ["x", "2026-13-01", "15.04.2026", "20260415x"])
def test_what_is_no_day_is_refused(writer, day):
    assert writer.get(f"/?at={day}").status_code == 400
    assert writer.get(f"/api?at={day}").status_code == 422


def test_a_workbook_of_the_past_can_be_taken_out(writer):
    from sheet_samples import Worked

    page = Worked(writer.get(f"/sheets/budget_line.xlsx?at={BETWEEN}").content)
    assert page.cell(1, "Beløp").value == 1_204_300
    assert page.book["_rodtrad"]["B3"].value == "1"


def test_who_sees_one_unit_sees_the_past_of_that_unit(book):
    """A writer of the schools sees neither now nor then what is the welfare agency's."""
    writer = Person("Kontroller", Role.WRITER, frozenset({"SKO"}))
    past = book.edition_at(end_of(date(2026, 4, 15)), writer)
    assert past.judgement.thread.facts["budget_line"].height == 0
    assert past.judgement.thread.facts["unit"].filter(key="SKO")["label"].to_list() == ["Skole"]
    assert book.edition_at(end_of(date(2026, 4, 15)), LOCAL).judgement.thread.facts["budget_line"].height == 3
