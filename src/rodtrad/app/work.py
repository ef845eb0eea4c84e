"""Documents that are written here: begun, carried on from last year, and shown with their steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.core.errors import AccessError, MissingError
from rodtrad.core.words import say
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.work import DocumentState
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.rights import Reach, Standing, check_step
from rodtrad.models.workflow import DocumentStep
from rodtrad.reports.work import StepChoice, WorkSummary, steps_ahead, work_summary, working_documents
from rodtrad.store.changes import RowChange
from rodtrad.store.unchanged import Unchanged


@dataclass(frozen=True, slots=True)
class Brought:
    """What a step brings with it (følger av et trinn).

    rows    more rows, written in the same revision
    ground  what they were reckoned from, and the step allowed by: it must be as it was
    values  more that is written of the document itself, in `working_document`
    """

    rows: list[RowChange]
    ground: Unchanged
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What is known of a document that is begun here.

    about    unit the document is about      unit     unit that writes it
    follows  the one of last year it carries on       replaces  its earlier version
    """

    key: str
    kind: DocumentKind
    about: str
    unit: str
    year: int
    label: str
    label_en: str = ""
    number: str | None = None
    edition: int = 1
    follows: str | None = None
    replaces: str | None = None
    period: str | None = None
    deadline: date | None = None

    def rows(self) -> list[RowChange]:
        """The two rows that begin it: the document, and how far it has come."""
        document = {
            "kind": self.kind.value,
            "unit": self.about,
            "year": self.year,
            "label": self.label,
            "label_en": self.label_en or self.label,
        }
        work = {
            "unit": self.unit,
            "state": DocumentState.DRAFT.value,
            "number": self.number,
            "edition": self.edition,
            "follows": self.follows,
            "replaces": self.replaces,
            "period": self.period,
            "deadline": self.deadline,
        }
        return [
            RowChange("document", {"key": self.key}, document, None),
            RowChange("working_document", {"document": self.key}, work, None),
        ]


def added(facts: Facts) -> list[RowChange]:
    """Every row of the frames, as rows to be added."""
    return [
        RowChange(
            name,
            {k: row[k] for k in SHAPES[name].key},
            {k: v for k, v in row.items() if k not in SHAPES[name].key},
            None,
        )
        for name, frame in facts.items()
        for row in frame.iter_rows(named=True)
    ]


def begin_document(
    ask: Ask, new: NewDocument, more: Iterable[RowChange] = (), *, by: str = "", why: str
) -> str:
    """Begin a document, with the rows it starts from, as one revision; returns its key.

    raises  ConflictError  there is a document with the key already
            AccessError    who asks may not write it
    """
    ask.save([*new.rows(), *more], by=by, why=why)
    return new.key


def working_row(ask: Ask, document: str) -> dict[str, Any]:
    """How far a document has come, with its kind and the unit it is about.

    raises  MissingError  it is not written here, or who asks may not see it
    """
    rows = working_documents(ask.telling).filter(pl.col("document") == document, pl.col("kind").is_not_null())
    if not rows.height:
        raise MissingError("work_unknown", ask.near(f"document/{document}"), document=document)
    return rows.row(0, named=True)


def steps_for(ask: Ask, row: Mapping[str, Any]) -> tuple[DocumentStep, ...]:
    """The steps who asks may take with a document."""
    standing, reach = ask.standing_of(row["document"]), ask.reach
    if standing is None:
        return ()
    return tuple(s for s in steps_ahead(row) if _may_take(s, standing, reach))


def _may_take(step: DocumentStep, standing: Standing, reach: Reach) -> bool:
    try:
        check_step({"state": standing.state}, {"state": step.to.value}, standing, reach)
    except AccessError:
        return False
    return True


def work_page(ask: Ask, document: str) -> WorkSummary:
    """One document that is written here, with the steps who asks may take.

    raises  MissingError  it is not written here
    """
    row = working_row(ask, document)
    steps = tuple(
        StepChoice(
            s.to.value, say(f"work_step_{s.to}_{'back' if s.is_back else 'on'}", ask.language), s.is_back
        )
        for s in steps_for(ask, row)
    )
    version = ask.book.version_of(ask.edition, "working_document", {"document": document})
    return work_summary(ask.telling, row, steps, version)
