"""Where the readings of a line stand in it: the text of each is looked for among the line's signs."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rodtrad.core.lettering import doubled_cells

Span = tuple[int, int]

CELL_GAP = "\u2003"
"""What stands between two cells of a line that was printed in doubled letters."""
_BLANKS = " \u00a0\u2007\u2009\u202f"
_BLANK = f"[{_BLANKS}]"
_GAP = rf"[{_BLANKS}.]{{0,2}}"
_MINUS = r"(?:[-\u2212\u2013] ?)?"
_SIGNS = "-\u2212\u2013"
_NUMBER = re.compile(rf"[\d{_BLANKS}]*\d(?:[.,]\d+)?")
_ONE_MORE_GROUP = re.compile(rf"{_BLANK}\d{{3}}(?!\d)")
_GROUP_BEFORE = re.compile(rf"(?<!\w)\d{{1,3}}{_BLANK}$")
_SURE = 4
"""Digits of a number that is known wherever it stands; a shorter one may be a group of a longer number."""


def single(text: str) -> str | None:
    """A line of doubled letters as it looks on the page, or None for any other line."""
    cells = doubled_cells(text.replace("\u00a0", " "))
    return None if cells is None else CELL_GAP.join(cells)


def places_of(texts: Sequence[str], line: str) -> list[Span | None]:
    """Where each text stands in a line, in the order given; None for what is not found.

    Longer texts take their place first, and equal ones take theirs from left to right. Blanks may be others
    than in the text. A short number that may be a group of a longer one is found only where it can be no
    other, so that no sign is said to be read that was not.
    """
    found: list[Span | None] = [None] * len(texts)
    longest_first = sorted(range(len(texts)), key=lambda at: -len(_bare(texts[at])))
    for alone in (True, False):
        for at in longest_first:
            taken = [span for span in found if span]
            if found[at] is None:
                found[at] = next(_free(texts[at], line, taken, alone=alone), None)
    taken = [span for span in found if span]
    sure = [s if s and _is_sure(texts[at], line, s, taken) else None for at, s in enumerate(found)]
    return _left_to_right(texts, sure)


def _left_to_right(texts: Sequence[str], places: list[Span | None]) -> list[Span | None]:
    """The same places, with those of equal texts in the order the texts are given."""
    alike: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        alike[_bare(text)].append(at)
    ordered = list(places)
    for numbers in alike.values():
        spans = sorted(span for at in numbers if (span := places[at]))
        missing: list[Span | None] = [None] * (len(numbers) - len(spans))
        for at, span in zip(numbers, [*spans, *missing], strict=True):
            ordered[at] = span
    return ordered


def _bare(text: str) -> str:
    return re.sub(rf"{_BLANK}", "", text)


def _free(text: str, line: str, taken: list[Span], *, alone: bool) -> Iterator[Span]:
    """The places of a text that nothing else has taken; only those that stand alone, or all."""
    for match in re.finditer(_pattern(text), line, re.IGNORECASE):
        span = match.span()
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        if not alone or _stands_alone(line, span, taken):
            yield span


def _is_sure(text: str, line: str, span: Span, taken: list[Span]) -> bool:
    return sum(map(str.isdigit, text)) >= _SURE or _stands_alone(line, span, taken)


def _stands_alone(line: str, span: Span, taken: list[Span]) -> bool:
    """True when the number goes on neither before nor after, unless what is there is another's."""
    start, end = span
    after = _ONE_MORE_GROUP.match(line, end)
    goes_on = after and not any(s < after.end() and end < e for s, e in taken)
    whole_group = re.match(r"\d{3}(?!\d)", line[start:])
    before = whole_group and _GROUP_BEFORE.search(line[:start])
    begun = before and not any(s < start and start - 2 < e for s, e in taken)
    return not (goes_on or begun)


def _pattern(text: str) -> str:
    """A text as a line may print it: other blanks, groups of three, comma or point, and another minus."""
    stripped = text.strip()
    sign, rest = (_MINUS, stripped[1:].lstrip()) if stripped[:1] in tuple(_SIGNS) else ("", stripped)
    inner = _number(rest) if _NUMBER.fullmatch(rest) else _words(rest)
    return rf"(?<!\w)(?<!\d[.,]){sign}{inner}(?!\d|[.,]\d)" if rest else r"(?!)"


def _number(text: str) -> str:
    whole, point, part = _bare(text).replace(",", ".").partition(".")
    head = len(whole) % 3 or 3
    groups = [whole[:head], *(whole[at : at + 3] for at in range(head, len(whole), 3))]
    return _GAP.join(groups) + (f"[.,]{part}" if point else "")


def _words(text: str) -> str:
    end = r"(?!\w)" if text[-1:].isalpha() else ""
    return rf"{_BLANK}{{0,2}}".join(re.escape(part) for part in re.split(rf"{_BLANK}+", text)) + end
