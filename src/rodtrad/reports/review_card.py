"""One measure card of a review as a section: effects by year, assessment, and what people wrote.

The effects and the assessment come first, in the words that `readers/review.py` reads.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import MINUS, day, in_unit, number
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Block, Cell, Paragraph, Section, TableBlock, TableColumn, table_row

_PRINTED = ("kr", "1000 kr", "mill. kr", "mrd. kr")
"""Units of money that a card's effects are printed in; others are turned into kroner."""
_JUDGED = {
    "estimate_uncertainty": "uncertainty",
    "implementation_uncertainty": "uncertainty",
    "consequence_citizens": "consequence",
    "consequence_organisation": "consequence",
}
"""What is judged on a card by steps of a scale, with the category of its words."""
_ALSO_JUDGED = ("consequence_goals", "consequence_challenges")
_TEXTS = ("situation", "change")
_NAME = re.compile(r"[^\W\d]\w*")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the book holds of one measure: its row, its effects by year, and what is written of it."""

    row: Row
    effects: pl.DataFrame
    years: tuple[int, ...]
    written: Row | None
    parts: pl.DataFrame
    conditions: pl.DataFrame


def card_of(telling: Telling, row: Row, years: Sequence[int]) -> Card:
    """The card of one measure, from every fact that tells of it.

    years  those that any measure of the review has an effect for
    """

    def of(fact: str) -> pl.DataFrame:
        here = pl.col("document") == row["document"]
        return telling.where(fact, "measure", row["key"]).filter(here)

    written = of("measure_card")
    return Card(
        row,
        of("measure_effect").sort("year"),
        tuple(years),
        written.row(0, named=True) if written.height else None,
        of("effect_part"),
        of("measure_condition"),
    )


def unit_name(telling: Telling, key: str) -> str:
    """A unit as a reader finds it again: its name, with its short name in brackets."""
    return f"{telling.named('unit', key)} ({key})"


def card_section(telling: Telling, card: Card) -> Section:
    """A measure card as a section that can be read back."""
    heading = telling.say("review_card", measure=card.row["key"], label=telling.own(card.row))
    told = (*_texts(telling, card), _computation(telling, card), _conditions(telling, card))
    blocks = (_effects(telling, card), _judgements(telling, card))
    return Section(heading, blocks, tuple(section for section in told if section.blocks))


def _effects(telling: Telling, card: Card) -> Block:
    """The effect of each year the card has one for, with every digit of the book's."""
    if card.effects.is_empty():
        return Paragraph(telling.say("review_effect_none"))
    unit = _unit_of(card.effects)
    grains = UNITS[unit].grains
    decimals = max(_decimals(a, grains) for a in card.effects["amount"])
    whole = unit == "kr" and decimals == 0
    symbol = UNITS[unit].symbol_in(telling.language)
    said = telling.say("review_whole_kroner") if whole else telling.say("review_in_unit", unit=symbol)
    cells = (_effect(telling, row, unit, decimals) for row in card.effects.iter_rows(named=True))
    return TableBlock(
        telling.say("review_effect", unit=said),
        (TableColumn(telling.say("year")), *(TableColumn(str(y), number=True) for y in card.effects["year"])),
        (table_row(telling.say("review_effect_row"), *cells),),
        _effect_note(telling, card),
        name="effects",
    )


def _unit_of(effects: pl.DataFrame) -> str:
    units = effects["printed_unit"].unique().to_list()
    return units[0] if len(units) == 1 and units[0] in _PRINTED else "kr"


def _decimals(amount: int | None, grains: int) -> int:
    """The fewest decimals that show an amount to its last øre."""
    return next(d for d in count() if (amount or 0) * 10**d % grains == 0)


def _effect(telling: Telling, row: Row, unit: str, decimals: int) -> Cell:
    if row["amount"] is None:
        return Cell(EMPTY)
    address = SHAPES["measure_effect"].address_of(row, "amount")
    value = in_unit(row["amount"], unit)
    return Cell(number(value, decimals, telling.language), value, address, telling.to_notice(address))


def _effect_note(telling: Telling, card: Card) -> str:
    """The years without an effect, and whose prices the effects are in."""
    known = set(card.effects.filter(pl.col("amount").is_not_null())["year"])
    missing = ", ".join(str(year) for year in card.years if year not in known)
    price_year = card.written["price_year"] if card.written else None
    notes = (
        telling.say("review_effect_years", years=missing) if missing else "",
        telling.say("review_price_year", year=price_year) if price_year else "",
    )
    return " ".join(note for note in notes if note)


def _judgements(telling: Telling, card: Card) -> TableBlock:
    """Who answers for it and what is judged; what the review does not say is told as not stated."""
    row, written = card.row, card.written
    told = [("efficiency_measure", "owner", unit_name(telling, row["owner"]))]
    if written and written["benefit_owner"]:
        told.append(("measure_card", "benefit_owner", unit_name(telling, written["benefit_owner"])))
    told += [
        ("efficiency_measure", name, _step(telling, category, row[name]))
        for name, category in _JUDGED.items()
    ]
    if written:
        told += [("measure_card", n, _step(telling, "consequence", written[n])) for n in _ALSO_JUDGED]
    told.append(("efficiency_measure", "overall_class", _overall(telling, row)))
    columns = (
        TableColumn(telling.say("review_judged_what"), width=0),
        TableColumn(telling.say("review_judged_as"), width=0),
    )
    rows = tuple(table_row(SHAPES[fact][name].label_in(telling.language), text) for fact, name, text in told)
    return TableBlock(telling.say("review_judged"), columns, rows, name="judgements")


def _step(telling: Telling, category: str, value: str | None) -> str:
    return telling.word(category, value) if value else telling.say("review_not_stated")


def _overall(telling: Telling, row: Row) -> str:
    if not row["overall_class"]:
        return telling.say("review_not_stated")
    return telling.say("review_ratio", ratio=class_name(telling, row["overall_class"]))


def class_name(telling: Telling, overall: str) -> str:
    """What one of the five classes is called, in the words reviews use."""
    return telling.say(f"review_class_{overall}")


def _texts(telling: Telling, card: Card) -> tuple[Section, ...]:
    if card.written is None:
        return ()
    shape = SHAPES["measure_card"]
    return tuple(
        Section(shape[name].label_in(telling.language), paragraphs(card.written[name])) for name in _TEXTS
    )


def paragraphs(text: str | None) -> tuple[Paragraph, ...]:
    """A written text, a paragraph for every line of it that is not empty."""
    return tuple(Paragraph(" ".join(line.split())) for line in (text or "").splitlines() if line.strip())


def _computation(telling: Telling, card: Card) -> Section:
    """How the effect is computed, in words and as formulas."""
    heading = SHAPES["measure_card"]["computation"].label_in(telling.language)
    blocks: list[Block] = [*paragraphs(card.written["computation"] if card.written else None)]
    if card.parts.height:
        blocks.append(_formulas(telling, card.parts))
    return Section(heading, tuple(blocks))


def _formulas(telling: Telling, parts: pl.DataFrame) -> TableBlock:
    rows = tuple(
        table_row(
            telling.own(part), telling.word("party", part["party"]),
            _readable(part["expression"]) or telling.say("review_not_stated"),
        )
        for part in parts.iter_rows(named=True)
    )  # fmt: skip
    columns = _columns(telling, "effect_part", "label", "party", "expression")
    return TableBlock(telling.say("review_formulas"), columns, rows, name="formulas")


def _readable(formula: str | None) -> str:
    """A formula, or a name in one, as people write it: blanks in names, and signs of arithmetic."""
    return (formula or "").replace("_", " ").replace("*", "×").replace("-", MINUS)


def _columns(telling: Telling, fact: str, *names: str) -> tuple[TableColumn, ...]:
    """The columns of a fact as those of a table; a row's own name is headed as a name."""
    shape = SHAPES[fact]
    return tuple(
        TableColumn(telling.say("name") if name == "label" else shape[name].label_in(telling.language))
        for name in names
    )


def assumption_section(telling: Telling, document: str) -> Section:
    """What the formulas of a review's cards rest on, each once; without blocks where they rest on nothing."""
    heading = telling.say("review_assumptions")
    parts = telling.where("effect_part", "document", document)
    used = _used(parts["expression"].to_list(), telling.where("assumption", "document", document))
    if used.is_empty():
        return Section(heading)
    rows = tuple(
        table_row(_readable(row["key"]), telling.own(row), _worth(telling, row), row["basis"] or EMPTY)
        for row in used.iter_rows(named=True)
    )
    columns = _columns(telling, "assumption", "key", "label", "value", "basis")
    return Section(
        heading, (TableBlock(telling.say("review_assumptions_table"), columns, rows, name="assumptions"),)
    )


def _used(formulas: Sequence[str | None], assumptions: pl.DataFrame) -> pl.DataFrame:
    """The assumptions that some formulas name, also through other assumptions."""
    expressions = dict(assumptions.select("key", "expression").iter_rows())
    found: set[str] = set()
    waiting = list(formulas)
    while waiting:
        names = {name for name in _NAME.findall(waiting.pop() or "") if name in expressions} - found
        waiting += [expressions[name] for name in names]
        found |= names
    return assumptions.filter(pl.col("key").is_in(list(found)))


def _worth(telling: Telling, row: Row) -> Cell | str:
    """An assumption's value with its unit, or the formula it is computed by."""
    if row["value"] is None:
        return _readable(row["expression"]) or telling.say("review_not_stated")
    return telling.figure("assumption", row, "value", unit=True)


def _conditions(telling: Telling, card: Card) -> Section:
    """Decisions needed and by whom, and what binds the start."""
    heading = telling.say("review_conditions")
    if card.conditions.is_empty():
        return Section(heading)
    names = ["label", "kind", "decided_by", "depends_on", "until"]
    filled = [name for name in names if card.conditions[name].drop_nulls().len()]
    rows = (_condition(telling, row) for row in card.conditions.iter_rows(named=True))
    table = TableBlock(
        telling.say("review_conditions_table"),
        _columns(telling, "measure_condition", *filled),
        tuple(table_row(*(row[name] for name in filled)) for row in rows),
        name="conditions",
    )
    return Section(heading, (table,))


def _condition(telling: Telling, row: Row) -> dict[str, str]:
    return {
        "label": telling.own(row),
        "kind": telling.word("condition_kind", row["kind"]),
        "decided_by": telling.word("decided_by", row["decided_by"]),
        "depends_on": row["depends_on"] or EMPTY,
        "until": day(row["until"], telling.language) if row["until"] else EMPTY,
    }
