"""Where the keys of points stand in a scatter: beside their point, never over another point or key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rodtrad.publish.layout import text_width

RADIUS = 7.0
_HALF_LINE = 7.0
_AWAY = 10.0
_ZERO_LINE = 3

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class PlacedKey:
    """A key with the middle of its text; `number` tells which point it belongs to."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The plot's size and the lines in it: where each stands, and whether it is the strong line of zero.

    upright, level  lines that go up, by x; and across, by y
    """

    width: float
    height: float
    upright: tuple[tuple[float, bool], ...]
    level: tuple[tuple[float, bool], ...]

    def holds(self, box: Box) -> bool:
        """Whether a key at the edge still stands in the plot, or a little outside where nothing else is."""
        return (
            box.left >= 0
            and box.right <= self.width + RADIUS
            and box.top >= -RADIUS
            and box.bottom <= self.height
        )

    def crossed(self, box: Box) -> int:
        """How much the lines behind a key disturb it; the line of zero most."""
        upright = [strong for x, strong in self.upright if box.left < x < box.right]
        level = [strong for y, strong in self.level if box.top < y < box.bottom]
        return sum(_ZERO_LINE if strong else 1 for strong in (*upright, *level))


def place_keys(
    keys: Sequence[str],
    places: Sequence[Place],
    line: Sequence[Place],
    grid: Grid,
    *,
    order: Sequence[int],
    font_size: int,
) -> tuple[PlacedKey, ...]:
    """Give each key the least disturbed free place near its point; a key without one is left out.

    places  of the points, in pixels from the upper left corner of the plot
    line    through these places a line is drawn
    order   which points choose first
    """
    taken = [_around(place, RADIUS) for place in places]
    beads = [_around(bead, 2.0) for bead in _beads(line)]
    placed: list[PlacedKey] = []
    for number in order:
        half = text_width(keys[number], font_size) / 2
        free = [
            (sum(box.meets(bead) for bead in beads) + grid.crossed(box), x, y, box)
            for x, y in _candidates(places[number], half)
            if grid.holds(box := Box(x - half, y - _HALF_LINE, x + half, y + _HALF_LINE))
            and not any(box.meets(other) for other in taken)
        ]
        if keys[number] and free:
            _, x, y, box = min(free, key=lambda found: found[0])
            taken.append(box)
            placed.append(PlacedKey(number, x, y))
    return tuple(placed)


def _around(place: Place, radius: float) -> Box:
    return Box(place[0] - radius, place[1] - radius, place[0] + radius, place[1] + radius)


def _beads(line: Sequence[Place]) -> Iterator[Place]:
    """Points close together along a line, as something a rectangle can meet."""
    for (x, y), (to_x, to_y) in pairwise(line):
        steps = max(1, round(max(abs(to_x - x), abs(to_y - y)) / 4))
        for step in range(steps + 1):
            yield x + (to_x - x) * step / steps, y + (to_y - y) * step / steps


def _candidates(place: Place, half: float) -> Iterator[Place]:
    """Places for the middle of a key: right, left, above, below, then aslant."""
    x, y = place
    beside, over = half + _AWAY, RADIUS + _HALF_LINE + 2
    yield from ((x + beside, y), (x - beside, y), (x, y - over), (x, y + over))
    for across in (1, -1):
        for up in (-1, 1):
            yield x + across * (half + 6), y + up * (over - 3)
