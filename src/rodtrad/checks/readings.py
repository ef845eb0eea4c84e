"""Our own mistakes: readings that do not stand where we say they stand."""

import re
from collections.abc import Iterator, Mapping

import polars as pl

from rodtrad.checks.registry import CHECKS, Check, check
from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.weave import Thread

CHECKS["L-01"] = Check("L-01", Severity.ERROR)
_LINES_BEFORE, _LINES_AFTER = 8, 60
_SHORT = 3
"""Digits too few to be sure of in doubled type."""
_WORDS = {
    "0.5": ("halv", "½", "50 %", "50\n%"),
    "1": ("en", "én", "ett"),
    "2": ("to",),
    "3": ("tre",),
    "5": ("fem",),
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


@check("L-02", Severity.WARNING)
def readings_we_doubt(thread: Thread) -> Iterator[Finding]:
    """L-02: a row of figures that we are not sure of having read right."""
    for row in thread.facts["reading_doubt"].iter_rows(named=True):
        made = [row["address"]] if row["address"] in thread.at else []
        yield Finding(
            number="L-02",
            severity=Severity.WARNING,
            verdict=Verdict.READING_ERROR,
            addresses=(*made, SHAPES["reading_doubt"].address_of(row)),
            document=row["document"],
            lines=(row["line"],),
            facts={"text": " ".join(row["text"].split()), "reason": row["reason"]},
        )


def _stands_in(reading: str, page: str) -> bool:
    """True when the page shows the number whole: as digits, in words, or doubled as bold type is."""
    number = re.sub(r"\s", "", reading).replace(",", ".").lstrip("-\u2212").removesuffix(".0")
    if any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", page) for w in _WORDS.get(number, ())):
        return True
    return any(re.search(pattern, page) for pattern in _as_printed(number))


def _as_printed(number: str) -> Iterator[str]:
    """Patterns of a number as a page may print it: grouped in threes, in thousands or in millions."""
    for scaled in (number, *_scaled_down(number)):
        whole, _, part = scaled.partition(".")
        head = len(whole) % 3 or 3
        groups = [whole[:head], *(whole[i : i + 3] for i in range(head, len(whole), 3))]
        decimals = rf"[.,]\s?{part}" if part else ""
        yield r"(?<!\d)" + r"[\s.]{0,2}".join(groups) + decimals + r"(?!\d)"
    if len(number) > _SHORT:
        yield r"[\s.,]*".join(digit * 2 for digit in number if digit.isdigit())


def _scaled_down(number: str) -> Iterator[str]:
    """A whole number told in thousands or millions, with and without its last zeros."""
    for places in (3, 6):
        if number.isdigit() and len(number) > places:
            whole, part = number[:-places], number[-places:]
            yield f"{whole}.{part}"
            yield f"{whole}.{part.rstrip('0')}".rstrip(".")
