"""Passages of text (avsnitt) as blocks of a document, with the numbers of the book put in."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import polars as pl

from rodtrad.core.numbers import signed, with_unit
from rodtrad.core.shape import Language
from rodtrad.models.prose import FaultyReference, Sign, TextPiece, Worth, parsed, worth_of
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Block, Paragraph, PointList, Subheading, TextPart

_WRITTEN_IN: Language = "no"
"""The language people write in, whatever language the document is read in."""
_NO_BREAK = "\u00a0"
_NUMBERED = re.compile(r"\s*([1-9]\d?)[.)]\s+(?=\S)")
_POINT = re.compile(r"\s*[-–•*]\s+(?=\S)")


def passage_blocks(
    telling: Telling, document: str, part: str | None = None, subject: str | None = None
) -> list[Block]:
    """The passages of a document as blocks, in order.

    part     only those of one part of the document (`PassagePart`); None is all
    subject  only those about one address; None is all
    """
    blocks: list[Block] = []
    for row in passages_of(telling, document, part, subject).iter_rows(named=True):
        if row["heading"]:
            blocks.append(Subheading(row["heading"], language_of_texts(telling)))
        blocks.extend(text_blocks(telling, row["text"]))
    return blocks


def passages_of(
    telling: Telling, document: str, part: str | None = None, subject: str | None = None
) -> pl.DataFrame:
    """The rows of a document's passages in order; `part` and `subject` as in `passage_blocks`."""
    rows = telling.where("passage", "document", document)
    if part is not None:
        rows = rows.filter(pl.col("part") == part)
    if subject is not None:
        rows = rows.filter(pl.col("subject") == subject)
    return rows.sort("part", "position", "key", maintain_order=True)


def language_of_texts(telling: Telling) -> Language | None:
    """The language of what people have written; None where the whole document is in it."""
    return None if telling.language == _WRITTEN_IN else _WRITTEN_IN


def text_blocks(telling: Telling, text: str) -> list[Paragraph | PointList]:
    """A text as paragraphs and lists of points, with its numbers put in.

    Paragraphs are parted at empty lines; lines that begin with a dash or a bullet are points, and so are
    lines that are numbered one after the other.
    """
    blocks: list[Paragraph | PointList] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        for mark, run in groupby(_marked(part.splitlines()), itemgetter(0)):
            lines = [(number, line) for _, number, line in run]
            if mark:
                points = (paragraph_of(telling, mark.sub("", line, 1)) for _, line in lines)
                blocks.append(PointList(tuple(points), lines[0][0]))
            elif words := " ".join(line.strip() for _, line in lines):
                blocks.append(paragraph_of(telling, words))
    return blocks


def _marked(lines: Sequence[str]) -> Iterator[tuple[re.Pattern[str] | None, int, str]]:
    """Each line with the mark it begins with, if it is a point, and its number if it is numbered."""
    for line, number in zip(lines, _numbers(lines), strict=True):
        yield _NUMBERED if number else _POINT if _POINT.match(line) else None, number, line


def _numbers(lines: Sequence[str]) -> list[int]:
    """The numbers of lines that are numbered one after the other; 0 for other lines, such as "2. tertial"."""
    found = [_NUMBERED.match(line) for line in lines]
    own = [int(number[1]) if number else 0 for number in found]
    around = zip([0, *own], own, [*own[1:], 0], strict=False)
    return [
        now if now and (before == now - 1 > 0 or after == now + 1) else 0 for before, now, after in around
    ]


def paragraph_of(telling: Telling, text: str) -> Paragraph:
    """One paragraph with its numbers put in."""
    parts = tuple(_parts(telling, text))
    are_told = any(part.addresses or part.is_missing or part.language for part in parts)
    return Paragraph("".join(part.text for part in parts), parts if are_told else ())


def rendered_text(telling: Telling, text: str) -> str:
    """A text with its numbers put in, as one string without links."""
    return "".join(part.text for part in _parts(telling, text))


def _parts(telling: Telling, text: str) -> Iterator[TextPart]:
    for piece in parsed(text):
        yield _part(telling, piece)


def _part(telling: Telling, piece: TextPiece) -> TextPart:
    if isinstance(piece, str):
        return TextPart(piece, language=language_of_texts(telling))
    worth = piece if isinstance(piece, FaultyReference) else worth_of(telling.thread, piece)
    if isinstance(worth, FaultyReference):
        return TextPart(telling.say("prose_missing"), is_missing=True)
    return TextPart(number_in_text(telling, worth), worth.addresses)


def number_in_text(telling: Telling, worth: Worth) -> str:
    """A number with its unit, never broken between lines: `13,5 mill. kr`."""
    value = abs(worth.value) if worth.sign is Sign.WITH else worth.value
    if worth.has_unit:
        text = with_unit(value, worth.unit, worth.decimals, telling.language)
    else:
        text = telling.plain(value, worth.unit, worth.decimals)
    sign = signed(worth.value, 0, telling.language)[0] if worth.sign is Sign.WITH else ""
    return sign + text.replace(" ", _NO_BREAK)
