"""What makes a measure an estimate: assumptions, effects as formulas, uncertainty, and what is shared.

Effects are positive when cost falls for the party they stand for.
"""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.keys import DocumentKey
from rodtrad.core.shape import (
    column,
    decimals_column,
    document_column,
    label_column,
    label_en_column,
    measure_column,
    printed_unit_column,
)


class Spread(StrEnum):
    """How a value may vary between its low and high."""

    FIXED = "fixed"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    PERT = "pert"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that effects are computed from (forutsetning).

    Either a value, with a range when it is unsure, or computed from other assumptions.
    """

    document: DocumentKey = document_column()
    key: str = column("name that formulas use: small letters, digits and _", label="Navn i formler", key=True)
    value: Quantity | None = column("the best estimate; empty when it is computed", label="Verdi")
    low: Quantity | None = column("low end of the range; see the kind of spread", label="Lav")
    high: Quantity | None = column("high end of the range; see the kind of spread", label="Høy")
    spread: Spread = column(
        "fixed: no range; uniform, triangular and pert: between low and high; "
        "normal and lognormal: low and high are P10 and P90",
        label="Fordeling",
    )
    expression: str | None = column("formula over other assumptions", label="Formel")
    figure: str | None = column(
        "address of the printed figure the value is taken from", label="Kilde i boken"
    )
    basis: str | None = column("why this value and range, in own words", label="Begrunnelse")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    label: str = label_column()
    label_en: str = label_en_column()
    line: int | None = column("line of the document where the value stands", label="Linje")


class Party(StrEnum):
    """Whose purse an effect is in. Agency and district together are the municipality."""

    AGENCY = "agency"
    DISTRICT = "district"
    STATE = "state"
    CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class EffectPart:
    """One part of a measure's effect, for one party, as a formula (effektledd).

    A cost that moves from agency to district is two parts that cancel; the state's and citizens'
    parts are shown but not counted as saved.
    """

    document: DocumentKey = document_column()
    measure: str = measure_column()
    key: str = column("short lasting name of the part", label="Nøkkel", key=True)
    party: Party = column("who gains when it is positive, and pays when it is negative", label="Gjelder")
    expression: str | None = column(
        "effect of a full year as a formula; empty when it is known but nobody has estimated it",
        label="Formel",
    )
    year: int | None = column("the only year of a one-off; empty for a lasting effect", label="Engangsår")
    label: str = label_column()
    label_en: str = label_en_column()
    line: int | None = column("line of the document that says it", label="Linje")


@dataclass(frozen=True, slots=True)
class PhaseIn:
    """How much of the full effect a measure gives from a half-year on (innfasing).

    Holds until the next row. Before the first row there is no effect.
    """

    document: DocumentKey = document_column()
    measure: str = measure_column()
    part: str | None = column("the part it is for; empty for all other parts", label="Ledd", key=True)
    year: int = column("year it begins", label="År", key=True)
    half: int = column("half of the year it begins, 1 or 2", label="Halvår", key=True, between=(1, 2))
    share: Quantity = column("part of the full effect", label="Andel", unit="prosent")


class LoanRule(StrEnum):
    """How an investment becomes operating effect."""

    TENTH = "tenth"
    INSTALMENTS = "instalments"


@dataclass(frozen=True, slots=True)
class MeasureLoan:
    """An investment that a measure needs, paid by loan (investering i tiltak).

    By rule a tenth of the loan a year until it is repaid, or equal instalments and interest on
    what is left when rate and years are given. The first payment is the year after it is drawn.
    """

    document: DocumentKey = document_column()
    measure: str = measure_column()
    key: str = column("short lasting name", label="Nøkkel", key=True)
    amount: str = column("the loan as a formula", label="Lånebeløp (formel)")
    drawn: int = column("year it is drawn", label="Låneår", between=(1800, 2200))
    rule: LoanRule = column("how it becomes operating effect", label="Regel")
    years: int = column("years until it is repaid", label="Nedbetalingstid", between=(1, 60))
    rate: Quantity | None = column("yearly interest, with instalments", label="Rente", unit="prosent")
    label: str = label_column()
    label_en: str = label_en_column()
    line: int | None = column("line of the document that says it", label="Linje")


class UncertaintyOf(StrEnum):
    """What is unsure: the size of the effect, or whether and when it comes."""

    ESTIMATE = "estimate"
    IMPLEMENTATION = "implementation"


class UncertaintyLevel(StrEnum):
    """A step of the scale, or that the card says nothing."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class UncertaintyRule:
    """What a step of the scale means in numbers (usikkerhetsregel)."""

    of: UncertaintyOf = column("what is unsure", label="Gjelder", key=True)
    level: UncertaintyLevel = column("step of the scale", label="Nivå", key=True)
    low: Quantity | None = column(
        "lowest effect, as part of the card's number (estimate)", label="Lavest", unit="prosent"
    )
    high: Quantity | None = column(
        "highest effect, as part of the card's number (estimate)", label="Høyest", unit="prosent"
    )
    probability: Quantity | None = column(
        "probability that it is carried out (implementation)", label="Sannsynlighet", unit="prosent"
    )
    delay: int | None = column(
        "most half-years it may be late, each as likely (implementation)", label="Forsinkelse", between=(0, 8)
    )


@dataclass(frozen=True, slots=True)
class SharedRisk:
    """Something several measures hang on, so that they go well or badly together (felles risiko)."""

    key: str = column("short lasting name of what is shared", label="Nøkkel", key=True)
    of: UncertaintyOf = column("what they share", label="Gjelder", key=True)
    document: DocumentKey = document_column()
    measure: str = measure_column()
    loading: Quantity = column(
        "correlation with what is shared; two measures correlate by the product of theirs",
        label="Samvariasjon",
        unit="prosent",
    )
    label: str = label_column()
    label_en: str = label_en_column()


@dataclass(frozen=True, slots=True)
class MeasureOverlap:
    """Measures that would save the same money: it is counted once, in the largest (overlapp)."""

    key: str = column("short lasting name of what is saved twice", label="Nøkkel", key=True)
    document: DocumentKey = document_column()
    measure: str = measure_column()
    share: Quantity = column(
        "part of this measure's effect that is the same money", label="Andel som overlapper", unit="prosent"
    )
    label: str = label_column()
    label_en: str = label_en_column()


@dataclass(frozen=True, slots=True)
class ScenarioMeasure:
    """A measure that a scenario takes in, and when (scenariotiltak)."""

    scenario: str = column("short lasting name of the scenario", label="Scenario", key=True)
    document: DocumentKey = document_column()
    measure: str = measure_column()
    later: int = column("half-years it is put off", label="Utsatt halvår", between=(0, 20))
    label: str = column("the scenario's name in Norwegian", label="Navn", label_en="Name (Norwegian)")
    label_en: str = column("the scenario's name in English", label="Navn (engelsk)", label_en="Name")


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """A number of the rule that puts measures into the five classes (prioriteringsregel)."""

    key: str = column("name of the number", label="Nøkkel", key=True)
    value: Quantity = column("the number", label="Verdi", unit="antall")
    label: str = label_column()
    label_en: str = label_en_column()


@dataclass(frozen=True, slots=True)
class PriceIndex:
    """Price level of a year, for turning one year's prices into another's (prisindeks)."""

    index: str = column("which index", label="Indeks", key=True)
    year: int = column("year", label="År", key=True)
    value: Quantity = column("level", label="Nivå", unit="antall")
    reference: str = column("where it is published", label="Kilde")


@dataclass(frozen=True, slots=True)
class AdoptedCut:
    """The cut of a unit's frame in one year, in the unit of money we read it as (vedtatt rammekutt).

    The printed captions give the wrong scale, so what we compute with is stated here once.
    """

    document: DocumentKey = document_column()
    unit: str = column("unit whose frame is cut", label="Enhet", key=True, refers="unit.key")
    year: int = column("budget year", label="År", key=True)
    amount: Amount = column("positive when the frame falls", label="Rammekutt", unit="kr")
    figure: str | None = column("address of the printed figure it is read from", label="Kilde i boken")
    basis: str | None = column("how it is read, in own words", label="Begrunnelse")
