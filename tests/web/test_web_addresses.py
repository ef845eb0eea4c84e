"""Every address of the Oslo book leads somewhere, and no link on its pages leads nowhere."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from page_reading import PageRead

import rodtrad
from rodtrad.app.open_book import OpenBook
from rodtrad.core.shape import Kind
from rodtrad.models.concepts import SHAPES

DATA = Path(rodtrad.__file__).parent / "data" / "oslo"
MENU = [
    "/",
    "/goals",
    "/budget",
    "/measures",
    "/benefits",
    "/priorities",
    "/assignments",
    "/indicators",
    "/units",
    "/documents",
    "/findings",
    "/search",
    "/history",
    "/tables",
    "/api-guide",
]
FACTS = sorted(path.stem for path in DATA.glob("*.csv"))
NO_DATA = ("/api-guide",)
"""Pages that are not served as JSON."""


def rows_in_file(fact: str) -> list[dict[str, str]]:
    with (DATA / f"{fact}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_addresses(fact: str) -> list[str]:
    """The address of every row as the file has it: fact and key, with a dash for an empty part."""
    key = [c.name for c in SHAPES[fact].columns if c.key]
    return ["/".join([fact, *(row[name] or "-" for name in key)]) for row in rows_in_file(fact)]


def figure_addresses(fact: str) -> list[str]:
    """The address of every number in the file that has a unit of print."""
    shape = SHAPES[fact]
    if "printed_unit" not in shape.names():
        return []
    figures = [c.name for c in shape.columns if c.kind in (Kind.AMOUNT, Kind.QUANTITY)]
    pairs = zip(row_addresses(fact), rows_in_file(fact), strict=True)
    return [f"{address}/{name}" for address, row in pairs for name in figures if row[name]]


def refused(client, paths: Iterable[str]) -> list[tuple[str, int]]:
    """Paths that are not answered with what is there."""
    answers = ((path, client.get(path, follow_redirects=False).status_code) for path in paths)
    return [(path, status) for path, status in answers if status != 200]


def as_path(address: str) -> str:
    return "/" + quote(address)


def test_the_addresses_are_made_from_the_files():
    """As `wc -l` counts them, less the headings."""
    assert len(FACTS) == 42
    assert len(rows_in_file("budget_line")) == 1775
    assert "measure_effect/sector-review-set/VEL1/2027/amount" in figure_addresses("measure_effect")


@pytest.mark.parametrize("fact", FACTS)
def test_every_row_and_figure_of_a_fact_has_a_page(client, fact):
    addresses = row_addresses(fact) + figure_addresses(fact)
    assert addresses
    assert refused(client, map(as_path, addresses)) == []


def test_every_figure_the_book_knows_has_a_page(client, oslo_book: OpenBook):
    figures = oslo_book.edition().judgement.thread.figures
    known = set(figures.filter(figures["fact"] != "constant")["address"])
    in_files = {address for fact in FACTS for address in figure_addresses(fact)}
    assert known == in_files


def test_a_page_names_the_row_it_shows(client):
    """Row 13 of `measure_effect.csv`; the label is `efficiency_measure.csv`'s for VEL1."""
    [measure] = [r for r in rows_in_file("efficiency_measure") if r["key"] == "VEL1"]
    page = PageRead(client.get("/measure_effect/sector-review-set/VEL1/2027").text)
    assert measure["label"] in page.headings[0]
    assert "measure_effect/sector-review-set/VEL1/2027" in page.text


@pytest.mark.parametrize("fact", FACTS)
def test_the_first_and_last_row_of_a_fact_are_there_in_english_and_as_data(client, fact):
    addresses = row_addresses(fact) + figure_addresses(fact)
    some = {addresses[0], addresses[len(addresses) // 2], addresses[-1], fact}
    assert refused(client, (prefix + as_path(a) for a in some for prefix in ("/en", "/api"))) == []


@pytest.mark.parametrize("prefix", ["", "/en", "/api"])
def test_every_menu_page_and_finding_is_there(client, oslo_book, prefix):
    findings = [f"/findings/{f.id}" for f in oslo_book.edition().judgement.findings]
    assert len(findings) == 64
    paths = [prefix + ("" if path == "/" and prefix else path) for path in [*MENU, *findings]]
    paths = ["/en/" if path == "/en" else path for path in paths if path not in map("/api".__add__, NO_DATA)]
    assert refused(client, paths) == []


@pytest.mark.parametrize(
    ("path", "language", "heading"), [("/measures", "nb", "Tiltak"), ("/en/measures", "en", "Measures")]
)
def test_a_page_says_which_language_it_is_in(client, path, language, heading):
    page = client.get(path).text
    assert f'<html lang="{language}"' in page
    assert PageRead(page).headings == [heading]


def pages_to_crawl(prefix: str) -> Iterator[str]:
    """Every menu page, and the first row and figure of every fact with its table."""
    yield from (prefix + path for path in MENU)
    for fact in FACTS:
        yield f"{prefix}/{fact}"
        yield from (prefix + as_path(a) for a in (row_addresses(fact)[:1] + figure_addresses(fact)[:1]))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_link_on_a_page_leads_nowhere(client, prefix):
    """Links to rows and figures are looked up among those another test has opened; all others are opened."""
    there = {as_path(a) for fact in FACTS for a in (*row_addresses(fact), *figure_addresses(fact))}
    leads_to: dict[str, str] = {}
    for path in pages_to_crawl(prefix):
        for link in PageRead(client.get(path).text).inner_links(path):
            leads_to.setdefault(link, path)
    assert len(leads_to) > 1000
    unknown = [link for link in leads_to if link.removeprefix("/en") not in there]
    lost = [(link, leads_to[link]) for link, status in refused(client, unknown) if status != 307]
    assert lost == []


@pytest.mark.parametrize("path", ["/", "/budget", "/findings", "/unit/VEL", "/search?q=rus"])
def test_a_link_within_a_page_has_a_place_to_go(client, path):
    page = PageRead(client.get(path).text)
    within = {link[1:] for link in page.links if link.startswith("#")}
    assert "content" in within
    assert within <= page.ids


def test_a_page_in_one_language_leads_to_itself_in_the_other(client):
    path = "/findings?severity=error&document=sector-review-set"
    assert f"/en{path}" in PageRead(client.get(path).text).inner_links(path)
    assert path in PageRead(client.get(f"/en{path}").text).inner_links(f"/en{path}")


def test_reading_a_page_finds_its_links():
    """The crawler itself: entities are decoded, other sites and forms that change things are not followed."""
    page = PageRead(
        '<a href="/x?a=1&amp;b=%C3%A6#c">å</a><a href="y">y</a><a href="https://oslo.kommune.no/">o</a>'
        '<form method="post" action="/change"></form><script type="application/json">{"href": "/no"}</script>'
    )
    assert page.inner_links("/en/z") == {"/x?a=1&b=%C3%A6", "/en/y"}
    assert page.data_blocks == ['{"href": "/no"}']
