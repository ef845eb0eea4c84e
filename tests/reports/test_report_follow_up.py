"""Follow-up, tasks and calendar days in words; the town is invented, and every day is counted by hand."""

from datetime import date

import pytest
from letter_town import NEW, OLD, carried, letter_rows, row, telling_of, with_rows

from rodtrad.core.roles import LOCAL, STRANGER, Person, Role
from rodtrad.reports.calendar import calendar_days
from rodtrad.reports.follow_up import FollowUpQuestion, follow_up_view
from rodtrad.reports.letter_difference import difference_view
from rodtrad.reports.letter_page import letters_view
from rodtrad.reports.tasks import task_count, tasks_view

DAY = date(2027, 5, 20)
LEADER = Person("Leder", Role.LEADER, frozenset({"PAR"}))
DEPARTMENT = Person("Avdeling", Role.DEPARTMENT, frozenset({"LIL"}))
READER = Person("Leser", Role.READER, None)
SENT = {"number": "3", "state": "sent", "sent": date(2027, 1, 4)}


@pytest.fixture(scope="module")
def telling():
    """The letter of 2027 is sent, and nobody has said anything since."""
    return telling_of(letter_rows(**SENT))


def view(telling, page=1, **asked):
    return follow_up_view(telling, FollowUpQuestion(**asked), DAY, page)


def names(rows):
    return [row.name.text for row in rows]


def test_what_is_over_comes_first_then_what_is_due_soon(telling):
    found = view(telling)
    # 15 May is five days before, 1 April is 30 days of April and 19 of May before, and autumn 2026 ended
    # on 30 November: 171 days before.
    assert [(row.name.text.split(" ")[0], row.days) for row in found.over] == [
        ("3", "171 dager over fristen"),
        ("2", "49 dager over fristen"),
        ("1", "5 dager over fristen"),
    ]
    assert found.soon == ()
    # 30 June is 41 days away.
    assert names(view(telling, within=90).soon) == [
        "4 Etaten skal kartlegge hvem som bruker parkene om kvelden"
    ]
    assert view(telling, within=90).soon[0].days == "41 dager igjen"
    # One assignment of 2026 is done.
    assert (found.count, found.open_count) == (14, 13)


def test_a_row_says_what_it_is_and_whose(telling):
    [first, *_] = view(telling, due="over").over
    assert (first.kind, first.unit.text, first.status) == ("Videreført oppdrag", "Parketaten", "not_started")
    assert first.key == f"{NEW}/assignment/carried.3"
    assert first.letter.address == f"document/{NEW}"
    assert first.is_over


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        # Seven assignments of 2027 and the one that was done in 2026; three actions and, until the letter of
        # 2027 carries them on, two of 2026; and one resolution.
        ({}, 14),
        ({"fact": "assignment"}, 8),
        ({"fact": "goal"}, 5),
        ({"fact": "council_resolution"}, 1),
        # One assignment and one action in each letter are those of Snøetaten; both are under the department.
        ({"unit": "SNO"}, 3),
        ({"unit": "PAR"}, 11),
        ({"unit": "LIL"}, 14),
        ({"unit": "finnes-ikke"}, 0),
        ({"year": "2027"}, 11),
        ({"year": "2026"}, 3),
        ({"due": "over"}, 3),
        ({"due": "soon", "within": 90}, 1),
        ({"status": "not_started"}, 12),
        ({"status": "in_progress"}, 1),
        ({"status": "done"}, 1),
    ],
)
def test_the_list_is_narrowed(telling, asked, count):
    assert view(telling, **asked).count == count
    assert len(view(telling, **asked).table.rows) == count


def test_a_long_list_comes_in_pages(telling):
    found = view(telling, page=99)
    assert (found.page, found.pages) == (1, 1)


def test_the_difference_is_told_from_and_to():
    rows = carried()
    rows["indicator_value"] = [
        one | ({"value": 600_000} if one["document"] == NEW and one["kind"] == "target" else {})
        for one in rows["indicator_value"]
    ]
    found = difference_view(telling_of(rows), NEW, OLD, [OLD])
    tables = {t.name: [line.texts for line in t.rows] for t in found.tables}
    assert tables["difference-indicator"] == [("Benker", "Endret: måltall", "> 50 (2026)", "> 60 (2027)")]
    assert tables["difference-assignment"] == [
        ("2 Kartlegge skygge", "Endret: frist", "01.10.2026", "01.04.2027"),
        ("1 Telle benkene", "Tatt ut", "Utført", ""),
    ]
    assert found.counts == (("Nytt", 0), ("Endret", 2), ("Tatt ut", 1))


def test_letters_are_listed_with_their_way():
    found = letters_view(telling_of(letter_rows(**SENT)), date(2027, 8, 1))
    assert [line.texts[1:5] for line in found.table.rows] == [
        ("3/2027", "Parketaten", "Sendt", "04.01.2027"),
        ("–", "Parketaten", "Fra publisert dokument", "–"),
    ]
    # From July on it is next year's letters that are written.
    assert found.next_year == 2028
    assert letters_view(telling_of(letter_rows()), date(2027, 6, 30)).next_year == 2027


# What waits for somebody.


def tasks(person, rows, today=DAY):
    telling = telling_of(rows)
    found = tasks_view(telling, person, today)
    assert found.count == task_count(telling, person, today)
    return found


def test_a_leader_takes_note_of_the_letter_and_sees_what_is_due():
    found = tasks(LEADER, letter_rows(**SENT))
    assert [task.what for task in found.documents] == ["Bekreft at brevet er mottatt"]
    assert found.documents[0].document.address == f"work/{NEW}"
    assert (found.over_count, found.soon_count, found.count) == (3, 0, 4)


def test_a_letter_that_is_replaced_waits_for_nobody():
    second = row("document", key=f"{NEW}-2", kind="allocation_letter", unit="PAR", year=2027)

    def waiting(state):
        work = row("working_document", document=f"{NEW}-2", unit="LIL", edition=2, state=state, replaces=NEW)
        rows = with_rows(letter_rows(**SENT), document=[second], working_document=[work])
        return [task.document.address for task in tasks(LEADER, rows).documents]

    assert waiting("draft") == [f"work/{NEW}"]
    assert waiting("sent") == [f"work/{NEW}-2"]
    assert waiting("acknowledged") == []


def test_two_weeks_before_a_deadline_it_waits():
    found = tasks(LEADER, letter_rows(**SENT), date(2027, 6, 16))
    assert names(found.soon) == ["4 Etaten skal kartlegge hvem som bruker parkene om kvelden"]
    assert tasks(LEADER, letter_rows(**SENT), date(2027, 6, 15)).soon_count == 0


def test_nothing_waits_for_readers():
    for person in (READER, STRANGER):
        assert tasks(person, letter_rows(**SENT)).count == 0


def report(state, **more):
    document = row("document", key="rapport", kind="period_report", unit="PAR", year=2027, label="Rapport")
    work = row("working_document", document="rapport", unit="PAR", state=state, edition=1, **more)
    return with_rows(
        letter_rows(**{**SENT, "state": "acknowledged"}), document=[document], working_document=[work]
    )


@pytest.mark.parametrize(
    ("state", "person", "told"),
    [
        ("draft", LEADER, ["Fyll ut rapporten"]),
        ("submitted", LEADER, ["Godkjenn rapporten eller send den tilbake"]),
        ("approved", LEADER, []),
        ("approved", DEPARTMENT, ["Lås rapporten eller send den tilbake"]),
        ("frozen", DEPARTMENT, []),
        ("draft", Person("Snø", Role.LEADER, frozenset({"SNO"})), []),
        ("submitted", READER, []),
        ("submitted", LOCAL, ["Godkjenn rapporten eller send den tilbake"]),
    ],
)
def test_a_report_waits_for_the_one_who_takes_its_next_step(state, person, told):
    assert [task.what for task in tasks(person, report(state)).documents] == told


def test_what_was_sent_back_is_mended_and_says_how():
    [task] = tasks(LEADER, report("draft", returned="Mangler tall", deadline=date(2027, 5, 19))).documents
    assert (task.what, task.returned, task.is_over) == ("Rett det som er sendt tilbake", "Mangler tall", True)


# Days in a calendar.


def test_the_calendar_has_what_is_open_with_a_day_and_the_meetings_of_the_units(telling):
    days = calendar_days(telling, {"PAR"}, DAY)
    assert [(one.day.isoformat(), one.title, one.warns) for one in days] == [
        ("2026-05-12", "Vårmøte", False),
        ("2026-11-02", "Rapport: Plast", True),
        ("2026-11-30", "Frist: 3 Plante hekk", True),
        ("2027-04-01", "Frist: 2 Kartlegge skygge", True),
        ("2027-05-11", "Vårmøte", False),
        ("2027-05-15", "Frist: 1 Etaten skal lage en plan for nye trær i gatene", True),
        ("2027-06-30", "Frist: 4 Etaten skal kartlegge hvem som bruker parkene om kvelden", True),
        ("2027-10-01",
         "Frist: 2 Etaten skal måle slitasjen på plenene og foreslå hvilke som kan bli eng i stedet, "
         "sammen med naboene", True),
        ("2027-11-01", "Rapport: Plast", True),
        ("2027-11-30", "Frist: 3 Etaten skal evaluere vinterdrift av stier", True),
    ]  # fmt: skip
    assert len({one.name for one in days}) == len(days)
    assert days[2].text == f"Parketaten. Status: Ikke påbegynt. {telling.named('document', NEW)}."


def test_others_have_other_days(telling):
    assert calendar_days(telling, {"SNO"}, DAY) == []
    assert calendar_days(telling, set(), DAY) == []
    assert len(calendar_days(telling, None, DAY)) == 10


def test_a_report_that_is_being_written_has_a_day():
    days = calendar_days(telling_of(report("draft", deadline=date(2027, 9, 15))), {"PAR"}, DAY)
    assert ("Frist: Rapport", "Utkast") in {(one.title, one.text) for one in days}
