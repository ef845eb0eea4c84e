"""Our own mistakes: readings that do not stand where we say they stand."""

from collections.abc import Iterator, Mapping

import polars as pl

from rodtrad.checks.registry import CHECKS, Check
from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity, Verdict

CHECKS["L-01"] = Check("L-01", Severity.ERROR)
_LINES_BEFORE, _LINES_AFTER = 8, 60
_WORDS = {
    "0": ("",),
    "0.5": ("halv", "½", "50 %", "50\n%"),
    "1": ("en",),
    "2": ("to",),
    "3": ("tre",),
    "6": ("seks",),
    "8": ("åtte",),
    "10": ("ti",),
    "100": ("hele",),
}
"""Small numbers as Norwegian prose writes them."""


def readings_not_on_the_page(
    readings: pl.DataFrame, pages: Mapping[str, str], last_lines: pl.DataFrame
) -> Iterator[Finding]:
    """L-01: the digits of a reading are not found near the line it names.

    readings    address, text, document, line
    pages       document name to its whole text
    last_lines  document, line, last_line: how far a table that begins at a line reaches
    """
    reach = last_lines.unique(["document", "line"])
    placed = readings.filter(pl.col("document").is_in(list(pages)) & pl.col("line").is_not_null()).join(
        reach, on=["document", "line"], how="left", maintain_order="left"
    )
    lines = {document: text.lower().split("\n") for document, text in pages.items()}
    for row in placed.iter_rows(named=True):
        first = max(0, row["line"] - 1 - _LINES_BEFORE)
        last = (row["last_line"] or row["line"]) + _LINES_AFTER
        if not _stands_in(row["text"], "\n".join(lines[row["document"]][first:last])):
            yield Finding(
                number="L-01",
                severity=Severity.ERROR,
                verdict=Verdict.READING_ERROR,
                addresses=(row["address"],),
                document=row["document"],
                lines=(row["line"],),
                facts={"text": row["text"]},
            )


def _stands_in(reading: str, page: str) -> bool:
    """True when the page shows the number: as digits, in words, or printed twice over as bold type is."""
    wanted = "".join(c for c in reading.removesuffix(".0") if c.isdigit())
    shown = "".join(c for c in page if c.isdigit())
    doubled = "".join(c * 2 for c in wanted)
    in_millions = wanted.rstrip("0")
    return (
        wanted in shown
        or doubled in shown
        or (len(in_millions) > 2 and in_millions in shown)
        or any(w in page for w in _WORDS.get(reading.removesuffix(".0"), ()))
    )
