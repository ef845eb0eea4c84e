"""An error as a person reads it: what, where, and what to do next."""

import math
from collections.abc import Mapping
from datetime import datetime

from rodtrad.core.errors import RodtradError
from rodtrad.core.numbers import moment, number
from rodtrad.core.shape import Language
from rodtrad.core.words import say

_SHOWN = 20


def error_sentence(error: RodtradError, language: Language) -> str:
    """The error's sentence."""
    return say(error.message, language, **readable_facts(error.facts, language))


def readable_facts(facts: Mapping[str, object], language: Language) -> dict[str, object]:
    """Facts of an error as they stand in its sentence: moments, numbers and lists in words."""
    return {name: _readable(value, language) for name, value in facts.items()}


def _readable(value: object, language: Language) -> object:
    if isinstance(value, datetime):
        return moment(value.astimezone(), language)
    if isinstance(value, float) and math.isfinite(value):
        return number(value, 0 if value == int(value) else 2, language)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value[:_SHOWN])
    return value
