"""The steering picture: one document that shows where a municipality stands."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import polars as pl

from rodtrad.core import words
from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day, number, signed
from rodtrad.core.period import season_end
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Severity
from rodtrad.facts.unit import UnitKind
from rodtrad.models.judgement import Judgement
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.labels import name_of
from rodtrad.reports.bridge import BudgetBridge, budget_bridges
from rodtrad.reports.summary import Summary, summary_of
from rodtrad.reports.tree import (
    Bar,
    BarKind,
    Block,
    DocumentTree,
    KeyFigureBox,
    KeyFigureRow,
    Notice,
    Paragraph,
    Section,
    TableBlock,
    TableColumn,
    TableRow,
    WaterfallChart,
)
from rodtrad.reports.wording import Wording

_SHOWN_FINDINGS = 10
_MILLION = UNITS["mill. kr"].grains


@dataclass(frozen=True, slots=True)
class Picture:
    """What the sections of the picture are made from."""

    judgement: Judgement
    summary: Summary
    wording: Wording
    language: Language

    def say(self, key: str, **values: object) -> str:
        """A sentence in the picture's language."""
        return words.say(key, self.language, **values)

    def million(self, grains: float) -> str:
        """Money in million kroner with one decimal."""
        return number(grains / _MILLION, 1, self.language)

    def named(self, fact: str, key: object) -> str:
        """The label of a unit or document."""
        return name_of(self.judgement.thread.facts, fact, {"key": key}, self.language)

    def own(self, row: dict[str, object]) -> str:
        """A row's label."""
        return str(row["label" if self.language == "no" else "label_en"])


def steering_picture(judgement: Judgement, today: date, version: str, language: Language) -> DocumentTree:
    """Key figures, budget bridges, measures, assignments with deadlines, findings and sources."""
    picture = Picture(judgement, summary_of(judgement), Wording(judgement.thread, language), language)
    units = judgement.thread.facts["unit"].filter(pl.col("kind") == UnitKind.MUNICIPALITY.value)
    municipality = picture.own(units.row(0, named=True)) if units.height else "-"
    bridges = budget_bridges(judgement.thread.facts, language)
    sections = (
        _in_short(picture, bridges),
        _bridges(picture, bridges),
        _measures(picture),
        _assignments(picture),
        _findings(picture),
        _sources(picture),
    )
    return DocumentTree(
        title=picture.say("picture_title"),
        subtitle=picture.say("picture_subtitle", municipality=municipality),
        language=language,
        date_text=picture.say("picture_date", date=day(today, language)),
        sections=tuple(s for s in sections if s.blocks or s.sections),
        contents_heading=picture.say("contents"),
        footer=picture.say("picture_footer", version=version),
    )


def _in_short(picture: Picture, bridges: list[BudgetBridge]) -> Section:
    summary, language = picture.summary, picture.language
    share = f"{number(summary.held_share * 100, 1, language)} %"
    open_findings = picture.judgement.open
    boxes = [
        KeyFigureBox(
            picture.say("held_share"),
            share,
            picture.say(
                "of_tested",
                count=number(summary.held, 0, language),
                tested=number(summary.tested, 0, language),
                share=share,
            ),
        ),
        KeyFigureBox(
            picture.say("grave_findings"),
            str(sum(f.severity is Severity.ERROR for f in open_findings)),
            picture.say("of_open", count=len(open_findings)),
        ),
    ]
    text = picture.say(
        "in_short_text",
        figures=number(summary.figures, 0, language),
        documents=picture.judgement.thread.facts["document"].height,
        tested=number(summary.tested, 0, language),
        share=share,
        findings=len(open_findings),
    )
    boxes += [*_frames(picture, bridges), *_programme(picture), *_assignment_count(picture)]
    return Section(picture.say("in_short"), (Paragraph(text), KeyFigureRow(tuple(boxes))))


def _frames(picture: Picture, bridges: list[BudgetBridge]) -> list[KeyFigureBox]:
    unit = UNITS["mill. kr"].symbol_in(picture.language)
    return [
        KeyFigureBox(
            picture.say("key_frame", unit=picture.named("unit", b.unit), year=b.year),
            f"{picture.million(b.frame[1])} {unit}",
            f"{signed((b.frame[1] - b.base[1]) / _MILLION, 1, picture.language)} {unit}",
        )
        for b in bridges
    ]


def _programme(picture: Picture) -> list[KeyFigureBox]:
    effects = picture.judgement.thread.facts["measure_effect"].filter(pl.col("amount").is_not_null())
    if effects.is_empty():
        return []
    last = effects.filter(pl.col("year") == pl.col("year").max())
    unit = UNITS["mill. kr"].symbol_in(picture.language)
    cards = picture.judgement.thread.facts["efficiency_measure"].height
    return [
        KeyFigureBox(
            picture.say("key_programme", year=last["year"][0]),
            f"{picture.million(sum(last['amount']))} {unit}",
            picture.say("key_programme_note", count=cards),
        )
    ]


def _assignment_count(picture: Picture) -> list[KeyFigureBox]:
    assignments = picture.judgement.thread.facts["assignment"]
    if assignments.is_empty():
        return []
    dated = assignments["deadline"].drop_nulls().len()
    note = picture.say("key_assignments_note", dated=dated)
    return [KeyFigureBox(picture.say("key_assignments"), str(assignments.height), note)]


def _bridges(picture: Picture, bridges: list[BudgetBridge]) -> Section:
    sections = tuple(
        Section(
            picture.say("bridge_of", unit=picture.named("unit", b.unit), year=b.year),
            (
                _waterfall(picture, b),
                Paragraph(picture.say("bridge_note", source=picture.wording.place(b.document, [b.line]))),
            ),
        )
        for b in bridges
    )
    return Section(picture.say("budget_bridge"), (), sections)


def _waterfall(picture: Picture, bridge: BudgetBridge) -> WaterfallChart:
    at = bridge.base[1] / _MILLION
    bars = [Bar(bridge.base[0], 0.0, at, BarKind.LEVEL, picture.million(bridge.base[1]))]
    for label, grains in bridge.steps:
        change = grains / _MILLION
        kind = BarKind.DECREASE if change < 0 else BarKind.INCREASE
        bars.append(Bar(label, at, at + change, kind, signed(change, 1, picture.language)))
        at += change
    last = bridge.frame[1] / _MILLION
    bars.append(Bar(bridge.frame[0], 0.0, last, BarKind.LEVEL, picture.million(bridge.frame[1])))
    unit = UNITS["mill. kr"].label_in(picture.language)
    named = picture.named("unit", bridge.unit)
    alternative = picture.say(
        "bridge_alternative",
        unit=named,
        first=picture.million(bridge.base[1]),
        last=picture.million(bridge.frame[1]),
        steps=len(bridge.steps),
    )
    return WaterfallChart(picture.say("bridge_chart"), unit, tuple(bars), alternative)


def _measures(picture: Picture) -> Section:
    cards = picture.judgement.thread.facts["efficiency_measure"].sort("document", "line")
    tables = [
        _measure_table(picture, group)
        for group in cards.partition_by("document", "sector", maintain_order=True)
    ]
    blocks: tuple[Block, ...] = (Paragraph(picture.say("measures_text")), *tables) if tables else ()
    return Section(picture.say("measures"), blocks)


def _measure_table(picture: Picture, cards: pl.DataFrame) -> TableBlock:
    effects = picture.judgement.thread.facts["measure_effect"].join(
        cards.select("document", pl.col("key").alias("measure")), on=["document", "measure"]
    )
    years = effects["year"].unique().sort().to_list()
    amount = {(m, y): a for m, y, a in effects.select("measure", "year", "amount").iter_rows()}
    rows = [
        TableRow(
            (
                f"{card['key']} {picture.own(card)}",
                card["owner"],
                *(
                    picture.million(a) if (a := amount.get((card["key"], y))) is not None else "–"
                    for y in years
                ),
                _uncertainty(picture, card["estimate_uncertainty"]),
            )
        )
        for card in cards.iter_rows(named=True)
    ]
    sums = (
        picture.million(sum(a for (_, y), a in amount.items() if y == year and a is not None))
        for year in years
    )
    rows.append(TableRow((picture.say("total"), "", *sums, ""), total=True))
    columns = (
        TableColumn(picture.say("measure")),
        TableColumn(picture.say("owner")),
        *(TableColumn(str(y), number=True) for y in years),
        TableColumn(picture.say("uncertainty")),
    )
    sector = picture.named("unit", cards["sector"][0])
    source = picture.wording.place(cards["document"][0], [])
    owners = ", ".join(f"{o}: {picture.named('unit', o)}" for o in cards["owner"].unique(maintain_order=True))
    return TableBlock(
        picture.say("measures_of", sector=sector),
        columns,
        tuple(rows),
        picture.say("million_kroner", owners=owners, source=source),
    )


def _uncertainty(picture: Picture, value: str | None) -> str:
    return words.word("uncertainty", value, picture.language) if value else "–"


def _assignments(picture: Picture) -> Section:
    assignments = picture.judgement.thread.facts["assignment"]
    ends = pl.col("season").map_elements(season_end, return_dtype=pl.Date)
    last = pl.coalesce("deadline", ends)
    ordered = assignments.sort(last, "status", "number", nulls_last=True, descending=[False, True, False])
    tables = tuple(
        _assignment_table(picture, g) for g in ordered.partition_by("document", maintain_order=True)
    )
    return Section(picture.say("assignments"), tables)


def _assignment_table(picture: Picture, rows: pl.DataFrame) -> TableBlock:
    letters = picture.judgement.thread.facts["allocation_letter"].filter(
        pl.col("document") == rows["document"][0]
    )
    year = letters["year"][0] if letters.height else ""
    owner = picture.named("unit", letters["receiver"][0] if letters.height else rows["owner"][0])
    columns = (
        TableColumn(picture.say("deadline")),
        TableColumn(picture.say("assignment")),
        TableColumn(picture.say("status")),
    )
    cells = tuple(
        TableRow(
            (
                _deadline(picture, row["deadline"], row["season"]),
                f"{row['number']}. {picture.own(row)}",
                words.word("assignment_status", row["status"], picture.language),
            )
        )
        for row in rows.iter_rows(named=True)
    )
    note = picture.say("assignments_note", source=picture.wording.place(rows["document"][0], []))
    return TableBlock(picture.say("assignments_of", unit=owner, year=year), columns, cells, note)


def _deadline(picture: Picture, deadline: date | None, season: str | None) -> str:
    if deadline:
        return day(deadline, picture.language)
    if season:
        year, name = season.split("-")
        return picture.say(
            "season_year", season=words.word("season", name, picture.language), year=year
        ).capitalize()
    return picture.say("no_deadline")


def _findings(picture: Picture) -> Section:
    open_findings = picture.judgement.open
    if not open_findings:
        return Section(picture.say("findings_section"), (Paragraph(picture.say("no_findings")),))
    notices = []
    for finding in open_findings[:_SHOWN_FINDINGS]:
        text = picture.wording.text(finding)
        severity = words.word("severity", finding.severity.value, picture.language)
        told = text.sentence.removeprefix(f"{text.place}: ")
        told = f"{told[:1].upper()}{told[1:]} {text.advice}"
        notices.append(Notice(finding.severity.value, severity, text.title, told, text.place))
    return Section(
        picture.say("findings_section"),
        (Paragraph(picture.say("findings_text")), *notices, _findings_table(picture)),
    )


def _findings_table(picture: Picture) -> TableBlock:
    counted = Counter((f.number, f.verdict) for f in picture.judgement.open)
    rows = tuple(
        TableRow(
            (
                f"{n} {words.check_title(n, picture.language)}",
                words.word("verdict", v.value, picture.language),
                str(c),
            )
        )
        for (n, v), c in sorted(counted.items())
    )
    total = TableRow((picture.say("total"), "", str(counted.total())), total=True)
    columns = (
        TableColumn(picture.say("check_column")),
        TableColumn(picture.say("verdict_column")),
        TableColumn(picture.say("count_column"), number=True),
    )
    return TableBlock(picture.say("findings_table"), columns, (*rows, total))


def _sources(picture: Picture) -> Section:
    thread = picture.judgement.thread
    counted = dict(thread.figures.filter(pl.col("fact") != CONSTANT)["document"].value_counts().iter_rows())
    rows = tuple(
        TableRow(
            (picture.own(row), str(row["year"]), number(counted.get(row["key"], 0), 0, picture.language))
        )
        for row in thread.facts["document"]
        .sort("year", "key", descending=[True, False])
        .iter_rows(named=True)
    )
    columns = (
        TableColumn(picture.say("document")),
        TableColumn(picture.say("year")),
        TableColumn(picture.say("figure_count"), number=True),
    )
    return Section(picture.say("sources"), (TableBlock(picture.say("sources_table"), columns, rows),))
