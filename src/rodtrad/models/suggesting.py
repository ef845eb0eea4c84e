"""What a typed number may be (forslag): a figure of the book that it equals, or one that it contradicts.

A typed number is held against the figures of the text's own document, of the unit the document is about and
of units that the text names. It *equals* a figure when they are the same as far as the number is written;
it is *near* when they differ by at most 2 %. Either is offered as a reference when enough words around the
number are those of the figure. It *differs* when its clause names a figure of the year, and no figure with
that name has the number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.stems import stems
from rodtrad.facts.figure import Qualifier
from rodtrad.models.figure_index import Scope, base_size
from rodtrad.models.naming import Naming
from rodtrad.models.prose import BRACES, WITHOUT_UNIT, Sign, can_be_referred_to
from rodtrad.models.told_text import TextNumber, numbers_told

NEAR = 0.02
"""How far a number may be from a figure and still be offered as the same, as a part of the figure."""
_ABOUT = 0.05
_MOST_OFFERS = 3
_MOST_TRIED = 60
_MOST_DECIMALS = 4
_NEVER, _ELSEWHERE = 1_000, 2
_SMALL_UNITS = ("år", "måneder", "dager", "timer", "døgn")
_SHORT = ("mill.", "mrd.", "pst.")
"""Units whose full stop is their own, and not the sentence's."""
_TOLD_WITH_UNIT = ("kr", "1000 kr", "mill. kr", "mrd. kr", "prosent", "prosentpoeng")
"""Units that are written the same way always; of others the text's own word for what is counted is kept."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STRONG = re.compile(r"[;:()]\s|,\s|\s[–-]\s|\b(?:mens|men)\b", re.IGNORECASE)
_AND = re.compile(r"\bog\b", re.IGNORECASE)
_FILLERS = stems(
    "lag drøyt drøye knapt anslagsvis nesten økte økt øker steg falt gikk kom kommer endte ligger lå samlede "
    "budsjettert budsjetterte vedtatt vedtatte regulert regnskap regnskapet regnskapsført regnskapsførte "
    "bokført prognose netto beregnet anslått beløper beløp brukte brukt bruker bevilget bevilges avsatt satt "
    "foreslått foreslås budsjett budsjettet ført kommunens etatens bydelens etaten bydelen kommunen"
)
"""Words of a clause that do not say what its number is of."""
_CHANGED_BY = re.compile(
    r"(?:\b(?:med|av)\b|[+\u2212-])\s*(?:om lag|omtrent|ca\.?|rundt|nesten|over|under)?\s*$", re.IGNORECASE
)
_COMPARED = re.compile(r"\s*(?:mer|mindre|høyere|lavere|over|under|bedre|flere|færre)\b", re.IGNORECASE)
"""Words after a number that is a distance from something else."""
_FROM = re.compile(r"\bfra\s*(?:om lag|omtrent|ca\.?|rundt)?\s*$", re.IGNORECASE)
_YEARS_BACK = 2
"""How far back a change may begin: the last year with accounts, when next year's budget is written."""
_BESIDE = {
    -1: re.compile(r"\b(?:i fjor|fjoråret\w*|året før|forrige år)\b", re.IGNORECASE),
    1: re.compile(r"\b(?:neste år|året etter)\b", re.IGNORECASE),
}
"""How the years beside the text's own are told."""
_OUTCOME = re.compile(
    r"\b(?:var|ble|endte|regnskap\w*|brukt\w*|forbruk\w*|prognose\w*|vent\w*)\b", re.IGNORECASE
)
_PLANNED = re.compile(r"budsjett|ramme|\bplan", re.IGNORECASE)
"""Words for what has been spent or will be, which a budget does not contradict; and for what was planned."""
_BETWEEN = re.compile(r"\bmellom\s*$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-–—]|til)\s*")
_OTHER_THAN_LEVEL = re.compile(
    r"\b(?:økning|vekst|reduksjon|nedgang|kutt\w*|innsparing\w*|endring\w*|avvik\w*|merforbruk\w*|"
    r"mindreforbruk\w*|mer-?inntekt\w*|mindreinntekt\w*|overskrid\w*|besparelse\w*|differanse\w*|gevinst\w*|"
    r"effekt\w*|herav|hvorav|per|pr|hver|hvert|gjennomsnitt\w*|andel\w*|styrk\w*|kompensasjon\w*|"
    r"tertial\w*|kvartal\w*|halvår\w*|hittil|måned\w*|mål|måltall|grense\w*|minst|høyst|maks\w*)\b",
    re.IGNORECASE,
)
"""Words that say the number is a change, a part, a rate, a target or a part of the year."""


class HintKind(StrEnum):
    """How a typed number stands to a figure."""

    EQUALS = "equals"
    NEAR = "near"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class About:
    """What a text is about.

    document  key of its document        subject  address of what it is about, or ""
    heading   words above it
    """

    document: str
    subject: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A figure for a typed number, and the reference that may stand in its place.

    start, end   the place in the text, so that text[start:end] can be replaced by the reference
    typed        what stands there      value, unit  the same as a number
    address      of the figure
    reference    "" where the figure's address holds signs that a reference cannot
    """

    kind: HintKind
    start: int
    end: int
    typed: str
    value: float
    unit: str
    address: str
    reference: str


def suggestions(naming: Naming, text: str, about: About) -> list[Hint]:
    """Every hint for a text, in the order the numbers stand; references in it are left alone.

    A number that contradicts a figure has that figure only; others have at most three, the best first.
    """
    plain = BRACES.sub(lambda found: " " * len(found.group()), text)
    numbers = [number for number in numbers_told(plain) if number.unit and number.value]
    if not numbers:
        return []
    reader = _Reader(naming, plain, about)
    return [hint for place in range(len(numbers)) for hint in reader.hints(numbers, place)]


def owners_named(naming: Naming, text: str, about: About) -> frozenset[str]:
    """The units whose figures a text may be about: its document's own, and those it names."""
    _, unit = naming.document(about.document)
    words = stems(text) | stems(about.heading) | naming.subject(about.subject)
    return naming.units_named(words, unit)


class _Reader:
    """One text, with what can be known of it before its numbers are looked at."""

    def __init__(self, naming: Naming, text: str, about: About) -> None:
        self._index, self._naming = naming.index, naming
        self._year, unit = naming.document(about.document)
        self._is_report = naming.is_report(about.document)
        self._around = stems(about.heading) | naming.subject(about.subject)
        self._unit_words = naming.unit_words(unit)
        self._scope = Scope(about.document, owners_named(naming, text, about))
        self._is_in = self._index.in_scope(self._scope)
        self._is_own = self._index.in_scope(Scope(about.document, frozenset()))

    def hints(self, numbers: Sequence[TextNumber], place: int) -> Iterator[Hint]:
        number = numbers[place]
        clause = _clause(numbers, place)
        span = _span(numbers, place)
        told, named = self._named(number, clause)
        agreeing = [row for row in named if _agrees(number, self._index.size_of(row), span)]
        if named and not agreeing and self._contradicts(number, clause, told, named):
            hint = self._hint(HintKind.DIFFERS, number, self._closest(number, named))
            yield replace(hint, reference="") if span else hint
            return
        for kind, row in self._offers(number, clause, agreeing):
            yield self._hint(kind, number, row)

    def _closest(self, number: TextNumber, named: Sequence[int]) -> int:
        size = _size(number)
        return min(named, key=lambda row: (abs(self._index.size_of(row) - size), not self._is_own[row]))

    def _contradicts(
        self, number: TextNumber, clause: str, told: frozenset[str], named: Sequence[int]
    ) -> bool:
        """Whether figures that are named contradict a number: not when one with their words is the number.

        Nor do budgets contradict what became of them, where the book has the accounts in parts.
        """
        years = self._years_meant(number, clause)
        outcome = (self._is_report or _OUTCOME.search(clause)) and not _PLANNED.search(clause)
        if outcome and self._naming.outcome_in_parts(self._scope.owners, years, named):
            return False
        return not any(
            self._index.years[row] in years and told <= self._naming.words(row)
            for row in self._sized(number, _room(number))
        )

    def _sized(self, number: TextNumber, room: float) -> list[int]:
        """The figures of the text's scope that are not farther from a number than this."""
        size = _size(number)
        rows = self._index.near(number.unit, size - room, size + room)
        return [int(row) for row in rows[self._is_in[rows]][:_MOST_TRIED]]

    def _named(self, number: TextNumber, clause: str) -> tuple[frozenset[str], list[int]]:
        """The words of a number's clause that name figures, and the figures with the most of them."""
        nothing: tuple[frozenset[str], list[int]] = frozenset(), []
        if _is_no_level(number, clause):
            return nothing
        words = stems(clause) - self._unit_words
        found = self._naming.named(self._scope.owners, number.unit, self._years_meant(number, clause))
        named = {needed: rows for needed, rows in found.items() if needed <= words | self._around}
        told = frozenset[str]().union(*named) & words
        if len(told) <= len(words - told - _FILLERS):
            return nothing
        most = max(len(needed & words) for needed in named)
        return told, [row for needed, rows in named.items() if len(needed & words) == most for row in rows]

    def _years_meant(self, number: TextNumber, clause: str) -> frozenset[int]:
        """The years a number may be of: those of its clause, or that stand before it; else the text's own.

        What a change begins from is of a year before.
        """
        before = number.sentence[: number.place]
        years = _years(clause) | {self._year + n for n, said in _BESIDE.items() if said.search(clause)}
        if not years:
            years = _years(before) | {self._year}
        elif len(years) > 1:
            years |= _years(before)
        if _FROM.search(before):
            years |= {year - n for year in years for n in range(1, _YEARS_BACK + 1)}
        return frozenset(years)

    def _years_offered(self, number: TextNumber, clause: str) -> frozenset[int]:
        """The years to offer figures of: where a sentence has none, also those beside the text's own."""
        own = set(range(self._year - 1, self._year + 2)) if self._year else set()
        return self._years_meant(number, clause) | (own if not _years(number.sentence) else set())

    def _offers(self, number: TextNumber, clause: str, agreeing: Sequence[int]) -> list[tuple[HintKind, int]]:
        """Figures of the same size with enough of the sentence's words, the best first and none twice."""
        size, room = _size(number), _room(number)
        words = stems(number.sentence) | self._around
        told, years = _years(number.sentence), self._years_offered(number, clause)
        scored = []
        for row in self._sized(number, max(room, NEAR * size)):
            kind = HintKind.EQUALS if abs(self._index.size_of(row) - size) <= room else HintKind.NEAR
            year = int(self._index.years[row])
            if year and self._year and year not in years:
                continue
            score = len(words & self._naming.words(row)) + 2 * (row in agreeing) + bool(year in told)
            if score >= _least_score(number, kind) + _ELSEWHERE * self._is_elsewhere(row):
                order = kind is HintKind.EQUALS, score, -abs(year - self._year), bool(self._is_own[row]), -row
                scored.append((order, kind))
        best = self._unlike((kind, -order[-1]) for order, kind in sorted(scored, reverse=True))
        return [found for found in best if found[0] is HintKind.EQUALS] or best

    def _unlike(self, offers: Iterable[tuple[HintKind, int]]) -> list[tuple[HintKind, int]]:
        """The first offers, without those that would be told in the same words as one before."""
        known: dict[tuple[str, float], tuple[HintKind, int]] = {}
        for kind, row in offers:
            known.setdefault((self._naming.label(row), self._index.size_of(row)), (kind, row))
            if len(known) == _MOST_OFFERS:
                break
        return list(known.values())

    def _is_elsewhere(self, row: int) -> bool:
        """Whether a figure is of another unit than the document's and those that are named."""
        return self._index.figures["owner"][row] not in self._scope.owners

    def _hint(self, kind: HintKind, number: TextNumber, row: int) -> Hint:
        figure = self._index.figures.row(row, named=True)
        with_unit = number.unit in _TOLD_WITH_UNIT
        asked = [number.unit] if figure["unit"] != number.unit else []
        if asked or max(0, figure["decimals"]) != number.decimals:
            asked.append(str(min(number.decimals, _MOST_DECIMALS)))
        if figure["grains"] < 0 <= number.value:
            asked.append(Sign.WITHOUT.value)
        if not with_unit:
            asked.append(WITHOUT_UNIT)
        ends = number.text if number.text.endswith(_SHORT) else number.text.removesuffix(".")
        typed = ends if with_unit else number.digits
        end, address = number.start + len(typed), figure["address"]
        reference = f"{{{{{' | '.join((address, *asked))}}}}}" if can_be_referred_to(address) else ""
        value = abs(float(number.value))
        return Hint(kind, number.start, end, typed, value, number.unit, address, reference)


def _size(number: TextNumber) -> float:
    """The size of a typed number without its sign, in base units of what its unit counts."""
    return abs(float(number.value)) * base_size(number.unit)


def _room(number: TextNumber) -> float:
    """How far a figure can be from a typed number and still be written like it: half its last digit."""
    return base_size(number.unit) / 10.0**number.decimals / 2


def _agrees(number: TextNumber, size: float, span: tuple[float, float] | None) -> bool:
    """Whether a figure can be told with a typed number, with the reservation that stands before it.

    span  the least and the most, where the number begins a range
    """
    gap = size - _size(number)
    if span and span[0] - _room(number) <= size <= span[1] + _room(number):
        return True
    if abs(gap) <= _room(number):
        return True
    if number.qualifier is Qualifier.ABOUT:
        return abs(gap) <= _ABOUT * size
    if number.qualifier is Qualifier.OVER:
        return gap > 0
    return number.qualifier is Qualifier.UNDER and gap < 0


def _least_score(number: TextNumber, kind: HintKind) -> int:
    """How many words must be the same: the fewer digits that say something, the more."""
    digits = str(abs(int(number.value.scaleb(number.decimals)))).rstrip("0")
    if len(digits) <= 2 and UNITS[number.unit].family is not Family.MONEY and number.unit in _SMALL_UNITS:
        return _NEVER
    least = 1 if len(digits) >= 4 else 2 if len(digits) >= 2 else 3
    return least + (kind is HintKind.NEAR)


def _years(text: str) -> set[int]:
    return {int(year) for year in _YEAR.findall(text)}


def _span(numbers: Sequence[TextNumber], place: int) -> tuple[float, float] | None:
    """The sizes of a range that a number begins, as in "40–45" and "mellom 40 og 45"; else nothing."""
    number, *after = numbers[place : place + 2]
    if not after or not _same_sentence(number, after[0]):
        return None
    between = number.sentence[number.place + len(number.text) : after[0].place]
    is_between = _BETWEEN.search(number.sentence[: number.place]) and between.strip() == "og"
    if not (is_between or _RANGE.fullmatch(between)):
        return None
    least, most = sorted((_size(number), _size(after[0])))
    return least, most


def _clause(numbers: Sequence[TextNumber], place: int) -> str:
    """The part of the sentence that belongs to a number: to the nearest comma, or the next number's part."""
    number = numbers[place]
    before = number.sentence[: number.place]
    after = number.sentence[number.place + len(number.text) :]
    if place and _same_sentence(numbers[place - 1], number):
        between = before[numbers[place - 1].place + len(numbers[place - 1].text) :]
        before = between[_first_end(_AND, between) :]
    if place + 1 < len(numbers) and _same_sentence(number, numbers[place + 1]):
        between = after[: numbers[place + 1].place - number.place - len(number.text)]
        after = _AND.split(between)[0]
    *_, nearest = _STRONG.split(before)
    return f"{nearest} {_STRONG.split(after)[0]}"


def _first_end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.end() if found else 0


def _same_sentence(one: TextNumber, other: TextNumber) -> bool:
    return one.start - one.place == other.start - other.place


def _is_no_level(number: TextNumber, clause: str) -> bool:
    """Whether a number is a change, a part, a rate or a target, and so is not what a figure says."""
    before = number.sentence[: number.place]
    after = number.sentence[number.place + len(number.text) :]
    compared = _CHANGED_BY.search(before) or _COMPARED.match(after)
    return bool(compared or _OTHER_THAN_LEVEL.search(clause)) or number.value < 0
