"""Eksempelvik, which is invented and comes along, with texts that are invented here.

In its budget for 2026 wages in care in institutions (function 253) are 182 000 thousand kroner and at home
(254) 121 400; sales income in institutions is -38 200.
"""

from datetime import date
from typing import Any

import polars as pl

from rodtrad.app.books import EXAMPLES
from rodtrad.checks.run import judgement_of
from rodtrad.core.shape import Language
from rodtrad.models.concepts import SHAPES
from rodtrad.models.figure_index import FigureIndex
from rodtrad.models.naming import Naming
from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.datapackage import read_package
from rodtrad.reports.telling import Telling

TODAY = date(2026, 9, 15)
REPORT = "rapport-oms-2026"


def line(function: str = "253", group: str = "10", area: str = "FO3") -> str:
    """The address of a budget line of the care agency."""
    return f"budget_line/budget-2026/ramme/OMS/300/{area}/{function}/-/{group}/2026/adopted/amount"


WAGES, AT_HOME, INCOME = line(), line("254"), line(group="16")


def passage(key: str, text: str, part: str = "summary", **more: Any) -> dict[str, Any]:
    return {"document": REPORT, "key": key, "part": part, "position": 1, "text": text} | more


def _more(facts: dict[str, pl.DataFrame], fact: str, *rows: dict[str, Any]) -> None:
    empty = dict.fromkeys(SHAPES[fact].names())
    whole = [empty | row for row in rows]
    added = pl.DataFrame(whole, schema=SHAPES[fact].polars_schema(), orient="row")
    facts[fact] = pl.concat([facts.get(fact, SHAPES[fact].empty()), added])


def telling_of(
    *passages: dict[str, Any], language: Language = "no", hidden: str = "", state: str = "draft"
) -> Telling:
    """The book with a report that holds some passages.

    hidden  function whose budget lines this reader does not see
    """
    facts = dict(read_package(EXAMPLES / "eksempelvik").facts)
    named = {"label": "Rapport 2026", "label_en": "Report 2026"}
    about = {"key": REPORT, "kind": "period_report", "unit": "OMS", "year": 2026}
    _more(facts, "document", about | named)
    _more(facts, "working_document", {"document": REPORT, "unit": "OMS", "state": state, "edition": 1})
    _more(facts, "passage", *passages)
    if hidden:
        facts["budget_line"] = facts["budget_line"].filter(pl.col("function") != hidden)
    return Telling(judgement_of(thread_of(facts), {}), language)


def naming_of(telling: Telling) -> Naming:
    return Naming(FigureIndex(telling.thread))
