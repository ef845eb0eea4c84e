"""Reports through the year: rounds, the report of a unit, all units side by side, and the forms that save."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Path as PathPart
from starlette.responses import HTMLResponse, Response

from rodtrad.app.asking import Ask
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
from rodtrad.core.errors import AccessError, MissingError, RodtradError
from rodtrad.reports.reporting import NewRound, RoundsView, rounds_view
from rodtrad.reports.reporting_round import RoundView
from rodtrad.web.forms import signed, status_of, to_saved, told_of
from rodtrad.web.many_fields import SentFields, first
from rodtrad.web.pages import Asked, Choice, Document, language_of, shown_at
from rodtrad.web.render import page, path_of

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
    except (MissingError, AccessError):
        raise
    except RodtradError as error:
        return _new_again(ask, chosen, error)
    return to_saved(request, path_of(path, language_of(request)))


def _new_again(ask: Ask, chosen: Opening, error: RodtradError) -> Response:
    """The form of a round with what was chosen, and what is wrong."""
    view = new_round_page(ask, chosen.unit, chosen.period)
    values: dict[str, Any] = {"view": view, "errors": told_of(error, ask.language), "failed": True}
    values |= {"given": chosen.texts, "chosen": chosen.units}
    shown = page("reporting_new.html.j2", ask, "/reporting/new", {}, writable=True, **values)
    return HTMLResponse(shown, status_code=status_of(error))


@report_forms.post("/reporting/{document}/{section}")
def send_section(
    request: Request, ask: Asked, document: Document, section: Part, fields: SentFields
) -> Response:
    """Save one part of a report; with faults, show the report again as it was filled in."""
    texts = {name: values[0] for name, values in fields.items()}
    try:
        save_section(ask, document, section, texts, by=signed(ask, first(fields, "by")))
    except (MissingError, AccessError):
        raise
    except RodtradError as error:
        return _again(request, ask, document, texts, error)
    path = path_of(f"/reporting/{document}", language_of(request))
    return to_saved(request, f"{path}#section-{section}")


def _again(
    request: Request, ask: Ask, document: str, texts: Mapping[str, str], error: RodtradError
) -> Response:
    """The report with what was sent still in its fields, and what is wrong."""
    view = refilled(ask, document, texts, error)
    errors, writable = told_of(error, ask.language), request.app.state.writable
    values = {"view": view, "errors": errors, "writable": writable, "failed": True}
    shown = page("reporting_report.html.j2", ask, f"/reporting/{document}", {}, **values)
    return HTMLResponse(shown, status_code=status_of(error))
