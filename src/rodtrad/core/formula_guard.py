"""Texts in CSV files, kept from being formulas: spreadsheets run a cell that begins like one.

A text gets a mark in front, and so does a text that already has marks before such a sign:
what was marked is therefore known again, and the mark is taken off exactly.
"""

import re

import polars as pl

_MARK = "'"
_FORMULA = r"^'*[=+\-@\t\r]"
_MARKED = r"^'+[=+\-@\t\r]"


def guarded(text: str) -> str:
    """A text as it is written in a CSV file."""
    return f"{_MARK}{text}" if re.match(_FORMULA, text) else text


def guarded_column(text: pl.Expr) -> pl.Expr:
    """A column of texts as it is written in a CSV file."""
    return pl.when(text.str.contains(_FORMULA)).then(pl.lit(_MARK) + text).otherwise(text)


def unguarded_column(text: pl.Expr) -> pl.Expr:
    """A column of texts as it was before it was written in a CSV file."""
    return pl.when(text.str.contains(_MARKED)).then(text.str.slice(1)).otherwise(text)
