"""The steps from last year's frame to the new one: their order is stated here, and nowhere else."""

from enum import StrEnum

from rodtrad.core.shape import Language
from rodtrad.core.words import say, terms
from rodtrad.facts.plan import ChangeCategory


class PlanStep(StrEnum):
    """One step on the way to a new frame (trinn), in the order it is taken."""

    BASE = "base"
    TECHNICAL = ChangeCategory.TECHNICAL.value
    COMPENSATION = "compensation"
    DEMOGRAPHY = ChangeCategory.DEMOGRAPHY.value
    DECIDED_EARLIER = ChangeCategory.DECIDED_EARLIER.value
    STATE_BUDGET = ChangeCategory.STATE_BUDGET.value
    NEW_PRIORITY = ChangeCategory.NEW_PRIORITY.value
    COUNCIL = ChangeCategory.COUNCIL.value
    MEASURE = ChangeCategory.MEASURE.value
    FRAME = "frame"


PLAN_STEPS: tuple[PlanStep, ...] = tuple(PlanStep)
"""Every step, from the base to the frame."""
CHANGE_STEPS: tuple[PlanStep, ...] = PLAN_STEPS[1:-1]
"""The steps between the base and the frame."""
OLDER_PRICES = (PlanStep.BASE.value, PlanStep.TECHNICAL.value, PlanStep.DECIDED_EARLIER.value)
"""What is stated in last year's prices, and so gets the first year's compensation too."""
PLAN_LENGTH = 4
"""Years of a plan."""


def years_of(first_year: int) -> tuple[int, ...]:
    """The years of the plan that begins in a year."""
    return tuple(range(first_year, first_year + PLAN_LENGTH))


def step_name(step: str, language: Language) -> str:
    """What a step is called: a category of changes by its own word."""
    known = terms("change_category")
    return known[step][language == "en"] if step in known else say(f"plan_step_{step}", language)


def compensation_name(year: str, language: Language) -> str:
    """What one year's compensation is called."""
    return say("plan_compensation_of", language, year=year)
