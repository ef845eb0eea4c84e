"""A small invented town whose figures texts are about; every number is invented."""

from typing import Any

import polars as pl

from rodtrad.models.concepts import SHAPES
from rodtrad.models.figure_index import FigureIndex
from rodtrad.models.naming import Naming
from rodtrad.models.thread.weave import Thread, thread_of

THOUSAND = 100_000
"""A thousand kroner in øre."""
_LINE = {"document": "budsjett", "table": "1", "version": "adopted", "printed_unit": "1000 kr", "decimals": 0}


def frame(fact: str, *rows: dict[str, Any]) -> pl.DataFrame:
    empty = dict.fromkeys(SHAPES[fact].names())
    return pl.DataFrame([empty | row for row in rows], schema=SHAPES[fact].polars_schema(), orient="row")


def line(unit: str, group: str, amount: int, *, area: str | None = None, year: int = 2026) -> dict[str, Any]:
    """A budget line in thousand kroner; the accounts for the year before the budget."""
    version = {} if year == 2026 else {"version": "accounts"}
    own = {"unit": unit, "account_group": group, "area": area, "year": year, "amount": amount * THOUSAND}
    return _LINE | own | version


def town() -> dict[str, pl.DataFrame]:
    """A park agency with expenses of 43,5 mill. kr in the budget for 2026, 13,512 of them for parks."""
    named = lambda key, label, **more: {"key": key, "label": label, "label_en": f"{label} (en)"} | more  # noqa: E731
    return {
        "unit": frame(
            "unit",
            named("BY", "Lillevik kommune", kind="municipality"),
            named("PAR", "Parketaten", kind="agency", parent="BY"),
            named("HAV", "Havneetaten", kind="agency", parent="BY"),
        ),
        "document": frame(
            "document",
            named("budsjett", "Budsjett 2026", kind="budget", unit="BY", year=2026),
            named("brev", "Tildelingsbrev 2026", kind="allocation_letter", unit="PAR", year=2026),
        ),
        "code": frame(
            "code",
            *(
                {"dimension": dimension, "code": code, "label": label, "label_en": f"{label} (en)"}
                for dimension, code, label in (
                    ("account_group", "drift-utgift", "Driftsutgifter"),
                    ("account_group", "drift-inntekt", "Driftsinntekter"),
                    ("account_group", "10", "Lønn"),
                    ("area", "FO1", "Parker og grøntområder"),
                )
            ),
        ),
        "budget_line": frame(
            "budget_line",
            line("PAR", "drift-utgift", 43_500),
            line("PAR", "drift-utgift", 41_000, year=2025),
            line("PAR", "drift-utgift", 13_512, area="FO1"),
            line("PAR", "10", 8_040, area="FO1"),
            line("PAR", "drift-inntekt", -2_500),
            line("HAV", "drift-utgift", 99_000),
        ),
        "indicator": frame(
            "indicator",
            {
                "document": "brev",
                "key": "syk",
                "unit": "PAR",
                "label": "Sykefravær",
                "label_en": "Sick leave",
            },
        ),
        "indicator_value": frame(
            "indicator_value",
            *(
                {"document": "brev", "indicator": "syk", "year": year, "kind": "result", "value": value}
                | {"printed_unit": "prosent", "decimals": 1}
                for year, value in ((2025, 80_000), (2026, 74_000))
            ),
        ),
    }


def expenses(*, area: str = "-", group: str = "drift-utgift", year: int = 2026, unit: str = "PAR") -> str:
    """The address of a budget line's amount in the town."""
    version = "adopted" if year == 2026 else "accounts"
    return f"budget_line/budsjett/1/{unit}/-/{area}/-/-/{group}/{year}/{version}/amount"


def sick_leave(year: int = 2026) -> str:
    """The address of the result of sick leave."""
    return f"indicator_value/brev/syk/{year}/result/value"


def town_thread() -> Thread:
    """The town with its figures."""
    return thread_of(town())


def town_names() -> Naming:
    """The names of the town's figures."""
    return Naming(FigureIndex(town_thread()))
