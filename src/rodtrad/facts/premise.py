"""What a budget builds on: activity premises, and the criteria money is shared by."""

from dataclasses import dataclass

from rodtrad.core.amount import Quantity
from rodtrad.core.keys import CodeKey, DocumentKey, UnitKey
from rodtrad.core.shape import (
    column,
    decimals_column,
    document_column,
    label_column,
    label_en_column,
    line_column,
    printed_unit_column,
)


@dataclass(frozen=True, slots=True)
class Premise:
    """A volume or unit cost a budget builds on (budsjettforutsetning)."""

    document: DocumentKey = document_column()
    table: str = column("table of premises", label="Tabell", key=True)
    unit: UnitKey = column("unit whose budget it is", label="Enhet", key=True, refers="unit.key")
    key: str = column("what is counted, short", label="Nøkkel", key=True)
    supplier: str = column("who supplies it; all when not split", label="Leverandør", key=True)
    year: int = column("year", label="År", key=True)
    version: str = column("budget or accounts", label="Versjon", key=True)
    area: CodeKey = column("functional area", label="Funksjonsområde")
    function: CodeKey = column("KOSTRA function", label="Funksjon")
    parent: str | None = column("row of the table it adds up to", label="Inngår i")
    value: Quantity = column("the number", label="Verdi")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()


@dataclass(frozen=True, slots=True)
class DistributionCriterion:
    """A criterion that money between districts is shared by (fordelingskriterium)."""

    document: DocumentKey = document_column()
    area: CodeKey = column("functional area, or all", label="Funksjonsområde", key=True)
    key: str = column("short name", label="Nøkkel", key=True)
    year: int = column("year it was stated", label="År")
    weight: Quantity | None = column("part of the block; not published", label="Vekt", unit="prosent")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    label: str = label_column()
    label_en: str = label_en_column()
    note: str | None = column("what is known of it, in Norwegian", label="Merknad")
    note_en: str | None = column("what is known of it, in English", label="Merknad (engelsk)")
