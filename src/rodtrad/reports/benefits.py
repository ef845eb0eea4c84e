"""Benefits realised (gevinster): what was expected, what the accounts show, and what the owner says."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import in_unit, number, signed
from rodtrad.models.concepts import SHAPES
from rodtrad.models.programme.benefit_traces import TracedLine, TracedVolume
from rodtrad.models.programme.benefits import (
    USUAL_LIMITS,
    Benefit,
    BenefitLimits,
    BenefitStatus,
    BenefitYear,
    Missing,
    MissingKind,
    benefits_of,
)
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, Choice, TableBlock, TableColumn, TableRow, table_row

_MILLION = UNITS["mill. kr"].grains


@dataclass(frozen=True, slots=True)
class BenefitsView:
    """The benefit of every measure with a plan, year by year, with what its status rests on.

    planned, cards   measures with a benefit plan, and all measures
    shown            measures with a benefit that fits what the reader has chosen
    """

    planned: int
    cards: int
    shown: int
    owners: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    tables: tuple[TableBlock, ...]


def benefits_view(
    telling: Telling, owner: str = "", status: str = "", limits: BenefitLimits = USUAL_LIMITS
) -> BenefitsView:
    """The benefits of every owner, or of one; in every year, or those with one status.

    owner, status   nothing matches an unknown one
    limits          the rule of the statuses
    """
    every = benefits_of(telling.thread, limits)
    shown = [(b, _years(b, status)) for b in every if owner in ("", b.owner)]
    shown = [(b, years) for b, years in shown if years or not (status or b.years)]
    found = {s for benefit in every for year in benefit.years for s in year.statuses}
    return BenefitsView(
        len(every),
        telling.facts["efficiency_measure"].height,
        len(shown),
        tuple(Choice(u, telling.named("unit", u), u == owner) for u in sorted({b.owner for b in every})),
        tuple(
            Choice(s.value, telling.word("benefit_status", s), s == status)
            for s in BenefitStatus
            if s in found
        ),
        tuple(_tables(telling, shown, limits)) if shown else (),
    )


Shown = list[tuple[Benefit, tuple[BenefitYear, ...]]]


def _years(benefit: Benefit, status: str) -> tuple[BenefitYear, ...]:
    return tuple(year for year in benefit.years if status in ("", *year.statuses))


def _tables(telling: Telling, shown: Shown, limits: BenefitLimits) -> Iterator[TableBlock]:
    yield _status_table(telling, shown, limits)
    yield from (t for t in (_line_table(telling, shown), _volume_table(telling, shown)) if t.rows)
    yield _money_table(telling, [benefit for benefit, _ in shown])


def _status_table(telling: Telling, shown: Shown, limits: BenefitLimits) -> TableBlock:
    columns = (
        TableColumn(telling.say("measure")),
        TableColumn(SHAPES["benefit_plan"]["owner"].label_in(telling.language)),
        TableColumn(telling.say("year")),
        TableColumn(telling.say("benefit_expected"), number=True),
        TableColumn(telling.say("benefit_counterfactual"), number=True),
        TableColumn(telling.say("benefit_actual"), number=True),
        TableColumn(telling.say("benefit_seen"), number=True),
        TableColumn(telling.say("benefit_reported"), number=True),
        TableColumn(telling.say("status")),
    )
    rows = tuple(
        row
        for benefit, years in shown
        for row in (
            [_status_row(telling, benefit, y) for y in years] or [_nothing_expected(telling, benefit)]
        )
    )
    rule = telling.say(
        "benefit_rule",
        seen=limits.seen,
        partly=limits.partly,
        reported=limits.reported,
        volume=limits.volume,
    )
    return TableBlock(telling.say("benefit_table"), columns, rows, rule, name="benefits")


def _status_row(telling: Telling, benefit: Benefit, year: BenefitYear) -> TableRow:
    key = {"document": benefit.document, "measure": benefit.measure, "year": year.year}
    places = [address for line in year.lines for address in line.after_at]
    return table_row(
        _card(telling, benefit),
        telling.unit(benefit.owner),
        str(year.year),
        _money(telling, year.expected, SHAPES["measure_effect"].address_of(key, "amount")),
        _money(telling, year.counterfactual),
        _money(telling, year.actual, *places),
        _money(telling, year.seen),
        _money(telling, year.reported, year.reported_at),
        " ".join(_told(telling, benefit, year)),
    )


def _nothing_expected(telling: Telling, benefit: Benefit) -> TableRow:
    said = f"{telling.word('benefit_status', BenefitStatus.NOT_YET_DUE)}. {telling.say('benefit_no_effect')}"
    return table_row(_card(telling, benefit), telling.unit(benefit.owner), *[EMPTY] * 6, said)


def _card(telling: Telling, benefit: Benefit) -> Cell:
    address = SHAPES["efficiency_measure"].address_of({"document": benefit.document, "key": benefit.measure})
    label = telling.wording.labels.name("efficiency_measure", document=benefit.document, key=benefit.measure)
    return Cell(label if label == benefit.measure else f"{benefit.measure} {label}", address=address)


def _money(telling: Telling, amount: int | None, *places: str) -> Cell:
    """Million kroner; leads to the figure where one figure is all it is."""
    if amount is None:
        return Cell(EMPTY)
    address = places[0] if len(places) == 1 else ""
    notice = telling.to_notice(address) if address else ""
    return Cell(telling.million(amount), amount / _MILLION, address, notice)


def _told(telling: Telling, benefit: Benefit, year: BenefitYear) -> Iterator[str]:
    """The statuses in words, and what each rests on."""
    for status in year.statuses:
        if status is not BenefitStatus.OWNER_SILENT:
            yield f"{telling.word('benefit_status', status)}."
    if year.status is BenefitStatus.NOT_YET_DUE:
        yield (
            telling.say("benefit_accounts_to", year=benefit.last)
            if benefit.last
            else telling.say("benefit_no_accounts")
        )
    if year.seen is not None:
        yield _share_seen(telling, benefit, year, year.seen)
        yield from (_volume_told(telling, year, volume) for volume in year.volumes)
    yield from dict.fromkeys(_missing_told(telling, what) for what in year.missing)
    if BenefitStatus.OWNER_SILENT in year.owner:
        yield telling.say("benefit_silent", year=benefit.silent_since)


def _share_seen(telling: Telling, benefit: Benefit, year: BenefitYear, seen: int) -> str:
    """Whole per cent, rounded down so that it never seems to reach a limit that it does not."""
    wanted = year.expected + year.beside
    share = number(seen * 100 // wanted, 0, telling.language)
    if not year.beside:
        return telling.say("benefit_share", share=share)
    measures = ", ".join(benefit.beside)
    return telling.say("benefit_share_beside", share=share, measures=measures, amount=telling.million(wanted))


def _volume_told(telling: Telling, year: BenefitYear, volume: TracedVolume) -> str:
    name = _name(telling, volume)
    if volume.moved is None:
        return telling.say("benefit_volume_unknown", name=name, year=year.year)
    moved = number(int(volume.moved * 100 // 1), 0, telling.language)
    return telling.say("benefit_volume", name=name, moved=moved)


def _missing_told(telling: Telling, what: Missing) -> str:
    match what.kind:
        case MissingKind.NO_LINE:
            return telling.say("benefit_lacks_line")
        case MissingKind.BASELINE_LATE:
            return telling.say("benefit_baseline_late", year=what.year)
        case MissingKind.GROWTH:
            return telling.say("benefit_growth_odd")
    assert what.line is not None
    name = _name(telling, what.line)
    if what.chapter:
        return telling.say("benefit_lacks_chapter", name=name, chapter=what.chapter, year=what.year)
    return telling.say("benefit_lacks_row", name=name, year=what.year)


def _trace_columns(telling: Telling, *more: TableColumn) -> tuple[TableColumn, ...]:
    return (
        TableColumn(telling.say("measure")),
        TableColumn(telling.say("benefit_trace")),
        *more,
        TableColumn(SHAPES["benefit_plan"]["baseline_year"].label_in(telling.language)),
        TableColumn(telling.say("benefit_before"), number=True),
        TableColumn(telling.say("year")),
        TableColumn(telling.say("benefit_after"), number=True),
    )


def _line_table(telling: Telling, shown: Shown) -> TableBlock:
    """Every line of the accounts in the baseline year and in each year that is due."""
    rows = (
        table_row(
            _card(telling, benefit),
            _trace(telling, benefit, line),
            str(benefit.baseline_year),
            _money(telling, line.before, *line.before_at),
            str(year.year),
            _money(telling, line.after, *line.after_at),
        )
        for benefit, years in shown
        for year in _due(years)
        for line in year.lines
    )
    caption, note = telling.say("benefit_lines"), telling.say("benefit_lines_note")
    return TableBlock(caption, _trace_columns(telling), tuple(rows), note, name="benefit-lines")


def _volume_table(telling: Telling, shown: Shown) -> TableBlock:
    """Every volume in the baseline year and in each year that is due, beside the change expected by then."""
    rows = (
        table_row(
            _card(telling, benefit),
            _trace(telling, benefit, volume),
            UNITS[volume.unit].label_in(telling.language) if volume.unit else EMPTY,
            str(benefit.baseline_year),
            _figure(telling, volume.before_at),
            str(year.year),
            _figure(telling, volume.after_at),
            _change(telling, volume),
        )
        for benefit, years in shown
        for year in _due(years)
        for volume in year.volumes
    )
    change = TableColumn(telling.say("benefit_change"), number=True)
    columns = (*_trace_columns(telling, TableColumn(telling.say("unit"))), change)
    note = telling.say("benefit_volumes_note")
    return TableBlock(telling.say("benefit_volumes"), columns, tuple(rows), note, name="benefit-volumes")


def _due(years: tuple[BenefitYear, ...]) -> tuple[BenefitYear, ...]:
    """The years that are due; the first one where none is yet."""
    return tuple(y for y in years if y.status is not BenefitStatus.NOT_YET_DUE) or years[:1]


def _trace(telling: Telling, benefit: Benefit, trace: TracedLine | TracedVolume) -> Cell:
    key = {"document": benefit.document, "measure": benefit.measure, "key": trace.key}
    return telling.row("benefit_trace", key, _name(telling, trace))


def _name(telling: Telling, trace: TracedLine | TracedVolume) -> str:
    return telling.own({"label": trace.label, "label_en": trace.label_en})


def _figure(telling: Telling, address: str) -> Cell:
    """A volume as it is printed, without its unit."""
    if not address:
        return Cell(EMPTY)
    row = telling.thread.figures.row(telling.thread.at[address], named=True)
    value = in_unit(row["grains"], row["unit"])
    text = telling.plain(value, row["unit"], max(0, row["decimals"]))
    return Cell(text, value, address, telling.to_notice(address))


def _change(telling: Telling, volume: TracedVolume) -> Cell:
    if volume.expected is None:
        return Cell(EMPTY)
    value = in_unit(volume.expected, volume.unit)
    return Cell(signed(value, 0 if value == int(value) else 1, telling.language), value)


def _money_table(telling: Telling, benefits: list[Benefit]) -> TableBlock:
    """Whose purse each part of the effect is in, and where the plan says that the money goes."""
    columns = (
        TableColumn(telling.say("measure")),
        TableColumn(telling.say("benefit_part")),
        TableColumn(SHAPES["effect_part"]["party"].label_in(telling.language)),
        TableColumn(SHAPES["benefit_plan"]["goes_to"].label_in(telling.language)),
    )
    rows = tuple(row for benefit in benefits for row in _money_rows(telling, benefit))
    note = telling.say("benefit_money_note")
    return TableBlock(telling.say("benefit_money"), columns, rows, note, name="benefit-money")


def _money_rows(telling: Telling, benefit: Benefit) -> Iterator[TableRow]:
    goes_to = benefit.goes_to or telling.say("benefit_goes_nowhere")
    parts = telling.where("effect_part", "measure", benefit.measure)
    of_card = parts.filter(pl.col("document") == benefit.document)
    if of_card.is_empty():
        yield table_row(_card(telling, benefit), EMPTY, EMPTY, goes_to)
    for part in of_card.iter_rows(named=True):
        name = telling.row("effect_part", part, telling.own(part))
        yield table_row(_card(telling, benefit), name, telling.word("party", part["party"]), goes_to)
