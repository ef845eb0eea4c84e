"""The commands that keep a whole book in one file, and make a book of such a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from rodtrad.app import books
from rodtrad.app.backing_up import Step, back_up, restore
from rodtrad.cli.commands import language_of
from rodtrad.core.numbers import number
from rodtrad.core.words import say


def run_backup(book: Path, to: Path, language: str) -> None:
    """Write the book to one file."""
    shown = language_of(language)
    with _rows_done() as step:
        kept = back_up(books.place_of(book), to, shown, step)
    told = {"rows": number(kept.rows, 0, shown), "revision": kept.revision}
    _tell(say("backed_up", shown, path=to, **told))


def run_restore(source: Path, book: Path, language: str) -> None:
    """Make a book of a backup."""
    shown, place = language_of(language), books.place_of(book)
    with _rows_done() as step:
        kept = restore(source, place, shown, step)
    told = {"rows": number(kept.rows, 0, shown), "revision": kept.revision, "made": kept.made}
    where = place if isinstance(place, Path) else books.DATABASE_VARIABLE
    _tell(say("restored", shown, book=where, **told))


def _tell(sentence: str) -> None:
    Console(highlight=False, markup=False).print(sentence, soft_wrap=True)


@contextmanager
def _rows_done() -> Iterator[Step]:
    """A bar that fills as the rows are done, on the error stream; none where nobody looks."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def step(text: str, done: int, total: int) -> None:
            progress.update(task, description=text, completed=done, total=total)

        yield step
