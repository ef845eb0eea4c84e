"""Services residents get, with places, prices, cost and occupancy."""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.amount import Quantity
from rodtrad.core.keys import DocumentKey, UnitKey
from rodtrad.core.shape import (
    column,
    concept_column,
    decimals_column,
    document_column,
    label_column,
    label_en_column,
    line_column,
    printed_unit_column,
)


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of place or service that districts or residents buy (tjeneste)."""

    key: str = column("short lasting name", label="Nøkkel", key=True)
    provider: UnitKey | None = column(
        "unit that runs it; empty when private", label="Leverandør", refers="unit.key"
    )
    label: str = label_column()
    label_en: str = label_en_column()


class ServiceMeasure(StrEnum):
    """What is told of a service."""

    PLACES = "places"
    DISTRICT_PRICE = "district_price"
    COST = "cost"
    OCCUPANCY = "occupancy"


@dataclass(frozen=True, slots=True)
class ServiceFigure:
    """Places, price, cost or occupancy of a service in one year (tjenestetall)."""

    document: DocumentKey = document_column()
    service: str = column("the service", label="Tjeneste", key=True, refers="service.key")
    measure: ServiceMeasure = column("what the number tells", label="Måltall", key=True)
    year: int | None = column("year, where stated", label="År", key=True)
    concept: str | None = concept_column()
    value: Quantity = column("the number", label="Verdi")
    derived: bool = column("true when computed from a printed figure", label="Avledet")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    note: str | None = column("what to know about the number", label="Merknad")
    line: int = line_column()
