"""What a report lacks, in words, and where on its page it is mended."""

from collections.abc import Iterable, Sequence
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
    lacks = tuple(lacks)
    forecasts = [lack for lack in lacks if lack.lack is Lack.FORECAST]
    return tuple(
        _line(telling, lack, forecasts)
        for lack in lacks
        if lack.lack is not Lack.FORECAST or lack is forecasts[0]
    )


def forecasts_text(telling: Telling, lacks: Sequence[Missing]) -> str:
    """The forecasts a report lacks, in words: how many, and the first of them."""
    if len(lacks) == 1:
        return lack_text(telling, lacks[0])
    return telling.say("reporting_forecasts_missing", count=len(lacks), what=_what(telling, lacks[0]))


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


def _line(telling: Telling, lack: Missing, forecasts: Sequence[Missing]) -> LackLine:
    subject = lack.subject.value
    if lack.lack is Lack.FORECAST:
        return LackLine(forecasts_text(telling, forecasts), subject, f"section-{subject}")
    place = slug_of(lack.address) if lack.address else f"section-{subject}"
    return LackLine(lack_text(telling, lack), subject, place)
