"""Which rows a reader may see: those of their units, of all units below, and of their documents."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from rodtrad.core.roles import Drafts
from rodtrad.core.shape import Shape
from rodtrad.facts.budget import BudgetStage
from rodtrad.facts.work import DocumentState
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.workflow import is_unfinished

Units = frozenset[str]
OF_THEIR_DOCUMENT = ("document", "working_document")
"""Facts that are seen by who writes the document and by who it is about, whatever unit they name."""
ASKED_FROM_ABOVE = ("reporting_period",)
"""Facts that name who asks, and are seen by the units below, who are asked."""
AT_ROW = "at_row"
"""The column with a row's position among all rows of its fact; no fact has a column of that name."""
_OWNING = ("unit", "owner", "receiver", "provider")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader may see (innsyn).

    units    those whose rows are shown, with all below them; None is all
    above    the units that one of them is part of
    foreign  documents of others: rows in them that have no unit of their own are not shown
    closed   documents that are still being written, none of whose rows are shown
    own      documents they see also while those are written, and whose drafts they are told of; None is all
    """

    units: Units | None = None
    above: Units = frozenset()
    foreign: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    own: frozenset[str] | None = None


EVERYTHING = Sight()


@dataclass(frozen=True, slots=True)
class Landscape:
    """What decides who sees what, of one state of a book.

    parents    the unit each unit is part of
    documents  the unit each document is about
    work       the unit that writes each document that is written here, and how far it has come
    stages     which version each budget that is made here is
    """

    parents: Mapping[str, str | None]
    documents: Mapping[str, str]
    work: Mapping[str, tuple[str, str]]
    stages: Mapping[str, str]

    @classmethod
    def of(cls, facts: Facts) -> "Landscape":
        """The landscape of a book in memory."""
        work = facts["working_document"].select("document", "unit", "state")
        return cls(
            dict(facts["unit"].select("key", "parent").iter_rows()),
            dict(facts["document"].select("key", "unit").iter_rows()),
            {document: (unit, state) for document, unit, state in work.iter_rows()},
            dict(facts["budget_proposal"].select("document", "stage").iter_rows()),
        )

    def sight(self, visible: Units | None, *, drafts: Drafts) -> Sight:
        """What somebody may see.

        A document is seen by the unit it is about and the unit that writes it, with all above them;
        and, when it is done, by the units below. A document of the whole municipality is seen by all.

        visible  their units; None is all
        drafts   which documents that are still being written are shown
        """
        unfinished = frozenset(d for d, (_, state) in self.work.items() if is_unfinished(state))
        shown, told = self._shown(drafts, unfinished), self._told(drafts)
        if visible is None:
            return Sight(closed=unfinished - shown, own=told)
        units, above = self.below(visible), self._above(visible)
        own = frozenset(
            document
            for document, about in self.documents.items()
            if about in units or self.work.get(document, ("",))[0] in units
        )
        foreign = frozenset(
            document
            for document, about in self.documents.items()
            if document not in own and (about not in above or document in unfinished)
        )
        closed = unfinished - (shown if drafts is Drafts.ALL else shown & own)
        return Sight(units, above, foreign, closed, own if told is None else own & told)

    def _shown(self, drafts: Drafts, unfinished: frozenset[str]) -> frozenset[str]:
        """The documents that are shown while they are still being written."""
        if drafts is not Drafts.ALTERNATIVES:
            return unfinished if drafts is Drafts.ALL else frozenset()
        handed_in = frozenset(
            d for d in self.stages if self.work.get(d, ("", ""))[1] == DocumentState.SUBMITTED
        )
        return unfinished & (self._alternatives() | handed_in)

    def _told(self, drafts: Drafts) -> frozenset[str] | None:
        """The documents whose past as drafts is told; None is all."""
        if drafts is Drafts.ALTERNATIVES:
            return self._alternatives()
        return None if drafts is Drafts.ALL else frozenset()

    def _alternatives(self) -> frozenset[str]:
        return frozenset(d for d, stage in self.stages.items() if stage == BudgetStage.ALTERNATIVE)

    def below(self, units: Iterable[str]) -> Units:
        """The units and every unit that is part of one of them, at any depth."""
        parts: dict[str | None, list[str]] = defaultdict(list)
        for key, parent in self.parents.items():
            parts[parent].append(key)
        return _reached(units, lambda unit: parts[unit])

    def _above(self, units: Iterable[str]) -> Units:
        """The units and every unit that one of them is part of."""
        return _reached(units, lambda unit: [above for above in (self.parents.get(unit),) if above])


def _reached(units: Iterable[str], onward: Callable[[str], list[str]]) -> Units:
    seen: set[str] = set()
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in seen:
            seen.add(unit)
            waiting += onward(unit)
    return frozenset(seen)


def owning_column(shape: Shape) -> str | None:
    """The column that names the unit a row belongs to; None for facts that belong to none of their own."""
    for column in shape.columns:
        if column.refers == "unit.key" and column.name in _OWNING:
            return column.name
    return None


def parent_column(shape: Shape) -> tuple[str, str] | None:
    """The column and fact a row inherits its unit from, for facts that name no unit themselves.

    An indicator's values are the indicator's, a measure's effects the measure's.
    """
    if owning_column(shape) is None:
        for column in shape.columns:
            fact = (column.refers or "").split(".")[0]
            if column.key and fact in SHAPES and fact != "document" and owning_column(SHAPES[fact]):
                return column.name, fact
    return None


def document_column(shape: Shape) -> str | None:
    """The column that names the document a row stands in."""
    if shape.name == "document":
        return "key"
    return "document" if "document" in shape.names() else None


def owner_in(facts: Facts, shape: Shape, row: Mapping[str, Any]) -> str | None:
    """The unit a row belongs to, its own or that of what it inherits from; None where it belongs to none."""
    name, inherits = owning_column(shape), parent_column(shape)
    if name is not None:
        return row[name] or None
    if inherits is None:
        return None
    column, parent = inherits
    above = SHAPES[parent]
    same = (pl.col(k) == row[column if k == above.key[-1] else k] for k in above.key)
    found = facts[parent].filter(*same)[owning_column(above) or ""]
    return found[0] if len(found) else None


def hidden_documents(shape: Shape, sight: Sight) -> frozenset[str]:
    """The documents whose rows of a fact are not shown.

    A row is seen as its document is where it has no unit of its own, and inherits none.
    """
    has_unit = owning_column(shape) is not None or parent_column(shape) is not None
    return sight.closed if has_unit and shape.name not in OF_THEIR_DOCUMENT else sight.closed | sight.foreign


@dataclass(frozen=True, slots=True)
class Limit:
    """The column with a row's unit, and the units it must be among for the row to be shown."""

    column: str
    units: Units


def limit_of(shape: Shape, sight: Sight) -> Limit | None:
    """What limits the rows of a fact that are shown by their unit; None where nothing does."""
    column = owning_column(shape)
    if column is None or sight.units is None or shape.name in OF_THEIR_DOCUMENT:
        return None
    return Limit(column, sight.units | sight.above if shape.name in ASKED_FROM_ABOVE else sight.units)


def seen_rows(facts: Facts, sight: Sight) -> dict[str, pl.DataFrame]:
    """The rows of every fact that are shown, each with its position among all rows.

    returns  the columns of the fact, and AT_ROW
    """
    seen = {name: _of_sight(frame, SHAPES[name], sight) for name, frame in facts.items()}
    return without_orphans(seen) if sight.units is not None else seen


def _of_sight(frame: pl.DataFrame, shape: Shape, sight: Sight) -> pl.DataFrame:
    return rows_in_sight(frame.with_row_index(AT_ROW), shape, sight)


def rows_in_sight(numbered: pl.DataFrame, shape: Shape, sight: Sight) -> pl.DataFrame:
    """Those of some rows of a fact that are shown, as far as their own columns tell."""
    document, hidden = document_column(shape), hidden_documents(shape, sight)
    if document is not None and hidden:
        numbered = numbered.filter(~pl.col(document).is_in(sorted(hidden)).fill_null(value=False))
    limit = limit_of(shape, sight)
    if limit is not None:
        numbered = numbered.filter(pl.col(limit.column).fill_null("").is_in(["", *sorted(limit.units)]))
    return numbered


def without_orphans(facts: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The facts a reader sees, less rows that inherit a unit whose own row is hidden."""
    seen = dict(facts)
    for name, frame in facts.items():
        inherits = parent_column(SHAPES[name])
        if inherits:
            column, parent = inherits
            key = SHAPES[parent].key
            same = {k: column if k == key[-1] else k for k in key}
            above = facts[parent].select(pl.col(k).alias(n) for k, n in same.items())
            seen[name] = frame.join(above, on=list(same.values()), how="semi", maintain_order="left")
    return seen
