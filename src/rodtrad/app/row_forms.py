"""What forms of rows in letters and plans know: choices, natural values, help, and what goes with a row."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.core.errors import AccessError, UsageError
from rodtrad.core.numbers import day, period_name
from rodtrad.core.shape import Column, Kind, Language, Shape
from rodtrad.core.words import SENTENCES, say
from rodtrad.facts.goal import GoalLevel
from rodtrad.facts.indicator import ValueKind
from rodtrad.facts.letter import AssignmentStatus
from rodtrad.facts.work import DocumentState, FollowedFact
from rodtrad.models.concepts import SHAPES, WORKED
from rodtrad.models.follow_up import lacks_evidence
from rodtrad.models.letter_contents import (
    UNIT,
    next_clarification,
    next_goal_number,
    next_number,
    subject_of,
)
from rodtrad.models.reporting.rounds import is_too_early, period_of
from rodtrad.readers.gather import slug
from rodtrad.reports.letter_tables import goal_order
from rodtrad.reports.telling import Telling
from rodtrad.reports.work import PLACES
from rodtrad.store.changes import RowChange

WRITTEN_ONLY_HERE = (
    "goal",
    "goal_link",
    "indicator",
    "indicator_value",
    "assignment",
    "reporting_duty",
    "allocation_letter",
)
"""Facts that are also read from print: only those of a document that is written here have a form."""
_IN_OWN_DOCUMENTS = frozenset((*WRITTEN_ONLY_HERE, *WORKED)) - {
    "follow_up",
    "working_document",
    "reporting_period",
}
_NAMED_BY = {"passage": "heading"} | dict.fromkeys(
    ("indicator", "reporting_duty", "report_part", "meeting"), "label"
)
"""Facts whose key can be left empty, and the column it is made of."""
_ENGLISH_TOO = ("label", "frequency", "periods", "recipient")
_HIDDEN = {"indicator": ("concept",)}
_LINKED = (UNIT, "indicator", "area", "assignment", "efficiency_measure", "budget_measure")
_LONGEST_KEY = 40
_HELP = "form_help_"


def place_of(ask: Ask, row: Mapping[str, Any]) -> str:
    """The path of the document a row is written in; "" where its document is only read."""
    document = row.get("document")
    standing = ask.standing_of(str(document)) if document else None
    if standing is None or standing.state is None or standing.kind not in PLACES:
        return ""
    return f"{PLACES[standing.kind]}/{document}"


def is_written_here(ask: Ask, fact: str, row: Mapping[str, Any]) -> bool:
    """Whether a row has a form: what a page prints is never changed."""
    return fact not in WRITTEN_ONLY_HERE or bool(place_of(ask, row))


def check_written_here(ask: Ask, fact: str, row: Mapping[str, Any]) -> None:
    """Raise AccessError where a row is printed, and has no form."""
    if not is_written_here(ask, fact, row):
        name = ask.telling.named("document", row.get("document"))
        raise AccessError("row_is_printed", document=name)


def hidden(fact: str) -> tuple[str, ...]:
    """Columns that a form of a fact does not ask for: they follow from the others."""
    return _HIDDEN.get(fact, ())


def can_be_empty(shape: Shape, column: Column) -> bool:
    """Whether a column that must have a value can be left empty in the form: it is then made."""
    made = column.name == "key" and shape.name in _NAMED_BY
    return made or (column.name.endswith("_en") and column.name[:-3] in _ENGLISH_TOO)


def help_text(fact: str, column: str, language: Language) -> str:
    """What a form says under a column's label; "" where the label tells enough."""
    key = f"{_HELP}{fact}_{column}"
    return say(f"form_help_{fact}_{column}", language) if key in SENTENCES else ""


_OF_PLANS = ("planned_change", "compensation")
_CODED = ("chapter", "area", "function", "account_group")
"""Columns of a plan's rows that hold a code."""


def choices_in_form(ask: Ask, fact: str, column: Column, given: Mapping[str, Any]) -> dict[str, str] | None:
    """What can be chosen for a column in the document the row stands in; None where other rules hold.

    given  what is known of the row, at least its document
    """
    if column.kind is Kind.BOOLEAN:
        yes, no = _yes_no(ask.language)
        return {yes: ask.telling.say("yes"), no: ask.telling.say("no")}
    if column.name == "document" and fact in _IN_OWN_DOCUMENTS:
        return _open_documents(ask)
    if fact in _OF_PLANS and column.name in _CODED:
        return _codes(ask, column.name, given.get(column.name))
    makers: dict[tuple[str, str], Callable[[Ask, Mapping[str, Any]], dict[str, str]]] = {
        ("goal", "parent"): _goals,
        ("goal_link", "goal"): _goals,
        ("goal_link", "fact"): _linked_facts,
        ("goal_link", "key"): _linked_rows,
        ("indicator", "goal"): _goals,
        ("indicator", "area"): _areas,
        ("indicator_value", "indicator"): _indicators,
        ("reporting_duty", "assignment"): _assignments,
        ("risk", "goal"): _goals,
    }
    maker = makers.get((fact, column.name))
    return maker(ask, given) if maker and given.get("document") else None


def _codes(ask: Ask, dimension: str, now: Any) -> dict[str, str]:
    """The codes of a dimension by name, with the one that stands there whether it is listed or not."""
    listed = ask.telling.where("code", "dimension", dimension)["code"].to_list()
    known = [*listed, *([str(now)] if now and now not in listed else [])]
    names = {code: ask.telling.wording.labels.code(dimension, code) for code in known}
    return {code: name if name.startswith(code) else f"{code} {name}" for code, name in names.items()}


def _open_documents(ask: Ask) -> dict[str, str]:
    """The documents that rows can be written in."""
    work = ask.telling.facts["working_document"].filter(pl.col("state") == DocumentState.DRAFT.value)
    return {d: ask.telling.named("document", d) for d in work["document"]}


def _yes_no(language: Language) -> tuple[str, str]:
    return ("ja", "nei") if language == "no" else ("yes", "no")


def yes_or_no(value: bool, language: Language) -> str:
    """A truth as a form has it."""
    return _yes_no(language)[0 if value else 1]


def _goals(ask: Ask, given: Mapping[str, Any]) -> dict[str, str]:
    rows = ask.telling.where("goal", "document", given["document"]).to_dicts()
    ordered = sorted(rows, key=lambda r: goal_order(r["number"]))
    return {r["number"]: f"{r['number']} {ask.telling.own(r)}" for r in ordered}


def _linked_facts(ask: Ask, _: Mapping[str, Any]) -> dict[str, str]:
    named = {fact: SHAPES[fact].label_in(ask.language) for fact in _LINKED if fact in SHAPES}
    return {**named, UNIT: ask.telling.say("owner"), "area": ask.telling.say("area")}


def _linked_rows(ask: Ask, given: Mapping[str, Any]) -> dict[str, str]:
    """The rows a link can lead to, once its kind is known."""
    if given.get("fact") == "indicator":
        return _indicators(ask, given)
    if given.get("fact") == UNIT:
        return {u: ask.telling.named("unit", u) for u in ask.telling.facts["unit"]["key"]}
    if given.get("fact") == "area":
        return _areas(ask, given)
    return _assignments(ask, given) if given.get("fact") == "assignment" else {}


def _indicators(ask: Ask, given: Mapping[str, Any]) -> dict[str, str]:
    rows = ask.telling.where("indicator", "document", given["document"]).to_dicts()
    return {r["key"]: ask.telling.own(r) for r in rows}


def _assignments(ask: Ask, given: Mapping[str, Any]) -> dict[str, str]:
    rows = ask.telling.where("assignment", "document", given["document"])
    new = rows.filter(pl.col("status") == AssignmentStatus.NEW.value).sort("number").to_dicts()
    return {str(r["number"]): f"{r['number']} {ask.telling.own(r)}" for r in new}


def _areas(ask: Ask, _: Mapping[str, Any]) -> dict[str, str]:
    rows = ask.telling.where("code", "dimension", "area").to_dicts()
    return {r["code"]: ask.telling.wording.labels.code("area", r["code"]) for r in rows}


def begun(ask: Ask, fact: str, given: Mapping[str, str]) -> dict[str, str]:
    """What a new row most likely is: its number, its year, its unit of measurement."""
    document = given.get("document", "")
    if not document or ask.standing_of(document) is None:
        return {}
    facts, telling = ask.telling.facts, ask.telling
    if fact == "goal":
        parent = given.get("parent") or None
        clarifies = given.get("level") == GoalLevel.CLARIFICATION and parent
        number = next_clarification if clarifies else next_goal_number
        return {"number": number(facts, document, parent)}  # type: ignore[arg-type]
    if fact == "assignment":
        status = given.get("status") or AssignmentStatus.NEW.value
        mine = telling.where("assignment", "document", document).filter(pl.col("status") == status)
        return {"status": status, "number": str(next_number(mine["number"]))}
    if fact == "council_resolution":
        mine = telling.where("council_resolution", "document", document)
        return {"number": str(next_number(mine["number"]))}
    if fact == "indicator_value":
        return _begun_value(ask, document, given)
    if fact == "passage":
        mine = telling.where("passage", "document", document).filter(part=given.get("part", ""))
        return {"position": str(next_number(mine["position"]))}
    if fact == "report_part":
        no = _yes_no(ask.language)[1]
        return dict.fromkeys(("monthly", "quarterly", "tertially", "yearly"), no)
    return {}


def _begun_value(ask: Ask, document: str, given: Mapping[str, str]) -> dict[str, str]:
    """A result is of the year before the document's, a target of its own year; in the unit used before."""
    year = int(ask.telling.where("document", "key", document)["year"][0])
    kind = given.get("kind") or ValueKind.TARGET.value
    before = ask.telling.where("indicator_value", "document", document).filter(
        pl.col("indicator") == given.get("indicator", "")
    )
    unit = str(before["printed_unit"][-1]) if before.height else "antall"
    return {"kind": kind, "year": str(year - (kind == ValueKind.RESULT)), "printed_unit": unit}


def completed(ask: Ask, shape: Shape, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a form with what was left to be made: a key from the name, English from Norwegian."""
    made = dict(texts)
    for name in _ENGLISH_TOO:
        english = f"{name}_en"
        if english in shape.names() and not made.get(english, "").strip():
            made[english] = made.get(name, "")
    if shape.name in _NAMED_BY and not made.get("key", "").strip():
        label = made.get(_NAMED_BY[shape.name], "")
        if shape.name == "passage" and not label.strip():
            label = ask.telling.word("passage_part", made["part"]) if made.get("part") else ""
        made["key"] = _free_key(ask, shape.name, made.get("document", ""), label)
    if shape.name == "indicator" and not made.get("concept", "").strip():
        made["concept"] = made["key"]
    return made


def _free_key(ask: Ask, fact: str, document: str, label: str) -> str:
    """A short name of the label that no row of the document has."""
    taken = set(ask.telling.where(fact, "document", document)["key"])
    short = slug(label, _LONGEST_KEY) if label.strip() else ""
    tried = (short, *(f"{short}-{n}" for n in range(2, len(taken) + 3)))
    return next(key for key in tried if key not in taken) if short else ""


def check_row(telling: Telling, fact: str, values: Mapping[str, Any]) -> None:
    """Raise UsageError where a whole row says what cannot be.

    That is work done with nothing that shows it, or a round that is due before its period has ended.
    """
    if fact == "follow_up" and lacks_evidence(values):
        what = telling.word("followed_fact", values["fact"])
        raise UsageError("follow_needs_evidence", what=f"{what} {values['subject']}")
    period = period_of(values["period"]) if fact == "reporting_period" else None
    if period is not None and values["deadline"] and is_too_early(period, values["deadline"]):
        days = {"deadline": values["deadline"], "ends": period.last_day()}
        told = {name: day(one, telling.language) for name, one in days.items()}
        raise UsageError("reporting_too_early", period=period_name(period, telling.language), **told)


def rows_with(ask: Ask, fact: str, row: Mapping[str, Any]) -> list[RowChange]:
    """What goes when a row of a document goes: follow-up of it, an indicator's values, and links to it."""
    document = row.get("document")
    gone: list[tuple[str, dict[str, Any]]] = []
    if fact in set(FollowedFact):
        work = ask.telling.where("follow_up", "document", document)
        gone += [("follow_up", r) for r in work.filter(fact=fact, subject=subject_of(fact, row)).to_dicts()]
    if fact == "indicator":
        values = ask.telling.where("indicator_value", "document", document)
        gone += [("indicator_value", r) for r in values.filter(indicator=row["key"]).to_dicts()]
        links = ask.telling.where("goal_link", "document", document)
        gone += [("goal_link", r) for r in links.filter(fact="indicator", key=row["key"]).to_dicts()]
    if fact == "goal":
        links = ask.telling.where("goal_link", "document", document).filter(goal=row["number"])
        gone += [("goal_link", r) for r in links.to_dicts()]
    return [_removal(ask, name, r) for name, r in gone]


def _removal(ask: Ask, fact: str, row: Mapping[str, Any]) -> RowChange:
    key = {k: row[k] for k in SHAPES[fact].key}
    return RowChange(fact, key, None, ask.book.version_of(ask.edition, fact, key))
