"""What waits for somebody, in the head of every page and on a page of its own; and their calendar."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from page_reading import PageRead
from starlette.testclient import TestClient

from rodtrad.app import reminders
from rodtrad.app.books import now, read_into
from rodtrad.app.open_book import OpenBook
from rodtrad.app.reminders import LONGEST_TOKEN, calendar_token, person_of_token
from rodtrad.core.errors import AccessError
from rodtrad.core.roles import Person, Role
from rodtrad.web.login import Login
from rodtrad.web.login_settings import LoginSettings
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
FROM_US = {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}
TODAY = date(2027, 3, 1)
SECRET = "a-secret-that-must-never-be-told"
LEADER = Person("Etatslederen", Role.LEADER, frozenset({"OMS"}))
OTHERS = Person("Barnehagene", Role.LEADER, frozenset({"BHG"}))


@pytest.fixture
def book(tmp_path) -> Iterator[OpenBook]:
    read_into(tmp_path / "book", "eksempelvik", by="Prøve", why="test")
    with OpenBook(tmp_path / "book") as opened:
        yield opened


@pytest.fixture
def alone(book):
    with TestClient(site(book, writable=True), base_url=OURS, headers=FROM_US) as client:
        client.follow_redirects = False
        yield client


@pytest.fixture
def login() -> Login:
    return Login(LoginSettings("http://127.0.0.1:9/login", "rodtrad", SECRET, OURS))


@pytest.fixture
def visitor(book, login):
    with TestClient(site(book, writable=True, login=login), base_url=OURS, headers=FROM_US) as client:
        client.follow_redirects = False
        yield client


def enter(visitor, login, person):
    """Log somebody in, as the provider's answer would."""
    visitor.cookies.set(login.session_cookie, login.sessions.begin(person))


def titles(content: bytes) -> list[str]:
    return [str(e["SUMMARY"]) for e in Calendar.from_ical(content).walk() if e.name == "VEVENT"]


def counted(client, path="/units") -> str | None:
    found = re.search(r"Mine oppgaver: (\d+)", client.get(path).text)
    return found.group(1) if found else None


def test_the_head_of_every_page_counts_what_waits(alone):
    """All three assignments and the resolution of 2026 are long overdue, whatever day this is read."""
    assert counted(alone) == counted(alone, "/me") == "4"
    sent = {"by": "Prøve", "status": "done", "evidence": "Notat", "revision": "1"}
    assert alone.post("/follow-up/letter-oms-2026/assignment/carried.1", data=sent).status_code == 303
    assert counted(alone) == "3"


def test_who_only_reads_has_no_tasks(book):
    with TestClient(site(book), base_url=OURS) as reader:
        assert counted(reader) is None
        assert "Ingenting venter på deg nå." in PageRead(reader.get("/me").text).text


def test_tasks_are_those_of_ones_own_units(visitor, login):
    enter(visitor, login, LEADER)
    page = PageRead(visitor.get("/me").text).text
    assert "Gå gjennom bruken av vikarer" in page
    enter(visitor, login, OTHERS)
    assert "Gå gjennom bruken av vikarer" not in PageRead(visitor.get("/me").text).text
    assert counted(visitor) == "0"


def test_on_ones_own_machine_the_calendar_has_a_plain_address(alone):
    assert alone.get("/api/me").json()["calendar"] == f"{OURS}/calendar.ics"
    answer = alone.get("/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found = titles(answer.content)
    assert "Frist: 1 Gå gjennom bruken av vikarer" in found
    assert "Styringsmøte etter første kvartal" in found
    assert titles(alone.get("/calendar.ics?unit=BHG").content) == []
    assert alone.get("/calendar.ics?unit=INGEN").status_code == 400
    assert "Deadline: " in alone.get("/en/calendar.ics").text


def test_where_people_log_in_the_calendar_has_an_address_of_its_own(visitor, login):
    enter(visitor, login, LEADER)
    address = visitor.get("/api/me").json()["calendar"]
    assert SECRET not in address
    visitor.cookies.clear()
    answer = visitor.get(address.removeprefix(OURS))
    assert "Frist: 1 Gå gjennom bruken av vikarer" in titles(answer.content)
    assert visitor.get("/me").status_code == 303


def test_a_calendar_shows_the_units_of_its_token_and_no_others(visitor, login):
    token = calendar_token(OTHERS, SECRET, now().date())
    assert titles(visitor.get("/calendar.ics", params={"token": token}).content) == []
    assert titles(visitor.get("/calendar.ics", params={"token": token, "unit": "OMS"}).content) == []


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("token", ["", "x", "e30.e30", "æ.æ", "a" * 2500, "."])
def test_without_a_token_of_ours_the_calendar_is_closed(visitor, language, token):
    answer = visitor.get(f"{language}/calendar.ics", params={"token": token})
    assert answer.status_code == 403
    assert "Oppgaver" not in answer.text
    assert "vikarer" not in answer.text


def test_a_token_is_for_one_person_and_one_secret():
    token = calendar_token(LEADER, SECRET, TODAY)
    found = person_of_token(token, SECRET, TODAY)
    assert (found.name, found.role, found.units) == ("Etatslederen", Role.READER, frozenset({"OMS"}))
    of_all = calendar_token(Person("Alle", Role.ADMINISTRATOR, None), SECRET, TODAY)
    assert person_of_token(of_all, SECRET, TODAY).units is None
    body, _, sign = token.partition(".")
    other = calendar_token(OTHERS, SECRET, TODAY)
    for wrong, secret in (
        (token, "another secret"),
        (f"{other.partition('.')[0]}.{sign}", SECRET),
        (f"{body}.{other.partition('.')[2]}", SECRET),
        (token[:-2], SECRET),
    ):
        with pytest.raises(AccessError, match="calendar_token_wrong"):
            person_of_token(wrong, secret, TODAY)


def test_a_token_lasts_400_days():
    token = calendar_token(LEADER, SECRET, TODAY)
    for days in (399, 400):
        assert person_of_token(token, SECRET, TODAY + timedelta(days=days)).name == "Etatslederen"
    with pytest.raises(AccessError, match="calendar_token_old"):
        person_of_token(token, SECRET, TODAY + timedelta(days=401))


def test_the_day_of_a_token_cannot_be_changed():
    body, _, sign = calendar_token(LEADER, SECRET, TODAY).partition(".")
    told = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    assert told["issued"] == "2027-03-01"
    later = json.dumps(told | {"issued": "2028-03-01"}, separators=(",", ":")).encode()
    moved = base64.urlsafe_b64encode(later).decode().rstrip("=")
    with pytest.raises(AccessError, match="calendar_token_wrong"):
        person_of_token(f"{moved}.{sign}", SECRET, TODAY)


def token_of_before() -> str:
    """A token as it was made before the day of issue was in it."""
    body = b'{"name":"Etatslederen","units":["OMS"]}'
    return f"{reminders._text(body)}.{reminders._text(reminders._signature(body, SECRET))}"


@pytest.mark.parametrize("age", [401, None])
def test_an_old_address_says_where_a_new_one_is(visitor, age):
    """Also one that was issued before tokens had a day."""
    old = age and calendar_token(LEADER, SECRET, now().date() - timedelta(days=age))
    for path, sentence in (
        ("/calendar.ics", "En adresse gjelder i 400 dager. Hent en ny på Mine oppgaver (/me)."),
        ("/en/calendar.ics", "An address is valid for 400 days. Get a new one on My tasks (/me)."),
    ):
        answer = visitor.get(path, params={"token": old or token_of_before()})
        assert answer.status_code == 403
        assert sentence in answer.text
        assert "vikarer" not in answer.text


def test_the_address_shown_is_issued_today(visitor, login):
    enter(visitor, login, LEADER)
    address = visitor.get("/api/me").json()["calendar"]
    today = now().date()
    assert address.endswith(f"?token={calendar_token(LEADER, SECRET, today)}")
    assert "gjelder den i 400 dager" in PageRead(visitor.get("/me").text).text


def test_a_calendar_of_300_units_has_room(visitor, login):
    """Keys of 22 signs: 300 of them are 7 500 signs with quotes and commas, and 10 000 as they are sent."""
    units = frozenset({"OMS"} | {f"enhet-med-langt-navn-{n:03}"[-22:] for n in range(299)})
    assert len(units) == 300
    enter(visitor, login, Person("Etatslederen", Role.LEADER, units))
    address = visitor.get("/api/me").json()["calendar"]
    assert 9_000 < len(address) < LONGEST_TOKEN
    visitor.cookies.clear()
    answer = visitor.get(address.removeprefix(OURS))
    assert "Frist: 1 Gå gjennom bruken av vikarer" in titles(answer.content)


def test_a_token_longer_than_any_of_ours_is_refused(visitor):
    assert visitor.get("/calendar.ics", params={"token": "a" * (LONGEST_TOKEN + 1)}).status_code == 400
