"""A round of reports side by side: who has delivered, deviation, forecast, work done, targets met, risks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import period_name, signed
from rodtrad.models.reporting.answers import AskedIndicator
from rodtrad.models.reporting.economy import Compared
from rodtrad.models.reporting.rounds import Round, period_of, reports_in, rounds_in
from rodtrad.models.reporting.standing import UnitStanding, standings_of
from rodtrad.reports.reporting_tables import day_text, met, share_cell
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import (
    Cell,
    GroupedBars,
    KeyFigureBox,
    TableBlock,
    TableColumn,
    table_row,
)

_MILLION = UNITS["mill. kr"].grains


@dataclass(frozen=True, slots=True)
class RoundView:
    """All reports of one round side by side.

    path    of the round's page          joint   the department's joint report, where there is one
    late    units that have not delivered though the deadline is past
    """

    title: str
    path: str
    unit: Cell
    period: str
    deadline: str
    limits: str
    boxes: tuple[KeyFigureBox, ...]
    late: tuple[Cell, ...]
    waiting: tuple[Cell, ...]
    charts: tuple[GroupedBars, ...]
    table: TableBlock
    joint: Cell | None


def round_named(telling: Telling, unit: str, period: str) -> Round | None:
    """The round a department has opened for a period."""
    wanted = period_of(period)
    return next((r for r in rounds_in(telling.facts) if (r.unit, r.period) == (unit, wanted)), None)


def round_view(telling: Telling, opened: Round, today: date) -> RoundView:
    """Every unit of a round beside the others."""
    standings = standings_of(telling.facts, opened, is_met)
    late = [s for s in standings if s.report.is_open and s.report.is_late(today)]
    waiting = [s for s in standings if s.report.is_open and not s.report.is_late(today)]
    name = period_name(opened.period, telling.language)
    return RoundView(
        telling.say("reporting_round_title", period=name),
        round_path(opened),
        telling.unit(opened.unit),
        name,
        day_text(telling, opened.deadline),
        limits_text(telling, opened),
        round_boxes(telling, standings),
        tuple(_report(telling, s) for s in late),
        tuple(_report(telling, s) for s in waiting),
        round_charts(telling, opened, standings),
        round_table(telling, standings, today),
        joint_report(telling, opened),
    )


def round_path(opened: Round) -> str:
    """Where a round is on the site."""
    return f"reporting/rounds/{opened.unit}/{opened.period}"


def limits_text(telling: Telling, opened: Round) -> str:
    """What must be explained in a round, in words."""
    share = telling.plain(opened.limit_share.ten_thousandths / 10_000, "prosent", 1)
    return telling.say("reporting_limits", share=share, amount=telling.million(opened.limit_amount.ore))


def joint_report(telling: Telling, opened: Round) -> Cell | None:
    """The department's joint report of a round."""
    place = (opened.unit, opened.period)
    mine = next((r for r in reports_in(telling.facts) if (r.unit, r.period) == place), None)
    if mine is None:
        return None
    return Cell(telling.named("document", mine.document), address=f"reporting/{mine.document}")


def is_met(one: AskedIndicator) -> bool | None:
    """Whether a result meets its target; None where there is nothing to compare."""
    return {"met": True, "ahead": True, "missed": False, "remaining": False}.get(met(one))


def _report(telling: Telling, standing: UnitStanding) -> Cell:
    report = standing.report
    return Cell(telling.named("unit", report.unit), address=f"reporting/{report.document}")


def round_boxes(telling: Telling, standings: Sequence[UnitStanding]) -> tuple[KeyFigureBox, ...]:
    """The round in a few numbers."""
    delivered = sum(not s.report.is_open for s in standings)
    done, assigned = sum(s.done for s in standings), sum(s.assigned for s in standings)
    reached, judged = sum(s.reached for s in standings), sum(s.judged for s in standings)
    boxes = [
        KeyFigureBox(
            telling.say("reporting_delivered"),
            telling.say("reporting_part", part=delivered, whole=len(standings)),
        )
    ]
    boxes += _sum_box(telling, telling.say("reporting_deviation_sum"), [s.so_far for s in standings])
    boxes += _sum_box(telling, telling.say("reporting_forecast_sum"), [s.year for s in standings])
    if assigned:
        whole = telling.say("reporting_part", part=done, whole=assigned)
        boxes.append(KeyFigureBox(telling.say("reporting_done"), whole, telling.share(done / assigned)))
    if judged:
        whole = telling.say("reporting_part", part=reached, whole=judged)
        boxes.append(KeyFigureBox(telling.say("reporting_reached"), whole, telling.share(reached / judged)))
    grave = sum(s.grave for s in standings)
    boxes.append(KeyFigureBox(telling.say("reporting_grave"), telling.count(grave)))
    return tuple(boxes)


def _sum_box(telling: Telling, title: str, compared: Sequence[Compared | None]) -> list[KeyFigureBox]:
    known = [c.deviation for c in compared if c is not None and c.deviation is not None]
    if not known:
        return []
    amount = telling.million_change(sum(known)) if sum(known) else telling.million(0)
    text = f"{amount} {UNITS['mill. kr'].symbol_in(telling.language)}"
    return [KeyFigureBox(title, text, telling.say("reporting_from_units", count=len(known)))]


def round_charts(
    telling: Telling, opened: Round, standings: Sequence[UnitStanding]
) -> tuple[GroupedBars, ...]:
    """The deviation so far and that of the forecast, by unit, the gravest first; none without numbers."""
    known = [
        (telling.named("unit", s.report.unit), _deviation(s.so_far), _deviation(s.year)) for s in standings
    ]
    bars = sorted((bar for bar in known if bar[1:] != (None, None)), key=_gravest_bar)
    if not bars:
        return ()
    names, so_far, year = zip(*bars, strict=True)
    series = [
        (telling.say("reporting_deviation"), so_far),
        (telling.say("reporting_forecast_deviation"), year),
    ]
    told = [(name, values) for name, values in series if any(v is not None for v in values)]
    amount = signed(_gravest_bar(bars[0]), 1, telling.language)
    return (
        GroupedBars(
            telling.say("reporting_chart", period=period_name(opened.period, telling.language)),
            UNITS["mill. kr"].label_in(telling.language),
            names,
            tuple(told),
            telling.say("reporting_chart_alternative", unit=names[0], amount=amount),
        ),
    )


def _deviation(compared: Compared | None) -> float | None:
    if compared is None or compared.deviation is None:
        return None
    return compared.deviation / _MILLION


def _gravest_bar(bar: tuple[str, float | None, float | None]) -> float:
    return min(value for value in bar[1:] if value is not None)


def round_table(telling: Telling, standings: Sequence[UnitStanding], today: date) -> TableBlock:
    """One row for each unit."""
    columns = (
        TableColumn(telling.say("unit"), width=2.0),
        TableColumn(telling.say("reporting_state")),
        TableColumn(telling.say("reporting_deviation_million"), number=True),
        TableColumn(telling.say("reporting_share"), number=True),
        TableColumn(telling.say("reporting_forecast_million"), number=True),
        TableColumn(telling.say("reporting_share"), number=True),
        TableColumn(telling.say("reporting_unexplained"), number=True),
        TableColumn(telling.say("reporting_done"), number=True),
        TableColumn(telling.say("reporting_reached"), number=True),
        TableColumn(telling.say("reporting_gravest"), width=1.6),
    )
    rows = tuple(
        table_row(
            _report(telling, s),
            state_text(telling, s, today),
            _million(telling, s.so_far),
            _share(telling, s.so_far),
            _million(telling, s.year),
            _share(telling, s.year),
            _part(telling, s.unexplained, s.above),
            _part(telling, s.done, s.assigned),
            _part(telling, s.reached, s.judged),
            _gravest(telling, s),
        )
        for s in standings
    )
    note = telling.say("reporting_round_note")
    return TableBlock(telling.say("reporting_side_by_side"), columns, rows, note, name="units")


def state_text(telling: Telling, standing: UnitStanding, today: date) -> str:
    """How far a report has come, and whether it is late."""
    report = standing.report
    word = telling.word("document_state", report.state.value)
    if report.is_late(today):
        return telling.say("reporting_state_late", state=word)
    return telling.say("reporting_state_lacks", state=word, count=standing.lacks) if standing.lacks else word


def _million(telling: Telling, compared: Compared | None) -> Cell:
    if compared is None or compared.deviation is None:
        return Cell(EMPTY)
    value = compared.deviation / _MILLION
    return Cell(telling.million_change(compared.deviation) if value else telling.million(0), value)


def _share(telling: Telling, compared: Compared | None) -> Cell:
    return Cell(EMPTY) if compared is None else share_cell(telling, compared)


def _part(telling: Telling, part: int, whole: int) -> Cell:
    return Cell(telling.say("reporting_part", part=part, whole=whole), part) if whole else Cell(EMPTY)


def _gravest(telling: Telling, standing: UnitStanding) -> Cell:
    if standing.gravest is None:
        return Cell(EMPTY)
    address = f"risk/{standing.report.document}/{standing.gravest}"
    text = telling.row_name(address)
    if standing.grave:
        text = telling.say("reporting_gravest_of", risk=text, count=standing.grave)
    return Cell(text, address=address)
