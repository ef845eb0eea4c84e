"""Tables out to Excel to be worked in, and in again: sent, looked over, and saved."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi import Path as PathPart
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.types import Message, Receive

from rodtrad.app.kept_uploads import KeptUploads, Upload
from rodtrad.app.sheet_import import Choices, SheetPreview, preview_of, save_sheet
from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import AccessError, ConflictError, MissingError, RodtradError, UsageError
from rodtrad.models.concepts import SHAPES
from rodtrad.publish.workbook import workbook_of
from rodtrad.readers.open_workbook import MOST_BYTES, MOST_ROWS
from rodtrad.reports.sheets import SheetsView, sheets_view, work_sheet
from rodtrad.reports.tree import Choice as Option
from rodtrad.web.forms import check_allowed, check_filled, to_saved
from rodtrad.web.pages import Asked, Choice, language_of, shown_at
from rodtrad.web.render import attachment, page, path_of

sheets = APIRouter(include_in_schema=False)
SHOWN_ROWS = 200
"""As many differences of a kind as a preview shows; conflicts are all shown."""
_MEGABYTES = MOST_BYTES // 1024 // 1024
_MOST_FIELDS = 10_000
_LONGEST_VALUE = 5_000
_FORM_AROUND_FILE = 100_000
_NOT_KEPT = {"Cache-Control": "no-store"}

Fact = Annotated[str, PathPart(max_length=100)]
Token = Annotated[str, PathPart(max_length=100)]


@shown_at("/sheets", "sheet_list")
def show_sheets(ask: Asked, document: Choice = "", unit: Choice = "") -> SheetsView:
    """The tables that can be taken out to Excel, those of a document or unit where one is chosen."""
    return sheets_view(ask.telling, document, unit)


@sheets.get("/sheets/{fact}.xlsx")
def take_out(ask: Asked, fact: Fact, document: Choice = "", unit: Choice = "") -> Response:
    """A table as a workbook to be worked in: locked keys, lists to choose from, numbers in their unit."""
    if fact not in SHAPES:
        raise MissingError("page_unknown_text", ask.near(fact), address=fact)
    sheet = work_sheet(ask.telling, fact, ask.edition.revision, document, unit)
    if sheet.rows.height > MOST_ROWS:
        raise UsageError("sheet_out_too_large", rows=sheet.rows.height, most=MOST_ROWS)
    name = "-".join(part for part in (fact, document, unit) if part)
    answer = attachment(workbook_of(sheet), name, "xlsx")
    answer.headers.update(_NOT_KEPT)
    return answer


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file with what the form around it says."""

    name: str
    fact: str
    content: bytes


async def _sent_file(request: Request) -> SentFile:
    """The file of a form from our own pages; never more of it than we take.

    raises  AccessError, UsageError  it came from elsewhere, or there is no file, or it is too large
    """
    check_allowed(request)
    most = MOST_BYTES + _FORM_AROUND_FILE
    limited = Request(request.scope, _counted(request.receive, most))
    try:
        async with limited.form(max_files=1, max_fields=10, max_part_size=_LONGEST_VALUE) as form:
            file, fact = form.get("file"), form.get("fact", "")
            if not isinstance(file, UploadFile) or not file.filename:
                raise UsageError("upload_missing")
            content = await file.read(MOST_BYTES + 1)
            return SentFile(file.filename[:200], fact if isinstance(fact, str) else "", content)
    except HTTPException:
        raise UsageError("upload_missing") from None


def _counted(receive: Receive, most: int) -> Receive:
    """What is sent, until it is more than we take; the rest is let pass, so that the answer is read."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        while taken > most:
            if not message.get("more_body") or taken > 10 * most:
                raise UsageError("workbook_too_large", most=_MEGABYTES)
            message = await receive()
            taken += len(message.get("body", b""))
        return message

    return counted


@dataclass(frozen=True, slots=True)
class SentChoices:
    """What somebody has chosen in a preview."""

    texts: Mapping[str, str]
    choices: Choices


async def _sent_choices(request: Request) -> SentChoices:
    check_allowed(request)
    most = 40 * _LONGEST_VALUE + _MOST_FIELDS * 600
    limited = Request(request.scope, _counted(request.receive, most))
    try:
        async with limited.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_VALUE) as form:
            texts = {name: value for name, value in form.items() if isinstance(value, str)}
            removed = frozenset(value for value in form.getlist("remove") if isinstance(value, str))
    except HTTPException:
        raise UsageError("sheet_too_many_choices", most=_MOST_FIELDS) from None
    conflicts = {
        name.partition(":")[2]: value for name, value in texts.items() if name.startswith("conflict:")
    }
    return SentChoices(texts, Choices(conflicts, removed))


SentUpload = Annotated[SentFile, Depends(_sent_file)]
Chosen = Annotated[SentChoices, Depends(_sent_choices)]


def _uploads(request: Request) -> KeptUploads:
    kept: KeptUploads = request.app.state.uploads
    return kept


@sheets.get("/import")
def show_import(request: Request, ask: Asked, fact: Choice = "") -> Response:
    """The form that a workbook is sent with."""
    _check_may_write(request, ask)
    return _form(ask, fact)


@sheets.post("/import")
def send_file(request: Request, ask: Asked, sent: SentUpload) -> Response:
    """Look a workbook over, keep it, and show what it would change; or say why it cannot be used."""
    try:
        preview_of(ask, sent.content, sent.fact)
    except RodtradError as error:
        return _form(ask, sent.fact, error_sentence(error, ask.language))
    token = _uploads(request).keep(sent.name, ask.person.identity, sent.fact, sent.content)
    return to_saved(request, path_of(f"import/{token}", language_of(request)))


@sheets.get("/import/{token}")
def show_preview(request: Request, ask: Asked, token: Token) -> Response:
    """What a workbook that was sent would change in the book as it stands now."""
    _check_may_write(request, ask)
    upload = _uploads(request).of(token, ask.person.identity)
    return _preview(ask, token, upload, preview_of(ask, upload.content, upload.fact))


@sheets.post("/import/{token}")
def save_file(request: Request, ask: Asked, token: Token, sent: Chosen) -> Response:
    """Save what the preview showed, as one change, and show that; or show the preview again."""
    upload = _uploads(request).of(token, ask.person.identity)
    preview = preview_of(ask, upload.content, upload.fact)
    why, by = sent.texts.get("why", "").strip(), sent.texts.get("by", "").strip()
    try:
        check_filled(ask, why, by)
        if sent.texts.get("seen") != _digest(preview):
            raise ConflictError("sheet_changed_since_seen")
        revision = save_sheet(ask, preview, sent.choices, by=by, why=why)
    except RodtradError as error:
        return _preview(ask, token, upload, preview, error, sent)
    _uploads(request).forget(token)
    return to_saved(request, path_of(f"history/{revision}", language_of(request)))


def _check_may_write(request: Request, ask: Asked) -> None:
    if not request.app.state.writable:
        raise AccessError("read_only")
    if not ask.person.rights:
        raise AccessError("right_missing")


def _form(ask: Asked, fact: str, error: str = "") -> Response:
    named = sorted((s.label_in(ask.language), s.name) for s in SHAPES.values())
    options = tuple(Option(name, label, name == fact) for label, name in named)
    query = {"fact": fact} if fact and not error else {}
    shown = page("sheet_import.html.j2", ask, "/import", query, facts=options, error=error, most=_MEGABYTES)
    return HTMLResponse(shown, status_code=400 if error else 200)


def _preview(
    ask: Asked,
    token: str,
    upload: Upload,
    preview: SheetPreview,
    error: RodtradError | None = None,
    sent: SentChoices | None = None,
) -> Response:
    values: dict[str, Any] = {
        "view": preview,
        "file": upload.name,
        "seen": _digest(preview),
        "most_shown": SHOWN_ROWS,
        "error": error_sentence(error, ask.language) if error else "",
        "chosen": sent.choices if sent else Choices({}),
        "texts": sent.texts if sent else {},
    }
    status = 200 if error is None else 409 if isinstance(error, ConflictError) else 400
    shown = page("sheet_preview.html.j2", ask, f"/import/{token}", {}, **values)
    return HTMLResponse(shown, status_code=status, headers=_NOT_KEPT)


def _digest(preview: SheetPreview) -> str:
    """Tells one preview from another: what would be saved, and what is wrong."""
    told = repr((preview.differences, preview.problems)).encode("utf-8", "replace")
    return hashlib.blake2b(told, digest_size=16).hexdigest()
