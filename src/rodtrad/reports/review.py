"""A sector review as a document: sums of its measures and a card for each, fit for `readers/review.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.measure import OverallClass
from rodtrad.reports.measures import measures_view
from rodtrad.reports.review_card import assumption_section, card_of, card_section, class_name, unit_name
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import (
    Block,
    Cell,
    DocumentTree,
    KeyFigureBox,
    KeyFigureRow,
    Paragraph,
    Section,
    TableBlock,
    TableColumn,
    TableRow,
    table_row,
)

_MILLION = UNITS["mill. kr"].grains
_MILLIONS = "mill. kr"

Amounts = Mapping[int, int]
"""Øre by year; a year that is not known is not there."""


@dataclass(frozen=True, slots=True)
class _Review:
    """The measures of one document, in the order they stand, with their effects and owners.

    effects  with the owner and overall class of their measure; only those that have an amount
    years    that any measure has an effect for, known or not
    """

    document: dict[str, Any]
    cards: pl.DataFrame
    effects: pl.DataFrame
    years: tuple[int, ...]
    owners: tuple[str, ...]

    @property
    def tabled(self) -> tuple[str, ...]:
        """The owners of several measures, which have a table of their own."""
        counts = dict(self.cards["owner"].value_counts().iter_rows()) if self.years else {}
        return tuple(owner for owner in self.owners if counts.get(owner, 0) > 1)

    @property
    def sector(self) -> str:
        """The department the review is of."""
        return str(self.cards["sector"][0])

    def added(self, *which: pl.Expr) -> Amounts:
        """The effects of some measures added up, by year."""
        kept = self.effects.filter(*which).group_by("year").agg(pl.col("amount").sum())
        return dict(kept.select("year", "amount").iter_rows())


def reviews_in(telling: Telling) -> tuple[str, ...]:
    """The keys of the sector reviews in the book that have measures."""
    documents = telling.where("document", "kind", DocumentKind.SECTOR_REVIEW.value)
    return tuple(
        key for key in documents["key"] if telling.where("efficiency_measure", "document", key).height
    )


def review_document(telling: Telling, document: str, today: date, version: str) -> DocumentTree:
    """One sector review of the book as a document: sums by owner, class and year, and measure cards.

    document  key of a review in `reviews_in`
    """
    review = _gathered(telling, document)
    sums = _sums(telling, review)
    sections = (
        _in_short(telling, review),
        Section(telling.say("review_effects"), sums),
        *(_owner_section(telling, review, owner, len(sums)) for owner in review.owners),
        assumption_section(telling, document),
    )
    return DocumentTree(
        title=telling.own(review.document),
        subtitle=telling.say("review_subtitle", sector=review.sector, municipality=telling.municipality),
        language=telling.language,
        date_text=telling.say("picture_date", date=day(today, telling.language)),
        sections=tuple(section for section in sections if section.blocks or section.sections),
        contents_heading=telling.say("contents"),
        footer=telling.say("picture_footer", version=version),
    )


def _gathered(telling: Telling, document: str) -> _Review:
    cards = telling.where("efficiency_measure", "document", document).sort("line", maintain_order=True)
    kept = cards.select(pl.col("key").alias("measure"), "owner", "overall_class")
    effects = telling.where("measure_effect", "document", document).join(kept, on="measure")
    return _Review(
        telling.where("document", "key", document).row(0, named=True),
        cards,
        effects.filter(pl.col("amount").is_not_null()),
        tuple(effects["year"].unique().sort()),
        tuple(cards["owner"].unique(maintain_order=True)),
    )


def _in_short(telling: Telling, review: _Review) -> Section:
    whole, cuts = review.added(), _cuts(telling, review)
    boxes = [_counted(telling, review), *_effect_boxes(telling, whole), *_cut_boxes(telling, whole, cuts)]
    view = measures_view(telling, document=review.document["key"])
    blocks: list[Block] = [
        Paragraph(_told(telling, review, whole)),
        KeyFigureRow(tuple(boxes)),
        Paragraph(telling.say("review_sums")),
    ]
    if view.chart is not None:
        blocks.append(replace(view.chart, title=telling.say("review_chart")))
    return Section(telling.say("in_short"), tuple(blocks))


def _told(telling: Telling, review: _Review, whole: Amounts) -> str:
    about = {
        "sector": review.sector,
        "name": telling.named("unit", review.sector),
        "count": telling.count(review.cards.height),
    }
    if not whole:
        return telling.say("review_no_effects", **about)
    last = max(whole)
    return telling.say("review_in_short", **about, amount=telling.million(whole[last]), year=last)


def _counted(telling: Telling, review: _Review) -> KeyFigureBox:
    classed = review.cards["overall_class"].drop_nulls().len()
    note = telling.say("review_key_classed", count=classed)
    return KeyFigureBox(telling.say("review_key_measures"), telling.count(review.cards.height), note)


def _effect_boxes(telling: Telling, whole: Amounts) -> list[KeyFigureBox]:
    if not whole:
        return []
    first, last = min(whole), max(whole)
    note = telling.say("review_key_effect_note", amount=_with_unit(telling, whole[first]), year=first)
    value = _with_unit(telling, whole[last])
    return [KeyFigureBox(telling.say("review_key_effect", year=last), value, note if first != last else "")]


def _cut_boxes(telling: Telling, whole: Amounts, cuts: Mapping[str, Amounts]) -> list[KeyFigureBox]:
    known = [year for year in whole if year in cuts.get("", {})]
    if not known:
        return []
    year = max(known)
    note = telling.say("review_key_cut_note", amount=_with_unit(telling, whole[year]))
    return [KeyFigureBox(telling.say("review_key_cut", year=year), _with_unit(telling, cuts[""][year]), note)]


def _with_unit(telling: Telling, grains: int) -> str:
    return f"{telling.million(grains)} {UNITS[_MILLIONS].symbol_in(telling.language)}"


def _cuts(telling: Telling, review: _Review) -> dict[str, Amounts]:
    """The adopted cuts by unit, and those of the whole sector under ""; empty when none is known.

    The sector's own cut is that of the whole; where it is not known it is the sum of the units', in the
    years that all of them have.
    """
    rows = telling.where("adopted_cut", "document", review.document["key"])
    below = {*review.owners, *telling.where("unit", "parent", review.sector)["key"]} - {review.sector}
    found: dict[str, dict[int, int]] = {}
    for unit, year, amount in rows.select("unit", "year", "amount").sort("year").iter_rows():
        if unit in below or unit == review.sector:
            found.setdefault(unit, {})[year] = amount
    own = found.pop(review.sector, None)
    common = set.intersection(*(set(years) for years in found.values())) if found else set[int]()
    whole = own or {year: sum(years[year] for years in found.values()) for year in sorted(common)}
    return {**found, "": whole} if whole else {}


def _sums(telling: Telling, review: _Review) -> tuple[Block, ...]:
    """The effects by owner and by overall class, and the adopted cuts where they are known."""
    if not review.years:
        return ()
    tables = [_by_owner(telling, review), _by_class(telling, review)]
    cuts = _cuts(telling, review)
    if cuts:
        tables.append(_cut_table(telling, review, cuts))
    return tuple(tables)


def _by_owner(telling: Telling, review: _Review) -> TableBlock:
    rows = [
        _amount_row(telling, unit_name(telling, owner), review.added(pl.col("owner") == owner), review.years)
        for owner in review.owners
    ]
    caption = telling.say("review_by_owner", number=1)
    return _table(caption, telling.say("review_unit"), [*rows, _total(telling, review)], review.years)


def _by_class(telling: Telling, review: _Review) -> TableBlock:
    overall = pl.col("overall_class")
    there = set(review.cards["overall_class"])
    named = [(class_name(telling, c.value), overall == c.value) for c in OverallClass if c.value in there]
    if None in there:
        named.append((telling.say("review_not_stated"), overall.is_null()))
    rows = [_amount_row(telling, name, review.added(which), review.years) for name, which in named]
    caption = telling.say("review_by_class", number=2)
    return _table(caption, telling.say("review_class"), [*rows, _total(telling, review)], review.years)


def _cut_table(telling: Telling, review: _Review, cuts: Mapping[str, Amounts]) -> TableBlock:
    """The adopted cuts beside what the measures give, in the years that a cut is known for."""
    whole, effect = cuts[""], review.added()
    years = tuple(sorted({year for amounts in cuts.values() for year in amounts}))
    less = {year: effect[year] - whole[year] for year in years if year in effect and year in whole}
    rows = [
        *(_amount_row(telling, unit_name(telling, unit), a, years) for unit, a in cuts.items() if unit),
        _amount_row(telling, telling.say("total"), whole, years, total=True),
        _amount_row(telling, telling.say("review_effects"), effect, years),
        _amount_row(telling, telling.say("review_effect_less_cut"), less, years, total=True),
    ]
    return _table(telling.say("review_cuts", number=3), telling.say("review_unit"), rows, years)


def _total(telling: Telling, review: _Review) -> TableRow:
    return _amount_row(telling, telling.say("total"), review.added(), review.years, total=True)


def _amount_row(
    telling: Telling, name: str, amounts: Amounts, years: Sequence[int], *, total: bool = False
) -> TableRow:
    """A row of million kroner, with a dash in the years nobody has told of."""
    cells = (
        Cell(telling.million(amounts[year]), amounts[year] / _MILLION) if year in amounts else Cell(EMPTY)
        for year in years
    )
    return table_row(name, *cells, total=total)


def _table(caption: str, heading: str, rows: Sequence[TableRow], years: Sequence[int]) -> TableBlock:
    columns = (TableColumn(heading), *(TableColumn(str(year), number=True) for year in years))
    return TableBlock(caption, columns, tuple(rows))


def _owner_section(telling: Telling, review: _Review, owner: str, tables: int) -> Section:
    """The measures of one owner: a table of them where they are several, and their cards.

    tables  how many numbered tables stand before those of the owners
    """
    mine = review.cards.filter(pl.col("owner") == owner)
    cards = [card_of(telling, row, review.years) for row in mine.iter_rows(named=True)]
    blocks: tuple[Block, ...] = ()
    if owner in review.tabled:
        number = tables + 1 + review.tabled.index(owner)
        blocks = (_measure_table(telling, review, owner, number),)
    return Section(unit_name(telling, owner), blocks, tuple(card_section(telling, card) for card in cards))


def _measure_table(telling: Telling, review: _Review, owner: str, number: int) -> TableBlock:
    mine = pl.col("owner") == owner
    rows = [
        _amount_row(
            telling, f"{card['key']} {telling.own(card)}", review.added(pl.col("measure") == card["key"]),
            review.years,
        )
        for card in review.cards.filter(mine).iter_rows(named=True)
    ]  # fmt: skip
    rows.append(_amount_row(telling, telling.say("total"), review.added(mine), review.years, total=True))
    caption = telling.say("review_of_owner", number=number, owner=unit_name(telling, owner))
    return _table(caption, telling.say("review_key_measures"), rows, review.years)
