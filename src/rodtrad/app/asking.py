"""What a reader asks of an open book: one answer for each page, ready to be shown or sent as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from rodtrad.app.books import now
from rodtrad.app.edition import Edition
from rodtrad.app.figures import nearest, show_figure
from rodtrad.app.open_book import OpenBook
from rodtrad.app.story import StoryLine, story_of
from rodtrad.core.errors import AccessError, ConflictError, GoneError, MissingError
from rodtrad.core.finding import Finding
from rodtrad.core.numbers import moment
from rodtrad.core.roles import LOCAL, STRANGER, Person, Right
from rodtrad.core.shape import Language
from rodtrad.core.verdict import Verdict
from rodtrad.facts.document import DocumentKind
from rodtrad.models.concepts import SHAPES
from rodtrad.models.programme.repair_question import review_of
from rodtrad.models.rights import (
    MEASURES,
    Reach,
    Standing,
    check_explains,
    check_open,
    check_right,
    right_to_write,
    standing_in,
)
from rodtrad.models.sight import Landscape, document_column, owner_in
from rodtrad.models.workflow import HOLDS, WRITES
from rodtrad.reports.document_page import DocumentPage, document_page, page_of_line
from rodtrad.reports.documents import DocumentView, document_view, page_count
from rodtrad.reports.figure import FigureView
from rodtrad.reports.findings import FindingCard, FindingView, finding_card, finding_view
from rodtrad.reports.goals import GoalNode, goal_node, path_to
from rodtrad.reports.indicators import IndicatorView, indicator_view
from rodtrad.reports.measure_card import MeasureView, measure_view
from rodtrad.reports.repair import RepairView, repair_view
from rodtrad.reports.rows import FactRow, fact_row
from rodtrad.reports.telling import EMPTY, Telling
from rodtrad.reports.tree import Cell
from rodtrad.reports.units import UnitView, unit_view
from rodtrad.store.changes import RowChange
from rodtrad.store.revisions import Change, Revision
from rodtrad.store.unchanged import Unchanged

LONGEST_ADDRESS = 500
_NEAR = 5


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure with its findings, the row it stands in, its story, and how to cite it."""

    figure: FigureView
    findings: tuple[FindingCard, ...]
    row: Cell
    columns: tuple[tuple[str, Cell], ...]
    story: tuple[StoryLine, ...]
    printed_page: int | None


@dataclass(frozen=True, slots=True)
class GoalPage:
    """One goal with the goals above it and everything that hangs on it."""

    above: tuple[Cell, ...]
    node: GoalNode


@dataclass(frozen=True, slots=True)
class RowPage:
    """One row with its findings and story; units, goals, documents, indicators and measures tell more."""

    row: FactRow
    findings: tuple[FindingCard, ...]
    story: tuple[StoryLine, ...]
    unit: UnitView | None = None
    goal: GoalPage | None = None
    document: DocumentView | None = None
    indicator: IndicatorView | None = None
    measure: MeasureView | None = None


@dataclass(frozen=True, slots=True)
class AcceptanceLine:
    """One explanation of a finding, and whether it was taken back."""

    text: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding, what has been said of it, whether it is open, and whether who asks may explain it."""

    finding: FindingView
    said: tuple[AcceptanceLine, ...]
    is_open: bool
    may_explain: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """A reader's question to one edition of a book, in a language."""

    book: OpenBook
    edition: Edition
    language: Language
    person: Person = LOCAL
    day: date | None = None
    """The day whose state of the book is shown; None is now."""
    sight: Person | None = None
    """Who asks of an earlier day, where `person` may then do nothing but read."""

    @property
    def reader(self) -> Person:
        """Who asks, for what they may see."""
        return self.sight or self.person

    @property
    def today(self) -> date:
        """The day that is asked about."""
        return self.day or now().date()

    def save(
        self,
        changes: Iterable[RowChange],
        *,
        by: str = "",
        why: str,
        ground: Unchanged | None = None,
        step: bool = False,
    ) -> int:
        """Add, change and remove rows as one revision, in the name of who asks. See `save_rows`.

        by      who it is, where nobody has logged in
        ground  what the changes were reckoned from, which must be as it was
        step    whether a document takes a step with it: `move_document` alone says so
        """
        told: dict[str, Any] = {"language": self.language, "person": self.person}
        how: dict[str, Any] = {"ground": ground, "step": step}
        return self.book.save(changes, by=self.person.name or by, why=why, **told, **how)

    def try_out(self, changes: Iterable[RowChange]) -> tuple[str, ...]:
        """What saving the changes would be refused for, a sentence each; nothing is saved."""
        return self.book.try_out(changes, language=self.language, person=self.person)

    def undo(self, revision: int, *, by: str = "", why: str) -> int:
        """Take back what was saved in one revision, in the name of who asks. See `undo_rows`."""
        name = self.person.name or by
        return self.book.undo(revision, by=name, why=why, language=self.language, person=self.person)

    def accept(self, finding: Finding, *, reason: str, by: str = "", verdict: Verdict) -> None:
        """Record why a finding stands, in the name of who asks."""
        name = self.person.name or by
        self.book.accept(finding, reason=reason, by=name, verdict=verdict, person=self.person)

    def withdraw(self, finding: Finding, *, reason: str, by: str = "") -> None:
        """Open a finding again, in the name of who asks."""
        self.book.withdraw(finding, reason=reason, by=self.person.name or by, person=self.person)

    @property
    def telling(self) -> Telling:
        """The book in the reader's language."""
        return self.edition.telling(self.language)

    def at(self, address: str, page: int = 1) -> FigurePage | RowPage:
        """What is at an address: a figure, or a row.

        raises  MissingError, GoneError  nothing is, now or any more
        """
        thread = self.edition.judgement.thread
        if address in thread.at and not address.startswith("constant/"):
            return self._figure(address)
        fact = address.partition("/")[0]
        position = thread.rows(fact).get(address) if fact in SHAPES else None
        if position is None:
            raise self._missing(address)
        return self._row(fact, position, page)

    def _figure(self, address: str) -> FigurePage:
        telling, edition = self.telling, self.edition
        figure = show_figure(telling, address, edition.printed.get(address, ""))
        known = edition.judgement.thread.figures.row(edition.judgement.thread.at[address], named=True)
        row = fact_row(telling, known["fact"], known["position"], related=False)
        return FigurePage(
            figure,
            tuple(finding_card(telling, f) for f in edition.judgement.at.get(address, ())),
            Cell(row.label, address=row.address),
            row.columns,
            story_of(telling, address, self._story(address)),
            page_of_line(telling, figure.source.document, figure.source.line),
        )

    def _row(self, fact: str, position: int, page: int) -> RowPage:
        telling = self.telling
        row = fact_row(telling, fact, position)
        values = telling.facts[fact].row(position, named=True)
        return RowPage(
            row,
            tuple(finding_card(telling, f) for f in self.edition.judgement.at.get(row.address, ())),
            story_of(telling, row.address, self._story(row.address)),
            unit=unit_view(telling, values) if fact == "unit" else None,
            goal=GoalPage(path_to(telling, values), goal_node(telling, values)) if fact == "goal" else None,
            document=document_view(telling, values, page) if fact == "document" else None,
            indicator=indicator_view(telling, values) if fact == "indicator" else None,
            measure=measure_view(telling, values) if fact == "efficiency_measure" else None,
        )

    def page(self, document: str, page: int) -> DocumentPage:
        """One page of a document, as it is printed.

        raises  MissingError  there is no such document or page, or the book does not have its text
        """
        telling, address = self.telling, f"document/{document}"
        if address not in telling.thread.rows("document"):
            raise self._missing(address)
        pages = page_count(telling, document)
        if not pages:
            raise MissingError(
                "document_without_text", (address,), document=telling.named("document", document)
            )
        if page > pages:
            name = telling.named("document", document)
            raise MissingError("document_page_unknown", (address,), document=name, page=page, pages=pages)
        return document_page(telling, document, self.edition.readings_of(document), page)

    def finding(self, name: str) -> FindingPage:
        """One finding by its lasting name.

        raises  MissingError, GoneError  there is none, now or any more
        """
        found = self.edition.judgement.by_id.get(name)
        said = self.book.acceptances(name)
        if found is None:
            if said and self.person.units is None:
                raise GoneError("finding_gone", finding=name)
            raise MissingError("finding_gone", finding=name)
        lines = []
        for line in reversed(said):
            facts = {"by": self._named(line.by), "at": moment(line.at, self.language), "reason": line.reason}
            lines.append(AcceptanceLine(self.telling.say("accepted_by", **facts), line.withdrawn_at is None))
            if line.withdrawn_at:
                taken = {
                    "by": self._named(line.withdrawn_by or ""),
                    "at": moment(line.withdrawn_at, self.language),
                }
                text = self.telling.say("withdrawn_by", reason=line.withdrawn_reason, **taken)
                lines.insert(-1, AcceptanceLine(text, in_force=False))
        view = finding_view(self.telling, found, self._repair(found))
        return FindingPage(view, tuple(lines), not found.reason, self.may_explain(found))

    def _named(self, name: str) -> str:
        """A name as who asks is told it; strangers are told none."""
        return EMPTY if self.reader == STRANGER else name

    def _repair(self, finding: Finding) -> RepairView | None:
        """What would repair the totals of the review whose cards a finding is about."""
        document = review_of(self.edition.judgement.thread, finding)
        return repair_view(self.telling, document, self.edition.repair(document)) if document else None

    def may_change(self, fact: str, row: Mapping[str, Any]) -> bool:
        """Whether who asks may change a row as it stands; see `check_may_change`."""
        try:
            self.check_may_change(fact, row)
        except (AccessError, ConflictError):
            return False
        return True

    def check_may_change(self, fact: str, row: Mapping[str, Any]) -> None:
        """Look whether who asks may change a row as it stands; the store looks again when they do.

        raises  AccessError    it is not theirs to change
                ConflictError  its document can no longer be changed
        """
        shape, facts = SHAPES[fact], self.telling.facts
        column = document_column(shape)
        standing = standing_in(facts, str(row[column])) if column else None
        check_right(fact, owner_in(facts, shape, row), standing, self.reach)
        check_open(fact, standing)

    @property
    def reach(self) -> Reach:
        """How far the rights of who asks reach."""
        units = self.person.units
        below = None if units is None else Landscape.of(self.telling.facts).below(units)
        return Reach(below, self.person.rights)

    def may_explain(self, finding: Finding) -> bool:
        """Whether who asks may explain a finding; the store looks again when they do."""
        reach = self.reach
        about = () if reach.units is None else [self._answering(a) for a in finding.addresses]
        try:
            check_explains(about, reach)
        except AccessError:
            return False
        return True

    def _answering(self, address: str) -> str | None:
        """The unit that answers for what is at an address: its own, or else its document's."""
        facts, thread = self.telling.facts, self.edition.judgement.thread
        fact, row = address.partition("/")[0], address.rpartition("/")[0]
        rows = thread.rows(fact) if fact in SHAPES else {}
        position = rows.get(address, rows.get(row))
        if position is None:
            return None
        shape, values = SHAPES[fact], facts[fact].row(position, named=True)
        column = document_column(shape)
        standing = standing_in(facts, str(values[column])) if column else None
        return owner_in(facts, shape, values) or (standing.unit if standing else None)

    def may_add(self, fact: str) -> bool:
        """Whether who asks may add a row of a fact to some document."""
        rights = {right_to_write(fact, None)}
        stands_in_document = "document" in SHAPES[fact].names()
        if stands_in_document and fact in MEASURES:
            rights.add(Right.STEER)
        elif stands_in_document and fact != "follow_up":
            holding = [kind for kind, facts in HOLDS.items() if fact in facts]
            rights |= {WRITES[kind] for kind in holding}
            rights |= {Right.ALTERNATIVE} if DocumentKind.BUDGET in holding else set()
        return bool(rights & self.person.rights)

    def standing_of(self, document: str) -> Standing | None:
        """Whose a document is and how far it has come; None where there is none that they see."""
        return standing_in(self.telling.facts, document)

    def may_undo(self, change: Revision) -> bool:
        """Whether who asks may take back a change: their own, or as administrator all."""
        own = change.identity == self.person.identity and bool(self.person.rights)
        return own or self.person.may(Right.ADMINISTER)

    def _missing(self, address: str) -> MissingError:
        short = address[:LONGEST_ADDRESS]
        near = self.near(short)
        story = self._story(short) if len(address) <= LONGEST_ADDRESS else []
        removed = next((c for c in reversed(story) if c.event == "removed"), None)
        if removed is None:
            return MissingError("page_unknown_text", near, address=short)
        at = moment(removed.at, self.language)
        return GoneError("page_gone_text", near, address=short, at=at, by=removed.by, why=removed.why)

    def _story(self, address: str) -> list[Change]:
        """The story of a row or figure, as far as it had come."""
        every = self.book.story(address, self.reader)
        return every if self.day is None else [c for c in every if c.revision <= self.edition.revision]

    def near(self, address: str) -> tuple[str, ...]:
        """Addresses that are alike: those with the same beginning, as far as it goes; else any figures."""
        thread = self.edition.judgement.thread
        fact, _, rest = address.partition("/")
        beginning = address
        while fact in SHAPES and rest and "/" in beginning:
            for known in (thread.figures["address"], pl.Series(list(thread.rows(fact)), dtype=pl.String)):
                found = known.filter(known.str.starts_with(f"{beginning}/"))
                if len(found):
                    return tuple(found.head(_NEAR))
            beginning = beginning.rpartition("/")[0]
        return tuple(nearest(thread, address))
