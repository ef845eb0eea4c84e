"""What a figure is, in words: made only for the figures somebody looks at."""

import polars as pl

from rodtrad.core.shape import Language
from rodtrad.core.words import word
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.thread.figures import CONSTANT


def label_of(facts: Facts, fact: str, position: int, column: str, language: Language) -> str:
    """A short name of one figure, from its row and the rows it points to.

    fact, position, column   as in the figures of `models/thread/figures.py`
    """
    if fact == CONSTANT:
        return ""
    row = facts[fact].row(position, named=True)
    parts = _PARTS.get(fact, _plain)(facts, row, language)
    columns = SHAPES[fact].figures
    if len(columns) > 1:
        parts.append(SHAPES[fact][column].label_in(language).lower())
    return ", ".join(str(p) for p in parts if p)


def name_of(facts: Facts, fact: str, key: dict[str, object], language: Language) -> str:
    """The label of the row with this key, or the key itself when there is none."""
    frame = facts[fact]
    for name, value in key.items():
        frame = frame.filter(pl.col(name) == value)
    if frame.is_empty():
        return str(list(key.values())[-1])
    return _own(frame.row(0, named=True), language)


def _own(row: dict[str, object], language: Language) -> str:
    return str(row["label"] if language == "no" else row.get("label_en") or row["label"])


def _code(facts: Facts, dimension: str, code: object, language: Language) -> str:
    if not code:
        return ""
    name = name_of(facts, "code", {"dimension": dimension, "code": code}, language)
    return name if dimension == "account_group" or name == code else f"{code} {name}"


def _plain(_: Facts, row: dict[str, object], language: Language) -> list[object]:
    return [_own(row, language) if "label" in row else "", row.get("year")]


def _budget_line(facts: Facts, row: dict[str, object], language: Language) -> list[object]:
    dimensions = ("account_group", "area", "function", "project")
    named: list[object] = [_code(facts, d, row[d], language) for d in dimensions]
    unit = name_of(facts, "unit", {"key": row["unit"]}, language)
    chapter = _code(facts, "chapter", row["chapter"], language)
    if not chapter.endswith(unit):
        named.append(chapter)
    return [*named, unit, f"{word('version', str(row['version']), language)} {row['year']}"]


def _budget_change(facts: Facts, row: dict[str, object], language: Language) -> list[object]:
    return [_own(row, language), _code(facts, "area", row["area"], language), row["year"]]


def _measure_effect(facts: Facts, row: dict[str, object], language: Language) -> list[object]:
    card = name_of(facts, "efficiency_measure", {"key": row["measure"]}, language)
    return [f"{row['measure']} {card}", row["year"]]


def _indicator_value(facts: Facts, row: dict[str, object], language: Language) -> list[object]:
    key = {"document": row["document"], "key": row["indicator"]}
    kind = word("value_kind", str(row["kind"]), language)
    return [name_of(facts, "indicator", key, language), f"{kind.lower()} {row['year']}"]


def _population(facts: Facts, row: dict[str, object], language: Language) -> list[object]:
    unit = name_of(facts, "unit", {"key": row["unit"]}, language)
    return [
        unit,
        name_of(facts, "code", {"dimension": "age_group", "code": row["age_group"]}, language),
        row["year"],
    ]


def _service_figure(facts: Facts, row: dict[str, object], language: Language) -> list[object]:
    name = name_of(facts, "service", {"key": row["service"]}, language)
    return [name, word("service_measure", str(row["measure"]), language).lower(), row["year"]]


def _table_figure(facts: Facts, row: dict[str, object], language: Language) -> list[object]:
    end = "" if language == "no" else "_en"
    table = name_of(facts, "table", {"key": row["table"]}, language)
    return [f"{table}: {row[f'row_label{end}']}", row[f"heading_label{end}"]]


def _key_figure(facts: Facts, row: dict[str, object], language: Language) -> list[object]:
    district = str(row["key"]).count(".") == 1 and row["concept"] is None
    unit = name_of(facts, "unit", {"key": row["unit"]}, language) if district else ""
    return [_own(row, language), unit, row["year"]]


_PARTS = {
    "budget_line": _budget_line,
    "budget_change": _budget_change,
    "measure_effect": _measure_effect,
    "indicator_value": _indicator_value,
    "population": _population,
    "service_figure": _service_figure,
    "table_figure": _table_figure,
    "key_figure": _key_figure,
}
