"""What relations are found from: rows with the numbers of their figures, and the trees their codes form."""

from collections.abc import Sequence
from functools import cached_property

import polars as pl

from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.thread.splice import FactCuts, spliced

_DEEPEST_TREE = 20
_CLOSED = ("account_group", "age_group")
"""Dimensions whose lists are whole; in the others a code that is not listed is a part of the whole."""
ALIKE = 7
"""Seed of the numbers that stand for places; two places share one about never."""


class Ground:
    """A book's rows and figures as the rules look at them. Parts are made when they are first needed."""

    def __init__(self, facts: Facts, figures: pl.DataFrame) -> None:
        self.facts = facts
        self.figures = figures
        self._trees: dict[str, pl.DataFrame] = {}
        self._places: dict[tuple[str, tuple[str, ...]], pl.Series] = {}

    @cached_property
    def stretches(self) -> dict[tuple[str, str], tuple[int, int]]:
        """First figure, and the one after the last, of every column of facts that has figures."""
        found, start = {}, 0
        for name, shape in SHAPES.items():
            for column in shape.figures:
                count = self.facts[name].height - self.facts[name][column.name].null_count()
                found[name, column.name] = (start, start + count)
                start += count
        return found

    def lines(self, fact: str) -> pl.DataFrame:
        """The rows of a fact that hold its one figure, each with the figure's number; empty texts are ''."""
        return self.some_lines(fact, pl.int_range(self.facts[fact].height, dtype=pl.UInt32, eager=True))

    def some_lines(self, fact: str, positions: pl.Series) -> pl.DataFrame:
        """The same among some rows."""
        frame = self.facts[fact]
        rows = frame if len(positions) == frame.height else frame[positions]
        numbered = filled(rows).with_columns(self.figures_at(fact, positions).alias("figure"))
        return numbered.filter(pl.col("figure").is_not_null())

    def figures_at(self, fact: str, positions: pl.Series) -> pl.Series:
        """The figure of each of some rows of a fact with one figure a row; empty where it has none."""
        start, stop = self.stretches[fact, SHAPES[fact].figures[0].name]
        if stop - start == self.facts[fact].height:
            return (positions + start).cast(pl.UInt32).alias("figure")
        known = self.figures.slice(start, stop - start).select("position", "figure")
        asked = positions.cast(pl.UInt32).to_frame("position")
        return asked.join(known, on="position", how="left", maintain_order="left")["figure"]

    def places(self, fact: str, place: tuple[str, ...]) -> pl.Series:
        """A number for every row that tells where it stands: rows that agree in all columns have the same."""
        if (fact, place) not in self._places:
            self._places[fact, place] = place_numbers(filled(self.facts[fact].select(place)), place)
        return self._places[fact, place]

    def tree(self, dimension: str, members: pl.Series) -> pl.DataFrame:
        """Every (child, ancestor, depth) of a dimension; '' is the whole, where one is printed.

        members  codes that occur; one that is not listed is a part of the whole
        """
        if dimension not in self._trees:
            self._trees[dimension] = _ancestors(self._codes_of(dimension))
        tree = self._trees[dimension]
        if dimension == "unit" or dimension in _CLOSED:
            return tree
        others = members.unique().alias("child").to_frame().filter(pl.col("child") != "")
        unlisted = others.join(tree, on="child", how="anti").with_columns(
            pl.lit("").alias("ancestor"), pl.lit(1, pl.Int64).alias("depth")
        )
        return pl.concat([tree, unlisted])

    def _codes_of(self, dimension: str) -> pl.DataFrame:
        if dimension == "unit":
            return self.facts["unit"].select(pl.col("key").alias("child"), "parent")
        codes = self.facts["code"].filter(pl.col("dimension") == dimension)
        listed = codes.select(pl.col("code").alias("child"), "parent")
        if dimension in _CLOSED:
            return listed
        above = listed.filter(pl.col("parent") != "").select(pl.col("parent").alias("child")).unique()
        unlisted = above.join(listed, on="child", how="anti").with_columns(
            pl.lit(None, pl.String).alias("parent")
        )
        return pl.concat([listed, unlisted]).with_columns(pl.col("parent").fill_null(""))

    def after(self, facts: Facts, figures: pl.DataFrame, changed: Sequence[FactCuts]) -> "Ground":
        """The ground after rows have come and gone; what is made already is carried along.

        changed  the facts whose rows have changed in more than their numbers
        """
        later = Ground(facts, figures)
        if facts["code"] is self.facts["code"] and facts["unit"] is self.facts["unit"]:
            later._trees = self._trees
        cuts = {cut.fact: cut for cut in changed}
        for (fact, place), numbers in self._places.items():
            if fact in cuts:
                new = place_numbers(filled(cuts[fact].come.select(place)), place).to_frame()
                later._places[fact, place] = spliced(numbers.to_frame(), cuts[fact].cuts, new)["place"]
            else:
                later._places[fact, place] = numbers
        return later


def filled(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with '' for every empty text."""
    return rows.with_columns(pl.col(n).fill_null("") for n, c in rows.schema.items() if c == pl.String)


def place_numbers(rows: pl.DataFrame, place: tuple[str, ...]) -> pl.Series:
    """The number of the place of each of some rows whose empty texts are ''."""
    return rows.select(pl.struct(place).hash(ALIKE).alias("place"))["place"]


def _ancestors(pairs: pl.DataFrame) -> pl.DataFrame:
    pairs = pairs.filter(pl.col("parent").is_not_null()).unique()
    first = pairs.select("child", pl.col("parent").alias("ancestor"), pl.lit(1, pl.Int64).alias("depth"))
    levels = [first]
    while levels[-1].height and len(levels) < _DEEPEST_TREE:
        above = levels[-1].join(pairs, left_on="ancestor", right_on="child")
        levels.append(above.select("child", pl.col("parent").alias("ancestor"), pl.col("depth") + 1))
    return pl.concat(levels)
