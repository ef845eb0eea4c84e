"""What a spreadsheet would run is marked in the CSV of a fact, and read back as it was."""

import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from package_samples import LINE_HEAD, UNITS, budget_line, with_base, write_package

from rodtrad.core.formula_guard import guarded
from rodtrad.models.concepts import SHAPES
from rodtrad.publish.sheets import fact_csv
from rodtrad.readers.datapackage import read_package

SIGNS = st.text(st.sampled_from("'=+-@x |,;\""), min_size=1, max_size=6)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
TEXTS = st.one_of(SIGNS, WORDS, st.builds(str.__add__, SIGNS, WORDS)).map(str.strip).filter(bool)


def units(label: str, label_en: str) -> pl.DataFrame:
    """The units of the sample, one of them with other names."""
    with tempfile.TemporaryDirectory() as folder:
        found = read_package(write_package(Path(folder), {"unit": UNITS})).facts["unit"]
    named = pl.col("key") == "BBJ"
    return found.with_columns(
        pl.when(named).then(pl.lit(label)).otherwise(pl.col("label")).alias("label"),
        pl.when(named).then(pl.lit(label_en)).otherwise(pl.col("label_en")).alias("label_en"),
    )


def read_again(written: str) -> pl.DataFrame:
    with tempfile.TemporaryDirectory() as folder:
        return read_package(write_package(Path(folder), {"unit": written})).facts["unit"]


@settings(max_examples=150, deadline=None)
@example("=1", "'=1")
@example("''@x", "'x")
@given(TEXTS, TEXTS)
def test_what_was_written_is_read_as_it_was(label, label_en):
    rows = units(label, label_en)
    written = fact_csv(rows, SHAPES["unit"])
    assert read_again(written).equals(rows)


def test_a_command_is_marked_and_read_as_it_was():
    rows = units("=cmd|x", "'=cmd|x")
    written = fact_csv(rows, SHAPES["unit"])
    assert written.splitlines()[2] == "BBJ,district,by,,,2024-01-01,,,'=cmd|x,''=cmd|x"
    assert read_again(written)["label"].to_list() == ["Byen", "=cmd|x"]
    assert read_again(written)["label_en"].to_list() == ["The city", "'=cmd|x"]


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@A", "'@A"), ("\t1", "'\t1"), ("\r1", "'\r1"),
     ("''=1", "'''=1"), ("'1", "'1"), ("a=1", "a=1"), ("", ""), ("–", "–")],
)  # fmt: skip
def test_only_what_could_be_run_is_marked(text, written):
    assert guarded(text) == written


def test_negative_numbers_are_not_marked(tmp_path):
    files = with_base(budget_line=budget_line("-1200"))
    rows = read_package(write_package(tmp_path, files)).facts["budget_line"]
    written = fact_csv(rows, SHAPES["budget_line"])
    assert written.startswith(LINE_HEAD)
    assert ",-1200,1000 kr," in written
