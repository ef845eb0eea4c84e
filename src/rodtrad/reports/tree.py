"""The neutral document tree: what a document says, without layout.

A report makes a tree; `publish` prints it as HTML, PDF and DOCX. All text is ready to read, in
the reader's language, with numbers already formatted.
"""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.shape import Language


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class KeyFigureBox:
    """A number worth seeing first, with what it means."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigureRow:
    """A few key figures side by side."""

    figures: tuple[KeyFigureBox, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """Heading of a column; numbers stand to the right."""

    heading: str
    number: bool = False
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells as text; a total is shown stronger."""

    cells: tuple[str, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with a caption; `note` stands under it (unit, source)."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    note: str = ""


class BarKind(StrEnum):
    """What a bar of a waterfall is."""

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it starts and ends, in the chart's unit, and its number as text."""

    label: str
    start: float
    end: float
    kind: BarKind
    text: str


@dataclass(frozen=True, slots=True)
class WaterfallChart:
    """A bridge as a picture. `alternative` says in words what the picture shows."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to notice, with a word for how grave it is (colour is never the only carrier)."""

    severity: str
    severity_label: str
    title: str
    text: str
    source: str = ""


Block = Paragraph | KeyFigureRow | TableBlock | WaterfallChart | Notice


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with blocks, and sections under it."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentTree:
    """A whole document."""

    title: str
    subtitle: str
    language: Language
    date_text: str
    sections: tuple[Section, ...]
    contents_heading: str = ""
    footer: str = ""
