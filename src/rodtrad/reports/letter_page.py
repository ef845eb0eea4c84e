"""The page of all allocation letters, and the page of one: its parts, what it lacks, and its forms."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from rodtrad.facts.letter import AssignmentStatus
from rodtrad.facts.reporting import ReportSubject
from rodtrad.facts.unit import UnitKind
from rodtrad.facts.work import PassagePart
from rodtrad.models.letter_carrying import CarryPart
from rodtrad.models.letter_contents import Lack, missing
from rodtrad.reports.letter_budget import (
    budget_tables,
    budgets_at,
    changed_table,
    is_sent,
    letter_frames,
    place_of_budget,
    place_told,
    split_table,
)
from rodtrad.reports.letter_tables import (
    WHEN,
    Letter,
    assignment_table,
    duty_table,
    goal_table,
    heads,
    indicator_table,
    meeting_table,
    owner_table,
    report_table,
    resolution_table,
    short_day,
)
from rodtrad.reports.passages import rendered_text
from rodtrad.reports.reporting_form import seen_as
from rodtrad.reports.telling import EMPTY, Telling, chosen
from rodtrad.reports.tree import Cell, Choice, TableBlock, table_row

EMPTY_LETTER = "empty"
"""The choice of a letter that takes nothing along."""
_RECEIVING = (UnitKind.AGENCY.value, UnitKind.DISTRICT.value, UnitKind.DEPARTMENT.value)
_MOST_MISSING = 6
_SECOND_HALF = 7
"""The first month in which next year's letters are written."""


@dataclass(frozen=True, slots=True)
class LettersView:
    """Every allocation letter, the newest first, and the choices of a new one."""

    count: int
    years: tuple[Choice, ...]
    units: tuple[Choice, ...]
    table: TableBlock
    receivers: tuple[Choice, ...]
    next_year: int
    sources: tuple[Choice, ...]
    parts: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class LetterPart:
    """One part of a letter's page (del): its tables, and where rows of it are added or changed.

    links   (path, words)
    places  where more of it is
    """

    key: str
    heading: str
    tables: tuple[TableBlock, ...]
    links: tuple[tuple[str, str], ...]
    note: str = ""
    places: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """What can be asked for in reports, and in which it is; one row of check boxes."""

    key: str
    label: str
    asked: tuple[tuple[str, bool], ...]
    address: str

    @property
    def ticked(self) -> list[str]:
        """The reports it is asked for in."""
        return [when for when, is_ticked in self.asked if is_ticked]

    @property
    def seen(self) -> str:
        """A digest of the ticks, to be handed back with the form."""
        return seen_as(self.ticked)


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One kind of thing the letter lacks, leading to where the first of it are mended.

    more  how many there are besides
    """

    text: str
    rows: tuple[Cell, ...]
    more: int


@dataclass(frozen=True, slots=True)
class LetterView:
    """One allocation letter with all its parts.

    earlier   the letter it is held against: the edition it replaces, else last year's; "" without one
    matrix    the check boxes of what is reported when
    """

    document: str
    label: str
    receiver: Cell
    sender: Cell
    year: int
    number: str
    edition: int
    sent: str
    parts: tuple[LetterPart, ...]
    missing: tuple[MissingLine, ...]
    earlier: str
    earlier_name: str
    matrix: tuple[MatrixRow, ...]
    carry_parts: tuple[Choice, ...]


def letters_view(telling: Telling, today: date, unit: str = "", year: str = "") -> LettersView:
    """Every letter of the book, printed or written here, narrowed by receiver and year.

    A new letter is for next year from July on, else for this year.
    """
    every = _letters(telling)
    shown = every.filter(
        chosen("receiver", unit), pl.lit(year == "") | (pl.col("year").cast(pl.String) == year)
    )
    years = every["year"].unique().sort(descending=True).to_list()
    receivers = every["receiver"].unique().sort()
    columns = heads(
        telling.say("letters_letter"),
        telling.say("work_number"),
        telling.say("letters_receiver"),
        telling.say("work_state"),
        telling.say("letters_sent"),
        telling.say("work_acknowledged"),
    )
    rows = tuple(
        table_row(
            Cell(telling.named("document", row["document"]), address=f"letters/{row['document']}"),
            f"{row['number']}/{row['year']}" if row["number"] else EMPTY,
            telling.unit(row["receiver"]),
            telling.word("document_state", row["state"]) if row["state"] else telling.say("letters_printed"),
            short_day(telling, row["sent"]),
            short_day(telling, row["acknowledged"]),
        )
        for row in shown.iter_rows(named=True)
    )
    return LettersView(
        shown.height,
        tuple(Choice(str(y), str(y), str(y) == year) for y in years),
        tuple(Choice(u, telling.named("unit", u), u == unit) for u in receivers),
        TableBlock(telling.say("letters"), columns, rows, name="letters"),
        _receivers(telling, unit),
        today.year + (today.month >= _SECOND_HALF),
        tuple(
            Choice(row["document"], telling.named("document", row["document"])) for row in every.to_dicts()
        ),
        carry_choices(telling, tuple(CarryPart)),
    )


def _letters(telling: Telling) -> pl.DataFrame:
    letters = telling.facts["allocation_letter"].select("document", "receiver", "year")
    work = telling.facts["working_document"].select(
        "document", "state", "number", "edition", "sent", "acknowledged"
    )
    known = letters.join(work, on="document", how="left", maintain_order="left")
    return known.sort("year", "receiver", "document", descending=[True, False, True])


def _receivers(telling: Telling, unit: str) -> tuple[Choice, ...]:
    rows = telling.facts["unit"].filter(pl.col("kind").is_in(_RECEIVING), pl.col("valid_to").is_null())
    ranked = sorted(rows.iter_rows(named=True), key=lambda r: (_RECEIVING.index(r["kind"]), telling.own(r)))
    return tuple(Choice(r["key"], telling.own(r), r["key"] == unit) for r in ranked)


def carry_choices(telling: Telling, parts: Iterable[CarryPart]) -> tuple[Choice, ...]:
    """What can be taken along, all chosen to begin with."""
    return tuple(Choice(p.value, telling.say(f"carry_part_{p}"), chosen=True) for p in parts)


def letter_view(telling: Telling, letter: Letter, *, is_open: bool) -> LetterView:
    """One letter's page.

    is_open  whether it can be written in: then the parts have links to add and change
    """
    work = letter.work
    earlier = work.get("replaces") or work.get("follows") or ""
    return LetterView(
        letter.document,
        letter.label,
        telling.unit(letter.receiver),
        telling.unit(letter.sender),
        letter.year,
        work.get("number") or "",
        work.get("edition", 1),
        short_day(telling, work.get("sent")),
        tuple(_parts(telling, letter, is_open=is_open)),
        _missing(telling, letter) if is_open else (),
        earlier,
        telling.named("document", earlier) if earlier else "",
        report_matrix(telling, letter.document) if is_open else (),
        carry_choices(telling, tuple(CarryPart)),
    )


def _parts(telling: Telling, letter: Letter, *, is_open: bool) -> Iterable[LetterPart]:
    """Every part in the order of the letter; one without content is there to be filled."""
    parts = (
        *_steering(telling, letter),
        _budget(telling, letter),
        *_work(telling, letter),
        _reporting(telling, letter),
    )
    return parts if is_open else tuple(replace(part, links=()) for part in parts)


def _part(key: str, heading: str, tables: Iterable[TableBlock | None], *links: tuple[str, str]) -> LetterPart:
    return LetterPart(key, heading, tuple(table for table in tables if table is not None), links)


def _steering(telling: Telling, letter: Letter) -> tuple[LetterPart, ...]:
    """What the receiver steers by: texts, goals and indicators."""
    say, document = telling.say, letter.document
    goals = f"/goals/{document}"
    return (
        _part(
            "texts",
            say("letter_joint"),
            [_passages(telling, document)],
            (f"/texts/{document}", say("letters_write_texts")),
        ),
        _part(
            "goals",
            say("letter_part_goals"),
            [goal_table(telling, letter), owner_table(telling, letter)],
            (goals, say("letters_goal_work")),
        ),
        _part(
            "indicators",
            say("letter_part_indicators"),
            [indicator_table(telling, letter)],
            (f"{goals}#targets", say("letters_targets")),
            (f"/new/indicator?document={document}&unit={letter.receiver}", say("letters_new_indicator")),
        ),
    )


def _work(telling: Telling, letter: Letter) -> tuple[LetterPart, ...]:
    """What the receiver must do: assignments and resolutions; and when it is met."""
    say, about = telling.say, f"document={letter.document}"
    tables = [assignment_table(telling, letter, status) for status in AssignmentStatus]
    owner = f"{about}&owner={letter.receiver}"
    return (
        _part(
            "assignments",
            say("letter_part_assignments"),
            tables,
            (f"/new/assignment?{owner}&status=new", say("letters_new_assignment")),
        ),
        _part(
            "resolutions",
            say("letter_part_resolutions"),
            [resolution_table(telling, letter)],
            (f"/new/council_resolution?{owner}", say("letters_new_resolution")),
        ),
        _part(
            "meetings",
            say("letter_meetings_heading"),
            [meeting_table(telling, letter)],
            (f"/new/meeting?{about}&unit={letter.receiver}", say("letters_new_meeting")),
        ),
    )


def _reporting(telling: Telling, letter: Letter) -> LetterPart:
    """What is reported, and when."""
    new = f"/new/reporting_duty?document={letter.document}&unit={letter.receiver}"
    return _part(
        "reporting",
        telling.say("letter_reporting_heading"),
        [report_table(telling, letter), duty_table(telling, letter)],
        ("#report-matrix", telling.say("letters_matrix")),
        (new, telling.say("letters_new_duty")),
    )


def _passages(telling: Telling, document: str) -> TableBlock | None:
    """The texts of the letter, by part, with their first words."""
    rows = telling.where("passage", "document", document).sort("part", "position", "key")
    if rows.is_empty():
        return None
    order = [part.value for part in PassagePart]
    made = tuple(
        table_row(
            telling.row("passage", row, row["heading"] or telling.word("passage_part", row["part"])),
            telling.word("passage_part", row["part"]),
            rendered_text(telling, row["text"]),
        )
        for row in sorted(rows.to_dicts(), key=lambda r: (order.index(r["part"]), r["position"]))
    )
    columns = heads(telling.say("letters_text"), telling.say("kind"), telling.say("letters_words"))
    return TableBlock(telling.say("letters_texts"), columns, made, name="texts")


def _budget(telling: Telling, letter: Letter) -> LetterPart:
    """The frames of the receiver; they are changed in the budget, not in the letter."""
    frames = letter_frames(telling, letter)
    split = split_table(telling, frames) if frames else None
    tables = (*budget_tables(telling, letter, frames), *([split] if split else [])) if frames else ()
    changed = changed_table(telling, letter)
    note = _budget_note(telling, letter, has_budget=frames is not None)
    if changed is not None:
        tables, note = (*tables, changed), f"{note} {telling.say('letters_budget_differs')}"
    place = place_of_budget(telling, letter) if frames is None else None
    if place is None:
        return LetterPart("budget", telling.say("letter_part_budget"), tables, (), note)
    told = place_told(telling, letter, place)
    note = f"{note} {told}" if is_sent(letter) else told
    budgets = budgets_at(telling, letter, place)
    return LetterPart("budget", telling.say("letter_part_budget"), tables, (), note, budgets)


def _budget_note(telling: Telling, letter: Letter, *, has_budget: bool) -> str:
    """Where the numbers come from, or that there are none."""
    if is_sent(letter):
        return telling.say("letters_budget_as_sent" if has_budget else "letters_sent_without_budget")
    return telling.say("letters_budget_note" if has_budget else "letters_no_budget")


def _missing(telling: Telling, letter: Letter) -> tuple[MissingLine, ...]:
    found: dict[Lack, list[str]] = {}
    for one in missing(telling.facts, letter.document, letter.receiver, letter.year):
        found.setdefault(one.lack, []).append(one.address)
    return tuple(_missing_line(telling, letter, lack, rows) for lack, rows in found.items())


def _missing_line(telling: Telling, letter: Letter, lack: Lack, addresses: list[str]) -> MissingLine:
    text = telling.say(f"letter_lacks_{lack}", year=letter.year, count=len(addresses))
    on_goal_page = lack in (Lack.OWNER, Lack.TARGET)
    rows = tuple(
        Cell(telling.row_name(a), address=f"goals/{letter.document}" if on_goal_page else f"edit/{a}")
        for a in addresses[:_MOST_MISSING]
        if a
    )
    return MissingLine(text, rows, max(0, len(addresses) - _MOST_MISSING))


def report_matrix(telling: Telling, document: str) -> tuple[MatrixRow, ...]:
    """Every subject of reports and in which it is asked for, then what has been asked for besides."""
    parts = {r["key"]: r for r in telling.where("report_part", "document", document).iter_rows(named=True)}
    named = {s.value: telling.word("report_subject", s.value) for s in ReportSubject}
    own = {key: telling.own(row) for key, row in parts.items()}
    rows = []
    for key, label in {**named, **own}.items():
        row = parts.get(key)
        asked = tuple((when, bool(row and row[when])) for when in WHEN)
        rows.append(MatrixRow(key, label, asked, f"report_part/{document}/{key}" if row else ""))
    return tuple(rows)
