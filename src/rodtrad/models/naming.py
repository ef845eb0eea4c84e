"""What figures are called (navn på tall), as the stems of words that a text must have to be about them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rodtrad.core.dimension import likeness
from rodtrad.core.stems import stems
from rodtrad.facts.budget import Step, Version
from rodtrad.facts.document import DocumentKind
from rodtrad.models.budgeting.trees import OPERATING
from rodtrad.models.concepts import SHAPES
from rodtrad.models.figure_index import FigureIndex
from rodtrad.models.thread.labels import Labels

Stems = frozenset[str]
_NOTHING: Stems = frozenset()
_KEPT_TEXTS = 20_000
_GROUP, _CHAPTER = "account_group", "chapter"
_PLACES = ("project", "function", "area", _CHAPTER)
_FRAME = stems("rammen")
"""What people call a unit's net budget, whatever its row is called."""
_REPORTS = (DocumentKind.PERIOD_REPORT, DocumentKind.ANNUAL_REPORT)
_OUTCOMES = (Version.ACCOUNTS.value, Version.FORECAST.value)
_BUDGETED, _CAME = 1, 2


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
        self._told: dict[int, str] = {}
        self._with_outcome: dict[object, bool] = {}
        self._named: dict[object, dict[Stems, list[int]]] = {}

    def document(self, key: str) -> tuple[int, str]:
        """The year a document is about, and the unit; 0 and "" when there is no such document."""
        rows = self._facts["document"].filter(pl.col("key") == key)
        return (rows["year"][0], rows["unit"][0]) if rows.height else (0, "")

    def is_report(self, key: str) -> bool:
        """Whether a document tells what became of a year, or of a part of it."""
        rows = self._facts["document"].filter(pl.col("key") == key)
        return rows.height > 0 and rows["kind"][0] in _REPORTS

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

    def label(self, row: int) -> str:
        """A figure's name as it is shown."""
        if row not in self._told:
            fact, position, column = self.index.figures.select("fact", "position", "column").row(row)
            self._told[row] = self._labels.of(fact, position, column)
        return self._told[row]

    def words(self, row: int) -> Stems:
        """All the words of a figure's name."""
        return _stems(self.label(row))

    def outcome_in_parts(self, owners: Stems, years: frozenset[int], rows: Sequence[int]) -> bool:
        """Whether some figures are all budgets, and their units have accounts that may be added up."""
        if (self._outcome[rows] != _BUDGETED).any():
            return False
        asked = owners, years
        if asked not in self._with_outcome:
            units, meant = pl.col("owner").is_in(sorted(owners)), pl.col("year").is_in(sorted(years))
            of_units = self.index.figures.select((units & meant).arg_true()).to_series()
            self._with_outcome[asked] = bool((self._outcome[of_units] == _CAME).any())
        return self._with_outcome[asked]

    @cached_property
    def _outcome(self) -> NDArray[np.int8]:
        """Whether each figure is budgeted or has come, such as accounts; 0 for those that are neither."""
        came = pl.when(pl.col("version").is_in(_OUTCOMES)).then(_CAME).otherwise(_BUDGETED).cast(pl.Int8)
        versions = pl.concat(
            self._facts[fact]
            .with_row_index("position")
            .select(pl.lit(fact).alias("fact"), "position", came.alias("outcome"))
            for fact, (columns, _) in _NAMED.items()
            if "version" in columns
        )
        placed = self.index.figures.select("fact", "position")
        found = placed.join(versions, on=["fact", "position"], how="left", maintain_order="left")
        return found["outcome"].fill_null(0).to_numpy()

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
            values = self._values(str(fact), part)
            for row, name in chain(
                self._names(str(fact), part["row"], values), self._net(part["row"], values)
            ):
                found[name].append(row)
        return dict(found)

    def _names(self, fact: str, rows: pl.Series, values: pl.DataFrame) -> Iterator[tuple[int, Stems]]:
        """The rows that have a name: the short one where it names one thing only, else the whole."""
        columns, named = _NAMED[fact]
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
        for row, key in zip(rows, values.iter_rows(), strict=True):
            short, whole = names[key]
            name = short if len(things[short]) == 1 else whole
            if name:
                yield row, name

    def _net(self, rows: pl.Series, values: pl.DataFrame) -> Iterator[tuple[int, Stems]]:
        """The rows that are a unit's net budget, which people call its frame."""
        if _GROUP not in values.columns:
            return
        narrower = [place for place in values.columns if place in _PLACES and place != _CHAPTER]
        net = values.with_columns(rows).filter(
            pl.col(_GROUP) == OPERATING,
            ~pl.col("version").is_in([*_OUTCOMES, Version.DEVIATION.value]),
            *(pl.col(place).is_null() for place in narrower),
        )
        for row, chapter in net.select(rows.name, _CHAPTER).iter_rows():
            yield row, _FRAME | _stems(self._labels.code(_CHAPTER, chapter))

    def _values(self, fact: str, rows: pl.DataFrame) -> pl.DataFrame:
        """What names some rows; a chapter only where the unit has several, and so must say which."""
        columns, _ = _NAMED[fact]
        owner = pl.col("unit") if "unit" in SHAPES[fact].names() else pl.lit("")
        values = self._facts[fact][rows["position"]].select(owner.alias("unit"), *columns)
        if _CHAPTER not in columns:
            return values
        several = pl.col("unit").is_in(sorted(self._with_chapters))
        return values.with_columns(pl.when(several).then(pl.col(_CHAPTER)))

    @cached_property
    def _with_chapters(self) -> Stems:
        """The units that have more than one chapter."""
        chapters = self._facts["budget_line"].group_by("unit").agg(pl.col(_CHAPTER).drop_nulls().n_unique())
        return frozenset(chapters.filter(pl.col(_CHAPTER) > 1)["unit"])

    @cached_property
    def _units(self) -> list[str]:
        return self.index.figures["unit"].unique().to_list()

    @cached_property
    def _unit_names(self) -> dict[str, Stems]:
        units = self._facts["unit"].select("key", "label")
        return {key: _stems(label) for key, label in units.iter_rows()}


def _amount(labels: Labels, row: Mapping[str, Any]) -> tuple[Stems, Stems]:
    """The account group with the narrowest of project, function, area and chapter; and with all of them."""
    if row["version"] == Version.DEVIATION.value:
        return _NOTHING, _NOTHING
    return _with_places(labels, row, _stems(labels.code(_GROUP, row[_GROUP])))


def _frame(labels: Labels, row: Mapping[str, Any]) -> tuple[Stems, Stems]:
    """The new frame, with its area or chapter."""
    return _with_places(labels, row, _FRAME) if row["step"] == Step.FRAME.value else (_NOTHING, _NOTHING)


def _with_places(labels: Labels, row: Mapping[str, Any], name: Stems) -> tuple[Stems, Stems]:
    places = [_stems(labels.code(place, row.get(place))) for place in _PLACES]
    narrowest = next((place for place in places if place), _NOTHING)
    return name | narrowest, name.union(*places)


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
    "budget_line": (("version", _GROUP, *_PLACES), _amount),
    "period_amount": (("version", _GROUP, *_PLACES[1:]), _amount),
    "budget_change": (("step", "area", _CHAPTER), _frame),
    "indicator_value": (("document", "indicator"), _indicator_value),
    "key_figure": (("label",), _key_figure),
    "service_figure": (("service", "measure"), _service_figure),
}
"""The facts whose figures a sentence can name: the columns that name them, and their short and whole names.

Units, years and versions are no part of a name.
"""
