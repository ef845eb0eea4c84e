"""What the forms of a budget take and refuse, so that nothing is changed that nobody changed."""

import pytest
from planning_kit import BY, EVERY, amended, ask, begun, rows_of, save, texts, years

from rodtrad.app.planning import version_asked
from rodtrad.app.planning_changes import ChangeTexts, change_rows, change_texts, reversed_texts
from rodtrad.app.planning_rates import rate_rows, rates_form
from rodtrad.app.saving import UsageFormError
from rodtrad.core.errors import ConflictError


def shown_rates(book, document):
    """What the form of the rates sends when nobody has written in it."""
    asked = ask(book)
    form = rates_form(asked, version_asked(asked, document))
    fields = [field for _, row in form.rows for field in row]
    return {
        "versions": form.versions,
        **{f.name: f.value for f in fields},
        **{f"shown_{f.name}": f.shown for f in fields},
    }


def send_rates(book, document, sent):
    asked = ask(book)
    rows = rate_rows(asked, version_asked(asked, document), sent)
    if rows:
        asked.save(rows, **BY, why="test")
    return rows


def with_rates(book):
    """A proposal with 3.1 % for wages, and a resolution that stands on it."""
    begun(book)
    resolution = amended(book, "budget-2027", "resolution")
    send_rates(book, "budget-2027", {"rate_10_2027": "3,1"})
    return resolution


def test_rates_that_are_inherited_are_not_written_as_ones_own(book):
    resolution = with_rates(book)
    sent = shown_rates(book, resolution)
    assert sent["rate_10_2027"] == "3,1"
    assert send_rates(book, resolution, sent) == []
    send_rates(book, resolution, {**sent, "rate_11_2027": "2"})
    own = rows_of(book, resolution, "compensation")
    assert own.select("account_group", "rate").rows() == [("11", 20_000)]


def test_a_rate_that_somebody_else_has_changed_meanwhile_is_not_set_back(book):
    resolution = with_rates(book)
    sent = shown_rates(book, resolution)
    send_rates(book, "budget-2027", {**shown_rates(book, "budget-2027"), "rate_10_2027": "4"})
    send_rates(book, resolution, {**sent, "rate_11_2027": "2"})
    assert rows_of(book, resolution, "compensation")["account_group"].to_list() == ["11"]
    with pytest.raises(ConflictError, match="plan_rates_moved"):
        send_rates(book, resolution, {**sent, "rate_10_2027": "5"})
    form = rates_form(
        ask(book), version_asked(ask(book), resolution), {**sent, "rate_10_2027": "5"}, conflict=True
    )
    [field] = [f for _, row in form.rows for f in row if f.name == "rate_10_2027"]
    assert (field.value, field.theirs, field.shown) == ("5", "4", "4")


def test_an_inherited_rate_is_taken_away_with_a_nought(book):
    resolution = with_rates(book)
    sent = shown_rates(book, resolution)
    with pytest.raises(UsageFormError) as refused:
        send_rates(book, resolution, {**sent, "rate_10_2027": ""})
    assert "Skriv 0" in refused.value.problems["rate_10_2027"]
    send_rates(book, resolution, {**sent, "rate_10_2027": "0"})
    assert rows_of(book, resolution, "compensation")["rate"].to_list() == [0]


@pytest.mark.parametrize("rate", ["-200", "100000000", "100,1", "-50,1", "99999999999"])
def test_rates_that_cannot_be_meant_are_refused(book, rate):
    begun(book)
    with pytest.raises(UsageFormError) as refused:
        send_rates(book, "budget-2027", {"rate_10_2027": rate})
    assert "100" in refused.value.problems["rate_10_2027"]


@pytest.mark.parametrize(
    ("unit", "amount", "shown", "in_unit"),
    [("1000 kr", 123_456_789, "1234567,89", "kr"), ("1000 kr", 123_450, "1,2345", "1000 kr"),
     ("mill. kr", 150_000_000, "1,5", "mill. kr"), ("mill. kr", 100_000_100, "1000001", "kr")],
)  # fmt: skip
def test_an_amount_that_nobody_changes_stays_to_the_ore(book, unit, amount, shown, in_unit):
    begun(book)
    [row] = save(book, "budget-2027", code="x", **years(10, *EVERY))
    asked = ask(book)
    number = book.version_of(asked.edition, "planned_change", row.key)
    changed = type(row)(row.fact, row.key, {"amount": amount, "printed_unit": unit}, number)
    asked.save([changed], **BY, why="test")
    asked = ask(book)
    version, key = version_asked(asked, "budget-2027"), "x/OMS/300/FO3/253/10"
    told = change_texts(asked, version, key)
    assert (told.values["amount_2027"], told.values["printed_unit"]) == (shown, in_unit)
    again = ChangeTexts(told.was, told.versions, {**told.values, "label": "Annet navn"}, {})
    asked.save(change_rows(asked, version, again), **BY, why="test")
    assert rows_of(book, "budget-2027")["amount"].to_list() == [amount]
    taken = reversed_texts(asked, version, key)
    assert (taken.values["amount_2027"], taken.values["printed_unit"]) == (f"-{shown}", in_unit)


def test_a_wrong_amount_tells_its_year_and_what_is_not_there_its_name(book):
    begun(book)
    asked = ask(book)
    version = version_asked(asked, "budget-2027")
    wrong = texts(unit="INGEN", card="budget-2026/X9", amount_2028="abc")
    with pytest.raises(UsageFormError) as refused:
        change_rows(asked, version, wrong)
    problems = refused.value.problems
    assert problems["2028_amount"].startswith("2028: ")
    assert "«INGEN»" in problems["unit"]
    assert "«X9»" in problems["card"]
