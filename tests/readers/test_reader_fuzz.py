"""Whatever stands in a file, the reader reads it or says what is wrong; it never falls over."""

import csv
import io
import tempfile
from pathlib import Path

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from package_samples import UNITS, with_base, write_package

from rodtrad.cli.errors import sentence_of
from rodtrad.core.errors import InputError
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.datapackage import read_package
from rodtrad.readers.tidy import tidy

OFTEN = settings(max_examples=150, deadline=None)
SEEN = ["", " ", "1", "-1,5", "1 043 396", "2026-05-15", "true", "by", "BBJ", "budsjett", "district", "kr",
        "mill. kr", "1000 kr", "-", "/", "#line", "0,00001", "nan", "1e5", "\ufeff", '"', "\n"]  # fmt: skip
PLAIN_DIGITS = st.text(max_size=12).filter(
    lambda text: not any(c.isdecimal() and not c.isascii() for c in text)
)
CELLS = st.one_of(st.sampled_from(SEEN), PLAIN_DIGITS)
TEN_DIGITS = st.text(st.characters(categories=["Nd"]), min_size=1, max_size=6)


@st.composite
def files(draw):
    """A fact, and a file with its headings and any text in the cells."""
    shaped = SHAPES[draw(st.sampled_from(sorted(SHAPES)))]
    row = st.lists(CELLS, min_size=len(shaped.columns), max_size=len(shaped.columns))
    return shaped.name, draw(st.lists(row, max_size=4))


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def read_or_refuse(written):
    """Read a package; when it is refused, every problem can be told in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            read_package(write_package(Path(folder), written))
            return
        except InputError as error:
            problems = error.problems
    assert problems
    assert all(sentence_of(p, "no") and sentence_of(p, "en") for p in problems)


@OFTEN
@given(files())
def test_any_text_in_any_cell_is_read_or_refused(file):
    name, rows = file
    read_or_refuse(with_base(**{name: as_csv([SHAPES[name].names(), *rows])}))


@OFTEN
@given(files())
def test_the_pure_half_reports_or_gives_rows_of_the_right_shape(file):
    name, rows = file
    shaped = SHAPES[name]
    text = pl.DataFrame(rows, schema=dict.fromkeys(shaped.names(), pl.String), orient="row")
    result = tidy(text, shaped, f"{name}.csv")
    assert result.facts.schema == pl.Schema(shaped.polars_schema())
    assert result.problems or result.facts.height == len(rows)
    assert all(p.file == f"{name}.csv" and p.line and p.column for p in result.problems)


@OFTEN
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    read_or_refuse({"unit": content})


@OFTEN
@given(st.text(max_size=80))
def test_any_text_after_the_heading_is_read_or_refused(text):
    assume(not any("\ud800" <= c <= "\udfff" for c in text))
    read_or_refuse({"unit": UNITS + text})


@OFTEN
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_is_the_same_however_a_norwegian_writes_it(value):
    plain = f"{value:.4f}"
    spaced = f"{value:,.4f}".replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212")
    shaped = SHAPES["population"]
    row = dict(zip(shaped.names(), ("d", "by", "total", "2026", "", "personer", "4", "1"), strict=True))
    rows = [row | {"persons": plain}, row | {"persons": spaced, "year": "2027"}]
    result = tidy(pl.DataFrame(rows), shaped, "population.csv")
    assert result.problems == []
    assert result.facts["persons"].to_list() == [round(value * 10_000)] * 2


@settings(deadline=None, database=None)
@given(TEN_DIGITS)
def test_digits_of_any_script_are_read_or_refused(digits):
    rows = [["budsjett", "BBJ", "total", "2026", digits, "personer", "0", "7"]]
    read_or_refuse(with_base(population=as_csv([SHAPES["population"].names(), *rows])))
