"""What each line of a document is: empty, page furniture, prose, heading, caption or part of a table."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from rodtrad.readers.heads import ends_in_head, is_dated_head, is_only_heads
from rodtrad.readers.lettering import BOUNDARY, plain
from rodtrad.readers.page import Cell, Line
from rodtrad.readers.splits import Tail, tail_of
from rodtrad.readers.wrapped import joined

_PAGE_NUMBER = re.compile(
    r"\bside\s+\d+\s+av\s+\d+\b|[•|]\s*\d{1,3}\s*$|^\s*-?\s*\d{1,3}\s*-?\s*$", re.IGNORECASE
)
_SECTION = re.compile(r"^(?:\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?|\s*\d{1,2}\.|\s\d{1,2})\s+[A-ZÆØÅ«]")
_CAPTION = re.compile(r"^\s*(?:tabell|figur)\s+\d+(?:[.:]\d+)?\b", re.IGNORECASE)
_GROUP_HEADING = re.compile(r"^\s*postgruppe\s+\d{3}\s*[-–]\s*\d{3}\b[^.;]*$", re.IGNORECASE)
_LINK = re.compile(r"^\s*(?:\d{1,2}\s*)?https?://\S+")
_BULLET = re.compile(r"^\s*(?:[•▪➢\uf0b7]|o\s|-\s(?=[A-ZÆØÅ]))")
_REFERS = re.compile(r"(?:punkt|pkt\.?|kap\.?|kapittel|avsnitt|tabell|figur)\s*$", re.IGNORECASE)
_NAMED_CODE = re.compile(r"\b(?:prosjekt(?:nr)?|kostra)\.?$", re.IGNORECASE)
_YEAR_WORD = re.compile(r"(?:19|20)\d\d[*]?|→")
_PROSE_PART, _FULL_PART, _PROSE_LEAST, _MANY = 0.66, 0.85, 45, 0.9
_SURELY_MANY = 4
_LEAST_REPEATS = 3
_LEAST_RUN = 3
_TWO_FIGURES = re.compile(r"[^\W\d].*\s[-\u2212–]?\d[\d.,%]*\s+[-\u2212–]?\d[\d.,%]*$")
_WORDS_AND_FIGURE = re.compile(r"[^\W\d].*\s[-\u2212–]?\d[\d ]*(?:,\d+)?(?:\s?%)?$")
_SENTENCE_WORDS = 7


class Kind(StrEnum):
    """What a line is."""

    PROSE = "prose"
    HEADING = "heading"
    CAPTION = "caption"
    ROW = "row"
    YEARS = "years"
    HEADS = "heads"
    FRAGMENT = "fragment"
    BULLET = "bullet"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Laid:
    """A printed line that is not empty, with what it is (lagt linje).

    gap    whether more room stands above it than between lines that belong together
    below  numbers of the lines below whose words are in this one, for they go on its cells
    """

    number: int
    page: int
    raw: str
    text: str
    tail: Tail
    gap: bool
    kind: Kind
    cells: tuple[Cell, ...] = ()
    below: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The line as words with single blanks."""
        return " ".join(self.text.split())


def lay_out(lines: Sequence[Line]) -> list[Laid]:
    """Every line that is not empty, in order, with what it is."""
    lines = lines if _tells_cells(lines) else [_as_text(line) for line in lines]
    whole = [one for one in joined(lines) if one[0].text.strip()]
    printed = [line for line, _ in whole]
    if not printed:
        return []
    usual = _usual_step(printed)
    texts = [
        plain(BOUNDARY.join(c.text for c in line.cells) if line.cells else line.text) for line in printed
    ]
    furniture = _furniture(printed)
    width = _width(texts)
    laid: list[Laid] = []
    for (line, below), text, after in zip(whole, texts, [*texts[1:], ""], strict=True):
        before = laid[-1] if laid else None
        gap = before is None or line.number - max((before.number, *before.below)) > usual
        tail = tail_of(text, cells=bool(line.cells))
        kind = Kind.FURNITURE if line.number in furniture else _kind(text, tail, before, width, gap=gap)
        if (
            kind is Kind.PROSE
            and (gap or before is None or _ends(before.text))
            and _breaks_off(text, after, width)
        ):
            kind = Kind.HEADING
        laid.append(Laid(line.number, line.page, line.text, text, tail, gap, kind, line.cells, below))
    return _with_headings(_with_rows(_with_broken_heads(laid)))


def _tells_cells(lines: Sequence[Line]) -> bool:
    """Whether the figures of most rows stand in cells of their own, and not in one with the row's words."""
    rows = [line for line in lines if line.cells and _TWO_FIGURES.search(line.text)]
    apart = sum(len(r.cells) > 1 and not _WORDS_AND_FIGURE.search(r.cells[0].text) for r in rows)
    return 2 * apart >= len(rows)


def _as_text(line: Line) -> Line:
    """The line as a text file has it: where a cell ends there is a wide blank."""
    return Line(line.number, line.page, "   ".join(c.text for c in line.cells) if line.cells else line.text)


def _with_broken_heads(laid: list[Laid]) -> list[Laid]:
    """Words that end in "Regnskap" above a line that begins with a year are column heads, however long."""
    made = list(laid)
    for place, (line, after) in enumerate(pairwise(laid)):
        words = line.kind in (Kind.PROSE, Kind.FRAGMENT) and not after.gap and ends_in_head(line.words)
        if words and after.kind in (Kind.HEADS, Kind.YEARS) and _YEAR_WORD.match(after.words):
            made[place] = replace(line, kind=Kind.HEADS)
    return made


def _with_rows(laid: list[Laid]) -> list[Laid]:
    """Lines in a run that all begin as labels and end in figures are rows, also where each could be prose."""
    made = list(laid)
    start = 0
    for place in range(len(laid) + 1):
        if place < len(laid) and _ends_in_figures(laid[place]):
            continue
        if place - start >= _LEAST_RUN:
            made[start:place] = [replace(line, kind=Kind.ROW) for line in laid[start:place]]
        start = place + 1
    return made


def _ends_in_figures(line: Laid) -> bool:
    """Whether a line could be a row: a label in few words, and figures or a dash."""
    if (
        line.kind not in (Kind.ROW, Kind.PROSE, Kind.FRAGMENT)
        or not line.tail.words
        or _NAMED_CODE.search(line.tail.head)
    ):
        return False
    return (
        line.tail.head[:1].isupper() and not _is_only_a_year(line.tail) and not _is_sentence(line.tail.head)
    )


def _width(texts: Sequence[str]) -> int:
    """How long a full line is: as most lines of the document, or as its sentences when they are longer."""
    sentences = [t for t in texts if len(t.split()) >= _SENTENCE_WORDS and not t.rstrip()[-1].isdigit()]
    return max(
        sorted(len(t.strip()) for t in some)[int(len(some) * _MANY)] for some in (texts, sentences) if some
    )


def _breaks_off(text: str, after: str, width: int) -> bool:
    """Whether a line has ended before it was full, and not as a sentence does: a heading."""
    return (
        _reads_as_heading(text.strip()) and after.strip()[:1].isupper() and not _is_full(text, after, width)
    )


def _is_full(text: str, after: str, width: int) -> bool:
    """Whether the first word of the next line would not have found room on this one."""
    return len(text.strip()) + 1 + len(after.split(maxsplit=1)[0]) >= _FULL_PART * width


def _usual_step(printed: Sequence[Line]) -> int:
    """How far apart lines that belong together are: 2 where a blank line stands between all lines."""
    steps = Counter(b.number - a.number for a, b in pairwise(printed))
    return 2 if steps[2] > steps[1] else 1


def _furniture(printed: Sequence[Line]) -> set[int]:
    """Page footers and headers: page numbers, and what is repeated beside them."""
    found: set[int] = set()
    same = Counter(_form(line.text) for line in printed)
    exact = Counter(line.text.strip() for line in printed)
    for place, line in enumerate(printed):
        text = line.text.strip()
        numbered = _PAGE_NUMBER.search(text)
        if not numbered or re.fullmatch(r"-?\s*\d{1,3}\s*-?", text):
            continue
        if same[_form(text)] >= _LEAST_REPEATS or "side" in numbered.group().lower():
            found.add(line.number)
            before = printed[place - 1] if place else None
            if (
                before
                and len(before.text.strip()) < len(line.text) + 40
                and exact[before.text.strip()] >= _LEAST_REPEATS
            ):
                found.add(before.number)
    return found


def _form(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip())


def _kind(text: str, tail: Tail, before: Laid | None, width: int, *, gap: bool) -> Kind:
    stripped = text.strip()
    if _CAPTION.match(stripped):
        return Kind.CAPTION
    if _BULLET.match(text):
        return Kind.BULLET
    if _GROUP_HEADING.match(text) and len(stripped) < _PROSE_PART * width:
        return Kind.HEADING
    if len(stripped.split()) > 1 and all(_YEAR_WORD.fullmatch(w) for w in stripped.split()):
        return Kind.YEARS
    if is_only_heads(stripped):
        return Kind.HEADS
    if _LINK.match(stripped):
        return Kind.PROSE
    figures = (
        any(w.digits for w in tail.words) and not _is_only_a_year(tail) and not _NAMED_CODE.search(tail.head)
    )
    long = len(stripped) >= max(_PROSE_PART * width, _PROSE_LEAST)
    flows = before is not None and not gap and not _ends(before.text) and _goes_on(before, stripped, width)
    if figures and is_dated_head(stripped):
        return Kind.HEADS
    if figures and (tail.least >= 2 or tail.most >= _SURELY_MANY) and not _is_sentence(tail.head):
        return Kind.ROW
    if figures and BOUNDARY in text:
        return Kind.ROW
    if _SECTION.match(text) and not figures and len(stripped) < 1.1 * width and not stripped.endswith("."):
        levels = bool(re.match(r"\s*\d{1,2}\.\d", text)) and not _REFERS.search(before.text if before else "")
        return Kind.HEADING if levels or not flows else Kind.PROSE
    if long and not re.search(r"\s{3,}", stripped):
        return Kind.PROSE
    if flows:
        return Kind.PROSE if before is not None and before.kind is Kind.PROSE else Kind.BULLET
    if figures:
        return Kind.ROW
    return Kind.FRAGMENT


def _is_only_a_year(tail: Tail) -> bool:
    """Words that end in a year are no row of figures."""
    return bool(tail.head) and len(tail.words) == 1 and bool(_YEAR_WORD.fullmatch(tail.words[0].text))


def _goes_on(before: Laid, text: str, width: int) -> bool:
    """Whether a line can go on where prose or a point of a list broke off."""
    if before.kind is Kind.BULLET:
        return not text[:1].isupper() or len(before.text.strip()) >= _FULL_PART * width
    return before.kind is Kind.PROSE and (not text[:1].isupper() or _is_full(before.text, text, width))


def _ends(text: str) -> bool:
    return text.rstrip().endswith((".", ":", "?", "!"))


def _is_sentence(head: str) -> bool:
    """A head that reads on: it has a verb-like middle and no end, so what follows is not a row of figures."""
    return bool(re.search(r"[.,;:] .*\b(?:er|var|og|i|fra|til|på|av|med)$", head)) or head.endswith(
        (" fra", " mellom", " på", " utgjør", " utgjorde")
    )


def _with_headings(laid: list[Laid]) -> list[Laid]:
    """Lines that stand alone above prose, and end as no sentence does, are headings."""
    made = list(laid)
    for place, line in enumerate(laid[:-1]):
        after, before = laid[place + 1], laid[place - 1] if place else None
        begins = line.gap or before is None or _ends(before.text)
        if line.kind is Kind.PROSE and begins and after.gap and _reads_as_heading(line.words):
            made[place] = replace(line, kind=Kind.HEADING)
        alone = line.gap or before is None or before.kind is not Kind.FRAGMENT
        above = after.kind in (Kind.PROSE, Kind.BULLET) and after.text.strip()[:1].isupper()
        if line.kind is Kind.FRAGMENT and alone and above and not _ends(line.text):
            made[place] = replace(line, kind=Kind.HEADING)
    return made


def _reads_as_heading(words: str) -> bool:
    return (
        words[:1].isupper() and not words.endswith((".", ":", ",", ";", "?", "!", "-")) and "://" not in words
    )


def words_above(laid: Sequence[Laid], line: int, most: int) -> str:
    """The words of the last lines before a line."""
    end = bisect_left(laid, line, key=lambda x: x.number)
    return " ".join(x.words for x in laid[max(0, end - most) : end])
