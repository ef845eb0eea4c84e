"""All rules of a book, and the relations they find."""

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from rodtrad.core.relation import HEAD_SCHEMA, Relations
from rodtrad.models.thread.budget import budget_rules
from rodtrad.models.thread.ground import Ground
from rodtrad.models.thread.period_rules import period_rules
from rodtrad.models.thread.rollups import rollup_rules
from rodtrad.models.thread.rule import Rule
from rodtrad.models.thread.statements import STATED_NUMBERS, programme_totals, same_fact_twice, stated

RULES: tuple[Rule, ...] = (*rollup_rules(), *budget_rules(), *period_rules())
"""The rules that look at rows in one place at a time."""
_ORDER = ("S-01", "S-02", "D-01", "F-01", "F-02", "P-01", "E-01", "E-02", "stated")
"""Of two relations that say the same, the one that stands first is tested."""


class Part(NamedTuple):
    """Where relations come from: their check number in the order, the rule, and which of its sets."""

    order: int
    rule: int
    of: int

    @property
    def number(self) -> int:
        """The same as one number; parts compare as their numbers do."""
        return (self.order * 100 + self.rule) * 10 + self.of


def _part(number: str, rule: int = 0, of: int = 0) -> Part:
    return Part(_ORDER.index(number), rule, of)


PARTS: dict[Rule, tuple[Part, ...]] = {
    rule: tuple(_part(number, at) for number in rule.numbers) for at, rule in enumerate(RULES)
}
"""The parts of each rule's sets."""
TOTALS = (_part("P-01"),)
TWICE = (_part("E-01"), _part("E-02"))
STATED = tuple(_part("stated", of=of) for of in range(len(STATED_NUMBERS)))


def all_relations(ground: Ground) -> Relations:
    """What every rule finds in the whole book, with a column `part` in the heads."""
    lines = {fact: ground.lines(fact) for fact in dict.fromkeys(rule.fact for rule in RULES)}
    found = [pair for rule in RULES for pair in related(rule, lines[rule.fact], ground)]
    found += zip(TOTALS, (programme_totals(ground),), strict=True)
    found += zip(TWICE, same_fact_twice(ground.figures), strict=True)
    found += zip(STATED, stated(ground), strict=True)
    return numbered(sorted(found, key=lambda pair: pair[0]))


def related(rule: Rule, lines: pl.DataFrame, ground: Ground) -> list[tuple[Part, Relations]]:
    """What one rule finds among rows that are whole places."""
    return list(zip(PARTS[rule], rule.relate(lines, ground), strict=True))


def numbered(found: Iterable[tuple[Part, Relations]], first: int = 0) -> Relations:
    """Sets of relations as one, numbered from a first one on, and sorted."""
    heads = [pl.DataFrame(schema={**HEAD_SCHEMA, "part": pl.UInt16})]
    terms = [Relations.none().terms]
    for part, relations in found:
        shift = pl.col("relation") + pl.lit(first, pl.UInt32)
        heads.append(relations.heads.with_columns(shift, pl.lit(part.number, pl.UInt16).alias("part")))
        terms.append(relations.terms.with_columns(shift))
        first += relations.heads.height
    return Relations(pl.concat(heads).sort("relation"), pl.concat(terms).sort("relation"))
