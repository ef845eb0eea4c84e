"""An allocation letter as a document, in the order such letters have, fit for `readers/letter.py`."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from rodtrad.core.numbers import day
from rodtrad.facts.budget import Version
from rodtrad.facts.goal import GoalLevel
from rodtrad.facts.letter import AssignmentStatus
from rodtrad.facts.work import DocumentState, PassagePart
from rodtrad.reports.letter_budget import (
    budget_tables,
    letter_frames,
    place_of_budget,
    place_told,
    split_table,
)
from rodtrad.reports.letter_tables import (
    Letter,
    assignment_table,
    duty_table,
    goal_table,
    indicator_table,
    letter_of,
    meeting_table,
    owner_table,
    report_table,
    resolution_table,
)
from rodtrad.reports.passages import language_of_texts, passage_blocks, passages_of, text_blocks
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Block, DocumentTree, Paragraph, Section, TableBlock


def letter_document(telling: Telling, document: str, today: date, version: str) -> DocumentTree:
    """One allocation letter of the book as a document; all its figures are those of the book.

    document  key of a document that has a row of `allocation_letter`
    """
    letter = letter_of(telling, document)
    assert letter is not None, document
    parts = (
        _introduction(telling, letter),
        _joint(telling, letter),
        _goals(telling, letter),
        _indicators(telling, letter),
        _budget(telling, letter),
        _assignments(telling, letter),
        _owners(telling, letter),
        _resolutions(telling, letter),
        _dialogue(telling, letter),
        _rest(telling, letter),
    )
    there = [part for part in parts if part.blocks or part.sections]
    return DocumentTree(
        title=_title(telling, letter),
        subtitle=telling.say(
            "letter_to_from",
            receiver=telling.named("unit", letter.receiver),
            sender=telling.named("unit", letter.sender),
        ),
        language=telling.language,
        date_text=_date_text(telling, letter, today),
        sections=tuple(_numbered(part, str(n)) for n, part in enumerate(there, 1)),
        contents_heading=telling.say("contents"),
        footer=telling.say("picture_footer", version=version),
    )


def _title(telling: Telling, letter: Letter) -> str:
    """What the letter is called; a later edition says that it comes in addition."""
    edition = letter.work.get("edition", 1)
    receiver = telling.named("unit", letter.receiver)
    if edition > 1:
        return telling.say("letter_title_later", edition=edition, year=letter.year, receiver=receiver)
    return telling.say("letter_title", year=letter.year, receiver=receiver)


def _date_text(telling: Telling, letter: Letter, today: date) -> str:
    number = letter.work.get("number")
    told = [telling.say("letter_numbered", number=number, year=letter.year)] if number else []
    sent = letter.work.get("sent")
    if sent:
        told.append(telling.say("letter_sent_on", date=day(sent, telling.language)))
    elif letter.work.get("state", DocumentState.DRAFT.value) == DocumentState.DRAFT.value and letter.work:
        told.append(telling.say("letter_draft_of", date=day(today, telling.language)))
    return " ".join(told)


def _numbered(section: Section, number: str) -> Section:
    """The section with its number before the heading, as in such letters: `3. Mål`, `3.1 Mål og tiltak`."""
    sign = "." if "." not in number else ""
    inside = tuple(_numbered(part, f"{number}.{n}") for n, part in enumerate(section.sections, 1))
    return Section(f"{number}{sign} {section.heading}", section.blocks, inside)


def _texts(telling: Telling, letter: Letter, part: PassagePart) -> list[Block]:
    return passage_blocks(telling, letter.document, part.value)


def _introduction(telling: Telling, letter: Letter) -> Section:
    """The introduction; where nobody has written one, what such a letter is. The city's goals are named."""
    blocks = _texts(telling, letter, PassagePart.INTRODUCTION)
    if not blocks:
        blocks = [Paragraph(_what_it_is(telling, letter))]
    goals = telling.where("goal", "document", letter.document).filter(
        pl.col("level") == GoalLevel.MUNICIPAL_GOAL.value
    )
    if goals.height:
        blocks.append(Paragraph(telling.say("letter_city_goals", municipality=telling.municipality)))
        for row in goals.sort("number").iter_rows(named=True):
            named = {"number": row["number"], "name": telling.own(row)}
            blocks.append(Paragraph(telling.say("letter_city_goal_line", **named)))
    return Section(telling.say("letter_introduction_heading"), tuple(blocks))


def _what_it_is(telling: Telling, letter: Letter) -> str:
    """What such a letter is; it builds on the budget decision where it passes an adopted budget on."""
    facts = {"receiver": telling.named("unit", letter.receiver), "year": letter.year}
    frames = letter_frames(telling, letter)
    is_adopted = frames is not None and frames.version is Version.ADOPTED
    told = [telling.say("letter_introduction", **facts)]
    told += [telling.say("letter_builds_on_budget")] if is_adopted else []
    return " ".join([*told, telling.say("letter_responsible")])


def _joint(telling: Telling, letter: Letter) -> Section:
    """Joint instructions, those with a heading as sections of their own."""
    rows = passages_of(telling, letter.document, PassagePart.JOINT_INSTRUCTION.value)
    loose: list[Block] = []
    headed: list[Section] = []
    for row in rows.iter_rows(named=True):
        blocks = text_blocks(telling, row["text"])
        if row["heading"]:
            headed.append(Section(row["heading"], tuple(blocks), language=language_of_texts(telling)))
        else:
            loose += blocks
    return Section(telling.say("letter_joint"), tuple(loose), tuple(headed))


def _goals(telling: Telling, letter: Letter) -> Section:
    clarified = _texts(telling, letter, PassagePart.CLARIFICATION)
    blocks = (*clarified, *_known(goal_table(telling, letter)))
    return Section(telling.say("letter_part_goals"), blocks)


def _indicators(telling: Telling, letter: Letter) -> Section:
    return Section(telling.say("letter_part_indicators"), _known(indicator_table(telling, letter)))


def _owners(telling: Telling, letter: Letter) -> Section:
    return Section(telling.say("letter_part_owners"), _known(owner_table(telling, letter)))


def _known(*blocks: Block | None) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block is not None)


def _budget(telling: Telling, letter: Letter) -> Section:
    frames = letter_frames(telling, letter)
    if frames is None:
        place = place_of_budget(telling, letter)
        told = (Paragraph(place_told(telling, letter, place)),) if place else ()
        return Section(telling.say("letter_part_budget"), told)
    blocks: list[Block] = []
    if letter.decided:
        said = telling.say("letter_decided", date=day(letter.decided, telling.language))
        blocks.append(Paragraph(said))
    blocks.append(Paragraph(telling.say("letter_budget_duty")))
    return Section(
        telling.say("letter_part_budget"),
        (*blocks, *budget_tables(telling, letter, frames), *_known(split_table(telling, frames))),
    )


def _assignments(telling: Telling, letter: Letter) -> Section:
    tables = _known(*(assignment_table(telling, letter, status) for status in AssignmentStatus))
    after = (Paragraph(telling.say("letter_more_assignments")),) if tables else ()
    return Section(telling.say("letter_part_assignments"), (*tables, *after))


def _resolutions(telling: Telling, letter: Letter) -> Section:
    return Section(telling.say("letter_part_resolutions"), _known(resolution_table(telling, letter)))


def _dialogue(telling: Telling, letter: Letter) -> Section:
    """The calendar of meetings, and what is reported when."""
    meetings = _section(telling.say("letter_meetings_heading"), meeting_table(telling, letter))
    asked = report_table(telling, letter)
    duties = _duties(telling, letter)
    said = (Paragraph(telling.say("letter_reports_ask")),) if asked else ()
    reports = Section(telling.say("letter_reporting_heading"), (*said, *_known(asked), *duties))
    inside = tuple(part for part in (meetings, reports) if part.blocks)
    return Section(telling.say("letter_part_dialogue"), (), inside)


def _section(heading: str, table: TableBlock | None) -> Section:
    return Section(heading, _known(table))


def _duties(telling: Telling, letter: Letter) -> Iterable[Block]:
    return _known(duty_table(telling, letter))


def _rest(telling: Telling, letter: Letter) -> Section:
    return Section(telling.say("letter_part_other"), tuple(_texts(telling, letter, PassagePart.OTHER)))
