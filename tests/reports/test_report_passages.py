"""Texts as they are read: numbers from the book, lists, headings, sources, and what to tell who writes.

Eksempelvik and all its numbers are invented; what the texts should say is worked out by hand.
"""

import pytest
from passage_samples import AT_HOME, INCOME, REPORT, TODAY, WAGES, naming_of, passage, telling_of

from rodtrad.models.suggesting import About
from rodtrad.reports.hints import LONGEST_TEXT, prose_view
from rodtrad.reports.number_sources import with_sources
from rodtrad.reports.passages import passage_blocks, rendered_text, text_blocks
from rodtrad.reports.texts import passages_document, texts_view
from rodtrad.reports.tree import Paragraph, PointList, Subheading, TableBlock

NBSP = "\u00a0"
MISSING = "[tallet finnes ikke lenger, eller vises ikke for deg]"


@pytest.fixture(scope="module")
def norwegian():
    return telling_of()


@pytest.fixture(scope="module")
def english():
    return telling_of(language="en")


@pytest.mark.parametrize(
    ("reference", "norwegian_text", "english_text"),
    [
        (f"{{{{{WAGES}}}}}", "182 000 tusen kr", "182,000 thousand NOK"),
        (f"{{{{{WAGES} | mill. kr}}}}", "182,0 mill. kr", "182.0 million NOK"),
        (f"{{{{{WAGES} | kr}}}}", "182 000 000 kr", "182,000,000 NOK"),
        (f"{{{{{WAGES} - {AT_HOME} | mill. kr | med fortegn}}}}", "+60,6 mill. kr", "+60.6 million NOK"),
        (f"{{{{{AT_HOME} - {WAGES} | mill. kr | med fortegn}}}}", "−60,6 mill. kr", "−60.6 million NOK"),
        (f"{{{{{WAGES} / {AT_HOME}}}}}", "149,9 %", "149.9 %"),
        (f"{{{{{WAGES} mot {AT_HOME} | 0}}}}", "50 %", "50 %"),
        (f"{{{{{INCOME} | mill. kr}}}}", "−38,2 mill. kr", "−38.2 million NOK"),
        (f"{{{{{INCOME} | mill. kr | uten fortegn}}}}", "38,2 mill. kr", "38.2 million NOK"),
        (f"{{{{{WAGES} | mill. kr | uten enhet}}}}", "182,0", "182.0"),
    ],
)
def test_a_reference_is_a_number_as_people_write_it(
    norwegian, english, reference, norwegian_text, english_text
):
    """182 000 / 121 400 = 1,4992; (182 000 - 121 400) / 121 400 = 0,4992, half a per cent from a half."""
    assert rendered_text(norwegian, reference).replace(NBSP, " ") == norwegian_text
    assert rendered_text(english, reference).replace(NBSP, " ") == english_text


def test_a_number_is_not_broken_from_its_unit_or_within_its_groups(norwegian):
    assert rendered_text(norwegian, f"{{{{{WAGES}}}}}") == f"182{NBSP}000{NBSP}tusen{NBSP}kr"
    assert rendered_text(norwegian, f"{{{{{WAGES} | mill. kr}}}}") == f"182,0{NBSP}mill.{NBSP}kr"


@pytest.mark.parametrize("reference", ["{{}}", "{{budget_line/x/amount}}", f"{{{{{WAGES} | prosent}}}}"])
def test_a_number_that_is_not_there_is_seen_to_be_missing(norwegian, reference):
    [paragraph] = text_blocks(norwegian, f"Det er {reference} i år.")
    assert paragraph.text == f"Det er {MISSING} i år."
    assert [part.text for part in paragraph.parts if part.is_missing] == [MISSING]


def test_a_reader_who_does_not_see_a_figure_does_not_get_it_through_a_text():
    """The texts are the same; the budget line of care in institutions is hidden from one of them."""
    texts = (passage("a", f"Vi bruker {{{{{WAGES} | mill. kr}}}} og {{{{{AT_HOME} | mill. kr}}}}."),)
    sees, does_not = telling_of(*texts), telling_of(*texts, hidden="253")
    assert "182,0" in rendered_text(sees, texts[0]["text"])
    told = rendered_text(does_not, texts[0]["text"])
    assert (MISSING in told, "182" in told, "121,4" in told) == (True, False, True)
    sums = f"{{{{{WAGES} - {AT_HOME}}}}} {{{{{WAGES} / {AT_HOME}}}}}"
    assert rendered_text(does_not, sums) == f"{MISSING} {MISSING}"
    document = with_sources(does_not, passages_document(does_not, REPORT, TODAY, "1"))
    assert "182" not in repr(document)
    written = prose_view(does_not, naming_of(does_not), "Lønn i institusjon er 182 mill. kr.", About(REPORT))
    assert written.hints == ()


def test_every_sign_of_a_text_is_kept(norwegian):
    text = "<b>&amp;</b> #let $x$ \\n {{ @ref `k` «æøå» }} " * 110
    assert len(text) > LONGEST_TEXT
    assert rendered_text(norwegian, text.replace("{{ @", "{ @").replace("}}", "}")) == text.replace(
        "{{ @", "{ @"
    ).replace("}}", "}")
    unmatched = "{{ " * 1_000
    assert rendered_text(norwegian, unmatched) == unmatched


def test_empty_lines_part_paragraphs_and_dashes_make_points(norwegian):
    blocks = text_blocks(norwegian, "En\r\nlinje.\n\n- ett\n- to\nmer\n\n  \n• tre\n- \n–5 grader")
    assert blocks == [
        Paragraph("En linje."),
        PointList((Paragraph("ett"), Paragraph("to"))),
        Paragraph("mer"),
        PointList((Paragraph("tre"),)),
        Paragraph("- –5 grader"),
    ]
    assert text_blocks(norwegian, "  \n \n") == []


def test_lines_that_are_numbered_one_after_the_other_are_a_numbered_list(norwegian):
    blocks = text_blocks(norwegian, "Vi skal\n1. lese\n2) skrive\nog i\n2. tertial regne.\n\n9. ni\n10. ti")
    assert blocks == [
        Paragraph("Vi skal"),
        PointList((Paragraph("lese"), Paragraph("skrive")), 1),
        Paragraph("og i 2. tertial regne."),
        PointList((Paragraph("ni"), Paragraph("ti")), 9),
    ]


def test_the_passages_of_a_document_come_in_order_with_their_headings():
    telling = telling_of(
        passage("b", "andre", position=2),
        passage("a", "første", position=1, heading="Overskrift"),
        passage("c", "om noe", subject="goal/x/1", position=3),
        passage("d", "i en annen del", "deviation"),
    )
    told = [block.text for block in passage_blocks(telling, REPORT, "summary")]
    assert told == ["Overskrift", "første", "andre", "om noe"]
    assert isinstance(passage_blocks(telling, REPORT, "summary")[0], Subheading)
    assert [b.text for b in passage_blocks(telling, REPORT, subject="goal/x/1")] == ["om noe"]
    assert len(passage_blocks(telling, REPORT)) == 5
    assert passage_blocks(telling, "finnes-ikke") == []


def test_a_documents_numbers_are_listed_with_their_sources_once_each():
    text = f"A {{{{{WAGES} | mill. kr}}}} b {{{{{WAGES} - {AT_HOME}}}}} c {{{{{WAGES} | mill. kr}}}}"
    telling = telling_of(passage("a", text))
    document = with_sources(telling, passages_document(telling, REPORT, TODAY, "1"))
    [table] = document.sections[-1].blocks
    assert isinstance(table, TableBlock)
    rows = [(row.texts[0].replace(NBSP, " "), row.cells[1].address, row.texts[2]) for row in table.rows]
    place = "Budsjett 2026 (oppdiktet), linje 10"
    assert rows == [
        ("182,0 mill. kr", WAGES, place),
        ("60 600 tusen kr", WAGES, place),
        ("60 600 tusen kr", AT_HOME, "Budsjett 2026 (oppdiktet), linje 13"),
    ]


def test_a_document_without_numbers_from_the_book_has_no_sources():
    telling = telling_of(passage("a", "Bare ord."))
    document = passages_document(telling, REPORT, TODAY, "1")
    assert with_sources(telling, document) is document
    assert [section.heading for section in document.sections] == ["Sammendrag"]


def test_who_writes_is_told_of_what_differs_and_what_is_wrong(norwegian):
    text = "Lønn i helse- og omsorgstjenester i institusjon er 190 mill. kr. {{tull}}"
    view = prose_view(norwegian, naming_of(norwegian), text, About(REPORT))
    [hint] = view.hints
    assert (hint.kind, hint.typed, hint.shown.replace(NBSP, " ")) == (
        "differs",
        "190 mill. kr",
        "182 mill. kr",
    )
    assert hint.reference == f"{{{{{WAGES} | mill. kr | 0}}}}"
    assert hint.sentence.startswith("Teksten sier 190 mill. kr, men boken sier 182")
    assert view.differing == (hint,)
    [fault] = view.faults
    assert "«{{tull}}» kan ikke leses" in fault.sentence
    assert view.preview[0].text.endswith(MISSING)


def test_the_page_of_texts_has_every_part_and_counts_what_is_wrong():
    telling = telling_of(
        passage("a", "Lønn i helse- og omsorgstjenester i institusjon er 190 mill. kr.", position=4),
        passage("b", "{{tull}}", "deviation", subject=WAGES),
    )
    view = texts_view(telling, naming_of(telling), REPORT)
    assert (view.count, view.differing, view.faults, view.is_open) == (2, 1, 1, True)
    parts = {part.part: part for part in view.parts}
    assert len(parts) == 7
    assert parts["summary"].next_position == 5
    assert parts["result"].passages == ()
    [deviation] = parts["deviation"].passages
    assert deviation.subject is not None
    assert deviation.subject.address == WAGES
    closed = telling_of(state="frozen")
    assert texts_view(closed, naming_of(closed), REPORT).is_open is False


def test_what_people_have_written_is_told_to_be_norwegian_in_an_english_document(norwegian, english):
    told = f"Lønn er {{{{{WAGES} | mill. kr}}}}."
    assert [part.language for part in text_blocks(english, told)[0].parts] == ["no", None, "no"]
    assert {part.language for part in text_blocks(norwegian, told)[0].parts} == {None}


def test_the_headings_people_have_written_are_told_to_be_norwegian_too():
    headed = passage("a", "Vi er i rute.", heading="Kort sagt")

    def headings(language):
        document = passages_document(telling_of(headed, language=language), REPORT, TODAY, "1")
        return [b for s in document.sections for b in s.blocks if isinstance(b, Subheading)]

    assert headings("en") == [Subheading("Kort sagt", "no")]
    assert headings("no") == [Subheading("Kort sagt")]
