"""Forms for the rows people write themselves: change, add, take out, and undo."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi import Path as PathPart
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from rodtrad.app.asking import Ask
from rodtrad.app.editing import (
    FORM_BUTTON,
    EditPage,
    add_row,
    edit_page,
    new_page,
    remove_row,
    row_at,
    save_row,
    shape_to_edit,
)
from rodtrad.app.saving import UsageFormError
from rodtrad.core.errors import AccessError, ConflictError, MissingError, RodtradError
from rodtrad.core.words import say
from rodtrad.web.forms import (
    LONGEST_SENT,
    check_allowed,
    check_filled,
    sent_text,
    signed,
    status_of,
    to_saved,
    told_of,
)
from rodtrad.web.pages import Asked, language_of
from rodtrad.web.render import page, path_of

editing = APIRouter(include_in_schema=False)
_MOST_FIELDS = 60

Fact = Annotated[str, PathPart(max_length=100)]


def _check_writable(request: Request) -> None:
    if not request.app.state.writable:
        raise AccessError("read_only")


async def _sent(request: Request) -> dict[str, str]:
    """The fields of a form from our own pages.

    raises  AccessError, UsageError  it came from elsewhere, or has more or longer fields than any form
    """
    check_allowed(request)
    async with request.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=2 * LONGEST_SENT) as form:
        return _texts(form)


def _stamp(texts: Mapping[str, str]) -> dict[str, str]:
    """Who changes something as the form says it, and why."""
    return {"by": texts.get("by", "").strip(), "why": texts["why"].strip()}


def _texts(form: FormData) -> dict[str, str]:
    return {name: sent_text(name, value) for name, value in form.items() if isinstance(value, str)}


Sent = Annotated[dict[str, str], Depends(_sent)]


@editing.get("/edit/{address:path}")
def show_edit(request: Request, ask: Asked, address: str) -> Response:
    """The form of a row."""
    _check_writable(request)
    shape, row = row_at(ask, address)
    ask.check_may_change(shape.name, row)
    return _shown(request, ask, edit_page(ask, address), {})


@editing.get("/new/{fact}")
def show_new(request: Request, ask: Asked, fact: Fact) -> Response:
    """The form of a new row, with what the address already tells of it."""
    _check_writable(request)
    if not ask.may_add(shape_to_edit(fact).name):
        raise AccessError("right_missing")
    return _shown(request, ask, new_page(ask, fact, dict(request.query_params)), {})


@editing.post("/edit/{address:path}")
def send_edit(request: Request, ask: Asked, address: str, texts: Sent) -> Response:
    """Save a row, or take it out; with faults, show the form again as it was filled in."""
    try:
        check_filled(ask, texts.get("why", ""), texts.get("by", ""))
        if texts.get(FORM_BUTTON) == "remove":
            form = edit_page(ask, address)
            remove_row(ask, address, texts, **_stamp(texts))
            inside = f"/{form.back}" if form.back != form.address else f"/{form.fact}"
            parent = "/programme" if form.fact == "efficiency_measure" else inside
            parent = f"/{form.back}" if form.fact == "passage" else parent
            return _to(request, parent)
        return _to(request, save_row(ask, address, texts, **_stamp(texts)))
    except MissingError:
        raise
    except RodtradError as error:
        form = edit_page(ask, address, texts, conflict=isinstance(error, ConflictError))
        return _shown(request, ask, _with_errors(form, error, ask), texts, status_of(error))


@editing.post("/new/{fact}")
def send_new(request: Request, ask: Asked, fact: Fact, texts: Sent) -> Response:
    """Save a new row; with faults, show the form again as it was filled in."""
    try:
        check_filled(ask, texts.get("why", ""), texts.get("by", ""))
        return _to(request, add_row(ask, fact, texts, **_stamp(texts)))
    except MissingError:
        raise
    except RodtradError as error:
        form = new_page(ask, fact, texts)
        return _shown(request, ask, _with_errors(form, error, ask), texts, status_of(error))


@editing.post("/history/{revision}/undo")
def send_undo(
    request: Request, ask: Asked, revision: Annotated[int, PathPart(ge=1, lt=2**53)], texts: Sent
) -> Response:
    """Take a change back, and show the history."""
    ask.undo(revision, by=signed(ask, texts.get("by", "")), why=say("undone", language_of(request)))
    return _to(request, "/history")


def _with_errors(form: EditPage, error: RodtradError, ask: Ask) -> EditPage:
    problems = error.problems if isinstance(error, UsageFormError) else {}
    return form.with_errors(told_of(error, ask.language), problems)


def _shown(
    request: Request, ask: Asked, form: EditPage, sent: Mapping[str, str], status: int = 200
) -> Response:
    path = f"/edit/{form.address}" if form.address else f"/new/{form.fact}"
    query = dict(request.query_params) if status == 200 else {}
    why, by = sent.get("why", form.why), sent.get("by", "")
    return HTMLResponse(
        page("edit.html.j2", ask, path, query, form=form, why=why, by=by, failed=status != 200),
        status_code=status,
    )


def _to(request: Request, address: str) -> Response:
    return to_saved(request, path_of(address, language_of(request)))
