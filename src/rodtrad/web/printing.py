"""Documents of the book as files: at once where that is quick, else with a page that tells how far it is."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi import Path as PathPart
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rodtrad.app.print_jobs import PrintJob, PrintJobs
from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import RodtradError
from rodtrad.web.forms import SEE_OTHER
from rodtrad.web.pages import Asked, Document, language_of
from rodtrad.web.render import page, path_of

printing = APIRouter(include_in_schema=False)
_PATIENCE_SECONDS = 2.0
"""How long somebody waits for a file before being told how far it has come."""
_TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_NOT_KEPT = {"Cache-Control": "no-store"}

Short = Annotated[str, PathPart(max_length=50)]


@printing.get("/print/{document}.{wanted}")
def print_document(request: Request, ask: Asked, document: Document, wanted: Short) -> Response:
    """A document as a file, or the way to it where it takes a while."""
    job = _begun(request, ask, document, wanted)
    return _file(job) if job.wait(_PATIENCE_SECONDS) else _to_job(request, job)


@printing.post("/documents/{document}/print")
def begin_printing(
    request: Request, ask: Asked, document: Document, wanted: Annotated[str, Form(alias="format")] = "pdf"
) -> Response:
    """Begin to print a document, and show how far it has come."""
    return _to_job(request, _begun(request, ask, document, wanted))


@printing.get("/print/jobs/{name}")
def show_job(request: Request, ask: Asked, name: Short) -> Response:
    """How far a document has come, and the file when it is there."""
    job = _jobs(request).job(name, ask.person)
    trouble = ""
    if job.has_failed:
        try:
            job.content()
        except RodtradError as error:
            trouble = error_sentence(error, language_of(request))
    path = f"/print/jobs/{name}"
    shown = page("print_job.html.j2", ask, path, {}, job=job, trouble=trouble)
    return HTMLResponse(shown, headers=_NOT_KEPT)


@printing.get("/print/jobs/{name}/file")
def fetch_file(request: Request, ask: Asked, name: Short) -> Response:
    """The file that was printed, or how far it has come."""
    job = _jobs(request).job(name, ask.person)
    return _file(job) if job.is_ready else _to_job(request, job)


def _jobs(request: Request) -> PrintJobs:
    jobs: PrintJobs = request.app.state.printing
    return jobs


def _begun(request: Request, ask: Asked, document: str, wanted: str) -> PrintJob:
    return _jobs(request).begin(ask, document, wanted.lower(), str(request.base_url).rstrip("/"))


def _to_job(request: Request, job: PrintJob) -> Response:
    path = path_of(f"/print/jobs/{job.id}", language_of(request))
    return RedirectResponse(path, status_code=SEE_OTHER, headers=_NOT_KEPT)


def _file(job: PrintJob) -> Response:
    """The file. A PDF is shown in the browser; the others are downloaded, HTML since its style is its own."""
    kind = job.file.rpartition(".")[2]
    shown = "inline" if kind == "pdf" else "attachment"
    headers = _NOT_KEPT | {"Content-Disposition": f"{shown}; filename*=utf-8''{quote(job.file)}"}
    return Response(job.content(), media_type=_TYPES[kind], headers=headers)
