"""The form of the rates of price and wage compensation: all groups and years of a budget at once."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.planning_forms import PlanField, RatesForm
from rodtrad.app.saving import UsageFormError, typed_values
from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import UNITS
from rodtrad.core.shape import Language
from rodtrad.models.budgeting.compensation import rates_of
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.plans import carried_told
from rodtrad.store.changes import RowChange

_SHAPE = SHAPES["compensation"]
RATE = "rate_"

Place = tuple[str, int]
"""Account group and year."""


def rates_form(
    ask: Ask,
    version: BudgetVersion,
    sent: Mapping[str, str] | None = None,
    errors: tuple[str, ...] = (),
    *,
    conflict: bool = False,
) -> RatesForm:
    """The rates that hold in a budget, or what somebody has written instead.

    conflict  somebody has changed a rate meanwhile: both are shown, and saving again is a choice
    """
    now = _texts(ask, version)
    own = _own(ask, version)
    versions = " ".join(f"{_name(place)}:{_version_of(ask, row)}" for place, row in own.items())
    if sent is not None and not conflict:
        versions = sent.get("versions", "")
    rows = []
    for group in _groups(ask, version):
        fields = []
        for year in version.years:
            name, held = _name((group, year)), now.get((group, year), "")
            text = held if sent is None else sent.get(name, "")
            theirs = held if conflict and text.strip() != held else None
            label = f"{ask.telling.wording.labels.code('account_group', group)} {year}"
            fields.append(PlanField(name, label, text, numeric=True, theirs=theirs))
        rows.append((ask.telling.wording.labels.code("account_group", group), tuple(fields)))
    return RatesForm(version.years, tuple(rows), versions, errors)


def _name(place: Place) -> str:
    return f"{RATE}{place[0]}_{place[1]}"


def _groups(ask: Ask, version: BudgetVersion) -> list[str]:
    """The account groups that money is carried on in, or that have a rate."""
    base = carried_told(ask.telling, version).cells["account_group"]
    rates = rates_of(ask.telling.facts, version.chain)["account_group"]
    return sorted({*base.drop_nulls(), *rates})


def _own(ask: Ask, version: BudgetVersion) -> dict[Place, dict[str, Any]]:
    """The version's own rates by account group and year."""
    rows = ask.telling.where("compensation", "document", version.document)
    return {(r["account_group"], r["year"]): r for r in rows.iter_rows(named=True)}


def _version_of(ask: Ask, row: Mapping[str, Any]) -> int:
    return ask.book.version_of(ask.edition, _SHAPE.name, {k: row[k] for k in _SHAPE.key})


def _texts(ask: Ask, version: BudgetVersion) -> dict[Place, str]:
    """The rates that hold, as a person would write them."""
    rates = rates_of(ask.telling.facts, version.chain)
    return {
        (r["account_group"], r["year"]): _plain(r["rate"], ask.language) for r in rates.iter_rows(named=True)
    }


def _plain(rate: int, language: Language) -> str:
    text = f"{rate / UNITS['prosent'].grains:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "no" else text


def rate_rows(ask: Ask, version: BudgetVersion, sent: Mapping[str, str]) -> list[RowChange]:
    """The rates that differ from those that hold; an emptied one is taken out.

    raises  UsageFormError  with every text that cannot be used
    """
    now, versions = _texts(ask, version), _versions(sent.get("versions", ""))
    problems: dict[str, str] = {}
    changes = []
    for group in _groups(ask, version):
        for year in version.years:
            name = _name((group, year))
            text = sent.get(name)
            if text is None or text.strip() == now.get((group, year), ""):
                continue
            try:
                rate = typed_values(_SHAPE, {"rate": text}, ask.language)["rate"] if text.strip() else None
            except UsageFormError as error:
                problems[name] = f"{group}, {year}: {' '.join(error.problems.values())}"
                continue
            key = {"document": version.document, "account_group": group, "year": year}
            known = versions.get(name)
            if rate is not None or known is not None:
                changes.append(RowChange(_SHAPE.name, key, None if rate is None else {"rate": rate}, known))
    if problems:
        raise UsageFormError("form_refused", problems, count=len(problems), told=" ".join(problems.values()))
    return changes


def _versions(text: str) -> dict[str, int]:
    """The versions the form was shown with, by field."""
    found = {}
    for pair in text.split():
        name, colon, number = pair.rpartition(":")
        if not (colon and number.isdecimal() and len(number) < 18):
            raise UsageError("version_missing")
        found[name] = int(number)
    return found


def has_rates(ask: Ask, version: BudgetVersion) -> bool:
    """Whether a budget has anything to compensate."""
    return not carried_told(ask.telling, version).cells.is_empty() or bool(
        ask.telling.facts["compensation"].filter(pl.col("document") == version.document).height
    )
