"""The commands that take a table out to Excel, and a workbook in again."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rodtrad.app import books
from rodtrad.app.asking import Ask
from rodtrad.app.open_book import OpenBook
from rodtrad.app.sheet_import import BOOK, SHEET, Choices, SheetPreview, preview_of, save_sheet
from rodtrad.app.sheet_plan import RowDifference
from rodtrad.cli.commands import language_of, print_json
from rodtrad.core.errors import UsageError, UsageSheetError
from rodtrad.core.numbers import number
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.models.concepts import SHAPES
from rodtrad.publish.workbook import workbook_of
from rodtrad.readers.open_workbook import MOST_BYTES, MOST_ROWS
from rodtrad.reports.sheets import work_sheet
from rodtrad.store.whole_file import whole_file

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class SheetWish:
    """What somebody wants done with a workbook."""

    fact: str
    dry_run: bool
    conflicts: str
    remove: bool
    by: str
    why: str


def run_sheet_out(fact: str, to: Path, book: Path, *, document: str, unit: str, language: str) -> None:
    """Write a table as a workbook."""
    shown, name = language_of(language), _fact_named(fact)
    with OpenBook(books.place_of(book)) as opened:
        edition = opened.edition()
        sheet = work_sheet(edition.telling(shown), name, edition.revision, document, unit)
    if sheet.rows.height > MOST_ROWS:
        raise UsageError("sheet_out_too_large", rows=sheet.rows.height, most=MOST_ROWS)
    with whole_file(to) as file:
        file.write(workbook_of(sheet))
    told = {"rows": number(sheet.rows.height, 0, shown), "path": to}
    _console().print(say("sheet_written", shown, **told), soft_wrap=True)


def run_sheet_in(file: Path, book: Path, wish: SheetWish, *, json: bool, language: str) -> None:
    """Show what a workbook would change, and save it unless that is all that is wanted."""
    shown = language_of(language)
    if wish.conflicts not in ("", SHEET, BOOK):
        raise UsageError("sheet_conflict_choice_unknown", choice=wish.conflicts)
    content = _content(file)
    with OpenBook(books.place_of(book)) as opened:
        ask = Ask(opened, opened.edition(), shown)
        preview = preview_of(ask, content, _fact_named(wish.fact) if wish.fact else "")
        if preview.problems:
            raise UsageSheetError("sheet_refused", preview.problems, count=len(preview.problems))
        if not json:
            _show(preview, shown)
        revision = None if wish.dry_run else _saved(ask, preview, wish, file)
    if json:
        print_json({**asdict(preview.differences), "sheet": preview.sheet, "revision": revision})
    else:
        told = say("sheet_saved", shown, revision=revision) if revision else say("sheet_not_saved", shown)
        _console().print(told)


def _saved(ask: Ask, preview: SheetPreview, wish: SheetWish, file: Path) -> int:
    conflicts = {"": wish.conflicts} if wish.conflicts else {}
    choices = Choices(conflicts, None if wish.remove else ())
    why = wish.why or f"rodtrad sheet in {file.name}"
    return save_sheet(ask, preview, choices, by=wish.by or books.current_user(), why=why)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError("sheet_file_unreadable", path=str(file), reason=error) from None


def _fact_named(name: str) -> str:
    """The fact of a name as the code or a reader writes it."""
    for shape in SHAPES.values():
        if name.casefold() in (shape.name, shape.label.casefold(), shape.label_en.casefold()):
            return shape.name
    raise UsageError("no_such_fact", fact=name)


def _console() -> Console:
    return Console(highlight=False, markup=False)


def _show(preview: SheetPreview, language: Language) -> None:
    console, found = _console(), preview.differences
    for note in preview.notes:
        console.print(note, style="dim", soft_wrap=True)
    groups = (
        (say("sheet_added", language), found.added),
        (say("sheet_changed", language), found.changed),
        (say("sheet_conflicts", language), found.conflicts),
        (say("sheet_removed", language), found.removed),
    )
    counts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for title, rows in groups:
        counts.add_row(title, number(len(rows), 0, language))
    counts.add_row(say("sheet_unchanged", language), number(found.unchanged, 0, language))
    console.print(counts)
    for title, rows in groups:
        if rows:
            console.print(Text(f"\n{title}", style="bold"))
        for line in _lines(rows, language):
            console.print(line, soft_wrap=True)


def _lines(rows: tuple[RowDifference, ...], language: Language) -> Iterator[str]:
    for row in rows[:_SHOWN]:
        yield f"  {row.address}"
        for cell in row.cells:
            theirs = "" if cell.theirs is None else f" ({say('form_theirs', language, value=cell.theirs)})"
            yield f"    {cell.label}: {cell.before or '–'} → {cell.after or '–'}{theirs}"
    if len(rows) > _SHOWN:
        yield f"  {say('sheet_more_choices', language, count=len(rows) - _SHOWN)}"
