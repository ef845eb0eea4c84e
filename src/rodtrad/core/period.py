"""Periods (perioder): year, tertial, quarter, month, and the four-year plan."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Self


class Length(IntEnum):
    """How many months a period lasts."""

    MONTH = 1
    QUARTER = 3
    TERTIAL = 4
    YEAR = 12
    PLAN = 48


_LETTER = {Length.MONTH: "M", Length.QUARTER: "K", Length.TERTIAL: "T"}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of whole months: `2026`, `2026-T2`, `2026-K3`, `2026-M11` or `2026-2029`."""

    year: int
    length: Length = Length.YEAR
    number: int = 1

    def __post_init__(self) -> None:
        in_a_year = max(1, 12 // self.length)
        if not 1 <= self.number <= in_a_year:
            raise ValueError(f"number must be 1 to {in_a_year}, not {self.number}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period as it is written; raises ValueError for anything else."""
        head, _, tail = text.strip().partition("-")
        year = int(head)
        if not tail:
            return cls(year)
        if tail.isdigit() and int(tail) == year + 3:
            return cls(year, Length.PLAN)
        for length, letter in _LETTER.items():
            if tail[:1] == letter:
                return cls(year, length, int(tail[1:]))
        raise ValueError(f"{text!r} is no period: write 2026, 2026-T2, 2026-K3, 2026-M11 or 2026-2029")

    def __str__(self) -> str:
        if self.length is Length.YEAR:
            return str(self.year)
        if self.length is Length.PLAN:
            return f"{self.year}-{self.year + 3}"
        return f"{self.year}-{_LETTER[self.length]}{self.number}"

    def first_day(self) -> date:
        """The day the period begins."""
        return date(self.year, 1 + (self.number - 1) * self.length % 12, 1)

    def last_day(self) -> date:
        """The day the period ends."""
        months = self.year * 12 + (self.number - 1) * self.length + self.length
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)

    def years(self) -> range:
        """The calendar years the period touches."""
        return range(self.year, self.last_day().year + 1)
