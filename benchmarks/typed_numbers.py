"""Time from a pause in the typing until something can be said of the numbers: on a book of 100,000 figures.

    python benchmarks/typed_numbers.py [--lines N] [--rounds N]

The book is the generated one of million_lines.py, with a name of its own for each unit. The sentences of a
text name one unit, or ten in turn. "First" is the first pause after the book has changed, when the figures
are sorted; the others are the median and the slowest of the rounds, with one more letter typed in each.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import polars as pl
from million_lines import YEARS, write_package

from rodtrad.models.figure_index import FigureIndex
from rodtrad.models.naming import Naming
from rodtrad.models.suggesting import About, suggestions
from rodtrad.models.thread.weave import Thread, thread_of
from rodtrad.readers.datapackage import read_package

LINES, ROUNDS = 100_000, 50
DOCUMENT = "budsjett"
DIGITS = ("null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni")


def named(key: str) -> str:
    """A name of letters for a unit's key, such as `etat en to` for U12."""
    return "etat" + "".join(DIGITS[int(digit)] for digit in key if digit.isdecimal())


def book_of(lines: int) -> Thread:
    """A generated book whose units have names."""
    with tempfile.TemporaryDirectory() as folder:
        write_package(Path(folder), lines)
        facts = dict(read_package(Path(folder)).facts)
    units = facts["unit"].with_columns(pl.col("key").map_elements(named, pl.String).alias("label"))
    total = pl.col("code") == "drift-utgift"
    label = pl.when(total).then(pl.lit("Driftsutgifter")).otherwise("label").alias("label")
    return thread_of(facts | {"unit": units, "code": facts["code"].with_columns(label)})


def text_of(thread: Thread, units: Sequence[str], sentences: int) -> str:
    """A text with a number in each sentence; every number is some figure's."""
    chosen = random.Random(1)
    amounts = thread.facts["budget_line"]["amount"]
    return " ".join(
        f"Driftsutgiftene i {units[n % len(units)]} var "
        f"{chosen.choice(amounts) / 1e8:.1f} mill. kr i {YEARS[n % len(YEARS)]}.".replace(".", ",", 1)
        for n in range(sentences)
    )


def measure(thread: Thread, text: str, rounds: int) -> tuple[int, list[float]]:
    """How many hints a text gives, and the milliseconds of each pause."""
    naming, spent, hints = Naming(FigureIndex(thread)), [], 0
    for pause in range(rounds + 1):
        start = time.perf_counter()
        hints = len(suggestions(naming, text + "x" * pause, About(DOCUMENT)))
        spent.append((time.perf_counter() - start) * 1000)
    return hints, spent


def main() -> None:
    """Measure texts of several lengths."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    given.add_argument("--lines", type=int, default=LINES)
    given.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = given.parse_args()
    thread = book_of(chosen.lines)
    start = time.perf_counter()
    FigureIndex(thread)
    sorting = (time.perf_counter() - start) * 1000
    print(f"{thread.figure_count:,} figures, placed in {sorting:.0f} ms")
    names = thread.facts["unit"]["label"].to_list()
    print("| units named | numbers | signs | hints | first, ms | median, ms | slowest, ms |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for units, sentences in ((1, 5), (1, 50), (10, 5), (10, 50)):
        text = text_of(thread, names[1 : units + 1], sentences)
        hints, (first, *rest) = measure(thread, text, chosen.rounds)
        told = f"{first:.0f} | {median(rest):.1f} | {max(rest):.1f}"
        print(f"| {units} | {sentences} | {len(text)} | {hints} | {told} |")


if __name__ == "__main__":
    main()
