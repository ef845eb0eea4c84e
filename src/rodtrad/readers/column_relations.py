"""Equations between the columns of a table: those its headings state, and those nearly all rows fulfil."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rodtrad.core.relation import RelationKind
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.readers.heads import formula_in
from rodtrad.readers.rows import Row, Table

_MOST_ROWS_HOLD, _LEAST_ROWS, _SURE_ROWS = Decimal("0.8"), 3, 4
_MOST_COLUMNS = 8
_ALL = Decimal(100)
_PERCENT_WORDS = ("%", "prosent", "andel")


@dataclass(frozen=True, slots=True)
class ColumnRelation:
    """One column as made of others (sammenheng mellom kolonner).

    constant  the address of an exact number that is the first term, where there is one
    """

    result: int
    parts: tuple[int, ...]
    kind: RelationKind
    weights: tuple[Decimal, ...]
    constant: str = ""

    @property
    def percent(self) -> tuple[int, ...]:
        """Columns that the equation shows to be per cent."""
        if self.constant:
            return (self.result, *self.parts)
        return (self.result,) if self.kind is RelationKind.SHARE else ()


def column_relations(table: Table, rows: Sequence[Row]) -> Iterator[ColumnRelation]:
    """Every equation between columns, the stated one first."""
    count = len(table.heads)
    formula = formula_in(table.title, list(table.romans), count)
    if formula:
        yield _difference_of(formula[0], formula[1], formula[2])
    if not _LEAST_ROWS - 1 <= count - 1 <= _MOST_COLUMNS or len(rows) < _LEAST_ROWS:
        return
    in_words = any(word in table.title.lower() for word in _PERCENT_WORDS)
    for result in range(count):
        others = [c for c in range(count) if c != result]
        for a, b in itertools.permutations(others, 2):
            if formula is None and result > max(a, b) and _mostly(_difference(r, a, b, result) for r in rows):
                yield _difference_of(result, a, b)
            if _mostly(_share(r, a, b, result) for r in rows) or (
                in_words
                and result > max(a, b)
                and _mostly((_is_share(r, a, b, result) for r in rows), _SURE_ROWS)
            ):
                yield ColumnRelation(result, (a, b), RelationKind.SHARE, (Decimal(1), Decimal(-1)))
        if len(others) > 2 and _mostly(_total(r, others, result) for r in rows):
            yield ColumnRelation(result, tuple(others), RelationKind.SUM, (Decimal(1),) * len(others))
        for other in others[result:]:
            if in_words and _mostly((_hundred(r, result, other) for r in rows), _SURE_ROWS):
                whole = f"{CONSTANT}/{_ALL}"
                yield ColumnRelation(
                    result, (other,), RelationKind.DIFFERENCE, (Decimal(1), Decimal(-1)), whole
                )


def _difference_of(result: int, a: int, b: int) -> ColumnRelation:
    return ColumnRelation(result, (a, b), RelationKind.DIFFERENCE, (Decimal(1), Decimal(-1)))


def _mostly(tests: Iterable[bool | None], least: int = _LEAST_ROWS) -> bool:
    """Whether something holds in nearly all rows that can be tested."""
    told = [test for test in tests if test is not None]
    return len(told) >= least and sum(told) >= _MOST_ROWS_HOLD * len(told)


def _values(row: Row, columns: Sequence[int]) -> list[Decimal] | None:
    values = [row.numbers[c].value for c in columns]
    return None if any(v is None for v in values) else [v for v in values if v is not None]


def _step(row: Row, column: int) -> Decimal:
    return Decimal(1).scaleb(-row.numbers[column].decimals)


def _difference(row: Row, a: int, b: int, result: int) -> bool | None:
    values = _values(row, (a, b, result))
    if values is None or not (values[0] and values[1] and values[2]):
        return None
    return abs(values[0] - values[1] - values[2]) <= max(_step(row, c) for c in (a, b, result))


def _share(row: Row, a: int, b: int, result: int) -> bool | None:
    """Whether one number is printed as the share of two others; None where it is no per cent."""
    if row.numbers[result].unit != "prosent" or row.numbers[b].unit == "prosent":
        return None
    return _is_share(row, a, b, result)


def _is_share(row: Row, a: int, b: int, result: int) -> bool | None:
    values = _values(row, (a, b, result))
    if values is None or not values[0] or not values[1]:
        return None
    share = 100 * values[0] / values[1]
    half_a, half_b, half = (_step(row, c) / 2 for c in (a, b, result))
    return abs(share - values[2]) <= half + (100 * half_a + abs(share) * half_b) / abs(values[1])


def _total(row: Row, parts: Sequence[int], result: int) -> bool | None:
    values = _values(row, (*parts, result))
    if values is None or not values[-1]:
        return None
    return abs(sum(values[:-1]) - values[-1]) <= len(parts) * _step(row, result)


def _hundred(row: Row, a: int, b: int) -> bool | None:
    """Whether two shares make up the whole."""
    values = _values(row, (a, b))
    if values is None:
        return None
    return abs(sum(values) - _ALL) <= max(_step(row, a), _step(row, b))
