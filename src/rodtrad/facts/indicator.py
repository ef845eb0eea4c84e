"""Indicators, with their results and targets."""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.amount import Quantity
from rodtrad.core.keys import CodeKey, DocumentKey, GoalKey, UnitKey
from rodtrad.core.shape import (
    column,
    decimals_column,
    document_column,
    label_column,
    label_en_column,
    line_column,
    printed_unit_column,
)


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a goal is measured by, as printed in one place (indikator)."""

    document: DocumentKey = document_column()
    key: str = column("short name, unique in the document", label="Nøkkel", key=True)
    concept: str = column("same for every print of the same indicator", label="Begrep")
    unit: UnitKey = column("unit it is measured for", label="Enhet", refers="unit.key")
    goal: GoalKey | None = column("goal it measures, as printed", label="Mål")
    area: CodeKey | None = column("functional area it is printed under", label="Område")
    better: Direction | None = column("which way is better", label="Best retning")
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()


class ValueKind(StrEnum):
    """What a value of an indicator is."""

    RESULT = "result"
    EXPECTED = "expected"
    TARGET = "target"


class Operator(StrEnum):
    """How a result meets its target."""

    EQUAL = "="
    ABOVE = ">"
    BELOW = "<"


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """A result, an expectation or a target of one year (indikatorverdi)."""

    document: DocumentKey = document_column()
    indicator: str = column("the indicator", label="Indikator", key=True, refers="indicator.key")
    year: int = column("year measured or aimed at", label="År", key=True)
    kind: ValueKind = column("result, expectation or target", label="Type", key=True)
    operator: Operator | None = column("how a result meets the target", label="Operator")
    value: Quantity | None = column("the number; empty when the target is words", label="Verdi")
    printed_unit: str = printed_unit_column()
    decimals: int = decimals_column()
    line: int = line_column()
