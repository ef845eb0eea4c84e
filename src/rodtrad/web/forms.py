"""Forms that change the book: explain a finding, or take the explanation back."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rodtrad.app.asking import Ask
from rodtrad.app.saving import UsageFormError
from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import AccessError, ConflictError, MissingError, RodtradError, UsageError
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Verdict
from rodtrad.models.programme.faults import ProgrammeError
from rodtrad.web.guard import is_from_our_pages
from rodtrad.web.pages import Asked, language_of, person_of
from rodtrad.web.render import page, path_of

forms = APIRouter(include_in_schema=False)
_SAVED, _SAVED_SECONDS = "rodtrad_saved", 60
"""A cookie that the page takes away when it has told (`rodtrad.js`), so that the address stays what it is."""
LONGEST_SENT = 20_000
"""Signs of a field that are taken in at all; what a column can hold is said in the form (`typed_values`)."""
_LONGEST_REASON = 5000
_LONGEST_NAME = 200
SEE_OTHER = 303
_QUESTION = re.compile(r"(/en|/api)?/prose/check")
"""Asked by POST since a text is long; nothing is changed."""
_FOR_READERS = re.compile(r"(/en)?/(logout|documents/[^/]+/print)")
"""What who may only read may do too: it does not change the book."""

Reason = Annotated[str, Form(max_length=_LONGEST_REASON)]
Name = Annotated[str, Form(max_length=_LONGEST_NAME)]


def check_allowed(request: Request) -> None:
    """Only forms from our own pages, and only where the book may be changed by who asks.

    raises  AccessError  the book is shown for reading, the form came from elsewhere, or who asks may
                         do nothing but read
    """
    if not request.app.state.writable:
        raise AccessError("read_only")
    check_from_our_pages(request)
    if not person_of(request).rights:
        raise AccessError("right_missing")


def check_from_our_pages(request: Request) -> None:
    """Raise AccessError when a form was sent from another site."""
    if not is_from_our_pages(request.headers):
        raise AccessError("forbidden_origin")


def sent_text(name: str, value: str) -> str:
    """What was written in a field: a browser sends two signs for each line end, and one is written.

    raises  UsageError  it is longer than any form
    """
    text = value.replace("\r\n", "\n")
    if len(text) > LONGEST_SENT:
        raise UsageError("field_too_long", field=name[:50], longest=LONGEST_SENT)
    return text


def check_sent(request: Request) -> None:
    """What everything that is sent must pass, whatever page it is sent to; see `check_allowed`."""
    path = request.url.path
    if request.method in ("GET", "HEAD", "OPTIONS") or _QUESTION.fullmatch(path):
        return
    if _FOR_READERS.fullmatch(path):
        check_from_our_pages(request)
    else:
        check_allowed(request)


def to_saved(request: Request, path: str) -> Response:
    """To the page where what was saved is shown, which tells that it was."""
    answer = RedirectResponse(path, status_code=SEE_OTHER)
    secure = request.url.scheme == "https"
    answer.set_cookie(_SAVED, "1", _SAVED_SECONDS, path="/", secure=secure, samesite="strict")
    return answer


def told_of(error: RodtradError, language: Language) -> tuple[str, ...]:
    """What is wrong with a form that was sent, a sentence for each fault."""
    if isinstance(error, ProgrammeError):
        return tuple(fault.sentence(language) for fault in error.faults)
    if isinstance(error, UsageFormError) and error.problems:
        return tuple(dict.fromkeys(error.problems.values()))
    return (error_sentence(error, language),)


def status_of(error: RodtradError) -> int:
    """The status of a form that is shown again."""
    return 403 if isinstance(error, AccessError) else 409 if isinstance(error, ConflictError) else 400


def shown_again(
    template: str,
    ask: Ask,
    place: str,
    error: RodtradError,
    sent: Mapping[str, Any],
    query: Mapping[str, str] | None = None,
) -> Response:
    """The page of a form that could not be saved: what was sent still in it, and what is wrong at its top.

    place, query  the page's own path and choices
    sent          what the template shows; `given` are the texts that were sent, by field
    raises        the error itself, where nothing in the form can mend it: what is not there, or not theirs
    """
    if isinstance(error, MissingError | AccessError):
        raise error
    told: dict[str, Any] = {"errors": told_of(error, ask.language), "writable": True, "failed": True}
    told["problems"] = error.problems if isinstance(error, UsageFormError) else {}
    shown = page(template, ask, place, dict(query or {}), **told, **sent)
    return HTMLResponse(shown, status_code=status_of(error))


def signed(ask: Ask, by: str) -> str:
    """Who makes a change: who has logged in, whatever the form says; else the name in the form.

    raises  UsageError  nobody has logged in, and the form has no name
    """
    name = ask.person.name or by.strip()
    if not name:
        raise UsageError("author_required")
    return name


def check_filled(ask: Ask, reason: str, by: str) -> None:
    """Raise UsageError when a change has no reason, or nobody who makes it."""
    signed(ask, by)
    if not reason.strip():
        raise UsageError("reason_required")


@forms.post("/findings/{name}/accept")
def accept_finding(
    request: Request, ask: Asked, name: str, reason: Reason = "", by: Name = "", our_error: Name = ""
) -> Response:
    """Record why a finding stands, and show it; with faults, the form as it was filled in."""
    check_allowed(request)
    finding = ask.finding(name)
    try:
        check_filled(ask, reason, by)
    except UsageError as error:
        given = {"reason": reason, "by": by, "our_error": our_error}
        return shown_again(
            "finding.html.j2", ask, f"/findings/{name}", error, {"view": finding, "given": given}
        )
    verdict = Verdict.READING_ERROR if our_error else Verdict.EXPLAINED
    found = ask.edition.judgement.by_id[finding.finding.card.id]
    ask.accept(found, reason=reason.strip(), by=by.strip(), verdict=verdict)
    return _back(request, name)


@forms.post("/findings/{name}/withdraw")
def withdraw_finding(request: Request, ask: Asked, name: str, reason: Reason = "", by: Name = "") -> Response:
    """Open a finding again, and show it; with faults, the form as it was filled in."""
    check_allowed(request)
    finding = ask.finding(name)
    try:
        check_filled(ask, reason, by)
    except UsageError as error:
        sent = {"view": finding, "given": {"reason": reason, "by": by}}
        return shown_again("finding.html.j2", ask, f"/findings/{name}", error, sent)
    found = ask.edition.judgement.by_id[finding.finding.card.id]
    ask.withdraw(found, reason=reason.strip(), by=by.strip())
    return _back(request, name)


def _back(request: Request, name: str) -> Response:
    path = path_of(f"findings/{name}", language_of(request))
    return to_saved(request, path)
