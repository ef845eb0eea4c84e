"""What somebody sees of a book, kept up through changes, is what they would see of the book made anew."""

import random

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from random_edits import edited

from rodtrad.app.books import EXAMPLES
from rodtrad.app.edition import Edition
from rodtrad.checks.run import judgement_of
from rodtrad.core.finding import Finding
from rodtrad.core.noted import ANYTHING, FIGURES, FINDINGS, RELATIONS
from rodtrad.core.roles import Drafts
from rodtrad.models.concepts import SHAPES, complete
from rodtrad.models.thread.anew import Difference
from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.datapackage import read_package
from rodtrad.store.following import Following

SEEN = [*((frozenset({unit}), Drafts.ALL) for unit in ("VEL", "SET", "BGO")), (None, Drafts.NONE)]


@pytest.fixture(scope="module")
def oslo() -> Edition:
    package = read_package(EXAMPLES / "oslo")
    facts = {fact: rows.sort(SHAPES[fact].key) for fact, rows in complete(package.facts).items()}
    readings = pl.DataFrame(
        schema=dict.fromkeys(("address", "text", "document"), pl.String) | {"line": pl.Int64}
    )
    return Edition("1.0", 1, judgement_of(thread_of(facts), {}), readings)


def told(findings):
    kept = [name for name in Finding.__slots__ if name != "relations"]
    return [(f.id, *(getattr(f, name) for name in kept)) for f in findings]


def assert_same(found: Edition, wanted: Edition) -> None:
    one, other = found.judgement, wanted.judgement
    for fact in SHAPES:
        assert_frame_equal(one.thread.facts[fact], other.thread.facts[fact])
    assert_frame_equal(one.thread.figures, other.thread.figures)
    assert told(one.findings) == told(other.findings)
    assert dict(one.verdicts) == dict(other.verdicts)
    assert (found.state, found.revision, found.turn) == (wanted.state, wanted.revision, wanted.turn)


@pytest.mark.parametrize("seed", range(6))
def test_a_part_is_the_same_whether_it_is_kept_up_or_made_anew(oslo, seed):
    chance = random.Random(seed)
    whole, facts = oslo, dict(oslo.judgement.thread.facts)
    parts = {seen: whole.part(seen[0], drafts=seen[1]) for seen in SEEN}
    kept_up = 0
    for revision in range(2, 9):
        facts, changes = edited(facts, chance)
        whole = whole.after(Following(f"{revision}.0", revision, rows=changes))
        if whole.judgement.due:
            whole = whole.complete()
        for seen, before in parts.items():
            units, drafts = seen
            parts[seen] = whole.part(units, drafts=drafts, before=before)
            kept_up += parts[seen].judgement is before.judgement
            assert_same(parts[seen], whole.part(units, drafts=drafts))
    assert kept_up, "no change was out of anybody's sight"


def test_a_part_tells_which_of_it_has_changed(oslo):
    """A unit's assignments change: for who sees that unit, and for nobody else."""
    rows = oslo.judgement.thread.facts["assignment"]
    owner = rows["owner"][0]
    parts = {unit: oslo.part(frozenset({unit}), drafts=Drafts.ALL) for unit in (owner, "BGO")}
    old = rows[[0]]
    changes = {"assignment": Difference(old, old.with_columns(pl.lit("Noe annet").alias("label")))}
    later = oslo.after(Following("2.0", 2, rows=changes))
    for unit, before in parts.items():
        now = later.part(frozenset({unit}), drafts=Drafts.ALL, before=before)
        assert (now.last_change("assignment") != before.last_change("assignment")) == (unit == owner)
        assert now.last_change("goal") == before.last_change("goal")


def test_a_part_that_was_not_kept_is_told_as_changed(oslo):
    """Its numbers are no earlier part's, for nobody knows what has been shown and hidden meanwhile."""
    district = frozenset({"BGO"})
    first = oslo.part(district, drafts=Drafts.ALL)
    old = oslo.judgement.thread.facts["assignment"][[0]]
    changes = {"assignment": Difference(old, old.with_columns(pl.lit("Noe annet").alias("label")))}
    again = oslo.after(Following("2.0", 2, rows=changes)).part(district, drafts=Drafts.ALL)
    names = [*SHAPES, FIGURES, RELATIONS, FINDINGS, ANYTHING]
    assert not {first.last_change(n) for n in names} & {again.last_change(n) for n in names}
