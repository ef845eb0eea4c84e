"""A document as Word: real heading styles, header rows, alternative text and language."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.publish import ooxml
from rodtrad.publish.chart import chart_note, chart_png, chart_table
from rodtrad.publish.layout import WORD
from rodtrad.publish.plain import (
    LANGUAGE_REGIONS,
    LANGUAGE_TAGS,
    check_row_lengths,
    column_needs,
    contents_heading,
    page_words,
)
from rodtrad.reports.tree import (
    Block,
    Chart,
    DocumentTree,
    KeyFigureRow,
    Notice,
    Paragraph,
    Section,
    TableBlock,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row

TEXT_WIDTH_MM = 163.0
SHAPES = {"error": "■", "warning": "▲"}
MILD_SHAPE = "●"

Numbered = tuple[tuple[int, ...], Section]


def publish_docx(tree: DocumentTree) -> bytes:
    """Print a document as DOCX; the same tree gives the same bytes.

    raises   UsageError  a table row with more or fewer cells than the table has columns
    """
    import docx

    document = docx.Document()
    tag = f"{LANGUAGE_TAGS[tree.language]}-{LANGUAGE_REGIONS[tree.language]}"
    ooxml.set_up(document, title=tree.title, subject=tree.subtitle, language=tag)
    ooxml.add_page_footer(document, tree.title, page_words(tree.language))
    _add_front(document, tree)
    for section in _numbered(tree.sections):
        _add_section(document, section, tree.language)
    if tree.footer:
        document.add_paragraph(tree.footer, style="Note")
    written = io.BytesIO()
    document.save(written)
    return ooxml.without_clock(written.getvalue())


def _numbered(sections: tuple[Section, ...], above: tuple[int, ...] = ()) -> Iterator[Numbered]:
    for number, section in enumerate(sections, 1):
        yield (*above, number), section
        yield from _numbered(section.sections, (*above, number))


def _bookmark(place: tuple[int, ...]) -> str:
    return "_".join(("s", *map(str, place)))


def _add_front(document: "Document", tree: DocumentTree) -> None:
    document.add_paragraph(tree.title, style="Title")
    if tree.subtitle:
        document.add_paragraph(tree.subtitle, style="Subtitle")
    if tree.date_text:
        document.add_paragraph(tree.date_text, style="Note")
    document.add_paragraph(contents_heading(tree), style="Contents heading")
    for place, section in _numbered(tree.sections):
        if len(place) <= 2:
            line = document.add_paragraph(style=f"Contents {len(place)}")
            ooxml.add_link(line, section.heading, _bookmark(place))


def _add_section(document: "Document", numbered: Numbered, language: Language) -> None:
    place, section = numbered
    heading = document.add_heading(section.heading, level=min(len(place), 9))
    ooxml.add_bookmark(heading, _bookmark(place))
    for block in section.blocks:
        _add_block(document, block, language)


def _add_block(document: "Document", block: Block, language: Language) -> None:
    match block:
        case Paragraph(text):
            document.add_paragraph(text)
        case KeyFigureRow():
            _add_figures(document, block)
        case TableBlock():
            _add_table(document, block, language)
        case Notice():
            _add_notice(document, block, language)
        case _:
            _add_chart(document, block, language)


def _add_figures(document: "Document", row: KeyFigureRow) -> None:
    """Key figures as paragraphs, not as a table: they are a list, and tables are for tables."""
    for box in row.figures:
        paragraph = document.add_paragraph(style="Key figure")
        paragraph.add_run(box.value, style="Key figure value")
        paragraph.add_run("\t")
        paragraph.add_run(box.label).bold = True
        if box.note:
            paragraph.add_run(f". {box.note}" if not box.label.endswith((".", ":")) else f" {box.note}")


def _add_table(document: "Document", block: TableBlock, language: Language) -> None:
    check_row_lengths(block)
    document.add_paragraph(block.caption, style="Caption")
    table = document.add_table(rows=0, cols=len(block.columns))
    ooxml.prepare_table(table, block.caption, _widths_mm(block))
    _add_row(table, tuple(column.heading for column in block.columns), block, strong=True)
    ooxml.mark_header_row(table.rows[0])
    for row in block.rows:
        _add_row(table, row.texts, block, strong=row.total)
        ooxml.keep_row_together(table.rows[-1], total=row.total)
    if not block.rows:
        _add_row(
            table, (say("publish_no_rows", language), *[""] * (len(block.columns) - 1)), block, strong=False
        )
    document.add_paragraph(block.note, style="Note")


def _widths_mm(block: TableBlock) -> list[float]:
    needs = column_needs(block)
    return [need / sum(needs) * TEXT_WIDTH_MM for need in needs]


def _add_row(table: "Table", texts: tuple[str, ...], block: TableBlock, *, strong: bool) -> None:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    for cell, text, column in zip(row.cells, texts, block.columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Number cell" if column.number else "Cell"
        paragraph.add_run(text).bold = strong or None


def _add_chart(document: "Document", chart: Chart, language: Language) -> None:
    caption = document.add_paragraph(style="Caption")
    caption.add_run(chart.title)
    if chart.unit:
        caption.add_run(f" ({chart.unit})").bold = False
    paragraph = document.add_paragraph(style="Picture")
    picture = io.BytesIO(chart_png(chart, language, WORD))
    ooxml.add_picture(paragraph, picture, TEXT_WIDTH_MM, title=chart.title, alternative=chart.alternative)
    if note := chart_note(chart, language):
        document.add_paragraph(note, style="Note")
    _add_table(document, chart_table(chart, language), language)


def _add_notice(document: "Document", notice: Notice, language: Language) -> None:
    title = document.add_paragraph(style="Notice title")
    shape = SHAPES.get(notice.severity, MILD_SHAPE)
    severity = title.add_run(f"{shape} {notice.severity_label}  ")
    ooxml.colour_run(severity, notice.severity)
    title.add_run(notice.title)
    document.add_paragraph(notice.text, style="Notice text")
    if notice.source:
        source = say("publish_source", language, source=notice.source)
        document.add_paragraph(source, style="Notice source")
