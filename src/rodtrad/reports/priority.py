"""Priorities: measures in five classes by a stated rule, what the rule is worth, and the frontier."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import MINUS, number
from rodtrad.facts.programme import UncertaintyLevel
from rodtrad.models.concepts import SHAPES
from rodtrad.models.programme.assemble import package_of
from rodtrad.models.programme.faults import Fault, ProgrammeError
from rodtrad.models.programme.package import Card, Floats, Package
from rodtrad.models.programme.priority import (
    CLASSES,
    Placement,
    Sensitivity,
    Trial,
    cases_of,
    frontier,
    placements,
    sensitivity,
)
from rodtrad.models.programme.priority_rule import NUMBERS, Rule
from rodtrad.models.programme.simulate import simulate
from rodtrad.reports.programme import FaultLine, fault_line
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import (
    Cell,
    ChartPoint,
    Choice,
    PointsChart,
    TableBlock,
    TableColumn,
    TableRow,
    table_row,
)

DRAWS, SEED = 20_000, 1
_MILLION = UNITS["mill. kr"].grains


@dataclass(frozen=True, slots=True)
class PriorityView:
    """Every measure in its class, with the rule and what it rests on; or why that cannot be done.

    sentences    how the rule agrees with the printed classes, and how much its numbers matter
    charts       effect against consequence, and effect against uncertainty
    not_charted  measures that the first chart lacks, because no consequence is stated
    """

    faults: tuple[FaultLine, ...]
    documents: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    sentences: tuple[str, ...] = ()
    measures: TableBlock | None = None
    charts: tuple[PointsChart, ...] = ()
    not_charted: tuple[Cell, ...] = ()
    rule: TableBlock | None = None
    trials: TableBlock | None = None


def priority_view(telling: Telling, document: str = "", owner: str = "") -> PriorityView:
    """Every measure in its class, or those of one document or owner; nothing matches an unknown one."""
    cards = telling.facts["efficiency_measure"]
    choices = (
        tuple(
            Choice(d, telling.named("document", d), d == document) for d in cards["document"].unique().sort()
        ),
        tuple(Choice(o, telling.named("unit", o), o == owner) for o in cards["owner"].unique().sort()),
    )

    def kept(card: Card) -> bool:
        return document in ("", card.document) and owner in ("", card.owner)

    try:
        rule, package = Rule.of(telling.facts), package_of(telling.facts, only=kept)
    except ProgrammeError as error:
        return PriorityView(tuple(fault_line(telling, fault) for fault in error.faults), *choices)
    except UsageError as error:
        return PriorityView((fault_line(telling, _rule_fault(telling, error)),), *choices)
    if not package.cards or not package.years:
        return PriorityView((), *choices)
    told = _Told(telling, rule, package)
    return PriorityView(
        (), *choices, tuple(told.sentences()), told.measures(), told.charts(), told.not_charted(),
        told.rule_table(), told.trials(),
    )  # fmt: skip


def _rule_fault(telling: Telling, error: UsageError) -> Fault:
    """A fault of the rule, at the row of the book that makes it."""
    stated = set(telling.facts["priority_rule"]["key"])
    key = next(k for k in (error.facts["key"], error.facts.get("other")) if k in stated)
    return Fault(error.message, "", "", SHAPES["priority_rule"].address_of({"key": key}), error.facts)


class _Told:
    """One package, placed by one rule."""

    def __init__(self, telling: Telling, rule: Rule, package: Package) -> None:
        self.telling, self.rule, self.package = telling, rule, package
        cases = cases_of(telling.facts, package)
        self.placed = placements(cases, rule)
        self.tried: Sensitivity = sensitivity(cases, rule)
        self.effects: Floats = cases.effects
        self.spread = _spread(package)
        self.year = package.years[-1]
        self.order = sorted(
            range(len(self.placed)),
            key=lambda at: (CLASSES.index(self.placed[at].by_rule), -self.placed[at].score, at),
        )

    def name(self, at: int) -> str:
        document, key = self.placed[at].measure
        return self.telling.wording.labels.name("efficiency_measure", document=document, key=key)

    def cell(self, at: int) -> Cell:
        document, key = self.placed[at].measure
        row = {"document": document, "key": key}
        return self.telling.row("efficiency_measure", row, f"{key} {self.name(at)}")

    def keys(self, places: list[int]) -> str:
        return ", ".join(self.placed[at].measure[1] for at in places)

    def word(self, value: object) -> str:
        return self.telling.word("overall_class", value)

    def plain(self, value: float) -> str:
        decimals = next((d for d in (0, 1) if round(value, d) == round(value, 2)), 2)
        return number(value, decimals, self.telling.language)

    def measures(self) -> TableBlock:
        """Every measure with the steps of its score, the best class first."""
        telling = self.telling
        columns = (
            TableColumn(telling.say("measure"), width=3.0),
            TableColumn(telling.say("priority_effect", year=self.year), number=True),
            TableColumn(telling.say("priority_consequence"), width=2.0),
            TableColumn(telling.say("uncertainty")),
            TableColumn(telling.say("priority_spread", year=self.year), number=True),
            TableColumn(telling.say("priority_score"), number=True, width=2.0),
            TableColumn(telling.say("priority_by_rule")),
            TableColumn(telling.say("priority_printed")),
            TableColumn(telling.say("priority_robust"), number=True),
        )
        rows = tuple(self._measure(at) for at in self.order)
        caption, note = telling.say("priority_measures"), telling.say("priority_measures_note")
        return TableBlock(caption, columns, rows, note, name="priorities")

    def _measure(self, at: int) -> TableRow:
        placed, telling = self.placed[at], self.telling
        robust = float(self.tried.robustness[at])
        spread = float(self.spread[at])
        effect = (
            Cell(telling.say("priority_effect_unknown"))
            if placed.effect is None
            else Cell(telling.million(placed.effect * _MILLION), placed.effect)
        )
        return table_row(
            self.cell(at),
            effect,
            self._consequence(placed),
            self._uncertainty(at),
            Cell(telling.million(spread * _MILLION), spread),
            Cell(self._score(placed), placed.score),
            self.word(placed.by_rule),
            self.word(placed.printed),
            Cell(telling.share(robust), robust * 100),
        )

    def _consequence(self, placed: Placement) -> str:
        telling = self.telling
        if not placed.sides:
            return telling.say("priority_consequence_unknown")
        stated = (
            f"{telling.say(f'priority_side_{side}')}: {telling.word('consequence', value).lower()}"
            for side, value in placed.sides
        )
        return "; ".join(stated)

    def _uncertainty(self, at: int) -> str:
        word = self.telling.word("uncertainty_level", self.placed[at].unsure)
        card = self.package.cards[at]
        is_stated = UncertaintyLevel.NOT_STATED not in (card.estimate, card.implementation)
        return word if is_stated else self.telling.say("priority_unsure_not_stated", level=word)

    def _score(self, placed: Placement) -> str:
        """The steps of the score: `2 + 0,67 × 1 − 0,25 = 2,42`."""
        mean = placed.consequence or 0.0
        sign = MINUS if mean < 0 else "+"
        added = "0" if not mean else f"{self.plain(abs(mean))} × {self.plain(placed.per_step)}"
        taken = self.plain(placed.deduction)
        return f"{placed.effect_step} {sign} {added} {MINUS} {taken} = {self.plain(placed.score)}"

    def sentences(self) -> Iterator[str]:
        """How the rule agrees with the printed classes, and how much its numbers matter."""
        say, placed = self.telling.say, self.placed
        printed = [p.printed for p in placed if p.printed]
        if printed:
            same = sum(bool(p.agrees) for p in placed)
            [(usual, often)] = Counter(printed).most_common(1)
            yield say(
                "priority_agreement", same=same, printed=len(printed), often=often, usual=self.word(usual)
            )
        if printed and self.rule == Rule():
            yield say("priority_fitted")
        others = [at for at in self.order if placed[at].agrees is False]
        if others:
            yield say("priority_differs", measures=self.keys(others))
        unknown = sum(p.consequence is None for p in placed)
        if unknown:
            yield say("priority_unknown", count=unknown, every=len(placed))
        still = sum(not trial.changes for trial in self.tried.trials)
        yield say("priority_tried", tried=len(self.tried.trials), still=still)
        weakest = int(np.argmin(self.tried.robustness))
        lowest = float(self.tried.robustness[weakest])
        if lowest < 1:
            stable = int((self.tried.robustness == 1).sum())
            measure, share = self.keys([weakest]), self.telling.share(lowest)
            yield say("priority_stable", stable=stable, every=len(placed), measure=measure, share=share)

    def charts(self) -> tuple[PointsChart, ...]:
        """Effect against consequence, and against uncertainty."""
        consequence = np.array([np.nan if p.consequence is None else p.consequence for p in self.placed])
        charts = (
            self._chart("consequence", consequence, frontier(self.effects, consequence)),
            self._chart("spread", self.spread, frontier(self.effects, -self.spread)),
        )
        return tuple(chart for chart in charts if chart.points)

    def _chart(self, against: str, across: Floats, unbeaten: NDArray[np.bool_]) -> PointsChart:
        say = self.telling.say
        shown = [at for at in self.order if not np.isnan(across[at] + self.effects[at])]
        points = tuple(
            ChartPoint(
                self.placed[at].measure[1],
                float(across[at]),
                float(self.effects[at]),
                self.word(self.placed[at].by_rule),
                bool(unbeaten[at]),
                self.name(at),
            )
            for at in shown
        )
        first = self.keys([at for at in shown if unbeaten[at]])
        return PointsChart(
            say(f"priority_chart_{against}"),
            say("priority_across_consequence")
            if against == "consequence"
            else say("priority_spread", year=self.year),
            say("priority_effect", year=self.year),
            points,
            say("priority_frontier_told", count=len(shown), measures=first),
        )

    def not_charted(self) -> tuple[Cell, ...]:
        """Measures without a stated consequence."""
        return tuple(self.cell(at) for at in self.order if self.placed[at].consequence is None)

    def _number_name(self, key: str) -> Cell:
        """A number of the rule: leads to its row where the book has one."""
        telling = self.telling
        rows = telling.where("priority_rule", "key", key)
        if rows.is_empty():
            return Cell(telling.say(f"priority_number_{key}"))
        row = rows.row(0, named=True)
        return telling.row("priority_rule", row, telling.own(row))

    def rule_table(self) -> TableBlock:
        """The numbers of the rule."""
        say = self.telling.say
        rows = tuple(
            table_row(self._number_name(key), Cell(self.plain(value), float(value)))
            for key, value in zip(NUMBERS, self.rule.numbers, strict=True)
        )
        columns = (
            TableColumn(say("priority_number"), width=3.0),
            TableColumn(say("priority_value"), number=True),
        )
        return TableBlock(say("priority_rule"), columns, rows, say("priority_rule_note"), name="rule")

    def trials(self) -> TableBlock:
        """The tried rules that move a measure to another class."""
        say = self.telling.say
        columns = (
            TableColumn(say("priority_number"), width=2.0),
            TableColumn(say("priority_value"), number=True),
            TableColumn(say("priority_tried_value"), number=True),
            TableColumn(say("priority_changes"), width=3.0),
        )
        rows = tuple(self._trial(trial) for trial in self.tried.trials if trial.changes)
        note = say("priority_trials_note")
        return TableBlock(say("priority_trials"), columns, rows, note, name="sensitivity")

    def _trial(self, trial: Trial) -> TableRow:
        changes = (
            self.telling.say(
                "priority_change",
                measure=self.placed[at].measure[1],
                before=self.word(self.placed[at].by_rule),
                after=self.word(to),
            )
            for at, to in trial.changes
        )
        return table_row(
            self._number_name(trial.number),
            Cell(self.plain(trial.usual), trial.usual),
            Cell(self.plain(trial.tried), trial.tried),
            "; ".join(changes),
        )


def _spread(package: Package) -> Floats:
    """(measure,) million kroner from P10 to P90 of each measure's effect in the plan's last year."""
    sample = simulate(package, draws=DRAWS, seed=SEED).sample
    low, high = np.quantile(sample, [0.1, 0.9], axis=1)
    return np.asarray((high - low) / _MILLION)
