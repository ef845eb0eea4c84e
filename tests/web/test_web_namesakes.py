"""Two people of one name and with the same rights: what one has done or sent is not the other's."""

import shutil
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from httpx import Response
from page_reading import PageRead
from role_kit import FROM_US, OMS, OURS, PEOPLE, REPORT, Site, site_of, somebody, worked_book
from starlette.testclient import TestClient

from rodtrad.app.asking import Ask
from rodtrad.app.open_book import OpenBook
from rodtrad.app.print_jobs import PrintJobs
from rodtrad.app.printing import Look
from rodtrad.core.errors import MissingError
from rodtrad.core.roles import Role
from rodtrad.store.changes import RowChange
from rodtrad.web.site import site

sys.path.append(str(Path(__file__).parents[1] / "app"))
from sheet_samples import Worked

FIRST, SECOND = (somebody("En saksbehandler", Role.WRITER, OMS, number) for number in (1, 2))
ADMINISTRATOR = PEOPLE["administrator"]
PASSAGE = {"part": "other", "position": 1, "text": "Et avsnitt"}
OTHERS_CHANGE = "er gjort fra en annen innlogging enn din"
OLD_CHANGE = "ble lagret uten at innlogging viste hvem som gjorde den"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worked_book(tmp_path_factory.mktemp("namesakes") / "book")


@pytest.fixture
def place(worked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(worked, tmp_path / "own"))


@pytest.fixture
def own(place: Path) -> Iterator[Site]:
    with site_of(place) as opened:
        yield opened


def written(client: TestClient) -> int:
    """The number of a change: a passage of the agency's report, which both may write."""
    sent = {**PASSAGE, "document": REPORT, "key": "a", "why": "prøve", "form_button": "save"}
    assert client.post("/new/passage", data=sent, headers=FROM_US).status_code == 303
    return int(client.get("/api/history").json()["lines"][0]["revision"])


def undone(client: TestClient, number: int, path: str = "") -> tuple[int, str]:
    answer = client.post(f"{path}/history/{number}/undo", data={"by": "Prøve"}, headers=FROM_US)
    return answer.status_code, PageRead(answer.text).text


def offered(client: TestClient, number: int) -> bool:
    """Whether somebody is shown the button that takes a change back."""
    pages = [client.get(path).text for path in ("/history", f"/history/{number}")]
    shown = {f'action="/history/{number}/undo"' in page for page in pages}
    assert len(shown) == 1
    return shown.pop()


def test_a_namesake_cannot_undo_what_the_other_has_done(own):
    first, second = own.browser_of(FIRST), own.browser_of(SECOND)
    number = written(first)
    assert (offered(first, number), offered(second, number)) == (True, False)
    status, text = undone(second, number)
    assert (status, OTHERS_CHANGE in text) == (403, True)
    assert "another login than yours" in undone(second, number, "/en")[1]
    assert undone(first, number)[0] == 303
    assert [line["by"] for line in second.get("/api/history").json()["lines"]][:2] == [FIRST.name] * 2


def test_an_administrator_undoes_what_anybody_has_done(own):
    number = written(own.browser_of(FIRST))
    administrator = own.browser_of(ADMINISTRATOR)
    assert offered(administrator, number)
    assert undone(administrator, number)[0] == 303


def test_a_change_from_before_is_undone_by_an_administrator_alone(own):
    """It bears the name of who made it, and nothing that tells them from others of that name."""
    change = RowChange("passage", {"document": REPORT, "key": "b"}, PASSAGE, None)
    number = Ask(own.book, own.book.edition(), "no").save([change], by=FIRST.name, why="før")
    first = own.browser_of(FIRST)
    assert not offered(first, number)
    status, text = undone(first, number)
    assert (status, OLD_CHANGE in text) == (403, True)
    assert undone(own.browser_of(ADMINISTRATOR), number)[0] == 303


def test_where_nobody_logs_in_everybody_may_undo_everything(place):
    """Also what was done while people logged in."""
    with site_of(place) as opened:
        number = written(opened.browser_of(FIRST))
    with OpenBook(place) as book, TestClient(site(book, writable=True), base_url=OURS) as local:
        local.follow_redirects = False
        assert offered(local, number)
        assert undone(local, number)[0] == 303
        change = RowChange("passage", {"document": REPORT, "key": "b"}, PASSAGE, None)
        own = Ask(book, book.edition(), "no").save([change], by="En annen", why="prøve")
        assert undone(local, own)[0] == 303


def test_a_namesake_cannot_fetch_a_workbook_the_other_has_sent(own):
    first, second = own.browser_of(FIRST), own.browser_of(SECOND)
    content = Worked(first.get("/sheets/unit.xlsx").content).write(1, Navn="Nytt navn").content
    files = {"file": ("unit.xlsx", content)}
    shown = first.post("/import", data={"fact": "unit"}, files=files, headers=FROM_US).headers["location"]
    assert second.get(shown).status_code == 404
    assert second.post(shown, data={"seen": "x", "why": "x"}, headers=FROM_US).status_code == 404
    assert first.get(shown).status_code == 200


def test_a_namesake_cannot_fetch_what_the_other_has_printed(place):
    with OpenBook(place) as book:
        jobs = PrintJobs(Look())
        job = jobs.begin(Ask(book, book.edition(FIRST.units), "no", FIRST), REPORT, "html", "")
        assert job.wait(120)
        with pytest.raises(MissingError, match="print_job_unknown"):
            jobs.job(job.id, SECOND)
        assert jobs.job(job.id, FIRST) is job


def everything(answer: Response) -> str:
    """What an answer holds: its headers, its text, and the parts of a workbook."""
    told = str(answer.headers) + answer.text
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(answer.content)) as workbook:
            told += "".join(workbook.read(name).decode() for name in workbook.namelist())
    return told


def test_no_page_and_no_answer_holds_an_identity(own):
    number = written(own.browser_of(FIRST))
    paths = ("/history", f"/history/{number}", "/me", "/work", f"/passage/{REPORT}/a", "/passage")
    again = {**PASSAGE, "document": REPORT, "key": "a", "why": "x"}
    browsers = [own.browser_of(person) for person in (SECOND, FIRST, ADMINISTRATOR)]
    answers = [c.get(f"{start}{path}") for c in browsers for path in paths for start in ("", "/en", "/api")]
    answers += [c.get(path) for c in browsers for path in ("/sheets/passage.xlsx", "/passage?as=csv")]
    assert [(a.url.path, a.status_code) for a in answers if a.status_code != 200] == []
    for client in browsers:
        answers.append(client.post("/new/passage", data=again, headers=FROM_US))
        answers.append(client.post(f"/history/{number}/undo", headers=FROM_US))
    for answer in answers:
        for whose in (FIRST, SECOND, ADMINISTRATOR):
            assert whose.identity not in everything(answer), answer.url
