"""What is typed in a text, held against the figures of the book while it is typed; and figures to put in."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from rodtrad.models.prose import can_be_referred_to
from rodtrad.models.suggesting import About
from rodtrad.reports.hints import LONGEST_TEXT, ProseView, prose_view
from rodtrad.web.pages import TROUBLE, Asked, Choice, Trouble, api
from rodtrad.web.render import page

prose_pages = APIRouter(include_in_schema=False)
_MOST_FIELDS = 2_000
_LONGEST = 500
_MOST_FIGURES = 15

Words = Annotated[str, Query(max_length=200)]
Short = Annotated[str, Body(max_length=_LONGEST)]


async def _typed(request: Request) -> dict[str, str]:
    """The fields of the form that the text stands in, as texts."""
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


Typed = Annotated[dict[str, str], Depends(_typed)]


@prose_pages.post("/prose/check")
def check_typed(ask: Asked, typed: Typed) -> Response:
    """What to say of the text of one field, as a part of a page.

    The field is named by `prose_field`; `prose_document`, `prose_subject` and `prose_heading` say what
    the text is about.
    """
    text = typed.get(typed.get("prose_field", "text"), "").replace("\r\n", "\n")
    about = About(*(typed.get(f"prose_{n}", "")[:_LONGEST] for n in ("document", "subject", "heading")))
    view = prose_view(ask.telling, ask.edition.naming, text, about)
    return _part(
        ask, "prose_hints", view=view, shows_preview="{{" in text, field_id=_id(typed.get("prose_id", ""))
    )


@api.post(
    "/prose/check",
    operation_id="check_prose",
    summary="Numbers of a text that are the book's, or not.",
    responses={**TROUBLE, 400: {"model": Trouble, "description": "what was sent cannot be read"}},
)
def check_prose(
    ask: Asked,
    text: Annotated[str, Body(max_length=LONGEST_TEXT)],
    document: Short = "",
    subject: Short = "",
    heading: Short = "",
) -> ProseView:
    """Hold the numbers of a text against the figures of the book.

    document, subject, heading  what the text is about, as in a passage
    """
    about = About(document, subject, heading)
    return prose_view(ask.telling, ask.edition.naming, text.replace("\r\n", "\n"), about)


@prose_pages.get("/prose/figures")
def find_figures(
    ask: Asked, prose_q: Words = "", prose_id: Choice = "", prose_document: Choice = ""
) -> Response:
    """Figures that hold some words, as a part of a page; those of the text's own document first."""
    found = ask.edition.search(ask.language).search(prose_q)
    named = (
        (figure, place, f"{{{{{figure.address}}}}}")
        for figure, place in found.figures
        if can_be_referred_to(figure.address)
    )
    own = f"/{prose_document}/"
    ordered = sorted(named, key=lambda one: own not in one[0].address)[:_MOST_FIGURES]
    return _part(
        ask,
        "prose_figures",
        figures=ordered,
        total=found.figure_count,
        asked=found.asked,
        field_id=_id(prose_id),
    )


def _part(ask: Asked, template: str, **values: Any) -> Response:
    return HTMLResponse(page(f"{template}.html.j2", ask, "/prose/check", {}, **values))


def _id(given: str) -> str:
    """The id of a field of our own."""
    return given if given.replace("-", "").replace("_", "").isalnum() else ""
