"""Checks that are run only where something has changed find what they find when all are run."""

import random

import polars as pl
import pytest
from random_edits import edited, made_up_book
from small_books import book

from rodtrad.app.books import EXAMPLES
from rodtrad.checks.registry import CHECKS, Check
from rodtrad.checks.run import judgement_of
from rodtrad.checks.run_anew import completed, judgement_anew
from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.concepts import SHAPES, complete
from rodtrad.models.judgement import Accepted, Judgement
from rodtrad.models.thread.anew import Difference, Renewal, thread_anew
from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.datapackage import read_package


def told(findings):
    """All that a finding says; a relation's number is no lasting name."""
    kept = [name for name in Finding.__slots__ if name != "relations"]
    return [(f.id, f.numbers, len(f.relations), *(getattr(f, name) for name in kept)) for f in findings]


def assert_same(found: Judgement, wanted: Judgement) -> None:
    assert told(found.findings) == told(wanted.findings)
    assert dict(found.verdicts) == dict(wanted.verdicts)
    assert sorted(found.figure_verdicts().rows()) == sorted(wanted.figure_verdicts().rows())


def explained_anew(judgement: Judgement, accepted) -> Judgement:
    """The judgement when people have said something of its findings, and nothing else has changed."""
    return judgement_anew(judgement, Renewal(judgement.thread, judgement.thread), accepted)


@pytest.fixture(scope="module")
def oslo() -> Judgement:
    facts = complete(read_package(EXAMPLES / "oslo").facts)
    return judgement_of(thread_of({fact: rows.sort(SHAPES[fact].key) for fact, rows in facts.items()}), {})


@pytest.mark.parametrize("seed", range(12))
def test_the_oslo_book_after_a_chain_of_random_edits_and_explanations(oslo, seed):
    chance = random.Random(seed)
    facts, judgement, accepted = dict(oslo.thread.facts), oslo, {}
    for _ in range(5):
        facts, changes = edited(facts, chance)
        judgement = completed(judgement_anew(judgement, thread_anew(judgement.thread, changes), accepted))
        if judgement.findings and chance.random() < 0.5:
            said = chance.choice(judgement.findings)
            accepted = {**accepted, said.id: Accepted(Verdict.EXPLAINED, "trykkfeil", said.numbers)}
            judgement = explained_anew(judgement, accepted)
        assert_same(judgement, judgement_of(thread_of(facts), accepted))


@pytest.mark.parametrize("seed", range(6))
def test_made_up_books_where_much_fails_after_a_chain_of_random_edits(seed):
    chance = random.Random(seed)
    facts = {fact: rows.sort(SHAPES[fact].key) for fact, rows in made_up_book(chance).items()}
    judgement = judgement_of(thread_of(facts), {})
    for _ in range(8):
        facts, changes = edited(facts, chance)
        judgement = completed(judgement_anew(judgement, thread_anew(judgement.thread, changes), {}))
        assert_same(judgement, judgement_of(thread_of(facts), {}))


def by_key(**texts):
    """A small book with its rows in the order a book gives them."""
    return {fact: rows.sort(SHAPES[fact].key) for fact, rows in book(**texts).items()}


SUMS = {
    "code": "dimension; code; parent\n"
    "account_group; drift;\naccount_group; 10; drift\naccount_group; 11; drift",
    "budget_line": "account_group; amount\ndrift; 100\n10; 60\n11; 90",
}


def test_an_explained_finding_is_explained_until_its_numbers_change():
    """60 + 90 is 150, not 100; then 60 + 95 is 155."""
    before = judgement_of(thread_of(by_key(**SUMS)), {})
    [finding] = before.findings
    said = {finding.id: Accepted(Verdict.EXPLAINED, "trykkfeil", finding.numbers)}
    explained = explained_anew(before, said)
    assert [f.verdict for f in explained.findings] == [Verdict.EXPLAINED]
    assert set(explained.verdicts.values()) == {"explained"}
    old = before.thread.facts["budget_line"].filter(account_group="11")
    changes = {"budget_line": Difference(old, old.with_columns(amount=pl.lit(9_500_000, pl.Int64)))}
    later = judgement_anew(explained, thread_anew(before.thread, changes), said)
    assert [(f.verdict, f.computed) for f in later.findings] == [(Verdict.CONTRADICTION, 155.0)]
    assert set(later.verdicts.values()) == {"contradiction"}


@pytest.mark.parametrize(("document", "is_silent"), [("budsjett", True), ("another", False)])
def test_a_check_of_whole_documents_that_is_put_off_says_nothing_of_one_that_has_changed(
    monkeypatch, document, is_silent
):
    """What it misses in a document may have come, so no address in its finding has changed."""

    def run(thread):
        if thread.facts["budget_line"].height:
            yield Finding("X-02", Severity.NOTICE, Verdict.UNEXPLAINED, ("document/x",), document=document)

    monkeypatch.setitem(CHECKS, "X-02", Check("X-02", Severity.NOTICE, run, later=True, whole=True))
    before = judgement_of(thread_of(by_key(**SUMS)), {})
    rows = before.thread.facts["budget_line"]
    assert set(rows["document"]) == {"budsjett"}
    old, new = rows.head(1), rows.head(1).with_columns(pl.col("amount") + 100)
    now = judgement_anew(before, thread_anew(before.thread, {"budget_line": Difference(old, new)}), {})
    assert [f.number for f in now.findings if f.number == "X-02"] == ([] if is_silent else ["X-02"])
    assert "X-02" in [f.number for f in completed(now).findings]


@pytest.fixture
def slow_check(monkeypatch):
    """A check that looks through all lines, and is put off; it dislikes every amount over 80."""
    runs = []

    def run(thread):
        runs.append(thread)
        for row in thread.facts["budget_line"].iter_rows(named=True):
            if row["amount"] > 8_000_000:
                address = SHAPES["budget_line"].address_of(row, "amount")
                yield Finding("X-01", Severity.NOTICE, Verdict.UNEXPLAINED, (address,))

    monkeypatch.setitem(CHECKS, "X-01", Check("X-01", Severity.NOTICE, run, later=True))
    return runs


def test_a_check_that_is_put_off_says_nothing_of_what_has_changed_until_it_is_run(slow_check):
    """Over 80 are the whole of 150 and 90; then 60 becomes 85, and 90 becomes 65, which is still 150."""
    adding_up = SUMS | {"budget_line": "account_group; amount\ndrift; 150\n10; 60\n11; 90"}
    before = judgement_of(thread_of(by_key(**adding_up)), {})
    disliked = [f.addresses[0].split("/")[8] for f in before.findings if f.number == "X-01"]
    assert sorted(disliked) == ["11", "drift"]
    rows = before.thread.facts["budget_line"]
    old = rows.filter(rows["account_group"].is_in(["10", "11"]))
    amounts = {"10": 8_500_000, "11": 6_500_000}
    new = old.with_columns(amount=pl.col("account_group").replace_strict(amounts, return_dtype=pl.Int64))
    now = judgement_anew(before, thread_anew(before.thread, {"budget_line": Difference(old, new)}), {})
    assert now.due == {"X-01"}
    assert [f.addresses[0].split("/")[8] for f in now.findings if f.number == "X-01"] == ["drift"]
    assert len(slow_check) == 1
    whole = completed(now)
    assert whole.due == frozenset()
    assert sorted(f.addresses[0].split("/")[8] for f in whole.findings if f.number == "X-01") == [
        "10",
        "drift",
    ]


def test_a_check_that_has_not_read_what_changed_is_not_run(monkeypatch):
    runs = []

    def run(thread):
        runs.append(thread.facts["assignment"].height)
        return ()

    monkeypatch.setitem(CHECKS, "X-01", Check("X-01", Severity.NOTICE, run))
    before = judgement_of(thread_of(by_key(**SUMS, assignment="number; label\n1; Plan")), {})
    lines, assignments = before.thread.facts["budget_line"][[0]], before.thread.facts["assignment"]
    changed = Difference(lines, lines.with_columns(amount=pl.lit(1, pl.Int64)))
    judgement_anew(before, thread_anew(before.thread, {"budget_line": changed}), {})
    assert runs == [1]
    changed = Difference(assignments, assignments.clear())
    judgement_anew(before, thread_anew(before.thread, {"assignment": changed}), {})
    assert runs == [1, 0]
