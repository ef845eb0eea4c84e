"""Figures of prose and of free tables, and the relations a document states between figures."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.core.amount import Quantity
from rodtrad.core.keys import DocumentKey, UnitKey
from rodtrad.core.relation import RelationKind
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


class Qualifier(StrEnum):
    """How firmly a number is stated."""

    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure stated in prose or in a register of key figures (nøkkeltall)."""

    document: DocumentKey = document_column()
    key: str = column("short lasting name", label="Nøkkel", key=True)
    unit: UnitKey = column("unit it is about", label="Enhet", key=True, refers="unit.key")
    year: str | None = column("year or years it is about", label="År")
    value: Quantity | None = column("the number", label="Verdi")
    day: date | None = column("the date, when the figure is one", label="Dato")
    concept: str | None = concept_column()
    qualifier: Qualifier | None = column("about, over or under the number", label="Forbehold")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    label: str = label_column()
    label_en: str = label_en_column()
    line: int | None = line_column()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document (tabell)."""

    key: str = column("short lasting name", label="Tabell", key=True)
    document: DocumentKey = document_column(key=False)
    repeats: str | None = column("table of the same document it repeats", label="Gjentar", refers="table.key")
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()
    last_line: int = column("last line of the table", label="Siste linje")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One number of a free table (tabelltall)."""

    table: str = column("the table", label="Tabell", key=True, refers="table.key")
    row: str = column("the row, short", label="Rad", key=True)
    heading: str = column("the column, short", label="Kolonne", key=True)
    concept: str | None = concept_column()
    parent: str | None = column("row of the table it adds up to", label="Inngår i")
    value: Quantity | None = column("the number", label="Verdi")
    text: str | None = column("the answer, when it is words", label="Tekst")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    row_label: str = column("the row in Norwegian", label="Radnavn")
    row_label_en: str = column("the row in English", label="Radnavn (engelsk)")
    heading_label: str = column("the column in Norwegian", label="Kolonnenavn")
    heading_label_en: str = column("the column in English", label="Kolonnenavn (engelsk)")
    document: DocumentKey = document_column(key=False)
    line: int = line_column()


@dataclass(frozen=True, slots=True)
class StatedRelation:
    """One term of an equation that a document states in words or layout (oppgitt sammenheng).

    Rows with the same key are one equation. The printed result has the role `result`; for a
    share the terms are `part` and `whole`.
    """

    key: str = column("short name of the equation", label="Sammenheng", key=True)
    address: str = column("address of the figure", label="Adresse", key=True)
    kind: RelationKind = column("what kind of equation", label="Type")
    role: str = column("result, term, part or whole", label="Rolle")
    weight: Quantity = column("factor or sign of the term", label="Vekt", unit="ganger")
    strict: bool = column("true when nothing outside the equation may explain a gap", label="Streng")
    label: str = label_column()
    label_en: str = label_en_column()
