"""Read a whole document: its lines become tables and sentences, and those become facts with readings.

This is the pure half: it is handed the lines, and opens nothing.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import polars as pl

from rodtrad.facts.document import DocumentKind
from rodtrad.facts.page import BlockKind
from rodtrad.models.concepts import Facts
from rodtrad.readers import review
from rodtrad.readers.budget_tables import add_account_groups, read_account_groups, read_functions
from rodtrad.readers.change_tables import (
    Saving,
    is_adjustment_line,
    read_adjustments,
    read_changes,
    read_sum_of_changes,
)
from rodtrad.readers.district import (
    area_chapters,
    read_goal_links,
    read_population,
    read_premises,
    read_savings,
)
from rodtrad.readers.free_tables import read_free
from rodtrad.readers.gather import About, Gathered, Seen, slug
from rodtrad.readers.goal_lines import read_goal_tree, read_report_goals
from rodtrad.readers.heads import unit_in
from rodtrad.readers.indicator_tables import read_indicators
from rodtrad.readers.key_figures import read_prose
from rodtrad.readers.kinds import about, city_of
from rodtrad.readers.layout import Kind, Laid, lay_out, words_above
from rodtrad.readers.letter import read_assignments, read_duties, read_grants, read_instruments
from rodtrad.readers.links import link
from rodtrad.readers.page import Printed
from rodtrad.readers.prose import Told, footnote_marks, paragraphs, told_in
from rodtrad.readers.report_tables import read_calls, read_projects
from rodtrad.readers.rows import Table
from rodtrad.readers.solve import solved
from rodtrad.readers.tables import find_tables
from rodtrad.readers.tidy import READING_SCHEMA

_BLOCKS = {
    Kind.HEADING: BlockKind.HEADING,
    Kind.BULLET: BlockKind.LIST,
    Kind.FURNITURE: BlockKind.FURNITURE,
    **dict.fromkeys((Kind.ROW, Kind.YEARS, Kind.HEADS, Kind.CAPTION), BlockKind.TABLE),
}
_LEAD_LINES, _CARD_LINES = 6, 80
_ALL_FIGURES = re.compile(r"\balle\s+(?:tall|beløp)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """What reading one document gave: facts, readings, and every number seen."""

    about: About
    pages: int
    tables: int
    facts: dict[str, pl.DataFrame]
    readings: pl.DataFrame
    seen: tuple[Seen, ...]


def read_printed(
    printed: Printed,
    known: Facts,
    *,
    kind: DocumentKind | None = None,
    key: str = "",
    step: Callable[[str], None] = lambda _: None,
) -> DocumentRead:
    """Find what is printed in a document, and turn it into facts with sources.

    known  what the book holds: units and codes are looked up there
    kind   the kind of document, when somebody says; else it is found
    key    the document's lasting name; else made from the file's
    step   told what is being done
    """
    step("layout")
    laid = lay_out(printed.lines)
    told_about = about(laid, printed.name.rsplit(".", 1)[0], known, kind)
    gathered = Gathered(replace(told_about, key=slug(key, 60)) if key else told_about, known)
    if told_about.kind is DocumentKind.SECTOR_REVIEW:
        laid = review.with_titles(laid)
    step("tables")
    tables = [solved(table) for table in _with_common_unit(find_tables(laid), laid)]
    _add_document(gathered, laid)
    used = _read_tables(gathered, laid, tables)
    step("prose")
    _read_text(gathered, laid, used)
    _add_lines(gathered, printed, laid, used)
    _add_doubts(gathered)
    return DocumentRead(
        gathered.about,
        printed.pages,
        len(tables),
        gathered.frames(),
        _readings(gathered),
        tuple(gathered.seen),
    )


def _with_common_unit(tables: Sequence[Table], laid: Sequence[Laid]) -> list[Table]:
    """Tables without a unit of their own have the one a line above says that all figures are in."""
    said = [(x.number, unit_in(x.words)) for x in laid if _ALL_FIGURES.search(x.words) and unit_in(x.words)]
    made = []
    for table in tables:
        common = next((unit for line, unit in reversed(said) if line <= table.line), "")
        made.append(table if table.unit or not common else replace(table, unit=common))
    return made


def _add_document(gathered: Gathered, laid: Sequence[Laid]) -> None:
    """The document itself, its unit, and the municipality above it, where the book does not hold them."""
    about = gathered.about
    if not gathered.has("unit", key=about.unit):
        parent = None
        name = city_of(laid)
        if name and f"{name} kommune" != about.unit_name:
            parent = slug(name, 20).upper()
            if not gathered.has("unit", key=parent):
                city = f"{name} kommune"
                gathered.add("unit", key=parent, kind="municipality", parent=None, label=city, label_en=city)
        kinds = {DocumentKind.DISTRICT_BUDGET: "district", DocumentKind.SECTOR_REVIEW: "department"}
        unit_kind = kinds.get(about.kind, "municipality" if parent is None else "agency")
        gathered.add(
            "unit",
            key=about.unit,
            kind=unit_kind,
            parent=parent,
            label=about.unit_name,
            label_en=about.unit_name,
        )
    gathered.add(
        "document", key=about.key, kind=about.kind.value, unit=about.unit, year=about.year, label=about.label,
        label_en=about.label,
    )  # fmt: skip


def _read_tables(gathered: Gathered, laid: Sequence[Laid], tables: Sequence[Table]) -> frozenset[int]:
    """Each table by the reader that knows it, in the order they stand; returns the lines of tables."""
    kind = gathered.about.kind
    used: set[int] = set()
    if kind is DocumentKind.SECTOR_REVIEW:
        used |= review.read_cards(gathered, laid)
    if kind is DocumentKind.ANNUAL_REPORT:
        used |= read_calls(gathered, laid)
        used |= {x.number for x in laid if is_adjustment_line(x)}
    if kind in (DocumentKind.ANNUAL_REPORT, DocumentKind.ALLOCATION_LETTER, DocumentKind.DISTRICT_BUDGET):
        add_account_groups(gathered)
    if kind is DocumentKind.DISTRICT_BUDGET:
        gathered.areas = area_chapters(laid)
    savings: list[Saving] = []
    for table in tables:
        rows = tuple(row for row in table.rows if row.line not in used)
        if rows:
            kept = replace(table, rows=rows)
            if not _read_known(gathered, kept, laid, savings):
                _read_other(gathered, kept)
            gathered.doubt(kept)
            used |= _lines_of(kept)
    _read_kind(gathered, laid, savings, used)
    return frozenset(used)


def _lines_of(table: Table) -> set[int]:
    """The printed lines a table takes: its rows, and the words of its heading that begin it."""
    rows = {n for row in table.rows for n in range(row.first, row.last + 1)}
    return rows | {n for n, _ in table.lead[-_LEAD_LINES:] if n >= table.line}


def _read_known(gathered: Gathered, table: Table, laid: Sequence[Laid], savings: list[Saving]) -> bool:
    """The steering facts of the document's kind; False when the table holds none."""
    kind = gathered.about.kind
    if kind in (DocumentKind.SECTOR_REVIEW, DocumentKind.PUBLIC_SOURCE):
        return False
    found = read_changes(gathered, table)
    if found is not None:
        savings += found
        return True
    if kind is DocumentKind.DISTRICT_BUDGET and (
        read_population(gathered, table) or read_functions(gathered, table)
    ):
        return True
    if kind is DocumentKind.ANNUAL_REPORT and read_projects(
        gathered, table, _investment_chapter(gathered, table.line)
    ):
        return True
    if kind is DocumentKind.ALLOCATION_LETTER and read_grants(
        gathered, table, words_above(laid, table.rows[0].first, _LEAD_LINES)
    ):
        return True
    if (
        read_account_groups(gathered, table)
        or read_indicators(gathered, table)
        or read_sum_of_changes(gathered, table)
    ):
        return True
    return kind is DocumentKind.DISTRICT_BUDGET and read_premises(gathered, table, laid)


def _investment_chapter(gathered: Gathered, line: int) -> str | None:
    """The chapter whose investments were accounted for before a line."""
    rows = gathered.rows.get("budget_line", {}).values()
    return next(
        (r["chapter"] for r in rows if (r["line"] or line) < line and "investering" in r["table"]), None
    )


def _read_other(gathered: Gathered, table: Table) -> None:
    """A table that is no steering fact of the kind; a review's totals say what they are the sum of."""
    stated = (
        review.effect_concept(gathered, table) if gathered.about.kind is DocumentKind.SECTOR_REVIEW else None
    )
    read_free(gathered, table, stated)


def _read_kind(gathered: Gathered, laid: Sequence[Laid], savings: Sequence[Saving], used: set[int]) -> None:
    """What is not in tables: goals, assignments, duties, adjustments, and what savings mean."""
    kind = gathered.about.kind
    if kind is DocumentKind.ANNUAL_REPORT:
        read_report_goals(gathered, laid)
        tables = [
            (r["line"], r["chapter"], "investering" if "investering" in r["table"] else "drift")
            for r in gathered.rows.get("budget_line", {}).values()
            if r["line"] and r["chapter"]
        ]
        read_adjustments(gathered, laid, sorted(set(tables)))
    if kind is DocumentKind.ALLOCATION_LETTER:
        tree = read_goal_tree(gathered, laid)
        read_instruments(gathered, laid)
        assigned = read_assignments(gathered, laid)
        inside = set(range(tree[0], tree[1] + 1)) if tree else set()
        duty_lines = _tree_duties(laid, inside)
        read_duties(gathered, laid, frozenset((inside - duty_lines) | assigned | used))
        used |= assigned | inside
        _add_letter(gathered)
    if kind is DocumentKind.DISTRICT_BUDGET:
        read_savings(gathered, savings, laid)
        read_goal_links(gathered, laid)


def _tree_duties(laid: Sequence[Laid], inside: set[int]) -> set[int]:
    """Lines of the goal tree whose text asks for a report of its own."""
    places = [i for i, x in enumerate(laid) if x.number in inside and re.search(r"\brapport\b", x.words)]
    return {x.number for i in places for x in laid[max(0, i - 1) : i + 3]}


def _add_letter(gathered: Gathered) -> None:
    """Who sends the letter: what the receiver is part of."""
    about = gathered.about
    held = gathered.known.get("unit")
    units = [
        *gathered.rows.get("unit", {}).values(),
        *(held.iter_rows(named=True) if held is not None else ()),
    ]
    parents = (row["parent"] for row in units if row["key"] == about.unit and row["parent"])
    sender = next(parents, about.unit)
    gathered.add("allocation_letter", sender=sender, receiver=about.unit, year=about.year)


def _read_text(gathered: Gathered, laid: Sequence[Laid], used: frozenset[int]) -> None:
    """The numbers of the text, and what its sentences say of other figures."""
    marks = footnote_marks(laid)
    told = [one for paragraph in paragraphs(laid, used) for one in told_in(paragraph, marks)]
    link(gathered, read_prose(gathered, told, _stated_in(gathered)))


def _stated_in(gathered: Gathered) -> Callable[[Told], str | None]:
    """What a sentence outside the measure cards of a review is a statement of; nothing in other documents."""
    if gathered.about.kind is not DocumentKind.SECTOR_REVIEW:
        return lambda _: None
    cards = [row["line"] for row in gathered.rows.get("efficiency_measure", {}).values()]

    def stated(one: Told) -> str | None:
        if any(0 <= one.line - line <= _CARD_LINES for line in cards):
            return None
        return review.stated_concept(gathered, one.before, one.after, one.unit)

    return stated


def _add_lines(gathered: Gathered, printed: Printed, laid: Sequence[Laid], used: frozenset[int]) -> None:
    """Every printed line, with what stretch it is part of."""
    kinds = {
        x.number: BlockKind.TABLE if x.number in used else _BLOCKS.get(x.kind, BlockKind.PARAGRAPH)
        for x in laid
    }
    kinds |= {number: kinds[x.number] for x in laid for number in x.below}
    gaps = {x.number for x in laid if x.gap}
    block = 0
    for kind, group in groupby(
        (line for line in printed.lines if line.number in kinds), key=lambda x: kinds[x.number]
    ):
        block += 1
        for place, line in enumerate(group):
            if place and line.number in gaps and kind is not BlockKind.TABLE:
                block += 1
            gathered.add(
                "document_line",
                line=line.number,
                page=line.page,
                block=block,
                kind=kind.value,
                text=line.text.rstrip(),
            )


def _add_doubts(gathered: Gathered) -> None:
    at = {s.line: s.address for s in gathered.seen if s.address}
    for line, text, reason, address in gathered.doubts:
        gathered.add(
            "reading_doubt", line=line, text=text, reason=reason.value, address=address or at.get(line)
        )


def _readings(gathered: Gathered) -> pl.DataFrame:
    """What the page says of every figure."""
    rows = [(s.address, s.text, gathered.about.key, s.line) for s in gathered.seen if s.address is not None]
    return pl.DataFrame(rows, schema=READING_SCHEMA, orient="row")
