"""Publish the steering picture: one tree, as many formats as wanted."""

from collections.abc import Callable, Iterator
from pathlib import Path

from rodtrad import __version__
from rodtrad.app.books import now
from rodtrad.core.errors import RodtradError, UsageError
from rodtrad.core.shape import Language
from rodtrad.models.judgement import Judgement
from rodtrad.reports.picture import steering_picture
from rodtrad.reports.tree import DocumentTree

FORMATS = ("html", "pdf", "docx")
_NAMES = {"no": "styringsbilde", "en": "steering-picture"}


def publish(
    judgement: Judgement, folder: Path, formats: tuple[str, ...], language: Language
) -> Iterator[tuple[str, Callable[[], Path]]]:
    """The steering picture in each format, one at a time so that progress can be shown.

    returns  format and what makes its file; a file is whole or not there
    raises   UsageError  unknown format
    """
    if not formats:
        raise UsageError("formats_missing", known=", ".join(FORMATS))
    unknown = [f for f in formats if f not in FORMATS]
    if unknown:
        raise UsageError("format_unknown", format=", ".join(unknown), known=", ".join(FORMATS))
    tree = steering_picture(judgement, now().date(), __version__, language)
    for wanted in formats:
        target = folder / f"{_NAMES[language]}.{wanted}"
        yield wanted, lambda target=target, wanted=wanted: _written(target, _printed(tree, wanted))  # type: ignore[misc]


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
