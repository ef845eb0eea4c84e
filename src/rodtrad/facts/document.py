"""Published documents and the code lists they use."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.core.keys import CodeKey, DocumentKey, UnitKey
from rodtrad.core.shape import column, document_column, label_column, label_en_column, line_column


class DocumentKind(StrEnum):
    """What a document is for."""

    ANNUAL_REPORT = "annual_report"
    ALLOCATION_LETTER = "allocation_letter"
    DISTRICT_BUDGET = "district_budget"
    SECTOR_REVIEW = "sector_review"
    PUBLIC_SOURCE = "public_source"
    CODE_LIST = "code_list"
    BUDGET = "budget"
    PERIOD_REPORT = "period_report"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class Document:
    """A published document that figures are read from (dokument)."""

    key: DocumentKey = column("short lasting name", label="Nøkkel", key=True)
    kind: DocumentKind = column("what the document is for", label="Type")
    unit: UnitKey = column("unit it is about", label="Enhet", refers="unit.key")
    year: int = column("year it is about", label="År", unit=None)
    published: date | None = column("day it was published, where known", label="Publisert")
    address: str | None = column("where it can be found", label="Nettadresse", label_en="Web address")
    label: str = label_column()
    label_en: str = label_en_column()


class Dimension(StrEnum):
    """What a code sorts by."""

    ACCOUNT_GROUP = "account_group"
    AREA = "area"
    FUNCTION = "function"
    CHAPTER = "chapter"
    PROJECT = "project"
    AGE_GROUP = "age_group"


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a dimension; its parent is what it adds up to (kode)."""

    dimension: Dimension = column("what the code sorts by", label="Dimensjon", key=True)
    code: CodeKey = column("the code", label="Kode", key=True)
    parent: CodeKey | None = column("code of the same dimension it adds up to", label="Overordnet kode")
    arts: str | None = column("range of accounting arts an account group holds", label="Arter")
    label: str = label_column()
    label_en: str = label_en_column()
    note: str | None = column("rule or evidence behind the code", label="Merknad")
    document: DocumentKey | None = document_column(key=False)
    line: int | None = line_column()


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """A table in a public statistics bank that later figures can be fetched from (statistikktabell)."""

    key: str = column("number in the statistics bank", label="Tabell", key=True)
    level: str | None = column("K for municipality, B for district", label="Nivå")
    dimensions: str | None = column("codes of its dimensions", label="Dimensjoner")
    evidence: str | None = column("where the table was seen in use", label="Belegg")
    label: str = label_column()
