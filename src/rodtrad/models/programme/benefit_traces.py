"""What the accounts and volumes of a book show of a benefit, along the traces of its plan.

A trace points at the accounts by unit, chapter, function, project and account group, and matches rows that
say exactly the same. An empty function or project matches rows that are not split by it. An empty chapter is
all chapters: the row printed for all of them where both years have one, else the sum of the chapters,
which must be the same in both years. Rows split by functional area are left out. An amount that is
printed in several places is taken from the first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from rodtrad.core.measurement import GRAINS_PER_KRONE, GRAINS_PER_ONE, UNITS, Family
from rodtrad.facts.budget import Version
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.thread.figures import first_statements

WHOLE = ""
"""The chapter of a row printed for all chapters."""
YEAR = "{year}"
_SELECTOR = ("unit", "function", "project", "account_group")

Selector = tuple[str, ...]
Trace = Mapping[str, Any]
ByChapter = Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class TracedLine:
    """A line of the accounts in the baseline year and in the year judged, in øre; None is not in the book.

    missing  (year, chapter) of every row that the book lacks
    """

    key: str
    label: str
    label_en: str
    before: int | None
    after: int | None
    before_at: tuple[str, ...] = ()
    after_at: tuple[str, ...] = ()
    missing: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TracedVolume:
    """A volume in the baseline year and in the year judged, in grains of its unit; None is not in the book.

    expected  the change expected by then: the plan's change, in the proportion of that year's effect to
              the card's largest
    """

    key: str
    label: str
    label_en: str
    unit: str
    before: int | None
    after: int | None
    expected: int | None
    before_at: str = ""
    after_at: str = ""

    @property
    def moved(self) -> Fraction | None:
        """Part of the expected change that has come, below 0 the wrong way; None where it cannot be told."""
        if self.before is None or self.after is None or not self.expected:
            return None
        return Fraction(self.after - self.before, self.expected)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The accounts and volumes that benefits are looked for in.

    lines    amounts and addresses by selector, year and chapter
    volumes  number, unit and address by concept
    last     the last year each unit has accounts of
    """

    lines: Mapping[Selector, Mapping[int, ByChapter]]
    volumes: Mapping[str, tuple[int, str, str]]
    last: Mapping[str, int]

    def last_year(self, units: Iterable[str]) -> int | None:
        """The last year with accounts of any of the units, or of the book where none of them has any."""
        own = [self.last[unit] for unit in units if unit in self.last]
        return max(own or self.last.values(), default=None)

    def line(self, trace: Trace, baseline_year: int, year: int | None) -> TracedLine:
        """The line of a trace in the baseline year and in another, where one is given."""
        by_year = self.lines.get(selector_of(trace), {})
        before, after = by_year.get(baseline_year, {}), by_year.get(year or baseline_year, {})
        chapters = [trace["chapter"] or WHOLE]
        if chapters == [WHOLE] and not (WHOLE in before and WHOLE in after):
            chapters = sorted((before.keys() | after.keys()) - {WHOLE}) or [WHOLE]
        years = {baseline_year: before} | ({year: after} if year else {})
        return TracedLine(
            *_named(trace),
            _sum(before, chapters),
            _sum(after, chapters) if year else None,
            _places(before, chapters),
            _places(after, chapters) if year else (),
            tuple((y, c) for y, rows in years.items() for c in chapters if c not in rows),
        )

    def volume(self, trace: Trace, baseline_year: int, year: int | None, part: Fraction) -> TracedVolume:
        """The volume of a trace in the baseline year and in another, where one is given.

        part  that year's part of the card's full effect
        """
        before, unit, before_at = self._stated(trace, baseline_year)
        after, after_unit, after_at = self._stated(trace, year) if year else (None, "", "")
        unit = unit or after_unit
        change = trace["change"]
        expected = None if change is None or not unit else round(Fraction(change) * _size(unit) * part)
        return TracedVolume(*_named(trace), unit, before, after, expected, before_at, after_at)

    def _stated(self, trace: Trace, year: int) -> tuple[int | None, str, str]:
        concept = trace["concept"] or ""
        return self.volumes.get(concept.replace(YEAR, str(year)), _NOWHERE) if YEAR in concept else _NOWHERE


_NOWHERE = (None, "", "")


def selector_of(trace: Trace) -> Selector:
    """What a trace says of its line, but for the chapter."""
    return tuple(trace[name] or "" for name in _SELECTOR)


def evidence_of(facts: Facts, figures: pl.DataFrame) -> Evidence:
    """The accounts of every unit that a trace names, and the volumes that traces name."""
    accounts = facts["budget_line"].filter(pl.col("version") == Version.ACCOUNTS.value)
    last = accounts.group_by("unit").agg(pl.col("year").max())
    traced = accounts.join(facts["benefit_trace"].select("unit").unique(), on="unit", how="semi")
    return Evidence(_lines(traced), _volumes(facts, figures), dict(last.iter_rows()))


def _lines(accounts: pl.DataFrame) -> dict[Selector, dict[int, dict[str, tuple[int, str]]]]:
    whole = accounts.with_columns(
        SHAPES["budget_line"].address("amount"),
        *(pl.col(name).fill_null("") for name in ("chapter", "area", "function", "project")),
    ).filter(pl.col("area") == "")
    found: dict[Selector, dict[int, dict[str, tuple[int, str]]]] = defaultdict(lambda: defaultdict(dict))
    for row in whole.sort("document", "line", "address", nulls_last=True).iter_rows(named=True):
        found[selector_of(row)][row["year"]].setdefault(row["chapter"], (row["amount"], row["address"]))
    return found


def _volumes(facts: Facts, figures: pl.DataFrame) -> dict[str, tuple[int, str, str]]:
    years = pl.concat(
        [facts["measure_effect"].select("year"), facts["benefit_plan"].select(year="baseline_year")]
    )
    concepts = facts["benefit_trace"]["concept"].drop_nulls().unique()
    wanted = [c.replace(YEAR, str(year)) for c in concepts for year in years["year"].unique()]
    stated = first_statements(figures.filter(pl.col("concept").is_in(wanted)), ["concept"])
    number = (pl.col("grains") * pl.col("sign")).cast(pl.Int64)
    rows = stated.select("concept", number, "unit", "address").iter_rows()
    return {concept: (grains, unit, address) for concept, grains, unit, address in rows}


def _named(trace: Trace) -> tuple[str, str, str]:
    return trace["key"], trace["label"], trace["label_en"]


def _sum(rows: ByChapter, chapters: list[str]) -> int | None:
    return sum(rows[c][0] for c in chapters) if all(c in rows for c in chapters) else None


def _places(rows: ByChapter, chapters: list[str]) -> tuple[str, ...]:
    return tuple(rows[c][1] for c in chapters if c in rows)


def _size(unit: str) -> Fraction:
    """Grains of a figure in one grain of a plain number: money is counted in øre."""
    per_one = GRAINS_PER_KRONE if UNITS[unit].family is Family.MONEY else GRAINS_PER_ONE
    return Fraction(per_one, GRAINS_PER_ONE)
