"""Allocation letters and the goals in them: the pages, and the forms that write them."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from rodtrad.app.asking import Ask
from rodtrad.app.goal_work import (
    GoalPage,
    carry_over,
    difference_page,
    goal_page,
    save_owners,
    save_targets,
)
from rodtrad.app.letters import (
    LetterPage,
    LettersPage,
    NewLetter,
    begin_edition,
    begin_letter,
    letter_page,
    letters_page,
    save_report_parts,
)
from rodtrad.app.saving import typed_value
from rodtrad.core.errors import RodtradError
from rodtrad.reports.letter_difference import DifferenceView
from rodtrad.web.forms import shown_again, signed, to_saved
from rodtrad.web.many_fields import SentFields, first, named_after, revision_of, texts_of, touched
from rodtrad.web.pages import Asked, Choice, Document, language_of, shown_at
from rodtrad.web.render import path_of

letter_forms = APIRouter(include_in_schema=False)


@shown_at("/letters", "letters")
def show_letters(ask: Asked, unit: Choice = "", year: Choice = "") -> LettersPage:
    """Allocation letters, printed and written here."""
    return letters_page(ask, unit, year)


@shown_at("/letters/{document}", "letter")
def show_letter(ask: Asked, document: Document) -> LetterPage:
    """One allocation letter with its parts, what it lacks and its steps."""
    return letter_page(ask, document)


@shown_at("/goals/{document}", "letter_goals")
def show_goal_work(ask: Asked, document: Document) -> GoalPage:
    """The goals of a document that is written here, with owners and targets."""
    return goal_page(ask, document)


@shown_at("/differences/{document}", "letter_difference")
def show_difference(ask: Asked, document: Document, since: Choice = "") -> DifferenceView:
    """What a document adds, changes and takes out, held against last year's or another."""
    return difference_page(ask, document, since)


@letter_forms.post("/letters")
def new_letter(request: Request, ask: Asked, fields: SentFields) -> Response:
    """Begin a letter, and show it; with faults, the form as it was filled in."""
    receiver, source, parts = first(fields, "receiver"), first(fields, "source"), fields.get("part", [])
    try:
        year = typed_value("allocation_letter", "year", first(fields, "year"), ask.language)
        wanted, why = NewLetter(receiver, year, source, tuple(parts)), ask.telling.say("letters_why_new")
        key = begin_letter(ask, wanted, by=_by(ask, fields), why=_why(fields, why))
    except RodtradError as error:
        sent = {"view": letters_page(ask), "given": texts_of(fields), "carried": parts}
        return shown_again("letters.html.j2", ask, "/letters", error, sent)
    return _to(request, f"/letters/{key}")


@letter_forms.post("/letters/{document}/edition")
def new_edition(request: Request, ask: Asked, document: Document, fields: SentFields) -> Response:
    """Begin a new edition of a letter that is sent, and show it; with faults, the form again."""
    why = _why(fields, ask.telling.say("letters_why_edition"))
    try:
        key = begin_edition(ask, document, by=_by(ask, fields), why=why)
    except RodtradError as error:
        return _letter_again(ask, document, {"given": texts_of(fields)}, error)
    return _to(request, f"/letters/{key}")


@letter_forms.post("/letters/{document}/reports")
def send_reports(request: Request, ask: Asked, document: Document, fields: SentFields) -> Response:
    """Save what is asked for in which reports, and show the letter."""
    ticked = named_after(fields, "report_")
    asked = touched({key: ticked.get(key, []) for key in fields.get("row", ())}, fields)
    why = _why(fields, ask.telling.say("letters_why_reports"))
    try:
        save_report_parts(ask, document, asked, revision_of(fields), by=_by(ask, fields), why=why)
    except RodtradError as error:
        return _letter_again(ask, document, {"ticked": asked}, error)
    return _to(request, f"/letters/{document}#reporting")


@letter_forms.post("/goals/{document}/carry")
def send_carry(request: Request, ask: Asked, document: Document, fields: SentFields) -> Response:
    """Carry over from another document, and show where somebody came from; with faults, the form again."""
    source, parts = first(fields, "source"), fields.get("part", [])
    from_letter = first(fields, "back") == "letter"
    why = _why(fields, ask.telling.say("letters_why_carry", source=ask.telling.named("document", source)))
    try:
        carry_over(ask, document, source, parts, by=_by(ask, fields), why=why)
    except RodtradError as error:
        again = _letter_again if from_letter else _goals_again
        return again(ask, document, {"given": texts_of(fields), "carried": parts}, error)
    return _to(request, f"/letters/{document}" if from_letter else f"/goals/{document}")


@letter_forms.post("/goals/{document}/owners")
def send_owners(request: Request, ask: Asked, document: Document, fields: SentFields) -> Response:
    """Save who answers for the goals, and show them; with faults, the page as it was filled in."""
    chosen = touched(named_after(fields, "owner_"), fields)
    owners, rest = {goal: unit for goal, [unit, *_] in chosen.items()}, first(fields, "rest")
    why = _why(fields, ask.telling.say("letters_why_owners"))
    try:
        save_owners(ask, document, owners, revision_of(fields), rest=rest, by=_by(ask, fields), why=why)
    except RodtradError as error:
        sent = {"owners_sent": owners, "rest_sent": rest}
        return _goals_again(ask, document, sent, error)
    return _to(request, f"/goals/{document}#owners")


@letter_forms.post("/goals/{document}/targets")
def send_targets(request: Request, ask: Asked, document: Document, fields: SentFields) -> Response:
    """Save the targets of the year, and show them; with faults, the page as it was filled in."""
    parts = {name: named_after(fields, f"{name}_") for name in ("operator", "value", "unit")}
    written = {
        key: [parts["operator"].get(key, [""])[0], value, parts["unit"].get(key, [""])[0]]
        for key, [value, *_] in parts["value"].items()
    }
    names = ("operator", "value", "printed_unit")
    given = {key: dict(zip(names, row, strict=True)) for key, row in touched(written, fields).items()}
    why = _why(fields, ask.telling.say("letters_why_targets"))
    try:
        save_targets(ask, document, given, revision_of(fields), by=_by(ask, fields), why=why)
    except RodtradError as error:
        return _goals_again(ask, document, {"targets_sent": given}, error)
    return _to(request, f"/goals/{document}#targets")


def _letter_again(ask: Ask, document: str, sent: Mapping[str, Any], error: RodtradError) -> Response:
    """A letter's page with what was written in a form, and what is wrong; the rest is as the book now is."""
    shown = {"view": letter_page(ask, document), **sent}
    return shown_again("letter.html.j2", ask, f"/letters/{document}", error, shown)


def _goals_again(ask: Ask, document: str, sent: Mapping[str, Any], error: RodtradError) -> Response:
    """The same for the page of its goals."""
    shown = {"view": goal_page(ask, document), **sent}
    return shown_again("letter_goals.html.j2", ask, f"/goals/{document}", error, shown)


def _by(ask: Ask, fields: Mapping[str, list[str]]) -> str:
    return signed(ask, first(fields, "by"))


def _why(fields: Mapping[str, list[str]], usual: str) -> str:
    """What stands in the history: what somebody has written, else what was done."""
    return first(fields, "why") or usual


def _to(request: Request, address: str) -> Response:
    inside, mark, part = address.partition("#")
    return to_saved(request, path_of(inside, language_of(request)) + mark + part)
