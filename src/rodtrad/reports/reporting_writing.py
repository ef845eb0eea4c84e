"""A report's page as it is written: what its sections are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rodtrad.core.numbers import day
from rodtrad.facts.reporting import ReportSubject
from rodtrad.facts.work import PassagePart
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.reporting.answers import Followed, days_told, passages_about
from rodtrad.models.reporting.missing import Lack, Missing, missing
from rodtrad.models.reporting.rounds import AskedPart, Report, Round, asked, round_of
from rodtrad.reports.passages import language_of_texts, passages_of, text_blocks
from rodtrad.reports.reporting_form import (
    CHOICE,
    LONG,
    ReportSection,
    RowBuilder,
    WrittenGroup,
    WrittenRow,
    seen_as,
)
from rodtrad.reports.reporting_lacks import forecasts_text, lack_text
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Block, Subheading

SUMMARY = "summary"
"""The section every report has: words in short."""


@dataclass(frozen=True)
class Writing:
    """A report with everything its sections are made from."""

    telling: Telling
    report: Report

    @property
    def facts(self) -> Facts:
        """The book's facts."""
        return self.telling.facts

    @cached_property
    def opened(self) -> Round | None:
        """The round it belongs to."""
        return round_of(self.facts, self.report)

    @cached_property
    def parts(self) -> tuple[AskedPart, ...]:
        """What it is asked for."""
        return asked(self.facts, self.report)

    @cached_property
    def lacks(self) -> tuple[Missing, ...]:
        """What it lacks."""
        return missing(self.facts, self.report)

    @cached_property
    def passages(self) -> Mapping[str, dict[str, Any]]:
        """Its passages by what they are about; the summary stands under its own name."""
        rows = passages_of(self.telling, self.report.document).iter_rows(named=True)
        loose = {r["part"] if r["part"] == SUMMARY else r["key"]: r for r in rows if not r["subject"]}
        return {**loose, **passages_about(self.facts, self.report)}

    def words(self, subject: str) -> list[Block]:
        """What it says about something, as blocks."""
        row = self.passages.get(subject)
        if row is None:
            return []
        language = language_of_texts(self.telling)
        heading = [Subheading(row["heading"], language)] if row["heading"] else []
        return [*heading, *text_blocks(self.telling, row["text"])]

    def lacks_at(self, subject: ReportSubject, *addresses: str) -> tuple[str, ...]:
        """What is missing about some rows, in words; forecasts are told of all rows together."""
        mine = (m for m in self.lacks if m.subject is subject and m.address in addresses)
        return tuple(lack_text(self.telling, m) for m in mine if m.lack is not Lack.FORECAST)

    def about(self, subject: str, part: PassagePart, label: str) -> WrittenRow:
        """The passage about something."""
        row = self.passages.get(subject)
        key = row["key"] if row else f"{part.value}-{seen_as([subject])}"
        builder = RowBuilder(
            self.telling,
            "passage",
            {"document": self.report.document, "key": key},
            row,
            {"text": LONG},
            {"text": label},
            {},
        )
        about = None if subject == SUMMARY else subject
        return builder.built(given=(("part", part.value), ("position", 0), ("subject", about)))

    def written(
        self, fact: str, key: Mapping[str, Any], row: Mapping[str, Any] | None, kinds: Mapping[str, str]
    ) -> RowBuilder:
        """A builder of a row with the columns' own names."""
        return RowBuilder(self.telling, fact, key, row, kinds, {}, {})


def section(
    writing: Writing, subject: ReportSubject, groups: Sequence[WrittenGroup], **more: Any
) -> ReportSection:
    """A section, with what is missing in it as a whole."""
    mine = [m for m in writing.lacks if m.subject is subject]
    whole = {m.lack: lack_text(writing.telling, m) for m in mine if not m.address}
    forecasts = [m for m in mine if m.lack is Lack.FORECAST]
    if forecasts:
        whole[Lack.FORECAST] = forecasts_text(writing.telling, forecasts)
    return ReportSection(
        subject.value,
        writing.telling.word("report_subject", subject.value),
        writing.telling.say(f"reporting_lead_{subject.value}"),
        groups=tuple(groups),
        lacks=tuple(whole.values()),
        lack_count=len(mine),
        **more,
    )


def follow_up_row(writing: Writing, one: Followed, *columns: str) -> WrittenRow:
    """The follow-up of something in the letter, which is one row the whole year."""
    kinds = {"status": CHOICE, "evidence": LONG, "comment": LONG}
    key = {"document": one.letter, "fact": one.fact.value, "subject": one.subject}
    builder = writing.written("follow_up", key, one.said, {c: kinds[c] for c in columns})
    unit = one.row.get("owner") or writing.report.unit
    return builder.built(given=(("unit", unit),), is_stale=one.stale)


def reported(telling: Telling, one: Followed) -> str:
    """When the status was told, where it has been."""
    told = days_told(telling.facts).get(SHAPES["follow_up"].address_of(one.said)) if one.said else None
    return telling.say("reporting_told_on", day=day(told, telling.language)) if told else ""
