"""The data under /api: described, the same as the pages, and never a server error."""

from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from printed_lines import LETTER
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from rodtrad.app.open_book import OpenBook
from rodtrad.web.site import application

VEL1 = "/measure_effect/sector-review-set/VEL1/2027/amount"
PATHS = [
    "/api",
    "/api/goals",
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
    "/api/findings",
    "/api/findings/{name}",
    "/api/search",
    "/api/history",
    "/api/tables",
    "/api/pages/{document}",
    "/api/{fact}",
    "/api/{fact}/{key}",
]


@pytest.fixture(scope="module")
def described(client) -> dict:
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_every_page_is_described(described):
    assert described["openapi"].startswith("3.")
    assert sorted(described["paths"]) == sorted(PATHS)
    for path, methods in described["paths"].items():
        assert list(methods) == ["get"], path
        assert methods["get"]["summary"].endswith(".")
        assert {"200", "404", "410"} <= set(methods["get"]["responses"])


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


@pytest.fixture(scope="module")
def schema(oslo_place):
    with OpenBook(oslo_place) as book:
        yield schemathesis.openapi.from_asgi("/api/openapi.json", application(book))


FEW = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)


def ask_all(schema, path: str, mode: GenerationMode, real: st.SearchStrategy) -> Counter[int]:
    """Ask what fits the description or, in the other mode, what does not; half the time of what is there."""
    answered: Counter[int] = Counter()

    @FEW
    @given(case=schema[path]["GET"].as_strategy(generation_mode=mode), real=real)
    def ask(case: schemathesis.Case, real: dict[str, str]) -> None:
        if real:
            case.path_parameters = real
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
@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_the_answer_is_as_described(schema, oslo_book, path, mode):
    thread = oslo_book.edition().judgement.thread
    there: dict[str, list[dict[str, str]]] = {
        "/api/findings/{name}": [{"name": f.id} for f in oslo_book.edition().judgement.findings],
        "/api/pages/{document}": [{"document": LETTER}],
        "/api/{fact}": [{"fact": fact} for fact in thread.facts],
        "/api/{fact}/{key}": [
            dict(zip(("fact", "key"), address.split("/", 1), strict=True))
            for address in thread.at
            if not address.startswith("constant/")
        ],
    }
    real = st.sampled_from([{}, *there.get(path, [])])
    answered = ask_all(schema, path, mode, real)
    assert sum(answered.values()) >= 10
    assert mode is GenerationMode.NEGATIVE or 200 in answered
