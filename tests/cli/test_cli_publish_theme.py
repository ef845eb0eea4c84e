"""A document that is written here, printed from the command line in a theme; all is invented."""

from pathlib import Path

import pytest

from rodtrad.app import books
from rodtrad.app.asking import Ask
from rodtrad.app.open_book import OpenBook
from rodtrad.app.printing import Look
from rodtrad.app.work import NewDocument, begin_document
from rodtrad.cli import commands
from rodtrad.facts.document import DocumentKind
from rodtrad.publish.theme import DocumentTheme
from rodtrad.store.changes import RowChange

REPORT = "report-oms-2026"
WAGES = "budget_line/budget-2026/ramme/OMS/300/FO3/253/-/10/2026/adopted/amount"
THEME = 'name = "Lillevik kommune"\n[colours]\naccent = "#00524c"\n'


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented municipality with a report that has one passage."""
    place = tmp_path_factory.mktemp("written") / "book"
    books.read_into(place, "eksempelvik", by="Prøve", why="test")
    kind = DocumentKind.PERIOD_REPORT
    report = NewDocument(REPORT, kind, "OMS", "OMS", 2026, "Rapport", "Report", period="2026-T2")
    text = {"part": "summary", "position": 1, "text": f"Lønn er {{{{{WAGES} | mill. kr}}}}."}
    passage = RowChange("passage", {"document": REPORT, "key": "a"}, text, None)
    with OpenBook(place) as book:
        begin_document(Ask(book, book.edition(), "no"), report, [passage], by="Prøve", why="begynner")
    return place


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    (tmp_path / "kommune.toml").write_text(THEME, encoding="utf-8")
    return tmp_path / "kommune.toml"


def test_a_report_is_printed_in_every_format_in_the_theme(rodtrad, written, theme, tmp_path):
    folder = tmp_path / "ut"
    answer = rodtrad("publish", "--document", REPORT, "--theme", theme, "--to", folder, "--book", written)
    assert (answer.code, answer.err) == (0, "")
    assert sorted(file.name for file in folder.iterdir()) == [
        f"{REPORT}.{e}" for e in ("docx", "html", "pdf")
    ]
    page = (folder / f"{REPORT}.html").read_text(encoding="utf-8")
    assert "Lillevik kommune" in page
    assert "Lønn er 182,0\u00a0mill.\u00a0kr." in page, "a file without a site has no links"
    assert "Kilder til tallene i teksten" in page


def test_numbers_in_text_follow_the_language(rodtrad, written, tmp_path):
    words = ("publish", "--document", REPORT, "--format", "html", "--to", tmp_path, "--language", "en")
    assert rodtrad(*words, "--book", written).code == 0
    assert "182.0\u00a0million\u00a0NOK" in (tmp_path / f"{REPORT}.html").read_text(encoding="utf-8")


def test_a_theme_that_cannot_be_read_is_refused_before_anything_is_printed(rodtrad, written, tmp_path):
    (tmp_path / "lys.toml").write_text('[colours]\ntext = "#bbbbbb"', encoding="utf-8")
    answer = rodtrad("publish", "--theme", tmp_path / "lys.toml", "--to", tmp_path / "ut", "--book", written)
    assert answer.code == 2
    assert "for svak kontrast mot hvitt papir: 1,9 av minst 4,5" in answer.err
    assert not (tmp_path / "ut").exists()


def test_a_site_takes_a_style_sheet_for_its_pages_and_a_theme_for_its_documents(
    rodtrad, written, theme, tmp_path, monkeypatch
):
    from rodtrad.web import serve

    asked = {}
    monkeypatch.setattr(serve, "serve", lambda place, **given: asked.update(given))
    style = tmp_path / "kommune.css"
    assert rodtrad("serve", "--book", written, "--theme", style, "--theme", theme).code == 0
    assert asked["theme"] == style
    assert asked["look"] == Look(DocumentTheme(name="Lillevik kommune", accent="#00524c"))
    assert rodtrad("serve", "--book", written).code == 0
    assert (asked["theme"], asked["look"]) == (None, Look())


def test_the_bar_is_moved_for_every_picture(written, monkeypatch):
    """The steering picture of the municipality has charts; each is a step, and the pages two more."""
    steps = []
    monkeypatch.setattr(
        commands, "publish", lambda *_, step, **__: [step(n, 5) for n in range(6)] and Path("x.pdf")
    )
    real = commands.Progress.update
    monkeypatch.setattr(
        commands.Progress,
        "update",
        lambda bar, task, **given: steps.append(given.get("completed")) or real(bar, task, **given),
    )
    commands.run_publish(written, "pdf", None, document="", language="no")
    assert [step for step in steps if step is not None] == [0, 1, 2, 3, 4, 5]
