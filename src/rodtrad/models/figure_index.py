"""The figures of a book by size (tallregister): those near a number are found without walking through all."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rodtrad.core.dimension import likeness
from rodtrad.core.measurement import PARTS_OF_ONE, UNITS
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import Thread

Rows = NDArray[np.int64]
"""Rows of `FigureIndex.figures`."""
_OWNERS = ("unit", "owner")
_YEARS = {
    "year": pl.col("year").cast(pl.String).str.slice(0, 4).cast(pl.Int64, strict=False),
    "period": pl.col("period").str.slice(0, 4).cast(pl.Int64, strict=False),
    "first_year": pl.col("first_year"),
}
"""What says which year a row is of, the first of them that it has."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which figures a text may be about: those of its own document, and those of some units (omfang)."""

    document: str
    owners: frozenset[str]


class FigureIndex:
    """Every figure of a thread, sorted by size within what its unit counts.

    figures  figure, fact, column, position, address, grains, unit, decimals, document, owner, year; owner is
             the row's unit or its document's, year is 0 where there is none
    """

    def __init__(self, thread: Thread) -> None:
        self.thread = thread
        self.figures = _placed(thread)
        self._sizes = _sizes(self.figures)
        self._sorted: dict[tuple[object, ...], tuple[Rows, NDArray[np.float64]]] = {}
        self._scopes: dict[Scope, NDArray[np.bool_]] = {}

    def near(self, unit: str, least: float, most: float) -> Rows:
        """The figures whose size is from one to another, the smallest first.

        unit         a unit of the figures, or one that they can be told in
        least, most  without sign, in base units of what the unit counts (`base_size`)
        """
        order, sizes = self._ordered(likeness(unit))
        return order[np.searchsorted(sizes, least) : np.searchsorted(sizes, most, side="right")]

    def size_of(self, row: int) -> float:
        """The size of a figure without its sign, in base units of what its unit counts."""
        return float(self._sizes[row])

    @cached_property
    def years(self) -> NDArray[np.int64]:
        """The year of every figure, 0 where it has none."""
        return self.figures["year"].to_numpy()

    def in_scope(self, scope: Scope) -> NDArray[np.bool_]:
        """Which figures a text may be about; found once for each scope."""
        if scope not in self._scopes:
            inside = pl.col("owner").is_in(sorted(scope.owners)) | (pl.col("document") == scope.document)
            found = self.figures.select(inside.fill_null(value=False))
            self._scopes[scope] = found.to_series().to_numpy()
        return self._scopes[scope]

    def _ordered(self, kind: tuple[object, ...]) -> tuple[Rows, NDArray[np.float64]]:
        """The rows of one kind of unit in the order of their size, and the sizes; sorted when first asked."""
        if kind not in self._sorted:
            units = [unit for unit in UNITS if likeness(unit) == kind]
            of_kind = self.figures.select(pl.col("unit").is_in(units).arg_true()).to_series()
            rows = of_kind.cast(pl.Int64).to_numpy()
            order = rows[np.argsort(self._sizes[rows], kind="stable")]
            self._sorted[kind] = order, self._sizes[order]
        return self._sorted[kind]


def base_size(unit: str) -> float:
    """What one of a unit is in base units of what it counts: grains, and parts of one for shares."""
    return UNITS[unit].grains * PARTS_OF_ONE.get(unit, 1.0)


def _sizes(figures: pl.DataFrame) -> NDArray[np.float64]:
    parts = pl.col("unit").replace_strict(PARTS_OF_ONE, default=1.0, return_dtype=pl.Float64)
    return figures.select(pl.col("grains").abs() * parts).to_series().to_numpy()


def _placed(thread: Thread) -> pl.DataFrame:
    """The figures, each with the unit that owns it and its year."""
    figures = thread.figures.filter(pl.col("fact") != CONSTANT)
    places = pl.concat(_places(thread.facts, figures["fact"].unique().to_list()))
    documents = thread.facts["document"].select(pl.col("key").alias("document"), pl.col("unit").alias("of"))
    return (
        figures.select(
            "figure", "fact", "column", "position", "address", "grains", "unit", "decimals", "document"
        )
        .join(places, on=["fact", "position"], how="left", maintain_order="left")
        .join(documents, on="document", how="left", maintain_order="left")
        .with_columns(pl.coalesce("owner", "of").alias("owner"), pl.col("year").fill_null(0))
        .drop("of")
    )


def _places(facts: Facts, names: list[str]) -> Iterator[pl.DataFrame]:
    """The unit and year of every row of some facts; an empty frame first, so that there is always one."""
    schema = {"fact": pl.String, "position": pl.UInt32, "owner": pl.String, "year": pl.Int64}
    yield pl.DataFrame(schema=schema)
    for name in names:
        columns = SHAPES[name].names()
        owner = next((pl.col(c) for c in _OWNERS if c in columns), pl.lit(None, pl.String))
        year = next((_YEARS[c] for c in _YEARS if c in columns), pl.lit(None, pl.Int64))
        yield (
            facts[name]
            .with_row_index("position")
            .select(pl.lit(name).alias("fact"), "position", owner.alias("owner"), year.alias("year"))
        )
