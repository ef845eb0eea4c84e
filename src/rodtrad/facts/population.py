"""Population by unit and age."""

from dataclasses import dataclass

from rodtrad.core.amount import Quantity
from rodtrad.core.keys import CodeKey, DocumentKey, UnitKey
from rodtrad.core.shape import column, decimals_column, document_column, line_column, printed_unit_column


@dataclass(frozen=True, slots=True)
class Population:
    """Persons of one age group in one unit on 1 January (befolkning)."""

    document: DocumentKey = document_column()
    unit: UnitKey = column("unit they live in", label="Enhet", key=True, refers="unit.key")
    age_group: CodeKey = column("age group; total is all ages", label="Aldersgruppe", key=True)
    year: int = column("year, counted or projected", label="År", key=True)
    persons: Quantity = column("persons", label="Personer", unit="personer")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    line: int | None = line_column()
