"""What a report lacks, in words, and where on its page it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from rodtrad.models.reporting.missing import Lack, Missing
from rodtrad.reports.reporting_form import slug_of
from rodtrad.reports.reporting_tables import place_name
from rodtrad.reports.telling import Telling


@dataclass(frozen=True, slots=True)
class LackLine:
    """One thing a report lacks, ready to read, and the name of the place on the page where it is mended."""

    text: str
    section: str
    place: str


def lack_lines(telling: Telling, lacks: Iterable[Missing]) -> tuple[LackLine, ...]:
    """What a report lacks, in the order of its sections; missing forecasts are told once."""
    lines, forecasts = [], 0
    for lack in lacks:
        forecasts += lack.lack is Lack.FORECAST
        if lack.lack is not Lack.FORECAST or forecasts == 1:
            lines.append(_line(telling, lack))
    return tuple(lines)


def lack_text(telling: Telling, lack: Missing) -> str:
    """One thing a report lacks, in words."""
    return telling.say(f"reporting_lack_{lack.lack.value}", what=_what(telling, lack))


def _what(telling: Telling, lack: Missing) -> str:
    if lack.row is not None:
        row = lack.row
        return place_name(telling, (row["chapter"], row["area"], row["function"], row["account_group"]))
    return (
        telling.row_name(lack.address) if lack.address else telling.word("report_subject", lack.subject.value)
    )


def _line(telling: Telling, lack: Missing) -> LackLine:
    subject = lack.subject.value
    has_place = lack.address and lack.lack is not Lack.FORECAST
    place = slug_of(lack.address) if has_place else f"section-{subject}"
    return LackLine(lack_text(telling, lack), subject, place)
