"""A document while it is being made: pieces, known figures and equations are written down together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from made.pieces import (
    Bullets,
    Card,
    Equation,
    Heading,
    Known,
    Made,
    PageBreak,
    Paragraph,
    Piece,
    Row,
    Spot,
    Table,
    printed,
)

Keys = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number for a cell, and what it is about."""

    value: Decimal | int
    kind: str
    keys: Keys
    decimals: int = 0
    unit: str = ""
    signed: bool = False
    words: str = "{}"

    def text(self) -> str:
        """The number as printed, with the words around it."""
        return self.words.format(printed(self.value, self.decimals, signed=self.signed))


@dataclass(frozen=True, slots=True)
class Line:
    """A row before it is printed."""

    label: str
    cells: Sequence[Figure | str | None] = ()
    bold: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A number for a sentence, what it is about, and the cell it tells again."""

    value: Decimal | int
    unit: str
    decimals: int = 0
    restates: Spot | None = None
    keys: Keys = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """What has been written so far."""

    name: str
    kind: str
    title: str
    pieces: list[Piece] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)

    def done(self) -> Made:
        """The document."""
        return Made(
            self.name, self.kind, self.title, tuple(self.pieces), tuple(self.known), tuple(self.equations)
        )

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading."""
        self.pieces.append(Heading(text, level))

    def new_page(self) -> None:
        """Begin a new page."""
        self.pieces.append(PageBreak())

    def bullets(self, items: Iterable[str], mark: str = "•") -> None:
        """Add a list."""
        self.pieces.append(Bullets(tuple(items), mark))

    def fact(self, kind: str, /, **keys: str | int) -> None:
        """Note a fact that stands in words."""
        self.known.append(Known(kind, tuple(keys.items()), None, "", ""))

    def money(self, kind: str, value: Decimal, unit: str, /, **keys: str | int) -> None:
        """Note a fact with an amount that stands in several places."""
        self.known.append(Known(kind, tuple(keys.items()), value, unit, printed(value)))

    def say(self, sentence: str, **said: Said) -> str:
        """Add a paragraph; every number in braces is noted as stated in the sentence."""
        text = self.worded(sentence, **said)
        self.pieces.append(Paragraph(text))
        return text

    def worded(self, sentence: str, **said: Said) -> str:
        """A sentence with its numbers, which are noted; add it to the document yourself."""
        texts = {name: printed(s.value, s.decimals) for name, s in said.items()}
        text = sentence.format(**texts)
        for name, s in said.items():
            keys = tuple({"name": name, "sentence": text, **s.keys}.items())
            self.known.append(Known("stated", keys, Decimal(s.value), s.unit, texts[name], None, s.restates))
        return text

    def direction(self, earlier: str, later: str, movement: str, words: str, **keys: str | int) -> None:
        """Note that a sentence says which way something went: movement is up or down."""
        about: Keys = {"from": earlier, "to": later, "movement": movement, "words": words, **keys}
        self.known.append(Known("direction", tuple(about.items()), None, "", words))

    def table(self, shape: Table, lines: Sequence[Line]) -> "Grid":
        """Add a table; `shape` is the table without rows."""
        grid = self._note(shape.unit, lines)
        self.pieces.append(replace(shape, rows=tuple(_row(line) for line in lines)))
        return grid

    def card(self, card: Card, effects: Sequence[Figure]) -> "Grid":
        """Add a measure card; its table of effects is given without rows."""
        line = Line("", effects)
        grid = self._note(card.effects.unit, [line])
        self.pieces.append(replace(card, effects=replace(card.effects, rows=(_row(line),))))
        return grid

    def _note(self, unit: str, lines: Sequence[Line]) -> "Grid":
        piece = len(self.pieces)
        columns = max((len(line.cells) for line in lines), default=0)
        spots: set[Spot] = set()
        for row, line in enumerate(lines):
            for column, cell in enumerate(line.cells, 1):
                if isinstance(cell, Figure):
                    spot = Spot(piece, row, column)
                    spots.add(spot)
                    self.known.append(_known(cell, line.label, unit, spot))
        return Grid(self, piece, columns, frozenset(spots))

    def hold(self, name: str, result: Spot, terms: Iterable[tuple[Spot, int]]) -> None:
        """Note that the result is what the terms make."""
        self.equations.append(Equation(name, ((result, -1), *terms)))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that has been added, to say what holds between its cells."""

    draft: Draft
    piece: int
    columns: int
    figures: frozenset[Spot]

    def spot(self, row: int, column: int) -> Spot:
        """A cell; column 1 is the first after the label."""
        return Spot(self.piece, row, column)

    def row(self, row: int) -> list[Spot]:
        """The cells of a row that hold figures."""
        cells = (self.spot(row, column) for column in range(1, self.columns + 1))
        return [spot for spot in cells if spot in self.figures]

    def add_up(self, name: str, result: int, terms: Iterable[int]) -> None:
        """Each column of a row is the sum of other rows."""
        rows = tuple(terms)
        for spot in self.row(result):
            parts = [spot._replace(row=row) for row in rows]
            self.draft.hold(name, spot, [(part, 1) for part in parts if part in self.figures])

    def add_across(
        self, name: str, result: int, terms: Iterable[tuple[int, int]], rows: Iterable[int]
    ) -> None:
        """In each row a column is made of other columns with weights."""
        columns = tuple(terms)
        for row in rows:
            spot = self.spot(row, result)
            if spot in self.figures:
                parts = [(self.spot(row, column), weight) for column, weight in columns]
                self.draft.hold(name, spot, [(part, w) for part, w in parts if part in self.figures])

    def equals(self, name: str, row: int, other: "Grid", other_row: int) -> None:
        """A row says the same as a row of another table, column by column."""
        for mine, theirs in zip(self.row(row), other.row(other_row), strict=True):
            self.draft.hold(name, mine, [(theirs, 1)])


def _known(cell: Figure, label: str, unit: str, spot: Spot) -> Known:
    keys = tuple({"row": label, **cell.keys}.items())
    return Known(cell.kind, keys, Decimal(cell.value), cell.unit or unit, cell.text(), spot)


def _row(line: Line) -> Row:
    values = tuple(cell.text() if isinstance(cell, Figure) else cell for cell in line.cells)
    return Row(line.label, values, line.bold, line.glued)
