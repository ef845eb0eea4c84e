"""What the efficiency programme rests on: formulas that can be computed, and give what is printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import unit_of_print
from rodtrad.core.numbers import in_unit
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.concepts import SHAPES
from rodtrad.models.programme.assemble import package_of
from rodtrad.models.programme.faults import ProgrammeError, faults_of
from rodtrad.models.programme.package import MUNICIPAL
from rodtrad.models.thread.weave import Thread


@check("P-03", Severity.ERROR)
def programme_computable(thread: Thread) -> Iterator[Finding]:
    """P-03: assumptions, formulas, probabilities and shares can be computed with."""
    for fault in faults_of(thread.facts):
        yield Finding(
            number="P-03",
            severity=Severity.ERROR,
            verdict=Verdict.CONTRADICTION,
            addresses=(fault.address,),
            document=fault.document,
            facts={"fault": fault.message, **fault.facts},
            about=fault.message,
        )


@check("P-04", Severity.WARNING)
def assumptions_as_printed(thread: Thread) -> Iterator[Finding]:
    """P-04: an assumption has the value of the printed figure it is taken from."""
    rows = thread.facts["assumption"].filter(pl.col("figure").is_not_null() & pl.col("value").is_not_null())
    named = thread.figures_at(rows["figure"].unique())
    figures = named.select(pl.col("address").alias("figure"), "grains", "unit", "step", "base")
    for row in rows.join(figures, on="figure", maintain_order="left").iter_rows(named=True):
        address = SHAPES["assumption"].address_of(row, "value")
        ours = thread.figures.row(thread.at[address], named=True)
        gap = abs(ours["grains"] * ours["base"] - abs(row["grains"]) * row["base"])
        if gap > row["step"] * row["base"] / 2 + 1e-9:
            yield Finding(
                number="P-04",
                severity=Severity.WARNING,
                verdict=Verdict.UNEXPLAINED,
                addresses=(address, row["figure"]),
                document=row["document"],
                lines=(row["line"],) if row["line"] else (),
                printed=in_unit(row["grains"], row["unit"]),
                computed=in_unit(row["value"], row["printed_unit"]),
                unit=row["unit"],
            )


@check("P-05", Severity.NOTICE)
def effects_as_computed(thread: Thread) -> Iterator[Finding]:
    """P-05: the printed effects of a card are what its formula gives, within the rounding of an estimate.

    One finding a card, about the year that differs most.
    """
    try:
        package = package_of(thread.facts)
    except ProgrammeError:
        return
    printed = thread.facts["measure_effect"].filter(pl.col("amount").is_not_null())
    for place in sorted(package.computed):
        document, measure = package.cards[place].measure
        rows = printed.filter((pl.col("document") == document) & (pl.col("measure") == measure))
        off = [
            _Off(r, float(package.point[place, package.years.index(r["year"])]))
            for r in rows.iter_rows(named=True)
        ]
        far = sorted((o for o in off if o.gap > o.room), key=lambda o: -o.gap)
        if far:
            yield far[0].finding([o.address for o in far])


@dataclass(frozen=True, slots=True)
class _Off:
    """A printed effect, and what the formula gives, in øre."""

    row: Mapping[str, Any]
    found: float

    @property
    def gap(self) -> float:
        return abs(self.found - float(self.row["amount"]))

    @property
    def room(self) -> float:
        """Half a step of the last digit that is not nought: what a rounded estimate leaves open."""
        step, rest = unit_of_print(self.row["printed_unit"], self.row["decimals"]), abs(self.row["amount"])
        while rest and rest % (step * 10) == 0:
            step *= 10
        return step / 2

    @property
    def address(self) -> str:
        return SHAPES["measure_effect"].address_of(self.row, "amount")

    def finding(self, addresses: list[str]) -> Finding:
        unit = self.row["printed_unit"]
        return Finding(
            number="P-05",
            severity=Severity.NOTICE,
            verdict=Verdict.UNEXPLAINED,
            addresses=(self.address, *(a for a in addresses if a != self.address)),
            document=self.row["document"],
            lines=(self.row["line"],),
            printed=in_unit(self.row["amount"], unit),
            computed=in_unit(self.found, unit),
            room=in_unit(self.room, unit),
            unit=unit,
            about=self.row["measure"],
        )


@check("P-06", Severity.NOTICE)
def moved_costs_estimated(thread: Thread) -> Iterator[Finding]:
    """P-06: what a measure costs another part of the municipality has an amount.

    Money that leaves one part and comes into the other by the same unknown amount is not missed.
    """
    unknown = thread.facts["effect_part"].filter(
        pl.col("expression").is_null() & pl.col("party").is_in([p.value for p in MUNICIPAL])
    )
    lone = unknown.filter(pl.col("party").n_unique().over("document", "measure") == 1)
    for row in lone.iter_rows(named=True):
        yield Finding(
            number="P-06",
            severity=Severity.NOTICE,
            verdict=Verdict.UNEXPLAINED,
            addresses=(SHAPES["effect_part"].address_of(row),),
            document=row["document"],
            lines=(row["line"],) if row["line"] else (),
            facts={"part": row["label"], "part_en": row["label_en"], "measure": row["measure"]},
        )
