"""Forms that change the book: explain a finding, or take the explanation back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rodtrad.core.errors import AccessError, UsageError
from rodtrad.core.verdict import Verdict
from rodtrad.web.guard import is_from_our_pages
from rodtrad.web.pages import Asked, language_of
from rodtrad.web.render import path_of

forms = APIRouter(include_in_schema=False)
_LONGEST_REASON = 5000
_LONGEST_NAME = 200
SEE_OTHER = 303

Reason = Annotated[str, Form(max_length=_LONGEST_REASON)]
Name = Annotated[str, Form(max_length=_LONGEST_NAME)]


def check_allowed(request: Request) -> None:
    """Only forms from our own pages, and only where the book may be changed.

    raises  AccessError  the book is shown for reading, or the form came from elsewhere
    """
    if not request.app.state.writable:
        raise AccessError("read_only")
    if not is_from_our_pages(request.headers):
        raise AccessError("forbidden_origin")


def check_filled(reason: str, by: str) -> None:
    """Raise UsageError when a change has no reason, or nobody who makes it."""
    if not by.strip():
        raise UsageError("author_required")
    if not reason.strip():
        raise UsageError("reason_required")


@forms.post("/findings/{name}/accept")
def accept_finding(
    request: Request, ask: Asked, name: str, reason: Reason = "", by: Name = "", our_error: Name = ""
) -> Response:
    """Record why a finding stands, and show it."""
    check_allowed(request)
    check_filled(reason, by)
    finding = ask.finding(name)
    verdict = Verdict.READING_ERROR if our_error else Verdict.EXPLAINED
    found = ask.edition.judgement.by_id[finding.finding.card.id]
    ask.book.accept(found, reason=reason.strip(), by=by.strip(), verdict=verdict)
    return _back(request, name)


@forms.post("/findings/{name}/withdraw")
def withdraw_finding(request: Request, ask: Asked, name: str, reason: Reason = "", by: Name = "") -> Response:
    """Open a finding again, and show it."""
    check_allowed(request)
    check_filled(reason, by)
    finding = ask.finding(name)
    found = ask.edition.judgement.by_id[finding.finding.card.id]
    ask.book.withdraw(found, reason=reason.strip(), by=by.strip())
    return _back(request, name)


def _back(request: Request, name: str) -> Response:
    path = path_of(f"findings/{name}", language_of(request))
    return RedirectResponse(path, status_code=SEE_OTHER)
