"""Follow-up: what must be done, and the forms that say how it is going."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Path as PathPart
from starlette.responses import HTMLResponse, Response

from rodtrad.app.asking import Ask
from rodtrad.app.following import (
    FollowedPage,
    FollowUpPage,
    days_ahead,
    follow_up_page,
    followed_page,
    save_many,
    save_status,
)
from rodtrad.core.errors import AccessError, ConflictError, MissingError, RodtradError
from rodtrad.reports.follow_up import FollowUpQuestion
from rodtrad.web.forms import signed, status_of, to_saved, told_of
from rodtrad.web.many_fields import SentFields, first, revision_of
from rodtrad.web.pages import Asked, Choice, PageNumber, language_of, shown_at
from rodtrad.web.render import page, path_of, with_query

follow_forms = APIRouter(include_in_schema=False)
Part = Annotated[str, PathPart(max_length=200)]
_FILTERS = ("unit", "fact", "status", "due", "within", "year", "page")
_TEXTS = ("status", "evidence", "comment", "deadline")


@shown_at("/follow-up", "follow_up")
def show_follow_up(
    request: Request,
    ask: Asked,
    unit: Choice = "",
    fact: Choice = "",
    status: Choice = "",
    due: Choice = "",
    within: Choice = "",
    year: Choice = "",
    page: PageNumber = 1,
) -> FollowUpPage:
    """Assignments, actions and resolutions with how each is going; what is over its deadline first."""
    asked = FollowUpQuestion(unit, fact, status, due, days_ahead(within), year)
    return follow_up_page(ask, asked, page, whole="as" in request.query_params)


@shown_at("/follow-up/{document}/{fact}/{subject}", "follow_up_row")
def show_followed(ask: Asked, document: Part, fact: Part, subject: Part) -> FollowedPage:
    """One thing that must be done, with its history."""
    return followed_page(ask, f"{document}/{fact}/{subject}")


@follow_forms.post("/follow-up/{document}/{fact}/{subject}")
def send_status(
    request: Request, ask: Asked, document: Part, fact: Part, subject: Part, fields: SentFields
) -> Response:
    """Say how one thing is going; with faults, show its form again as it was filled in."""
    key = f"{document}/{fact}/{subject}"
    texts = {name: first(fields, name) for name in _TEXTS}
    try:
        why = first(fields, "why") or ask.telling.say("follow_why")
        by = signed(ask, first(fields, "by"))
        save_status(ask, key, texts, revision_of(fields), by=by, why=why)
    except (MissingError, AccessError):
        raise
    except RodtradError as error:
        return _again(request, ask, key, texts, error)
    return to_saved(request, _back(request, fields, f"/follow-up/{key}"))


@follow_forms.post("/follow-up")
def send_many(request: Request, ask: Asked, fields: SentFields) -> Response:
    """Say how many things are going at once, and show the list they were chosen in."""
    texts = {name: first(fields, name) for name in _TEXTS}
    why = first(fields, "why") or ask.telling.say("follow_why_many")
    by = signed(ask, first(fields, "by"))
    save_many(ask, fields.get("chosen", []), texts, revision_of(fields), by=by, why=why)
    return to_saved(request, _back(request, fields, "/follow-up"))


def _back(request: Request, fields: SentFields, otherwise: str) -> str:
    """Where somebody came from: the list with its choices, or the page of one row."""
    language = language_of(request)
    if first(fields, "back") != "list":
        return path_of(otherwise, language)
    given = {name: first(fields, f"filter_{name}") for name in _FILTERS}
    return with_query(path_of("/follow-up", language), given)


def _again(request: Request, ask: Ask, key: str, given: dict[str, str], error: RodtradError) -> Response:
    """The page of one row with what was typed and what is wrong; what the book says stands beside it."""
    errors = told_of(error, ask.language)
    conflict = isinstance(error, ConflictError)
    values: dict[str, Any] = {
        "view": followed_page(ask, key),
        "errors": errors,
        "given": given,
        "failed": True,
    }
    writable = request.app.state.writable
    shown = page(
        "follow_up_row.html.j2", ask, f"/follow-up/{key}", {}, writable=writable, conflict=conflict, **values
    )
    return HTMLResponse(shown, status_code=status_of(error))
