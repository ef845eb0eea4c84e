"""What must be done, and what is over or due soon; the town is invented, and every day is counted by hand."""

from datetime import date

from letter_samples import NEW, OLD, OLD_ROWS, assignment, facts_from, letter, row, with_rows, working

from rodtrad.models.follow_up import carriers_of, followed, overdue, soon

DAY = date(2026, 9, 20)


def book(*more, **rows):
    return facts_from(with_rows(OLD_ROWS, **rows))


def test_assignments_actions_and_resolutions_are_all_followed():
    rows = followed(book(), DAY)
    assert sorted(rows.select("fact", "subject", "unit", "status").rows()) == [
        ("assignment", "carried.1", "SNO", "not_started"),
        ("assignment", "new.1", "PAR", "done"),
        ("assignment", "new.2", "PAR", "in_progress"),
        ("assignment", "new.3", "PAR", "not_started"),
        ("council_resolution", "1", "PAR", "not_started"),
        # The action without an owner of its own is the receiver's.
        ("goal", "1.1.1", "PAR", "not_started"),
        ("goal", "1.1.2", "SNO", "not_started"),
    ]


def test_the_day_that_counts_is_the_agreed_one_and_a_season_ends_on_its_last_day():
    rows = {r["subject"]: r for r in followed(book(), DAY).to_dicts()}
    assert rows["new.2"]["deadline"] == date(2027, 4, 1)
    assert rows["new.2"]["due"] == date(2026, 10, 1)
    # Autumn ends on 30 November: ten days of September, 31 of October and 30 of November.
    assert (rows["new.3"]["deadline"], rows["new.3"]["days"]) == (date(2026, 11, 30), 71)
    assert rows["1.1.1"]["deadline"] is None


def test_what_is_done_is_never_over_and_the_most_pressing_comes_first():
    late = followed(book(), date(2026, 12, 1))
    assert overdue(late)["subject"].to_list() == ["new.3"]
    assert late["subject"].to_list()[:2] == ["new.3", "new.2"]
    assert late["subject"].to_list()[-1] == "new.1"


def test_soon_counts_from_today_to_the_last_day():
    due = {1: [], 71: ["new.3"], 70: []}
    for within, subjects in due.items():
        assert soon(followed(book(), DAY), within)["subject"].to_list() == subjects
    assert soon(followed(book(), date(2026, 11, 30)), 0)["subject"].to_list() == ["new.3"]


def test_what_a_later_letter_carries_on_is_followed_there_alone():
    work = row("follow_up", document=NEW, fact="assignment", subject="carried.1", unit="PAR",
               status="delayed", carries=f"follow_up/{OLD}/assignment/new.2", reported=DAY)  # fmt: skip
    more = {
        **letter(NEW, 2027),
        "assignment": [assignment(NEW, 1, "Kartlegge skygge", status="carried")],
        "follow_up": [work],
    }
    for state, where in (("draft", [OLD]), ("sent", [NEW])):
        rows = followed(book(**more, working_document=[working(NEW, state)]), DAY)
        assert rows.filter(label="Kartlegge skygge")["document"].to_list() == where


SECOND, NEXT = f"{NEW}-2", "letter-par-2028"


def carried(document, earlier, status="carried"):
    """Work 1 of a letter, which carries on work of an earlier one; and its follow-up."""
    work = row("follow_up", document=document, fact="assignment", subject=f"{status}.1", unit="PAR",
               status="delayed", carries=f"follow_up/{earlier}", reported=DAY)  # fmt: skip
    return {"assignment": [assignment(document, 1, "Kartlegge skygge", status=status)], "follow_up": [work]}


def letters(*made):
    """The letter of 2026, and later ones: key, year, what it replaces, and its rows."""
    rows = OLD_ROWS
    for key, year, replaces, held in made:
        work = working(key, "sent", replaces=replaces)
        rows = with_rows(rows, **letter(key, year), **held, working_document=[work])
    return facts_from(rows)


def shade(facts):
    """Where the work of mapping shade is followed."""
    return followed(facts, DAY).filter(label="Kartlegge skygge").select("document", "subject").rows()


FIRST_EDITION = (NEW, 2027, None, carried(NEW, f"{OLD}/assignment/new.2"))
SECOND_EDITION = (SECOND, 2027, NEW, carried(SECOND, f"{NEW}/assignment/carried.1"))


def test_a_new_edition_brings_nothing_back_that_the_first_one_carried_on():
    assert shade(letters(FIRST_EDITION)) == [(NEW, "carried.1")]
    assert shade(letters(FIRST_EDITION, SECOND_EDITION)) == [(SECOND, "carried.1")]


def test_a_new_edition_of_last_years_letter_brings_nothing_back_that_this_years_carries_on():
    this_year = (NEXT, 2028, None, carried(NEXT, f"{NEW}/assignment/carried.1"))
    facts = letters(FIRST_EDITION, this_year, SECOND_EDITION)
    assert shade(facts) == [(NEXT, "carried.1")]
    # Also where the edition no longer has the work that this year's letter carries on.
    gone = (SECOND, 2027, NEW, {})
    assert shade(letters(FIRST_EDITION, this_year, gone)) == [(NEXT, "carried.1")]


def test_what_a_later_letter_no_longer_has_is_followed_where_it_was():
    alone = {"follow_up": carried(NEW, f"{OLD}/assignment/new.2")["follow_up"]}
    assert shade(letters((NEW, 2027, None, alone))) == [(OLD, "new.2")]
    assert shade(letters(FIRST_EDITION, (SECOND, 2027, NEW, {}))) == [(OLD, "new.2")]


SENT = date(2027, 1, 4)


def told_on(**work):
    """The day the one assignment of the letter of 2027, which was sent on 4 January, was last reported."""
    plain = {"status": "not_started", "unit": "PAR", "reported": SENT, "subject": "new.1"}
    more = {
        "assignment": [assignment(NEW, 1, "Telle trær")],
        "follow_up": [row("follow_up", document=NEW, fact="assignment", **{**plain, **work})],
        "working_document": [working(NEW, "sent", sent=SENT)],
    }
    rows = followed(facts_from(with_rows(OLD_ROWS, **letter(NEW, 2027), **more)), DAY)
    [day] = rows.filter(label="Telle trær")["reported"]
    return day


def test_work_that_was_begun_with_its_letter_is_not_reported_until_somebody_says_something():
    assert told_on() is None
    assert told_on(reported=date(2027, 1, 5)) == date(2027, 1, 5)
    assert told_on(status="in_progress") == SENT
    assert told_on(comment="Venter på vår") == SENT
    assert told_on(deadline=date(2027, 5, 1)) == SENT


def carriers(facts):
    """Where the work of mapping shade, as the letter of 2026 has it, is carried on."""
    work = {"document": OLD, "fact": "assignment", "subject": "new.2"}
    return [(row["document"], row["subject"]) for row in carriers_of(facts, work)]


def test_what_carries_work_on_is_found_through_editions_and_years():
    this_year = (NEXT, 2028, None, carried(NEXT, f"{NEW}/assignment/carried.1"))
    assert carriers(letters(FIRST_EDITION)) == [(NEW, "carried.1")]
    assert carriers(letters(FIRST_EDITION, SECOND_EDITION)) == [(SECOND, "carried.1")]
    every = carriers(letters(FIRST_EDITION, this_year, SECOND_EDITION))
    assert sorted(every) == [(SECOND, "carried.1"), (NEXT, "carried.1")]


def test_a_draft_carries_nothing_on():
    held = carried(NEW, f"{OLD}/assignment/new.2")
    rows = with_rows(OLD_ROWS, **letter(NEW, 2027), **held, working_document=[working(NEW, "draft")])
    assert carriers(facts_from(rows)) == []


def test_a_book_without_letters_has_nothing_to_follow():
    assert followed(facts_from({}), DAY).is_empty()
