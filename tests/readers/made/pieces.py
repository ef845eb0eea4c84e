"""The parts a made document is built of, and what is known of the figures in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

FACTORS = {"kr": 1, "1000 kr": 1000, "mill. kr": 1_000_000}
"""How many kroner one printed unit is worth; every other unit counts as it is printed."""


def printed(value: Decimal | int, decimals: int = 0, *, signed: bool = False) -> str:
    """A number as the documents print it: blank for thousands, decimal comma, "-" for minus."""
    exact = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(exact):,}".replace(",", " ").replace(".", ",")
    sign = "-" if exact < 0 else "+" if signed and exact > 0 else ""
    return sign + text


def number_of(text: str) -> Decimal:
    """The number that `printed` made the text from."""
    return Decimal(text.replace(" ", "").replace(",", ".").removesuffix("%"))


def rounded(kroner: int, unit: str, decimals: int = 0) -> Decimal:
    """Whole kroner in a unit of print, halves away from zero."""
    return (Decimal(kroner) / FACTORS[unit]).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


class Spot(NamedTuple):
    """Where a figure stands: piece of the document, row, and column (1 is the first after the label)."""

    piece: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Known:
    """A figure or fact that a reader should find, always as it is printed.

    kind      budget_line, budget_change, adjustment, population, effect, stated, direction ...
    keys      what it is about, as pairs of a name and a value; see the module that makes the document
    value     the number in the printed unit; empty when the fact is words
    spot      the cell it stands in; empty for prose
    restates  the cell that a sentence tells again
    """

    kind: str
    keys: tuple[tuple[str, str | int], ...]
    value: Decimal | None
    unit: str
    printed: str
    spot: Spot | None = None
    restates: Spot | None = None

    def get(self, name: str) -> str | int | None:
        """One of the keys, or None when this fact has no such key."""
        return dict(self.keys).get(name)

    def base(self) -> Decimal | None:
        """The number in kroner, or as it is when it is no money."""
        return None if self.value is None else self.value * FACTORS.get(self.unit, 1)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of a chapter."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]
    mark: str = "•"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next piece begins a new page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; a value is printed text or None for an empty cell.

    glued  text tools print the first number right after the label, without a blank
    """

    label: str
    values: tuple[str | None, ...] = ()
    bold: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    kind          what sort of figures; faults are planted only in the kinds of `PLANTABLE`
    unit          unit of the money in it; unit_line is what the page says of it, perhaps nothing
    header        words above each column, the first above the row labels
    above         a row of roman numerals above the header, for every column or all but the first
    text_columns  how many columns from the left hold words
    label_width   wrap the label at this width in text; 0 lets the layout decide
    code_apart    a number before a wrapped label stands on a line of its own
    tight         empty cells leave no trace in text
    note          line below the table
    """

    caption: str
    unit_line: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: str
    unit: str = "kr"
    above: tuple[str, ...] = ()
    text_columns: int = 1
    label_width: int = 0
    code_apart: bool = False
    tight: bool = False
    bold_header: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A measure card: title, introduction, a row of effects by year, labelled texts, and words in boxes."""

    title: str
    intro: str
    effects: Table
    effect_text: str
    texts: tuple[tuple[str, str], ...]
    boxes: tuple[str, ...]


Piece = Heading | Paragraph | Bullets | PageBreak | Table | Card
PLANTABLE = frozenset(
    {"accounts", "budget", "changes", "adjustments", "demography", "effects", "investments"}
)


@dataclass(frozen=True, slots=True)
class Equation:
    """Figures that make zero together: the sum of weight times figure, in kroner or as counted."""

    name: str
    terms: tuple[tuple[Spot, int], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A made document: what is printed, what is known of it, and what holds between its figures."""

    name: str
    kind: str
    title: str
    pieces: tuple[Piece, ...]
    known: tuple[Known, ...]
    equations: tuple[Equation, ...]

    def table(self, piece: int) -> Table:
        """The table that a piece is or holds."""
        found = self.pieces[piece]
        if isinstance(found, Card):
            return found.effects
        assert isinstance(found, Table), f"piece {piece} is no table"
        return found

    def text(self, spot: Spot) -> str:
        """What is printed in a cell; every cell with a figure has text."""
        value = self.table(spot.piece).rows[spot.row].values[spot.column - 1]
        assert value is not None, f"empty cell {spot}"
        return value

    def title_of(self, piece: int) -> str:
        """What a table is called on the page: its caption, or the nearest heading above it."""
        found = self.pieces[piece]
        if isinstance(found, Card):
            return found.title
        if isinstance(found, Table) and found.caption:
            return found.caption
        return next(p.text for p in reversed(self.pieces[:piece]) if isinstance(p, Heading))

    def of(self, kind: str, **keys: str | int) -> list[Known]:
        """The known facts of a kind with the keys given."""
        return [k for k in self.known if k.kind == kind and keys.items() <= dict(k.keys).items()]


def tables_of(made: Made) -> Iterator[tuple[int, Table]]:
    """Every table with the number of its piece, those on cards too."""
    for place, piece in enumerate(made.pieces):
        if isinstance(piece, Table | Card):
            yield place, made.table(place)


def texts_of(made: Made) -> Iterator[str]:
    """All text that is printed, cell by cell and paragraph by paragraph, in no layout."""
    for piece in made.pieces:
        match piece:
            case Heading(text=text) | Paragraph(text=text):
                yield text
            case Bullets(items=items):
                yield from items
            case Table():
                yield from _texts_of_table(piece)
            case Card():
                yield from (piece.title, piece.intro, piece.effect_text, *piece.boxes)
                yield from (text for pair in piece.texts for text in pair)
                yield from _texts_of_table(piece.effects)


def _texts_of_table(table: Table) -> Iterator[str]:
    yield from filter(None, (table.caption, table.unit_line, *table.header, *table.above, table.note))
    for row in table.rows:
        yield from filter(None, (row.label, *row.values))
