"""One report on one page: what its letter asks for, what is answered, and what is missing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from rodtrad.core.numbers import period_name
from rodtrad.models.reporting.rounds import Report, letters_of
from rodtrad.reports.reporting_form import ReportSection, WrittenRow
from rodtrad.reports.reporting_lacks import LackLine, lack_lines
from rodtrad.reports.reporting_round import limits_text, round_path
from rodtrad.reports.reporting_sections import sections_of
from rodtrad.reports.reporting_tables import day_text
from rodtrad.reports.reporting_writing import Writing
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report with its sections.

    rounds     path of the round it belongs to, empty where there is none
    limits     the limits of the round, in words
    lacks      everything that is missing before it can be handed in
    is_joint   it is the department's joint report of a round
    """

    document: str
    title: str
    unit: Cell
    period: str
    state: str
    state_word: str
    is_open: bool
    is_late: bool
    deadline: str
    letters: tuple[Cell, ...]
    rounds: str
    limits: str
    lacks: tuple[LackLine, ...]
    sections: tuple[ReportSection, ...]
    is_joint: bool

    def with_rows(self, change: Callable[[WrittenRow], WrittenRow]) -> "ReportView":
        """The same report with each written row changed."""
        return replace(self, sections=tuple(s.with_rows(change) for s in self.sections))


def report_view(telling: Telling, report: Report, today: date) -> ReportView:
    """A report as it is written and read."""
    writing = Writing(telling, report)
    opened = writing.opened
    limits, rounds = (limits_text(telling, opened), round_path(opened)) if opened else ("", "")
    return ReportView(
        report.document,
        telling.named("document", report.document),
        telling.unit(report.unit),
        period_name(report.period, telling.language),
        report.state.value,
        telling.word("document_state", report.state.value),
        report.is_open,
        report.is_late(today),
        day_text(telling, report.deadline),
        tuple(telling.document(letter) for letter in letters_of(writing.facts, report)),
        rounds,
        limits,
        lack_lines(telling, writing.lacks) if report.is_open else (),
        sections_of(writing),
        opened is not None and opened.unit == report.unit,
    )
