"""The story (historikk) of a row or figure, and of the whole book."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.core.measurement import GRAINS_PER_ONE, UNITS
from rodtrad.core.numbers import day, moment
from rodtrad.core.shape import Kind
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.store.revisions import EDIT, Change


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One step in a story: the change's number, when and by whom, why, and what."""

    revision: int
    at: str
    by: str
    why: str
    what: str
    can_be_undone: bool = False


def story_of(telling: Telling, address: str, changes: Iterable[Change]) -> tuple[StoryLine, ...]:
    """The story of the row or figure at an address, the latest first."""
    return tuple(
        StoryLine(c.revision, moment(c.at, telling.language), c.by, c.why, _what(telling, address, c))
        for c in reversed(list(changes))
    )


def _what(telling: Telling, address: str, change: Change) -> str:
    if change.event != "changed" or change.column is None:
        if change.event == "removed":
            return telling.say("story_removed")
        return telling.say("story_written" if change.kind == EDIT else "story_created")
    fact = address.partition("/")[0]
    column = SHAPES[fact][change.column]
    unit = column.unit or _unit_of(telling, address)

    def shown(value: Any) -> str:
        if value is None or value == "":
            return EMPTY
        if column.kind in (Kind.AMOUNT, Kind.QUANTITY):
            grains = UNITS[unit].grains if unit in UNITS else GRAINS_PER_ONE
            number = value / grains
            return telling.plain(number, unit, 0 if number == int(number) else 2)
        if column.category:
            return telling.word(column.category, value)
        return day(value, telling.language) if isinstance(value, date) else str(value)

    said = telling.say("story_changed", before=shown(change.before), after=shown(change.after))
    return f"{column.label_in(telling.language)}: {said}"


def _unit_of(telling: Telling, address: str) -> str:
    at = telling.thread.at.get(address)
    return "" if at is None else str(telling.thread.figures["unit"][at])
