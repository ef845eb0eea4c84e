"""The numbers of a text with the sentence each stands in: what a reader and a writer both look for."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rodtrad.facts.figure import Qualifier
from rodtrad.models.told_numbers import (
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
_COUNTED_BEFORE = re.compile(
    r"\bantall\s+([a-zæøå]{4,})\b[^.\d]{0,40}\b(?:er|var|ble|på|til|utgjør|utgjorde)\s*$", re.IGNORECASE
)
_SIGNS_BEFORE = 24
_LONGEST = 800
NO_FOOTNOTES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TextNumber:
    """A number in a text (tall i tekst).

    start, text  where it begins, and it with its unit as it stands; `digits` are without the unit
    sentence     the sentence it stands in       place  where in it the number begins
    """

    start: int
    text: str
    digits: str
    value: Decimal
    decimals: int
    unit: str
    qualifier: Qualifier | None
    noun: str
    sentence: str
    place: int


def numbers_told(text: str, footnotes: frozenset[str] = NO_FOOTNOTES, numbered: int = 0) -> list[TextNumber]:
    """Every number of a text, in order; years, numbers of chapters and other references are left out.

    footnotes  marks that stand before a footnote somewhere in the document, as in "1 46716"
    numbered   how far the number of a section goes, where the text is a heading
    """
    ends = _sentence_ends(text)
    found = (
        number
        for start, shown, value, decimals, rest in numbers_in(text, footnotes)
        if start >= numbered
        for number in _told(text, (start, shown, value, decimals, rest), footnotes, ends)
    )
    return _with_shared_units(sorted(found, key=lambda number: number.start))


def _told(
    text: str, found: tuple[int, str, Decimal, int, str], footnotes: frozenset[str], ends: Sequence[int]
) -> Iterator[TextNumber]:
    """One number, unless it is a reference or the mark of a footnote."""
    start, shown, value, decimals, rest = found
    unit, noun, length = unit_after(text, past_footnote(text, start + len(shown)))
    unit = unit or rest
    before = text[max(0, start - _SIGNS_BEFORE) : start]
    if not unit and re.search(r"\bkr\.?\s*$", before):
        unit = "kr"
    refers = unit != "dato" and is_reference(text, start, before, unit)
    if is_footnote(text, start, shown, footnotes) or refers:
        return
    first, last = _bounds(ends, start, len(text))
    first, last = max(first, start - _LONGEST), min(last, start + _LONGEST)
    if not (unit or noun):
        counted = _COUNTED_BEFORE.search(text[first:start])
        noun = counted[1].lower() if counted else ""
    printed = text[start : start + len(shown) + length].strip()
    yield TextNumber(
        start, printed, shown, value, decimals, unit, qualifier_before(before), noun, text[first:last],
        start - first,
    )  # fmt: skip


def past_footnote(text: str, end: int) -> int:
    """Past the mark of a footnote that is glued to a number, as in "1 46716"."""
    while end < len(text) and text[end].isdigit():
        end += 1
    return end


def _with_shared_units(found: Sequence[TextNumber]) -> list[TextNumber]:
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
