"""Efficiency measures of sector reviews, and savings in a budget. Two different things."""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.keys import CodeKey, DocumentKey, UnitKey
from rodtrad.core.shape import (
    SEASON,
    column,
    decimals_column,
    document_column,
    label_column,
    label_en_column,
    line_column,
    printed_unit_column,
)


class Uncertainty(StrEnum):
    """Three-step scale for how sure an estimate or its carrying out is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Consequence(StrEnum):
    """Seven-step scale for what a measure means to those it touches."""

    VERY_NEGATIVE = "very_negative"
    MEDIUM_NEGATIVE = "medium_negative"
    SOMEWHAT_NEGATIVE = "somewhat_negative"
    NEUTRAL = "neutral"
    SOMEWHAT_POSITIVE = "somewhat_positive"
    MEDIUM_POSITIVE = "medium_positive"
    VERY_POSITIVE = "very_positive"


class OverallClass(StrEnum):
    """Five classes of effect weighed against consequence, best first."""

    BEST = "best"
    SECOND_BEST = "second_best"
    MIDDLE = "middle"
    SECOND_WORST = "second_worst"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class EfficiencyMeasure:
    """A measure card of a sector review (effektiviseringstiltak)."""

    document: DocumentKey = document_column()
    key: str = column("number of the card", label="Tiltak", key=True)
    sector: UnitKey = column("department of the review", label="Sektor", refers="unit.key")
    owner: UnitKey = column("unit that carries it out", label="Ansvarlig", refers="unit.key")
    estimate_uncertainty: Uncertainty | None = column("how unsure the effect is", label="Usikkerhet i anslag")
    implementation_uncertainty: Uncertainty | None = column(
        "how unsure the carrying out is", label="Usikkerhet i gjennomføring"
    )
    consequence_citizens: Consequence | None = column(
        "what it means to residents", label="Konsekvens for innbyggere"
    )
    consequence_organisation: Consequence | None = column(
        "what it means to the organisation", label="Konsekvens for organisasjonen"
    )
    overall_class: OverallClass | None = column("overall class on the card", label="Samlet vurdering")
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()


@dataclass(frozen=True, slots=True)
class MeasureEffect:
    """What a measure saves in one year, against the budget without it (tiltakseffekt)."""

    document: DocumentKey = document_column()
    measure: str = column("number of the card", label="Tiltak", key=True, refers="efficiency_measure.key")
    year: int = column("year", label="År", key=True)
    amount: Amount | None = column("positive when cost falls", label="Effekt")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    line: int = line_column()


@dataclass(frozen=True, slots=True)
class BudgetMeasure:
    """A saving a unit has put into its budget (innsparingstiltak).

    Its amount stands once, in the budget change it points to.
    """

    document: DocumentKey = document_column()
    key: str = column("number of the saving", label="Tiltak", key=True)
    unit: UnitKey = column("unit that saves", label="Enhet", refers="unit.key")
    area: CodeKey = column("functional area", label="Funksjonsområde")
    change: str = column("row of the budget changes where its amount stands", label="Budsjettendring")
    year: int = column("budget year", label="År")
    posts: Quantity | None = column("posts or employees touched", label="Stillinger", unit="antall")
    posts_of: str | None = column("what the posts are counted in", label="Stillinger telles i")
    effect_residents: str | None = column("stated consequence for users", label="Konsekvens for brukere")
    effect_district: str | None = column(
        "stated consequence for the district", label="Konsekvens for bydelen"
    )
    redundancy: str | None = column("stated redundancy", label="Overtallighet")
    risk: str | None = column("stated risk", label="Risiko")
    duration: str | None = column("stated duration", label="Varighet")
    evaluated: str | None = column(
        "when it is to be evaluated, as a season", label="Evalueres", pattern=SEASON
    )
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()
    text_line: int | None = column("line where the text about it begins", label="Tekstlinje")
