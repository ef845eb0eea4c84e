"""Remind people of what they must do: in the application, and in their own calendar."""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.core.errors import AccessError, UsageError
from rodtrad.core.roles import STRANGER, Person, Role
from rodtrad.publish.calendar import calendar_file
from rodtrad.reports.calendar import calendar_days
from rodtrad.reports.follow_up import units_below
from rodtrad.reports.tasks import TasksView, task_count, tasks_view
from rodtrad.reports.telling import Telling

_PURPOSE = b"rodtrad calendar, version 1"
TOKEN_DAYS = 400
"""How long a calendar address lasts, counted from the day it was issued."""
LONGEST_TOKEN = 16_000
"""Signs of the longest calendar token: room for more than 300 units."""
_COUNTS: "WeakKeyDictionary[Telling, dict[tuple[Person, str], int]]" = WeakKeyDictionary()
_LOCK = Lock()


def my_tasks(ask: Ask) -> TasksView:
    """What waits for who asks, as of today."""
    return tasks_view(ask.telling, ask.person, ask.today)


def waiting(ask: Ask) -> int | None:
    """How many things wait for who asks; None for strangers. Counted once a day for a state of the book."""
    if ask.person == STRANGER:
        return None
    today = ask.today
    key = (ask.person, today.isoformat())
    with _LOCK:
        known = _COUNTS.setdefault(ask.telling, {})
        if key not in known:
            known[key] = task_count(ask.telling, ask.person, today)
        return known[key]


def calendar_of(ask: Ask, unit: str, origin: str) -> bytes:
    """The deadlines and meetings of a unit, or of all who asks may see, as an iCalendar file.

    unit    with the units below it; "" is all
    origin  of the site the days lead to
    raises  UsageError  there is no such unit
    """
    telling = ask.telling
    if unit and telling.where("unit", "key", unit).is_empty():
        raise UsageError("letter_unknown_unit", unit=unit[:100])
    chosen = {unit} if unit else ask.person.units
    mine = None if chosen is None else units_below(telling, chosen)
    name = telling.named("unit", unit) if unit else telling.municipality
    days = calendar_days(telling, mine, ask.today)
    return calendar_file(telling.say("calendar_title", name=name), days, now().replace(microsecond=0), origin)


def calendar_token(person: Person, secret: str, issued: date) -> str:
    """What lets a calendar program read somebody's deadlines without logging in.

    It holds their units and the day it was issued, and is signed; a new secret makes every token void.
    """
    units = None if person.units is None else sorted(person.units)
    told = {"name": person.name, "units": units, "issued": issued.isoformat()}
    body = json.dumps(told, separators=(",", ":")).encode()
    return f"{_text(body)}.{_text(_signature(body, secret))}"


def person_of_token(token: str, secret: str, today: date) -> Person:
    """Who a calendar token was made for, as a reader of their units.

    raises  AccessError  it was not made here, with another secret, or more than `TOKEN_DAYS` ago
    """
    body_text, _, sign_text = token.partition(".")
    try:
        body, sign = _bytes(body_text), _bytes(sign_text)
    except (ValueError, binascii.Error):
        raise AccessError("calendar_token_wrong") from None
    if not hmac.compare_digest(sign, _signature(body, secret)):
        raise AccessError("calendar_token_wrong")
    said = json.loads(body)
    if "issued" not in said or (today - date.fromisoformat(said["issued"])).days > TOKEN_DAYS:
        raise AccessError("calendar_token_old", days=TOKEN_DAYS)
    units = None if said["units"] is None else frozenset(said["units"])
    return Person(said["name"], Role.READER, units)


def _signature(body: bytes, secret: str) -> bytes:
    key = hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256)
    return hmac.digest(key, body, hashlib.sha256)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
