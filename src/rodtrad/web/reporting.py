"""Reports through the year: rounds, the report of a unit, all units side by side, and the forms that save."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Path as PathPart
from starlette.responses import Response

from rodtrad.app.reporting import (
    WRITTEN_OF_ROUND,
    Opening,
    ReportPage,
    new_round_page,
    open_round,
    report_page,
    round_page,
)
from rodtrad.app.reporting_saving import refilled, save_section
from rodtrad.core.errors import MissingError, RodtradError
from rodtrad.reports.reporting import NewRound, RoundsView, rounds_view
from rodtrad.reports.reporting_round import RoundView
from rodtrad.web.forms import shown_again, signed, to_saved
from rodtrad.web.many_fields import SentFields, first, texts_of
from rodtrad.web.pages import Asked, Choice, Document, language_of, shown_at
from rodtrad.web.render import path_of

report_forms = APIRouter(include_in_schema=False)
Part = Annotated[str, PathPart(max_length=100)]


@shown_at("/reporting", "reporting")
def show_rounds(ask: Asked) -> RoundsView:
    """Rounds of reports: who has delivered, who is late, and where accounts are missing."""
    return rounds_view(ask.telling, ask.today)


@shown_at("/reporting/new", "reporting_new")
def show_new_round(ask: Asked, unit: Choice = "", period: Choice = "") -> NewRound:
    """The units a department can ask to report for a period, and what their letters ask for."""
    return new_round_page(ask, unit, period)


@shown_at("/reporting/rounds/{unit}/{period}", "reporting_round")
def show_round(ask: Asked, unit: Part, period: Part) -> RoundView:
    """All units of a round side by side."""
    return round_page(ask, unit, period)


@shown_at("/reporting/{document}", "reporting_report")
def show_report(ask: Asked, document: Document) -> ReportPage:
    """A unit's report of a period: what its letter asks for, what is answered, and what is missing."""
    return report_page(ask, document)


@report_forms.post("/reporting")
def send_round(request: Request, ask: Asked, fields: SentFields) -> Response:
    """Open a round, and show it; with faults, show the form again as it was filled in."""
    texts = {name: first(fields, name) for name in WRITTEN_OF_ROUND}
    chosen = Opening(first(fields, "unit"), first(fields, "period"), fields.get("units", []), texts)
    try:
        path = open_round(ask, chosen, by=signed(ask, first(fields, "by")))
    except RodtradError as error:
        sent = {"view": new_round_page(ask, chosen.unit, chosen.period), "given": texts_of(fields)}
        sent["chosen"] = chosen.units
        return shown_again("reporting_new.html.j2", ask, "/reporting/new", error, sent)
    return to_saved(request, path_of(path, language_of(request)))


@report_forms.post("/reporting/{document}/{section}")
def send_section(
    request: Request, ask: Asked, document: Document, section: Part, fields: SentFields
) -> Response:
    """Save one part of a report; with faults, show the report again as it was filled in."""
    texts = texts_of(fields)
    try:
        save_section(ask, document, section, texts, by=signed(ask, first(fields, "by")))
    except MissingError:
        raise
    except RodtradError as error:
        sent = {"view": refilled(ask, document, texts, error)}
        return shown_again("reporting_report.html.j2", ask, f"/reporting/{document}", error, sent)
    path = path_of(f"/reporting/{document}", language_of(request))
    return to_saved(request, f"{path}#section-{section}")
