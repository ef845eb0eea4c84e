"""Documents that are written here: the list, each with its steps, and a step taken."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from rodtrad.app.asking import Ask
from rodtrad.app.moving import move_document
from rodtrad.app.work import work_page
from rodtrad.core.errors import RodtradError, UsageError
from rodtrad.core.words import say, word
from rodtrad.facts.work import DocumentState
from rodtrad.reports.work import WorkQuestion, WorkSummary, WorkView, work_view
from rodtrad.web.editing import Sent
from rodtrad.web.forms import shown_again, signed, to_saved
from rodtrad.web.pages import Asked, Choice, Document, language_of, shown_at
from rodtrad.web.render import path_of

steps = APIRouter(include_in_schema=False)


@shown_at("/work", "work")
def show_work(
    ask: Asked, kind: Choice = "", state: Choice = "", unit: Choice = "", year: Choice = ""
) -> WorkView:
    """Documents that are written here, and how far each has come."""
    return work_view(ask.telling, WorkQuestion(kind, state, unit, year))


@shown_at("/work/{document}", "work_document")
def show_work_document(ask: Asked, document: Document) -> WorkSummary:
    """One document that is written here, with the steps it can take."""
    return work_page(ask, document)


@steps.post("/work/{document}/step")
def take_step(request: Request, ask: Asked, document: Document, texts: Sent) -> Response:
    """Take a document one step, and show it; with faults, its steps as they were filled in."""
    try:
        _step(ask, document, texts)
    except RodtradError as error:
        sent = {"view": work_page(ask, document), "given": texts}
        return shown_again("work_document.html.j2", ask, f"/work/{document}", error, sent)
    return to_saved(request, path_of(f"/work/{document}", language_of(request)))


def _step(ask: Ask, document: str, texts: Mapping[str, str]) -> None:
    version, to = texts.get("version", ""), texts.get("to", "")
    if not version.isdecimal() or len(version) > 18:
        raise UsageError("version_missing")
    by = signed(ask, texts.get("by", ""))
    if to not in set(DocumentState):
        raise UsageError("work_no_such_step", document=document, state="", to=to[:50])
    taken = say("work_took_step", ask.language, to=word("document_state", to, ask.language))
    why = texts.get("why", "").strip() or taken
    returned = texts.get("returned", "")
    move_document(ask, document, to, version=int(version), by=by, why=why, returned=returned)
