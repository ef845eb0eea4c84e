"""Answers as they look in a terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from rodtrad.core import words
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import number
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.core.words import say
from rodtrad.models.concepts import SHAPES
from rodtrad.models.judgement import Judgement
from rodtrad.readers.document import DocumentRead
from rodtrad.reports.figure import BridgeView, FigureView
from rodtrad.reports.summary import Summary
from rodtrad.reports.tree import TableBlock
from rodtrad.reports.wording import Wording

_MARK = {Severity.ERROR: ("✗", "red"), Severity.WARNING: ("!", "yellow"), Severity.NOTICE: ("·", "cyan")}


def _counts() -> Table:
    """A table of names and numbers."""
    counts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    counts.add_column(style="bold")
    counts.add_column(justify="right")
    return counts


def summary_table(summary: Summary, seconds: float | None, language: Language) -> RenderableType:
    """Figures, relations tested and held, findings by verdict and severity, time used where it is told."""
    counts = _counts()
    counts.add_row(say("figures", language), number(summary.figures, 0, language))
    counts.add_row(say("relations", language), number(summary.tested, 0, language))
    share = f"{number(summary.held_share * 100, 1, language)} %"
    counts.add_row(say("held", language), f"{number(summary.held, 0, language)} ({share})")
    if seconds is not None:
        counts.add_row(say("time", language), say("seconds", language, seconds=number(seconds, 1, language)))
    found = Table(
        title=say("findings_by", language),
        title_justify="left",
        title_style="bold",
        box=None,
        padding=(0, 2, 0, 0),
    )
    found.add_column("")
    for severity in Severity:
        found.add_column(words.word("severity", severity.value, language), justify="right")
    for verdict, by_severity in sorted(
        summary.findings.items(), key=lambda pair: -list(Verdict).index(pair[0])
    ):
        found.add_row(
            words.word("verdict", verdict.value, language), *(str(by_severity[s]) for s in Severity)
        )
    return (
        Group(counts, Text(), found)
        if summary.findings
        else Group(counts, Text(), say("no_findings", language))
    )


def time_used(seconds: float, language: Language) -> RenderableType:
    """How long a command took."""
    used = say("seconds", language, seconds=number(seconds, 1, language))
    return Text(f"\n{say('time', language)}: {used}")


def read_tables(read: DocumentRead, figures: int, language: Language) -> RenderableType:
    """What one document is, what was seen in it, and how many rows of every fact it gave.

    figures  how many of the numbers seen became figures
    """
    kind = words.word("document_kind", read.about.kind.value, language)
    title = say("document_read", language, document=read.about.key, kind=kind.lower())
    seen, rows = _counts(), _counts()
    seen.add_row(say("read_pages", language), number(read.pages, 0, language))
    seen.add_row(say("read_tables", language), number(read.tables, 0, language))
    seen.add_row(say("read_numbers", language), number(len(read.seen), 0, language))
    seen.add_row(say("with_address", language), number(figures, 0, language))
    for fact, frame in read.facts.items():
        rows.add_row(SHAPES[fact].label_in(language), number(frame.height, 0, language))
    heading = Text(say("read_rows", language), style="bold")
    return Group(Text(f"\n{title}", style="bold underline"), seen, Text(), heading, rows, Text())


def gravest(judgement: Judgement, most: int, language: Language) -> RenderableType:
    """The gravest open findings, in full sentences."""
    shown = judgement.open[:most]
    title = Text(f"\n{say('gravest', language, count=len(shown))}", style="bold")
    wording = Wording(judgement.thread, language)
    return Group(title, *(_finding(f, wording, full=False) for f in shown))


def finding_lines(
    judgement: Judgement, language: Language, numbers: tuple[str, ...] = ("",)
) -> Iterator[RenderableType]:
    """Every finding of the checks whose numbers begin so: open ones, then explained, then our own errors."""
    wording = Wording(judgement.thread, language)
    groups = (
        (say("findings", language), judgement.open),
        (say("explained_findings", language), judgement.with_verdict(Verdict.EXPLAINED)),
        (say("reading_errors", language), judgement.with_verdict(Verdict.READING_ERROR)),
    )
    for title, found in groups:
        findings = [f for f in found if f.number.startswith(numbers)]
        if findings:
            yield Text(f"\n{title}", style="bold underline")
            yield from (_finding(f, wording, full=True) for f in findings)


def _finding(finding: Finding, wording: Wording, *, full: bool) -> RenderableType:
    text = wording.text(finding)
    mark, colour = _MARK[finding.severity]
    grave = words.word("severity", finding.severity.value, wording.language)
    verdict = words.word("verdict", finding.verdict.value, wording.language)
    title = f"[bold]{finding.id}[/bold] {escape(text.title)} ({verdict.lower()})"
    head = f"[{colour}]{mark} {grave}[/{colour}] {title}"
    lines = [head, f"  {escape(text.sentence)}"]
    if full:
        lines.append(f"  [dim]{escape(text.advice)}[/dim]")
        if finding.consequences:
            lines.append(f"  [dim]{wording.say('follows', count=len(finding.consequences))}[/dim]")
        if finding.reason:
            lines.append(f"  → {escape(finding.reason)}")
        lines.append(f"  [dim]{escape(finding.addresses[0])}[/dim]")
    return Text.from_markup("\n".join(lines))


def figure_panel(view: FigureView, language: Language) -> RenderableType:
    """One figure: what it is, where it stands, and its bridges."""
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    facts.add_column(style="bold")
    facts.add_column(overflow="fold")
    facts.add_row(say("value", language), view.text)
    facts.add_row(say("as_printed", language), f"{view.source.text} ({UNITS[view.unit].label_in(language)})")
    facts.add_row(say("source", language), view.place)
    facts.add_row(say("verdict", language), words.word("verdict", view.verdict, language))
    facts.add_row(say("address", language), view.address)
    for other in view.also_stated:
        facts.add_row(say("also_stated", language), f"{other.text} ({other.address})")
    for finding in view.findings:
        facts.add_row(say("findings", language), finding)
    return Group(Text(view.label, style="bold"), facts, *(_bridge(b, language) for b in view.bridges))


def _bridge(bridge: BridgeView, language: Language) -> RenderableType:
    kind = words.word("relation_kind", bridge.kind, language)
    verdict = words.word("verdict", bridge.verdict, language)
    title = f"\n{say('bridge', language)}: {kind.lower()} ({verdict.lower()}), {bridge.check}"
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column("", justify="right")
    for step in bridge.steps:
        table.add_row(f"{step.sign} {step.label}", step.text)
    if bridge.computed is not None:
        table.add_row(say("computed", language), bridge.computed_text, style="bold")
    table.add_row(f"{say('result', language)}: {bridge.label}", bridge.printed_text)
    return table


def terminal_table(block: TableBlock) -> RenderableType:
    """A table of a report as it looks in a terminal."""
    made = Table(
        title=block.caption, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0)
    )
    for column in block.columns:
        made.add_column(escape(column.heading), justify="right" if column.number else "left")
    for row in block.rows:
        cells = [f"{'  ' * row.level}{escape(row.texts[0])}", *(escape(t) for t in row.texts[1:])]
        made.add_row(*cells, style="bold" if row.total else None)
    return Group(Text(), made)
