"""A fault planted in a made document: one figure that its relations cover gets another value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from made.pieces import PLANTABLE, Card, Known, Made, Row, Spot, Table, printed, texts_of

_LEAST_UNITS = 11
_SMALL = 200
_TRIES = 200


@dataclass(frozen=True, slots=True)
class Planted:
    """Where the fault stands: table, row and column as printed, the text before and after, and the cell."""

    table: str
    row: str
    column: str
    old: str
    new: str
    spot: Spot
    equations: tuple[str, ...]


def plant(made: Made, rng: Random) -> tuple[Made, Planted]:
    """Change one printed figure by 7 to 13 per cent and at least eleven printed units.

    The known figures of the document that comes back say what is printed there, fault and all; `Planted`
    has what stood there before. Sentences that tell the figure again keep the right number.
    """
    spots = covered(made)
    known = {k.spot: k for k in made.known if k.spot}
    taken = set(texts_of(made))
    for _ in range(_TRIES):
        spot = rng.choice(spots)
        text = _wrong(known[spot], rng)
        if text not in taken:
            return _with(made, spot, text), _planted(made, spot, known, text)
    raise AssertionError("no figure could be changed")


def covered(made: Made) -> list[Spot]:
    """The cells that some equation covers and where a fault may stand, none of them zero."""
    known = {k.spot: k for k in made.known if k.spot}
    spots = {spot for equation in made.equations for spot, _ in equation.terms}
    return sorted(spot for spot in spots if made.table(spot.piece).kind in PLANTABLE and known[spot].value)


def _wrong(known: Known, rng: Random) -> str:
    """Another value, of the same decimals and further from zero when the figure is small."""
    assert known.value is not None
    decimals = len(known.printed.partition(",")[2])
    unit = Decimal(1).scaleb(-decimals)
    part = abs(known.value) * Decimal(rng.randint(70, 130)) / 1000
    gap = max(part, unit * _LEAST_UNITS).quantize(unit, ROUND_HALF_UP)
    away = rng.random() < 0.5 or abs(known.value) < unit * _SMALL
    return printed(known.value + gap.copy_sign(known.value) * (1 if away else -1), decimals)


def _planted(made: Made, spot: Spot, known: Mapping[Spot, Known], text: str) -> Planted:
    table = made.table(spot.piece)
    names = tuple(e.name for e in made.equations if any(place == spot for place, _ in e.terms))
    return Planted(
        made.title_of(spot.piece),
        table.rows[spot.row].label,
        table.header[spot.column],
        known[spot].printed,
        text,
        spot,
        names,
    )


def _with(made: Made, spot: Spot, text: str) -> Made:
    """The document with another text in one cell, and known as it is printed."""
    pieces, piece = list(made.pieces), made.pieces[spot.piece]
    table = _with_cell(made.table(spot.piece), spot, text)
    pieces[spot.piece] = replace(piece, effects=table) if isinstance(piece, Card) else table
    value = Decimal(text.replace(" ", "").replace(",", "."))
    known = (replace(k, value=value, printed=text) if k.spot == spot else k for k in made.known)
    return replace(made, pieces=tuple(pieces), known=tuple(known))


def _with_cell(table: Table, spot: Spot, text: str) -> Table:
    rows = list(table.rows)
    row: Row = rows[spot.row]
    values = [text if column == spot.column else value for column, value in enumerate(row.values, 1)]
    rows[spot.row] = replace(row, values=tuple(values))
    return replace(table, rows=tuple(rows))
