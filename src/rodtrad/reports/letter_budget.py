"""The budget an allocation letter passes on: every number is a figure of the book, or a sum of such."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from rodtrad.core.numbers import in_unit
from rodtrad.models.concepts import SHAPES
from rodtrad.models.letter_contents import BudgetPlace, Frames, budget_place, frames_of, kept_frames
from rodtrad.models.workflow import is_open
from rodtrad.reports.letter_tables import Letter
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, TableBlock, TableColumn, TableRow, table_row

_PRINTED = "1000 kr"
_NET = ("drift", "investering")
_SPLITS = ("area", "function", "project")


def letter_frames(telling: Telling, letter: Letter) -> Frames | None:
    """The budget a letter passes on: that of the book; its own once it is sent. A printed one prints it."""
    if is_sent(letter):
        return kept_frames(telling.facts, letter.document, letter.year)
    if not letter.work:
        own = telling.where("budget_line", "document", letter.document)
        if own.height:
            return None
    return frames_of(telling.facts, letter.receiver, letter.year, letter.document)


def place_of_budget(telling: Telling, letter: Letter) -> BudgetPlace | None:
    """Where the receiver's budget stands, for a letter that itself passes none on."""
    return budget_place(telling.facts, letter.receiver, letter.year, letter.document)


def place_told(telling: Telling, letter: Letter, place: BudgetPlace) -> str:
    """Where the receiver's budget stands, in a sentence."""
    units = ", ".join(telling.named("unit", unit) for unit in place.units)
    facts = {"receiver": telling.named("unit", letter.receiver), "year": letter.year, "units": units}
    if place.is_above:
        return telling.say("letter_budget_above", **facts)
    return telling.say("letter_budget_below", **facts)


def budgets_at(telling: Telling, letter: Letter, place: BudgetPlace) -> tuple[Cell, ...]:
    """The pages of the budgets where the receiver's stands."""
    return tuple(
        Cell(
            telling.say("letters_budget_open", unit=telling.named("unit", unit)),
            address=f"/budget?document={frames.document}&unit={unit}",
        )
        for unit in place.units
        if (frames := frames_of(telling.facts, unit, letter.year, letter.document))
    )


def is_sent(letter: Letter) -> bool:
    """Whether a letter is written here, and is no longer a draft."""
    return bool(letter.work) and not is_open(letter.work["state"])


def changed_table(telling: Telling, letter: Letter) -> TableBlock | None:
    """What the book says now of the budget a letter was sent with, where that is another."""
    now = frames_of(telling.facts, letter.receiver, letter.year, letter.document)
    sent = letter_frames(telling, letter)
    if not is_sent(letter) or now is None:
        return None
    before, after = _net_by_year(sent), _net_by_year(now)
    places = [p for p in {**before, **after} if _ore(before.get(p)) != _ore(after.get(p))]
    rows = tuple(
        table_row(
            ", ".join(
                filter(None, (telling.wording.labels.code("chapter", chapter or ""), _group(telling, group)))
            ),
            str(year),
            _money(telling, before.get((chapter, group, year), ())),
            _money(telling, after.get((chapter, group, year), ())),
        )
        for chapter, group, year in sorted(places, key=lambda p: (p[0] or "", p[1], p[2]))
    )
    columns = (
        TableColumn(telling.say("account_group"), width=2.0),
        TableColumn(telling.say("year")),
        TableColumn(telling.say("letters_budget_sent"), number=True),
        TableColumn(telling.say("letters_budget_now"), number=True),
    )
    return (
        TableBlock(telling.say("letters_budget_changed"), columns, rows, name="budget-changed")
        if rows
        else None
    )


def _net_by_year(frames: Frames | None) -> dict[tuple[str | None, str, int], list[dict[str, Any]]]:
    found: dict[tuple[str | None, str, int], list[dict[str, Any]]] = {}
    for row in frames.lines.iter_rows(named=True) if frames else ():
        found.setdefault((row["chapter"], row["account_group"], row["year"]), []).append(row)
    return found


def _ore(lines: Sequence[dict[str, Any]] | None) -> int | None:
    return sum(line["amount"] for line in lines) if lines else None


def budget_tables(telling: Telling, letter: Letter, frames: Frames) -> tuple[TableBlock, ...]:
    """The frames of the receiver, a table for each chapter and kind of budget, in thousand kroner."""
    invests = pl.col("account_group").str.contains("^(0|investering)")
    parts = (frames.lines.filter(~invests), frames.lines.filter(invests))
    tables = [
        _budget_table(telling, letter, frames, rows, kind)
        for kind, part in zip(("operating", "investing"), parts, strict=True)
        for rows in part.partition_by("chapter", maintain_order=True)
    ]
    return tuple(sorted(tables, key=lambda table: (table.name.rpartition("-")[0], "investing" in table.name)))


Lines = dict[tuple[str, int], list[dict[str, Any]]]


def _budget_table(
    telling: Telling, letter: Letter, frames: Frames, lines: pl.DataFrame, kind: str
) -> TableBlock:
    """One chapter by account group; an amount that the budget splits is the sum of its parts."""
    chapter = lines["chapter"][0] or ""
    years = lines["year"].unique().sort().to_list()
    by_place: Lines = {}
    for row in lines.iter_rows(named=True):
        by_place.setdefault((row["account_group"], row["year"]), []).append(row)
    details = [g for g in lines["account_group"].unique().sort() if g not in _NET]
    rows = [
        table_row(_group(telling, g), *(_money(telling, by_place.get((g, y), [])) for y in years))
        for g in details
    ]
    rows.append(_net_row(telling, chapter, by_place, details, years))
    source = telling.named("document", frames.document)
    return TableBlock(
        telling.say(f"letter_budget_of_{kind}", name=_chapter_name(telling, letter, chapter)),
        (TableColumn(telling.say("account_group")), *(TableColumn(str(y), number=True) for y in years)),
        tuple(rows),
        telling.say("letter_budget_source", version=telling.word("version", frames.version), source=source),
        name=f"budget-{chapter or 'none'}-{kind}",
    )


def _chapter_name(telling: Telling, letter: Letter, chapter: str) -> str:
    name = telling.wording.labels.code("chapter", chapter) if chapter else ""
    return name or telling.named("unit", letter.receiver)


def split_table(telling: Telling, frames: Frames) -> TableBlock | None:
    """The parts of amounts that the budget splits by area, function or project, each a figure."""
    parts = frames.lines.filter(pl.any_horizontal(pl.col(c).is_not_null() for c in _SPLITS))
    if parts.is_empty():
        return None
    years = parts["year"].unique().sort().to_list()
    by_place: dict[tuple[Any, ...], dict[int, dict[str, Any]]] = {}
    for row in parts.sort("chapter", *_SPLITS, "account_group", nulls_last=False).iter_rows(named=True):
        place = tuple(row[c] for c in ("chapter", *_SPLITS, "account_group"))
        by_place.setdefault(place, {})[row["year"]] = row
    columns = (
        TableColumn(telling.say("letter_split_by")),
        TableColumn(telling.say("account_group")),
        *(TableColumn(str(y), number=True) for y in years),
    )
    rows = tuple(
        table_row(
            _split_name(telling, place),
            _group(telling, place[-1]),
            *(_money(telling, [amounts[y]] if y in amounts else []) for y in years),
        )
        for place, amounts in by_place.items()
    )
    return TableBlock(telling.say("letter_split"), columns, rows, name="budget-split")


def _split_name(telling: Telling, place: tuple[Any, ...]) -> str:
    codes = zip(("chapter", *_SPLITS), place, strict=False)
    return ", ".join(telling.wording.labels.code(dimension, code) for dimension, code in codes if code)


def _group(telling: Telling, group: str) -> str:
    name = telling.wording.labels.code("account_group", group)
    return f"{group} {name}" if group.isdecimal() else name


def _money(telling: Telling, lines: Sequence[dict[str, Any]]) -> Cell:
    """Budget lines added up, in thousand kroner; one line alone leads to its figure."""
    if not lines:
        return Cell(EMPTY)
    value = in_unit(sum(line["amount"] for line in lines), _PRINTED)
    if len(lines) > 1:
        return Cell(telling.plain(value, _PRINTED, 0), value)
    address = SHAPES["budget_line"].address_of(lines[0], "amount")
    return Cell(telling.plain(value, _PRINTED, 0), value, address, telling.to_notice(address))


def _net_row(telling: Telling, chapter: str, lines: Lines, details: list[str], years: list[int]) -> TableRow:
    """The net frame: as the book has it, else the sum of the account groups."""
    cells = []
    for year in years:
        own = next((lines[n, year] for n in _NET if (n, year) in lines), [])
        parts = [line for g in details if g.isdecimal() for line in lines.get((g, year), [])]
        cells.append(_money(telling, own or parts))
    return table_row(telling.say("letter_net", chapter=chapter).strip(), *cells, total=True)
