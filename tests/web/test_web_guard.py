"""Who may ask for what, and who may change the book."""

import asyncio
import shutil

import pytest
from form_reading import FormRead
from page_reading import PageRead
from starlette.testclient import TestClient

from rodtrad.app.open_book import OpenBook
from rodtrad.store.book import Book
from rodtrad.web.guard import SmallBodies
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
FROM_US = {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}
FILLED = {"reason": "Trykkfeil i kilden", "by": "Ansatt to"}
EVERY_KIND = [
    ("/", 200),
    ("/unit/VEL", 200),
    ("/en/budget", 200),
    ("/api/units", 200),
    ("/api/openapi.json", 200),
    ("/budget_line?as=csv", 200),
    ("/budget_line?as=xlsx", 200),
    ("/static/rodtrad.css", 200),
    ("/static/theme.css", 200),
    ("/favicon.ico", 200),
    ("/en", 307),
    ("/findings?page=0", 400),
    ("/nosuch", 404),
    ("/api/nosuch", 404),
    ("/static/nosuch.css", 404),
]


def bound(answer, *, saved: bool = False) -> None:
    """The headers that keep a browser from running or sending what is not ours.

    saved  something was saved, so a cookie may say that and nothing else; elsewhere there is none
    """
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["form-action"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "permissions-policy" in answer.headers
    cookies = ["rodtrad_saved=1; Max-Age=60; Path=/; SameSite=strict"] if saved else []
    assert answer.headers.get_list("set-cookie") == cookies


@pytest.mark.parametrize(("path", "status"), EVERY_KIND)
def test_every_kind_of_answer_binds_the_browser_and_sets_no_cookie(client, path, status):
    for _ in ("made", "kept"):
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code == status
        bound(answer)


def test_a_wrong_method_a_known_page_and_a_form_bind_the_browser_too(client):
    unchanged = client.get("/units", headers={"If-None-Match": client.get("/units").headers["etag"]})
    assert unchanged.status_code == 304
    for answer in (client.post("/units"), client.post("/findings/x/accept", data=FILLED), unchanged):
        bound(answer)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("127.0.0.1", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("evil.example:8000", 421),
        ("localhost@evil.example", 421),
        ("[::1].evil.example", 421),
        ("", 421),
    ],
)
def test_only_known_names_are_answered(oslo_book, host, status):
    client = TestClient(site(oslo_book, hosts=("127.0.0.1", "localhost", "::1")), base_url=OURS)
    for path in ("/units", "/api/units", "/static/rodtrad.css"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == status
        bound(answer)
    if status == 421:
        assert "adressen den viste" in answer.text
        assert "the address it showed" in answer.text


@pytest.fixture
def own(oslo_place, tmp_path):
    """A book that may be changed, its site, and the name of an open finding."""
    place = shutil.copytree(oslo_place, tmp_path / "own")
    with OpenBook(place) as opened, Book.open(place) as book:
        app = site(opened, hosts=("127.0.0.1",), writable=True)
        finding = opened.edition().judgement.findings[0].id
        with TestClient(app, base_url=OURS, follow_redirects=False) as client:
            yield client, book, f"/findings/{finding}"


def test_a_finding_is_explained_and_opened_again_from_our_own_page(own):
    client, book, path = own
    assert PageRead(client.get(path).text).elements["form"] == 2
    answer = client.post(f"{path}/accept", data=FILLED, headers=FROM_US)
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    bound(answer, saved=True)
    shown = PageRead(client.get(path).text)
    assert "Forklart av Ansatt to" in shown.text
    assert "Trykkfeil i kilden" in shown.text
    assert client.get(f"/api{path}").json()["finding"]["card"]["verdict"] == "explained"
    [said] = book.acceptances().values()
    assert (said.verdict, said.reason, said.by) == ("explained", "Trykkfeil i kilden", "Ansatt to")
    taken = {"reason": "Kilden er rettet", "by": "Kontroller"}
    answer = client.post(f"/en{path}/withdraw", data=taken, headers=FROM_US)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/en{path}")
    assert client.get(f"/api{path}").json()["is_open"] is True
    assert "Withdrawn by Kontroller" in PageRead(client.get(f"/en{path}").text).text
    assert book.acceptances() == {}


def test_our_own_misreading_is_recorded_as_that(own):
    client, book, path = own
    client.post(f"{path}/accept", data=FILLED | {"our_error": "yes"}, headers=FROM_US)
    assert [said.verdict for said in book.acceptances().values()] == ["reading_error"]
    assert client.get(f"/api{path}").json()["finding"]["card"]["verdict"] == "reading_error"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": OURS}])
def test_either_header_of_a_browser_is_enough(own, headers):
    client, book, path = own
    assert client.post(f"{path}/accept", data=FILLED, headers=headers).status_code == 303
    assert len(book.acceptances()) == 1


FROM_ELSEWHERE = [
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://127.0.0.1:9000"},
    {"Origin": "http://localhost:8000"},
    {"Origin": "http://127.0.0.1:8000.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "cross-site", "Origin": OURS},
    {"Referer": OURS + "/findings"},
]


@pytest.mark.parametrize("action", ["accept", "withdraw"])
@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_a_form_from_elsewhere_changes_nothing(own, headers, action):
    client, book, path = own
    answer = client.post(f"{path}/{action}", data=FILLED, headers=headers)
    assert answer.status_code == 403
    assert "Åpne siden på nytt" in PageRead(answer.text).text
    assert book.acceptance_history(path.rpartition("/")[2]) == []


def test_nothing_is_changed_by_reading(own):
    client, book, path = own
    for action in ("accept", "withdraw"):
        assert client.get(f"{path}/{action}", params=FILLED, headers=FROM_US).status_code in (404, 405)
    assert book.acceptances() == {}


def test_a_book_shown_for_reading_cannot_be_changed(oslo_book, client):
    path = f"/findings/{oslo_book.edition().judgement.findings[0].id}"
    for action in ("accept", "withdraw"):
        answer = client.post(f"{path}/{action}", data=FILLED, headers=FROM_US)
        assert answer.status_code == 403
        assert "bare for lesing" in PageRead(answer.text).text
    shown = PageRead(client.get(path).text)
    assert shown.elements["form"] == 1
    assert "bare for lesing" in shown.text
    assert oslo_book.acceptances(path.rpartition("/")[2]) == []


@pytest.mark.parametrize("action", ["accept", "withdraw"])
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"by": "Ansatt"}, "begrunnelse"),
        ({"reason": " \n\t", "by": "Ansatt"}, "begrunnelse"),
        ({"reason": "Trykkfeil"}, "navnet ditt"),
        ({"reason": "Trykkfeil", "by": "  "}, "navnet ditt"),
        ({"reason": "a\0b", "by": "Ansatt"}, ""),
        ({"reason": "x" * 5001, "by": "Ansatt"}, "reason"),
        ({"reason": "Trykkfeil", "by": "x" * 201}, "by"),
        ({}, "navnet ditt"),
    ],
    ids=lambda v: str(v)[:40],
)
def test_a_form_that_lacks_something_says_what_and_records_nothing(own, form, said, action):
    client, book, path = own
    if action == "withdraw":
        client.post(f"{path}/accept", data=FILLED, headers=FROM_US)
    answer = client.post(f"{path}/{action}", data=form, headers=FROM_US)
    assert answer.status_code == 400
    page = PageRead(answer.text)
    assert len(page.headings) == 1
    assert said in page.text
    assert len(book.acceptances()) == (action == "withdraw")


def test_a_form_about_what_is_not_there_is_refused(own):
    client, book, path = own
    assert client.post("/findings/P-01-nosuch/accept", data=FILLED, headers=FROM_US).status_code == 404
    assert 400 <= client.post(f"{path}/withdraw", data=FILLED, headers=FROM_US).status_code < 500
    assert book.acceptances() == {}


def test_markup_in_a_reason_is_shown_as_it_was_written(own):
    client, _, path = own
    clean = PageRead(client.get("/findings").text).elements["script"]
    told = {"reason": "<script>alert(1)</script>", "by": "<b>Ansatt</b>"}
    client.post(f"{path}/accept", data=told, headers=FROM_US)
    for page in (PageRead(client.get(path).text), PageRead(client.get("/findings").text)):
        assert told["reason"] in page.text
        assert page.elements["script"] == clean


def test_an_explanation_without_a_name_is_kept(own):
    client, book, path = own
    sent = {"reason": "Ulik avrunding i kilden", "our_error": "yes", "by": ""}
    answer = client.post(f"{path}/accept", data=sent, headers=FROM_US)
    assert answer.status_code == 400
    held = FormRead(answer.text).fields
    assert {name: held[name] for name in sent} == sent
    assert 'role="alert"' in answer.text
    assert book.acceptances() == {}


TOO_MUCH, PIECE = 40, b" " * 1024**2
JSON = FROM_US | {"Content-Type": "application/json"}


@pytest.mark.parametrize("path", ["/api/prose/check", "/planning/new", "/en/edit/unit/VEL"])
def test_too_much_is_not_read(client, path):
    answer = client.post(path, content=TOO_MUCH * PIECE, headers=JSON)
    assert answer.status_code == 413
    assert "større enn 4 MB" in answer.text
    assert "larger than 4 MB" in answer.text
    bound(answer)


def test_what_comes_without_a_length_is_cut_off():
    """Four pieces are taken; at the fifth it is as if the browser had gone."""
    met = []

    async def reading(_scope, receive, _send) -> None:
        while (message := await receive())["type"] != "http.disconnect":
            met.append(len(message["body"]))

    async def pieces():
        return {"type": "http.request", "body": PIECE, "more_body": True}

    scope = {"type": "http", "path": "/api/prose/check", "headers": []}
    asyncio.run(asyncio.wait_for(SmallBodies(reading)(scope, pieces, None), 10))
    assert met == [len(PIECE)] * 4
