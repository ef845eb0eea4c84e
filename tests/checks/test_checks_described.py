"""Every check number is tested both ways, and described."""

import re
from pathlib import Path

from rodtrad.checks import run
from rodtrad.checks.registry import CHECKS
from rodtrad.core.check_words import CHECK_WORDS
from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity, Verdict

_TEST = re.compile(r"^def test_([a-z])(\d\d)_(clean|planted)", re.MULTILINE)


def numbers_tested(kind):
    """Numbers with a test named after them: `test_s01_clean...` or `test_s01_planted...`."""
    texts = (path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    names = (match for text in texts for match in _TEST.findall(text))
    return {f"{letter.upper()}-{digits}" for letter, digits, found in names if found == kind}


def test_importing_run_registers_every_module():
    assert {check.run.__module__ for check in CHECKS.values() if check.run} <= {
        "rodtrad.checks.relations",
        *(module.__name__ for module in run.FUNCTION_MODULES),
    }


def test_every_check_has_a_clean_test():
    assert numbers_tested("clean") == set(CHECKS)


def test_every_check_has_a_planted_fault():
    assert numbers_tested("planted") == set(CHECKS)


def test_every_check_is_described_and_nothing_else_is():
    assert set(CHECK_WORDS) == set(CHECKS)


def test_every_description_is_written_in_both_languages():
    for number, words in CHECK_WORDS.items():
        for norwegian, english in (words.title, words.meaning, words.sentence, words.advice):
            assert norwegian.strip(), number
            assert english.strip(), number
            assert norwegian != english, number


def test_both_languages_of_a_sentence_name_the_same_facts():
    for number, words in CHECK_WORDS.items():
        norwegian, english = (set(re.findall(r"{(\w+)}", text)) for text in words.sentence)
        assert norwegian == english, number
        assert "place" in norwegian, number


def test_a_check_is_keyed_by_its_own_number():
    assert all(number == check.number for number, check in CHECKS.items())


def finding(*addresses, number="S-01"):
    return Finding(number, Severity.ERROR, Verdict.CONTRADICTION, addresses)


def test_a_finding_keeps_its_name_whatever_the_order_of_its_addresses():
    assert finding("a", "b").id == finding("b", "a").id
    assert finding("a").id != finding("b").id
    assert finding("a", number="S-02").id.startswith("S-02-")
