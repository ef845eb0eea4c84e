"""Findings (funn) as a reader filters, reads and explains them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.reports.repair import RepairView
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell, Choice

PAGE = 40


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding in words."""

    id: str
    number: str
    title: str
    severity: str
    severity_word: str
    verdict: str
    verdict_word: str
    place: str
    document: str
    text: str
    advice: str
    reason: str
    printed: float | None
    computed: float | None
    gap: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class FindingsView:
    """The findings a reader asked for, a page at a time."""

    total: int
    shown: int
    page: int
    pages: int
    severities: tuple[Choice, ...]
    verdicts: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    checks: tuple[Choice, ...]
    findings: tuple[FindingCard, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding with its figures, those that follow from it, and what would repair programme totals."""

    card: FindingCard
    meaning: str
    figures: tuple[Cell, ...]
    consequences: tuple[Cell, ...]
    repair: RepairView | None = None


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What a reader narrows the findings by; empty is all."""

    severity: str = ""
    verdict: str = ""
    document: str = ""
    check: str = ""


def finding_card(telling: Telling, finding: Finding) -> FindingCard:
    """One finding in words."""
    text = telling.wording.text(finding)
    told = text.sentence.removeprefix(f"{text.place}: ")
    return FindingCard(
        finding.id,
        finding.number,
        text.title,
        finding.severity.value,
        telling.word("severity", finding.severity.value),
        finding.verdict.value,
        telling.word("verdict", finding.verdict.value),
        text.place,
        finding.document,
        f"{told[:1].upper()}{told[1:]}",
        text.advice,
        finding.reason,
        finding.printed,
        finding.computed,
        finding.gap,
        finding.unit,
    )


def findings_view(telling: Telling, asked: FindingFilter, page: int = 1) -> FindingsView:
    """The findings that fit every part of the filter, gravest first; each list counts what it would give."""
    every = telling.judgement.findings
    shown = [f for f in every if _fits(f, asked)]
    pages = max(1, -(-len(shown) // PAGE))
    page = min(page, pages)
    return FindingsView(
        len(every),
        len(shown),
        page,
        pages,
        _choices(telling, every, asked, "severity", [s.value for s in Severity]),
        _choices(telling, every, asked, "verdict", [v.value for v in reversed(Verdict)]),
        _choices(telling, every, asked, "document", sorted({f.document for f in every if f.document})),
        _choices(telling, every, asked, "check", sorted({f.number for f in every})),
        tuple(finding_card(telling, f) for f in shown[(page - 1) * PAGE : page * PAGE]),
    )


def _value(finding: Finding, part: str) -> str:
    values: dict[str, str] = {
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "document": finding.document,
        "check": finding.number,
    }
    return values[part]


def _fits(finding: Finding, asked: FindingFilter, but: str = "") -> bool:
    parts = ("severity", "verdict", "document", "check")
    return all(getattr(asked, p) in ("", _value(finding, p)) for p in parts if p != but)


def _choices(
    telling: Telling, every: Iterable[Finding], asked: FindingFilter, part: str, values: list[str]
) -> tuple[Choice, ...]:
    counted = Counter(_value(f, part) for f in every if _fits(f, asked, but=part))
    chosen = getattr(asked, part)
    return tuple(
        Choice(v, _name(telling, part, v), v == chosen, counted[v])
        for v in values
        if counted[v] or v == chosen
    )


def _name(telling: Telling, part: str, value: str) -> str:
    if part == "document":
        return telling.named("document", value)
    if part == "check":
        return f"{value} {telling.check_title(value)}"
    return telling.word(part, value)


def finding_view(telling: Telling, finding: Finding, repair: RepairView | None = None) -> FindingView:
    """Everything about one finding; with the smallest repair where somebody has searched for it."""
    return FindingView(
        finding_card(telling, finding),
        telling.check_meaning(finding.number),
        tuple(_figures(telling, finding.addresses)),
        tuple(_figures(telling, finding.consequences)),
        repair,
    )


def _figures(telling: Telling, addresses: Iterable[str]) -> Iterable[Cell]:
    for address in addresses:
        if not address.startswith(f"{CONSTANT}/"):
            yield telling.place(address)
