"""Forms where many rows are written at once: more fields than one row has, and boxes that are ticked."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request

from rodtrad.core.errors import UsageError
from rodtrad.reports.reporting_form import seen_as
from rodtrad.web.forms import LONGEST_SENT, check_allowed, sent_text

_MOST_FIELDS = 5_000
_LARGEST_NUMBER = 18


async def _sent_fields(request: Request) -> dict[str, list[str]]:
    """Every field of a form from our own pages, with all its values; ticked boxes have the same name.

    raises  AccessError, UsageError  it came from elsewhere, or has more or longer fields than any form
    """
    check_allowed(request)
    async with request.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=2 * LONGEST_SENT) as form:
        fields: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields.setdefault(name, []).append(sent_text(name, value))
        return fields


SentFields = Annotated[dict[str, list[str]], Depends(_sent_fields)]


def first(fields: Mapping[str, list[str]], name: str) -> str:
    """The first value of a field without blanks around it; "" where it is not sent."""
    return fields.get(name, [""])[0].strip()


def texts_of(fields: Mapping[str, list[str]]) -> dict[str, str]:
    """What was written in each field, as a form that is shown again holds it."""
    return {name: values[0] for name, values in fields.items()}


def revision_of(fields: Mapping[str, list[str]]) -> int:
    """The revision a form was shown at.

    raises  UsageError  the form does not say
    """
    given = first(fields, "revision")
    if not given.isdecimal() or len(given) > _LARGEST_NUMBER:
        raise UsageError("version_missing")
    return int(given)


def named_after(fields: Mapping[str, list[str]], beginning: str) -> dict[str, list[str]]:
    """The fields whose name begins so, by the rest of the name."""
    return {name[len(beginning) :]: values for name, values in fields.items() if name.startswith(beginning)}


def touched(rows: Mapping[str, list[str]], fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The rows that do not say what the form was shown with (`seen_` and the row's name)."""
    seen = named_after(fields, "seen_")
    return {name: texts for name, texts in rows.items() if seen.get(name) != [seen_as(texts)]}
