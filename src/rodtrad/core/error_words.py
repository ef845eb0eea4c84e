"""An error as a person reads it: what, where, and what to do next."""

from datetime import datetime

from rodtrad.core.errors import RodtradError
from rodtrad.core.numbers import moment
from rodtrad.core.shape import Language
from rodtrad.core.words import say

_SHOWN = 20


def error_sentence(error: RodtradError, language: Language) -> str:
    """The error's sentence, with moments and lists in words."""
    facts = {name: _readable(value, language) for name, value in error.facts.items()}
    return say(error.message, language, **facts)


def _readable(value: object, language: Language) -> object:
    if isinstance(value, datetime):
        return moment(value.astimezone(), language)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value[:_SHOWN])
    return value
