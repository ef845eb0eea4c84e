"""PDF, Word and text become lines with cells and pages."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import typst
from document_samples import pdf_of, shown, word_file
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement

from rodtrad.readers.open_document import open_document
from rodtrad.readers.page import Cell, Line

REAL = Path(__file__).resolve().parents[3] / "shared" / "documents"
PAGE = '#set page(width: 500pt, height: 400pt, margin: 50pt)\n#set text(size: 10pt, lang: "nb")\n'


@pytest.fixture
def opened(tmp_path):
    """Write a file and open it as a document."""

    def write_and_open(content: bytes | str, name: str = "budsjett", seen=lambda done, of: None):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_document(path, seen)

    return write_and_open


@pytest.fixture
def printed(opened):
    """Print a page with Typst, and open it."""
    return lambda markup, **given: opened(typst.compile((PAGE + markup).encode(), format="pdf"), **given)


@pytest.fixture
def written(opened):
    """Save a Word file, and open it."""

    def save_and_open(document, **given):
        file = BytesIO()
        document.save(file)
        return opened(file.getvalue(), **given)

    return save_and_open


def texts(document) -> list[str]:
    return [line.text for line in document.lines]


def cells(line: Line) -> list[str]:
    return [cell.text for cell in line.cells]


# PDF


TABLE = """
#table(columns: (170pt, 80pt, 80pt, 70pt), align: (left, right, right, right), stroke: none, inset: 5pt,
  [*Art*], [*Regnskap 2024*], [*Budsjett 2025*], [*2026*],
  [10 - Lønn], [1 043 396 553], [934~911~000], [-12 345],
  [11 - Kjøp av varer og tjenester som inngår i egen produksjon], [1#sym.space.thin;043], [9,5], [-],
  [Sum], [1 776 290], [], [0])
"""


def test_columns_are_cells_and_numbers_with_blanks_stay_whole(printed):
    heading, pay, goods, more, total = printed(TABLE).lines
    assert cells(heading) == ["Art", "Regnskap 2024", "Budsjett 2025", "2026"]
    assert cells(pay) == ["10 - Lønn", "1 043 396 553", "934 911 000", "−12 345"]
    assert cells(goods)[1:] == ["1 043", "9,5", "-"]
    assert f"{goods.cells[0].text} {more.text}".endswith("som inngår i egen produksjon")
    assert cells(total) == ["Sum", "1 776 290", "0"]
    assert pay.text == "10 - Lønn 1 043 396 553 934 911 000 −12 345"


def test_cells_stand_where_they_are_printed_in_points_from_the_left_edge(printed):
    """The margin is 50 points, the columns 170, 80, 80 and 70, and 5 are left free on each side."""
    total = printed(TABLE).lines[-1]
    assert [total.cells[0].left] == pytest.approx([55], abs=1)
    assert [cell.right for cell in total.cells[1:]] == pytest.approx([295, 445], abs=1)


def test_lines_are_counted_over_the_whole_document_and_pages_from_one(printed):
    told = []
    document = printed(
        "Første\n\nAndre\n#pagebreak()\nTredje\n#pagebreak()\n#pagebreak()\nFjerde",
        name="brev.pdf",
        seen=lambda *so_far: told.append(so_far),
    )
    assert [(line.number, line.page, line.text) for line in document.lines] == [
        (1, 1, "Første"),
        (2, 1, "Andre"),
        (3, 2, "Tredje"),
        (4, 4, "Fjerde"),
    ]
    assert (document.name, document.pages) == ("brev.pdf", 4)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_justified_line_is_one_cell_and_a_hyphen_at_its_end_is_seen(printed):
    prose = (
        "Velferdsetatens virksomhetsstyring omfatter arbeidsmarkedstiltakene på alle forvaltningsnivåer. " * 3
    )
    lines = printed(f"#set par(justify: true)\n#block(width: 210pt, [{prose}])").lines
    assert [len(line.cells) for line in lines] == [1] * len(lines)
    assert any(line.text.endswith("-") for line in lines)
    joined = " ".join(line.text for line in lines).replace("- ", "")
    assert joined == prose.strip()


def test_signs_that_stand_for_two_letters_are_two_letters(printed):
    assert texts(printed("Offentlig effekt, fire offiserer")) == ["Offentlig effekt, fire offiserer"]


def test_bold_type_that_is_drawn_twice_is_read_once(opened):
    whole = shown("Sum utgifter", 50, 200) + shown("Sum utgifter", 50.3, 200)
    assert texts(opened(pdf_of(whole))) == ["Sum utgifter"]
    letters = "".join(shown(c, 50 + 8 * i + d, 200) for i, c in enumerate("ANNA") for d in (0, 0.4))
    assert texts(opened(pdf_of(letters))) == ["ANNA"]


def test_a_text_whose_letters_are_doubled_side_by_side_is_left_as_it_is(opened):
    assert texts(opened(pdf_of(shown("KKoonnttoo  1100", 50, 200)))) == ["KKoonnttoo 1100"]


def test_raised_and_lowered_signs_are_no_lines_and_no_digits_of_the_figure(opened):
    figure = "BT /F 10 Tf 50 200 Td (Sum 1 234) Tj /F 6 Tf 4 Ts (1) Tj ET\n"
    formula = (
        "0 Ts BT /F 10 Tf 50 150 Td (Utslipp av CO) Tj /F 6 Tf -2 Ts (2) Tj 0 Ts /F 10 Tf ( i tonn) Tj ET\n"
    )
    assert texts(opened(pdf_of(figure + formula))) == ["Sum 1 234¹", "Utslipp av CO2 i tonn"]


def test_small_text_under_a_large_figure_is_a_line_of_its_own(opened):
    assert texts(opened(pdf_of(shown("96,8 %", 50, 200, 24) + shown("av 1 426", 50, 188, 8)))) == [
        "96,8 %",
        "av 1 426",
    ]


def test_cells_that_are_centred_between_two_lines_keep_their_own_baseline(opened):
    label = shown("Kjøp av varer og", 50, 206) + shown("tjenester", 50, 194)
    read = opened(pdf_of(label + shown("1 043", 200, 200)))
    assert texts(read) == ["Kjøp av varer og", "1 043", "tjenester"]


def test_lines_are_in_order_from_the_top_however_they_are_drawn(opened):
    drawn = shown("tre", 50, 100) + shown("1 043", 200, 200) + shown("to", 50, 150) + shown("en", 50, 200)
    assert [cells(line) for line in opened(pdf_of(drawn)).lines] == [["en", "1 043"], ["to"], ["tre"]]


def test_the_sign_of_a_list_is_in_the_cell_of_its_point_and_a_dash_for_nothing_is_a_cell(opened):
    point = shown("\u2022", 50, 200) + shown("Punkt 1", 68, 200)
    nothing = shown("-", 50, 150) + shown("12", 68, 150)
    assert [cells(line) for line in opened(pdf_of(point + nothing)).lines] == [["• Punkt 1"], ["-", "12"]]


def test_letters_that_are_composed_of_two_signs_are_one(printed):
    assert texts(printed("A\u030arsverk")) == ["Årsverk"]


def test_a_page_that_is_turned_is_read_upright(opened):
    """Text that runs up the page, on a page that is shown turned a quarter to the right."""
    turned = "BT /F 10 Tf 0 1 -1 0 100 50 Tm (Sum) Tj ET BT /F 10 Tf 0 1 -1 0 100 150 Tm (1 043) Tj ET\n"
    [line] = opened(pdf_of(turned, page="/Rotate 90")).lines
    assert cells(line) == ["Sum", "1 043"]
    assert [cell.left for cell in line.cells] == pytest.approx([50, 150], abs=1)


def test_text_that_is_turned_is_a_line_after_the_upright_ones(opened):
    side = "BT /F 10 Tf 0 1 -1 0 30 50 Tm (Helse og omsorg) Tj ET\n"
    slanted = "BT /F 10 Tf 0.7071 0.7071 -0.7071 0.7071 200 50 Tm (Utkast til budsjett) Tj ET\n"
    upright = shown("Funksjonsområde 3 er størst", 50, 200)
    assert texts(opened(pdf_of(side + slanted + upright))) == [
        "Funksjonsområde 3 er størst",
        "Helse og omsorg",
        "Utkast til budsjett",
    ]


def test_places_are_counted_from_the_edge_of_the_page_that_is_shown(opened):
    [line] = opened(pdf_of(shown("Sum", 50, 200), page="/CropBox [20 20 380 280]")).lines
    assert line.cells[0].left == pytest.approx(30, abs=1)


# Word


def test_a_paragraph_is_a_line_and_an_empty_one_too(written):
    document = word_file("Rammen er 1\u00a0043\tkroner", "")
    document.add_heading("1 Innledning")
    document.sections[0].header.paragraphs[0].text = "Topptekst"
    assert written(document).lines == (
        Line(1, 1, "Rammen er 1 043 kroner"),
        Line(2, 1, ""),
        Line(3, 1, "1 Innledning"),
    )


def numbered(element, numbering: int) -> None:
    """Give a paragraph or a style a numbering; 0 takes away that of its style."""
    element.get_or_add_pPr().get_or_add_numPr()._add_numId().val = numbering


def test_points_of_a_list_have_a_sign_and_numbered_headings_have_none(written):
    document = word_file("Vanlig")
    document.add_paragraph("Punkt", style="List Bullet")
    document.add_paragraph("Nummer", style="List Number")
    numbered(document.add_paragraph("Ingen", style="List Bullet")._p, 0)
    numbered(document.add_paragraph("Eget")._p, 1)
    numbered(document.styles["Heading 1"].element, 1)
    document.add_heading("Overskrift")
    assert texts(written(document)) == ["Vanlig", "• Punkt", "• Nummer", "Ingen", "• Eget", "Overskrift"]


def test_a_row_is_a_line_with_one_cell_for_each_column_and_empty_ones_kept(written):
    document = word_file()
    table = document.add_table(rows=2, cols=3)
    words = ("Art", "2025", "2026", "Lønn\nog pensjon", "", "1 043")
    for cell, text in zip(table._cells, words, strict=True):
        cell.text = text
    table.cell(1, 0).add_paragraph("i alt")
    assert written(document).lines == (
        Line(1, 1, "Art 2025 2026", (Cell("Art", 0, 1), Cell("2025", 1, 2), Cell("2026", 2, 3))),
        Line(
            2,
            1,
            "Lønn og pensjon i alt 1 043",
            (Cell("Lønn og pensjon i alt", 0, 1), Cell("", 1, 2), Cell("1 043", 2, 3)),
        ),
    )


def test_a_merged_cell_is_one_cell_that_spans_its_columns(written):
    document = word_file()
    table = document.add_table(rows=3, cols=3)
    for cell, text in zip(table._cells, "ABCDEFGHI", strict=True):
        cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Budsjett"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Helse"
    assert [line.cells for line in written(document).lines] == [
        (Cell("A", 0, 1), Cell("Budsjett", 1, 3)),
        (Cell("Helse", 0, 1), Cell("E", 1, 2), Cell("F", 2, 3)),
        (Cell("", 0, 1), Cell("H", 1, 2), Cell("I", 2, 3)),
    ]


def test_a_table_in_a_cell_is_words_of_that_cell(written):
    document = word_file("Før")
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "Mål"
    inner = outer.cell(0, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "2025", "2026"
    outer.cell(0, 1).text = "90 %"
    document.add_paragraph("Etter")
    assert texts(written(document)) == ["Før", "Mål 2025 2026 90 %", "Etter"]


def rendered_break(run) -> None:
    """Note a page break as Word does when it has laid out the pages."""
    run._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))


def test_pages_are_counted_by_breaks_and_a_break_that_word_notes_again_is_one(written):
    document = word_file("Side en")
    document.paragraphs[0].add_run().add_break(WD_BREAK.PAGE)
    rendered_break(document.add_paragraph().add_run("Side to"))
    rendered_break(document.add_paragraph().add_run("Side tre"))
    document.add_paragraph("Fortsatt tre").add_run().add_break(WD_BREAK.LINE)
    before = document.add_paragraph("Side fire")
    before.paragraph_format.page_break_before = True
    document.add_section()
    document.add_paragraph("Side fem")
    table = document.add_table(rows=2, cols=2)
    for cell in table._cells:
        cell.text = "Celle"
    for cell in table.rows[1].cells:
        rendered_break(cell.paragraphs[0].runs[0])
    read = written(document)
    assert [(line.page, line.text) for line in read.lines if line.text] == [
        (1, "Side en"),
        (2, "Side to"),
        (3, "Side tre"),
        (3, "Fortsatt tre "),
        (4, "Side fire"),
        (5, "Side fem"),
        (5, "Celle Celle"),
        (6, "Celle Celle"),
    ]
    assert read.pages == 6


def test_words_in_boxes_controls_and_changes_are_read_once(written):
    document = word_file("Før ", "Etter")
    paragraph = document.paragraphs[0]._p
    taken, put = OxmlElement("w:del"), OxmlElement("w:ins")
    for change, text in ((taken, "strøket"), (put, "nytt")):
        run = OxmlElement("w:r")
        run.add_t(text)
        change.append(run)
        paragraph.append(change)
    control, inside = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    inside.append(word_file("Innhold").paragraphs[0]._p)
    control.append(inside)
    paragraph.addnext(control)
    box = OxmlElement("w:txbxContent")
    box.append(word_file("Faktaboks").paragraphs[0]._p)
    run = OxmlElement("w:r")
    run.append(box)
    document.paragraphs[1]._p.append(run)
    assert texts(written(document)) == ["Før nytt", "Innhold", "Etter", "Faktaboks"]


def test_a_word_file_whose_body_is_named_otherwise_is_read(opened):
    """SharePoint writes word/document2.xml; the package says so."""
    file = BytesIO()
    word_file("Rammen").save(file)
    assert texts(opened(renamed(file.getvalue(), "word/document.xml", "word/document2.xml"))) == ["Rammen"]


def renamed(content: bytes, part: str, name: str) -> bytes:
    """A Word file with one part renamed, and every mention of it."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.namelist():
            data = old.read(each).replace(part.encode(), name.encode())
            new.writestr(name if each == part else each, data)
    return made.getvalue()


# Text


def test_a_text_has_the_line_numbers_of_its_file_and_pages_of_fifty_printed_lines(opened):
    text = "".join(f"Linje {n}\r\n\r\n" for n in range(1, 102))
    document = opened(text, "brev.txt")
    assert document.lines[0] == Line(1, 1, "Linje 1")
    assert document.lines[98:101] == (Line(99, 1, "Linje 50"), Line(100, 2, ""), Line(101, 2, "Linje 51"))
    assert document.lines[-1] == Line(202, 3, "")
    assert (document.pages, len(document.lines)) == (3, 202)


def test_a_form_feed_begins_a_page(opened):
    document = opened("\ufeffEn\nTo\n\fTre\n\n\fFire \fog fem\nSeks\n\f")
    assert [(line.number, line.page, line.text) for line in document.lines] == [
        (1, 1, "En"),
        (2, 1, "To"),
        (3, 2, "Tre"),
        (4, 2, ""),
        (5, 3, "Fire og fem"),
        (6, 4, "Seks"),
    ]
    assert document.pages == 4


def test_only_a_line_feed_ends_a_line_and_blanks_are_left_as_they_stand(opened):
    assert texts(opened(" Sum  1\u00a0043\u2028og\u0085mer\x0bvidere ")) == [
        " Sum  1\u00a0043\u2028og\u0085mer\x0bvidere "
    ]


@pytest.mark.skipif(not REAL.is_dir(), reason="the published documents are not here")
def test_every_line_of_the_published_documents_is_read():
    """19 802 lines by `wc -l`."""
    documents = [open_document(path) for path in sorted(REAL.glob("*.txt"))]
    assert sum(len(document.lines) for document in documents) == 19_802
    assert all(line.number == n for d in documents for n, line in enumerate(d.lines, 1))


def test_the_name_of_a_file_is_not_believed(opened):
    page = pdf_of(shown("Rammen er økt", 50, 200))
    assert texts(opened(page, "brev.txt")) == ["Rammen er økt"]
    assert texts(opened(b"\n" + page, "brev.pdf")) == ["Rammen er økt"]
