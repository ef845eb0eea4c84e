"""Budgets made from last year's, changed, handed in and adopted; the municipality's numbers are invented."""

import polars as pl
import pytest
from planning_kit import BY, EVERY, LAST, amended, ask, begun, rows_of, save, step, texts, years

from rodtrad.app.planning import (
    Amendment,
    NewBudget,
    amend_budget,
    begin_budget,
    planning_list,
    planning_page,
    version_asked,
)
from rodtrad.app.planning_changes import (
    ChangeTexts,
    change_rows,
    change_texts,
    removed_rows,
    reversed_texts,
    with_theirs,
)
from rodtrad.app.planning_rates import rate_rows, rates_form
from rodtrad.app.saving import UsageFormError
from rodtrad.app.work import working_row
from rodtrad.core.errors import AccessError, ConflictError, MissingError, UsageError
from rodtrad.core.roles import Right, Role
from rodtrad.core.verdict import HELD
from rodtrad.models.budgeting.versions import budget_versions
from rodtrad.reports.planning_page import PlanQuestion


def test_a_budget_is_begun_from_last_years(book):
    assert begun(book) == "budget-2027"
    version = version_asked(ask(book), "budget-2027")
    assert (version.base_document, version.base_version, version.base_year) == (
        "budget-2026",
        "adopted",
        2026,
    )
    document = book.edition().judgement.thread.facts["document"].filter(key="budget-2027").row(0, named=True)
    assert document["label"] == "Budsjett 2027 og økonomiplan 2027–2030"
    assert document["label_en"] == "Budget 2027 and four-year plan 2027–2030"
    assert working_row(ask(book), "budget-2027")["follows"] == "budget-2026"
    assert begun(book) == "budget-2027-2"


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (NewBudget("", "EKS"), "plan_year_missing"),
        (NewBudget(LAST, "INGEN"), "plan_about_missing"),
        (NewBudget("finnes-ikke|adopted|2026", "EKS"), "plan_base_unknown"),
        (NewBudget("budget-2026|x|2026", "EKS"), "plan_base_unknown"),
    ],
)
def test_what_a_budget_cannot_begin_from_is_told(book, new, message):
    with pytest.raises(UsageError, match=message):
        begin_budget(ask(book), new, **BY)


def test_several_years_in_one_row_become_rows_with_first_and_last_year(book):
    """10 in 2027 and 2028, 25 from 2029 on."""
    begun(book)
    save(book, "budget-2027", label="Vekst", **years(10, 2027, 2028), **years(25, 2029, 2030))
    rows = rows_of(book, "budget-2027").sort("first_year")
    kept = rows.select("code", "first_year", "last_year", "amount", "printed_unit", "label_en").rows()
    assert kept == [
        ("vekst", 2027, 2028, 10 * 100_000, "1000 kr", "Vekst"),
        ("vekst", 2029, None, 25 * 100_000, "1000 kr", "Vekst"),
    ]


def test_a_change_is_edited_in_the_form_it_was_written_in(book):
    begun(book)
    save(
        book, "budget-2027", label="Vekst", until="2032", **years("10,5", 2027, 2028), **years(25, 2029, 2030)
    )
    asked = ask(book)
    version = version_asked(asked, "budget-2027")
    key = "vekst/OMS/300/FO3/253/10"
    shown = change_texts(asked, version, key)
    assert [shown.values[f"amount_{y}"] for y in EVERY] == ["10,5", "10,5", "25", "25"]
    assert shown.values["until"] == "2032"
    changed = ChangeTexts(shown.was, shown.versions, {**shown.values, **years(12, *EVERY), "until": ""}, {})
    asked.save(change_rows(asked, version, changed), **BY, why="test")
    rows = rows_of(book, "budget-2027")
    assert rows.select("first_year", "last_year", "amount").rows() == [(2027, None, 1_200_000)]


def test_a_change_that_gets_another_place_is_moved(book):
    begun(book)
    save(book, "budget-2027", code="x", **years(10, *EVERY))
    asked = ask(book)
    version = version_asked(asked, "budget-2027")
    shown = change_texts(asked, version, "x/OMS/300/FO3/253/10")
    moved = ChangeTexts(shown.was, shown.versions, {**shown.values, "account_group": "11"}, {})
    asked.save(change_rows(asked, version, moved), **BY, why="test")
    assert rows_of(book, "budget-2027")["account_group"].to_list() == ["11"]


def test_two_people_who_change_the_same_thing_see_both_versions(book):
    begun(book)
    save(book, "budget-2027", code="x", **years(10, *EVERY))
    mine, theirs = ask(book), ask(book)
    version = version_asked(mine, "budget-2027")
    key = "x/OMS/300/FO3/253/10"
    shown = change_texts(mine, version, key)
    other = ChangeTexts(key, shown.versions, {**shown.values, **years(99, *EVERY)}, {})
    theirs.save(change_rows(theirs, version, other), **BY, why="theirs")
    sent = ChangeTexts(key, shown.versions, {**shown.values, **years(11, *EVERY)}, {})
    with pytest.raises(ConflictError):
        mine.save(change_rows(mine, version, sent), **BY, why="mine")
    both = with_theirs(ask(book), version, sent)
    assert both.values["amount_2027"] == "11"
    assert both.theirs["amount_2027"] == "99"
    again = ask(book)
    again.save(change_rows(again, version, both), **BY, why="mine after all")
    assert rows_of(book, "budget-2027")["amount"].to_list() == [1_100_000]


def test_a_change_that_got_other_years_meanwhile_is_not_overwritten(book):
    begun(book)
    save(book, "budget-2027", code="x", **years(10, *EVERY))
    mine = ask(book)
    version = version_asked(mine, "budget-2027")
    shown = change_texts(mine, version, "x/OMS/300/FO3/253/10")
    other = {**shown.values, **years(10, 2027), **years(20, 2028, 2029, 2030)}
    theirs = ask(book)
    theirs.save(
        change_rows(theirs, version, ChangeTexts(shown.was, shown.versions, other, {})), **BY, why="x"
    )
    with pytest.raises(ConflictError, match="plan_change_moved"):
        change_rows(ask(book), version, shown)


def test_a_change_is_removed(book):
    begun(book)
    save(book, "budget-2027", code="x", **years(10, *EVERY))
    asked = ask(book)
    version = version_asked(asked, "budget-2027")
    shown = change_texts(asked, version, "x/OMS/300/FO3/253/10")
    asked.save(removed_rows(asked, version, shown), **BY, why="test")
    assert rows_of(book, "budget-2027").is_empty()
    with pytest.raises(MissingError, match="plan_change_unknown"):
        change_texts(ask(book), version, shown.was)


def test_every_text_that_cannot_be_used_is_told_at_once(book):
    begun(book)
    asked = ask(book)
    version = version_asked(asked, "budget-2027")
    wrong = texts(label="", unit="", amount_2027="mange", amount_2028="1.234", until="2028", decided="i fjor")
    with pytest.raises(UsageFormError) as refused:
        change_rows(asked, version, wrong)
    assert set(refused.value.problems) == {"label", "unit", "2027_amount", "2028_amount", "until", "decided"}
    with pytest.raises(UsageFormError) as refused:
        change_rows(asked, version, texts())
    assert set(refused.value.problems) == {"amount_"}


def test_rates_are_saved_together_and_a_conflict_shows_both(book):
    begun(book)
    asked = ask(book)
    version = version_asked(asked, "budget-2027")
    asked.save(rate_rows(asked, version, {"rate_10_2027": "3,1", "rate_11_2027": "2,5"}), **BY, why="test")
    kept = rows_of(book, "budget-2027", "compensation")
    assert kept.select("account_group", "rate").rows() == [("10", 31_000), ("11", 25_000)]
    first, second = ask(book), ask(book)
    shown = rates_form(first, version).versions
    second.save(rate_rows(second, version, {"rate_10_2027": "4", "versions": shown}), **BY, why="theirs")
    sent = {"rate_10_2027": "5", "versions": shown}
    with pytest.raises(ConflictError):
        first.save(rate_rows(ask(book), version, sent), **BY, why="mine")
    form = rates_form(ask(book), version, sent, conflict=True)
    field = next(f for _, fields in form.rows for f in fields if f.name == "rate_10_2027")
    assert (field.value, field.theirs) == ("5", "4")
    emptied = ask(book)
    both = {"rate_10_2027": "", "versions": form.versions}
    emptied.save(rate_rows(emptied, version, both), **BY, why="test")
    assert rows_of(book, "budget-2027", "compensation")["account_group"].to_list() == ["11"]


def test_an_alternative_is_handed_in_only_when_it_balances(book):
    begun(book)
    alternative = amended(book, "budget-2027", "alternative")
    assert alternative == "alternative-2027"
    save(book, alternative, label="Mer til lønn", **years(800, *EVERY))
    with pytest.raises(UsageError, match="plan_must_balance"):
        step(book, alternative, "submitted")
    save(book, alternative, label="Mindre til kjøp", account_group="11", **years(-800, 2027, 2028, 2029))
    with pytest.raises(UsageError, match="plan_must_balance") as refused:
        step(book, alternative, "submitted")
    assert refused.value.facts["years"] == "drift 2030: +800\u00a0000 kr"
    save(book, alternative, label="Mer salg", account_group="16", **years(-800, 2030))
    step(book, alternative, "submitted")
    assert working_row(ask(book), alternative)["state"] == "submitted"


def group(book):
    """Somebody of a party's group, who sees the whole municipality."""
    return ask(book, Role.READER, None, frozenset({Right.ALTERNATIVE}))


def test_who_may_make_an_alternative_may_not_hand_in_the_proposal(book):
    begun(book)
    step(book, "budget-2027", "submitted")
    other = begun(book)
    alternative = amend_budget(group(book), "budget-2027", Amendment("alternative"))
    step(book, alternative, "submitted", group(book))
    with pytest.raises(MissingError, match="work_unknown"):
        step(book, other, "submitted", group(book))
    with pytest.raises(AccessError, match="right_missing"):
        step(book, "budget-2027", "draft", group(book))
    with pytest.raises(UsageError, match="plan_no_such_stage"):
        amend_budget(group(book), "budget-2027", Amendment("resolution"))


def test_who_may_make_an_alternative_sees_the_proposal_when_it_is_handed_in(book):
    """Sent back, it is hidden again; the alternative that was made from it is there still."""
    begun(book)
    with pytest.raises(MissingError, match="budget_unknown"):
        amend_budget(group(book), "budget-2027", Amendment("alternative"))
    step(book, "budget-2027", "submitted")
    shown = planning_page(group(book), PlanQuestion("budget-2027"))
    assert (shown.change, [choice.stage for choice in shown.stages]) == (None, ["alternative"])
    alternative = amend_budget(group(book), "budget-2027", Amendment("alternative"))
    step(book, "budget-2027", "draft", returned="Regn om igjen")
    assert list(budget_versions(group(book).telling.facts)) == [alternative]
    assert planning_page(group(book), PlanQuestion(alternative)).view
    step(book, alternative, "submitted", group(book))


def test_what_is_kept_follows_what_somebody_sees(book):
    """Handed in and sent back, the proposal's changes come and go for a group, with no row changed."""
    begun(book)
    save(book, "budget-2027", label="Vekst", **years(10, 2027))
    counts = []
    for to in ("", "submitted", "draft"):
        if to:
            step(book, "budget-2027", to, returned="Regn om igjen" if to == "draft" else "")
        facts, kept = group(book).telling.facts, group(book).edition.kept
        counts.append(kept.once("rows", lambda facts=facts: facts["planned_change"].height))
    assert counts == [0, 1, 0]


def failing(book):
    judged = book.edition().judgement.thread.judged
    return judged.filter(~pl.col("verdict").is_in([v.value for v in HELD]))


def test_an_adopted_budget_is_written_judged_and_closes_the_others(book):
    """The care agency has 352 900 thousand; 5000 more in 2027 is 357 900."""
    begun(book)
    alternative = amended(book, "budget-2027", "alternative")
    resolution = amended(book, "budget-2027", "resolution")
    save(book, resolution, label="Vedtak", **years(5000, *EVERY))
    step(book, resolution, "adopted")
    lines = rows_of(book, resolution, "budget_line")
    net = lines.filter(unit="OMS", chapter="300", account_group="drift", year=2027)
    assert net.select("version", "amount").rows() == [("adopted", 357_900 * 100_000)]
    assert failing(book).is_empty()
    states = {d: working_row(ask(book), d)["state"] for d in ("budget-2027", alternative, resolution)}
    assert states == {"budget-2027": "frozen", alternative: "frozen", resolution: "adopted"}
    other = amended(book, begun(book), "resolution")
    with pytest.raises(UsageError, match="plan_already_adopted"):
        step(book, other, "adopted")


def test_only_one_version_is_adopted(book):
    begun(book)
    first, second = (amended(book, "budget-2027", "resolution") for _ in range(2))
    step(book, first, "adopted")
    with pytest.raises(UsageError):
        step(book, second, "adopted")


def test_adjustments_regulate_the_adopted_budget_with_their_decisions(book):
    """352 900 adopted, 500 more and 200 less: 353 200."""
    begun(book)
    step(book, "budget-2027", "adopted")
    first = amended(book, "budget-2027", "adjustment")
    with pytest.raises(UsageError, match="plan_without_changes"):
        step(book, first, "adopted")
    save(book, first, code="mer", label="Mer", **years(500, 2027))
    with pytest.raises(UsageError, match="plan_decision_missing"):
        step(book, first, "adopted")
    asked = ask(book)
    version = version_asked(asked, first)
    shown = change_texts(asked, version, "mer/OMS/300/FO3/253/10")
    decided = ChangeTexts(
        shown.was, shown.versions, {**shown.values, "decision": "Sak 1", "decided": "1.3.2027"}, {}
    )
    asked.save(change_rows(asked, version, decided), **BY, why="test")
    step(book, first, "adopted")
    second = amended(book, first, "adjustment")
    assert version_asked(ask(book), second).chain == ("budget-2027", first, second)
    save(book, second, label="Mindre", account_group="11", decision="Sak 2", **years(-200, 2027))
    step(book, second, "adopted")
    lines = rows_of(book, second, "budget_line").filter(
        unit="OMS", account_group="drift", version="regulated"
    )
    assert lines["amount"].to_list() == [353_200 * 100_000]
    told = rows_of(book, second, "budget_change").filter(step="change").select("decision", "decided").rows()
    assert sorted(decision for decision, _ in told) == ["Sak 1", "Sak 2"]
    assert failing(book).is_empty()


def test_an_adjustment_waits_for_the_budget_it_changes(book):
    begun(book)
    with pytest.raises(UsageError, match="plan_no_such_stage"):
        amended(book, "budget-2027", "adjustment")


def test_what_is_not_split_takes_a_code_that_only_an_administrator_may_add(book):
    begun(book)
    save(
        book, "budget-2027", label="Kutt", account_group="drift", area="", function="", **years(-100, *EVERY)
    )
    with pytest.raises(UsageError, match="plan_codes_missing") as refused:
        step(book, "budget-2027", "adopted", ask(book, Role.DEPARTMENT))
    assert refused.value.facts["codes"] == ["drift-ufordelt"]
    step(book, "budget-2027", "adopted")
    codes = book.edition().judgement.thread.facts["code"].filter(code="drift-ufordelt")
    assert codes.select("parent", "label").rows() == [("drift", "Ikke fordelt (drift)")]
    assert failing(book).is_empty()


def test_a_department_makes_and_adopts_the_budget_of_its_own_units(book):
    mine = frozenset({"HELSE"})
    key = begin_budget(ask(book, Role.DEPARTMENT, mine), NewBudget(LAST, "HELSE"))
    step(book, key, "adopted", ask(book, Role.DEPARTMENT, mine))
    assert rows_of(book, key, "budget_line")["unit"].unique().to_list() == ["OMS"]


def test_half_a_municipalitys_budget_is_not_adopted_by_who_sees_half(book):
    mine = frozenset({"HELSE"})
    key = begin_budget(ask(book, Role.DEPARTMENT, mine), NewBudget(LAST, "EKS", writer="HELSE"))
    with pytest.raises(AccessError):
        step(book, key, "adopted", ask(book, Role.DEPARTMENT, mine))


def test_an_adoption_is_one_change_in_the_history(book):
    begun(book)
    before = len(book.revisions())
    step(book, "budget-2027", "adopted")
    assert len(book.revisions()) == before + 1


def test_next_year_begins_where_last_year_ended(book):
    """The 300 of two years is taken out after the second; what lasts is not repeated."""
    begun(book)
    save(book, "budget-2027", label="Varig", **years(700, *EVERY))
    save(book, "budget-2027", label="To år", account_group="11", **years(300, 2027, 2028))
    step(book, "budget-2027", "adopted")
    key = begin_budget(ask(book), NewBudget("budget-2027|adopted|2027", "EKS"), **BY)
    rows = rows_of(book, key)
    assert rows.select("code", "first_year", "last_year", "amount", "category").rows() == [
        ("to-ar", 2029, None, -300 * 100_000, "decided_earlier")
    ]


def test_a_change_of_another_version_is_taken_back(book):
    begun(book)
    save(book, "budget-2027", code="x", label="Vekst", **years(10, 2027, 2028))
    alternative = amended(book, "budget-2027", "alternative")
    asked = ask(book)
    sent = reversed_texts(asked, version_asked(asked, "budget-2027"), "x/OMS/300/FO3/253/10")
    values = {**sent.values, "category": "council"}
    version = version_asked(asked, alternative)
    asked.save(change_rows(asked, version, ChangeTexts("", "", values, {})), **BY, why="test")
    rows = rows_of(book, alternative)
    assert rows.select("label", "label_en", "first_year", "last_year", "amount").rows() == [
        ("Vekst, reversert", "Vekst, reversed", 2027, 2028, -1_000_000)
    ]


def test_the_page_tells_what_who_asks_may_do(book):
    begun(book)
    page = planning_page(ask(book), PlanQuestion("budget-2027", unit="OMS"))
    assert page.change is not None
    assert page.rates is not None
    assert [s.stage for s in page.stages] == ["supplementary", "resolution", "adopted", "alternative"]
    assert page.change.fields["unit"].value == "OMS"
    assert [c.value for c in page.change.fields["chapter"].choices if c.chosen] == ["300"]
    step(book, "budget-2027", "adopted")
    closed = planning_page(ask(book), PlanQuestion("budget-2027"))
    assert closed.change is None
    assert [s.stage for s in closed.stages] == ["adjustment"]
    reader = planning_page(ask(book, Role.READER), PlanQuestion("budget-2027"))
    assert (reader.change, reader.rates, reader.stages) == (None, None, ())
    assert planning_list(ask(book, Role.READER)).may_begin is False
