"""Forecasts of rows that go as budgeted (prognose som budsjettert)."""

from typing import Any

from rodtrad.facts.budget import Version
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.reporting.economy import economy_of, own_key
from rodtrad.models.reporting.rounds import Report


def as_budgeted(facts: Facts, report: Report) -> dict[str, dict[str, Any]]:
    """The year's regulated budget as a forecast, by the forecast's address.

    Totals have no forecast of their own, and a row without a budget for the year cannot go as budgeted.
    """
    lines = economy_of(facts, report, None).lines
    budgets = {line.place: line.year_budget for line in lines if not line.is_total}
    return {
        SHAPES["period_amount"].address_of(own_key(report, place, Version.FORECAST)): {
            "amount": budget.ore,
            "printed_unit": budget.printed_unit,
            "decimals": max(0, budget.decimals),
        }
        for place, budget in budgets.items()
        if budget is not None
    }
