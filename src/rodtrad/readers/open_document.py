"""A document as lines, whether it is PDF, Word or text. What cannot be read is refused, with why.

The kind is told from what the file holds; its name is not believed.
"""

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

from rodtrad.core.errors import InputError, Problem
from rodtrad.readers.open_docx import ZIP_FAULTS, open_docx
from rodtrad.readers.open_pdf import open_pdf
from rodtrad.readers.open_text import open_text
from rodtrad.readers.page import Line, Printed

Seen = Callable[[int, int], None]
Opener = Callable[[bytes, str, Seen], Printed]

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "WebP"),
    (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"),
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
)
"""How files that we do not read begin, and what they are."""

_OLE = b"\xd0\xcf\x11\xe0"
_OLE_PARTS = (("WordDocument", "Word 97–2003 (.doc)"), ("Workbook", "Excel 97–2003 (.xls)"))
_ZIP_PARTS = (("xl/", "Excel (.xlsx)"), ("ppt/", "PowerPoint (.pptx)"), ("content.xml", "OpenDocument"))
_PDF, _PDF_END = b"%PDF-", b"%%EOF"
_HEAD, _TAIL = 1024, 2048

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS, _LEAST_PART = 200, 0.05
_SCANDINAVIAN = "i på som til er det for med en et har den de fra om vi skal kan også ved men år"
_TELLING: dict[str, str] = {
    "Norwegian": f"{_SCANDINAVIAN} og av ikke å at blir ble etter eller noen hva mellom seg være "
    "ikkje ein eit dei frå vert eg vere hjå kva noko meir etter òg då",
    "Danish": f"{_SCANDINAVIAN} og af ikke at bliver blev efter eller nogle hvad mellem sig være",
    "Swedish": "i på som till är det för med en ett har den de från om vi ska kan också vid men år "
    "och av inte att blir blev efter eller några vad mellan sig vara",
    "English": "the and of to is in that for with as on are be by this was it from or an which have not has",
    "German": "und der die das in zu den mit von für auf ist des dem nicht ein eine als auch es im wird aus",
    "French": "le la les et des du de un une est en que pour dans qui sur pas par au aux ce avec sont il",
}
_SMALL_WORDS = {language: frozenset(words.split()) for language, words in _TELLING.items()}
"""Small words that fill a third of any running text, by language. Nynorsk is Norwegian."""


def _unseen(_done: int, _of: int) -> None:
    """Nobody looks at how far the reading has come."""


def open_document(path: Path, seen: Seen = _unseen) -> Printed:
    """Read every line of a document.

    seen    is told how far the reading has come: pages of a PDF, paragraphs and tables of a Word file
    raises  InputError  with one problem, when the file cannot be read or is not a document in Norwegian
    """
    content = _content(path)
    opener = _opener(content, path.name)
    printed = opener(content, path.name, seen)
    if not any(_WORD.search(line.text) for line in printed.lines):
        wordless = Problem("document_without_words", path.name)
        raise InputError([Problem("document_scanned", path.name) if opener is open_pdf else wordless])
    language, words = language_of(printed.lines)
    if language != "Norwegian":
        raise InputError([Problem("document_not_norwegian", path.name, hint=", ".join(words))])
    ending = path.suffix.lower()
    if opener is open_text and ending in (".docx", ".pdf"):
        raise InputError([Problem("document_only_text", path.name, hint=ending)])
    return printed


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except IsADirectoryError:
        raise InputError([Problem("document_is_folder", path.name)]) from None
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise InputError([Problem("document_missing", path.name)]) from None
    except OSError:
        folder, forbidden = Problem("document_is_folder", path.name), Problem("document_forbidden", path.name)
        raise InputError([folder if path.is_dir() else forbidden]) from None
    if not content.strip(b" \t\r\n\f\xef\xbb\xbf"):
        raise InputError([Problem("document_empty", path.name)])
    return content


def _opener(content: bytes, name: str) -> Opener:
    """What opens a file with this content."""
    if content.startswith(_PDF) or (_PDF in content[:_HEAD] and b"endobj" in content):
        if _PDF_END not in content[-_TAIL:]:
            raise InputError([Problem("document_pdf_damaged", name)])
        return open_pdf
    if content.startswith(b"PK\x03\x04"):
        _check_is_word(content, name)
        return open_docx
    kind = _foreign_kind(content)
    if kind == "locked":
        raise InputError([Problem("document_locked", name)])
    if kind:
        raise InputError([Problem("document_kind_unknown", name, hint=kind)])
    return open_text


def _check_is_word(content: bytes, name: str) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.namelist()
    except ZIP_FAULTS:
        raise InputError([Problem("document_word_damaged", name)]) from None
    if not any(part.startswith("word/") for part in parts):
        kinds = (kind for sign, kind in _ZIP_PARTS if any(part.startswith(sign) for part in parts))
        raise InputError([Problem("document_kind_unknown", name, hint=next(kinds, "zip"))])


def _foreign_kind(content: bytes) -> str:
    """What a file is that is neither PDF, Word nor text; "" when it seems to be text."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "locked"
        kinds = (kind for part, kind in _OLE_PARTS if part.encode("utf-16-le") in content)
        return next(kinds, "Office 97–2003")
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    known = next((kind for sign, kind in _SIGNS if head[: len(sign)].lower() == sign.lower()), "")
    in_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return known or ("binary" if b"\x00" in content and not in_utf16 else "")


def language_of(lines: tuple[Line, ...]) -> tuple[str, list[str]]:
    """The language of a document, and the small words that tell it.

    A document with few words, or with few that any language is known by, such as one of mostly figures, is
    taken to be Norwegian.
    """
    words = Counter(chain.from_iterable(_WORD.findall(line.text.lower()) for line in lines))
    counts = {name: sum(words[word] for word in small) for name, small in _SMALL_WORDS.items()}
    language = max(counts, key=lambda name: counts[name])
    total = words.total()
    if total < _ENOUGH_WORDS or counts[language] < _LEAST_PART * total:
        language = "Norwegian"
    told = sorted(_SMALL_WORDS[language], key=lambda word: (-words[word], word))
    return language, [word for word in told[:3] if words[word]]
