"""Dated rates and rule parameters."""

from dataclasses import dataclass
from datetime import date

from rodtrad.core.amount import Quantity
from rodtrad.core.keys import DocumentKey
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
class Rate:
    """A rate somebody pays or receives in a stretch of time (sats)."""

    document: DocumentKey = document_column()
    scheme: str = column("scheme, short", label="Ordning", key=True)
    group: str = column("who it is for, short", label="Gruppe", key=True)
    payer: str = column("whose rate: oslo, state, another municipality", label="Fastsatt av", key=True)
    valid_from: date = column("first day it holds", label="Gyldig fra", key=True)
    valid_to: date | None = column("last day it holds", label="Gyldig til")
    known_from: date | None = column("day it could be known", label="Kjent fra")
    concept: str | None = concept_column()
    value: Quantity = column("the rate", label="Sats")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()


@dataclass(frozen=True, slots=True)
class RuleParameter:
    """A number a rule computes with, in a stretch of time (regelparameter)."""

    rule: str = column("the rule", label="Regel", key=True)
    parameter: str = column("the parameter", label="Parameter", key=True)
    valid_from: date = column("first day it holds", label="Gyldig fra", key=True)
    valid_to: date | None = column("last day it holds", label="Gyldig til")
    known_from: date | None = column("day it could be known", label="Kjent fra")
    value: Quantity = column("the number", label="Verdi")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    reference: str = column("law, regulation or decision behind it", label="Hjemmel")
