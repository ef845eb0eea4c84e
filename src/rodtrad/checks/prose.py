"""What texts that are written here say of the figures of the book."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.dimension import likeness
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import PARTS_OF_ONE, UNITS
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.facts.work import DocumentState
from rodtrad.models.concepts import SHAPES
from rodtrad.models.figure_index import FigureIndex
from rodtrad.models.naming import Naming
from rodtrad.models.prose import FaultyReference, Reference, parsed, worth_of
from rodtrad.models.suggesting import About, Hint, HintKind, owners_named, suggestions
from rodtrad.models.thread.weave import Thread

_DONE = (DocumentState.FROZEN, DocumentState.SENT, DocumentState.ACKNOWLEDGED, DocumentState.ADOPTED)
"""States in which a text can no longer be mended."""
_NAMES = ("unit", "document", "code", "indicator", "service", "goal")
"""Facts whose rows name what figures are of."""
_MOST_REMEMBERED = 20_000


@check("W-01", Severity.ERROR)
def references_lead_somewhere(thread: Thread) -> Iterator[Finding]:
    """W-01: every reference in a text leads to a figure and gives a number."""
    held = thread.facts["passage"].filter(pl.col("text").str.contains("{{", literal=True))
    for row in held.iter_rows(named=True):
        for piece in parsed(row["text"]):
            fault = worth_of(thread, piece) if isinstance(piece, Reference) else piece
            if isinstance(fault, FaultyReference):
                yield Finding(
                    "W-01",
                    Severity.ERROR,
                    Verdict.CONTRADICTION,
                    (_address(row),),
                    document=row["document"],
                    facts={
                        "passage": _named(row),
                        "fault": f"prose_fault_{fault.fault.value}",
                        "text": fault.text,
                    },
                    about=fault.text,
                )


@check("W-02", Severity.WARNING, later=True)
def typed_numbers_are_the_books(thread: Thread) -> Iterator[Finding]:
    """W-02: a number typed in a text that is still written is that of the figure it is about."""
    work = thread.facts["working_document"].filter(~pl.col("state").is_in([s.value for s in _DONE]))
    written = thread.facts["passage"].join(work.select("document"), on="document", how="semi")
    if written.is_empty():
        return
    remembered = _Reading(thread)
    for row in written.iter_rows(named=True):
        for hint in remembered.hints(row):
            if hint.kind is not HintKind.EQUALS:
                yield _finding(thread, row, hint)


def _finding(thread: Thread, row: Mapping[str, Any], hint: Hint) -> Finding:
    """A typed number that differs from a figure, in the unit that is typed."""
    figure = thread.figures.row(thread.at[hint.address], named=True)
    differs = hint.kind is HintKind.DIFFERS
    unit = hint.unit if likeness(hint.unit) == likeness(figure["unit"]) else figure["unit"]
    return Finding(
        "W-02",
        Severity.WARNING if differs else Severity.NOTICE,
        Verdict.CONTRADICTION if differs else Verdict.UNEXPLAINED,
        (hint.address, _address(row)),
        document=row["document"],
        printed=hint.value,
        computed=abs(figure["grains"]) * _parts(figure["unit"]) / (UNITS[unit].grains * _parts(unit)),
        unit=unit,
        facts={"passage": _named(row), "typed": hint.typed},
        about=hint.typed,
    )


def _parts(unit: str) -> float:
    return PARTS_OF_ONE.get(unit, 1.0)


def _address(row: Mapping[str, Any]) -> str:
    return SHAPES["passage"].address_of(row)


def _named(row: Mapping[str, Any]) -> str:
    return str(row["heading"] or row["key"])


@dataclass(frozen=True, slots=True)
class _Remembered:
    """The hints of one text, and what the figures it was held against were then."""

    owners: tuple[str, ...]
    figures: tuple[int, ...]
    hints: tuple[Hint, ...]


_KNOWN: OrderedDict[object, _Remembered] = OrderedDict()
"""Texts that are as they were are not read again until the figures of their units change."""


class _Reading:
    """The texts of one book, read again only where the text or the figures it is about have changed."""

    def __init__(self, thread: Thread) -> None:
        self._thread = thread
        self._naming = Naming(FigureIndex(thread))
        self._names = tuple(thread.facts[fact].hash_rows().sum() for fact in _NAMES)

    def hints(self, row: Mapping[str, Any]) -> tuple[Hint, ...]:
        """What to say of one passage."""
        about = About(row["document"], row["subject"] or "", row["heading"] or "")
        key = about, row["text"], self._names
        known = _KNOWN.get(key)
        if known is None or known.figures != self._state(about.document, known.owners):
            owners = tuple(sorted(owners_named(self._naming, row["text"], about)))
            found = tuple(suggestions(self._naming, row["text"], about))
            known = _Remembered(owners, self._state(about.document, owners), found)
            _KNOWN[key] = known
            while len(_KNOWN) > _MOST_REMEMBERED:
                _KNOWN.popitem(last=False)
        return known.hints

    def _state(self, document: str, owners: tuple[str, ...]) -> tuple[int, ...]:
        """What tells the figures of a document and some units from what they were before."""
        return (
            self._of_documents.get(document, 0),
            *(self._of_owners.get(owner, 0) for owner in owners),
        )

    @cached_property
    def _of_documents(self) -> dict[str, int]:
        return self._hashed("document")

    @cached_property
    def _of_owners(self) -> dict[str, int]:
        return self._hashed("owner")

    def _hashed(self, column: str) -> dict[str, int]:
        told = pl.struct("address", "grains", "unit", "decimals", "year").hash().alias("told")
        figures = self._naming.index.figures.select(column, told)
        return dict(figures.group_by(column).agg(pl.col("told").sum()).iter_rows())
