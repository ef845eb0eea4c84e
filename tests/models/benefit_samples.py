"""A made-up town with one measure, its accounts and its places: no number here is real."""

from datetime import date

import polars as pl

from rodtrad.core.amount import Amount, Quantity
from rodtrad.models.concepts import SHAPES
from rodtrad.models.programme.benefits import BenefitLimits, benefits_of
from rodtrad.models.thread.weave import thread_of

DOCUMENT = "funn"


def kr(value):
    return Amount.kr(value).ore


def frame(fact, *rows):
    empty = dict.fromkeys(SHAPES[fact].names())
    return pl.DataFrame([empty | row for row in rows], schema=SHAPES[fact].polars_schema(), orient="row")


def card(key="B1", **more):
    row = {"document": DOCUMENT, "key": key, "sector": "BY", "owner": "PAR", "line": 3}
    return row | {"label": f"Tiltak {key}", "label_en": f"Measure {key}"} | more


def effect(year, amount, measure="B1"):
    row = {
        "document": DOCUMENT,
        "measure": measure,
        "year": year,
        "printed_unit": "kr",
        "decimals": 0,
        "line": 4,
    }
    return row | {"amount": None if amount is None else kr(amount)}


def plan(measure="B1", growth=0, start=2024, **more):
    row = {"document": DOCUMENT, "measure": measure, "owner": "PAR", "baseline_year": start}
    return row | {"growth": Quantity.of(growth).ten_thousandths} | more


def trace(key="lønn", measure="B1", **more):
    row = {"document": DOCUMENT, "measure": measure, "key": key, "kind": "account", "unit": "PAR"}
    named = {"label": key.capitalize(), "label_en": f"{key} (en)"}
    return row | named | {"chapter": "315", "account_group": "10"} | more


def volume(change, key="plasser", measure="B1", concept="par/plasser/{year}"):
    found = trace(key, measure, kind="volume", unit=None, chapter=None, account_group=None)
    return found | {
        "concept": concept,
        "change": None if change is None else Quantity.of(change).ten_thousandths,
    }


def line(year, amount, **more):
    row = {"document": "regnskap", "table": "1", "unit": "PAR", "chapter": "315", "account_group": "10"}
    row |= {"year": year, "version": "accounts", "amount": kr(amount), "printed_unit": "kr", "decimals": 0}
    return row | {"line": year} | more


def counted(year, value, name="plasser", unit="plasser", **more):
    row = {"document": "regnskap", "key": f"{name}.{year}", "unit": "PAR", "year": str(year), "decimals": 0}
    row |= {"value": Quantity.of(value).ten_thousandths, "printed_unit": unit, "line": 9}
    return row | {"concept": f"par/{name}/{year}", "label": name, "label_en": name} | more


def report(year, amount, measure="B1", reported=date(2030, 1, 15), document=DOCUMENT):
    row = {"document": document, "measure": measure, "year": year, "amount": kr(amount)}
    return row | {"reported": reported}


def groups():
    """Wages and purchases are expenses, and expenses are part of the net."""
    tree = {"10": "drift-utgift", "11": "drift-utgift", "drift-utgift": "drift", "drift": None}
    return [
        {"dimension": "account_group", "code": code, "parent": parent, "label": code, "label_en": code}
        for code, parent in tree.items()
    ]


def benefits(
    lines, *, effects=(), plans=(), cards=(), traces=(), volumes=(), reports=(), counts=(), limits=None
):
    """The benefits of a book where B1 is to save 100 kr in 2026 in one line, unless told otherwise."""
    facts = {
        "code": frame("code", *groups()),
        "efficiency_measure": frame("efficiency_measure", *(cards or [card()])),
        "measure_effect": frame("measure_effect", *(effects or [effect(2026, 100)])),
        "benefit_plan": frame("benefit_plan", *(plans or [plan()])),
        "benefit_trace": frame("benefit_trace", *(traces or [trace()]), *volumes),
        "benefit_report": frame("benefit_report", *reports),
        "budget_line": frame("budget_line", *lines),
        "key_figure": frame("key_figure", *counts),
    }
    return benefits_of(thread_of(facts), limits or BenefitLimits())


def only_year(*args, **facts):
    [benefit] = benefits(*args, **facts)
    [year] = benefit.years
    return year


def saved(amount, **facts):
    """The line costs 1 000 in 2024 and so much less in 2026."""
    return only_year([line(2024, 1000), line(2026, 1000 - amount)], **facts)


SAVED = [line(2024, 1000), line(2025, 960), line(2026, 900)]
