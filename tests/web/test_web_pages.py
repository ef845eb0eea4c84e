"""A document's pages on the site: figures marked in the text, ways between pages, and what is not there."""

import re

import polars as pl
import pytest
from changed_books import changed_book
from page_reading import PageRead
from printed_lines import LETTER, printed_lines
from starlette.testclient import TestClient

from rodtrad.app.books import now
from rodtrad.app.open_book import OpenBook
from rodtrad.store.book import Book
from rodtrad.web.site import site

SECOND = f"/pages/{LETTER}?page=2"
_MARK = re.compile(r'<a class="mark (\w+)" data-color="\w+" href="([^"]*)" title="([^"]*)">(.*?)</a>', re.S)
_LINE = re.compile(r'<p class="print-line[^"]*" id="line-(\d+)" data-line="\d+">(.*?)</p>', re.S)


def grant(kind, name, year):
    return f"/grant/{LETTER}/{kind}/{name}/{year}/amount"


def lines_of(client, path):
    """The lines of a page by number, as they are sent."""
    return {int(number): inside for number, inside in _LINE.findall(client.get(path).text)}


def test_figures_are_links_in_the_order_of_the_line_with_their_verdicts(client):
    """Line 644: 163 299 is another number in the annual report, 162 207 is tested by nothing."""
    marks = _MARK.findall(lines_of(client, SECOND)[644])
    name = "voluntary-and-non-profit-health-and-social"
    assert [(verdict, href) for verdict, href, _, _ in marks] == [
        ("unexplained", grant("adopted", name, 2024)),
        ("untested", grant("adopted", name, 2025)),
        ("unexplained", grant("frame", name, 2026)),
    ]
    assert [PageRead(inside).text for _, _, _, inside in marks] == [
        "163 299? (Uforklart)",
        "162 207○ (Ikke prøvd)",
        "161 514? (Uforklart)",
    ]
    assert all(title for _, _, title, _ in marks)


def test_the_text_between_the_figures_is_as_it_is_printed(client):
    bare = {number: PageRead(_MARK.sub("#", inside)) for number, inside in lines_of(client, SECOND).items()}
    assert "".join(bare[646].words) == "Integrering # # #"
    assert "".join(bare[644].words) == "# #  #"


def test_bold_type_that_is_printed_in_double_is_told_once(client):
    inside = lines_of(client, f"/pages/{LETTER}")[559]
    assert [PageRead(m[3]).text.split("✓")[0] for m in _MARK.findall(inside)] == [
        "907 230",
        "901 349",
        "894 080",
        "887 024",
    ]
    assert "990077" not in inside


def test_a_figure_in_other_words_stands_under_its_line(client):
    """Line 650 says 7,4 million; 7 416, 7 500 and 7 755 thousand are read from line 651."""
    page = client.get(SECOND).text
    [note] = re.findall(r'<p class="unplaced">(.*?)</p>', page, re.S)
    told = PageRead(note)
    assert told.text.startswith("Også lest her, skrevet på en annen måte:")
    assert [link.split("/")[-2] for link in told.links] == ["2024", "2025", "2026"]
    assert "7 755" in told.text.replace("\xa0", " ")


def test_every_reading_of_the_page_has_a_link(client, oslo_book):
    """Lines 644, 646 and 651 have three figures each; the next line kept is 653, on the fourth page."""
    readings = oslo_book.edition().readings_of(LETTER)
    here = readings.filter(readings["line"].is_between(640, 652))["address"].to_list()
    assert len(here) == 9
    page = PageRead(client.get(SECOND).text)
    assert {f"/{address}" for address in here} <= set(page.links)
    assert "9 tall er lest fra siden" in page.text


def test_the_findings_of_the_page_stand_below(client):
    page = client.get(SECOND).text
    cards = re.findall(r'href="/findings/([A-Z]-\d\d)-', page)
    assert cards.count("E-01") == 2
    assert "Funn på denne siden (" in page


def test_pages_lead_to_each_other_and_to_the_document(client):
    first, second, last = (PageRead(client.get(f"/pages/{LETTER}?page={n}").text) for n in (1, 2, 4))
    path = f"/pages/{LETTER}"
    for page, ways in ((first, {2}), (second, {1, 3}), (last, {3})):
        numbered = {link for link in page.links if link.startswith(f"{path}?page=")}
        assert numbered == {f"{path}?page={n}" for n in ways}
        assert f"/document/{LETTER}" in page.links
        assert path in page.links  # the form that goes to any page
    assert "Side 4 av 4" in last.text


def test_the_document_and_its_figures_lead_to_its_pages(client):
    assert f"/pages/{LETTER}" in PageRead(client.get(f"/document/{LETTER}").text).links
    figure = PageRead(client.get(grant("adopted", "integration-and-diversity", 2024)).text)
    assert f"/pages/{LETTER}?page=2#line-646" in figure.links
    other = "sector-review-set"
    assert not [link for link in PageRead(client.get(f"/document/{other}").text).links if "/pages/" in link]


def test_a_page_without_text_says_so(client):
    page = PageRead(client.get(f"/pages/{LETTER}?page=3").text)
    assert "Siden har ingen tekst" in page.text
    assert f"/pages/{LETTER}?page=4" in page.links


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"/pages/{LETTER}?page=5", "har ikke side 5. Siste side er 4."),
        ("/pages/sector-review-set", "men ikke teksten"),
        ("/pages/finnes-ikke", "fører ikke til noe i boken"),
        ("/pages/finnes-ikke/heller", "fører ikke til noe i boken"),
        ("/pages", "fører ikke til noe i boken"),
    ],
)
def test_a_page_that_is_not_there_is_told(client, path, said):
    for prefix in ("", "/api"):
        answer = client.get(prefix + path)
        assert answer.status_code == 404
        assert said in (answer.json()["detail"] if prefix else PageRead(answer.text).text)
    assert client.get(f"/en{path}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "tolv", "99999999"])
def test_a_number_that_is_no_page_is_refused(client, page):
    assert client.get(f"/pages/{LETTER}?page={page}").status_code == 400
    assert client.get(f"/api/pages/{LETTER}?page={page}").status_code == 422


def test_the_page_is_told_in_english(client):
    page = PageRead(client.get(f"/en{SECOND}").text)
    assert page.headings == ["Allocation letter 2026, welfare agency, page 2"]
    assert "(Unexplained)" in page.text
    assert SECOND in page.links


def test_the_same_page_is_data(client):
    data = client.get(f"/api{SECOND}").json()
    assert (data["page"], data["pages"], data["figure_count"]) == (2, 4, 9)
    assert [block["kind"] for block in data["blocks"]] == ["heading", "list", "table", "paragraph"]
    parts = data["blocks"][2]["lines"][1]["parts"]
    assert [(p["text"], p["verdict"]) for p in parts[:2]] == [
        ("Integrering ", ""),
        ("20 857", "unexplained"),
    ]
    assert parts[1]["address"] == grant("adopted", "integration-and-diversity", 2024)[1:]


def test_what_a_page_says_is_never_markup(tmp_path):
    """A line from a file is anybody's text."""
    place = changed_book(tmp_path, {})
    text = '<script>alert(1)</script> & "<b>" 163 299'
    with Book.open(place) as book:
        wild = {"document_line": printed_lines().with_columns(pl.lit(text).alias("text"))}
        book.load(wild, None, by="Ansatt to", at=now(), why="wild text")
    with OpenBook(place) as opened, TestClient(site(opened), base_url="http://127.0.0.1:8000") as reader:
        page = reader.get(SECOND).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in page
    assert "163 299<span" in page
