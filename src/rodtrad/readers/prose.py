"""Running text: its paragraphs and sentences, and the numbers that are told in them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import accumulate

from rodtrad.models.told_numbers import footnote_in
from rodtrad.models.told_text import TextNumber, numbers_told, past_footnote
from rodtrad.readers.layout import Kind, Laid

_SECTION_NUMBER = re.compile(
    r"\s*\d{1,2}(?:\.\d{1,2})*\.?(?=\s)|\s*postgruppe\s+\d{3}\s*[-–]\s*\d{3}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Told(TextNumber):
    """A number told in words around it, with where in a document that is (tall i prosa).

    heading  that it stands under; with the sentence it says what the number is about
    """

    line: int
    heading: str
    paragraph: int

    @property
    def before(self) -> str:
        """The sentence up to the number."""
        return self.sentence[: self.place]

    @property
    def after(self) -> str:
        """The sentence after the number."""
        return self.sentence[past_footnote(self.sentence, self.place + len(self.text)) :]


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
    starts = list(accumulate((len(line.text.strip()) + 1 for line in paragraph.lines), initial=0))
    section = _SECTION_NUMBER.match(paragraph.text) if paragraph.lines[0].kind is Kind.HEADING else None
    return [
        Told(
            **{part.name: getattr(number, part.name) for part in fields(TextNumber)},
            line=paragraph.lines[bisect_right(starts, number.start) - 1].number,
            heading=paragraph.heading,
            paragraph=paragraph.number,
        )
        for number in numbers_told(paragraph.text, footnotes, section.end() if section else 0)
    ]


def footnote_marks(laid: Sequence[Laid]) -> frozenset[str]:
    """Numbers that footnotes begin with: first on a line, with words or an address after them."""
    marks = (footnote_in(line.text) for line in laid if not line.tail.words)
    return frozenset(mark for mark in marks if mark)
