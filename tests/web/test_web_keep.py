"""Pages are rendered once for each state of the book, and never shown when the book has changed."""

import gzip
import shutil
import time
from datetime import UTC, datetime

import pytest
from role_kit import PEOPLE, REPORT, WHY, Site, site_of, worked_book
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from rodtrad.app.asking import Ask
from rodtrad.app.moving import move_document
from rodtrad.app.open_book import OpenBook
from rodtrad.core.noted import note
from rodtrad.core.roles import Person
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange
from rodtrad.web import keep, pages
from rodtrad.web.keep import KeptPages, Shown
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"


@pytest.fixture
def rendered(monkeypatch):
    """The paths of every page that was rendered, in order."""
    paths: list[str] = []
    render = pages.page

    def counted(template, ask, path, *more, **values):
        paths.append(path)
        return render(template, ask, path, *more, **values)

    monkeypatch.setattr(pages, "page", counted)
    return paths


@pytest.fixture
def reader(oslo_book, rendered):
    return TestClient(site(oslo_book), base_url=OURS)


def test_an_unchanged_page_is_rendered_once(reader, rendered):
    first, second = reader.get("/units"), reader.get("/units")
    assert rendered == ["/units"]
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert first.headers["content-type"] == second.headers["content-type"] == "text/html; charset=utf-8"


def test_who_has_the_page_already_is_sent_nothing(reader):
    tag = reader.get("/units").headers["etag"]
    again = reader.get("/units", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = reader.get("/documents", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert reader.get("/units", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("said", ['"other", {tag}', "W/{tag}", "*"])
def test_a_tag_is_known_in_every_way_it_may_be_written(reader, said):
    """RFC 9110, section 13.1.2: a list, a weak tag, or any."""
    tag = reader.get("/units").headers["etag"]
    assert reader.get("/units", headers={"If-None-Match": said.format(tag=tag)}).status_code == 304


def test_a_page_is_packed_for_who_takes_that_and_is_the_same_page(reader):
    plain = reader.get("/units", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert int(plain.headers["content-length"]) == len(plain.content)
    with reader.stream("GET", "/units", headers={"Accept-Encoding": "br, gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) == len(packed) < len(plain.content) / 2
    assert gzip.decompress(packed) == plain.content
    assert answer.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


def test_a_page_is_not_packed_for_who_refuses_that(reader):
    """RFC 9110, section 12.5.3: a weight of 0 means not acceptable."""
    answer = reader.get("/units", headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in answer.headers


def test_what_is_packed_already_is_not_packed_again(reader):
    answer = reader.get("/unit?as=xlsx", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert answer.content[:2] == b"PK"


@pytest.mark.parametrize(
    ("path", "status"), [("/nosuch", 404), ("/unit/NOSUCH", 404), ("/findings?page=0", 400), ("/en", 307)]
)
def test_what_went_wrong_is_not_kept(reader, path, status):
    for _ in range(2):
        answer = reader.get(path, follow_redirects=False)
        assert answer.status_code == status
        assert "etag" not in answer.headers


def test_pages_are_told_apart_by_path_query_language_and_host(reader, rendered):
    asked = [
        ("/findings", {}),
        ("/findings?severity=error", {}),
        ("/findings?severity=notice", {}),
        ("/en/findings", {}),
        ("/findings", {"Host": "localhost:8000"}),
        ("/api/findings", {}),
        ("/budget_line?as=csv", {}),
        ("/budget_line?as=xlsx", {}),
    ]
    first = [reader.get(path, headers=headers).content for path, headers in asked]
    again = [reader.get(path, headers=headers).content for path, headers in asked]
    assert first == again
    assert len({*first[:4], *first[5:]}) == 7
    assert rendered == ["/findings"] * 5


def test_a_page_names_the_host_it_was_asked_at(reader):
    path = "/measure_effect/sector-review-set/VEL1/2027/amount"
    assert f"http://127.0.0.1:8000{path}" in reader.get(path).text
    other = reader.get(path, headers={"Host": "localhost:9999"}).text
    assert f"http://localhost:9999{path}" in other
    assert "127.0.0.1" not in other


def test_a_very_long_question_is_answered_and_not_kept(reader, rendered):
    path = "/search?q=" + "rus+" * 200
    assert "etag" not in reader.get(path).headers
    assert reader.get(path).status_code == 200
    assert rendered == ["/search"] * 2


def test_a_changed_book_is_shown_within_a_second(oslo_place, tmp_path, rendered):
    place = shutil.copytree(oslo_place, tmp_path / "own")
    with OpenBook(place) as opened, Book.open(place) as elsewhere:
        reader = TestClient(site(opened), base_url=OURS)
        found = opened.edition().judgement.findings[0]
        path = f"/findings/{found.id}"
        before = reader.get(path)
        stamp = {"by": "Kontroller to", "at": datetime(2026, 3, 1, tzinfo=UTC)}
        elsewhere.accept(found.id, reason="Trykkfeil i kilden", numbers=found.numbers, **stamp)
        time.sleep(0.6)
        after = reader.get(path, headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert "Trykkfeil i kilden" in after.text
        assert "Trykkfeil i kilden" not in before.text
        assert reader.get(path).content == after.content
        assert rendered == [path, path]
        elsewhere.withdraw(found.id, reason="Kilden er rettet", **stamp)
        time.sleep(0.6)
        assert "Kilden er rettet" in reader.get(path).text


def step(own: Site, to: str, returned: str = "") -> None:
    ask = Ask(own.book, own.book.edition(), "no")
    version = own.book.version_of(ask.edition, "working_document", {"document": REPORT})
    move_document(ask, REPORT, to, version=version, returned=returned, **WHY)


def test_a_page_is_made_again_for_who_sees_other_documents_than_before(tmp_path):
    """A list of passages reads passages alone. They do not change when a report is approved, or sent back."""
    secret = "Bare den som skriver ser dette"
    row = {"part": "other", "position": 1, "text": secret}
    paths = ("/passage", f"/passage/{REPORT}/a", "/api/passage", "/passage?as=csv")
    with site_of(worked_book(tmp_path / "own")) as own:
        passage = RowChange("passage", {"document": REPORT, "key": "a"}, row, None)
        Ask(own.book, own.book.edition(), "no").save([passage], **WHY)
        reader = own.browser_of(PEOPLE["reader"])
        shown = [{secret in reader.get(path).text for path in paths}]
        for to, returned in (("submitted", ""), ("approved", ""), ("draft", "Mer om sykefraværet")):
            step(own, to, returned)
            shown.append({secret in reader.get(path).text for path in paths})
    assert shown == [{False}, {False}, {True}, {False}]


class Numbered:
    """A small application: every answer is new, and of the size its path says."""

    def __init__(self) -> None:
        self.state: dict[str, int] | None = {"(anything)": 1}
        self.reads: tuple[str, ...] = ()
        self.made: list[str] = []
        self.headers: dict[str, str] = {}

    async def tell(self, person: Person | None) -> Shown | None:
        return None if self.state is None else Shown("2026-03-01", self.state.__getitem__)

    async def __call__(self, scope, receive, send) -> None:
        self.made.append(scope["path"])
        note(*self.reads)
        size = int(scope["path"].rpartition("/")[2])
        text = f"{len(self.made)}".ljust(size, ".")
        await PlainTextResponse(text, headers=self.headers)(scope, receive, send)


@pytest.fixture
def numbered():
    app = Numbered()
    return app, TestClient(KeptPages(app, app.tell), base_url=OURS)


def test_when_there_is_no_more_room_the_page_longest_unread_is_dropped(numbered, monkeypatch):
    """Room for three pages of 1000: a, b, c are kept; a is read; d takes b's place."""
    monkeypatch.setattr(keep, "_MOST_BYTES", 3000)
    app, reader = numbered
    for path in ("/a/1000", "/b/1000", "/c/1000", "/a/1000", "/d/1000"):
        reader.get(path)
    assert app.made == ["/a/1000", "/b/1000", "/c/1000", "/d/1000"]
    for path in ("/a/1000", "/c/1000", "/d/1000"):
        reader.get(path)
    assert len(app.made) == 4
    reader.get("/b/1000")
    assert app.made[4:] == ["/b/1000"]


def test_a_page_too_large_to_keep_is_sent_whole(numbered, monkeypatch):
    monkeypatch.setattr(keep, "_LARGEST_PAGE", 1000)
    app, reader = numbered
    assert len(reader.get("/a/1001").content) == 1001
    reader.get("/a/1001")
    assert len(app.made) == 2


def test_a_page_that_has_noted_nothing_is_kept_until_anything_changes(numbered):
    app, reader = numbered
    assert [reader.get("/a/10").text[0] for _ in range(2)] == ["1", "1"]
    app.state = {"(anything)": 2}
    assert [reader.get("/a/10").text[0] for _ in range(2)] == ["2", "2"]


def test_a_page_is_kept_until_something_it_has_read_changes(numbered):
    """It reads units and goals: assignments are no matter to it."""
    app, reader = numbered
    app.reads = ("unit", "goal")
    app.state = {"(anything)": 1, "unit": 1, "goal": 1, "assignment": 1}
    assert reader.get("/a/10").text[0] == "1"
    app.state = app.state | {"(anything)": 2, "assignment": 2}
    assert reader.get("/a/10").text[0] == "1"
    app.state = app.state | {"(anything)": 3, "goal": 3}
    assert [reader.get("/a/10").text[0] for _ in range(2)] == ["2", "2"]


def test_nothing_is_kept_of_a_book_that_cannot_be_read(numbered):
    app, reader = numbered
    app.state = None
    assert [reader.get("/a/10").text[0] for _ in range(2)] == ["1", "2"]


def test_an_answer_for_one_reader_only_is_not_kept(numbered):
    app, reader = numbered
    app.headers = {"Set-Cookie": "who=kari"}
    assert [reader.get("/a/10").text[0] for _ in range(2)] == ["1", "2"]


def test_only_questions_are_kept(numbered):
    _, reader = numbered
    assert [reader.post("/a/10").text[0] for _ in range(2)] == ["1", "2"]
