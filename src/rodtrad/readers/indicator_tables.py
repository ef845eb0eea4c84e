"""Indicators with results, expectations and targets by year, in reports, letters and budgets."""

import re
from decimal import Decimal

from rodtrad.core.relation import RelationKind
from rodtrad.facts.document import Dimension
from rodtrad.facts.indicator import Operator, ValueKind
from rodtrad.readers import heads as head_kinds
from rodtrad.readers.budget_tables import add_code
from rodtrad.readers.equations import state
from rodtrad.readers.gather import Gathered, grains_of, named, slug, unique
from rodtrad.readers.rows import Row, Table
from rodtrad.readers.solve import sums_in
from rodtrad.readers.splits import Number

_RESULTS = (head_kinds.RESULT, head_kinds.EXPECTED, head_kinds.TARGET)
_KINDS = {"": ValueKind.RESULT, head_kinds.RESULT: ValueKind.RESULT, head_kinds.EXPECTED: ValueKind.EXPECTED,
          head_kinds.TARGET: ValueKind.TARGET}  # fmt: skip
_CODE = re.compile(r"\b(FO\s?\d[A-C]{0,3})\s*\(([A-ZÆØÅ]{2,4})\)\s*(?=[A-ZÆØÅa-zæøå])(?!\s*\d)")
_LONGEST_NAME = 200
_GOAL = re.compile(r"(?:\b|\()([A-ZÆØÅ]{2,4})(?:\)\s*-?\s*|\s*[-–]\s*)(\d\.\d)\b")


def read_indicators(gathered: Gathered, table: Table) -> bool:
    """Read a table of results and targets by year; False when it is another table."""
    kinds = [h.kind for h in table.heads]
    if not any(k in _RESULTS for k in kinds) or any(k not in (*_KINDS, head_kinds.DEVIATION) for k in kinds):
        return False
    if any(h.year is None and h.kind != head_kinds.DEVIATION for h in table.heads):
        return False
    area = gathered.area_at(table.line)
    if area:
        add_code(gathered, Dimension.AREA, area, area, table.line)
    goal: str | None = None
    at: dict[tuple[int, int], str | None] = {}
    for place, row in enumerate(table.rows):
        goal = _goal_in(row.label) or goal
        if row.numbers and any(n.value is not None for n in row.numbers):
            values = _add_indicator(gathered, table, row, area, goal if area else None)
            at |= {(place, column): address for column, address in values.items()}
    for total in sums_in(table.rows):
        for column in range(len(table.heads)):
            terms = [at.get((part, column)) for part in total.parts]
            name = f"indikatorer-{table.line}-{total.total}-{column}"
            state(
                gathered,
                name,
                RelationKind.SUM,
                at.get((total.total, column)),
                terms,
                [Decimal(1)] * len(terms),
            )
    return True


def _add_indicator(
    gathered: Gathered, table: Table, row: Row, area: str | None, goal: str | None
) -> dict[int, str | None]:
    """Add an indicator with its values; returns their addresses, by column."""
    label = _label_of(row.label)
    taken = [str(k[1]) for k in gathered.rows.get("indicator", {})]
    first = f"{area}.{slug(label)}" if area else slug(label)
    key = unique(first, taken)
    concept = f"{gathered.about.unit}.{slug(label)}" if area else slug(label)
    again = _printed_before(gathered, area, label) if key != first else None
    if again is not None:
        concept = again
    elif key != first or _is_another(gathered, concept, row, table):
        concept = key
    gathered.add(
        "indicator", key=key, concept=concept, unit=gathered.about.unit, goal=goal, area=area, better=None,
        label=label, label_en=label, line=row.line,
    )  # fmt: skip
    added: dict[int, str | None] = {}
    for column, (number, head) in enumerate(zip(row.numbers, table.heads, strict=True)):
        if number.value is None or head.year is None:
            continue
        if head.kind == head_kinds.DEVIATION:
            gathered.see(number, _unit(row, number), in_table=True)
            continue
        kind = _KINDS[head.kind]
        added[column] = gathered.add(
            "indicator_value", {"value": number},
            indicator=key, year=head.year, kind=kind.value, operator=_operator(kind, number),
            printed_unit=_unit(row, number), line=row.line,
        )  # fmt: skip
    return added


def _printed_before(gathered: Gathered, area: str | None, label: str) -> str | None:
    """The concept of an indicator with the same whole name in the same area: one that is printed twice."""
    there = gathered.rows.get("indicator", {}).values()
    same = (r["concept"] for r in there if r["area"] == area and r["label"] == label)
    return None if label.endswith("…") else next(same, None)


def _is_another(gathered: Gathered, concept: str, row: Row, table: Table) -> bool:
    """Whether an indicator with the name of one above has mostly other figures: it is of another area."""
    same = {r["key"] for r in gathered.rows.get("indicator", {}).values() if r["concept"] == concept}
    values = gathered.rows.get("indicator_value", {}).values()
    there = {(r["year"], r["kind"]): r["value"] for r in values if r["indicator"] in same}
    here = {
        (head.year, _KINDS[head.kind].value): grains_of(number, _unit(row, number))
        for number, head in zip(row.numbers, table.heads, strict=True)
        if head.kind in _KINDS and number.value is not None
    }
    both = here.keys() & there.keys()
    return bool(sum(here[k] == there[k] for k in both) * 2 < len(both))


def _operator(kind: ValueKind, number: Number) -> str | None:
    if kind is not ValueKind.TARGET:
        return None
    return {"<": Operator.BELOW, ">": Operator.ABOVE}.get(number.operator, Operator.EQUAL).value


def _unit(row: Row, number: Number) -> str:
    if number.unit:
        return number.unit
    words = row.label.lower()
    if "mill. kr" in words:
        return "mill. kr"
    return "prosent" if "%" in words or words.startswith(("andel", "beleggsprosent")) else "antall"


def _label_of(text: str) -> str:
    """The indicator's own words: after the codes of area and department that a budget prints beside them."""
    codes = list(_CODE.finditer(text))
    return named(text[codes[-1].end() :] if codes else text, _LONGEST_NAME)


def _goal_in(text: str) -> str | None:
    found = list(_GOAL.finditer(text))
    return f"{found[-1].group(1)} {found[-1].group(2)}" if found else None
