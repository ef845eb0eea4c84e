"""Where the numbers of a document's text come from: the last section of a document that has any."""

from collections.abc import Iterator
from dataclasses import replace

from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import (
    Cell,
    DocumentTree,
    Paragraph,
    PointList,
    Section,
    TableBlock,
    TableColumn,
    TextPart,
    table_row,
)


def with_sources(telling: Telling, tree: DocumentTree) -> DocumentTree:
    """The document with a list of the figures its text is told with, in the order they are met.

    Each number is listed once, with every figure it is made from; documents without any stay as they are.
    """
    found: dict[tuple[str, str], None] = {}
    for part in _numbers(tree.sections):
        found |= dict.fromkeys((part.text, address) for address in part.addresses)
    if not found:
        return tree
    columns = tuple(
        TableColumn(telling.say(f"sources_{name}"), width=width)
        for name, width in (("text", 0.6), ("figure", 1.4), ("place", 1.0))
    )
    rows = tuple(table_row(text, telling.place(address), _place(telling, address)) for text, address in found)
    table = TableBlock(telling.say("sources_caption"), columns, rows, telling.say("sources_note"))
    return replace(tree, sections=(*tree.sections, Section(telling.say("sources_heading"), (table,))))


def _numbers(sections: tuple[Section, ...]) -> Iterator[TextPart]:
    """Every number from the book in the text of some sections."""
    for section in sections:
        for block in section.blocks:
            texts = block.points if isinstance(block, PointList) else (block,)
            for text in texts:
                if isinstance(text, Paragraph):
                    yield from (part for part in text.parts if part.addresses)
        yield from _numbers(section.sections)


def _place(telling: Telling, address: str) -> Cell:
    """The document and line a figure is read from."""
    at = telling.thread.at.get(address)
    figure = telling.thread.figures.row(at, named=True) if at is not None else {}
    document, line = figure.get("document"), figure.get("line")
    if not document:
        return Cell(telling.say("sources_written_here"))
    return Cell(telling.wording.place(document, [line] if line else []), address=f"document/{document}")
