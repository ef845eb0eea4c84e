"""Tables that are no steering fact of their own: all figures, and the equations most of their rows fulfil."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from rodtrad.core.relation import RelationKind
from rodtrad.readers.column_relations import column_relations
from rodtrad.readers.equations import state
from rodtrad.readers.gather import Gathered, Names, named, slug
from rodtrad.readers.rows import Row, Table
from rodtrad.readers.solve import Sum, sums_in
from rodtrad.readers.splits import Number

_MOST_YEARS = 0.8
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADS_LAST = re.compile(r"(?:\s+(?:(?:19|20)\d\d|→))+\s*$")
_IN_BRACKETS = re.compile(r"\((\d{1,4})\)")
"""How many there are of what a row is about, as in "Botilbud (32)"."""


def read_free(gathered: Gathered, table: Table, stated: Mapping[int, str] | None = None) -> None:
    """Keep every number of a table, with the sums, differences and shares its layout states.

    stated  what the figures of a row are a statement of, up to the year of their column
    """
    table = _with_years_in_labels(table)
    kept = [
        i for i, row in enumerate(table.rows) if row.numbers and any(n.value is not None for n in row.numbers)
    ]
    rows = [table.rows[i] for i in kept]
    concepts = {place: stated[i] for place, i in enumerate(kept) if stated and i in stated}
    if not rows:
        return
    key = f"{gathered.about.key}-t{table.line}"
    label = named(_HEADS_LAST.sub("", table.title) or table.section, 100) or key
    gathered.add("table", key=key, label=label, label_en=label, line=table.line, last_line=table.last)
    names = _row_names(rows)
    heads = _head_names(table)
    found = sums_in(rows)
    related = list(column_relations(table, rows))
    percent = {column for relation in related for column in relation.percent}
    parents = _parents(found, names)
    addresses = _add_figures(gathered, table, key, rows, names, heads, parents, concepts, percent)
    for number, relation in enumerate(related):
        for place in range(len(rows)):
            terms = [addresses.get((place, p)) for p in relation.parts]
            exact = [relation.constant] if relation.constant else []
            result = addresses.get((place, relation.result))
            name = f"{key}-k{number}-r{place}"
            state(gathered, name, relation.kind, result, [*exact, *terms], relation.weights)
    for extra, total in enumerate(found):
        if any(parents.get(p) != names[total.total] for p in total.parts):
            for column in range(len(heads)):
                summed = [addresses[p, column] for p in total.parts if (p, column) in addresses]
                whole, weights = addresses.get((total.total, column)), [Decimal(1)] * len(summed)
                state(gathered, f"{key}-s{extra}-c{column}", RelationKind.SUM, whole, summed, weights)


def _with_years_in_labels(table: Table) -> Table:
    """The table with its first column in the labels of the rows, where that is nearly always a year."""
    first = [row.numbers[0] for row in table.rows if row.numbers]
    years = [n for n in first if n.value is not None and not n.decimals and _YEAR.fullmatch(n.text)]
    if len(table.heads) < 2 or len(years) < _MOST_YEARS * len(table.rows) or len(years) < 2:
        return table
    rows, label = [], ""
    for row in table.rows:
        label = row.label or label
        dated = row.numbers and row.numbers[0] in years
        numbers = row.numbers[1:] if dated else row.numbers[: len(table.heads) - 1]
        rows.append(replace(row, label=f"{label} {row.numbers[0].text}" if dated else label, numbers=numbers))
    return replace(table, heads=table.heads[1:], rows=tuple(rows))


def _add_figures(
    gathered: Gathered, table: Table, key: str, rows: Sequence[Row], names: Sequence[str],
    heads: Sequence[tuple[str, str]], parents: dict[int, str], concepts: Mapping[int, str], percent: Set[int],
) -> dict[tuple[int, int], str]:  # fmt: skip
    """Add the figures of a table; returns their addresses by row and column."""
    addresses: dict[tuple[int, int], str] = {}
    for place, row in enumerate(rows):
        label, concept = named(row.label) or names[place], concepts.get(place)
        for counted in _IN_BRACKETS.finditer(row.label):
            gathered.see(Number(counted[1], Decimal(counted[1]), 0), "antall", in_table=True, line=row.line)
        for column, (number, (head, head_label)) in enumerate(zip(row.numbers, heads, strict=True)):
            if number.value is None:
                continue
            address = gathered.add(
                "table_figure", {"value": number}, table=key, row=names[place], heading=head,
                parent=parents.get(place),
                concept=f"{concept}/{table.heads[column].year}" if concept else None,
                printed_unit=(
                    "mill. kr" if concept
                    else "prosent" if column in percent
                    else _unit_of(table, row, head_label, number)
                ),
                row_label=label, row_label_en=label, heading_label=head_label, heading_label_en=head_label,
                line=number.line or row.line,
            )  # fmt: skip
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
    if words.startswith("antall") and table.unit != "prosent":
        return "antall"
    return table.unit or "antall"


def _row_names(rows: Sequence[Row]) -> list[str]:
    names = Names()
    return [
        names.new(slug(row.label) if row.label.strip(" *-") else f"rad-{place}")
        for place, row in enumerate(rows, 1)
    ]


def _head_names(table: Table) -> list[tuple[str, str]]:
    names = Names()
    labels = [head.words or f"Kolonne {place}" for place, head in enumerate(table.heads, 1)]
    return [(names.new(slug(label, 32)), label) for label in labels]


def _parents(found: Sequence[Sum], names: Sequence[str]) -> dict[int, str]:
    parents: dict[int, str] = {}
    for total in found:
        if all(p not in parents for p in total.parts):
            parents |= dict.fromkeys(total.parts, names[total.total])
    return parents
