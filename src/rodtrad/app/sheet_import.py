"""Take a workbook in: a preview of what it would change, and all of it saved, or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.sheet_cells import CellReader
from rodtrad.app.sheet_plan import Comparison, Differences, Held, RowDifference
from rodtrad.core.errors import ConflictError, UsageError, UsageSheetError
from rodtrad.core.shape import LANGUAGES, Language, Shape
from rodtrad.core.words import say
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.open_workbook import SheetRead, open_workbook
from rodtrad.readers.workbook import Origin, TableRead, find_table, origin_of
from rodtrad.reports.sheets import ChoiceList, choices_in, sheet_columns
from rodtrad.store.changes import RowChange

SHEET, BOOK = "sheet", "book"
"""What somebody chooses in a conflict: the workbook's row, or the book's."""
MOST_PROBLEMS = 500


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What a workbook would change in a book.

    revision  the book's last change when this was found
    taken     the book's last change when the workbook was taken out; None for one that somebody has made
    notes     what was left out, and need not be mended
    """

    fact: str
    label: str
    sheet: str
    revision: int
    taken: int | None
    differences: Differences
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def can_be_saved(self) -> bool:
        """Whether there is something to save, and nothing to mend first."""
        return not self.problems and self.differences.count > 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody has chosen in a preview.

    conflicts  SHEET or BOOK by address, or for all where the address is empty
    removed    addresses of the rows to be taken out; None is every row that is gone from the sheet
    """

    conflicts: Mapping[str, str]
    removed: Collection[str] | None = ()

    def of(self, difference: RowDifference) -> str:
        """What is chosen for a conflict; empty when nothing is."""
        return self.conflicts.get(difference.address, self.conflicts.get("", ""))

    def removes(self, difference: RowDifference) -> bool:
        """Whether a row that is gone from the sheet shall be taken out of the book."""
        return self.removed is None or difference.address in self.removed


def preview_of(ask: Ask, content: bytes, fact: str = "") -> SheetPreview:
    """What a workbook would change in the book as it stands. Nothing is saved.

    fact    what the rows are, for a workbook that somebody has made
    raises  UsageError  the file cannot be used at all; problems in its rows are in the preview
    """
    sheets = open_workbook(content)
    origin = origin_of(sheets)
    shape = _shape(origin, fact, ask.language)
    table = find_table(sheets, shape, whole_key=origin is not None)
    lists = {c.name: both for c in sheet_columns(shape) if (both := _in_both(ask, shape, c.name))}
    language = origin.language if origin else ask.language
    reader = CellReader(shape, table, ask.language, {n: _first(both, language) for n, both in lists.items()})
    _refuse_formulas(reader, sheets)
    found = Comparison(shape, reader, _held(ask, shape, origin), ask.telling).differences()
    problems = tuple(problem.sentence(ask.language) for problem in reader.problems)
    return SheetPreview(
        shape.name,
        shape.label_in(ask.language),
        table.sheet,
        ask.edition.revision,
        origin.revision if origin else None,
        found,
        _shortened(problems, ask.language) or _tried(ask, found),
        tuple(_notes(table, ask.language)),
    )


def save_sheet(ask: Ask, preview: SheetPreview, choices: Choices, *, by: str, why: str) -> int:
    """Save what a preview shows, as one revision; returns its number.

    raises  UsageSheetError  there are problems
            UsageError     nobody has chosen what to do with a conflict, or nothing is to be saved
            ConflictError  somebody has changed one of the rows since the preview
            RodtradError   the rows may not be saved: what forms tell
    """
    if preview.problems:
        raise UsageSheetError("sheet_refused", preview.problems, count=len(preview.problems))
    open_conflicts = [d for d in preview.differences.conflicts if choices.of(d) not in (SHEET, BOOK)]
    if open_conflicts:
        raise ConflictError("sheet_conflicts_open", count=len(open_conflicts))
    changes = changes_in(preview.differences, choices)
    if not changes:
        raise UsageError("sheet_nothing_to_save")
    return ask.save(changes, by=by, why=why)


def changes_in(found: Differences, choices: Choices) -> list[RowChange]:
    """The changes somebody has chosen to save."""
    kept = [*found.added, *found.changed]
    kept += [d for d in found.conflicts if choices.of(d) == SHEET]
    kept += [d for d in found.removed if choices.removes(d)]
    return [difference.change for difference in kept]


def _shape(origin: Origin | None, fact: str, language: Language) -> Shape:
    """What the rows of a workbook are; raises UsageError when nobody says, or two say different things."""
    if fact and fact not in SHAPES:
        raise UsageError("no_such_fact", fact=fact)
    if origin is None:
        if not fact:
            raise UsageError("sheet_fact_missing")
        return SHAPES[fact]
    if fact and fact != origin.fact:
        found, wanted = (SHAPES[name].label_in(language) for name in (origin.fact, fact))
        raise UsageError("sheet_of_other_fact", found=found, wanted=wanted)
    return SHAPES[origin.fact]


def _in_both(ask: Ask, shape: Shape, name: str) -> dict[Language, ChoiceList]:
    """What can be chosen in a column, in both languages; empty where anything can be written."""
    found = {
        language: choices_in(ask.edition.telling(language), shape, shape[name]) for language in LANGUAGES
    }
    return {language: choices for language, choices in found.items() if choices is not None}


def _first(both: Mapping[Language, ChoiceList], language: Language) -> tuple[ChoiceList, ...]:
    return (both[language], *(choices for other, choices in both.items() if other != language))


def _refuse_formulas(reader: CellReader, sheets: Sequence[SheetRead]) -> None:
    sheet = next(sheet for sheet in sheets if sheet.name == reader.table.sheet)
    for place in sheet.about.formulas:
        reader.refuse(None, say("sheet_formula", reader.language, cell=place))
    for place in set(sheet.about.errors) - set(sheet.about.formulas):
        reader.refuse(None, say("sheet_shows_error", reader.language, cell=place))
    for place in sheet.about.merged:
        reader.refuse(None, say("sheet_merged", reader.language, cells=place))


def _held(ask: Ask, shape: Shape, origin: Origin | None) -> Held:
    """What the book holds of a fact, now and when the workbook was taken out.

    raises  UsageError  the workbook is from a later state than the book has: from another book
    """
    now = _by_address(shape, ask.telling.facts[shape.name])
    versions = _versions(shape, ask.book.row_versions(shape.name))
    if origin is None:
        return Held(now, now, versions, frozenset(), None)
    if not 0 < origin.revision <= ask.edition.revision:
        raise UsageError("sheet_from_other_book", revision=origin.revision, latest=ask.edition.revision)
    then = _by_address(shape, ask.book.rows_at(shape.name, origin.revision, ask.person))
    base = {address: row for address, row in then.items() if address in origin.addresses}
    return Held(base, now, versions, origin.addresses, origin.revision)


def _by_address(shape: Shape, rows: pl.DataFrame) -> dict[str, dict[str, Any]]:
    return {shape.address_of(row): row for row in rows.iter_rows(named=True)}


def _versions(shape: Shape, versions: pl.DataFrame) -> dict[str, int]:
    return {shape.address_of(row): row["from_revision"] for row in versions.iter_rows(named=True)}


def _shortened(problems: tuple[str, ...], language: Language) -> tuple[str, ...]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    return (*problems[:MOST_PROBLEMS], say("more_problems", language, count=len(problems) - MOST_PROBLEMS))


def _tried(ask: Ask, found: Differences) -> tuple[str, ...]:
    """What saving everything that is certain would be refused for; nothing is saved."""
    changes = changes_in(found, Choices({"": BOOK}))
    return ask.try_out(changes) if changes else ()


def _notes(table: TableRead, language: Language) -> Sequence[str]:
    notes = []
    if table.ignored:
        notes.append(say("sheet_columns_ignored", language, headings=_quoted(table.ignored, language)))
    if table.unread:
        told = {"sheets": _quoted(table.unread, language), "sheet": table.sheet}
        notes.append(say("sheet_others_ignored", language, **told))
    return notes


def _quoted(names: Sequence[str], language: Language) -> str:
    return ", ".join(f"«{name}»" if language == "no" else f"“{name}”" for name in names)
