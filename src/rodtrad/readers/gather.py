"""Facts gathered from one document, row by row, with the reading behind every figure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from rodtrad.core.measurement import LARGEST_GRAINS, UNITS
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.page import DoubtReason
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.readers.rows import Table
from rodtrad.readers.splits import Number

_LONGEST_KEY = 48


@dataclass(frozen=True, slots=True)
class Seen:
    """One number on a page (avlest tall): where and how it is printed, and the figure it became, if any."""

    line: int
    text: str
    value: Decimal
    decimals: int
    unit: str
    in_table: bool
    address: str | None = None
    start: int = -1


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a document before its figures are read."""

    key: str
    kind: DocumentKind
    unit: str
    unit_name: str
    year: int
    label: str


@dataclass
class Gathered:
    """The rows of every fact that one document gives, and every number seen on the way.

    known  what the book holds already: names of units and codes are looked up there
    areas  line and code of every heading that begins the chapter of a functional area
    """

    about: About
    known: Facts
    rows: dict[str, dict[tuple[object, ...], dict[str, Any]]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    doubts: list[tuple[int, str, DoubtReason, str | None]] = field(default_factory=list)
    areas: list[tuple[int, str]] = field(default_factory=list)

    def add(self, fact: str, numbers: Mapping[str, Number] | None = None, /, **values: Any) -> str | None:
        """Add one row; the first row with a key stays, and later ones are only seen.

        numbers  the printed number of each figure's column
        returns  the address of the first figure, or of the row; None when the key was there already
        """
        shape = SHAPES[fact]
        row: dict[str, Any] = dict.fromkeys(shape.names()) | {"document": self.about.key} | values
        row = {name: row[name] for name in shape.names()}
        given = {c: n for c, n in (numbers or {}).items() if n.value is not None}
        for column, number in given.items():
            grains = grains_of(number, shape[column].unit or str(row["printed_unit"]))
            if grains is None:
                return None
            row[column] = grains
        if numbers is not None and any(c.required and row[c.name] is None for c in shape.figures):
            return None
        if "decimals" in row and row["decimals"] is None:
            row["decimals"] = max((n.decimals for n in given.values()), default=0)
        key = tuple(row[k] for k in shape.key)
        there = self.rows.setdefault(fact, {})
        figures = [(c, given[c.name]) for c in shape.figures if c.name in given]
        new = key not in there
        if new:
            there[key] = row
        for figure, number in figures:
            unit, at = figure.unit or str(row["printed_unit"]), shape.address_of(row, figure.name)
            in_table, line = fact != "key_figure", row.get("line")
            self.see(number, unit, in_table=in_table, address=at if new else None, line=line)
        return shape.address_of(row, next(iter(given), "")) if new else None

    def see(
        self,
        number: Number,
        unit: str,
        *,
        in_table: bool,
        address: str | None = None,
        line: int | None = None,
    ) -> None:
        """Note a number that stands on the page."""
        if number.value is not None:
            at = number.line or line or 0
            self.seen.append(
                Seen(at, number.text, number.value, number.decimals, unit, in_table, address, number.start)
            )

    def has(self, fact: str, /, **values: Any) -> bool:
        """Whether a row with these values has been gathered, or is in the book."""
        if any(all(row[n] == v for n, v in values.items()) for row in self.rows.get(fact, {}).values()):
            return True
        frame = self.known.get(fact)
        return frame is not None and not frame.filter(*(pl.col(n) == v for n, v in values.items())).is_empty()

    def area_at(self, line: int) -> str | None:
        """The functional area whose chapter a line stands in."""
        before = [area for at, area in self.areas if at <= line]
        return (before[-1] or None) if before else None

    def doubt(self, table: Table) -> None:
        """Note the rows of a table whose reading could not be settled."""
        for row in table.rows:
            if not row.sure and len(row.choices) != 1:
                reason = DoubtReason.SEVERAL_SPLITS if row.choices else DoubtReason.NO_SPLIT_FITS
                self.doubts.append((row.line, " ".join(w.text for w in row.words), reason, None))

    def frames(self) -> dict[str, pl.DataFrame]:
        """The rows as frames, in the facts' shapes."""
        return {
            fact: pl.DataFrame(list(rows.values()), schema=SHAPES[fact].polars_schema())
            for fact, rows in self.rows.items()
            if rows
        }


def grains_of(number: Number, unit: str) -> int | None:
    """A printed number in whole grains of its unit; None when it does not fit."""
    if number.value is None:
        return None
    exact = number.value * UNITS[unit].grains
    whole = int(exact.to_integral_value())
    return whole if abs(whole) <= LARGEST_GRAINS and exact == whole else None


def slug(text: str, most: int = _LONGEST_KEY) -> str:
    """A short name of lower-case ASCII letters and dashes, made from words."""
    plain = text.lower().replace("ø", "o").replace("æ", "ae").replace("å", "a")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    made = ""
    for word in words:
        if len(made) + len(word) + 1 > most:
            break
        made = f"{made}-{word}" if made else word
    return made or (words[0][:most] if words else "uten-navn")


class Names:
    """Short names, each given out once (navn)."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def new(self, name: str) -> str:
        """The name, with a number after it when it is taken."""
        self._times[name] += 1
        made = name if self._times[name] == 1 else f"{name}-{self._times[name]}"
        if made == name:
            return name
        if self._times[made]:
            return self.new(name)
        self._times[made] = 1
        return made


def unique(name: str, taken: Iterable[str]) -> str:
    """The name, with a number after it when it is taken."""
    there = set(taken)
    if name not in there:
        return name
    number = 2
    while f"{name}-{number}" in there:
        number += 1
    return f"{name}-{number}"


def named(text: str, most: int = 120) -> str:
    """A label as it is shown: single blanks, no footnote marks, not too long."""
    words = " ".join(text.replace("•", " ").split()).strip(" *:-–")
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
