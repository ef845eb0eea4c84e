"""Grants and investment projects."""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.amount import Amount, Quantity
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


class GrantKind(StrEnum):
    """What a grant row tells."""

    CALL = "call"
    ADOPTED = "adopted"
    FRAME = "frame"
    ADDITION = "addition"
    ADDITION_SUM = "addition_sum"


@dataclass(frozen=True, slots=True)
class Grant:
    """Money given to organisations: a scheme's frame, a call, or a named addition (tilskudd)."""

    document: DocumentKey = document_column()
    kind: GrantKind = column("what the row tells", label="Type", key=True)
    key: str = column("scheme or receiver, short", label="Nøkkel", key=True)
    year: int = column("year", label="År", key=True)
    unit: UnitKey = column("unit that grants", label="Enhet", refers="unit.key")
    chapter: CodeKey | None = column("budget chapter", label="Kapittel")
    project: CodeKey | None = column("project of the scheme in the accounts", label="Prosjekt")
    amount: Amount = column("money granted or set aside", label="Beløp")
    applications: Quantity | None = column("applications received", label="Søknader", unit="antall")
    applied: Amount | None = column("money applied for", label="Søkt beløp")
    granted: Quantity | None = column("applications granted", label="Innvilget", unit="antall")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()


@dataclass(frozen=True, slots=True)
class InvestmentProject:
    """A project of the investment budget; its money stands in the budget lines (investeringsprosjekt)."""

    document: DocumentKey = document_column()
    project: CodeKey = column("project number", label="Prosjekt", key=True)
    unit: UnitKey = column("unit that answers for it", label="Enhet", refers="unit.key")
    chapter: CodeKey = column("budget chapter", label="Kapittel")
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()
