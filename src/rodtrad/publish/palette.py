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

PRINTED = Palette(
    "#22303c",
    "#5c6873",
    "#e3e7ea",
    "#ffffff",
    "#b3202a",
    ("#33475b", "#6d8ba5", "#b3202a", "#a87a1f", "#4d7f6a", "#8a6a9c"),
)
"""Fixed colours. `templates/document.css` knows each of them and changes it where a page is dark."""
