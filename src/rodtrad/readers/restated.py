"""Sentences and rows that state the same as others.

Two sentences state the same when they count the same thing, in the same years, of the same named things,
with the same words. Where only some of the words are the same, the numbers must be the same too.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.relation import RelationKind
from rodtrad.core.stems import stems
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.equations import add_equation
from rodtrad.readers.gather import Gathered
from rodtrad.readers.prose import Placed, Told, same_sentence, significant_digits

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NAME = re.compile(r"(?<=[a-zæøå0-9,;)]\s)[A-ZÆØÅ][\wæøåÆØÅ]+|(?<!\w)[A-ZÆØÅ]{2,}(?!\w)")
_ALIKE, _LEAST_SAME = 0.75, 5
_OF_THE_HEADING = re.compile(
    r"^\W*(?:postgruppen|ordinære|øremerkede|regnskapet|resultatet|det|dette|den|de|disse|i alt|totalt|"
    r"herav|hvorav|av|også|netto|(?!etaten|kommunen|bydelen)[a-zæøå]{4,}(?:et|en|ene|ne))\b",
    re.IGNORECASE,
)
"""Sentences whose subject is what the heading or the sentence before names."""
_LEAST_CLAUSE, _LEAST_STEMS = 6, 2
_LEAST_BEFORE, _WORDS_AFTER = 3, 4
_DIGITS = re.compile(r"(?<!\d)(?!20\d\d(?!\d))\d(?:[\d .,]*\d)?")
_AROUND = 90
_FEW, _NEAR_LINES = 6, 60
_PLAIN_KRONER = 1_000
_RATE = re.compile(r"/")
_EACH = re.compile(
    r"\b(?:hver|hvert|per|pr|i snitt|gjennomsnitt\w*|stykk\w*|"
    r"[a-zæøå]*(?:pris|billett|gebyr|avgift|sats|egenandel|lønn)\w*)\b",
    re.IGNORECASE,
)
"""A sentence about what one of something costs: few kroner are no scale left out."""
TIMES = ("år", "måneder", "døgn", "dager", "timer")
PERCENT = ("prosent", "prosentpoeng")
_LEAST_ALIKE, _OFTEN_PRINTED = 2, 50
_PERIOD = re.compile(
    r"(?<!\d)20\d\d(?!\d)|(?:første|andre|tredje|fjerde|siste|\d\.)\s+(?:kvartal|tertial|halvår)|"
    r"i fjor|året før"
)
_PLACE = re.compile(r"\s*((?:i|ved|på|for|til|hos|fra|innen)\s+\w+)", re.IGNORECASE)
_SUMMARY = re.compile(
    r"sammendrag|innledning|oppsummering|hoved|konklusjon|status|bakgrunn|nøkkel", re.IGNORECASE
)
_CARD_HEAD, _CARD_LINES = 16, 80


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
        groups[sort_of(one.unit), one.grains].append(one)
    return (group for group in groups.values() if len(group) > 1)


def sort_of(unit: str) -> str:
    """What may be compared: money, rates of one kind, per cent, time, or numbers of things."""
    if UNITS[unit].family is Family.MONEY:
        return unit if _RATE.search(unit) else "kr"
    return "prosent" if unit in PERCENT else unit if unit in TIMES else "antall"


def _same_subject(first: Placed, again: Placed, around: dict[str, frozenset[str]]) -> bool:
    """Whether two equal numbers have enough words around them in common, the fewer digits the more words."""
    if _same_place(first, again):
        return False
    digits = significant_digits(first)
    if not first.told.value or (first.unit in TIMES and digits < 3):
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
    return first.told.line == again.told.line or same_sentence(first, again)


def _same_words(gathered: Gathered, placed: Sequence[Placed]) -> Iterator[str]:
    """Link sentences with the same words up to a number, and nearly the same in all, whatever the numbers."""
    said: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for one in placed:
        last = re.findall(r"[a-zæøå]+", one.told.before.lower())[-3:]
        if len(last) == 3:
            noun = one.told.noun if sort_of(one.unit) == "antall" else ""
            said[(sort_of(one.unit), noun, *last)].append(one)
    cards = sorted(row["line"] for row in gathered.rows.get("efficiency_measure", {}).values())
    for group in said.values():
        group = group[:_FEW]
        whole = [stems(one.told.sentence) for one in group]
        for place, one in enumerate(group[1:], start=1):
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
    at = bisect_right(cards, line)
    if at and line - cards[at - 1] <= _CARD_LINES:
        return cards[at - 1]
    return cards[at] if at < len(cards) and cards[at] - line <= _CARD_HEAD else None


def _says_the_same(first: Placed, again: Placed, words: frozenset[str], others: frozenset[str]) -> bool:
    if _same_place(first, again):
        return False
    if first.grains != again.grains and not _may_disagree(first.told, again.told):
        return False
    if _same_clause(first.told, again.told):
        return True
    if first.grains != again.grains and (words - others) and (others - words):
        return False
    common = len(words & others)
    if common < _LEAST_SAME or common < _ALIKE * max(len(words), len(others)):
        return False
    one, two = first.told.sentence, again.told.sentence
    return all(set(p.findall(one)) == set(p.findall(two)) for p in (_YEAR, _NAME))


def _may_disagree(one: Told, other: Told) -> bool:
    """Whether two sentences can be about one thing: the same years, and headings that name no two things.

    Headings with the same words, but not the same numbers, name two things: "Område 1" and "Område 4".
    """
    years = [set(_PERIOD.findall(t.sentence.lower())) for t in (one, other)]
    if years[0] != years[1] and all(years):
        return False
    if set(_NAME.findall(one.before)) & set(_NAME.findall(other.before)):
        return True
    a, b = stems(one.heading), stems(other.heading)
    if a == b and one.heading != other.heading:
        return False
    return not (a - b and b - a) or any(_SUMMARY.search(t.heading) for t in (one, other))


def _same_clause(one: Told, other: Told) -> bool:
    """Whether the number stands in the same clause, which says itself what it is about.

    The clause before it is the same, and long; or it is shorter, and the next words are the same too.
    """
    clause, after = _plain(one.before), _plain(one.after).split()[:_WORDS_AFTER]
    if clause != _plain(other.before) or _OF_THE_HEADING.match(clause):
        return False
    places = [found[1].lower() for t in (one, other) if (found := _PLACE.match(t.after))]
    if one.value != other.value and len(set(places)) > 1:
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
        if one.unit != "kr" or not 10 <= one.told.value < _PLAIN_KRONER or _EACH.search(one.told.sentence):
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
    said = {key: stems(next(iter(cells.values()))["row_label"]) for key, cells in rows.items()}
    printed: dict[tuple[str, str, int], list[tuple[str, str]]] = defaultdict(list)
    for key, cells in rows.items():
        marks = [(heading, f["printed_unit"], f["value"]) for heading, f in cells.items()]
        telling = [mark for mark in marks if len(printed[mark]) < _OFTEN_PRINTED]
        alike = Counter(other for mark in telling for other in printed[mark] if other[0] != key[0])
        shared = {o: len(said[key] & said[o]) for o, same in alike.items() if same >= _LEAST_ALIKE}
        for other in sorted(shared, key=lambda o: -shared[o])[:_FEW]:
            if 2 * shared[other] > len(said[key]) and _state_repeated(gathered, rows[other], cells):
                break
        for mark in marks:
            printed[mark].append(key)


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
