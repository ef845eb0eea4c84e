"""Periods (perioder): year, tertial, quarter, month, and the four-year plan."""

import re
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
_LENGTHS = {letter: length for length, letter in _LETTER.items()}
_WRITTEN = re.compile(r"([0-9]{4})(?:-(?:([0-9]{4})|([MKT])([0-9]{1,2})))?")
_HOW = "write 2026, 2026-T2, 2026-K3, 2026-M11 or 2026-2029"
_SEASON_ENDS = {"winter": 2, "spring": 5, "summer": 8, "autumn": 11}


def season_end(text: str) -> date:
    """The last day of a season: `2026-autumn` ends on 30 November 2026."""
    year, _, name = text.partition("-")
    month = _SEASON_ENDS[name]
    return date(int(year), month + 1, 1) - timedelta(days=1)


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
        written = _WRITTEN.fullmatch(text.strip())
        if not written:
            raise ValueError(f"{text!r} is no period: {_HOW}")
        year, last, letter, number = written.groups()
        if last:
            if int(last) != int(year) + 3:
                raise ValueError(f"{text!r} is no period: a plan lasts four years; {_HOW}")
            return cls(int(year), Length.PLAN)
        return cls(int(year), _LENGTHS[letter], int(number)) if letter else cls(int(year))

    def __str__(self) -> str:
        if self.length is Length.YEAR:
            return str(self.year)
        if self.length is Length.PLAN:
            return f"{self.year}-{self.year + 3}"
        digits = 2 if self.length is Length.MONTH else 1
        return f"{self.year}-{_LETTER[self.length]}{self.number:0{digits}}"

    def first_day(self) -> date:
        """The day the period begins."""
        return date(self.year, 1 + (self.number - 1) * self.length % 12, 1)

    def last_day(self) -> date:
        """The day the period ends."""
        months = self.year * 12 + (self.number - 1) * self.length + self.length
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)

    def last_month(self) -> str:
        """The month it ends in, `2026-08`. What is counted through either of two such periods is the same."""
        return f"{self.last_day():%Y-%m}"

    def years(self) -> range:
        """The calendar years the period touches."""
        return range(self.year, self.last_day().year + 1)
