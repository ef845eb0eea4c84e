"""Publish the steering picture, or a document of the book: one tree, as many formats as wanted."""

from pathlib import Path

from rodtrad import __version__
from rodtrad.app.books import now
from rodtrad.core.errors import RodtradError, UsageError
from rodtrad.core.shape import Language
from rodtrad.models.judgement import Judgement
from rodtrad.readers.gather import slug
from rodtrad.reports.picture import steering_picture
from rodtrad.reports.review import review_document, reviews_in
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import DocumentTree

FORMATS = ("html", "pdf", "docx")
_LONGEST_NAME = 60
_NAMES = {"no": "styringsbilde", "en": "steering-picture"}


def known_formats(asked: str) -> tuple[str, ...]:
    """The formats named in a list with commas.

    raises  UsageError  none, or one that is unknown
    """
    formats = tuple(f.strip().lower() for f in asked.split(",") if f.strip())
    known = ", ".join(FORMATS)
    unknown = ", ".join(f for f in formats if f not in FORMATS)
    if not formats:
        raise UsageError("formats_missing", known=known)
    if unknown:
        raise UsageError("format_unknown", format=unknown, known=known)
    return formats


def picture_of(judgement: Judgement, language: Language) -> DocumentTree:
    """The steering picture of a judged book, as of today."""
    return steering_picture(judgement, now().date(), __version__, language)


def document_of(judgement: Judgement, key: str, language: Language) -> DocumentTree:
    """A sector review of a judged book as a document, as of today.

    raises  UsageError  the book has no such review; it names those there are
    """
    telling = Telling(judgement, language)
    known = reviews_in(telling)
    if not known:
        raise UsageError("no_review_to_publish", document=key)
    if key not in known:
        raise UsageError("document_not_publishable", document=key, known=known)
    return review_document(telling, key, now().date(), __version__)


def publish(tree: DocumentTree, folder: Path, wanted: str, *, document: str = "") -> Path:
    """Print a document in one format; the file is whole or not there.

    document  key of the document it is; "" for the steering picture
    """
    name = slug(document, _LONGEST_NAME) if document else _NAMES[tree.language]
    return _written(folder / f"{name}.{wanted}", _printed(tree, wanted))


def _printed(tree: DocumentTree, wanted: str) -> bytes:
    """Only the printer that is asked for is loaded."""
    if wanted == "html":
        from rodtrad.publish.html import publish_html

        return publish_html(tree).encode()
    if wanted == "pdf":
        from rodtrad.publish.pdf import publish_pdf

        return publish_pdf(tree)
    from rodtrad.publish.docx import publish_docx

    return publish_docx(tree)


def _written(target: Path, content: bytes) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(target.suffix + ".part")
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        raise RodtradError("cannot_write", path=str(target.parent), reason=error.strerror) from None
    return target
