"""What differs between letters, what a letter lacks, and its budget: an invented town, worked by hand."""

from datetime import date

from letter_samples import (
    NEW,
    NEW_ROWS,
    OLD,
    OLD_ROWS,
    TODAY,
    assignment,
    facts_from,
    goal,
    letter,
    row,
    value,
    with_rows,
    working,
)

from rodtrad.facts.budget import Version
from rodtrad.models.letter_carrying import Carrying, CarryPart, carried_rows
from rodtrad.models.letter_contents import (
    BudgetPlace,
    Lack,
    Missing,
    budget_place,
    frames_of,
    letters_in_force,
    missing,
    next_clarification,
    next_goal_number,
    next_letter_number,
)
from rodtrad.models.letters import Change, ColumnChange, difference

BOOK = with_rows(OLD_ROWS, **NEW_ROWS)


def carried_book():
    made = carried_rows(facts_from(BOOK), Carrying(OLD, NEW, 2027, "PAR", TODAY), tuple(CarryPart))
    return with_rows(BOOK, **{name: frame.to_dicts() for name, frame in made.items()})


def changed(rows, fact, key, **values):
    """The rows with new values in those whose columns are as the key says."""
    of = [r | values if all(r[k] == v for k, v in key.items()) else r for r in rows[fact]]
    return {**rows, fact: of}


def told(differences):
    return [(d.fact, d.change, (d.after or d.before)["label"]) for d in differences]


def test_a_letter_that_is_only_carried_differs_by_what_was_done():
    assert told(difference(facts_from(carried_book()), OLD, NEW)) == [
        # The later deadline is that which was agreed on.
        ("assignment", Change.CHANGED, "Kartlegge skygge"),
        ("assignment", Change.REMOVED, "Telle benkene"),
    ]


def test_a_new_target_is_told_from_and_to():
    rows = changed(carried_book(), "indicator_value", {"document": NEW, "kind": "target"}, value=600_000)
    [one] = [d for d in difference(facts_from(rows), OLD, NEW) if d.fact == "indicator"]
    [column] = one.columns
    assert (column.column, column.before["value"], column.after["value"]) == ("target", 500_000, 600_000)


def test_a_goal_with_another_owner_and_other_words_is_one_difference():
    rows = changed(carried_book(), "goal", {"document": NEW, "number": "1.1"}, label="Mange flere benker")
    links = [r for r in rows["goal_link"] if r["document"] != NEW or r["goal"] != "1.1"]
    links.append(row("goal_link", document=NEW, goal="1.1", fact="unit", key="SNO"))
    [one] = [d for d in difference(facts_from({**rows, "goal_link": links}), OLD, NEW) if d.fact == "goal"]
    assert one.columns == (
        ColumnChange("label", "Flere benker", "Mange flere benker"),
        ColumnChange("owners", ["PAR"], ["SNO"]),
    )


def test_an_assignment_is_known_again_when_its_words_are_changed():
    """`Plante hekk` was new 3 and is carried 3, as follow-up says."""
    key = {"document": NEW, "number": 3}
    rows = changed(carried_book(), "assignment", key, label="Plante høy hekk")
    found = [
        d for d in difference(facts_from(rows), OLD, NEW) if d.before and d.before["label"] == "Plante hekk"
    ]
    [one] = found
    assert one.columns == (ColumnChange("label", "Plante hekk", "Plante høy hekk"),)


def test_what_is_new_is_added_and_what_is_gone_is_taken_out():
    rows = with_rows(carried_book(), goal=[goal(NEW, "1.1.3", "action", "Vaske benker")])
    rows = {**rows, "meeting": [r for r in rows["meeting"] if r["document"] != NEW]}
    found = told(difference(facts_from(rows), OLD, NEW))
    assert ("goal", Change.ADDED, "Vaske benker") in found
    assert ("meeting", Change.REMOVED, "Vårmøte") in found


def test_a_meeting_that_moved_further_than_the_year_is_a_change():
    rows = changed(carried_book(), "meeting", {"document": NEW}, day=date(2027, 5, 20))
    [one] = [d for d in difference(facts_from(rows), OLD, NEW) if d.fact == "meeting"]
    assert one.columns == (ColumnChange("day", date(2026, 5, 12), date(2027, 5, 20)),)


def test_two_editions_of_a_letter_are_the_same_by_number():
    """In the same year the number says which assignment it is, also with other words."""
    second = "letter-par-2026-2"
    rows = with_rows(
        OLD_ROWS, **letter(second, 2026), assignment=[assignment(second, 2, "Kartlegge sol og skygge")]
    )
    changes = [d for d in difference(facts_from(rows), OLD, second) if d.change is Change.CHANGED]
    assert [c.column for d in changes if d.fact == "assignment" for c in d.columns] == ["deadline", "label"]


def test_nothing_differs_between_a_letter_and_itself():
    assert difference(facts_from(OLD_ROWS), OLD, OLD) == ()


def test_what_a_letter_lacks_is_told_in_its_order():
    rows = changed(carried_book(), "indicator_value", {"document": NEW, "kind": "target"}, year=2028)
    rows = {**rows, "goal_link": [r for r in rows["goal_link"] if r["goal"] != "1.1"]}
    assert missing(facts_from(rows), NEW, "PAR", 2027) == (
        # 1.1.2 has an owner of its own, and the city's goal needs none.
        Missing(Lack.OWNER, f"goal/{NEW}/1.1"),
        Missing(Lack.OWNER, f"goal/{NEW}/1.1.1"),
        Missing(Lack.TARGET, f"indicator/{NEW}/benker"),
        Missing(Lack.BUDGET),
        Missing(Lack.DEADLINE, f"assignment/{NEW}/carried/1"),
        Missing(Lack.DEADLINE, f"council_resolution/{NEW}/1"),
    )


def test_a_deadline_before_the_year_of_the_letter_and_no_reporting_are_told():
    rows = with_rows(NEW_ROWS, assignment=[assignment(NEW, 1, "For sent", deadline=date(2026, 12, 31))])
    assert missing(facts_from(rows), NEW, "PAR", 2027) == (
        Missing(Lack.BUDGET),
        Missing(Lack.LATE, f"assignment/{NEW}/new/1"),
        Missing(Lack.REPORTING),
    )


def line(document, year, version, amount, group="10", **more):
    about = {"document": document, "table": "t", "unit": "PAR", "chapter": "300", "account_group": group}
    return row("budget_line", **about, year=year, version=version, amount=amount, **more)


def budget(key, kind="budget"):
    return row("document", key=key, kind=kind, unit="LIK", year=2027)


def test_the_budget_is_the_adopted_one_with_its_plan():
    rows = with_rows(
        BOOK,
        document=[budget("b1"), budget("b2")],
        budget_line=[
            line("b1", 2027, "proposed", 90),
            line("b2", 2027, "adopted", 100),
            line("b2", 2027, "plan", 101),
            line("b2", 2028, "plan", 102),
            line("b2", 2026, "adopted", 99),
            line("b2", 2031, "plan", 103),
            line("b2", 2027, "adopted", 40, function="233"),
            line("b2", 2028, "adopted", 5, group="11"),
        ],
    )
    frames = frames_of(facts_from(rows), "PAR", 2027, NEW)
    assert (frames.document, frames.version) == ("b2", Version.ADOPTED)
    assert frames.lines.select("account_group", "year", "amount").rows() == [
        ("10", 2027, 100),
        ("10", 2028, 102),
        ("11", 2028, 5),
    ]


def test_an_amount_that_is_split_comes_in_its_coarsest_parts():
    """10 is there as a whole, so its parts are left out; 11 is split by area, and one area further."""
    rows = with_rows(
        BOOK,
        document=[budget("b")],
        budget_line=[
            line("b", 2027, "adopted", 100),
            line("b", 2027, "adopted", 60, area="FO1"),
            line("b", 2027, "adopted", 40, area="FO2"),
            line("b", 2027, "adopted", 7, group="11", area="FO1"),
            line("b", 2027, "adopted", 5, group="11", area="FO2"),
            line("b", 2027, "adopted", 3, group="11", area="FO2", function="253"),
        ],
    )
    frames = frames_of(facts_from(rows), "PAR", 2027, NEW)
    assert frames.lines.select("account_group", "area", "function", "amount").rows() == [
        ("10", None, None, 100),
        ("11", "FO1", None, 7),
        ("11", "FO2", None, 5),
    ]


def test_an_adjustment_is_no_source_of_the_adopted_budget():
    """An adjustment states what was adopted before it, beside what it has become."""
    rows = with_rows(
        BOOK,
        document=[budget("b"), budget("z-adjusted")],
        budget_proposal=[row("budget_proposal", document="z-adjusted", stage="adjustment", first_year=2027)],
        budget_line=[line("b", 2027, "adopted", 100), line("z-adjusted", 2027, "adopted", 100)],
    )
    assert frames_of(facts_from(rows), "PAR", 2027, NEW).document == "b"


def test_an_alternative_budget_is_no_source_and_the_plan_of_last_years_letter_is_the_last_resort():
    rows = with_rows(
        BOOK,
        document=[budget("b3")],
        budget_proposal=[row("budget_proposal", document="b3", stage="alternative", first_year=2027)],
        budget_line=[line("b3", 2027, "proposed", 1), line(OLD, 2027, "plan", 77)],
    )
    frames = frames_of(facts_from(rows), "PAR", 2027, NEW)
    assert (frames.document, frames.version) == (OLD, Version.PLAN)
    assert frames_of(facts_from(rows), "SNO", 2027, NEW) is None
    assert Missing(Lack.BUDGET) in missing(facts_from(rows), NEW, "PAR", 2027)


def at(unit):
    return row("budget_line", document="b", table="t", unit=unit, chapter="300", account_group="10",
               year=2027, version="adopted", amount=9)  # fmt: skip


def place_of(*units, of="PAR"):
    """Where the budget of a unit stands when these units have lines; PAR has the sections PAR-1 and PAR-2."""
    sections = [row("unit", key=key, kind="section", parent="PAR") for key in ("PAR-1", "PAR-2")]
    rows = with_rows(BOOK, document=[budget("b")], unit=sections, budget_line=[at(unit) for unit in units])
    return budget_place(facts_from(rows), of, 2027, NEW)


def test_a_budget_that_is_not_the_units_own_stands_with_the_nearest_above_or_those_below():
    """LIK is above LIL, and LIL above PAR."""
    assert place_of() is None
    assert place_of("PAR", "LIL") is None
    assert place_of("LIK", "LIL", "SNO") == BudgetPlace(("LIL",), is_above=True)
    assert place_of("LIK", "SNO") == BudgetPlace(("LIK",), is_above=True)
    assert place_of("LIL", "PAR-2", "PAR-1") == BudgetPlace(("PAR-1", "PAR-2"), is_above=False)
    assert place_of("PAR", "PAR-1", "SNO", of="LIK") == BudgetPlace(("PAR", "SNO"), is_above=False)


def test_a_letter_steers_from_it_is_sent_until_a_newer_edition_is():
    second = "letter-par-2027-2"
    states = {
        "draft": [OLD],
        "sent": [OLD, NEW],
        "acknowledged": [OLD, NEW],
    }
    for state, steering in states.items():
        rows = with_rows(OLD_ROWS, **letter(NEW, 2027), working_document=[working(NEW, state)])
        assert letters_in_force(facts_from(rows)) == steering
    both = with_rows(
        OLD_ROWS, **with_rows(letter(NEW, 2027), **letter(second, 2027)),
        working_document=[working(NEW, "acknowledged"), working(second, "draft", replaces=NEW)],
    )  # fmt: skip
    assert letters_in_force(facts_from(both)) == [OLD, NEW]
    sent = changed(both, "working_document", {"document": second}, state="sent")
    assert letters_in_force(facts_from(sent)) == [OLD, second]


def test_numbers_go_on_from_the_highest():
    facts = facts_from(with_rows(BOOK, goal=[goal(OLD, "1.1.1.p2", "clarification", "Av tre")]))
    assert next_goal_number(facts, OLD, "1.1") == "1.1.3"
    assert next_goal_number(facts, OLD, "1.1.1") == "1.1.1.1"
    assert next_goal_number(facts, OLD, None) == "2"
    assert next_clarification(facts, OLD, "1.1.1") == "1.1.1.p3"
    assert next_clarification(facts, OLD, "1.1.2") == "1.1.2.p1"
    assert next_letter_number(facts, 2027) == "1"
    numbered = {**BOOK, "working_document": [working(NEW, "sent", number="4")]}
    assert next_letter_number(facts_from(numbered), 2027) == "5"
    assert next_letter_number(facts_from(numbered), 2028) == "1"


def test_a_target_of_another_year_is_no_target_of_this_year():
    rows = with_rows(
        BOOK,
        indicator=[row("indicator", document=NEW, key="benker", concept="benker", unit="PAR")],
        indicator_value=[value(NEW, 2026, "target", 1)],
    )
    assert Missing(Lack.TARGET, f"indicator/{NEW}/benker") in missing(facts_from(rows), NEW, "PAR", 2027)
