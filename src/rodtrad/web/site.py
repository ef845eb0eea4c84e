"""The whole site: pages, data, forms and files, behind the guard and the kept pages."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from rodtrad import __version__
from rodtrad.app.books import now
from rodtrad.app.open_book import OpenBook
from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import AccessError, BookError, ConflictError, GoneError, MissingError, RodtradError
from rodtrad.core.words import say
from rodtrad.web.editing import editing
from rodtrad.web.forms import forms
from rodtrad.web.guard import KnownHosts, SafeHeaders
from rodtrad.web.keep import KeptPages
from rodtrad.web.pages import any_api, any_html, api, ask_page, html, is_data, language_of
from rodtrad.web.render import page, path_of
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
_SHOWN_ADDRESS = 200
_TITLES = {
    400: "bad_request_title",
    403: "forbidden_title",
    404: "page_unknown_title",
    409: "forbidden_title",
    410: "page_gone_title",
    503: "trouble_title",
}


def site(
    book: OpenBook, *, hosts: tuple[str, ...] = (), writable: bool = False, theme: Path | None = None
) -> ASGIApp:
    """Make the site of one book.

    hosts     names the site answers to; none given is all names
    writable  whether findings can be explained from its pages
    theme     a style sheet that replaces Designsystemet's own theme
    """
    app = application(book, writable=writable, theme=theme)
    return SafeHeaders(KnownHosts(KeptPages(app, _state_of(book)), hosts))


def application(book: OpenBook, *, writable: bool = False, theme: Path | None = None) -> FastAPI:
    """The pages and the data, without what stands around them."""
    app = FastAPI(
        title="Rødtråd",
        description="Every figure of a municipality's steering, with its source and its verdict.",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.book, app.state.writable = book, writable
    _add_files(app, theme)
    app.add_api_route("/api-guide", _guide, include_in_schema=False)
    app.add_api_route("/en/api-guide", _guide, include_in_schema=False)
    app.include_router(forms)
    app.include_router(forms, prefix="/en")
    app.include_router(editing)
    app.include_router(editing, prefix="/en")
    app.include_router(steps)
    app.include_router(steps, prefix="/en")
    app.include_router(api)
    app.include_router(any_api)
    app.add_api_route("/en", _english_front, include_in_schema=False)
    for pages in (html, any_html):
        app.include_router(pages, prefix="/en")
        app.include_router(pages)
    app.add_exception_handler(RodtradError, _tell_error)
    app.add_exception_handler(RequestValidationError, _tell_wrong_choice)
    app.add_exception_handler(HTTPException, _tell_http)
    return app


def _add_files(app: FastAPI, theme: Path | None) -> None:
    chosen = theme or STATIC / "vendor" / "theme.css"

    def theme_file() -> FileResponse:
        return FileResponse(chosen, media_type="text/css")

    app.add_api_route("/static/theme.css", theme_file, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_api_route("/favicon.ico", lambda: FileResponse(STATIC / "icon.svg"), include_in_schema=False)


def _english_front(request: Request) -> Response:
    """The front page in English, without a slash at the end."""
    return Response(status_code=307, headers={"Location": str(request.url.replace(path="/en/"))})


def _guide(request: Request) -> Response:
    """What can be had as data, and where."""
    ask = ask_page(request)
    paths = request.app.openapi()["paths"]
    listed = [(path, methods["get"]["summary"]) for path, methods in paths.items() if "get" in methods]
    return HTMLResponse(page("guide.html.j2", ask, "/api-guide", {}, paths=listed))


def _state_of(book: OpenBook) -> Callable[[], Awaitable[str]]:
    """The state of the book and the day, since deadlines come nearer; looked up beside the event loop."""

    async def state() -> str:
        fresh = book.fresh()
        if fresh is None:
            try:
                fresh = await run_in_threadpool(book.edition)
            except RodtradError:
                return ""
        return f"{fresh.state} {now().date()}"

    return state


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
    said = say("page_unknown_text" if unknown else "method_text", language, address=address)
    return _answer(request, error.status_code, said, headers=error.headers)


def _answer(
    request: Request, status: int, text: str, near: tuple[str, ...] = (), headers: Any = None
) -> Response:
    if is_data(request):
        body = {"detail": text, "near": [path_of(f"/api/{a}") for a in near]}
        return JSONResponse(body, status_code=status, headers=headers)
    try:
        ask = ask_page(request)
    except RodtradError as trouble:
        said = say(trouble.message, language_of(request), **trouble.facts)
        return HTMLResponse(_bare(said), status_code=503)
    title = say(_TITLES.get(status, "bad_request_title"), ask.language)
    near_cells = tuple(ask.telling.place(a) for a in near)
    shown = page("error.html.j2", ask, "", {}, title=title, text=text, near=near_cells, status=status)
    return HTMLResponse(shown, status_code=status, headers=headers)


def _bare(text: str) -> str:
    """A page for when there is no book to make one from."""
    from markupsafe import escape

    head = '<meta charset="utf-8"><title>Rødtråd</title>'
    return f'<!doctype html><html lang="no">{head}<main><h1>Rødtråd</h1><p>{escape(text)}</p></main></html>'
