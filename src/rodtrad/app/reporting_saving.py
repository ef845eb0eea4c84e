"""A section of a report is saved: many rows at once, each held against the version that was shown."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rodtrad.app.asking import Ask
from rodtrad.app.books import now
from rodtrad.app.reporting import ReportPage, known_report, may_write, report_page
from rodtrad.app.saving import UsageFormError, typed_values
from rodtrad.app.work import added
from rodtrad.core.errors import AccessError, ConflictError, MissingError, RodtradError, UsageError
from rodtrad.core.words import say
from rodtrad.facts.work import FollowUpStatus
from rodtrad.models.concepts import SHAPES
from rodtrad.models.follow_up import carriers_of, lacks_evidence
from rodtrad.models.reporting.forecasts import as_budgeted
from rodtrad.models.reporting.opening import laid_out
from rodtrad.models.reporting.rounds import Report
from rodtrad.readers.gather import slug
from rodtrad.reports.reporting_form import (
    CHOICE,
    ReportSection,
    WrittenField,
    WrittenRow,
    field_name,
    seen_as,
)
from rodtrad.store.changes import RowChange

SEEN, REMOVE, REVISION = "seen", "remove", "revision"
FILL = "fill"
"""Asks that forecasts are as budgeted where nothing is written."""
_LONGEST_KEY = 40
_MOST_DECIMALS = 4
_SAID = ("status", "evidence", "comment")
_NEEDS_INDICATOR = "indicator_value"


@dataclass(frozen=True, slots=True)
class Sent:
    """A section's form as it was sent: texts by field, and the revision of the book it was shown with."""

    texts: Mapping[str, str]

    @property
    def revision(self) -> int:
        """Raises UsageError when the form does not tell it."""
        given = self.texts.get(REVISION, "")
        if not given.isdecimal() or len(given) > 18:
            raise UsageError("version_missing")
        return int(given)

    def has(self, row: WrittenRow) -> bool:
        """Whether the form held a row."""
        return field_name(row, SEEN) in self.texts

    def of(self, row: WrittenRow) -> dict[str, str]:
        """What was written in the fields of a row, by column."""
        return {
            f.column: self.texts.get(field_name(row, f.column), "").replace("\r\n", "\n").strip()
            for f in row.fields
        }

    def seen(self, row: WrittenRow) -> str:
        """The digest the row was shown with."""
        return self.texts.get(field_name(row, SEEN), "")

    def is_touched(self, row: WrittenRow) -> bool:
        """Whether somebody has changed a field, or asks to take the row out."""
        return seen_as(self.of(row).values()) != self.seen(row) or self.is_to_go(row)

    def is_to_go(self, row: WrittenRow) -> bool:
        """Whether the row is to be taken out."""
        return row.can_go and bool(self.texts.get(field_name(row, REMOVE)))

    def gone(self, section: ReportSection) -> dict[str, str]:
        """What was written about rows that are no longer there, by address."""
        return self.written({row.address for row in section.rows()})

    def written(self, there: Container[str] = ()) -> dict[str, str]:
        """What was written about rows that are not among some, by address."""
        ended = [name.rpartition("|")[0] for name in self.texts if name.endswith(f"|{SEEN}")]
        lost = {}
        for address in ended:
            mine = {n: t for n, t in self.texts.items() if n.rpartition("|")[0] == address}
            seen = mine.pop(f"{address}|{SEEN}")
            mine.pop(f"{address}|{REMOVE}", None)
            if address not in there and seen_as(mine.values()) != seen:
                lost[address] = "\n".join(text for text in mine.values() if text.strip())
        return lost


def save_section(
    ask: Ask, document: str, section: str, texts: Mapping[str, str], *, by: str = "", why: str = ""
) -> None:
    """Save one section of a report as one revision; rows nobody has touched are left alone.

    texts   fields by name (`field_name`), with the revision the form was shown with; `FILL` where every
            forecast that is not written is to be as budgeted

    raises  UsageFormError  some texts are no values; `problems` has a sentence for each field
            ConflictError   somebody has changed one of the same rows meanwhile, or the report is handed in
            AccessError     who asks may not write it
    """
    report = known_report(ask, document)
    if not report.is_open:
        raise ConflictError("reporting_closed")
    if not may_write(ask, report):
        raise AccessError("right_missing")
    shown, sent = _section(report_page(ask, document), section), Sent(texts)
    lost = sent.gone(shown)
    if lost:
        raise ConflictError("reporting_row_gone", row=", ".join(lost))
    changes = _changes(ask, report, shown, sent)
    name = ask.telling.named("document", document)
    told = say("reporting_saved", ask.language, section=shown.heading.lower(), document=name)
    if changes:
        ask.save(changes, by=by, why=why or told)


def _section(page: ReportPage, name: str) -> ReportSection:
    found = next((s for s in page.view.sections if s.name == name), None)
    if found is None:
        raise MissingError("reporting_section_unknown", section=name[:50])
    return found


def _changes(ask: Ask, report: Report, section: ReportSection, sent: Sent) -> list[RowChange]:
    """The changes of every row that was touched, or that is confirmed."""
    changes: list[RowChange] = []
    problems: dict[str, str] = {}
    budgeted = as_budgeted(ask.telling.facts, report) if sent.texts.get(FILL) else {}
    for row in section.rows():
        if not sent.has(row):
            continue
        if row.address in budgeted and not any(sent.of(row).values()):
            version = ask.book.version_at(sent.revision, row.fact, dict(row.key))
            changes.append(RowChange(row.fact, dict(row.key), budgeted[row.address], version))
            continue
        confirmed = row.is_stale and row.seen == sent.seen(row)
        if not (sent.is_touched(row) or confirmed):
            continue
        try:
            made = _row_changes(ask, row, sent)
            changes += [*made, *(c for change in made for c in _carried_too(ask, change))]
        except UsageFormError as error:
            problems |= {field_name(row, column): told for column, told in error.problems.items()}
    if problems:
        told = " ".join(problems.values())
        raise UsageFormError("form_refused", problems, count=len(problems), told=told)
    needs = [c for c in changes if c.fact == _NEEDS_INDICATOR and c.expected_version is None]
    return [*(_indicators(ask, report, needs) if needs else ()), *changes]


def _indicators(ask: Ask, report: Report, needs: list[RowChange]) -> Iterator[RowChange]:
    """The report's own rows of indicators that its letter has asked for after it was begun."""
    wanted = {change.key["indicator"] for change in needs}
    own = ask.telling.where("indicator", "document", report.document)["key"].to_list()
    laid = laid_out(ask.telling.facts, report)
    for change in added({"indicator": laid["indicator"]} if "indicator" in laid else {}):
        if change.key["key"] in wanted and change.key["key"] not in own:
            yield change


def _row_changes(ask: Ask, row: WrittenRow, sent: Sent) -> list[RowChange]:
    """What was written about one row, held against the version it was shown with."""
    key, texts = dict(row.key), sent.of(row)
    if row.is_new:
        return _new_row(ask, row, texts)
    version = ask.book.version_at(sent.revision, row.fact, key)
    if sent.is_to_go(row) or (row.fact == "passage" and not texts["text"]):
        return [RowChange(row.fact, key, None, version)] if version is not None else []
    if version is None and not any(texts.values()):
        return []
    values = _values(ask, row, texts)
    if version is None:
        values = {**dict(row.given), **values}
    return [RowChange(row.fact, key, values, version)]


def _carried_too(ask: Ask, change: RowChange) -> Iterator[RowChange]:
    """The same for the work that carries this on in later letters, unless something else was told there."""
    if change.fact != "follow_up" or change.values is None:
        return
    before = _told_before(ask, change.key)
    told = {name: change.values[name] for name in (*_SAID, "reported") if name in change.values}
    for later in carriers_of(ask.telling.facts, change.key):
        if all(later[name] == value for name, value in before.items()):
            key = {name: later[name] for name in SHAPES["follow_up"].key}
            yield RowChange("follow_up", key, told, ask.book.version_of(ask.edition, "follow_up", key))


def _told_before(ask: Ask, key: Mapping[str, Any]) -> dict[str, Any]:
    """What was told of some work, and by which unit; that it is not begun where nobody has told."""
    rows = ask.telling.where("follow_up", "document", key["document"]).filter(
        fact=key["fact"], subject=key["subject"]
    )
    nothing = {"status": FollowUpStatus.NOT_STARTED.value, "evidence": None, "comment": None}
    return rows.select(*_SAID, "unit").row(0, named=True) if rows.height else nothing


def _new_row(ask: Ask, row: WrittenRow, texts: Mapping[str, str]) -> list[RowChange]:
    """A row whose key is made from its name; none where nothing is written."""
    if not any(texts.values()):
        return []
    if not texts["label"]:
        told = say("reporting_name_needed", ask.language)
        raise UsageFormError("form_refused", {"label": told}, count=1, told=told)
    values = _values(ask, row, texts)
    values["label_en"] = values["label"]
    key = dict(row.key)
    taken = ask.telling.where(row.fact, "document", key["document"])["key"].to_list()
    name = slug(texts["label"], _LONGEST_KEY)
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 2)))
    key["key"] = next(k for k in names if k not in taken)
    return [RowChange(row.fact, key, {**dict(row.given), **values}, None)]


def _values(ask: Ask, row: WrittenRow, texts: Mapping[str, str]) -> dict[str, Any]:
    """The texts as values of their columns, with what follows from them."""
    shape = SHAPES[row.fact]
    for field in row.fields:
        if field.kind == CHOICE and not texts[field.column] and shape[field.column].required:
            told = say("reporting_choose", ask.language, label=field.label)
            raise UsageFormError("form_refused", {field.column: told}, count=1, told=told)
    values = typed_values(shape, texts, ask.language, printed_unit=row.unit)
    if row.fact == "follow_up" and "evidence" in texts and lacks_evidence(values):
        told = say("reporting_done_needs_evidence", ask.language)
        raise UsageFormError("form_refused", {"evidence": told}, count=1, told=told)
    if "decimals" in shape.names():
        figures = [texts[c.name] for c in shape.figures if c.name in texts]
        values["decimals"] = max(map(_decimals, figures), default=0)
    if row.fact == "follow_up":
        values["reported"] = now().date()
    return values


def _decimals(text: str) -> int:
    part = text.replace(".", ",").partition(",")[2]
    return min(_MOST_DECIMALS, len(part)) if part.isdecimal() else 0


def refilled(ask: Ask, document: str, texts: Mapping[str, str], error: RodtradError) -> ReportPage:
    """The page of a report with what somebody sent still in its fields, and what is wrong.

    After a conflict both versions stand there: what was sent, and what the book holds now.
    """
    sent, is_conflict = Sent(texts), isinstance(error, ConflictError)
    if is_conflict:
        edition = ask.book.edition(ask.person.units, drafts=ask.person.drafts)
        ask = replace(ask, edition=edition)
    page = report_page(ask, document)
    problems = error.problems if isinstance(error, UsageFormError) else {}

    def filled(row: WrittenRow) -> WrittenRow:
        if not sent.has(row):
            return row
        fields = tuple(_filled(row, f, sent, problems, is_conflict=is_conflict) for f in row.fields)
        return replace(row, fields=fields, seen=row.seen if is_conflict else sent.seen(row))

    lost = _lost(page, sent) if is_conflict else ()
    revision = page.revision if is_conflict else sent.revision
    view = page.view.with_rows(filled)
    return replace(page, view=view, revision=revision, is_conflict=is_conflict, lost=lost)


def _lost(page: ReportPage, sent: Sent) -> tuple[str, ...]:
    """What was written about rows that are gone from every section; all of it once the report is closed."""
    if not page.view.is_open:
        return tuple(sent.written().values())
    found = [sent.gone(section) for section in page.view.sections]
    return tuple(text for address, text in found[0].items() if all(address in other for other in found))


def _filled(
    row: WrittenRow, field: WrittenField, sent: Sent, problems: Mapping[str, str], *, is_conflict: bool
) -> WrittenField:
    """A field with what was sent, beside what the book holds where that is another now."""
    text = sent.of(row)[field.column] if sent.is_touched(row) else field.text
    theirs = field.text if is_conflict and sent.seen(row) != row.seen and text != field.text else None
    choices = tuple(replace(c, chosen=c.value == text) for c in field.choices)
    problem = problems.get(field_name(row, field.column), "")
    return replace(field, text=text, choices=choices, theirs=theirs, problem=problem)
