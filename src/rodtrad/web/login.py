"""Log in through the municipality's login, stay for a while, and log out; nobody else is let in."""

import secrets
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Query, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rodtrad.core.errors import AccessError
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.web.claims import person_of_claims
from rodtrad.web.forms import SEE_OTHER, check_from_our_pages
from rodtrad.web.login_settings import LoginSettings
from rodtrad.web.pages import is_data, language_of
from rodtrad.web.provider import Provider
from rodtrad.web.render import path_of, templates
from rodtrad.web.sessions import PENDING_SECONDS, LoginRate, PendingLogins, Sessions

doors = APIRouter(include_in_schema=False)
_TWICE = ("/login", "/logged-out", "/calendar.ics")
_OPEN = frozenset((*_TWICE, *(f"/en{path}" for path in _TWICE), "/login/callback", "/favicon.ico", "/health"))
"""Paths for who has not logged in; and all that is under /static/. A calendar is opened by a token."""
_LONGEST_PATH = 2000
_NEVER_KEPT = "private, no-cache"
_ONLY_SECURE = "max-age=31536000"


class Login:
    """Everything that has to do with logging in to one site."""

    def __init__(self, settings: LoginSettings) -> None:
        self.settings = settings
        self.provider = Provider(settings)
        self.sessions = Sessions()
        self.pending = PendingLogins()
        self.rate = LoginRate()

    @property
    def session_cookie(self) -> str:
        """The name of the cookie with the session; browsers hold the prefix to this site and to https."""
        return "__Host-rodtrad" if self.settings.is_secure else "rodtrad"

    @property
    def browser_cookie(self) -> str:
        """The name of the cookie that tells a browser that is logging in."""
        return f"{self.session_cookie}-login"

    def keep(self, answer: Response, cookie: str, value: str, seconds: int | None = None) -> None:
        """Give a browser a cookie that no script can read and no other site can send along."""
        secure = self.settings.is_secure
        answer.set_cookie(cookie, value, seconds, path="/", secure=secure, httponly=True, samesite="lax")

    def drop(self, answer: Response, cookie: str) -> None:
        """Take a cookie back."""
        secure = self.settings.is_secure
        answer.delete_cookie(cookie, path="/", secure=secure, httponly=True, samesite="lax")

    def client_of(self, request: HTTPConnection) -> str:
        """The address of who asks; behind a proxy of ours, the one it says."""
        address = request.client.host if request.client else ""
        if address in self.settings.proxies:
            said = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
            return said[:100] or address
        return address


class Door:
    """An ASGI layer that says who asks, and lets in nobody who has not logged in."""

    def __init__(self, app: ASGIApp, login: Login) -> None:
        self._app = app
        self._login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the question on with the person who asks, or show the way to the login."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = dict(scope) | {"scheme": self._login.settings.scheme}
        path = scope["path"]
        if path.startswith("/static/"):
            await self._app(scope, receive, send)
            return
        name = HTTPConnection(scope).cookies.get(self._login.session_cookie, "")
        session = self._login.sessions.find(name) if name else None
        if session is not None:
            scope |= {"person": session.person, "session": name}
        elif path not in _OPEN:
            await _sent_away(Request(scope))(scope, receive, self._private(send))
            return
        await self._app(scope, receive, self._private(send))

    def _private(self, send: Send) -> Send:
        """Answers that only the browser that asked may keep, and must ask about each time."""

        async def private(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("cache-control", _NEVER_KEPT)
                headers.add_vary_header("Cookie")
                if self._login.settings.is_secure:
                    headers.setdefault("strict-transport-security", _ONLY_SECURE)
            await send(message)

        return private


def _sent_away(request: Request) -> Response:
    """What is answered to who has not logged in."""
    language = language_of(request)
    said = say("login_needed_text", language)
    if is_data(request):
        return JSONResponse(
            {"detail": said, "near": []}, status_code=401, headers={"WWW-Authenticate": "Session"}
        )
    query = request.url.query
    onward = request.url.path + (f"?{query}" if query else "")
    if request.method not in ("GET", "HEAD"):
        lost = say("login_form_not_saved", language)
        return told(language, 401, say("login_needed_title", language), lost)
    place = f"{path_of('/login', language)}?next={quote(onward[:_LONGEST_PATH], safe='')}"
    if "hx-request" in Headers(scope=request.scope):
        return Response(status_code=401, headers={"HX-Redirect": place})
    return RedirectResponse(place, status_code=SEE_OTHER)


def told(language: Language, status: int, title: str, text: str, **headers: str) -> Response:
    """A page for who has not logged in: it shows nothing of the book."""
    given = {
        "language": language,
        "title": title,
        "text": text,
        "to": path_of("/login", language),
        "log_in": say("log_in", language),
    }
    shown = templates().get_template("login.html.j2").render(given)
    return HTMLResponse(shown, status_code=status, headers=headers)


def login_of(request: Request) -> Login:
    """The login of the site that is asked."""
    login: Login = request.app.state.login
    return login


def safe_path(onward: str) -> str:
    """A path on this site to go to after login; the front page for anything else."""
    parts = urlsplit(onward) if onward.isprintable() and " " not in onward else None
    if parts is None or parts.scheme or parts.netloc or not onward.startswith("/"):
        return "/"
    strange = onward.startswith("//") or "\\" in onward or len(onward) > _LONGEST_PATH
    doors_again = parts.path in _OPEN or parts.path.endswith("/logout")
    return "/" if strange or doors_again else onward


def _waiting(request: Request, login: Login) -> Response | None:
    """An answer to who asks to log in too often."""
    wait = login.rate.wait(login.client_of(request))
    if not wait:
        return None
    language = language_of(request)
    text = say("login_too_often", language, seconds=wait)
    return told(language, 429, say("trouble_title", language), text, **{"Retry-After": str(wait)})


@doors.get("/login")
async def log_in(
    request: Request, onward: Annotated[str, Query(alias="next", max_length=2 * _LONGEST_PATH)] = ""
) -> Response:
    """Send a browser to the municipality's login."""
    login = login_of(request)
    if refused := _waiting(request, login):
        return refused
    place = safe_path(onward or path_of("/", language_of(request)))
    if "person" in request.scope:
        return RedirectResponse(place, status_code=SEE_OTHER)
    browser = request.cookies.get(login.browser_cookie) or secrets.token_urlsafe(32)
    state, pending = login.pending.begin(browser, place)
    address = await login.provider.login_address(state, pending)
    answer = RedirectResponse(address, status_code=SEE_OTHER)
    login.keep(answer, login.browser_cookie, browser, PENDING_SECONDS)
    return answer


@doors.get("/login/callback")
async def come_back(request: Request) -> Response:
    """Begin a session for who comes back from the municipality's login, and show what they asked for."""
    login = login_of(request)
    if refused := _waiting(request, login):
        return refused
    browser, given = request.cookies.get(login.browser_cookie, ""), dict(request.query_params)
    pending = login.pending.take(given.get("state", ""), browser)
    if pending is None:
        raise AccessError("login_expired")
    if "error" in given or not given.get("code"):
        raise AccessError("login_denied")
    claims, hint = await login.provider.claims(given, pending)
    person = person_of_claims(claims, login.settings)
    login.sessions.end(request.cookies.get(login.session_cookie, ""))
    answer = RedirectResponse(pending.onward, status_code=SEE_OTHER)
    login.keep(answer, login.session_cookie, login.sessions.begin(person, hint))
    login.drop(answer, login.browser_cookie)
    return answer


@doors.post("/logout")
async def log_out(request: Request) -> Response:
    """End the session here, and at the provider where it knows how to."""
    check_from_our_pages(request)
    login = login_of(request)
    session = login.sessions.end(request.scope.get("session", ""))
    place = await login.provider.logout_address(session.hint) if session else None
    answer = RedirectResponse(place or path_of("/logged-out", language_of(request)), status_code=SEE_OTHER)
    login.drop(answer, login.session_cookie)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@doors.get("/logged-out")
def logged_out(request: Request) -> Response:
    """Say that the session has ended."""
    language = language_of(request)
    return told(language, 200, say("logged_out_title", language), say("logged_out_text", language))
