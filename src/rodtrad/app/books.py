"""Which book is meant, who is asking and what time it is: known here, handed in below."""

import getpass
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import polars as pl

from rodtrad.checks.readings import readings_not_on_the_page
from rodtrad.checks.run import judgement_of
from rodtrad.core.errors import BookError, UsageError
from rodtrad.core.finding import Finding
from rodtrad.models.concepts import SHAPES
from rodtrad.models.judgement import Accepted, Judgement
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.datapackage import read_package
from rodtrad.store.book import Book
from rodtrad.store.load import LoadResult

DATABASE_VARIABLE = "RODTRAD_DATABASE_URL"
_YEARS_IN_CLOCKS = 1900
EXAMPLES = Path(__file__).parents[1] / "data"


def place_of(folder: Path) -> Path | str:
    """The book's place: a shared database when one is named in the environment, else the folder."""
    return os.environ.get(DATABASE_VARIABLE) or folder


def now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def start_of(day: date) -> datetime:
    """The moment a day begins where this program runs; the first of all moments where it cannot be told."""
    try:
        return datetime.combine(day, time.min).astimezone()
    except (OverflowError, OSError, ValueError):
        return (
            datetime.min.replace(tzinfo=UTC)
            if day.year < _YEARS_IN_CLOCKS
            else datetime.max.replace(tzinfo=UTC)
        )


def end_of(day: date) -> datetime:
    """The moment after a day."""
    return start_of(day + timedelta(days=1) if day < date.max else day)


def day_told(text: str) -> date | None:
    """The day somebody has written; None where nothing is written.

    raises  UsageError  it is no day, or one that is yet to come
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError("day_unreadable", text=text) from None
    if day > now().astimezone().date():
        raise UsageError("day_to_come")
    return day


def current_user() -> str:
    """Who runs the program, for the history of the book."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "ukjent"


def package_folder(source: str) -> Path:
    """A folder, or the shipped example of that name."""
    example = EXAMPLES / source
    return (
        example if source.isidentifier() and example.is_dir() and not Path(source).exists() else Path(source)
    )


def existing_book(place: Path | str) -> Book | None:
    """The book at a place, or None when there is none yet."""
    try:
        return Book.open(place)
    except BookError as error:
        if error.message != "book_missing":
            raise
        return None


DEMO = "demo"


def read_demo(folder: Path) -> LoadResult:
    """Read the shipped example into a folder of its own; another book there is left alone."""
    there = existing_book(folder)
    if there:
        with there:
            revisions = there.revisions()
        if any(revision.why != DEMO for revision in revisions if revision.kind == "load"):
            raise UsageError("demo_would_replace", path=str(folder))
    return read_into(folder, "oslo", by=current_user(), why=DEMO)


def read_into(
    place: Path | str, source: str, *, by: str, why: str, overwrite_edits: bool = False
) -> LoadResult:
    """Read a data package into a book, all or nothing.

    raises  InputError, ConflictError  nothing is loaded
    """
    there = existing_book(place)
    try:
        package = read_package(package_folder(source), there.facts() if there else None)
        there = there or Book.create(place)
        return there.load(
            package.facts, package.readings, by=by, at=now(), why=why, overwrite_edits=overwrite_edits
        )
    finally:
        if there:
            there.close()


def add_package(
    place: Path | str, source: str, *, by: str, why: str, overwrite_edits: bool = False
) -> LoadResult:
    """Add a data package to a book, all or nothing: its own documents are replaced, everything else stays.

    raises  InputError, ConflictError  nothing is added
    """
    from rodtrad.app.merging import Held, with_package

    there = existing_book(place)
    try:
        held = Held(there.facts(), there.readings()) if there else Held.nothing()
        package = read_package(package_folder(source), held.facts, adds=True)
        added = with_package(held, package)
        changed = {name: added.facts[name] for name in package.facts}
        there = there or Book.create(place)
        return there.load(changed, added.readings, by=by, at=now(), why=why, overwrite_edits=overwrite_edits)
    finally:
        if there:
            there.close()


def judge_book(
    place: Path | str,
    documents: Path | None = None,
    visible: frozenset[str] | None = None,
    *,
    day: date | None = None,
) -> Judgement:
    """Judge every figure of a book.

    documents  a folder with the documents as text files, to check our own readings against
    visible    units the reader may see; None is all
    day        at the end of which the book is judged; None is now
    raises     UsageError  the book had not begun that day
    """
    with Book.open(place) as book:
        if day is not None and not book.revision_at(end_of(day)):
            raise UsageError("book_not_begun")
        judgement = judged(book, documents, moment=None if day is None else end_of(day))
        return judgement if visible is None else _as_seen(judgement, book.facts(visible=visible))


def judged(book: Book, documents: Path | None = None, *, moment: datetime | None = None) -> Judgement:
    """Judge every figure of an open book, as it stands or as it stood right before a moment."""
    revision = None if moment is None else book.revision_at(moment)
    facts, accepted = book.facts(as_of=revision), book.acceptances(at=moment)
    ours = _misreadings(facts, book.readings(), documents) if documents else []
    said = {name: Accepted(a.verdict, a.reason, a.numbers) for name, a in accepted.items()}
    return judgement_of(thread_of(facts), said, ours)


def _as_seen(judgement: Judgement, seen: Mapping[str, pl.DataFrame]) -> Judgement:
    """The findings about rows the reader may see; what is judged is the whole book."""
    rows = {
        SHAPES[fact].address_of(row)
        for fact, frame in seen.items()
        for row in frame.select(SHAPES[fact].key).iter_rows(named=True)
    }

    def shown(address: str) -> bool:
        return address in rows or address.rpartition("/")[0] in rows or address.startswith(f"{CONSTANT}/")

    kept = tuple(f for f in judgement.findings if all(map(shown, (*f.addresses, *f.consequences))))
    return replace(judgement, findings=kept)


def _misreadings(facts: Mapping[str, pl.DataFrame], readings: pl.DataFrame, documents: Path) -> list[Finding]:
    names = facts["document"]["key"].to_list()
    files = {name: documents / f"{name}.txt" for name in names}
    pages = {n: f.read_text(encoding="utf-8", errors="replace") for n, f in files.items() if f.is_file()}
    if not pages:
        raise UsageError(
            "documents_missing", path=str(documents), known=f"{names[0] if names else 'dokument'}.txt"
        )
    return list(
        readings_not_on_the_page(readings, pages, facts["table"].select("document", "line", "last_line"))
    )
