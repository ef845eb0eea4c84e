"""Who may ask for what: known host names, forms from our own pages, and headers that bind the browser."""

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rodtrad.core.shape import LANGUAGES
from rodtrad.core.words import say

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_MOST_BYTES = 4 * 1024**2
"""More than the largest form, with every field full."""
_LONGEST_LENGTH = 20
_FILES = "/import"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def policy(forms_to: tuple[str, ...] = ()) -> str:
    """What a browser may load and send from our pages; all of it is our own."""
    return "; ".join((*_POLICY, " ".join(("form-action 'self'", *forms_to))))


class SafeHeaders:
    """An ASGI layer that puts the security headers on every answer.

    forms_to  other sites that a form may lead to: those of the login
    """

    def __init__(self, app: ASGIApp, forms_to: Callable[[], tuple[str, ...]] = tuple) -> None:
        self._app = app
        self._forms_to = forms_to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy(self._forms_to()))
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class KnownHosts:
    """An ASGI layer that answers to known names only, so that no other site can borrow ours.

    hosts  the names; none given is all names
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the question on, or say that the name is unknown."""
        if scope["type"] != "http" or not self._hosts:
            await self._app(scope, receive, send)
            return
        host = host_name(Headers(scope=scope))
        if host in self._hosts:
            await self._app(scope, receive, send)
            return
        text = "\n".join(say("host_unknown", language, host=host[:100]) for language in LANGUAGES)
        await PlainTextResponse(text, status_code=421)(scope, receive, send)


class SmallBodies:
    """An ASGI layer that takes only so much of what is sent; files have their own limit (`sheets.py`)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the question on, or say that it is too large; what comes without a length is cut off."""
        if scope["type"] != "http" or scope["path"].removeprefix("/en").startswith(_FILES):
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if length.isdecimal() and len(length) < _LONGEST_LENGTH and int(length) <= _MOST_BYTES:
            await self._app(scope, _limited(receive), send)
            return
        text = "\n".join(
            say("sent_too_large", language, most=_MOST_BYTES // 1024**2) for language in LANGUAGES
        )
        await PlainTextResponse(text, status_code=413)(scope, receive, send)


def _limited(receive: Receive) -> Receive:
    """What is sent, until it is more than somebody may send; then as if they had gone."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= _MOST_BYTES else {"type": "http.disconnect"}

    return counted


def host_name(headers: Headers) -> str:
    """The name the browser asked for, without port."""
    host = headers.get("host", "")
    if host.startswith("["):
        name, _, port = host[1:].partition("]")
        return name if not port or port.startswith(":") else host
    return host.partition(":")[0].lower()


def is_from_our_pages(headers: Headers) -> bool:
    """Whether a form was sent from one of our own pages: another site cannot make a browser say so."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] == headers.get("host", "")
