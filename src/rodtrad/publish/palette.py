"""The colours of charts: fixed on paper, the page's own on the web."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """What each part of a chart is drawn with; `series` has the strongest colour first.

    font  family of the text; empty is the layout's own
    """

    ink: str
    muted: str
    grid: str
    paper: str
    thread: str
    series: tuple[str, ...]
    font: str = ""


WEB = Palette(
    "var(--chart-ink)",
    "var(--chart-muted)",
    "var(--chart-grid)",
    "var(--chart-paper)",
    "var(--thread)",
    tuple(f"var(--chart-series-{n})" for n in range(1, 7)),
    "Inter, sans-serif",
)
"""Custom properties of the page's style sheet, so that a drawn chart follows light, dark and print."""
