"""Reports and budgets of our own are read whole, as text, Word and PDF, with any years, columns and units."""

from pathlib import Path
from typing import Any

import pytest
from compared import findings, missed, opened, unseen
from made import budget, report
from made.pieces import Made

from rodtrad.core.verdict import Severity, Verdict
from rodtrad.readers.document import read_printed
from rodtrad.readers.page import Printed

MAKERS = {"report": report.make, "budget": budget.make}
VARIANTS: dict[str, dict[str, Any]] = {
    "report": {},
    "report-columns": {
        "column_order": ("accounts_before", "accounts", "regulated", "adopted", "deviation"),
        "years": 4,
    },
    "report-thousand": {"unit": "1000 kr", "year": 2024},
    "report-three": {"column_order": ("accounts", "regulated", "deviation"), "schemes": 4, "years": 3},
    "report-agency": {"agency": "Boligetaten", "year": 2031, "schemes": 5},
    "budget": {},
    "budget-columns": {
        "column_order": ("plan", "adopted", "regulated", "accounts"),
        "years": 3,
        "rounding": True,
    },
    "budget-two": {"column_order": ("adopted", "plan"), "areas": ("FO3", "FO4C"), "year": 2030},
    "budget-all": {"areas": ("FO1", "FO2A", "FO3", "FO4C"), "agency": "Bydel Nordre Elv"},
}
SEEDS = range(3)


def made_one(variant: str, seed: int) -> Made:
    return MAKERS[variant.partition("-")[0]](seed, **VARIANTS[variant])


def not_read(made: Made, printed: Printed) -> list[str]:
    """Known facts and figures that were not read, and findings that a faultless document must not have."""
    read = read_printed(printed, {})
    assert read.about.kind.value == made.kind
    wrong = [f for f in findings(read) if f.severity is Severity.ERROR or f.verdict is Verdict.CONTRADICTION]
    told = [f"{f.number} {f.lines} {f.addresses}" for f in wrong]
    return [*missed(made, printed, read), *unseen(made, printed, read), *told]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_text_is_read_whole_and_clean(variant: str, seed: int, tmp_path: Path) -> None:
    made = made_one(variant, seed)
    assert not_read(made, opened(made, "txt", tmp_path)) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_word_file_is_read_whole_and_clean(variant: str, tmp_path: Path) -> None:
    made = made_one(variant, 0)
    assert not_read(made, opened(made, "docx", tmp_path)) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_pdf_is_read_whole_and_clean(variant: str, tmp_path: Path) -> None:
    made = made_one(variant, 0)
    assert not_read(made, opened(made, "pdf", tmp_path)) == []
