"""Publish the steering picture, or a document of the book: one tree, as many formats as wanted."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from rodtrad import __version__
from rodtrad.app.books import now
from rodtrad.app.printing import FORMATS, Look, Step, printed
from rodtrad.core.errors import RodtradError, UsageError
from rodtrad.core.shape import Language
from rodtrad.facts.document import DocumentKind
from rodtrad.models.judgement import Judgement
from rodtrad.readers.gather import slug
from rodtrad.reports.budget_book import budget_book
from rodtrad.reports.letter import letter_document
from rodtrad.reports.number_sources import with_sources
from rodtrad.reports.period_report import report_document
from rodtrad.reports.picture import steering_picture
from rodtrad.reports.review import review_document, reviews_in
from rodtrad.reports.telling import Telling
from rodtrad.reports.texts import passages_document
from rodtrad.reports.tree import DocumentTree

_LONGEST_NAME = 60
_NAMES = {"no": "styringsbilde", "en": "steering-picture"}

Report = Callable[[Telling, str, date, str], DocumentTree]
"""Makes a document of the book: the book in a language, the document's key, the day, and our version."""
REPORTS: dict[DocumentKind, Report] = {
    DocumentKind.SECTOR_REVIEW: review_document,
    DocumentKind.ALLOCATION_LETTER: letter_document,
    DocumentKind.BUDGET: budget_book,
    DocumentKind.PERIOD_REPORT: report_document,
    DocumentKind.ANNUAL_REPORT: report_document,
}
"""How each kind of document is made; one that is written here and has no way of its own is its texts."""


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


def picture_of(judgement: Judgement, language: Language, day: date | None = None) -> DocumentTree:
    """The steering picture of a judged book, as of a day; None is today."""
    return steering_picture(judgement, day or now().date(), __version__, language)


def document_of(judgement: Judgement, key: str, language: Language, day: date | None = None) -> DocumentTree:
    """A document of a judged book, as of a day; None is today. See `document_told`."""
    return document_told(Telling(judgement, language), key, day)


def document_told(telling: Telling, key: str, day: date | None = None) -> DocumentTree:
    """A sector review, or a document that is written here, in the reader's language.

    day     what is today in it; None is today
    raises  UsageError  the book has no such document; it names those there are
    """
    known = publishable(telling)
    if not known:
        raise UsageError("no_review_to_publish", document=key)
    if key not in known:
        raise UsageError("document_not_publishable", document=key, known=known)
    kind = telling.where("document", "key", key)["kind"][0]
    report = REPORTS.get(DocumentKind(kind), passages_document)
    return with_sources(telling, report(telling, key, day or now().date(), __version__))


def publishable(telling: Telling) -> tuple[str, ...]:
    """The keys of the documents that can be printed: sector reviews, and what is written here."""
    return (*reviews_in(telling), *telling.facts["working_document"]["document"])


def publish(
    tree: DocumentTree,
    folder: Path,
    wanted: str,
    *,
    document: str = "",
    look: Look | None = None,
    step: Step | None = None,
) -> Path:
    """Print a document in one format; the file is whole or not there.

    document  key of the document it is; "" for the steering picture
    look      how it looks; None is Rødtråd's own
    step      told how far the printing has come
    """
    name = file_name(document) if document else _NAMES[tree.language]
    content = printed(tree, wanted, look or Look(), step or _nobody_asks)
    return _written(folder / f"{name}.{wanted}", content)


def file_name(document: str) -> str:
    """What the file of a document is called, without its ending."""
    return slug(document, _LONGEST_NAME)


def _nobody_asks(_: int, __: int) -> None:
    """For printing that nobody follows."""


def _written(target: Path, content: bytes) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(target.suffix + ".part")
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        raise RodtradError("cannot_write", path=str(target.parent), reason=error) from None
    return target
