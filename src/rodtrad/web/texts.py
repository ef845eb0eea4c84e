"""The texts of a document that is written here: read as they will be printed, changed, and put in order."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from rodtrad.app.texts import reorder_passages, texts_page
from rodtrad.core.errors import RodtradError
from rodtrad.core.words import say
from rodtrad.reports.texts import TextsView
from rodtrad.web.forms import shown_again, signed, to_saved
from rodtrad.web.many_fields import SentFields, first, named_after, revision_of, texts_of
from rodtrad.web.pages import Asked, Document, language_of, shown_at
from rodtrad.web.render import path_of

texts_forms = APIRouter(include_in_schema=False)
_POSITION = "position_"


@shown_at("/texts/{document}", "texts")
def show_texts(ask: Asked, document: Document) -> TextsView:
    """The texts of a document that is written here, with their numbers held against the book."""
    return texts_page(ask, document)


@texts_forms.post("/texts/{document}/order")
def order_texts(request: Request, ask: Asked, document: Document, fields: SentFields) -> Response:
    """Give the passages of a document other places, and show them; with faults, the form again."""
    positions = {key: values[0] for key, values in named_after(fields, _POSITION).items()}
    why = say("texts_reordered", ask.language)
    try:
        by, revision = signed(ask, first(fields, "by")), revision_of(fields)
        reorder_passages(ask, document, positions, revision=revision, by=by, why=why)
    except RodtradError as error:
        sent = {"view": texts_page(ask, document), "given": texts_of(fields)}
        return shown_again("texts.html.j2", ask, f"/texts/{document}", error, sent)
    return to_saved(request, path_of(f"/texts/{document}", language_of(request)))
