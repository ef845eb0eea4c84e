"""A judged book: its thread, its findings, and what people have said of them."""

from dataclasses import dataclass

from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Verdict
from rodtrad.models.thread.weave import Thread


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judged book: its thread, and every finding with what people have said of it."""

    thread: Thread
    findings: tuple[Finding, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """What the documents still owe an explanation for, gravest first."""
        return tuple(f for f in self.findings if f.verdict in (Verdict.CONTRADICTION, Verdict.UNEXPLAINED))

    def with_verdict(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Findings with one verdict; our reading errors are kept apart from the documents' faults."""
        return tuple(f for f in self.findings if f.verdict is verdict)

    def relation_verdicts(self) -> dict[str, int]:
        """How many tested relations have each verdict, after what people have accepted."""
        verdicts = dict(self.thread.judged.select("relation", "verdict").iter_rows())
        for finding in self.findings:
            if finding.reason:
                verdicts.update(dict.fromkeys(finding.relations, finding.verdict.value))
        counts = dict.fromkeys((v.value for v in Verdict), 0)
        for verdict in verdicts.values():
            counts[verdict] += 1
        return counts
