"""A made document as PDF: tables with repeated headers, the title and page number at the foot."""

import json
from functools import cache
from typing import Any

import typst

from made.pieces import Bullets, Card, Heading, Made, PageBreak, Paragraph, Row, Table

_MANY_COLUMNS = 8

_TEMPLATE = """
#let doc = json(bytes(sys.inputs.document))
#set document(title: doc.title)
#set page(paper: "a4", margin: (x: 2cm, y: 2.2cm), footer: context [
  #doc.title #h(1fr) Side #counter(page).display() av #counter(page).final().first()
])
#set text(lang: "nb", size: 9pt, hyphenate: false)
#set table(stroke: 0.4pt, inset: 3pt)
#let words(it, bold) = if bold { strong(it) } else { it }
#let cell(it, bold) = table.cell(
  colspan: it.span, align: if it.number { right } else { left },
  words(if it.number { box(it.text) } else { it.text }, bold))
#let grid-of(p) = table(
  columns: p.columns.map(c => if c == "text" { 1fr } else if c == "label" { 3.6cm } else { auto }),
  ..if p.header.len() > 0 { (table.header(..p.header.map(r => r.map(c => cell(c, true))).flatten()),) },
  ..p.rows.map(r => r.cells.map(c => cell(c, r.bold))).flatten())
#for p in doc.pieces {
  if p.what == "heading" { heading(level: p.level, p.text) }
  else if p.what == "paragraph" { par(p.text) }
  else if p.what == "caption" { block(sticky: true, p.text) }
  else if p.what == "bullets" { list(marker: [•], ..p.items) }
  else if p.what == "break" { pagebreak(weak: true) }
  else { grid-of(p) }
}
"""


def as_pdf(made: Made) -> bytes:
    """The document as the bytes of a PDF."""
    pieces = [plain for piece in made.pieces for plain in _plain(piece)]
    document = json.dumps({"title": made.title, "pieces": pieces}, ensure_ascii=False)
    return typst.compile(
        _TEMPLATE.encode(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": document},
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _plain(piece: Heading | Paragraph | Bullets | PageBreak | Table | Card) -> list[dict[str, Any]]:
    match piece:
        case Heading(text=text, level=level):
            return [{"what": "heading", "text": text, "level": level}]
        case Paragraph(text=text):
            return [_paragraph(text)]
        case Bullets(items=items):
            return [{"what": "bullets", "items": items}]
        case PageBreak():
            return [{"what": "break"}]
        case Table():
            return _plain_table(piece)
        case Card():
            return _plain_card(piece)


def _paragraph(text: str) -> dict[str, Any]:
    return {"what": "paragraph", "text": text}


def _plain_table(table: Table) -> list[dict[str, Any]]:
    width = len(table.header)
    padded = [*[""] * (width - len(table.above)), *table.above]
    above = [[_cell(text) for text in padded]] if table.above else []
    grid = {
        "what": "table",
        "columns": [_width(table, place) for place in range(width)],
        "header": [*above, [_cell(text) for text in table.header]],
        "rows": [_row(row, width, table.text_columns) for row in table.rows],
    }
    above_it = [{"what": "caption", "text": text} for text in (table.caption, table.unit_line) if text]
    return [*above_it, grid, *([_paragraph(table.note)] if table.note else [])]


def _width(table: Table, place: int) -> str:
    """Words take the room there is, or some where there is none; numbers and codes what they need."""
    if place == 0 and len(table.header) > _MANY_COLUMNS:
        return "label"
    is_code = table.text_columns > 1 and not table.header[place]
    return "number" if place >= table.text_columns or is_code else "text"


def _plain_card(card: Card) -> list[dict[str, Any]]:
    """A card is a heading and one table; texts span the columns of the years."""
    years = len(card.effects.header) - 1
    texts = [[_cell(name), _cell(text, span=years)] for name, text in (("", card.effect_text), *card.texts)]
    grid = {
        "what": "table",
        "columns": ["label", *["text"] * years],
        "header": [],
        "rows": [
            {"bold": True, "cells": [_cell(text) for text in card.effects.header]},
            _row(card.effects.rows[0], years + 1, 1),
            *({"bold": False, "cells": cells} for cells in texts),
        ],
    }
    title = {"what": "heading", "text": card.title, "level": 3}
    return [title, _paragraph(card.intro), grid, *(_paragraph(box) for box in card.boxes)]


def _row(row: Row, width: int, text_columns: int) -> dict[str, Any]:
    values = [*row.values, *[None] * (width - 1 - len(row.values))]
    numbers = [_cell(value or "", number=place >= text_columns) for place, value in enumerate(values, 1)]
    return {"bold": row.bold, "cells": [_cell(row.label), *numbers]}


def _cell(text: str, *, number: bool = False, span: int = 1) -> dict[str, Any]:
    return {"text": text, "number": number, "span": span}
