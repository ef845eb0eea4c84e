"""Cards and printed totals of one review, as the question which numbers keep them from agreeing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import ceil, floor

import polars as pl

from rodtrad.core.finding import Finding
from rodtrad.core.measurement import UNITS, Family
from rodtrad.facts.measure import OverallClass
from rodtrad.models.thread.weave import Thread

CLASSES = tuple(c.value for c in OverallClass)
PROGRAMME_TOTALS = "P-01"
"""The check of what a review says its measures save."""
_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class CardEffect:
    """What a card saves in one year: whole øre, its unit of print and half of that, or all when hedged."""

    address: str
    year: int
    ore: int
    step: float = 100.0
    half: float = 50.0


@dataclass(frozen=True, slots=True)
class Card:
    """A card with its printed effects; a class only where one is printed."""

    measure: str
    sector: str
    owner: str
    overall_class: str | None
    effects: tuple[CardEffect, ...]


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """What a page says that cards save together in one year, in øre; printed in whole millions if not told.

    owner             the cards of one owner; when empty, those of a sector
    overall_class     only those of one class in the sector
    under, over       øre the sum of the cards may lie under and over the print because it is rounded
    """

    address: str
    year: int
    ore: int = 0
    step: float = 1e8
    under: float = 5e7
    over: float = 5e7
    owner: str = ""
    sector: str = ""
    overall_class: str = ""


@dataclass(frozen=True, slots=True)
class RepairQuestion:
    """Cards and totals of one review, that may or may not agree."""

    document: str
    cards: tuple[Card, ...]
    totals: tuple[PrintedTotal, ...]

    @property
    def effects(self) -> tuple[tuple[Card, CardEffect], ...]:
        """Every effect with its card, in the order of the cards."""
        return tuple((card, effect) for card in self.cards for effect in card.effects)

    @property
    def unclassed(self) -> tuple[Card, ...]:
        """Cards that may belong to any class of a sector whose totals are printed by class."""
        sectors = {t.sector for t in self.totals if t.overall_class}
        return tuple(c for c in self.cards if c.overall_class is None and c.sector in sectors)

    def changed(self, changes: Mapping[int, int]) -> "RepairQuestion":
        """The same question as if numbers were others: changes in øre by position, effects first."""
        places = iter(range(len(self.effects) + len(self.totals)))
        cards = tuple(
            replace(
                card,
                effects=tuple(replace(e, ore=e.ore + changes.get(next(places), 0)) for e in card.effects),
            )
            for card in self.cards
        )
        totals = tuple(replace(t, ore=t.ore + changes.get(next(places), 0)) for t in self.totals)
        return replace(self, cards=cards, totals=totals)

    def of_year(self, year: int) -> "RepairQuestion":
        """The same question for one year."""
        cards = (
            replace(card, effects=tuple(e for e in card.effects if e.year == year)) for card in self.cards
        )
        return replace(self, cards=tuple(cards), totals=tuple(t for t in self.totals if t.year == year))


@dataclass(frozen=True, slots=True)
class Balance:
    """What one total demands of changes in øre: lowest <= sum of its cards' - its own <= highest.

    total, cards   positions among the question's numbers: all effects first, then all totals
    """

    total: int
    cards: tuple[int, ...]
    lowest: int
    highest: int

    def holds(self, changes: Mapping[int, int]) -> bool:
        """Whether the total agrees with its cards after the changes."""
        moved = sum(changes.get(c, 0) for c in self.cards) - changes.get(self.total, 0)
        return self.lowest <= moved <= self.highest


def belongs(card: Card, total: PrintedTotal, overall_class: str | None) -> bool:
    """Whether a card that is in a class is counted in a total."""
    if total.owner:
        return card.owner == total.owner
    return card.sector == total.sector and total.overall_class in ("", overall_class)


def balances(question: RepairQuestion, classes: Mapping[str, str]) -> tuple[Balance, ...]:
    """What every total demands, with a class for each card that has none printed (measure -> class)."""
    effects = question.effects
    found = []
    for position, total in enumerate(question.totals, start=len(effects)):
        counted = [
            (n, effect)
            for n, (card, effect) in enumerate(effects)
            if effect.year == total.year
            and belongs(card, total, card.overall_class or classes.get(card.measure))
        ]
        gap = total.ore - sum(effect.ore for _, effect in counted)
        spread = sum(effect.half for _, effect in counted)
        found.append(
            Balance(
                position,
                tuple(n for n, _ in counted),
                ceil(gap - total.under - spread - _HAIR),
                floor(gap + total.over + spread + _HAIR),
            )
        )
    return tuple(found)


def repair_question(thread: Thread, document: str) -> RepairQuestion:
    """The question of one review: its cards, and what it prints by owner, class and sector.

    Only totals of years in which a card prints an effect; an empty effect is no number and is
    never filled in. Cards and totals in the order they are printed.
    """
    cards = tuple(_cards(thread, document))
    return RepairQuestion(document, cards, tuple(_totals(thread, document, cards)))


def review_of(thread: Thread, finding: Finding) -> str:
    """The review that prints both the total and the cards of a finding of programme totals; else nothing."""
    if finding.number != PROGRAMME_TOTALS:
        return ""
    about = [thread.figures.row(thread.at[a], named=True) for a in finding.addresses if a in thread.at]
    reviews = {row["document"] for row in about if row["fact"] == "measure_effect"}
    return finding.document if finding.document in reviews else ""


def _cards(thread: Thread, document: str) -> Iterator[Card]:
    figures = thread.figures.filter(pl.col("fact") == "measure_effect").select(
        "position", "address", "grains", "step", _half().alias("half")
    )
    effects = thread.facts["measure_effect"].with_row_index("position").join(figures, on="position")
    of_cards = effects.filter(pl.col("document") == document).sort("year")
    by_card: dict[str, list[CardEffect]] = {}
    for row in of_cards.select("measure", "address", "year", "grains", "step", "half").iter_rows():
        by_card.setdefault(row[0], []).append(CardEffect(*row[1:]))
    cards = thread.facts["efficiency_measure"].filter(pl.col("document") == document).sort("line", "key")
    for key, sector, owner, overall_class in cards.select(
        "key", "sector", "owner", "overall_class"
    ).iter_rows():
        yield Card(key, sector, owner, overall_class, tuple(by_card.get(key, ())))


def _totals(thread: Thread, document: str, cards: tuple[Card, ...]) -> Iterator[PrintedTotal]:
    concepts = _concepts(cards)
    money = [unit.code for unit in UNITS.values() if unit.family is Family.MONEY]
    said = thread.figures.filter(
        (pl.col("document") == document) & pl.col("unit").is_in(money) & pl.col("concept").is_in(concepts)
    ).sort("line", "figure", nulls_last=True)
    for row in said.with_columns(_half().alias("half")).iter_rows(named=True):
        hedged = {"over": "under", "under": "over"}.get(row["qualifier"] or "")
        yield replace(
            concepts[row["concept"]],
            address=row["address"],
            ore=int(row["sign"]) * row["grains"],
            step=row["step"],
            under=0.0 if hedged == "under" else row["half"],
            over=0.0 if hedged == "over" else row["half"],
        )


def _concepts(cards: tuple[Card, ...]) -> dict[str, PrintedTotal]:
    """Every concept that says what some of the cards save together, with what it counts."""
    years = sorted({effect.year for card in cards for effect in card.effects})
    owners, sectors = dict.fromkeys(c.owner for c in cards), dict.fromkeys(c.sector for c in cards)
    found: dict[str, PrintedTotal] = {}
    for year, owner in product(years, owners):
        found[f"effect/owner/{owner}/{year}"] = PrintedTotal("", year, owner=owner)
    for year, sector in product(years, sectors):
        found[f"effect/sector/{sector}/{year}"] = PrintedTotal("", year, sector=sector)
        for one in CLASSES:
            total = PrintedTotal("", year, sector=sector, overall_class=one)
            found[f"effect/class/{sector}/{one}/{year}"] = total
    return found


def _half() -> pl.Expr:
    """How far a printed number may be from the true one, as the relations are judged."""
    return pl.when(pl.col("qualifier").is_null()).then(pl.col("step") / 2).otherwise(pl.col("step"))
