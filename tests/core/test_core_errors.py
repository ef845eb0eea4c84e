"""One tree of errors with exit codes; findings that keep their name."""

import errno
import socket
import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import (
    AccessError,
    BookError,
    ConflictError,
    InputError,
    Problem,
    RodtradError,
    UsageError,
)
from rodtrad.core.finding import Finding
from rodtrad.core.verdict import HELD, Severity, Verdict
from rodtrad.core.words import say


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RodtradError("cannot_write"), 3),
        (UsageError("address_unknown"), 2),
        (BookError("book_newer"), 3),
        (ConflictError("load_overwrites_edits"), 3),
        (AccessError("unit_hidden"), 3),
        (InputError([]), 3),
    ],
)
def test_wrong_use_is_two_and_all_else_three(error, code):
    assert isinstance(error, RodtradError)
    assert error.exit_code == code


def test_an_error_carries_facts_and_not_prose():
    error = UsageError("check_unknown", number="S-99", known="S-01")
    assert error.message == "check_unknown"
    assert error.facts == {"number": "S-99", "known": "S-01"}
    assert str(error) == "check_unknown (number=S-99, known=S-01)"
    assert str(UsageError("author_missing")) == "author_missing"


def test_an_input_error_names_every_problem_with_its_place():
    problems = [
        Problem("not_a_number", "unit.csv", 3, "year", "i fjor"),
        Problem("file_empty", "goal.csv"),
    ]
    error = InputError(problems)
    assert error.problems == problems
    assert error.facts == {"count": 2}
    assert str(error) == "unit.csv:3:year not_a_number i fjor; goal.csv:-:- file_empty"


def finding(*addresses, **given):
    standard = {"number": "S-01", "severity": Severity.ERROR, "verdict": Verdict.CONTRADICTION}
    return Finding(**(standard | given), addresses=addresses)


def test_a_finding_keeps_its_name_when_its_addresses_change_places():
    assert finding("a/1", "b/2", "c/3").id == finding("c/3", "a/1", "b/2").id


@given(st.lists(st.text("abc/1", min_size=1), min_size=1, max_size=6, unique=True), st.randoms())
def test_the_name_of_a_finding_is_the_same_for_every_order(addresses, random):
    shuffled = list(addresses)
    random.shuffle(shuffled)
    assert finding(*addresses).id == finding(*shuffled).id


def test_the_name_of_a_finding_lasts_when_what_we_say_of_it_changes():
    before = finding("a/1", printed=1.0, lines=(4,))
    assert before.judged(Verdict.EXPLAINED, "Ulike tellinger").id == before.id
    assert finding("a/1", printed=2.0, lines=(9,)).id == before.id


def test_other_addresses_or_another_check_make_another_finding():
    names = {
        finding("a/1").id,
        finding("a/2").id,
        finding("a/1", "a/2").id,
        finding("a/1", number="S-02").id,
    }
    assert len(names) == 4
    assert all(name.startswith(("S-01-", "S-02-")) for name in names)


def test_the_gap_is_printed_minus_computed_and_unknown_without_both():
    assert finding("a", printed=1205.0, computed=1204.0).gap == 1.0
    assert finding("a", printed=1204.0, computed=1205.0).gap == -1.0
    assert finding("a", printed=1204.0).gap is None
    assert finding("a").gap is None


def test_a_judged_finding_keeps_its_facts_and_has_the_reason():
    judged = finding("a", printed=2.0, computed=1.0).judged(Verdict.EXPLAINED, "Avtalt")
    assert (judged.verdict, judged.reason, judged.gap) == (Verdict.EXPLAINED, "Avtalt", 1.0)


def test_six_verdicts_two_of_them_hold():
    assert [v.value for v in Verdict] == [
        "agrees",
        "rounding",
        "explained",
        "unexplained",
        "contradiction",
        "reading_error",
    ]
    assert HELD == (Verdict.AGREES, Verdict.ROUNDING)
    assert [s.value for s in Severity] == ["error", "warning", "notice"]


@pytest.mark.parametrize(
    ("trouble", "norwegian"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "det finnes ikke noe med det navnet"),
        (PermissionError(errno.EACCES, "Permission denied"), "du har ikke tilgang"),
        (IsADirectoryError(errno.EISDIR, "Is a directory"), "det er en mappe, ikke en fil"),
        (OSError(errno.ENOSPC, "No space left on device"), "det er ikke plass igjen på disken"),
        (OSError(errno.EROFS, "Read-only file system"), "disken kan bare leses"),
        (OSError(errno.EADDRINUSE, "Address already in use"), "porten er opptatt"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "ingen svarer der"),
        (socket.gaierror(-2, "Name or service not known"), "ingen maskin har det navnet"),
        (TimeoutError("timed out"), "svaret kom ikke i tide"),
        (ssl.SSLError(1, "certificate verify failed"), "systemet svarer «certificate verify failed»"),
        (ValueError("Expecting value"), "innholdet er ikke som ventet"),
    ],
)
def test_what_the_system_says_is_told_in_our_own_words(trouble, norwegian):
    error = UsageError("cannot_write", path="ark.xlsx", reason=trouble)
    told = error_sentence(error, "no")
    assert told == f"Kan ikke skrive til «ark.xlsx»: {norwegian}. Velg et annet sted."
    assert norwegian not in error_sentence(error, "en")


def test_a_noun_agrees_with_its_number():
    assert say("sheet_written", "no", rows=1, path="ark") == "Skrev 1 rad til «ark»."
    assert say("sheet_written", "no", rows="1 000", path="ark") == "Skrev 1 000 rader til «ark»."
    assert say("sheet_written", "en", rows=1, path="ark") == "Wrote 1 row to “ark”."
