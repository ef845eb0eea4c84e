"""Economy of a report (økonomi): accounts against budget, forecast against the year's budget, explanations.

The rule: a row must be explained when its deviation so far, or its forecast's deviation from the budget of
the year, is above both limits of the round, the share and the amount. A total is explained through its parts,
and only where no part of it is above the limits must it be explained itself.

Where the accounts have no budget through the period, the round says whether the year's budget counts evenly
through its months.

Once a unit has any budget, or any accounts, a row without one counts as nothing budgeted or used, and a total
without one is the sum of its parts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple, cast

import polars as pl

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.measurement import HUNDRED_PER_CENT, unit_of_print
from rodtrad.facts.budget import Version
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.reporting.accounts import (
    accounts_of,
    budget_of_year,
    rows_of_report,
)
from rodtrad.models.reporting.remembered import remembered
from rodtrad.models.reporting.rounds import Report, Round

DIMENSIONS = ("chapter", "area", "function", "account_group")
INVESTMENT = "investering"
"""The account group that holds all investment; everything else is operating."""

Place = tuple[str | None, str | None, str | None, str]
"""Chapter, area, function and account group; a dimension that a row does not split by is None."""
Parts = Mapping[Place, set[Place]]
"""The places that a place is the whole of."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount in øre, as it is printed, and its address; "" for a sum that is made here."""

    ore: int
    address: str
    printed_unit: str
    decimals: int

    @classmethod
    def of(cls, fact: str, row: Row) -> "Stated":
        """The amount of a row."""
        address = SHAPES[fact].address_of(row, "amount")
        return cls(row["amount"], address, row["printed_unit"], row["decimals"])

    def through(self, months: int) -> "Stated":
        """Of the amount of a year what counts through some months, rounded as it is printed."""
        step = max(1, int(unit_of_print(self.printed_unit, self.decimals)))
        return replace(self, ore=round(Fraction(self.ore * months, 12 * step)) * step)


@dataclass(frozen=True, slots=True)
class Compared:
    """A budget and what is held against it; None is not known. Deviation is budget minus the other."""

    budget: int | None
    other: int | None

    @property
    def deviation(self) -> int | None:
        """In øre; negative where more is spent, or less is earned, than budgeted."""
        return None if self.budget is None or self.other is None else self.budget - self.other

    @property
    def share(self) -> float | None:
        """The deviation as a part of the budget; None where there is no budget to take a part of."""
        return self.deviation / abs(self.budget) if self.budget and self.deviation is not None else None

    def is_above(self, limit_share: Quantity, limit_amount: Amount) -> bool:
        """Whether the deviation is above both limits; any deviation is above a share of no budget."""
        deviation = abs(self.deviation or 0)
        part = deviation * HUNDRED_PER_CENT > limit_share.ten_thousandths * abs(self.budget or 0)
        return part and deviation > limit_amount.ore


@dataclass(frozen=True, slots=True)
class EconomyLine:
    """One row of a report's economy: what is budgeted and used so far, and expected for the year.

    budget, accounts       through the period
    year_budget, forecast  of the whole year
    so_far, year  accounts against budget through the period, and forecast against the year's budget
    is_total     other rows are parts of it
    is_above     its deviation, or its forecast's, is above the limits of the round
    must_explain the rule asks for words about it
    """

    place: Place
    budget: Stated | None = None
    accounts: Stated | None = None
    year_budget: Stated | None = None
    forecast: Stated | None = None
    so_far: Compared = Compared(None, None)
    year: Compared = Compared(None, None)
    is_total: bool = False
    is_above: bool = False
    must_explain: bool = False

    @property
    def known(self) -> tuple[Stated, ...]:
        """Every amount that is stated of the row."""
        stated = (self.budget, self.accounts, self.year_budget, self.forecast)
        return tuple(s for s in stated if s and s.address)


@dataclass(frozen=True)
class Economy:
    """The economy of a report.

    lines   in the order of their codes, totals after their parts
    parents the code each code adds up to, for each of DIMENSIONS
    months  of the year's budget, where that is the budget so far; None where it is stated
    """

    report: Report
    lines: tuple[EconomyLine, ...]
    parents: tuple[Mapping[str, str], ...]
    months: int | None = None

    @property
    def has_accounts(self) -> bool:
        """Whether the accounts of the period are there."""
        return any(line.accounts for line in self.lines)

    @property
    def has_budget_so_far(self) -> bool:
        """Whether there is a budget through the period to hold the accounts against."""
        return any(line.budget for line in self.lines)

    @property
    def to_explain(self) -> tuple[EconomyLine, ...]:
        """The rows that must be explained."""
        return tuple(line for line in self.lines if line.must_explain)

    @cached_property
    def so_far(self) -> Compared:
        """All operating accounts against budget."""
        return Compared(self._net(self.lines, "budget"), self._net(self.lines, "accounts"))

    @cached_property
    def year(self) -> Compared:
        """The whole operating forecast against the year's budget; none before every part has a forecast."""
        parts = [line for line in self.lines if not line.is_total]
        if any(line.forecast is None for line in parts):
            return Compared(self._net(self.lines, "year_budget"), None)
        return Compared(self._net(self.lines, "year_budget"), self._net(parts, "forecast"))

    def _net(self, lines: Iterable[EconomyLine], name: str) -> int | None:
        """The operating net of one amount; rows are added once, whichever dimensions they are split by."""
        stated = {line.place: getattr(line, name) for line in lines if self._is_operating(line)}
        known: dict[tuple[str | None, ...], int] = {p: s.ore for p, s in stated.items() if s is not None}
        if not known:
            return None
        for dimension in reversed(range(len(DIMENSIONS))):
            known = _collapsed(known, dimension, self.parents[dimension])
        return sum(known.values())

    def _is_operating(self, line: EconomyLine) -> bool:
        group = line.place[-1]
        return INVESTMENT not in (group, *_line_up(group, self.parents[-1]))


def _collapsed(
    known: Mapping[tuple[str | None, ...], int], dimension: int, parents: Mapping[str, str]
) -> dict[tuple[str | None, ...], int]:
    """Amounts without one dimension: its topmost rows added up, the parts of another row left out."""
    groups: dict[tuple[str | None, ...], dict[str | None, int]] = {}
    for place, ore in known.items():
        rest = (*place[:dimension], None, *place[dimension + 1 :])
        groups.setdefault(rest, {})[place[dimension]] = ore
    return {
        rest: sum(ore for code, ore in codes.items() if not _has_above(code, codes, parents))
        for rest, codes in groups.items()
    }


def _has_above(code: str | None, codes: Mapping[str | None, int], parents: Mapping[str, str]) -> bool:
    return code is not None and any(above in codes for above in (*_line_up(code, parents), None))


def _line_up(code: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """The codes a code adds up to, nearest first; a circle is walked once."""
    line: list[str] = [code]
    while (above := parents.get(line[-1])) and above not in line:
        line.append(above)
    return tuple(line[1:])


def economy_of(facts: Facts, report: Report, opened: Round | None) -> Economy:
    """The economy of a report: live accounts while it is written, its own figures once it is handed in.

    opened  the round, whose limits say what must be explained; without one nothing must
    """
    parents = parents_of(facts)
    own = rows_of_report(facts, report)
    if report.is_open:
        stated = accounts_of(facts, report.unit, report.period)
        whole = budget_of_year(facts, report.unit, report.year)
    else:
        stated, whole = own.through, own.year
    budget, accounts = (
        _by_place("period_amount", stated.filter(pl.col("version") == version.value))
        for version in (Version.REGULATED, Version.ACCOUNTS)
    )
    year, forecast = _by_place(whole.fact, whole.rows), _by_place("period_amount", own.forecast)
    if report.is_yearly:
        budget = budget or year
    months = _months_spread(report, opened, budget, year)
    if months and report.is_open:
        budget = {place: stated.through(months) for place, stated in year.items()}
    columns = _Columns(budget, accounts, year, forecast)
    parts = parts_of_totals({place for known in columns for place in known}, parents)
    whole_columns = _Columns(
        *(_with_sums(known, parts, is_forecast=known is forecast) for known in columns),
    )
    lines = [_line(place, whole_columns, parts) for place in sorted(parts, key=_order(facts))]
    limits = opened.limits if opened else None
    return Economy(report, tuple(judged_lines(lines, parents, limits)), parents, months)


def _months_spread(
    report: Report, opened: Round | None, budget: Mapping[Place, Stated], year: Mapping[Place, Stated]
) -> int | None:
    """How many months of the year's budget are the budget so far; None where it is not spread."""
    if report.is_yearly or opened is None or opened.spread is None or not year:
        return None
    return None if report.is_open and budget else report.period.last_day().month


class _Columns(NamedTuple):
    """What is stated of each place, in the order of a line."""

    budget: Mapping[Place, Stated]
    accounts: Mapping[Place, Stated]
    year_budget: Mapping[Place, Stated]
    forecast: Mapping[Place, Stated]


def _line(place: Place, columns: _Columns, parts: Parts) -> EconomyLine:
    """The row of a place; where only one side of a comparison is stated, the other is nothing."""
    budget, accounts, year, forecast = (known.get(place) for known in columns)
    so_far, of_year = Compared(None, None), Compared(None, None)
    if budget or accounts:
        so_far = Compared(_ore(place, columns.budget, parts), _ore(place, columns.accounts, parts))
    if year or forecast:
        of_year = Compared(_ore(place, columns.year_budget, parts), forecast.ore if forecast else None)
    is_total = bool(parts[place])
    return EconomyLine(place, budget, accounts, year, forecast, so_far, of_year, is_total)


def _ore(place: Place, known: Mapping[Place, Stated], parts: Parts) -> int | None:
    """An amount, in øre; 0 where others have one, and none is stated of a whole that it is a part of."""
    if place in known:
        return known[place].ore
    return None if not known or parts[place] or _is_inside(place, known, parts) else 0


def _is_inside(place: Place, known: Mapping[Place, Stated], parts: Parts) -> bool:
    """Whether an amount is stated of a whole that a place is a part of, and of none of its parts."""
    wholes = (whole for whole, inside in parts.items() if place in inside and whole in known)
    return any(not any(part in known for part in parts[whole]) for whole in wholes)


def _with_sums(known: Mapping[Place, Stated], parts: Parts, *, is_forecast: bool) -> dict[Place, Stated]:
    """The amounts, and the sum of its parts for each total that has none; a forecast needs all of them."""
    made = dict(known)
    for whole, inside in parts.items():
        stated = [known[part] for part in inside if part in known]
        if whole in known or not stated or (is_forecast and len(stated) < len(inside)):
            continue
        if all(_ore(part, known, parts) is not None for part in inside):
            made[whole] = replace(stated[0], ore=sum(s.ore for s in stated), address="")
    return made


def _by_place(fact: str, rows: pl.DataFrame) -> dict[Place, Stated]:
    return {place_of(row): Stated.of(fact, row) for row in rows.iter_rows(named=True)}


def place_of(row: Row) -> Place:
    """Where in the budget a row stands."""
    return row["chapter"], row["area"], row["function"], row["account_group"]


@remembered("code")
def parents_of(facts: Facts) -> tuple[Mapping[str, str], ...]:
    """The code each code adds up to, for each of DIMENSIONS."""
    return tuple(_parents(facts, dimension) for dimension in DIMENSIONS)


def _parents(facts: Facts, dimension: str) -> dict[str, str]:
    codes = facts["code"].filter((pl.col("dimension") == dimension) & pl.col("parent").is_not_null())
    return dict(codes.select("code", "parent").iter_rows())


def _above(place: Place, parents: tuple[Mapping[str, str], ...]) -> list[Place]:
    """Every place that a place is a part of."""
    lines: list[tuple[str | None, ...]] = []
    for at, code in enumerate(place):
        whole = (None,) if at < len(place) - 1 else ()
        up = (code, *_line_up(code, parents[at])) if code is not None else ()
        lines.append((*up, *whole))
    return [other for other in cast("Iterable[Place]", product(*lines)) if other != place]


def parts_of_totals(places: Iterable[Place], parents: tuple[Mapping[str, str], ...]) -> Parts:
    """The parts of each place that have no parts themselves; empty for those that are no total."""
    there = set(places)
    above = {place: [a for a in _above(place, parents) if a in there] for place in there}
    totals = {whole for wholes in above.values() for whole in wholes}
    parts: dict[Place, set[Place]] = {place: set() for place in there}
    for place, wholes in above.items():
        for whole in wholes if place not in totals else ():
            parts[whole].add(place)
    return parts


def judged_lines(
    lines: Iterable[EconomyLine],
    parents: tuple[Mapping[str, str], ...],
    limits: tuple[Quantity, Amount] | None,
) -> list[EconomyLine]:
    """The same rows, with what is above both limits, and what the rule asks words about.

    parents  the code each code adds up to, for each of DIMENSIONS
    limits   without them nothing must be explained
    """
    if limits is None:
        return list(lines)
    judged = [
        replace(line, is_above=line.so_far.is_above(*limits) or line.year.is_above(*limits)) for line in lines
    ]
    untold = set(untold_places((line.place for line in judged if line.is_above), parents))
    return [replace(line, must_explain=line.place in untold) for line in judged]


def untold_places(above: Iterable[Place], parents: tuple[Mapping[str, str], ...]) -> list[Place]:
    """Of the places above the limits, those that are not told through a part of them that is above too."""
    places = list(above)
    told = {total for place in places for total in _above(place, parents)}
    return [place for place in places if place not in told]


@remembered("code")
def _order(facts: Facts) -> Any:
    """Sorts places as their codes are listed; the row that does not split by a dimension comes last."""
    codes = facts["code"].select("dimension", "code").rows()
    listed: dict[str, dict[str, int]] = {dimension: {} for dimension in DIMENSIONS}
    for number, (dimension, code) in enumerate(codes):
        listed.setdefault(dimension, {})[code] = number

    def key(place: Place) -> tuple[tuple[bool, int, str], ...]:
        return tuple(
            (code is None, listed[dimension].get(code or "", 10**6), code or "")
            for dimension, code in zip(DIMENSIONS, place, strict=True)
        )

    return key


def own_key(report: Report, place: Place, version: Version, period: str = "") -> dict[str, Any]:
    """The key of a report's own amount for a place; `period` is the report's where it is not said."""
    return dict(zip(DIMENSIONS, place, strict=True)) | {
        "document": report.document,
        "unit": report.unit,
        "period": period or str(report.period),
        "version": version.value,
    }


def subject_of_deviation(report: Report, place: Place) -> str:
    """What the passage that explains a deviation is about: the report's own row of the accounts."""
    return SHAPES["period_amount"].address_of(own_key(report, place, Version.ACCOUNTS))
