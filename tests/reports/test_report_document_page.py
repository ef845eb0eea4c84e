"""A page of a document: its lines as printed, each figure marked where it stands, and nothing lost."""

import polars as pl
import pytest
from report_samples import changes, frame, judged, town

from rodtrad.reports.document_page import document_page, page_of_line
from rodtrad.reports.documents import document_view, page_count
from rodtrad.reports.marks import CELL_GAP, places_of, single
from rodtrad.reports.rows import fact_row, fact_table
from rodtrad.reports.search import SearchIndex
from rodtrad.reports.telling import Telling


def shown(line, *texts):
    """What each text is found as, with the place where it begins."""
    return [span and (line[slice(*span)], span[0]) for span in places_of(texts, line)]


def test_texts_are_found_from_left_to_right():
    line = "163 299 162 207  161 514"
    assert shown(line, "163 299", "162 207", "161 514") == [("163 299", 0), ("162 207", 8), ("161 514", 17)]


def test_the_order_of_the_texts_is_not_the_order_of_the_line():
    assert shown("2026 12 2025 345", "345", "12") == [("345", 13), ("12", 5)]


def test_equal_texts_are_taken_in_order():
    assert shown("1 776 290 1 776 290", "1 776 290", "1776290") == [("1 776 290", 0), ("1 776 290", 10)]
    assert shown("5 345 5", "5", "5", "345") == [("5", 0), ("5", 6), ("345", 2)]
    assert shown("bare 5 her", "5", "5") == [("5", 5), None]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("907 230", "Sum 907\u00a0230 kr", "907\u00a0230"),  # another blank
        ("907 230", "Sum 907  230 kr", "907  230"),  # two blanks
        ("907230", "Sum 907 230 kr", "907 230"),  # a text without its blanks
        ("5.5", "steg til 5,5 prosent", "5,5"),
        ("-9,0", "kuttet er \u22129,0 mill.", "\u22129,0"),  # another minus
        ("2029", "i årene 2026-2029", "2029"),  # no minus at all
        ("12 %", "Andelen er 12\u00a0% nå", "12\u00a0%"),
        ("fem", "Vi har fem, ikke femten", "fem"),
        ("30", "30 000 000 kroner til 30 plasser", "30"),
    ],
)
def test_a_text_is_found_however_it_is_printed(text, line, found):
    [place] = shown(line, text)
    assert place == (found, line.rindex(found) if text == "30" else line.index(found))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("5", "5,5 prosent"),  # a part of another number
        ("5", "15 og 50"),
        ("30", "30 000 000 kroner"),  # a group of another number
        ("000", "30 000 000 kroner"),
        ("1", "område FO1"),
        ("fem", "femten"),
        ("7416", "7,4 mill."),
        ("", "tomt"),
        (" ", "tomt"),
    ],
)
def test_a_text_is_not_found_in_what_is_something_else(text, line):
    assert shown(line, text) == [None]


def test_short_numbers_that_fill_a_row_are_found():
    """Each stands beside another that is read: none of them is a group of a longer number."""
    found = shown("Lag 1 204 353 388", "1", "204", "353", "388")
    assert found == [("1", 4), ("204", 6), ("353", 10), ("388", 14)]
    assert shown("Lag 2026 550 19 679", "550", "19679") == [("550", 9), ("19 679", 13)]


def test_doubled_letters_are_single_and_cells_stay_apart():
    """Line 559 of the letter, and a line of words; a row of numbers with pairs in it is left alone."""
    row = single(" 990077  223300 990011  334499 889944  008800 888877  002244 ")
    assert row == CELL_GAP.join(["907 230", "901 349", "894 080", "887 024"])
    assert shown(row, "907 230", "901349") == [("907 230", 0), ("901 349", 8)]
    assert single("VVeeddttaatttt  bbuuddssjjeetttt 22002266") == f"Vedtatt budsjett{CELL_GAP}2026"
    assert single("1100 2200") is None
    assert single("2026 1 776 290") is None


LINES = """
    line page block kind      text
    1    1    1     furniture Lillevik kommune
    2    1    2     heading   Rammer 2026
    4    1    3     table     Utgangspunkt 900,0 og 900,0
    5    1    3     table     Ramme 918,5
    6    1    3     table     om lag ni hundre millioner
    9    2    4     paragraph Etter dette er det ikke mer å si.
    20   4    5     paragraph Siste side.
"""


def lines():
    rows = [line.split(maxsplit=4) for line in LINES.strip().splitlines()[1:]]
    names = ("line", "page", "block", "kind", "text")
    whole = frame("document_line")
    made = [{"document": "budsjett"} | dict(zip(names, row, strict=True)) for row in rows]
    return pl.DataFrame(made).select(pl.col(n).cast(kind) for n, kind in whole.schema.items())


def at(code, year=2026):
    return f"budget_change/budsjett/rammer/PAR/-/-/{code}/{year}/amount"


def reading(address, text, line):
    return {"address": address, "text": text, "document": "budsjett", "line": line}


READINGS = (
    reading(at("utgangspunkt", 2027), "900,0", 4),
    reading(at("utgangspunkt"), "900,0", 4),
    reading(at("ramme"), "918,5", 5),
    reading(at("ramme", 2027), "900,0", 6),  # stands there in words
    reading(at("kutt"), "-9,0", 7),  # line 7 is empty, and not kept: it belongs to line 6
    reading(at("vekst"), "27,5", 9),
    reading(at("lønn"), "20,0", None),
    reading("budget_change/budsjett/rammer/PAR/-/-/borte/2026/amount", "1,0", 5),  # a row that is gone
)


def telling(language="no", **changed):
    return Telling(judged(town(**{"document_line": lines()} | changed)), language)


def page(number=1, language="no", **changed):
    read = pl.DataFrame(READINGS, schema_overrides={"line": pl.Int64})
    return document_page(telling(language, **changed), "budsjett", read, number)


def test_lines_stand_as_they_are_printed_in_their_blocks():
    view = page()
    told = [
        (b.kind, b.kind_word, ["".join(p.text for p in line.parts) for line in b.lines]) for b in view.blocks
    ]
    assert told == [
        ("furniture", "Topp- eller bunntekst", ["Lillevik kommune"]),
        ("heading", "Overskrift", ["Rammer 2026"]),
        ("table", "Tabell", ["Utgangspunkt 900,0 og 900,0", "Ramme 918,5", "om lag ni hundre millioner"]),
    ]
    assert (view.page, view.pages, view.document.address) == (1, 4, "document/budsjett")
    assert [line.line for line in view.blocks[2].lines] == [4, 5, 6]


def test_figures_are_marked_in_order_with_verdict_and_name():
    """900,0 for 2026 stands before 900,0 for 2027, though it is read after; 900 + 27,5 - 9 is 918,5."""
    start, total, _ = page().blocks[2].lines
    assert [(p.text, p.address, p.verdict) for p in start.parts] == [
        ("Utgangspunkt ", "", ""),
        ("900,0", at("utgangspunkt"), "agrees"),
        (" og ", "", ""),
        ("900,0", at("utgangspunkt", 2027), "agrees"),
    ]
    assert [(p.text, p.address, p.label) for p in total.parts] == [
        ("Ramme ", "", ""),
        ("918,5", at("ramme"), "Ramme, 2026"),
    ]


def test_a_figure_that_does_not_stand_in_its_line_is_not_lost():
    words = page().blocks[2].lines[2]
    assert [(c.address, c.text) for c in words.unplaced] == [
        (at("ramme", 2027), "Ramme, 2027: 900,0 mill. kr"),
        (at("kutt"), "Kutt, 2026: −9,0 mill. kr"),
    ]


def test_verdicts_are_counted_on_the_page():
    view = page()
    assert view.figure_count == 5
    assert sum(held for _, _, held in view.verdicts) == 5
    [[verdict, word, held]] = view.verdicts
    assert (verdict, word, held) == ("agrees", "Stemmer", 5)
    assert page(2).figure_count == 1


def test_findings_about_the_page_stand_on_it():
    """The frame is printed as 920,0; the steps make 918,5. The review's own total is on no page here."""
    view = page(budget_change=changes(920.0))
    assert [(f.number, f.document) for f in view.findings] == [("F-01", "budsjett")]
    assert view.finding_count == 1
    marks = {p.address: p.verdict for b in view.blocks for line in b.lines for p in line.parts if p.address}
    assert marks[at("ramme")] == "contradiction"
    assert page(4, budget_change=changes(920.0)).findings == ()


def test_a_page_without_lines_is_empty_and_counts():
    view = page(3)
    assert (view.blocks, view.figure_count, view.findings, view.pages) == ((), 0, (), 4)


def test_the_words_of_a_page_are_in_the_reader_s_language():
    assert [b.kind_word for b in page(1, "en").blocks] == ["Running head or foot", "Heading", "Table"]


def test_a_document_without_text_has_no_pages():
    told = telling()
    assert (page_count(told, "budsjett"), page_count(told, "brev"), page_count(told, "finnes ikke")) == (
        4,
        0,
        0,
    )
    rows = {row["key"]: row for row in told.facts["document"].iter_rows(named=True)}
    assert [document_view(told, rows[key]).printed_pages for key in ("budsjett", "brev")] == [4, 0]


def test_a_line_is_on_the_page_of_the_line_before_it():
    told = telling()
    assert [page_of_line(told, "budsjett", n) for n in (1, 7, 9, 19, 20, 99)] == [1, 1, 2, 2, 4, 4]
    assert [page_of_line(told, "budsjett", n) for n in (None, 0)] == [None, None]
    assert page_of_line(told, "brev", 5) is None


def test_lines_are_not_searched_but_listed():
    told = telling()
    found = SearchIndex(told).search("hundre")
    assert (found.rows, found.row_count, found.figure_count) == ((), 0, 0)
    assert [row.texts[:2] for row in fact_table(told, "document_line").table.rows][:2] == [
        ("Lillevik kommune", "Budsjett 2026"),
        ("Rammer 2026", "Budsjett 2026"),
    ]


def test_rows_of_what_is_read_from_pages_are_named_and_lead_to_their_figures():
    long = "Etaten skal " + "male gjerder og " * 8 + "plante trær"
    told = telling(
        document_line=frame(
            "document_line",
            {"document": "brev", "line": 1, "page": 1, "block": 1, "kind": "paragraph", "text": long},
        ),
        stated_direction=frame(
            "stated_direction",
            {"document": "budsjett", "key": "ramme", "earlier": at("utgangspunkt"), "later": at("ramme")}
            | {"movement": "up", "words": "rammen øker", "line": 8},
        ),
        reading_doubt=frame(
            "reading_doubt",
            {"document": "budsjett", "line": 9, "text": "1 204 353", "reason": "several_splits"},
        ),
    )
    line, direction, doubt = (
        fact_row(told, f, 0) for f in ("document_line", "stated_direction", "reading_doubt")
    )
    assert line.label == "Etaten skal male gjerder og male gjerder og male gjerder og …"
    assert len(line.label) <= 62
    assert (direction.label, doubt.label) == ("rammen øker", "1 204 353")
    cells = dict(direction.columns)
    assert (cells["Til"].text, cells["Til"].address) == ("Ramme, 2026", at("ramme"))
    assert cells["Retning"].text == "Opp"
    assert dict(doubt.columns)["Grunn"].text == "Raden kan deles i tall på flere måter"
