"""Wrapped rows of a PDF become one line, and room between its lines an empty one."""

from pathlib import Path

from compared import opened
from made import report

from rodtrad.readers.page import Cell, Line
from rodtrad.readers.wrapped import joined


def line(number: int, *cells: tuple[str, float, float]) -> Line:
    return Line(number, 1, " ".join(text for text, _, _ in cells), tuple(Cell(*cell) for cell in cells))


def test_words_below_a_row_are_put_into_its_cells() -> None:
    head = line(1, ("Ordning", 10, 50), ("Ramme", 120, 150))
    row = line(2, ("Tilskudd til", 10, 60), ("32,9 mill.", 115, 150))
    below = line(3, ("lokale lag", 10, 55))
    last = line(4, ("Sum", 10, 30), ("40,1 mill.", 115, 150))
    made = joined([head, row, below, last])
    assert [one.text for one, _ in made] == [
        "Ordning Ramme",
        "Tilskudd til lokale lag 32,9 mill.",
        "Sum 40,1 mill.",
    ]
    assert [numbers for _, numbers in made] == [(), (3,), ()]


def test_words_above_the_figures_of_their_row_are_left_alone() -> None:
    above = line(1, ("Kjøp av varer som", 10, 90))
    row = line(2, ("inngår i tjenesten", 10, 92), ("512", 120, 140))
    last = line(3, ("Sum", 10, 30), ("512", 120, 140))
    assert [one for one, _ in joined([above, row, last])] == [above, row, last]


def test_prose_below_a_table_is_no_part_of_its_last_row() -> None:
    row = line(1, ("Sum", 10, 30), ("512", 120, 140))
    prose = line(2, ("Tabellen viser hva etaten har brukt.", 10, 190))
    assert [one for one, _ in joined([row, prose])] == [row, prose]


def test_a_heading_in_a_pdf_has_an_empty_line_above_it(tmp_path: Path) -> None:
    printed = opened(report.make(0), "pdf", tmp_path)
    [place] = [n for n, one in enumerate(printed.lines) if one.text == "2.1 Situasjonsbeskrivelse"]
    assert not printed.lines[place - 1].text
    assert not printed.lines[place - 1].cells
    assert [one.number for one in printed.lines] == list(range(1, len(printed.lines) + 1))
