"""The command line, run in this process as a person would type it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Answer, type_command


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wide terminal without colours, and no shared database."""
    for name, value in (("COLUMNS", "400"), ("TERM", "dumb"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    for name in ("RODTRAD_DATABASE_URL", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def rodtrad(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Type a command; get exit code, output and errors."""
    return lambda *words: type_command(monkeypatch, capsys, *words)


@pytest.fixture(scope="module")
def oslo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Oslo book, made once for the tests that only look at it."""
    from rodtrad.app import books

    place = tmp_path_factory.mktemp("oslo") / "book"
    books.read_into(place, "oslo", by="Ansatt", why="test")
    return place


@pytest.fixture
def own_book(oslo: Path, tmp_path: Path) -> Path:
    """A copy of the Oslo book that a test may change."""
    return Path(shutil.copytree(oslo, tmp_path / "own"))


@pytest.fixture
def checked(rodtrad: Callable[..., Answer]) -> Callable[..., Any]:
    """What `check --json` says of a book."""
    return lambda book, *more: rodtrad("check", "--json", "--book", book, *more).json
