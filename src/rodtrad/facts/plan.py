"""What changes a budget from last year to the next: planned changes, and compensation."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.keys import CodeKey, DocumentKey, FunctionKey, UnitKey
from rodtrad.core.measurement import ONE_PER_CENT
from rodtrad.core.shape import (
    column,
    decimals_column,
    document_column,
    label_column,
    label_en_column,
    printed_unit_column,
)


class ChangeCategory(StrEnum):
    """Why a frame changes."""

    TECHNICAL = "technical"
    DEMOGRAPHY = "demography"
    DECIDED_EARLIER = "decided_earlier"
    STATE_BUDGET = "state_budget"
    NEW_PRIORITY = "new_priority"
    MEASURE = "measure"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A change of a unit's frame, each year from its first to its last (planlagt endring).

    A change that grows is several rows with the same code. A saving is negative, as is an income.
    """

    document: DocumentKey = document_column()
    code: str = column("short name of the change", label="Endring", key=True)
    first_year: int = column("first year it counts", label="Fra år", key=True, between=(1800, 2200))
    unit: UnitKey = column("unit whose frame changes", label="Enhet", key=True, refers="unit.key")
    chapter: CodeKey | None = column("budget chapter", label="Kapittel", key=True)
    area: FunctionKey | None = column("functional area", label="Funksjonsområde", key=True)
    function: FunctionKey | None = column("KOSTRA function", label="Funksjon", key=True)
    account_group: CodeKey = column("account group", label="Kontogruppe", key=True)
    last_year: int | None = column(
        "last year it counts; empty when it lasts", label="Til år", between=(1800, 2200)
    )
    category: ChangeCategory = column("why the frame changes", label="Kategori")
    amount: Amount = column(
        "change a year, in the first plan year's prices; technical and earlier decided ones in last year's",
        label="Beløp per år",
    )
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    decision: str | None = column("reference of the decision", label="Vedtak")
    decided: date | None = column("day of the decision", label="Vedtaksdato")
    measure_document: DocumentKey | None = column(
        "document of the efficiency measure behind it", label="Tiltakets dokument", refers="document.key"
    )
    measure: str | None = column("number of that measure", label="Tiltak")
    label: str = label_column()
    label_en: str = label_en_column()


@dataclass(frozen=True, slots=True)
class Compensation:
    """Price and wage compensation of an account group in one year (pris- og lønnskompensasjon)."""

    document: DocumentKey = document_column()
    account_group: CodeKey = column("account group that is compensated", label="Kontogruppe", key=True)
    year: int = column("year the compensation is given", label="År", key=True)
    rate: Quantity = column(
        "growth from the year before",
        label="Sats",
        unit="prosent",
        between=(-50 * ONE_PER_CENT, 100 * ONE_PER_CENT),
    )
