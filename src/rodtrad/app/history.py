"""The book's history (historikk): its changes a page at a time, and what each did to every row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rodtrad.app.asking import Ask
from rodtrad.app.books import end_of, now, start_of
from rodtrad.app.story import StoryLine
from rodtrad.core.errors import MissingError
from rodtrad.core.numbers import moment
from rodtrad.core.roles import Drafts
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.exact import exact_text
from rodtrad.reports.telling import EMPTY
from rodtrad.reports.tree import Choice
from rodtrad.store.past import RevisionFilter, RowEvent
from rodtrad.store.revisions import Revision

LINES = 50
ROWS = 50


@dataclass(frozen=True, slots=True)
class HistoryQuestion:
    """Which changes somebody looks for; empty is all. `before` is the number the last page ended with."""

    by: str = ""
    fact: str = ""
    document: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A page of the book's changes, the latest first.

    older  the number to go on from; None on the last page
    """

    authors: tuple[Choice, ...]
    facts: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    since: str
    until: str
    today: str
    lines: tuple[StoryLine, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One value before and after a change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """What a change did to one row: created, removed or changed it."""

    address: str
    fact: str
    name: str
    event: str
    cells: tuple[ChangedCell, ...]


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One change of the book: who, when, why, and what it did to each row, a page at a time."""

    line: StoryLine
    total: int
    page: int
    pages: int
    rows: tuple[ChangedRow, ...]


def history_view(ask: Ask, question: HistoryQuestion) -> HistoryView:
    """A page of the changes somebody looks for.

    raises  MissingError  there is no such fact
    """
    if question.fact and question.fact not in SHAPES:
        raise MissingError("no_such_fact", fact=question.fact)
    before = question.before
    if ask.day:
        before = min(before or ask.edition.revision + 1, ask.edition.revision + 1)
    found = ask.book.page_of_revisions(
        RevisionFilter(
            by=question.by,
            fact=question.fact,
            document=question.document,
            since=start_of(question.since) if question.since else None,
            until=end_of(question.until) if question.until else None,
            before=before,
            limit=LINES + 1,
        ),
        ask.reader,
    )
    lines = tuple(_line(ask, revision) for revision in found[:LINES])
    older = lines[-1].revision if len(found) > LINES else None
    since, until = (day.isoformat() if day else "" for day in (question.since, question.until))
    today = now().astimezone().date().isoformat()
    authors, facts, documents = _choices(ask, question)
    return HistoryView(authors, facts, documents, since, until, today, lines, older)


def _choices(ask: Ask, question: HistoryQuestion) -> Iterator[tuple[Choice, ...]]:
    telling = ask.telling
    yield tuple(Choice(name, name, name == question.by) for name in ask.book.authors(ask.reader))
    facts = sorted((shape.label_in(ask.language), shape.name) for shape in SHAPES.values())
    yield tuple(Choice(name, label, name == question.fact) for label, name in facts)
    documents = sorted((telling.named("document", key), key) for key in telling.facts["document"]["key"])
    yield tuple(Choice(key, label, key == question.document) for label, key in documents)


def _line(ask: Ask, revision: Revision) -> StoryLine:
    return StoryLine(
        revision.id,
        moment(revision.at.astimezone(), ask.language),
        revision.by,
        revision.why,
        ask.telling.say(f"changed_by_{revision.kind}"),
        can_be_undone=revision.kind == "edit" and ask.day is None and ask.may_undo(revision),
    )


def revision_view(ask: Ask, number: int, page: int = 1) -> RevisionView:
    """One change with what it did to each row somebody may see.

    raises  MissingError  there is no such change, or none of its rows are theirs to see
    """
    if ask.day and number > ask.edition.revision:
        raise MissingError("revision_unknown", revision=number, latest=ask.edition.revision)
    first = (page - 1) * ROWS
    revision, events, total = ask.book.changed_rows(number, ask.reader, first=first, most=ROWS)
    sees_all = ask.reader.units is None and ask.reader.drafts is Drafts.ALL
    if revision is None or (not total and revision.kind != "load" and not sees_all):
        raise MissingError("revision_unknown", revision=number, latest=ask.edition.revision)
    pages = max(1, -(-total // ROWS))
    return RevisionView(_line(ask, revision), total, page, pages, tuple(_row(ask, e) for e in events))


def _row(ask: Ask, event: RowEvent) -> ChangedRow:
    kind = "changed" if event.before and event.after else "created" if event.after else "removed"
    name = ask.telling.row_name(event.address)
    label = SHAPES[event.fact].label_in(ask.language)
    return ChangedRow(event.address, label, name, kind, tuple(_cells(ask, event)))


def _cells(ask: Ask, event: RowEvent) -> Iterator[ChangedCell]:
    """The columns that differ; of a row that came or went, all that are filled."""
    shape = SHAPES[event.fact]
    for column in shape.columns:
        before, after = ((row or {}).get(column.name) for row in (event.before, event.after))
        if before != after and not column.key:
            texts = (exact_text(ask.telling, shape, column, r) or EMPTY for r in (event.before, event.after))
            yield ChangedCell(column.label_in(ask.language), *texts)
