"""Who may ask for what: known host names, forms from our own pages, and headers that bind the browser."""

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
        text = say("host_unknown", "no", host=host[:100]) + "\n" + say("host_unknown", "en", host=host[:100])
        await PlainTextResponse(text, status_code=421)(scope, receive, send)


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
