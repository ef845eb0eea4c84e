"""The texts of a document that is written here: as a document, and as a page to write them on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.core.numbers import day
from rodtrad.core.shape import Language
from rodtrad.facts.work import PassagePart
from rodtrad.models.naming import Naming
from rodtrad.models.rights import standing_in
from rodtrad.models.suggesting import About
from rodtrad.models.workflow import is_open
from rodtrad.reports.hints import ProseView, prose_view
from rodtrad.reports.passages import language_of_texts, passage_blocks, passages_of
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell, DocumentTree, Section


@dataclass(frozen=True, slots=True)
class PassageView:
    """One passage: how it is printed, and what to say of its numbers."""

    key: str
    address: str
    heading: str
    language: Language | None
    """That of what is written, where it is another than the page's."""
    position: int
    subject: Cell | None
    text: ProseView


@dataclass(frozen=True, slots=True)
class PartView:
    """The passages of one part of a document. `next_position` is that of one that is added last."""

    part: str
    word: str
    passages: tuple[PassageView, ...]
    next_position: int


@dataclass(frozen=True, slots=True)
class TextsView:
    """Every text of a document, part by part, also the parts that have none.

    is_open    whether its texts can be changed
    differing  typed numbers that contradict a figure       faults  references that give no number
    """

    document: str
    label: str
    state: str
    state_word: str
    is_open: bool
    count: int
    differing: int
    faults: int
    parts: tuple[PartView, ...]


def texts_view(telling: Telling, naming: Naming, document: str) -> TextsView:
    """The texts of a document that is written here.

    naming  of the figures the reader may see
    """
    standing = standing_in(telling.facts, document)
    state = (standing.state if standing else None) or ""
    parts = tuple(_part(telling, naming, document, part) for part in PassagePart)
    texts = [passage.text for part in parts for passage in part.passages]
    return TextsView(
        document,
        telling.named("document", document),
        state,
        telling.word("document_state", state),
        bool(state) and is_open(state),
        len(texts),
        sum(len(text.differing) for text in texts),
        sum(len(text.faults) for text in texts),
        parts,
    )


def _part(telling: Telling, naming: Naming, document: str, part: PassagePart) -> PartView:
    rows = passages_of(telling, document, part.value)
    passages = tuple(_passage(telling, naming, row) for row in rows.iter_rows(named=True))
    last = max((passage.position for passage in passages), default=0)
    return PartView(part.value, telling.word("passage_part", part.value), passages, last + 1)


def _passage(telling: Telling, naming: Naming, row: dict[str, Any]) -> PassageView:
    about = About(row["document"], row["subject"] or "", row["heading"] or "")
    return PassageView(
        row["key"],
        telling.row("passage", row, "").address,
        row["heading"] or "",
        language_of_texts(telling),
        row["position"],
        telling.place(row["subject"]) if row["subject"] else None,
        prose_view(telling, naming, row["text"], about),
    )


def passages_document(telling: Telling, document: str, today: date, version: str) -> DocumentTree:
    """The texts of a document as a document, a section for each part that has any.

    document  key of a document in the book
    """
    own = telling.where("document", "key", document).row(0, named=True)
    parts = ((part, passage_blocks(telling, document, part.value)) for part in PassagePart)
    return DocumentTree(
        title=telling.own(own),
        subtitle=f"{telling.named('unit', own['unit'])}, {own['year']}",
        language=telling.language,
        date_text=telling.say("picture_date", date=day(today, telling.language)),
        sections=tuple(
            Section(telling.word("passage_part", part.value), tuple(found)) for part, found in parts if found
        ),
        contents_heading=telling.say("contents"),
        footer=telling.say("picture_footer", version=version),
    )
