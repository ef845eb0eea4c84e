"""Made documents read again: known figures are looked up among the facts, and what is missing is told."""

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from made.as_docx import as_docx
from made.as_pdf import as_pdf
from made.as_text import as_text
from made.pieces import Known, Made

from rodtrad.checks.run import judgement_of
from rodtrad.core.finding import Severity, Verdict
from rodtrad.core.measurement import UNITS
from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.document import DocumentRead, read_printed
from rodtrad.readers.lettering import plain
from rodtrad.readers.open_document import open_document
from rodtrad.readers.page import Printed

FORMS = {"txt": lambda made: as_text(made).encode(), "docx": as_docx, "pdf": as_pdf}
_KEPT = 60


def printed(made: Made, form: str) -> Printed:
    """The document in one form, as the opener of that form sees it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{made.name}.{form}"
        path.write_bytes(FORMS[form](made))
        return open_document(path)


class Reading:
    """One made document, read."""

    def __init__(self, made: Made, form: str) -> None:
        self.made = made
        lines = printed(made, form)
        self.read: DocumentRead = read_printed(lines, {})
        self.text = {line.number: squeezed(plain(line.text)) for line in lines.lines}
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def rows(self, fact: str, **values: Any) -> list[dict[str, Any]]:
        """The rows of a fact that have these values."""
        if fact not in self._rows:
            frame = self.read.facts.get(fact)
            self._rows[fact] = [] if frame is None else list(frame.iter_rows(named=True))
        return [row for row in self._rows[fact] if all(row[k] == v for k, v in values.items())]

    def missing(self) -> Iterator[str]:
        """Every known figure that is not among the facts as it is printed, with what is there instead."""
        for known in self.made.known:
            found = [r for r in LOOKS[known.kind](self, known) if self._stands(known, r)]
            if not found:
                yield f"{known.kind} {dict(known.keys)} {known.printed}"

    def _stands(self, known: Known, row: dict[str, Any]) -> bool:
        """The figure is on the line that the fact points to."""
        bare = known.printed.strip("<> %")
        return known.spot is None or squeezed(bare) in self.text.get(row["line"], "")

    def alarms(self) -> list[str]:
        """Contradictions and errors that are found in a document without any."""
        judged = judgement_of(thread_of(self.read.facts), {})
        return [
            f"{f.number} {f.lines} {f.addresses}"
            for f in judged.findings
            if f.severity is Severity.ERROR or f.verdict is Verdict.CONTRADICTION
        ]


def squeezed(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def grains(known: Known, unit: str) -> int:
    """The printed number in grains of its unit."""
    assert known.value is not None
    return int(known.value * UNITS[unit].grains)


def alike(label: str, printed_words: str) -> bool:
    """The label is the printed one, perhaps cut at its end."""
    begins, words = squeezed(label).rstrip("…"), squeezed(printed_words)
    return words == begins or (len(begins) > _KEPT and words.startswith(begins))


# --- the letter

_NET = "net"


def _budget_line(reading: Reading, known: Known) -> list[dict[str, Any]]:
    group, project = str(known.get("account_group")), known.get("project")
    kind = "0" if project else ""
    code = ("investering" if project else "drift") if group == _NET else f"{kind}{group}"
    return reading.rows(
        "budget_line",
        unit=reading.read.about.unit,
        chapter=known.get("chapter"),
        project=project,
        account_group=code,
        year=known.get("year"),
        version="plan",
        amount=grains(known, "1000 kr"),
    )


_STEPS = {"base": "base", "frame": "frame"}


def _budget_change(reading: Reading, known: Known) -> list[dict[str, Any]]:
    step = _STEPS.get(str(known.get("category")), "change")
    return [
        row
        for row in reading.rows(
            "budget_change", chapter=known.get("chapter"), year=known.get("year"), step=step,
            amount=grains(known, "1000 kr"),
        )
        if squeezed(row["label"]).endswith(squeezed(str(known.get("row"))))
        and (step != "base" or row["base_year"] == int(str(known.get("base_year"))))
    ]  # fmt: skip


def _frame_cut(reading: Reading, known: Known) -> list[dict[str, Any]]:
    rows = reading.rows("budget_change", year=known.get("year"), amount=grains(known, "1000 kr"))
    return [r for r in rows if squeezed(r["label"]).endswith(squeezed(str(known.get("row"))))]


def _grant(reading: Reading, known: Known) -> list[dict[str, Any]]:
    kind = "addition_sum" if known.get("scheme") == "sum" else known.get("measure")
    rows = reading.rows("grant", kind=kind, year=known.get("year"), amount=grains(known, "1000 kr"))
    return [r for r in rows if alike(r["label"], str(known.get("row")))]


_SEASONS = {"Høsten": "autumn", "Våren": "spring"}


def _assignment(reading: Reading, known: Known) -> list[dict[str, Any]]:
    rows = reading.rows("assignment", status=known.get("status"), number=known.get("number"))
    due = str(known.get("deadline"))
    return [r for r in rows if alike(r["label"], str(known.get("label"))) and _due(r) == due]


def _due(row: dict[str, Any]) -> str:
    if row["deadline"]:
        return f"{row['deadline']:%d.%m.%Y}"
    if row["season"]:
        year, season = row["season"].split("-")
        return f"{next(no for no, en in _SEASONS.items() if en == season)} {year}"
    return ""


def _goal(reading: Reading, known: Known) -> list[dict[str, Any]]:
    level = known.get("level")
    parent = known.get("parent") or None
    rows = reading.rows("goal", level=level, parent=parent)
    numbered = [r for r in rows if level == "clarification" or r["number"] == known.get("number")]
    return [r for r in numbered if alike(r["label"], str(known.get("label")))]


def _indicator_value(reading: Reading, known: Known) -> list[dict[str, Any]]:
    keys = [r["key"] for r in reading.rows("indicator") if alike(r["label"], str(known.get("indicator")))]
    kind = known.get("measure")
    below = "<" if known.printed.startswith("<") else "="
    return [
        row
        for key in keys
        for row in reading.rows("indicator_value", indicator=key, year=known.get("year"), kind=kind)
        if row["printed_unit"] == known.unit
        and row["value"] == grains(known, known.unit)
        and row["operator"] == (None if kind == "result" else below)
    ]


def _reporting(reading: Reading, known: Known) -> list[dict[str, Any]]:
    return [r for r in reading.rows("reporting_duty") if alike(r["label"], str(known.get("label")))]


# --- the review


def _effect(reading: Reading, known: Known) -> list[dict[str, Any]]:
    return reading.rows(
        "measure_effect", measure=known.get("measure"), year=known.get("year"), amount=grains(known, "kr")
    )


def _effect_sum(reading: Reading, known: Known) -> list[dict[str, Any]]:
    unit = reading.read.about.unit
    concept = {
        "agency": f"effect/owner/{known.get('key')}",
        "class": f"effect/class/{unit}/{known.get('key')}",
        "total": f"effect/sector/{unit}",
    }[str(known.get("by"))]
    return reading.rows(
        "table_figure", concept=f"{concept}/{known.get('year')}", printed_unit="mill. kr",
        value=grains(known, "mill. kr"),
    )  # fmt: skip


def _cut(reading: Reading, known: Known) -> list[dict[str, Any]]:
    rows = reading.rows("table_figure", printed_unit="mill. kr", value=grains(known, "mill. kr"))
    year = str(known.get("year"))
    return [r for r in rows if r["row_label"] == known.get("row") and r["heading_label"].endswith(year)]


def _cell(reading: Reading, known: Known) -> list[dict[str, Any]]:
    """A figure of a table without concepts; what is counted is only known where the number says it."""
    rows = reading.rows("table_figure", row_label=known.get("row"))
    unit = "prosent" if known.unit == "prosent" else None
    value = known.value
    return [
        r
        for r in rows
        if Decimal(r["value"]) / UNITS[r["printed_unit"]].grains == value
        and unit in (None, r["printed_unit"])
    ]


def _measure(reading: Reading, known: Known) -> list[dict[str, Any]]:
    judged = {
        "owner": str(known.get("code")).rstrip("0123456789"),
        "estimate_uncertainty": known.get("estimate"),
        "implementation_uncertainty": known.get("implementation"),
        "consequence_citizens": known.get("citizens"),
        "consequence_organisation": known.get("organisation"),
        "overall_class": known.get("overall_class"),
    }
    rows = reading.rows("efficiency_measure", key=known.get("code"), **judged)
    return [row for row in rows if alike(row["label"], str(known.get("label")))]


# --- sentences


def _stated(reading: Reading, known: Known) -> list[dict[str, Any]]:
    """A number of a sentence: with its unit where the page says it, and its words in the label."""
    rows = [r for r in reading.rows("key_figure") if r["value"] is not None]
    return [
        r
        for r in rows
        if Decimal(r["value"]) / UNITS[r["printed_unit"]].grains == known.value
        and squeezed(known.printed) in reading.text[r["line"]]
        and (r["printed_unit"] == known.unit or _plainer(known.unit, r["printed_unit"]))
    ]


def _plainer(unit: str, read: str) -> bool:
    """A price a day is money; people and things may be counted as a number only."""
    return (unit == "kr" and read.startswith("kr/")) or read == "antall" or unit == "ansatte"


def _direction(reading: Reading, known: Known) -> list[dict[str, Any]]:
    return reading.rows("stated_direction", movement=known.get("movement"))


LOOKS = {
    "budget_line": _budget_line, "budget_change": _budget_change, "frame_cut": _frame_cut, "grant": _grant,
    "assignment": _assignment, "goal": _goal, "indicator_value": _indicator_value, "reporting": _reporting,
    "effect": _effect, "effect_sum": _effect_sum, "cut": _cut, "service": _cell, "rate": _cell,
    "measure": _measure, "stated": _stated, "direction": _direction,
}  # fmt: skip
