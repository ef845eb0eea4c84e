"""The forms on a budget's page, filled in: a change, the rates, and a new version."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.planning_changes import AMOUNT, MEASURE, PARTED, PRINTED, UNTIL, ChangeTexts
from rodtrad.core.measurement import UNITS
from rodtrad.core.shape import Kind
from rodtrad.core.words import say, terms, word
from rodtrad.facts.budget import BudgetStage
from rodtrad.models.budgeting.base import CELL
from rodtrad.models.budgeting.steps import years_of
from rodtrad.models.budgeting.trees import units_within
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.plans import carried_told
from rodtrad.reports.tree import Choice

_SHAPE = SHAPES["planned_change"]
_MONEY = ("1000 kr", "kr", "mill. kr")
_CODED = ("chapter", "area", "function", "account_group")


@dataclass(frozen=True, slots=True)
class PlanField:
    """One field of a form on a budget's page.

    choices  the likely ones        others  the rest of what can be chosen
    theirs   what the book holds now, where somebody else has changed it
    shown    what it held when it was shown, where that is sent along
    """

    name: str
    label: str
    value: str
    required: bool = False
    numeric: bool = False
    choices: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()
    theirs: str | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """The form of one planned change. `was` is empty for a new one."""

    was: str
    versions: str
    fields: dict[str, PlanField]
    amounts: tuple[PlanField, ...]
    errors: tuple[str, ...]


def change_form(
    ask: Ask, version: BudgetVersion, sent: ChangeTexts, errors: tuple[str, ...] = ()
) -> ChangeForm:
    """The form of a change with what it holds."""
    base = carried_told(ask.telling, version).cells
    values = {**_usual(version, base, sent.values), **sent.values}
    fields = {n: _column(ask, n, values, sent) for n in ("label", "label_en", "code", "decision", "decided")}
    fields |= {
        name: _chosen(ask, name, values, sent, *_codes(ask, version, base, name, values)) for name in CELL
    }
    fields["category"] = _chosen(ask, "category", values, sent, _categories(ask, values.get("category", "")))
    fields[MEASURE] = _measures(ask, values.get(MEASURE, ""), sent)
    fields[PRINTED] = PlanField(
        PRINTED, say("plan_amounts_in", ask.language), "", choices=_units(ask, values)
    )
    fields[UNTIL] = PlanField(
        UNTIL,
        say("plan_until", ask.language, year=version.years[-1]),
        values.get(UNTIL, ""),
        numeric=True,
        theirs=sent.theirs.get(UNTIL),
    )
    amounts = tuple(
        PlanField(
            f"{AMOUNT}{year}",
            str(year),
            values.get(f"{AMOUNT}{year}", ""),
            numeric=True,
            theirs=sent.theirs.get(f"{AMOUNT}{year}"),
        )
        for year in version.years
    )
    return ChangeForm(sent.was, sent.versions, fields, amounts, errors)


def _usual(version: BudgetVersion, base: pl.DataFrame, given: Mapping[str, str]) -> dict[str, str]:
    """What a new change most likely holds: the only chapter of its unit, and thousand kroner."""
    usual = {PRINTED: _MONEY[0]}
    if version.is_adjustment or version.stage in (BudgetStage.RESOLUTION, BudgetStage.ALTERNATIVE):
        usual["category"] = "council"
    unit = given.get("unit", "")
    chapters = base.filter(pl.col("unit") == unit)["chapter"].unique() if unit else None
    if chapters is not None and len(chapters) == 1 and chapters[0]:
        usual["chapter"] = chapters[0]
    return usual


def _column(ask: Ask, name: str, values: Mapping[str, str], sent: ChangeTexts) -> PlanField:
    column = _SHAPE[name]
    required = column.required and name not in ("label_en", "code")
    label, theirs = column.label_in(ask.language), sent.theirs.get(name)
    label = say("plan_code", ask.language) if name == "code" else label
    return PlanField(name, label, values.get(name, ""), required, column.kind is Kind.INTEGER, theirs=theirs)


def _chosen(
    ask: Ask,
    name: str,
    values: Mapping[str, str],
    sent: ChangeTexts,
    choices: tuple[Choice, ...],
    others: tuple[Choice, ...] = (),
) -> PlanField:
    column = _SHAPE[name]
    return PlanField(
        name,
        column.label_in(ask.language),
        values.get(name, ""),
        column.required,
        choices=choices,
        others=others,
        theirs=sent.theirs.get(name),
    )


def _categories(ask: Ask, now: str) -> tuple[Choice, ...]:
    named = terms("change_category")
    return tuple(Choice(c, word("change_category", c, ask.language), c == now) for c in named)


def _units(ask: Ask, values: Mapping[str, str]) -> tuple[Choice, ...]:
    now = values.get(PRINTED, "")
    codes = _MONEY if now in _MONEY or now not in UNITS else (*_MONEY, now)
    return tuple(Choice(c, UNITS[c].label_in(ask.language), c == now) for c in codes)


def _codes(
    ask: Ask, version: BudgetVersion, base: pl.DataFrame, name: str, values: Mapping[str, str]
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """What can be chosen in a dimension: first what the unit has money in, then the rest."""
    unit, now = values.get("unit", ""), values.get(name, "")
    own = base.filter(pl.col("unit") == unit) if unit and name != "unit" else base
    used = set(own[name].drop_nulls())
    if name == "unit":
        within = units_within(ask.telling.facts, version.about) if version.about else None
        known = [u for u in ask.telling.facts["unit"]["key"] if within is None or u in within]
    else:
        known = ask.telling.where("code", "dimension", name)["code"].to_list()
        known += sorted(used - set(known))
    known += [now] if now and now not in known else []
    named = [Choice(c, _name(ask, name, c), c == now) for c in known]
    return tuple(c for c in named if c.value in used), tuple(c for c in named if c.value not in used)


def _name(ask: Ask, dimension: str, code: str) -> str:
    if dimension == "unit":
        return ask.telling.named("unit", code)
    name = ask.telling.wording.labels.code(dimension, code)
    return name if dimension in _CODED[:3] or name == code else f"{code} {name}"


def _measures(ask: Ask, now: str, sent: ChangeTexts) -> PlanField:
    """The efficiency measures of the book."""
    cards = ask.telling.facts["efficiency_measure"]
    choices = tuple(
        Choice(f"{r['document']}{PARTED}{r['key']}", f"{r['key']} {ask.telling.own(r)}")
        for r in cards.iter_rows(named=True)
    )
    chosen = tuple(Choice(c.value, c.label, c.value == now) for c in choices)
    label = say("plan_card", ask.language)
    return PlanField(MEASURE, label, now, choices=chosen, theirs=sent.theirs.get(MEASURE))


@dataclass(frozen=True, slots=True)
class RatesForm:
    """The rates of compensation: a row for each account group, a field for each year."""

    years: tuple[int, ...]
    rows: tuple[tuple[str, tuple[PlanField, ...]], ...]
    versions: str
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StageChoice:
    """A version that can be made of the one that is shown."""

    stage: str
    label: str
    key: str
    name: str


def next_years(first_year: int) -> str:
    """The years of a plan as they are told: 2027–2030."""
    years = years_of(first_year)
    return f"{years[0]}–{years[-1]}"
