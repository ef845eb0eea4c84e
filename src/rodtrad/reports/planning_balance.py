"""What is missing before a version of a budget balances, to the krone, for operation and for investment."""

from dataclasses import dataclass

from rodtrad.core.measurement import GRAINS_PER_KRONE
from rodtrad.core.numbers import number, signed
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.models.budgeting.differences import Balance, balance_of
from rodtrad.models.budgeting.trees import INVESTMENT
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """What is missing in one year before the operation, or the investment, of a version balances."""

    net: str
    year: int
    amount: Cell
    balances: bool


def balance_lines(telling: Telling, version: BudgetVersion) -> tuple[BalanceLine, ...]:
    """What a version adds in each year; only told of versions that change another.

    What is added is named operation only where there is investment beside it.
    """
    if version.before is None:
        return ()
    sums = balance_of(telling.facts, version)
    return tuple(
        BalanceLine(
            _net(net, telling.language) if len(sums) > 1 else "",
            year,
            Cell(_kroner(amount, telling.language), amount / GRAINS_PER_KRONE),
            not amount,
        )
        for net, years in sums.items()
        for year, amount in sorted(years.items())
    )


def missing_told(missing: Balance, language: Language) -> str:
    """What is missing, in words: `drift 2027: +800 000 kr`."""
    return ", ".join(
        f"{_net(net, language).lower()} {year}: {_kroner(amount, language)} kr"
        for net, years in missing.items()
        for year, amount in sorted(years.items())
    )


def _net(net: str, language: Language) -> str:
    return say("plan_investment", language) if net == INVESTMENT else say("plan_operation", language)


def _kroner(amount: int, language: Language) -> str:
    """Kroner with their sign, and øre where there are any."""
    value, decimals = amount / GRAINS_PER_KRONE, 2 if amount % GRAINS_PER_KRONE else 0
    return signed(value, decimals, language) if amount else number(0, 0, language)
