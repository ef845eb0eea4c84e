"""A judged book in one language: every name, number and verdict as a reader meets it."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from rodtrad.core import words
from rodtrad.core.measurement import UNITS
from rodtrad.core.noted import Kept
from rodtrad.core.numbers import in_unit, number, signed, with_unit
from rodtrad.core.shape import Language
from rodtrad.core.verdict import HELD
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.judgement import Judgement
from rodtrad.models.thread.weave import Thread
from rodtrad.reports.summary import Summary, summary_of
from rodtrad.reports.tree import Cell
from rodtrad.reports.wording import Wording

UNTESTED = "untested"
EMPTY = "–"
_MILLION = UNITS["mill. kr"].grains
_CALM = {*(v.value for v in HELD), UNTESTED}


def chosen(column: str, value: str) -> pl.Expr:
    """The rows a reader has chosen: those with a value in a column, or all where nothing is chosen."""
    return pl.lit(value == "") | (pl.col(column) == value)


class Telling:
    """One judged book, told in one language."""

    def __init__(self, judgement: Judgement, language: Language, kept: Kept | None = None) -> None:
        self.judgement = judgement
        self.language: Language = language
        self.kept = kept or Kept()
        self.wording = Wording(judgement.thread, language, self.kept)

    @property
    def thread(self) -> Thread:
        """The book's thread."""
        return self.judgement.thread

    @property
    def facts(self) -> Facts:
        """The book's facts."""
        return self.judgement.thread.facts

    def say(self, key: str, **values: object) -> str:
        """A sentence or heading."""
        return words.say(key, self.language, **values)

    def word(self, category: str, value: object) -> str:
        """The word for a value of a category; a dash where there is none."""
        return words.word(category, str(value), self.language) if value else EMPTY

    def named(self, fact: str, key: object) -> str:
        """The label of a unit, document or other row with a single key."""
        return self.wording.labels.name(fact, key=key)

    def own(self, row: dict[str, Any]) -> str:
        """A row's own label."""
        return self.wording.labels.own(row)

    def where(self, fact: str, column: str, value: object) -> pl.DataFrame:
        """The rows of a fact with one value in a column; each column is sorted out once."""

        def sorted_out() -> dict[object, pl.DataFrame]:
            parts = self.facts[fact].partition_by(column, as_dict=True, maintain_order=True)
            return {key[0]: frame for key, frame in parts.items()}

        frames = self.kept.once(("where", fact, column), sorted_out)
        return frames.get(value, self.facts[fact].clear())

    def million(self, grains: float) -> str:
        """Money in million kroner with one decimal."""
        return number(grains / _MILLION, 1, self.language)

    def million_change(self, grains: float) -> str:
        """A change of money in million kroner, with its sign."""
        return signed(grains / _MILLION, 1, self.language)

    def share(self, part: float) -> str:
        """A part of a whole in whole per cent."""
        return with_unit(part * 100, "prosent", 0, self.language)

    def count(self, amount: int) -> str:
        """A whole number."""
        return number(amount, 0, self.language)

    def verdict_at(self, address: str) -> str:
        """What is said of a figure; that it is untested where no relation reaches it."""
        return self.judgement.verdicts.get(address, UNTESTED)

    def to_notice(self, address: str) -> str:
        """The figure's verdict where a reader should see it beside the number, else nothing."""
        verdict = self.verdict_at(address)
        return "" if verdict in _CALM else verdict

    def figure(self, fact: str, row: Mapping[str, Any], column: str, *, unit: bool = False) -> Cell:
        """One figure of a row, as it is printed; with its unit after it when the heading has none."""
        if row[column] is None:
            return Cell(EMPTY)
        address = SHAPES[fact].address_of(row, column)
        printed = SHAPES[fact][column].unit or row["printed_unit"]
        value = in_unit(row[column], printed)
        decimals = max(0, row["decimals"])
        text = (
            with_unit(value, printed, decimals, self.language)
            if unit
            else self.plain(value, printed, decimals)
        )
        return Cell(text, value, address, self.to_notice(address))

    def plain(self, value: float, unit: str, decimals: int) -> str:
        """A number alone; a year is never grouped."""
        return f"{value:.0f}" if unit in ("årstall", "dato") else number(value, decimals, self.language)

    def place(self, address: str) -> Cell:
        """A figure or row by its address: its name, and a figure's number."""
        at = self.thread.at.get(address)
        if at is None:
            return Cell(self.row_name(address), address=address)
        shown = self.number_of(self.thread.figures.row(at, named=True))
        return Cell(f"{self.wording.label(address)}: {shown.text}", shown.value, address, shown.verdict)

    def number_of(self, figure: Mapping[str, Any]) -> Cell:
        """The number of one figure, with its unit."""
        value = in_unit(figure["grains"], figure["unit"])
        text = with_unit(value, figure["unit"], max(0, figure["decimals"]), self.language)
        return Cell(text, value, figure["address"], self.to_notice(figure["address"]))

    def figures_in(self, document: str) -> pl.DataFrame:
        """A document's figures in the order they stand."""
        figures = self.thread.figures
        return figures.filter(figures["document"] == document).sort("line", "figure", nulls_last=True)

    def row_name(self, address: str) -> str:
        """The name of the row at an address, or the address when there is none."""
        fact, _, _ = address.partition("/")
        position = self.thread.rows(fact).get(address) if fact in SHAPES else None
        return self.wording.labels.of(fact, position) or address if position is not None else address

    def check_title(self, number: str) -> str:
        """The title of a check."""
        return words.check_title(number, self.language)

    def check_meaning(self, number: str) -> str:
        """What a check looks for."""
        return words.check_meaning(number, self.language)

    def row(self, fact: str, row: Mapping[str, Any], text: str) -> Cell:
        """A text that leads to a row."""
        return Cell(text, address=SHAPES[fact].address_of(row))

    def unit(self, key: str | None) -> Cell:
        """A unit's name, leading to the unit."""
        return Cell(self.named("unit", key), address=f"unit/{key}") if key else Cell(EMPTY)

    def document(self, key: str | None) -> Cell:
        """A document's name, leading to the document."""
        return Cell(self.named("document", key), address=f"document/{key}") if key else Cell(EMPTY)

    def code(self, dimension: str, code: str) -> Cell:
        """A code with its name, leading to the code where the book lists it."""
        codes = self.kept.once(
            ("codes", dimension), lambda: frozenset(self.where("code", "dimension", dimension)["code"])
        )
        address = f"code/{dimension}/{code}" if code in codes else ""
        return Cell(self.wording.labels.code(dimension, code), address=address)

    @property
    def summary(self) -> Summary:
        """How many figures, relations and findings; counted once."""
        return self.kept.once("summary", lambda: summary_of(self.judgement))

    @property
    def municipality(self) -> str:
        """What the whole is called."""
        kinds = self.where("unit", "kind", "municipality")
        return self.own(kinds.row(0, named=True)) if kinds.height else EMPTY
