"""Allocation letters, the assignments in them, and what must be reported."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.core.keys import DocumentKey, UnitKey
from rodtrad.core.shape import SEASON, column, document_column, label_column, label_en_column, line_column


@dataclass(frozen=True, slots=True)
class AllocationLetter:
    """A department's letter to an agency about one year (tildelingsbrev)."""

    document: DocumentKey = document_column()
    sender: UnitKey = column("department that steers", label="Avsender", refers="unit.key")
    receiver: UnitKey = column("unit that is steered", label="Mottaker", refers="unit.key")
    year: int = column("year it steers", label="År")
    decided: date | None = column("day of the budget decision it builds on", label="Vedtaksdato")


class AssignmentStatus(StrEnum):
    """New, or carried over from an earlier letter."""

    NEW = "new"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Something a unit is told to do (oppdrag).

    A deadline is a date, a season in words, or missing; never guessed.
    """

    document: DocumentKey = document_column()
    status: AssignmentStatus = column("new, or carried from an earlier letter", label="Status", key=True)
    number: int = column("number in the letter", label="Nummer", key=True)
    owner: UnitKey = column("unit that does it", label="Ansvarlig", refers="unit.key")
    partner: UnitKey | None = column("unit it is done with", label="Sammen med", refers="unit.key")
    deadline: date | None = column("deadline when it is a date", label="Frist")
    season: str | None = column(
        "deadline when it is a season: 2026-autumn", label="Frist (årstid)", pattern=SEASON
    )
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """Something a unit must report, and when (rapporteringskrav)."""

    document: DocumentKey = document_column()
    key: str = column("short name", label="Nøkkel", key=True)
    unit: UnitKey = column("unit that reports", label="Enhet", refers="unit.key")
    frequency: str = column("how often, in Norwegian", label="Hyppighet")
    frequency_en: str = column("how often, in English", label="Hyppighet (engelsk)")
    periods: str | None = column("when, in Norwegian", label="Tidspunkt")
    periods_en: str | None = column("when, in English", label="Tidspunkt (engelsk)")
    recipient: str | None = column("who receives it, in Norwegian", label="Mottaker")
    recipient_en: str | None = column("who receives it, in English", label="Mottaker (engelsk)")
    assignment: int | None = column("new assignment it belongs to", label="Oppdrag")
    deadline: date | None = column("deadline when it is a date", label="Frist")
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()
