"""Versions of a budget: which one changes which, and which changes count in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from rodtrad.facts.budget import BudgetStage
from rodtrad.facts.work import DocumentState
from rodtrad.models.budgeting.steps import years_of
from rodtrad.models.concepts import Facts


@dataclass(frozen=True, slots=True)
class BudgetVersion:
    """One version of a budget, with the versions it stands on (budsjettversjon).

    chain  the documents whose changes count in it, in the order they came; the last is its own
    about  the unit whose money it is about, with all units below
    sent   day it was adopted
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
    work = facts["working_document"].select("document", "state", "sent")
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
        _when(name, row)
        for name, row in by_key.items()
        if row["stage"] == BudgetStage.ADJUSTMENT.value
        and row["amends"] == own["amends"]
        and row["state"] == DocumentState.ADOPTED.value
    )
    is_adopted = own["state"] == DocumentState.ADOPTED.value
    return [name for day, name in adopted if not is_adopted or (day, name) < _when(key, own)]


def _when(name: str, row: Mapping[str, object]) -> tuple[str, str]:
    """When a version was adopted, so that it can be sorted; a version that is not is the last."""
    sent = row["sent"]
    return (sent if isinstance(sent, date) else date.max).isoformat(), name


def _text(value: object) -> str | None:
    return str(value) if value else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def adjustments_of(versions: Mapping[str, BudgetVersion], document: str) -> tuple[BudgetVersion, ...]:
    """The adopted adjustments of a budget, in the order they were adopted."""
    found = (v for v in versions.values() if v.is_adjustment and v.amends == document and v.is_adopted)
    return tuple(sorted(found, key=lambda v: ((v.sent or date.max).isoformat(), v.document)))


def adopted_of(versions: Mapping[str, BudgetVersion], root: str) -> BudgetVersion | None:
    """The version that has been adopted of those that begin in one document; None where none has."""
    adopted = (v for v in versions.values() if v.root == root and v.is_adopted and not v.is_adjustment)
    return next(adopted, None)
