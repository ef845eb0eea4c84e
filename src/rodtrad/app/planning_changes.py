"""The dense form of a planned change: several years in one row, kept as rows with a first and a last year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.saving import UsageFormError, typed_values
from rodtrad.core.errors import ConflictError, MissingError, UsageError
from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import exact_text
from rodtrad.core.words import say
from rodtrad.models.budgeting.base import CELL
from rodtrad.models.budgeting.runs import Run, amounts_of, runs_of
from rodtrad.models.budgeting.versions import BudgetVersion
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.gather import slug
from rodtrad.store.changes import RowChange

_SHAPE = SHAPES["planned_change"]
_KEY = ("code", *CELL)
_TOLD = ("category", "decision", "decided", "label", "label_en")
"""Columns that are the same in all rows of a change, beside its code and place."""
PARTED = "/"
_LONGEST_CODE = 30
_DECIMALS = 4
"""As many as a form takes."""
AMOUNT, UNTIL, MEASURE, PRINTED = "amount_", "until", "card", "printed_unit"


@dataclass(frozen=True, slots=True)
class ChangeTexts:
    """A change as a person writes it.

    was       code and place of the change that is edited; empty for a new one
    versions  the rows it was shown with: first year and version, parted by colons
    values    texts by field
    theirs    what the book holds now, where somebody else has changed it
    """

    was: str
    versions: str
    values: Mapping[str, str]
    theirs: Mapping[str, str]


def change_texts(ask: Ask, version: BudgetVersion, key: str) -> ChangeTexts:
    """A change of a budget as the form shows it.

    raises  MissingError  the budget has no such change
    """
    rows = rows_of_change(ask, version, key)
    if not rows:
        raise MissingError("plan_change_unknown", (f"document/{version.document}",), change=key)
    row = rows[0]
    runs: list[Run] = [(r["first_year"], r["last_year"], r["amount"]) for r in rows]
    amounts = amounts_of(runs, version.years)
    unit = _unit_for(row["printed_unit"], amounts.values())
    values = {name: _text(row[name]) for name in (*_KEY, *_TOLD)}
    values |= {
        f"{AMOUNT}{year}": exact_text(amount, unit, ask.language) if amount else ""
        for year, amount in amounts.items()
    }
    last = max((r[1] for r in runs if r[1] is not None and r[1] >= version.years[-1]), default=None)
    values[UNTIL] = "" if any(r[1] is None for r in runs) or last is None else str(last)
    values[MEASURE] = f"{row['measure_document']}{PARTED}{row['measure']}" if row["measure"] else ""
    values[PRINTED] = unit
    versions = " ".join(f"{r['first_year']}:{_version_of(ask, r)}" for r in rows)
    return ChangeTexts(key, versions, values, {})


def reversed_texts(ask: Ask, other: BudgetVersion, key: str) -> ChangeTexts:
    """A new change that takes another version's change back.

    raises  MissingError  the other version has no such change
    """
    was = change_texts(ask, other, key)
    rows = rows_of_change(ask, other, key)
    runs: list[Run] = [(r["first_year"], r["last_year"], r["amount"]) for r in rows]
    values = {n: t for n, t in was.values.items() if n not in ("code", "category", "decision", "decided")}
    values["label"] = say("plan_reversed", "no", name=values["label"])
    values["label_en"] = say("plan_reversed", "en", name=values["label_en"])
    taken = {year: -amount for year, amount in amounts_of(runs, other.years).items() if amount}
    return with_amounts(ask, ChangeTexts("", "", values, {}), taken)


def rows_of_change(ask: Ask, version: BudgetVersion, key: str) -> list[dict[str, Any]]:
    """The rows of one change of a budget that count in its years, by first year."""
    parts = key.split(PARTED)
    if len(parts) != len(_KEY):
        return []
    rows = ask.telling.where("planned_change", "document", version.document)
    for name, part in zip(_KEY, parts, strict=True):
        rows = rows.filter(pl.col(name).is_null() if part == "-" else pl.col(name) == part)
    return rows.filter(pl.col("first_year") <= version.years[-1]).sort("first_year").rows(named=True)


def _version_of(ask: Ask, row: Mapping[str, Any]) -> int:
    return ask.book.version_of(ask.edition, _SHAPE.name, {k: row[k] for k in _SHAPE.key})


def _text(value: object) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _unit_for(unit: str, amounts: Iterable[int]) -> str:
    """The unit amounts are written in: kroner where their own would take more decimals than a form does."""
    finest = UNITS[unit].grains if unit in UNITS else 0
    fits = finest and all(amount * 10**_DECIMALS % finest == 0 for amount in amounts)
    return unit if fits else "kr"


def with_theirs(ask: Ask, version: BudgetVersion, sent: ChangeTexts) -> ChangeTexts:
    """What somebody has sent, beside what the book holds now; saving again is a choice between them."""
    rows = rows_of_change(ask, version, sent.was) if sent.was else []
    if not rows:
        return replace(sent, was="", versions="")
    now = change_texts(ask, version, sent.was)
    theirs = {n: text for n, text in now.values.items() if text != sent.values.get(n, "").strip()}
    return replace(sent, versions=now.versions, theirs=theirs)


def with_amounts(ask: Ask, sent: ChangeTexts, amounts: Mapping[int, int]) -> ChangeTexts:
    """A change as it is written, with other amounts.

    amounts  in øre by year; where they need a finer unit, nothing is kept of what was written in another
    """
    unit = sent.values.get(PRINTED, "")
    shown = _unit_for(unit, amounts.values())
    kept = {n: t for n, t in sent.values.items() if shown == unit or not n.startswith(AMOUNT)}
    texts = {f"{AMOUNT}{year}": exact_text(a, shown, ask.language) for year, a in amounts.items()}
    return replace(sent, values={**kept, PRINTED: shown, **texts})


def change_rows(ask: Ask, version: BudgetVersion, sent: ChangeTexts) -> list[RowChange]:
    """The rows to save for what a person has written.

    raises  UsageFormError  with every text that cannot be used
            ConflictError   somebody has given the change other rows meanwhile
    """
    values, amounts, until = _read(ask, version, sent)
    key = {"document": version.document, **{name: values[name] for name in _KEY}}
    shared = {name: value for name, value in values.items() if name not in _SHAPE.key}
    rows = {
        first: {**shared, "last_year": last, "amount": amount}
        for first, last, amount in _ending(runs_of(amounts, lasting=True), version, until)
    }
    name = PARTED.join(str(values[n] or "-") for n in _KEY)
    old = _old(ask, version, sent)
    kept = old if name == sent.was else {}
    gone = [
        RowChange(_SHAPE.name, _old_key(version, sent.was, first), None, number)
        for first, number in old.items()
        if first not in (rows if kept else {})
    ]
    written = [
        RowChange(_SHAPE.name, {**key, "first_year": first}, row, kept.get(first))
        for first, row in rows.items()
    ]
    return [*gone, *written]


def removed_rows(ask: Ask, version: BudgetVersion, sent: ChangeTexts) -> list[RowChange]:
    """The rows to take out when a change is removed."""
    old = _old(ask, version, sent)
    if not old:
        raise UsageError("version_missing")
    return [
        RowChange(_SHAPE.name, _old_key(version, sent.was, first), None, number)
        for first, number in old.items()
    ]


def _old_key(version: BudgetVersion, was: str, first: int) -> dict[str, Any]:
    parts = zip(_KEY, was.split(PARTED), strict=True)
    place = {name: None if part == "-" else part for name, part in parts}
    return {"document": version.document, **place, "first_year": first}


def _old(ask: Ask, version: BudgetVersion, sent: ChangeTexts) -> dict[int, int]:
    """The versions of the rows the form was shown with, by first year.

    raises  ConflictError  the change has got other rows meanwhile
            UsageError     the form does not say what it was shown with
    """
    if not sent.was:
        return {}
    found = {}
    for pair in sent.versions.split():
        first, colon, number = pair.partition(":")
        if not (colon and first.isdecimal() and number.isdecimal() and len(pair) < 30):
            raise UsageError("version_missing")
        found[int(first)] = int(number)
    now = {row["first_year"] for row in rows_of_change(ask, version, sent.was)}
    if now != set(found):
        raise ConflictError("plan_change_moved", change=sent.values.get("label", "") or sent.was)
    return found


def _ending(runs: tuple[Run, ...], version: BudgetVersion, until: int | None) -> tuple[Run, ...]:
    """The runs, with the one that would last ended where the form says."""
    if not runs or until is None or runs[-1][1] is not None:
        return runs
    first, _, amount = runs[-1]
    return (*runs[:-1], (first, max(until, version.years[-1]), amount))


def _read(
    ask: Ask, version: BudgetVersion, sent: ChangeTexts
) -> tuple[dict[str, Any], dict[int, int], int | None]:
    """The texts as values: of the columns, of the amounts by year in øre, and the last year."""
    texts = {n: sent.values.get(n, "").strip() for n in (*_KEY, *_TOLD)}
    texts["label_en"] = texts["label_en"] or texts["label"]
    texts["code"] = texts["code"] or _new_code(ask, version, texts["label"])
    document, _, measure = sent.values.get(MEASURE, "").partition(PARTED)
    texts |= {"measure_document": document, "measure": measure}
    problems: dict[str, str] = {}
    values = _tried(problems, "", lambda: typed_values(_SHAPE, texts, ask.language)) or {}
    amounts, decimals = _amounts(ask, version, sent, problems)
    until = _tried(problems, UNTIL, lambda: _until(ask, version, sent.values.get(UNTIL, "")))
    problems |= _unknown(ask, texts)
    if not any(amounts.values()) and not problems:
        problems[AMOUNT] = say("plan_amount_missing", ask.language)
    if "label" in problems:
        problems.pop("label_en", None)
    if problems:
        told = " ".join(problems.values())
        raise UsageFormError("form_refused", problems, count=len(problems), told=told)
    values |= {"printed_unit": sent.values.get(PRINTED, ""), "decimals": decimals}
    return values, amounts, until


def _unknown(ask: Ask, texts: Mapping[str, str]) -> dict[str, str]:
    """What points to a unit or a measure that is not there, with a sentence each."""
    found, unit, measure = {}, texts["unit"], texts["measure"]
    if unit and not ask.telling.where("unit", "key", unit).height:
        found["unit"] = say("plan_unit_unknown", ask.language, unit=unit[:_LONGEST_CODE])
    cards = ask.telling.where("efficiency_measure", "document", texts["measure_document"])
    if (measure or texts["measure_document"]) and measure not in cards["key"]:
        found[MEASURE] = say("plan_card_unknown", ask.language, card=measure[:_LONGEST_CODE])
    return found


def _tried(problems: dict[str, str], name: str, work: Any) -> Any:
    """What some work gives; None where it cannot be done, with the reasons kept."""
    try:
        return work()
    except UsageFormError as error:
        problems.update({f"{name}{n}" if name else n: text for n, text in error.problems.items()})
    return None


def _amounts(
    ask: Ask, version: BudgetVersion, sent: ChangeTexts, problems: dict[str, str]
) -> tuple[dict[int, int], int]:
    """The amounts by year, and how many decimals somebody has written; an empty field is nothing."""
    unit, amounts, decimals = sent.values.get(PRINTED, ""), {}, 0
    if unit not in UNITS:
        problems[PRINTED] = say("plan_unit_missing", ask.language)
        return {}, 0
    for year in version.years:
        text = sent.values.get(f"{AMOUNT}{year}", "").strip() or "0"
        given = {"amount": text, PRINTED: unit}
        read = _tried(problems, f"{year}_", lambda given=given: typed_values(_SHAPE, given, ask.language))
        if f"{year}_amount" in problems:
            problems[f"{year}_amount"] = f"{year}: {problems[f'{year}_amount']}"
        amounts[year] = (read or {}).get("amount") or 0
        written = text.replace(".", ",").partition(",")[2]
        decimals = max(decimals, min(_DECIMALS, len(written)) if written.isdecimal() else 0)
    return amounts, decimals


def _until(ask: Ask, version: BudgetVersion, text: str) -> int | None:
    if not text.strip():
        return None
    year = typed_values(_SHAPE, {"last_year": text}, ask.language)["last_year"]
    if year < version.years[-1]:
        told = say("plan_until_too_early", ask.language, year=version.years[-1])
        raise UsageFormError("form_refused", {"": told}, count=1, told=told)
    return int(year)


def _new_code(ask: Ask, version: BudgetVersion, label: str) -> str:
    """A code for a change that has been given none: from its name, with a number where it is taken."""
    taken = set(ask.telling.where("planned_change", "document", version.document)["code"])
    wanted = slug(label, _LONGEST_CODE)
    if not wanted or wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)
