"""What a reader may type in an address, and what a file may hold in a name: always a page, never a crash."""

import json
import shutil
from datetime import UTC, datetime

import polars as pl
import pytest
from changed_books import changed_book
from page_reading import PageRead
from starlette.testclient import TestClient

from rodtrad.app.open_book import OpenBook
from rodtrad.core.errors import BookError
from rodtrad.store.book import Book
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
UNKNOWN = [
    "/nosuch",
    "/nosuch/x",
    "/unit/NOSUCH",
    "/unit/VEL/",
    "/budget_line/annual-report-vel-2024/x",
    "/constant/100",
    "/findings/P-01-nosuch",
    "/unit/%00",
    "/%00",
    "/findings/%00",
    "/unit/%ff",
    "/unit/%ED%A0%80",
    "/unit/%F0%9F%98%80",
    "/unit/..%2f..%2fetc%2fpasswd",
    "/..%2f..%2fpyproject.toml",
    "/static/..%2fsite.py",
    "/static/%2e%2e/%2e%2e/site.py",
    "/static/%00",
    "/static/nosuch.css",
    "/unit/" + "a/" * 5000,
    "/population/" + "9" * 400 + "/x/x/x",
    "/budget?as=csv&of=nosuch",
    "/history?as=csv",
    "/search?as=xlsx&q=rus",
]
UNUSABLE = [
    "/findings?page=0",
    "/findings?page=-1",
    "/findings?page=abc",
    "/findings?page=1e3",
    "/findings?page=",
    "/findings?page=999999999",
    "/budget_line?page=0",
    "/document/sector-review-set?page=-1",
    "/budget?as=exe",
    "/budget?as=",
    "/goals?document=" + "x" * 300,
    "/" + "a" * 10_000,
    "/findings/" + "x" * 300,
]
USABLE = [
    "/findings?severity=zzz&verdict=zzz&document=zzz&check=zzz",
    "/findings?page=9999",
    "/document/sector-review-set?page=9999",
    "/budget?document=nosuch&unit=nosuch&chapter=no&dimension=no&group=no",
    "/budget?document=%00&unit=%ff&dimension=amount",
    "/goals?document=zzz",
    "/measures?document=zzz&owner=zzz",
    "/benefits?owner=zzz&status=zzz",
    "/priorities?document=zzz&owner=zzz",
    "/assignments?owner=zzz&status=zzz",
    "/indicators?unit=zzz&document=zzz&status=zzz",
    "/units?nosuch=1&nosuch=2",
    "/search?q=" + "a" * 10_000,
    "/search?q=%00",
    "/search?q=%ff",
    "/search?q=%F0%9F%98%80",
    "/search?q=%5B%28%2A%5C",
    "/search?q=1e999",
    "/search?q=" + "9" * 100,
    "/search?q=-",
    "/search?q=--5.,.5",
    "/search?q=a&q=b",
]


def helpful_page(answer) -> PageRead:
    """A whole page with one heading, the menu, and something to read."""
    assert answer.headers["content-type"].startswith("text/html")
    page = PageRead(answer.text)
    assert len(page.headings) == 1
    assert page.headings[0].strip()
    assert "/findings" in page.links or "/en/findings" in page.links
    return page


@pytest.mark.parametrize("path", UNKNOWN, ids=lambda p: p[:40])
def test_what_is_not_there_is_a_page_that_says_so(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    page = helpful_page(answer)
    assert page.headings == ["Siden finnes ikke"]
    assert "«»" not in page.text


@pytest.mark.parametrize("path", UNUSABLE, ids=lambda p: p[:40])
def test_a_choice_that_cannot_be_used_is_named(client, path):
    answer = client.get(path)
    assert answer.status_code == 400
    page = helpful_page(answer)
    assert page.headings == ["Valget kan ikke brukes"]
    wrong = path.partition("?")[2].partition("=")[0]
    assert not wrong or wrong in page.text


@pytest.mark.parametrize("path", USABLE, ids=lambda p: p[:40])
def test_a_choice_nobody_has_gives_a_page_without_answers(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    helpful_page(answer)
    assert len(answer.text) < 500_000


@pytest.mark.parametrize("path", ["/search?q=a%00b", "/unit/a%00b"])
def test_a_page_holds_no_sign_that_pages_may_not_hold(client, path):
    """HTML, section 13.2.3.5: the null character is a parse error wherever it stands."""
    assert "\0" not in client.get(path).text


@pytest.mark.parametrize("query", ["q=<script>alert(1)</script>", 'q="><img src=x onerror=alert(1)>'])
def test_what_a_reader_writes_is_shown_as_written(client, query):
    clean = PageRead(client.get("/search?q=nosuchword").text)
    asked = client.get(f"/search?{query}")
    page = helpful_page(asked)
    assert query[2:] in page.headings[0]
    assert page.elements == clean.elements


@pytest.mark.parametrize("path", ["/nosuch/<script>alert(1)</script>", "/unit/<img src=x onerror=alert(1)>"])
def test_an_address_with_markup_is_shown_as_written(client, path):
    page = helpful_page(client.get(path))
    assert path[1:] in page.text
    assert page.elements["script"] == PageRead(client.get("/nosuch/x").text).elements["script"]
    assert "img" not in page.elements


def test_a_slip_in_an_address_gives_rows_that_are_alike(client):
    page = helpful_page(client.get("/measure_effect/sector-review-set/VEL1/2099"))
    near = [link for link in page.links if link.startswith("/measure_effect/sector-review-set/VEL1/")]
    assert len(near) == 5
    assert client.get(near[0]).status_code == 200
    data = client.get("/api/measure_effect/sector-review-set/VEL1/2099")
    assert data.status_code == 404
    assert sorted(data.json()["near"]) == sorted(f"/api{link}" for link in near)


def test_what_is_wrong_is_said_in_the_readers_language(client):
    assert helpful_page(client.get("/en/unit/NOSUCH")).headings == ["There is no such page"]
    assert "leads to nothing" in client.get("/api/unit/NOSUCH?language=en").json()["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/budget", "/unit/VEL", "/findings", "/search", "/static/rodtrad.css"])
def test_a_page_can_only_be_read(client, method, path):
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert "kan bare leses" in helpful_page(answer).text


@pytest.mark.parametrize("path", ["/", "/budget", "/unit/VEL", "/api/budget", "/static/rodtrad.css"])
def test_a_question_for_the_headers_alone_is_answered(client, path):
    """RFC 9110, section 9.1: a server must support GET and HEAD."""
    answer = client.head(path)
    assert answer.status_code == 200
    assert answer.content == b""


@pytest.fixture
def own_book(oslo_place, tmp_path):
    with Book.open(shutil.copytree(oslo_place, tmp_path / "own")) as book:
        yield book, tmp_path / "own"


def test_an_address_taken_out_of_the_book_says_who_when_and_why(own_book):
    book, place = own_book
    rows = book.facts()["population"]
    gone = rows.row(0, named=True)
    row = f"population/{gone['document']}/{gone['unit']}/{gone['age_group']}/{gone['year']}"
    stamp = {"by": "Kontroller <b>to</b>", "at": datetime(2026, 3, 1, 12, tzinfo=UTC), "why": "dobbeltført"}
    book.load({"population": rows.slice(1)}, None, **stamp)
    with OpenBook(place) as opened, TestClient(site(opened, writable=True), base_url=OURS) as client:
        for path in (f"/{row}", f"/{row}/persons"):
            answer = client.get(path)
            assert answer.status_code == 410
            said = helpful_page(answer).text
            assert row in said
            assert "Kontroller <b>to</b>" in said
            assert "1. mars 2026" in said
            assert "dobbeltført" in said
        assert "1 March 2026" in PageRead(client.get(f"/en/{row}").text).text
        assert client.get(f"/api/{row}").status_code == 410
        assert client.get(f"/population/{gone['document']}/{gone['unit']}/nosuch/1900").status_code == 404
    book.load({"population": rows}, None, **stamp)
    with OpenBook(place) as opened, TestClient(site(opened, writable=True), base_url=OURS) as client:
        assert client.get(f"/{row}").status_code == 200


def test_a_finding_that_is_no_more_is_told_apart_from_one_that_never_was(own_book):
    book, place = own_book
    stamp = {"reason": "feil i trykk", "by": "Kontroller", "at": datetime(2026, 3, 1, tzinfo=UTC)}
    book.accept("P-01-000000000000", **stamp)
    with OpenBook(place) as opened, TestClient(site(opened), base_url=OURS) as client:
        assert client.get("/findings/P-01-000000000000").status_code == 410
        assert client.get("/findings/P-01-111111111111").status_code == 404
        assert helpful_page(client.get("/findings/P-01-000000000000")).text.count("P-01-000000000000")


def test_a_book_that_cannot_be_read_is_said_in_a_page(oslo_book, monkeypatch):
    def no_book(*_: object, **__: object) -> None:
        raise BookError("book_missing", path="<b>bok</b>")

    monkeypatch.setattr(oslo_book, "edition", no_book)
    client = TestClient(site(oslo_book), base_url=OURS)
    answer = client.get("/")
    assert answer.status_code == 503
    page = PageRead(answer.text)
    assert len(page.headings) == 1
    assert "<b>bok</b>" in page.text
    assert client.get("/api/units").status_code == 503


ATTACK = "<script>alert(1)</script>"
ENDS_THE_BLOCK = "</script><script>alert(2)</script><!-- & ' \" \u2028"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A book in which names are markup."""
    label = {"label": ATTACK, "label_en": ATTACK}
    changes = {
        ("unit", "key", "VEL"): label,
        ("document", "key", "sector-review-set"): label,
        ("table", "key", "SET-T1"): label,
        ("goal", "level", "goal"): label,
        ("budget_change", "step", "change"): {"label": ENDS_THE_BLOCK, "label_en": ENDS_THE_BLOCK},
    }
    place = changed_book(tmp_path_factory.mktemp("hostile"), changes)
    with OpenBook(place) as book, TestClient(site(book, writable=True), base_url=OURS) as client:
        yield client


PAGES = [
    "/",
    "/budget",
    "/goals",
    "/measures",
    "/benefits",
    "/priorities",
    "/units",
    "/unit/VEL",
    "/unit/BBJ",
    "/documents",
    "/document/sector-review-set",
    "/table/SET-T1",
    "/tables",
    "/budget_change",
    "/findings",
    "/search?q=script",
]


@pytest.mark.parametrize("path", PAGES)
def test_markup_in_names_is_shown_as_it_is_written(hostile, client, path):
    page = helpful_page(hostile.get(path))
    clean = PageRead(client.get(path).text)
    for name in ("script", "img", "style"):
        assert page.elements.get(name) == clean.elements.get(name)
    assert all(json.loads(block) for block in page.data_blocks)
    assert ATTACK not in hostile.get(path).text


def test_names_with_markup_are_on_those_pages(hostile):
    """The test above can fail: what it looks for is there, as text and in the chart's numbers."""
    assert ATTACK in PageRead(hostile.get("/unit/VEL").text).headings
    assert ATTACK in PageRead(hostile.get("/documents").text).text
    blocks = [
        block for path in ("/budget", "/unit/BBJ") for block in PageRead(hostile.get(path).text).data_blocks
    ]
    assert any("alert(2)" in json.dumps(json.loads(block)) for block in blocks)
    assert pl.Series(blocks).str.contains("</", literal=True).sum() == 0
