"""What makes a programme impossible to compute: each fault named, with its place and the remedy.

Judged as findings when a book is read, and refused when somebody saves.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import polars as pl

from rodtrad.core.dimension import MONEY, MONEY_A_YEAR, dimension_of, written
from rodtrad.core.error_words import readable_facts
from rodtrad.core.errors import RodtradError, UsageError
from rodtrad.core.measurement import GRAINS_PER_ONE, HUNDRED_PER_CENT
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.facts.programme import LoanRule
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.programme.assumptions import Assumptions, Given, check_unit, given_of, in_order
from rodtrad.models.programme.formula import Formula, dimension_of_formula, parse, value_of


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be computed (feil i programmet).

    message  key of the sentence        address  the row it is in
    """

    message: str
    document: str
    measure: str
    address: str
    facts: dict[str, object] = field(hash=False)

    def sentence(self, language: Language) -> str:
        """What is wrong, where, and what to do."""
        return say(self.message, language, **readable_facts(self.facts, language))


class ProgrammeError(RodtradError):
    """A programme that cannot be computed, with every fault in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("programme_refused", count=len(faults))
        self.faults = faults


FAULTY = frozenset(
    {
        "assumption",
        "effect_part",
        "efficiency_measure",
        "measure_effect",
        "measure_loan",
        "measure_overlap",
        "phase_in",
        "shared_risk",
        "uncertainty_rule",
    }
)
"""The facts that a fault can be in."""


def faults_of(facts: Facts) -> tuple[Fault, ...]:
    """Every fault of a book's programme, by document."""
    documents = facts["efficiency_measure"]["document"].unique(maintain_order=True).to_list()
    documents += [d for d in facts["assumption"]["document"].unique() if d not in documents]
    found = [f for document in sorted(documents) for f in _document_faults(facts, document)]
    return (*found, *_loan_faults(facts), *_rule_faults(facts), *_risk_faults(facts), *_share_faults(facts))


def _row_fault(fact: str, row: dict[str, Any], error: RodtradError) -> Fault:
    measure = row.get("measure") or ""
    return Fault(error.message, row.get("document") or "", measure, SHAPES[fact].address_of(row), error.facts)


def _tried(fact: str, row: dict[str, Any], work: Callable[[], object]) -> Iterator[Fault]:
    try:
        work()
    except UsageError as error:
        yield _row_fault(fact, row, error)


def _document_faults(facts: Facts, document: str) -> Iterator[Fault]:
    rows = facts["assumption"].filter(pl.col("document") == document)
    givens: dict[str, Given] = {}
    for row in rows.iter_rows(named=True):
        try:
            givens[row["key"]] = given_of(row)
        except UsageError as error:
            yield _row_fault("assumption", row, error)
    known = {row["key"]: dimension_of(row["printed_unit"]) for row in rows.iter_rows(named=True)}
    for row in rows.filter(pl.col("key").is_in(list(givens))).iter_rows(named=True):
        given = givens[row["key"]]
        yield from _tried("assumption", row, partial(check_unit, given, known))
    circular = _circular(givens)
    if circular:
        first = rows.filter(pl.col("key") == circular.facts["name"]).row(0, named=True)
        yield _row_fault("assumption", first, circular)
    usable = None
    if not circular and set(givens) == set(known):
        usable = Assumptions({name: givens[name] for name in in_order(givens)})
    yield from _formula_faults(facts, document, known, usable)
    yield from _year_faults(facts, document)


def _circular(givens: dict[str, Given]) -> UsageError | None:
    try:
        in_order(givens)
    except UsageError as error:
        return error
    return None


def _formula_faults(
    facts: Facts, document: str, known: dict[str, Any], usable: Assumptions | None
) -> Iterator[Fault]:
    for fact, column in (("effect_part", "expression"), ("measure_loan", "amount")):
        rows = facts[fact].filter((pl.col("document") == document) & pl.col(column).is_not_null())
        for row in rows.iter_rows(named=True):
            text = row[column]
            yield from _tried(fact, row, partial(_check_effect, text, known, usable))


def _check_effect(text: str, known: dict[str, Any], usable: Assumptions | None) -> None:
    formula = parse(text)
    comes_out = dimension_of_formula(formula, known)
    if comes_out not in (MONEY, MONEY_A_YEAR):
        raise UsageError("effect_not_money", formula=text, found=written(comes_out))
    if usable is not None and not any(_lacks_unit(usable, name) for name in formula.names):
        usable.point(formula)
        _check_range_of(formula, usable)


def _check_range_of(formula: Formula, known: Assumptions) -> None:
    """A formula must give a number at both ends of every range, and with all of them low or high."""
    unsure = [known.givens[name] for name in known.unsure(formula)]
    ends = [{g.key: end} for g in unsure for end in (g.low, g.high)]
    ends += [{g.key: g.low for g in unsure}, {g.key: g.high for g in unsure}]
    for values in ends:
        if not np.isfinite(value_of(formula, known.values(values))):
            raise UsageError("formula_no_number_in_range", formula=formula.text)


def _lacks_unit(usable: Assumptions, name: str) -> bool:
    """Whether a name rests on one that nobody has given a value."""
    formula = usable.givens[name].formula
    return formula is not None and any(
        part not in usable.givens or _lacks_unit(usable, part) for part in formula.names
    )


def _year_faults(facts: Facts, document: str) -> Iterator[Fault]:
    """Effects outside the programme's years: those from its first effect on, without a gap."""
    years = facts["measure_effect"].filter(pl.col("document") == document)["year"]
    if years.is_empty():
        return
    known = sorted(set(years))
    first = known[0]
    last = next((y for y in known if y + 1 not in known), first)
    for row in (
        facts["measure_effect"]
        .filter((pl.col("document") == document) & (pl.col("year") > last))
        .iter_rows(named=True)
    ):
        yield _row_fault("measure_effect", row, _outside(row["year"], first, last))
    for fact, column in (("effect_part", "year"), ("phase_in", "year"), ("measure_loan", "drawn")):
        rows = facts[fact].filter((pl.col("document") == document) & pl.col(column).is_not_null())
        outside = rows.filter(~pl.col(column).is_between(first, last))
        for row in outside.iter_rows(named=True):
            yield _row_fault(fact, row, _outside(row[column], first, last))


def _outside(year: int, first: int, last: int) -> UsageError:
    return UsageError("effect_outside_plan", year=year, first=first, last=last)


def _loan_faults(facts: Facts) -> Iterator[Fault]:
    """Loans that pay interest, but say no rate, or one below zero."""
    pays = pl.col("rule") == LoanRule.INSTALMENTS.value
    wrong = facts["measure_loan"].filter(pays & (pl.col("rate").is_null() | (pl.col("rate") < 0)))
    for row in wrong.iter_rows(named=True):
        yield _row_fault("measure_loan", row, UsageError("loan_rate_missing"))


def _rule_faults(facts: Facts) -> Iterator[Fault]:
    """Probabilities above one, and ranges that are none, in the rule for the scale."""
    for row in facts["uncertainty_rule"].iter_rows(named=True):
        chance = row["probability"]
        if chance is not None and not 0 <= chance <= HUNDRED_PER_CENT:
            error = UsageError("probability_outside", value=chance / GRAINS_PER_ONE)
            yield _row_fault("uncertainty_rule", row, error)
        low, high = row["low"], row["high"]
        if row["of"] == "estimate" and (low is None or high is None or not low <= HUNDRED_PER_CENT <= high):
            yield _row_fault("uncertainty_rule", row, UsageError("rule_range_order"))
        if row["of"] == "implementation" and chance is None:
            yield _row_fault("uncertainty_rule", row, UsageError("rule_probability_missing"))


def _risk_faults(facts: Facts) -> Iterator[Fault]:
    """Measures that hang on what they share by more than all of their risk."""
    rows = facts["shared_risk"]
    share = pl.col("loading") / HUNDRED_PER_CENT
    over = rows.group_by("of", "document", "measure", maintain_order=True).agg(
        (share**2).sum().alias("together"), pl.col("key").alias("keys")
    )
    for row in over.filter(pl.col("together") > 1 + 1e-9).iter_rows(named=True):
        first = rows.filter(
            (pl.col("of") == row["of"])
            & (pl.col("document") == row["document"])
            & (pl.col("measure") == row["measure"])
        ).row(0, named=True)
        keys = ", ".join(row["keys"])
        error = UsageError("shared_risk_too_strong", keys=keys, measure=row["measure"], sum=row["together"])
        yield _row_fault("shared_risk", first, error)


def _share_faults(facts: Facts) -> Iterator[Fault]:
    """Shares of an effect that are below nothing or above all of it."""
    for fact in ("measure_overlap", "phase_in"):
        for row in facts[fact].filter(~pl.col("share").is_between(0, HUNDRED_PER_CENT)).iter_rows(named=True):
            value = row["share"] / GRAINS_PER_ONE
            yield _row_fault(fact, row, UsageError("share_outside", value=value))
