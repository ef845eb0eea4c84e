"""The efficiency programme as a page: sums, range, what it is held against, and what matters most."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import UsageError
from rodtrad.models.concepts import SHAPES
from rodtrad.models.programme.faults import Fault, ProgrammeError
from rodtrad.models.programme.package import Card
from rodtrad.models.programme.prices import price_years
from rodtrad.models.programme.result import DRAWS, SEED, ProgrammeResult, computed
from rodtrad.reports.programme_charts import fan, programme_waterfall, tornado
from rodtrad.reports.programme_tables import (
    contribution_table,
    measure_table,
    owner_table,
    party_table,
    path_table,
    saving_sums,
    saving_table,
    worth_table,
    year_table,
)
from rodtrad.reports.summary import as_record
from rodtrad.reports.telling import Telling, chosen
from rodtrad.reports.tree import (
    Cell,
    Choice,
    FanChart,
    KeyFigureBox,
    TableBlock,
    TornadoChart,
    WaterfallChart,
)

_RULES = (
    "uncertainty_rule",
    "shared_risk",
    "measure_overlap",
    "adopted_cut",
    "assumption",
    "scenario_measure",
)
"""The facts that hold what the programme is computed by."""
_TABLES: tuple[Callable[[Telling, ProgrammeResult], TableBlock | None], ...] = (
    year_table,
    owner_table,
    measure_table,
    contribution_table,
    worth_table,
    party_table,
    path_table,
)
PROGRAMME_CHECKS = ("P-", "G-")
"""How the numbers of the checks that are about measures and benefits begin."""


@dataclass(frozen=True, slots=True)
class ProgrammeQuestion:
    """Which part of the programme a reader looks at."""

    scenario: str = ""
    document: str = ""
    owner: str = ""
    overall_class: str = ""
    year: str = ""
    prices: str = ""


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One thing that must be corrected before the programme can be computed."""

    row: Cell
    text: str


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """The programme, or a part of it; or the faults that make it impossible to compute."""

    faults: tuple[FaultLine, ...]
    scenarios: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    classes: tuple[Choice, ...]
    years: tuple[Choice, ...]
    prices: tuple[Choice, ...] = ()
    boxes: tuple[KeyFigureBox, ...] = ()
    waterfall: WaterfallChart | None = None
    fan: FanChart | None = None
    tornado: TornadoChart | None = None
    tables: tuple[TableBlock, ...] = ()
    note: str = ""
    rules: tuple[Cell, ...] = ()


def programme_view(telling: Telling, asked: ProgrammeQuestion, draws: int = DRAWS) -> ProgrammeView:
    """The programme as the question narrows it, drawn so many times."""
    facts = telling.facts
    choices = _choices(telling, asked)
    try:
        result = computed(
            facts,
            scenario=asked.scenario,
            only=_only(asked),
            draws=draws,
            seed=SEED,
            prices=int(asked.prices) if asked.prices.isdecimal() else None,
            cut_of=_cut_of(telling, asked),
        )
    except (ProgrammeError, UsageError) as error:
        return ProgrammeView(fault_lines(telling, error), *choices, ())
    years = result.package.years
    if not result.package.cards or not years:
        return ProgrammeView((), *choices, ())
    year = int(asked.year) if asked.year.isdecimal() and int(asked.year) in years else years[-1]
    savings = saving_table(telling, asked.document, asked.owner, years)
    tables = (*programme_tables(telling, result), *((savings,) if savings else ()))
    return ProgrammeView(
        (),
        *choices,
        tuple(Choice(str(y), str(y), y == year) for y in years),
        tuple(Choice(str(y), str(y), str(y) == asked.prices) for y in price_years(facts)),
        _boxes(telling, result),
        programme_waterfall(telling, result, year),
        fan(telling, result),
        tornado(telling, result),
        tables,
        _note(telling, result, draws, asked.prices),
        tuple(Cell(SHAPES[fact].label_in(telling.language), address=fact) for fact in _RULES),
    )


def _note(telling: Telling, result: ProgrammeResult, draws: int, prices: str) -> str:
    """How it was drawn, and which cards stand in other prices than those chosen."""
    drawn = telling.say("programme_note", draws=telling.count(draws), seed=SEED)
    if not prices:
        return drawn
    rows = telling.facts["measure_card"].drop_nulls("price_year").select("document", "measure").rows()
    others = [card.key for card in result.package.cards if card.measure not in set(rows)]
    return f"{drawn} {telling.say('prices_note', year=prices, others=', '.join(others) or '–')}"


def programme_tables(telling: Telling, result: ProgrammeResult) -> tuple[TableBlock, ...]:
    """The programme's tables: by year, owner and measure, where the spread comes from, who gains."""
    made = (table(telling, result) for table in _TABLES)
    return tuple(table for table in made if table is not None)


def _only(asked: ProgrammeQuestion) -> Callable[[Card], bool]:
    def kept(card: Card) -> bool:
        return (
            asked.document in ("", card.document)
            and asked.owner in ("", card.owner)
            and asked.overall_class in ("", card.overall_class)
        )

    return kept


def _cut_of(telling: Telling, asked: ProgrammeQuestion) -> tuple[str, ...] | None:
    """The units whose cuts a part of the programme is held against: none where no cut is that part's own."""
    if asked.overall_class:
        return ()
    cards = telling.facts["efficiency_measure"].filter(chosen("document", asked.document))
    sectors = tuple(cards["sector"].unique().sort().to_list())
    if not asked.owner:
        return sectors
    return () if asked.owner in sectors else (asked.owner,)


def fault_lines(telling: Telling, error: ProgrammeError | UsageError) -> tuple[FaultLine, ...]:
    """What makes the programme impossible to compute, each leading to its row where it has one."""
    if isinstance(error, ProgrammeError):
        return tuple(fault_line(telling, fault) for fault in error.faults)
    return (FaultLine(Cell(telling.say("programme")), error_sentence(error, telling.language)),)


def fault_line(telling: Telling, fault: Fault) -> FaultLine:
    """One fault, leading to the row it is in."""
    return FaultLine(
        Cell(telling.row_name(fault.address), address=fault.address), fault.sentence(telling.language)
    )


Choices = tuple[tuple[Choice, ...], tuple[Choice, ...], tuple[Choice, ...], tuple[Choice, ...]]


def _choices(telling: Telling, asked: ProgrammeQuestion) -> Choices:
    cards, own = telling.facts["efficiency_measure"], partial(telling.named, "unit")
    named = scenario_names(telling)
    classes = [
        c
        for c in ("best", "second_best", "middle", "second_worst", "worst")
        if c in set(cards["overall_class"])
    ]
    return (
        tuple(Choice(s, name, s == asked.scenario) for s, name in named.items()),
        tuple(
            Choice(d, telling.named("document", d), d == asked.document)
            for d in cards["document"].unique().sort()
        ),
        tuple(Choice(o, own(o), o == asked.owner) for o in cards["owner"].unique().sort()),
        tuple(Choice(c, telling.word("overall_class", c), c == asked.overall_class) for c in classes),
    )


def scenario_names(telling: Telling) -> dict[str, str]:
    """The book's scenarios with their names."""
    rows = telling.facts["scenario_measure"].unique("scenario", keep="first", maintain_order=True)
    return {row["scenario"]: telling.own(row) for row in rows.iter_rows(named=True)}


def _boxes(telling: Telling, result: ProgrammeResult) -> tuple[KeyFigureBox, ...]:
    last = result.package.years[-1]
    low, middle, high = (result.draws.quantile(q)[-1] for q in (0.1, 0.5, 0.9))
    boxes = [
        KeyFigureBox(
            telling.say("point_sum", year=last),
            telling.say("millions", amount=telling.million(result.point[-1])),
            telling.say("point_sum_note", count=telling.count(len(result.package.cards))),
        ),
        KeyFigureBox(
            telling.say("likely_range", year=last),
            telling.say("range_millions", low=telling.million(low), high=telling.million(high)),
            telling.say("likely_range_note", middle=telling.million(middle)),
        ),
    ]
    chances = result.meets_cut()
    if result.cut is not None and chances is not None and not np.isnan(chances[-1]):
        prolonged = last > result.cut.known_to
        boxes.append(
            KeyFigureBox(
                telling.say("chance_of_cut", year=last),
                telling.share(chances[-1]),
                telling.say(
                    "cut_prolonged" if prolonged else "cut_known",
                    amount=telling.million(result.cut.amounts[-1]),
                    year=result.cut.known_to,
                ),
            )
        )
    return tuple(boxes)


def programme_record(telling: Telling, result: ProgrammeResult) -> dict[str, object]:
    """The programme for a program: amounts in kroner."""
    package, draws = result.package, result.draws
    owners = result.sum_by(lambda card: card.owner)
    sectors = result.sum_by(lambda card: card.sector)
    classes = result.sum_by(lambda card: card.overall_class)
    chances = result.meets_cut()

    def kroner(amounts: object) -> dict[str, float | None]:
        values = np.asarray(amounts, dtype=np.float64) / 100
        return {
            str(y): None if np.isnan(v) else round(float(v), 2)
            for y, v in zip(package.years, values, strict=True)
        }

    return {
        "years": list(package.years),
        "measures": len(package.cards),
        "draws": draws.totals.shape[0],
        "point": kroner(result.point),
        "counted_twice": kroner(result.doubled),
        "by_owner": {str(o): kroner(v) for o, v in owners.items()},
        "by_sector": {str(s): kroner(v) for s, v in sectors.items()},
        "by_class": {c or "none": kroner(v) for c, v in classes.items()},
        "p10": kroner(draws.quantile(0.1)),
        "p50": kroner(draws.quantile(0.5)),
        "p90": kroner(draws.quantile(0.9)),
        "adopted_cut": None if result.cut is None else kroner(result.cut.amounts),
        "adopted_cut_known_to": None if result.cut is None else result.cut.known_to,
        "meets_cut": None
        if chances is None
        else {str(y): None if np.isnan(c) else float(c) for y, c in zip(package.years, chances, strict=True)},
        "contributions": {
            f"{card.document}/{card.key}": round(float(part), 6)
            for card, part in zip(package.cards, draws.contributions, strict=True)
        },
        "swings": [
            {"what": s.variable.name, "of": s.variable.of.value, "low": s.low / 100, "high": s.high / 100}
            for s in result.swings
        ],
        "best_budget": result.worth.budget / 100,
        "savings": kroner(saving_sums(telling, package.years)),
        "perfect_information": result.worth.perfect / 100,
        "information": [
            {"what": v.name, "of": v.of.value, "worth": worth / 100} for v, worth in result.worth.each
        ],
        "findings": _programme_findings(telling),
    }


def _programme_findings(telling: Telling) -> list[dict[str, object]]:
    open_findings = (f for f in telling.judgement.findings if f.number.startswith(PROGRAMME_CHECKS))
    return [as_record(f, telling.wording) for f in open_findings]
