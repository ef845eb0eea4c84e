"""The texts of a document that is written here: read as they will be printed, changed, and put in order."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from rodtrad.app.texts import reorder_passages, texts_page
from rodtrad.core.errors import UsageError
from rodtrad.core.words import say
from rodtrad.reports.texts import TextsView
from rodtrad.web.editing import Sent
from rodtrad.web.forms import SEE_OTHER, signed
from rodtrad.web.pages import Asked, Document, language_of, shown_at
from rodtrad.web.render import path_of

texts_forms = APIRouter(include_in_schema=False)
_POSITION = "position_"


@shown_at("/texts/{document}", "texts")
def show_texts(ask: Asked, document: Document) -> TextsView:
    """The texts of a document that is written here, with their numbers held against the book."""
    return texts_page(ask, document)


@texts_forms.post("/texts/{document}/order")
def order_texts(request: Request, ask: Asked, document: Document, texts: Sent) -> Response:
    """Give the passages of a document other places, and show them."""
    by, revision = signed(ask, texts.get("by", "")), texts.get("revision", "")
    if not revision.isdecimal() or len(revision) > 18:
        raise UsageError("version_missing")
    positions = {k.removeprefix(_POSITION): v for k, v in texts.items() if k.startswith(_POSITION)}
    why = say("texts_reordered", ask.language)
    reorder_passages(ask, document, positions, revision=int(revision), by=by, why=why)
    return RedirectResponse(path_of(f"/texts/{document}", language_of(request)), status_code=SEE_OTHER)
