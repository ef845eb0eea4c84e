"""What a report has written down of what it was asked for, so that it stays as it is afterwards.

A report that is handed in has rows of its own for each part it answers (`report_part`), and for the limits of
its round and the months of a budget that is spread (`key_figure`). The key of such a part begins with the
letter that asked, as the subject of its `follow_up` rows does.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from rodtrad.core.amount import Amount, Quantity
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.models.concepts import Facts
from rodtrad.models.reporting.remembered import rows_where

Row = Mapping[str, Any]
_LIMIT_SHARE, _LIMIT_AMOUNT, _MONTHS = "limit.share", "limit.amount", "budget.months"
LIMITS = (_LIMIT_SHARE, _LIMIT_AMOUNT, _MONTHS)
"""Keys of the figures that say what a report was held against."""


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
    rows = _numbers(facts, document)
    share, amount = rows.get(_LIMIT_SHARE), rows.get(_LIMIT_AMOUNT)
    return None if share is None or amount is None else (Quantity(share), Amount(amount))


def months_of(facts: Facts, document: str) -> int | None:
    """How many months of the year's budget a report is held against; None where it is not spread."""
    months = _numbers(facts, document).get(_MONTHS)
    return None if months is None else int(float(Quantity(months)))


def _numbers(facts: Facts, document: str) -> dict[str, int]:
    return {r["key"]: r["value"] for r in rows_where(facts, "key_figure", "document", document)}


def limit_rows(
    document: str, unit: str, period: str, limits: tuple[Quantity, Amount], months: int | None
) -> list[dict[str, Any]]:
    """What a report is held against, as its own figures.

    months  of the year's budget, where it is spread
    """
    share, amount = limits
    told: list[tuple[str, int, str, int]] = [
        (_LIMIT_SHARE, share.ten_thousandths, "prosent", 1),
        (_LIMIT_AMOUNT, amount.ore, "kr", 0),
        *([] if months is None else [(_MONTHS, Quantity.of(months).ten_thousandths, "måneder", 0)]),
    ]
    place = {"document": document, "unit": unit, "year": period, "line": 0}
    return [
        {**place, "key": key, "value": value, "printed_unit": measured_in, "decimals": decimals}
        | {"label": _label(key, "no"), "label_en": _label(key, "en")}
        for key, value, measured_in, decimals in told
    ]


def _label(key: str, language: Language) -> str:
    if key == _MONTHS:
        return say("reporting_kept_months", language)
    return say("reporting_kept_share" if key == _LIMIT_SHARE else "reporting_kept_amount", language)
