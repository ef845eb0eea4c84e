"""The app's tests may use the samples of the store and of the checks, and an invented municipality."""

import shutil
import sys
from pathlib import Path

import pytest

from rodtrad.app.books import read_into
from rodtrad.app.open_book import OpenBook

sys.path += [str(Path(__file__).parent.parent / folder) for folder in ("store", "checks")]


@pytest.fixture(scope="session")
def eksempelvik(tmp_path_factory):
    """A book with Eksempelvik in it, which no test changes."""
    made = tmp_path_factory.mktemp("eksempelvik") / "book"
    read_into(made, "eksempelvik", by="Prøve", why="test")
    return made


@pytest.fixture
def book(eksempelvik, tmp_path):
    """A book with Eksempelvik in it, for one test."""
    with OpenBook(shutil.copytree(eksempelvik, tmp_path / "book")) as opened:
        yield opened
