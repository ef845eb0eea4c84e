"""A unit's report of a period, its annual report, and a department's joint report, as documents."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day, period_name
from rodtrad.facts.reporting import ReportSubject
from rodtrad.facts.work import FollowUpStatus, PassagePart
from rodtrad.models.concepts import SHAPES
from rodtrad.models.reporting.answers import (
    Followed,
    assignments_of,
    goals_of,
    indicators_of,
    numbers_of,
    own_rows,
    resolutions_of,
    texts_asked,
)
from rodtrad.models.reporting.economy import Economy, EconomyLine, economy_of, subject_of_deviation
from rodtrad.models.reporting.risk import gravest_first
from rodtrad.models.reporting.rounds import Report, Round, joint_round, report_at, reports_of, subjects_of
from rodtrad.models.reporting.standing import UnitStanding, standings_of
from rodtrad.reports.passages import passage_blocks, text_blocks
from rodtrad.reports.reporting_round import is_met, limits_text, round_boxes, round_charts, round_table
from rodtrad.reports.reporting_tables import (
    control_table,
    deadline_of,
    deviation_cell,
    deviation_title,
    economy_table,
    followed_name,
    followed_table,
    indicator_table,
    number_table,
    place_name,
    risk_matrix,
    risk_table,
    scale_of,
)
from rodtrad.reports.reporting_writing import Writing
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.texts import passages_document
from rodtrad.reports.tree import (
    Block,
    DocumentTree,
    KeyFigureBox,
    KeyFigureRow,
    Paragraph,
    Section,
    Subheading,
)


def report_document(telling: Telling, document: str, today: date, version: str) -> DocumentTree:
    """A report as a document: what its letter asked for, and nothing else; a joint report tells of all units.

    document  key of a report; one that is of no period is only its texts
    """
    report = report_at(telling.facts, document)
    if report is None:
        return passages_document(telling, document, today, version)
    writing, joint = Writing(telling, report), joint_round(telling.facts, report)
    sections = [_in_short(writing, joint)]
    if joint is not None:
        sections += _joint(telling, joint, today)
    sections += [_SECTIONS[subject](writing, subject) for subject in subjects_of(writing.parts)]
    sections.append(_other(telling, document))
    about = telling.where("document", "key", document).row(0, named=True)
    return DocumentTree(
        title=telling.own(about),
        subtitle=f"{telling.named('unit', report.unit)}, {period_name(report.period, telling.language)}",
        language=telling.language,
        date_text=telling.say("picture_date", date=day(today, telling.language)),
        sections=tuple(s for s in sections if s.blocks or s.sections),
        contents_heading=telling.say("contents"),
        footer=telling.say("picture_footer", version=version),
    )


def _in_short(writing: Writing, joint: Round | None) -> Section:
    telling, document = writing.telling, writing.report.document
    blocks: list[Block] = [Paragraph(_told(writing))]
    boxes = _boxes(writing) if joint is None else ()
    if boxes:
        blocks.append(KeyFigureRow(boxes))
    for part in (PassagePart.INTRODUCTION, PassagePart.SUMMARY):
        blocks += passage_blocks(telling, document, part.value)
    return Section(telling.say("in_short"), tuple(blocks))


def _told(writing: Writing) -> str:
    """What the report is, how far it has come, and which letters it answers."""
    telling, report = writing.telling, writing.report
    letters = sorted({part.letter for part in writing.parts})
    state = telling.word("document_state", report.state.value).lower()
    said = telling.say("reporting_is", state=state, period=period_name(report.period, telling.language))
    if not letters:
        return said
    named = ", ".join(telling.named("document", letter) for letter in letters)
    return f"{said} {telling.say('reporting_answers', letters=named)}"


def _boxes(writing: Writing) -> tuple[KeyFigureBox, ...]:
    """The report in a few numbers."""
    telling, subjects = writing.telling, subjects_of(writing.parts)
    boxes = []
    if ReportSubject.ECONOMY in subjects:
        economy = economy_of(writing.facts, writing.report, writing.opened)
        scale = ("mill. kr", 1)
        for title, compared in (
            (deviation_title(telling, economy), economy.so_far),
            (telling.say("reporting_forecast_deviation"), economy.year),
        ):
            cell = deviation_cell(telling, compared, scale)
            if cell.value is not None:
                boxes.append(KeyFigureBox(title, f"{cell.text} {telling.say('reporting_million')}"))
    if ReportSubject.ASSIGNMENTS in subjects:
        found = assignments_of(writing.facts, writing.report, writing.opened)
        done = sum(one.status is FollowUpStatus.DONE for one in found)
        boxes.append(_part_box(telling, telling.say("reporting_done"), done, len(found)))
    if ReportSubject.INDICATORS in subjects:
        judged = [m for one in indicators_of(writing.facts, writing.report) if (m := is_met(one)) is not None]
        boxes.append(_part_box(telling, telling.say("reporting_reached"), judged.count(True), len(judged)))
    return tuple(boxes)


def _part_box(telling: Telling, title: str, part: int, whole: int) -> KeyFigureBox:
    return KeyFigureBox(title, telling.say("reporting_part", part=part, whole=whole) if whole else EMPTY)


def _heading(writing: Writing, subject: ReportSubject) -> str:
    return writing.telling.word("report_subject", subject.value)


def _economy(writing: Writing, subject: ReportSubject) -> Section:
    """The amounts, and each deviation in words under the figures it is about."""
    telling, report = writing.telling, writing.report
    economy = economy_of(writing.facts, report, writing.opened)
    if not economy.lines:
        return Section(_heading(writing, subject))
    blocks: list[Block] = [economy_table(telling, economy)]
    told: list[Block] = []
    for line in economy.lines:
        words = writing.words(subject_of_deviation(report, line.place))
        if words or line.must_explain:
            told.append(Subheading(place_name(telling, line.place, economy)))
            told.append(Paragraph(_deviates(telling, economy, line)))
            told += words or [Paragraph(telling.say("reporting_not_explained"))]
    sections = (Section(telling.say("reporting_explanations"), tuple(told)),) if told else ()
    if writing.opened is not None:
        blocks.append(Paragraph(limits_text(telling, writing.opened)))
    return Section(_heading(writing, subject), tuple(blocks), sections)


def _deviates(telling: Telling, economy: Economy, line: EconomyLine) -> str:
    """The deviation of a row in numbers."""
    scale = scale_of(economy)
    unit = UNITS[scale[0]].symbol_in(telling.language)
    so_far, year = (deviation_cell(telling, c, scale).text for c in (line.so_far, line.year))
    if economy.report.is_yearly or line.year.deviation is None:
        return telling.say("reporting_deviates_so_far", so_far=so_far, unit=unit)
    if line.so_far.deviation is None:
        return telling.say("reporting_deviates_year", year=year, unit=unit)
    return telling.say("reporting_deviates", so_far=so_far, year=year, unit=unit)


def _goals(writing: Writing, subject: ReportSubject) -> Section:
    """How goals and actions are going, and the unit's own assessment of each goal."""
    telling, report = writing.telling, writing.report
    followed = goals_of(writing.facts, report, writing.opened)
    blocks: list[Block] = []
    if followed:
        if report.is_yearly:
            blocks.append(Paragraph(_reached(telling, followed)))
        blocks.append(followed_table(telling, telling.say("reporting_goals"), followed, "goals"))
    for one in followed:
        words = writing.words(one.address)
        if words:
            blocks += [Subheading(followed_name(telling, one)), *words]
    return Section(_heading(writing, subject), tuple(blocks))


def _reached(telling: Telling, followed: Sequence[Followed]) -> str:
    done = sum(one.status is FollowUpStatus.DONE for one in followed)
    return telling.say("reporting_goals_reached", done=done, count=len(followed))


def _indicators(writing: Writing, subject: ReportSubject) -> Section:
    telling = writing.telling
    found = indicators_of(writing.facts, writing.report)
    blocks: list[Block] = [indicator_table(telling, found)] if found else []
    for one in found:
        address = SHAPES["indicator"].address_of(one.indicator)
        words = writing.words(address)
        if words:
            blocks += [Subheading(telling.own(dict(one.indicator))), *words]
    return Section(_heading(writing, subject), tuple(blocks))


def _assignments(writing: Writing, subject: ReportSubject) -> Section:
    found = assignments_of(writing.facts, writing.report, writing.opened)
    return _work(writing, subject, found)


def _resolutions(writing: Writing, subject: ReportSubject) -> Section:
    found = resolutions_of(writing.facts, writing.report, writing.opened)
    return _work(writing, subject, found)


def _work(writing: Writing, subject: ReportSubject, found: Sequence[Followed]) -> Section:
    """A table; in an annual report each is answered by itself too."""
    if not found:
        return Section(_heading(writing, subject))
    table = followed_table(writing.telling, _heading(writing, subject), found, subject.value)
    answers = tuple(_answer(writing.telling, one) for one in found) if writing.report.is_yearly else ()
    return Section(_heading(writing, subject), (table,), answers)


def _answer(telling: Telling, one: Followed) -> Section:
    status = telling.word("follow_up_status", one.status.value if one.status else None)
    blocks: list[Block] = [
        Paragraph(telling.say("reporting_answer_status", status=status, deadline=deadline_of(telling, one)))
    ]
    blocks += text_blocks(telling, one.told)
    if one.evidence:
        blocks.append(Paragraph(telling.say("reporting_answer_evidence", evidence=one.evidence)))
    return Section(followed_name(telling, one), tuple(blocks))


def _risks(writing: Writing, subject: ReportSubject) -> Section:
    rows = gravest_first(own_rows(writing.facts, writing.report, "risk"))
    blocks = (risk_matrix(writing.telling, rows), risk_table(writing.telling, rows)) if rows else ()
    return Section(_heading(writing, subject), blocks)


def _control(writing: Writing, subject: ReportSubject) -> Section:
    rows = own_rows(writing.facts, writing.report, "control_point")
    return Section(_heading(writing, subject), (control_table(writing.telling, rows),) if rows else ())


def _numbers(writing: Writing, subject: ReportSubject) -> Section:
    telling, report = writing.telling, writing.report
    parts = tuple(part for part in writing.parts if part.subject is subject)
    numbers = numbers_of(writing.facts, report, parts)
    blocks: list[Block] = []
    if numbers:
        blocks.append(number_table(telling, _heading(writing, subject), numbers, subject.value))
    asked_in_words = {part.key for part in texts_asked(parts)}
    for part in parts:
        words = writing.words(part.address)
        if words and (part.key in asked_in_words or len(parts) > 1):
            blocks.append(Subheading(part.named(telling.language)))
        blocks += words
    return Section(_heading(writing, subject), tuple(blocks))


def _other(telling: Telling, document: str) -> Section:
    blocks = passage_blocks(telling, document, PassagePart.OTHER.value)
    return Section(telling.word("passage_part", PassagePart.OTHER.value), tuple(blocks))


def _joint(telling: Telling, opened: Round, today: date) -> list[Section]:
    """All units side by side, and what each says of its deviations and gravest risks."""
    standings = standings_of(telling.facts, opened, is_met)
    if not standings:
        return []
    overview = Section(
        telling.say("reporting_side_by_side"),
        (
            KeyFigureRow(round_boxes(telling, standings)),
            round_table(telling, standings, today),
            *round_charts(telling, opened, standings),
        ),
    )
    return [overview, *_units(telling, standings), *_all_risks(telling, opened)]


def _units(telling: Telling, standings: Iterable[UnitStanding]) -> list[Section]:
    """What each unit says: its summary, and its deviations."""
    sections = []
    for standing in standings:
        writing = Writing(telling, standing.report)
        document = standing.report.document
        blocks: list[Block] = passage_blocks(telling, document, PassagePart.SUMMARY.value)
        if standing.above:
            blocks += _economy(writing, ReportSubject.ECONOMY).sections[0].blocks
        sections.append(Section(telling.named("unit", standing.report.unit), tuple(blocks)))
    told = tuple(s for s in sections if s.blocks)
    return [Section(telling.say("reporting_from_each"), (), told)] if told else []


def _all_risks(telling: Telling, opened: Round) -> list[Section]:
    rows: list[dict[str, Any]] = []
    for report in reports_of(telling.facts, opened):
        rows += [_named(telling, report, row) for row in own_rows(telling.facts, report, "risk")]
    if not rows:
        return []
    ordered = gravest_first(rows)
    blocks = (risk_matrix(telling, ordered), risk_table(telling, ordered))
    return [Section(telling.say("reporting_risks"), blocks)]


def _named(telling: Telling, report: Report, row: dict[str, Any]) -> dict[str, Any]:
    """A risk with the unit's name before its own."""
    unit = telling.named("unit", report.unit)
    return {**row, "label": f"{unit}: {row['label']}", "label_en": f"{unit}: {row['label_en']}"}


_SECTIONS: dict[ReportSubject, Callable[[Writing, ReportSubject], Section]] = {
    ReportSubject.ECONOMY: _economy,
    ReportSubject.GOALS: _goals,
    ReportSubject.INDICATORS: _indicators,
    ReportSubject.ASSIGNMENTS: _assignments,
    ReportSubject.RESOLUTIONS: _resolutions,
    ReportSubject.RISK: _risks,
    ReportSubject.INTERNAL_CONTROL: _control,
    ReportSubject.CLIMATE: _numbers,
    ReportSubject.SICK_LEAVE: _numbers,
    ReportSubject.CASE_TIME: _numbers,
    ReportSubject.OCCUPANCY: _numbers,
}
