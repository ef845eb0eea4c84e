"""The short account of a judged book: counts, and findings as plain values for a program."""

from dataclasses import dataclass
from typing import Any

from rodtrad.core.finding import Finding
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.judgement import Judgement
from rodtrad.models.thread.weave import figure_verdicts
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
    verdicts = judgement.relation_verdicts()
    counted = dict(figure_verdicts(thread)["verdict"].value_counts().iter_rows())
    by_figure = {v.value: counted.get(v.value, 0) for v in Verdict}
    constants = thread.figures.height - thread.figure_count
    by_figure["untested"] = thread.figure_count - (sum(counted.values()) - constants)
    findings = {v: dict.fromkeys(Severity, 0) for v in Verdict}
    for finding in judgement.findings:
        findings[finding.verdict][finding.severity] += 1
    shown = {v: counts for v, counts in findings.items() if any(counts.values())}
    tested = thread.relations.heads.height
    return Summary(thread.figure_count, tested, thread.held_count, verdicts, by_figure, shown)


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


def check_record(judgement: Judgement, language: Language) -> dict[str, Any]:
    """The whole judgement for a program; our reading errors stand in their own register."""
    summary = summary_of(judgement)
    wording = Wording(judgement.thread, language)
    ours = judgement.with_verdict(Verdict.READING_ERROR)
    theirs = [f for f in judgement.findings if f.verdict is not Verdict.READING_ERROR]
    return {
        "figures": summary.figures,
        "tested": summary.tested,
        "held": summary.held,
        "verdicts": summary.verdicts,
        "figure_verdicts": summary.figure_verdicts,
        "findings": [as_record(f, wording) for f in theirs],
        "reading_errors": [as_record(f, wording) for f in ours],
    }
