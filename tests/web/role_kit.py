"""People of every role, logged in to one book without a provider; and a book with work in every state."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from rodtrad.app.asking import Ask
from rodtrad.app.books import read_into
from rodtrad.app.open_book import OpenBook
from rodtrad.app.work import NewDocument, added, begin_document
from rodtrad.core.roles import LOCAL, Person, Role
from rodtrad.facts.document import DocumentKind
from rodtrad.models.carrying import carried
from rodtrad.web.login import Login
from rodtrad.web.login_settings import LoginSettings
from rodtrad.web.site import application, site

OURS = "http://127.0.0.1:8000"
FROM_US = {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}
SETTINGS = LoginSettings("http://127.0.0.1:9", "rodtrad", "secret", OURS)
OMS, HELSE, BHG, OPPVEKST = (frozenset({unit}) for unit in ("OMS", "HELSE", "BHG", "OPPVEKST"))
LETTER, REPORT, BUDGET = "letter-oms-2027", "report-oms-2027-T2", "budget-2027"
WHY = {"by": "Prøve", "why": "test"}
CARRIED = (
    "goal",
    "goal_link",
    "indicator",
    "indicator_value",
    "assignment",
    "report_part",
    "allocation_letter",
)


def somebody(name: str, role: Role, units: frozenset[str] | None, number: int = 1) -> Person:
    """Somebody who has logged in; of those with one name, the number tells which."""
    return Person(name, role, units, identity=f"identity-{number}-of-{name.replace(' ', '-')}")


PEOPLE = {
    "reader": somebody("En leser", Role.READER, None),
    "writer": somebody("En saksbehandler", Role.WRITER, OMS),
    "leader": somebody("En leder", Role.LEADER, OMS),
    "department": somebody("En avdeling", Role.DEPARTMENT, HELSE),
    "administrator": somebody("En administrator", Role.ADMINISTRATOR, None),
}
"""One of each role, with the agency or the department above it as theirs."""
OTHERS = {
    "other writer": somebody("Naboens saksbehandler", Role.WRITER, BHG),
    "other leader": somebody("Naboens leder", Role.LEADER, BHG),
    "other department": somebody("Naboens avdeling", Role.DEPARTMENT, OPPVEKST),
}
"""The same roles in another part of the municipality."""


def worked_book(place: Path) -> Path:
    """The invented municipality with a letter, a report and a budget of the agency that are being written."""
    read_into(place, "eksempelvik", **WHY)
    with OpenBook(place) as book:
        ask = Ask(book, book.edition(), "no", LOCAL)
        rows = carried(ask.telling.facts, CARRIED, "letter-oms-2026", LETTER)
        letter = NewDocument(
            LETTER, DocumentKind.ALLOCATION_LETTER, "OMS", "HELSE", 2027, "Tildelingsbrev 2027"
        )
        begin_document(ask, letter, added(rows), **WHY)
        report = NewDocument(
            REPORT, DocumentKind.PERIOD_REPORT, "OMS", "OMS", 2027, "Rapport", period="2027-T2"
        )
        begin_document(ask, report, **WHY)
    return place


@contextmanager
def site_of(place: Path) -> Iterator["Site"]:
    """The site of a book, with a login that people are put through by hand."""
    with OpenBook(place) as book:
        login = Login(SETTINGS)
        yield Site(book, site(book, writable=True, login=login), login)


class Site:
    """One site, and browsers of people who have logged in to it."""

    def __init__(self, book: OpenBook, app: Any, login: Login) -> None:
        self.book = book
        self.login = login
        self._app = app

    def browser_of(self, person: Person | None) -> TestClient:
        """A browser; None has not logged in."""
        client = TestClient(self._app, base_url=OURS, follow_redirects=False)
        if person is not None:
            client.cookies.set("rodtrad", self.login.sessions.begin(person), domain="127.0.0.1")
        return client

    def state(self) -> str:
        """What tells whether the book has changed."""
        return self.book.edition().state


def routes_of(login: bool = True) -> list[tuple[str, frozenset[str]]]:
    """Every path pattern of the site, with its methods."""
    app = application(None, writable=True, login=Login(SETTINGS) if login else None)  # type: ignore[arg-type]
    return list(_walked(app.routes, ""))


def _walked(routes: Any, prefix: str) -> Iterator[tuple[str, frozenset[str]]]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _walked(inner.routes, prefix + route.include_context.prefix)
        elif getattr(route, "methods", None):
            yield prefix + route.path, frozenset(route.methods)


def changing_routes() -> list[str]:
    """Every path that something can be sent to, in Norwegian; the English ones are the same."""
    asks = {"GET", "HEAD", "OPTIONS"}
    return sorted({path for path, methods in routes_of() if methods - asks and not path.startswith("/en/")})
