"""Documents that are written here: how far each has come, and where it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.core.numbers import day
from rodtrad.facts.document import DocumentKind
from rodtrad.models.letter_contents import replaced_letters
from rodtrad.models.workflow import STEPS, DocumentStep, steps_from
from rodtrad.reports.telling import EMPTY, Telling, chosen
from rodtrad.reports.tree import Cell, Choice, TableBlock, TableColumn, table_row

PLACES: dict[str, str] = {
    DocumentKind.BUDGET: "planning",
    DocumentKind.ALLOCATION_LETTER: "letters",
    DocumentKind.PERIOD_REPORT: "reporting",
    DocumentKind.ANNUAL_REPORT: "reporting",
}
"""The part of the site where each kind of document is written."""


@dataclass(frozen=True, slots=True)
class WorkQuestion:
    """Which documents to show; an empty choice is all."""

    kind: str = ""
    state: str = ""
    unit: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class WorkView:
    """Every document that is written here, the latest year first."""

    count: int
    open_count: int
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    units: tuple[Choice, ...]
    years: tuple[Choice, ...]
    table: TableBlock


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A step somebody may take now."""

    to: str
    label: str
    is_back: bool


@dataclass(frozen=True, slots=True)
class WorkSummary:
    """One document: how far it has come, its other editions, and the way it has left.

    place    where it is written       road  every state on its way, with whether it has come there
    version  of the row, to be handed back with a step
    """

    document: str
    label: str
    kind: str
    kind_word: str
    state: str
    state_word: str
    place: str
    facts: tuple[tuple[str, Cell], ...]
    road: tuple[tuple[str, bool], ...]
    editions: TableBlock | None
    returned: str
    steps: tuple[StepChoice, ...]
    version: int


def working_documents(telling: Telling) -> pl.DataFrame:
    """Every working document with the kind, year and unit of its document, and whether it is replaced."""
    is_replaced = pl.col("document").is_in(list(replaced_letters(telling.facts)))
    about = telling.facts["document"].select(
        pl.col("key").alias("document"), "kind", "year", pl.col("unit").alias("about")
    )
    work = telling.facts["working_document"].with_columns(is_replaced.alias("is_replaced"))
    return work.join(about, on="document", maintain_order="left")


def steps_ahead(row: Mapping[str, Any]) -> tuple[DocumentStep, ...]:
    """The steps a document can take; one that a newer edition has replaced takes none.

    row  a row of `working_documents`
    """
    return () if row["is_replaced"] else steps_from(row["kind"], row["state"])


def work_view(telling: Telling, asked: WorkQuestion) -> WorkView:
    """The documents that are written here, narrowed by kind, state, unit and year."""
    every = working_documents(telling)
    shown = every.filter(
        chosen("kind", asked.kind),
        chosen("state", asked.state),
        chosen("about", asked.unit),
        pl.lit(asked.year == "") | (pl.col("year").cast(pl.String) == asked.year),
    ).sort("year", "deadline", "document", descending=[True, False, False], nulls_last=True)
    columns = (
        TableColumn(telling.say("document")),
        TableColumn(telling.say("kind")),
        TableColumn(telling.say("unit")),
        TableColumn(telling.say("work_state")),
        TableColumn(telling.say("deadline")),
    )
    rows = tuple(_line(telling, row) for row in shown.iter_rows(named=True))
    return WorkView(
        shown.height,
        shown.filter(pl.col("state") == "draft").height,
        _words(telling, every, "kind", "document_kind", asked.kind),
        _words(telling, every, "state", "document_state", asked.state),
        tuple(Choice(u, telling.named("unit", u), u == asked.unit) for u in every["about"].unique().sort()),
        tuple(
            Choice(str(y), str(y), str(y) == asked.year) for y in every["year"].unique().sort(descending=True)
        ),
        TableBlock(telling.say("work_table"), columns, rows, name="work"),
    )


def _words(telling: Telling, every: pl.DataFrame, column: str, category: str, now: str) -> tuple[Choice, ...]:
    return tuple(Choice(v, telling.word(category, v), v == now) for v in every[column].unique().sort())


def _line(telling: Telling, row: dict[str, Any]) -> Any:
    name = telling.named("document", row["document"])
    return table_row(
        Cell(name, address=f"work/{row['document']}"),
        telling.word("document_kind", row["kind"]),
        telling.unit(row["about"]),
        telling.word("document_state", row["state"]),
        day(row["deadline"], telling.language) if row["deadline"] else EMPTY,
    )


def work_summary(
    telling: Telling, row: dict[str, Any], steps: tuple[StepChoice, ...], version: int
) -> WorkSummary:
    """One document, with the steps that somebody may take.

    row  a row of `working_documents`
    """
    document = row["document"]
    told = {
        telling.say("document"): telling.document(document),
        telling.say("kind"): Cell(telling.word("document_kind", row["kind"])),
        telling.say("work_about"): telling.unit(row["about"]),
        telling.say("work_written_by"): telling.unit(row["unit"]),
        telling.say("work_number"): Cell(row["number"] or EMPTY),
        telling.say("work_edition"): Cell(str(row["edition"])),
        telling.say("work_period"): Cell(row["period"] or str(row["year"])),
        telling.say("deadline"): _day(telling, row["deadline"]),
        telling.say("work_sent"): _day(telling, row["sent"]),
        telling.say("work_acknowledged"): _day(telling, row["acknowledged"]),
        telling.say("work_follows"): _other(telling, row["follows"]),
    }
    return WorkSummary(
        document,
        telling.named("document", document),
        row["kind"],
        telling.word("document_kind", row["kind"]),
        row["state"],
        telling.word("document_state", row["state"]),
        f"/{PLACES[row['kind']]}/{document}" if row["kind"] in PLACES else "",
        tuple((label, cell) for label, cell in told.items() if cell.text != EMPTY),
        _road(telling, row),
        _editions(telling, row),
        row["returned"] or "",
        steps,
        version,
    )


def _day(telling: Telling, value: Any) -> Cell:
    return Cell(day(value, telling.language) if value else EMPTY)


def _other(telling: Telling, document: str | None) -> Cell:
    if not document:
        return Cell(EMPTY)
    known = telling.where("working_document", "document", document).height
    name = telling.named("document", document)
    return Cell(name, address=f"{'work' if known else 'document'}/{document}")


def _road(telling: Telling, row: dict[str, Any]) -> tuple[tuple[str, bool], ...]:
    """The states of a document's kind in order, each with whether the document has come there."""
    if row["kind"] not in set(STEPS):
        return ()
    states = ["draft"]
    while ahead := [s for s in steps_from(row["kind"], states[-1]) if not s.is_back]:
        states.append(ahead[0].to.value)
    reached = states.index(row["state"]) if row["state"] in states else 0
    return tuple((telling.word("document_state", s), n <= reached) for n, s in enumerate(states))


def _editions(telling: Telling, row: dict[str, Any]) -> TableBlock | None:
    """The other editions of the same document, first to last."""
    every = telling.facts["working_document"]
    known = dict(every.select("document", "replaces").iter_rows())
    first, seen = row["document"], {row["document"]}
    while known.get(first) and known[first] not in seen:
        first = known[first]
        seen.add(first)
    chain = [first]
    while later := next((d for d, r in known.items() if r == chain[-1] and d not in chain), None):
        chain.append(later)
    if len(chain) < 2:
        return None
    by_key = {r["document"]: r for r in every.iter_rows(named=True)}
    columns = (
        TableColumn(telling.say("work_edition")),
        TableColumn(telling.say("document")),
        TableColumn(telling.say("work_state")),
        TableColumn(telling.say("work_sent")),
    )
    rows = tuple(
        table_row(
            str(by_key[d]["edition"]) if d in by_key else EMPTY,
            _other(telling, d),
            telling.word("document_state", by_key[d]["state"]) if d in by_key else EMPTY,
            _day(telling, by_key[d]["sent"]) if d in by_key else EMPTY,
        )
        for d in chain
    )
    return TableBlock(telling.say("work_editions"), columns, rows, name="editions")
