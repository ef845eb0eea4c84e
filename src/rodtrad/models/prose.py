"""References to figures in running text (henvisninger i tekst): parsed, and worked out from the thread.

A reference stands between double braces: `{{address}}`, and after upright strokes, in any order, the unit,
the number of decimals, and whether sign and unit are shown:

    {{budget_line/…/amount}}                       as it is printed
    {{budget_line/…/amount | mill. kr | 1}}        in a unit of the same family
    {{a - b | mill. kr}}                           the difference of two figures
    {{a / b | prosent | 1}}                        the first as a share of the second
    {{a mot b}}                                    how much the first is above the second, in per cent
    {{a | uten fortegn}}, {{a - b | med fortegn}}  without a sign; with plus or minus
    {{a | uten enhet}}                             the number alone, where the text says what is counted

That is the whole language. Signs of calculation have blanks around them, since addresses hold both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.dimension import likeness
from rodtrad.core.measurement import GRAINS_PER_ONE, PARTS_OF_ONE, UNITS
from rodtrad.core.numbers import in_unit
from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import Thread

BRACES = re.compile(r"\{\{([^{}\n]{0,1000})\}\}")
"""A reference, or what somebody has written like one."""
_FACTS = "|".join(sorted(name for name, shape in SHAPES.items() if shape.figures))
_CALCULATION = re.compile(rf"\s+([-\u2212/]|mot)\s+(?=(?:{_FACTS})/)")
_ADDRESS = re.compile(rf"(?:{_FACTS})/[^|{{}}\n]+")
_PER_CENT, _POINTS = "prosent", "prosentpoeng"
_MOST_DECIMALS = 4
_MANY = {"mill. kr", "mrd. kr", "mill. kr/år", "mill. kr/plass", "mill. kr/årsverk", _PER_CENT, _POINTS}
"""Units that are told with one decimal where nothing else is asked for."""


class Sign(StrEnum):
    """How the sign of a number in text is shown."""

    PLAIN = ""
    WITHOUT = "uten fortegn"
    WITH = "med fortegn"


WITHOUT_UNIT = "uten enhet"
"""Asks for the number alone, where the text itself says what is counted."""


class Calculation(StrEnum):
    """What a reference does with its second figure."""

    NONE = ""
    DIFFERENCE = "-"
    SHARE = "/"
    CHANGE = "mot"


class ReferenceFault(StrEnum):
    """Why a reference gives no number."""

    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    UNITS_DIFFER = "units_differ"
    DIVIDED_BY_NOTHING = "divided_by_nothing"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it was written. `unit` is "" and `decimals` None where nothing is asked for."""

    text: str
    first: str
    calculation: Calculation = Calculation.NONE
    second: str = ""
    unit: str = ""
    decimals: int | None = None
    sign: Sign = Sign.PLAIN
    has_unit: bool = True

    @property
    def addresses(self) -> tuple[str, ...]:
        """The figures it is made from."""
        return (self.first, self.second) if self.second else (self.first,)


@dataclass(frozen=True, slots=True)
class FaultyReference:
    """Something between double braces that gives no number, and why."""

    text: str
    fault: ReferenceFault
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worth:
    """What a reference gives: a number in a unit, with the decimals and sign it is told with."""

    value: float
    unit: str
    decimals: int
    sign: Sign
    addresses: tuple[str, ...]
    has_unit: bool = True


TextPiece = str | Reference | FaultyReference


def parsed(text: str) -> Iterator[TextPiece]:
    """A text as pieces: words as they stand, and references; braces without a partner are words."""
    past = 0
    for found in BRACES.finditer(text):
        if found.start() > past:
            yield text[past : found.start()]
        yield _reference(found.group(), found[1])
        past = found.end()
    if past < len(text):
        yield text[past:]


def can_be_referred_to(address: str) -> bool:
    """Whether a figure's address can stand in a reference."""
    return bool(_ADDRESS.fullmatch(address)) and not _CALCULATION.search(address)


def _reference(text: str, inside: str) -> Reference | FaultyReference:
    head, *asked = (part.strip() for part in inside.split("|"))
    parts = _CALCULATION.split(head)
    first, second = parts[0], parts[2] if len(parts) == 3 else ""
    unit, decimals, sign, has_unit = "", None, Sign.PLAIN, True
    for choice in asked:
        if choice in UNITS:
            unit = choice
        elif choice.isdecimal() and int(choice) <= _MOST_DECIMALS:
            decimals = int(choice)
        elif choice in (Sign.WITHOUT, Sign.WITH):
            sign = Sign(choice)
        elif choice == WITHOUT_UNIT:
            has_unit = False
        else:
            return FaultyReference(text, ReferenceFault.UNREADABLE)
    if len(parts) > 3 or not all(_ADDRESS.fullmatch(a) for a in (first, *([second] if second else []))):
        return FaultyReference(text, ReferenceFault.UNREADABLE)
    calculation = Calculation(parts[1].replace("\u2212", "-")) if second else Calculation.NONE
    return Reference(text, first, calculation, second, unit, decimals, sign, has_unit)


def worth_of(thread: Thread, reference: Reference) -> Worth | FaultyReference:
    """The number a reference gives, from the figures of a thread; a figure that is not there is a fault."""
    found = [_figure(thread, address) for address in reference.addresses]
    figures = [figure for figure in found if figure is not None]
    if len(figures) < len(found):
        return _faulty(reference, ReferenceFault.UNKNOWN)
    first = figures[0]
    if len(figures) == 1:
        return _told(reference, first.grains, first.unit, first.decimals)
    second = figures[1]
    if likeness(first.unit) != likeness(second.unit):
        return _faulty(reference, ReferenceFault.UNITS_DIFFER)
    difference = first.grains * first.size - second.grains * second.size
    if reference.calculation is Calculation.DIFFERENCE:
        apart = _POINTS if first.unit == _PER_CENT else first.unit
        return _told(reference, difference / first.size, apart, first.decimals)
    if second.grains == 0:
        return _faulty(reference, ReferenceFault.DIVIDED_BY_NOTHING)
    over = difference if reference.calculation is Calculation.CHANGE else first.grains * first.size
    under = second.grains * second.size
    share = over / (abs(under) if reference.calculation is Calculation.CHANGE else under)
    return _told(reference, share / PARTS_OF_ONE[_PER_CENT] * GRAINS_PER_ONE, _PER_CENT, 1)


@dataclass(frozen=True, slots=True)
class _Figure:
    grains: int
    unit: str
    decimals: int

    @property
    def size(self) -> float:
        """What one grain is worth beside those of the other units of its kind."""
        return PARTS_OF_ONE.get(self.unit, 1.0)


def _figure(thread: Thread, address: str) -> _Figure | None:
    """The figure at an address; None where there is none, or only a constant of a relation."""
    at = thread.at.get(address)
    if at is None:
        return None
    row = thread.figures.row(at, named=True)
    return None if row["fact"] == CONSTANT else _Figure(row["grains"], row["unit"], max(0, row["decimals"]))


def _told(reference: Reference, grains: float, own: str, decimals: int) -> Worth | FaultyReference:
    """A number in the unit that is asked for, or in its own."""
    unit = reference.unit or own
    if likeness(unit) != likeness(own):
        return _faulty(reference, ReferenceFault.UNITS_DIFFER)
    shown = decimals if unit == own else int(unit in _MANY)
    if reference.decimals is not None:
        shown = reference.decimals
    value = in_unit(grains * PARTS_OF_ONE.get(own, 1.0) / PARTS_OF_ONE.get(unit, 1.0), unit)
    if reference.sign is Sign.WITHOUT:
        value = abs(value)
    return Worth(value, unit, shown, reference.sign, reference.addresses, reference.has_unit)


def _faulty(reference: Reference, fault: ReferenceFault) -> FaultyReference:
    return FaultyReference(reference.text, fault, reference.addresses)
