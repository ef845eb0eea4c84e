"""The smallest change that would repair all printed totals of a review, in words: never a correction."""

from collections.abc import Iterable
from dataclasses import dataclass

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import with_unit
from rodtrad.models.programme.repair import NumberChange, Repair, RepairAnswer
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell
from rodtrad.reports.wording import decimals_to_tell_apart

_UNIT = "mill. kr"
_ORE = UNITS[_UNIT].grains


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One number that would have to be another, in million kroner; least and most do as well as after."""

    number: Cell
    text: str
    before: float
    after: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class RepairView:
    """What would have to be different for all printed totals and cards of a review to agree.

    sentence   how many numbers, or that no such change was found
    classes    the classes that cards without a printed class must then have
    others     other changes of as many numbers; told in others_sentence
    proved     nothing smaller exists; the note says whether
    """

    sentence: str
    changes: tuple[ChangeLine, ...]
    classes: tuple[Cell, ...]
    others_sentence: str
    others: tuple[tuple[ChangeLine, ...], ...]
    proved: bool
    note: str


def repair_view(telling: Telling, document: str, answer: RepairAnswer) -> RepairView | None:
    """The answer for the cards of a document; nothing where cards and totals agree as they stand."""
    repair = answer.repair
    if repair is None:
        text = telling.say("repair_impossible" if answer.proved else "repair_not_found")
        return RepairView(text, (), (), "", (), answer.proved, "")
    if not repair.changes:
        return None
    count = len(repair.changes)
    return RepairView(
        telling.say("repair_one" if count == 1 else "repair_many", count=count),
        _lines(telling, repair.changes),
        tuple(_classes(telling, document, repair)),
        _others(telling, answer),
        tuple(_lines(telling, other.changes) for other in answer.others),
        answer.proved,
        telling.say("repair_proved" if answer.proved else "repair_unproved"),
    )


def _others(telling: Telling, answer: RepairAnswer) -> str:
    count = len(answer.others)
    if not answer.all_told:
        return telling.say("repair_some_others" if count else "repair_others_unknown", count=count)
    if count == 0:
        return telling.say("repair_no_others")
    return telling.say("repair_one_other" if count == 1 else "repair_others", count=count)


def _lines(telling: Telling, changes: Iterable[NumberChange]) -> tuple[ChangeLine, ...]:
    return tuple(_line(telling, change) for change in changes)


def _line(telling: Telling, change: NumberChange) -> ChangeLine:
    least, most = _rounded_inward(change)
    values = {"before": change.before, "after": change.after, "least": least, "most": most}
    told = {name: _million(telling, ore) for name, ore in values.items()}
    text = telling.say("repair_change" if least == most else "repair_change_between", **told)
    label = Cell(telling.wording.label(change.address), address=change.address)
    return ChangeLine(label, text, **{name: ore / _ORE for name, ore in values.items()})


def _rounded_inward(change: NumberChange) -> tuple[int, int]:
    """The least and most that do, with two digits of what is between them; the same where little is."""
    unit = int(10 ** max(len(str(change.most - change.least)) - 2, 0))
    least, most = -(-change.least // unit) * unit, change.most // unit * unit
    return (least, most) if least <= change.after <= most else (change.least, change.most)


def _million(telling: Telling, ore: int) -> str:
    value = ore / _ORE
    return with_unit(value, _UNIT, decimals_to_tell_apart([value], 0.0), telling.language)


def _classes(telling: Telling, document: str, repair: Repair) -> Iterable[Cell]:
    for needed in repair.classes:
        address = f"efficiency_measure/{document}/{needed.measure}"
        named = [telling.word("overall_class", c).lower() for c in (needed.overall_class, *needed.others)]
        card = f"{needed.measure} {telling.row_name(address)}"
        yield Cell(f"{card}: {' / '.join(named)}", address=address)
