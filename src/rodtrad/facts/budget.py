"""Budgets and accounts in every dimension, and the changes that lead from one to the next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.core.amount import Amount
from rodtrad.core.keys import CodeKey, DocumentKey, FunctionKey, UnitKey
from rodtrad.core.shape import (
    column,
    decimals_column,
    document_column,
    label_column,
    label_en_column,
    line_column,
    printed_unit_column,
)


class Version(StrEnum):
    """Which budget, or the accounts, an amount belongs to."""

    ACCOUNTS = "accounts"
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    REGULATED = "regulated"
    PLAN = "plan"
    DEVIATION = "deviation"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One amount in one version of a unit's budget or accounts (budsjettlinje).

    A dimension that the table does not split by is empty; the account groups "drift" and
    "investering" are the net of all groups.
    """

    document: DocumentKey = document_column()
    table: str = column("table of the document", label="Tabell", key=True)
    unit: UnitKey = column("unit that answers for the money", label="Enhet", key=True, refers="unit.key")
    chapter: CodeKey | None = column("budget chapter", label="Kapittel", key=True)
    area: FunctionKey | None = column("functional area", label="Funksjonsområde", key=True)
    function: FunctionKey | None = column("KOSTRA function", label="Funksjon", key=True)
    project: CodeKey | None = column("project or grant scheme", label="Prosjekt", key=True)
    account_group: CodeKey = column("account group", label="Kontogruppe", key=True)
    year: int = column("budget year", label="År", key=True)
    version: Version = column(
        "which budget; deviation is regulated budget minus accounts", label="Versjon", key=True
    )
    amount: Amount = column("expense positive, income negative", label="Beløp")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    line: int | None = line_column()


@dataclass(frozen=True, slots=True)
class PeriodAmount:
    """Accounts, budget or forecast of a unit through a period (periodebeløp).

    Accounts and budget are for the year so far, a forecast is for the whole year.
    """

    document: DocumentKey = document_column()
    unit: UnitKey = column("unit that answers for the money", label="Enhet", key=True, refers="unit.key")
    chapter: CodeKey | None = column("budget chapter", label="Kapittel", key=True)
    area: FunctionKey | None = column("functional area", label="Funksjonsområde", key=True)
    function: FunctionKey | None = column("KOSTRA function", label="Funksjon", key=True)
    account_group: CodeKey = column("account group", label="Kontogruppe", key=True)
    period: str = column(
        "period it is counted through: 2027-T2; 2027@2027-T2 is the whole year as it was then",
        label="Periode",
        key=True,
    )
    version: Version = column("accounts, regulated budget or forecast", label="Versjon", key=True)
    amount: Amount = column("expense positive, income negative", label="Beløp")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()


class Step(StrEnum):
    """What a row does in the way from one budget to the next."""

    BASE = "base"
    CHANGE = "change"
    SUBTOTAL = "subtotal"
    FRAME = "frame"


@dataclass(frozen=True, slots=True)
class BudgetChange:
    """One step from last year's budget to the new frame (budsjettendring).

    Rows form a tree: a row is the sum of the rows that name it as parent. Savings are negative.
    """

    document: DocumentKey = document_column()
    table: str = column("table of the document", label="Tabell", key=True)
    unit: UnitKey = column("unit whose frame changes", label="Enhet", key=True, refers="unit.key")
    chapter: CodeKey | None = column("budget chapter", label="Kapittel", key=True)
    area: FunctionKey | None = column("functional area", label="Funksjonsområde", key=True)
    code: str = column("the row, short", label="Rad", key=True)
    year: int = column("budget year", label="År", key=True)
    parent: str | None = column("row this one is added into", label="Inngår i")
    step: Step = column("what the row does", label="Trinn")
    category: str = column("kind of change as the document sorts it", label="Kategori")
    base_version: Version | None = column("version of the budget a base row carries on", label="Utgangspunkt")
    base_year: int | None = column("year of that budget", label="Utgangsår")
    account_group: CodeKey | None = column("account group changed", label="Kontogruppe")
    project: CodeKey | None = column("project changed", label="Prosjekt")
    decision: str | None = column("reference of the decision", label="Vedtak")
    decided: date | None = column("day of the decision as printed", label="Vedtaksdato")
    amount: Amount | None = column("change of the net frame", label="Beløp")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()


class BudgetStage(StrEnum):
    """Which version of a budget a document is."""

    PROPOSAL = "proposal"
    SUPPLEMENTARY = "supplementary"
    RESOLUTION = "resolution"
    ADOPTED = "adopted"
    ADJUSTMENT = "adjustment"
    ALTERNATIVE = "alternative"


@dataclass(frozen=True, slots=True)
class BudgetProposal:
    """A version of a budget and four-year plan that is made here (budsjettforslag)."""

    document: DocumentKey = document_column()
    stage: BudgetStage = column("which version it is", label="Trinn")
    first_year: int = column("first year of the plan", label="Første år", between=(1800, 2200))
    amends: DocumentKey | None = column(
        "version it changes; empty when it begins from last year", label="Endrer", refers="document.key"
    )
    base_document: DocumentKey | None = column(
        "document with last year's budget", label="Utgangspunkt", refers="document.key"
    )
    base_version: Version | None = column("which of its budgets is carried on", label="Versjon")
    base_year: int | None = column("year of that budget", label="Utgangsår")
