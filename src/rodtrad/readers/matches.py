"""Figures of tables, and of other documents, that a text repeats: found by size and by words."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.relation import RelationKind
from rodtrad.core.stems import stems
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.equations import add_equation
from rodtrad.readers.gather import Gathered
from rodtrad.readers.prose import Placed, significant_digits

_NAMES = ("code", "table", "indicator", "efficiency_measure")
_NAMED_BY = ("measure", "table", "indicator", "account_group", "area", "function", "chapter", "project")
_HELD = (
    "budget_line", "budget_change", "grant", "indicator_value", "key_figure", "measure_effect", "premise",
    "table_figure",
)  # fmt: skip
_LEAST_ELSEWHERE, _CARD_LINES, _NEAR_LINES = 3, 80, 300
_SMALL_UNITS = ("prosent", "år", "dager", "timer")
EACH = re.compile(r"\b(?:hver|hvert|per|pr|i snitt|gjennomsnitt\w*)\b", re.IGNORECASE)
_THOUSANDFOLD = (1_000, 1_000_000)


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A figure that a number of the text may be (mulig kilde): a row of a fact, and one of its columns."""

    fact: str
    row: Mapping[str, Any]
    column: str
    unit: str
    grains: int

    @property
    def address(self) -> str:
        """The figure's lasting address."""
        return SHAPES[self.fact].address_of(self.row, self.column)

    @property
    def year(self) -> int | None:
        """The year it is of; a number of a text says its year in its words."""
        year = None if self.fact == "key_figure" else self.row.get("year")
        return year if isinstance(year, int) else None

    @property
    def line(self) -> int:
        """The printed line, 0 when it is not known."""
        return int(self.row.get("line") or 0)


class Figures:
    """The figures of a document's tables and of the book, found by size and by the words of their rows."""

    def __init__(self, gathered: Gathered) -> None:
        self._own = gathered.about.key
        self._words: dict[int, frozenset[str]] = {}
        self._of: dict[Family, list[Figure]] = defaultdict(list)
        held, own = _held(gathered), _gathered(gathered)
        self._names = _names(held) | _names(own)
        for facts in (held, own):
            for figure in _figures(facts):
                self._of[UNITS[figure.unit].family].append(figure)
        for found in self._of.values():
            found.sort(key=_size)

    def near(self, family: Family, grains: int, room: int) -> Iterator[Figure]:
        """Figures of a size, within some room."""
        ordered = self._of[family]
        first = bisect_left(ordered, grains - room, key=_size)
        last = bisect_right(ordered, grains + room, key=_size)
        return iter(ordered[first:last])

    def text(self, figure: Figure) -> str:
        """What the row of a figure says it is."""
        return _text_of(figure.row, self._names)

    def words(self, figure: Figure) -> frozenset[str]:
        """The stems of what says what a figure is."""
        at = id(figure.row)
        if at not in self._words:
            self._words[at] = stems(self.text(figure))
        return self._words[at]

    def is_own(self, figure: Figure) -> bool:
        """Whether a figure is of the document that is read."""
        return (figure.row.get("document") or self._own) == self._own


def _size(figure: Figure) -> int:
    return abs(figure.grains)


def _gathered(gathered: Gathered) -> dict[str, list[dict[str, Any]]]:
    return {fact: list(rows.values()) for fact, rows in gathered.rows.items() if fact != "key_figure"}


def _held(gathered: Gathered) -> dict[str, list[dict[str, Any]]]:
    """The rows of the book that stand in other documents, with the names they need."""
    held: dict[str, list[dict[str, Any]]] = {}
    for fact, frame in gathered.known.items():
        if fact in (*_NAMES, *_HELD) and not frame.is_empty():
            other = frame.filter(pl.col("document").is_null() | (pl.col("document") != gathered.about.key))
            held[fact] = list(other.iter_rows(named=True))
    return held


def _figures(facts: Mapping[str, Sequence[dict[str, Any]]]) -> Iterator[Figure]:
    for fact, rows in facts.items():
        if fact not in SHAPES or fact == "stated_relation":
            continue
        for column in SHAPES[fact].figures:
            for row in rows:
                if row[column.name]:
                    yield Figure(fact, row, column.name, column.unit or row["printed_unit"], row[column.name])


def _names(facts: Mapping[str, Sequence[dict[str, Any]]]) -> dict[tuple[str, str], str]:
    """Labels of what the rows refer to: by column and key."""
    names = {("table", r["key"]): r["label"] for r in facts.get("table", ())}
    names |= {("indicator", r["key"]): r["label"] for r in facts.get("indicator", ())}
    names |= {("measure", r["key"]): r["label"] for r in facts.get("efficiency_measure", ())}
    return names | {(r["dimension"], r["code"]): r["label"] for r in facts.get("code", ())}


def _text_of(row: Mapping[str, Any], names: Mapping[tuple[str, str], str]) -> str:
    parts = [str(row.get("label") or ""), str(row.get("row_label") or "")]
    parts += [names.get((column, str(row.get(column))), "") for column in _NAMED_BY]
    return " ".join(parts)


def repeats_a_figure(gathered: Gathered, one: Placed, figures: Figures, wide: frozenset[str]) -> None:
    """State that a number is a table's, rounded; or has its digits, a thousandfold too large or small."""
    family = UNITS[one.unit].family
    digits = significant_digits(one)
    if one.told.value == 0 or (one.unit in _SMALL_UNITS and digits < 3):
        return
    step = int(Decimal(UNITS[one.unit].grains).scaleb(-one.told.decimals))
    best = _best(figures.near(family, abs(one.grains), step // 2), figures, one, wide, digits)
    if best is None and family is Family.MONEY and digits >= 3 and not EACH.search(one.told.sentence):
        for factor in _THOUSANDFOLD:
            exact = [
                *figures.near(family, abs(one.grains) * factor, 0),
                *figures.near(family, abs(one.grains) // factor, 0),
            ]
            best = best or _best(
                (f for f in exact if _is_near(f, one, figures)), figures, one, wide, digits - 1
            )
    if best is None:
        return
    sign = 1 if best.grains * one.grains > 0 else -1
    add_equation(
        gathered,
        "Teksten gjentar tallet i tabellen",
        RelationKind.EQUALITY,
        one.address,
        [best.address],
        [sign],
    )


def _is_near(figure: Figure, one: Placed, figures: Figures) -> bool:
    """Whether a figure stands within some pages of a number, in the same document."""
    return figures.is_own(figure) and abs(figure.line - one.told.line) <= _NEAR_LINES


def _best(
    found: Iterable[Figure], figures: Figures, one: Placed, wide: frozenset[str], digits: int
) -> Figure | None:
    """The figure with the most words in common with the sentence, then the nearest one; own document first.

    The fewer digits, the more words must be the same. For a figure of another document the whole paragraph
    says what it is about, and what is counted is a word too.
    """
    words = stems(f"{one.told.sentence} {one.told.heading}")
    years = {int(y) for y in re.findall(r"(?<!\d)20\d\d(?!\d)", one.told.sentence)}
    least = 1 if digits >= 4 else 2 if digits >= 2 else 3
    scored = []
    for figure in found:
        own = figures.is_own(figure)
        if (years and figure.year is not None and figure.year not in years) or (
            not own and digits < _LEAST_ELSEWHERE
        ):
            continue
        common = len((words if own else wide) & figures.words(figure))
        counted = not own and bool(one.told.noun) and one.told.noun in figures.text(figure).lower()
        dated = own and figure.year in years and common > 0
        beside = own and figure.fact == "measure_effect" and abs(figure.line - one.told.line) <= _CARD_LINES
        if common + counted + dated + beside >= least:
            scored.append((own, common, -abs(figure.line - one.told.line), figure.address, figure))
    return max(scored, key=lambda s: s[:4])[4] if scored else None
