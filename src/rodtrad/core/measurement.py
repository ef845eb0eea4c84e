"""Units of measurement (måleenheter): every conversion between them stands here, once.

A figure is stored in *grains*: øre for money, ten-thousandths for all else. Rates per day,
month, year or person are money; what they are per stands in the unit's name.
"""

from dataclasses import dataclass
from enum import StrEnum

GRAINS_PER_KRONE = 100
GRAINS_PER_ONE = 10_000
ONE_PER_CENT = GRAINS_PER_ONE
"""As a column of per cent stores it."""
HUNDRED_PER_CENT = 100 * GRAINS_PER_ONE
"""The whole of something, as a column of per cent stores it."""
LARGEST_GRAINS = 9 * 10**15
"""The largest figure that is taken in, also below nought: 90,000 billion kroner, 900 billion of all else.

A workbook and a web page hold every grain up to there exactly, and a thousand such figures add up in 64 bits.
"""
PARTS_OF_ONE = {"prosent": 0.01, "prosentpoeng": 0.01, "promille": 0.001}
"""What units of shares are worth beside a plain number."""


class Family(StrEnum):
    """What a unit counts: money or anything else."""

    MONEY = "money"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class MeasurementUnit:
    """A unit as it is printed, with its size in grains."""

    code: str
    label: str
    label_en: str
    family: Family
    grains: int
    symbol: str
    """What stands after a number in Norwegian."""

    def label_in(self, language: str) -> str:
        """The unit's name."""
        return self.label if language == "no" else self.label_en

    def symbol_in(self, language: str) -> str:
        """What stands after a number: a short sign in Norwegian, the name in English."""
        return self.symbol if language == "no" or len(self.symbol) <= 1 else self.label_en


def _money(code: str, label_en: str, kroner: int = 1, label: str = "", symbol: str = "") -> MeasurementUnit:
    grains = kroner * GRAINS_PER_KRONE
    return MeasurementUnit(code, label or code, label_en, Family.MONEY, grains, symbol or code)


def _number(code: str, label_en: str, label: str = "", symbol: str | None = None) -> MeasurementUnit:
    shown = (label or code) if symbol is None else symbol
    return MeasurementUnit(code, label or code, label_en, Family.NUMBER, GRAINS_PER_ONE, shown)


_ALL = (
    _money("kr", "NOK", label="kroner"),
    _money("1000 kr", "thousand NOK", 1_000, label="tusen kroner", symbol="tusen kr"),
    _money("mill. kr", "million NOK", 1_000_000, label="millioner kroner"),
    _money("mrd. kr", "billion NOK", 1_000_000_000, label="milliarder kroner"),
    _money("kr/døgn", "NOK per bed day", label="kroner per døgn"),
    _money("kr/måned", "NOK per month", label="kroner per måned"),
    _money("kr/år", "NOK per year", label="kroner per år"),
    _money("mill. kr/år", "million NOK per year", 1_000_000, label="millioner kroner per år"),
    _money("kr/plass", "NOK per place and year", label="kroner per plass og år"),
    _money(
        "mill. kr/plass",
        "million NOK per place and year",
        1_000_000,
        label="millioner kroner per plass og år",
    ),
    _money("kr/årsverk", "NOK per full-time equivalent", label="kroner per årsverk"),
    _money(
        "mill. kr/årsverk",
        "million NOK per full-time equivalent",
        1_000_000,
        label="millioner kroner per årsverk",
    ),
    _money("kr/person/år", "NOK per person and year", label="kroner per person og år"),
    _money("kr/person", "NOK per person", label="kroner per person"),
    _money("kr/innbygger", "NOK per inhabitant", label="kroner per innbygger"),
    _money("kr/m²", "NOK per square metre", label="kroner per kvadratmeter"),
    _number("antall", "count", symbol=""),
    _number("personer", "persons"),
    _number("personer/år", "persons per year", label="personer per år"),
    _number("antall/år", "count per year", label="antall per år"),
    _number("prosent", "per cent", symbol="%"),
    _number("prosentpoeng", "percentage points"),
    _number("promille", "per thousand", label="per tusen"),
    _number("årsverk", "full-time equivalents"),
    _number("plasser", "places"),
    _number("boliger", "dwellings"),
    _number("rom", "rooms"),
    _number("institusjoner", "institutions", label="institusjonsenheter"),
    _number("dager", "days"),
    _number("dager/år", "days per year", label="dager per år"),
    _number("måneder/år", "months per year", label="måneder per år"),
    _number("døgn", "bed days"),
    _number("måneder", "months"),
    _number("år", "years"),
    _number("årstall", "year"),
    _number("timer", "hours"),
    _number("timer/uke", "hours per week", label="timer per uke"),
    _number("ganger", "times"),
    _number("poeng", "score"),
    _number("m²", "square metres", label="kvadratmeter"),
    _number("dato", "date"),
)
UNITS: dict[str, MeasurementUnit] = {unit.code: unit for unit in _ALL}


def unit_of_print(unit: str, decimals: int) -> float:
    """The smallest step the page can show, in grains: one unit in the last printed decimal."""
    return UNITS[unit].grains / 10.0**decimals
