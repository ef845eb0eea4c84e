"""Money as whole øre, and other numbers as whole ten-thousandths. Never floats."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

Number = int | float | str | Decimal


def _whole(value: Number, per_unit: int) -> int:
    try:
        exact = Decimal(str(value)) * per_unit
    except InvalidOperation:
        raise ValueError(f"{value!r} is no number") from None
    if not exact.is_finite():
        raise ValueError(f"{value!r} is no number")
    if exact != exact.to_integral_value():
        raise ValueError(f"{value} is finer than 1/{per_unit}")
    return int(exact)


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """Money in whole øre (beløp). Expense positive, income negative."""

    ore: int

    @classmethod
    def kr(cls, value: Number) -> Self:
        """Whole or decimal kroner; raises ValueError when finer than an øre."""
        return cls(_whole(value, 100))

    @classmethod
    def thousand(cls, value: Number) -> Self:
        """Thousand kroner, the unit of budget tables."""
        return cls(_whole(value, 100_000))

    @classmethod
    def million(cls, value: Number) -> Self:
        """Million kroner, the unit of prose."""
        return cls(_whole(value, 100_000_000))

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.ore + other.ore)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.ore - other.ore)

    def __neg__(self) -> "Amount":
        return Amount(-self.ore)

    def __mul__(self, times: int) -> "Amount":
        return Amount(self.ore * times)

    __rmul__ = __mul__

    def __abs__(self) -> "Amount":
        return Amount(abs(self.ore))


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A number that is not money, in whole ten-thousandths of its unit (mengde)."""

    ten_thousandths: int

    @classmethod
    def of(cls, value: Number) -> Self:
        """The number as printed; raises ValueError with more than four decimals."""
        return cls(_whole(value, 10_000))

    def __float__(self) -> float:
        return self.ten_thousandths / 10_000
