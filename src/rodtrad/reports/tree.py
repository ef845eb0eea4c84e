"""The neutral document tree: what a document says, without layout.

A report makes a tree; `publish` prints it as HTML, PDF and DOCX. All text is ready to read, in
the reader's language, with numbers already formatted.
"""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.shape import Language


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of running text. A number from the book has the addresses of the figures it is made from."""

    text: str
    addresses: tuple[str, ...] = ()
    is_missing: bool = False
    """Whether a number should stand here that the book does not have."""
    language: Language | None = None
    """That of the words, where it is another than the document's."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text.

    parts  the same text, parted where numbers come from the book; empty where none do
    """

    text: str
    parts: tuple[TextPart, ...] = ()

    @property
    def shown(self) -> tuple[TextPart, ...]:
        """The text as parts, also where no number comes from the book."""
        return self.parts or (TextPart(self.text),)


@dataclass(frozen=True, slots=True)
class PointList:
    """A list of points (punktliste).

    first  number of the first point of a numbered list; 0 where the points have bullets
    """

    points: tuple[Paragraph, ...]
    first: int = 0


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section, one level below the section's own; the list of contents leaves it out."""

    text: str
    language: Language | None = None
    """That of the heading, where it is another than the document's; so too in `Section`."""


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
class Cell:
    """One cell of a table.

    text     what a reader sees
    value    the same as a number in the column's unit, for a spreadsheet or a program
    address  address of the figure or row it shows
    verdict  the figure's verdict, where it is one to notice
    """

    text: str
    value: float | None = None
    address: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells in the order of the columns; a total is shown stronger, a deeper level further in."""

    cells: tuple[Cell, ...]
    total: bool = False
    level: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells as text."""
        return tuple(cell.text for cell in self.cells)


def table_row(*cells: Cell | str, total: bool = False, level: int = 0) -> TableRow:
    """A row of cells; a text alone becomes a cell."""
    return TableRow(tuple(Cell(c) if isinstance(c, str) else c for c in cells), total, level)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with a caption; `note` stands under it (unit, source). `name` tells it apart on its page."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    note: str = ""
    name: str = "table"


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
class StackedBars:
    """Bars of several series on top of each other: (name, one value a category) for each."""

    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class GroupedBars:
    """Bars of several series beside each other: (name, one value or none a category) for each."""

    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Numbers through the years: (name, one value or none a year) for each series."""

    title: str
    unit: str
    years: tuple[int, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class FanNames:
    """What the parts of a fan are called: the band and its two edges, and each line."""

    band: str
    low: str
    middle: str
    high: str
    point: str
    target: str


@dataclass(frozen=True, slots=True)
class FanChart:
    """A range through the years, in the chart's unit, one value a year in each.

    low, middle, high  the lower edge of the band, the line in it and the upper edge: P10, P50, P90
    point              the sum without uncertainty; empty where there is none
    target             what is to be reached, or None for a year without one; empty where there is none
    """

    title: str
    unit: str
    years: tuple[int, ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    point: tuple[float, ...]
    target: tuple[float | None, ...]
    names: FanNames
    alternative: str


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """What the result becomes when one assumption is low and when it is high, in the chart's unit.

    low_text, high_text  what stands at the ends in the picture: the result, or how far it moves
    """

    label: str
    low: float
    high: float
    low_text: str
    high_text: str

    @property
    def width(self) -> float:
        """How much the assumption moves the result."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class TornadoChart:
    """Which assumption moves the result most. `low_label` and `high_label` name the two ends of a bar."""

    title: str
    unit: str
    bars: tuple[TornadoBar, ...]
    centre: float
    alternative: str
    low_label: str
    high_label: str

    @property
    def widest_first(self) -> tuple[TornadoBar, ...]:
        """The bars as they are shown; bars of equal width stand as given."""
        return tuple(sorted(self.bars, key=lambda bar: -bar.width))


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One choice by two measures: `label` is the short key in the picture, `text` the name in the table."""

    label: str
    x: float
    y: float
    group: str
    on_frontier: bool
    text: str


@dataclass(frozen=True, slots=True)
class PointsChart:
    """Choices by two measures, with a line through those that no other choice beats (efficient frontier).

    x_title, y_title  what each axis measures, with its unit
    """

    title: str
    x_title: str
    y_title: str
    points: tuple[ChartPoint, ...]
    alternative: str

    @property
    def unit(self) -> str:
        """Empty: each axis names its own unit."""
        return ""


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """Something by two steps from 1: `label` is its key in the picture, `text` its name in the table."""

    label: str
    across: int
    up: int
    text: str


@dataclass(frozen=True, slots=True)
class MatrixChart:
    """Marks in a square of steps, as a risk matrix.

    levels   names of the levels, mildest first
    shades   level of each square as a place in `levels`: rows from the bottom, squares from the left
    """

    title: str
    across_title: str
    up_title: str
    levels: tuple[str, ...]
    shades: tuple[tuple[int, ...], ...]
    marks: tuple[MatrixMark, ...]
    alternative: str

    @property
    def unit(self) -> str:
        """Empty: steps have no unit."""
        return ""

    def level_of(self, mark: MatrixMark) -> str:
        """The level of the square a mark stands in."""
        return self.levels[self.shades[mark.up - 1][mark.across - 1]]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to notice, with a word for how grave it is (colour is never the only carrier)."""

    severity: str
    severity_label: str
    title: str
    text: str
    source: str = ""


Bars = WaterfallChart | StackedBars | GroupedBars
Chart = Bars | TimeLine | FanChart | TornadoChart | PointsChart | MatrixChart
Block = Paragraph | PointList | Subheading | KeyFigureRow | TableBlock | Chart | Notice


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a reader can choose in a list, with how many it gives where that is known."""

    value: str
    label: str
    chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with blocks, and sections under it."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    language: Language | None = None


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
