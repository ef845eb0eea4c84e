"""What stands in the way of adopting a budget, and what happens meanwhile; all numbers are invented."""

import pytest
from planning_kit import BY, EVERY, amended, ask, begun, rows_of, save, step, years

from rodtrad.app.adopting import on_adopted, on_submitted
from rodtrad.app.planning import Amendment, NewBudget, amend_budget, begin_budget
from rodtrad.core.errors import ConflictError, UsageError


def regulated(book, document):
    rows = rows_of(book, document, "budget_line").filter(
        unit="OMS", account_group="drift", version="regulated"
    )
    return [amount // 100_000 for amount in rows["amount"]]


def adjusted(book, key, thousands):
    amend_budget(ask(book), "budget-2027", Amendment("adjustment", key), **BY)
    save(book, key, label=key, decision=f"Sak {key}", **years(thousands, 2027))


def test_adjustments_of_one_day_are_adopted_one_after_the_other(book):
    """352 900 adopted; 1000 more in March, and 2000 more in June, on the same day: 355 900."""
    begun(book)
    step(book, "budget-2027", "adopted")
    for key, thousands in (("zz-mars", 1000), ("aa-juni", 2000)):
        adjusted(book, key, thousands)
        step(book, key, "adopted")
    assert regulated(book, "aa-juni") == [355_900]
    work = rows_of(book, "aa-juni", "working_document")
    assert work["edition"].to_list() == [3]
    lines = rows_of(book, "aa-juni", "budget_change").filter(step="change")
    assert sorted(lines["decision"]) == ["Sak aa-juni", "Sak zz-mars"]


def test_what_is_saved_while_a_budget_is_adopted_is_not_left_out_of_it(book):
    begun(book)
    asked = ask(book)
    brought = on_adopted(asked, "budget-2027")
    save(book, "budget-2027", label="Sent", **years(9000, *EVERY))
    with pytest.raises(ConflictError, match="ground_changed") as refused:
        asked.save(brought.rows, **BY, why="test", ground=brought.ground)
    assert refused.value.facts["row"] == "planned_change/budget-2027/sent/2027/OMS/300/FO3/253/10"
    assert rows_of(book, "budget-2027", "budget_line").is_empty()
    again = on_adopted(ask(book), "budget-2027")
    asked.save(again.rows, **BY, why="test", ground=again.ground)


def test_an_alternative_that_is_changed_while_it_is_handed_in_is_looked_at_again(book):
    begun(book)
    alternative = amended(book, "budget-2027", "alternative")
    asked = ask(book)
    brought = on_submitted(asked, alternative)
    save(book, alternative, label="Mer", **years(10, *EVERY))
    with pytest.raises(ConflictError, match="ground_changed"):
        asked.save(brought.rows, **BY, why="test", ground=brought.ground)


def test_an_adjustment_does_not_pass_by_one_that_is_adopted_meanwhile(book):
    begun(book)
    step(book, "budget-2027", "adopted")
    adjusted(book, "a", 10)
    adjusted(book, "b", 20)
    asked = ask(book)
    brought = on_adopted(asked, "a")
    step(book, "b", "adopted")
    with pytest.raises(ConflictError, match="ground_changed"):
        asked.save(brought.rows, **BY, why="test", ground=brought.ground)


def test_another_budget_of_the_same_money_is_told_apart_and_not_adopted(book):
    begun(book)
    key = begun(book)
    documents = rows_of_documents(book)
    assert documents[key] == "Budsjett 2027 og økonomiplan 2027–2030 (2)"
    mine = begin_budget(ask(book), NewBudget("budget-2026|adopted|2026", "HELSE"), **BY)
    step(book, "budget-2027", "adopted")
    for other in (key, mine):
        with pytest.raises(UsageError, match="plan_already_adopted"):
            step(book, other, "adopted")


def rows_of_documents(book):
    return dict(book.edition().judgement.thread.facts["document"].select("key", "label").iter_rows())
