"""Deadlines and meetings of some units as days in a calendar."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from rodtrad.models.follow_up import followed
from rodtrad.models.letter_contents import letters_in_force
from rodtrad.reports.follow_up import followed_row
from rodtrad.reports.telling import Telling
from rodtrad.reports.work import working_documents


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day in a calendar: a deadline or a meeting, the whole day long (kalenderdag).

    name   the same each time the calendar is made, and no other day's
    path   of its page on the site
    warns  whether the calendar shall remind of it a week before
    """

    name: str
    day: date
    title: str
    text: str
    path: str
    warns: bool


def calendar_days(telling: Telling, units: Collection[str] | None, today: date) -> list[CalendarDay]:
    """What some units must do or meet about, by day.

    units  None is all
    today  the day deadlines are counted from; what is done is left out, what is over is kept
    """
    mine = pl.lit(value=True) if units is None else pl.col("unit").is_in(list(units))
    days = [
        *_deadlines(telling, mine, today),
        *_meetings(telling, mine),
        *_duties(telling, mine),
        *_documents(telling, mine),
    ]
    return sorted(days, key=lambda one: (one.day, one.name))


def _deadlines(telling: Telling, mine: pl.Expr, today: date) -> Iterator[CalendarDay]:
    """What must be done and is not."""
    rows = followed(telling.facts, today).filter(mine, pl.col("is_open"), pl.col("deadline").is_not_null())
    for row in rows.iter_rows(named=True):
        shown = followed_row(telling, row)
        facts = {"unit": shown.unit.text, "status": shown.status_word, "letter": shown.letter.text}
        yield CalendarDay(
            f"follow_up/{shown.key}".replace(" ", "-"),
            row["deadline"],
            telling.say("calendar_deadline", what=shown.name.text),
            telling.say("calendar_deadline_text", **facts),
            f"follow-up/{shown.key}",
            warns=True,
        )


def _meetings(telling: Telling, mine: pl.Expr) -> Iterator[CalendarDay]:
    steering = pl.col("document").is_in(letters_in_force(telling.facts))
    for row in telling.facts["meeting"].filter(steering, mine).iter_rows(named=True):
        yield CalendarDay(
            f"meeting/{row['document']}/{row['key']}".replace(" ", "-"),
            row["day"],
            telling.own(row),
            telling.say("calendar_meeting_text", unit=telling.named("unit", row["unit"])),
            f"letters/{row['document']}",
            warns=False,
        )


def _duties(telling: Telling, mine: pl.Expr) -> Iterator[CalendarDay]:
    steering = pl.col("document").is_in(letters_in_force(telling.facts))
    duties = telling.facts["reporting_duty"].filter(steering, mine, pl.col("deadline").is_not_null())
    for row in duties.iter_rows(named=True):
        yield CalendarDay(
            f"reporting_duty/{row['document']}/{row['key']}".replace(" ", "-"),
            row["deadline"],
            telling.say("calendar_report", what=telling.own(row)),
            telling.named("unit", row["unit"]),
            f"reporting_duty/{row['document']}/{row['key']}",
            warns=True,
        )


def _documents(telling: Telling, mine: pl.Expr) -> Iterator[CalendarDay]:
    """Documents that are still being written, by the day they must be done."""
    rows = working_documents(telling).filter(
        mine, pl.col("deadline").is_not_null(), pl.col("state").is_in(["draft", "submitted"])
    )
    for row in rows.iter_rows(named=True):
        name = telling.named("document", row["document"])
        yield CalendarDay(
            f"working_document/{row['document']}",
            row["deadline"],
            telling.say("calendar_deadline", what=name),
            telling.word("document_state", row["state"]),
            f"work/{row['document']}",
            warns=True,
        )
