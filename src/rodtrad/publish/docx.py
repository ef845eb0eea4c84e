"""A document as Word: real heading styles, header rows, alternative text and language."""

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.publish import ooxml
from rodtrad.publish.chart import chart_note, chart_png, chart_table
from rodtrad.publish.layout import WORD
from rodtrad.publish.plain import (
    LANGUAGE_REGIONS,
    LANGUAGE_TAGS,
    MANY_COLUMNS,
    check_row_lengths,
    column_needs,
    contents_heading,
    page_words,
)
from rodtrad.publish.theme import OWN, DocumentTheme, Logo
from rodtrad.publish.word_text import (
    CellMarkup,
    RowMarkup,
    Run,
    TableLook,
    element_of,
    paragraph_markup,
    table_markup,
)
from rodtrad.reports.tree import (
    Block,
    Chart,
    DocumentTree,
    KeyFigureRow,
    Notice,
    Paragraph,
    PointList,
    Section,
    Subheading,
    TableBlock,
)

if TYPE_CHECKING:
    from docx.document import Document

TEXT_WIDTH_MM = 163.0
_LINE = (92, 120)
"""Letters across the page, and across a table with many columns, in the wider letters of Word."""
SHAPES = {"error": "■", "warning": "▲"}
MILD_SHAPE = "●"

Numbered = tuple[tuple[int, ...], Section]


def publish_docx(tree: DocumentTree, theme: DocumentTheme = OWN) -> bytes:
    """Print a document as DOCX; the same tree gives the same bytes.

    raises   UsageError  a table row with more or fewer cells than the table has columns
    """
    import docx

    document = docx.Document()
    ooxml.set_up(document, title=tree.title, subject=tree.subtitle, language=_tag(tree.language), theme=theme)
    ooxml.add_page_footer(document, tree.title, page_words(tree.language))
    page = _Page(document, tree.language, theme)
    page.add_front(tree)
    for number, section in enumerate(_numbered(tree.sections)):
        page.add_section(number, section)
    if tree.footer:
        page.add("Note", tree.footer)
    written = io.BytesIO()
    document.save(written)
    return ooxml.without_clock(written.getvalue())


def _numbered(sections: tuple[Section, ...], above: tuple[int, ...] = ()) -> Iterator[Numbered]:
    for number, section in enumerate(sections, 1):
        yield (*above, number), section
        yield from _numbered(section.sections, (*above, number))


def _bookmark(place: tuple[int, ...]) -> str:
    return "_".join(("s", *map(str, place)))


class _Page:
    """The document, written from top to bottom."""

    def __init__(self, document: "Document", language: Language, theme: DocumentTheme) -> None:
        self._document, self._language, self._theme = document, language, theme
        self._styles = {str(style.name): str(style.style_id) for style in document.styles}
        self._end = document.element.body.sectPr

    def add(self, style: str, *runs: str | Run, numbering: int | None = None) -> None:
        """A paragraph of a style; `numbering` of a point in a numbered list (`ooxml.numbered_from`)."""
        told = [run if isinstance(run, Run) else Run(run) for run in runs]
        self._put(paragraph_markup(self._styles[style], told, numbering=numbering))

    def _put(self, markup: str) -> None:
        self._end.addprevious(element_of(markup))

    def add_front(self, tree: DocumentTree) -> None:
        """Who publishes it, title, date, and the list of contents."""
        self._add_sender()
        self.add("Title", tree.title)
        for style, text in (("Subtitle", tree.subtitle), ("Note", tree.date_text)):
            if text:
                self.add(style, text)
        self.add("Contents heading", contents_heading(tree))
        for place, section in _numbered(tree.sections):
            if len(place) <= 2:
                line = self._document.add_paragraph(style=f"Contents {len(place)}")
                ooxml.add_link(line, section.heading, _bookmark(place))
                ooxml.set_language(line, _tag(section.language))

    def _add_sender(self) -> None:
        theme = self._theme
        if theme.logo is not None:
            paragraph = self._document.add_paragraph(style="Sender")
            picture = io.BytesIO(logo_png(theme.logo))
            ooxml.add_picture(paragraph, picture, height_mm=16, title=theme.name, alternative=theme.logo.text)
        if theme.name:
            self.add("Sender", theme.name)

    def add_section(self, number: int, numbered: Numbered) -> None:
        """A section's heading and blocks.

        number  of the section among all
        """
        place, section = numbered
        heading = self._document.add_heading(section.heading, level=min(len(place), 9))
        ooxml.set_language(heading, _tag(section.language))
        ooxml.add_bookmark(heading, _bookmark(place), number)
        for block in section.blocks:
            self._add_block(block, len(place) + 1)

    def _add_block(self, block: Block, level: int) -> None:
        """Add one block.

        level  of a heading inside the section
        """
        match block:
            case Paragraph():
                self.add("Normal", *_runs(block))
            case PointList(points, first):
                numbering = ooxml.numbered_from(self._document, first) if first else None
                for point in points:
                    self.add("List Number" if first else "List Bullet", *_runs(point), numbering=numbering)
            case Subheading(text, language):
                heading = self._document.add_heading(text, level=min(level, 9))
                ooxml.set_language(heading, _tag(language))
            case KeyFigureRow():
                self._add_figures(block)
            case TableBlock():
                self._add_table(block)
            case Notice():
                self._add_notice(block)
            case _:
                self._add_chart(block)

    def _add_figures(self, row: KeyFigureRow) -> None:
        """Key figures as paragraphs, not as a table: they are a list, and tables are for tables."""
        for box in row.figures:
            paragraph = self._document.add_paragraph(style="Key figure")
            paragraph.add_run(box.value, style="Key figure value")
            paragraph.add_run("\t")
            paragraph.add_run(box.label).bold = True
            if box.note:
                paragraph.add_run(f". {box.note}" if not box.label.endswith((".", ":")) else f" {box.note}")

    def _add_table(self, block: TableBlock) -> None:
        check_row_lengths(block)
        self.add("Caption", block.caption)
        needs = column_needs(block, _LINE)
        look = TableLook(
            block.caption,
            [need / sum(needs) * TEXT_WIDTH_MM for need in needs],
            ooxml.HAIRLINE,
            ooxml.word_colour(self._theme.text),
        )
        self._put(table_markup(self._rows(block), look))
        self.add("Note", block.note)

    def _rows(self, block: TableBlock) -> Iterator[RowMarkup]:
        small = "Small " if len(block.columns) > MANY_COLUMNS else ""
        named = (f"{small}number cell" if c.number else f"{small}cell" for c in block.columns)
        styles = [self._styles[name.capitalize()] for name in named]

        def cells(texts: Iterable[str]) -> list[CellMarkup]:
            return [CellMarkup(style, text) for style, text in zip(styles, texts, strict=True)]

        headings = (column.heading for column in block.columns)
        yield RowMarkup(cells(headings), is_bold=True, is_heading=True, line=("bottom", 8))
        for row in block.rows:
            yield RowMarkup(cells(row.texts), is_bold=row.total, line=("top", 6) if row.total else None)
        if not block.rows:
            nothing = say("publish_no_rows", self._language)
            yield RowMarkup(cells([nothing, *[""] * (len(styles) - 1)]))

    def _add_chart(self, chart: Chart) -> None:
        unit = [Run(f" ({chart.unit})", is_bold=False)] if chart.unit else []
        self.add("Caption", chart.title, *unit)
        paragraph = self._document.add_paragraph(style="Picture")
        picture = io.BytesIO(chart_png(chart, self._language, WORD, self._theme.palette))
        ooxml.add_picture(
            paragraph, picture, width_mm=TEXT_WIDTH_MM, title=chart.title, alternative=chart.alternative
        )
        if note := chart_note(chart, self._language):
            self.add("Note", note)
        self._add_table(chart_table(chart, self._language))

    def _add_notice(self, notice: Notice) -> None:
        title = self._document.add_paragraph(style="Notice title")
        shape = SHAPES.get(notice.severity, MILD_SHAPE)
        severity = title.add_run(f"{shape} {notice.severity_label}  ")
        ooxml.colour_run(severity, notice.severity)
        title.add_run(notice.title)
        self.add("Notice text", notice.text)
        if notice.source:
            self.add("Notice source", say("publish_source", self._language, source=notice.source))


def _runs(text: Paragraph) -> list[Run]:
    return [Run(part.text, part.is_missing or None, _tag(part.language)) for part in text.shown]


def _tag(language: Language | None) -> str:
    return f"{LANGUAGE_TAGS[language]}-{LANGUAGE_REGIONS[language]}" if language else ""


def logo_png(logo: Logo) -> bytes:
    """A logo as Word can show it."""
    if logo.kind == "png":
        return logo.content
    import vl_convert

    return bytes(vl_convert.svg_to_png(logo.content.decode("utf-8", "replace"), scale=4))
