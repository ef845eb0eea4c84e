"""The page of a finding of programme totals offers the smallest change that would repair all of them."""

import html
import re

import pytest

ABOUT_CARDS = "P-01"


@pytest.fixture(scope="module")
def names(oslo_book):
    """The findings about what the review of social services says its cards save: 2026 and 2027."""
    found = [f for f in oslo_book.edition().judgement.findings if f.number == ABOUT_CARDS]
    assert {f.addresses[0] for f in found} == {f"table_figure/SET-T11/VEL/{y}/value" for y in (2026, 2027)}
    return [f.id for f in found]


def words_of(page):
    return html.unescape(re.sub(r"<[^>]+>", "", page.text))


@pytest.mark.parametrize(
    ("prefix", "heading", "nothing"),
    [
        ("", "Minste endring som retter alle summene", "Ingenting er rettet"),
        ("/en", "Smallest change that would repair all totals", "Nothing was corrected"),
    ],
)
def test_the_change_is_told_on_both_pages_in_both_languages(client, names, prefix, heading, nothing):
    for name in names:
        page = client.get(f"{prefix}/findings/{name}")
        assert heading in words_of(page)
        assert nothing in words_of(page)
        assert re.search(rf'href="{prefix}/measure_effect/sector-review-set/VEL\d+/2026/amount"', page.text)


def test_data_give_the_change_in_million_kroner(client, names):
    """By hand: one card of VEL saves 5 more in 2026, one 0,3 to 0,4 more in 2027."""
    first, second = (client.get(f"/api/findings/{n}").json()["finding"]["repair"] for n in names)
    assert first == second
    moved = {c["number"]["address"].split("/")[3]: c["after"] - c["before"] for c in first["changes"]}
    assert moved == {"2026": pytest.approx(5.0), "2027": pytest.approx(0.3)}


def test_other_findings_have_no_such_section(client, oslo_book):
    other = next(f for f in oslo_book.edition().judgement.findings if f.number != ABOUT_CARDS)
    assert client.get(f"/api/findings/{other.id}").json()["finding"]["repair"] is None
    assert "Minste endring" not in words_of(client.get(f"/findings/{other.id}"))


def test_the_search_is_done_once_for_an_edition(oslo_book):
    edition = oslo_book.edition()
    assert edition.repair("sector-review-set") is edition.repair("sector-review-set")
