"""Amounts that a text works out: so many of something, at such a price, for so many days of the year."""

from collections.abc import Sequence
from decimal import Decimal

from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.relation import RelationKind
from rodtrad.core.stems import stem
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.readers.equations import add_equation
from rodtrad.readers.gather import Gathered
from rodtrad.readers.prose import Placed
from rodtrad.readers.restated import PERCENT, TIMES, sort_of

_FEW, _CLOSE_LINES = 6, 16
_SLACK = Decimal("0.05")
_OFTEN = {"kr/døgn": (365, 1), "kr": (1, 365), "kr/måned": (12, 1)}
"""How many times a year a rate is paid, the likeliest first."""


def worked_out(gathered: Gathered, placed: Sequence[Placed]) -> None:
    """Number times rate is the amount: in one sentence, or in the few before it, also by the day or month."""
    numbers = [o for o in placed if o.unit not in (*PERCENT, *TIMES) and o.told.value]
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
    return UNITS[one.unit].family is Family.MONEY and "/" not in one.unit and one.unit != "kr"


def _factors(amount: Placed, around: Sequence[Placed]) -> tuple[Placed, Placed, int] | None:
    """The number and the rate that make an amount, and how many times a year the rate is paid."""
    counts = [o for o in around if sort_of(o.unit) == "antall" and o.told.value > 1]
    rates = [o for o in around if UNITS[o.unit].family is Family.MONEY and _kroner(o) < _kroner(amount)]
    for rate in rates:
        if not ("/" in rate.unit or rate.unit == "kr"):
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
