"""The short account of a judged book: counts, and findings as plain values for a program."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.core.finding import Finding
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.judgement import Judgement
from rodtrad.reports.wording import Wording


@dataclass(frozen=True, slots=True)
class Summary:
    """How many figures, relations and findings, by verdict and severity."""

    figures: int
    tested: int
    held: int
    verdicts: dict[str, int]
    figure_verdicts: dict[str, int]
    findings: dict[Verdict, dict[Severity, int]]

    @property
    def held_share(self) -> float:
        """Part of the tested relations that hold; 1 when none is tested."""
        return self.held / self.tested if self.tested else 1.0


def summary_of(judgement: Judgement) -> Summary:
    """Count what was found."""
    thread = judgement.thread
    verdicts = _counted(judgement.relation_verdicts())
    by_figure = _counted(judgement.figure_verdicts())
    by_figure["untested"] = thread.figure_count - sum(by_figure.values())
    findings = {v: dict.fromkeys(Severity, 0) for v in Verdict}
    for finding in judgement.findings:
        findings[finding.verdict][finding.severity] += 1
    shown = {v: counts for v, counts in findings.items() if any(counts.values())}
    tested = thread.relations.heads.height
    return Summary(thread.figure_count, tested, thread.held_count, verdicts, by_figure, shown)


def _counted(verdicts: pl.DataFrame) -> dict[str, int]:
    """How many there are of each verdict, with zero for those that do not occur."""
    counts = dict(verdicts["verdict"].value_counts().iter_rows())
    return {v.value: counts.get(v.value, 0) for v in Verdict}


def as_record(finding: Finding, wording: Wording) -> dict[str, Any]:
    """One finding for a program: numbers in the printed unit, message in the reader's language."""
    text = wording.text(finding)
    return {
        "id": finding.id,
        "number": finding.number,
        "title": text.title,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "document": finding.document,
        "lines": list(finding.lines),
        "printed": finding.printed,
        "computed": finding.computed,
        "gap": finding.gap,
        "room": finding.room,
        "unit": finding.unit,
        "message": text.sentence,
        "advice": text.advice,
        "addresses": list(finding.addresses),
        "consequences": list(finding.consequences),
        "reason": finding.reason,
    }


def check_record(judgement: Judgement, language: Language, number: str = "") -> dict[str, Any]:
    """The judgement for a program; our reading errors stand in their own register.

    number  show the findings of one check only; the counts are always of the whole book
    """
    summary = summary_of(judgement)
    wording = Wording(judgement.thread, language)
    shown = [f for f in judgement.findings if f.number == (number or f.number)]
    ours = [f for f in shown if f.verdict is Verdict.READING_ERROR]
    theirs = [f for f in shown if f.verdict is not Verdict.READING_ERROR]
    return {
        "figures": summary.figures,
        "tested": summary.tested,
        "held": summary.held,
        "verdicts": summary.verdicts,
        "figure_verdicts": summary.figure_verdicts,
        "findings": [as_record(f, wording) for f in theirs],
        "reading_errors": [as_record(f, wording) for f in ours],
    }
