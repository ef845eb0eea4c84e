"""Reading a package, and checking a book."""

import json
import re
import shutil
import sqlite3

import pytest

from rodtrad.app.books import EXAMPLES
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.store.book import Book
from rodtrad.store.connect import FILE_NAME

BAD_UNITS = "key,kind\nby,bydel\n"


@pytest.fixture
def bad_package(tmp_path):
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "unit.csv").write_text(BAD_UNITS, encoding="utf-8")
    described = {"resources": [{"name": "unit", "path": "unit.csv"}, {"name": "enhet", "path": "unit.csv"}]}
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return folder


def content(book):
    with Book.open(book) as opened:
        return opened.facts(), opened.readings(), len(opened.revisions())


def test_read_tells_what_was_stored_and_a_second_time_that_nothing_changed(rodtrad, tmp_path):
    rows = sum(len(f.read_bytes().splitlines()) - 1 for f in (EXAMPLES / "oslo").glob("*.csv"))
    first = rodtrad("read", "oslo", "--book", tmp_path / "book", "--json")
    assert first.code == 0
    assert first.json["inserted"] >= rows
    assert first.json["changed"] == first.json["removed"] == first.json["unchanged"] == 0
    again = rodtrad("read", "oslo", "--book", tmp_path / "book")
    assert again.code == 0
    assert re.search(r"0 nye, 0 endrede og 0 fjernede rader; \d+ som før", again.out)


def test_read_keeps_who_and_why(rodtrad, tmp_path):
    book = tmp_path / "book"
    rodtrad("read", "oslo", "--book", book, "--by", "Ansatt", "--why", "Ny årsberetning")
    with Book.open(book) as opened:
        [revision] = opened.revisions()
    assert (revision.by, revision.why) == ("Ansatt", "Ny årsberetning")


def test_read_of_a_bad_package_names_every_fault_and_leaves_the_book_alone(rodtrad, own_book, bad_package):
    before = content(own_book)
    answer = rodtrad("read", bad_package, "--book", own_book)
    assert answer.code == 3
    assert answer.out == ""
    assert answer.err.startswith("Ingenting ble lest inn")
    assert "unit.csv, linje 1, kolonne «label»" in answer.err
    assert "«enhet»" in answer.err
    assert "Traceback" not in answer.err
    facts, readings, revisions = content(own_book)
    assert all(facts[name].equals(frame) for name, frame in before[0].items())
    assert readings.equals(before[1])
    assert revisions == before[2]


def test_read_of_a_bad_package_makes_no_book(rodtrad, tmp_path, bad_package):
    answer = rodtrad("read", bad_package, "--book", tmp_path / "book", "--language=en")
    assert answer.code == 3
    assert answer.err.startswith("Nothing was read in")
    assert "unit.csv, line 1, column “label”" in answer.err
    assert not (tmp_path / "book").exists()


def test_more_faults_than_a_screen_holds_are_counted(rodtrad, tmp_path):
    shutil.copytree(EXAMPLES / "oslo", tmp_path / "oslo")
    for file in sorted((tmp_path / "oslo").glob("*.csv"))[:25]:
        file.write_text("", encoding="utf-8")
    answer = rodtrad("read", tmp_path / "oslo", "--book", tmp_path / "book")
    assert answer.code == 3
    assert "25 feil i filene" in answer.err
    assert "… og 5 feil til." in answer.err


def test_check_as_json_has_everything_a_program_needs(checked, oslo):
    record = checked(oslo)
    assert {"figures", "tested", "held", "verdicts", "figure_verdicts", "findings", "reading_errors"} <= set(
        record
    )
    assert set(record["verdicts"]) == {v.value for v in Verdict}
    assert sum(record["verdicts"].values()) == record["tested"]
    assert record["verdicts"]["agrees"] + record["verdicts"]["rounding"] == record["held"]
    assert record["findings"]
    for finding in record["findings"]:
        assert re.fullmatch(r"[A-Z]-\d\d-[0-9a-f]{12}", finding["id"])
        assert finding["id"].startswith(finding["number"])
        assert finding["severity"] in [s.value for s in Severity]
        assert finding["verdict"] in [v.value for v in Verdict]
        assert all(isinstance(n, int) for n in finding["lines"])
        assert finding["title"]
        assert finding["message"].endswith(".")
        assert finding["advice"].endswith(".")
        assert finding["addresses"]
        assert {"document", "printed", "computed", "gap", "room", "unit"} <= set(finding)
        assert "{" not in finding["message"]


def test_every_figure_has_one_verdict_or_is_untested(checked, oslo):
    record = checked(oslo)
    assert sum(record["figure_verdicts"].values()) == record["figures"]


def test_findings_have_names_of_their_own_and_come_gravest_first(checked, oslo):
    findings = checked(oslo)["findings"]
    assert len({f["id"] for f in findings}) == len(findings)
    order = [s.value for s in Severity]
    ranks = [order.index(f["severity"]) for f in findings]
    assert ranks == sorted(ranks)


def test_check_says_the_same_twice(rodtrad, oslo):
    assert rodtrad("check", "--json", "--book", oslo).out == rodtrad("check", "--json", "--book", oslo).out


def test_check_for_people_shows_the_same_findings_as_for_programs(rodtrad, checked, oslo):
    answer = rodtrad("check", "--book", oslo)
    assert answer.code == 0
    for finding in checked(oslo)["findings"]:
        assert f"{finding['id']} {finding['title']}" in answer.out
        assert finding["advice"] in answer.out
    assert "Sammenhenger prøvd" in answer.out


def test_strict_ends_with_one_when_a_grave_finding_is_open(rodtrad, checked, oslo):
    assert any(f["severity"] == "error" for f in checked(oslo)["findings"])
    answer = rodtrad("check", "--strict", "--json", "--book", oslo)
    assert answer.code == 1
    assert answer.json == checked(oslo)
    assert answer.err == ""


def test_strict_ends_with_nothing_when_no_grave_finding_is_open(rodtrad, checked, oslo):
    calm = next(
        n
        for n in ("I-01", "I-02", "T-02", "R-03", "R-04", "I-03")
        if (found := checked(oslo, "--number", n)["findings"])
        and all(f["severity"] != "error" for f in found)
    )
    assert rodtrad("check", "--strict", "--number", calm, "--book", oslo).code == 0


def test_one_check_alone(checked, oslo):
    found = checked(oslo, "--number", "S-03")["findings"]
    assert found
    assert {f["number"] for f in found} == {"S-03"}
    assert found == [f for f in checked(oslo)["findings"] if f["number"] == "S-03"]


def test_an_unknown_check_is_told_with_the_numbers_there_are(rodtrad, oslo):
    answer = rodtrad("check", "--number", "S-99", "--book", oslo)
    assert answer.code == 2
    assert "S-99" in answer.err
    assert "S-01" in answer.err


def test_documents_that_are_not_there(rodtrad, oslo, tmp_path):
    answer = rodtrad("check", "--documents", tmp_path, "--book", oslo, "--language", "en")
    assert answer.code == 2
    assert str(tmp_path) in answer.err
    assert ".txt" in answer.err


def test_english_output_is_english(rodtrad, oslo):
    answer = rodtrad("check", "--language", "en", "--book", oslo)
    assert answer.code == 0
    assert "Relations tested" in answer.out
    assert "Sammenhenger" not in answer.out
    assert "Avviket" not in answer.out


def test_the_count_of_verdicts_is_the_same_when_one_check_is_shown(rodtrad, checked, own_book):
    name = checked(own_book, "--number", "S-03")["findings"][0]["id"]
    assert rodtrad("accept", name, "--reason", "Ulike tellinger", "--book", own_book).code == 0
    assert checked(own_book, "--number", "P-01")["verdicts"] == checked(own_book)["verdicts"]


@pytest.mark.parametrize(
    "typed",
    [("check",), ("serve",), ("show", "a/b"), ("publish",), ("accept", "S-01", "--reason", "x")],
)
def test_a_missing_book_is_told_clearly(rodtrad, tmp_path, typed):
    answer = rodtrad(*typed, "--book", tmp_path / "none")
    assert answer.code == 3
    assert str(tmp_path / "none") in answer.err
    assert "rodtrad" in answer.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "typed", [("check",), ("read", "oslo"), ("demo",), ("accept", "S-01", "--reason", "x")]
)
def test_a_book_made_by_a_newer_version_is_refused(rodtrad, own_book, typed):
    with sqlite3.connect(own_book / FILE_NAME) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    answer = rodtrad(*typed, "--book", own_book)
    assert answer.code == 3
    assert "nyere" in answer.err
    assert str(own_book) in answer.err


def test_a_file_that_is_no_book_is_refused(rodtrad, tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    answer = rodtrad("check", "--book", tmp_path)
    assert answer.code == 3
    assert str(tmp_path) in answer.err
