"""Allocation letters: begun from last year's, written in, replaced by a new edition; what sending begins."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.app.goal_work import carried_changes, check_may_write, may_write, sources_for, version_then
from rodtrad.app.work import Brought, NewDocument, added, begin_document, work_page, working_row
from rodtrad.core.errors import AccessError, MissingError, UsageError
from rodtrad.core.roles import Right
from rodtrad.core.shape import Language
from rodtrad.core.words import say, word
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.reporting import ReportSubject
from rodtrad.facts.work import DocumentState, FollowUpStatus
from rodtrad.models.carrying import carried
from rodtrad.models.concepts import Facts
from rodtrad.models.follow_up import as_told, things_to_do
from rodtrad.models.letter_carrying import ENDED, Carrying, CarryPart, goes_on
from rodtrad.models.letter_contents import frames_of, letters_in_force, lines_to_keep, next_letter_number
from rodtrad.readers.gather import slug
from rodtrad.reports.letter_page import EMPTY_LETTER, LettersView, LetterView, letter_view, letters_view
from rodtrad.reports.letter_tables import WHEN, letter_of
from rodtrad.reports.tree import Choice
from rodtrad.reports.work import WorkSummary
from rodtrad.store.changes import RowChange
from rodtrad.store.unchanged import Unchanged

CONTENTS = (
    "goal",
    "goal_link",
    "indicator",
    "indicator_value",
    "assignment",
    "council_resolution",
    "report_part",
    "reporting_duty",
    "meeting",
    "passage",
)
"""The facts a letter holds, all of which come along to a new edition of it."""


@dataclass(frozen=True, slots=True)
class LettersPage:
    """All letters; `may_begin` is whether who asks may begin one."""

    view: LettersView
    may_begin: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One letter.

    work         how far it has come, with its steps; None for a printed letter
    is_open      whether who asks may write in it
    may_replace  whether they may begin a new edition of it
    sources      documents it can carry rows from, last year's chosen
    revision     of the book the page shows, to be handed back with its forms
    """

    view: LetterView
    work: WorkSummary | None
    is_open: bool
    may_replace: bool
    sources: tuple[Choice, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class NewLetter:
    """What is known of a letter that is begun.

    source  the letter it carries on; "" is the receiver's last, `EMPTY_LETTER` is none
    parts   names of what is carried over
    """

    receiver: str
    year: int
    source: str = ""
    parts: tuple[str, ...] = tuple(CarryPart)


def letters_page(ask: Ask, unit: str = "", year: str = "") -> LettersPage:
    """Every letter of the book, and the choices of a new one."""
    return LettersPage(letters_view(ask.telling, ask.today, unit, year), ask.person.may(Right.STEER))


def letter_page(ask: Ask, document: str) -> LetterPage:
    """One letter with everything in it.

    raises  MissingError  there is no such letter
    """
    letter = letter_of(ask.telling, document)
    if letter is None:
        raise MissingError("letter_unknown", ask.near(f"document/{document}"), letter=document)
    row = working_row(ask, document) if letter.work else None
    is_open = row is not None and may_write(ask, row)
    is_sent = row is not None and row["state"] in (DocumentState.SENT, DocumentState.ACKNOWLEDGED)
    in_force = document in letters_in_force(ask.telling.facts)
    return LetterPage(
        letter_view(ask.telling, letter, is_open=is_open),
        work_page(ask, document) if row is not None else None,
        is_open,
        is_sent and in_force and ask.person.may(Right.STEER) and not _has_newer(ask, document),
        _carry_choices(ask, document, letter.work.get("follows") or "") if is_open else (),
        ask.edition.revision,
    )


def _carry_choices(ask: Ask, document: str, last: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(key, ask.telling.named("document", key), key == last) for key in sources_for(ask, document)
    )


def _has_newer(ask: Ask, document: str) -> bool:
    return ask.telling.facts["working_document"].filter(pl.col("replaces") == document).height > 0


def begin_letter(ask: Ask, new: NewLetter, *, by: str = "", why: str) -> str:
    """Begin a letter to a unit for a year, from its last letter or empty; returns the letter's key.

    raises  UsageError   there is no such unit or letter, or the unit has a letter for the year already
            AccessError  who asks may not steer
    """
    if not ask.person.may(Right.STEER):
        raise AccessError("right_missing")
    telling = ask.telling
    units = telling.where("unit", "key", new.receiver)
    if units.is_empty():
        raise UsageError("letter_unknown_unit", unit=new.receiver[:100])
    same = telling.where("allocation_letter", "receiver", new.receiver).filter(pl.col("year") == new.year)
    if same.height:
        there = telling.named("document", same["document"][0])
        raise UsageError("letter_already_there", unit=telling.named("unit", new.receiver), year=new.year,
                         letter=there)  # fmt: skip
    key = _free_key(ask, f"letter-{slug(new.receiver)}-{new.year}")
    sender = units["parent"][0] or new.receiver
    source = _source(ask, new)
    follows = source if goes_on(telling.facts, source, new.receiver, new.year) else None
    begun = _named(ask, NewDocument(
        key, DocumentKind.ALLOCATION_LETTER, new.receiver, sender, new.year, "", follows=follows,
        number=next_letter_number(telling.facts, new.year),
    ))  # fmt: skip
    own = RowChange("allocation_letter", {"document": key}, _ends(sender, new.receiver, new.year), None)
    parts = [part for part in CarryPart if part.value in new.parts]
    asked = Carrying(source, key, new.year, new.receiver, now().date())
    more = carried_changes(ask, asked, parts) if source and parts else []
    return begin_document(ask, begun, [own, *more], by=by, why=why)


def _ends(sender: str, receiver: str, year: int) -> dict[str, Any]:
    return {"sender": sender, "receiver": receiver, "year": year, "decided": None}


def _source(ask: Ask, new: NewLetter) -> str:
    """The letter a new one carries on; "" when it begins empty."""
    if new.source == EMPTY_LETTER:
        return ""
    letters = ask.telling.facts["allocation_letter"]
    if new.source:
        if letters.filter(pl.col("document") == new.source).is_empty():
            raise UsageError("carry_unknown_source", source=new.source[:100])
        return new.source
    steering = letters_in_force(ask.telling.facts)
    mine = letters.filter(
        pl.col("receiver") == new.receiver, pl.col("year") < new.year, pl.col("document").is_in(steering)
    ).sort("year", "document")
    return str(mine["document"][-1]) if mine.height else ""


def _named(ask: Ask, new: NewDocument) -> NewDocument:
    """The document with its names: whose letter it is, for which year, and which edition."""
    unit = ask.telling.where("unit", "key", new.about).row(0, named=True)
    named = {"no": unit["label"], "en": unit["label_en"]}

    def name(language: Language) -> str:
        facts = {"unit": named[language], "year": new.year, "edition": new.edition}
        return say("letter_label_later" if new.edition > 1 else "letter_label", language, **facts)

    return replace(new, label=name("no"), label_en=name("en"))


def _free_key(ask: Ask, wanted: str) -> str:
    """A key no document has: with 2, 3 and so on after it where it is taken."""
    taken = set(ask.telling.facts["document"]["key"])
    tried = (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3)))
    return next(key for key in tried if key not in taken)


def begin_edition(ask: Ask, document: str, *, by: str = "", why: str) -> str:
    """Begin a new edition of a letter that is sent (tilleggsbrev), with everything in it; returns its key.

    raises  UsageError   it is not sent, or has a newer edition already
            AccessError  who asks may not steer
    """
    page = letter_page(ask, document)
    if not ask.person.may(Right.STEER):
        raise AccessError("right_missing")
    if not page.may_replace:
        raise UsageError("letter_not_to_replace", letter=page.view.label)
    row = working_row(ask, document)
    first = document.removesuffix(f"-{row['edition']}")
    key = _free_key(ask, f"{first}-{row['edition'] + 1}")
    begun = _named(ask, NewDocument(
        key, DocumentKind.ALLOCATION_LETTER, row["about"], row["unit"], row["year"], "",
        number=row["number"], edition=row["edition"] + 1, follows=row["follows"], replaces=document,
    ))  # fmt: skip
    rows = carried(ask.telling.facts, (*CONTENTS, "allocation_letter"), document, key)
    return begin_document(ask, begun, added(rows), by=by, why=why)


def save_report_parts(
    ask: Ask, document: str, asked: Mapping[str, Collection[str]], revision: int, *, by: str = "", why: str
) -> None:
    """Say what is asked for in which reports; what is asked for in none is taken out.

    asked     for each row of the matrix, the reports it is ticked for (`WHEN`); a row left out stays
    revision  of the book the matrix was shown for
    """
    check_may_write(ask, document)
    there = {
        r["key"]: r for r in ask.telling.where("report_part", "document", document).iter_rows(named=True)
    }
    subjects = {s.value for s in ReportSubject}
    changes = []
    for key, ticked in asked.items():
        values = {when: when in ticked for when in WHEN}
        row, place = there.get(key), {"document": document, "key": key}
        version = version_then(ask, revision, "report_part", place) or (revision if row else None)
        if row is None and any(values.values()) and key in subjects:
            changes.append(RowChange("report_part", place, _new_part(key) | values, version))
        elif row is not None and not any(values.values()):
            changes.append(RowChange("report_part", place, None, version))
        elif row is not None and any(row[when] != ticks for when, ticks in values.items()):
            changes.append(RowChange("report_part", place, values, version))
    if changes:
        ask.save(changes, by=by, why=why)


def _new_part(key: str) -> dict[str, Any]:
    names = {"label": word("report_subject", key, "no"), "label_en": word("report_subject", key, "en")}
    return {"subject": key, "measured_in": None, **names}


def begin_follow_up(ask: Ask, document: str) -> Brought:
    """What is written when a letter is sent: follow-up of all that must be done, not begun.

    What was carried over keeps the status it has got meanwhile, and so does what an earlier edition said. An
    action that last year's letter had too goes on, unless it was done: then it begins anew.
    """
    facts, row = ask.telling.facts, working_row(ask, document)
    before = row["replaces"]
    last = row["follows"] or ""
    again = _same_actions(facts, document, last) if goes_on(facts, last, row["about"], row["year"]) else {}
    told = as_told(facts, facts["follow_up"]).to_dicts()
    work = {f"follow_up/{r['document']}/{r['fact']}/{r['subject']}": r for r in told}
    due = {r["address"]: r["due"] for r in things_to_do(facts, [before] if before else []).to_dicts()}
    changes = []
    for thing in things_to_do(facts, [document]).iter_rows(named=True):
        key = {name: thing[name] for name in ("document", "fact", "subject")}
        own = work.get(f"follow_up/{document}/{key['fact']}/{key['subject']}")
        earlier = f"follow_up/{before}/{key['fact']}/{key['subject']}"
        if own is None:
            carries = earlier if earlier in work else again.get(thing["address"])
        else:
            carries = own["carries"]
        origin = work.get(carries or "")
        begins_anew = thing["address"] in again and origin is not None and origin["status"] in ENDED
        is_told = origin is not None and origin["reported"] is not None
        values = _begun(thing["unit"], origin if is_told and not begins_anew else None, carries)
        if due.get(thing["address"].replace(f"/{document}/", f"/{before}/", 1)) != thing["due"]:
            values["deadline"] = None
        version = ask.book.version_of(ask.edition, "follow_up", key) if own else None
        changes.append(RowChange("follow_up", key, values, version))
    return Brought(changes, Unchanged(ask.edition.revision, frozenset({document})))


def sent_with(ask: Ask, document: str) -> Brought:
    """What is written when a letter is sent: follow-up, and the budget it passes on as lines of its own."""
    row, brought = working_row(ask, document), begin_follow_up(ask, document)
    frames = frames_of(ask.telling.facts, row["about"], row["year"], document)
    if frames is None:
        return brought
    ground = Unchanged(ask.edition.revision, frozenset({document, frames.document}))
    return Brought([*brought.rows, *added({"budget_line": lines_to_keep(frames, document)})], ground)


def _same_actions(facts: Facts, document: str, last: str) -> dict[str, str]:
    """The follow-up of each action that last year's letter had with the same number and words, by address."""
    old = {(r["subject"], r["label"]) for r in things_to_do(facts, [last]).filter(fact="goal").to_dicts()}
    new = things_to_do(facts, [document]).filter(fact="goal").to_dicts()
    return {
        r["address"]: f"follow_up/{last}/goal/{r['subject']}"
        for r in new
        if (r["subject"], r["label"]) in old
    }


def _begun(unit: str, origin: Mapping[str, Any] | None, carries: str | None) -> dict[str, Any]:
    """How work stands when a letter is sent: as it was, or not begun."""
    begun = {
        "status": FollowUpStatus.NOT_STARTED.value,
        "evidence": None,
        "comment": None,
        "deadline": None,
        "reported": now().date(),
    }
    kept = {name: origin[name] for name in begun} if origin else {}
    return {**begun, **kept, "unit": unit, "carries": carries}
