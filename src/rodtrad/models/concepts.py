"""All facts the book holds, in the order they are loaded."""

from collections.abc import Mapping

import polars as pl

from rodtrad.core.shape import Shape, shape
from rodtrad.facts.benefit import BenefitPlan, BenefitReport, BenefitTrace
from rodtrad.facts.budget import BudgetChange, BudgetLine, BudgetProposal, PeriodAmount
from rodtrad.facts.document import Code, Document, StatisticsTable
from rodtrad.facts.figure import KeyFigure, StatedRelation, Table, TableFigure
from rodtrad.facts.goal import Goal, GoalLink
from rodtrad.facts.grant import Grant, InvestmentProject
from rodtrad.facts.indicator import Indicator, IndicatorValue
from rodtrad.facts.letter import AllocationLetter, Assignment, ReportingDuty
from rodtrad.facts.measure import (
    BudgetMeasure,
    EfficiencyMeasure,
    MeasureCard,
    MeasureCondition,
    MeasureEffect,
    SavingTerm,
)
from rodtrad.facts.page import DocumentLine, ReadingDoubt, StatedDirection
from rodtrad.facts.plan import Compensation, PlannedChange
from rodtrad.facts.population import Population
from rodtrad.facts.premise import DistributionCriterion, Premise
from rodtrad.facts.programme import (
    AdoptedCut,
    Assumption,
    EffectPart,
    MeasureLoan,
    MeasureOverlap,
    PhaseIn,
    PriceIndex,
    PriorityRule,
    ScenarioMeasure,
    SharedRisk,
    UncertaintyRule,
)
from rodtrad.facts.rate import Rate, RuleParameter
from rodtrad.facts.reporting import ControlPoint, ReportingPeriod, ReportPart, Risk
from rodtrad.facts.service import Service, ServiceFigure
from rodtrad.facts.unit import Unit
from rodtrad.facts.work import CouncilResolution, FollowUp, Meeting, Passage, WorkingDocument

Facts = Mapping[str, pl.DataFrame]
"""A book in memory: one frame per fact, by the fact's name, in the fact's shape."""

SHAPES: dict[str, Shape] = {
    shaped.name: shaped
    for shaped in map(
        shape,
        (
            Unit,
            Document,
            Code,
            StatisticsTable,
            Goal,
            GoalLink,
            Indicator,
            IndicatorValue,
            BudgetLine,
            BudgetChange,
            AllocationLetter,
            Assignment,
            ReportingDuty,
            EfficiencyMeasure,
            MeasureEffect,
            BudgetMeasure,
            Service,
            ServiceFigure,
            Rate,
            RuleParameter,
            Population,
            Grant,
            InvestmentProject,
            Premise,
            DistributionCriterion,
            KeyFigure,
            Table,
            TableFigure,
            StatedRelation,
            DocumentLine,
            StatedDirection,
            ReadingDoubt,
            MeasureCard,
            MeasureCondition,
            Assumption,
            EffectPart,
            PhaseIn,
            MeasureLoan,
            UncertaintyRule,
            SharedRisk,
            MeasureOverlap,
            ScenarioMeasure,
            PriorityRule,
            PriceIndex,
            AdoptedCut,
            SavingTerm,
            BenefitPlan,
            BenefitTrace,
            BenefitReport,
            WorkingDocument,
            Passage,
            Meeting,
            CouncilResolution,
            FollowUp,
            BudgetProposal,
            PlannedChange,
            Compensation,
            PeriodAmount,
            ReportPart,
            ReportingPeriod,
            Risk,
            ControlPoint,
        ),
    )
}
"""Every fact's shape, by name."""


MEASURED = (
    "measure_card",
    "measure_condition",
    "assumption",
    "effect_part",
    "phase_in",
    "measure_loan",
    "uncertainty_rule",
    "shared_risk",
    "measure_overlap",
    "scenario_measure",
    "priority_rule",
    "price_index",
    "adopted_cut",
    "saving_term",
    "benefit_plan",
    "benefit_trace",
    "benefit_report",
)
"""Facts that people write about measures."""

WORKED = (
    "working_document",
    "passage",
    "meeting",
    "council_resolution",
    "follow_up",
    "budget_proposal",
    "planned_change",
    "compensation",
    "period_amount",
    "report_part",
    "reporting_period",
    "risk",
    "control_point",
)
"""Facts of the year's work: plans, letters, follow-up and reports that are written here."""

PLANNED = (*MEASURED, *WORKED)
"""Facts that people write; no document is read for them."""


def complete(facts: Facts) -> dict[str, pl.DataFrame]:
    """The same facts with an empty frame for every fact that is missing."""
    return {name: facts.get(name, shaped.empty()) for name, shaped in SHAPES.items()}
