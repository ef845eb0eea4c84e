"""Text with numbers from the book, lists and headings inside a section, in every format.

The document is invented.
"""

import io
import re
from typing import Any, get_args

import docx
import pytest
from test_publish_pdf import squeezed, text_of

from rodtrad.publish.docx import publish_docx
from rodtrad.publish.html import publish_html
from rodtrad.publish.pdf import publish_pdf
from rodtrad.publish.plain import plain_tree
from rodtrad.reports.tree import (
    Block,
    Chart,
    DocumentTree,
    Paragraph,
    PointList,
    Section,
    Subheading,
    TextPart,
)

ADDRESS = "budget_line/budsjett/1/PAR/-/FO1 æ/-/-/10/2026/adopted/amount"
NUMBER = "1\u00a0043,5\u00a0mill.\u00a0kr"
LONG = "{{ <i> & #let $x$ *fet* \\n " * 200


def text(*parts: TextPart) -> Paragraph:
    return Paragraph("".join(part.text for part in parts), parts)


TOLD = text(
    TextPart("Utgiftene er <b>"),
    TextPart(NUMBER, (ADDRESS,)),
    TextPart("</b>, ikke "),
    TextPart("[tallet mangler]", is_missing=True),
)


def tree_of(*blocks: Block) -> DocumentTree:
    inner = Section("Indre", (Subheading("Dypt inne"),))
    return DocumentTree("Rapport", "", "no", "", (Section("Del", blocks, (inner,)),))


TREE = tree_of(TOLD, Subheading("Under <b> #x"), PointList((TOLD, Paragraph("{{ punkt to"))), Paragraph(LONG))


@pytest.fixture(scope="module")
def word() -> Any:
    return docx.Document(io.BytesIO(publish_docx(TREE)))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return publish_pdf(TREE)


def test_a_number_leads_to_its_figure_in_html_where_there_is_a_site() -> None:
    page = publish_html(TREE, "https://bok.example")
    href = "https://bok.example/budget_line/budsjett/1/PAR/-/FO1%20%C3%A6/-/-/10/2026/adopted/amount"
    assert page.count(f'<a href="{href}">{NUMBER}</a>') == 2
    assert "<p>Utgiftene er &lt;b&gt;<a " in page
    assert page.count('<strong class="missing">[tallet mangler]</strong>') == 2
    english = publish_html(DocumentTree("R", "", "en", "", TREE.sections), "https://bok.example")
    assert f'href="https://bok.example/en/{href.partition("example/")[2]}"' in english


def test_a_number_is_plain_text_where_there_is_no_site() -> None:
    page = publish_html(TREE)
    assert f"&lt;b&gt;{NUMBER}&lt;/b&gt;" in page
    assert ADDRESS not in page


def test_lists_and_headings_in_html_are_real_ones() -> None:
    page = publish_html(TREE)
    assert "<h3>Under &lt;b&gt; #x</h3>" in page
    assert "<h4>Dypt inne</h4>" in page
    assert re.search(r"<ul>\s*<li>Utgiftene .*</li>\s*<li>\{\{ punkt to</li>\s*</ul>", page)
    assert "Under" not in page.partition("<main")[0], "the list of contents leaves it out"


def test_word_has_real_lists_headings_and_the_whole_text(word: Any) -> None:
    by_style: dict[str, list[str]] = {}
    for paragraph in word.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    assert by_style["Normal"] == [TOLD.text, LONG]
    assert by_style["List Bullet"] == [TOLD.text, "{{ punkt to"]
    assert by_style["Heading 2"] == ["Under <b> #x", "Indre"]
    assert by_style["Heading 3"] == ["Dypt inne"]


def test_a_numbered_list_begins_at_its_number_everywhere() -> None:
    tree = tree_of(PointList((Paragraph("tre"), Paragraph("fire")), 3), PointList((Paragraph("en"),), 1))
    page = publish_html(tree)
    assert re.search(r'<ol start="3">\s*<li>tre</li>\s*<li>fire</li>\s*</ol>\s*<ol>\s*<li>en</li>', page)
    assert {squeezed("3. tre"), squeezed("4. fire")} <= {
        *re.findall(r"[34]\.(?:tre|fire)", text_of(publish_pdf(tree)))
    }
    document = docx.Document(io.BytesIO(publish_docx(tree)))
    listed = [p for p in document.paragraphs if p.style.name == "List Number"]
    lists = [p._p.pPr.numPr.numId.val for p in listed]
    assert (lists[0] == lists[1], lists[0] == lists[2]) == (True, False)
    starts = document.part.numbering_part.element.xpath("//w:startOverride/@w:val")
    assert starts == ["3", "1"]


def test_a_missing_number_is_bold_in_word(word: Any) -> None:
    [told] = [p for p in word.paragraphs if p.style.name == "Normal" and "mangler" in p.text]
    assert [run.text for run in told.runs if run.bold] == ["[tallet mangler]"]


def test_word_takes_tabs_line_breaks_and_signs_xml_cannot_hold() -> None:
    made = docx.Document(io.BytesIO(publish_docx(tree_of(Paragraph("a\tb\nc\x00\x0b\ud800d & <e>")))))
    assert "a\tb\nc\ufffd\ufffd\ufffdd & <e>" in [p.text for p in made.paragraphs]


def test_pdf_says_all_of_it_and_is_still_pdf_ua(pdf: bytes) -> None:
    said = text_of(pdf).replace(squeezed("Rapport Side 1 av 2"), "")
    for words in (TOLD.text, "Under <b> #x", "{{ punkt to", LONG, "Dypt inne"):
        assert squeezed(words) in said
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert pdf.count(b"/S/LI") >= 2, "the points of a list are tagged"
    assert ADDRESS.encode() not in pdf


def test_a_table_of_contents_in_pdf_leaves_headings_inside_a_section_out(pdf: bytes) -> None:
    assert text_of(pdf).count(squeezed("Under <b> #x")) == 1


def test_every_kind_of_block_is_told_by_each_printer() -> None:
    """Whoever adds a block must print it: an unknown block is taken for a chart, which it is not."""
    kinds = set(get_args(Block)) - set(get_args(Chart))
    printed = {
        block["kind"]
        for block in plain_tree(tree_of(*every_block()), lambda _: {"svg": "<svg/>"})["sections"][0]["blocks"]
    }
    assert {type(block) for block in every_block()} >= kinds
    assert printed >= {"paragraph", "points", "subheading", "figures", "table", "notice"}
    assert publish_docx(tree_of(*every_block()))


def every_block() -> tuple[Block, ...]:
    from rodtrad.reports.tree import KeyFigureBox, KeyFigureRow, Notice, TableBlock, TableColumn

    return (
        Paragraph("tekst"),
        PointList((Paragraph("punkt"),)),
        Subheading("under"),
        KeyFigureRow((KeyFigureBox("Ramme", "1"),)),
        TableBlock("Tabell", (TableColumn("a"),), ()),
        Notice("error", "Feil", "Tittel", "Tekst"),
    )


def test_words_in_another_language_say_which_in_every_format() -> None:
    english = text(TextPart("Det er ", language="no"), TextPart("13.5 million NOK", (ADDRESS,)))
    tree = DocumentTree("Report", "", "en", "", (Section("Part", (english,)),))
    assert '<span lang="nb">Det er </span>' in publish_html(tree)
    assert b"/Lang(nb-NO)" in publish_pdf(tree)
    document = docx.Document(io.BytesIO(publish_docx(tree)))
    [told] = [p for p in document.paragraphs if p.text == english.text]
    assert told._p.xpath(".//w:rPr/w:lang/@w:val") == ["nb-NO"]


def test_headings_in_another_language_say_which_in_every_format() -> None:
    part = Section("Innledning", (Subheading("Om brevet", "no"), Subheading("Frames")), language="no")
    tree = DocumentTree("Letter", "", "en", "", (part,))
    page = publish_html(tree)
    assert '<h2 id="s-1" lang="nb">Innledning</h2>' in page
    assert '<a href="#s-1" lang="nb">Innledning</a>' in page
    assert '<h3 lang="nb">Om brevet</h3>' in page
    assert "<h3>Frames</h3>" in page
    assert b"/Lang(nb-NO)" in publish_pdf(tree)
    document = docx.Document(io.BytesIO(publish_docx(tree)))
    told = {p.text: p._p.xpath(".//w:rPr/w:lang/@w:val") for p in document.paragraphs}
    # The section's heading stands in the list of contents too.
    headings = [p for p in document.paragraphs if p.text == "Innledning"]
    assert [p._p.xpath(".//w:rPr/w:lang/@w:val") for p in headings] == [["nb-NO"], ["nb-NO"]]
    assert (told["Om brevet"], told["Frames"]) == (["nb-NO"], [])
