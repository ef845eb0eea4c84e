"""What waits for somebody, and their deadlines as a calendar that other programs can follow."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import PlainTextResponse, Response

from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.app.reminders import (
    LONGEST_TOKEN,
    TOKEN_DAYS,
    calendar_of,
    calendar_token,
    my_tasks,
    person_of_token,
)
from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import AccessError
from rodtrad.core.roles import Person
from rodtrad.reports.tasks import TasksView
from rodtrad.web.pages import Asked, Choice, language_of, open_book, person_of, shown_at

calendar_feed = APIRouter(include_in_schema=False)
CALENDAR = "/calendar.ics"
ICS = "text/calendar; charset=utf-8"
Token = Annotated[str, Query(max_length=LONGEST_TOKEN)]


@dataclass(frozen=True, slots=True)
class TasksPage:
    """What waits for who asks, and the address of their calendar."""

    view: TasksView
    calendar: str
    valid_days: int = TOKEN_DAYS


@shown_at("/me", "tasks")
def show_tasks(request: Request, ask: Asked) -> TasksPage:
    """What waits for who asks: what is overdue and due soon, reports, and letters to receive."""
    return TasksPage(my_tasks(ask), calendar_address(request, ask.person))


@calendar_feed.get(CALENDAR)
def show_calendar(request: Request, token: Token = "", unit: Choice = "") -> Response:
    """The deadlines and meetings of a person's units, or of one unit below them.

    Where people log in, the token says whose calendar it is: a calendar program cannot log in.
    """
    try:
        person = _reader(request, token)
    except AccessError as error:
        return PlainTextResponse(error_sentence(error, language_of(request)), status_code=403)
    book = open_book(request)
    edition = book.edition(person.units, drafts=person.drafts)
    ask = Ask(book, edition, language_of(request), person)
    content = calendar_of(ask, unit, str(request.base_url).rstrip("/"))
    headers = {"Content-Disposition": 'inline; filename="rodtrad.ics"'}
    return Response(content, media_type=ICS, headers=headers)


def _reader(request: Request, token: str) -> Person:
    login = request.app.state.login
    if login is None:
        return person_of(request)
    return person_of_token(token, login.settings.client_secret, now().date())


def calendar_address(request: Request, person: Person) -> str:
    """The address of somebody's calendar, issued today, to be given to a calendar program."""
    login = request.app.state.login
    origin = str(request.base_url).rstrip("/")
    if login is None:
        return f"{origin}{CALENDAR}"
    token = calendar_token(person, login.settings.client_secret, now().date())
    return f"{origin}{CALENDAR}?{urlencode({'token': token})}"
