"""How a benefit is to be proved: what was before, where it must show, and what its owner has reported."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.keys import DocumentKey, UnitKey
from rodtrad.core.shape import column, document_column, label_column, label_en_column, measure_column


@dataclass(frozen=True, slots=True)
class BenefitPlan:
    """How a measure's benefit is followed (gevinstplan).

    Without the measure the baseline would have grown by the yearly growth: that is the counterfactual.
    """

    document: DocumentKey = document_column()
    measure: str = measure_column()
    owner: UnitKey = column("unit that answers for the benefit", label="Gevinstansvarlig", refers="unit.key")
    baseline_year: int = column("accounts year it is measured from", label="Utgangsår", between=(1800, 2200))
    growth: Quantity = column(
        "yearly growth without the measure", label="Vekst uten tiltaket", unit="prosent"
    )
    counterfactual: str | None = column(
        "why it would have grown like this, in own words", label="Begrunnelse for veksten"
    )
    goes_to: str | None = column("where the money goes when it is saved", label="Pengene går til")


class TraceKind(StrEnum):
    """What a benefit must show in."""

    ACCOUNT = "account"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class BenefitTrace:
    """A line of the accounts, or a volume, in which a benefit must show (gevinstspor)."""

    document: DocumentKey = document_column()
    measure: str = measure_column()
    key: str = column("short lasting name", label="Nøkkel", key=True)
    kind: TraceKind = column("accounts or volume", label="Type")
    unit: UnitKey | None = column("unit of the accounts", label="Enhet", refers="unit.key")
    chapter: str | None = column("chapter of the accounts; empty is all", label="Kapittel")
    function: str | None = column("function of the accounts; empty is none", label="Funksjon")
    project: str | None = column("project of the accounts; empty is none", label="Prosjekt")
    account_group: str | None = column("account group of the accounts", label="Kontogruppe")
    concept: str | None = column(
        "what the volume is a statement of, but for its year, which is written {year}", label="Begrep"
    )
    change: Quantity | None = column(
        "expected change of the volume at full effect; less is negative",
        label="Ventet endring",
        unit="antall",
    )
    label: str = label_column()
    label_en: str = label_en_column()


@dataclass(frozen=True, slots=True)
class BenefitReport:
    """What an owner says a measure has given in one year (gevinstmelding)."""

    document: DocumentKey = document_column()
    measure: str = measure_column()
    year: int = column("year it is about", label="År", key=True)
    amount: Amount = column("effect as reported, positive when cost falls", label="Meldt effekt", unit="kr")
    reported: date = column("day it was reported", label="Meldt")
    note: str | None = column("what the owner says of it", label="Merknad")
