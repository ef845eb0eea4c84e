"""Writing in the book from its pages: change a card, add rows, take them out, undo; and what is refused."""

import shutil

import pytest
from form_reading import fields_of
from page_reading import PageRead
from starlette.testclient import TestClient

from rodtrad.app.open_book import OpenBook
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
FROM_US = {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}
WHO = {"by": "Controller", "why": "Nye tall fra etaten"}
CARD = "/edit/efficiency_measure/sector-review-set/VEL3"
CHANGED = 303


@pytest.fixture
def place(oslo_place, tmp_path):
    return shutil.copytree(oslo_place, tmp_path / "own")


@pytest.fixture
def writer(place):
    with OpenBook(place) as book, TestClient(site(book, writable=True), base_url=OURS) as client:
        client.headers.update(FROM_US)
        client.follow_redirects = False
        yield client


def form_of(client, path):
    """The fields of a form as a browser would send them back."""
    return fields_of(client.get(path).text)


def send(client, path, **changed):
    """Open a form, change fields, and send it."""
    return client.post(path, data={**form_of(client, path), **WHO, "form_button": "save", **changed})


def facts_of(place):
    with OpenBook(place) as book:
        return book.edition().judgement.thread.facts


def effect_of(place, measure, year):
    rows = facts_of(place)["measure_effect"]
    return {(m, y): a for m, y, a in rows.select("measure", "year", "amount").iter_rows()}[measure, year]


def assumption_of(client):
    """An assumption of VEL3 with a range, by its address."""
    card = client.get("/api/efficiency_measure/sector-review-set/VEL3").json()
    [table] = [t for t in card["measure"]["tables"] if t["name"] == "assumptions"]
    return next(row["cells"][0]["address"] for row in table["rows"] if "til" in row["cells"][3]["text"])


def test_a_card_is_changed_with_its_effects_as_one_change(writer, place):
    answer = send(writer, CARD, estimate_uncertainty="high", effect_2030="9 500 000")
    assert answer.status_code == CHANGED
    assert answer.headers["location"] == "/efficiency_measure/sector-review-set/VEL3"
    assert effect_of(place, "VEL3", 2030) == 950_000_000
    page = writer.get("/history").text
    assert page.count("Nye tall fra etaten") == 1


def test_a_change_is_seen_at_once_on_the_programme_page(writer):
    before = writer.get("/api/programme").json()["boxes"][0]["value"]
    address = assumption_of(writer)
    texts = form_of(writer, f"/edit/{address}")
    high = float(texts["high"].replace(",", ".")) * 10
    value = str(high / 2).replace(".", ",")
    assert (
        send(writer, f"/edit/{address}", value=value, high=str(high).replace(".", ",")).status_code == CHANGED
    )
    assert writer.get("/api/programme").json()["boxes"][0]["value"] != before


def test_a_change_is_undone(writer, place):
    send(writer, CARD, effect_2030="1")
    number = writer.get("/api/history").json()["lines"][0]["revision"]
    assert writer.post(f"/history/{number}/undo", data={"by": "Controller"}).status_code == CHANGED
    assert effect_of(place, "VEL3", 2030) == 800_000_000


def test_a_new_measure_is_written_with_formula_and_taken_out_again(writer, place):
    new = {"document": "sector-review-set", "key": "NY1", "sector": "SET", "owner": "VEL",
           "label": "Et nytt tiltak", "label_en": "A new measure", "effect_2030": "2 000 000"}  # fmt: skip
    assert send(writer, "/new/efficiency_measure", **new).status_code == CHANGED
    about = "document=sector-review-set&measure=NY1"
    value = {"key": "nytt_tall", "value": "3,5", "printed_unit": "mill. kr/år", "spread": "fixed",
             "label": "Nytt tall", "label_en": "New number"}  # fmt: skip
    assert send(writer, f"/new/assumption?{about}", **value).status_code == CHANGED
    part = {"key": "a", "party": "agency", "expression": "nytt_tall * 2", "label": "Ledd", "label_en": "Part"}
    assert send(writer, f"/new/effect_part?{about}", **part).status_code == CHANGED
    card = writer.get("/api/efficiency_measure/sector-review-set/NY1").json()["measure"]
    assert card["effects"]["rows"][1]["cells"][-1]["value"] == 7_000_000
    removed = send(writer, "/edit/effect_part/sector-review-set/NY1/a", form_button="remove")
    assert removed.status_code == CHANGED
    assert facts_of(place)["effect_part"].filter(measure="NY1").is_empty()


ABOUT = "document=sector-review-set&measure=VEL3"
PART = {"key": "x", "party": "agency", "label": "x", "label_en": "x"}
BAD = [
    (f"/new/effect_part?{ABOUT}", {**PART, "expression": "finnes_ikke * 2"}, "finnes_ikke"),
    (f"/new/effect_part?{ABOUT}", {**PART, "expression": "2 *"}, "kan ikke leses"),
    (f"/new/phase_in?{ABOUT}", {"year": "2040", "half": "1", "share": "10"}, "utenfor årene"),
    (f"/new/phase_in?{ABOUT}", {"year": "2027", "half": "1", "share": "250"}, "250"),
    ("/edit/uncertainty_rule/implementation/low", {"probability": "120"}, "120 %"),
    (CARD, {"effect_2030": "mange"}, "mange"),
    (CARD, {"sector": "INGEN"}, "INGEN"),
    (CARD, {"label": ""}, "Navn"),
]


@pytest.mark.parametrize(("path", "changed", "told"), BAD)
def test_what_cannot_be_used_is_told_and_the_last_good_version_stays(writer, place, path, changed, told):
    before = facts_of(place)
    answer = send(writer, path, **changed)
    assert answer.status_code == 400
    page = PageRead(answer.text)
    assert told in page.text
    assert "Ingenting er lagret" in page.text
    kept = fields_of(answer.text)
    assert all(kept[name] in (value, "") for name, value in changed.items())
    after = facts_of(place)
    assert all(after[fact].equals(before[fact]) for fact in before)


def test_two_people_at_once_lose_nothing(writer, place):
    """Both open the card; the second to save is told what the first wrote, and keeps what they wrote."""
    second = form_of(writer, CARD)
    assert send(writer, CARD, label="Skrevet av den første").status_code == CHANGED
    answer = writer.post(CARD, data={**second, **WHO, "form_button": "save", "label": "Skrevet av den andre"})
    assert answer.status_code == 409
    kept = fields_of(answer.text)
    assert kept["label"] == "Skrevet av den andre"
    assert "Skrevet av den første" in PageRead(answer.text).text
    again = writer.post(CARD, data={**kept, **WHO, "form_button": "save"})
    assert again.status_code == CHANGED


def test_a_form_that_comes_back_with_a_fault_keeps_the_version_it_was_shown_with(writer, place):
    """The first forgets the reason; meanwhile the second saves. The first is told, and nothing is lost."""
    first = {**form_of(writer, CARD), **WHO, "form_button": "save", "label": "Skrevet av den første"}
    assert send(writer, CARD, estimate_uncertainty="high", effect_2030="9 500 000").status_code == CHANGED
    sent_back = writer.post(CARD, data={**first, "why": ""})
    assert sent_back.status_code == 400
    again = writer.post(CARD, data={**fields_of(sent_back.text), **WHO, "form_button": "save"})
    assert again.status_code == 409
    assert effect_of(place, "VEL3", 2030) == 950_000_000


def test_a_name_in_english_is_not_demanded(writer, place):
    assert send(writer, CARD, label="Bare norsk", label_en="").status_code == CHANGED
    row = facts_of(place)["efficiency_measure"].filter(key="VEL3").row(0, named=True)
    assert (row["label"], row["label_en"]) == ("Bare norsk", "Bare norsk")


@pytest.mark.parametrize("key", ["..", ".", "a%2Fb"])
def test_a_key_that_could_not_be_found_again_is_refused(writer, key):
    part = {**PART, "key": key, "expression": "kostnad_per_årsverk * 0"}
    assert send(writer, f"/new/effect_part?{ABOUT}", **part).status_code == 400


def test_the_part_of_one_owner_is_held_against_its_own_cut(client):
    """The agency's cut is 55.1 million from 2028; the department's own measures have no cut."""
    own = client.get("/api/programme?owner=VEL").json()["boxes"][2]["note"]
    assert "55,1" in own
    assert len(client.get("/api/programme?overall_class=best").json()["boxes"]) == 2
    assert len(client.get("/api/programme?owner=SET").json()["boxes"]) == 2


def test_two_people_changing_the_same_effect_lose_nothing(writer, place):
    second = form_of(writer, CARD)
    assert send(writer, CARD, effect_2030="7 000 000").status_code == CHANGED
    answer = writer.post(CARD, data={**second, **WHO, "form_button": "save", "effect_2030": "6 000 000"})
    assert answer.status_code == 409
    assert effect_of(place, "VEL3", 2030) == 700_000_000
    assert "7000000" in PageRead(answer.text).text
    assert fields_of(answer.text)["effect_2030"] == "6 000 000"


@pytest.mark.parametrize("missing", ["by", "why"])
def test_a_change_needs_a_name_and_a_reason(writer, place, missing):
    before = facts_of(place)["efficiency_measure"]
    assert send(writer, CARD, label="Noe annet", **{missing: " "}).status_code == 400
    assert facts_of(place)["efficiency_measure"].equals(before)


@pytest.mark.parametrize("path", [CARD, "/new/assumption"])
def test_nobody_changes_a_book_that_is_shown_for_reading(client, path):
    assert client.get(path).status_code == 403
    assert client.post(path, data=WHO, headers=FROM_US).status_code == 403


def test_a_form_from_another_site_is_refused(writer, place):
    before = facts_of(place)["efficiency_measure"]
    texts = {**form_of(writer, CARD), **WHO, "label": "Lurt"}
    answer = writer.post(
        CARD, data=texts, headers={"Origin": "http://annet.no", "Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert facts_of(place)["efficiency_measure"].equals(before)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/edit/budget_line/x", 404),
        ("/edit/assumption/sector-review-set/finnes_ikke", 404),
        ("/new/budget_line", 404),
        ("/new/noe", 404),
    ],
)
def test_what_has_no_form_is_told(writer, path, status):
    assert writer.get(path).status_code == status
    assert writer.post(path, data={**WHO, "row_version": "1"}).status_code == status


def test_fields_that_are_too_long_are_refused(writer):
    answer = writer.post(CARD, data={**form_of(writer, CARD), **WHO, "label": "x" * 6000})
    assert answer.status_code == 400


def test_the_forms_speak_english_too(writer):
    page = writer.get(f"/en{CARD}").text
    assert "Estimate uncertainty" in PageRead(page).text
    texts = {**fields_of(page), **WHO, "form_button": "save", "effect_2030": "8,500,000"}
    answer = writer.post(f"/en{CARD}", data=texts)
    assert answer.status_code == CHANGED
    assert answer.headers["location"] == "/en/efficiency_measure/sector-review-set/VEL3"
