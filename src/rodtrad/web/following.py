"""Follow-up: what must be done, and the forms that say how it is going."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Path as PathPart
from starlette.responses import Response

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
from rodtrad.core.errors import ConflictError, RodtradError
from rodtrad.reports.follow_up import FollowUpQuestion
from rodtrad.web.forms import shown_again, signed, to_saved
from rodtrad.web.many_fields import SentFields, first, revision_of, texts_of
from rodtrad.web.pages import Asked, Choice, PageNumber, language_of, shown_at
from rodtrad.web.render import path_of, with_query

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
    except RodtradError as error:
        shown = {"view": followed_page(ask, key), "given": texts_of(fields)}
        shown["conflict"] = isinstance(error, ConflictError)
        return shown_again("follow_up_row.html.j2", ask, f"/follow-up/{key}", error, shown)
    return to_saved(request, _back(request, fields, f"/follow-up/{key}"))


@follow_forms.post("/follow-up")
def send_many(request: Request, ask: Asked, fields: SentFields) -> Response:
    """Say how many things are going at once, and show the list they were chosen in; with faults, as sent."""
    texts, chosen = {name: first(fields, name) for name in _TEXTS}, fields.get("chosen", [])
    why = first(fields, "why") or ask.telling.say("follow_why_many")
    try:
        save_many(ask, chosen, texts, revision_of(fields), by=signed(ask, first(fields, "by")), why=why)
    except RodtradError as error:
        query, view = _sent_from(ask, fields)
        sent = {"view": view, "given": texts_of(fields), "ticked": chosen}
        return shown_again("follow_up.html.j2", ask, "/follow-up", error, sent, query)
    return to_saved(request, _back(request, fields, "/follow-up"))


def _back(request: Request, fields: SentFields, otherwise: str) -> str:
    """Where somebody came from: the list with its choices, or the page of one row."""
    language = language_of(request)
    if first(fields, "back") != "list":
        return path_of(otherwise, language)
    return with_query(path_of("/follow-up", language), _filters(fields))


def _filters(fields: SentFields) -> dict[str, str]:
    """The choices of the list a form was sent from."""
    return {name: first(fields, f"filter_{name}") for name in _FILTERS}


def _sent_from(ask: Ask, fields: SentFields) -> tuple[dict[str, str], FollowUpPage]:
    """The list a form was sent from, with its choices."""
    query = _filters(fields)
    unit, fact, status, due, within, year, page = (query[name] for name in _FILTERS)
    asked = FollowUpQuestion(unit, fact, status, due, days_ahead(within), year)
    return query, follow_up_page(ask, asked, int(page[:6]) if page[:6].isdecimal() else 1)
