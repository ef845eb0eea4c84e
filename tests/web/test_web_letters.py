"""Letters, goals and follow-up written from the pages, in the invented municipality Eksempelvik."""

import re

import pytest
from form_reading import fields_of
from page_reading import PageRead
from starlette.testclient import TestClient

from rodtrad.app.books import read_into
from rodtrad.app.open_book import OpenBook
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
FROM_US = {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}
WHO = {"by": "Controller"}
OLD, NEW = "letter-oms-2026", "letter-oms-2027"
CHANGED = 303


@pytest.fixture
def place(tmp_path):
    read_into(tmp_path / "book", "eksempelvik", by="Prøve", why="test")
    return tmp_path / "book"


@pytest.fixture
def writer(place):
    with OpenBook(place) as book, TestClient(site(book, writable=True), base_url=OURS) as client:
        client.headers.update(FROM_US)
        client.follow_redirects = False
        yield client


@pytest.fixture
def letter(writer):
    """A client whose book has a draft of the letter of 2027, begun from that of 2026."""
    parts = ["texts", "goals", "indicators", "assignments", "resolutions", "reporting", "meetings"]
    answer = writer.post(
        "/letters", data={**WHO, "receiver": "OMS", "year": "2027", "source": "", "part": parts}
    )
    assert (answer.status_code, answer.headers["location"]) == (CHANGED, f"/letters/{NEW}")
    return writer


def revision(client, path):
    found = re.search(r'name="revision" value="(\d+)"', client.get(path).text)
    assert found
    return found.group(1)


def send_step(client, to="sent"):
    fields = {n: v for n, v in fields_of(client.get(f"/work/{NEW}").text).items() if n in ("version", "to")}
    assert client.post(f"/work/{NEW}/step", data={**fields, **WHO}).status_code == CHANGED


def test_the_page_of_a_letter_shows_its_parts_what_it_lacks_and_its_budget(letter):
    page = PageRead(letter.get(f"/letters/{NEW}").text).text
    for heading in ("Fellesføringer", "Mål og tiltak", "Resultatindikatorer og måltall", "Budsjett",
                    "Oppdrag", "Møteplan", "Rapportering", "Før brevet sendes"):  # fmt: skip
        assert heading in page
    assert "Boken har ikke vedtatt eller foreslått budsjett for mottakeren i 2027." in page
    assert "1.1.1 Bygge ut hverdagsrehabilitering" in page
    data = letter.get(f"/api/letters/{NEW}").json()
    assert [part["key"] for part in data["view"]["parts"]] == [
        "texts", "goals", "indicators", "budget", "assignments", "resolutions", "meetings", "reporting"
    ]  # fmt: skip


def test_a_letter_in_english_has_english_words(letter):
    page = PageRead(letter.get(f"/en/letters/{NEW}").text).text
    assert "Before the letter is sent" in page
    assert "Fellesføringer" not in page


def test_a_year_that_is_none_and_a_missing_name_are_told(writer):
    asked = {"receiver": "OMS", "source": ""}
    answer = writer.post("/letters", data={**WHO, **asked, "year": "neste"})
    assert answer.status_code == 400
    assert "«neste» er ikke et heltall" in PageRead(answer.text).text
    assert writer.post("/letters", data={**asked, "year": "2027"}).status_code == 400


def test_forms_from_other_sites_are_refused(letter):
    for path in (
        "/letters",
        f"/letters/{NEW}/reports",
        f"/goals/{NEW}/owners",
        "/follow-up",
        f"/goals/{NEW}/carry",
    ):
        answer = letter.post(
            path, data=WHO, headers={"Origin": "https://other.example", "Sec-Fetch-Site": "cross-site"}
        )
        assert answer.status_code == 403, path


def test_a_book_that_is_shown_for_reading_has_no_forms(place):
    with OpenBook(place) as book, TestClient(site(book), base_url=OURS, headers=FROM_US) as reader:
        for path in ("/letters", f"/letters/{OLD}", "/follow-up"):
            assert 'method="post"' not in reader.get(path).text
        assert reader.post("/letters", data={**WHO, "receiver": "OMS", "year": "2027"}).status_code == 403
        assert "Mine oppgaver" not in reader.get("/units").text


def test_owners_are_saved_for_one_goal_and_for_the_rest(letter):
    path = f"/goals/{NEW}"
    sent = {**WHO, "revision": revision(letter, path), "owner_1.1": "", "owner_1.1.1": "OMS-N", "rest": "OMS"}
    answer = letter.post(f"{path}/owners", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (CHANGED, f"{path}#owners")
    owners = {g["number"]: g["owner"] for g in letter.get(f"/api{path}").json()["view"]["goals"]}
    assert owners == {"1": "", "1.1": "OMS", "1.1.1": "OMS-N", "2": "", "2.1": "OMS"}


def test_a_target_that_cannot_be_read_is_told_and_what_was_typed_is_kept(letter):
    path = f"/goals/{NEW}"
    sent = {**WHO, "revision": revision(letter, path), "operator_home-share": ">",
            "value_home-share": "mange", "unit_home-share": "prosent"}  # fmt: skip
    answer = letter.post(f"{path}/targets", data=sent)
    assert answer.status_code == 400
    page = PageRead(answer.text).text
    assert "mange" in page
    assert 'value="mange"' in answer.text
    assert "I boken står nå: 33" in page
    assert letter.post(f"{path}/targets", data={**sent, "value_home-share": "35,5"}).status_code == CHANGED
    targets = {i["key"]: i["target"] for i in letter.get(f"/api{path}").json()["view"]["indicators"]}
    assert targets == {"home-share": "35,5", "sick-leave": "8,8"}


def test_two_who_set_a_target_at_once_are_both_told(letter):
    path = f"/goals/{NEW}"
    sent = {
        **WHO,
        "revision": revision(letter, path),
        "operator_home-share": ">",
        "unit_home-share": "prosent",
    }
    assert letter.post(f"{path}/targets", data={**sent, "value_home-share": "35"}).status_code == CHANGED
    answer = letter.post(f"{path}/targets", data={**sent, "value_home-share": "36"})
    assert answer.status_code == 409
    assert 'value="36"' in answer.text
    assert "I boken står nå: 35" in PageRead(answer.text).text


def form_of(markup, part):
    """The fields of the form of owners or targets as a browser would send them, no box ticked."""
    inside = markup.partition(f'action="/goals/{NEW}/{part}"')[2].partition("</form>")[0]
    return {name: value for name, value in fields_of(inside).items() if name != "rest"}


def owners_of(client):
    """Who answers for the goals that somebody answers for."""
    goals = client.get(f"/api/goals/{NEW}").json()["view"]["goals"]
    return {goal["number"]: goal["owner"] for goal in goals if goal["owner"]}


def targets_of(client):
    rows = client.get(f"/api/goals/{NEW}").json()["view"]["indicators"]
    return {row["key"]: (row["operator"], row["target"]) for row in rows}


def test_two_who_write_on_different_rows_both_keep_theirs(letter):
    path = f"/goals/{NEW}"
    shown = letter.get(path).text
    targets, owners = form_of(shown, "targets"), form_of(shown, "owners")
    told = {**targets, **WHO, "value_sick-leave": "7,5"}
    assert letter.post(f"{path}/targets", data=told).status_code == CHANGED
    told = {**targets, **WHO, "value_home-share": "36"}
    assert letter.post(f"{path}/targets", data=told).status_code == CHANGED
    assert {key: target for key, (_, target) in targets_of(letter).items()} == {
        "home-share": "36",
        "sick-leave": "7,5",
    }
    told = {**owners, **WHO, "owner_1.1": "BHG"}
    assert letter.post(f"{path}/owners", data=told).status_code == CHANGED
    told = {**owners, **WHO, "owner_1.1.1": "OMS-N"}
    assert letter.post(f"{path}/owners", data=told).status_code == CHANGED
    assert owners_of(letter) == {"1.1": "BHG", "1.1.1": "OMS-N", "2.1": "OMS"}


def test_after_a_conflict_only_what_somebody_wrote_is_saved(letter):
    path = f"/goals/{NEW}"
    mine = form_of(letter.get(path).text, "targets")
    theirs = {**mine, **WHO, "value_sick-leave": "7,5", "value_home-share": "34"}
    assert letter.post(f"{path}/targets", data=theirs).status_code == CHANGED
    answer = letter.post(f"{path}/targets", data={**mine, **WHO, "value_home-share": "36"})
    assert answer.status_code == 409
    again = form_of(answer.text, "targets")
    assert (again["value_home-share"], again["value_sick-leave"]) == ("36", "7,5")
    assert "I boken står nå: 34" in PageRead(answer.text).text
    assert letter.post(f"{path}/targets", data={**again, **WHO}).status_code == CHANGED
    assert {key: target for key, (_, target) in targets_of(letter).items()} == {
        "home-share": "36",
        "sick-leave": "7,5",
    }


def test_two_who_choose_for_the_same_goal_are_both_told(letter):
    path = f"/goals/{NEW}"
    mine = form_of(letter.get(path).text, "owners")
    assert letter.post(f"{path}/owners", data={**mine, **WHO, "owner_1.1": "BHG"}).status_code == CHANGED
    answer = letter.post(f"{path}/owners", data={**mine, **WHO, "owner_1.1": "OMS-N", "rest": "OMS"})
    assert answer.status_code == 409
    assert "I boken står nå: Barnehageetaten" in PageRead(answer.text).text
    again = form_of(answer.text, "owners")
    assert again["owner_1.1"] == "OMS-N"
    assert letter.post(f"{path}/owners", data={**again, **WHO}).status_code == CHANGED
    assert owners_of(letter)["1.1"] == "OMS-N"


def test_a_unit_that_is_not_there_answers_for_nothing(letter):
    path = f"/goals/{NEW}"
    sent = {**form_of(letter.get(path).text, "owners"), **WHO, "owner_1.1": "TULL"}
    answer = letter.post(f"{path}/owners", data=sent)
    assert answer.status_code == 400
    assert "TULL" in PageRead(answer.text).text
    assert owners_of(letter) == {"1.1.1": "OMS-N", "2.1": "OMS"}


def test_what_is_reported_is_one_table_of_boxes(letter):
    path = f"/letters/{NEW}"
    keys = [row["key"] for row in letter.get(f"/api{path}").json()["view"]["matrix"]]
    sent = {**WHO, "revision": revision(letter, path), "row": keys, "report_economy": ["yearly"],
            "report_climate": ["quarterly", "yearly"], "report_case_time": ["tertially"]}  # fmt: skip
    assert letter.post(f"{path}/reports", data=sent).status_code == CHANGED
    asked = {
        r["key"]: [w for w, ticked in r["asked"] if ticked]
        for r in letter.get(f"/api{path}").json()["view"]["matrix"]
    }
    assert {key: ticks for key, ticks in asked.items() if ticks} == {
        "economy": ["yearly"],
        "climate": ["quarterly", "yearly"],
        "case_time": ["tertially"],
    }


def ticked_in(markup):
    return set(re.findall(r'name="report_(\w+)" value="(\w+)" checked', markup))


def test_two_who_tick_different_rows_both_keep_theirs_and_the_same_row_is_told(letter):
    path = f"/letters/{NEW}"
    shown = letter.get(path).text
    before = ticked_in(shown)
    seen = dict(re.findall(r'name="seen_(\w+)" value="(\w+)"', shown))
    sent = {**WHO, "revision": revision(letter, path), "row": list(seen)}
    sent |= {f"seen_{key}": told for key, told in seen.items()}
    sent |= {f"report_{key}": [when for k, when in before if k == key] for key in seen}
    theirs = {**sent, "report_climate": ["quarterly"]}
    assert letter.post(f"{path}/reports", data=theirs).status_code == CHANGED
    mine = {**sent, "report_case_time": ["yearly"]}
    assert letter.post(f"{path}/reports", data=mine).status_code == CHANGED
    rest = {(key, when) for key, when in before if key not in ("climate", "case_time")}
    assert ticked_in(letter.get(path).text) == rest | {("climate", "quarterly"), ("case_time", "yearly")}
    answer = letter.post(f"{path}/reports", data={**sent, "report_climate": ["monthly"]})
    assert answer.status_code == 409
    assert ticked_in(answer.text) == rest | {("climate", "monthly"), ("case_time", "yearly")}
    assert "I boken står nå: 1. kvartal" in PageRead(answer.text).text


def test_a_letter_is_sent_and_printed(letter):
    send_step(letter)
    page = letter.get(f"/letters/{NEW}").text
    assert "Før brevet sendes" not in page
    assert "Begynn ny utgave" in page
    for kind in ("pdf", "docx", "html"):
        assert f'href="/print/{NEW}.{kind}"' in page
        assert letter.get(f"/print/{NEW}.{kind}").status_code in (200, CHANGED)
    answer = letter.post(f"/letters/{NEW}/edition", data=WHO)
    assert answer.headers["location"] == f"/letters/{NEW}-2"
    assert "utgave 2" in PageRead(letter.get(f"/letters/{NEW}-2").text).text


def test_what_differs_from_last_year_is_shown(letter):
    letter.post(
        f"/goals/{NEW}/owners",
        data={**WHO, "revision": revision(letter, f"/goals/{NEW}"), "owner_1.1": "OMS"},
    )
    page = PageRead(letter.get(f"/differences/{NEW}").text).text
    assert "Endret: ansvarlig" in page
    # One owner is changed; nothing else is told as new, since all was carried.
    assert "nytt: 0, endret: 1, tatt ut: 0." in page
    assert "1.1 Flere får hjelp hjemme før de trenger sykehjem" in page
    assert letter.get(f"/differences/{NEW}?since=finnes-ikke").status_code == 404
    assert letter.get(f"/differences/{NEW}?of=difference-goal&as=csv").status_code == 200


def test_pages_of_what_is_not_there_say_so(writer):
    for path in ("/letters/finnes-ikke", "/goals/finnes-ikke", f"/goals/{OLD}", "/differences/finnes-ikke",
                 "/follow-up/a/b/c", f"/follow-up/{OLD}/assignment/new.99"):  # fmt: skip
        assert writer.get(path).status_code == 404, path


# The forms of rows.


def new_row(client, path, **more):
    """Open the form of a new row and send it with what it has and what is written."""
    fields = fields_of(client.get(path).text)
    return client.post(path.partition("?")[0], data={**fields, **WHO, "form_button": "save", **more})


def test_a_new_action_has_its_number_and_lands_among_the_goals(letter):
    path = f"/new/goal?document={NEW}&parent=1.1&level=action"
    assert fields_of(letter.get(path).text)["number"] == "1.1.2"
    answer = new_row(letter, path, label="Kjøpe trygghetsalarmer")
    assert (answer.status_code, answer.headers["location"]) == (CHANGED, f"/goals/{NEW}")
    goal = letter.get(f"/api/goal/{NEW}/1.1.2").json()["row"]
    assert goal["label"] == "Kjøpe trygghetsalarmer"


def test_a_new_assignment_is_numbered_on_and_lands_on_the_letter(letter):
    path = f"/new/assignment?document={NEW}&owner=OMS&status=new"
    assert fields_of(letter.get(path).text)["number"] == "1"
    answer = new_row(letter, path, label="Lage en plan", deadline="01.10.2027")
    assert answer.headers["location"] == f"/letters/{NEW}"
    assert fields_of(letter.get(path).text)["number"] == "2"
    assert fields_of(letter.get(path.replace("status=new", "status=carried")).text)["number"] == "4"


def test_a_short_name_is_made_of_the_name(letter):
    for label in ("Møte om våren", "Møte om våren"):
        answer = new_row(letter, f"/new/meeting?document={NEW}&unit=OMS", label=label, day="01.04.2027")
        assert answer.status_code == CHANGED
    keys = [
        row["cells"][0]["address"]
        for row in letter.get(f"/api/letters/{NEW}").json()["view"]["parts"][6]["tables"][0]["rows"]
    ]
    assert f"meeting/{NEW}/mote-om-varen" in keys
    assert f"meeting/{NEW}/mote-om-varen-2" in keys


def test_a_duty_needs_no_english_and_an_indicator_no_concept(letter):
    duty = {"label": "Ventetid", "frequency": "Årlig"}
    assert new_row(letter, f"/new/reporting_duty?document={NEW}&unit=OMS", **duty).status_code == CHANGED
    answer = new_row(letter, f"/new/indicator?document={NEW}&unit=OMS", label="Ventetid i dager", goal="1.1")
    assert answer.headers["location"] == f"/goals/{NEW}"
    path = f"/new/indicator_value?document={NEW}&indicator=ventetid-i-dager&kind=target"
    assert fields_of(letter.get(path).text)["year"] == "2027"
    assert new_row(letter, path, value="12", operator="<", printed_unit="dager").status_code == CHANGED


def test_a_form_offers_the_goals_of_its_own_document(letter):
    page = letter.get(f"/new/indicator?document={NEW}&unit=OMS").text
    goal = page[page.index('id="field-goal"') :]
    options = re.findall(r'<option value="([^"]*)"', goal[: goal.index("</select>")])
    assert options == ["", "1", "1.1", "1.1.1", "2", "2.1"]


def test_what_goes_with_a_row_goes_when_it_goes(letter):
    path = f"/edit/indicator/{NEW}/home-share"
    fields = {**fields_of(letter.get(path).text), **WHO, "form_button": "remove", "why": "Måles ikke lenger"}
    assert letter.post(path, data=fields).status_code == CHANGED
    assert letter.get(f"/indicator/{NEW}/home-share").status_code == 410
    assert letter.get(f"/indicator_value/{NEW}/home-share/2027/target").status_code == 410
    keys = [i["key"] for i in letter.get(f"/api/goals/{NEW}").json()["view"]["indicators"]]
    assert keys == ["sick-leave"]


def test_an_edited_indicator_keeps_its_concept(letter):
    path = f"/edit/indicator/{NEW}/home-share"
    fields = {**fields_of(letter.get(path).text), **WHO, "form_button": "save", "label": "Andel hjemmeboende"}
    assert letter.post(path, data=fields).status_code == CHANGED
    assert (
        f"{NEW},home-share,home-share,OMS,1.1,,higher,Andel hjemmeboende"
        in letter.get("/indicator?as=csv").text
    )


@pytest.mark.parametrize("address", ["goal/{}/1.1", "assignment/{}/new/1", "indicator/{}/home-share"])
def test_what_is_printed_has_no_form(writer, address):
    page = writer.get(f"/{address.format(OLD)}").text
    assert f"/edit/{address.format(OLD)}" not in page
    answer = writer.get(f"/edit/{address.format(OLD)}")
    assert answer.status_code == 403
    assert "lest fra trykk" in PageRead(answer.text).text


def test_a_row_cannot_be_written_into_a_printed_document(writer):
    new = {"document": OLD, "number": "3", "level": "municipal_goal", "label": "Nytt mål", "why": "prøve"}
    assert writer.post("/new/goal", data={**WHO, **new, "form_button": "save"}).status_code == 403


def test_done_needs_evidence_also_in_the_form_of_the_row(writer):
    new = {"document": OLD, "fact": "assignment", "subject": "new.1", "unit": "OMS", "status": "done",
           "reported": "01.05.2026", "why": "prøve"}  # fmt: skip
    answer = writer.post("/new/follow_up", data={**WHO, **new, "form_button": "save"})
    assert answer.status_code == 400
    assert "uten dokumentasjon" in PageRead(answer.text).text


# Follow-up.

ONE = f"/follow-up/{OLD}/assignment/new.1"


def test_status_is_given_in_a_small_form_and_seen_in_the_list(writer):
    sent = {**WHO, "revision": revision(writer, ONE), "status": "in_progress", "comment": "Halvveis"}
    answer = writer.post(ONE, data=sent)
    assert (answer.status_code, answer.headers["location"]) == (CHANGED, ONE)
    page = PageRead(writer.get("/follow-up").text).text
    assert "I arbeid" in page
    assert "Halvveis" in page
    assert "Skrevet inn. Status: I arbeid" in PageRead(writer.get(ONE).text).text


def test_from_the_list_one_comes_back_to_the_list_as_it_was(writer):
    sent = {
        **WHO,
        "revision": revision(writer, ONE),
        "status": "delayed",
        "back": "list",
        "filter_unit": "OMS",
    }
    assert writer.post(ONE, data=sent).headers["location"] == "/follow-up?unit=OMS"
    many = {**WHO, "revision": revision(writer, ONE), "back": "list", "filter_due": "over",
            "status": "delayed",
            "chosen": [f"{OLD}/assignment/new.2", f"{OLD}/assignment/carried.1"]}  # fmt: skip
    assert writer.post("/follow-up", data=many).headers["location"] == "/follow-up?due=over"


def test_done_without_evidence_is_told_and_what_was_written_is_kept(writer):
    sent = {**WHO, "revision": revision(writer, ONE), "status": "done", "comment": "Alt er gjort"}
    answer = writer.post(ONE, data=sent)
    assert answer.status_code == 400
    assert "kan ikke settes til utført uten dokumentasjon" in PageRead(answer.text).text
    assert "Alt er gjort" in answer.text


def test_two_who_report_at_once_see_both(writer):
    sent = {**WHO, "revision": revision(writer, ONE)}
    assert (
        writer.post(
            ONE, data={**sent, "status": "in_progress", "comment": "Skrevet av den første"}
        ).status_code
        == CHANGED
    )
    answer = writer.post(ONE, data={**sent, "status": "delayed", "comment": "Skrevet av den andre"})
    assert answer.status_code == 409
    page = PageRead(answer.text).text
    assert "Skrevet av den første" in page
    assert "Skrevet av den andre" in answer.text
    again = {**fields_of(answer.text), **WHO}
    assert writer.post(ONE, data=again).status_code == CHANGED
    assert writer.get(f"/api{ONE}").json()["row"]["comment"] == "Skrevet av den andre"


def test_the_list_can_be_kept_as_a_file(writer):
    answer = writer.get("/follow-up?of=follow-up&as=csv")
    assert answer.status_code == 200
    assert "Lage en plan for velferdsteknologi i hjemmet" in answer.text
    # Three assignments, one action and one resolution, under the headings.
    assert len(answer.text.strip().splitlines()) == 6


@pytest.mark.parametrize(
    "query", ["unit=zzz", "status=zzz", "due=zzz", "within=zzz", "year=zzz", "page=99", "fact=zzz"]
)
def test_choices_that_match_nothing_give_a_page(writer, query):
    assert writer.get(f"/follow-up?{query}").status_code == 200


def test_old_assignments_lead_to_their_follow_up(writer):
    assert 'href="/follow-up"' in writer.get("/assignments").text
