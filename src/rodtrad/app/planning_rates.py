"""The form of the rates of price and wage compensation: all groups and years of a budget at once."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.planning_forms import PlanField, RatesForm
from rodtrad.app.saving import UsageFormError, typed_values
from rodtrad.core.errors import ConflictError, UsageError
from rodtrad.core.numbers import exact_text
from rodtrad.core.words import say
from rodtrad.models.budgeting.compensation import rates_of
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.plans import carried_told
from rodtrad.store.changes import RowChange

_SHAPE = SHAPES["compensation"]
RATE, SHOWN = "rate_", "shown_"

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
            shown = held if sent is None or conflict else sent.get(f"{SHOWN}{name}", held)
            label = f"{ask.telling.wording.labels.code('account_group', group)} {year}"
            fields.append(PlanField(name, label, text, numeric=True, theirs=theirs, shown=shown))
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
        (r["account_group"], r["year"]): exact_text(r["rate"], "prosent", ask.language)
        for r in rates.iter_rows(named=True)
    }


def rate_rows(ask: Ask, version: BudgetVersion, sent: Mapping[str, str]) -> list[RowChange]:
    """The rates that differ from those that were shown; an emptied one of the version's own is taken out.

    raises  UsageFormError  with every text that cannot be used
            ConflictError   a rate that somebody would change has got another value meanwhile
    """
    now, versions = _texts(ask, version), _versions(sent.get("versions", ""))
    problems: dict[str, str] = {}
    changes, moved = [], []
    for group in _groups(ask, version):
        for year in version.years:
            name, held = _name((group, year)), now.get((group, year), "")
            text, shown = sent.get(name, held).strip(), sent.get(f"{SHOWN}{name}", held)
            if text in (shown, held):
                continue
            if shown != held:
                moved.append(f"{ask.telling.wording.labels.code('account_group', group)} {year}")
            try:
                rate = _rate(ask, text, is_own=name in versions)
            except UsageFormError as error:
                problems[name] = f"{group}, {year}: {' '.join(error.problems.values())}"
                continue
            key = {"document": version.document, "account_group": group, "year": year}
            changes.append(RowChange(_SHAPE.name, key, rate, versions.get(name)))
    if problems:
        raise UsageFormError("form_refused", problems, count=len(problems), told=" ".join(problems.values()))
    if moved:
        raise ConflictError("plan_rates_moved", rates=moved)
    return changes


def _rate(ask: Ask, text: str, *, is_own: bool) -> dict[str, Any] | None:
    """The rate somebody has written; None takes out one of the version's own.

    raises  UsageFormError  it cannot be used, or it is emptied where it is another version's
    """
    if text:
        return typed_values(_SHAPE, {"rate": text}, ask.language)
    if not is_own:
        told = say("plan_rate_inherited", ask.language)
        raise UsageFormError("form_refused", {"rate": told}, count=1, told=told)
    return None


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
