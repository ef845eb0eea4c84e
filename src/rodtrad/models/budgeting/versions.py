"""Versions of a budget: which one changes which, and which changes count in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from rodtrad.facts.budget import BudgetStage
from rodtrad.facts.work import DocumentState
from rodtrad.models.budgeting.steps import years_of
from rodtrad.models.budgeting.trees import units_within
from rodtrad.models.concepts import Facts

AdoptionOrder = tuple[date, int, str]
"""Day, edition and document."""


@dataclass(frozen=True, slots=True)
class BudgetVersion:
    """One version of a budget, with the versions it stands on (budsjettversjon).

    chain  the documents whose changes count in it, in the order they came; the last is its own
    about  the unit whose money it is about, with all units below
    sent   day it was adopted
    edition  of the budget it regulates, which is the first: each adjustment that is adopted makes the next
    """

    document: str
    about: str | None
    stage: BudgetStage
    first_year: int
    amends: str | None
    base_document: str | None
    base_version: str | None
    base_year: int | None
    state: str
    sent: date | None
    edition: int
    chain: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the plan."""
        return years_of(self.first_year)

    @property
    def root(self) -> str:
        """The version that begins from last year's budget."""
        return self.chain[0]

    @property
    def is_adopted(self) -> bool:
        """Whether it has been adopted."""
        return self.state == DocumentState.ADOPTED.value

    @property
    def is_adjustment(self) -> bool:
        """Whether it regulates an adopted budget through the year."""
        return self.stage is BudgetStage.ADJUSTMENT

    @property
    def before(self) -> str | None:
        """The last version its own changes come on top of."""
        return self.chain[-2] if len(self.chain) > 1 else None


def budget_versions(facts: Facts) -> dict[str, BudgetVersion]:
    """Every budget that is made here, by its document.

    A version that names itself, or another that leads back to it, begins from nothing there.
    """
    work = facts["working_document"].select("document", "state", "sent", "edition")
    about = facts["document"].select(pl.col("key").alias("document"), pl.col("unit").alias("about"))
    rows = (
        facts["budget_proposal"]
        .join(work, on="document", how="left", maintain_order="left")
        .join(about, on="document", how="left", maintain_order="left")
    )
    by_key = {row["document"]: row for row in rows.iter_rows(named=True)}
    return {key: _version(key, by_key) for key in by_key}


def _version(key: str, by_key: Mapping[str, dict[str, object]]) -> BudgetVersion:
    row = by_key[key]
    chain = _chain(key, by_key)
    root = by_key[chain[0]]
    return BudgetVersion(
        document=key,
        about=_text(root["about"]),
        stage=BudgetStage(str(row["stage"])),
        first_year=_whole(row["first_year"]) or 0,
        amends=_text(row["amends"]),
        base_document=_text(root["base_document"]),
        base_version=_text(root["base_version"]),
        base_year=_whole(root["base_year"]),
        state=str(row["state"] or DocumentState.DRAFT.value),
        sent=row["sent"] if isinstance(row["sent"], date) else None,
        edition=_whole(row["edition"]) or 1,
        chain=chain,
    )


def _chain(key: str, by_key: Mapping[str, dict[str, object]]) -> tuple[str, ...]:
    """The documents a version stands on, first to last, and itself.

    An adjustment stands on those that were adopted before it, too.
    """
    found = [key]
    above = _text(by_key[key]["amends"])
    while above is not None and above in by_key and above not in found:
        earlier = [name for name in _earlier(found[0], by_key) if name not in found]
        found = [above, *earlier, *found]
        above = _text(by_key[above]["amends"])
    return tuple(found)


def _earlier(key: str, by_key: Mapping[str, dict[str, object]]) -> list[str]:
    """The adjustments of the same budget that were adopted before one, in order."""
    own = by_key[key]
    if own["stage"] != BudgetStage.ADJUSTMENT.value:
        return []
    adopted = sorted(
        _order(name, row)
        for name, row in by_key.items()
        if row["stage"] == BudgetStage.ADJUSTMENT.value
        and row["amends"] == own["amends"]
        and row["state"] == DocumentState.ADOPTED.value
    )
    is_adopted = own["state"] == DocumentState.ADOPTED.value
    return [order[-1] for order in adopted if not is_adopted or order < _order(key, own)]


def _order(name: str, row: Mapping[str, object]) -> AdoptionOrder:
    """When a version was adopted; one that is not is the last."""
    day = row["sent"]
    return adoption_order(day if isinstance(day, date) else date.max, _whole(row["edition"]) or 1, name)


def adoption_order(day: date, edition: int, document: str) -> AdoptionOrder:
    """What budgets are sorted by, so that the one adopted last is the last.

    Those of one day follow each other by edition. Only documents of before editions were counted have the
    same; they come by their key, for nothing else is known of them.
    """
    return day, edition, document


def next_edition(versions: Mapping[str, BudgetVersion], version: BudgetVersion) -> int:
    """The edition a budget is adopted as: an adjustment is one more than all that is adopted before it."""
    target = versions.get(version.amends or "")
    if not version.is_adjustment or target is None:
        return version.edition
    return 1 + max(v.edition for v in (target, *adjustments_of(versions, target.document)))


def _text(value: object) -> str | None:
    return str(value) if value else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def adjustments_of(versions: Mapping[str, BudgetVersion], document: str) -> tuple[BudgetVersion, ...]:
    """The adopted adjustments of a budget, in the order they were adopted."""
    found = (v for v in versions.values() if v.is_adjustment and v.amends == document and v.is_adopted)
    return tuple(sorted(found, key=lambda v: adoption_order(v.sent or date.max, v.edition, v.document)))


def adopted_beside(facts: Facts, version: BudgetVersion) -> BudgetVersion | None:
    """Another budget that is adopted for the same year and some of the same money, if there is one."""
    same_year = (v for v in budget_versions(facts).values() if v.first_year == version.first_year)
    others = (v for v in same_year if v.is_adopted and not v.is_adjustment and v.document != version.document)
    return next((v for v in others if _share_money(facts, v.about, version.about)), None)


def _share_money(facts: Facts, one: str | None, other: str | None) -> bool:
    """Whether one unit is another, or above or below it; money of no unit is all money."""
    if one is None or other is None:
        return True
    return other in units_within(facts, one) or one in units_within(facts, other)
