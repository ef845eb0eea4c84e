"""Budgets on the pages: begun, changed, compared, handed in, adopted; and what is refused with nothing lost.

The numbers of the municipality are invented.
"""

import pytest
from plan_kit import LAST, USUAL, change, every, fields_in, made, send, step, text_in, writing

from rodtrad.app.open_book import OpenBook
from rodtrad.web.site import site

OK, SEE_OTHER, REFUSED, FORBIDDEN, MISSING, CONFLICT = 200, 303, 400, 403, 404, 409
KEY = "vekst/OMS/300/FO3/253/10"


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A book with a budget that is begun, and one change in it."""
    place = made(tmp_path_factory.mktemp("begun"))
    with writing(place) as client:
        assert (
            send(client, "/planning/new", base=LAST, about="EKS").headers["location"]
            == "/planning/budget-2027"
        )
        assert change(client, "budget-2027", "Vekst", every(1500)).status_code == SEE_OTHER
    return place


@pytest.fixture
def client(begun, tmp_path):
    with writing(begun, tmp_path / "own") as writer:
        yield writer


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == OK, path
    return text_in(answer.text)


def test_the_list_tells_state_stage_and_year_and_what_to_begin_from(client):
    told = text_of(client, "/planning")
    assert "Budsjett 2027 og økonomiplan 2027–2030 Byrådets forslag Utkast 2027–2030" in told
    assert "Budsjett 2026 (oppdiktet): vedtatt budsjett 2026" in told
    assert "Budget 2027 and four-year plan 2027–2030" in text_of(client, "/en/planning")


def test_the_page_shows_the_way_from_last_years_frame(client):
    """The care agency has 352 900 thousand in 2026; 1500 more is 354 400 in every year."""
    told = text_of(client, "/planning/budget-2027?unit=OMS&dimension=function")
    assert "Fjorårets ramme videreført 352 900 352 900 352 900 352 900" in told
    assert "Vekst +1 500 +1 500 +1 500 +1 500" in told
    assert "Ny ramme 354 400 354 400 354 400 354 400" in told


def test_the_same_answer_is_data_and_its_tables_are_files(client):
    view = client.get("/api/planning/budget-2027?unit=OMS").json()["view"]
    assert view["boxes"][2]["value"] == "354,4"
    assert view["bridge"]["bars"][-1]["text"] == "354,4"
    assert [c["key"] for c in view["changes"]] == [KEY]
    csv = client.get("/planning/budget-2027?unit=OMS&of=steps&as=csv").text
    assert "354400" in csv.replace(" ", "")
    assert client.get("/api/planning").json()["may_begin"] is True


def test_a_change_is_edited_from_its_row(client):
    shown = client.get(f"/planning/budget-2027?change={KEY}").text
    fields = fields_in(shown, "/planning/budget-2027/change")
    assert (fields["label"], fields["amount_2027"], fields["amount_2030"]) == ("Vekst", "1500", "1500")
    sent = {**fields, "amount_2030": "2000", "action": "save"}
    answer = send(client, "/planning/budget-2027/change", **sent)
    assert (answer.status_code, answer.headers["location"]) == (SEE_OTHER, "/planning/budget-2027#change")
    assert "Vekst +1 500 +1 500 +1 500 +2 000" in text_of(client, "/planning/budget-2027")


def test_what_the_reader_had_chosen_is_kept_when_a_change_is_saved(client):
    shown = client.get("/planning/budget-2027?unit=OMS&year=2029").text
    fields = fields_in(shown, "/planning/budget-2027/change")
    sent = {**fields, **USUAL, "label": "Mer", "amount_2029": "5", "action": "save"}
    answer = send(client, "/planning/budget-2027/change", **sent)
    assert answer.headers["location"] == "/planning/budget-2027?unit=OMS&year=2029#change"


def test_a_change_is_removed_from_its_form(client):
    fields = fields_in(client.get(f"/planning/budget-2027?change={KEY}").text, "/planning/budget-2027/change")
    assert (
        send(client, "/planning/budget-2027/change", **{**fields, "action": "remove"}).status_code
        == SEE_OTHER
    )
    assert "Ingen endringer er lagt inn ennå." in text_of(client, "/planning/budget-2027")


def test_with_faults_the_form_comes_back_with_all_that_was_written(client):
    wrong = {2027: "mange", 2028: "12,5"}
    answer = change(client, "budget-2027", "", wrong, decision="Sak 7", unit="OMS")
    assert answer.status_code == REFUSED
    fields = fields_in(answer.text, "/planning/budget-2027/change")
    assert (fields["amount_2027"], fields["amount_2028"], fields["decision"]) == ("mange", "12,5", "Sak 7")
    assert (fields["unit"], fields["function"]) == ("OMS", "253")
    told = text_in(answer.text)
    assert "mange" in told
    assert "Navn" in told
    assert 'role="alert"' in answer.text


def test_two_people_with_the_same_change_see_both_versions(client):
    path = "/planning/budget-2027/change"
    fields = fields_in(client.get(f"/planning/budget-2027?change={KEY}").text, path)
    first = {**fields, **{f"amount_{y}": "1600" for y in (2027, 2028, 2029, 2030)}, "action": "save"}
    assert send(client, path, **first).status_code == SEE_OTHER
    second = {**fields, **{f"amount_{y}": "1700" for y in (2027, 2028, 2029, 2030)}, "action": "save"}
    answer = send(client, path, **second)
    assert answer.status_code == CONFLICT
    assert "I boken står det nå: 1600" in text_in(answer.text)
    again = fields_in(answer.text, path)
    assert again["amount_2027"] == "1700"
    assert send(client, path, **{**again, "action": "save"}).status_code == SEE_OTHER
    assert "+1 700" in text_of(client, "/planning/budget-2027")


def test_rates_are_written_for_all_groups_and_years_at_once(client):
    """Wages of the whole municipality are 483 700 thousand, and 3.1 % of them 14 994.7."""
    path = "/planning/budget-2027/rates"
    fields = fields_in(client.get("/planning/budget-2027").text, path)
    assert {"rate_10_2027", "rate_11_2030", "rate_16_2028"} <= set(fields)
    assert send(client, path, **{**fields, "rate_10_2027": "3,1"}).status_code == SEE_OTHER
    told = text_of(client, "/planning/budget-2027")
    assert "Pris- og lønnskompensasjon 2027 +14 995 +14 995 +14 995 +14 995" in told
    wrong = send(client, path, **{**fields, "rate_11_2027": "tre"})
    assert wrong.status_code == REFUSED
    assert fields_in(wrong.text, path)["rate_11_2027"] == "tre"


def test_the_amounts_of_a_measure_card_are_fetched_and_not_saved(client):
    card = {"document": "budget-2026", "key": "T1", "sector": "HELSE", "owner": "OMS", "label": "Nattjeneste",
            "label_en": "Night service", "why": "test"}  # fmt: skip
    assert send(client, "/new/efficiency_measure", **card).status_code == SEE_OTHER
    effect = {"document": "budget-2026", "measure": "T1", "printed_unit": "mill. kr", "why": "test"}
    for year, amount in ((2027, "0,4"), (2028, "1,2")):
        answer = send(client, "/new/measure_effect", **effect, year=str(year), amount=amount)
        assert answer.status_code == SEE_OTHER
    answer = change(client, "budget-2027", "Natt", {}, card="budget-2026/T1", action="fetch")
    assert answer.status_code == OK
    fields = fields_in(answer.text, "/planning/budget-2027/change")
    assert [fields[f"amount_{y}"] for y in (2027, 2028, 2029, 2030)] == ["-400", "-1200", "-1200", "-1200"]
    assert fields["card"] == "budget-2026/T1"
    assert client.get("/api/planning/budget-2027").json()["view"]["changes"][0]["key"] == KEY
    none = change(client, "budget-2027", "Natt", {}, action="fetch")
    assert none.status_code == REFUSED


def test_an_alternative_shows_what_is_missing_until_it_balances(client):
    made_here = send(client, "/planning/budget-2027/amend", stage="alternative").headers["location"]
    assert made_here == "/planning/alternative-2027"
    change(client, "alternative-2027", "Mer til eldre", every(800))
    told = text_of(client, "/planning/alternative-2027")
    assert "2027 +800 000 ✕ Ikke i balanse" in told.replace("\u00a0", " ")
    assert "Alternativt budsjett går ikke i balanse" in told
    refused = step(client, "alternative-2027", "submitted")
    assert refused.status_code == REFUSED
    assert "drift 2027: +800\u00a0000 kr" in refused.text
    change(client, "alternative-2027", "Mindre til kjøp", every(-800), account_group="11")
    assert "2030 0 ✓ I balanse" in text_of(client, "/planning/alternative-2027")
    assert step(client, "alternative-2027", "submitted").status_code == SEE_OTHER


def test_an_alternative_is_shown_as_a_difference(client):
    send(client, "/planning/budget-2027/amend", stage="alternative")
    change(client, "alternative-2027", "Mer til lønn", every(800))
    change(client, "alternative-2027", "Mindre til kjøp", every(-300), account_group="11")
    told = text_of(client, "/planning/alternative-2027")
    assert "Forskjell: Alternativt budsjett 1/2027 mot Budsjett 2027 og økonomiplan 2027–2030" in told
    assert "Lønn +800 +800 +800 +800" in told
    assert "I alt +500 +500 +500 +500" in told
    view = client.get("/api/planning/alternative-2027").json()["view"]
    assert [bar["text"] for bar in view["difference_chart"]["bars"]] == ["522,2", "+0,8", "−0,3", "522,7"]
    other = client.get("/api/planning/budget-2027?against=alternative-2027").json()["view"]
    assert other["difference"]["rows"][-1]["cells"][1]["text"] == "−500"


def test_a_change_of_the_proposal_is_taken_back_in_an_alternative(client):
    send(client, "/planning/budget-2027/amend", stage="alternative")
    shown = client.get(f"/planning/alternative-2027?reverse=budget-2027/{KEY}").text
    fields = fields_in(shown, "/planning/alternative-2027/change")
    assert (fields["label"], fields["amount_2027"], fields["was"]) == ("Vekst, reversert", "-1500", "")


def test_an_adopted_budget_has_an_address_for_every_figure_and_can_be_adjusted(client):
    assert step(client, "budget-2027", "submitted").status_code == SEE_OTHER
    assert step(client, "budget-2027", "adopted").status_code == SEE_OTHER
    shown = client.get("/planning/budget-2027?unit=OMS").text
    address = "/budget_change/budget-2027/rammeendring/OMS/300/-/frame/2027/amount"
    assert f'href="{address}"' in shown
    assert "354 400 000" in text_of(client, address)
    assert "/planning/budget-2027/change" not in shown
    answer = send(client, "/planning/budget-2027/amend", stage="adjustment")
    assert answer.headers["location"] == "/planning/adjustment-2027"
    change(client, "adjustment-2027", "Flere plasser", {2027: 2000}, decision="Sak 5/27", decided="17.6.2027")
    assert step(client, "adjustment-2027", "adopted").status_code == SEE_OTHER
    told = text_of(client, "/planning/budget-2027?unit=OMS")
    assert "Flere plasser Budsjettjustering 1/2027 Omsorgsetaten Sak 5/27 17. juni 2027 +2 000" in told


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/planning/new", {"base": "x|adopted|2026", "about": "EKS"}, REFUSED),
        ("/planning/new", {"base": "", "about": "EKS", "first_year": "nå"}, REFUSED),
        ("/planning/budget-2027/amend", {"stage": "adjustment"}, REFUSED),
        ("/planning/budget-2027/amend", {"stage": "finnes-ikke"}, REFUSED),
        ("/planning/finnes-ikke/change", {}, MISSING),
        ("/planning/budget-2027/change", {"was": "a/b", "versions": "x", "action": "remove"}, REFUSED),
        ("/planning/budget-2027/change", {"was": KEY, "versions": "2027:x", "action": "remove"}, REFUSED),
        ("/planning/budget-2027/rates", {"versions": "rate_10_2027:x", "rate_10_2027": "1"}, REFUSED),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_fails(client, path, fields, status):
    assert send(client, path, **fields).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/planning/finnes-ikke",
        "/planning/budget-2027?change=finnes/ikke",
        "/planning/budget-2027?reverse=x/y",
    ],
)
def test_what_is_not_there_is_told(client, path):
    assert client.get(path).status_code == MISSING


def test_whoever_reads_sees_no_forms_and_can_send_none(begun):
    with OpenBook(begun) as book:
        from starlette.testclient import TestClient

        with TestClient(site(book), base_url="http://127.0.0.1:8000") as reader:
            assert '<form class="answer-form' not in reader.get("/planning").text
            assert reader.post("/planning/new", data={"base": LAST, "about": "EKS"}).status_code == FORBIDDEN


def test_a_row_of_a_plan_has_a_name_and_a_form_with_codes(client):
    address = "planned_change/budget-2027/vekst/2027/OMS/300/FO3/253/10"
    assert "Vekst, Omsorgsetaten, 2027" in text_of(client, f"/{address}")
    shown = client.get(f"/edit/{address}").text
    assert "253 Helse- og omsorgstjenester i institusjon" in shown
    new = client.get("/new/compensation?document=budget-2027").text
    assert '<option value="11"' in new
