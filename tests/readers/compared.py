"""What a reader found in a made document, beside what is known to stand there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from made.as_docx import as_docx
from made.as_pdf import as_pdf
from made.as_text import as_text
from made.pieces import Known, Made

from rodtrad.checks.run import judgement_of
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import UNITS
from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.document import DocumentRead
from rodtrad.readers.open_document import open_document
from rodtrad.readers.page import Line, Printed

Row = dict[str, Any]

CALCULATED = ("S", "D", "F", "E", "P", "A", "U")
"""Families of checks that compare figures with each other."""

_GROUPS = {"expenses": "drift-utgift", "income": "drift-inntekt", "net": "drift"}
_STEPS = {
    "in_year": ("in-year",),
    "compensation": ("compensation", "compensation-1"),
    "compensation_sum": ("compensation", "compensation-1"),
}
_AGES = {"0 - åringer": "0", "Eldre (90 år og eldre)": "90+", "Total": "total"}
_GRANTED = {"frame": "amount", "applications": "applications", "applied": "applied", "granted": "granted"}
_PREMISES = {"budget": ("plan", "adopted"), "accounts": ("accounts",)}
_AROUND = 6


def printed_text(name: str, text: str) -> Printed:
    """A text as a file of it is opened; every sixty lines are a page."""
    lines = tuple(Line(n, 1 + n // 60, line) for n, line in enumerate(text.split("\n"), 1))
    return Printed(name, lines[-1].page, lines)


def opened(made: Made, form: str, folder: Path) -> Printed:
    """The document as it is opened from a file of a form: txt, docx or pdf."""
    if form == "txt":
        return printed_text(f"{made.name}.txt", as_text(made))
    path = folder / f"{made.name}.{form}"
    path.write_bytes({"docx": as_docx, "pdf": as_pdf}[form](made))
    return open_document(path)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fact that a known figure should have become: rows that may be it, its column, and its grains."""

    known: Known
    fact: str
    column: str
    fits: Callable[[Row], bool]

    def grains(self, unit: str) -> Decimal:
        """The known number in whole grains of the unit it was read in."""
        assert self.known.value is not None
        return self.known.value * UNITS[unit].grains


def missed(made: Made, printed: Printed, read: DocumentRead) -> list[str]:
    """Known figures of tables, and known words, that did not become the right fact at the right line."""
    rows = {fact: frame.to_dicts() for fact, frame in read.facts.items()}
    lines = {line.number: line.text for line in printed.lines}
    made_of = _Wanted(rows)
    told = []
    for known in made.known:
        wanted = made_of.wanted(known)
        if wanted is None:
            continue
        mine = [row for row in rows.get(wanted.fact, ()) if wanted.fits(row)]
        if not any(_is_it(wanted, row, lines) for row in mine):
            there = [(r.get("line"), r.get(wanted.column)) for r in mine][:4]
            told.append(f"{known.kind} {known.printed!r} {dict(known.keys)}: {there}")
    return told


def _is_it(wanted: Wanted, row: Row, lines: dict[int, str]) -> bool:
    if wanted.known.value is None:
        return True
    unit = row.get("printed_unit") or "antall"
    if wanted.column in ("persons",):
        unit = "personer"
    if wanted.column in ("applications", "granted"):
        unit = "antall"
    right = row[wanted.column] is not None and row[wanted.column] == wanted.grains(_unit(wanted, unit))
    return right and _stands(wanted.known.printed, row["line"], lines)


def _unit(wanted: Wanted, unit: str) -> str:
    """Money is compared in the unit it was known in, other figures in the unit they were read in."""
    return (
        wanted.known.unit
        if wanted.known.unit in ("kr", "1000 kr", "mill. kr") and wanted.fact != "premise"
        else unit
    )


def _stands(text: str, line: int, lines: dict[int, str]) -> bool:
    """Whether a printed number stands at a line, or where its row goes on just below."""
    around = " ".join(lines.get(line + n, "") for n in range(_AROUND))
    plain = re.sub(r"\s+", " ", around)
    return re.sub(r"\s+", " ", text) in plain or "".join(sign * 2 for sign in text) in around


class _Wanted:
    """Says which fact a known figure should be."""

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        self._units = {str(r["label"]).split(": ")[-1]: r["key"] for r in rows.get("unit", ())}
        self._labels = {r["key"]: str(r["label"]) for r in rows.get("indicator", ())}

    def wanted(self, known: Known) -> Wanted | None:
        """The fact, or None for figures that need not be steering facts."""
        find = getattr(self, f"_{known.kind}", None)
        return find(known, dict(known.keys)) if find else None

    def _budget_line(self, known: Known, about: dict[str, Any]) -> Wanted:
        group = _GROUPS.get(about["account_group"], about["account_group"])
        same = {"account_group": group, "year": about["year"], "version": about["version"]}
        same |= {n: about[n] or None for n in ("chapter", "project", "area", "function") if n in about}
        if "function" not in about:
            same["function"] = None
        if about.get("function") == "all":
            same |= {"function": None, "table": "per-funksjon"}
        if "chapter" not in about:
            same["unit"] = self._units.get(about["unit"])
        return Wanted(known, "budget_line", "amount", lambda row: _has(row, same))

    def _budget_change(self, known: Known, about: dict[str, Any]) -> Wanted:
        area = None if about["area"] == "all" else about["area"]
        codes = _STEPS.get(about["category"], (about["category"],))
        words = re.sub(r"^Omstillingstiltak: ", "", about["code"])

        def fits(row: Row) -> bool:
            named = row["label"] == words if about["category"] == "saving" else row["code"] in codes
            return named and _has(row, {"area": area, "year": about["year"], "table": "rammeendring"})

        return Wanted(known, "budget_change", "amount", fits)

    def _adjustment(self, known: Known, about: dict[str, Any]) -> Wanted:
        decision = None if about["art"] == "sum" else about["decision"]
        code = "sum" if decision is None else f"{decision}-{about['art']}"
        same = {"decision": decision, "chapter": about["chapter"], "code": code, "year": about["year"]}
        return Wanted(known, "budget_change", "amount", lambda row: _has(row, same))

    def _investment(self, known: Known, about: dict[str, Any]) -> Wanted:
        project = None if about["project"] == "sum" else about["project"]
        same = {
            "table": "investeringsprosjekter",
            "project": project,
            "version": about["version"],
            "year": about["year"],
        }
        return Wanted(known, "budget_line", "amount", lambda row: _has(row, same))

    def _population(self, known: Known, about: dict[str, Any]) -> Wanted:
        label = about["age_group"]
        found = re.search(r"(\d+)-(\d+) år", label)
        age = _AGES.get(label) or (f"{found[1]}-{found[2]}" if found else "")
        same = {"age_group": age, "year": about["year"]}
        return Wanted(known, "population", "persons", lambda row: _has(row, same))

    def _criteria_share(self, known: Known, about: dict[str, Any]) -> Wanted:
        area = None if about["area"] == "all" else about["area"]
        same = {"table": "kriterieendring", "area": area, "year": about["year"]}
        return Wanted(known, "budget_change", "amount", lambda row: _has(row, same))

    def _indicator_value(self, known: Known, about: dict[str, Any]) -> Wanted | None:
        if about["measure"] == "deviation" or about["indicator"].startswith("Sykefravær"):
            return None
        label = re.sub(r"^FO\d\w* \(\w+\) ", "", about["indicator"])
        same = {"kind": about["measure"], "year": about["year"]}
        keys = {key for key, words in self._labels.items() if words == label}
        return Wanted(
            known, "indicator_value", "value", lambda row: row["indicator"] in keys and _has(row, same)
        )

    def _grant(self, known: Known, about: dict[str, Any]) -> Wanted:
        same = {"label": about["scheme"], "year": about["year"]}
        return Wanted(known, "grant", _GRANTED[about["measure"]], lambda row: _has(row, same))

    def _premise(self, known: Known, about: dict[str, Any]) -> Wanted:
        versions = _PREMISES[about["version"]]
        same: Row = {"year": about["year"]}
        if "supplier" not in about:
            same["function"] = about["function"]
        return Wanted(known, "premise", "value", lambda row: row["version"] in versions and _has(row, same))

    def _saving(self, known: Known, about: dict[str, Any]) -> Wanted:
        same = {
            "area": about["area"],
            "label": about["label"].removeprefix("Omstillingstiltak: "),
            "effect_residents": about["effect_user"],
            "effect_district": about["effect_district"],
        }
        told = Known(known.kind, known.keys, None, "", "")
        return Wanted(told, "budget_measure", "", lambda row: _has(row, same))

    def _goal(self, known: Known, about: dict[str, Any]) -> Wanted:
        words = about["label"]
        return Wanted(known, "goal", "", lambda row: words in str(row["label"]))


def _has(row: Row, same: Row) -> bool:
    return all(row[name] == value for name, value in same.items())


def unseen(made: Made, printed: Printed, read: DocumentRead) -> list[str]:
    """Known numbers, in tables and sentences, that were not seen with their value at a line they stand on."""
    lines = {line.number: line.text for line in printed.lines}
    seen: dict[Decimal, list[int]] = {}
    for one in read.seen:
        seen.setdefault(one.value, []).append(one.line)
    return [
        f"{known.kind} {known.printed!r} {dict(known.keys)}"
        for known in made.known
        if known.value is not None and known.kind != "saving"
        if not any(_stands(known.printed, line, lines) for line in seen.get(known.value, ()))
    ]


def findings(read: DocumentRead) -> list[Finding]:
    """Everything the checks find in a document alone."""
    return list(judgement_of(thread_of(read.facts), {}).findings)


def calculated(found: list[Finding]) -> Iterator[Finding]:
    """The findings about figures that do not agree, not those of words and places."""
    return (finding for finding in found if finding.number[0] in CALCULATED)
