"""Random edits such as people make: rows changed, added, moved and taken out. All numbers are invented."""

import random
from typing import Any

import polars as pl
from small_books import book

from rodtrad.core.shape import Shape
from rodtrad.models.concepts import SHAPES, Facts, complete
from rodtrad.models.thread.anew import Changes, Difference

FACTS = (
    *("budget_line",) * 6,
    *("budget_change",) * 4,
    *("indicator_value",) * 2,
    *("key_figure",) * 2,
    *("table_figure",) * 2,
    *("population", "premise", "measure_effect", "efficiency_measure", "grant", "service_figure"),
    *("indicator", "goal", "assignment", "unit", "code", "stated_relation", "document", "goal_link"),
    *("reporting_duty", "reading_doubt", "effect_part"),
)
"""Facts to edit, the usual ones more often."""


def edited(facts: Facts, chance: random.Random) -> tuple[dict[str, pl.DataFrame], Changes]:
    """The book after one edit of one to three facts, and what has changed."""
    changes: dict[str, Difference] = {}
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        fact = chance.choice(FACTS)
        if fact not in changes and not facts[fact].is_empty():
            changes[fact] = _difference(facts[fact], SHAPES[fact], chance)
    after = dict(facts)
    for fact, difference in changes.items():
        key = SHAPES[fact].key
        touched = pl.concat([difference.ended, difference.begun])
        kept = facts[fact].join(touched, on=key, how="anti", nulls_equal=True)
        after[fact] = pl.concat([kept, difference.begun]).sort(key)
    return after, changes


def _difference(rows: pl.DataFrame, shape: Shape, chance: random.Random) -> Difference:
    at = chance.randrange(rows.height)
    old = rows[[at]]
    row = old.row(0, named=True)
    match chance.choice(["number", "number", "text", "key", "key", "move", "remove"]):
        case "remove":
            return Difference(old, rows.clear())
        case "number" if shape.figures:
            name = chance.choice(shape.figures).name
            row[name] = _other_number(row[name], chance, required=shape[name].required)
        case "key" | "move" as how:
            for name in chance.sample(shape.key, min(2, len(shape.key))):
                row[name] = rows[name][chance.randrange(rows.height)]
            new = pl.DataFrame([row], schema=rows.schema)
            there = rows.join(new, on=shape.key, how="semi", nulls_equal=True)
            return Difference(old if how == "move" and there.is_empty() else there, new)
        case _:
            _put_text(row, rows, shape, chance)
    return Difference(old, pl.DataFrame([row], schema=rows.schema))


def _other_number(number: int | None, chance: random.Random, *, required: bool) -> int | None:
    some = number or 0
    others = [0, some + 1, some + 100, some + 100_000, some - 7, some * 1000, -some]
    return chance.choice(others if required else [*others, None])


def _put_text(row: dict[str, Any], rows: pl.DataFrame, shape: Shape, chance: random.Random) -> None:
    """Put what another row has in a column that is neither key nor figure."""
    free = [c.name for c in shape.columns if not c.key and c not in shape.figures]
    if free:
        name = chance.choice(free)
        row[name] = rows[name][chance.randrange(rows.height)]


def made_up_book(chance: random.Random) -> dict[str, pl.DataFrame]:
    """A small municipality in two documents, whose lines seldom add up: three units, a tree of groups."""
    codes = ["account_group; drift;", "account_group; utgift; drift", "account_group; inntekt; drift"]
    codes += ["account_group; 10; utgift", "account_group; 11; utgift", "account_group; 16; inntekt"]
    codes += [f"area; FO{area};" for area in "12"] + ["function; 241;", "function; 254;", "chapter; 400;"]
    lines, changes = list[str](), list[str]()
    for document, version in (("budsjett", "adopted"), ("regnskap", "regulated"), ("regnskap", "accounts")):
        for unit in ("A", "B", "BY"):
            for group in ("10", "11", "16", "utgift", "inntekt", "drift"):
                for area in ("", "FO1", "FO2"):
                    amount = chance.choice([0, 1, 2, 3]) * 1000
                    table = chance.choice("12")
                    lines.append(f"{document}; {table}; {unit}; {area}; {group}; {version}; {amount}")
    for number in range(12):
        parent = chance.choice(["", "frame", "sub"])
        step = chance.choice(["base", "change", "change", "frame", "subtotal"])
        group = chance.choice(["", "drift", "10"])
        changes.append(f"budsjett; {number % 2}; A; c{number}; {parent}; {step}; {group}; {number * 100}")
    changes += ["budsjett; 0; A; frame; ; frame; ; 500", "budsjett; 0; A; sub; frame; subtotal; drift; 200"]
    return complete(
        book(
            unit="key; parent\nBY;\nA; BY\nB; BY",
            code="dimension; code; parent\n" + "\n".join(codes),
            budget_line="document; table; unit; area; account_group; version; amount\n" + "\n".join(lines),
            budget_change="\n".join(
                ["document; table; unit; code; parent; step; account_group; amount", *changes]
            ),
        )
    )
