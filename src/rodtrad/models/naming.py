"""What figures are called (navn på tall), as the stems of words that a text must have to be about them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import polars as pl

from rodtrad.core.dimension import likeness
from rodtrad.core.stems import stems
from rodtrad.facts.budget import Version
from rodtrad.models.concepts import SHAPES
from rodtrad.models.figure_index import FigureIndex
from rodtrad.models.thread.labels import Labels

Stems = frozenset[str]
_NOTHING: Stems = frozenset()
_KEPT_TEXTS = 20_000
_DIMENSIONS = ("account_group", "project", "function", "area", "chapter")


@lru_cache(maxsize=_KEPT_TEXTS)
def _stems(text: str) -> Stems:
    return stems(text)


class Naming:
    """The names of the figures of one index, in Norwegian; each is made when it is first needed.

    index  the figures, by size
    """

    def __init__(self, index: FigureIndex) -> None:
        self.index = index
        self._facts = index.thread.facts
        self._labels = Labels(self._facts, "no")
        self._words: dict[int, Stems] = {}
        self._named: dict[object, dict[Stems, list[int]]] = {}

    def document(self, key: str) -> tuple[int, str]:
        """The year a document is about, and the unit; 0 and "" when there is no such document."""
        rows = self._facts["document"].filter(pl.col("key") == key)
        return (rows["year"][0], rows["unit"][0]) if rows.height else (0, "")

    def subject(self, address: str) -> Stems:
        """The words of the row or figure a text is about."""
        at = self.index.thread.at.get(address)
        if at is not None:
            row = self.index.thread.figures.row(at, named=True)
            return _stems(self._labels.of(row["fact"], row["position"]))
        fact = address.partition("/")[0]
        position = self.index.thread.rows(fact).get(address) if fact in SHAPES else None
        return _NOTHING if position is None else _stems(self._labels.of(fact, position))

    def unit_words(self, unit: str) -> Stems:
        """The words of a unit's name."""
        return self._unit_names.get(unit, _NOTHING)

    def units_named(self, words: Stems, own: str) -> Stems:
        """A unit, and every unit whose whole name is among some words."""
        return frozenset({own, *(key for key, name in self._unit_names.items() if name and name <= words)})

    def words(self, row: int) -> Stems:
        """All the words of a figure's name."""
        if row not in self._words:
            fact, position, column = self.index.figures.select("fact", "position", "column").row(row)
            self._words[row] = _stems(self._labels.of(fact, position, column))
        return self._words[row]

    def named(self, owners: Stems, unit: str, years: frozenset[int]) -> Mapping[Stems, list[int]]:
        """The figures of some units that a text can name, by the words it must have.

        unit   what they are told in       years  that they are of
        """
        asked = owners, likeness(unit), years
        if asked not in self._named:
            self._named[asked] = self._gathered(owners, unit, years)
        return self._named[asked]

    def _gathered(self, owners: Stems, unit: str, years: frozenset[int]) -> dict[Stems, list[int]]:
        alike = [u for u in self._units if likeness(u) == likeness(unit)]
        rows = self.index.figures.with_row_index("row").filter(
            pl.col("owner").is_in(sorted(owners)),
            pl.col("fact").is_in(list(_NAMED)),
            pl.col("unit").is_in(alike),
            pl.col("year").is_in(sorted(years)),
        )
        found: dict[Stems, list[int]] = defaultdict(list)
        for (fact,), part in rows.partition_by("fact", as_dict=True).items():
            for row, name in self._names(str(fact), part):
                found[name].append(row)
        return dict(found)

    def _names(self, fact: str, rows: pl.DataFrame) -> Iterator[tuple[int, Stems]]:
        """The rows that have a name: the short one where it names one thing only, else the whole."""
        columns, named = _NAMED[fact]
        owned = "unit" in SHAPES[fact].names()
        owner = pl.col("unit") if owned else pl.lit("")
        values = self._facts[fact][rows["position"]].select(owner.alias("unit"), *columns)
        known: dict[tuple[Any, ...], tuple[Stems, Stems]] = {}
        names: dict[tuple[Any, ...], tuple[Stems, Stems]] = {}
        things: dict[Stems, set[Stems]] = defaultdict(set)
        for key in values.unique().iter_rows():
            if key[1:] not in known:
                known[key[1:]] = named(self._labels, dict(zip(columns, key[1:], strict=True)))
            own = self.unit_words(key[0])
            short, whole = known[key[1:]]
            names[key] = short, whole = short - own, whole - own
            things[short].add(whole)
        for row, key in zip(rows["row"], values.iter_rows(), strict=True):
            short, whole = names[key]
            name = short if len(things[short]) == 1 else whole
            if name:
                yield row, name

    @cached_property
    def _units(self) -> list[str]:
        return self.index.figures["unit"].unique().to_list()

    @cached_property
    def _unit_names(self) -> dict[str, Stems]:
        units = self._facts["unit"].select("key", "label")
        return {key: _stems(label) for key, label in units.iter_rows()}


def _budget_line(labels: Labels, row: Mapping[str, Any]) -> tuple[Stems, Stems]:
    """The account group with the narrowest of project, function, area and chapter; and with all of them."""
    if row["version"] == Version.DEVIATION.value:
        return _NOTHING, _NOTHING
    group, *places = (_stems(labels.code(d, row[d])) for d in _DIMENSIONS)
    narrowest = next((place for place in places if place), _NOTHING)
    return group | narrowest, group.union(*places)


def _indicator_value(labels: Labels, row: Mapping[str, Any]) -> tuple[Stems, Stems]:
    name = _stems(labels.name("indicator", document=row["document"], key=row["indicator"]))
    return name, name


def _key_figure(_: Labels, row: Mapping[str, Any]) -> tuple[Stems, Stems]:
    name = _stems(row["label"])
    return name, name


def _service_figure(labels: Labels, row: Mapping[str, Any]) -> tuple[Stems, Stems]:
    service = labels.name("service", key=row["service"])
    name = _stems(service) | _stems(labels.word("service_measure", row["measure"]))
    return name, name


_NAMED: dict[str, tuple[tuple[str, ...], Callable[[Labels, Mapping[str, Any]], tuple[Stems, Stems]]]] = {
    "budget_line": (("version", *_DIMENSIONS), _budget_line),
    "indicator_value": (("document", "indicator"), _indicator_value),
    "key_figure": (("label",), _key_figure),
    "service_figure": (("service", "measure"), _service_figure),
}
"""The facts whose figures a sentence can name: the columns that name them, and their short and whole names.

Units, years and versions are no part of a name.
"""
