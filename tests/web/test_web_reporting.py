"""A round of reports from opened to frozen, through the site's own forms. All numbers are invented."""

import re
from datetime import date

import polars as pl
import pytest
from form_reading import fields_of
from page_reading import PageRead
from reporting_kit import (
    AS_BUDGETED,
    FROM_US,
    OURS,
    PAGE,
    REPORT,
    ROUND,
    WHO,
    answer_everything,
    before_the_round,
    facts_of,
    form_of,
    made_book,
    named,
    send,
    step,
)
from starlette.testclient import TestClient

from rodtrad.app.books import now
from rodtrad.app.open_book import OpenBook
from rodtrad.store.book import Book
from rodtrad.web.site import site

CHANGED = 303


@pytest.fixture
def place(tmp_path):
    return made_book(tmp_path / "book", before_the_round())


@pytest.fixture
def client(place):
    with OpenBook(place) as book, TestClient(site(book, writable=True), base_url=OURS) as writer:
        writer.headers.update(FROM_US)
        writer.follow_redirects = False
        yield writer


@pytest.fixture
def opened(client):
    assert client.post("/reporting", data={**ROUND, **WHO}).status_code == CHANGED
    return client


def rows(place, fact, **key):
    return facts_of(place)[fact].filter(**key).to_dicts()


def findings(place):
    with OpenBook(place) as book:
        return book.edition().judgement.findings


def revisions(place):
    with OpenBook(place) as book:
        return len(book.revisions())


def test_a_round_begins_with_what_the_letters_ask_for_and_no_more(opened, place):
    documents = {d["document"]: d for d in rows(place, "working_document", period="2027-T2")}
    assert set(documents) == {REPORT, "report-bar-2027-T2", "report-hel-2027-T2"}
    assert [k["key"] for k in rows(place, "key_figure", document=REPORT)] == ["sick"]
    assert rows(place, "key_figure", document=REPORT)[0]["value"] is None
    assert {r["key"] for r in rows(place, "risk", document=REPORT)} == {"nights", "fire"}
    controls = {r["key"]: r["state"] for r in rows(place, "control_point", document=REPORT)}
    assert controls == {"fire": "not_checked", "drugs": "fault"}
    assert rows(place, "period_amount", document=REPORT) == [], "nobody has looked at a forecast yet"
    # The report has no goals of its own for its indicators to point at.
    assert {r["goal"] for r in rows(place, "indicator", document=REPORT)} == {None}
    assert [f for f in findings(place) if f.number == "R-01"] == []
    assert revisions(place) == 2, "all of it is one change"


def test_the_page_asks_only_what_the_letter_asks_for(opened):
    names = [s["name"] for s in opened.get(f"/api{PAGE}").json()["view"]["sections"]]
    asked = ["economy", "goals", "indicators", "assignments", "resolutions", "risk", "internal_control"]
    assert names == ["summary", *asked, "climate", "sick_leave"]
    other = opened.get("/api/reporting/report-bar-2027-T2").json()["view"]["sections"]
    assert [s["name"] for s in other] == ["summary", "economy"]


def test_a_section_is_saved_half_done_as_one_change(opened, place):
    before = revisions(place)
    answer = send(opened, "indicators", {"home/2027/result|value": "33,4"})
    assert answer.headers["location"] == f"{PAGE}#section-indicators"
    assert revisions(place) == before + 1
    [value] = rows(place, "indicator_value", document=REPORT, indicator="home")
    assert (value["value"], value["decimals"]) == (334_000, 1)
    assert "Andel som bor hjemme" not in " ".join(
        line["text"] for line in opened.get(f"/api{PAGE}").json()["view"]["lacks"]
    )


def test_saving_without_touching_anything_changes_nothing(opened, place):
    before = revisions(place)
    assert send(opened, "assignments", {}).status_code == CHANGED
    assert revisions(place) == before


def test_a_report_that_lacks_something_is_not_handed_in(opened):
    answer = step(opened, "submitted")
    assert answer.status_code == 400
    assert "Avviket er ikke forklart" in answer.text
    assert opened.get(f"/api{PAGE}").json()["view"]["state"] == "draft"


def forecasts(place):
    """The forecasts of the report by function and account group, in thousands."""
    stated = rows(place, "period_amount", document=REPORT, version="forecast")
    return {(r["function"], r["account_group"]): r["amount"] // 100_000 for r in stated}


def test_forecasts_begin_empty_and_are_as_budgeted_only_where_somebody_says_so(opened, place):
    """The year's budget is 375 000, 374 000, 450 000 and −60 000 thousand."""
    said = "Prognosen mangler i 4 rader. Den første er "
    assert said in PageRead(opened.get(PAGE).text).text
    assert said in PageRead(step(opened, "submitted").text).text
    before = revisions(place)
    assert send(opened, "economy", {"/253/10/2027-T2/forecast|amount": "379 400"}).status_code == CHANGED
    assert forecasts(place) == {("253", "10"): 379_400}
    written = {"/253/11/2027-T2/forecast|amount": "370 000"}
    assert send(opened, "economy", written, **AS_BUDGETED).status_code == CHANGED
    assert forecasts(place) == {
        ("253", "10"): 379_400, ("253", "11"): 370_000, ("254", "10"): 450_000, ("254", "16"): -60_000
    }  # fmt: skip
    assert revisions(place) == before + 2, "what is written and what is as budgeted are one change"
    page = opened.get(PAGE).text
    assert "Prognosen mangler" not in page
    assert "Som budsjettert der" not in page, "there is nothing more to fill in"


def test_a_forecast_that_is_emptied_can_be_as_budgeted_again(opened, place):
    wages = "/253/10/2027-T2/forecast|amount"
    send(opened, "economy", {wages: "379 400"})
    assert send(opened, "economy", {wages: ""}, **AS_BUDGETED).status_code == CHANGED
    assert forecasts(place)["253", "10"] == 375_000


def test_a_report_goes_from_draft_to_frozen_with_its_own_figures(opened, place):
    answer_everything(opened)
    view = opened.get(f"/api{PAGE}").json()["view"]
    assert view["lacks"] == []
    assert step(opened, "submitted").status_code == CHANGED
    own = rows(place, "period_amount", document=REPORT, period="2027-T2", version="accounts")
    # 253 001 + 253 000 + 303 500 − 39 000 = 770 501, and the printed net once more, in thousands.
    assert sum(r["amount"] for r in own) == 2 * 770_501 * 100_000
    year = rows(place, "period_amount", document=REPORT, period="2027@2027-T2")
    assert sum(r["amount"] for r in year) == 1_139_000 * 100_000
    done = rows(place, "follow_up", document=REPORT, subject="letter-ple-2027.new.1")
    assert [r["evidence"] for r in done] == ["Plan datert 1. juni"]
    assert step(opened, "approved").status_code == CHANGED
    assert step(opened, "frozen").status_code == CHANGED
    assert "<textarea" not in opened.get(PAGE).text


def test_a_report_that_is_sent_back_can_be_mended_and_handed_in_again(opened, place):
    answer_everything(opened)
    assert step(opened, "submitted").status_code == CHANGED
    assert opened.post(f"{PAGE}/summary", data=WHO).status_code == 409
    assert step(opened, "draft", returned="Prognosen for lønn er for lav.").status_code == CHANGED
    assert "Prognosen for lønn er for lav." in opened.get(PAGE).text
    fields = form_of(opened, "economy")
    wages = next(n for n in fields if "/253/10/" in n and n.endswith("|amount"))
    assert send(opened, "economy", {wages: "379 400"}).status_code == CHANGED
    assert step(opened, "submitted").status_code == CHANGED
    [forecast] = rows(
        place, "period_amount", document=REPORT, version="forecast", function="253", account_group="10"
    )
    assert forecast["amount"] == 379_400 * 100_000


def test_what_somebody_writes_while_the_report_is_handed_in_is_shown_to_be_copied(opened):
    answer_everything(opened)
    mine = form_of(opened, "summary")
    assert step(opened, "submitted").status_code == CHANGED
    answer = opened.post(f"{PAGE}/summary", data={**mine, named(mine, "|text"): "Et langt avsnitt.", **WHO})
    assert answer.status_code == 409
    assert '<pre class="lost">Et langt avsnitt.</pre>' in answer.text
    assert "Begge utgavene vises" not in answer.text


def test_two_people_in_different_rows_of_one_section_do_not_clash(opened, place):
    first, second = form_of(opened, "indicators"), form_of(opened, "indicators")
    home, falls = named(first, "home/2027/result|value"), named(first, "falls/2027/result|value")
    assert opened.post(f"{PAGE}/indicators", data={**first, home: "33,4", **WHO}).status_code == CHANGED
    assert opened.post(f"{PAGE}/indicators", data={**second, falls: "9", **WHO}).status_code == CHANGED
    values = {r["indicator"]: r["value"] for r in rows(place, "indicator_value", document=REPORT)}
    assert values == {"home": 334_000, "falls": 90_000}


def test_two_people_in_the_same_row_are_shown_both_and_the_later_choice_holds(opened, place):
    first, second = form_of(opened, "summary"), form_of(opened, "summary")
    [text] = [n for n in first if n.endswith("|text")]
    assert opened.post(f"{PAGE}/summary", data={**first, text: "Det går bra.", **WHO}).status_code == CHANGED
    answer = opened.post(f"{PAGE}/summary", data={**second, text: "Det går dårlig.", **WHO})
    assert answer.status_code == 409
    assert "Det går dårlig." in answer.text
    assert "En annen har lagret dette imens: Det går bra." in answer.text
    assert [r["text"] for r in rows(place, "passage", document=REPORT)] == ["Det går bra."]
    form = re.search(rf'action="{PAGE}/summary">.*?</form>', answer.text, re.S)
    again = fields_of(form[0])
    assert again[text].strip() == "Det går dårlig."
    assert opened.post(f"{PAGE}/summary", data={**again, **WHO}).status_code == CHANGED
    assert [r["text"] for r in rows(place, "passage", document=REPORT)] == ["Det går dårlig."]


def test_a_number_that_is_none_is_told_beside_its_field_and_nothing_is_saved(opened, place):
    answer = send(opened, "sick_leave", {f"key_figure/{REPORT}/sick/PLE|value": "mange"})
    assert answer.status_code == 400
    assert "«mange»" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert rows(place, "key_figure", document=REPORT)[0]["value"] is None


def test_a_new_risk_gets_a_key_of_its_own_and_an_old_one_is_taken_out(opened, place):
    fields = form_of(opened, "risk")
    new = f"risk/{REPORT}/-"
    written = {f"{new}|label": "Strømmen går", f"{new}|probability": "2", f"{new}|consequence": "5"}
    gone = {f"risk/{REPORT}/fire|remove": "1"}
    assert opened.post(f"{PAGE}/risk", data={**fields, **written, **gone, **WHO}).status_code == CHANGED
    assert {r["key"] for r in rows(place, "risk", document=REPORT)} == {"nights", "strommen-gar"}


def test_a_risk_without_a_name_or_a_step_is_refused(opened):
    fields = form_of(opened, "risk")
    new = f"risk/{REPORT}/-"
    nameless = opened.post(f"{PAGE}/risk", data={**fields, f"{new}|probability": "2", **WHO})
    assert nameless.status_code == 400
    stepless = opened.post(f"{PAGE}/risk", data={**fields, f"{new}|label": "Strømmen går", **WHO})
    assert stepless.status_code == 400
    assert "Sannsynlighet" in stepless.text


def test_words_about_a_risk_that_somebody_has_taken_out_are_not_lost(opened):
    mine = form_of(opened, "risk")
    other = {**form_of(opened, "risk"), f"risk/{REPORT}/fire|remove": "1"}
    assert opened.post(f"{PAGE}/risk", data={**other, **WHO}).status_code == CHANGED
    answer = opened.post(f"{PAGE}/risk", data={**mine, f"risk/{REPORT}/fire|action": "Øve hver måned", **WHO})
    assert answer.status_code == 409
    assert "Øve hver måned" in answer.text


def test_all_units_of_a_round_stand_side_by_side(opened):
    view = opened.get("/api/reporting/rounds/HEL/2027-T2").json()
    table = {r["cells"][0]["text"]: [c["text"] for c in r["cells"]] for r in view["table"]["rows"]}
    assert table["Pleieetaten"][2:4] == ["−10,5", "−1,4"]
    assert table["Pleieetaten"][6:8] == ["1 av 1", "1 av 2"]
    assert table["Pleieetaten"][9] == "Få folk om natten (høye risikoer: 1)"
    assert table["Barneetaten"][2] == "–"
    assert [c["text"] for c in view["waiting"]] == ["Barneetaten", "Pleieetaten"]


def test_the_rounds_tell_where_accounts_are_missing(opened):
    rounds = opened.get("/api/reporting").json()["rounds"]
    assert [r["title"]["text"] for r in rounds] == ["2. tertial 2027", "1. tertial 2027"]
    assert [c["text"] for c in rounds[0]["lacks_accounts"]] == ["Barneetaten"]


def without_budget_so_far(place):
    """The accounts hold no budget through the period any longer."""
    with Book.open(place) as book:
        held = book.facts()["period_amount"]
        kept = held.filter(pl.col("version") != "regulated")
        book.load({"period_amount": kept}, None, by="En kontroller", at=now(), why="prøve")


@pytest.mark.parametrize("spread", [{"spread": "even"}, {}])
def test_the_years_budget_is_spread_where_the_round_says_so(client, place, spread):
    """Wages of nursing homes: 375 million in the year, 250 for eight months, 253,001 used."""
    without_budget_so_far(place)
    form = client.get("/reporting/new?unit=HEL&period=2027-T2").text
    assert 'name="spread" value="even"' in form
    assert client.post("/reporting", data={**ROUND, **spread, **WHO}).status_code == CHANGED
    assert rows(place, "reporting_period", period="2027-T2")[0]["spread"] == spread.get("spread")
    page = client.get(PAGE).text
    told = "Budsjett hittil er 8 av 12 måneder av årets budsjett" in PageRead(page).text
    sections = client.get(f"/api{PAGE}").json()["view"]["sections"]
    [grid] = [section["grid"] for section in sections if section["grid"]]
    [cells] = [line["cells"] for line in grid["lines"] if line["title"] == "253 Sykehjem, Lønn"]
    assert (250_000 in [cell["value"] for cell in cells], told) == (bool(spread), bool(spread))


BAD = [
    ({"spread": "skjevt"}, "skjevt"),
    ({"period": "2027-T9"}, "2027-T9"),
    ({"unit": "INGEN"}, "INGEN"),
    ({"units": []}, "minst én enhet"),
    ({"units": ["PLE-N"]}, "PLE-N"),
    ({"deadline": "i morgen"}, "i morgen"),
    # The second tertial ends on 31 August.
    ({"deadline": "2027-08-30"}, "Fristen 30. august 2027 er før perioden er over"),
    ({"limit_amount": "mye"}, "mye"),
    ({"limit_amount": "-1"}, "-1"),
    ({"limit_share": "-5"}, "-5"),
]


def test_rounds_of_every_year_with_letters_can_be_opened(client):
    """The letters are of 2027, whatever year it is: its year, tertials, quarters and months are offered."""
    offered = client.get("/api/reporting/new?unit=HEL").json()["periods"]
    years = [choice["value"][:4] for choice in offered]
    assert years.count("2027") == 1 + 3 + 4 + 12
    assert years == sorted(years, key=years.index), "the periods of a year stand together"


@pytest.mark.parametrize(("changed", "told"), BAD)
def test_a_round_that_cannot_be_opened_says_why(client, place, changed, told):
    answer = client.post("/reporting", data={**ROUND, **changed, **WHO})
    assert answer.status_code == 400
    assert told in answer.text
    assert rows(place, "reporting_period", period="2027-T2") == []


def test_a_round_can_be_due_on_the_last_day_of_its_period(client, place):
    last = {"deadline": "2027-08-31"}
    assert client.post("/reporting", data={**ROUND, **last, **WHO}).status_code == CHANGED
    assert rows(place, "reporting_period", period="2027-T2")[0]["deadline"] == date(2027, 8, 31)


def test_the_deadline_of_a_round_that_is_open_cannot_be_moved_into_its_period(opened, place):
    path = "/edit/reporting_period/HEL/2027-T2"
    changed = {"deadline": "2027-08-30", "why": "prøve", **WHO}
    answer = opened.post(path, data={**fields_of(opened.get(path).text), **changed})
    assert answer.status_code == 400
    assert "2. tertial 2027 slutter 31. august 2027" in answer.text
    assert rows(place, "reporting_period", period="2027-T2")[0]["deadline"] == date(2027, 9, 20)


def test_a_unit_joins_a_round_that_is_open(client, place):
    assert client.post("/reporting", data={**ROUND, "units": ["BAR"], **WHO}).status_code == CHANGED
    assert rows(place, "working_document", document=REPORT) == []
    assert client.post("/reporting", data={**ROUND, "units": ["PLE"], **WHO}).status_code == CHANGED
    assert len(rows(place, "working_document", period="2027-T2")) == 3


@pytest.mark.parametrize(
    "path", ["/reporting/no-such-report", "/reporting/rounds/HEL/2031", f"{PAGE}/weather"]
)
def test_what_is_not_there_is_told(opened, path):
    answer = opened.post(path, data=WHO) if path.endswith("weather") else opened.get(path)
    assert answer.status_code == 404


def test_the_monthly_round_asks_only_for_occupancy_and_shows_the_months(client, place):
    for month, value in (("2027-M04", "93,5"), ("2027-M05", "96")):
        given = {**ROUND, "period": month, "units": ["PLE"], **WHO}
        assert client.post("/reporting", data=given).status_code == CHANGED
        page = f"/reporting/report-ple-{month}"
        fields = form_of(client, "occupancy", page)
        name = next(n for n in fields if n.startswith("key_figure/") and n.endswith("|value"))
        assert client.post(f"{page}/occupancy", data={**fields, name: value, **WHO}).status_code == CHANGED
    view = client.get("/api/reporting/report-ple-2027-M05").json()["view"]
    assert [s["name"] for s in view["sections"]] == ["summary", "occupancy"]
    numbers, months = view["sections"][1]["tables"]
    assert [c["text"] for c in numbers["rows"][0]["cells"][1:]] == ["–", "93,5 %", "96 %"]
    assert [[c["text"] for c in r["cells"]] for r in months["rows"]] == [
        ["april 2027", "93,5 %"],
        ["mai 2027", "96 %"],
    ]


def test_in_english_too(opened):
    page = opened.get(f"/en{PAGE}").text
    assert "What is missing before the report can be submitted" in page
    assert "Report for Tertial 2, 2027" in page


def test_who_only_reads_sees_no_forms(place, opened):
    with OpenBook(place) as book, TestClient(site(book), base_url=OURS) as reader:
        assert reader.get("/reporting").status_code == 200
        assert reader.post(f"{PAGE}/summary", data=WHO, headers=FROM_US).status_code == 403


def test_the_frame_of_the_book_is_as_large_as_it_was(place):
    assert facts_of(place)["period_amount"].filter(pl.col("document") == "accounts-2027").height == 11
