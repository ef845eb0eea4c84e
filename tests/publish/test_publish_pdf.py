"""The PDF: all text is there, tagged, marked PDF/UA, with title and language."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from rodtrad.core.errors import UsageError
from rodtrad.publish.pdf import publish_pdf
from rodtrad.reports.tree import DocumentTree, Paragraph, Section, TableBlock, TableColumn, table_row


def text_of(printed: bytes) -> str:
    """All text of a PDF without white space and the signs that only break words."""
    document = pypdfium2.PdfDocument(printed)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\u2010\ufffe\x02-]", "", text)


@pytest.fixture(scope="module")
def printed_once() -> dict[str, bytes]:
    return {}


@pytest.fixture
def printed(tree: DocumentTree, printed_once: dict[str, bytes]) -> bytes:
    if "pdf" not in printed_once:
        printed_once["pdf"] = publish_pdf(tree)
    return printed_once["pdf"]


def test_every_heading_and_cell_is_in_the_text(printed: bytes, markup: str, long_word: str) -> None:
    text = text_of(printed)
    for said in (
        *("Årsbudsjett <2026> #let", "Ærlig & øvrig", "14. november 2025", "Innhold"),
        *("Hovedtall #1", "Broen", "Tiltakene", "Funn", "Side 1 av", "Laget fra kommunens egne tall."),
        *("1\u202f218,0 mill. kr", "Tiltak *2026* <i>", "Beløp 2026", "T1", "−1\u2009204,3", "1\u202f000,0"),
        *("Sum", "−204,3", "Tall i 1 000 kr → netto.", "Lønn & pris <b>", "+30,0", "−12,0", "Økning"),
        *("Feil", "Radene summerer ikke", "Kilde: Plan, side 23", "Merknad", markup, long_word),
    ):
        assert squeezed(said) in text


def test_file_is_tagged_and_marked_pdf_ua(printed: bytes) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed
    assert b"/MarkInfo<</Marked true" in printed
    assert b"/StructTreeRoot" in printed
    assert b"/DisplayDocTitle true" in printed


def test_file_has_language_title_and_no_time(printed: bytes) -> None:
    assert b"/Lang(nb-NO)" in printed
    document = pypdfium2.PdfDocument(printed)
    assert document.get_metadata_dict()["Title"] == "Årsbudsjett <2026> #let"
    document.close()
    assert b"CreationDate" not in printed


def test_table_headings_are_tagged_and_picture_has_words_once(printed: bytes) -> None:
    assert printed.count(b"/S/THead") == 2
    assert printed.count(b"/Scope/Column") >= 6
    assert printed.count(b"/Alt<") + printed.count(b"/Alt(") == 1


def test_a_row_of_a_table_stays_on_one_page() -> None:
    """Each row has some eight lines; it ends on the page it begins on."""
    filling = "ord " * 150
    rows = tuple(table_row(f"begin{number:02} {filling} end{number:02}", "1") for number in range(30))
    columns = (TableColumn("Rad", width=3.0), TableColumn("Tall", number=True))
    table = TableBlock("Rader", columns, rows)
    printed = publish_pdf(DocumentTree("Rader", "", "no", "", (Section("Del", (table,)),)))
    document = pypdfium2.PdfDocument(printed)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(pages) > 3
    for page in pages:
        assert re.findall(r"begin(\d\d)", page) == re.findall(r"end(\d\d)", page)


def test_only_embedded_fonts_are_used(printed: bytes) -> None:
    families = set(re.findall(rb"/BaseFont/(?:[A-Z]{6}\+)?([A-Za-z]+)", printed))
    assert families == {b"LibertinusSerif"}


def test_heading_row_is_repeated_on_each_page(tree: DocumentTree) -> None:
    rows = tuple(table_row(f"Oppdrag {number}", "15.05.2026") for number in range(120))
    table = TableBlock("Oppdrag", (TableColumn("Navn"), TableColumn("Fristdato", number=True)), rows)
    printed = publish_pdf(replace(tree, sections=(Section("Oppdrag", (table,)),)))
    document = pypdfium2.PdfDocument(printed)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(pages) > 2
    assert all("Fristdato" in page for page in pages)


def test_letter_no_font_has_is_refused_not_dropped(tree: DocumentTree) -> None:
    with pytest.raises(UsageError, match="document_cannot_be_pdf_ua") as refused:
        publish_pdf(replace(tree, sections=(Section("Språk", (Paragraph("漢字"),)),)))
    assert "漢" in str(refused.value)


def test_same_tree_gives_same_bytes(tree: DocumentTree, printed: bytes) -> None:
    assert publish_pdf(tree) == printed
