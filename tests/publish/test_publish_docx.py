"""The Word file, read again: styles, rows, alternative text, language."""

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from rodtrad.publish.docx import publish_docx
from rodtrad.reports.tree import DocumentTree


@pytest.fixture
def document(tree: DocumentTree) -> Any:
    return docx.Document(io.BytesIO(publish_docx(tree)))


def texts_in(document: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_headings_have_real_styles(document: Any) -> None:
    assert texts_in(document, "Title") == ["Årsbudsjett <2026> #let"]
    assert texts_in(document, "Heading 1") == ["Hovedtall #1", "Broen", "Funn"]
    assert texts_in(document, "Heading 2") == ["Tiltakene"]
    assert texts_in(document, "Caption") == [
        "Fra vedtatt til ramme (mill. kr)",
        "Tallene i figuren: Fra vedtatt til ramme",
        "Tiltak *2026* <i>",
    ]


def test_contents_lead_to_the_headings(document: Any) -> None:
    bookmarks = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    links = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))]
    assert links == bookmarks == ["s_1", "s_2", "s_2_1", "s_3"]


def test_tables_have_every_cell_and_a_marked_header_row(document: Any, markup: str, long_word: str) -> None:
    bridge, measures = document.tables
    rows = [[cell.text for cell in row.cells] for row in measures.rows]
    assert rows == [
        ["Nr.", "Tiltak", "Beløp 2026"],
        ["T1", markup, "−1\u2009204,3"],
        ["T2", long_word, "1\u202f000,0"],
        ["", "Sum", "−204,3"],
    ]
    assert [cell.text for cell in bridge.rows[3].cells][1:] == ["Nedgang", "−12,0"]
    for table in (bridge, measures):
        marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True] + [False] * (len(table.rows) - 1)


def test_picture_has_alternative_text(document: Any) -> None:
    [picture] = document.inline_shapes
    assert picture._inline.docPr.get("descr").startswith("Broen går fra 1 200 til 1 218")


def test_notices_have_word_and_shape(document: Any) -> None:
    assert texts_in(document, "Notice title") == [
        "■ Feil  Radene summerer ikke",
        "▲ Advarsel  Tall mangler",
        "● Merknad  Avrunding",
    ]
    assert texts_in(document, "Notice source") == ["Kilde: Plan, side 23"]


def test_file_says_title_and_language_but_not_who_and_when(document: Any) -> None:
    properties = document.core_properties
    assert (properties.title, properties.language) == ("Årsbudsjett <2026> #let", "nb-NO")
    assert (properties.author, properties.comments, properties.created) == ("", "", None)
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nb-NO"}


def test_same_tree_gives_same_bytes(tree: DocumentTree) -> None:
    assert publish_docx(tree) == publish_docx(tree)
