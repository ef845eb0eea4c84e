"""Help teaches, in Norwegian; wrong use is told and ends with code 2."""

import re
import subprocess
import sys

import pytest

from rodtrad import __version__
from rodtrad.checks.run import CHECKS
from rodtrad.cli.main import app
from rodtrad.core import words

COMMANDS = (
    "demo", "serve", "read", "check", "show", "accept", "compute", "publish", "backup", "remind", "restore",
)  # fmt: skip
ENGLISH = re.compile(r"\b(the|this|your|book folder|whether|reads)\b", re.IGNORECASE)


def own_words(help_text):
    """Help without the words that the command line library writes itself."""
    return help_text.replace("Show this message and exit.", "")


def test_these_are_all_commands():
    assert {c.name or c.callback.__name__ for c in app.registered_commands} == set(COMMANDS)


def test_help_names_every_command_and_where_to_begin(rodtrad):
    answer = rodtrad("--help")
    assert answer.code == 0
    for command in COMMANDS:
        assert re.search(rf"\b{command}\b", answer.out)
    assert "rodtrad demo" in answer.out
    assert "--language en" in answer.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_teaches_in_norwegian(rodtrad, command):
    answer = rodtrad(command, "--help")
    assert answer.code == 0
    assert f"Eksempel: rodtrad {command}" in answer.out or "Leser eksempelet" in answer.out
    assert "Mappen der boken ligger" in answer.out
    assert not ENGLISH.search(own_words(answer.out))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_explained(command):
    [registered] = [c for c in app.registered_commands if (c.name or c.callback.__name__) == command]
    for parameter, hint in registered.callback.__annotations__.items():
        if parameter != "return":
            assert hint.__metadata__[0].help


def test_the_version(rodtrad):
    answer = rodtrad("--version")
    assert (answer.code, answer.out.strip()) == (0, f"rodtrad {__version__}")


@pytest.mark.parametrize("language", ["no", "en"])
def test_explain_lists_every_check(rodtrad, language):
    answer = rodtrad("check", "--explain", "--language", language)
    assert answer.code == 0
    for number in CHECKS:
        assert f"{number} {words.check_title(number, language)}" in answer.out
        assert words.check_meaning(number, language) in answer.out


def test_explain_needs_no_book(rodtrad, tmp_path):
    assert rodtrad("check", "--explain", "--book", tmp_path / "none").code == 0


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (("read",), "PAKKE"),
        (("show",), "ADRESSE"),
        (("accept",), "FUNN"),
        (("accept", "S-01"), "--reason"),
        (("check", "--strikt"), "--strikt"),
        (("sjekk",), "sjekk"),
    ],
)
def test_wrong_use_names_what_is_wrong_and_ends_with_two(rodtrad, typed, names):
    answer = rodtrad(*typed)
    assert answer.code == 2
    assert answer.out == ""
    assert names in answer.err


@pytest.mark.parametrize(
    "typed", [("check",), ("demo",), ("show", "a"), ("publish",), ("read", "oslo"), ("check", "--explain")]
)
def test_an_unknown_language_is_told_with_the_choices(rodtrad, tmp_path, typed):
    answer = rodtrad(*typed, "--book", tmp_path / "none", "--language", "fr")
    assert answer.code == 2
    assert "fr" in answer.err
    assert "no eller en" in answer.err
    assert not (tmp_path / "none").exists()


def test_as_a_program_of_its_own(tmp_path):
    def typed(*arguments):
        command = [sys.executable, "-m", "rodtrad", *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False)

    assert typed("--version").stdout == f"rodtrad {__version__}\n"
    wrong = typed("read", "finnes-ikke", "--language", "en")
    assert wrong.returncode == 3
    assert "datapackage.json" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    assert wrong.stdout == ""
    assert list(tmp_path.iterdir()) == []
