"""Budgets that are made here: the list, one budget with its forms, and what is sent from them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from rodtrad.app.asking import Ask
from rodtrad.app.planning import (
    Amendment,
    NewBudget,
    PlanningList,
    PlanningPage,
    Sent,
    amend_budget,
    begin_budget,
    planning_list,
    planning_page,
    version_asked,
)
from rodtrad.app.planning_changes import (
    MEASURE,
    PARTED,
    ChangeTexts,
    change_rows,
    removed_rows,
    with_amounts,
    with_theirs,
)
from rodtrad.app.planning_rates import rate_rows
from rodtrad.app.saving import typed_value
from rodtrad.core.errors import ConflictError, MissingError, RodtradError
from rodtrad.models.budgeting.measures import offered_amounts
from rodtrad.reports.planning_page import PlanQuestion
from rodtrad.web.forms import shown_again, signed, status_of, to_saved, told_of
from rodtrad.web.many_fields import SentFields, first, texts_of
from rodtrad.web.pages import Asked, Choice, Document, language_of, shown_at
from rodtrad.web.render import page, path_of, with_query

planning_forms = APIRouter(include_in_schema=False)
ChangeKey = Annotated[str, Query(max_length=500)]
_OF_NEW = ("base", "about", "first_year", "key", "label", "why")
_VIEW = ("unit", "dimension", "year", "against", "net")
"""What a reader has chosen to see, kept when a form is sent."""


@shown_at("/planning", "planning")
def show_planning(ask: Asked) -> PlanningList:
    """Budgets that are made here, with every version of them."""
    return planning_list(ask)


@shown_at("/planning/{document}", "planning_document")
def show_budget_version(
    ask: Asked,
    document: Document,
    unit: Choice = "",
    dimension: Choice = "",
    year: Choice = "",
    against: Choice = "",
    net: Choice = "",
    change: ChangeKey = "",
    reverse: ChangeKey = "",
) -> PlanningPage:
    """One version of a budget: from last year's frame to the new one, in every dimension and year."""
    return planning_page(ask, PlanQuestion(document, unit, dimension, year, against, net), change, reverse)


@planning_forms.post("/planning/new")
def new_budget(request: Request, ask: Asked, fields: SentFields) -> Response:
    """Begin a budget from last year's, and show it; with faults, the form as it was filled in."""
    base, about, year, key, label, why = (first(fields, name) for name in _OF_NEW)
    try:
        begins = typed_value("budget_proposal", "first_year", year, ask.language) if year else None
        new = NewBudget(base, about, begins, key, label)
        begun = begin_budget(ask, new, by=signed(ask, first(fields, "by")), why=why)
    except RodtradError as error:
        sent = {"view": planning_list(ask), "given": texts_of(fields)}
        return shown_again("planning.html.j2", ask, "/planning", error, sent)
    return _to(request, f"planning/{begun}")


@planning_forms.post("/planning/{document}/amend")
def new_version(request: Request, ask: Asked, document: Document, fields: SentFields) -> Response:
    """Begin a version that changes a budget, and show it; with faults, the form as it was filled in."""
    new = Amendment(first(fields, "stage"), first(fields, "key"), first(fields, "label"))
    try:
        by, why = signed(ask, first(fields, "by")), first(fields, "why")
        key = amend_budget(ask, document, new, by=by, why=why)
    except RodtradError as error:
        sent = {"view": planning_page(ask, PlanQuestion(document)), "given": texts_of(fields)}
        return shown_again("planning_document.html.j2", ask, f"/planning/{document}", error, sent)
    return _to(request, f"planning/{key}")


@planning_forms.post("/planning/{document}/change")
def send_change(request: Request, ask: Asked, document: Document, fields: SentFields) -> Response:
    """Save or remove a change, or fetch the amounts of its measure card; with faults, show it again."""
    sent = _sent(fields)
    asked = _question(document, fields)
    version = version_asked(ask, document)
    try:
        if first(fields, "action") == "fetch":
            return _fetched(ask, asked, sent)
        by, label = signed(ask, first(fields, "by")), sent.values.get("label", "")
        if first(fields, "action") == "remove":
            rows, told = removed_rows(ask, version, sent), ask.telling.say("plan_removed", label=label)
        else:
            rows, told = change_rows(ask, version, sent), ask.telling.say("plan_saved", label=label)
        ask.save(rows, by=by, why=first(fields, "why") or told)
    except MissingError:
        raise
    except RodtradError as error:
        now = _anew(request, ask)
        shown = with_theirs(now, version, sent) if isinstance(error, ConflictError) else sent
        return _shown(now, asked, Sent(shown, told_of(error, ask.language)), status_of(error))
    return _to(request, f"planning/{document}", asked, "change")


def _sent(fields: Mapping[str, list[str]]) -> ChangeTexts:
    own = {name: values[0] for name, values in fields.items() if values}
    return ChangeTexts(own.get("was", ""), own.get("versions", ""), own, {})


def _fetched(ask: Ask, asked: PlanQuestion, sent: ChangeTexts) -> Response:
    """The form with what the chosen card says, not saved."""
    document, _, measure = sent.values.get(MEASURE, "").partition(PARTED)
    version = version_asked(ask, asked.document)
    offered = offered_amounts(ask.telling.facts, document, measure, version.years)
    if not offered:
        told = (ask.telling.say("plan_fetch_none"),)
        return _shown(ask, asked, Sent(sent, told), 400)
    return _shown(ask, asked, Sent(with_amounts(ask, sent, offered)), 200)


@planning_forms.post("/planning/{document}/rates")
def send_rates(request: Request, ask: Asked, document: Document, fields: SentFields) -> Response:
    """Save the rates of compensation; with faults, show them again."""
    given = {name: values[0] for name, values in fields.items() if values}
    asked, version = _question(document, fields), version_asked(ask, document)
    try:
        rows = rate_rows(ask, version, given)
        by = signed(ask, first(fields, "by"))
        if rows:
            ask.save(rows, by=by, why=first(fields, "why") or ask.telling.say("plan_rates_saved"))
    except MissingError:
        raise
    except RodtradError as error:
        is_conflict = isinstance(error, ConflictError)
        sent = Sent(rates=given, rate_errors=told_of(error, ask.language), conflict=is_conflict)
        return _shown(_anew(request, ask), asked, sent, status_of(error))
    return _to(request, f"planning/{document}", asked, "rates")


def _question(document: str, fields: Mapping[str, list[str]]) -> PlanQuestion:
    """What the page was showing when its form was sent."""
    return replace(PlanQuestion(document), **{name: first(fields, f"view_{name}") for name in _VIEW})


def _anew(request: Request, ask: Ask) -> Ask:
    """The question to the book as it stands now, when somebody else has changed it."""
    edition = ask.book.edition(ask.person.units, drafts=ask.person.drafts)
    return Ask(ask.book, edition, language_of(request), ask.person)


def _shown(ask: Ask, asked: PlanQuestion, sent: Sent, status: int) -> Response:
    """The page again, with what was sent still in its form."""
    path = f"/planning/{asked.document}"
    query = {name: getattr(asked, name) for name in _VIEW if getattr(asked, name)}
    view = planning_page(ask, asked, sent=sent)
    shown = page(
        "planning_document.html.j2", ask, path, query, view=view, writable=True, failed=status != 200
    )
    return HTMLResponse(shown, status_code=status)


def _to(request: Request, address: str, asked: PlanQuestion | None = None, place: str = "") -> Response:
    """To a page of ours, with what the reader had chosen to see, and to a place on it."""
    chosen = {name: getattr(asked, name) for name in _VIEW} if asked else {}
    path = with_query(path_of(address, language_of(request)), chosen)
    return to_saved(request, f"{path}#{place}" if place else path)
