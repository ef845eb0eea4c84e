"""What follows when a budget is handed in or adopted, and what stands in the way of it."""

from collections.abc import Iterator

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.edition import Edition
from rodtrad.app.work import Brought, added
from rodtrad.core.errors import UsageError
from rodtrad.core.roles import Right
from rodtrad.core.shape import Language
from rodtrad.core.words import say, word
from rodtrad.facts.budget import BudgetStage
from rodtrad.facts.work import DocumentState
from rodtrad.models.budgeting.adoption import AdoptedRows, adjusted_rows, adopted_rows
from rodtrad.models.budgeting.differences import missing_of
from rodtrad.models.budgeting.versions import BudgetVersion, adopted_beside, budget_versions, next_edition
from rodtrad.models.concepts import Facts
from rodtrad.reports.planning_balance import missing_told
from rodtrad.store.changes import RowChange
from rodtrad.store.unchanged import Unchanged

_SHOWN = 8
_READ_WHOLE = frozenset({"budget_proposal", "code", "unit"})
_UNSETTLED = (DocumentState.DRAFT.value, DocumentState.SUBMITTED.value)


def obstacles(facts: Facts, version: BudgetVersion, language: Language) -> tuple[UsageError, ...]:
    """Everything that stands in the way of adopting a budget, as what would be raised."""
    return (
        *_unbalanced(facts, version, language),
        *_out_of_order(facts, version),
        *_undecided(facts, version),
    )


def _unbalanced(facts: Facts, version: BudgetVersion, language: Language) -> Iterator[UsageError]:
    missing = missing_of(facts, version) if version.stage is BudgetStage.ALTERNATIVE else {}
    if missing:
        told = missing_told(missing, language)
        yield UsageError("plan_must_balance", document=version.document, years=told)


def _out_of_order(facts: Facts, version: BudgetVersion) -> Iterator[UsageError]:
    versions = budget_versions(facts)
    if version.is_adjustment:
        target = versions.get(version.amends or "")
        if target is None or not target.is_adopted:
            yield UsageError("plan_adjusts_unadopted", document=version.amends or "–")
        return
    other = adopted_beside(facts, version)
    if other is not None:
        yield UsageError("plan_already_adopted", document=other.document)


def _undecided(facts: Facts, version: BudgetVersion) -> Iterator[UsageError]:
    """An adjustment is adopted with the decision behind each of its changes."""
    if not version.is_adjustment:
        return
    own = facts["planned_change"].filter(pl.col("document") == version.document)
    bare = own.filter(pl.col("decision").is_null())["label"].unique(maintain_order=True).to_list()
    if own.is_empty():
        yield UsageError("plan_without_changes", document=version.document)
    if bare:
        yield UsageError("plan_decision_missing", changes=bare[:_SHOWN], count=len(bare))


def on_submitted(ask: Ask, document: str) -> Brought:
    """A budget is handed in: an alternative must balance.

    raises  UsageError  it does not
    """
    edition = ask.book.edition()
    facts = edition.judgement.thread.facts
    version = _version(facts, document)
    _refuse(_unbalanced(facts, version, ask.language))
    return Brought([], _ground(edition, version))


def on_adopted(ask: Ask, document: str) -> Brought:
    """A budget is adopted: its frames are written, and the other versions are frozen.

    The whole book is looked at, also what who asks does not see: half a budget is not adopted.

    raises  UsageError  something stands in the way, with what and what to do
    """
    edition = ask.book.edition()
    facts = edition.judgement.thread.facts
    version = _version(facts, document)
    _refuse(obstacles(facts, version, ask.language))
    rows = adjusted_rows(facts, version) if version.is_adjustment else adopted_rows(facts, version)
    if rows.unknown.height:
        told = rows.unknown.head(_SHOWN)["code"].to_list()
        raise UsageError("plan_codes_unknown", document=document, codes=told)
    every = [*_codes(ask, rows), *added(rows.facts), *_closed(ask, edition, version)]
    return Brought(
        every, _ground(edition, version), {"edition": next_edition(budget_versions(facts), version)}
    )


def _ground(edition: Edition, version: BudgetVersion) -> Unchanged:
    """What a budget is reckoned from: what it stands on and carries on, and the others of the same year."""
    versions = budget_versions(edition.judgement.thread.facts).values()
    beside = (v.document for v in versions if v.first_year == version.first_year)
    documents = frozenset((*version.chain, *beside, version.base_document or version.root))
    return Unchanged(edition.revision, documents, _READ_WHOLE)


def _version(facts: Facts, document: str) -> BudgetVersion:
    version = budget_versions(facts).get(document)
    if version is None:
        raise UsageError("budget_unknown", document=document)
    return version


def _refuse(found: Iterator[UsageError] | tuple[UsageError, ...]) -> None:
    first = next(iter(found), None)
    if first is not None:
        raise first


def _codes(ask: Ask, rows: AdoptedRows) -> list[RowChange]:
    """The codes for what is not split, added to the code list by who may."""
    if rows.codes.is_empty():
        return []
    if not ask.person.may(Right.ADMINISTER):
        raise UsageError("plan_codes_missing", codes=rows.codes["code"].to_list())
    made = []
    for row in rows.codes.iter_rows(named=True):
        whole = row["parent"] or word("dimension", row["dimension"], "no").lower()
        whole_en = row["parent"] or word("dimension", row["dimension"], "en").lower()
        values = {
            "parent": row["parent"],
            "label": say("plan_unsplit_code", "no", whole=whole),
            "label_en": say("plan_unsplit_code", "en", whole=whole_en),
        }
        key = {"dimension": row["dimension"], "code": row["code"]}
        made.append(RowChange("code", key, values, None))
    return made


def _closed(ask: Ask, edition: Edition, version: BudgetVersion) -> list[RowChange]:
    """The versions that can no longer be adopted are frozen with it, so that nobody changes them.

    Who has only a part of the municipality leaves those of others that theirs does not stand on.
    """
    versions = budget_versions(edition.judgement.thread.facts)
    others = (v for v in versions.values() if v.root == version.root and not v.is_adjustment)
    still = [v for v in others if v.document != version.document and v.state in _UNSETTLED]
    theirs = [v for v in still if ask.person.units is None or v.document in version.chain]
    return [
        RowChange(
            "working_document",
            {"document": v.document},
            {"state": DocumentState.FROZEN.value},
            ask.book.version_of(edition, "working_document", {"document": v.document}),
        )
        for v in theirs
    ]
