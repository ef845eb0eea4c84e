"""A made-up book of the size of Oslo, for `year_at_work.py`."""

import polars as pl
from million_lines import GROUPS, PARENTS, YEARS, lines_of

UNITS, ASSIGNMENTS, INDICATORS, GOALS = 60, 5_000, 10, 8


def tables_of(lines: int) -> dict[str, pl.DataFrame]:
    """The facts of the book, as texts and numbers; every number is made up.

    Each unit has a letter of 2026 that is sent, with its assignments, and one of 2027 that is being written.
    """
    units = [f"U{u}" for u in range(UNITS)]
    letters = [(f"letter-u{at}-{year}", unit, year) for year in (2026, 2027) for at, unit in enumerate(units)]
    return {**budget_tables(lines, units), **letter_tables(letters), **contents_of(letters)}


NAMED = {"label": "Noe å gjøre", "label_en": "Something to do"}
Letters = list[tuple[str, str, int]]
"""Document, unit and year."""


def budget_tables(lines: int, units: list[str]) -> dict[str, pl.DataFrame]:
    """The units, the codes and the budget."""
    budget = {"document": "budsjett", "table": "hovedtabell", "version": "adopted"}
    printed = {"printed_unit": "1000 kr", "decimals": "0", "line": "1"}
    agencies = [{"key": unit, "kind": "agency", "parent": "BY"} for unit in units]
    same = (pl.lit(value).alias(name) for name, value in {**budget, **printed}.items())
    return {
        "unit": frame([{"key": "BY", "kind": "municipality"}, *agencies], NAMED),
        "code": frame(codes(lines), NAMED),
        "budget_line": lines_of(UNITS, functions_of(lines)).with_columns(same),
    }


def letter_tables(letters: Letters) -> dict[str, pl.DataFrame]:
    """The documents, and how far each has come."""
    whole = {"key": "budsjett", "kind": "district_budget", "unit": "BY", "year": "2026"}
    documents = [
        {"key": letter, "kind": "allocation_letter", "unit": unit, "year": str(year)}
        for letter, unit, year in letters
    ]
    sent = [
        {"document": letter, "sender": "BY", "receiver": unit, "year": str(year)}
        for letter, unit, year in letters
    ]
    return {
        "document": frame([whole, *documents], NAMED),
        "working_document": frame([state_of(letter, year) for letter, _, year in letters]),
        "allocation_letter": frame(sent),
    }


def contents_of(letters: Letters) -> dict[str, pl.DataFrame]:
    """Goals, indicators with values of three years, and assignments."""
    goals = [
        {"document": letter, "number": f"1.{g}" if g else "1", "parent": "1" if g else ""}
        for letter, _, _ in letters
        for g in range(GOALS)
    ]
    indicators = [
        {"document": letter, "key": f"i{i}", "concept": f"{unit}-i{i}", "unit": unit, "goal": "1.1"}
        for letter, unit, _ in letters
        for i in range(INDICATORS)
    ]
    values = [
        {"document": letter, "indicator": f"i{i}", "year": str(year), "value": str(40 + i)}
        for letter, _, _ in letters
        for i in range(INDICATORS)
        for year in (2025, 2026, 2027)
    ]
    tasks = [
        {"document": f"letter-u{n % UNITS}-2026", "number": str(n // UNITS + 1), "owner": f"U{n % UNITS}"}
        for n in range(ASSIGNMENTS)
    ]
    percent = {"kind": "result", "printed_unit": "prosent", "decimals": "0", "line": "0"}
    new = {"status": "new", "deadline": "2026-12-15", "line": "0"}
    return {
        "goal": frame(goals, NAMED | {"level": "goal", "line": "0"}),
        "indicator": frame(indicators, NAMED | {"better": "higher", "line": "0"}),
        "indicator_value": frame(values, percent),
        "assignment": frame(tasks, NAMED | new),
    }


def functions_of(lines: int) -> int:
    """How many functions each unit has in a book of so many budget lines."""
    return max(1, round(lines / (UNITS * len(GROUPS) * len(YEARS))) - 1)


def codes(lines: int) -> list[dict[str, str]]:
    """The account groups in their tree, and the functions."""
    groups = {**PARENTS, "drift-utgift": "drift", "drift-inntekt": "drift", "drift": ""}
    functions = (f"F{number}" for number in range(functions_of(lines)))
    listed = [{"dimension": "account_group", "code": c, "parent": p} for c, p in groups.items()]
    return listed + [{"dimension": "function", "code": c, "parent": ""} for c in functions]


def state_of(letter: str, year: int) -> dict[str, str]:
    """How far a letter has come."""
    same = {"document": letter, "unit": "BY", "edition": "1"}
    return same | (
        {"state": "draft", "sent": ""} if year == 2027 else {"state": "sent", "sent": "2026-01-15"}
    )


def frame(rows: list[dict[str, str]], same: dict[str, str] | None = None) -> pl.DataFrame:
    """Rows as a table of texts, with what is the same in all of them."""
    made = pl.DataFrame(rows, infer_schema_length=None)
    return made.with_columns(pl.lit(v).alias(n) for n, v in (same or {}).items())
