"""Budgets that are made here: begun from last year's, changed by new versions, and shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from rodtrad.app.adopting import obstacles
from rodtrad.app.asking import Ask
from rodtrad.app.planning_changes import PARTED as PARTED_KEY
from rodtrad.app.planning_changes import ChangeTexts, change_texts, reversed_texts
from rodtrad.app.planning_forms import ChangeForm, RatesForm, StageChoice, change_form, next_years
from rodtrad.app.planning_rates import has_rates, rates_form
from rodtrad.app.work import NewDocument, added, begin_document, work_page
from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import MissingError, UsageError
from rodtrad.core.roles import Right
from rodtrad.core.shape import Language
from rodtrad.core.words import say, word
from rodtrad.facts.budget import BudgetStage, Version
from rodtrad.facts.document import DocumentKind
from rodtrad.models.budgeting.carry import changes_to_carry, rates_to_carry
from rodtrad.models.budgeting.trees import units_within
from rodtrad.models.budgeting.versions import BudgetVersion, adjustments_of, budget_versions
from rodtrad.models.workflow import is_open
from rodtrad.reports.planning import PARTED, PlanningView, planning_view
from rodtrad.reports.planning_page import PlanQuestion, PlanView, plan_view
from rodtrad.reports.work import WorkSummary
from rodtrad.store.changes import RowChange

_AMENDING = (BudgetStage.SUPPLEMENTARY, BudgetStage.RESOLUTION, BudgetStage.ADOPTED)
_NUMBERED = (BudgetStage.ADJUSTMENT, BudgetStage.ALTERNATIVE)
_LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class PlanningList:
    """Every budget that is made here, and whether who asks may begin one."""

    budgets: PlanningView
    may_begin: bool


@dataclass(frozen=True, slots=True)
class PlanningPage:
    """One budget with the steps it can take, and the forms for who may write it."""

    view: PlanView
    work: WorkSummary
    obstacles: tuple[str, ...]
    change: ChangeForm | None
    rates: RatesForm | None
    stages: tuple[StageChoice, ...]


def planning_list(ask: Ask) -> PlanningList:
    """Every budget that is made here."""
    return PlanningList(planning_view(ask.telling), ask.person.may(Right.STEER))


def version_asked(ask: Ask, document: str) -> BudgetVersion:
    """A budget that is made here.

    raises  MissingError  there is none with the key, or who asks may not see it
    """
    version = budget_versions(ask.telling.facts).get(document)
    if version is None:
        raise MissingError("budget_unknown", ask.near(f"document/{document}"), document=document)
    return version


def may_write(ask: Ask, version: BudgetVersion) -> bool:
    """Whether who asks may change a budget now."""
    is_alternative = version.stage is BudgetStage.ALTERNATIVE
    right = Right.ALTERNATIVE if is_alternative else Right.STEER
    return is_open(version.state) and ask.person.may(right)


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody has sent that could not be saved: a change or rates, and why."""

    change: ChangeTexts | None = None
    errors: tuple[str, ...] = ()
    rates: Mapping[str, str] | None = None
    rate_errors: tuple[str, ...] = ()
    conflict: bool = False


def planning_page(
    ask: Ask, asked: PlanQuestion, change: str = "", reverse: str = "", sent: Sent | None = None
) -> PlanningPage:
    """One budget as a page.

    change   code and place of the change that is edited; empty for a new one
    reverse  document, code and place of another version's change that is to be taken back
    sent     what could not be saved, so that nothing is lost

    raises  MissingError  there is no such budget, or no such change in it
    """
    version, sent = version_asked(ask, asked.document), sent or Sent()
    if sent.change is None:
        sent = replace(sent, change=_begun(ask, version, asked.unit, change, reverse))
    view = plan_view(ask.telling, version, asked)
    writable = may_write(ask, version)
    facts = ask.telling.facts
    return PlanningPage(
        view,
        work_page(ask, version.document),
        tuple(error_sentence(o, ask.language) for o in obstacles(facts, version, ask.language))
        if writable
        else (),
        change_form(ask, version, sent.change, sent.errors) if writable and sent.change else None,
        _rates(ask, version, sent) if writable and not version.is_adjustment else None,
        stage_choices(ask, version),
    )


def _begun(ask: Ask, version: BudgetVersion, unit: str, change: str, reverse: str) -> ChangeTexts:
    """What the form of a change holds before anybody has written in it."""
    if change:
        return change_texts(ask, version, change)
    if reverse:
        document, _, key = reverse.partition(PARTED_KEY)
        return reversed_texts(ask, version_asked(ask, document), key)
    return ChangeTexts("", "", {"unit": unit}, {})


def _rates(ask: Ask, version: BudgetVersion, sent: Sent) -> RatesForm | None:
    if not has_rates(ask, version):
        return None
    return rates_form(ask, version, sent.rates, sent.rate_errors, conflict=sent.conflict)


def stage_choices(ask: Ask, version: BudgetVersion) -> tuple[StageChoice, ...]:
    """The versions who asks may make of a budget."""
    stages: list[BudgetStage] = []
    if version.is_adopted or version.is_adjustment:
        stages = [BudgetStage.ADJUSTMENT] if ask.person.may(Right.STEER) else []
    elif version.stage is not BudgetStage.ALTERNATIVE:
        stages = list(_AMENDING) if ask.person.may(Right.STEER) else []
        stages += [BudgetStage.ALTERNATIVE] if ask.person.may(Right.ALTERNATIVE) else []
    return tuple(
        StageChoice(
            s.value,
            word("budget_stage", s.value, ask.language),
            new_key(ask, s, version.first_year),
            _label(ask, s, version.first_year, ask.language),
        )
        for s in stages
    )


def new_key(ask: Ask, stage: BudgetStage, first_year: int) -> str:
    """A key for a new version that no document has: `budget-2027`, `adjustment-2027-2`."""
    taken = set(ask.book.edition().judgement.thread.facts["document"]["key"])
    wanted = f"budget-{first_year}" if stage is BudgetStage.PROPOSAL else f"{stage.value}-{first_year}"
    tries = (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3)))
    return next(key for key in tries if key not in taken)


def _label(ask: Ask, stage: BudgetStage, first_year: int, language: Language) -> str:
    """What a new version is called; a name that is taken is numbered."""
    wanted = _wanted_label(ask, stage, first_year, language)
    taken = set(ask.telling.facts["document"]["label" if language == "no" else "label_en"])
    tries = (wanted, *(f"{wanted} ({n})" for n in range(2, len(taken) + 3)))
    return next(label for label in tries if label not in taken)


def _wanted_label(ask: Ask, stage: BudgetStage, first_year: int, language: Language) -> str:
    """What a version is called; adjustments and alternatives are numbered through the year."""
    years = next_years(first_year)
    if stage is BudgetStage.PROPOSAL:
        return say("plan_label", language, year=first_year, years=years)
    told = word("budget_stage", stage.value, language)
    if stage not in _NUMBERED:
        return say("plan_label_of", language, stage=told.lower(), year=first_year)
    before = [
        v
        for v in budget_versions(ask.telling.facts).values()
        if v.stage is stage and v.first_year == first_year
    ]
    return say("plan_label_numbered", language, stage=told, number=len(before) + 1, year=first_year)


@dataclass(frozen=True, slots=True)
class NewBudget:
    """A budget that is begun from last year's.

    base   document, version and year that are carried on, parted; empty to begin from nothing
    about  unit whose money it is, with all below it      writer  unit that makes it
    """

    base: str
    about: str
    first_year: int | None = None
    key: str = ""
    label: str = ""
    writer: str = ""
    deadline: date | None = None


def begin_budget(ask: Ask, new: NewBudget, *, by: str = "", why: str = "") -> str:
    """Begin a budget from last year's, with what ends and begins of its changes; returns its key.

    raises  UsageError   what it is to carry on cannot be used, or there is no year
            AccessError  who asks may not make it
    """
    facts = ask.telling.facts
    base = _base(ask, new.base)
    year = new.first_year or (base[2] + 1 if base else None)
    if year is None:
        raise UsageError("plan_year_missing")
    if not facts["unit"].filter(pl.col("key") == new.about).height:
        raise UsageError("plan_about_missing")
    key = new.key.strip() or new_key(ask, BudgetStage.PROPOSAL, year)
    document, version, base_year = base or (None, None, None)
    proposal = {
        "stage": BudgetStage.PROPOSAL.value,
        "first_year": year,
        "amends": None,
        "base_document": document,
        "base_version": version,
        "base_year": base_year,
    }
    begun = NewDocument(
        key,
        DocumentKind.BUDGET,
        new.about,
        new.writer or new.about,
        year,
        new.label.strip() or _label(ask, BudgetStage.PROPOSAL, year, "no"),
        new.label.strip() or _label(ask, BudgetStage.PROPOSAL, year, "en"),
        follows=document,
        deadline=new.deadline,
    )
    rows = [RowChange("budget_proposal", {"document": key}, proposal, None)]
    more = _carried(ask, key, base, year)
    told = why.strip() or say("plan_begun", ask.language, label=begun.label)
    return begin_document(ask, begun, [*rows, *more], by=by, why=told)


def _base(ask: Ask, text: str) -> tuple[str, str, int] | None:
    """The budget that is carried on."""
    if not text:
        return None
    document, _, rest = text.partition(PARTED)
    version, _, year = rest.partition(PARTED)
    known = ask.telling.where("document", "key", document).height
    if not known or version not in set(Version) or not year.isdecimal() or len(year) > 4:
        raise UsageError("plan_base_unknown", base=text[:_LONGEST_KEY])
    return document, version, int(year)


def _carried(ask: Ask, key: str, base: tuple[str, str, int] | None, first_year: int) -> list[RowChange]:
    """What is carried on from a budget that was made here: rates, and changes that end, grow or begin."""
    versions = budget_versions(ask.telling.facts)
    source = versions.get(base[0]) if base else None
    if base is None or source is None or source.first_year + 1 != first_year or base[2] != source.first_year:
        return []
    regulated = base[1] == Version.REGULATED.value
    later = adjustments_of(versions, source.document)
    changes = changes_to_carry(ask.telling.facts, source, later, target=key, regulated=regulated)
    rates = rates_to_carry(ask.telling.facts, source, target=key)
    return added({"planned_change": changes, "compensation": rates})


@dataclass(frozen=True, slots=True)
class Amendment:
    """A version that changes another; its key and name are made when they are not given."""

    stage: str
    key: str = ""
    label: str = ""


def amend_budget(ask: Ask, document: str, new: Amendment, *, by: str = "", why: str = "") -> str:
    """Begin a version that changes a budget: supplementary, resolution, alternative or adjustment.

    raises  UsageError   there is no such version of it
            AccessError  who asks may not make it
    """
    version = version_asked(ask, document)
    choice = next((c for c in stage_choices(ask, version) if c.stage == new.stage), None)
    if choice is None:
        raise UsageError("plan_no_such_stage", document=document, stage=new.stage[:_LONGEST_KEY])
    target = version.amends if version.is_adjustment and version.amends else document
    stage, year, label = BudgetStage(new.stage), version.first_year, new.label.strip()
    about = NewDocument(
        new.key.strip() or choice.key,
        DocumentKind.BUDGET,
        version.about or "",
        _writer(ask, version),
        year,
        label or _label(ask, stage, year, "no"),
        label or _label(ask, stage, year, "en"),
    )
    nothing = dict.fromkeys(("base_document", "base_version", "base_year"))
    proposal = {"stage": stage.value, "first_year": year, "amends": target, **nothing}
    rows = [RowChange("budget_proposal", {"document": about.key}, proposal, None)]
    told = why.strip() or say("plan_begun", ask.language, label=about.label)
    return begin_document(ask, about, rows, by=by, why=told)


def _writer(ask: Ask, version: BudgetVersion) -> str:
    """The unit that writes a new version: the one that writes what it changes, or else one's own."""
    facts = ask.telling.facts
    rows = facts["working_document"].filter(pl.col("document") == version.document)
    before = str(rows["unit"][0]) if rows.height else version.about or ""
    own = ask.person.units
    if own is None or any(before in units_within(facts, unit) for unit in own):
        return before
    return next(iter(sorted(own)), before)
