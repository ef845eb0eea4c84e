"""Pages of the letter in the Oslo book, set by hand: our words, and figures that are read from the lines."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from rodtrad.models.concepts import SHAPES
from rodtrad.store.book import Book

LETTER = "letter-vel-2026"
LINES = """
    line page block kind      text
    535  1    1     furniture Tildelingsbrev
    536  1    2     heading   Budsjettet til etaten
    537  1    3     paragraph Her står rammen for de fire årene, fordelt på
    538  1    3     paragraph konto. Tallene er i tusen kroner.
    553  1    4     table     14 Overføringer  134 508 134 508 134 508 134 508
    558  1    4     table     18 Andre inntekter -86 376 -86 376 -86 376 -86 376
    559  1    4     table     990077  223300 990011  334499 889944  008800 888877  002244
    560  1    5     heading   Som vi ikke har lest
    640  2    6     heading   Tilskudd
    641  2    7     list      - frivillige og ideelle
    642  2    7     list      - integrering
    644  2    8     table     163 299 162 207  161 514
    646  2    8     table     Integrering 20 857 21 109 23 523
    650  2    9     paragraph Akutt overnatting får 7,4 mill. kroner, og noe mer neste år.
    653  4    10    paragraph Siste ord, om 4 307 tusen kroner.
"""
"""Page 3 is empty. Lines that figures are read from are left out after line 650 and after line 653."""


def printed_lines() -> pl.DataFrame:
    rows = [line.split(maxsplit=4) for line in LINES.strip().splitlines()[1:]]
    made = [
        {"document": LETTER, "line": int(n), "page": int(p), "block": int(b), "kind": kind, "text": text}
        for n, p, b, kind, text in rows
    ]
    return pl.DataFrame(made, schema=SHAPES["document_line"].polars_schema(), orient="row")


def add_lines(place: Path) -> None:
    """Give the letter in the Oslo book its text."""
    with Book.open(place) as book:
        facts = {"document_line": printed_lines()}
        book.load(facts, None, by="Ansatt to", at=datetime.now(UTC), why="the letter's text")
