"""Files that are sent and not saved are kept for who sent them, for a while, while there is room."""

import pytest

from rodtrad.app import kept_uploads
from rodtrad.app.kept_uploads import KEPT_SECONDS, MOST_OF_ONE, KeptUploads
from rodtrad.core.errors import MissingError


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(clock: Clock) -> KeptUploads:
    return KeptUploads(clock)


def gone(kept: KeptUploads, token: str, owner: str = "Ansatt") -> bool:
    try:
        kept.of(token, owner)
    except MissingError:
        return True
    return False


def test_a_file_is_there_for_who_sent_it_and_nobody_else(kept):
    token = kept.keep("a.xlsx", "Ansatt", "unit", b"x")
    assert kept.of(token, "Ansatt").content == b"x"
    assert "Ansatt" not in repr(kept.of(token, "Ansatt"))
    assert gone(kept, token, "Kontroller")
    assert gone(kept, "x" * len(token))
    kept.forget(token)
    assert gone(kept, token)


def test_no_two_files_have_the_same_name(kept):
    names = {kept.keep("a.xlsx", "Ansatt", "", b"x") for _ in range(50)}
    assert len(names) == 50
    assert all(len(name) >= 32 for name in names)


def test_a_file_goes_after_an_hour(kept, clock):
    token = kept.keep("a.xlsx", "Ansatt", "", b"x")
    clock.now = KEPT_SECONDS
    assert not gone(kept, token)
    clock.now = KEPT_SECONDS + 1
    assert gone(kept, token)


def test_the_oldest_of_one_person_give_way(kept):
    other = kept.keep("a.xlsx", "Kontroller", "", b"x")
    mine = [kept.keep("a.xlsx", "Ansatt", "", b"x") for _ in range(MOST_OF_ONE + 2)]
    assert [gone(kept, token) for token in mine] == [True, True, *[False] * MOST_OF_ONE]
    assert not gone(kept, other, "Kontroller")


def test_the_oldest_of_all_give_way_when_there_is_no_room(kept, monkeypatch):
    monkeypatch.setattr(kept_uploads, "MOST_BYTES", 10)
    first, second = (
        kept.keep("a.xlsx", "Ansatt", "", b"x" * 6),
        kept.keep("b.xlsx", "Kontroller", "", b"x" * 6),
    )
    assert gone(kept, first)
    assert not gone(kept, second, "Kontroller")
