"""Deadlines and meetings as a calendar that other programs can follow (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import quote

from rodtrad.reports.calendar import CalendarDay

PRODUCT = "-//Rødtråd//kalender//NO"
_WARNED_BEFORE = timedelta(days=7)
_REFRESH = timedelta(hours=6)


def calendar_file(title: str, days: Iterable[CalendarDay], at: datetime, origin: str = "") -> bytes:
    """A calendar of whole days.

    at      when it is made, with its time zone
    origin  of the site the days lead to; "" leaves the addresses out
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for one in days:
        event = Event()
        event.add("uid", f"{one.name}@rodtrad")
        event.add("dtstamp", at)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", one.title)
        event.add("transp", "TRANSPARENT")
        if one.text:
            event.add("description", one.text)
        if origin and one.path:
            event.add("url", f"{origin}/{quote(one.path)}")
        if one.warns:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", one.title)
            alarm.add("trigger", -_WARNED_BEFORE)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
