"""Numbers and dates as people read them: written here, once.

Norwegian uses a comma, thin groups of three and a true minus; Babel knows the rest.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from rodtrad.core.measurement import UNITS
from rodtrad.core.period import Length, Period
from rodtrad.core.shape import Language
from rodtrad.core.words import say

_KEPT_NUMBERS = 50_000
MINUS = "\u2212"
_LOCALE = {"no": "nb_NO", "en": "en_GB"}


@lru_cache(maxsize=_KEPT_NUMBERS)
def number(value: float, decimals: int, language: Language) -> str:
    """A number with so many decimals, halves rounded up: `1 043,5` in Norwegian, `1,043.5` in English."""
    shown = max(0, decimals)
    pattern = "#,##0" + ("." + "0" * shown if shown else "")
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-shown), ROUND_HALF_UP)
    text = format_decimal(exact + 0, format=pattern, locale=_LOCALE[language])
    return text.replace("-", MINUS)


def signed(value: float, decimals: int, language: Language) -> str:
    """A change: always with its sign."""
    return f"{MINUS if value < 0 else '+'}{number(abs(value), decimals, language)}"


def in_unit(grains: float, unit: str) -> float:
    """Grains as a number in a unit of measurement."""
    return grains / UNITS[unit].grains


def exact_text(grains: int, unit: str, language: Language) -> str:
    """Grains as a number in a unit, as a form takes it: every decimal, and nothing between the digits."""
    exact = (Decimal(grains) / UNITS[unit].grains).normalize()
    text = f"{exact:f}"
    return text.replace(".", ",") if language == "no" else text


def with_unit(value: float, unit: str, decimals: int, language: Language) -> str:
    """A number with its unit after it: `13,5 mill. kr`."""
    if unit in ("årstall", "dato"):
        return f"{value:.0f}"
    after = UNITS[unit].symbol_in(language)
    return f"{number(value, decimals, language)} {after}".rstrip()


def day(value: date, language: Language) -> str:
    """A date in words: `15. mai 2026`."""
    return format_date(value, "d. MMMM y" if language == "no" else "d MMMM y", locale=_LOCALE[language])


def month(value: date, language: Language) -> str:
    """The month of a day: `mai 2026`."""
    return format_date(value, "LLLL y", locale=_LOCALE[language])


def period_name(period: Period, language: Language) -> str:
    """A period as people say it: `2. tertial 2027`."""
    told = {"number": period.number, "year": period.year}
    match period.length:
        case Length.QUARTER:
            return say("reporting_period_quarter", language, **told)
        case Length.TERTIAL:
            return say("reporting_period_tertial", language, **told)
        case Length.MONTH:
            return month(period.first_day(), language)
        case Length.PLAN:
            return f"{period.year}–{period.year + 3}"
    return str(period.year)


def written_period(text: str, language: Language) -> str:
    """A period that is written in a row, as people say it; a text that is no period as it stands.

    text  such as `2027-T2`, or `2027@2027-T2`: a year as it was told at the end of a period
    """
    try:
        names = [period_name(Period.parse(part), language) for part in text.split("@")]
    except ValueError:
        return text
    if len(names) == 1:
        return names[0]
    return say("reporting_year_as_of", language, year=names[0], period=names[1])


def moment(value: datetime, language: Language) -> str:
    """A date with the time of day: `15. mai 2026 kl. 14:05`."""
    join = " kl. " if language == "no" else " at "
    return f"{day(value.date(), language)}{join}{value:%H:%M}"
