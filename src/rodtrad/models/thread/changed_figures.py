"""The figures of a book after some of its rows have changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.thread.figures import figures_of_rows
from rodtrad.models.thread.splice import Cut, FactCuts, moved, spliced
from rodtrad.models.thread.weave import Thread

_NUMBERS = ("grains", "decimals", "step", "figure", "position")
"""What may differ between two figures that are statements of the same, in the same place of print."""
_SILENT = ("label", "label_en", "decimals")
"""Columns that no rule looks at."""


@dataclass(frozen=True, slots=True)
class FigureChanges:
    """The new figures, and what has happened to them.

    cuts     in the rows of the old ones
    gone     the rows of the old ones that go or are replaced; figures as they were
    come     the rows of the new ones that come or replace another; figures as they are
    rows     by fact: the rows that have changed in more than their numbers, as they were and as they are
    """

    figures: pl.DataFrame
    cuts: tuple[Cut, ...]
    gone: pl.DataFrame
    come: pl.DataFrame
    rows: dict[str, tuple[pl.DataFrame, pl.DataFrame]]

    @property
    def touched(self) -> pl.Series:
        """The numbers of the figures that are new or may have another value."""
        return self.come["figure"]

    def moved(self, figures: pl.Series) -> pl.Series:
        """The new numbers of figures that are not gone."""
        return moved(figures, self.cuts)


def changed_figures(thread: Thread, facts: Facts, cuts: Sequence[FactCuts]) -> FigureChanges:
    """Take the figures of rows that have gone out, and put those of rows that have come in."""
    made = {c.fact: figures_of_rows(c.fact, c.come, facts) for c in cuts if SHAPES[c.fact].figures}
    found: list[Cut] = []
    new, old = [thread.figures.clear()], list[int]()
    for cut in cuts:
        if cut.fact in made:
            for column in SHAPES[cut.fact].figures:
                own, numbers, rows = _in_column(thread, cut, column.name, made[cut.fact])
                found += own
                old += numbers
                new.append(rows.select(thread.figures.columns))
    come, before = pl.concat(new), _positions_moved(thread, cuts)
    renumbered = pl.int_range(pl.len(), dtype=pl.UInt32).alias("figure")
    figures = spliced(before, found, come).with_columns(renumbered)
    gone = thread.figures[old]
    come = figures[_new_rows(found)]
    pairs = {cut.fact: _shaped_rows(cut, gone, come) for cut in cuts}
    shaped = {fact: pair for fact, pair in pairs.items() if pair[0].height or pair[1].height}
    return FigureChanges(figures, tuple(found), gone, come, shaped)


def _in_column(
    thread: Thread, cut: FactCuts, column: str, made: pl.DataFrame
) -> tuple[list[Cut], list[int], pl.DataFrame]:
    """The cuts of one column's figures, the figures that go, and those that come."""
    start, stop = thread.ground.stretches[cut.fact, column]
    positions = thread.figures["position"].slice(start, stop - start)
    full = stop - start == thread.facts[cut.fact].height
    mine = made.filter(pl.col("column") == column)
    coming = set(mine["position"])
    cuts, gone, at_come, at_gone = [], [], -1, -1
    places: list[int] = []
    for old, new in cut.places:
        at_come += new is not None
        at_gone += old is not None
        has_old = old is not None and cut.gone[column][at_gone] is not None
        has_new = new is not None and at_come in coming
        if not has_old and not has_new:
            continue
        row = old if old is not None else _old_row(cut, new or 0)
        index = start + (row if full else int(positions.search_sorted(row)))
        cuts.append(Cut(index, int(has_old), int(has_new)))
        gone += [index] if has_old else []
        places += [new] if has_new and new is not None else []
    return cuts, gone, mine.with_columns(pl.Series("position", places, pl.UInt32))


def _old_row(cut: FactCuts, new: int) -> int:
    """The row of the old frame before which a new row has come."""
    return next(c.at for c, (_, now) in zip(cut.cuts, cut.places, strict=True) if now == new)


def _positions_moved(thread: Thread, cuts: Sequence[FactCuts]) -> pl.DataFrame:
    """The old figures, with the new positions of their rows."""
    positions = thread.figures["position"]
    parts, taken = [], 0
    for cut in cuts:
        if not any(c.moves for c in cut.cuts) or not SHAPES[cut.fact].figures:
            continue
        stretches = [thread.ground.stretches[cut.fact, c.name] for c in SHAPES[cut.fact].figures]
        start, stop = stretches[0][0], stretches[-1][1]
        parts += [
            positions.slice(taken, start - taken),
            moved(positions.slice(start, stop - start), cut.cuts),
        ]
        taken = stop
    if not parts:
        return thread.figures
    return thread.figures.with_columns(pl.concat([*parts, positions.slice(taken)]).alias("position"))


def _new_rows(cuts: Sequence[Cut]) -> list[int]:
    rows, more = [], 0
    for cut in cuts:
        rows += [cut.at + more] if cut.come else []
        more += cut.moves
    return rows


def _shaped_rows(cut: FactCuts, gone: pl.DataFrame, come: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that have changed in more than their numbers: as they were, and as they are."""
    figures = [column.name for column in SHAPES[cut.fact].figures]
    restated = _restated(gone.filter(pl.col("fact") == cut.fact), come.filter(pl.col("fact") == cut.fact))
    was: list[int] = []
    now: list[int] = []
    old_rows, new_rows = cut.gone.rows(named=True), cut.come.rows(named=True)
    old_at, new_at = -1, -1
    for old, new in cut.places:
        old_at += old is not None
        new_at += new is not None
        before = old_rows[old_at] if old is not None else None
        after = new_rows[new_at] if new is not None else None
        if before and after and not _differs(before, after, figures) and new not in restated:
            continue
        was += [old_at] if before else []
        now += [new_at] if after else []
    return cut.gone[was], cut.come[now]


def _differs(before: dict[str, object], after: dict[str, object], figures: list[str]) -> bool:
    return any(
        (value is None) != (after[name] is None) if name in figures else value != after[name]
        for name, value in before.items()
        if name not in _SILENT
    )


def _restated(gone: pl.DataFrame, come: pl.DataFrame) -> set[int]:
    """Positions of rows with a figure that states something else than before."""
    stated = [name for name in come.columns if name not in _NUMBERS]
    same = come.join(gone, on=stated, how="anti", nulls_equal=True)
    return set(same["position"])
