"""What the pages tell: the budget in any dimension, goals with gaps, indicators, search and figures."""

import polars as pl
import pytest
from report_samples import MILLION, TODAY, frame, judged, named, town

from rodtrad.reports.assignments import assignments_view, next_deadlines
from rodtrad.reports.budget import BudgetQuestion, budget_view
from rodtrad.reports.figure import figure_view
from rodtrad.reports.findings import FindingFilter, findings_view
from rodtrad.reports.goals import goal_tree
from rodtrad.reports.indicators import indicators_view, standing
from rodtrad.reports.measures import measures_view
from rodtrad.reports.overview import overview
from rodtrad.reports.rows import fact_row, fact_table
from rodtrad.reports.search import SearchIndex
from rodtrad.reports.telling import Telling
from rodtrad.reports.units import unit_tree

GROUPS = {
    "10": "utgift",
    "13": "utgift",
    "16": "inntekt",
    "utgift": "drift",
    "inntekt": "drift",
    "drift": None,
}


def telling_of(language="no", **changed):
    return Telling(judged(town(**changed)), language)


def line(amount, group="drift", **more):
    """One budget line in million kroner."""
    row = {"document": "budsjett", "table": "hoved", "unit": "PAR", "account_group": group, "year": 2026}
    row |= {"version": "adopted", "amount": round(amount * MILLION), "printed_unit": "mill. kr"}
    return row | {"decimals": 1, "line": 50} | more


def codes():
    groups = (
        named(f"Gruppe {code}", f"Group {code}", dimension="account_group", code=code, parent=parent)
        for code, parent in GROUPS.items()
    )
    areas = (named(f"Område {a}", f"Area {a}", dimension="area", code=a) for a in ("A", "B"))
    return frame("code", *groups, *areas)


def budget(asked=None, *lines):
    told = telling_of(budget_line=frame("budget_line", *lines), code=codes())
    return budget_view(told, asked or BudgetQuestion())


def shown(table):
    return [row.texts for row in table.rows]


def test_account_groups_stand_under_what_they_add_up_to():
    lines = (line(7.0, "10"), line(3.0, "13"), line(-2.0, "16"), line(10.0, "utgift"), line(-2.0, "inntekt"))
    view = budget(None, *lines, line(8.0, "drift"))
    assert [(r.texts[0], r.level, r.texts[1]) for r in view.table.rows] == [
        ("Gruppe drift", 0, "8,0"),
        ("Gruppe utgift", 1, "10,0"),
        ("Gruppe 10", 2, "7,0"),
        ("Gruppe 13", 2, "3,0"),
        ("Gruppe inntekt", 1, "−2,0"),
        ("Gruppe 16", 2, "−2,0"),
    ]
    assert (
        view.table.rows[0].cells[1].address
        == "budget_line/budsjett/hoved/PAR/-/-/-/-/drift/2026/adopted/amount"
    )


def test_a_sum_that_no_page_prints_is_made_of_the_printed_parts_and_has_no_address():
    """Area A is printed by group alone: 5,0 + 1,5 = 6,5. Area B prints its net."""
    lines = (line(5.0, "10", area="A"), line(1.5, "13", area="A"), line(4.0, "drift", area="B"))
    view = budget(BudgetQuestion(dimension="area", group=""), *lines)
    by_name = {r.texts[0]: r.cells[1] for r in view.table.rows}
    assert by_name["B Område B"].text == "4,0"
    assert by_name["B Område B"].address
    chapters = (line(5.0, "10", chapter="1"), line(1.5, "10", chapter="2"), line(9.0, "13", chapter="1"))
    by_name = {
        r.texts[0]: r.cells[1]
        for r in budget(BudgetQuestion(dimension="account_group"), *chapters).table.rows
    }
    assert (by_name["Gruppe 10"].text, by_name["Gruppe 10"].address) == ("6,5", "")
    assert by_name["Gruppe 13"].address


def test_a_number_printed_in_two_tables_counts_once():
    lines = (line(6.0, area="A"), line(6.0, area="A", table="annen"), line(2.0, area="B"))
    view = budget(BudgetQuestion(dimension="area"), *lines)
    assert shown(view.table) == [("A Område A", "6,0"), ("B Område B", "2,0")]


def test_the_whole_is_never_added_to_its_parts():
    """A function of area A is inside the area: the area's own 6,0 is shown, not 6,0 + 4,0."""
    lines = (line(6.0, area="A"), line(4.0, area="A", function="1"), line(2.0, area="B", function="2"))
    view = budget(BudgetQuestion(dimension="area"), *lines)
    assert dict(shown(view.table)) == {"A Område A": "6,0", "B Område B": "2,0"}


def test_an_unknown_choice_gives_the_first_that_has_lines():
    wild = BudgetQuestion("finnes ikke", "finnes ikke", "", "finnes ikke", "finnes ikke")
    view = budget(wild, line(1.0), line(1.0, "10"))
    assert [c.value for c in view.documents if c.chosen] == ["budsjett"]
    assert view.table is not None
    empty = budget(BudgetQuestion(chapter="finnes ikke"), line(1.0))
    assert empty.table is None


def test_the_plan_shows_every_printed_year_of_the_way_to_the_frame():
    [plan] = budget(None, line(1.0)).plans
    assert [c.heading for c in plan.columns] == ["Ledd", "2026", "2027"]
    assert {row.texts[0]: row.texts[1:] for row in plan.rows}["Ramme"] == ("918,5", "900,0")
    assert {row.texts[0]: row.texts[1:] for row in plan.rows}["Kutt"] == ("−9,0", "–")


def indicator(key, better="higher", **more):
    row = {"document": "brev", "key": key, "concept": key, "unit": "PAR", "better": better, "line": 20}
    return row | named(f"Indikator {key}", f"Indicator {key}") | more


def value(key, year, kind, number, operator=None):
    row = {"document": "brev", "indicator": key, "year": year, "kind": kind, "operator": operator}
    return row | {"value": round(number * 10_000), "printed_unit": "prosent", "decimals": 1, "line": 21}


@pytest.mark.parametrize(
    ("better", "values", "status", "improved"),
    [
        ("higher", [(2024, "result", 70), (2025, "result", 80), (2025, "target", 75)], "met", True),
        ("higher", [(2024, "result", 80), (2025, "result", 70), (2025, "target", 75)], "missed", False),
        ("lower", [(2024, "result", 9), (2025, "result", 8), (2025, "target", 8.5)], "met", True),
        ("higher", [(2025, "result", 70), (2026, "target", 75)], "remaining", None),
        ("higher", [(2025, "result", 80), (2026, "target", 75)], "ahead", None),
        (None, [(2024, "result", 70), (2025, "result", 75), (2025, "target", 75)], "met", None),
        ("higher", [(2025, "result", 70)], "none", None),
        ("higher", [(2026, "target", 70)], "none", None),
    ],
)
def test_an_indicator_stands_as_its_latest_result_against_its_target(better, values, status, improved):
    facts = {
        "indicator": frame("indicator", indicator("i", better)),
        "indicator_value": frame("indicator_value", *(value("i", *v) for v in values)),
    }
    stands = standing(telling_of(**facts), indicator("i", better))
    assert (stands.status, stands.better) == (status, improved)


@pytest.mark.parametrize(("result", "status"), [(7.2, "met"), (7.3, "missed"), (7.4, "missed")])
def test_under_a_target_is_not_the_target_itself(result, status):
    facts = {
        "indicator": frame("indicator", indicator("i", None)),
        "indicator_value": frame(
            "indicator_value", value("i", 2025, "result", result), value("i", 2025, "target", 7.3, "<")
        ),
    }
    assert standing(telling_of(**facts), indicator("i", None)).status == status


def goal(number, level, parent=None, **more):
    row = {"document": "brev", "number": number, "level": level, "parent": parent, "line": 10}
    return row | named(f"Mål {number}", f"Goal {number}") | more


def test_gaps_are_what_is_missing_under_a_goal_and_everything_below_it():
    facts = {
        "goal": frame(
            "goal",
            goal("1", "municipal_goal"),
            goal("1.1", "sector_goal", "1"),
            goal("1.1.1", "action", "1.1"),
            goal("2", "municipal_goal"),
        ),
        "indicator": frame("indicator", indicator("i", goal="1.1")),
        "indicator_value": frame("indicator_value", value("i", 2025, "result", 5)),
    }
    tree = goal_tree(telling_of(**facts))
    first, second = tree.goals
    assert (first.gaps, second.gaps) == (
        ("Ingen penger",),
        ("Ingen indikator", "Ingen tiltak", "Ingen penger"),
    )
    [below] = first.below
    assert [h.name.text for h in below.hanging] == ["Indikator i"]
    assert below.below[0].gaps == ()
    assert (tree.count, tree.aims, tree.without_indicator, tree.without_money) == (4, 3, 1, 3)
    assert ("assignment", "Oppdrag", 4) in tree.loose


def test_goals_that_stand_under_each_other_do_not_go_round_for_ever():
    facts = {"goal": frame("goal", goal("1", "goal", "2"), goal("2", "goal", "1"), goal("3", "goal"))}
    assert [g.number for g in goal_tree(telling_of(**facts)).goals] == ["3"]


def test_units_that_are_part_of_each_other_do_not_go_round_for_ever():
    circle = frame(
        "unit",
        named("A", "A", key="A", kind="agency", parent="B"),
        named("B", "B", key="B", kind="agency", parent="A"),
        named("C", "C", key="C", kind="agency"),
    )
    tree = unit_tree(Telling(judged({"unit": circle}), "no"))
    assert [u.label for u in tree.units] == ["C"]


def test_deadlines_are_from_today_on_and_the_first_comes_first():
    coming = next_deadlines(telling_of(), TODAY, 5)
    assert [when for when, _, _ in coming] == ["15. mai 2026", "Høsten 2026"]


def test_assignments_of_one_status():
    view = assignments_view(telling_of(), status="carried")
    assert (view.count, view.dated) == (1, 1)
    assert assignments_view(telling_of(), owner="finnes ikke").count == 0


def test_the_chart_of_measures_adds_each_owners_effects():
    view = measures_view(telling_of())
    assert view.chart.categories == ("2026", "2027")
    assert view.chart.series == (("Park og plass", (0.0, 5.5)),)


def test_findings_are_narrowed_and_counted_by_every_other_choice():
    told = telling_of()
    every = findings_view(told, FindingFilter())
    grave = findings_view(told, FindingFilter(severity=every.findings[0].severity))
    assert 0 < grave.shown <= every.total
    assert {f.severity for f in grave.findings} == {every.findings[0].severity}
    assert sum(c.count for c in grave.severities) == every.total
    assert findings_view(told, FindingFilter(verdict="finnes ikke")).shown == 0


@pytest.mark.parametrize("asked", ["benker", "BENKER", "b1 færre"])
def test_rows_are_found_by_any_word_of_their_name(asked):
    found = SearchIndex(telling_of()).search(asked)
    assert "Færre benker" in [c.text for _, _, cells in found.rows for c in cells]


@pytest.mark.parametrize("asked", ["918,5", "918.5", "918,5 mill. kr", "918 500 tusen", "918500000 kr"])
def test_a_figure_is_found_by_its_value_however_it_is_written(asked):
    found = SearchIndex(telling_of()).search(asked)
    assert "budget_change/budsjett/rammer/PAR/-/-/ramme/2026/amount" in [c.address for c, _ in found.figures]


def test_an_address_finds_its_figure_first():
    address = "measure_effect/funn/B1/2027/amount"
    assert SearchIndex(telling_of()).search(address).figures[0][0].address == address


@pytest.mark.parametrize(
    "asked", ["", "   ", "((", "[a-", "\\", "%", "1e999", "−", "9" * 400, "å" * 10_000, "\x00"]
)
def test_a_wild_search_finds_nothing_and_does_not_fail(asked):
    found = SearchIndex(telling_of()).search(asked)
    assert found.figure_count == 0
    assert found.cut == (len(asked.split() and asked.strip()) > 200)


def test_a_figure_tells_what_it_is_made_from_and_what_it_goes_into():
    told = telling_of()
    figure = told.thread.at["budget_change/budsjett/rammer/PAR/-/-/vekst/2026/amount"]
    view = figure_view(told, figure, "27,5")
    ends = [b for b in view.bridges if b.ends_here]
    over = [b for b in view.bridges if not b.ends_here]
    assert [[s.text for s in b.steps] for b in ends] == [["20,0 mill. kr", "7,5 mill. kr"]]
    assert [b.result.split("/")[-3] for b in over] == ["ramme"]
    assert (view.value, view.text, view.source.text) == (27.5, "27,5 mill. kr", "27,5")


def test_a_row_shows_every_filled_column_and_what_points_to_it():
    told = telling_of()
    row = fact_row(told, "efficiency_measure", 0)
    assert dict(row.columns)["Ansvarlig"].address == "unit/PAR"
    assert dict(row.columns)["Usikkerhet i anslag"].text == "Lav"
    [effects] = row.related
    assert [r.texts[1] for r in effects.rows] == ["0,0 mill. kr", "4,0 mill. kr"]


def test_a_page_beyond_the_last_is_the_last():
    table = fact_table(telling_of(), "unit", 99)
    assert (table.page, table.pages, table.total) == (1, 1, 2)


@pytest.mark.parametrize("language", ["no", "en"])
def test_an_empty_book_has_an_overview(language):
    view = overview(Telling(judged({}), language), TODAY)
    assert (view.aims, view.findings, view.bridge) == ((), (), None)


def test_an_empty_book_has_all_pages():
    told = Telling(judged({}), "no")
    assert budget_view(told, BudgetQuestion()).table is None
    assert goal_tree(told).goals == ()
    assert indicators_view(told).tables == ()
    assert measures_view(told).chart is None
    assert SearchIndex(told).search("noe").figure_count == 0


def test_rows_there_is_no_room_for_are_counted():
    lines = pl.concat([frame("budget_line", line(1.0, "10", function=f"F{n}")) for n in range(300)])
    told = telling_of(budget_line=lines, code=codes())
    view = budget_view(told, BudgetQuestion(dimension="function", group="10"))
    assert len(view.table.rows) + view.left_out == 300
    assert view.left_out > 0


def test_the_budget_page_begins_with_a_budget_and_not_with_a_report_written_here():
    """A report of a later year holds a line, and is shown to who asks for it."""
    report = named("Rapport", "Report", key="report", kind="period_report", unit="PAR", year=2099)
    work = frame("working_document", {"document": "report", "unit": "PAR", "state": "draft", "edition": 1})
    documents = pl.concat([town()["document"], frame("document", report)])
    told = telling_of(
        budget_line=frame("budget_line", line(1.0), line(99.0, document="report")),
        document=documents,
        working_document=work,
        code=codes(),
    )
    view = budget_view(told, BudgetQuestion())
    assert [(c.value, c.chosen) for c in view.documents] == [("budsjett", True), ("report", False)]
    assert shown(budget_view(told, BudgetQuestion("report")).table)[0][1] == "99,0"
