"""Whether a change of a book is out of somebody's sight, so that their part of it is as it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from rodtrad.core.finding import Finding
from rodtrad.core.relation import any_of
from rodtrad.models.concepts import SHAPES
from rodtrad.models.judgement import Judgement
from rodtrad.models.sight import Sight, parent_column, rows_in_sight
from rodtrad.models.thread.anew import Renewal
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import Thread


@dataclass(frozen=True, slots=True)
class Trace:
    """What a change leaves behind for those who see only a part: small, whatever the book's size.

    everywhere  it may be seen by anybody
    rows        by fact: the rows that have changed, as they were and as they are
    relations   numbers of the relations that were judged anew or are gone
    steps       for each relation that was judged anew, the addresses of its figures
    findings    those that have come or gone with it
    """

    everywhere: bool
    rows: Mapping[str, pl.DataFrame]
    relations: frozenset[int]
    steps: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]


def trace_of(renewal: Renewal, before: Iterable[Finding], now: Iterable[Finding]) -> Trace:
    """The trace of a change.

    before, now  the findings of the whole book; those that are the same are the same objects
    """
    if renewal.whole or _states_anything(renewal):
        return Trace(True, {}, frozenset(), (), ())
    old, new = {id(f): f for f in before}, {id(f): f for f in now}
    rows = {fact: pl.concat([cut.gone, cut.come]) for fact, cut in renewal.rows.items()}
    torn = tuple(f for name, f in [*old.items(), *new.items()] if (name in old) != (name in new))
    return Trace(False, rows, renewal.relations, tuple(_steps(renewal)), torn)


def _states_anything(renewal: Renewal) -> bool:
    """Whether a figure has come or gone that a stated relation names: who sees the rest may see it now."""
    stated = renewal.thread.facts["stated_relation"]["address"]
    named = pl.Series(sorted(renewal.gone | renewal.come), dtype=pl.String)
    return "stated_relation" in renewal.rows or bool(any_of(stated, named).any())


def _steps(renewal: Renewal) -> Iterable[tuple[str, ...]]:
    relations = renewal.thread.relations
    touched = relations.picked(relations.known(renewal.numbers_of_relations))
    addresses = renewal.thread.figures["address"]
    ends = touched.heads.select("relation", addresses[touched.heads["result"]].alias("address"))
    parts = touched.terms.select("relation", addresses[touched.terms["figure"]].alias("address"))
    grouped = pl.concat([ends, parts]).group_by("relation").agg("address")
    return (tuple(found) for found in grouped["address"])


def is_out_of_sight(part: Judgement, sight: Sight, trace: Trace) -> bool:
    """Whether somebody's part of a book is the same after a change as before.

    part   what they saw before
    sight  what they may see, before and after
    """
    numbers = pl.Series(sorted(trace.relations), dtype=pl.UInt32)
    if trace.everywhere or len(part.thread.relations.known(numbers)):
        return False
    shown, at = set(map(id, part.findings)), part.thread.at
    return not (
        any(_is_seen(fact, rows, part.thread, sight) for fact, rows in trace.rows.items())
        or any(all(address in at for address in step) for step in trace.steps)
        or any(id(finding) in shown or _is_about(part.thread, finding) for finding in trace.findings)
    )


def _is_seen(fact: str, changed: pl.DataFrame, part: Thread, sight: Sight) -> bool:
    """Whether any of the rows that have changed is, or was, among those that are shown."""
    shape = SHAPES[fact]
    rows, inherits = rows_in_sight(changed, shape, sight), parent_column(shape)
    if inherits is None or sight.units is None or rows.is_empty():
        return not rows.is_empty()
    column, parent = inherits
    key = SHAPES[parent].key
    same = [column if k == key[-1] else k for k in key]
    above = part.facts[parent].select(pl.col(k).alias(n) for k, n in zip(key, same, strict=True))
    return not rows.join(above, on=same, how="semi").is_empty()


def _is_about(part: Thread, finding: Finding) -> bool:
    """Whether all that a finding is about is shown."""
    return all(_is_shown(part, address) for address in (*finding.addresses, *finding.consequences))


def _is_shown(part: Thread, address: str) -> bool:
    fact, row = address.partition("/")[0], address.rpartition("/")[0]
    if fact == CONSTANT or address in part.at:
        return True
    return fact in SHAPES and (address in part.rows(fact) or row in part.rows(fact))
