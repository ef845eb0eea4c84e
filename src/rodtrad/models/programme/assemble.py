"""From the facts of a book to a package: cards, effects, and what is unsure, shared or counted twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from rodtrad.core.measurement import GRAINS_PER_KRONE, HUNDRED_PER_CENT
from rodtrad.facts.programme import LoanRule, Party, UncertaintyLevel, UncertaintyOf
from rodtrad.models.concepts import Facts
from rodtrad.models.programme.assumptions import Assumptions
from rodtrad.models.programme.faults import ProgrammeError, faults_of
from rodtrad.models.programme.formula import parse
from rodtrad.models.programme.package import Card, Floats, Measure, Overlap, Package, Risk, Stream
from rodtrad.models.programme.phasing import Step, delayed, loan_payments, phased
from rodtrad.models.programme.prices import price_factors
from rodtrad.models.programme.scale import Scale

_ALWAYS: Step = (0, 1, 1.0)
"""The step of an effect that nobody has phased in."""
Row = Mapping[str, Any]


def package_of(
    facts: Facts,
    *,
    scenario: str = "",
    only: Callable[[Card], bool] | None = None,
    whole: bool = False,
    prices: int | None = None,
) -> Package:
    """The programme of a book, or those of its measures that a scenario takes in.

    only    which of the cards to take in, such as one owner's; all when not given
    whole   keep the scenario's other measures, with no effect: scenarios then share their draws
    prices  year whose prices the effects are turned into, for cards that say theirs
    raises  UsageError      the book has no price index for a year that is needed
            ProgrammeError  something in it cannot be computed; every fault is named
    """
    faults = faults_of(facts)
    if faults:
        raise ProgrammeError(faults)
    later = _later(facts, scenario)
    cards = [
        _card(row)
        for row in facts["efficiency_measure"].sort("document", "line", "key").iter_rows(named=True)
    ]
    taken_in = {c.measure for c in cards if later is None or c.measure in later}
    kept = [c for c in cards if (whole or c.measure in taken_in) and (only is None or only(c))]
    factors = price_factors(facts, prices) if prices is not None else {}
    return _Assembly(facts, tuple(kept), later or {}, frozenset(taken_in), factors).package()


def _later(facts: Facts, scenario: str) -> dict[Measure, int] | None:
    """Half-years each measure of a scenario is put off; None takes in every measure."""
    if not scenario:
        return None
    rows = facts["scenario_measure"].filter(pl.col("scenario") == scenario)
    return {(d, m): later for d, m, later in rows.select("document", "measure", "later").iter_rows()}


def _card(row: Row) -> Card:
    def level(name: str) -> UncertaintyLevel:
        return UncertaintyLevel(row[name] or UncertaintyLevel.NOT_STATED)

    return Card(
        row["document"],
        row["key"],
        row["sector"],
        row["owner"],
        row["overall_class"],
        level("estimate_uncertainty"),
        level("implementation_uncertainty"),
    )


@dataclass(frozen=True)
class _Assembly:
    facts: Facts
    cards: tuple[Card, ...]
    later: Mapping[Measure, int]
    taken_in: frozenset[Measure]
    factors: Mapping[Measure, float]

    def package(self) -> Package:
        """Everything together."""
        rows = self.facts["assumption"]
        documents = sorted({card.document for card in self.cards})
        known = {d: Assumptions.of(rows.filter(pl.col("document") == d)) for d in documents}
        parts, lasting = self._parts(known)
        computed = frozenset(parts[i].measure for i in lasting if parts[i].counts)
        streams = [*parts, *self._loans(known), *self._printed(computed)]
        streams = [self._in_prices(s) for s in streams if self.cards[s.measure].measure in self.taken_in]
        ranged = {
            s.measure
            for s in streams
            if s.counts and s.formula and known[self.cards[s.measure].document].unsure(s.formula)
        }
        scale = Scale(self.facts)
        return Package(
            years=self.years,
            cards=self.cards,
            streams=tuple(sorted(streams, key=lambda s: s.measure)),
            spreads=tuple(
                (1.0, 1.0) if place in ranged else scale.spread(card) for place, card in enumerate(self.cards)
            ),
            chances=tuple(scale.chance(card) for card in self.cards),
            risks=self._risks(),
            overlaps=self._overlaps(),
            assumptions=known,
            computed=computed,
        )

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.facts["measure_effect"]["year"].unique().to_list()))

    @property
    def _places(self) -> dict[Measure, int]:
        return {card.measure: place for place, card in enumerate(self.cards)}

    def _rows(self, fact: str) -> list[tuple[int, Row]]:
        """The rows of a fact that belong to a card of the package, with the card's place."""
        places = self._places
        named = (
            (places.get((r["document"], r["measure"])), r) for r in self.facts[fact].iter_rows(named=True)
        )
        return [(place, row) for place, row in named if place is not None]

    def _later(self, place: int) -> int:
        return self.later.get(self.cards[place].measure, 0)

    def _parts(self, known: Mapping[str, Assumptions]) -> tuple[list[Stream], list[int]]:
        """Every part that has a formula, and the places of those that last: they replace a printed number."""
        phases: dict[tuple[int, str], list[Step]] = {}
        for place, row in self._rows("phase_in"):
            step = (row["year"], row["half"], row["share"] / HUNDRED_PER_CENT)
            phases.setdefault((place, row["part"] or ""), []).append(step)
        found: list[Stream] = []
        lasting = []
        for place, row in self._rows("effect_part"):
            if row["expression"] is None:
                continue
            if row["year"] is not None:
                profile = delayed({row["year"]: 1.0}, self.years, self._later(place))
            else:
                steps = phases.get((place, row["key"])) or phases.get((place, "")) or [_ALWAYS]
                profile = phased(self.years, steps, self._later(place))
                lasting.append(len(found))
            found.append(self._computed(place, row, Party(row["party"]), row["expression"], known, profile))
        return found, lasting

    def _loans(self, known: Mapping[str, Assumptions]) -> list[Stream]:
        found = []
        for place, row in self._rows("measure_loan"):
            paid = loan_payments(LoanRule(row["rule"]), row["years"], (row["rate"] or 0) / HUNDRED_PER_CENT)
            costs = {row["drawn"] + 1 + i: -payment for i, payment in enumerate(paid)}
            profile = delayed(costs, self.years, self._later(place))
            found.append(self._computed(place, row, Party.AGENCY, row["amount"], known, profile))
        return found

    def _computed(
        self, place: int, row: Row, party: Party, text: str, known: Mapping[str, Assumptions], profile: Floats
    ) -> Stream:
        formula = parse(text)
        kroner = known[self.cards[place].document].point(formula)
        return Stream(place, party, row["key"], float(round(kroner * GRAINS_PER_KRONE)), profile, formula)

    def _printed(self, computed: frozenset[int]) -> list[Stream]:
        amounts: dict[int, dict[int, float]] = {
            place: {} for place in range(len(self.cards)) if place not in computed
        }
        for place, row in self._rows("measure_effect"):
            if place in amounts and row["amount"] is not None:
                amounts[place][row["year"]] = float(row["amount"])
        return [
            Stream(place, Party.AGENCY, "", 1.0, delayed(by_year, self.years, self._later(place)))
            for place, by_year in amounts.items()
        ]

    def _in_prices(self, stream: Stream) -> Stream:
        factor = self.factors.get(self.cards[stream.measure].measure)
        return stream if factor is None else replace(stream, profile=stream.profile * factor)

    def _risks(self) -> tuple[Risk, ...]:
        found: dict[tuple[str, UncertaintyOf], list[tuple[int, float]]] = {}
        for place, row in self._rows("shared_risk"):
            key = (row["key"], UncertaintyOf(row["of"]))
            found.setdefault(key, []).append((place, row["loading"] / HUNDRED_PER_CENT))
        return tuple(Risk(key, of, tuple(loadings)) for (key, of), loadings in found.items())

    def _overlaps(self) -> tuple[Overlap, ...]:
        found: dict[str, list[tuple[int, float]]] = {}
        for place, row in self._rows("measure_overlap"):
            found.setdefault(row["key"], []).append((place, row["share"] / HUNDRED_PER_CENT))
        return tuple(Overlap(key, tuple(shares)) for key, shares in found.items() if len(shares) > 1)
