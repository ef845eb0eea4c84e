"""Sentences that state the same as other sentences, and amounts that sentences work out themselves.

Two sentences state the same when they count the same thing, in the same years, of the same named things,
with the same words. Where only some of the words are the same, the numbers must be the same too.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.relation import RelationKind
from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.readers.equations import add_equation
from rodtrad.readers.gather import Gathered
from rodtrad.readers.prose import Placed, Told, significant_digits
from rodtrad.readers.stems import stem, stems

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NAME = re.compile(r"(?<=[a-zæøå0-9,;)]\s)[A-ZÆØÅ][\wæøåÆØÅ]+|(?<!\w)[A-ZÆØÅ]{2,}(?!\w)")
_ALIKE, _LEAST_SAME = 0.75, 5
_OF_THE_HEADING = re.compile(
    r"^\W*(?:postgruppen|ordinære|øremerkede|regnskapet|resultatet|det|dette|den|de|disse|i alt|totalt|"
    r"herav|hvorav|av|også|netto)\b",
    re.IGNORECASE,
)
"""Sentences whose subject is what the heading or the sentence before names."""
_LEAST_CLAUSE, _LEAST_STEMS = 6, 2
_LEAST_BEFORE, _WORDS_AFTER = 3, 4
_DIGITS = re.compile(r"(?!20\d\d(?!\d))\d[\d .,]*\d|(?!20\d\d(?!\d))\d")
_AROUND = 90
_FEW, _NEAR_LINES = 6, 60
_PLAIN_KRONER = 1_000
_RATE = re.compile(r"/")
_TIMES = ("år", "måneder", "døgn", "dager", "timer")
_PERCENT = ("prosent", "prosentpoeng")
_LEAST_ALIKE = 2
_CARD_HEAD, _CARD_LINES = 16, 80
_SLACK = Decimal("0.05")
_CLOSE_LINES = 16
_OFTEN = {"kr/døgn": (365, 1), "kr": (1, 365), "kr/måned": (12, 1)}
"""How many times a year a rate is paid, the likeliest first."""


def restated(gathered: Gathered, placed: Sequence[Placed]) -> None:
    """State that numbers of sentences which say the same are the same."""
    around = {one.address: _around(one) for one in placed}
    linked = set(_same_words(gathered, placed))
    for group in _by_size(placed):
        for place, one in enumerate(group):
            if one.address in linked:
                continue
            first = next((o for o in group[:place] if _same_subject(o, one, around)), None)
            if first is not None:
                _equal(gathered, one, first)
    _scale_left_out(gathered, placed, around)


def _around(one: Placed) -> frozenset[str]:
    told = one.told
    return stems(f"{told.before[-_AROUND:]} {told.noun} {told.after[:_AROUND]}")


def _by_size(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    groups: dict[tuple[str, int], list[Placed]] = defaultdict(list)
    for one in placed:
        groups[_sort_of(one.unit), one.grains].append(one)
    return (group for group in groups.values() if len(group) > 1)


def _sort_of(unit: str) -> str:
    """What may be compared: money, rates of one kind, per cent, time, or numbers of things."""
    if UNITS[unit].family is Family.MONEY:
        return unit if _RATE.search(unit) else "kr"
    return "prosent" if unit in _PERCENT else unit if unit in _TIMES else "antall"


def _same_subject(first: Placed, again: Placed, around: dict[str, frozenset[str]]) -> bool:
    """Whether two equal numbers have enough words around them in common, the fewer digits the more words."""
    if _same_place(first, again):
        return False
    digits = significant_digits(first)
    if not first.told.value or (first.unit in _TIMES and digits < 3):
        return False
    years = [set(_YEAR.findall(o.told.sentence)) for o in (first, again)]
    if all(years) and not years[0] & years[1]:
        return False
    names = [set(_NAME.findall(o.told.sentence)) for o in (first, again)]
    if digits < 4 and all(names) and not names[0] & names[1]:
        return False
    common = len(around[first.address] & around[again.address])
    return common >= (1 if digits >= 4 else 2 if digits >= 2 else 3)


def _same_place(first: Placed, again: Placed) -> bool:
    """Whether two numbers stand in one printed sentence or line."""
    one, two = first.told, again.told
    return one.line == two.line or (one.paragraph == two.paragraph and one.sentence == two.sentence)


def _same_words(gathered: Gathered, placed: Sequence[Placed]) -> Iterator[str]:
    """Link sentences with the same words up to a number, and nearly the same in all, whatever the numbers."""
    said: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for one in placed:
        last = re.findall(r"[a-zæøå]+", one.told.before.lower())[-3:]
        if len(last) == 3:
            noun = one.told.noun if _sort_of(one.unit) == "antall" else ""
            said[(_sort_of(one.unit), noun, *last)].append(one)
    cards = sorted(row["line"] for row in gathered.rows.get("efficiency_measure", {}).values())
    for group in said.values():
        whole = [stems(one.told.sentence) for one in group]
        for place, one in enumerate(group[1:_FEW], start=1):
            alike = (o for o in range(place) if _says_the_same(group[o], one, whole[o], whole[place]))
            first = next(alike, None)
            if first is not None and not _own_cards(cards, group[first], one):
                _equal(gathered, one, group[first])
                yield one.address


def _own_cards(cards: Sequence[int], first: Placed, again: Placed) -> bool:
    """Whether two measures say it on their own cards, where the same words may have other numbers."""
    on = [_card_at(cards, one.told.line) for one in (first, again)]
    return None not in on and on[0] != on[1] and first.grains != again.grains


def _card_at(cards: Sequence[int], line: int) -> int | None:
    begins = cards[max(0, bisect_right(cards, line + _CARD_HEAD) - 1)] if cards else None
    return begins if begins is not None and -_CARD_HEAD <= line - begins <= _CARD_LINES else None


def _says_the_same(first: Placed, again: Placed, words: frozenset[str], others: frozenset[str]) -> bool:
    if _same_place(first, again):
        return False
    if _same_clause(first.told, again.told):
        return True
    common = len(words & others)
    if common < _LEAST_SAME or common < _ALIKE * max(len(words), len(others)):
        return False
    one, two = first.told.sentence, again.told.sentence
    return set(_YEAR.findall(one)) == set(_YEAR.findall(two)) and set(_NAME.findall(one)) == set(
        _NAME.findall(two)
    )


def _same_clause(one: Told, other: Told) -> bool:
    """Whether the number stands in the same clause, which says itself what it is about.

    The clause before it is the same, and long; or it is shorter, and the next words are the same too.
    """
    clause, after = _plain(one.before), _plain(one.after).split()[:_WORDS_AFTER]
    if clause != _plain(other.before) or _OF_THE_HEADING.match(clause):
        return False
    words = len(clause.split())
    if words >= _LEAST_CLAUSE and len(stems(clause)) >= _LEAST_STEMS:
        return True
    same = len(after) == _WORDS_AFTER and after == _plain(other.after).split()[:_WORDS_AFTER]
    return same and words >= _LEAST_BEFORE and len(stems(" ".join((clause, *after)))) > _LEAST_STEMS


def _plain(text: str) -> str:
    """Words in small letters, and every number but years as one sign."""
    return _DIGITS.sub("#", " ".join(text.lower().split()))


def _scale_left_out(gathered: Gathered, placed: Sequence[Placed], around: dict[str, frozenset[str]]) -> None:
    """A few kroner that are millions where the same thing is named nearby: the scale was left out."""
    often = Counter(stem for words in around.values() for stem in words)
    millions = [o for o in placed if o.unit in ("mill. kr", "1000 kr") and o.told.value >= 10]
    for one in placed:
        if one.unit != "kr" or not 10 <= one.told.value < _PLAIN_KRONER:
            continue
        rare = {s for s in around[one.address] if often[s] <= _FEW}
        same = [o for o in millions if o.told.value == one.told.value and rare & around[o.address]]
        near = min(same, key=lambda o: abs(o.told.line - one.told.line), default=None)
        if near is not None and abs(near.told.line - one.told.line) <= _NEAR_LINES:
            _equal(gathered, one, near)


def _equal(gathered: Gathered, again: Placed, first: Placed) -> None:
    add_equation(gathered, "Samme tall i to setninger", RelationKind.EQUALITY, again.address, [first.address])


def repeated_rows(gathered: Gathered) -> None:
    """Rows that two tables print: the same words and columns, and most of the same numbers."""
    rows: dict[tuple[str, str], dict[str, dict[str, Any]]] = defaultdict(dict)
    for figure in gathered.rows.get("table_figure", {}).values():
        if figure["value"]:
            rows[figure["table"], figure["row"]][figure["heading"]] = figure
    named: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, cells in rows.items():
        words = stems(next(iter(cells.values()))["row_label"])
        earlier = Counter(other for word in words for other in named[word] if other[0] != key[0])
        for other, common in earlier.most_common(_FEW):
            if 2 * common > len(words) and _state_repeated(gathered, rows[other], cells):
                break
        for word in words:
            named[word].append(key)


def _state_repeated(gathered: Gathered, first: Mapping[str, Any], again: Mapping[str, Any]) -> bool:
    """State that two rows are one, column by column, where most of their figures are the same."""
    pairs = [(first[h], again[h]) for h in again if h in first]
    pairs = [(one, other) for one, other in pairs if one["printed_unit"] == other["printed_unit"]]
    same = [one for one, other in pairs if one["value"] == other["value"]]
    if len(same) < _LEAST_ALIKE or 2 * len(same) <= len(pairs):
        return False
    shape = SHAPES["table_figure"]
    for one, other in pairs:
        if one["concept"] is None or one["concept"] != other["concept"]:
            result, term = (shape.address_of(figure, "value") for figure in (other, one))
            add_equation(gathered, "Samme rad i to tabeller", RelationKind.EQUALITY, result, [term])
    return True


# --- what a sentence works out itself


def worked_out(gathered: Gathered, placed: Sequence[Placed]) -> None:
    """Number times rate is the amount: in one sentence, or in the few before it, also by the day or month."""
    numbers = [o for o in placed if o.unit not in (*_PERCENT, *_TIMES) and o.told.value]
    for place, amount in enumerate(numbers):
        if not _is_amount(amount):
            continue
        near = numbers[max(0, place - _FEW) : place + _FEW]
        around = [o for o in near if abs(o.told.line - amount.told.line) <= _CLOSE_LINES]
        found = _factors(amount, around)
        if found:
            count, rate, often = found
            times = [f"{CONSTANT}/{often}"] if often > 1 else []
            terms = [count.address, rate.address, *times]
            add_equation(gathered, "Antall ganger sats", RelationKind.PRODUCT, amount.address, terms)


def _is_amount(one: Placed) -> bool:
    return UNITS[one.unit].family is Family.MONEY and not _RATE.search(one.unit) and one.unit != "kr"


def _factors(amount: Placed, around: Sequence[Placed]) -> tuple[Placed, Placed, int] | None:
    """The number and the rate that make an amount, and how many times a year the rate is paid."""
    counts = [o for o in around if _sort_of(o.unit) == "antall" and o.told.value > 1]
    rates = [o for o in around if UNITS[o.unit].family is Family.MONEY and _kroner(o) < _kroner(amount)]
    for rate in rates:
        if not (_RATE.search(rate.unit) or rate.unit == "kr"):
            counts = [o for o in counts if o.told.noun and stem(o.told.noun) in rate.told.sentence.lower()]
        for often in _OFTEN.get(rate.unit, (1,)):
            for count in counts:
                if _agree(_kroner(rate) * count.told.value * often, amount):
                    return count, rate, often
    return None


def _kroner(one: Placed) -> Decimal:
    return Decimal(one.grains) / 100


def _agree(worth: Decimal, amount: Placed) -> bool:
    """Whether it rounds to the amount, or nearly so where that is hedged; never five per cent off."""
    step = Decimal(UNITS[amount.unit].grains).scaleb(-amount.told.decimals) / 100
    room = step if amount.told.qualifier else step / 2
    return abs(worth - _kroner(amount)) <= min(room, _SLACK * worth)
