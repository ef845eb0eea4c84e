"""The steering picture: one document that shows where a municipality stands."""

from collections import Counter
from datetime import date

import polars as pl

from rodtrad.core import words
from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day, number, signed
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Severity
from rodtrad.models.judgement import Judgement
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.reports.assignments import assignment_tables
from rodtrad.reports.bridge import BudgetBridge, budget_bridges, told_bridge
from rodtrad.reports.measures import measure_tables
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import (
    Block,
    DocumentTree,
    KeyFigureBox,
    KeyFigureRow,
    Notice,
    Paragraph,
    Section,
    TableBlock,
    TableColumn,
    table_row,
)

_SHOWN_FINDINGS = 10
_MILLION = UNITS["mill. kr"].grains


def steering_picture(judgement: Judgement, today: date, version: str, language: Language) -> DocumentTree:
    """Key figures, budget bridges, measures, assignments with deadlines, findings and sources."""
    telling = Telling(judgement, language)
    bridges = budget_bridges(judgement.thread.facts, language)
    sections = (
        _in_short(telling, bridges),
        _bridges(telling, bridges),
        _measures(telling),
        _assignments(telling),
        _findings(telling),
        _sources(telling),
    )
    return DocumentTree(
        title=telling.say("picture_title"),
        subtitle=telling.say("picture_subtitle", municipality=telling.municipality),
        language=language,
        date_text=telling.say("picture_date", date=day(today, language)),
        sections=tuple(s for s in sections if s.blocks or s.sections),
        contents_heading=telling.say("contents"),
        footer=telling.say("picture_footer", version=version),
    )


def _in_short(telling: Telling, bridges: list[BudgetBridge]) -> Section:
    summary, language = telling.summary, telling.language
    share = f"{number(summary.held_share * 100, 1, language)} %"
    open_findings = telling.judgement.open
    boxes = [
        KeyFigureBox(
            telling.say("held_share"),
            share,
            telling.say(
                "of_tested",
                count=number(summary.held, 0, language),
                tested=number(summary.tested, 0, language),
                share=share,
            ),
        ),
        KeyFigureBox(
            telling.say("grave_findings"),
            str(sum(f.severity is Severity.ERROR for f in open_findings)),
            telling.say("of_open", count=len(open_findings)),
        ),
    ]
    text = telling.say(
        "in_short_text",
        figures=number(summary.figures, 0, language),
        documents=telling.judgement.thread.facts["document"].height,
        tested=number(summary.tested, 0, language),
        share=share,
        findings=len(open_findings),
    )
    boxes += [*_frames(telling, bridges), *_programme(telling), *_assignment_count(telling)]
    return Section(telling.say("in_short"), (Paragraph(text), KeyFigureRow(tuple(boxes))))


def _frames(telling: Telling, bridges: list[BudgetBridge]) -> list[KeyFigureBox]:
    unit = UNITS["mill. kr"].symbol_in(telling.language)
    return [
        KeyFigureBox(
            telling.say("key_frame", unit=telling.named("unit", b.unit), year=b.year),
            f"{telling.million(b.frame[1])} {unit}",
            f"{signed((b.frame[1] - b.base[1]) / _MILLION, 1, telling.language)} {unit}",
        )
        for b in bridges
    ]


def _programme(telling: Telling) -> list[KeyFigureBox]:
    effects = telling.judgement.thread.facts["measure_effect"].filter(pl.col("amount").is_not_null())
    if effects.is_empty():
        return []
    last = effects.filter(pl.col("year") == pl.col("year").max())
    unit = UNITS["mill. kr"].symbol_in(telling.language)
    cards = telling.judgement.thread.facts["efficiency_measure"].height
    return [
        KeyFigureBox(
            telling.say("key_programme", year=last["year"][0]),
            f"{telling.million(sum(last['amount']))} {unit}",
            telling.say("key_programme_note", count=cards),
        )
    ]


def _assignment_count(telling: Telling) -> list[KeyFigureBox]:
    assignments = telling.judgement.thread.facts["assignment"]
    if assignments.is_empty():
        return []
    dated = assignments["deadline"].drop_nulls().len()
    note = telling.say("key_assignments_note", dated=dated)
    return [KeyFigureBox(telling.say("key_assignments"), str(assignments.height), note)]


def _bridges(telling: Telling, bridges: list[BudgetBridge]) -> Section:
    told = (told_bridge(telling, bridge) for bridge in bridges)
    sections = tuple(Section(title, (chart, Paragraph(note))) for title, note, chart in told)
    return Section(telling.say("budget_bridge"), (), sections)


def _measures(telling: Telling) -> Section:
    tables = measure_tables(telling)
    blocks: tuple[Block, ...] = (Paragraph(telling.say("measures_text")), *tables) if tables else ()
    return Section(telling.say("measures"), blocks)


def _assignments(telling: Telling) -> Section:
    return Section(telling.say("assignments"), assignment_tables(telling))


def _findings(telling: Telling) -> Section:
    open_findings = telling.judgement.open
    if not open_findings:
        return Section(telling.say("findings_section"), (Paragraph(telling.say("no_findings")),))
    notices = []
    for finding in open_findings[:_SHOWN_FINDINGS]:
        text = telling.wording.text(finding)
        severity = words.word("severity", finding.severity.value, telling.language)
        told = text.sentence.removeprefix(f"{text.place}: ")
        told = f"{told[:1].upper()}{told[1:]} {text.advice}"
        notices.append(Notice(finding.severity.value, severity, text.title, told, text.place))
    return Section(
        telling.say("findings_section"),
        (Paragraph(telling.say("findings_text")), *notices, _findings_table(telling)),
    )


def _findings_table(telling: Telling) -> TableBlock:
    counted = Counter((f.number, f.verdict) for f in telling.judgement.open)
    rows = tuple(
        table_row(f"{n} {telling.check_title(n)}", telling.word("verdict", v.value), str(c))
        for (n, v), c in sorted(counted.items())
    )
    total = table_row(telling.say("total"), "", str(counted.total()), total=True)
    columns = (
        TableColumn(telling.say("check_column")),
        TableColumn(telling.say("verdict_column")),
        TableColumn(telling.say("count_column"), number=True),
    )
    return TableBlock(telling.say("findings_table"), columns, (*rows, total))


def _sources(telling: Telling) -> Section:
    thread = telling.judgement.thread
    counted = dict(thread.figures.filter(pl.col("fact") != CONSTANT)["document"].value_counts().iter_rows())
    rows = tuple(
        table_row(telling.own(row), str(row["year"]), telling.count(counted.get(row["key"], 0)))
        for row in thread.facts["document"]
        .sort("year", "key", descending=[True, False])
        .iter_rows(named=True)
    )
    columns = (
        TableColumn(telling.say("document")),
        TableColumn(telling.say("year")),
        TableColumn(telling.say("figure_count"), number=True),
    )
    return Section(telling.say("sources"), (TableBlock(telling.say("sources_table"), columns, rows),))
