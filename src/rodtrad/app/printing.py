"""A document tree printed in one format, step by step, so that somebody can be told how far it has come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rodtrad.publish.theme import OWN, DocumentTheme, read_theme
from rodtrad.reports.tree import Chart, DocumentTree, Section

FORMATS = ("html", "pdf", "docx")
Step = Callable[[int, int], None]
"""Told how many steps are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Look:
    """How documents look, and where the figures in their text have their pages; "" is nowhere."""

    theme: DocumentTheme = OWN
    site: str = ""


def look_of(theme: Path | None) -> Look:
    """The look of a theme file, or Rødtråd's own.

    raises  UsageError  the file cannot be used
    """
    return Look(read_theme(theme)) if theme else Look()


def printed(tree: DocumentTree, wanted: str, look: Look, step: Step) -> bytes:
    """Print a document; only the printer that is asked for is loaded.

    Each picture is one step, and setting the pages is the last. A picture is kept, so that the printer
    finds it drawn.
    """
    charts = list(charts_in(tree.sections))
    steps = len(charts) + 2
    for done, chart in enumerate(charts, 1):
        step(done, steps)
        _draw(chart, tree, wanted, look)
    step(steps - 1, steps)
    content = _pages(tree, wanted, look)
    step(steps, steps)
    return content


def charts_in(sections: tuple[Section, ...]) -> Iterator[Chart]:
    """Every chart of some sections, in order."""
    for section in sections:
        yield from (block for block in section.blocks if isinstance(block, Chart))
        yield from charts_in(section.sections)


def _draw(chart: Chart, tree: DocumentTree, wanted: str, look: Look) -> None:
    """Draw a chart as the printer will ask for it."""
    from rodtrad.publish.chart import chart_png, chart_svg
    from rodtrad.publish.layout import PAPER, PHONE, SCREEN, WORD

    palette = look.theme.palette
    if wanted == "docx":
        chart_png(chart, tree.language, WORD, palette)
    for layout in {"html": (SCREEN, PHONE), "pdf": (PAPER,)}.get(wanted, ()):
        chart_svg(chart, tree.language, layout, palette)


def _pages(tree: DocumentTree, wanted: str, look: Look) -> bytes:
    if wanted == "html":
        from rodtrad.publish.html import publish_html

        return publish_html(tree, look.site, look.theme).encode()
    if wanted == "pdf":
        from rodtrad.publish.pdf import publish_pdf

        return publish_pdf(tree, look.theme)
    from rodtrad.publish.docx import publish_docx

    return publish_docx(tree, look.theme)
