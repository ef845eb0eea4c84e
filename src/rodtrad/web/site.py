"""The whole site: pages, data, forms and files, behind the guard and the kept pages."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from rodtrad import __version__
from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.app.kept_uploads import KeptUploads
from rodtrad.app.open_book import OpenBook
from rodtrad.app.print_jobs import PrintJobs
from rodtrad.app.printing import Look
from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import AccessError, BookError, ConflictError, GoneError, MissingError, RodtradError
from rodtrad.core.roles import LOCAL, STRANGER, Person
from rodtrad.core.words import say
from rodtrad.web.editing import editing
from rodtrad.web.following import follow_forms
from rodtrad.web.forms import check_sent, forms
from rodtrad.web.guard import KnownHosts, SafeHeaders, SmallBodies
from rodtrad.web.keep import KeptPages, Shown
from rodtrad.web.letters import letter_forms
from rodtrad.web.login import Door, Login, doors, told
from rodtrad.web.pages import any_api, any_html, api, ask_page, day_asked, html, is_data, language_of
from rodtrad.web.planning import planning_forms
from rodtrad.web.printing import printing
from rodtrad.web.prose import prose_pages
from rodtrad.web.reminding import calendar_feed
from rodtrad.web.render import page, path_of
from rodtrad.web.reporting import report_forms
from rodtrad.web.sheets import sheets
from rodtrad.web.texts import texts_forms
from rodtrad.web.turns import SavesFirst
from rodtrad.web.work import steps

STATIC = Path(__file__).parent / "static"
_STATUS: tuple[tuple[type[RodtradError], int], ...] = (
    (GoneError, 410),
    (MissingError, 404),
    (AccessError, 403),
    (ConflictError, 409),
    (BookError, 503),
    (RodtradError, 400),
)
_WRITTEN = (
    forms,
    editing,
    steps,
    planning_forms,
    printing,
    texts_forms,
    report_forms,
    prose_pages,
    letter_forms,
    follow_forms,
    calendar_feed,
    sheets,
)
"""What is written and fetched on the site; it stands before the pages, which match more."""
_SHOWN_ADDRESS = 200
_LEFT_WHILE_SENDING = 400
_TITLES = {
    400: "bad_request_title",
    403: "forbidden_title",
    404: "page_unknown_title",
    409: "forbidden_title",
    410: "page_gone_title",
    503: "trouble_title",
}


def site(
    book: OpenBook,
    *,
    hosts: tuple[str, ...] = (),
    writable: bool = False,
    theme: Path | None = None,
    login: Login | None = None,
    look: Look | None = None,
) -> ASGIApp:
    """Make the site of one book.

    hosts     names the site answers to; none given is all names
    writable  whether the book can be changed from its pages
    theme     a style sheet that replaces Designsystemet's own theme
    login     how people log in; without it, whoever asks is one and the same
    look      how printed documents look; None is Rødtråd's own
    """
    app = application(book, writable=writable, theme=theme, login=login, look=look)
    kept = KeptPages(SavesFirst(app), _shown_in(book, LOCAL if writable else STRANGER))
    inside: ASGIApp = Door(kept, login) if login else kept
    let_in = KnownHosts(SmallBodies(inside), hosts)
    return SafeHeaders(let_in, login.provider.origins if login else tuple)


def application(
    book: OpenBook,
    *,
    writable: bool = False,
    theme: Path | None = None,
    login: Login | None = None,
    look: Look | None = None,
) -> FastAPI:
    """The pages and the data, without what stands around them."""
    app = FastAPI(
        title="Rødtråd",
        description="Every figure of a municipality's steering, with its source and its verdict.",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(check_sent)],
    )
    app.state.book, app.state.writable, app.state.login = book, writable, login
    app.state.uploads = KeptUploads()
    app.state.printing = PrintJobs(look or Look())
    _add_files(app, theme)
    for path in ("/api-guide", "/en/api-guide"):
        app.add_api_route(path, _guide, include_in_schema=False)
    for written in (*((doors,) if login else ()), *_WRITTEN):
        app.include_router(written)
        app.include_router(written, prefix="/en")
    app.include_router(api)
    app.include_router(any_api)
    app.add_api_route("/en", _english_front, include_in_schema=False)
    for pages in (html, any_html):
        app.include_router(pages, prefix="/en")
        app.include_router(pages)
    app.add_exception_handler(RodtradError, _tell_error)
    app.add_exception_handler(RequestValidationError, _tell_wrong_choice)
    app.add_exception_handler(HTTPException, _tell_http)
    app.add_exception_handler(ClientDisconnect, _gone_away)
    return app


def _add_files(app: FastAPI, theme: Path | None) -> None:
    chosen = theme or STATIC / "vendor" / "theme.css"

    def theme_file() -> FileResponse:
        return FileResponse(chosen, media_type="text/css")

    app.add_api_route("/static/theme.css", theme_file, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_api_route("/health", _health, include_in_schema=False)
    app.add_api_route("/favicon.ico", lambda: FileResponse(STATIC / "icon.svg"), include_in_schema=False)


def _health() -> dict[str, str]:
    """Whether the server answers."""
    return {"status": "ok"}


def _english_front(request: Request) -> Response:
    """The front page in English, without a slash at the end."""
    return Response(status_code=307, headers={"Location": str(request.url.replace(path="/en/"))})


def _guide(request: Request) -> Response:
    """What can be had as data, and where."""
    ask = ask_page(request)
    paths = request.app.openapi()["paths"]
    listed = [(path, methods["get"]["summary"]) for path, methods in paths.items() if "get" in methods]
    return HTMLResponse(page("guide.html.j2", ask, "/api-guide", {}, paths=listed))


def _shown_in(book: OpenBook, nobody: Person) -> Callable[[Person | None], Awaitable[Shown | None]]:
    """The book as somebody sees it, and the day; looked up beside the event loop.

    nobody  who asks where nobody has logged in
    """

    async def shown(person: Person | None) -> Shown | None:
        units, drafts = (person or nobody).units, (person or nobody).drafts
        edition = book.fresh(units, drafts=drafts)
        if edition is None:
            try:
                edition = await run_in_threadpool(book.edition, units, drafts=drafts)
            except RodtradError:
                return None
        return Shown(str(now().date()), edition.last_change)

    return shown


def _tell_error(request: Request, error: Exception) -> Response:
    """A page, or data, that says what is wrong and what to do."""
    assert isinstance(error, RodtradError)
    status = next(code for kind, code in _STATUS if isinstance(error, kind))
    near = error.near if isinstance(error, MissingError) else ()
    language = language_of(request)
    return _answer(request, status, error_sentence(error, language), near)


def _tell_wrong_choice(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    what = ", ".join(sorted({str(e["loc"][-1]) for e in error.errors()}))
    said = say("bad_request_text", language_of(request), what=what)
    return _answer(request, 422 if is_data(request) else 400, said)


def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    language, address = language_of(request), request.url.path[:_SHOWN_ADDRESS]
    unknown = error.status_code == 404
    if error.status_code == 400:
        said = say("sent_unreadable", language)
    else:
        said = say("page_unknown_text" if unknown else "method_text", language, address=address)
    return _answer(request, error.status_code, said, headers=error.headers)


def _gone_away(_request: Request, _error: Exception) -> Response:
    """Nobody hears the answer: the browser left while it sent."""
    return Response(status_code=_LEFT_WHILE_SENDING)


def _answer(
    request: Request, status: int, text: str, near: tuple[str, ...] = (), headers: Any = None
) -> Response:
    if is_data(request):
        body = {"detail": text, "near": [path_of(f"/api/{a}") for a in near]}
        return JSONResponse(body, status_code=status, headers=headers)
    if request.app.state.login and "person" not in request.scope:
        language = language_of(request)
        return told(language, status, say(_TITLES.get(status, "bad_request_title"), language), text)
    try:
        ask = _asked(request)
    except RodtradError as trouble:
        said = say(trouble.message, language_of(request), **trouble.facts)
        return HTMLResponse(_bare(said), status_code=503)
    title = say(_TITLES.get(status, "bad_request_title"), ask.language)
    near_cells = tuple(ask.telling.place(a) for a in near)
    shown = page("error.html.j2", ask, "", {}, title=title, text=text, near=near_cells, status=status)
    return HTMLResponse(shown, status_code=status, headers=headers)


def _asked(request: Request) -> Ask:
    """The reader's question, on the day they look at where the book has it."""
    try:
        return ask_page(request, day_asked(request))
    except MissingError:
        return ask_page(request)


def _bare(text: str) -> str:
    """A page for when there is no book to make one from."""
    from markupsafe import escape

    head = '<meta charset="utf-8"><title>Rødtråd</title>'
    return f'<!doctype html><html lang="no">{head}<main><h1>Rødtråd</h1><p>{escape(text)}</p></main></html>'
