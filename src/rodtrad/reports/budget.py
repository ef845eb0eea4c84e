"""Budget and accounts in the dimension a reader chooses, and the way to the new frame."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import in_unit
from rodtrad.facts.budget import Step, Version
from rodtrad.facts.document import DocumentKind
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.bridge import told_bridges
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell, Choice, TableBlock, TableColumn, TableRow, WaterfallChart, table_row

DIMENSIONS = ("account_group", "area", "function", "chapter", "project", "unit")
_COORDINATES = (*DIMENSIONS, "year", "version")
_NET = "drift"
_VERSIONS = [v.value for v in Version]
_MOST_ROWS = 250
_SHARED_UNIT = "1000 kr"


@dataclass(frozen=True, slots=True)
class BudgetView:
    """One document's budget: a table in one dimension, and the changes that lead to the frame."""

    documents: tuple[Choice, ...]
    units: tuple[Choice, ...]
    chapters: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    dimensions: tuple[Choice, ...]
    table: TableBlock | None
    left_out: int
    bridges: tuple[tuple[str, str, WaterfallChart], ...]
    plans: tuple[TableBlock, ...]


@dataclass(frozen=True, slots=True)
class BudgetQuestion:
    """What a reader asks to see; an empty answer is filled with the first that has lines."""

    document: str = ""
    unit: str = ""
    chapter: str = ""
    group: str = ""
    dimension: str = ""


def budget_view(telling: Telling, asked: BudgetQuestion) -> BudgetView:
    """The budget lines of one document by one dimension, year and version.

    A cell with one printed number is that figure; a cell the page prints no number for is the sum
    of the printed parts, and says so by having no address.
    """
    documents = _with_lines(telling)
    document = asked.document if asked.document in documents else next(iter(documents), "")
    lines = telling.where("budget_line", "document", document)
    units = lines["unit"].unique(maintain_order=True).to_list()
    top = [u for u in units if _parent(telling, u) not in units]
    unit = asked.unit if asked.unit in units else (top[0] if len(top) == 1 else "")
    dimension = asked.dimension if asked.dimension in DIMENSIONS else ""
    scope = _in_scope(telling, lines, unit, asked.chapter)
    dimensions = [d for d in DIMENSIONS if _splits(scope, d)]
    dimension = dimension if dimension in dimensions else next(iter(dimensions), "")
    groups = (
        [] if dimension == "account_group" else scope["account_group"].unique(maintain_order=True).to_list()
    )
    group = asked.group if asked.group in groups else (_NET if _NET in groups else next(iter(groups), ""))
    if group:
        scope = scope.filter(pl.col("account_group") == group)
    table, left_out = _table(telling, scope, dimension, document, unit)
    chapters = lines["chapter"].drop_nulls().unique(maintain_order=True).to_list()
    return BudgetView(
        tuple(Choice(d, telling.named("document", d), d == document) for d in documents),
        _choices(telling, units, unit, lambda u: telling.named("unit", u)),
        _choices(telling, chapters, asked.chapter, lambda c: telling.wording.labels.code("chapter", c)),
        tuple(Choice(g, telling.wording.labels.code("account_group", g), g == group) for g in groups),
        tuple(Choice(d, _dimension_word(telling, d), d == dimension) for d in dimensions),
        table,
        left_out,
        told_bridges(telling, document=document),
        _plans(telling, document),
    )


def _dimension_word(telling: Telling, dimension: str) -> str:
    """What a dimension is called: units are no codes."""
    return telling.say("unit") if dimension == "unit" else telling.word("dimension", dimension)


def _choices(telling: Telling, values: list[str], chosen: str, name: Any) -> tuple[Choice, ...]:
    """All of them, and each; no choice at all where there is only one."""
    if len(values) < 2:
        return ()
    every = Choice("", telling.say("all"), not chosen)
    return (every, *(Choice(v, name(v), v == chosen) for v in values))


def _with_lines(telling: Telling) -> list[str]:
    """Documents that hold budget lines: those with changes to explain first, then the newest.

    What is written here and is no budget comes last, and is shown to who asks for it.
    """
    held = telling.facts["budget_line"]["document"].unique()
    changed = set(telling.facts["budget_change"]["document"])
    rows = telling.facts["document"].filter(pl.col("key").is_in(held.implode()))
    written = set(telling.facts["working_document"]["document"])

    def rank(row: dict[str, Any]) -> tuple[bool, bool, int, str]:
        is_copy = row["key"] in written and row["kind"] != DocumentKind.BUDGET
        return is_copy, row["key"] not in changed, -row["year"], row["key"]

    return [row["key"] for row in sorted(rows.iter_rows(named=True), key=rank)]


def _parent(telling: Telling, unit: str) -> str | None:
    row = telling.where("unit", "key", unit)
    return row["parent"][0] if row.height else None


def _in_scope(telling: Telling, lines: pl.DataFrame, unit: str, chapter: str) -> pl.DataFrame:
    kept = lines
    if unit:
        below = telling.where("unit", "parent", unit)["key"].to_list()
        kept = kept.filter(pl.col("unit").is_in([unit, *below]))
    if chapter:
        kept = kept.filter(pl.col("chapter") == chapter)
    return kept.sort("line", nulls_last=True)


def _splits(lines: pl.DataFrame, dimension: str) -> bool:
    """Whether the lines are split by a dimension: more than one value of it is printed."""
    return lines[dimension].drop_nulls().n_unique() > 1 or (
        dimension == "account_group" and not lines.is_empty()
    )


def _table(
    telling: Telling, scope: pl.DataFrame, dimension: str, document: str, unit: str
) -> tuple[TableBlock | None, int]:
    """The pivot, and how many rows there was no room for."""
    lines = _coarsest(telling, scope, dimension) if dimension else scope.clear()
    if lines.is_empty():
        return None, 0
    printed = lines["printed_unit"].unique().to_list()
    shown = printed[0] if len(printed) == 1 else _SHARED_UNIT
    columns = _columns(lines)
    cells: dict[Any, dict[Any, list[dict[str, Any]]]] = {}
    for line in lines.iter_rows(named=True):
        cells.setdefault(line[dimension], {}).setdefault((line["year"], line["version"]), []).append(line)
    ordered = _by_tree(telling, dimension, list(cells))
    rows = tuple(
        _row(telling, dimension, code, level, [cells[code].get(c, []) for c in columns], shown)
        for code, level in ordered[:_MOST_ROWS]
    )
    headings = (
        TableColumn(_dimension_word(telling, dimension)),
        *(TableColumn(f"{telling.word('version', v)} {y}", number=True) for y, v in columns),
    )
    name = telling.named("unit", unit) if unit else telling.named("document", document)
    caption = telling.say("budget_caption", name=name, unit=UNITS[shown].label_in(telling.language))
    note = telling.say("budget_note", source=telling.wording.place(document, []))
    block = TableBlock(caption, headings, rows, note, name=f"budget-{document}-{dimension}")
    return block, max(0, len(ordered) - _MOST_ROWS)


def _columns(lines: pl.DataFrame) -> list[tuple[int, str]]:
    pairs = lines.select("year", "version").unique().rows()
    return sorted(pairs, key=lambda pair: (pair[0], _VERSIONS.index(pair[1])))


def _coarsest(telling: Telling, lines: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """One line for each way of splitting: where the whole is printed, its parts are left out.

    A number printed in several tables counts once.
    """
    kept = lines.filter(pl.col(dimension).is_not_null()).unique(
        _COORDINATES, keep="first", maintain_order=True
    )
    for other in (d for d in DIMENSIONS if d != dimension):
        cell = [dimension, "year", "version", *(d for d in DIMENSIONS if d not in (other, dimension))]
        has_whole = pl.col(other).is_null().any().over(cell)
        kept = kept.filter(~has_whole | pl.col(other).is_null())
        parents = _parents(telling, other)
        above = pl.col(other).replace_strict(parents, default=None, return_dtype=pl.String)
        inside = kept.with_columns(above.alias("above")).join(
            kept.select(*cell, pl.col(other).alias("above")).unique(),
            on=[*cell, "above"],
            how="semi",
            nulls_equal=True,
        )
        inside = inside.filter(pl.col("above").is_not_null())
        kept = kept.join(inside.select(_COORDINATES), on=_COORDINATES, how="anti", nulls_equal=True)
    return kept


def _parents(telling: Telling, dimension: str) -> dict[str, str | None]:
    if dimension == "unit":
        return dict(telling.facts["unit"].select("key", "parent").iter_rows())
    return dict(telling.where("code", "dimension", dimension).select("code", "parent").iter_rows())


def _by_tree(telling: Telling, dimension: str, codes: list[str]) -> list[tuple[str, int]]:
    """Codes with what they add up to before them, each with its level."""
    parents, shown = _parents(telling, dimension), set(codes)
    below: dict[str | None, list[str]] = {}
    for code in codes:
        above = parents.get(code)
        while above is not None and above not in shown:
            above = parents.get(above)
        below.setdefault(above, []).append(code)
    ordered: list[tuple[str, int]] = []

    def walk(code: str | None, level: int) -> None:
        for child in below.get(code, ()):
            ordered.append((child, level))
            walk(child, level + 1)

    walk(None, 0)
    return ordered


def _row(
    telling: Telling, dimension: str, code: str, level: int, parts: list[list[dict[str, Any]]], unit: str
) -> TableRow:
    name = telling.unit(code) if dimension == "unit" else telling.code(dimension, code)
    return table_row(name, *(_sum(telling, lines, unit) for lines in parts), level=level)


def _sum(telling: Telling, lines: list[dict[str, Any]], unit: str) -> Cell:
    """A printed figure where there is one; else the sum of the printed parts."""
    if not lines:
        return Cell(EMPTY)
    value = in_unit(sum(line["amount"] for line in lines), unit)
    decimals = max(0, *(line["decimals"] for line in lines)) if len({*map(_print, lines)}) == 1 else 0
    text = telling.plain(value, unit, decimals)
    if len(lines) > 1:
        return Cell(text, value)
    address = SHAPES["budget_line"].address_of(lines[0], "amount")
    return Cell(text, value, address, telling.to_notice(address))


def _print(line: dict[str, Any]) -> tuple[str, int]:
    return line["printed_unit"], line["decimals"]


def _plans(telling: Telling, document: str) -> tuple[TableBlock, ...]:
    """Every table of changes with a frame, through the years it is printed for."""
    changes = telling.where("budget_change", "document", document)
    whole = changes.filter(pl.col("area").is_null()).sort("line")
    framed = whole.filter((pl.col("step") == Step.FRAME.value).any().over("table", "unit", "chapter"))
    parts = framed.partition_by("table", "unit", "chapter", maintain_order=True)
    return tuple(_plan(telling, part) for part in parts if part["year"].n_unique() > 1)


def _plan(telling: Telling, changes: pl.DataFrame) -> TableBlock:
    years = changes["year"].unique().sort().to_list()
    cells: dict[str, dict[int, dict[str, Any]]] = {}
    for row in changes.iter_rows(named=True):
        cells.setdefault(row["code"], {})[row["year"]] = row
    first = changes.row(0, named=True)
    unit = UNITS[first["printed_unit"]].label_in(telling.language)
    rows = []
    for by_year in cells.values():
        any_row = next(iter(by_year.values()))
        figures = (
            telling.figure("budget_change", by_year[y], "amount") if y in by_year else Cell(EMPTY)
            for y in years
        )
        total = any_row["step"] in (Step.BASE.value, Step.SUBTOTAL.value, Step.FRAME.value)
        rows.append(table_row(telling.own(any_row), *figures, total=total, level=0 if total else 1))
    name = telling.named("unit", first["unit"])
    return TableBlock(
        telling.say("plan_caption", name=name, first=years[0], last=years[-1], unit=unit),
        (TableColumn(telling.say("publish_chart_step")), *(TableColumn(str(y), number=True) for y in years)),
        tuple(rows),
        telling.say("bridge_note", source=telling.wording.place(first["document"], [first["line"]])),
        name=f"plan-{first['document']}-{first['table']}",
    )
