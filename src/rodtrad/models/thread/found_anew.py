"""The relations of a book after some of its rows have changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from rodtrad.core.relation import Relations, any_of
from rodtrad.models.thread.budget import SAME_BUT_VERSION, adjustments
from rodtrad.models.thread.changed_figures import FigureChanges
from rodtrad.models.thread.ground import Ground, filled, place_numbers
from rodtrad.models.thread.rule import Rule
from rodtrad.models.thread.rules import PARTS, RULES, STATED, TOTALS, TWICE, Part, numbered, related
from rodtrad.models.thread.splice import FactCuts
from rodtrad.models.thread.statements import programme_totals, same_fact_twice, stated
from rodtrad.models.thread.weave import Thread

_PROGRAMME = {"efficiency_measure", "measure_effect"}
_EFFECTS = "effect/"


@dataclass(frozen=True, slots=True)
class FoundAnew:
    """The relations of the new book.

    begun  numbers of those that were not tested before
    ended  numbers of those that no longer are
    """

    tested: Relations
    untested: Relations
    begun: pl.Series
    ended: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found again: relations in place of all those of some parts with one of some results.

    results  figures of the old thread; None is all of them
    """

    parts: tuple[Part, ...]
    results: pl.Series | None
    relations: list[tuple[Part, Relations]]


def relations_anew(
    thread: Thread, ground: Ground, cuts: Sequence[FactCuts], changed: FigureChanges
) -> FoundAnew:
    """Look through the places that are touched, and keep what was found in the others."""
    found = [*_in_places(thread, ground, changed), *_elsewhere(thread, ground, cuts, changed)]
    dropped, results = _dropped(thread, found)
    tested = _kept(thread.relations, dropped, changed)
    untested = _kept(thread.untested, dropped, changed)
    new = numbered(
        sorted((pair for one in found for pair in one.relations), key=lambda pair: pair[0]),
        _next_number(thread),
    )
    seeds = pl.concat([new.heads["result"], changed.moved(results), _to_or_from_zero(changed)]).unique()
    if seeds.is_empty():
        return FoundAnew(tested, untested, new.heads["relation"], ())
    again = Relations.both(
        new, Relations.both(tested.picked(tested.over(seeds)), untested.picked(untested.over(seeds)))
    )
    worth = again.worth_testing(changed.figures[again.figures], "part")
    return _parted(thread, dropped, tested, untested, again, worth)


def _next_number(thread: Thread) -> int:
    every = (thread.relations.heads["relation"], thread.untested.heads["relation"])
    return 1 + max((int(numbers[-1]) for numbers in every if len(numbers)), default=-1)


def _parted(
    thread: Thread,
    dropped: pl.Series,
    tested: Relations,
    untested: Relations,
    again: Relations,
    worth: pl.Series,
) -> FoundAnew:
    """Those that are tested and those that are not, when it is settled which of some are worth it."""
    which = again.heads["relation"]
    others = which.filter(~any_of(which, worth))
    begun, again_untested = _others(worth, tested), _others(others, untested)
    now = Relations.both(tested.without(tested.known(others)), again.chosen(begun))
    not_now = Relations.both(untested.without(untested.known(worth)), again.chosen(again_untested))
    ended = pl.concat([thread.relations.known(dropped), tested.known(others)])
    return FoundAnew(now, not_now, begun, tuple(ended))


def _others(numbers: pl.Series, relations: Relations) -> pl.Series:
    """Those of some numbers that are not among the relations."""
    return numbers.filter(~any_of(numbers, relations.known(numbers)))


def _in_places(thread: Thread, ground: Ground, changed: FigureChanges) -> Iterable[_Found]:
    """What the rules find in the places of rows that have changed in more than their numbers."""
    for rule in RULES:
        touched = _touched_places(thread, ground, rule, changed)
        if touched is None or touched.is_empty():
            continue
        was = _standing(thread.ground, rule, touched)
        now = _standing(ground, rule, touched)
        lines = ground.some_lines(rule.fact, now)
        old = thread.ground.figures_at(rule.fact, was)
        yield _Found(PARTS[rule], old, related(rule, lines, ground) if len(now) else [])


def _touched_places(thread: Thread, ground: Ground, rule: Rule, changed: FigureChanges) -> pl.Series | None:
    found = []
    if rule.fact in changed.rows:
        rows = pl.concat(changed.rows[rule.fact]).select(rule.place)
        found.append(place_numbers(filled(rows), rule.place))
    if rule.place == SAME_BUT_VERSION and "budget_change" in changed.rows:
        tables = pl.concat(changed.rows["budget_change"]).select("document", "table").unique()
        for added in (adjustments(thread.ground), adjustments(ground)):
            mine = added.join(tables, on=["document", "table"], how="semi")
            whole = mine.with_columns(pl.lit("").alias("area"), pl.lit("").alias("function"))
            found.append(place_numbers(filled(whole.select(rule.place)), rule.place))
    return pl.concat(found).unique() if found else None


def _standing(ground: Ground, rule: Rule, touched: pl.Series) -> pl.Series:
    """The positions of the rows in some places."""
    places = ground.places(rule.fact, rule.place)
    return any_of(places, touched).arg_true()


def _elsewhere(
    thread: Thread, ground: Ground, cuts: Sequence[FactCuts], changed: FigureChanges
) -> Iterable[_Found]:
    """Repeated statements of what is touched; programme totals and stated relations as a whole."""
    facts = {cut.fact for cut in cuts}
    rows = _restated_rows(changed)
    concepts = rows["concept"].drop_nulls().unique()
    if len(concepts):
        old, new = (
            f.filter(pl.col("concept").is_in(concepts.implode())) for f in (thread.figures, ground.figures)
        )
        yield _Found(TWICE, old["figure"], list(zip(TWICE, same_fact_twice(new), strict=True)))
    if facts & _PROGRAMME or concepts.str.starts_with(_EFFECTS).any():
        yield _Found(TOTALS, None, [(TOTALS[0], programme_totals(ground))])
    named = ground.facts["stated_relation"]["address"].unique()
    if "stated_relation" in facts or rows["address"].is_in(named.implode()).any():
        yield _Found(STATED, None, list(zip(STATED, stated(ground), strict=True)))


def _restated_rows(changed: FigureChanges) -> pl.DataFrame:
    """The figures, old and new, of rows that have changed in more than their numbers."""
    kept = ["fact", "position", "address", "concept"]
    both = pl.concat([changed.gone.select(kept), changed.come.select(kept)])
    return both.filter(pl.col("fact").is_in(list(changed.rows)))


def _dropped(thread: Thread, found: Iterable[_Found]) -> tuple[pl.Series, pl.Series]:
    """The numbers of the relations that others take the place of, in order, and their results."""
    kept = ["relation", "part", "result"]
    heads = pl.concat([r.heads.select(kept) for r in (thread.relations, thread.untested)])
    every = [heads.clear()]
    for one in found:
        mine = any_of(heads["part"], pl.Series([part.number for part in one.parts], dtype=pl.UInt16))
        if one.results is not None:
            mine = mine & any_of(heads["result"], one.results)
        every.append(heads.filter(mine))
    dropped = pl.concat(every).unique("relation").sort("relation")
    return dropped["relation"], dropped["result"]


def _kept(relations: Relations, dropped: pl.Series, changed: FigureChanges) -> Relations:
    """Relations that stay, with the new numbers of their figures."""
    stay = relations.without(dropped) if len(dropped) else relations
    if not any(cut.moves for cut in changed.cuts):
        return stay
    return Relations(
        stay.heads.with_columns(changed.moved(stay.heads["result"])),
        stay.terms.with_columns(changed.moved(stay.terms["figure"])),
    )


def _to_or_from_zero(changed: FigureChanges) -> pl.Series:
    """Figures that have become nothing, or are no longer nothing: a relation of only zeros is not tested."""
    was = changed.gone.select("address", (pl.col("grains") == 0).alias("was"))
    both = changed.come.join(was, on="address").filter((pl.col("grains") == 0) != pl.col("was"))
    return both["figure"]
