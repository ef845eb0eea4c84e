"""Efficiency measures of sector reviews, and savings in a budget. Two different things."""

from dataclasses import dataclass
from datetime import date
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
    measure_column,
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
    measure: str = measure_column()
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


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """What people write about a measure beside its figures (tiltakskort)."""

    document: DocumentKey = document_column()
    measure: str = measure_column()
    situation: str | None = column("how it is today", label="Dagens situasjon")
    change: str | None = column("what is to be done", label="Hva som skal gjøres")
    computation: str | None = column(
        "how the effect is computed, in words", label="Slik er effekten beregnet"
    )
    consequence_goals: Consequence | None = column(
        "what it means to the municipality's goals", label="Konsekvens for kommunemål"
    )
    consequence_challenges: Consequence | None = column(
        "what it means to complex societal challenges", label="Konsekvens for samfunnsfloker"
    )
    benefit_owner: UnitKey | None = column(
        "unit that answers for the benefit", label="Gevinstansvarlig", refers="unit.key"
    )
    price_year: int | None = column(
        "year whose prices the effects are in", label="Prisnivå (år)", between=(1800, 2200)
    )


class ConditionKind(StrEnum):
    """What must be settled before a measure can start."""

    DECISION = "decision"
    CONTRACT = "contract"
    LAW = "law"
    REGULATION = "regulation"
    STUDY = "study"
    DEPENDENCY = "dependency"


class DecidedBy(StrEnum):
    """Who must decide."""

    COUNCIL = "council"
    CITY_GOVERNMENT = "city_government"
    DEPARTMENT = "department"
    AGENCY = "agency"
    DISTRICT = "district"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class MeasureCondition:
    """Something that binds the start of a measure (vilkår for tiltak)."""

    document: DocumentKey = document_column()
    measure: str = measure_column()
    key: str = column("short lasting name", label="Nøkkel", key=True)
    kind: ConditionKind = column("what it is", label="Type")
    decided_by: DecidedBy | None = column("who must decide", label="Avgjøres av")
    depends_on: str | None = column(
        "number of a card that must come first", label="Avhenger av", refers="efficiency_measure.key"
    )
    until: date | None = column("last day it binds", label="Binder til")
    label: str = label_column()
    label_en: str = label_en_column()
    line: int | None = column("first line where the document says so", label="Linje")


class Lasting(StrEnum):
    """How long a saving in a budget is meant to last."""

    PERMANENT = "permanent"
    LIMITED = "limited"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class SavingTerm:
    """How long a budget measure lasts: one that ends does not go on in the plan by itself (varighet)."""

    document: DocumentKey = document_column()
    measure: str = column("number of the saving", label="Tiltak", key=True, refers="budget_measure.key")
    lasts: Lasting = column("how long it is meant to last", label="Varighet")
    last_year: int | None = column(
        "last budget year it counts in, when it is limited", label="Siste år", between=(1800, 2200)
    )
