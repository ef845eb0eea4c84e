"""Printing tells how far it has come: each picture, the pages, and the end. The document is invented."""

import pytest

from rodtrad.app.printing import Look, charts_in, printed
from rodtrad.publish.theme import DocumentTheme
from rodtrad.reports.tree import DocumentTree, Paragraph, Section, StackedBars, Subheading, TimeLine

LINES = TimeLine("Utvikling", "prosent", (2026, 2027), (("Alle", (1.0, None)),), "Ord for bildet.")
BARS = StackedBars("Fordeling", "mill. kr", ("2026",), (("Alle", (1.0,)),), "Ord for bildet.")
TREE = DocumentTree(
    "Rapport", "", "no", "",
    (Section("En", (Paragraph("tekst"), LINES), (Section("To", (Subheading("tre"), BARS)),)),),
)  # fmt: skip


@pytest.mark.parametrize("wanted", ["html", "pdf", "docx"])
@pytest.mark.parametrize("theme", [DocumentTheme(), DocumentTheme(name="Lillevik", accent="#00524c")])
def test_each_picture_is_a_step_and_the_pages_the_last(wanted, theme):
    steps = []
    content = printed(TREE, wanted, Look(theme), lambda done, of: steps.append((done, of)))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert content.lstrip().startswith({"html": b"<!doctype html>", "pdf": b"%PDF", "docx": b"PK"}[wanted])


def test_pictures_are_found_in_the_order_they_stand():
    assert list(charts_in(TREE.sections)) == [LINES, BARS]


def test_a_document_without_pictures_has_two_steps():
    steps = []
    plain = DocumentTree("Rapport", "", "no", "", (Section("En", (Paragraph("tekst"),)),))
    printed(plain, "html", Look(), lambda done, of: steps.append((done, of)))
    assert steps == [(1, 2), (2, 2)]
