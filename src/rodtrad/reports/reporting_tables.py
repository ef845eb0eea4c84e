"""Tables and pictures of reports: economy, goals, indicators, work, risks, control and numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress
from typing import Any

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import day, in_unit, number, signed
from rodtrad.models.reporting.answers import AskedIndicator, AskedNumber, Followed
from rodtrad.models.reporting.economy import Compared, Economy, EconomyLine, Place, Stated
from rodtrad.models.reporting.risk import STEPS, Gravity, gravest_first, gravity, gravity_of
from rodtrad.reports.indicators import target_status, value_cell
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, MatrixChart, MatrixMark, TableBlock, TableColumn, TableRow, table_row

_DIMENSIONS = ("chapter", "area", "function", "account_group")
Row = Mapping[str, Any]
Scale = tuple[str, int]
"""A unit of measurement and the decimals it is shown with."""


def day_text(telling: Telling, value: date | None) -> str:
    """A day in words; a dash where there is none."""
    return day(value, telling.language) if value else EMPTY


def scale_of(economy: Economy) -> Scale:
    """The unit most of the amounts are printed in, and its decimals."""
    stated = [s for line in economy.lines for s in line.known]
    if not stated:
        return "kr", 0
    unit = Counter(s.printed_unit for s in stated).most_common(1)[0][0]
    return unit, max(0, *(s.decimals for s in stated if s.printed_unit == unit))


def amount_cell(telling: Telling, stated: Stated | None, scale: Scale) -> Cell:
    """An amount in a unit, leading to where it stands; a sum that is made here leads nowhere."""
    if stated is None or not stated.address:
        return net_cell(telling, stated.ore if stated else None, scale)
    value = in_unit(stated.ore, scale[0])
    text = number(value, scale[1], telling.language)
    return Cell(text, value, stated.address, telling.to_notice(stated.address))


def net_cell(telling: Telling, ore: int | None, scale: Scale) -> Cell:
    """An amount that is computed here."""
    if ore is None:
        return Cell(EMPTY)
    value = in_unit(ore, scale[0])
    return Cell(number(value, scale[1], telling.language), value)


def deviation_cell(telling: Telling, compared: Compared, scale: Scale) -> Cell:
    """A deviation with its sign."""
    if compared.deviation is None:
        return Cell(EMPTY)
    value = in_unit(compared.deviation, scale[0])
    text = signed(value, scale[1], telling.language) if value else number(0, scale[1], telling.language)
    return Cell(text, value)


def share_cell(telling: Telling, compared: Compared) -> Cell:
    """A deviation in per cent of the budget, with its sign."""
    if compared.share is None:
        return Cell(EMPTY)
    value = compared.share * 100
    text = signed(value, 1, telling.language) if compared.deviation else number(0, 1, telling.language)
    return Cell(text, value)


def used_cell(telling: Telling, line: EconomyLine) -> Cell:
    """How much of the year's budget is used."""
    if line.accounts is None or line.year_budget is None or not line.year_budget.ore:
        return Cell(EMPTY)
    value = 100 * line.accounts.ore / line.year_budget.ore
    return Cell(number(value, 1, telling.language), value)


def place_name(telling: Telling, place: Place, economy: Economy | None = None) -> str:
    """What a row of the economy is called; a chapter that all rows share is left out."""
    shared = economy is not None and len({line.place[0] for line in economy.lines}) == 1
    parts = [
        telling.wording.labels.code(dimension, code)
        for dimension, code in zip(_DIMENSIONS, place, strict=True)
        if code and not (shared and dimension == "chapter")
    ]
    return ", ".join(parts)


def economy_table(telling: Telling, economy: Economy) -> TableBlock:
    """Budget, accounts and deviation of every row; in a report of a part of the year the forecast too.

    A column where no row has anything is left out.
    """
    scale = scale_of(economy)
    rows = [
        table_row(place_name(telling, line.place, economy), *economy_cells(telling, economy, line, scale),
                  total=line.is_total)
        for line in economy.lines
    ]  # fmt: skip
    if len(economy.lines) > 1:
        rows.append(_net_row(telling, economy, scale))
    columns = (TableColumn(telling.say("reporting_row"), width=2.2), *economy_columns(telling, economy))
    filled = [n == 0 or any(row.cells[n].value is not None for row in rows) for n in range(len(columns))]
    return TableBlock(
        telling.say("reporting_economy"),
        tuple(compress(columns, filled)),
        tuple(replace(row, cells=tuple(compress(row.cells, filled))) for row in rows),
        _economy_note(telling, economy, scale),
        name="economy",
    )


def _economy_note(telling: Telling, economy: Economy, scale: Scale) -> str:
    note = telling.say("reporting_economy_note", unit=UNITS[scale[0]].label_in(telling.language))
    return f"{note} {telling.say('reporting_spread', months=economy.months)}" if economy.months else note


def economy_columns(telling: Telling, economy: Economy) -> tuple[TableColumn, ...]:
    """The headings of the amounts of a row."""
    names = [telling.say("reporting_budget_year" if economy.report.is_yearly else "reporting_budget_so_far")]
    names += [
        telling.say("reporting_accounts"),
        deviation_title(telling, economy),
        telling.say("reporting_share"),
    ]
    if not economy.report.is_yearly:
        names += [
            telling.say("reporting_budget_year"),
            telling.say("reporting_used"),
            telling.say("reporting_forecast"),
            telling.say("reporting_forecast_deviation"),
            telling.say("reporting_share"),
        ]
    return tuple(TableColumn(name, number=True) for name in names)


def deviation_title(telling: Telling, economy: Economy) -> str:
    """What the deviation of accounts is called: that of a year is not one so far."""
    return telling.say("reporting_deviation_year" if economy.report.is_yearly else "reporting_deviation")


def economy_cells(telling: Telling, economy: Economy, line: EconomyLine, scale: Scale) -> tuple[Cell, ...]:
    """The amounts of a row, under the headings of `economy_columns`."""
    cells = [
        amount_cell(telling, line.budget, scale),
        amount_cell(telling, line.accounts, scale),
        deviation_cell(telling, line.so_far, scale),
        share_cell(telling, line.so_far),
    ]
    if not economy.report.is_yearly:
        cells += [
            amount_cell(telling, line.year_budget, scale),
            used_cell(telling, line),
            amount_cell(telling, line.forecast, scale),
            deviation_cell(telling, line.year, scale),
            share_cell(telling, line.year),
        ]
    return tuple(cells)


def _net_row(telling: Telling, economy: Economy, scale: Scale) -> TableRow:
    so_far, year = economy.so_far, economy.year
    cells = [
        net_cell(telling, so_far.budget, scale),
        net_cell(telling, so_far.other, scale),
        deviation_cell(telling, so_far, scale),
        share_cell(telling, so_far),
    ]
    if not economy.report.is_yearly:
        used = 100 * so_far.other / year.budget if so_far.other is not None and year.budget else None
        cells += [
            net_cell(telling, year.budget, scale),
            Cell(EMPTY) if used is None else Cell(number(used, 1, telling.language), used),
            net_cell(telling, year.other, scale),
            deviation_cell(telling, year, scale),
            share_cell(telling, year),
        ]
    return table_row(telling.say("reporting_net"), *cells, total=True)


def indicator_table(telling: Telling, indicators: Iterable[AskedIndicator]) -> TableBlock:
    """Result against target, and whether the target is met."""
    columns = (
        TableColumn(telling.say("indicator"), width=2.2),
        TableColumn(telling.say("reporting_before"), number=True),
        TableColumn(telling.say("target"), number=True),
        TableColumn(telling.say("reporting_result"), number=True),
        TableColumn(telling.say("standing")),
    )
    rows = tuple(
        table_row(
            telling.row("indicator", one.indicator, telling.own(dict(one.indicator))),
            value_cell(telling, _plain(one.before)),
            value_cell(telling, _plain(one.target)),
            value_cell(telling, _plain(one.result) if one.value is not None else None),
            telling.word("target_status", met(one)),
        )
        for one in indicators
    )
    return TableBlock(telling.say("indicators"), columns, rows, name="indicators")


def met(one: AskedIndicator) -> str:
    """Whether a result meets its target: met or missed, or none where there is nothing to compare."""
    result = one.result if one.value is not None else None
    return target_status(_plain(result), _plain(one.target), one.indicator["better"])


def _plain(row: Row | None) -> dict[str, Any] | None:
    return dict(row) if row else None


def followed_table(telling: Telling, caption: str, followed: Iterable[Followed], name: str) -> TableBlock:
    """What must be done: deadline, how it is going, what shows it and what is said of it."""
    columns = (
        TableColumn(telling.say("reporting_what"), width=2.2),
        TableColumn(telling.say("deadline")),
        TableColumn(telling.say("status")),
        TableColumn(telling.say("reporting_evidence"), width=1.5),
        TableColumn(telling.say("reporting_comment"), width=2.0),
    )
    rows = tuple(
        table_row(
            Cell(followed_name(telling, one), address=one.address),
            deadline_of(telling, one),
            telling.word("follow_up_status", one.status.value if one.status else None),
            one.evidence or EMPTY,
            one.told or EMPTY,
        )
        for one in followed
    )
    return TableBlock(caption, columns, rows, name=name)


def followed_name(telling: Telling, one: Followed) -> str:
    """Number and name of something that must be done or reached."""
    return f"{one.row['number']} {telling.own(dict(one.row))}"


def deadline_of(telling: Telling, one: Followed) -> str:
    """The deadline that counts: one that is agreed on later, else the letter's."""
    agreed = (one.said or {}).get("deadline")
    return day_text(telling, agreed or one.row.get("deadline"))


def risk_matrix(telling: Telling, risks: Sequence[Row]) -> MatrixChart:
    """Probability and consequence of each risk in a square of five steps."""
    levels = list(Gravity)
    marks = tuple(
        MatrixMark(str(n), row["consequence"], row["probability"], telling.own(dict(row)))
        for n, row in enumerate(gravest_first(risks), 1)
    )
    shades = tuple(tuple(levels.index(gravity(up, across)) for across in STEPS) for up in STEPS)
    grave = sum(gravity_of(row) is Gravity.HIGH for row in risks)
    return MatrixChart(
        telling.say("reporting_risk_matrix"),
        telling.say("reporting_consequence"),
        telling.say("reporting_probability"),
        tuple(telling.say(f"reporting_gravity_{level.value}") for level in levels),
        shades,
        marks,
        telling.say("reporting_risk_alternative", count=len(risks), grave=grave),
    )


def risk_table(telling: Telling, risks: Sequence[Row]) -> TableBlock:
    """The risks, gravest first, with what is done about each."""
    columns = (
        TableColumn(telling.say("reporting_risk_key"), width=0.4),
        TableColumn(telling.say("reporting_risk"), width=2.2),
        TableColumn(telling.say("reporting_goal")),
        TableColumn(telling.say("reporting_probability"), number=True),
        TableColumn(telling.say("reporting_consequence"), number=True),
        TableColumn(telling.say("reporting_risk_level")),
        TableColumn(telling.say("reporting_risk_action"), width=2.0),
        TableColumn(telling.say("deadline")),
    )
    rows = tuple(
        table_row(
            str(n),
            telling.row("risk", row, telling.own(dict(row))),
            row["goal"] or EMPTY,
            str(row["probability"]),
            str(row["consequence"]),
            telling.say(f"reporting_gravity_{gravity_of(row).value}"),
            row["action"] or EMPTY,
            day_text(telling, row["deadline"]),
        )
        for n, row in enumerate(gravest_first(risks), 1)
    )
    return TableBlock(
        telling.say("reporting_risks"), columns, rows, telling.say("reporting_risk_note"), "risks"
    )


def control_table(telling: Telling, points: Iterable[Row]) -> TableBlock:
    """The points of internal control, and how each stands."""
    columns = (
        TableColumn(telling.say("reporting_control_point"), width=2.2),
        TableColumn(telling.say("status")),
        TableColumn(telling.say("reporting_comment"), width=2.0),
        TableColumn(telling.say("deadline")),
    )
    rows = tuple(
        table_row(
            telling.row("control_point", row, telling.own(dict(row))),
            telling.word("control_state", row["state"]),
            row["comment"] or EMPTY,
            day_text(telling, row["deadline"]),
        )
        for row in points
    )
    return TableBlock(telling.say("reporting_control"), columns, rows, name="control")


def number_table(telling: Telling, caption: str, numbers: Iterable[AskedNumber], name: str) -> TableBlock:
    """Numbers that are asked for, beside those of the last period and of the year before."""
    columns = (
        TableColumn(telling.say("reporting_number"), width=2.2),
        TableColumn(telling.say("reporting_last_year"), number=True),
        TableColumn(telling.say("reporting_last_period"), number=True),
        TableColumn(telling.say("reporting_this_period"), number=True),
    )
    rows = tuple(
        table_row(
            one.part.named(telling.language),
            number_of(telling, one.last_year),
            number_of(telling, one.last_period),
            number_of(telling, one.value),
        )
        for one in numbers
    )
    return TableBlock(caption, columns, rows, name=name)


def number_of(telling: Telling, row: Row | None) -> Cell:
    """A key figure with its unit; a dash where there is none."""
    return telling.figure("key_figure", row, "value", unit=True) if row else Cell(EMPTY)
