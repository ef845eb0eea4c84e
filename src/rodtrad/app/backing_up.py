"""Keep a whole book in one file, and make a book of such a file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rodtrad.app.books import now
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.store.backup import Contents, OpenBackup
from rodtrad.store.backup import back_up as write_backup
from rodtrad.store.restore import checked_backup
from rodtrad.store.restore import restore as write_book

Step = Callable[[str, int, int], None]
"""Is told what is being done, how many rows are done, and how many there are in all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds, in short: rows, the book's last change, and when it was made."""

    rows: int
    revision: int
    made: str


def back_up(place: Path | str, target: Path, language: Language, step: Step) -> Kept:
    """Write a book to one file, while others go on writing in it.

    raises  BookError   there is no book
            UsageError  there is a file already, or it cannot be written
    """
    told = say("backing_up", language)
    return _kept(write_backup(place, target, now(), lambda done, total: step(told, done, total)))


def restore(source: Path, place: Path | str, language: Language, step: Step) -> Kept:
    """Make a book of a backup in an empty place; the whole file is checked before anything is written.

    raises  RodtradError  the file is damaged, no backup, or there is a book already; nothing is written
    """
    checking, restoring = say("checking_backup", language), say("restoring", language)
    with OpenBackup(source) as backup:
        contents = checked_backup(backup, lambda done, total: step(checking, done, 2 * total))
        write_book(backup, contents, place, lambda done, total: step(restoring, total + done, 2 * total))
    return _kept(contents)


def _kept(contents: Contents) -> Kept:
    return Kept(contents.rows, contents.revision, contents.made)
