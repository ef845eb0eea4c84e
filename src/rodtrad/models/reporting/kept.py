"""What a report has written down of what it was asked for, so that it stays as it is afterwards.

A report that is handed in has rows of its own for each part it answers (`report_part`) and for the limits of
its round (`key_figure`). The key of such a part begins with the letter that asked, as the subject of its
`follow_up` rows does.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.words import say
from rodtrad.models.concepts import Facts
from rodtrad.models.reporting.remembered import rows_where

Row = Mapping[str, Any]
_LIMIT_SHARE, _LIMIT_AMOUNT = "limit.share", "limit.amount"
LIMITS = (_LIMIT_SHARE, _LIMIT_AMOUNT)
"""Keys of the two figures that say which limits a report was held against."""


def kept_key(letter: str, subject: str) -> str:
    """What a report calls its own row about something in a letter."""
    return f"{letter}.{subject}"


def from_letter(key: str, letters: Iterable[str]) -> tuple[str, str]:
    """The letter a kept row is about, and what the letter calls it; "" where it is none of them."""
    found = max((letter for letter in letters if key.startswith(f"{letter}.")), key=len, default="")
    return found, key.removeprefix(f"{found}.")


def is_kept(facts: Facts, document: str) -> bool:
    """Whether a report has written down what it was asked for."""
    return (
        bool(rows_where(facts, "report_part", "document", document)) or limits_of(facts, document) is not None
    )


def limits_of(facts: Facts, document: str) -> tuple[Quantity, Amount] | None:
    """The limits a report has written down: share and amount; None where it has not."""
    rows = {r["key"]: r["value"] for r in rows_where(facts, "key_figure", "document", document)}
    share, amount = rows.get(_LIMIT_SHARE), rows.get(_LIMIT_AMOUNT)
    return None if share is None or amount is None else (Quantity(share), Amount(amount))


def limit_rows(
    document: str, unit: str, period: str, limits: tuple[Quantity, Amount]
) -> list[dict[str, Any]]:
    """The limits as a report's own figures."""
    share, amount = limits
    place = {"document": document, "unit": unit, "year": period, "line": 0}
    return [
        {
            **place,
            "key": _LIMIT_SHARE,
            "value": share.ten_thousandths,
            "printed_unit": "prosent",
            "decimals": 1,
            "label": say("reporting_kept_share", "no"),
            "label_en": say("reporting_kept_share", "en"),
        },
        {
            **place,
            "key": _LIMIT_AMOUNT,
            "value": amount.ore,
            "printed_unit": "kr",
            "decimals": 0,
            "label": say("reporting_kept_amount", "no"),
            "label_en": say("reporting_kept_amount", "en"),
        },
    ]
