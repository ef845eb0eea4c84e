"""Every page of the site: what it asks of the app, and the template that shows the answer.

A page is stated once. From it come the Norwegian and the English page, the same answer as JSON
under `/api`, and every table on it as CSV and Excel.
"""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from rodtrad.app.asking import Ask, FigurePage, FindingPage, RowPage
from rodtrad.app.books import end_of, now
from rodtrad.app.editing import EDITABLE
from rodtrad.app.history import (
    HistoryQuestion,
    HistoryView,
    RevisionView,
    history_view,
    revision_view,
)
from rodtrad.app.open_book import OpenBook
from rodtrad.app.row_forms import is_written_here
from rodtrad.core.errors import AccessError, MissingError
from rodtrad.core.roles import LOCAL, STRANGER, Person, Role
from rodtrad.core.shape import Language
from rodtrad.models.concepts import SHAPES
from rodtrad.publish.sheets import fact_csv, fact_xlsx
from rodtrad.reports.assignments import AssignmentsView, assignments_view
from rodtrad.reports.benefits import BenefitsView, benefits_view
from rodtrad.reports.budget import BudgetQuestion, BudgetView, budget_view
from rodtrad.reports.document_page import DocumentPage
from rodtrad.reports.documents import DocumentsView, documents_view
from rodtrad.reports.findings import FindingFilter, FindingsView, findings_view
from rodtrad.reports.goals import GoalTree, goal_tree
from rodtrad.reports.indicators import IndicatorsView, indicators_view
from rodtrad.reports.measures import MeasuresView, measures_view
from rodtrad.reports.overview import Overview, overview
from rodtrad.reports.priority import PriorityView, priority_view
from rodtrad.reports.programme import ProgrammeQuestion, ProgrammeView, programme_view
from rodtrad.reports.rows import FactList, FactTable, fact_list, fact_table
from rodtrad.reports.scenarios import ScenariosView, scenarios_view
from rodtrad.reports.search import SearchView
from rodtrad.reports.tree import TableBlock
from rodtrad.reports.units import UnitTree, unit_tree
from rodtrad.web.render import attachment, file_of, page

html = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api")
any_html = APIRouter(include_in_schema=False)
any_api = APIRouter(prefix="/api")
"""Paths that match any address; they come after all others."""
_LONGEST_CHOICE = 200
_ASKS_ONLY = "/prose/check"
"""Posted to since a text is long; nothing is changed."""

Choice = Annotated[str, Query(max_length=_LONGEST_CHOICE)]
Document = Annotated[str, Path(max_length=_LONGEST_CHOICE)]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="which page of a long list")]
View = Callable[..., Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and paths that are like the one asked for."""

    detail: str
    near: tuple[str, ...]


TROUBLE: dict[int | str, dict[str, Any]] = {
    404: {"model": Trouble, "description": "nothing is at the address"},
    410: {"model": Trouble, "description": "taken out of the book"},
    422: {"model": Trouble, "description": "a choice that cannot be used"},
}


def is_data(request: Request) -> bool:
    """Whether a program asks, and wants data instead of a page."""
    return request.url.path == "/api" or request.url.path.startswith("/api/")


def language_of(request: Request) -> Language:
    """The language of a page is in its path, and of data in a choice."""
    if is_data(request):
        return "en" if request.query_params.get("language") == "en" else "no"
    return "en" if request.url.path == "/en" or request.url.path.startswith("/en/") else "no"


def open_book(request: Request) -> OpenBook:
    """The book this site serves."""
    book: OpenBook = request.app.state.book
    return book


def person_of(request: Request) -> Person:
    """Who asks: somebody who has logged in, or whoever works on this machine."""
    known: Person | None = request.scope.get("person")
    alone = request.app.state.writable and request.app.state.login is None
    return known or (LOCAL if alone else STRANGER)


At = Annotated[date | None, Query(description="shows the book as it stood at the end of this day")]


def ask_page(request: Request, at: At = None) -> Ask:
    """A reader's question to the book as it stands now, or stood on a day, in the page's language.

    raises  MissingError  the day is yet to come, or is before the book's first
            AccessError   somebody would change an earlier state of the book
    """
    book, person = open_book(request), person_of(request)
    today = now().astimezone().date()
    if at is None or at == today:
        edition = book.edition(person.units, drafts=person.drafts)
        return Ask(book, edition, language_of(request), person)
    if at > today:
        raise MissingError("day_to_come")
    if request.method not in ("GET", "HEAD") and not request.url.path.endswith(_ASKS_ONLY):
        raise AccessError("book_of_the_past")
    edition = book.edition_at(end_of(at), person)
    reading = replace(person, role=Role.READER, more=frozenset())
    return Ask(book, edition, language_of(request), reading, at, person)


def day_asked(request: Request) -> date | None:
    """The day a page is asked to show, where it can be shown; for pages that tell of trouble."""
    try:
        day = date.fromisoformat(request.query_params.get("at", ""))
        return day if request.method in ("GET", "HEAD") and day < now().astimezone().date() else None
    except ValueError:
        return None


Asked = Annotated[Ask, Depends(ask_page)]
Download = Annotated[Literal["csv", "xlsx"] | None, Query(alias="as")]


def shown_at(path: str, template: str) -> Callable[[View], View]:
    """Serve an answer as a page at a path, and as JSON at the same path under `/api`."""

    def register(view: View) -> View:
        def as_page(
            request: Request,
            ask: Asked,
            answer: Annotated[Any, Depends(view)],
            download: Download = None,
            of: str = "",
        ) -> Response:
            if download:
                return _file(ask, answer, of, download)
            inside = request.url.path.removeprefix("/en") or "/"
            query = dict(request.query_params)
            origin = str(request.base_url).rstrip("/")
            writable = request.app.state.writable and bool(ask.person.rights)
            editable = writable and _is_editable(ask, answer)
            values = {"view": answer, "origin": origin, "writable": writable, "has_data": True}
            values["editable"] = editable
            return HTMLResponse(page(_template(template, answer), ask, inside, query, **values))

        def as_data(
            answer: Annotated[Any, Depends(view)],
            language: Annotated[Literal["no", "en"], Query(description="language of the words")] = "no",  # noqa: ARG001
        ) -> Any:
            return answer

        name = view.__name__
        pages, answers = (any_html, any_api) if path.startswith("/{") else (html, api)
        pages.add_api_route(path, as_page, name=name, response_model=None)
        answers.add_api_route(
            "" if path == "/" else path,
            as_data,
            name=name,
            operation_id=name,
            summary=(view.__doc__ or "").strip().splitlines()[0],
            response_model=view.__annotations__["return"],
            responses=TROUBLE,
        )
        return view

    return register


def _fact_of(answer: Any) -> str:
    """The fact whose rows an answer shows; empty for other answers."""
    if isinstance(answer, RowPage):
        return answer.row.fact
    return answer.fact if isinstance(answer, FactTable) else ""


def _is_editable(ask: Ask, answer: Any) -> bool:
    """Whether who asks may change the row an answer shows, or add one to its table."""
    fact = _fact_of(answer)
    if fact not in EDITABLE:
        return False
    if isinstance(answer, FactTable):
        return ask.may_add(fact)
    position = ask.telling.thread.rows(fact)[answer.row.address]
    row = ask.telling.facts[fact].row(position, named=True)
    return is_written_here(ask, fact, row) and ask.may_change(fact, row)


def _template(template: str, answer: Any) -> str:
    return "figure.html.j2" if isinstance(answer, FigurePage) else f"{template}.html.j2"


def _file(ask: Ask, answer: Any, of: str, kind: str) -> Response:
    """A table of the answer as a file: a fact whole, another table as the page shows it."""
    if isinstance(answer, FactTable):
        shape, frame = SHAPES[answer.fact], ask.telling.facts[answer.fact]
        content: str | bytes = (
            fact_csv(frame, shape) if kind == "csv" else fact_xlsx(frame, shape, ask.language)
        )
        return attachment(content, answer.fact, kind)
    tables = list(tables_in(answer))
    chosen = next((t for t in tables if t.name == of), tables[0] if tables and not of else None)
    if chosen is None:
        raise MissingError("no_such_table", table=of) if of else MissingError("no_table")
    return file_of(chosen, kind)


def tables_in(answer: Any) -> Iterator[TableBlock]:
    """Every table of an answer, in the order it states them."""
    if isinstance(answer, TableBlock):
        yield answer
    elif isinstance(answer, tuple):
        for part in answer:
            yield from tables_in(part)
    elif dataclasses.is_dataclass(answer):
        for field in dataclasses.fields(answer):
            yield from tables_in(getattr(answer, field.name))


@shown_at("/", "overview")
def show_overview(ask: Asked) -> Overview:
    """What the municipality steers towards, how it stands, and what does not hang together."""
    return overview(ask.telling, ask.today)


@shown_at("/goals", "goals")
def show_goals(ask: Asked, document: Choice = "") -> GoalTree:
    """The goal tree of a document with what hangs on each goal, and the gaps."""
    return goal_tree(ask.telling, document)


@shown_at("/budget", "budget")
def show_budget(
    ask: Asked,
    document: Choice = "",
    unit: Choice = "",
    chapter: Choice = "",
    group: Choice = "",
    dimension: Choice = "",
) -> BudgetView:
    """A document's budget in one dimension, and the changes that lead to the new frame."""
    return budget_view(ask.telling, BudgetQuestion(document, unit, chapter, group, dimension))


@shown_at("/measures", "measures")
def show_measures(ask: Asked, document: Choice = "", owner: Choice = "") -> MeasuresView:
    """Efficiency measures with their effects, and savings in budgets."""
    return measures_view(ask.telling, document, owner)


@shown_at("/benefits", "benefits")
def show_benefits(ask: Asked, owner: Choice = "", status: Choice = "") -> BenefitsView:
    """Benefits by owner and status: what was expected, what the accounts show, what is reported."""
    return benefits_view(ask.telling, owner, status)


@shown_at("/programme", "programme")
def show_programme(
    ask: Asked,
    scenario: Choice = "",
    document: Choice = "",
    owner: Choice = "",
    overall_class: Choice = "",
    year: Choice = "",
    prices: Choice = "",
) -> ProgrammeView:
    """The efficiency programme: sums, range, what it is held against and what matters most."""
    return programme_view(
        ask.telling, ProgrammeQuestion(scenario, document, owner, overall_class, year, prices)
    )


@shown_at("/scenarios", "scenarios")
def show_scenarios(ask: Asked) -> ScenariosView:
    """Scenarios of the programme side by side."""
    return scenarios_view(ask.telling)


@shown_at("/priorities", "priorities")
def show_priorities(ask: Asked, document: Choice = "", owner: Choice = "") -> PriorityView:
    """Measures in five classes by a stated rule, with its sensitivity and the efficient frontier."""
    return priority_view(ask.telling, document, owner)


@shown_at("/assignments", "assignments")
def show_assignments(ask: Asked, owner: Choice = "", status: Choice = "") -> AssignmentsView:
    """Assignments by deadline and owner, and reporting duties."""
    return assignments_view(ask.telling, owner, status)


@shown_at("/indicators", "indicators")
def show_indicators(
    ask: Asked, unit: Choice = "", document: Choice = "", status: Choice = ""
) -> IndicatorsView:
    """Indicators with result, target and trend."""
    return indicators_view(ask.telling, unit, document, status)


@shown_at("/units", "units")
def show_units(ask: Asked) -> UnitTree:
    """Every unit under the one it is part of."""
    return unit_tree(ask.telling)


@shown_at("/documents", "documents")
def show_documents(ask: Asked) -> DocumentsView:
    """The documents figures are read from."""
    return documents_view(ask.telling)


@shown_at("/pages/{document}", "document_page")
def show_document_page(ask: Asked, document: Document, page: PageNumber = 1) -> DocumentPage:
    """One page of a document as it is printed, with every figure marked by its verdict."""
    return ask.page(document, page)


@shown_at("/findings", "findings")
def show_findings(
    ask: Asked,
    severity: Choice = "",
    verdict: Choice = "",
    document: Choice = "",
    check: Choice = "",
    page: PageNumber = 1,
) -> FindingsView:
    """Findings, gravest first, narrowed by severity, verdict, document and check."""
    return findings_view(ask.telling, FindingFilter(severity, verdict, document, check), page)


@shown_at("/findings/{name}", "finding")
def show_finding(ask: Asked, name: Annotated[str, Path(max_length=_LONGEST_CHOICE)]) -> FindingPage:
    """One finding with the figures it is about, and what has been said of it."""
    return ask.finding(name)


@shown_at("/search", "search")
def show_search(
    ask: Asked, q: Annotated[str, Query(description="words, a number or an address")] = ""
) -> SearchView:
    """Everything that holds the words, or the number."""
    return ask.edition.search(ask.language).search(q)


@shown_at("/history", "history")
def show_history(
    ask: Asked,
    by: Choice = "",
    fact: Choice = "",
    document: Choice = "",
    since: Annotated[date | None, Query(description="first day")] = None,
    until: Annotated[date | None, Query(description="last day")] = None,
    before: Annotated[
        int | None, Query(ge=1, lt=2**53, description="only changes with lower numbers")
    ] = None,
) -> HistoryView:
    """The changes of the book, the latest first, narrowed by person, table, document and days."""
    return history_view(ask, HistoryQuestion(by, fact, document, since, until, before))


@shown_at("/history/{number}", "revision")
def show_revision(
    ask: Asked,
    number: Annotated[int, Path(ge=1, lt=2**53, description="number of the change")],
    page: PageNumber = 1,
) -> RevisionView:
    """One change of the book: who made it, when, why, and what it did to each row."""
    return revision_view(ask, number, page)


@shown_at("/tables", "tables")
def show_tables(ask: Asked) -> FactList:
    """Every table of the book."""
    return fact_list(ask.telling)


@shown_at("/{fact}", "table")
def show_table(
    ask: Asked, fact: Annotated[str, Path(max_length=_LONGEST_CHOICE)], page: PageNumber = 1
) -> FactTable:
    """All rows of one fact, a page at a time."""
    if fact not in SHAPES:
        raise MissingError("page_unknown_text", ask.near(fact), address=fact)
    return fact_table(ask.telling, fact, page)


@shown_at("/{fact}/{key:path}", "row")
def show_address(
    ask: Asked,
    fact: str,
    key: str,
    page: PageNumber = 1,
) -> FigurePage | RowPage:
    """The figure or row at an address of the book."""
    return ask.at(f"{fact}/{key}", page)
