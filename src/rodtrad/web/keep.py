"""Pages kept as bytes: an unchanged page is rendered once, and sent as nothing to who has it already."""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from threading import Lock

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MOST_BYTES = 64 * 1024 * 1024
_LARGEST_PAGE = 1024 * 1024
_WORTH_PACKING = 1000
_PACKED_TYPES = (b"text/html", b"application/json", b"text/css", b"text/javascript")
_LONGEST_QUERY = 500

_OUR_HEADERS = (b"content-length", b"etag", b"vary")

HeaderList = list[tuple[bytes, bytes]]
_Key = tuple[str, bytes, str]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is sent: its headers, its body, and the body packed where that is worth it."""

    headers: HeaderList
    body: bytes
    packed: bytes
    tag: bytes

    @property
    def size(self) -> int:
        """Bytes held."""
        return len(self.body) + len(self.packed)


class KeptPages:
    """An ASGI layer that keeps whole answers to GET, for one state of the book at a time.

    state  tells the state of the book; when it changes, everything kept is dropped
    """

    def __init__(self, app: ASGIApp, state: Callable[[], Awaitable[str]]) -> None:
        self._app = app
        self._state = state
        self._kept: OrderedDict[_Key, KeptPage] = OrderedDict()
        self._kept_state = ""
        self._bytes = 0
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the kept page, or let it be made and keep it; to HEAD, the same without its body."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self(dict(scope) | {"method": "GET"}, receive, _without_body(send))
            return
        query = scope.get("query_string", b"")
        if scope["type"] != "http" or scope["method"] != "GET" or len(query) > _LONGEST_QUERY:
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        state, key = await self._state(), (scope["path"], query, asked.get("host", ""))
        with self._lock:
            page = self._kept.get(key) if state == self._kept_state else None
            if page:
                self._kept.move_to_end(key)
        if page is None:
            answer = _Answer()
            await self._app(scope, receive, answer.take)
            if not answer.is_whole_page:
                await answer.send_on(send)
                return
            page = answer.page()
            self._keep(state, key, page)
        await _send(page, asked, send)

    def _keep(self, state: str, key: _Key, page: KeptPage) -> None:
        if page.size > _LARGEST_PAGE or not state:
            return
        with self._lock:
            if state != self._kept_state:
                self._kept.clear()
                self._kept_state, self._bytes = state, 0
            if key not in self._kept:
                self._kept[key] = page
                self._bytes += page.size
            while self._bytes > _MOST_BYTES:
                _, old = self._kept.popitem(last=False)
                self._bytes -= old.size


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
        return first["status"] == 200 and "set-cookie" not in headers

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
