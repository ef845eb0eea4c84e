"""Pages kept as bytes: an unchanged page is rendered once, and sent as nothing to who has it already.

While a page is made it is noted what of the book it reads (`core/noted.py`). It is sent again, without
being made again, for as long as all of that is as it was; what else people write meanwhile is no matter.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from threading import Lock

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rodtrad.core.noted import ANYTHING, noting
from rodtrad.core.roles import Person

_MOST_BYTES = 64 * 1024 * 1024
_LARGEST_PAGE = 1024 * 1024
_WORTH_PACKING = 1000
_PACKED_TYPES = (b"text/html", b"application/json", b"text/css", b"text/javascript")
_LONGEST_QUERY = 500
_NEVER_KEPT = ("/health", "/calendar.ics")
"""Whether the server answers, which must not wait for the book; and what a token says whose it is."""

_OUR_HEADERS = (b"content-length", b"etag", b"vary")

HeaderList = list[tuple[bytes, bytes]]
_Key = tuple[str, bytes, str, Person | None]
"""Path, query, host, and who asks: nobody is sent a page that was made for somebody else."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The book as somebody sees it now.

    day          pages are of one day, since deadlines come nearer
    last_change  by the name of what can be read: a number that is another when it has changed
    """

    day: str
    last_change: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is sent: its headers, its body, and the body packed where that is worth it.

    day, read  the day it was made, and what was read for it with the number it had then
    """

    headers: HeaderList
    body: bytes
    packed: bytes
    tag: bytes
    day: str = ""
    read: tuple[tuple[str, int], ...] = ()

    def holds(self, shown: Shown) -> bool:
        """Whether the page would be the same if it was made now."""
        return self.day == shown.day and all(shown.last_change(name) == n for name, n in self.read)

    @property
    def size(self) -> int:
        """Bytes held."""
        return len(self.body) + len(self.packed)


class KeptPages:
    """An ASGI layer that keeps whole answers to GET, until something they were made from changes.

    shown  tells the book as somebody sees it, None where nobody has logged in; None when it cannot be
           read, and nothing is kept
    """

    def __init__(self, app: ASGIApp, shown: Callable[[Person | None], Awaitable[Shown | None]]) -> None:
        self._app = app
        self._shown = shown
        self._kept: OrderedDict[_Key, KeptPage] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the kept page, or let it be made and keep it; to HEAD, the same without its body."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self(dict(scope) | {"method": "GET"}, receive, _without_body(send))
            return
        query = scope.get("query_string", b"")
        asks = scope["type"] == "http" and scope["method"] == "GET" and scope["path"] not in _NEVER_KEPT
        if not asks or len(query) > _LONGEST_QUERY:
            await self._app(scope, receive, send)
            return
        asked, person = Headers(scope=scope), scope.get("person")
        shown, key = await self._shown(person), (scope["path"], query, asked.get("host", ""), person)
        page = self._found(key, shown)
        if page is None:
            answer = _Answer()
            with noting() as read:
                await self._app(scope, receive, answer.take)
            if not answer.is_whole_page:
                await answer.send_on(send)
                return
            page = answer.page()
            self._keep(shown, key, page, read)
        await _send(page, asked, send)

    def _found(self, key: _Key, shown: Shown | None) -> KeptPage | None:
        with self._lock:
            page = self._kept.get(key)
            if page is None or shown is None or not page.holds(shown):
                return None
            self._kept.move_to_end(key)
            return page

    def _keep(self, shown: Shown | None, key: _Key, page: KeptPage, read: set[str]) -> None:
        """Keep a page with what was read for it; one that has noted nothing may have read anything."""
        if page.size > _LARGEST_PAGE or shown is None:
            return
        numbers = tuple((name, shown.last_change(name)) for name in sorted(read or {ANYTHING}))
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = replace(page, day=shown.day, read=numbers)
            self._bytes += page.size - (old.size if old else 0)
            while self._bytes > _MOST_BYTES:
                _, longest_unread = self._kept.popitem(last=False)
                self._bytes -= longest_unread.size


class _Answer:
    """What the application sends, held until it is whole."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    async def take(self, message: Message) -> None:
        self._messages.append(message)

    @property
    def is_whole_page(self) -> bool:
        first = self._messages[0]
        headers = Headers(raw=first["headers"])
        is_kept = "no-store" not in headers.get("cache-control", "") and "set-cookie" not in headers
        return first["status"] == 200 and is_kept

    def page(self) -> KeptPage:
        headers: HeaderList = [h for h in self._messages[0]["headers"] if h[0] not in _OUR_HEADERS]
        body = b"".join(m.get("body", b"") for m in self._messages[1:])
        kind = dict(headers).get(b"content-type", b"")
        packs = len(body) >= _WORTH_PACKING and kind.startswith(_PACKED_TYPES)
        tag = b'"%s"' % hashlib.blake2b(body, digest_size=12).hexdigest().encode()
        return KeptPage(headers, body, gzip.compress(body, 6) if packs else b"", tag)

    async def send_on(self, send: Send) -> None:
        for message in self._messages:
            await send(message)


async def _send(page: KeptPage, asked: Headers, send: Send) -> None:
    """The page, packed for who takes that, or only its tag for who has it."""
    headers = [*page.headers, (b"etag", page.tag), (b"vary", b"Accept-Encoding")]
    if _has_it(asked.get("if-none-match", ""), page.tag.decode()):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    packed = page.packed and _takes_gzip(asked.get("accept-encoding", ""))
    body = page.packed if packed else page.body
    headers.append((b"content-length", str(len(body)).encode()))
    if packed:
        headers.append((b"content-encoding", b"gzip"))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _has_it(tags: str, tag: str) -> bool:
    """Whether a browser says that it holds the page already (RFC 9110, section 13.1.2)."""
    return any(given.strip().removeprefix("W/") in (tag, "*") for given in tags.split(","))


def _takes_gzip(accepted: str) -> bool:
    """Whether a browser takes packed pages: gzip is named, and not with the weight nought."""
    for offer in accepted.lower().split(","):
        name, _, weight = offer.partition(";")
        if name.strip() in ("gzip", "*"):
            return not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight)
    return False


def _without_body(send: Send) -> Send:
    async def only_headers(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return only_headers
