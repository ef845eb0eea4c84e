"""The Oslo book, made once and served without a network: for the tests that only look at it."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from printed_lines import add_lines

from rodtrad.app import books
from rodtrad.app.open_book import OpenBook
from rodtrad.web.site import site

with warnings.catch_warnings():
    # Starlette 1.10 asks for httpx2 in place of httpx, the client we have; only this import says so.
    warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")
    from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def oslo_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the Oslo book, with two pages of the letter; copy it before changing anything."""
    place = tmp_path_factory.mktemp("oslo-web") / "book"
    books.read_into(place, "oslo", by="Ansatt to", why="test of the web")
    add_lines(place)
    return place


@pytest.fixture(scope="session")
def oslo_book(oslo_place: Path) -> Iterator[OpenBook]:
    with OpenBook(oslo_place) as book:
        yield book


@pytest.fixture(scope="session")
def client(oslo_book: OpenBook) -> Iterator[TestClient]:
    """A reader of the Oslo book, which cannot be changed."""
    with TestClient(site(oslo_book), base_url="http://127.0.0.1:8000") as reader:
        yield reader
