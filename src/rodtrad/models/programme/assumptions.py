"""The assumptions of one document: what each is worth, and in which order they are computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from rodtrad.core.dimension import Dimension, dimension_of, written
from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import GRAINS_PER_KRONE, GRAINS_PER_ONE, PARTS_OF_ONE, UNITS, Family
from rodtrad.facts.programme import Spread
from rodtrad.models.programme.formula import FUNCTIONS, NAME, Formula, dimension_of_formula, parse, value_of

_DEEPEST = 50
"""Steps from an assumption to those it is computed from."""


def worth(grains: float, unit: str) -> float:
    """A stored value in kroner, ones, or parts of one, as formulas compute with it."""
    if UNITS[unit].family is Family.MONEY:
        return grains / GRAINS_PER_KRONE
    return grains / GRAINS_PER_ONE * PARTS_OF_ONE.get(unit, 1.0)


@dataclass(frozen=True, slots=True)
class Given:
    """One assumption as formulas see it.

    value, low, high   in kroner, ones or parts of one; None where it is computed by `formula`
    """

    key: str
    address: str
    dimension: Dimension
    value: float | None
    low: float | None
    high: float | None
    spread: Spread
    formula: Formula | None

    @property
    def is_unsure(self) -> bool:
        """Whether it has a range."""
        return self.spread is not Spread.FIXED and self.formula is None


def given_of(row: Mapping[str, Any]) -> Given:
    """One row of the fact as formulas see it.

    raises  UsageError  it has both value and formula or neither, or a range that is none
    """
    key, unit, spread = row["key"], row["printed_unit"], Spread(row["spread"])
    if not NAME.fullmatch(key) or key in FUNCTIONS:
        raise UsageError("assumption_name", name=key)
    if (row["value"] is None) == (row["expression"] is None):
        raise UsageError("assumption_value_or_formula", name=key)
    value, low, high = (None if row[c] is None else worth(row[c], unit) for c in ("value", "low", "high"))
    formula = parse(row["expression"]) if row["expression"] else None
    if formula is None:
        _check_range(key, spread, value, low, high)
    address = f"assumption/{row['document']}/{key}"
    return Given(key, address, dimension_of(unit), value, low, high, spread, formula)


def _check_range(
    key: str, spread: Spread, value: float | None, low: float | None, high: float | None
) -> None:
    if spread is Spread.FIXED:
        return
    if low is None or high is None or value is None:
        raise UsageError("assumption_range_missing", name=key)
    if not low <= value <= high or low == high:
        raise UsageError("assumption_range_order", name=key)
    if spread is Spread.LOGNORMAL and low <= 0:
        raise UsageError("assumption_range_positive", name=key)


def check_unit(given: Given, known: Mapping[str, Dimension]) -> None:
    """Raise UsageError when a computed assumption does not come out in its own unit."""
    if given.formula is None:
        return
    found = dimension_of_formula(given.formula, known)
    if found != given.dimension:
        raise UsageError(
            "assumption_unit",
            name=given.key,
            formula=given.formula.text,
            found=written(found),
            wanted=written(given.dimension),
        )


def in_order(givens: Mapping[str, Given]) -> tuple[str, ...]:
    """The names so that each comes after those it is computed from.

    raises  UsageError  an assumption is computed from itself, in however many steps, or from an unknown one
    """
    done: dict[str, None] = {}
    path: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        if name in path:
            around = " → ".join([*path[path.index(name) :], name])
            raise UsageError("formula_circular", name=name, around=around)
        if len(path) > _DEEPEST:
            raise UsageError("formula_too_deep", name=name, most=_DEEPEST)
        path.append(name)
        formula = givens[name].formula
        for part in formula.names if formula else ():
            if part in givens:
                visit(part)
        path.pop()
        done[name] = None

    for name in givens:
        visit(name)
    return tuple(done)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All assumptions of one document, in the order they are computed."""

    givens: Mapping[str, Given]

    @classmethod
    def of(cls, rows: pl.DataFrame) -> "Assumptions":
        """The assumptions of one document's rows; raises UsageError at the first that cannot be used."""
        found = {row["key"]: given_of(row) for row in rows.iter_rows(named=True)}
        made = cls({name: found[name] for name in in_order(found)})
        for given in made.givens.values():
            check_unit(given, made.dimensions)
        return made

    @property
    def dimensions(self) -> dict[str, Dimension]:
        """What every name counts."""
        return {name: given.dimension for name, given in self.givens.items()}

    def unsure(self, formula: Formula) -> tuple[str, ...]:
        """The names with a range that a formula rests on, also through other assumptions."""
        return tuple(name for name in self.used(formula) if self.givens[name].is_unsure)

    def used(self, formula: Formula) -> tuple[str, ...]:
        """Every name a formula rests on, also through other assumptions; names nobody has are left out."""
        found: dict[str, None] = {}
        waiting = list(reversed(formula.names))
        while waiting:
            name = waiting.pop()
            if name not in found and name in self.givens:
                found[name] = None
                below = self.givens[name].formula
                waiting += reversed(below.names) if below else ()
        return tuple(found)

    def values(self, drawn: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Every assumption's value: the best estimate, or what is given for it.

        drawn  values or arrays of draws, by name; the computed ones follow from them
        """
        chosen, made = drawn or {}, {}
        for name, given in self.givens.items():
            if name in chosen:
                made[name] = chosen[name]
            else:
                made[name] = value_of(given.formula, made) if given.formula else given.value
        return made

    def point(self, formula: Formula) -> float:
        """A formula's value at the best estimates; raises UsageError when it is no number."""
        value = float(value_of(formula, self.values()))
        if not np.isfinite(value):
            raise UsageError("formula_no_number", formula=formula.text)
        return value
