"""Who saves goes first: two who ask at once would each wait twice as long."""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MOST_SECONDS = 0.1
"""So long a page waits at most, whoever saves; a reader does not notice."""


class SavesFirst:
    """An ASGI layer that lets pages wait a moment while something is saved.

    What is still on its way from a browser holds up nobody: a form counts from when all of it has come.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._saving = 0
        self._done = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the question on when it is its turn."""
        if scope["type"] == "http" and scope["method"] == "POST":
            await self._save(scope, receive, send)
            return
        if self._saving:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._done.wait(), _MOST_SECONDS)
        await self._app(scope, receive, send)

    async def _save(self, scope: Scope, receive: Receive, send: Send) -> None:
        come = False

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            if not come and not message.get("more_body"):
                come = True
                self._saving += 1
                self._done.clear()
            return message

        try:
            await self._app(scope, counted, send)
        finally:
            self._saving -= come
            if not self._saving:
                self._done.set()
