"""The data under /api: described, the same as the pages, and never a server error."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from printed_lines import LETTER
from role_kit import PEOPLE, SETTINGS, worked_book
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from starlette.types import ASGIApp, Receive, Scope, Send

from rodtrad.app.open_book import OpenBook
from rodtrad.core.roles import Person
from rodtrad.models.concepts import SHAPES
from rodtrad.web.login import Login
from rodtrad.web.site import application

VEL1 = "/measure_effect/sector-review-set/VEL1/2027/amount"
PATHS = [
    "/api",
    "/api/goals",
    "/api/goals/{document}",
    "/api/budget",
    "/api/measures",
    "/api/benefits",
    "/api/priorities",
    "/api/programme",
    "/api/scenarios",
    "/api/assignments",
    "/api/indicators",
    "/api/units",
    "/api/documents",
    "/api/differences/{document}",
    "/api/findings",
    "/api/findings/{name}",
    "/api/follow-up",
    "/api/follow-up/{document}/{fact}/{subject}",
    "/api/search",
    "/api/history",
    "/api/history/{number}",
    "/api/letters",
    "/api/letters/{document}",
    "/api/me",
    "/api/tables",
    "/api/pages/{document}",
    "/api/planning",
    "/api/planning/{document}",
    "/api/reporting",
    "/api/reporting/new",
    "/api/reporting/rounds/{unit}/{period}",
    "/api/reporting/{document}",
    "/api/sheets",
    "/api/texts/{document}",
    "/api/work",
    "/api/work/{document}",
    "/api/{fact}",
    "/api/{fact}/{key}",
]
POSTED = ["/api/prose/check"]
"""Asked with a text that is too long for an address; nothing is changed."""


@pytest.fixture(scope="module")
def described(client) -> dict:
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_every_page_is_described(described):
    assert described["openapi"].startswith("3.")
    assert sorted(described["paths"]) == sorted([*PATHS, *POSTED])
    for path, methods in described["paths"].items():
        how = "post" if path in POSTED else "get"
        assert list(methods) == [how], path
        assert methods[how]["summary"].endswith(".")
        assert {"200", "422"} <= set(methods[how]["responses"])
        assert how == "post" or {"404", "410"} <= set(methods[how]["responses"])


@pytest.mark.parametrize("path", PATHS)
def test_every_choice_is_described_with_its_kind(described, path):
    """A page has its choices and the language; nothing that belongs to the page alone is promised."""
    parameters = {p["name"]: p["schema"] for p in described["paths"][path]["get"]["parameters"]}
    assert parameters["language"]["enum"] == ["no", "en"]
    assert not {"as", "of", "ask", "request"} & set(parameters)
    assert all("type" in schema or "anyOf" in schema for schema in parameters.values())


def test_a_figure_has_its_value_and_the_line_it_stands_on(client):
    """Row 13 of `measure_effect.csv`: 8 000 000 kroner in 2027, read from line 3042 of the review."""
    figure = client.get("/api" + VEL1).json()["figure"]
    assert figure["value"] == 8_000_000
    assert figure["unit"] == "kr"
    assert figure["source"] == {"document": "sector-review-set", "line": 3042, "text": "8000000"}
    assert figure["text"].replace("\xa0", " ") == "8 000 000 kr"


def test_a_printed_number_is_told_in_its_unit_of_print(client):
    """`budget_change.csv`, line 2: 1 776 290 thousand kroner, line 949 of the district's budget."""
    address = "/budget_change/district-budget-bjerke-2026/rammeendring/BBJ/009/-/base/2026/amount"
    figure = client.get("/api" + address).json()["figure"]
    assert (figure["value"], figure["unit"], figure["source"]["line"]) == (1_776_290, "1000 kr", 949)


def test_a_page_leads_to_its_own_data(client):
    for path in ("/findings?severity=error", VEL1, "/unit/VEL"):
        assert f'href="/api{path}"' in client.get(path).text
    assert client.get("/api/findings?severity=error").json()["shown"] > 0


def test_data_is_told_in_the_language_asked_for(client):
    norwegian = client.get("/api/unit/VEL").json()["row"]["label"]
    english = client.get("/api/unit/VEL?language=en").json()["row"]["label"]
    assert (norwegian, english) == ("Velferdsetaten", "Agency for social and welfare services")
    assert client.get("/api/unit/VEL?language=de").status_code == 422


def test_what_is_wrong_is_told_as_data(client):
    for path, status in (("/api/nosuch", 404), ("/api/unit/NOSUCH", 404), ("/api/findings?page=0", 422)):
        answer = client.get(path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["detail"]


def as_person(app: ASGIApp, person: Person) -> ASGIApp:
    """The application as somebody who has logged in meets it."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "person": person} if scope["type"] == "http" else scope, receive, send)

    return asked


@dataclass(frozen=True)
class Asked:
    """One book asked as somebody, and what is really there to ask for."""

    schema: Any
    there: dict[str, list[dict[str, Any]]]
    choices: dict[str, list[str]]


def asked(book: OpenBook, app: ASGIApp) -> Asked:
    """What can be asked of a book, with the addresses and choices it has."""
    judgement = book.edition().judgement
    facts, thread = judgement.thread.facts, judgement.thread
    documents = facts["document"]["key"].to_list()
    of_document = [{"document": key} for key in documents]
    assignments = facts["assignment"].select("document", "status", "number").iter_rows()
    periods = facts["reporting_period"].select(SHAPES["reporting_period"].key).to_dicts()
    addresses = [a for a in thread.at if not a.startswith("constant/")][::7]
    there: dict[str, list[dict[str, Any]]] = {
        "/api/findings/{name}": [{"name": f.id} for f in judgement.findings],
        "/api/pages/{document}": [{"document": LETTER}],
        "/api/{fact}": [{"fact": fact} for fact in thread.facts],
        "/api/{fact}/{key}": [
            dict(zip(("fact", "key"), address.split("/", 1), strict=True))
            for address in [*addresses, *(f"document/{key}" for key in documents)]
        ],
        "/api/history/{number}": [{"number": r.id} for r in book.revisions()],
        "/api/follow-up/{document}/{fact}/{subject}": [
            {"document": d, "fact": "assignment", "subject": f"{status}.{number}"}
            for d, status, number in assignments
        ],
        "/api/reporting/rounds/{unit}/{period}": [
            {"unit": p.get("unit", ""), "period": p.get("period", "")} for p in periods
        ],
    }
    there |= {path: of_document for path in PATHS if "{document}" in path and path not in there}
    choices = {
        "document": documents,
        "unit": facts["unit"]["key"].to_list(),
        "owner": facts["unit"]["key"].to_list(),
        "fact": list(facts),
        "year": ["2026", "2027", "x"],
        "period": ["2027-T2", "2027", "x"],
        "by": ["Ansatt to", "x"],
        "since": ["2026-01-01"],
        "until": ["2026-12-31"],
        "at": ["2026-01-01", "2999-12-31"],
    }
    return Asked(schemathesis.openapi.from_asgi("/api/openapi.json", app), there, choices)


@pytest.fixture(scope="module")
def of_oslo(oslo_place):
    """The Oslo book, as whoever reads it without a login."""
    with OpenBook(oslo_place) as book:
        yield asked(book, application(book))


@pytest.fixture(scope="module")
def of_the_work(tmp_path_factory):
    """A book with work in every state, as somebody of the department who has logged in."""
    with OpenBook(worked_book(tmp_path_factory.mktemp("worked-api") / "book")) as book:
        app = application(book, writable=True, login=Login(SETTINGS))
        yield asked(book, as_person(app, PEOPLE["department"]))


FEW = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)


def ask_all(of: Asked, path: str, mode: GenerationMode) -> Counter[int]:
    """Ask what fits the description or, in the other mode, what does not; half the time of what is there."""
    answered: Counter[int] = Counter()
    operation = of.schema[path]["POST" if path in POSTED else "GET"]
    real = st.sampled_from([{}, *of.there.get(path, [])])
    named = {p.name for p in operation.query}
    known = {name: st.sampled_from(values) for name, values in of.choices.items() if name in named}
    chosen = st.just({}) | st.fixed_dictionaries({}, optional=known)

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode), real=real, chosen=chosen)
    def ask(case: schemathesis.Case, real: dict[str, str], chosen: dict[str, str]) -> None:
        if real:
            case.path_parameters = real
        if mode is GenerationMode.POSITIVE and chosen:
            case.query = {**(case.query or {}), **chosen}
        # a page of its own stands at some names that could have been a fact's
        assume(f"/api/{(case.path_parameters or {}).get('fact')}" not in PATHS)
        answer = case.call()
        answered[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    ask()
    return answered


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fits", "does not fit"]
)
@pytest.mark.parametrize("path", [*PATHS, *POSTED])
def test_whatever_is_asked_the_answer_is_as_described(of_oslo, path, mode):
    answered = ask_all(of_oslo, path, mode)
    assert sum(answered.values()) >= 10


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fits", "does not fit"]
)
@pytest.mark.parametrize("path", [*PATHS, *POSTED])
def test_whatever_somebody_who_has_logged_in_asks(of_the_work, path, mode):
    answered = ask_all(of_the_work, path, mode)
    assert sum(answered.values()) >= 10


@pytest.mark.parametrize("path", [path for path in PATHS if "{" not in path])
def test_every_page_of_its_own_has_an_answer(of_oslo, of_the_work, path):
    for of in (of_oslo, of_the_work):
        assert 200 in ask_all(of, path, GenerationMode.POSITIVE)
