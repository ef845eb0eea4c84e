"""How much of what a person has read in the four documents the readers read as well, with fixed denominators.

    python tests/readers/recall.py      a table, file by file

A row of `shared/facts` is read when every number of it stands among the readings with the printed value at
its line (a row's wrapped label may begin a little above), or, where the row is words, when a fact of its
kind stands there. It is a fact when its numbers also became the right kind of fact.
"""

import csv
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from rodtrad.readers.document import DocumentRead, read_printed
from rodtrad.readers.open_text import open_text

SHARED = Path(__file__).parents[3] / "shared"
DOCUMENTS, FACTS = SHARED / "documents", SHARED / "facts"
NAMES = ("annual-report-vel-2024", "letter-vel-2026", "district-budget-bjerke-2026", "sector-review-set")
_NEAR, _LABEL, _CARD = 2, 8, 70
_SCALES = {"1000 kr": 1_000, "mill. kr": 1_000_000, "mrd. kr": 1_000_000_000}


@dataclass(frozen=True)
class Expected:
    """One row a person has read: its numbers in plain units, where it stands, and what fact it should be."""

    file: str
    document: str
    first: int
    last: int
    values: tuple[Decimal, ...]
    facts: tuple[str, ...]
    keys: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> bool:
        """Whether the row is words only."""
        return not self.values


@dataclass(frozen=True)
class Score:
    """Rows of one file: how many there are, are read, and became their fact."""

    rows: int
    read: int
    facts: int
    missed: tuple[Expected, ...]


Expect = Callable[[str, dict[str, str]], Expected]


def _numbers(row: dict[str, str], *columns: str, scale: int = 1) -> tuple[Decimal, ...]:
    return tuple(Decimal(row[c]) * scale for c in columns if row[c].strip() and _is_number(row[c]))


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except ArithmeticError:
        return False
    return True


def _plain(
    columns: tuple[str, ...],
    facts: tuple[str, ...],
    *,
    before: int = _NEAR,
    after: int = _NEAR,
    scale: int = 1,
) -> Expect:
    """Rows whose numbers stand near their own line and are one kind of fact."""

    def expect(file: str, row: dict[str, str]) -> Expected:
        line, values = int(row["source_line"]), _numbers(row, *columns, scale=scale)
        return Expected(file, row["source_doc"], line - before, line + after, values, facts, row)

    return expect


def _by_unit(file: str, row: dict[str, str]) -> Expected:
    line = int(row["source_line"])
    values = _numbers(row, "value" if "value" in row else "amount")
    return Expected(file, row["source_doc"], line - _NEAR, line + _NEAR, values, ())


def _card(file: str, row: dict[str, str]) -> Expected:
    line = int(row["source_line"])
    values = _numbers(row, *(f"effect_{y}" for y in range(2026, 2031)))
    return Expected(file, row["source_doc"], line, line + _CARD, values, ("measure_effect",), row)


def _cell(file: str, row: dict[str, str]) -> Expected:
    first, last = int(row["source_line_first"]), int(row["source_line_last"])
    scale = 1_000_000 if row["column"].endswith("_mill") else 1
    values = _numbers(row, "value", scale=scale)
    return Expected(file, row["source_doc"], first, last, values, ("table_figure", "key_figure"), row)


def _grant(file: str, row: dict[str, str]) -> Expected:
    line = int(row["source_line"])
    money = _numbers(row, "amount_thousand", "applied_thousand", scale=1000)
    values = (*money, *_numbers(row, "applications", "granted"))
    return Expected(file, row["source_doc"], line - _LABEL, line + _LABEL, values, ("grant",), row)


def _project(file: str, row: dict[str, str]) -> Expected:
    line = int(row["source_line"])
    columns = (f"{version}_2024_thousand" for version in ("dok3", "regulert", "regnskap", "avvik"))
    values = _numbers(row, *columns, scale=1000)
    return Expected(file, row["source_doc"], line - _NEAR, line + _NEAR, values, ("budget_line",), row)


def _service(file: str, row: dict[str, str]) -> Expected:
    """The number at the row's own line: its places, else its cost, price, or the share its note tells."""
    line = int(row["source_line"])
    told = re.search(r"district pays (\d+) %", row["note"])
    share = (Decimal(told[1]),) if told else ()
    every = _numbers(row, "places", "cost_per_day", "district_price_per_day") or share
    return Expected(file, row["source_doc"], line - _NEAR, line + _NEAR, every[:1], (), row)


_YEARS = ("2026", "2027", "2028", "2029")
_VERSIONS = ("regn_2024", "oppr_2025", "rev_2025", "okplan_2026")
_ACCOUNTS = ("regnskap_2024", "dok3_2024", "regulert_2024", "regnskap_2023", "avvik_2024")
_RESULTS = (*(f"result_{y}" for y in range(2020, 2026)), "target_value")
FILES: dict[str, Expect] = {
    "accounts": _plain(_ACCOUNTS, ("budget_line",)),
    "assignments": _plain((), ("assignment",)),
    "budget_adjustments": _plain(("amount_thousand",), ("budget_change",), scale=1000),
    "budget_changes_district": _plain(
        tuple(f"amount_{y}" for y in _YEARS), ("budget_change",), scale=1000, after=4
    ),
    "budget_changes_letter": _plain(_YEARS, ("budget_change",), scale=1000),
    "budget_district": _plain(_VERSIONS, ("budget_line",), scale=1000),
    "budget_letter": _plain(_YEARS, ("budget_line",), scale=1000),
    "criteria_shares": _plain(("change_2026_thousand_nok",), ("budget_change",), scale=1000),
    "demography": _plain(("persons",), ("population",)),
    "goals": _plain((), ("goal",)),
    "grants": _grant,
    "indicators": _plain(_RESULTS, ("indicator_value", "key_figure", "table_figure"), before=6, after=6),
    "indicators_district": _plain(
        ("y2023", "last_2024", "expected_2025", "target_2026"),
        ("indicator_value", "goal_link"),
        before=_LABEL,
    ),
    "investment_projects": _project,
    "measures": _card,
    "premises_district": _plain(("value",), ("premise",), before=6),
    "rates": _by_unit,
    "reporting_calendar": _plain((), ("reporting_duty",), before=4, after=4),
    "review_tables": _cell,
    "savings_district": _plain(("amount_2026_thousand_nok",), ("budget_change",), scale=1000),
    "service_prices": _service,
}
PARAMETERS = "parameters"


def expected_rows(file: str) -> Iterator[Expected]:
    """The rows of one file about the four documents."""
    with (FACTS / f"{file}.csv").open(encoding="utf-8") as opened:
        for row in csv.DictReader(opened):
            document = row["source_doc"]
            if document not in NAMES or not (row.get("source_line") or row.get("source_line_first")):
                continue
            if file == PARAMETERS:
                if document == "sector-review-set":
                    yield _parameter(row)
            else:
                yield FILES[file](file, row)


def _parameter(row: dict[str, str]) -> Expected:
    line, scale = int(row["source_line"]), {"mill. NOK": 1_000_000, "bn NOK": 1_000_000_000}
    by = next((s for words, s in scale.items() if row["unit"].startswith(words)), 1)
    day = row["value"].replace("-", "")
    values = (Decimal(day),) if row["unit"] == "date" else _numbers(row, "value", scale=by)
    return Expected(PARAMETERS, row["source_doc"], line - _NEAR, line + _NEAR, values, (), row)


class Readings:
    """What was read of one document, looked up by line."""

    def __init__(self, read: DocumentRead) -> None:
        self._at: dict[int, list[tuple[Decimal, str | None]]] = {}
        for seen in read.seen:
            for value in {seen.value, seen.value * _SCALES.get(seen.unit, 1)}:
                self._at.setdefault(seen.line, []).append((value, seen.address))
        self._rows = {
            fact: list(frame.iter_rows(named=True))
            for fact, frame in read.facts.items()
            if "line" in frame.columns
        }

    def found(self, row: Expected) -> bool:
        """Every number of the row is read at its lines; of words, a fact of their kind is."""
        if row.words:
            return self.is_fact(row)
        return all(any(v == value for v, _ in self._between(row)) for value in row.values)

    def is_fact(self, row: Expected) -> bool:
        """The row became a fact of the right kind."""
        if row.words:
            near = [
                there
                for fact in row.facts
                for there in self._rows.get(fact, ())
                if there["line"] is not None and row.first <= there["line"] <= row.last
            ]
            return any(_same_words(row, there) for there in near)
        kinds = tuple(f"{f}/" for f in row.facts)
        return all(
            any(
                v == value and a is not None and (not kinds or a.startswith(kinds))
                for v, a in self._between(row)
            )
            for value in row.values
        )

    def _between(self, row: Expected) -> Iterator[tuple[Decimal, str | None]]:
        for line in range(row.first, row.last + 1):
            yield from self._at.get(line, ())


def _same_words(row: Expected, there: dict[str, Any]) -> bool:
    keys = row.keys
    if row.file == "goals":
        return str(there["number"]) == keys["number"]
    if row.file == "assignments":
        day = there["deadline"].isoformat() if there["deadline"] else ""
        dated = keys["deadline"] == day or (not day and not keys["deadline"][:4].isdigit())
        return str(there["number"]) == keys["no"] and there["status"] == keys["status"] and dated
    return True


def read(name: str) -> DocumentRead:
    """One of the four documents, read."""
    content = (DOCUMENTS / f"{name}.txt").read_bytes()
    return read_printed(open_text(content, f"{name}.txt", lambda *_: None), {})


def read_all() -> dict[str, Readings]:
    """All four documents, read."""
    return {name: Readings(read(name)) for name in NAMES}


def scores(readings: dict[str, Readings]) -> dict[str, Score]:
    """The score of every file, and of the parameters last."""
    made = {}
    for file in [*FILES, PARAMETERS]:
        rows = list(expected_rows(file))
        read = [r for r in rows if readings[r.document].found(r)]
        facts = [r for r in rows if readings[r.document].is_fact(r)]
        made[file] = Score(len(rows), len(read), len(facts), tuple(r for r in rows if r not in read))
    return made


def total(made: dict[str, Score]) -> Score:
    """All files but the parameters together."""
    parts = [s for file, s in made.items() if file != PARAMETERS]
    return Score(sum(s.rows for s in parts), sum(s.read for s in parts), sum(s.facts for s in parts),
                 tuple(r for s in parts for r in s.missed))  # fmt: skip


def main() -> None:
    """Print the table, and with `--missed` every row that was not read."""
    made = scores(read_all())
    line = "{:<26}{:>6}{:>8}{:>9}{:>8}{:>9}\n"
    sys.stdout.write(line.format("file", "rows", "read", "", "fact", ""))
    for file, score in [*made.items(), ("all but parameters", total(made))]:
        if score.rows:
            shares = (f"{100 * n / score.rows:.1f} %" for n in (score.read, score.facts))
            read, facts = shares
            sys.stdout.write(line.format(file, score.rows, score.read, read, score.facts, facts))
    if "--missed" in sys.argv:
        for score in made.values():
            for row in score.missed:
                values, about = " ".join(str(v) for v in row.values), dict(list(row.keys.items())[:4])
                sys.stdout.write(f"{row.file} {row.document} {row.first}-{row.last} {values} {about}\n")


if __name__ == "__main__":
    main()
