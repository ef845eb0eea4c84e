"""The classes that cards without a printed class must have for all totals to agree as they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rodtrad.models.programme.repair_question import CLASSES, Card, RepairQuestion, balances
from rodtrad.models.programme.repair_search import RepairSearch, Wish

_TRIES = 25
"""Answers whose øre do not come out that are left out before giving up."""
_Pair = tuple[str, str]
"""The number of a card, and a class."""


@dataclass(frozen=True, slots=True)
class ClassNeeded:
    """The class a card without a printed class has, and others that do as well for it."""

    measure: str
    overall_class: str
    others: tuple[str, ...] = ()


def classes_needed(question: RepairQuestion, seconds: float) -> tuple[tuple[ClassNeeded, ...] | None, bool]:
    """A class for every card that has none, so that all totals agree as they stand: the best that do.

    seconds   what each of a few searches may take
    returns   only cards with an effect, since the class of others changes nothing, or None where
              no classes do; and whether that is proved
    """
    if not question.unclassed:
        return ((), True) if all(b.holds({}) for b in balances(question, {})) else (None, True)
    search, count = RepairSearch(question), len(question.unclassed)
    best_first = {
        (card.measure, overall_class): rank * (1 + place / count)
        for place, card in enumerate(question.unclassed)
        for rank, overall_class in enumerate(CLASSES)
    }
    first, proved = _fitting(search, question, best_first, seconds)
    if first is None:
        return None, proved
    seen = set(first.items())
    unseen = {(card.measure, c) for card in _saving(question) for c in CLASSES} - seen
    while unseen:
        another, _ = _fitting(search, question, dict.fromkeys(unseen, -1.0), seconds)
        if another is None or not unseen & set(another.items()):
            break
        seen |= set(another.items())
        unseen -= seen
    return classes_of(question, first, seen), True


def classes_of(
    question: RepairQuestion, classes: Mapping[str, str], seen: Iterable[_Pair] = ()
) -> tuple[ClassNeeded, ...]:
    """The classes of the cards that have an effect, with others that are seen to do as well."""
    told = []
    for card in _saving(question):
        own = classes[card.measure]
        others = tuple(c for c in CLASSES if c != own and (card.measure, c) in seen)
        told.append(ClassNeeded(card.measure, own, others))
    return tuple(told)


def _fitting(
    search: RepairSearch, question: RepairQuestion, prices: Mapping[_Pair, float], seconds: float
) -> tuple[dict[str, str] | None, bool]:
    """The cheapest classes with which all totals agree to the øre, and whether it is sure."""
    for _ in range(_TRIES):
        answer, proved = search.best(Wish(classes=prices, seconds=seconds))
        if answer is None or all(b.holds({}) for b in balances(question, answer.classes)):
            return (answer.classes if answer else None), proved
        search.leave_out_exactly(answer)
    return None, False


def _saving(question: RepairQuestion) -> tuple[Card, ...]:
    return tuple(card for card in question.unclassed if any(e.ore for e in card.effects))
