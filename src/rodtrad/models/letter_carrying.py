"""What a letter or budget takes with it from last year's: goals, targets, what is not done, and the rest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import polars as pl

from rodtrad.facts.indicator import ValueKind
from rodtrad.facts.letter import AssignmentStatus
from rodtrad.facts.work import FollowUpStatus
from rodtrad.models.carrying import carried, rows_of_document
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.letter_contents import UNIT, first_editions, subject_of, work_at

ENDED = (FollowUpStatus.DONE.value, FollowUpStatus.STOPPED.value)
"""How work stands that nobody waits for any more."""
_WEEKS, _LONGER = timedelta(weeks=52), timedelta(weeks=53)
_OTHER_LINKS = ("assignment", "council_resolution")
_OF_RECEIVER = ("indicator", "meeting", "reporting_duty")
"""Facts whose unit is most often the receiver."""


class CarryPart(StrEnum):
    """What can be taken along from last year's document."""

    TEXTS = "texts"
    GOALS = "goals"
    INDICATORS = "indicators"
    ASSIGNMENTS = "assignments"
    RESOLUTIONS = "resolutions"
    REPORTING = "reporting"
    MEETINGS = "meetings"


@dataclass(frozen=True, slots=True)
class Carrying:
    """What is carried where: keys of the two documents, the new one's year, and the day it is done.

    unit  the receiver of the new letter; "" for a budget
    """

    source: str
    target: str
    year: int
    unit: str
    today: date


def goes_on(facts: Facts, source: str, unit: str, year: int) -> bool:
    """Whether a letter to a unit goes on from a document: it is a letter of an earlier year to the same unit.

    Another unit's letter, or one of the same year, is only a pattern: its work stays where it is.
    """
    letters = facts["allocation_letter"].filter(pl.col("document") == source, pl.col("receiver") == unit)
    return bool(letters.filter(pl.col("year") < year).height)


def carried_day(day: date, years: int) -> date:
    """The same weekday about the same time, so many years later: Tuesday 12 May 2026 is 11 May in 2027."""
    moved = day
    for _ in range(years):
        later = moved + _WEEKS
        moved = later if later.year > moved.year else moved + _LONGER
    return moved


def carried_rows(facts: Facts, asked: Carrying, parts: Collection[CarryPart]) -> dict[str, pl.DataFrame]:
    """Rows of last year's document as they would begin in this year's, by fact.

    Rows whose key the new document already has are left out, so that it can be done again.
    Targets begin as last year's were, beside the last result. Assignments and resolutions that are not
    done come along as carried over, numbered anew, with the status they have; only from the same unit's
    letter of an earlier year (`goes_on`). What is the other receiver's in its letter is the new one's.
    Meetings and deadlines of reports move to the same weekday a year later. Nothing carried stands on a
    printed line.
    """
    made: dict[str, pl.DataFrame] = {}
    for part in CarryPart:
        if part in parts:
            for name, rows in _MAKERS[part](facts, asked).items():
                made[name] = pl.concat([made[name], rows]) if name in made else rows
    goals = {
        *rows_of_document(facts, "goal", asked.target)["number"],
        *(made["goal"]["number"] if "goal" in made else ()),
    }
    hung = {name: _hung(name, _own(facts, name, rows, asked), goals) for name, rows in made.items()}
    return {name: kept for name, rows in hung.items() if (kept := _new(facts, name, rows, asked)).height}


def _own(facts: Facts, name: str, rows: pl.DataFrame, asked: Carrying) -> pl.DataFrame:
    """The rows with the receiver of the other letter replaced by the new one's."""
    letters = facts["allocation_letter"].filter(pl.col("document") == asked.source)
    ours = dict.fromkeys(letters["receiver"] if asked.unit else (), asked.unit)
    if name == "goal_link":
        key = pl.when(pl.col("fact") == UNIT).then(pl.col("key").replace(ours)).otherwise("key")
        return rows.with_columns(key.alias("key"))
    if name in _OF_RECEIVER:
        return rows.with_columns(pl.col("unit").replace(ours))
    return rows


def _hung(name: str, rows: pl.DataFrame, goals: set[str]) -> pl.DataFrame:
    """The rows without links to goals the document does not have; such an indicator hangs loose."""
    if name == "goal_link":
        return rows.filter(pl.col("goal").is_in(list(goals)))
    if name == "indicator":
        there = pl.col("goal").is_in(list(goals))
        return rows.with_columns(pl.when(there).then("goal").alias("goal"))
    return rows


def _new(facts: Facts, name: str, rows: pl.DataFrame, asked: Carrying) -> pl.DataFrame:
    """The rows the document does not have, with no printed line, in the fact's shape."""
    shape = SHAPES[name]
    plain = rows.with_columns(pl.lit(0, pl.Int64).alias("line")) if "line" in shape.names() else rows
    there = rows_of_document(facts, name, asked.target)
    once = plain.unique(shape.key, keep="first", maintain_order=True)
    kept = once.join(there, on=list(shape.key), how="anti", nulls_equal=True, maintain_order="left")
    return kept.select(shape.names())


def _years(facts: Facts, asked: Carrying) -> int:
    years = facts["document"].filter(pl.col("key") == asked.source)["year"]
    return asked.year - int(years[0]) if len(years) else 0


def _copied(facts: Facts, asked: Carrying, *names: str) -> dict[str, pl.DataFrame]:
    return dict(carried(facts, names, asked.source, asked.target))


def _texts(facts: Facts, asked: Carrying) -> dict[str, pl.DataFrame]:
    return _copied(facts, asked, "passage")


def _goals(facts: Facts, asked: Carrying) -> dict[str, pl.DataFrame]:
    """Goals, actions and their links; clarifications are last year's words, and are carried as a start."""
    made = _copied(facts, asked, "goal", "goal_link")
    if "goal_link" in made:
        kept = ~pl.col("fact").is_in((*_OTHER_LINKS, "indicator"))
        made["goal_link"] = made["goal_link"].filter(kept)
    return made


def _indicators(facts: Facts, asked: Carrying) -> dict[str, pl.DataFrame]:
    """Indicators with their last result, and last year's target as the start of this year's."""
    made = _copied(facts, asked, "indicator", "goal_link")
    links = made.pop("goal_link", None)
    if links is not None:
        made["goal_link"] = links.filter(pl.col("fact") == "indicator")
    if "indicator" not in made:
        return made
    values = rows_of_document(facts, "indicator_value", asked.source)
    targets = _latest(values, ValueKind.TARGET, asked.year).with_columns(
        pl.lit(asked.year, pl.Int64).alias("year")
    )
    results = _latest(_results(facts, made["indicator"]), ValueKind.RESULT, asked.year)
    both = pl.concat([results.select(targets.columns), targets])
    made["indicator_value"] = both.with_columns(pl.lit(asked.target).alias("document"))
    return made


def _results(facts: Facts, indicators: pl.DataFrame) -> pl.DataFrame:
    """Every value the book has of the same indicators, wherever printed, under the key they have here."""
    same = facts["indicator"].select("document", pl.col("key").alias("indicator"), "concept")
    ours = indicators.select(pl.col("key").alias("ours"), "concept")
    found = facts["indicator_value"].join(same, on=["document", "indicator"], how="inner")
    named = found.join(ours, on="concept", how="inner").sort("document")
    return named.with_columns(pl.col("ours").alias("indicator")).drop("concept", "ours")


def _latest(values: pl.DataFrame, kind: ValueKind, year: int) -> pl.DataFrame:
    """Each indicator's last value of a kind up to a year; one where several documents print it."""
    known = values.filter(pl.col("kind") == kind.value, pl.col("year") <= year)
    last = known.filter(pl.col("year") == pl.col("year").max().over("indicator"))
    return last.unique("indicator", keep="first", maintain_order=True)


def _reporting(facts: Facts, asked: Carrying) -> dict[str, pl.DataFrame]:
    made = _copied(facts, asked, "report_part", "reporting_duty")
    if "reporting_duty" in made:
        duties = _moved(made["reporting_duty"], "deadline", _years(facts, asked))
        made["reporting_duty"] = duties.with_columns(pl.lit(None, pl.Int64).alias("assignment"))
    return made


def _meetings(facts: Facts, asked: Carrying) -> dict[str, pl.DataFrame]:
    made = _copied(facts, asked, "meeting")
    return {name: _moved(rows, "day", _years(facts, asked)) for name, rows in made.items()}


def _moved(rows: pl.DataFrame, column: str, years: int) -> pl.DataFrame:
    days = [None if day is None else carried_day(day, years) for day in rows[column]]
    return rows.with_columns(pl.Series(column, days, pl.Date))


def _assignments(facts: Facts, asked: Carrying) -> dict[str, pl.DataFrame]:
    if not goes_on(facts, asked.source, asked.unit, asked.year):
        return {}
    order = pl.when(pl.col("status") == AssignmentStatus.NEW.value).then(1).otherwise(0)
    rows = rows_of_document(facts, "assignment", asked.source).sort(order, "number")
    known = work_of(facts, asked.source, "assignment")
    kept = [r for r in rows.iter_rows(named=True) if not _ended(known, f"{r['status']}.{r['number']}")]
    there = rows_of_document(facts, "assignment", asked.target)
    first = _next(there.filter(pl.col("status") == AssignmentStatus.CARRIED.value)["number"])
    made, work = [], []
    for number, row in enumerate(_not_yet(facts, asked, "assignment", kept), first):
        subject = f"{row['status']}.{row['number']}"
        status = AssignmentStatus.CARRIED.value
        made.append(
            {**_due(row, known.get(subject)), "document": asked.target, "status": status, "number": number}
        )
        work.append(_work_row(asked, known, "assignment", subject, f"{status}.{number}", row["owner"]))
    return _frames(("assignment", made), ("follow_up", work))


def _resolutions(facts: Facts, asked: Carrying) -> dict[str, pl.DataFrame]:
    if not goes_on(facts, asked.source, asked.unit, asked.year):
        return {}
    rows = rows_of_document(facts, "council_resolution", asked.source)
    known = work_of(facts, asked.source, "council_resolution")
    kept = [r for r in rows.iter_rows(named=True) if not _ended(known, r["number"])]
    first = _next(rows_of_document(facts, "council_resolution", asked.target)["number"])
    made, work = [], []
    for number, row in enumerate(_not_yet(facts, asked, "council_resolution", kept), first):
        due = _due(row, known.get(row["number"]))
        made.append({**due, "document": asked.target, "number": str(number)})
        work.append(_work_row(asked, known, "council_resolution", row["number"], str(number), row["owner"]))
    return _frames(("council_resolution", made), ("follow_up", work))


def _not_yet(facts: Facts, asked: Carrying, fact: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that have not been carried to the document before, or have been taken out of it since."""
    there = {subject_of(fact, r) for r in rows_of_document(facts, fact, asked.target).iter_rows(named=True)}
    first, work = first_editions(facts), rows_of_document(facts, "follow_up", asked.target)
    kept = work.filter(pl.col("carries").is_not_null(), fact=fact).select("subject", "carries").iter_rows()
    carried_on = {work_at(address, first) for subject, address in kept if subject in there}
    source = first.get(asked.source, asked.source)
    return [r for r in rows if (source, fact, subject_of(fact, r)) not in carried_on]


def work_of(facts: Facts, document: str, fact: str) -> dict[str, dict[str, Any]]:
    """How the work of one kind in a document is going, by its subject."""
    rows = rows_of_document(facts, "follow_up", document).filter(pl.col("fact") == fact)
    return {row["subject"]: row for row in rows.iter_rows(named=True)}


def _due(row: dict[str, Any], work: dict[str, Any] | None) -> dict[str, Any]:
    """The row with the deadline that has been agreed on since, where there is one."""
    agreed = work["deadline"] if work else None
    if agreed is None:
        return row
    return row | {"deadline": agreed} | ({"season": None} if "season" in row else {})


def _ended(known: dict[str, dict[str, Any]], subject: str) -> bool:
    return subject in known and known[subject]["status"] in ENDED


def _next(numbers: Iterable[object]) -> int:
    return max((int(str(n)) for n in numbers if str(n).isdecimal()), default=0) + 1


def _work_row(
    asked: Carrying, known: dict[str, dict[str, Any]], fact: str, old: str, new: str, unit: str
) -> dict[str, Any]:
    """How carried work is going: as it was, or not begun where nobody has said."""
    empty = {"status": FollowUpStatus.NOT_STARTED.value, "unit": unit, "reported": asked.today}
    carries = f"follow_up/{asked.source}/{fact}/{old}"
    place = {"document": asked.target, "fact": fact, "subject": new, "carries": carries, "deadline": None}
    return dict.fromkeys(SHAPES["follow_up"].names()) | empty | known.get(old, {}) | place


def _frames(*made: tuple[str, list[dict[str, Any]]]) -> dict[str, pl.DataFrame]:
    return {
        name: pl.DataFrame(rows, schema=SHAPES[name].polars_schema(), orient="row")
        for name, rows in made
        if rows
    }


_MAKERS = {
    CarryPart.TEXTS: _texts,
    CarryPart.GOALS: _goals,
    CarryPart.INDICATORS: _indicators,
    CarryPart.ASSIGNMENTS: _assignments,
    CarryPart.RESOLUTIONS: _resolutions,
    CarryPart.REPORTING: _reporting,
    CarryPart.MEETINGS: _meetings,
}
