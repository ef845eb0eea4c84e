"""Pages wait a moment while something is saved, and never for what is still on its way."""

import asyncio
from collections.abc import Coroutine

import pytest

from rodtrad.web import turns
from rodtrad.web.turns import SavesFirst

GET, POST = {"type": "http", "method": "GET"}, {"type": "http", "method": "POST"}
WHOLE, PART = ({"type": "http.request", "body": b"x", "more_body": more} for more in (False, True))


class Site:
    """A site that notes what it has answered, and saves for as long as a test wants."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.may_save = asyncio.Event()

    async def __call__(self, scope, receive, send) -> None:
        if scope["method"] == "POST":
            while (await receive())["more_body"]:
                pass
            await self.may_save.wait()
        self.done.append(scope["method"])


async def _nothing(_message) -> None:
    raise AssertionError


def sends(*messages):
    left = list(messages)

    async def receive():
        if not left:
            await asyncio.Event().wait()
        return left.pop(0)

    return receive


def run(play: Coroutine[None, None, None]) -> None:
    asyncio.run(asyncio.wait_for(play, 10))


async def _soon() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_page_waits_for_a_save_that_is_under_way(monkeypatch):
    monkeypatch.setattr(turns, "_MOST_SECONDS", 9.0)

    async def play() -> None:
        site = Site()
        layer = SavesFirst(site)
        save = asyncio.create_task(layer(POST, sends(PART, WHOLE), _nothing))
        await _soon()
        page = asyncio.create_task(layer(GET, sends(), _nothing))
        await _soon()
        assert site.done == []
        site.may_save.set()
        await asyncio.gather(save, page)
        assert site.done == ["POST", "GET"]

    run(play())


def test_a_page_does_not_wait_for_long(monkeypatch):
    monkeypatch.setattr(turns, "_MOST_SECONDS", 0.01)

    async def play() -> None:
        site = Site()
        layer = SavesFirst(site)
        save = asyncio.create_task(layer(POST, sends(WHOLE), _nothing))
        await _soon()
        await layer(GET, sends(), _nothing)
        assert site.done == ["GET"]
        site.may_save.set()
        await save

    run(play())


@pytest.mark.parametrize("fault", [False, True])
def test_nobody_waits_for_a_form_that_is_on_its_way_or_has_failed(monkeypatch, fault):
    monkeypatch.setattr(turns, "_MOST_SECONDS", 9.0)

    async def play() -> None:
        site = Site()
        layer = SavesFirst(site)
        save = asyncio.create_task(layer(POST, sends(WHOLE if fault else PART), _nothing))
        await _soon()
        if fault:
            save.cancel()
        await layer(GET, sends(), _nothing)
        assert site.done == ["GET"]
        save.cancel()

    run(play())
