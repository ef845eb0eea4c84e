"""A made-up programme of two units, for the tests of saving: every number in it is invented."""

from typing import Any

from store_samples import STAMP, frame, units

from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange

REVIEW = {
    "key": "review",
    "kind": "sector_review",
    "unit": "by",
    "year": 2026,
    "label": "a",
    "label_en": "a",
}
MEASURE = {
    "document": "review",
    "key": "1",
    "sector": "by",
    "owner": "south",
    "label": "a",
    "label_en": "a",
    "line": 1,
}
ASSUMPTION = {
    "document": "review",
    "key": "places",
    "value": 80_0000,
    "spread": "fixed",
    "printed_unit": "plasser",
    "decimals": 0,
    "label": "Tomme plasser",
    "label_en": "Empty places",
}
CARD = {"document": "review", "measure": "1", "situation": "Plasser står tomme"}
PACKAGE = {
    "unit": units(*({"key": k, "parent": p} for k, p in (("by", None), ("south", "by"), ("north", "by")))),
    "document": frame("document", REVIEW),
    "efficiency_measure": frame("efficiency_measure", MEASURE, MEASURE | {"key": "2", "owner": "north"}),
    "assumption": frame("assumption", ASSUMPTION, ASSUMPTION | {"key": "cost"}),
    "measure_card": frame("measure_card", CARD),
}
PLACES = {"document": "review", "key": "places"}
COST = {"document": "review", "key": "cost"}
CARD_KEY = {"document": "review", "measure": "1"}
DAYS = {"document": "review", "key": "days"}
NEW_VALUES = {k: v for k, v in ASSUMPTION.items() if k not in DAYS} | {"value": 365_0000}


def load(book: Book, **changed: Any) -> None:
    """Read the made-up package into a book."""
    book.load(PACKAGE | changed, None, **STAMP)


def changed(key: dict[str, Any], version: int = 1, fact: str = "assumption", **values: Any) -> RowChange:
    return RowChange(fact, key, values, version)


def added(key: dict[str, Any] = DAYS, fact: str = "assumption", **values: Any) -> RowChange:
    return RowChange(fact, key, NEW_VALUES | values if fact == "assumption" else values, None)


def removed(key: dict[str, Any] = COST, version: int = 1, fact: str = "assumption") -> RowChange:
    return RowChange(fact, key, None, version)


def phase(year: int, half: int = 1, part: str | None = None, **values: Any) -> RowChange:
    """Half of the effect from a half-year on; a new row."""
    key = {"document": "review", "measure": "1", "part": part, "year": year, "half": half}
    return RowChange("phase_in", key, {"share": 50_0000} | values, None)


def values_of(book: Book, as_of: int | None = None) -> dict[str, int]:
    """The value of every assumption, by key."""
    return dict(book.rows("assumption", as_of=as_of).select("key", "value").iter_rows())


BEFORE = {"places": 80_0000, "cost": 80_0000}
ALL_THREE = [changed(PLACES, value=90_0000), removed(COST), added(DAYS)]
AFTER = {"places": 90_0000, "days": 365_0000}
"""What the three changes make of the values before them."""
