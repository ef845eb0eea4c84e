"""A PDF as lines: where its letters stand tells words, cells and lines apart.

Nothing but the places of the letters is used; rules and shading are not looked at. PDFium gives the letters
one by one, and a page is closed before the next is opened, so time grows with the pages and memory with the
text.
"""

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Lock
from typing import Any

import pypdfium2.raw as pdfium

from rodtrad.core.errors import InputError, Problem
from rodtrad.readers.page import Cell, Line, Printed

_PDFIUM = Lock()
"""PDFium may not be called by two threads at once, not even for two documents."""

_Sides = tuple[float, float, float, float]
"""Left, bottom, right and top of a rectangle, in points."""

_BLANKS = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000})
_HYPHENS = frozenset({0x02, 0x2010, 0x2011, 0xFFFE, 0xFFFF})
"""What PDFium gives for the hyphen at the end of a line."""
_UNSEEN = (
    frozenset({*range(0x20), *range(0x7F, 0xA0), *range(0x200B, 0x2010), 0x2060, 0xFEFF}) - _BLANKS - _HYPHENS
)
_BULLETS = frozenset("•▪▫●○◦■□➢➤✓\uf0b7\uf0a7\uf0d8\uf0fc")
_DASHES = frozenset("-–o")
_SOFT_HYPHEN = "\u00ad"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# All in heights of the type.
_CELL_GAP, _BULLET_GAP = 0.65, 4.0
_WORD_GAP, _SPACED_GAP = 0.2, 0.03
_SAME_LINE = 0.2
_DRAWN_TWICE = 0.25
_SMALL, _RAISED_BY, _LOWERED_BY, _TOUCHES, _OVERLAP = 0.86, 0.7, 0.35, 0.3, 0.1
_NEAR_45 = 0.2
_ROOM, _FEW_STEPS = 1.5, 4
"""Room of so many times the usual step from line to line parts paragraphs, on a page with that many steps."""
_JUSTIFIED_GAP, _UNEVEN, _JUSTIFIED_LEAST = 1.5, 0.35, 3

_FEW_LETTERS, _PICTURE_PART = 120, 0.5
"""A page with fewer letters than this, and a picture over more than this part of it, is a scanned page."""


@dataclass(slots=True)
class _Word:
    """Letters that stand together, in the direction they are read.

    base    how high their baseline stands
    size    height of the type
    turn    degrees that the text is turned, anticlockwise
    spaced  whether a blank stands before the word
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    spaced: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a page holds.

    unknown  how many of the words are in letters that the file does not tell the meaning of
    picture  whether the page is a picture with next to no text
    """

    words: Sequence[_Word]
    unknown: int
    edges: _Sides
    picture: bool


def open_pdf(content: bytes, name: str, seen: Callable[[int, int], None]) -> Printed:
    """Read every line of a PDF, page by page, from top to bottom.

    Where more room stands between two lines than most lines of the page have between them, there is an empty
    line, as there is in a text file.

    seen    is told how many pages are read, and of how many
    raises  InputError  a password is asked for, the file is damaged, or most of its pages are pictures of
                        text or in letters that the file does not tell the meaning of
    """
    lines: list[Line] = []
    pictures = unknown = words = 0
    with _document(content, name) as (document, pages):
        for number in range(1, pages + 1):
            page = _page(document, number, name)
            pictures, unknown, words = (
                pictures + page.picture,
                unknown + page.unknown,
                words + len(page.words),
            )
            for cells in _printed_rows(page.words, page.edges):
                lines.append(Line(len(lines) + 1, number, " ".join(cell.text for cell in cells), cells))
            seen(number, pages)
    if pictures * 2 > pages:
        raise InputError([Problem("document_scanned", name)])
    if unknown * 2 > words:
        raise InputError([Problem("document_letters_unknown", name)])
    return Printed(name, pages, tuple(lines))


@contextmanager
def _document(content: bytes, name: str) -> Iterator[tuple[Any, int]]:
    """The document, open, and how many pages it has."""
    with _PDFIUM:
        document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
        fault = pdfium.FPDF_GetLastError()
        pages = pdfium.FPDF_GetPageCount(document) if document else 0
    try:
        if not document and fault in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise InputError([Problem("document_locked", name)])
        if not pages:
            raise InputError([Problem("document_pdf_damaged", name)])
        yield document, pages
    finally:
        if document:
            with _PDFIUM:
                pdfium.FPDF_CloseDocument(document)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A page that is open, and its letters; the rest is room for what PDFium answers."""

    page: Any
    letters: Any
    count: int
    matrix: Any = field(default_factory=pdfium.FS_MATRIX)
    x: Any = field(default_factory=ctypes.c_double)
    y: Any = field(default_factory=ctypes.c_double)


def _page(document: Any, number: int, name: str) -> _Seen:
    """Open a page, see what it holds, and close it."""
    with _PDFIUM:
        page = pdfium.FPDF_LoadPage(document, number - 1)
        letters = pdfium.FPDFText_LoadPage(page) if page else None
        try:
            if not letters:
                raise InputError([Problem("document_page_damaged", name, value=str(number))])
            opened = _Opened(page, letters, pdfium.FPDFText_CountChars(letters))
            words, unknown = _words(opened)
            return _Seen(words, unknown, _edges(opened), _is_picture(opened))
        finally:
            if letters:
                pdfium.FPDFText_ClosePage(letters)
            if page:
                pdfium.FPDF_ClosePage(page)


def _edges(opened: _Opened) -> _Sides:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(opened.page, box)
    return box.left, box.bottom, box.right, box.top


def _is_picture(opened: _Opened) -> bool:
    """True for a page with next to no text, and a picture over most of it."""
    if opened.count >= _FEW_LETTERS:
        return False
    sides = [ctypes.c_float() for _ in range(4)]
    for place in range(pdfium.FPDFPage_CountObjects(opened.page)):
        drawn = pdfium.FPDFPage_GetObject(opened.page, place)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPageObj_GetBounds(drawn, *sides)
            if _area(*(side.value for side in sides)) > _area(*_edges(opened)) * _PICTURE_PART:
                return True
    return False


def _area(left: float, bottom: float, right: float, top: float) -> float:
    return (right - left) * (top - bottom)


def _words(opened: _Opened) -> tuple[list[_Word], int]:
    """The words of a page in the order they are drawn, and how many are in letters without a meaning."""
    writer, letters, unknown = _Writer(), opened.letters, 0
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    box = pdfium.FS_RECTF()
    at = ctypes.byref(box)
    for place in range(opened.count):
        code = unicode_of(letters, place)
        if code in _BLANKS:
            writer.blank()
        elif code not in _UNSEEN:
            box_of(letters, place, at)
            sides = (box.left, box.bottom, box.right, box.top)
            if not writer.goes_on(code, sides):
                writer.begin(code, sides, *_type_of(opened, place, sides))
                unknown += pdfium.FPDFText_HasUnicodeMapError(letters, place) == 1
    return writer.words, unknown


class _Writer:
    """Puts letters together into words, one by one."""

    def __init__(self) -> None:
        self.words: list[_Word] = []
        self._word: _Word | None = None
        self._spaced = False
        self._code = 0
        self._left = self._right = self._bottom = 0.0

    def blank(self) -> None:
        """End the word."""
        self._word, self._spaced = None, True

    def goes_on(self, code: int, sides: _Sides) -> bool:
        """Put a letter to the word that is being written; False when it is no part of it.

        A letter that stands nearly in the same place as the one before it, and is the same, is drawn twice.
        Letters in exactly the same place are one sign that means several, such as the sign for "ff".
        """
        word = self._word
        if word is None:
            return False
        left, bottom, right, _ = _turned(sides, word.turn) if word.turn else sides
        if left != self._left or right != self._right:
            if code == self._code and abs(left - self._left) < _DRAWN_TWICE * (right - left):
                return True
            gap, step = left - self._right, bottom - self._bottom
            if not -word.size / 2 < gap < _WORD_GAP * word.size or abs(step) > _SAME_LINE * word.size:
                return False
        word.text += _letter(code)
        word.right = max(word.right, right)
        self._code, self._left, self._bottom, self._right = code, left, bottom, right
        return True

    def begin(self, code: int, sides: _Sides, size: float, turn: int, base: float) -> None:
        """Begin a word with a letter."""
        left, bottom, right, _ = _turned(sides, turn) if turn else sides
        self._word = _Word(_letter(code), left, right, base, size, turn, self._spaced)
        self.words.append(self._word)
        self._code, self._left, self._bottom, self._right = code, left, bottom, right
        self._spaced = False


def _letter(code: int) -> str:
    return "-" if code in _HYPHENS else chr(code)


def _type_of(opened: _Opened, place: int, sides: _Sides) -> tuple[float, int, float]:
    """Height of the type, the degrees it is turned, and how high its baseline stands."""
    letters, matrix, x, y = opened.letters, opened.matrix, opened.x, opened.y
    pdfium.FPDFText_GetMatrix(letters, place, matrix)
    pdfium.FPDFText_GetCharOrigin(letters, place, x, y)
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    size, base, turn = pdfium.FPDFText_GetFontSize(letters, place), y.value, 0
    if b or a <= 0:
        angle = math.atan2(b, a)
        turn, base = round(math.degrees(angle)) % 360, base * math.cos(angle) - x.value * math.sin(angle)
        d = (a * d - b * c) / (math.hypot(a, b) or 1.0)
    return abs(size * d) or sides[3] - sides[1] or 1.0, turn, base


def _turned(sides: _Sides, turn: int) -> _Sides:
    """The rectangle on a page that is turned until the text stands upright; exact for right angles."""
    left, bottom, right, top = sides
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    c, s, wide, high = abs(cos), abs(sin), right - left, top - bottom
    part = c * c - s * s
    if abs(part) > _NEAR_45:
        wide, high = (wide * c - high * s) / part, (high * c - wide * s) / part
    else:
        wide, high = min(wide, high) / 2, min(wide, high)
    x, y = (left + right) / 2, (bottom + top) / 2
    across, up = x * cos + y * sin, y * cos - x * sin
    return across - wide / 2, up - high / 2, across + wide / 2, up + high / 2


def _printed_rows(words: Sequence[_Word], edges: _Sides) -> Iterator[tuple[Cell, ...]]:
    """The cells of every line of a page, and none for room between lines.

    Text that is turned as most of it is comes first.
    """
    by_turn: dict[int, list[_Word]] = {}
    for word in words:
        by_turn.setdefault(word.turn, []).append(word)
    for turn in sorted(by_turn, key=lambda turn: -len(by_turn[turn])):
        edge = _turned(edges, turn)[0]
        rows = _with_raised(_rows(by_turn[turn]))
        steps = [above[0].base - below[0].base for above, below in pairwise(rows)]
        room = _ROOM * sorted(steps)[len(steps) // 4] if len(steps) >= _FEW_STEPS else math.inf
        for row, step in zip(rows, [0.0, *steps], strict=True):
            if step > room:
                yield ()
            yield tuple(_cells(row, edge))


def _rows(words: Sequence[_Word]) -> list[list[_Word]]:
    """Words with the same baseline, from the top of the page down."""
    rows: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: -word.base):
        first = rows[-1][0] if rows else None
        if first and first.base - word.base <= _SAME_LINE * min(first.size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _with_raised(rows: list[list[_Word]]) -> list[list[_Word]]:
    """The rows, with small words that touch a larger word just above or below taken into its row."""
    tall = [max(word.size for word in row) for row in rows]
    for place, row in enumerate(rows):
        near = [
            rows[n]
            for n in (place + 1, place + 2, place - 1, place - 2)
            if 0 <= n < len(rows)
            and rows[n]
            and -_LOWERED_BY * tall[n] < row[0].base - rows[n][0].base < _RAISED_BY * tall[n]
            and min(word.size for word in row) < _SMALL * tall[n]
        ]
        for word in tuple(row) if near else ():
            home = next((other for other in near if _belongs(word, other)), None)
            if home is not None:
                row.remove(word)
                if word.base > home[0].base:
                    word.text = word.text.translate(_RAISED)
                home.append(word)
    return [row for row in rows if row]


def _belongs(small: _Word, row: list[_Word]) -> bool:
    """Whether a word stands just beside a larger one of the row."""
    return any(
        small.size < _SMALL * word.size
        and -_OVERLAP < max(small.left - word.right, word.left - small.right) / word.size < _TOUCHES
        for word in row
    )


def _cells(row: list[_Word], edge: float) -> Iterator[Cell]:
    """The cells of one line, from left to right."""
    words = _drawn_once(sorted(row, key=lambda word: word.left))
    apart = _cell_gap(words)
    start = 0
    for place in range(1, len(words)):
        least = _BULLET_GAP if place == 1 and _is_point(words) else apart
        if _gap(words, place) > least * _height(words, place):
            yield _cell(words[start:place], edge, last=False)
            start = place
    yield _cell(words[start:], edge, last=True)


def _is_point(words: Sequence[_Word]) -> bool:
    """Whether a line begins with the sign of a list; a dash before figures is an empty cell."""
    first = words[0].text
    return first in _BULLETS or (first in _DASHES and words[1].text[0].isalpha())


def _drawn_once(words: list[_Word]) -> list[_Word]:
    """The words without those that are drawn a second time for bold type."""
    kept: list[_Word] = []
    for word in words:
        again = (w for w in kept[-2:] if w.text == word.text)
        if all(abs(w.left - word.left) > _DRAWN_TWICE * word.size for w in again):
            kept.append(word)
    return kept


def _gap(words: Sequence[_Word], place: int) -> float:
    return words[place].left - words[place - 1].right


def _height(words: Sequence[_Word], place: int) -> float:
    return max(words[place].size, words[place - 1].size)


def _cell_gap(words: Sequence[_Word]) -> float:
    """The gap that parts cells, in heights of the type; wider in a justified line, with gaps all alike."""
    gaps = [_gap(words, n) / _height(words, n) for n in range(1, len(words))]
    prose = sum(word.text[0].isalpha() for word in words) * 2 > len(words)
    even = len(gaps) >= _JUSTIFIED_LEAST and max(gaps) - min(gaps) < _UNEVEN
    return _JUSTIFIED_GAP if prose and even else _CELL_GAP


def _cell(words: Sequence[_Word], edge: float, *, last: bool) -> Cell:
    text = words[0].text
    for place in range(1, len(words)):
        least = _SPACED_GAP if words[place].spaced else _WORD_GAP
        blank = _gap(words, place) > least * _height(words, place)
        text += f" {words[place].text}" if blank else words[place].text
    right = max(word.right for word in words)
    return Cell(_clean(text, last=last), round(words[0].left - edge, 2), round(right - edge, 2))


def _clean(text: str, *, last: bool) -> str:
    """The text in composed letters; a soft hyphen is seen only at the end of a line."""
    if text.isascii():
        return text
    if last and text.endswith(_SOFT_HYPHEN):
        text = text[:-1] + "-"
    pairs = text.replace(_SOFT_HYPHEN, "").encode("utf-16-le", "surrogatepass")
    return unicodedata.normalize("NFC", pairs.decode("utf-16-le", "replace"))
