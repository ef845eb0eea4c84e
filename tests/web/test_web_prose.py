"""What is said of a text while it is written, the page of texts, and their order; all is invented."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from form_reading import fields_of
from prose_kit import DIFFERS, REPORT, WAGES, written_book
from starlette.testclient import TestClient

from rodtrad.app.open_book import OpenBook
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
TEXTS = f"/texts/{REPORT}"
REFERENCE = f"{{{{{WAGES} | mill. kr | 0}}}}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_book(tmp_path_factory.mktemp("prose") / "book")


@pytest.fixture(scope="module")
def writer(place: Path) -> Iterator[TestClient]:
    with OpenBook(place) as book, TestClient(site(book, writable=True), base_url=OURS) as client:
        client.headers.update({"Origin": OURS, "Sec-Fetch-Site": "same-origin"})
        client.follow_redirects = False
        yield client


@pytest.fixture
def own_writer(tmp_path: Path) -> Iterator[TestClient]:
    with (
        OpenBook(written_book(tmp_path / "book")) as book,
        TestClient(site(book, writable=True), base_url=OURS) as client,
    ):
        client.headers.update({"Origin": OURS, "Sec-Fetch-Site": "same-origin"})
        client.follow_redirects = False
        yield client


def typed(writer: TestClient, text: str, path: str = "/prose/check", **more: str) -> str:
    """What is said of a text that stands in a field of a form with others."""
    about = {"prose_field": "my-text", "prose_id": "field-text", "prose_document": REPORT}
    answer = writer.post(path, data={"my-text": text, "text": "another field", **about, **more})
    assert answer.status_code == 200
    return answer.text


def test_a_number_that_differs_is_told_with_a_button_that_mends_it(writer):
    part = typed(writer, DIFFERS)
    assert "Teksten sier 190 mill. kr, men boken sier 182\u00a0mill.\u00a0kr" in part
    assert f'data-insert="{REFERENCE}" data-into="field-text"' in part
    assert 'data-typed="190 mill. kr"' in part
    assert f'href="/{WAGES}"' in part
    assert "<html" not in part


def test_the_same_in_english(writer):
    part = typed(writer, DIFFERS, "/en/prose/check")
    assert "The text says 190 mill. kr, but the book says 182\u00a0million\u00a0NOK" in part
    assert f'href="/en/{WAGES}"' in part


def test_a_number_that_is_the_books_is_offered_as_a_reference(writer):
    part = typed(writer, "Lønn i helse- og omsorgstjenester i institusjon er 182,0 mill. kr.")
    assert "er tallet i boken for" in part
    assert "La tallet komme fra boken" in part


def test_nothing_is_said_of_words_alone(writer):
    assert typed(writer, "Vi har hatt et godt år.").strip() == ""
    assert typed(writer, "").strip() == ""


def test_a_text_with_references_is_shown_as_it_will_read(writer):
    part = typed(writer, f"Det er {{{{{WAGES} | mill. kr}}}} og {{{{tull}}}} <i>")
    assert f'Det er <a class="ds-link" href="/{WAGES}">182,0\u00a0mill.\u00a0kr</a> og <strong' in part
    assert "&lt;i&gt;" in part
    assert "kan ikke leses som en henvisning" in part


@pytest.mark.parametrize(
    "text", ["{{" * 2_500, "<script>alert(1)</script>" * 200, "1 " * 2_500, "\x00\ufffe", "x" * 200_000]
)
def test_any_text_is_taken(writer, text):
    assert "<script>" not in typed(writer, text)


def test_a_field_cannot_name_anything_but_an_id(writer):
    assert 'data-into="' not in typed(writer, DIFFERS, prose_id='x" onclick="y')


def test_a_program_can_ask_too(writer):
    asked = {"document": REPORT, "text": f"{DIFFERS} {{{{tull}}}}"}
    answer = writer.post("/api/prose/check", json=asked)
    assert answer.status_code == 200
    [hint] = answer.json()["hints"]
    assert (hint["kind"], hint["typed"], hint["reference"]) == ("differs", "190 mill. kr", REFERENCE)
    assert DIFFERS[hint["start"] : hint["end"]] == "190 mill. kr"
    assert [fault["text"] for fault in answer.json()["faults"]] == ["{{tull}}"]
    assert writer.post("/api/prose/check", json={"text": "x" * 5_001}).status_code == 422
    assert writer.post("/api/prose/check", json={}).status_code == 422


def test_figures_are_found_by_words_and_can_be_put_in(writer):
    part = writer.get("/prose/figures?prose_q=lønn+253+vedtatt&prose_id=field-text").text
    assert f'data-insert="{{{{{WAGES}}}}}"' in part
    assert "182\u00a0000 tusen kr" in part
    assert "Ingen tall med «zzz»" in writer.get("/prose/figures?prose_q=zzz").text
    assert "<li>" not in writer.get("/prose/figures").text


def test_the_form_of_a_passage_looks_at_what_is_typed(writer):
    page = writer.get(f"/edit/passage/{REPORT}/sykehjem").text
    assert 'hx-post="/prose/check"' in page
    assert 'hx-trigger="input changed delay:500ms"' in page
    assert 'id="field-text-hints" aria-live="polite"' in page
    assert f'"prose_document": "{REPORT}"' in unescape(page)
    assert fields_of(page)["text"] == DIFFERS


def test_the_page_of_texts_shows_them_as_printed_with_what_differs(writer):
    page = writer.get(TEXTS).text
    assert f'Det er <a class="ds-link" href="/{WAGES}">182,0\u00a0mill.\u00a0kr</a> &lt;b&gt;til' in page
    assert "Tall som ikke stemmer med boken: 1. Henvisninger uten tall: 0." in page
    assert f'href="/edit/passage/{REPORT}/sykehjem"' in page
    assert f"/new/passage?document={REPORT}&amp;part=deviation&amp;position=3" in page
    assert f'href="/print/{REPORT}.pdf"' in page
    data = writer.get(f"/api{TEXTS}").json()
    assert (data["count"], data["differing"], data["faults"]) == (3, 1, 0)
    english = writer.get(f"/en{TEXTS}").text
    assert "Report 2026" in english
    assert re.search(r'<h3 class="ds-heading" lang="nb">[^<]+</h3>', english)
    assert '<h3 class="ds-heading" lang' not in page


def test_a_document_that_is_not_written_here_has_no_texts(writer):
    assert writer.get("/texts/budget-2026").status_code == 404
    assert writer.get("/texts/finnes-ikke").status_code == 404


def order(writer: TestClient, **positions: str) -> tuple[int, list[str]]:
    """Send the form of the order, and tell the deviations in the order they then stand."""
    fields = {k: v for k, v in fields_of(writer.get(TEXTS).text).items() if k.startswith(("pos", "rev"))}
    sent = fields | {f"position_{key}": value for key, value in positions.items()}
    status = writer.post(f"{TEXTS}/order", data={**sent, "by": "Prøve"}).status_code
    parts = {part["part"]: part for part in writer.get(f"/api{TEXTS}").json()["parts"]}
    return status, [passage["key"] for passage in parts["deviation"]["passages"]]


def test_passages_are_put_in_another_order_as_one_change(own_writer):
    assert order(own_writer, hjemme="0") == (303, ["hjemme", "sykehjem"])
    assert order(own_writer, hjemme="9", sykehjem="8") == (303, ["sykehjem", "hjemme"])
    assert own_writer.get("/history").text.count("Endret rekkefølgen på avsnitt") == 2


@pytest.mark.parametrize("position", ["-1", "10000", "1,5", "", "først", "²", "9" * 400])
def test_a_place_that_is_none_is_told(own_writer, position):
    status, keys = order(own_writer, hjemme=position)
    assert (status, keys) == (400, ["sykehjem", "hjemme"])


def test_the_places_somebody_has_written_stand_there_after_an_error(own_writer):
    fields = {k: v for k, v in fields_of(own_writer.get(TEXTS).text).items() if k.startswith(("pos", "rev"))}
    sent = {**fields, "position_sykehjem": "7", "position_hjemme": "-1", "by": "Prøve"}
    answer = own_writer.post(f"{TEXTS}/order", data=sent)
    assert answer.status_code == 400
    shown = fields_of(answer.text)
    assert (shown["position_sykehjem"], shown["position_hjemme"]) == ("7", "-1")
    assert fields_of(own_writer.get(TEXTS).text)["position_sykehjem"] == fields["position_sykehjem"] != "7"


def test_two_who_move_the_same_passage_are_told(own_writer):
    old = {"revision": fields_of(own_writer.get(TEXTS).text)["revision"], "by": "Prøve"}
    assert order(own_writer, hjemme="7")[0] == 303
    answer = own_writer.post(f"{TEXTS}/order", data={**old, "position_hjemme": "5"})
    assert answer.status_code == 409


def test_a_changed_passage_leads_back_to_the_texts(own_writer):
    path = f"/edit/passage/{REPORT}/sykehjem"
    fields = fields_of(own_writer.get(path).text)
    answer = own_writer.post(path, data={**fields, "text": "Ny tekst.", "why": "prøve", "by": "Prøve"})
    assert (answer.status_code, answer.headers["location"]) == (303, TEXTS)
    assert "Ny tekst." in own_writer.get(TEXTS).text


FULL = "\r\n".join(["x" * 323] * 15 + ["y" * 140])
"""5000 signs as they are written, of them 15 line ends; a browser sends each line end as two signs."""
NEW = f"/new/passage?document={REPORT}&part=deviation"


def passage(writer: TestClient, text: str, **more: str) -> tuple[int, str]:
    """Send the form of a new passage with a text."""
    texts = {**fields_of(writer.get(NEW).text), "heading": "Lang tekst", "text": text, **more}
    answer = writer.post("/new/passage", data={**texts, "by": "Prøve", "why": "ny", "form_button": "save"})
    return answer.status_code, unescape(answer.text)


def test_a_text_as_long_as_its_field_is_saved_whatever_its_line_ends(own_writer):
    assert len(FULL.replace("\r\n", "\n")) == 5000
    assert passage(own_writer, FULL)[0] == 303


def test_a_text_that_is_too_long_is_told_by_its_label_and_kept(own_writer):
    status, page = passage(own_writer, FULL + "z")
    assert status == 400
    assert "Tekst har 5001 tegn, og kan ha 5000." in page
    assert "y" * 140 + "z</textarea>" in page


def test_a_passage_is_named_by_its_heading_or_its_part_when_nobody_names_it(own_writer):
    assert passage(own_writer, "Tekst.") == passage(own_writer, "Tekst.") == (303, "")
    assert passage(own_writer, "Tekst.", heading="") == (303, "")
    page = own_writer.get(TEXTS).text
    for key in ("lang-tekst", "lang-tekst-2", "forklaring-av-avvik"):
        assert f'id="passage-{key}"' in page


def test_what_is_wrong_with_a_field_is_tied_to_it_and_told_in_the_title(own_writer):
    status, page = passage(own_writer, "Tekst.", position="først")
    assert status == 400
    assert "<title>Feil: Legg til avsnitt" in page
    assert re.search(
        r'id="field-position"[^>]*aria-describedby="[^"]*field-position-problem" aria-invalid="true"', page
    )
    assert 'id="field-position-problem">Rekkefølge' in page
    assert "<title>Feil:" not in own_writer.get(NEW).text


def test_many_passages_are_put_in_order(own_writer):
    positions = {f"position_{number}": "1" for number in range(100)}
    sent = {**fields_of(own_writer.get(TEXTS).text), **positions, "by": "Prøve"}
    assert own_writer.post(f"{TEXTS}/order", data=sent).status_code != 400
