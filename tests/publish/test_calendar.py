"""Calendar files, read back; the rules of the standard are held by hand (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from rodtrad.publish.calendar import calendar_file
from rodtrad.reports.calendar import CalendarDay

AT = datetime(2027, 1, 15, 9, 30, tzinfo=UTC)
DEADLINE = CalendarDay(
    "follow_up/brev/assignment/new.1", date(2027, 5, 15), "Frist: Benker, bord; og trær",
    "Parketaten.\nI arbeid.", "follow-up/brev/goal/HLS 3.2", warns=True,
)  # fmt: skip
MEETING = CalendarDay("meeting/brev/var", date(2027, 5, 11), "Vårmøte", "", "letters/brev", warns=False)


def read(content: bytes):
    return [part for part in Calendar.from_ical(content).walk() if part.name == "VEVENT"]


def test_a_day_is_whole_and_has_all_that_the_standard_demands():
    [event] = read(calendar_file("Frister", [DEADLINE], AT, "https://styring.example.org"))
    assert event["UID"] == "follow_up/brev/assignment/new.1@rodtrad"
    assert event["DTSTAMP"].dt == AT
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 5, 15), date(2027, 5, 16))
    assert event["SUMMARY"] == "Frist: Benker, bord; og trær"
    assert event["DESCRIPTION"] == "Parketaten.\nI arbeid."
    assert event["URL"] == "https://styring.example.org/follow-up/brev/goal/HLS%203.2"


def test_a_deadline_warns_a_week_before_and_a_meeting_does_not():
    deadline, meeting = read(calendar_file("Frister", [DEADLINE, MEETING], AT))
    [alarm] = deadline.subcomponents
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", -timedelta(days=7))
    assert meeting.subcomponents == []
    assert "URL" not in meeting


def test_the_file_is_one_calendar_with_its_name_and_lines_as_the_standard_has_them():
    content = calendar_file("Frister og møter: Parketaten", [DEADLINE, MEETING], AT)
    lines = content.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    assert str(Calendar.from_ical(content)["X-WR-CALNAME"]) == "Frister og møter: Parketaten"


def test_the_same_days_give_the_same_file():
    assert calendar_file("F", [DEADLINE], AT) == calendar_file("F", [DEADLINE], AT)


@pytest.mark.parametrize("text", ["Linje\r\nBEGIN:VEVENT", "BEGIN:VALARM", "Æ" * 200, "a\\,b;c"])
def test_no_text_can_break_out_of_its_line(text):
    day = CalendarDay("x", date(2027, 1, 1), text, text, "", warns=False)
    [event] = read(calendar_file("F", [day], AT))
    assert event["SUMMARY"].replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert event.subcomponents == []
