"""A Word file as lines: the body in order, one line to a paragraph and one to a row of a table.

Only the parts that hold the body and the styles are unpacked, so pictures cost nothing. Headers, footers and
notes are left out; so are words that are taken out with "track changes", while words put in are read.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from lzma import LZMAError
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn

from rodtrad.core.errors import InputError, Problem
from rodtrad.readers.page import Cell, Line, Printed

_MOST_BYTES = 200 * 2**20
"""A part that unpacks to more than this is not read."""

ZIP_FAULTS = (
    *(BadZipFile, EOFError, KeyError, LZMAError, OSError, RuntimeError, SyntaxError, ValueError),
    *(struct.error, zlib.error),
)
"""What a damaged zip file, or damaged XML in one, can raise."""

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace in files saved as "Strict Open XML"; the rest of such a file is the same to us."""

_BREAK, _RENDERED = "\f", "\v"
"""A page break that somebody made, and one that Word noted when it last laid out the pages."""

_BLANKS = frozenset({"tab", "ptab", "br", "cr"})
_LEFT_OUT = frozenset({"pPr", "rPr", "del", "moveFrom", "Fallback", "txbxContent"})
_SIGNS = str.maketrans({"\u00a0": " ", "\u00ad": None, "\u200b": None, "\u2010": "-", "\u2011": "-"})


def open_docx(content: bytes, name: str, seen: Callable[[int, int], None]) -> Printed:
    """Read the body of a Word file.

    A row's cells stand in grid columns, counted from 0: a merged cell is one cell that spans several, and an
    empty cell is kept. Pages are counted by page breaks, those Word has noted included; a file that Word has
    never laid out has only the ones somebody made.

    seen    is told how many paragraphs and tables are read, and of how many
    raises  InputError  the file is damaged, or far too large when it is unpacked
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            main = _main_part(archive, name)
            document = parse_xml(_unpacked(archive, main, name))
            styles = _list_styles(archive, main, name)
    except ZIP_FAULTS:
        raise InputError([Problem("document_word_damaged", name)]) from None
    body = document.find(qn("w:body"))
    if body is None:
        raise InputError([Problem("document_word_damaged", name)])
    reading = _Body(styles)
    for place, block in enumerate(body, 1):
        reading.read(block)
        seen(place, len(body))
    return Printed(name, reading.page, tuple(reading.lines))


def _main_part(archive: ZipFile, name: str) -> str:
    """Where the body is: the package says so, and it is not always word/document.xml."""
    for relation in parse_xml(_unpacked(archive, "_rels/.rels", name)):
        if relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise KeyError("officeDocument")


def _unpacked(archive: ZipFile, part: str, name: str) -> bytes:
    if archive.getinfo(part).file_size > _MOST_BYTES:
        raise InputError([Problem("document_word_too_large", name, value=str(_MOST_BYTES // 2**20))])
    return archive.read(part).replace(_STRICT, nsmap["w"].encode())


def _list_styles(archive: ZipFile, main: str, name: str) -> frozenset[str]:
    """Styles whose paragraphs are points of a list; a numbered heading is no such point."""
    part = main.rpartition("/")[0] + "/styles.xml"
    if part not in archive.namelist():
        return frozenset()
    styles = parse_xml(_unpacked(archive, part, name)).findall(qn("w:style"))
    by_id = {style.get(qn("w:styleId")): style for style in styles}
    return frozenset(key for key in by_id if key and _is_list_style(key, by_id))


def _is_list_style(key: str, by_id: dict[str | None, Any]) -> bool:
    numbered: bool | None = None
    chain: set[str | None] = set()
    at: str | None = key
    while at in by_id and at not in chain:
        chain.add(at)
        marks = by_id[at].find(qn("w:pPr"))
        if marks is not None and marks.find(qn("w:outlineLvl")) is not None:
            return False
        numbered = _numbered(marks) if numbered is None else numbered
        at = _value(by_id[at], "w:basedOn")
    return bool(numbered)


def _numbered(marks: Any) -> bool | None:
    """Whether a paragraph or style is numbered or has bullets; None when it does not say."""
    numbering = None if marks is None else marks.find(qn("w:numPr"))
    return None if numbering is None else _value(numbering, "w:numId") not in (None, "0")


def _value(parent: Any, tag: str) -> str | None:
    """The value of a mark; None when there is no such mark."""
    mark = None if parent is None else parent.find(qn(tag))
    return None if mark is None else str(mark.get(qn("w:val"), ""))


def _is_on(parent: Any, tag: str) -> bool:
    return _value(parent, tag) not in (None, "0", "false", "off")


def _count(parent: Any, tag: str, otherwise: int) -> int:
    value = _value(parent, tag) or ""
    return int(value) if value.isdecimal() else otherwise


def _kind(element: Any) -> str:
    """The element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class _Body:
    """What is read of the body: its lines so far, and the page we are on."""

    def __init__(self, list_styles: frozenset[str]) -> None:
        self.lines: list[Line] = []
        self.page = 1
        self._list_styles = list_styles
        self._new_page = False

    def read(self, block: Any) -> None:
        """Read a paragraph, a table, or what holds several of them."""
        kind = _kind(block)
        if kind == "p":
            self._paragraph(block)
        elif kind == "tbl":
            for row in _inside(block, "tr"):
                self._row(row)
        elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "txbxContent"):
            for part in block:
                self.read(part)

    def _paragraph(self, paragraph: Any) -> None:
        if self.lines and not self._new_page and _is_on(paragraph.find(qn("w:pPr")), "w:pageBreakBefore"):
            self._turn(_BREAK)
        page, text = self._text(paragraph)
        self.lines.append(Line(len(self.lines) + 1, page, text))
        for box in _boxes(paragraph):
            self.read(box)
        section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None and _value(section, "w:type") not in ("continuous", "nextColumn"):
            self._turn(_BREAK)

    def _text(self, paragraph: Any) -> tuple[int, str]:
        """The page a paragraph begins on, and its words; the sign of a list stands before a point of one."""
        start, first, parts = self.page, 0, list[str]()
        for piece in _pieces(paragraph):
            if piece in (_BREAK, _RENDERED):
                self._turn(piece)
                continue
            if piece.strip():
                first, self._new_page = first or self.page, False
            parts.append(piece)
        text = "".join(parts).translate(_SIGNS)
        return first or start, f"• {text}" if text and self._is_point(paragraph) else text

    def _turn(self, mark: str) -> None:
        """Turn the page; the break that Word notes where somebody has just made one is the same break."""
        if mark == _BREAK or not self._new_page:
            self.page += 1
        self._new_page = mark == _BREAK

    def _is_point(self, paragraph: Any) -> bool:
        marks = paragraph.find(qn("w:pPr"))
        numbered = _numbered(marks)
        if marks is None or marks.find(qn("w:outlineLvl")) is not None:
            return False
        return _value(marks, "w:pStyle") in self._list_styles if numbered is None else numbered

    def _row(self, row: Any) -> None:
        marks = row.find(qn("w:trPr"))
        if marks is not None and marks.find(qn("w:del")) is not None:
            return
        left = _count(marks, "w:gridBefore", 0)
        cells: list[Cell] = []
        first, start, last = 0, self.page, self.page
        for cell in _inside(row, "tc"):
            self.page = start
            page, text = self._cell(cell)
            right = left + _count(cell.find(qn("w:tcPr")), "w:gridSpan", 1)
            cells.append(Cell(text, left, right))
            first = first or (page if text else 0)
            left, last = right, max(last, self.page)
        self.page = last
        words = " ".join(cell.text for cell in cells if cell.text)
        self.lines.append(Line(len(self.lines) + 1, first or start, words, tuple(cells)))

    def _cell(self, cell: Any) -> tuple[int, str]:
        """The page a cell begins on and all its words; none where it only goes on from the row above."""
        if _value(cell.find(qn("w:tcPr")), "w:vMerge") in ("", "continue"):
            return self.page, ""
        parts = [self._text(paragraph) for paragraph in _paragraphs(cell)]
        full = [(page, text) for page, text in parts if text]
        return full[0][0] if full else self.page, " ".join(text for _, text in full)


def _pieces(element: Any) -> Iterator[str]:
    """The words of a paragraph, and the page breaks between them."""
    for child in element:
        kind = _kind(child)
        if kind == "t":
            yield child.text or ""
        elif kind == "lastRenderedPageBreak":
            yield _RENDERED
        elif kind == "br" and child.get(qn("w:type")) == "page":
            yield _BREAK
        elif kind in _BLANKS:
            yield " "
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind not in _LEFT_OUT:
            yield from _pieces(child)


def _inside(element: Any, kind: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those in a content control, but none of a table within."""
    for child in element:
        if _kind(child) == kind:
            yield child
        elif _kind(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _inside(child, kind)


def _paragraphs(element: Any) -> Iterator[Any]:
    """Every paragraph of a cell, also in a table or a text box within it."""
    for child in element:
        if _kind(child) != "p":
            yield from _paragraphs(child)
            continue
        yield child
        for box in _boxes(child):
            yield from _paragraphs(box)


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes that stand in a paragraph, each once."""
    for child in element:
        if _kind(child) == "txbxContent":
            yield child
        elif _kind(child) != "Fallback":
            yield from _boxes(child)
