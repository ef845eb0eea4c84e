"""Documents as files from the web, with a page that tells how far they have come. All is invented."""

import io
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from prose_kit import REPORT, WAGES, written_book
from starlette.testclient import TestClient

from rodtrad.app import print_jobs
from rodtrad.app.asking import Ask
from rodtrad.app.open_book import OpenBook
from rodtrad.app.printing import Look
from rodtrad.app.work import NewDocument, begin_document
from rodtrad.core.errors import UsageError
from rodtrad.core.roles import Person, Role
from rodtrad.facts.document import DocumentKind
from rodtrad.publish.theme import DocumentTheme
from rodtrad.store.changes import RowChange
from rodtrad.web import printing
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
FROM_US = {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}
PRINT = f"/print/{REPORT}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_book(tmp_path_factory.mktemp("print") / "book")


@pytest.fixture
def client(place: Path) -> Iterator[TestClient]:
    look = Look(DocumentTheme(name="Eksempelvik", accent="#00524c"))
    with OpenBook(place) as book:
        reader = TestClient(site(book, writable=True, look=look), base_url=OURS, follow_redirects=False)
        with reader:
            yield reader


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing is waited for, however slow the machine is."""
    monkeypatch.setattr(printing, "_PATIENCE_SECONDS", 120.0)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Printing that stops half way until it is let go."""
    go, real = threading.Event(), print_jobs.printed

    def slow(tree, wanted, look, step):
        step(1, 4)
        assert go.wait(60)
        return real(tree, wanted, look, step)

    monkeypatch.setattr(print_jobs, "printed", slow)
    monkeypatch.setattr(printing, "_PATIENCE_SECONDS", 0.0)
    yield go
    go.set()


def finished(client: TestClient, path: str) -> str:
    """The page of a job once it is over."""
    for _ in range(600):
        page = client.get(path).text
        if "hx-trigger" not in page:
            return page
        time.sleep(0.1)
    pytest.fail("the printing never ended")


@pytest.mark.usefixtures("patient")
def test_a_document_is_a_pdf_of_its_own_texts_in_the_theme(client):
    answer = client.get(f"{PRINT}.pdf")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f"inline; filename*=utf-8''{REPORT}.pdf"
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    for said in ("Eksempelvik", "Rapport 2026", "182,0", "Kilder til tallene i teksten"):
        assert said in text
    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.content


@pytest.mark.usefixtures("patient")
def test_a_document_is_a_word_file_and_a_page_too(client):
    word = client.get(f"{PRINT}.docx")
    assert word.headers["content-disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(word.content)) as parts:
        assert "182,0\u00a0mill.\u00a0kr" in parts.read("word/document.xml").decode()
    page = client.get(f"/en{PRINT}.html")
    assert page.headers["content-disposition"].startswith("attachment"), "its style is not the site's"
    assert f'<a href="{OURS}/en/{WAGES}">182.0\u00a0million\u00a0NOK</a>' in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/print/finnes-ikke.pdf", 404),
        ("/print/budget-2026.pdf", 404),
        (f"{PRINT}.exe", 400),
        (f"{PRINT}.", 404),
        (PRINT, 404),
        ("/print/jobs/finnes-ikke", 404),
        ("/print/jobs/finnes-ikke/file", 404),
    ],
)
def test_what_cannot_be_printed_is_told(client, path, status):
    assert client.get(path).status_code == status


def test_a_long_document_has_a_page_that_tells_how_far_it_is(client, held):
    answer = client.get(f"{PRINT}.html")
    assert answer.status_code == 303
    job = answer.headers["location"]
    page = client.get(job)
    while 'max="1"' in page.text:  # nobody has begun yet
        page = client.get(job)
    assert page.headers["cache-control"] == "no-store"
    assert '<progress id="progress" value="1" max="4">' in page.text
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page.text
    assert client.get(f"{job}/file").headers["location"] == job
    held.set()
    done = finished(client, job)
    assert "Dokumentet er ferdig." in done
    assert "refresh" not in done
    assert f'href="{job}/file"' in done
    assert "182,0" in client.get(f"{job}/file").text


def test_a_document_asked_for_twice_is_printed_once(client, held):
    first, again, other = (
        client.get(f"{PRINT}.{kind}").headers["location"] for kind in ("pdf", "pdf", "html")
    )
    assert first == again != other


def test_printing_can_be_begun_from_a_form(client, held):
    begun = client.post(f"/documents/{REPORT}/print", data={"format": "html"}, headers=FROM_US)
    assert begun.status_code == 303
    assert begun.headers["location"].startswith("/print/jobs/")
    english = client.post(f"/en/documents/{REPORT}/print", data={"format": "html"}, headers=FROM_US)
    assert english.headers["location"].startswith("/en/print/jobs/")
    wrong = client.post(f"/documents/{REPORT}/print", data={"format": "exe"}, headers=FROM_US)
    assert wrong.status_code == 400


def test_a_document_that_cannot_be_printed_says_why(client, monkeypatch):
    def refused(*_):
        raise UsageError("document_cannot_be_pdf_ua", title="Rapport", reason="no font has <it>")

    monkeypatch.setattr(print_jobs, "printed", refused)
    monkeypatch.setattr(printing, "_PATIENCE_SECONDS", 0.0)
    job = client.get(f"{PRINT}.pdf").headers["location"]
    page = finished(client, job)
    assert 'role="alert"' in page
    assert "no font has &lt;it&gt;" in page
    assert client.get(f"{job}/file").status_code == 400
    assert client.get(f"{PRINT}.pdf").headers["location"] != job, "it can be tried again"


def test_old_files_are_forgotten(place, monkeypatch):
    monkeypatch.setattr(print_jobs, "_MOST_JOBS", 2)
    with OpenBook(place) as book:
        jobs = print_jobs.PrintJobs(Look())
        made = []
        for number in range(4):
            job = jobs.begin(Ask(book, book.edition(), "no"), REPORT, "html", f"http://{number}.example")
            assert job.wait(120)
            made.append(job)
        assert len(jobs._jobs) == len(jobs._asked) == 2
        assert jobs.job(made[-1].id, made[-1].owner) is made[-1]
        with pytest.raises(UsageError):
            jobs.job(made[0].id, made[0].owner)


def test_nobody_fetches_what_somebody_else_has_printed(place):
    one = Person("En saksbehandler", Role.WRITER, frozenset({"OMS"}))
    other = Person("Naboens saksbehandler", Role.WRITER, frozenset({"BHG"}))
    with OpenBook(place) as book:
        jobs = print_jobs.PrintJobs(Look())
        job = jobs.begin(Ask(book, book.edition(one.units), "no", one), REPORT, "html", "")
        assert job.wait(120)
        assert jobs.job(job.id, one) is job
        with pytest.raises(UsageError):
            jobs.job(job.id, other)
        with pytest.raises(UsageError):
            jobs.begin(Ask(book, book.edition(other.units), "no", other), REPORT, "html", "")


def test_a_figure_that_is_hidden_is_in_no_printed_text(tmp_path):
    """A writer elsewhere has put the agency's wages in the text of a report that both may see."""
    report = NewDocument("felles", DocumentKind.PERIOD_REPORT, "BHG", "BHG", 2026, "Felles", period="2026-T2")
    values = {"part": "summary", "position": 1, "text": f"Lønn er {{{{{WAGES} | mill. kr}}}}."}
    passage = RowChange("passage", {"document": "felles", "key": "a"}, values, None)
    other = Person("Naboens saksbehandler", Role.WRITER, frozenset({"BHG"}))
    with OpenBook(written_book(tmp_path / "book")) as book:
        begin_document(Ask(book, book.edition(), "no"), report, [passage], by="Prøve", why="begynner")
        jobs = print_jobs.PrintJobs(Look())
        job = jobs.begin(Ask(book, book.edition(other.units), "no", other), "felles", "html", "")
        text = job.content().decode()
        assert "Lønn er" in text
        assert ("182" in text.partition("<main")[2], "vises ikke for deg" in text) == (False, True)
        everybody = jobs.begin(Ask(book, book.edition(), "no"), "felles", "html", "")
        assert "182,0" in everybody.content().decode()
