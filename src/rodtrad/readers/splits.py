"""A row of figures whose blanks may part thousands or columns: every way to read it as so many numbers.

"1 043 396 553 934 911 000" is one number, or two, or more; grouping in threes says which ways are
possible, the number of columns says more, and the relations of the row and its columns the rest.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rodtrad.readers.lettering import BOUNDARY

MINUSES = "-\u2212\u2013"
_WORD = re.compile(
    rf"(?P<before>[<>≥≤~]?)(?P<sign>[{MINUSES}+]?)(?P<digits>\d+)(?P<part>[.,]\d+)?(?P<after>%?\*{{0,3}})"
)
_EMPTY = re.compile(rf"[{MINUSES}]|N/A|n/a")
_UNIT_AFTER = {
    "%": "prosent", "mill.": "mill. kr", "mill": "mill. kr", "mrd.": "mrd. kr", "kr/døgn": "kr/døgn",
    "kr/mnd": "kr/måned", "kr/mnd.": "kr/måned", "kr/måned": "kr/måned", "kr/år": "kr/år",
}  # fmt: skip
_OPERATORS = {"<": "<", ">": ">", "≥": ">", "≤": "<"}
_NOISE = {"*", "**", "***", "kr", "kr.", "→", *_UNIT_AFTER, *_OPERATORS}
_CHAPTER, _CODE = re.compile(r"kap\.?|kapittel", re.IGNORECASE), re.compile(r"\d{3}")
_NAMED, _SMALL = re.compile(r"sak|tabell|punkt|pkt\.", re.IGNORECASE), re.compile(r"\d{1,2}")
_MOST_SPLITS = 4_000
_MOST_WORDS = 120
_LONG_CODE = re.compile(r"\d{6,}")
_YEAR = re.compile(r"20\d\d")
_GROUP, _WIDE = 3, 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a row's tail: digits with their signs, or a dash for nothing.

    apart   how surely a new cell begins here: 0 one blank, 1 two blanks, 2 certain
    start   place in the line
    """

    text: str
    digits: str
    part: str
    sign: str
    operator: str
    unit: str
    empty: bool
    apart: int
    start: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is printed (trykt tall); value is None for a dash or an empty cell."""

    text: str
    value: Decimal | None
    decimals: int
    operator: str = ""
    unit: str = ""
    start: int = -1
    line: int = 0


NOTHING = Number("", None, 0)


@dataclass(frozen=True, slots=True)
class Tail:
    """The figures at the end of a line, and the words before them."""

    head: str
    words: tuple[Word, ...]

    @property
    def most(self) -> int:
        """The largest number of numbers it can be."""
        return len(self.words) - sum(_must_join(word) for word in self.words[1:])

    @property
    def least(self) -> int:
        """The smallest number of numbers it can be."""
        count, length = 0, 0
        for before, word in zip((None, *self.words), self.words, strict=False):
            if before is None or not _can_join(before, word, first=length == 1):
                count, length = count + 1, 1
            else:
                length += 1
        return count


def tail_of(text: str, *, cells: bool = False) -> Tail:
    """Part a line in its words and the figures it ends with.

    cells  whether `BOUNDARY` stands between all cells; a cell with words in it is then words only
    """
    pieces = [(m.group(), m.start()) for m in re.finditer(r"[^\s]+", text)]
    kept: list[tuple[str, int]] = []
    while pieces and (_is_figure(pieces[-1][0]) or pieces[-1][0] in _NOISE):
        kept.append(pieces.pop())
    kept.reverse()
    while kept and kept[0][0] in _NOISE and kept[0][0] not in _OPERATORS:
        pieces.append(kept.pop(0))
    if len(kept) > 1 and pieces and _CHAPTER.fullmatch(pieces[-1][0]) and _CODE.fullmatch(kept[0][0]):
        pieces.append(kept.pop(0))
    edge = text.find(BOUNDARY, pieces[-1][1]) if pieces and cells else -1
    if edge >= 0 and kept and kept[-1][1] > edge:
        pieces += [piece for piece in kept if piece[1] < edge]
        kept = [piece for piece in kept if piece[1] > edge]
    if len(kept) > 1 and pieces and _NAMED.fullmatch(pieces[-1][0]) and _SMALL.fullmatch(kept[0][0]):
        pieces.append(kept.pop(0))
    if len(kept) > 1 and pieces and _YEAR.fullmatch(kept[0][0]) and _dated(pieces):
        pieces.append(kept.pop(0))
    if len(kept) > 1 and pieces and _LONG_CODE.fullmatch(kept[0][0]) and _grouped(kept[1:]):
        pieces.append(kept.pop(0))
    if len(kept) > _MOST_WORDS:
        pieces, kept = pieces + kept, []
    last = pieces[-1] if pieces else None
    head = text[: last[1] + len(last[0])].strip() if last else ""
    return Tail(head.replace(BOUNDARY, " "), tuple(_words(text, kept, last)))


def _grouped(pieces: Sequence[tuple[str, int]]) -> bool:
    """Whether all figures are in groups of three, so that a longer one before them is a code."""
    return all(len(re.sub(r"\D", "", piece)) <= _GROUP for piece, _ in pieces)


def _dated(pieces: Sequence[tuple[str, int]]) -> bool:
    """Whether a year goes on the words before it: "Ramme 2030", "Vedtatt budsjett 2029"."""
    word = pieces[-1][0].lower()
    return word == "ramme" or (len(pieces) > 1 and word in ("budsjett", "regnskap"))


def _is_figure(piece: str) -> bool:
    return bool(_WORD.fullmatch(piece) or _EMPTY.fullmatch(piece) or re.fullmatch(r"\d+,", piece))


def _words(text: str, pieces: Sequence[tuple[str, int]], last: tuple[str, int] | None) -> Iterator[Word]:
    end = last[1] + len(last[0]) if last else 0
    made: Word | None = None
    operator = ""
    for piece, start in pieces:
        if piece in _OPERATORS:
            operator = _OPERATORS[piece]
            continue
        if piece in _NOISE:
            unit = _UNIT_AFTER.get(piece, "")
            if made is not None and unit:
                made = replace(made, unit=unit, text=f"{made.text} {piece}")
            end = end if not unit else start + len(piece)
            continue
        if made is not None and made.text.endswith(",") and piece[0].isdigit():
            joined = _word(f"{made.text}{piece}", made.apart, made.start)
            made, end = joined, start + len(piece)
            continue
        if made is not None:
            yield made
        gap = text[end:start]
        sure = BOUNDARY in gap or gap.count(" ") >= _WIDE or gap.strip() or operator
        apart = 2 if sure else 1 if len(gap) > 1 else 0
        made, end = _word(piece, apart, start, operator), start + len(piece)
        operator = ""
    if made is not None:
        yield made


def _word(piece: str, apart: int, start: int, before: str = "") -> Word:
    found = _WORD.fullmatch(piece)
    if not found:
        digits = piece.rstrip(",") if piece[0].isdigit() else ""
        return Word(piece, digits, "", "", "", "", not digits, apart, start)
    unit = "prosent" if "%" in found["after"] else ""
    operator = before or _OPERATORS.get(found["before"], "")
    part = (found["part"] or "")[1:]
    if found["part"] and found["part"][0] == "." and len(part) == _GROUP:
        return Word(piece, found["digits"] + part, "", found["sign"], operator, unit, False, apart, start)
    return Word(piece, found["digits"], part, found["sign"], operator, unit, False, apart, start)


def _can_join(before: Word, word: Word, *, first: bool) -> bool:
    """Whether a word can be the next three digits of the number before it."""
    if before.empty or word.empty or word.sign or word.operator or word.apart > 1:
        return False
    plain = not (before.part or before.unit or before.text.endswith(("*", ")")))
    if not plain or len(word.digits) != _GROUP:
        return False
    if first:
        return 1 <= len(before.digits) <= _GROUP and before.digits != "0" and before.digits[0] != "0"
    return len(before.digits) == _GROUP


def _must_join(word: Word) -> bool:
    """A group that begins with a nought can only go on."""
    return word.digits[:1] == "0" and len(word.digits) == _GROUP and not word.part and word.apart < 2


def splits(words: Sequence[Word], count: int) -> list[tuple[Number, ...]]:
    """Every way to read the words as exactly so many numbers, at most some thousands."""
    found: list[tuple[Number, ...]] = []
    for cuts in _cuts(words, 0, count):
        found.append(tuple(_number(words[a:b]) for a, b in cuts))
        if len(found) >= _MOST_SPLITS:
            break
    return found


def _cuts(words: Sequence[Word], at: int, count: int) -> Iterator[list[tuple[int, int]]]:
    if count == 0:
        if at == len(words):
            yield []
        return
    end = at + 1
    while end <= len(words) - (count - 1):
        if end == len(words) or not _must_join(words[end]):
            for rest in _cuts(words, end, count - 1):
                yield [(at, end), *rest]
        if end == len(words) or not _can_join(words[end - 1], words[end], first=end - at == 1):
            return
        end += 1


def _number(words: Sequence[Word]) -> Number:
    first, last = words[0], words[-1]
    text = " ".join(w.text for w in words)
    if first.empty:
        return Number(text, None, 0, start=first.start)
    digits = "".join(w.digits for w in words)
    sign = "-" if first.sign and first.sign in MINUSES else ""
    value = Decimal(f"{sign}{digits}" + (f".{last.part}" if last.part else ""))
    return Number(text, value, len(last.part), first.operator, last.unit, first.start)


def unevenness(numbers: Sequence[Number]) -> float:
    """How unlike in size the numbers of a row are: rows mostly tell the same thing for several years."""
    sizes = [len(str(abs(int(n.value)))) for n in numbers if n.value]
    if not sizes:
        return 0.0
    mean = sum(sizes) / len(sizes)
    return sum((s - mean) ** 2 for s in sizes)
