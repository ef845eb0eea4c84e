"""Running text: its paragraphs and sentences, and the numbers that are told in them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from rodtrad.facts.figure import Qualifier
from rodtrad.readers.layout import Kind, Laid
from rodtrad.readers.told_numbers import (
    footnote_in,
    is_footnote,
    is_reference,
    numbers_in,
    qualifier_before,
    unit_after,
)

_TOGETHER = re.compile(r"^\s*(?:[-–—]|til|og|,|eller|mot|av)\s*(?:ca\.?|om lag|rundt|kr)?\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-zæøå0-9%)»”])(?:[.!?](?=\s+[A-ZÆØÅ«“]|\s*$)|:(?=\n))")
_ABBREVIATION = re.compile(
    r"(?<![a-zæøå])(?:ca|bl\.a|jf|f\.eks|pr|nr|kap|inkl|ekskl|evt|dvs|jfr|kl|pkt|gj|sn|f\.o\.m)$",
    re.IGNORECASE,
)
_SECTION_NUMBER = re.compile(
    r"\s*\d{1,2}(?:\.\d{1,2})*\.?(?=\s)|\s*postgruppe\s+\d{3}\s*[-–]\s*\d{3}", re.IGNORECASE
)
_COUNTED_BEFORE = re.compile(
    r"\bantall\s+([a-zæøå]{4,})\b[^.\d]{0,40}\b(?:er|var|ble|på|til|utgjør|utgjorde)\s*$", re.IGNORECASE
)
_SIGNS_BEFORE = 24
_LONGEST = 800


@dataclass(frozen=True, slots=True)
class Told:
    """A number told in words around it (tall i prosa).

    sentence, heading  what says what it is about
    place              where in the sentence it stands
    """

    line: int
    text: str
    value: Decimal
    decimals: int
    unit: str
    qualifier: Qualifier | None
    noun: str
    sentence: str
    place: int
    heading: str
    paragraph: int

    @property
    def before(self) -> str:
        """The sentence up to the number."""
        return self.sentence[: self.place]

    @property
    def after(self) -> str:
        """The sentence after the number."""
        return self.sentence[_past_footnote(self.sentence, self.place + len(self.text)) :]


@dataclass(frozen=True, slots=True)
class Placed:
    """A number of the text with the address it got (plassert tall)."""

    told: Told
    address: str
    grains: int
    unit: str


def same_sentence(one: Placed, two: Placed) -> bool:
    """Whether two numbers stand in the same sentence of the same paragraph."""
    return one.told.paragraph == two.told.paragraph and one.told.sentence == two.told.sentence


def significant_digits(one: Placed) -> int:
    """How many printed digits say something: no zeros before them, and none after a whole number."""
    digits = str(abs(int(one.told.value.scaleb(one.told.decimals))))
    return len(digits if one.told.decimals else digits.rstrip("0"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of running text that belong together (avsnitt)."""

    lines: tuple[Laid, ...]
    heading: str
    number: int

    @property
    def text(self) -> str:
        """The lines, with line breaks between them."""
        return "\n".join(line.text.strip() for line in self.lines)


def paragraphs(laid: Sequence[Laid], used: frozenset[int]) -> Iterator[Paragraph]:
    """Everything outside the tables, paragraph by paragraph.

    used  lines that are part of tables
    """
    heading, run, count = "", list[Laid](), 0
    for line in laid:
        if line.kind is Kind.FURNITURE or line.number in used:
            ends = line.number in used
        else:
            ends = (
                line.gap
                or line.kind in (Kind.HEADING, Kind.CAPTION)
                or (line.kind is Kind.BULLET and bool(re.match(r"\s*[•▪➢o-]", line.text)))
            )
        if ends and run:
            yield Paragraph(tuple(run), heading, count)
            run, count = [], count + 1
        if line.kind is Kind.FURNITURE or line.number in used:
            continue
        if line.kind is Kind.HEADING:
            heading = line.words
        run.append(line)
        if line.kind in (Kind.HEADING, Kind.CAPTION):
            yield Paragraph(tuple(run), heading, count)
            run, count = [], count + 1
    if run:
        yield Paragraph(tuple(run), heading, count)


def told_in(paragraph: Paragraph, footnotes: frozenset[str]) -> list[Told]:
    """Every number of a paragraph, in order; years, dates and references are left out.

    footnotes  marks that stand before a footnote somewhere in the document, as in "1 46716"
    """
    text = paragraph.text
    starts = list(accumulate((len(line.text.strip()) + 1 for line in paragraph.lines), initial=0))
    ends = _sentence_ends(text)
    section = _SECTION_NUMBER.match(text) if paragraph.lines[0].kind is Kind.HEADING else None
    numbered = section.end() if section else 0
    found: list[tuple[int, Told]] = []
    for start, shown, value, decimals, rest in numbers_in(text, footnotes):
        unit, noun, length = unit_after(text, _past_footnote(text, start + len(shown)))
        unit = unit or rest
        before = text[max(0, start - _SIGNS_BEFORE) : start]
        if not unit and re.search(r"\bkr\.?\s*$", before):
            unit = "kr"
        refers = unit != "dato" and is_reference(text, start, before, unit)
        if start < numbered or is_footnote(text, start, shown, footnotes) or refers:
            continue
        first, last = _bounds(ends, start, len(text))
        first, last = max(first, start - _LONGEST), min(last, start + _LONGEST)
        sentence = text[first:last]
        if not (unit or noun):
            counted = _COUNTED_BEFORE.search(text[first:start])
            noun = counted[1].lower() if counted else ""
        at = paragraph.lines[bisect_right(starts, start) - 1].number
        printed = text[start : start + len(shown) + length].strip()
        one = Told(
            at, printed, value, decimals, unit, qualifier_before(before), noun, sentence, start - first,
            paragraph.heading, paragraph.number,
        )  # fmt: skip
        found.append((start, one))
    return _with_shared_units([told for _, told in sorted(found, key=lambda pair: pair[0])])


def _past_footnote(text: str, end: int) -> int:
    """Past the mark of a footnote that is glued to a number, as in "1 46716"."""
    while end < len(text) and text[end].isdigit():
        end += 1
    return end


def _with_shared_units(found: Sequence[Told]) -> list[Told]:
    """In "60, 85 og 60 %": numbers that stand together have the last one's unit."""
    made = list(found)
    for i in range(len(made) - 2, -1, -1):
        one, after = made[i], made[i + 1]
        if one.unit or one.sentence != after.sentence or not after.unit:
            continue
        between = one.sentence[one.place + len(one.text) : after.place]
        if _TOGETHER.match(between):
            made[i] = replace(one, unit=after.unit)
    return made


def _sentence_ends(text: str) -> list[int]:
    return [
        m.end()
        for m in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text[max(0, m.start() - 8) : m.start()])
    ]


def _bounds(ends: Sequence[int], start: int, length: int) -> tuple[int, int]:
    place = bisect_right(ends, start)
    first = ends[place - 1] if place else 0
    return first, ends[place] if place < len(ends) else length


def footnote_marks(laid: Sequence[Laid]) -> frozenset[str]:
    """Numbers that footnotes begin with: first on a line, with words or an address after them."""
    marks = (footnote_in(line.text) for line in laid if not line.tail.words)
    return frozenset(mark for mark in marks if mark)
