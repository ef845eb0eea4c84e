"""Every path that changes the book, for every role: who is refused, and who is let in."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from form_reading import fields_of
from page_reading import PageRead

sys.path.append(str(Path(__file__).parents[1] / "app"))
from plan_kit import USUAL, YEARS
from role_kit import (
    BUDGET,
    FROM_US,
    LETTER,
    OTHERS,
    PEOPLE,
    REPORT,
    Site,
    changing_routes,
    routes_of,
    site_of,
    worked_book,
)
from sheet_samples import Worked
from starlette.testclient import TestClient

from rodtrad.app.open_book import OpenBook
from rodtrad.web.site import site

ALL = tuple(PEOPLE)
LEADERS, STEERING = ALL[2:], ALL[3:]
WRITERS = ALL[1:]
WHY = {"why": "prøve", "reason": "prøve"}
ASKS_ONLY = {"/prose/check", "/api/prose/check"}
"""Posted to since a text is long; nothing is changed."""
FOR_READERS = {"/logout", "/documents/{document}/print"}
"""For all who have logged in."""


@dataclass(frozen=True)
class Case:
    """One thing that can be sent: where to, how its form is filled, and the roles that may send it.

    fill    gives the path and the fields, read as an administrator from the page with the form
    others  whether the same roles elsewhere in the municipality may send it too
    unseen  whether who is refused does not even see what it is about, as is so for all other units
    """

    fill: "Fill"
    roles: tuple[str, ...]
    others: bool = False
    unseen: bool = False


Fill = Callable[[TestClient], tuple[str, Mapping[str, Any]]]


def form(page: str, sent_to: str = "", /, **values: Any) -> Fill:
    """A form on a page, with some fields filled in, sent to another path where one is given."""

    def fill(client: TestClient) -> tuple[str, Mapping[str, Any]]:
        answer = client.get(page)
        assert answer.status_code == 200, f"{page}: {answer.status_code}"
        return sent_to or page, {**fields_of(answer.text), **WHY, "form_button": "save", **values}

    return fill


def plain(path: str, **values: Any) -> Fill:
    """Fields that need no page."""
    return lambda client: (path, {**WHY, **values})


def finding(action: str) -> Fill:
    """A finding about the agency: a number in its report that leads nowhere."""

    def fill(client: TestClient) -> tuple[str, Mapping[str, Any]]:
        text = "Rammen er {{budget_line/a/b/OMS/-/-/-/-/drift/2027/adopted/amount}}."
        new = {**PASSAGE, "document": REPORT, "key": "f", "text": text, "why": "prøve", "form_button": "save"}
        assert client.post("/new/passage", data=new, headers=FROM_US).status_code == 303
        name = client.get("/api/findings").json()["findings"][0]["id"]
        if action == "withdraw":
            client.post(f"/findings/{name}/accept", data=WHY, headers=FROM_US)
        return f"/findings/{name}/{action}", WHY

    return fill


def report_text(client: TestClient) -> tuple[str, Mapping[str, Any]]:
    """The summary of the agency's report."""
    fields = fields_of(client.get(f"/reporting/{REPORT}").text)
    name = next(name for name in fields if name.endswith("|text"))
    return f"/reporting/{REPORT}/summary", {**fields, name: "En oppsummering", **WHY}


def order(client: TestClient) -> tuple[str, Mapping[str, Any]]:
    """The passages of the agency's letter in another order."""
    for key in ("a", "b"):
        new = {**PASSAGE, "document": LETTER, "key": key, "why": "prøve", "form_button": "save"}
        assert client.post("/new/passage", data=new, headers=FROM_US).status_code == 303
    fields = fields_of(client.get(f"/texts/{LETTER}").text)
    places = {name: str(9 - n) for n, name in enumerate(n for n in fields if n.startswith("position"))}
    return f"/texts/{LETTER}/order", {**fields, **places}


def undo(client: TestClient) -> tuple[str, Mapping[str, Any]]:
    """A change that an administrator has made in the agency's report."""
    _, fields = form(f"/new/passage?document={REPORT}", key="u", part="other", position="1", text="Avsnitt")(
        client
    )
    assert client.post("/new/passage", data=fields, headers=FROM_US).status_code == 303
    found = re.search(r"/history/\d+/undo", client.get("/history").text)
    assert found
    return found[0], {}


def after(before: tuple[str, Mapping[str, Any]], then: Fill) -> Fill:
    """A form that can be sent once an administrator has sent another."""

    def fill(client: TestClient) -> tuple[str, Mapping[str, Any]]:
        path, values = before
        page = path.removesuffix("/step")
        fields = {**fields_of(client.get(page).text), **WHY, **values} if path != page else {**WHY, **values}
        assert client.post(path, data=fields, headers=FROM_US).status_code == 303, path
        return then(client)

    return fill


def workbook(client: TestClient) -> tuple[str, Mapping[str, Any]]:
    """The table of units as somebody has worked in it."""
    changed = Worked(client.get("/sheets/unit.xlsx").content).write(1, Navn="Nytt navn").content
    return "/import", {"files": {"file": ("unit.xlsx", changed)}, "fact": "unit"}


def preview(client: TestClient) -> tuple[str, Mapping[str, Any]]:
    """A workbook that an administrator has sent, and been shown the differences of."""
    path, fields = workbook(client)
    shown = client.post(path, **sent(fields), headers=FROM_US).headers["location"]
    return shown, {**fields_of(client.get(shown).text), **WHY}


BASE = {"base": "budget-2026|adopted|2026", "about": "EKS", "first_year": "2027", "label": "Budsjett 2027"}
NEW_BUDGET = ("/planning/new", {**BASE, "key": BUDGET})
PLAN = f"/planning/{BUDGET}"
CHANGE = {**USUAL, "label": "Nytt tiltak", **{f"amount_{year}": "100" for year in YEARS}}
SENT = (f"/work/{LETTER}/step", {"to": "sent"})
STATUS = {"status": "in_progress", "revision": "3", "comment": "I gang", "back": "row"}
DONE = "letter-oms-2026/assignment/new.1"
ROUND = {"unit": "HELSE", "period": "2026-T2", "units": "OMS", "deadline": "15.09.2026", "limit_share": "2",
         "limit_amount": "1000000"}  # fmt: skip
PASSAGE = {"key": "p", "part": "other", "position": "1", "text": "Et avsnitt"}
RISK = {"key": "r", "unit": "OMS", "probability": "1", "consequence": "1", "label": "x", "label_en": "x"}
CASES: dict[str, list[Case]] = {
    "/findings/{name}/accept": [Case(finding("accept"), LEADERS)],
    "/findings/{name}/withdraw": [Case(finding("withdraw"), LEADERS)],
    "/new/{fact}": [
        Case(form(f"/new/passage?document={LETTER}", "/new/passage", **PASSAGE), STEERING),
        Case(form(f"/new/passage?document={REPORT}", "/new/passage", **PASSAGE), WRITERS),
        Case(form(f"/new/risk?document={REPORT}", "/new/risk", **RISK), WRITERS),
    ],
    "/edit/{address:path}": [
        Case(form(f"/edit/working_document/{LETTER}", number="7"), STEERING),
        Case(form(f"/edit/working_document/{REPORT}", deadline="01.09.2027"), WRITERS),
        Case(form(f"/edit/working_document/{REPORT}", form_button="remove"), ("administrator",)),
    ],
    "/history/{revision}/undo": [Case(undo, ("administrator",))],
    "/work/{document}/step": [
        Case(form(f"/work/{LETTER}", f"/work/{LETTER}/step", to="sent"), STEERING),
        Case(form(f"/work/{REPORT}", f"/work/{REPORT}/step", to="submitted"), WRITERS),
    ],
}
CASES |= {
    "/letters": [
        Case(
            plain("/letters", receiver="OMS", year="2028", source="letter-oms-2026", part="meetings"),
            STEERING,
        )
    ],
    "/letters/{document}/edition": [Case(after(SENT, plain(f"/letters/{LETTER}/edition")), STEERING)],
    "/letters/{document}/reports": [
        Case(form(f"/letters/{LETTER}", f"/letters/{LETTER}/reports", report_economy="tertially"), STEERING)
    ],
    "/goals/{document}/carry": [
        Case(
            plain(f"/goals/{LETTER}/carry", source="letter-oms-2026", part="meetings", back="goals"), STEERING
        )
    ],
    "/goals/{document}/owners": [
        Case(form(f"/goals/{LETTER}", f"/goals/{LETTER}/owners", **{"owner_2.1": "OMS-N"}), STEERING)
    ],
    "/goals/{document}/targets": [
        Case(form(f"/goals/{LETTER}", f"/goals/{LETTER}/targets", **{"value_sick-leave": "7,5"}), STEERING)
    ],
    "/planning/new": [Case(plain(*NEW_BUDGET[:1], **NEW_BUDGET[1]), ("administrator",))],
    "/planning/{document}/amend": [
        Case(
            after(
                NEW_BUDGET,
                plain(f"/planning/{BUDGET}/amend", stage="supplementary", key="b2", label="Tillegg"),
            ),
            ("administrator",),
            unseen=True,
        )
    ],
    "/planning/{document}/change": [
        Case(
            after(NEW_BUDGET, plain(f"/planning/{BUDGET}/change", **CHANGE)), ("administrator",), unseen=True
        )
    ],
    "/planning/{document}/rates": [
        Case(
            after(NEW_BUDGET, form(f"/planning/{BUDGET}", f"/planning/{BUDGET}/rates")),
            ("administrator",),
            unseen=True,
        )
    ],
    "/reporting": [Case(plain("/reporting", **ROUND), STEERING)],
    "/reporting/{document}/{section}": [Case(report_text, WRITERS)],
    "/follow-up/{document}/{fact}/{subject}": [Case(plain(f"/follow-up/{DONE}", **STATUS), WRITERS)],
    "/follow-up": [Case(plain("/follow-up", chosen=DONE, **STATUS), WRITERS)],
    "/texts/{document}/order": [Case(order, STEERING)],
    "/import": [Case(workbook, WRITERS, others=True)],
    "/import/{token}": [Case(preview, ("administrator",), unseen=True)],
}
FLAT = [(path, number, case) for path, cases in CASES.items() for number, case in enumerate(cases)]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worked_book(tmp_path_factory.mktemp("roles") / "book")


@pytest.fixture
def own(worked: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(shutil.copytree(worked, tmp_path / "own")) as opened:
        yield opened


def test_every_path_that_changes_something_has_a_case():
    """A new path must say here who may send to it."""
    assert set(changing_routes()) == {*CASES, *ASKS_ONLY, *FOR_READERS}


def test_every_path_is_the_same_in_english():
    both = {path for path, methods in routes_of() if "POST" in methods and not path.startswith("/api")}
    assert {path for path in both if not path.startswith("/en/")} == {
        path.removeprefix("/en") for path in both if path.startswith("/en/")
    }


@pytest.mark.parametrize(
    ("path", "number", "case"), FLAT, ids=[f"{path}-{number}" for path, number, _ in FLAT]
)
def test_who_may_send_is_let_in_and_all_others_are_refused(own, path, number, case):
    administrator = own.browser_of(PEOPLE["administrator"])
    place, fields = case.fill(administrator)
    before = own.state()
    for name, person in {**PEOPLE, **OTHERS}.items():
        in_own = name in case.roles
        if in_own or (case.others and name.removeprefix("other ") in case.roles):
            continue
        answer = own.browser_of(person).post(place, **sent(fields), headers=FROM_US)
        refused = {403} if not case.unseen and name in PEOPLE else {400, 403, 404}
        assert answer.status_code in refused, (
            f"{name}: {answer.status_code} {PageRead(answer.text).text[:600]}"
        )
        assert own.state() == before, name
    first, *rest = case.roles
    answer = own.browser_of(PEOPLE[first]).post(place, **sent(fields), headers=FROM_US)
    assert answer.status_code == 303, f"{first}: {answer.status_code} {PageRead(answer.text).text[:600]}"
    for name in rest:
        answer = own.browser_of(PEOPLE[name]).post(place, **sent(fields), headers=FROM_US)
        assert answer.status_code not in (401, 403), f"{name}: {PageRead(answer.text).text[:600]}"


def sent(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields, and files where there are any, as the client sends them."""
    files = {"files": fields["files"]} if "files" in fields else {}
    return {"data": {name: value for name, value in fields.items() if name != "files"}, **files}


def filled(pattern: str) -> str:
    """A path of a pattern."""
    return re.sub(r"\{[^}]*\}", "1", pattern)


@pytest.mark.parametrize("pattern", [p for p in changing_routes() if p not in (*ASKS_ONLY, *FOR_READERS)])
def test_nothing_is_taken_from_a_reader_a_stranger_or_another_site(worked, pattern):
    with site_of(worked) as opened:
        before, path = opened.state(), filled(pattern)
        for place in (path, f"/en{path}"):
            reader = opened.browser_of(PEOPLE["reader"]).post(place, data=WHY, headers=FROM_US)
            assert reader.status_code == 403
            stranger = opened.browser_of(None).post(place, data=WHY, headers=FROM_US)
            assert stranger.status_code == 401
            for elsewhere in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
                sent = opened.browser_of(PEOPLE["administrator"]).post(place, data=WHY, headers=elsewhere)
                assert sent.status_code == 403
        assert opened.state() == before


@pytest.mark.parametrize("pattern", [p for p in changing_routes() if p not in (*ASKS_ONLY, *FOR_READERS)])
def test_nothing_is_taken_of_a_book_that_is_shown_for_reading(worked, pattern):
    with OpenBook(worked) as book, TestClient(site(book), base_url="http://127.0.0.1:8000") as public:
        assert public.post(filled(pattern), data=WHY, headers=FROM_US).status_code == 403


@pytest.mark.parametrize("pattern", sorted(ASKS_ONLY | FOR_READERS))
def test_what_changes_nothing_needs_a_session_too(worked, pattern):
    with site_of(worked) as opened:
        assert opened.browser_of(None).post(filled(pattern), data=WHY, headers=FROM_US).status_code == 401


@pytest.mark.parametrize("pattern", sorted(FOR_READERS))
def test_what_readers_may_do_is_done_from_our_own_pages(worked, pattern):
    with site_of(worked) as opened:
        reader = opened.browser_of(PEOPLE["reader"])
        for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            assert reader.post(filled(pattern), headers=headers).status_code == 403
        assert reader.post(filled(pattern), headers=FROM_US).status_code != 403
