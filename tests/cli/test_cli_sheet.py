"""Tables out to Excel and in again from the command line; and the book as it was on a day."""

import io
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rodtrad.cli.sheet import sheet as group
from rodtrad.readers.datapackage import read_package
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange

sys.path.append(str(Path(__file__).parents[1] / "app"))
from sheet_samples import Worked, asking, small_book

FIGURE = "measure_effect/sector-review-set/VEL1/2027/amount"
KEY = {"document": "sector-review-set", "measure": "VEL1", "year": 2027}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_book(tmp_path_factory.mktemp("made-cli") / "book")


@pytest.fixture
def place(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "book"))


@pytest.fixture
def file(rodtrad, place, tmp_path):
    answer = rodtrad("sheet", "out", "budget_line", "--to", tmp_path / "ark.xlsx", "--book", place)
    assert (answer.code, answer.err) == (0, "")
    assert "Skrev 3 rader" in answer.out
    return tmp_path / "ark.xlsx"


def work(file: Path, **values) -> None:
    file.write_bytes(Worked(file.read_bytes()).write(1, **values).content)


def amounts(place: Path) -> list[int]:
    with asking(place) as ask:
        return ask().telling.facts["budget_line"]["amount"].to_list()


def test_a_table_is_named_as_the_code_or_a_reader_names_it(rodtrad, place, tmp_path):
    for name in ("Budsjettlinje", "Budget line", "budget_line"):
        answer = rodtrad(
            "sheet", "out", name, "--to", tmp_path / f"{name}.xlsx", "--book", place, "--unit", "SKO"
        )
        assert "Skrev 0 rader" in answer.out
    assert rodtrad("sheet", "out", "Ukjent", "--to", tmp_path / "x.xlsx", "--book", place).code == 2
    assert not (tmp_path / "x.xlsx").exists()


def test_a_trial_shows_the_differences_and_saves_nothing(rodtrad, place, file):
    work(file, Beløp=900)
    answer = rodtrad("sheet", "in", file, "--book", place, "--dry-run")
    assert answer.code == 0
    assert "Beløp: 1 204 300 tusen kr → 900 tusen kr" in answer.out.replace("\xa0", " ")
    assert "Ingenting er lagret" in answer.out
    assert amounts(place)[0] == 120_430_000_000


def test_a_workbook_is_saved_as_one_change_by_who_says_so(rodtrad, place, file):
    work(file, Beløp=900)
    answer = rodtrad("sheet", "in", file, "--book", place, "--by", "Kontroller", "--why", "kutt", "--json")
    assert (answer.json["revision"], len(answer.json["changed"]), answer.json["unchanged"]) == (2, 1, 2)
    with Book.open(place) as book:
        last = book.revisions()[-1]
    assert (last.by, last.why) == ("Kontroller", "kutt")
    assert amounts(place)[0] == 90_000_000


def test_a_conflict_waits_for_a_choice(rodtrad, place, file):
    work(file, Beløp=900)
    other = file.with_name("other.xlsx")
    shutil.copy(file, other)
    work(other, Beløp=70)
    assert rodtrad("sheet", "in", other, "--book", place).code == 0
    answer = rodtrad("sheet", "in", file, "--book", place)
    assert answer.code == 3
    assert "I boken står nå: 70 tusen kr" in answer.out.replace("\xa0", " ")
    assert "Velg først" in answer.err
    assert rodtrad("sheet", "in", file, "--book", place, "--conflicts", "mine").code == 2
    assert rodtrad("sheet", "in", file, "--book", place, "--conflicts", "sheet").code == 0
    assert amounts(place)[0] == 90_000_000


def test_rows_that_are_gone_stay_unless_asked_for(rodtrad, place, file):
    file.write_bytes(Worked(file.read_bytes()).take_away(1).content)
    assert rodtrad("sheet", "in", file, "--book", place).code == 2
    assert len(amounts(place)) == 3
    assert rodtrad("sheet", "in", file, "--book", place, "--remove").code == 0
    assert len(amounts(place)) == 2


def test_every_problem_is_told_and_nothing_is_saved(rodtrad, place, file):
    work(file, Beløp="ca. 5", Trykt_enhet="tusen kroner")
    file.write_bytes(Worked(file.read_bytes()).write(2, Beløp="x").content)
    answer = rodtrad("sheet", "in", file, "--book", place)
    assert answer.code == 3
    assert "celle K5" in answer.err
    assert "celle K6" in answer.err
    assert rodtrad("sheet", "in", file, "--book", place, "--language", "en").err.startswith(
        "Nothing was saved"
    )


@pytest.mark.parametrize("content", [b"", b"tekst", None])
def test_a_file_that_cannot_be_read_is_told(rodtrad, place, tmp_path, content):
    if content is not None:
        (tmp_path / "ark.xlsx").write_bytes(content)
    answer = rodtrad("sheet", "in", tmp_path / "ark.xlsx", "--book", place)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


@pytest.mark.parametrize("command", ["in", "out"])
def test_help_teaches_in_norwegian(rodtrad, command):
    answer = rodtrad("sheet", command, "--help")
    assert answer.code == 0
    assert f"Eksempel: rodtrad sheet {command}" in answer.out
    [registered] = [c for c in group.registered_commands if c.name == command]
    for parameter, hint in registered.callback.__annotations__.items():
        if parameter != "return":
            assert hint.__metadata__[0].help


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """The Oslo book, read on 1 March 2026, with VEL1's effect in 2027 changed to one krone on 1 May."""
    place = tmp_path_factory.mktemp("older") / "book"
    package = read_package(Path(read_package.__code__.co_filename).parents[1] / "data" / "oslo")
    with Book.create(place) as book:
        stamp = {"by": "Ansatt", "why": "test"}
        book.load(package.facts, package.readings, at=datetime(2026, 3, 1, 12, tzinfo=UTC), **stamp)
        at = datetime(2026, 5, 1, 12, tzinfo=UTC)
        book.save([RowChange("measure_effect", KEY, {"amount": 100}, 1)], at=at, **stamp)
    return place


def test_a_figure_is_shown_as_it_was(rodtrad, older):
    assert rodtrad("show", FIGURE, "--book", older, "--json").json["value"] == 1
    assert rodtrad("show", FIGURE, "--book", older, "--json", "--at", "2026-04-30").json["value"] == 8_000_000


def test_the_findings_are_those_of_the_day(rodtrad, older):
    """One krone is less than the million that rounding can explain, so the findings tell other numbers."""
    now, then, last = (
        rodtrad("check", "--book", older, "--json", *more).json["findings"]
        for more in ((), ("--at", "2026-04-30"), ("--at", "2026-05-01"))
    )
    assert now == last
    assert now != then


def test_the_picture_is_of_the_day(rodtrad, older, tmp_path):
    answer = rodtrad("publish", "--book", older, "--format", "html", "--to", tmp_path, "--at", "2026-04-30")
    assert answer.code == 0
    [page] = tmp_path.glob("*.html")
    assert "30. april 2026" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("day", ["x", "2026-02-30", "2026-02-01", "9999-12-31"])
@pytest.mark.parametrize("command", [("check",), ("show", FIGURE), ("publish",)])
def test_a_day_that_cannot_be_shown_is_told(rodtrad, older, command, day):
    answer = rodtrad(*command, "--book", older, "--at", day)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_what_is_written_opens_in_other_programs(file):
    assert load_workbook(io.BytesIO(file.read_bytes())).worksheets[0]["A5"].value == "Budsjett (budsjett)"


def test_a_document_or_unit_that_is_not_there_is_told_with_those_that_are(rodtrad, place, tmp_path):
    to = tmp_path / "x.xlsx"
    answer = rodtrad("sheet", "out", "budget_line", "--to", to, "--book", place, "--document", "tull")
    assert answer.code == 2
    assert "ikke noe dokument med nøkkelen «tull». Velg et av disse: budsjett" in answer.err
    answer = rodtrad("sheet", "out", "budget_line", "--to", to, "--book", place, "--unit", "tull")
    assert answer.code == 2
    assert "ingen enhet med nøkkelen «tull»" in answer.err
    assert not to.exists()


def test_one_row_is_told_as_one(rodtrad, place, tmp_path):
    out = ("--to", tmp_path / "x.xlsx", "--book", place, "--document", "budsjett")
    assert "Skrev 1 rad til" in rodtrad("sheet", "out", "document", *out).out
    assert "Skrev 3 rader til" in rodtrad("sheet", "out", "budget_line", *out).out


def test_a_file_that_cannot_be_used_is_told_in_our_own_words(rodtrad, place, tmp_path):
    """What the operating system says is English, whatever language is asked for."""
    missing, folder = tmp_path / "mangler.xlsx", tmp_path / "mappe"
    folder.mkdir()
    (tmp_path / "fil").write_text("x")
    out = ("sheet", "out", "budget_line", "--book", place, "--to")
    assert "det finnes ikke noe med det navnet" in rodtrad("sheet", "in", missing, "--book", place).err
    assert "det er en mappe, ikke en fil" in rodtrad("sheet", "in", folder, "--book", place).err
    assert "det er en mappe, ikke en fil" in rodtrad(*out, folder).err
    assert "det er en fil, ikke en mappe" in rodtrad(*out, tmp_path / "fil" / "ark.xlsx").err
    assert "it is a folder, not a file" in rodtrad(*out, folder, "--language", "en").err
