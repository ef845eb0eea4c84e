"""A thread after some rows have changed: only what they touch is found and judged anew.

The answer is that of `thread_of` on the new facts, relation for relation. Three things make it so:

1. The rows of a fact that are replaced, and their figures, take the place of the old ones (`splice.py`).
2. A rule never relates rows of two places (`rule.py`). So the rules look only through the places of rows
   that have changed in more than their numbers; what was found there before is dropped.
3. A relation is judged anew when a figure in it has changed, when it has become the one of several alike
   that is tested, and when it repeats a total whose rows have changed.

Where this would not do, all is found again: when units or codes get another place in their tree, when
numbers that stand in stated relations come or go, when a document's lines get another meaning because
another document changes, and when very many rows change at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from rodtrad.core.noted import FIGURES, RELATIONS
from rodtrad.core.relation import RelationKind, Relations, any_of, judge
from rodtrad.models.budgeting.stated import restates
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.sight import document_column
from rodtrad.models.thread.changed_figures import FigureChanges, changed_figures
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.found_anew import FoundAnew, relations_anew
from rodtrad.models.thread.splice import Cut, FactCuts, place_of, spliced
from rodtrad.models.thread.weave import Thread, fact_rows, figure_rows, thread_of

_MOST_ROWS = 500
_TREES = {"unit": ["key", "parent"], "code": ["dimension", "code", "parent"]}
"""What decides where a unit or code stands."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of one fact that have ended and begun, in its shape; a row that has changed is in both."""

    ended: pl.DataFrame
    begun: pl.DataFrame


Changes = Mapping[str, Difference]
"""What has happened to a book, by fact."""


@dataclass(frozen=True)
class Renewal:
    """A thread after some changes, and how far they reach.

    whole      everything was found again; the rest says nothing
    rows       what has happened to the rows of each fact that has changed
    numbers    those of these facts where only the numbers of figures have changed
    figures    cuts in the rows of figures
    relations  numbers of the relations that were judged anew, and of those that are no longer tested
    gone       addresses of figures that are no longer there or have another value
    come       addresses of figures that are new or have another value
    """

    before: Thread
    thread: Thread
    whole: bool = False
    rows: Mapping[str, FactCuts] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    figures: tuple[Cut, ...] = ()
    relations: frozenset[int] = frozenset()
    gone: frozenset[str] = frozenset()
    come: frozenset[str] = frozenset()

    @cached_property
    def touched(self) -> frozenset[str]:
        """The names of all that has changed, as they are noted when they are read."""
        more = [FIGURES] if self.figures else []
        more += [RELATIONS] if self.relations or any(cut.moves for cut in self.figures) else []
        return frozenset([*self.rows, *more])

    @cached_property
    def numbers_of_relations(self) -> pl.Series:
        """The relations' numbers, in order."""
        return pl.Series("relation", sorted(self.relations), dtype=pl.UInt32)

    @cached_property
    def gone_rows(self) -> frozenset[str]:
        """Addresses of rows that are no longer there or have changed."""
        return frozenset(
            address
            for fact, cut in self.rows.items()
            for address in cut.gone.select(SHAPES[fact].row_address())["address"]
        )

    @cached_property
    def documents(self) -> frozenset[str]:
        """The documents in which a row has changed, come or gone."""
        columns = ((cut, document_column(SHAPES[fact])) for fact, cut in self.rows.items())
        return frozenset(
            document
            for cut, column in columns
            if column
            for rows in (cut.gone, cut.come)
            for document in rows[column].unique().drop_nulls()
        )

    @cached_property
    def reshaped(self) -> frozenset[str]:
        """The names of all that has changed in more than the numbers of figures."""
        facts = self.rows.keys() - self.numbers
        return frozenset([*facts, *([FIGURES] if any(SHAPES[fact].figures for fact in facts) else [])])


def thread_anew(thread: Thread, changes: Changes) -> Renewal:
    """The thread after some changes. Rows that are as the thread has them already change nothing.

    thread  of facts that are sorted by key, as a book gives them
    """
    cuts = [
        cut for fact in SHAPES if fact in changes if (cut := _fact_cuts(thread, fact, changes[fact])).cuts
    ]
    cuts = _with_values_of_indicators(thread, cuts)
    facts = {**thread.facts, **{c.fact: spliced(thread.facts[c.fact], c.cuts, c.come) for c in cuts}}
    restated = restates(thread.facts, ((cut.fact, cut.gone, cut.come) for cut in cuts))
    if restated or _moves_a_tree(cuts) or sum(len(cut.cuts) for cut in cuts) > _MOST_ROWS:
        return Renewal(thread, thread_of(facts), whole=True)
    if not cuts:
        return Renewal(thread, thread)
    return _renewed(thread, facts, cuts)


def _renewed(thread: Thread, facts: Facts, cuts: list[FactCuts]) -> Renewal:
    changed = changed_figures(thread, facts, cuts)
    ground = thread.ground.after(facts, changed.figures, [c for c in cuts if c.fact in changed.rows])
    found = relations_anew(thread, ground, cuts, changed)
    judged, anew = _judged(thread, changed, found)
    new = Thread(facts, changed.figures, found.tested, judged, found.untested, ground)
    _carry_rows(thread, new, cuts, changed)
    return Renewal(
        thread,
        new,
        rows={cut.fact: cut for cut in cuts},
        numbers=frozenset(cut.fact for cut in cuts if _only_numbers(cut)),
        figures=changed.cuts,
        relations=frozenset([*anew["relation"], *found.ended]),
        gone=frozenset(changed.gone["address"]),
        come=frozenset(changed.come["address"]),
    )


def _only_numbers(cut: FactCuts) -> bool:
    """Whether all rows are what they were but for the numbers of their figures."""
    shape = SHAPES[cut.fact]
    numbers = [column.name for column in shape.figures]
    others = pl.exclude("decimals", *numbers)
    return (
        all(c.gone == c.come == 1 for c in cut.cuts)
        and cut.gone.select(others).equals(cut.come.select(others))
        and all(cut.gone[name].is_null().equals(cut.come[name].is_null()) for name in numbers)
    )


def _fact_cuts(thread: Thread, fact: str, difference: Difference) -> FactCuts:
    """Where a fact's rows are cut."""
    shape, frame = SHAPES[fact], thread.facts[fact]
    keys = frame.select(shape.key)
    begun = difference.begun.select(shape.names()).sort(shape.key)
    coming = {key: at for at, key in enumerate(begun.select(shape.key).iter_rows())}
    every = pl.concat([difference.ended.select(shape.key), begun.select(shape.key)]).unique().sort(shape.key)
    cuts, gone, come = [], [], []
    for key in every.iter_rows():
        at, there = place_of(keys, key)
        new = coming.get(key)
        if there and new is not None and frame.row(at) == begun.row(new):
            continue
        if there or new is not None:
            cuts.append(Cut(at, int(there), int(new is not None)))
        gone += [at] if there else []
        come += [] if new is None else [new]
    return FactCuts(fact, tuple(cuts), frame[gone], begun[come])


def _with_values_of_indicators(thread: Thread, cuts: list[FactCuts]) -> list[FactCuts]:
    """The cuts with the values of indicators that measure something else now: they are as they were."""
    mine = {cut.fact: cut for cut in cuts}
    if "indicator" not in mine:
        return cuts
    kept = ["document", "key", "concept"]
    was, now = mine["indicator"].gone.select(kept), mine["indicator"].come.select(kept)
    both = pl.concat([was, now])
    torn = both.filter(~both.is_duplicated()).select("document", pl.col("key").alias("indicator")).unique()
    values = thread.facts["indicator_value"].with_row_index("position")
    touched = values.join(torn, on=["document", "indicator"], how="semi", maintain_order="left")
    old = mine.get("indicator_value")
    known = {cut.at for cut in old.cuts if cut.gone} if old else set()
    more = touched.filter(~pl.col("position").is_in(list(known)))
    if more.is_empty():
        return cuts
    again = FactCuts(
        "indicator_value",
        tuple(Cut(at, 1, 1) for at in more["position"]),
        more.drop("position"),
        more.drop("position"),
    )
    mine["indicator_value"] = again if old is None else _merged(old, again)
    return [mine[fact] for fact in SHAPES if fact in mine]


def _merged(one: FactCuts, other: FactCuts) -> FactCuts:
    key = SHAPES[one.fact].key
    cuts = sorted([*one.cuts, *other.cuts], key=lambda cut: (cut.at, cut.gone))
    gone, come = pl.concat([one.gone, other.gone]), pl.concat([one.come, other.come])
    return FactCuts(one.fact, tuple(cuts), gone.sort(key), come.sort(key))


def _moves_a_tree(cuts: Iterable[FactCuts]) -> bool:
    for cut in cuts:
        columns = _TREES.get(cut.fact)
        if columns and not cut.gone.select(columns).sort(columns).equals(
            cut.come.select(columns).sort(columns)
        ):
            return True
        if cut.fact == "stated_relation":
            stated = pl.concat([cut.gone["address"], cut.come["address"]])
            if stated.str.starts_with(f"{CONSTANT}/").any():
                return True
    return False


def _judged(thread: Thread, changed: FigureChanges, found: FoundAnew) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All verdicts, and those of the relations that are judged anew."""
    was = thread.judged.with_columns(changed.moved(thread.judged["result"]))
    ended = pl.Series("relation", found.ended, pl.UInt32)
    touched = pl.concat([found.tested.over(changed.touched), found.begun]).unique()
    totals = pl.concat([_totals(found.tested, touched), _totals(thread.relations, ended, changed)]).unique()
    repeating = _repeating(found.tested.picked(found.tested.over(totals)))
    touched = pl.concat([touched, repeating]).unique().sort()
    mine = found.tested.picked(touched)
    repeated = mine.picked(_repeating(mine)).figures
    beside = found.tested.heads["relation"].filter(any_of(found.tested.heads["result"], repeated))
    around = found.tested.picked(pl.concat([touched, beside]).unique().sort())
    verdicts = judge(changed.figures[around.figures], around)
    anew = verdicts.filter(any_of(verdicts["relation"], touched)).select(was.columns)
    if not len(found.begun) and not len(ended):
        rows = was["relation"].search_sorted(anew["relation"])
        return spliced(was, [Cut(row, 1, 1) for row in rows], anew), anew
    kept = was.filter(~any_of(was["relation"], pl.concat([touched, ended])))
    return kept.merge_sorted(anew, key="relation"), anew


def _totals(relations: Relations, numbers: pl.Series, changed: FigureChanges | None = None) -> pl.Series:
    """The totals that some of the relations add up to."""
    heads = relations.picked(numbers.sort()).heads
    results = heads.filter(pl.col("kind") == RelationKind.SUM.value)["result"]
    return changed.moved(results) if changed else results


def _repeating(relations: Relations) -> pl.Series:
    """The numbers of repeated statements, which lean on how sure the totals in them are."""
    equal = pl.col("kind") == RelationKind.EQUALITY.value
    return relations.heads.filter(equal)["relation"]


def _carry_rows(thread: Thread, new: Thread, cuts: list[FactCuts], changed: FigureChanges) -> None:
    """What is known of where rows and figures stand is carried along."""
    known = thread.__dict__
    if "at" in known:
        come = dict(zip(changed.come["address"], changed.come["figure"], strict=True))
        moves = any(cut.moves for cut in changed.cuts)
        at = known["at"]
        new.__dict__["at"] = at.after(changed.cuts, come, figure_rows(new.figures).gather) if moves else at
    rows = dict(thread.known_rows)
    for cut in cuts:
        if cut.fact in rows and any(c.moves for c in cut.cuts):
            addresses = cut.come.select(SHAPES[cut.fact].row_address())["address"]
            places = [now for _, now in cut.places if now is not None]
            later = fact_rows(cut.fact, new.facts[cut.fact]).gather
            come = dict(zip(addresses, places, strict=True))
            rows[cut.fact] = rows[cut.fact].after(cut.cuts, come, later)
    new.known_rows.update(rows)
