"""The sections of a report's page: what the letter asks for, each with what is known and what is written."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from rodtrad.core.numbers import period_name
from rodtrad.core.period import Length
from rodtrad.facts.goal import GoalLevel
from rodtrad.facts.indicator import ValueKind
from rodtrad.facts.reporting import ControlState, ReportSubject
from rodtrad.facts.work import PassagePart
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.reporting.answers import (
    ASSESSED,
    WITH_TEXT,
    AskedIndicator,
    AskedNumber,
    Followed,
    assignments_of,
    goals_of,
    indicators_of,
    numbers_of,
    own_rows,
    resolutions_of,
    series_of,
    texts_asked,
)
from rodtrad.models.reporting.risk import STEPS, gravest_first
from rodtrad.models.reporting.rounds import AskedPart, Report, Round, subjects_of
from rodtrad.reports.indicators import value_cell
from rodtrad.reports.reporting_economy import economy_section
from rodtrad.reports.reporting_form import (
    CHOICE,
    DATE,
    LONG,
    NUMBER,
    SHORT,
    ReportSection,
    RowBuilder,
    WrittenGroup,
    slug_of,
)
from rodtrad.reports.reporting_tables import (
    control_table,
    deadline_of,
    followed_name,
    followed_table,
    indicator_table,
    met,
    number_of,
    number_table,
    risk_matrix,
    risk_table,
)
from rodtrad.reports.reporting_writing import SUMMARY, Writing, follow_up_row, reported, section
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, table_row

_OWN_NUMBER = (("decimals", 0), ("line", 0))


def sections_of(writing: Writing) -> tuple[ReportSection, ...]:
    """Every section of a report: the summary, and what its letter asks for."""
    made = [_summary(writing)]
    for subject in subjects_of(writing.parts):
        one = _SECTIONS[subject](writing, subject)
        if subject not in WITH_TEXT:
            numbers = numbers_of(writing.facts, writing.report, _parts(writing, subject))
            one = replace(one, groups=(*one.groups, *(_number(writing, subject, n) for n in numbers)))
        made.append(one)
    return tuple(made)


def _parts(writing: Writing, subject: ReportSubject) -> tuple[AskedPart, ...]:
    return tuple(part for part in writing.parts if part.subject is subject)


def _summary(writing: Writing) -> ReportSection:
    telling = writing.telling
    row = writing.about(SUMMARY, PassagePart.SUMMARY, telling.say("reporting_summary_label"))
    group = WrittenGroup("at-summary", Cell(""), (), (row,))
    return ReportSection(
        SUMMARY, telling.say("reporting_summary"), telling.say("reporting_summary_lead"), groups=(group,)
    )


def _goals(writing: Writing, subject: ReportSubject) -> ReportSection:
    followed = goals_of(writing.facts, writing.report, writing.opened)
    table = followed_table(writing.telling, writing.telling.say("reporting_goals"), followed, "goals")
    groups = [_goal(writing, subject, one) for one in followed]
    return section(writing, subject, groups, tables=(table,))


def _goal(writing: Writing, subject: ReportSubject, one: Followed) -> WrittenGroup:
    telling, level = writing.telling, GoalLevel(one.row["level"])
    columns = ("status",) if level in ASSESSED else ("status", "evidence", "comment")
    rows = [follow_up_row(writing, one, *columns)]
    if level in ASSESSED:
        rows.append(writing.about(one.address, PassagePart.RESULT, telling.say("reporting_assessment")))
    title = Cell(followed_name(telling, one), address=one.address)
    note = f"{telling.word('goal_level', level.value)}. {reported(telling, one)}".strip()
    lacks = writing.lacks_at(subject, one.address)
    return WrittenGroup(slug_of(one.address), title, (), tuple(rows), note, lacks)


def _work(
    find: Callable[[Facts, Report, Round | None], tuple[Followed, ...]],
) -> Callable[[Writing, ReportSubject], ReportSection]:
    """A section of things that must be done, one by one."""

    def made(writing: Writing, subject: ReportSubject) -> ReportSection:
        followed = find(writing.facts, writing.report, writing.opened)
        caption = writing.telling.word("report_subject", subject.value)
        table = followed_table(writing.telling, caption, followed, subject.value)
        groups = [_task(writing, subject, one) for one in followed]
        return section(writing, subject, groups, tables=(table,))

    return made


def _task(writing: Writing, subject: ReportSubject, one: Followed) -> WrittenGroup:
    telling = writing.telling
    figures = (
        (telling.say("deadline"), Cell(deadline_of(telling, one))),
        (telling.say("owner"), telling.unit(one.row["owner"])),
    )
    return WrittenGroup(
        slug_of(one.address),
        Cell(followed_name(telling, one), address=one.address),
        figures,
        (follow_up_row(writing, one, "status", "evidence", "comment"),),
        reported(telling, one),
        writing.lacks_at(subject, one.address),
    )


def _indicators(writing: Writing, subject: ReportSubject) -> ReportSection:
    asked_for = indicators_of(writing.facts, writing.report)
    groups = [_indicator(writing, subject, one) for one in asked_for]
    return section(writing, subject, groups, tables=(indicator_table(writing.telling, asked_for),))


def _indicator(writing: Writing, subject: ReportSubject, one: AskedIndicator) -> WrittenGroup:
    telling, report, row = writing.telling, writing.report, one.indicator
    address = SHAPES["indicator"].address_of(row)
    key = {
        "document": report.document,
        "indicator": row["key"],
        "year": report.year,
        "kind": ValueKind.RESULT.value,
    }
    label = telling.say(
        "reporting_result_of_year" if report.is_yearly else "reporting_result_of", year=report.year
    )
    builder = RowBuilder(
        telling, "indicator_value", key, one.result, {"value": NUMBER}, {"value": label}, {}, one.unit
    )
    figures = (
        (telling.say("reporting_before"), value_cell(telling, dict(one.before) if one.before else None)),
        (telling.say("target"), value_cell(telling, dict(one.target) if one.target else None)),
        (telling.say("standing"), Cell(telling.word("target_status", met(one)))),
    )
    rows = (
        builder.built(given=(("printed_unit", one.unit), *_OWN_NUMBER)),
        writing.about(address, PassagePart.RESULT, telling.say("reporting_comment")),
    )
    title = Cell(telling.own(dict(row)), address=address)
    return WrittenGroup(slug_of(address), title, figures, rows, "", writing.lacks_at(subject, address))


def _risks(writing: Writing, subject: ReportSubject) -> ReportSection:
    rows = gravest_first(own_rows(writing.facts, writing.report, "risk"))
    groups = [_risk(writing, subject, number, row) for number, row in enumerate(rows, 1)]
    if writing.report.is_open:
        groups.append(_risk(writing, subject, 0, None))
    charts = (risk_matrix(writing.telling, rows),) if rows else ()
    tables = (risk_table(writing.telling, rows),) if rows else ()
    return section(writing, subject, groups, tables=tables, charts=charts)


def _risk(
    writing: Writing, subject: ReportSubject, number: int, row: Mapping[str, Any] | None
) -> WrittenGroup:
    telling, report = writing.telling, writing.report
    kinds = {"label": SHORT, "goal": CHOICE, "probability": CHOICE, "consequence": CHOICE}
    steps = tuple((str(step), telling.say(f"reporting_step_{step}")) for step in STEPS)
    goals = goals_of(writing.facts, report, writing.opened)
    named = tuple((str(g.row["number"]), followed_name(telling, g)) for g in goals)
    builder = RowBuilder(
        telling,
        "risk",
        {"document": report.document, "key": row["key"] if row else None},
        row,
        kinds | {"action": LONG, "deadline": DATE},
        {"label": telling.say("reporting_risk_label")},
        {"goal": named, "probability": steps, "consequence": steps},
    )
    built = builder.built(given=(("unit", report.unit),), is_new=row is None, can_go=row is not None)
    address = built.address
    title = telling.say("reporting_risk_new") if row is None else f"{number}. {telling.own(dict(row))}"
    return WrittenGroup(slug_of(address), Cell(title), (), (built,), "", writing.lacks_at(subject, address))


def _control(writing: Writing, subject: ReportSubject) -> ReportSection:
    rows = own_rows(writing.facts, writing.report, "control_point")
    groups = [_control_point(writing, subject, row) for row in rows]
    if writing.report.is_open:
        groups.append(_control_point(writing, subject, None))
    tables = (control_table(writing.telling, rows),) if rows else ()
    return section(writing, subject, groups, tables=tables)


def _control_point(writing: Writing, subject: ReportSubject, row: Mapping[str, Any] | None) -> WrittenGroup:
    telling, report = writing.telling, writing.report
    kinds = {"state": CHOICE, "comment": LONG, "deadline": DATE}
    builder = RowBuilder(
        telling,
        "control_point",
        {"document": report.document, "key": row["key"] if row else None},
        row,
        kinds if row else {"label": SHORT} | kinds,
        {"label": telling.say("reporting_control_label")},
        {},
    )
    given = (("unit", report.unit), ("state", ControlState.NOT_CHECKED.value))
    built = builder.built(given=given, is_new=row is None)
    title = telling.own(dict(row)) if row else telling.say("reporting_control_new")
    lacks = writing.lacks_at(subject, built.address)
    return WrittenGroup(slug_of(built.address), Cell(title), (), (built,), "", lacks)


def _numbers(writing: Writing, subject: ReportSubject) -> ReportSection:
    """Numbers with those of the last period and the last year beside, and questions answered in words."""
    telling, report = writing.telling, writing.report
    mine = _parts(writing, subject)
    numbers = numbers_of(writing.facts, report, mine)
    groups = [_number(writing, subject, one) for one in numbers]
    groups += [_question(writing, subject, part) for part in texts_asked(mine)]
    caption = telling.word("report_subject", subject.value)
    tables = [number_table(telling, caption, numbers, subject.value)] if numbers else []
    tables += [_months(writing, one) for one in numbers if report.period.length is Length.MONTH]
    return section(writing, subject, groups, tables=tuple(tables))


def _number(writing: Writing, subject: ReportSubject, one: AskedNumber) -> WrittenGroup:
    telling, report, part = writing.telling, writing.report, one.part
    unit = str(one.value["printed_unit"]) if one.value else part.measured_in or "antall"
    builder = RowBuilder(
        telling,
        "key_figure",
        {"document": report.document, "key": part.key, "unit": report.unit},
        one.value,
        {"value": NUMBER},
        {"value": period_name(report.period, telling.language)},
        {},
        unit,
    )
    named = (("year", str(report.period)), ("label", part.label), ("label_en", part.label_en))
    rows = (
        builder.built(given=(("printed_unit", unit), *_OWN_NUMBER, *named)),
        writing.about(part.address, PassagePart.RESULT, telling.say("reporting_comment")),
    )
    figures = (
        (telling.say("reporting_last_year"), number_of(telling, one.last_year)),
        (telling.say("reporting_last_period"), number_of(telling, one.last_period)),
    )
    title = Cell(part.named(telling.language), address=part.address)
    lacks = writing.lacks_at(subject, part.address)
    return WrittenGroup(slug_of(part.address), title, figures, rows, "", lacks)


def _question(writing: Writing, subject: ReportSubject, part: AskedPart) -> WrittenGroup:
    telling = writing.telling
    row = writing.about(part.address, PassagePart.RESULT, telling.say("reporting_answer"))
    title = Cell(part.named(telling.language), address=part.address)
    lacks = writing.lacks_at(subject, part.address)
    return WrittenGroup(slug_of(part.address), title, (), (row,), "", lacks)


def _months(writing: Writing, one: AskedNumber) -> TableBlock:
    """A number month by month."""
    telling = writing.telling
    series = series_of(writing.facts, writing.report, one.part.key)
    rows = tuple(
        table_row(
            Cell(period_name(report.period, telling.language), address=f"reporting/{report.document}"),
            number_of(telling, row),
        )
        for report, row in series
    )
    name = one.part.named(telling.language)
    columns = (TableColumn(telling.say("reporting_month")), TableColumn(name, number=True))
    caption = telling.say("reporting_by_month", what=name)
    return TableBlock(caption, columns, rows, name=f"months-{one.part.key}")


_SECTIONS: dict[ReportSubject, Callable[[Writing, ReportSubject], ReportSection]] = {
    ReportSubject.ECONOMY: economy_section,
    ReportSubject.GOALS: _goals,
    ReportSubject.INDICATORS: _indicators,
    ReportSubject.ASSIGNMENTS: _work(assignments_of),
    ReportSubject.RESOLUTIONS: _work(resolutions_of),
    ReportSubject.RISK: _risks,
    ReportSubject.INTERNAL_CONTROL: _control,
    ReportSubject.CLIMATE: _numbers,
    ReportSubject.SICK_LEAVE: _numbers,
    ReportSubject.CASE_TIME: _numbers,
    ReportSubject.OCCUPANCY: _numbers,
}
