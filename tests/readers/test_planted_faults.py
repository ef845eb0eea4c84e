"""One planted error, larger than rounding, gives one finding that points to it, and no other."""

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from compared import calculated, findings, opened
from made import budget, letter, report, review
from made.as_text import double
from made.pieces import Made
from made.plant import plant

from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Verdict
from rodtrad.readers.document import read_printed
from rodtrad.readers.page import Printed

FAMILIES: dict[str, tuple[Any, dict[str, Any]]] = {
    "report": (report.make, {}),
    "report-columns": (
        report.make,
        {"column_order": ("accounts_before", "accounts", "regulated", "adopted", "deviation")},
    ),
    "report-thousand": (report.make, {"unit": "1000 kr", "year": 2024}),
    "budget": (budget.make, {}),
    "budget-columns": (
        budget.make,
        {"column_order": ("plan", "adopted", "regulated", "accounts"), "rounding": True},
    ),
    "budget-two": (
        budget.make,
        {"column_order": ("adopted", "plan"), "areas": ("FO3", "FO4C"), "year": 2030},
    ),
    "letter": (letter.make, {}),
    "review": (review.make, {}),
}
FAULTS = range(12)
FORMS = ("docx", "pdf")


@cache
def clean(family: str, form: str, folder: Path) -> tuple[Made, frozenset[tuple[str, str]]]:
    """A faultless document of a family, and what the checks remark on in it."""
    make, options = FAMILIES[family]
    made = make(3, **options)
    return made, frozenset(name_of(finding) for finding in found_in(opened(made, form, folder)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


def found_in(printed: Printed) -> list[Finding]:
    """Findings about figures that do not agree."""
    return list(calculated(findings(read_printed(printed, {}))))


def name_of(finding: Finding) -> tuple[str, str]:
    return finding.number, finding.addresses[0]


def lines_with(printed: Printed, text: str) -> set[int]:
    """The lines on which a number is printed, also after a label without a blank, and in doubled letters."""
    number = re.compile(rf"(?<![\d,]){re.escape(text)}(?!\S)")
    return {
        line.number
        for line in printed.lines
        if number.search(" ".join(line.text.split())) or double(text) in line.text
    }


def check_one_finding_points_to_it(family: str, form: str, fault: int, folder: Path) -> None:
    made, remarks = clean(family, form, folder)
    wrong, planted = plant(made, Random(fault))
    printed = opened(wrong, form, folder)
    [finding] = [f for f in found_in(printed) if name_of(f) not in remarks]
    assert finding.verdict in (Verdict.CONTRADICTION, Verdict.UNEXPLAINED)
    assert finding.relations
    assert lines_with(printed, planted.new) & set(finding.lines), planted


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_gives_one_finding_that_points_to_it(family: str, fault: int, folder: Path) -> None:
    check_one_finding_points_to_it(family, "txt", fault, folder)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("fault", range(100, 102))
def test_a_fault_in_a_file_is_found_as_well(family: str, form: str, fault: int, folder: Path) -> None:
    check_one_finding_points_to_it(family, form, fault, folder)
