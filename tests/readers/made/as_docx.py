"""A made document as a Word file: styles for headings, real tables, the title and page number at the foot."""

import io
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from made.pieces import Bullets, Card, Heading, Made, PageBreak, Paragraph, Row, Table

_FIELD = '<w:fldSimple w:instr="{0}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_FOOT = (
    '<w:p {ns}><w:r><w:t xml:space="preserve">{title}  Side </w:t></w:r>'
    + _FIELD.format("PAGE")
    + '<w:r><w:t xml:space="preserve"> av </w:t></w:r>'
    + _FIELD.format("NUMPAGES")
    + "</w:p>"
)


def as_docx(made: Made) -> bytes:
    """The document as the bytes of a .docx file."""
    document = Document()
    document.core_properties.title = made.title
    footer = document.sections[0].footer
    footer.paragraphs[0]._p.addnext(parse_xml(_FOOT.format(ns=nsdecls("w"), title=escape(made.title))))
    for piece in made.pieces:
        match piece:
            case Heading(text=text, level=level):
                document.add_heading(text, level)
            case Paragraph(text=text):
                document.add_paragraph(text)
            case Bullets(items=items):
                for item in items:
                    document.add_paragraph(item, style="List Bullet")
            case PageBreak():
                document.add_page_break()
            case Table():
                _add_table(document, piece)
            case Card():
                _add_card(document, piece)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document: Word, table: Table) -> None:
    if table.caption:
        document.add_paragraph(table.caption, style="Caption")
    if table.unit_line:
        document.add_paragraph(table.unit_line)
    above = [*[""] * (len(table.header) - len(table.above)), *table.above]
    rows = [_xml_row([(text, 1) for text in above], header=True)] if table.above else []
    rows.append(_xml_row([(cell, 1) for cell in table.header], header=True, bold=True))
    rows.extend(_data_row(row, len(table.header)) for row in table.rows)
    _add_rows(document, rows, len(table.header))
    document.add_paragraph(table.note)


def _add_card(document: Word, card: Card) -> None:
    """A card is a heading and one table; texts span the columns of the years."""
    document.add_heading(card.title, 3)
    document.add_paragraph(card.intro)
    header, years = card.effects.header[0], len(card.effects.header) - 1
    rows = [
        _xml_row([(header, 1), *((year, 1) for year in card.effects.header[1:])], bold=True),
        _data_row(card.effects.rows[0], years + 1),
        *(_xml_row([(name, 1), (text, years)]) for name, text in (("", card.effect_text), *card.texts)),
    ]
    _add_rows(document, rows, years + 1)
    for box in card.boxes:
        document.add_paragraph(box)


def _add_rows(document: Word, rows: Iterable[str], columns: int) -> None:
    grid = "<w:gridCol/>" * columns
    look = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    xml = f"<w:tbl {nsdecls('w')}>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def _data_row(row: Row, columns: int) -> str:
    values = [*row.values, *[None] * (columns - 1 - len(row.values))]
    return _xml_row([(row.label, 1), *((value or "", 1) for value in values)], bold=row.bold)


def _xml_row(cells: Sequence[tuple[str, int]], *, header: bool = False, bold: bool = False) -> str:
    """A row of cells, each with its text and the number of columns it spans."""
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{mark}{''.join(_xml_cell(text, span, bold=bold) for text, span in cells)}</w:tr>"


def _xml_cell(text: str, span: int, *, bold: bool) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p>{run}</w:p></w:tc>'
