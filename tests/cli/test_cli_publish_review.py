"""A sector review published from the book, and read into a new book: the same measures and effects."""

from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from rodtrad.readers.open_document import open_document
from rodtrad.store.book import Book

SET, HLS = "sector-review-set", "sector-review-hls"
MEASURES = {SET: 17, HLS: 8}
"""Number of measures in each of the two reviews, as they say themselves."""
CARD = (
    "key", "sector", "owner", "estimate_uncertainty", "implementation_uncertainty", "consequence_citizens",
    "consequence_organisation", "overall_class", "label",
)  # fmt: skip
EFFECT = ("measure", "year", "amount", "printed_unit")
VOID = {"meta", "col", "br", "img", "link", "input", "hr"}


@pytest.fixture(scope="module")
def published(oslo, tmp_path_factory) -> Path:
    """Both reviews in all formats, as the command makes them."""
    from rodtrad.cli.commands import run_publish

    folder = tmp_path_factory.mktemp("published")
    for key in MEASURES:
        run_publish(oslo, "html,pdf,docx", folder, document=key, language="no")
    return folder


def facts_of(book: Path) -> dict[str, pl.DataFrame]:
    with Book.open(book) as opened:
        return opened.facts()


def held(facts: dict[str, pl.DataFrame], document: str) -> tuple[set[tuple], set[tuple]]:
    """The measures of a document, and their effects."""
    here = pl.col("document") == document
    cards = facts["efficiency_measure"].filter(here).select(CARD).rows()
    effects = facts["measure_effect"].filter(here).select(EFFECT).rows()
    assert (len(set(cards)), len(set(effects))) == (len(cards), len(effects))
    return set(cards), set(effects)


def read(rodtrad, file: Path, book: Path):
    answer = rodtrad("read", file, "--kind", "sektorgjennomgang", "--book", book, "--json")
    assert (answer.code, answer.err) == (0, "")
    [document] = answer.json["documents"]
    return document


def contradictions(document) -> set[tuple[str, str]]:
    return {(f["number"], a) for f in document["findings"] if f["verdict"] == "contradiction"
            for a in f["addresses"]}  # fmt: skip


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("key", MEASURES)
def test_a_published_review_is_read_back_to_the_same_facts(rodtrad, oslo, published, tmp_path, key, form):
    document = read(rodtrad, published / f"{key}.{form}", tmp_path / "book")
    cards, effects = held(facts_of(tmp_path / "book"), key)
    assert (cards, effects) == held(facts_of(oslo), key)
    assert len(cards) == MEASURES[key]
    assert document["document"] == key
    assert contradictions(document) == set()
    assert document["relations"]["held"] == document["relations"]["tested"] > 30


def test_an_effect_that_is_not_known_stays_unknown(rodtrad, published, tmp_path):
    read(rodtrad, published / f"{HLS}.pdf", tmp_path / "book")
    rows = facts_of(tmp_path / "book")["measure_effect"].filter(pl.col("measure") == "SYE3")
    assert dict(rows.select("year", "amount").iter_rows()) == {2029: -500_000_000, 2030: 500_000_000}


def test_one_other_effect_is_the_only_difference(rodtrad, oslo, published, tmp_path):
    """VEL1 saves 4 million in 2026 in the book, 5 in the text: sums of the owner and of all differ."""
    file, plain = tmp_path / f"{SET}.txt", "\N{NO-BREAK SPACE}"
    lines = open_document(published / f"{SET}.docx").lines
    text = "\n".join("   ".join(c.text for c in line.cells) or line.text for line in lines).replace(
        plain, " "
    )
    before, title, after = text.rpartition("\nTiltak VEL1 ")
    assert "   4 000 000   " in after
    file.write_text(before + title + after.replace("   4 000 000   ", "   5 000 000   ", 1), encoding="utf-8")
    document = read(rodtrad, file, tmp_path / "book")
    mine, theirs = held(facts_of(tmp_path / "book"), SET), held(facts_of(oslo), SET)
    assert mine[0] == theirs[0]
    assert mine[1] - theirs[1] == {("VEL1", 2026, 500_000_000, "kr")}
    assert theirs[1] - mine[1] == {("VEL1", 2026, 400_000_000, "kr")}
    assert {number for number, _ in contradictions(document)} == {"P-01"}


def test_text_without_any_change_gives_the_same_facts(rodtrad, oslo, published, tmp_path):
    lines = open_document(published / f"{HLS}.docx").lines
    file = tmp_path / f"{HLS}.txt"
    text = "\n".join("   ".join(c.text for c in line.cells) or line.text for line in lines)
    file.write_text(text, encoding="utf-8")
    assert contradictions(read(rodtrad, file, tmp_path / "book")) == set()
    assert held(facts_of(tmp_path / "book"), HLS) == held(facts_of(oslo), HLS)


class Page(HTMLParser):
    """A page whose elements must be closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.headings += tag in ("h2", "h3", "h4")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("key", MEASURES)
def test_the_page_is_well_formed(published, key):
    page = Page((published / f"{key}.html").read_text(encoding="utf-8"))
    assert page.open == []
    assert page.headings > MEASURES[key]


def test_the_file_is_named_by_the_documents_key(rodtrad, oslo, tmp_path):
    typed = ("publish", "--document", HLS, "--format", "html", "--to", tmp_path, "--language", "en")
    assert rodtrad(*typed, "--book", oslo).code == 0
    [file] = tmp_path.iterdir()
    assert file.name == f"{HLS}.html"
    page = file.read_text(encoding="utf-8")
    assert 'lang="en"' in page
    assert "Measure SYE1 " in page


@pytest.mark.parametrize("asked", ["letter-vel-2026", "finnes-ikke"])
def test_only_reviews_of_the_book_can_be_published(rodtrad, oslo, tmp_path, asked):
    answer = rodtrad("publish", "--document", asked, "--to", tmp_path / "ut", "--book", oslo)
    assert answer.code == 2
    assert asked in answer.err
    assert all(key in answer.err for key in MEASURES)
    assert not (tmp_path / "ut").exists()


def test_a_book_without_reviews_says_so(rodtrad, tmp_path):
    """An invented letter alone."""
    (tmp_path / "brev.txt").write_text(
        "Tildelingsbrev 2026 til Parketaten i Lillevik kommune\n\nEtaten skal stelle parkene godt i 2026.\n",
        encoding="utf-8",
    )
    rodtrad("read", tmp_path / "brev.txt", "--kind", "tildelingsbrev", "--book", tmp_path / "book")
    answer = rodtrad("publish", "--document", "brev", "--book", tmp_path / "book")
    assert answer.code == 2
    assert "ingen sektorgjennomgang" in answer.err
