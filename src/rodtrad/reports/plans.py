"""Budgets that are made here, worked out once for all who look at them."""

from rodtrad.models.budgeting.base import BaseFrame
from rodtrad.models.budgeting.plan import Plan, carried_frame, plan_of_version
from rodtrad.models.budgeting.versions import BudgetVersion, budget_versions
from rodtrad.reports.telling import Telling


def carried_told(telling: Telling, version: BudgetVersion) -> BaseFrame:
    """What a budget carries on; found once, until last year's budget changes."""
    document = version.document

    def carried() -> BaseFrame:
        return carried_frame(telling.facts, budget_versions(telling.facts)[document])

    return telling.kept.once(("carried frame", document), carried)


def plan_told(telling: Telling, version: BudgetVersion) -> Plan:
    """A budget worked out; once, until something in it changes."""
    document = version.document

    def planned() -> Plan:
        own = budget_versions(telling.facts)[document]
        return plan_of_version(telling.facts, own, carried_told(telling, own))

    return telling.kept.once(("plan", document), planned)
