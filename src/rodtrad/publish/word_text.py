"""Paragraphs and tables of a Word file as markup, written at once: a long document has many thousands.

python-docx looks each style up among all styles, and walks through the document for each row.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NEVER_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TWIPS_PER_MM = 1440 / 25.4


class Run(NamedTuple):
    """A text; whether it is bold, where None is as its style; its language where it has another."""

    text: str
    is_bold: bool | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class CellMarkup:
    """One cell: the id of its style and its text."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class RowMarkup:
    """One row of a table.

    line  the side that has a dark line, and how strong it is in eighths of a point
    """

    cells: Sequence[CellMarkup]
    is_bold: bool = False
    is_heading: bool = False
    line: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class TableLook:
    """The caption that a screen reader is told, the widths of the columns, and two colours."""

    caption: str
    widths_mm: Sequence[float]
    hairline: str
    ink: str


def element_of(markup: str) -> Any:
    """Markup as an element that can be put in a document."""
    from docx.oxml import parse_xml

    return parse_xml(markup)


def paragraph_markup(
    style: str, runs: Iterable[Run], namespace: str = _NAMESPACE, numbering: int | None = None
) -> str:
    """A paragraph of a style, by the style's id; in a numbered list by the list's id."""
    inside = "".join(map(_run, runs))
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>' if numbering else ""
    return f'<w:p {namespace}><w:pPr><w:pStyle w:val="{escape(style)}"/>{listed}</w:pPr>{inside}</w:p>'


def table_markup(rows: Iterable[RowMarkup], look: TableLook) -> str:
    """A table with fixed widths and quiet lines; its heading row is repeated and told as one."""
    widths = [round(width * _TWIPS_PER_MM) for width in look.widths_mm]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{look.hairline}"/>'
        for side in ("top", "bottom", "insideH")
    )
    properties = (
        f'<w:tblPr><w:tblW w:type="auto" w:w="0"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="120" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" '
        f'w:noVBand="1" w:val="04A0"/><w:tblCaption w:val={_quoted(look.caption)}/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inside = "".join(_row(row, widths, look.ink) for row in rows)
    return f"<w:tbl {_NAMESPACE}>{properties}<w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"


def _row(row: RowMarkup, widths: Sequence[int], ink: str) -> str:
    line = ""
    if row.line:
        side, eighths = row.line
        mark = f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{ink}"/>'
        line = f"<w:tcBorders>{mark}</w:tcBorders>"
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{line}</w:tcPr>'
        f"{paragraph_markup(cell.style, [Run(cell.text, row.is_bold or None)], '')}</w:tc>"
        for cell, width in zip(row.cells, widths, strict=True)
    )
    heading = "<w:tblHeader/>" if row.is_heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{cells}</w:tr>"


def _run(run: Run) -> str:
    look = {None: "", True: "<w:b/>", False: '<w:b w:val="0"/>'}[run.is_bold]
    look += f'<w:lang w:val="{run.language}"/>' if run.language else ""
    bold = f"<w:rPr>{look}</w:rPr>" if look else ""
    whole = escape(_NEVER_IN_XML.sub("\ufffd", run.text))
    told = whole.replace("\t", _apart("tab")).replace("\r\n", "\n").replace("\n", _apart("br"))
    return f'<w:r>{bold}<w:t xml:space="preserve">{told}</w:t></w:r>'


def _apart(mark: str) -> str:
    return f'</w:t><w:{mark}/><w:t xml:space="preserve">'


def _quoted(text: str) -> str:
    told = escape(_NEVER_IN_XML.sub("\ufffd", text), {'"': "&quot;"})
    return f'"{told}"'
