"""The economy of a report's page: amounts, a new forecast for each row, and words about deviations."""

from dataclasses import replace

from rodtrad.core.measurement import UNITS
from rodtrad.facts.budget import Version
from rodtrad.facts.reporting import ReportSubject
from rodtrad.facts.work import PassagePart
from rodtrad.models.reporting.economy import (
    Economy,
    EconomyLine,
    economy_of,
    own_key,
    subject_of_deviation,
)
from rodtrad.reports.reporting_form import (
    NUMBER,
    GridLine,
    ReportSection,
    RowBuilder,
    WrittenGrid,
    WrittenGroup,
    slug_of,
)
from rodtrad.reports.reporting_tables import (
    Scale,
    economy_cells,
    economy_columns,
    economy_table,
    place_name,
    scale_of,
)
from rodtrad.reports.reporting_writing import Writing, section
from rodtrad.reports.tree import Cell, TableColumn


def economy_section(writing: Writing, subject: ReportSubject) -> ReportSection:
    """Amounts and deviations; while the report is written, with a field for the forecast of each row."""
    telling, report = writing.telling, writing.report
    economy = economy_of(writing.facts, report, writing.opened)
    scale, table = scale_of(economy), economy_table(telling, economy)
    groups = [_deviation(writing, economy, line, scale) for line in economy.lines if _is_told(writing, line)]
    grid = None
    if report.is_open and not report.is_yearly and economy.lines:
        lines = tuple(
            _grid_line(writing, line, row.cells, scale)
            for line, row in zip(economy.lines, table.rows, strict=False)
        )
        total = table.rows[len(lines) :]
        lines += tuple(GridLine(row.cells[0].text, row.cells[1:], None, total=True) for row in total)
        columns = (*table.columns, TableColumn(telling.say("reporting_new_forecast")))
        grid = WrittenGrid(columns, lines, table.note)
    tables = () if not economy.lines else (table,)
    made = section(writing, subject, groups, tables=tables, grid=grid)
    if economy.has_accounts and not economy.has_budget_so_far:
        made = replace(made, lead=f"{made.lead} {telling.say('reporting_no_budget')}")
    return made


def _is_told(writing: Writing, line: EconomyLine) -> bool:
    """Whether words stand about a row, or must."""
    return line.must_explain or subject_of_deviation(writing.report, line.place) in writing.passages


def _grid_line(writing: Writing, line: EconomyLine, cells: tuple[Cell, ...], scale: Scale) -> GridLine:
    """A row of the economy's table, with a field for its forecast where it is no total."""
    title, amounts = cells[0].text, cells[1:]
    if line.is_total:
        return GridLine(title, amounts, None, total=True)
    stated, key = line.forecast, own_key(writing.report, line.place, Version.FORECAST)
    row = {"amount": stated.ore, "decimals": stated.decimals} if stated else None
    unit = stated.printed_unit if stated else scale[0]
    label = writing.telling.say("reporting_forecast_of", what=title)
    builder = RowBuilder(
        writing.telling, "period_amount", key, row, {"amount": NUMBER}, {"amount": label}, {}, unit
    )
    return GridLine(title, amounts, builder.built(given=(("printed_unit", unit), ("decimals", scale[1]))))


def _deviation(writing: Writing, economy: Economy, line: EconomyLine, scale: Scale) -> WrittenGroup:
    """The words about a deviation, with the figures it is about beside them."""
    telling = writing.telling
    subject = subject_of_deviation(writing.report, line.place)
    headings = (column.heading for column in economy_columns(telling, economy))
    cells = economy_cells(telling, economy, line, scale)
    figures = tuple((h, c) for h, c in zip(headings, cells, strict=True) if c.value is not None)
    row = writing.about(subject, PassagePart.DEVIATION, telling.say("reporting_explanation"))
    return WrittenGroup(
        slug_of(subject),
        Cell(place_name(telling, line.place, economy)),
        figures,
        (row,),
        telling.say("reporting_figures_in", unit=UNITS[scale[0]].label_in(telling.language)),
        writing.lacks_at(ReportSubject.ECONOMY, subject) if line.must_explain else (),
    )
