"""Relations between figures: stated once, judged here, shown as bridges.

A relation says that one printed result equals what its terms make:

    sum, difference, roll-forward, equality    result = Σ weight · term
    share, product                             result = Π term ^ weight

Tolerance comes from the unit of print: every printed number may be off by half its last decimal.
All relations of a book are judged in one vectorised pass.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import polars as pl

from rodtrad.core.verdict import Verdict


class RelationKind(StrEnum):
    """The kinds of equation a steering document is made of."""

    SUM = "sum"
    DIFFERENCE = "difference"
    ROLL_FORWARD = "roll_forward"
    SHARE = "share"
    PRODUCT = "product"
    EQUALITY = "equality"


MULTIPLIED = (RelationKind.SHARE, RelationKind.PRODUCT)

FIGURE_SCHEMA: dict[str, type[pl.DataType]] = {
    "figure": pl.UInt32,
    "address": pl.String,
    "grains": pl.Int64,
    "step": pl.Float64,
    "base": pl.Float64,
    "qualifier": pl.String,
}
"""What judging needs of a figure.

grains  value in øre or ten-thousandths        step  unit of print, in grains
base    what one grain is worth in kroner, ones or parts of one (a per cent is 0.01)
"""

TERM_SCHEMA: dict[str, type[pl.DataType]] = {
    "relation": pl.UInt32,
    "figure": pl.UInt32,
    "weight": pl.Float64,
}
HEAD_SCHEMA: dict[str, type[pl.DataType]] = {
    "relation": pl.UInt32,
    "number": pl.String,
    "kind": pl.String,
    "result": pl.UInt32,
    "strict": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Relations:
    """Many relations: one head each (check number, kind, result), and their terms."""

    heads: pl.DataFrame
    terms: pl.DataFrame

    @classmethod
    def none(cls) -> "Relations":
        """No relations at all."""
        return cls(pl.DataFrame(schema=HEAD_SCHEMA), pl.DataFrame(schema=TERM_SCHEMA))

    @classmethod
    def of(cls, terms: pl.DataFrame, *, number: str, kind: str | None, strict: bool = True) -> "Relations":
        """Relations from a frame with one row per term: result, figure, weight.

        Rows with the same result are one relation, unless a column `equation` parts them; a
        column `kind` or `strict` overrides the arguments.
        """
        by = [c for c in ("equation", "result") if c in terms.columns]
        numbered = terms.with_columns(
            pl.struct(by).rank("dense").sub(1).cast(pl.UInt32).alias("relation"),
            *([] if "kind" in terms.columns else [pl.lit(kind).alias("kind")]),
            *([] if "strict" in terms.columns else [pl.lit(strict).alias("strict")]),
            pl.lit(number).alias("number"),
        )
        heads = numbered.unique("relation", keep="first", maintain_order=True)
        return cls(
            heads.select(pl.col(n).cast(t) for n, t in HEAD_SCHEMA.items()),
            numbered.select(pl.col(n).cast(t) for n, t in TERM_SCHEMA.items()),
        )

    @classmethod
    def both(cls, one: "Relations", other: "Relations") -> "Relations":
        """Two sets whose numbers are different, as one in the order of the numbers."""
        if not other.heads.height:
            return one
        if not one.heads.height:
            return other
        return cls(
            one.heads.merge_sorted(other.heads.select(one.heads.columns), key="relation"),
            one.terms.merge_sorted(other.terms, key="relation"),
        )

    def over(self, figures: pl.Series) -> pl.Series:
        """The numbers of the relations that any of the figures is in, in order."""
        results = self.heads["relation"].filter(any_of(self.heads["result"], figures))
        steps = self.terms["relation"].filter(any_of(self.terms["figure"], figures))
        return pl.concat([results, steps]).unique().sort()

    @property
    def figures(self) -> pl.Series:
        """The figures that are in any of the relations, in order."""
        return pl.concat([self.heads["result"].alias("figure"), self.terms["figure"]]).unique().sort()

    @classmethod
    def together(cls, many: list["Relations"]) -> "Relations":
        """Several sets of relations as one, renumbered."""
        heads, terms, offset = [cls.none().heads], [cls.none().terms], 0
        for part in many:
            shift = pl.col("relation") + pl.lit(offset, pl.UInt32)
            heads.append(part.heads.with_columns(shift))
            terms.append(part.terms.with_columns(shift))
            offset += part.heads.height
        return cls(pl.concat(heads), pl.concat(terms))

    @classmethod
    def distinct(cls, many: list["Relations"], figures: pl.DataFrame) -> "Relations":
        """All relations as one set, without those that are not worth testing."""
        every = cls.together(many)
        return every.chosen(every.worth_testing(figures))

    def worth_testing(self, figures: pl.DataFrame, first: str = "relation") -> pl.Series:
        """The numbers of the relations that are neither trivial nor mirrored, in order.

        Trivial: the result is its own term, or every figure in it is zero. Mirrored: the same
        equation over the same figures, written with another result; the first one is kept.

        first  the column of the heads that tells which comes first
        """
        return _distinct(self.heads, self.terms, figures, first)["relation"].sort()

    def chosen(self, numbers: pl.Series) -> "Relations":
        """Some of the relations, by number."""
        wanted = numbers.cast(pl.UInt32).alias("relation").to_frame()
        same: dict[str, Any] = {"on": "relation", "how": "semi", "maintain_order": "left"}
        return Relations(self.heads.join(wanted, **same), self.terms.join(wanted, **same))

    def without(self, numbers: pl.Series) -> "Relations":
        """The relations but for some."""
        if numbers.is_empty():
            return self
        heads, terms = (~any_of(f["relation"], numbers) for f in (self.heads, self.terms))
        return Relations(self.heads.filter(heads), self.terms.filter(terms))

    def picked(self, numbers: pl.Series) -> "Relations":
        """A few of many relations that stand in the order of their numbers; so do those asked for."""
        return Relations(_slices(self.heads, numbers), _slices(self.terms, numbers))

    def known(self, numbers: pl.Series) -> pl.Series:
        """Those of some numbers that are among the relations, which stand in order."""
        mine = self.heads["relation"]
        if mine.is_empty() or numbers.is_empty():
            return numbers.clear()
        ordered, wanted = mine.to_numpy(), numbers.to_numpy()
        at = np.searchsorted(ordered, wanted).clip(max=len(ordered) - 1)
        return numbers.filter(pl.Series(ordered[at] == wanted))


_FEW = 8


def any_of(values: pl.Series, wanted: pl.Series) -> pl.Series:
    """Which of many values are one of some: a look through them for each, where there are few."""
    if len(wanted) > _FEW or wanted.is_empty():
        return values.is_in(wanted.implode())
    found: pl.Series = values == wanted[0]
    for value in wanted[1:]:
        found = found | (values == value)
    return found


def _slices(ordered: pl.DataFrame, numbers: pl.Series) -> pl.DataFrame:
    """The rows of some relations in a frame that stands in the order of their numbers."""
    column, wanted = ordered["relation"].to_numpy(), numbers.to_numpy()
    starts, stops = np.searchsorted(column, wanted), np.searchsorted(column, wanted, side="right")
    lengths = stops - starts
    before = np.cumsum(lengths) - lengths
    rows = np.arange(lengths.sum()) + np.repeat(starts - before, lengths)
    found: pl.DataFrame = ordered[rows]
    return found


def _distinct(heads: pl.DataFrame, terms: pl.DataFrame, figures: pl.DataFrame, order: str) -> pl.DataFrame:
    """The relations worth testing: neither trivial nor mirrored."""
    sides = pl.concat(
        [
            terms,
            heads.select("relation", pl.col("result").alias("figure"), pl.lit(-1.0).alias("weight")),
        ]
    )
    summed = sides.group_by("relation", "figure").agg(pl.col("weight").sum(), pl.len().alias("times"))
    values = summed.join(figures.select("figure", "grains"), on="figure")
    # One equation whatever side a figure stands on: the smallest figure gets the sign plus.
    first = values.group_by("relation").agg(
        pl.col("weight").sort_by("figure").first().sign().alias("turn"),
        (pl.col("times") > 1).any().alias("own_term"),
        (pl.col("grains") == 0).all().alias("all_zero"),
    )
    hashed = (
        values.join(first, on="relation")
        .select("relation", pl.struct("figure", pl.col("weight") * pl.col("turn")).hash(1).alias("part"))
        .group_by("relation")
        .agg(pl.col("part").sum().alias("equation"), pl.len().alias("size"))
    )
    return (
        heads.select(*dict.fromkeys(["relation", order]), _is_multiplied().alias("multiplied"))
        .join(first, on="relation")
        .filter(~pl.col("own_term") & ~pl.col("all_zero"))
        .join(hashed, on="relation")
        .sort(*dict.fromkeys([order, "relation"]))
        .unique(["equation", "size", "multiplied"], keep="first", maintain_order=True)
        .select("relation")
    )


def judge(figures: pl.DataFrame, relations: Relations) -> pl.DataFrame:
    """Test every relation.

    figures    columns of FIGURE_SCHEMA
    returns    the heads, sorted, with printed, computed, gap (printed - computed) and room, all in
               grains of the result, and verdict: agrees, rounding, unexplained or contradiction
    """
    known = figures.select("figure", "grains", "base", "qualifier", _half().alias("half"))
    equal = relations.heads.select("relation", (pl.col("kind") == RelationKind.EQUALITY.value).alias("equal"))
    summed = _exact_totals(known, relations)
    terms = (
        relations.terms.join(equal, on="relation")
        .join(known, on="figure")
        .join(summed, on="figure", how="left")
    )
    half = pl.when("equal").then(pl.max_horizontal("half", "rows_half")).otherwise(pl.col("half"))
    worked = terms.with_columns(half.alias("half"))
    multiplied = relations.heads.filter(_is_multiplied()).select("relation", "result")
    made = pl.concat(
        [
            _added(worked.join(multiplied, on="relation", how="anti")),
            _multiplied(worked.join(multiplied, on="relation"), known),
        ]
    )
    result = known.join(summed, on="figure", how="left").select(
        pl.col("figure").alias("result"), pl.col("grains").alias("printed"), "half", "rows_half", "qualifier"
    )
    judged = relations.heads.join(made, on="relation").join(result, on="result").join(equal, on="relation")
    return (
        judged.with_columns((pl.col("printed") - pl.col("computed")).alias("gap"), half.alias("half"))
        .with_columns(_room().alias("room"))
        .with_columns(_verdict().alias("verdict"))
        .drop("spread", "half", "rows_half", "qualifier", "equal")
        .sort("relation")
    )


def _half() -> pl.Expr:
    """How far a printed number may be from the true one: half its last decimal, a whole one if hedged."""
    return pl.when(pl.col("qualifier").is_null()).then(pl.col("step") / 2).otherwise(pl.col("step"))


def _is_multiplied() -> pl.Expr:
    return pl.col("kind").is_in([k.value for k in MULTIPLIED])


def _exact_totals(known: pl.DataFrame, relations: Relations) -> pl.DataFrame:
    """Totals that are exactly the sum of their rounded rows: they are as unsure as all rows together.

    returns  figure, rows_half: half the unit of print for every row
    """
    sums = relations.heads.filter(pl.col("kind") == RelationKind.SUM.value).select("relation", "result")
    total = known.select(pl.col("figure").alias("result"), pl.col("grains").alias("printed"))
    return (
        relations.terms.join(sums, on="relation")
        .join(known, on="figure")
        .group_by("relation", "result")
        .agg(
            (pl.col("grains") * pl.col("weight")).sum().alias("computed"),
            (pl.col("half") * pl.col("weight").abs()).sum().alias("rows_half"),
        )
        .join(total, on="result")
        .filter(pl.col("computed") == pl.col("printed"))
        .group_by(pl.col("result").alias("figure"))
        .agg(pl.col("rows_half").min())
    )


def _added(worked: pl.DataFrame) -> pl.DataFrame:
    """Sums, differences, roll-forwards and equalities: computed and spread, in grains."""
    return worked.group_by("relation").agg(
        (pl.col("grains") * pl.col("weight")).sum().alias("computed"),
        (pl.col("weight").abs() * pl.col("half")).sum().alias("spread"),
    )


def _multiplied(worked: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Products and shares: computed and spread, in grains of the result.

    A share of nothing cannot be computed; it is left empty, and does not hold.
    """
    value = pl.col("grains") * pl.col("base")
    relative = pl.col("half") / pl.col("grains").abs() * pl.col("weight").abs()
    sure = pl.when(pl.col("grains") == 0).then(0.0).otherwise(relative)
    scale = known.select(pl.col("figure").alias("result"), pl.col("base").alias("result_base"))
    quotient = pl.col("made") / pl.col("result_base")
    made = pl.when(quotient.is_finite()).then(quotient)
    return (
        worked.group_by("relation", "result")
        .agg(value.pow(pl.col("weight")).product().alias("made"), sure.sum().alias("relative"))
        .join(scale, on="result")
        .select(
            "relation",
            made.alias("computed"),
            (made * pl.col("relative")).abs().fill_null(0.0).alias("spread"),
        )
    )


def _room() -> pl.Expr:
    """What rounding explains. "Over 40" may be 40 and up, "under 40" 40 and down."""
    too_little = (pl.col("qualifier") == "over") & (pl.col("gap") > 0)
    too_much = (pl.col("qualifier") == "under") & (pl.col("gap") < 0)
    one_sided = (too_little | too_much).fill_null(value=False)
    return pl.col("spread") + pl.when(one_sided).then(0.0).otherwise(pl.col("half"))


def _verdict() -> pl.Expr:
    """Agrees to the last printed grain, within rounding, or not at all."""
    hair = 1e-6
    return (
        pl.when(pl.col("gap").abs() <= hair)
        .then(pl.lit(Verdict.AGREES.value))
        .when(pl.col("gap").abs() <= pl.col("room") + hair)
        .then(pl.lit(Verdict.ROUNDING.value))
        .when(pl.col("strict"))
        .then(pl.lit(Verdict.CONTRADICTION.value))
        .otherwise(pl.lit(Verdict.UNEXPLAINED.value))
    )


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """One step of a bridge: a figure, how it counts, and what it adds or multiplies."""

    address: str
    weight: float
    grains: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """A relation as a walk from its parts to the printed result (bro)."""

    number: str
    kind: RelationKind
    verdict: Verdict
    steps: tuple[BridgeStep, ...]
    result: str
    printed: float
    computed: float | None
    room: float


class Bridges:
    """Every bridge of a book, found by the figures on it without walking through all of them.

    figures    one row per figure, in the order of their numbers: address and grains
    relations  with the terms, and judged, in the order of the relations' numbers
    """

    def __init__(self, figures: pl.DataFrame, relations: Relations, judged: pl.DataFrame) -> None:
        self._addresses = figures["address"]
        self._grains = figures["grains"]
        self._terms = relations.terms
        self._judged = judged

    def to(self, figure: int) -> list[Bridge]:
        """The bridges that end in a figure: it is made from their steps."""
        ends = (self._judged["result"] == figure).arg_true()
        return [self._bridge(r) for r in self._judged["relation"][ends]]

    def over(self, figure: int) -> list[Bridge]:
        """The bridges a figure is a step of."""
        steps = (self._terms["figure"] == figure).arg_true()
        return [self._bridge(r) for r in sorted(set(self._terms["relation"][steps]))]

    def _bridge(self, relation: int) -> Bridge:
        row = _found(self._judged, "relation", relation).row(0, named=True)
        terms = _found(self._terms, "relation", relation).sort("figure")
        return Bridge(
            row["number"],
            RelationKind(row["kind"]),
            Verdict(row["verdict"]),
            tuple(
                BridgeStep(self._addresses[f], w, self._grains[f])
                for f, w in terms.select("figure", "weight").iter_rows()
            ),
            self._addresses[row["result"]],
            row["printed"],
            row["computed"],
            row["room"],
        )


def _found(ordered: pl.DataFrame, column: str, value: int) -> pl.DataFrame:
    """The rows with a value in the column the frame is sorted by."""
    first = ordered[column].search_sorted(value, side="left")
    return ordered.slice(first, ordered[column].search_sorted(value, side="right") - first)
