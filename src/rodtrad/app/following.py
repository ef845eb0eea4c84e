"""Follow up what must be done: say how it is going, one by one or many at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.app.goal_work import version_then
from rodtrad.app.saving import typed_values
from rodtrad.app.story import StoryLine, story_of
from rodtrad.core.errors import AccessError, MissingError, UsageError
from rodtrad.core.roles import Right
from rodtrad.facts.work import FollowUpStatus
from rodtrad.models.concepts import SHAPES
from rodtrad.models.follow_up import followed, lacks_evidence
from rodtrad.reports.follow_up import (
    USUAL_WITHIN,
    WITHIN,
    FollowedRow,
    FollowUpQuestion,
    FollowUpView,
    follow_up_view,
    followed_row,
)
from rodtrad.reports.tree import Choice
from rodtrad.store.changes import RowChange

MOST_AT_ONCE = 200
_PARTS = 3


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """What must be done; `may_report` is whether who asks may say how it is going."""

    view: FollowUpView
    may_report: bool
    revision: int


@dataclass(frozen=True, slots=True)
class FollowedPage:
    """One thing that must be done, its form and its history, the latest first.

    earlier   the story of the same work in the letter it was carried from
    revision  of the book the form was shown at
    """

    row: FollowedRow
    statuses: tuple[Choice, ...]
    story: tuple[StoryLine, ...]
    earlier: tuple[StoryLine, ...]
    may_report: bool
    revision: int


def follow_up_page(ask: Ask, asked: FollowUpQuestion, page: int, *, whole: bool = False) -> FollowUpPage:
    """Everything that must be done, narrowed, as of today; `whole` as in `follow_up_view`."""
    view = follow_up_view(ask.telling, asked, ask.today, page, whole=whole)
    return FollowUpPage(view, ask.person.may(Right.REPORT), ask.edition.revision)


def days_ahead(text: str) -> int:
    """The days ahead that somebody asks for; the usual where they ask for something else."""
    return int(text) if text in {str(n) for n in WITHIN} else USUAL_WITHIN


def followed_page(ask: Ask, key: str) -> FollowedPage:
    """One thing that must be done.

    key     document, kind and subject with slashes between
    raises  MissingError  no letter in force says that it must be done, or who asks may not see it
    """
    row = _row_at(ask, key)
    telling = ask.telling
    address = f"follow_up/{key}"
    carries = row["carries"] or ""
    return FollowedPage(
        followed_row(telling, row),
        tuple(
            Choice(s.value, telling.word("follow_up_status", s.value), s.value == row["status"])
            for s in FollowUpStatus
        ),
        _story(ask, address, row["status"]),
        _story(ask, carries, row["status"]) if carries else (),
        ask.person.may(Right.REPORT),
        ask.edition.revision,
    )


def _story(ask: Ask, address: str, status: str) -> tuple[StoryLine, ...]:
    """The story of a follow-up; where it begins, with the status it began with.

    status  the one it has now, if it has never changed
    """
    changes = ask.book.story(address, ask.reader)
    first = next((str(c.before) for c in changes if c.column == "status"), status)
    lines = story_of(ask.telling, address, changes)
    if not lines:
        return ()
    word = ask.telling.word("follow_up_status", first)
    begun = replace(lines[-1], what=f"{lines[-1].what}. {ask.telling.say('status')}: {word}")
    return (*lines[:-1], begun)


def _row_at(ask: Ask, key: str) -> dict[str, Any]:
    parts = key.split("/")
    if len(parts) == _PARTS:
        place = dict(zip(("document", "fact", "subject"), parts, strict=True))
        rows = followed(ask.telling.facts, ask.today).filter(**place)
        if rows.height:
            return rows.row(0, named=True)
    raise MissingError("follow_unknown", ask.near(f"follow_up/{key}"), subject=key[:100])


def save_status(
    ask: Ask, key: str, texts: Mapping[str, str], revision: int, *, by: str = "", why: str
) -> None:
    """Say how one thing is going.

    texts   status, evidence, comment and deadline as written
    raises  UsageError     it is said to be done, and nothing shows it
            UsageFormError a text cannot be used
            ConflictError  somebody else has said something meanwhile
            AccessError    who asks may not report
    """
    _check_may_report(ask)
    ask.save([_change(ask, _row_at(ask, key), texts, revision, keeps=False)], by=by, why=why)


def save_many(
    ask: Ask, keys: Iterable[str], texts: Mapping[str, str], revision: int, *, by: str = "", why: str
) -> int:
    """Say how many things are going, all or nothing; an empty text leaves each as it is. Returns how many.

    raises  as `save_status`; UsageError also where nothing, or too much, is chosen
    """
    _check_may_report(ask)
    chosen = list(dict.fromkeys(keys))
    if not chosen:
        raise UsageError("follow_none_chosen")
    if len(chosen) > MOST_AT_ONCE:
        raise UsageError("follow_too_many", most=MOST_AT_ONCE)
    changes = [_change(ask, _row_at(ask, key), texts, revision, keeps=True) for key in chosen]
    ask.save(changes, by=by, why=why)
    return len(changes)


def _check_may_report(ask: Ask) -> None:
    if not ask.person.may(Right.REPORT):
        raise AccessError("right_missing")


def _change(
    ask: Ask, row: Mapping[str, Any], texts: Mapping[str, str], revision: int, *, keeps: bool
) -> RowChange:
    """The change of one follow-up; the first time somebody says something, it is a new row.

    keeps  whether an empty text leaves what is there
    """
    shape = SHAPES["follow_up"]
    given = {name: texts.get(name, "") for name in ("status", "evidence", "comment", "deadline")}
    asked = {name: text for name, text in given.items() if text.strip() or not keeps}
    values = {"status": row["status"], **typed_values(shape, asked, ask.language)}
    if lacks_evidence({**row, **values}):
        raise UsageError("follow_needs_evidence", what=ask.telling.own(dict(row)))
    key = {name: row[name] for name in ("document", "fact", "subject")}
    version = version_then(ask, revision, "follow_up", key)
    values["reported"] = now().date()
    if version is None:
        empty = {"evidence": None, "comment": None, "deadline": None, "carries": None}
        values = {**empty, **values, "unit": row["unit"]}
    return RowChange("follow_up", key, values, version)
