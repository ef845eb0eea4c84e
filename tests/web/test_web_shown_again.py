"""A form that cannot be saved comes back as it was filled in, with what is wrong at its top."""

import re
from html import unescape

import pytest
from form_reading import FormRead
from page_reading import PageRead
from plan_kit import LAST, made, send, writing

REFUSED, SEE_OTHER = 400, 303
NEW_LETTER = {"receiver": "BHG", "year": "2031", "source": "letter-oms-2026", "part": "goals"}
NEW_BUDGET = {"base": "", "about": "HELSE", "first_year": "2031", "label": "Neste plan"}
MANY = {"status": "delayed", "evidence": "Sak 4/27", "comment": "Venter på svar", "deadline": "1.9.2026"}
ROUND = {"unit": "HELSE", "period": "2026-T2", "units": "OMS", "deadline": "2026-09-20",
         "limit_share": "1,5", "limit_amount": "2 000 000"}  # fmt: skip


@pytest.fixture
def client(tmp_path):
    with writing(made(tmp_path)) as writer:
        yield writer


def form_in(answer, action):
    """The markup of the first form on a page that is sent to a path."""
    sent_to = f'method="post" action="{action}"'
    form = next(f for f in answer.text.split("<form")[1:] if sent_to in f.partition(">")[0])
    return "<form" + form.partition("</form>")[0]


def told_in(markup):
    """What a form says is wrong, and what it says at its fields."""
    [top] = re.findall(r'role="alert".*?</ul>', markup, re.S)
    at_fields = re.findall(r'<p class="note problem" id="([^"]+)-problem">([^<]+)</p>', markup)
    return unescape(re.sub("<[^>]+>", " ", top)), {name: unescape(text) for name, text in at_fields}


def ticked(markup):
    return set(re.findall(r'type="checkbox"[^>]*value="([^"]+)" checked', markup))


@pytest.mark.parametrize(
    ("path", "page", "fields", "changed", "place", "wrong"),
    [
        ("/letters", "/letters", NEW_LETTER, {"year": "1799"}, "year", "fra 1800 til 2200"),
        ("/letters", "/letters", NEW_LETTER, {"year": "neste"}, "year", "«neste» er ikke et heltall."),
        ("/letters", "/letters", NEW_LETTER, {"receiver": "OMS", "year": "2026"}, "", "har alt et brev"),
        ("/planning/new", "/planning", NEW_BUDGET, {"first_year": "1799"}, "new-year", "fra 1800 til 2200"),
        ("/planning/new", "/planning", NEW_BUDGET, {"first_year": "nå"}, "new-year", "«nå» er ikke"),
        ("/planning/new", "/planning", NEW_BUDGET, {"first_year": ""}, "", "det første året i planen"),
        ("/planning/new", "/planning", NEW_BUDGET, {"by": ""}, "", "navn"),
        ("/reporting", "/reporting/new", ROUND, {"deadline": "snart"}, "deadline", "«snart» er ikke en dato"),
        ("/follow-up", "/follow-up", MANY, {"deadline": "snart"}, "many-deadline", "«snart» er ikke en dato"),
        ("/follow-up", "/follow-up", MANY, {"status": "done", "evidence": ""}, "", "dokumentasjon"),
    ],
)  # fmt: skip
def test_the_form_comes_back_as_it_was_filled_in(client, path, page, fields, changed, place, wrong):
    if path == "/follow-up":
        markup = form_in(client.get(page), path)
        revision = FormRead(markup).fields["revision"]
        chosen = re.search(r'name="chosen" value="([^"]+)"', client.get(page).text)
        fields = {**fields, "revision": revision, "chosen": chosen[1], "filter_fact": "assignment"}
    sent = {**fields, "by": "Controller", **changed}
    answer = client.post(path, data=sent)
    assert answer.status_code == REFUSED
    markup = form_in(answer, path)
    top, at_fields = told_in(answer.text)
    assert wrong in top
    assert set(at_fields) == ({place} if place else set())
    held = FormRead(markup).fields
    shown = {
        name: text for name, text in sent.items() if name in held and name not in ("part", "units", "chosen")
    }
    assert shown
    assert {name: held[name] for name in shown} == shown
    boxes = {sent[name] for name in ("part", "units", "chosen") if name in sent}
    assert ticked(answer.text) >= boxes
    assert PageRead(answer.text).text.startswith("Feil:")


def test_a_text_that_is_no_year_is_told_what_one_looks_like(client):
    top, _ = told_in(client.post("/letters", data={**NEW_LETTER, "year": "neste", "by": "Controller"}).text)
    assert "År: «neste» er ikke et heltall. Skriv bare siffer, for eksempel 2026." in top


def test_boxes_that_were_emptied_stay_empty(client):
    answer = client.post("/letters", data={"receiver": "BHG", "year": "x", "source": "", "by": "Controller"})
    assert ticked(form_in(answer, "/letters")) == set()


def test_a_version_that_cannot_be_made_keeps_its_name(client):
    send(client, "/planning/new", base=LAST, about="EKS")
    path = "/planning/budget-2027/amend"
    answer = client.post(path, data={"stage": "alternative", "label": "Vårt forslag", "by": ""})
    assert answer.status_code == REFUSED
    markup = form_in(answer, path)
    assert FormRead(markup).fields["label"] == "Vårt forslag"
    assert "navn" in told_in(answer.text)[0]


def test_a_step_that_cannot_be_taken_keeps_what_was_written(client):
    send(client, "/planning/new", base=LAST, about="EKS")
    path = "/work/budget-2027/step"
    fields = {"version": "999", "to": "submitted", "why": "Lest av to", "by": "Controller"}
    answer = client.post(path, data=fields)
    assert answer.status_code == 409
    held = FormRead(form_in(answer, path)).fields
    assert (held["why"], held["by"]) == ("Lest av to", "Controller")
    assert 'role="alert"' in answer.text
    again = {**held, "to": "submitted"}
    assert client.post(path, data=again).status_code == SEE_OTHER


def test_what_is_not_there_is_still_a_page_of_its_own(client):
    answer = client.post("/planning/finnes-ikke/amend", data={"stage": "alternative", "by": "Controller"})
    assert answer.status_code == 404
