"""Organisational units, with the time they exist."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.core.keys import UnitKey
from rodtrad.core.shape import column, label_column, label_en_column


class UnitKind(StrEnum):
    """Where in the municipality a unit belongs."""

    MUNICIPALITY = "municipality"
    DEPARTMENT = "department"
    AGENCY = "agency"
    DISTRICT = "district"
    SECTION = "section"
    INSTITUTION = "institution"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that steers, spends or serves (enhet)."""

    key: UnitKey = column("short lasting name", label="Nøkkel", key=True)
    kind: UnitKind = column("where it belongs", label="Type")
    parent: UnitKey | None = column("unit it is part of", label="Overordnet enhet", refers="unit.key")
    number: str | None = column("number the municipality uses", label="Nummer")
    statistics_code: str | None = column("code in official statistics", label="Statistikkode")
    valid_from: date | None = column("first day it exists, where known", label="Gyldig fra")
    valid_to: date | None = column("last day it exists, empty while it lives", label="Gyldig til")
    successor: UnitKey | None = column("unit that took over", label="Etterfølger", refers="unit.key")
    label: str = label_column()
    label_en: str = label_en_column()
