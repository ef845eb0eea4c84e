"""Write goals, owners and targets in a document, carry them over, and see what differs from last year's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.app.saving import typed_values
from rodtrad.app.work import added, working_row
from rodtrad.core.errors import AccessError, MissingError, UsageError
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.indicator import ValueKind
from rodtrad.models.concepts import SHAPES
from rodtrad.models.letter_carrying import Carrying, CarryPart, carried_rows
from rodtrad.models.letter_contents import ANSWERED_FOR, UNIT, goal_owners
from rodtrad.models.workflow import WRITES, is_open
from rodtrad.reports.goal_work import GoalWork, goal_work
from rodtrad.reports.letter_difference import DifferenceView, difference_view
from rodtrad.reports.work import PLACES
from rodtrad.store.changes import RowChange
from rodtrad.store.unchanged import Unchanged

_KINDS = (DocumentKind.ALLOCATION_LETTER.value, DocumentKind.BUDGET.value)
_OF_BUDGET = (CarryPart.GOALS, CarryPart.INDICATORS)


def version_then(ask: Ask, revision: int, fact: str, key: Mapping[str, object]) -> int | None:
    """The version a row had when a form was shown; None when it was not there.

    revision  that the form was shown at
    """
    shown = replace(ask.edition, revision=min(revision, ask.edition.revision))
    try:
        return ask.book.version_of(shown, fact, key)
    except UsageError:
        return None


def may_write(ask: Ask, row: Mapping[str, Any]) -> bool:
    """Whether who asks may write in a document that is written here; the store looks again at each row.

    row  as `working_row` gives it
    """
    return is_open(row["state"]) and ask.person.may(WRITES[DocumentKind(row["kind"])])


def check_may_write(ask: Ask, document: str) -> dict[str, Any]:
    """The row of a document that is written here, when who asks may write in it.

    raises  MissingError  it is not written here
            AccessError   their role does not give the right, or it can no longer be changed
    """
    row = working_row(ask, document)
    if not is_open(row["state"]):
        raise AccessError("letter_closed", document=ask.telling.named("document", document))
    if not may_write(ask, row):
        raise AccessError("right_missing")
    return row


@dataclass(frozen=True, slots=True)
class GoalPage:
    """The goals of one document.

    is_open   whether who asks may write in it
    revision  of the book the page shows, to be handed back with its forms
    """

    view: GoalWork
    is_open: bool
    revision: int


def goal_page(ask: Ask, document: str) -> GoalPage:
    """The goals of a letter or budget that is written here, to write in.

    raises  MissingError  it is neither
    """
    row = working_row(ask, document)
    if row["kind"] not in _KINDS:
        raise MissingError("work_unknown", ask.near(f"document/{document}"), document=document)
    place = f"/{PLACES[row['kind']]}/{document}"
    view = goal_work(ask.telling, document, place, row["follows"] or "", sources_for(ask, document))
    return GoalPage(view, may_write(ask, row), ask.edition.revision)


def sources_for(ask: Ask, document: str) -> list[str]:
    """Other documents with goals, the newest first."""
    facts = ask.telling.facts
    held = facts["goal"]["document"].unique().to_list()
    rows = facts["document"].filter(pl.col("key").is_in(held), pl.col("key") != document)
    return [r["key"] for r in sorted(rows.to_dicts(), key=lambda r: (-r["year"], r["key"]))]


def difference_page(ask: Ask, document: str, since: str = "") -> DifferenceView:
    """What differs from the edition a document replaces, last year's, or another that is named.

    raises  MissingError  one of the documents is not in the book
    """
    telling = ask.telling
    work = telling.where("working_document", "document", document)
    row = work.row(0, named=True) if work.height else {}
    earlier = since or row.get("replaces") or row.get("follows") or ""
    for key in (document, earlier):
        if key and telling.where("document", "key", key).is_empty():
            raise MissingError("page_unknown_text", ask.near(f"document/{key}"), address=f"document/{key}")
    return difference_view(telling, document, earlier, sources_for(ask, document))


def carry_over(
    ask: Ask, document: str, source: str, parts: Collection[str], *, by: str = "", why: str
) -> int:
    """Carry rows of another document into one that is written here; returns how many came along.

    parts   names of `CarryPart`
    raises  UsageError   there is no such document, nothing is chosen, or nothing is left to carry
            AccessError  who asks may not write in it
    """
    row = check_may_write(ask, document)
    chosen = [part for part in CarryPart if part.value in parts]
    receiver = "" if row["kind"] == DocumentKind.BUDGET else row["about"]
    if row["kind"] == DocumentKind.BUDGET:
        chosen = [part for part in chosen if part in _OF_BUDGET]
    if not chosen:
        raise UsageError("carry_nothing_chosen")
    asked = Carrying(source, document, row["year"], receiver, now().date())
    changes = carried_changes(ask, asked, chosen)
    if not changes:
        raise UsageError("carry_nothing_left", source=ask.telling.named("document", source))
    ask.save(changes, by=by, why=why)
    return len(changes)


def carried_changes(ask: Ask, asked: Carrying, parts: Collection[CarryPart]) -> list[RowChange]:
    """The rows that come along from another document.

    raises  UsageError  there is no such document
    """
    if ask.telling.where("document", "key", asked.source).is_empty() or asked.source == asked.target:
        raise UsageError("carry_unknown_source", source=asked.source[:100])
    return added(carried_rows(ask.telling.facts, asked, parts))


def save_owners(
    ask: Ask,
    document: str,
    owners: Mapping[str, str],
    revision: int,
    *,
    rest: str = "",
    by: str = "",
    why: str,
) -> None:
    """Say who answers for goals: one unit for each that is named, nobody where it is empty.

    A goal that several answer for is left as it is.

    owners  unit by the number of the goal, for the goals somebody has chosen for
    rest    the unit that answers for every goal that is left with nobody
    raises  UsageError     there is no such unit
            ConflictError  somebody has changed the owner of one of the same goals meanwhile
    """
    check_may_write(ask, document)
    units = set(ask.telling.facts["unit"]["key"])
    unknown = next((unit for unit in (*owners.values(), rest) if unit and unit not in units), None)
    if unknown is not None:
        raise UsageError("letter_unknown_unit", unit=unknown[:100])
    known = goal_owners(ask.telling.facts, document)
    changes: list[RowChange] = []
    for number, level in ask.telling.where("goal", "document", document).select("number", "level").rows():
        before = known.get(number, [])
        left = "".join(before) if number not in owners else owners[number]
        unit = left or (rest if level in ANSWERED_FOR else "")
        if len(before) > 1 or before == ([unit] if unit else []):
            continue
        for old in before:
            key = {"document": document, "goal": number, "fact": UNIT, "key": old}
            shown = version_then(ask, revision, "goal_link", key) or revision
            changes.append(RowChange("goal_link", key, None, shown))
        if unit:
            key = {"document": document, "goal": number, "fact": UNIT, "key": unit}
            changes.append(RowChange("goal_link", key, {"line": 0}, None))
    if changes:
        ground = Unchanged(ask.edition.revision, frozenset({document}))
        ask.save(changes, by=by, why=why, ground=ground)


def save_targets(
    ask: Ask, document: str, texts: Mapping[str, Mapping[str, str]], revision: int, *, by: str = "", why: str
) -> None:
    """Write the targets of the year: operator, number and unit of each indicator; an empty one is taken out.

    texts   by indicator, with `operator`, `value` and `printed_unit` as written
    raises  UsageFormError  with every number that cannot be used
    """
    year = check_may_write(ask, document)["year"]
    known = set(ask.telling.where("indicator", "document", document)["key"])
    changes = []
    for indicator, given in texts.items():
        change = (
            _target_change(ask, document, indicator, year, given, revision) if indicator in known else None
        )
        if change is not None:
            changes.append(change)
    if changes:
        ask.save(changes, by=by, why=why)


def _target_change(
    ask: Ask, document: str, indicator: str, year: int, given: Mapping[str, str], revision: int
) -> RowChange | None:
    """The change of one target; None where it says what the book says."""
    key = {"document": document, "indicator": indicator, "year": year, "kind": ValueKind.TARGET.value}
    version = version_then(ask, revision, "indicator_value", key)
    if not given.get("value", "").strip():
        return RowChange("indicator_value", key, None, version) if version is not None else None
    shape = SHAPES["indicator_value"]
    texts = {name: given.get(name, "") for name in ("operator", "value", "printed_unit")}
    values = typed_values(shape, texts, ask.language)
    values["decimals"] = _decimals(texts["value"])
    rows = ask.telling.where("indicator_value", "document", document).filter(
        **{k: v for k, v in key.items() if k != "document"}
    )
    if rows.height and all(rows.row(0, named=True)[n] == v for n, v in values.items() if n != "decimals"):
        return None
    return RowChange("indicator_value", key, values | ({} if version is not None else {"line": 0}), version)


def _decimals(text: str) -> int:
    part = text.strip().replace(".", ",").partition(",")[2]
    return min(4, len(part)) if part.isdecimal() else 0
