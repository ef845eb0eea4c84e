"""What must hold of every budget, whatever its shape."""

import polars as pl
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_books import book

from rodtrad.checks.run import judgement_of
from rodtrad.models.thread.weave import thread_of

AMOUNTS = st.integers(-9_999, 9_999)
TREES = st.recursive(AMOUNTS, lambda inner: st.lists(inner, min_size=1, max_size=4), max_leaves=14).filter(
    lambda tree: isinstance(tree, list)
)
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rows_of(tree, code="k", parent=""):
    """Every node of a tree as (code, parent, amount, children), children first; a node is their sum."""
    if isinstance(tree, int):
        return [(code, parent, tree, [])]
    below = [rows_of(inner, f"{code}-{n}", code) for n, inner in enumerate(tree)]
    own = (code, parent, sum(rows[-1][2] for rows in below), [rows[-1][0] for rows in below])
    return [row for rows in below for row in rows] + [own]


def facts_of(rows, *, changed=None):
    """A budget whose account groups are the nodes of a tree; `changed` holds other amounts by code."""
    amounts = {code: amount for code, _, amount, _ in rows} | (changed or {})
    codes = "\n".join(f"account_group; {code}; {parent}" for code, parent, _, _ in rows)
    lines = "\n".join(f"{code}; {amounts[code]}" for code, _, _, _ in rows)
    return book(
        code=f"dimension; code; parent\n{codes}",
        budget_line=f"account_group; amount\n{lines}",
    )


def failing(thread):
    """Account group of the total and gap in thousands, for every relation that does not hold."""
    bad = thread.judged.filter(~pl.col("verdict").is_in(["agrees", "rounding"]))
    named = bad.join(thread.figures.select(pl.col("figure").alias("result"), "address"), on="result")
    return {a.split("/")[8]: gap / 100_000 for a, gap in named.select("address", "gap").iter_rows()}


@few
@given(TREES)
def test_a_budget_that_is_consistent_by_construction_only_agrees(tree):
    rows = rows_of(tree)
    thread = thread_of(facts_of(rows))
    amounts = {code: amount for code, _, amount, _ in rows}
    told = [c for c, _, amount, below in rows if below and (amount or any(amounts[b] for b in below))]
    assert thread.figure_count == len(rows)
    assert thread.judged.height == len(told)
    assert set(thread.judged["verdict"]) <= {"agrees"}
    assert judgement_of(thread, {}).findings == ()


@few
@given(TREES, st.data(), st.sampled_from([-777, -10, 10, 5_000]))
def test_changing_one_leaf_breaks_exactly_the_relation_above_it(tree, data, d):
    """Room is at most 4 · 0,5 + 0,5 thousand, so ten thousand is never rounding."""
    rows = rows_of(tree)
    code, parent, amount, _ = data.draw(st.sampled_from([row for row in rows if not row[3]]))
    thread = thread_of(facts_of(rows, changed={code: amount + d}))
    assert failing(thread) == {parent: -d}
    [finding] = judgement_of(thread, {}).findings
    assert (finding.number, finding.gap) == ("S-01", -d)


@few
@given(TREES, st.data(), st.sampled_from([-777, 10, 5_000]))
def test_where_subtotals_are_not_printed_the_nearest_printed_total_misses(tree, data, d):
    """Rows between a leaf and the whole are left out at random; what is printed still adds up."""
    rows = rows_of(tree)
    inner = [row[0] for row in rows if row[3] and row[0] != "k"]
    left_out = set(data.draw(st.lists(st.sampled_from(inner), unique=True))) if inner else set()
    facts = facts_of(rows)
    shown = ~pl.col("account_group").is_in(list(left_out))
    printed = facts | {"budget_line": facts["budget_line"].filter(shown)}
    assert failing(thread_of(printed)) == {}

    code, parent, amount, _ = data.draw(st.sampled_from([row for row in rows if not row[3]]))
    parents = {c: p for c, p, _, _ in rows}
    while parent in left_out:
        parent = parents[parent]
    wrong = facts_of(rows, changed={code: amount + d})
    wrong = wrong | {"budget_line": wrong["budget_line"].filter(shown)}
    assume(abs(d) > (len(rows) + 1) / 2)
    assert failing(thread_of(wrong)) == {parent: -d}


GRID_SIZES = st.integers(2, 4)


def grid(areas, groups, amounts):
    """A table of areas by account groups, with totals both ways."""
    cells = {(a, g): amounts[a * groups + g] for a in range(areas) for g in range(groups)}
    for g in range(groups):
        cells[None, g] = sum(cells[a, g] for a in range(areas))
    for a in [*range(areas), None]:
        cells[a, None] = sum(cells[a, g] for g in range(groups))
    return cells


def grid_facts(cells):
    areas = {a for a, _ in cells if a is not None}
    groups = {g for _, g in cells if g is not None}
    codes = [f"area; FO{a};" for a in sorted(areas)] + ["account_group; drift;"]
    codes += [f"account_group; g{g}; drift" for g in sorted(groups)]
    lines = [
        f"{'' if a is None else f'FO{a}'}; {'drift' if g is None else f'g{g}'}; {amount}"
        for (a, g), amount in cells.items()
    ]
    return book(
        code="dimension; code; parent\n" + "\n".join(codes),
        budget_line="area; account_group; amount\n" + "\n".join(lines),
    )


@few
@given(GRID_SIZES, GRID_SIZES, st.lists(st.integers(1, 9_999), min_size=16, max_size=16), st.data())
def test_one_wrong_cell_of_a_grid_breaks_its_row_and_its_column_and_is_one_finding(
    areas, groups, amounts, data
):
    cells = grid(areas, groups, amounts)
    assert failing(thread_of(grid_facts(cells))) == {}
    a, g = data.draw(st.integers(0, areas - 1)), data.draw(st.integers(0, groups - 1))
    cells[a, g] += 500
    thread = thread_of(grid_facts(cells))
    bad = thread.judged.filter(~pl.col("verdict").is_in(["agrees", "rounding"]))
    named = bad.join(thread.figures.select(pl.col("figure").alias("result"), "address"), on="result")
    wanted = {f"{f}/-/-/{k}" for f, k in ((f"FO{a}", "drift"), ("-", f"g{g}"))}
    assert {"/".join(address.split("/")[5:9]) for address in named["address"]} == wanted
    assert set(named["gap"]) == {-500 * 100_000}
    [finding] = judgement_of(thread, {}).findings
    assert (finding.gap, len(finding.consequences)) == (-500.0, 1)


def said(thread):
    """Counts of verdicts, and the lasting names of all findings."""
    verdicts = thread.judged["verdict"].value_counts().sort("verdict").rows()
    return verdicts, sorted(f.id for f in judgement_of(thread, {}).findings)


@few
@given(TREES, st.data(), st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing(tree, data, seed):
    rows = rows_of(tree)
    code, _, amount, _ = data.draw(st.sampled_from(rows))
    facts = facts_of(rows, changed={code: amount + data.draw(st.sampled_from([0, 1, 50, 5_000]))})
    shuffled = {name: frame.sample(fraction=1.0, shuffle=True, seed=seed) for name, frame in facts.items()}
    assert said(thread_of(shuffled)) == said(thread_of(facts))


def assert_same_when_turned(facts):
    turned = facts | {"budget_line": facts["budget_line"].reverse()}
    assert said(thread_of(turned)) == said(thread_of(facts))


def test_the_order_of_rows_does_not_decide_between_a_row_and_a_column():
    """A square grid with one wrong cell: its row and its column are equally near the fault."""
    assert_same_when_turned(grid_facts(grid(2, 2, [1, 1, 1, 1]) | {(0, 0): 501}))


def test_the_order_of_rows_does_not_decide_between_a_subtotal_and_the_total_above_it():
    """1 + 1 is printed as 52 and added to 1 as if it were 2: two rows below it, two rows beside it."""
    assert_same_when_turned(facts_of(rows_of([[1, 1], 1]), changed={"k-0": 52}))


@few
@given(TREES, st.data())
def test_a_thousand_times_the_amounts_and_the_steps_changes_no_verdict(tree, data):
    rows = rows_of(tree)
    wrong = data.draw(st.dictionaries(st.sampled_from([r[0] for r in rows]), AMOUNTS, max_size=3))
    facts = facts_of(rows, changed=wrong)
    larger = facts["budget_line"].with_columns(
        pl.col("amount") * 1000, pl.lit("mill. kr").alias("printed_unit")
    )
    small, large = (
        thread_of(book).judged.sort("relation") for book in (facts, facts | {"budget_line": larger})
    )
    assert large["verdict"].to_list() == small["verdict"].to_list()
    assert large["gap"].to_list() == [gap * 1000 for gap in small["gap"]]
    assert large["room"].to_list() == [room * 1000 for room in small["room"]]
