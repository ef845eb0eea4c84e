"""What must hold of every budget that is made here, whatever its changes; all numbers are invented."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_samples import PROPOSALS, VERSIONS, facts_of, with_rows

from rodtrad.core.verdict import HELD
from rodtrad.models.budgeting.adoption import adopted_rows
from rodtrad.models.budgeting.base import CELL, base_frame
from rodtrad.models.budgeting.carry import changes_to_carry, rates_to_carry
from rodtrad.models.budgeting.placing import with_totals
from rodtrad.models.budgeting.plan import amounts_by_year, plan_of
from rodtrad.models.budgeting.runs import amounts_of, joined_runs, runs_of
from rodtrad.models.budgeting.versions import budget_versions
from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.weave import thread_of

YEARS = (2027, 2028, 2029, 2030)
AMOUNTS = st.integers(-900, 900).filter(bool)
PLACES = st.tuples(
    st.sampled_from(["A", "B", "AVD"]),
    st.sampled_from(["1", "2", ""]),
    st.sampled_from(["FO1", "FO2", ""]),
    st.sampled_from(["120", "253", ""]),
    st.sampled_from(["10", "11", "16", "drift"]),
)
FINE = st.tuples(
    st.sampled_from(["A", "B"]),
    st.sampled_from(["1", "2"]),
    st.sampled_from(["FO1", "FO2"]),
    st.sampled_from(["120", "253"]),
    st.sampled_from(["10", "11", "16"]),
)
CATEGORIES = st.sampled_from(["technical", "demography", "new_priority", "measure", "council"])
CHANGES = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(YEARS),
        st.one_of(st.none(), st.sampled_from((*YEARS, 2031, 2032))),
        PLACES,
        CATEGORIES,
        AMOUNTS,
    ),
    max_size=8,
    unique_by=lambda c: (c[0], c[1], c[3]),
)
PLACED = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(YEARS),
        st.one_of(st.none(), st.sampled_from(YEARS)),
        FINE,
        CATEGORIES,
        AMOUNTS,
    ),
    max_size=6,
    unique_by=lambda c: (c[0], c[1], c[3]),
)
NEXT = """
    document; stage;    first_year; base_document; base_version; base_year
    b28;      proposal; 2028;       b27;           adopted;      2027
"""
BASES = st.dictionaries(FINE, AMOUNTS, min_size=1, max_size=8)
RATES = st.dictionaries(
    st.tuples(st.sampled_from(["10", "11", "drift-utgift"]), st.sampled_from(YEARS)), st.integers(-3, 9)
)
few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DIMENSIONS: tuple[tuple[str, ...], ...] = (
    (),
    ("unit",),
    ("chapter",),
    ("area",),
    ("function",),
    ("account_group",),
    CELL,
)


def lines_of(base: dict[Any, int]) -> str:
    rows = (f"b26; {'; '.join(place)}; 2026; adopted; {amount}" for place, amount in base.items())
    return "\n".join(("document; unit; chapter; area; function; account_group; year; version; amount", *rows))


def changes_of(changes: Sequence[Any], document: str = "b27") -> str:
    place_of = "unit; chapter; area; function; account_group"
    head = f"document; code; first_year; last_year; {place_of}; category; amount"
    rows = (
        "; ".join(
            (document, code, str(first), str(max(first, last)) if last else "", *place, why, str(amount))
        )
        for code, first, last, place, why, amount in changes
    )
    return "\n".join((head, *rows)) if changes else ""


def rates_of(rates: dict[Any, int]) -> str:
    rows = (f"b27; {group}; {year}; {rate}" for (group, year), rate in rates.items())
    return "\n".join(("document; account_group; year; rate", *rows)) if rates else ""


def made(base, changes, rates=None, **more):
    return facts_of(
        budget_line=lines_of(base),
        planned_change=changes_of(changes),
        compensation=rates_of(rates or {}),
        **more,
    )


@few
@given(BASES, CHANGES, RATES)
def test_the_steps_sum_to_the_frame_in_every_dimension_and_year(base, changes, rates):
    plan = plan_of(made(base, changes, rates), "b27")
    for by in DIMENSIONS:
        bridge = plan.bridge(by)
        steps = bridge.filter(pl.col("step") != "frame").group_by(*by, "year").agg(pl.col("amount").sum())
        frame = bridge.filter(pl.col("step") == "frame").select(*by, "year", "amount")
        at = [*by, "year"]
        assert steps.sort(at).equals(frame.filter(pl.col("year").is_in(steps["year"].implode())).sort(at))
        assert plan.frames(by)["amount"].sum() == plan.frames()["amount"].sum()


@few
@given(BASES, CHANGES, RATES, st.randoms(use_true_random=False))
def test_the_order_of_the_changes_does_not_matter(base, changes, rates, chance):
    shuffled = chance.sample(changes, len(changes))
    one, two = (plan_of(made(base, some, rates), "b27") for some in (changes, shuffled))
    for by in DIMENSIONS:
        assert one.frames(by).equals(two.frames(by))


@few
@given(BASES, CHANGES, RATES)
def test_a_version_without_changes_keeps_the_frames(base, changes, rates):
    facts = made(base, changes, rates, budget_proposal=VERSIONS)
    for document in ("r27", "alt", "j1"):
        assert plan_of(facts, document).frames(CELL).equals(plan_of(facts, "b27").frames(CELL))


@few
@given(BASES, CHANGES, RATES)
def test_everything_that_is_written_at_an_adoption_agrees(base, changes, rates):
    facts = made(base, changes, rates)
    after = with_rows(facts, adopted_rows(facts, budget_versions(facts)["b27"]))
    judged = thread_of(after).judged
    assert judged.filter(~pl.col("verdict").is_in([v.value for v in HELD])).is_empty()


@few
@given(BASES, CHANGES)
def test_next_years_budget_begins_where_last_years_plan_was(base, changes):
    """Carried on without compensation and without new changes, every later year keeps its frame.

    The department has no money of its own here: where that is the sum of its agencies', lines cannot tell
    it from a total.
    """
    facts = made(base, [change for change in changes if change[3][0] != "AVD"])
    source = budget_versions(facts)["b27"]
    after = with_rows(facts, adopted_rows(facts, source))
    carried = changes_to_carry(facts, source, [], target="b28", regulated=False)
    begun = facts_of(
        budget_proposal=PROPOSALS.replace("b27", "b28")
        .replace("2027", "2028")
        .replace("b26", "b27")
        .replace("2026", "2027")
    )
    both = {
        **after,
        "planned_change": carried.select(SHAPES["planned_change"].names()),
        "budget_proposal": begun["budget_proposal"],
    }
    was, now = plan_of(facts, "b27"), plan_of(both, "b28")
    for by in ((), ("unit",)):
        old = was.frames(by).filter(pl.col("year") > 2027)
        new = now.frames(by).filter(pl.col("year") < 2031)
        kept = [frame.filter(pl.col("amount") != 0) for frame in (old, new)]
        assert kept[0].equals(kept[1])


@few
@given(BASES, PLACED, RATES)
def test_next_years_budget_gives_the_compensation_that_last_years_plan_told_of(base, changes, rates):
    """To the krone, but for what ends or begins in older prices: that is rounded change by change."""
    facts = made(base, changes, rates)
    source = budget_versions(facts)["b27"]
    both = {
        **with_rows(facts, adopted_rows(facts, source)),
        "planned_change": changes_to_carry(facts, source, [], target="b28", regulated=False),
        "compensation": rates_to_carry(facts, source, target="b28"),
        "budget_proposal": facts_of(budget_proposal=NEXT)["budget_proposal"],
    }
    old, new = (
        dict(plan_of(f, d).frames().select("year", "amount").iter_rows())
        for f, d in ((facts, "b27"), (both, "b28"))
    )
    older = sum(change[4] == "technical" for change in changes)
    assert all(abs(old[year] - new[year]) <= 2 * older * 100 for year in YEARS[1:])


@few
@given(BASES)
def test_totals_beside_the_lines_change_nothing_of_what_is_carried_on(base):
    facts = facts_of(budget_line=lines_of(base))
    lines = facts["budget_line"]
    fine = lines.select(*CELL, "year", "amount")
    totals = with_totals(facts, fine).join(fine, on=[*CELL, "year"], how="anti", nulls_equal=True)
    first = lines.row(0, named=True)
    more = totals.with_columns(
        *(pl.lit(first[n]).alias(n) for n in lines.columns if n not in (*CELL, "year", "amount", "project")),
        pl.lit(None, pl.String).alias("project"),
    ).select(pl.col(n).cast(t) for n, t in lines.schema.items())
    whole = {**facts, "budget_line": pl.concat([more, lines])}
    alone, beside = (base_frame(f, "b26", "adopted", 2026).cells.sort(CELL) for f in (facts, whole))
    assert (
        alone.group_by("unit")
        .agg(pl.col("amount").sum())
        .sort("unit")
        .equals(beside.group_by("unit").agg(pl.col("amount").sum()).sort("unit"))
    )
    assert beside["amount"].sum() == fine["amount"].sum()


@given(st.lists(st.integers(-5, 5), min_size=4, max_size=4))
def test_amounts_by_year_come_back_from_their_rows(amounts):
    by_year = dict(zip(YEARS, amounts, strict=True))
    assert amounts_of(runs_of(by_year, lasting=True), YEARS) == by_year
    assert all(amount for _, _, amount in runs_of(by_year, lasting=False))


@few
@given(CHANGES)
def test_rows_that_overlap_sum_to_the_same_when_they_are_joined(changes):
    rows = facts_of(planned_change=changes_of(changes))["planned_change"]
    by = ("code", *CELL)
    joined = joined_runs(rows, by)
    years = range(2026, 2035)
    far = pl.col("last_year").fill_null(9999)
    one, two = (amounts_by_year(frame.with_columns(far), years, by) for frame in (rows, joined))
    kept = [frame.filter(pl.col("amount") != 0) for frame in (one, two)]
    assert kept[0].equals(kept[1])
