"""Tables that are no steering fact of their own: all figures, and the equations most of their rows fulfil."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from rodtrad.core.relation import RelationKind
from rodtrad.readers.equations import state
from rodtrad.readers.gather import Gathered, named, slug, unique
from rodtrad.readers.heads import formula_in
from rodtrad.readers.rows import Row, Table
from rodtrad.readers.solve import Sum, sums_in
from rodtrad.readers.splits import Number

_MOST_ROWS_HOLD, _LEAST_ROWS = Decimal("0.8"), 3
_MOST_COLUMNS = 8


def read_free(gathered: Gathered, table: Table, stated: Mapping[int, str] | None = None) -> None:
    """Keep every number of a table, with the sums, differences and shares its layout states.

    stated  what the figures of a row are a statement of, up to the year of their column
    """
    kept = [
        i for i, row in enumerate(table.rows) if row.numbers and any(n.value is not None for n in row.numbers)
    ]
    rows = [table.rows[i] for i in kept]
    concepts = {place: stated[i] for place, i in enumerate(kept) if stated and i in stated}
    if not rows:
        return
    key = f"{gathered.about.key}-t{table.line}"
    label = named(table.title or table.section, 100) or key
    gathered.add("table", key=key, label=label, label_en=label, line=table.line, last_line=table.last)
    names = _row_names(rows)
    heads = _head_names(table)
    found = sums_in(rows)
    addresses = _add_figures(gathered, table, key, rows, names, heads, _parents(found, names), concepts)
    for number, (parts, result, kind, weights) in enumerate(_row_relations(table, rows)):
        for place in range(len(rows)):
            state(gathered, f"{key}-k{number}-r{place}", kind, addresses.get((place, result)),
                  [addresses.get((place, p)) for p in parts], weights)  # fmt: skip
    for extra, total in enumerate(found):
        if any(_parents(found, names).get(p) != names[total.total] for p in total.parts):
            for column in range(len(heads)):
                terms = [addresses[p, column] for p in total.parts if (p, column) in addresses]
                state(
                    gathered,
                    f"{key}-s{extra}-c{column}",
                    RelationKind.SUM,
                    addresses.get((total.total, column)),
                    terms,
                    [Decimal(1)] * len(terms),
                )


def _add_figures(
    gathered: Gathered, table: Table, key: str, rows: Sequence[Row], names: Sequence[str],
    heads: Sequence[tuple[str, str]], parents: dict[int, str], concepts: Mapping[int, str],
) -> dict[tuple[int, int], str]:  # fmt: skip
    addresses: dict[tuple[int, int], str] = {}
    for place, row in enumerate(rows):
        for column, (number, (head, head_label)) in enumerate(zip(row.numbers, heads, strict=True)):
            if number.value is None:
                continue
            address = gathered.add(
                "table_figure",
                {"value": number},
                table=key,
                row=names[place],
                heading=head,
                parent=parents.get(place),
                concept=f"{concepts[place]}/{table.heads[column].year}" if place in concepts else None,
                printed_unit=_unit_of(table, row, head_label, number)
                if place not in concepts
                else "mill. kr",
                row_label=named(row.label) or names[place],
                row_label_en=named(row.label) or names[place],
                heading_label=head_label,
                heading_label_en=head_label,
                line=number.line or row.line,
            )
            if address:
                addresses[place, column] = address
    return addresses


def _unit_of(table: Table, row: Row, head: str, number: Number) -> str:
    """The number's own unit, else what its row, column or table says; a count when nothing does."""
    if number.unit:
        return number.unit
    words = f"{row.label} {head}".lower()
    if "%" in words or "prosent" in words or words.startswith("andel"):
        return "prosent"
    if "mill. kr" in words:
        return "mill. kr"
    if table.unit in ("", "prosent") or words.startswith("antall"):
        return "antall" if table.unit != "prosent" or number.unit else table.unit
    return table.unit


def _row_names(rows: Sequence[Row]) -> list[str]:
    made: list[str] = []
    for place, row in enumerate(rows):
        made.append(unique(slug(row.label) if row.label.strip(" *-") else f"rad-{place + 1}", made))
    return made


def _head_names(table: Table) -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []
    for place, head in enumerate(table.heads):
        label = head.words or f"Kolonne {place + 1}"
        made.append((unique(slug(label, 32), [n for n, _ in made]), label))
    return made


def _parents(found: Sequence[Sum], names: Sequence[str]) -> dict[int, str]:
    parents: dict[int, str] = {}
    for total in found:
        if all(p not in parents for p in total.parts):
            parents |= dict.fromkeys(total.parts, names[total.total])
    return parents


def _row_relations(
    table: Table, rows: Sequence[Row]
) -> Iterator[tuple[tuple[int, ...], int, RelationKind, list[Decimal]]]:
    """Equations between the columns: those the headings state, and those nearly all rows fulfil."""
    count = len(table.heads)
    formula = formula_in(table.title, list(table.romans), count)
    one, minus = Decimal(1), Decimal(-1)
    if formula:
        yield (formula[1], formula[2]), formula[0], RelationKind.DIFFERENCE, [one, minus]
    if not _LEAST_ROWS - 1 <= count - 1 <= _MOST_COLUMNS or len(rows) < _LEAST_ROWS:
        return
    for result in range(count):
        others = [c for c in range(count) if c != result]
        for a, b in itertools.permutations(others, 2):
            if formula is None and result > max(a, b) and _mostly(_difference(r, a, b, result) for r in rows):
                yield (a, b), result, RelationKind.DIFFERENCE, [one, minus]
            if _mostly(_share(r, a, b, result) for r in rows):
                yield (a, b), result, RelationKind.SHARE, [one, minus]
        if len(others) > 2 and _mostly(_total(r, others, result) for r in rows):
            yield tuple(others), result, RelationKind.SUM, [one] * len(others)


def _mostly(tests: Iterable[bool | None]) -> bool:
    """Whether something holds in nearly all rows that can be tested."""
    told = [test for test in tests if test is not None]
    return len(told) >= _LEAST_ROWS and sum(told) >= _MOST_ROWS_HOLD * len(told)


def _values(row: Row, columns: Sequence[int]) -> list[Decimal] | None:
    values = [row.numbers[c].value for c in columns]
    return None if any(v is None for v in values) else [v for v in values if v is not None]


def _difference(row: Row, a: int, b: int, result: int) -> bool | None:
    values = _values(row, (a, b, result))
    if values is None or not (values[0] and values[1] and values[2]):
        return None
    step = max(Decimal(1).scaleb(-row.numbers[c].decimals) for c in (a, b, result))
    return abs(values[0] - values[1] - values[2]) <= step


def _share(row: Row, a: int, b: int, result: int) -> bool | None:
    values = _values(row, (a, b, result))
    if (
        values is None
        or not values[1]
        or row.numbers[result].unit != "prosent"
        or row.numbers[b].unit == "prosent"
    ):
        return None
    share = 100 * values[0] / values[1]
    half_a, half_b, half = (Decimal(1).scaleb(-row.numbers[c].decimals) / 2 for c in (a, b, result))
    return abs(share - values[2]) <= half + (100 * half_a + abs(share) * half_b) / abs(values[1])


def _total(row: Row, parts: Sequence[int], result: int) -> bool | None:
    values = _values(row, (*parts, result))
    if values is None or not values[-1]:
        return None
    return abs(sum(values[:-1]) - values[-1]) <= len(parts) * Decimal(1).scaleb(-row.numbers[result].decimals)
