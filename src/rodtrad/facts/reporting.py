"""What is asked for in reports, when, and what units answer besides figures."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.keys import DocumentKey, GoalKey, UnitKey
from rodtrad.core.measurement import ONE_PER_CENT, UNITS
from rodtrad.core.shape import column, document_column, label_column, label_en_column


class ReportSubject(StrEnum):
    """What can be asked for in a report."""

    ECONOMY = "economy"
    GOALS = "goals"
    INDICATORS = "indicators"
    ASSIGNMENTS = "assignments"
    RESOLUTIONS = "resolutions"
    RISK = "risk"
    INTERNAL_CONTROL = "internal_control"
    CLIMATE = "climate"
    SICK_LEAVE = "sick_leave"
    CASE_TIME = "case_time"
    OCCUPANCY = "occupancy"


@dataclass(frozen=True, slots=True)
class ReportPart:
    """Something an allocation letter asks to be reported, and in which reports (rapporteringspunkt)."""

    document: DocumentKey = document_column()
    key: str = column("short name, unique in the letter", label="Nøkkel", key=True)
    subject: ReportSubject = column("what is asked for", label="Gjelder")
    monthly: bool = column("whether it is reported each month", label="Hver måned")
    quarterly: bool = column("whether it is reported after the first quarter", label="Kvartal")
    tertially: bool = column("whether it is reported after the second tertial", label="Tertial")
    yearly: bool = column("whether it is reported for the year", label="Årsberetning")
    measured_in: str | None = column(
        "unit of measurement, when a number is asked for", label="Måleenhet", choices=tuple(UNITS)
    )
    label: str = label_column()
    label_en: str = label_en_column()


class BudgetSpread(StrEnum):
    """How much of a year's budget counts through a part of the year (periodisering)."""

    EVEN = "even"


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """A round of reports that a department has opened (rapporteringsrunde).

    A deviation above both limits must be explained.
    """

    unit: UnitKey = column("department that asks", label="Enhet", key=True, refers="unit.key")
    period: str = column("2027-K1, 2027-T2, 2027 or 2027-M05", label="Periode", key=True)
    opened: date = column("first day units can report", label="Åpnet")
    deadline: date = column("last day units can report", label="Frist")
    limit_share: Quantity = column(
        "deviation that must be explained, of the budget",
        label="Grense i prosent",
        unit="prosent",
        between=(0, 100 * ONE_PER_CENT),
    )
    limit_amount: Amount = column(
        "deviation that must be explained, in kroner",
        label="Grense i kroner",
        unit="kr",
        between=(0, Amount.million(1_000_000).ore),
    )
    spread: BudgetSpread | None = column(
        "how the year's budget counts where the accounts have none through the period; empty is not at all",
        label="Periodisering",
    )


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may keep a goal from being reached (risiko)."""

    document: DocumentKey = document_column()
    key: str = column("short name, unique in the document", label="Nøkkel", key=True)
    unit: UnitKey = column("unit that follows it up", label="Enhet", refers="unit.key")
    goal: GoalKey | None = column("goal it threatens", label="Mål")
    probability: int = column("1 unlikely to 5 nearly certain", label="Sannsynlighet", between=(1, 5))
    consequence: int = column("1 slight to 5 very grave", label="Konsekvens", between=(1, 5))
    action: str | None = column("what is done about it", label="Tiltak mot risikoen")
    deadline: date | None = column("day that is done", label="Frist")
    label: str = label_column()
    label_en: str = label_en_column()


class ControlState(StrEnum):
    """What a control has shown."""

    IN_ORDER = "in_order"
    FAULT = "fault"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A point of internal control, and how it stands (kontrollpunkt)."""

    document: DocumentKey = document_column()
    key: str = column("short name, unique in the document", label="Nøkkel", key=True)
    unit: UnitKey = column("unit that is controlled", label="Enhet", refers="unit.key")
    state: ControlState = column("what the control has shown", label="Tilstand")
    comment: str | None = column("what is wrong, and what is done about it", label="Merknad")
    deadline: date | None = column("day a fault is mended", label="Frist")
    label: str = label_column()
    label_en: str = label_en_column()
