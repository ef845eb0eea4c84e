"""The part of a judged book that somebody may see. What is judged is always the whole."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from rodtrad.core.finding import Finding
from rodtrad.core.relation import Relations
from rodtrad.models.judgement import Judgement
from rodtrad.models.sight import AT_ROW, Sight, seen_rows
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import Thread


def seen_part(whole: Judgement, sight: Sight) -> Judgement:
    """The figures and rows somebody may see, and the relations and findings that are about them alone.

    A sum is not shown to who does not see all its parts, so that nobody meets a bridge with a hole in it.
    """
    thread = whole.thread
    rows = seen_rows(thread.facts, sight)
    rows["stated_relation"] = _whole_statements(thread, rows)
    figures = _figures(thread, rows)
    new = figures.select(pl.col("old").alias("figure"), pl.col("figure").alias("new"))
    relations = _relations(thread.relations, new)
    kept = relations.heads.select("relation")
    part = replace(
        thread,
        facts={name: frame.drop(AT_ROW) for name, frame in rows.items()},
        figures=figures.drop("old"),
        relations=relations,
        judged=_renamed(
            thread.judged.join(kept, on="relation", how="semi", maintain_order="left"), "result", new
        ),
        untested=_relations(thread.untested, new),
    )
    return Judgement(part, _findings(whole, part, frozenset(kept["relation"])))


def seen_readings(readings: pl.DataFrame, whole: Thread, part: Thread) -> pl.DataFrame:
    """What the pages say of figures and rows that are shown.

    readings  address, text, document, line, of the whole book
    """
    same: dict[str, Any] = {"on": "address", "maintain_order": "left"}
    known = readings.join(whole.figures.select("address"), how="semi", **same)
    shown = known.join(part.figures.select("address"), how="semi", **same)
    others = readings.join(whole.figures.select("address"), how="anti", **same)
    is_shown = [is_row_shown(part, address.rpartition("/")[0]) for address in others["address"]]
    return pl.concat([shown, others.filter(pl.Series(is_shown, dtype=pl.Boolean))]).sort("address")


def is_row_shown(part: Thread, address: str) -> bool:
    """Whether a row is among those somebody may see."""
    fact = address.partition("/")[0]
    return fact in part.facts and address in part.rows(fact)


def _figures(thread: Thread, rows: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The figures of the rows, numbered anew.

    returns  columns of the thread's figures, and old, the number in the whole book
    """
    places = pl.concat(
        frame.select(
            pl.lit(name).alias("fact"),
            pl.col(AT_ROW).alias("position"),
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("place"),
        )
        for name, frame in rows.items()
    )
    constants = thread.figures.filter(pl.col("fact") == CONSTANT)
    shown = thread.figures.join(places, on=["fact", "position"], how="inner", maintain_order="left")
    shown = shown.with_columns(pl.col("place").alias("position")).drop("place")
    every = pl.concat([shown, constants.select(shown.columns)]).rename({"figure": "old"})
    return every.with_row_index("figure").select(*thread.figures.columns, "old")


def _whole_statements(thread: Thread, rows: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The stated relations less those that name a figure that is not shown."""
    stated = rows["stated_relation"]
    places = pl.concat(
        frame.select(pl.lit(name).alias("fact"), pl.col(AT_ROW).alias("position"))
        for name, frame in rows.items()
    )
    used = thread.figures.filter(pl.col("fact") != CONSTANT).join(
        stated.select("address").unique(), on="address", how="semi"
    )
    hidden = used.join(places, on=["fact", "position"], how="anti").select("address")
    broken = stated.join(hidden, on="address", how="semi").select("key").unique()
    return stated.join(broken, on="key", how="anti", maintain_order="left")


def _relations(relations: Relations, new: pl.DataFrame) -> Relations:
    """The relations all of whose figures are shown, with the figures' new numbers."""
    known = new.select("figure")
    broken = pl.concat(
        [
            relations.terms.join(known, on="figure", how="anti").select("relation"),
            relations.heads.join(known, left_on="result", right_on="figure", how="anti").select("relation"),
        ]
    ).unique()
    whole = relations.without(broken["relation"])
    return Relations(_renamed(whole.heads, "result", new), _renamed(whole.terms, "figure", new))


def _renamed(frame: pl.DataFrame, column: str, new: pl.DataFrame) -> pl.DataFrame:
    """A frame with the new numbers of the figures in a column."""
    named = new.rename({"figure": column})
    joined = frame.join(named, on=column, how="left", maintain_order="left")
    return joined.with_columns(pl.col("new").alias(column)).drop("new")


def _findings(whole: Judgement, part: Thread, relations: frozenset[int]) -> tuple[Finding, ...]:
    """The findings about what is shown alone."""

    def shown(address: str) -> bool:
        known = address.startswith(f"{CONSTANT}/") or address in part.at
        return known or is_row_shown(part, address) or is_row_shown(part, address.rpartition("/")[0])

    return tuple(
        f
        for f in whole.findings
        if relations.issuperset(f.relations) and all(map(shown, (*f.addresses, *f.consequences)))
    )
